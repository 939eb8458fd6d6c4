/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

/* A fill and its certificate in words, for who asks why a price is what it is. */

static void
add (GString *text, const char *name, BwFixed number)
{
  char digits[BW_FIXED_TEXT_BYTES];

  g_string_append_printf (text, "%s%s", name, bw_fixed_print (number, 0, 8, digits));
}

static void
add_market (GString *text, const BwMarketEvent *market)
{
  g_autofree char *time = bw_time_to_rfc3339 (market->time);

  switch ((BwMarketEventKind) market->kind)
    {
    case BW_MARKET_QUOTE:
    case BW_MARKET_DEPTH:
      g_string_append (text, market->kind == BW_MARKET_QUOTE ? "quote" : "depth");
      add (text, " ", market->quote.bid);
      add (text, " x ", market->quote.bid_size);
      add (text, " ", market->quote.ask);
      add (text, " x ", market->quote.ask_size);
      break;
    case BW_MARKET_TRADE:
      add (text, "trade ", market->trade.price);
      add (text, " x ", market->trade.size);
      break;
    case BW_MARKET_BAR:
      add (text, "bar ", market->bar.open);
      add (text, " ", market->bar.high);
      add (text, " ", market->bar.low);
      add (text, " ", market->bar.close);
      add (text, " volume ", market->bar.volume);
      break;
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
    case BW_MARKET_SPLIT:
    case BW_MARKET_DIVIDEND:
    case BW_MARKET_RENAME:
    case BW_MARKET_DELIST:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      break;
    }
  g_string_append_printf (text, " of %s", time);
}

static void
add_flags (GString *text, guint8 flags)
{
  for (guint bit = 0; bit < 8; bit++)
    if ((flags & 1u << bit) != 0)
      g_string_append_printf (text, ", %s", bw_certificate_flag_word ((BwCertificateFlags) (1u << bit)));
}

/**
 * bw_scenario_describe_fill:
 *
 * Appends two lines: the execution, and the certificate that says why it had that price.
 */
void
bw_scenario_describe_fill (GString *text, const BwScenarioWorld *world, const BwScenarioOrder *order,
                           const BwFill *fill)
{
  const BwCertificate *certificate = &fill->certificate;
  const BwInstrument *instrument = bw_core_instrument (world->core, fill->instrument);
  g_autofree char *time = bw_time_to_rfc3339 (fill->time);

  g_string_append_printf (text, "\n    fill of %s: %s ", order->id, bw_side_word (fill->side));
  add (text, "", fill->quantity);
  g_string_append_printf (text, " %s", instrument->symbol);
  add (text, " @ ", fill->price);
  g_string_append_printf (text, " at %s", time);
  add (text, ", fee ", fill->fee);
  g_string_append_printf (text, "\n      certificate: profile %s, model %u, rule %s, ",
                          bw_profile_word (certificate->profile), certificate->model_version,
                          bw_rule_word (certificate->rule));
  add_market (text, &certificate->market);
  g_string_append_printf (text, ", age %" G_GINT64_FORMAT " ns, latency %" G_GINT64_FORMAT " ns",
                          certificate->age_ns, certificate->latency_ns);
  add (text, ", best ", certificate->best_price);
  if (certificate->level_index >= 0)
    {
      g_string_append_printf (text, ", level %d", certificate->level_index);
      add (text, " at ", certificate->level_price);
      add (text, " x ", certificate->level_size);
    }
  if (certificate->consumed.e8 != 0)
    add (text, ", consumed before ", certificate->consumed);
  add (text, ", slippage ", certificate->slippage);
  if (certificate->model_slippage.e8 != 0)
    add (text, ", of it by the model ", certificate->model_slippage);
  g_string_append_printf (text, ", seed %" G_GUINT64_FORMAT, certificate->seed);
  if (certificate->draw != 0)
    g_string_append_printf (text, ", draw %" G_GUINT64_FORMAT, certificate->draw);
  add_flags (text, certificate->flags);
}
