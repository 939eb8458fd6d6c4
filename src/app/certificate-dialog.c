/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/certificate-dialog.h"

#include "app/format.h"
#include "app/words.h"

#include <glib/gi18n.h>

static void
append_market (GString *text, const BwFill *fill, const BwInstrument *instrument, const char *zone)
{
  const BwMarketEvent *event = &fill->certificate.market;
  g_autofree char *when = bw_format_time (event->time, zone);
  g_autofree char *first = NULL, *second = NULL, *sizes = NULL;

  if (event->kind == BW_MARKET_QUOTE)
    {
      g_autofree char *bid_size = bw_format_quantity (event->quote.bid_size, BW_FORMAT_PLAIN);
      g_autofree char *ask_size = bw_format_quantity (event->quote.ask_size, BW_FORMAT_PLAIN);

      first = bw_format_price (instrument, event->quote.bid);
      second = bw_format_price (instrument, event->quote.ask);
      g_string_append_printf (text, _("The quote of %s stood at %s bid for %s and %s asked for %s."), when, first,
                              bid_size, second, ask_size);
    }
  else if (event->kind == BW_MARKET_TRADE)
    {
      first = bw_format_price (instrument, event->trade.price);
      sizes = bw_format_quantity (event->trade.size, BW_FORMAT_PLAIN);
      g_string_append_printf (text, _("At %s the market traded %s at %s."), when, sizes, first);
    }
  else if (event->kind == BW_MARKET_BAR)
    {
      g_autofree char *low = bw_format_price (instrument, event->bar.low);
      g_autofree char *high = bw_format_price (instrument, event->bar.high);

      first = bw_format_price (instrument, event->bar.open);
      second = bw_format_price (instrument, event->bar.close);
      g_string_append_printf (text, _("The bar that ended at %s opened at %s, ranged from %s to %s and closed at %s."),
                              when, first, low, high, second);
    }
  else
    g_string_append_printf (text, _("The order book of %s was used."), when);
}

static void
append_level (GString *text, const BwCertificate *certificate, const BwInstrument *instrument)
{
  g_autofree char *price = bw_format_price (instrument, certificate->level_price);
  g_autofree char *size = bw_format_quantity (certificate->level_size, BW_FORMAT_PLAIN);

  if (certificate->level_index < 0 || bw_fixed_is_zero (certificate->level_price))
    return;
  g_string_append_c (text, ' ');
  if (certificate->level_index == 0)
    g_string_append_printf (text, _("The best price opposite was %s, for %s."), price, size);
  else
    g_string_append_printf (text, _("Better levels were used up: level %d of the book offered %s, for %s."),
                            certificate->level_index + 1, price, size);
}

static void
append_slippage (GString *text, const BwCertificate *certificate, const BwInstrument *instrument)
{
  int sign = bw_fixed_sign (certificate->slippage);
  g_autofree char *best = bw_format_price (instrument, certificate->best_price);
  g_autofree char *difference = bw_format_number (bw_fixed_abs (certificate->slippage), 2, 4, BW_FORMAT_PLAIN);

  if (bw_fixed_is_zero (certificate->best_price))
    return;
  if (sign == 0)
    g_string_append_printf (text, _("There was no slippage: the best price was %s."), best);
  else
    g_string_append_printf (text, sign > 0 ? _("Slippage: %s worse than the best price of %s.")
                                           : _("It got %s better than the best price of %s."),
                            difference, best);
}

static void
append_note (GString *text, const char *sentence)
{
  g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

/* What the account's own terms did to the fill. */
static void
append_terms (GString *text, const BwCertificate *certificate)
{
  if (bw_fixed_sign (certificate->model_slippage) > 0)
    {
      g_autofree char *added = bw_format_number (certificate->model_slippage, 2, 8, BW_FORMAT_PLAIN);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("%s of it was added by the account’s slippage model."), added);
    }
  if (bw_fixed_sign (certificate->consumed) > 0)
    {
      g_autofree char *consumed = bw_format_quantity (certificate->consumed, BW_FORMAT_PLAIN);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("Other orders of the account had taken %s of the size before."), consumed);
    }
  if ((certificate->flags & BW_CERTIFICATE_OPTIMISTIC) != 0)
    append_note (text, _("Optimistic: no order can trade at a close it was decided on."));
  if ((certificate->flags & BW_CERTIFICATE_AMBIGUOUS) != 0)
    append_note (text, _("Ambiguous: the bar reached the stop and the target; the stop was taken, and the account counts it."));
  if ((certificate->flags & BW_CERTIFICATE_FINER_BAR) != 0)
    append_note (text, _("A finer bar decided: it stands in for a part of the bar that the replay plays."));
  if ((certificate->flags & BW_CERTIFICATE_CAPPED) != 0)
    append_note (text, _("The account gets only its part of the traded volume; the rest waited."));
  if ((certificate->flags & BW_CERTIFICATE_PART_BY_CHANCE) != 0)
    append_note (text, _("One in ten fills of this model is a random part; this was one."));
  if ((certificate->flags & BW_CERTIFICATE_TOUCH_BY_CHANCE) != 0)
    append_note (text, _("The price only touched the limit; chance let it fill."));
}

/**
 * bw_certificate_explain:
 *
 * What gave the price: the market's event, the rule and model, age, latency, slippage, chance.
 *
 * Returns: (transfer full): paragraphs of plain text
 */
char *
bw_certificate_explain (const BwFill *fill, const BwInstrument *instrument, const char *zone, const char *currency)
{
  const BwCertificate *certificate = &fill->certificate;
  GString *text = g_string_new (NULL);
  g_autofree char *age = bw_format_age (certificate->age_ns);
  g_autofree char *latency = bw_format_latency (certificate->latency_ns);
  g_autofree char *fee = bw_format_money (fill->fee, currency, BW_FORMAT_PLAIN);
  g_autofree char *fill_number = g_strdup_printf ("%" G_GUINT64_FORMAT, fill->id);
  g_autofree char *order_number = g_strdup_printf ("%" G_GUINT64_FORMAT, fill->order);

  append_market (text, fill, instrument, zone);
  append_level (text, certificate, instrument);
  g_string_append_printf (text, "\n\n%s ", bw_words_rule (certificate->rule));
  append_slippage (text, certificate, instrument);
  append_terms (text, certificate);
  g_string_append_printf (text, "\n\n");
  g_string_append_printf (text, _("Fill model: %s, version %u. The price was %s old when it filled; the order needed %s to reach the market."),
                          bw_words_profile (certificate->profile), certificate->model_version, age, latency);
  g_string_append_c (text, ' ');
  if (certificate->draw == 0)
    g_string_append (text, _("No chance was involved."));
  else
    {
      g_autofree char *draw = g_strdup_printf ("%" G_GUINT64_FORMAT, certificate->draw);
      g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, certificate->seed);

      g_string_append_printf (text, _("Chance: draw %s of seed %s, so it can be computed again."), draw, seed);
    }
  g_string_append_printf (text, "\n\n");
  g_string_append_printf (text, _("Fee: %s. Fill number %s of order %s."), fee, fill_number, order_number);
  return g_string_free (text, FALSE);
}

/**
 * bw_certificate_dialog_show:
 * @fill: of the timeline that the desk looks at
 */
void
bw_certificate_dialog_show (BwDesk *desk, GtkWidget *near, BwFillId fill)
{
  BwTradingReader *reader = bw_engine_trading_reader (bw_desk_get_engine (desk));
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL, *body = NULL;
  const BwInstrument *instrument;
  GtkWidget *dialog;
  BwFill found;

  if (reader == NULL || !bw_trading_reader_fill (reader, bw_desk_get_timeline (desk), fill, &found, &error))
    {
      bw_desk_tell (desk, error != NULL ? error->message : _("This fill can’t be found"));
      return;
    }
  instrument = bw_desk_lookup_instrument (desk, found.instrument);
  title = bw_words_fill (instrument, &found, bw_desk_get_currency (desk));
  body = bw_certificate_explain (&found, instrument, bw_desk_get_zone (desk), bw_desk_get_currency (desk));
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (near)), title, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
