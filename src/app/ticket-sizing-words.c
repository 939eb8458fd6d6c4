/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ticket-sizing-words.h"

#include "app/format.h"
#include "market/calendar.h"

#include <glib/gi18n.h>
#include <math.h>

const char *
bw_sizing_words_method (BwSizingMethod method)
{
  switch (method)
    {
    case BW_SIZING_FIXED:
      return _("Fixed quantity");
    case BW_SIZING_PERCENT:
      return _("Share of equity");
    case BW_SIZING_RISK:
      return _("Risk to the stop");
    case BW_SIZING_ATR:
      return _("Average true range");
    case BW_SIZING_VOLATILITY:
      return _("Volatility target");
    case BW_SIZING_KELLY:
      return _("Fraction of Kelly");
    case BW_N_SIZINGS:
      break;
    }
  return BW_DASH;
}

/** bw_sizing_words_number: what stands before its field; a share is invested, lost or swings. */
const char *
bw_sizing_words_number (BwSizingNumber number, BwSizingMethod method)
{
  switch (number)
    {
    case BW_SIZING_NUMBER_AMOUNT:
      return _("Always");
    case BW_SIZING_NUMBER_SHARE:
      return method == BW_SIZING_PERCENT      ? _("Invest")
             : method == BW_SIZING_VOLATILITY ? _("May swing")
                                              : _("May lose");
    case BW_SIZING_NUMBER_STOP:
      return _("Give up at");
    case BW_SIZING_NUMBER_RANGE:
      return _("Range");
    case BW_SIZING_NUMBER_MULTIPLE:
      return _("Stop away");
    case BW_SIZING_NUMBER_VOLATILITY:
      return _("Volatility");
    case BW_SIZING_NUMBER_KELLY:
      return _("Part of Kelly");
    case BW_SIZING_NUMBER_WIN_RATE:
      return _("Trades that win");
    case BW_SIZING_NUMBER_PAYOFF:
      return _("Win over loss");
    case BW_SIZING_NUMBER_PRICE:
      return _("Price");
    case BW_N_SIZING_NUMBERS:
      break;
    }
  return BW_DASH;
}

/** bw_sizing_words_unit: what stands behind its field. */
const char *
bw_sizing_words_unit (BwSizingNumber number)
{
  switch (number)
    {
    case BW_SIZING_NUMBER_SHARE:
      /* xgettext:no-c-format */
      return _("% of equity");
    case BW_SIZING_NUMBER_STOP:
    case BW_SIZING_NUMBER_RANGE:
    case BW_SIZING_NUMBER_PRICE:
      return "$";
    case BW_SIZING_NUMBER_MULTIPLE:
      return _("ranges");
    case BW_SIZING_NUMBER_VOLATILITY:
      /* xgettext:no-c-format */
      return _("% a year");
    case BW_SIZING_NUMBER_KELLY:
    case BW_SIZING_NUMBER_WIN_RATE:
      return "%";
    case BW_SIZING_NUMBER_PAYOFF:
      return _("times");
    case BW_SIZING_NUMBER_AMOUNT:
    case BW_N_SIZING_NUMBERS:
      break;
    }
  return "";
}

/** bw_sizing_words_lack: what to do when nothing can be said. */
const char *
bw_sizing_words_lack (BwSizingLack lack)
{
  switch (lack)
    {
    case BW_SIZING_LACK_NOTHING:
      return "";
    case BW_SIZING_LACK_PRICE:
      return _("There is no price yet.");
    case BW_SIZING_LACK_EQUITY:
      return _("The account has no equity to take a share of.");
    case BW_SIZING_LACK_STOP:
      return _("Enter the price at which you would give up, or a stop loss under More.");
    case BW_SIZING_LACK_RANGE:
      return _("The range isn’t known: enter one.");
    case BW_SIZING_LACK_VOLATILITY:
      return _("The volatility isn’t known: enter one.");
    case BW_SIZING_LACK_ODDS:
      return _("The odds aren’t known: enter how many trades win, and how much more than the others lose.");
    case BW_SIZING_LACK_SENSE:
      return _("Enter numbers above zero.");
    }
  return "";
}

/* "14 days until 27 Feb 2026", "3 days are stored, 15 are needed". */
static char *
describe_days (const BwSizingHistory *history, int n_days, gboolean is_known, const BwInstrument *instrument)
{
  g_autofree char *until = NULL;

  if (!is_known)
    return g_strdup_printf (_("unknown: %d days are stored, %d are needed"), (int) history->n_days, n_days + 1);
  until = bw_format_date (history->last_day, bw_calendar_zone (instrument->calendar));
  /* Translators: "of the 14 days until Fri 27 Feb" */
  return g_strdup_printf (_("of the %d days until %s"), n_days, until);
}

static char *
describe_trades (const BwSizingHistory *history, gboolean is_known)
{
  if (history->n_trades == 0)
    return g_strdup (_("unknown: no trade of this account is closed yet"));
  if (!is_known)
    return g_strdup (history->win_rate > 0 ? _("unknown: no trade has lost yet") : _("unknown: no trade has won yet"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "of %u closed trade of this account",
                                       "of %u closed trades of this account", (gulong) history->n_trades),
                          (guint) history->n_trades);
}

/**
 * bw_sizing_words_source:
 *
 * Returns: (transfer full) (nullable): where what is known of @number comes from, or why it isn't
 *   known; %NULL for what the past says nothing about
 */
char *
bw_sizing_words_source (BwSizingNumber number, const BwSizingHistory *history, const BwInstrument *instrument)
{
  if (number == BW_SIZING_NUMBER_RANGE)
    return describe_days (history, BW_SIZING_RANGE_DAYS, !isnan (history->range), instrument);
  if (number == BW_SIZING_NUMBER_VOLATILITY)
    return describe_days (history, BW_SIZING_VOLATILITY_DAYS, !isnan (history->volatility), instrument);
  if (number == BW_SIZING_NUMBER_WIN_RATE)
    return describe_trades (history, !isnan (history->win_rate));
  if (number == BW_SIZING_NUMBER_PAYOFF)
    return describe_trades (history, !isnan (history->payoff));
  return NULL;
}

static char *
format_share (BwFixed share)
{
  return bw_format_percent (bw_fixed_to_double (share), BW_FORMAT_PLAIN);
}

static char *
describe_kelly (const BwSizing *sizing, const BwSizingAnswer *answer, const char *money, const char *unit)
{
  g_autofree char *part = format_share (sizing->kelly);
  g_autofree char *share = format_share (answer->share);

  if (answer->share.e8 <= 0)
    return g_strdup (_("At these odds Kelly says: nothing."));
  /* Translators: "50.00 % of what Kelly says is 20.00 % of equity: $20,000.00, each for $50.00." */
  return g_strdup_printf (_("%s of what Kelly says is %s of equity: %s, each for %s."), part, share, money, unit);
}

/**
 * bw_sizing_words_reasoning:
 * @answer: of @sizing and @facts, lacking nothing
 *
 * Returns: (transfer full): why so many, in a sentence
 */
char *
bw_sizing_words_reasoning (const BwSizing *sizing, const BwSizingFacts *facts, const BwSizingAnswer *answer,
                           const BwInstrument *instrument, const char *currency)
{
  g_autofree char *share = format_share (answer->share);
  g_autofree char *equity = bw_format_money (facts->equity, currency, BW_FORMAT_PLAIN);
  g_autofree char *money = bw_format_money (answer->money, currency, BW_FORMAT_PLAIN);
  g_autofree char *unit = bw_format_money (answer->unit, currency, BW_FORMAT_PLAIN);
  g_autofree char *stop = bw_format_price (instrument, facts->stop);

  switch (sizing->method)
    {
    case BW_SIZING_FIXED:
      return g_strdup (_("The same quantity each time."));
    case BW_SIZING_PERCENT:
      return g_strdup_printf (_("%s of %s is %s, each for %s."), share, equity, money, unit);
    case BW_SIZING_RISK:
      return g_strdup_printf (_("%s of %s is %s; each loses %s at the stop of %s."), share, equity, money, unit, stop);
    case BW_SIZING_ATR:
      return g_strdup_printf (_("%s of %s is %s; each loses %s at a stop so far away."), share, equity, money, unit);
    case BW_SIZING_VOLATILITY:
      return g_strdup_printf (_("%s of %s is %s; each swings %s a year."), share, equity, money, unit);
    case BW_SIZING_KELLY:
      return describe_kelly (sizing, answer, money, unit);
    case BW_N_SIZINGS:
      break;
    }
  return g_strdup ("");
}

/** bw_sizing_words_use: (transfer full): "Use 120 shares": a button. */
char *
bw_sizing_words_use (const BwInstrument *instrument, BwFixed quantity)
{
  g_autofree char *number = bw_format_quantity (quantity, BW_FORMAT_PLAIN);

  if (instrument->instrument_class != BW_INSTRUMENT_EQUITY && instrument->instrument_class != BW_INSTRUMENT_ETF)
    /* Translators: a button: quantity and symbol: "Use 0.25 BTCX" */
    return g_strdup_printf (_("Use %s %s"), number, instrument->symbol);
  /* Translators: a button that puts so many shares into the order */
  return g_strdup_printf (quantity.e8 == BW_FIXED_ONE_E8 ? _("Use %s share") : _("Use %s shares"), number);
}
