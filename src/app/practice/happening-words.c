/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/practice/happening-words.h"

#include "app/format.h"
#include "market/headline.h"

#include <glib/gi18n.h>

/**
 * bw_happening_kind_text:
 *
 * Returns: (transfer none): one word for its kind
 */
const char *
bw_happening_kind_text (const BwMarketEvent *event)
{
  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_HALT:
      return _("Halt");
    case BW_MARKET_RESUME:
      return _("Resumed");
    case BW_MARKET_SPLIT:
      return _("Split");
    case BW_MARKET_DIVIDEND:
      return _("Dividend");
    case BW_MARKET_RENAME:
      return _("New symbol");
    case BW_MARKET_DELIST:
      return _("Delisted");
    case BW_MARKET_EARNINGS:
      return _("Earnings");
    case BW_MARKET_NEWS:
      return _("News");
    case BW_MARKET_QUOTE:
    case BW_MARKET_TRADE:
    case BW_MARKET_DEPTH:
    case BW_MARKET_BAR:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
      break;
    }
  return "";
}

const char *
bw_halt_cause_text (BwHaltCause cause)
{
  switch (cause)
    {
    case BW_HALT_CAUSE_NEWS:
      return _("news pending");
    case BW_HALT_CAUSE_LULD:
      return _("left its price band: five minutes");
    case BW_HALT_CAUSE_BREAKER_1:
      return _("the market fell by 7 %: fifteen minutes");
    case BW_HALT_CAUSE_BREAKER_2:
      return _("the market fell by 13 %: fifteen minutes");
    case BW_HALT_CAUSE_BREAKER_3:
      return _("the market fell by 20 %: for the day");
    case BW_HALT_CAUSE_USER:
      return _("by you, to practise");
    case BW_HALT_CAUSE_UNSTATED:
      break;
    }
  return _("no cause stated");
}

static char *
format_headline (const BwMarketEvent *event, const BwInstrument *instrument)
{
  BwHeadline headline;
  const char *pattern;
  g_autofree char *amount = NULL;

  bw_headline_unpack (event->news.headline, &headline);
  pattern = bw_headline_pattern (headline.pattern);
  if (headline.pattern == BW_HEADLINE_SPLIT || headline.pattern == BW_HEADLINE_REVERSE_SPLIT)
    amount = bw_format_quantity ((BwFixed){ headline.amount_e8 }, BW_FORMAT_PLAIN);
  else
    amount = bw_format_money ((BwFixed){ headline.amount_e8 }, "USD", BW_FORMAT_PLAIN);
  return bw_headline_compose (pattern != NULL ? _(pattern) : "", instrument != NULL ? instrument->name : "",
                              instrument != NULL ? instrument->symbol : "", amount);
}

/**
 * bw_happening_text:
 *
 * Returns: (transfer full): a sentence
 */
char *
bw_happening_text (BwDesk *desk, const BwMarketEvent *event)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, event->instrument);
  g_autofree char *one = NULL, *two = NULL;

  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_NEWS:
      return format_headline (event, instrument);
    case BW_MARKET_HALT:
      return g_strdup_printf (_("Trading halted: %s"), bw_halt_cause_text ((BwHaltCause) event->cause));
    case BW_MARKET_RESUME:
      return g_strdup (_("Trading again"));
    case BW_MARKET_SPLIT:
      one = bw_format_quantity (event->split.to, BW_FORMAT_PLAIN);
      two = bw_format_quantity (event->split.from, BW_FORMAT_PLAIN);
      return g_strdup_printf (_("%s shares for %s"), one, two);
    case BW_MARKET_DIVIDEND:
      one = bw_format_money (event->dividend.amount, "USD", BW_FORMAT_PLAIN);
      return g_strdup_printf (_("%s a share, from today without it"), one);
    case BW_MARKET_DELIST:
      one = bw_format_money (event->delist.price, "USD", BW_FORMAT_PLAIN);
      return g_strdup_printf (_("Leaves the exchange; holders get %s a share"), one);
    case BW_MARKET_EARNINGS:
      one = bw_format_money (event->earnings.earned, "USD", BW_FORMAT_PLAIN);
      two = bw_format_money (event->earnings.expected, "USD", BW_FORMAT_PLAIN);
      return g_strdup_printf (_("%s a share; expected were %s"), one, two);
    case BW_MARKET_RENAME:
      return g_strdup (event->rename.symbol);
    case BW_MARKET_QUOTE:
    case BW_MARKET_TRADE:
    case BW_MARKET_DEPTH:
    case BW_MARKET_BAR:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
      break;
    }
  return g_strdup ("");
}

static const char *
name_halt (BwHaltCause cause)
{
  switch (cause)
    {
    case BW_HALT_CAUSE_NEWS:
      return _("Halted: news");
    case BW_HALT_CAUSE_LULD:
      return _("LULD pause");
    case BW_HALT_CAUSE_BREAKER_1:
      return _("Market halted: −7 %");
    case BW_HALT_CAUSE_BREAKER_2:
      return _("Market halted: −13 %");
    case BW_HALT_CAUSE_BREAKER_3:
      return _("Market halted: −20 %");
    case BW_HALT_CAUSE_USER:
      return _("Halted by you");
    case BW_HALT_CAUSE_UNSTATED:
      break;
    }
  return _("Halted");
}

/* When the halt that stands now began; %BW_TIME_NONE when that was too long ago to be known. */
static BwTime
find_halt_begin (BwDesk *desk, BwInstrumentId instrument)
{
  BwEngine *engine = bw_desk_get_engine (desk);
  BwTimelineId timeline = bw_desk_get_timeline (desk);
  gsize n_happenings = bw_engine_n_happenings (engine);

  for (gsize i = 0; i < n_happenings; i++)
    {
      const BwHappeningView *happening = bw_engine_happening_at (engine, i);

      if (happening->timeline == timeline && happening->event.instrument == instrument &&
          happening->event.kind == BW_MARKET_HALT)
        return happening->event.time;
    }
  return BW_TIME_NONE;
}

char *
bw_halt_text (BwDesk *desk, const BwQuoteView *quote)
{
  const char *name;
  g_autofree char *minute = NULL;
  BwTime begin;

  if (quote == NULL || !quote->market.is_halted)
    return NULL;
  name = name_halt (quote->market.halt_cause);
  if (quote->market.halt_until > 0 && quote->market.halt_until < BW_TIME_MAX)
    {
      minute = bw_format_minute (quote->market.halt_until, bw_desk_get_zone (desk));
      /* Translators: "LULD pause until 10:19" */
      return g_strdup_printf (_("%s until %s"), name, minute);
    }
  begin = find_halt_begin (desk, quote->instrument);
  if (begin == BW_TIME_NONE)
    return g_strdup (name);
  minute = bw_format_minute (begin, bw_desk_get_zone (desk));
  /* Translators: "Halted: news, since 10:14" */
  return g_strdup_printf (_("%s, since %s"), name, minute);
}
