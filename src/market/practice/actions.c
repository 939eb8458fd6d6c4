/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/actions.h"

#include <math.h>
#include <string.h>

#define QUARTER_DAYS         91
#define DECLARATION_DAYS     14 /* before the ex-date */
#define TAKEOVER_PROBABILITY 0.00012
#define SPLIT_PROBABILITY    0.02 /* a day, once the price asks for it */
#define SPLIT_ABOVE          900.0
#define REVERSE_BELOW        2.5
#define BORROW_STRETCH_DAYS  9
#define RENAME_PROBABILITY   0.0012 /* a day: one in the market every six or so */

/* What companies of a sector pay a year, over the price; in the order of bw_practice_sectors. */
static const double sector_yields[BW_PRACTICE_N_SECTORS] = {
  0.036, 0.022, 0.017, 0.011, 0.028, 0.018, 0.026, 0.009, 0.012, 0.036, 0.040,
};

static double
draw_unit (const BwPracticeMarket *market, gsize company, guint64 what, BwDate date)
{
  return bw_random_unit (bw_practice_draw (
      bw_practice_key (market, BW_PRACTICE_STREAM_ACTION, company, date), what));
}

/**
 * bw_practice_dividend_yield:
 *
 * Returns: what the company pays a year over its price, 0 for one that pays nothing: the young, wild
 *   and small ones
 */
double
bw_practice_dividend_yield (const BwPracticeMarket *market, gsize company)
{
  const BwPracticeCompany *table = &bw_practice_companies[company];

  if (table->idiosyncratic > 0.29 || table->beta > 1.4)
    return 0;
  return sector_yields[company / BW_PRACTICE_N_PER_SECTOR] *
         (0.7 + 0.6 * bw_random_unit (bw_random_mix (company * 5 + 3)));
}

/**
 * bw_practice_dividend_amount:
 * @scale: shares of today a share of the start
 *
 * Returns: the quarter's dividend a share, in whole cents, at least one; 0 for a company that pays none
 */
BwFixed
bw_practice_dividend_amount (const BwPracticeMarket *market, gsize company, double scale)
{
  double yield = bw_practice_dividend_yield (market, company);
  gint64 cents;

  if (yield <= 0)
    return BW_FIXED_ZERO;
  cents = (gint64) (bw_practice_companies[company].price * yield / 4 / scale * 100 + 0.5);
  return (BwFixed){ MAX (cents, 1) * BW_FIXED_ONE_E8 / 100 };
}

/* Whether a day of the company's quarter lies after @last and not after @date. */
static gboolean
passes_quarter_day (gsize company, int days_before, BwDate last, BwDate date)
{
  gint64 phase = (gint64) (bw_random_mix (company * 5 + 4) % QUARTER_DAYS) + days_before;

  return ((gint64) date + phase) / QUARTER_DAYS != ((gint64) last + phase) / QUARTER_DAYS;
}

/**
 * bw_practice_is_ex_date:
 * @last: the session before @date
 */
gboolean
bw_practice_is_ex_date (const BwPracticeMarket *market, gsize company, BwDate last, BwDate date)
{
  return bw_practice_dividend_yield (market, company) > 0 && passes_quarter_day (company, 0, last, date);
}

gboolean
bw_practice_is_declaration_date (const BwPracticeMarket *market, gsize company, BwDate last, BwDate date)
{
  return bw_practice_dividend_yield (market, company) > 0 &&
         passes_quarter_day (company, DECLARATION_DAYS, last, date);
}

/**
 * bw_practice_split_ratio:
 *
 * Returns: shares after for one before; below 1: a reverse split; 1: none on this day
 */
double
bw_practice_split_ratio (const BwPracticeMarket *market, gsize company, BwDate date, double price)
{
  if ((price < SPLIT_ABOVE && price > REVERSE_BELOW) || draw_unit (market, company, 0, date) >= SPLIT_PROBABILITY)
    return 1;
  if (price <= REVERSE_BELOW)
    return 0.1;
  return price > 2 * SPLIT_ABOVE ? 20 : price > 1.3 * SPLIT_ABOVE ? 10 : 5;
}

/**
 * bw_practice_takeover:
 * @premium: (out): what is paid over the price, as a fraction
 *
 * Returns: whether somebody offers cash for all of the company's shares on the morning of @date
 */
gboolean
bw_practice_takeover (const BwPracticeMarket *market, gsize company, BwDate date, double *premium)
{
  double cap = bw_practice_companies[company].market_cap_bn;

  *premium = 0.18 + 0.22 * draw_unit (market, company, 2, date);
  return cap < 60 && draw_unit (market, company, 1, date) < 2 * TAKEOVER_PROBABILITY;
}

/**
 * bw_practice_is_renamed:
 *
 * Returns: whether the company trades under another symbol from the morning of @date on
 */
gboolean
bw_practice_is_renamed (const BwPracticeMarket *market, gsize company, BwDate date)
{
  return draw_unit (market, company, 4, date) < RENAME_PROBABILITY;
}

static gboolean
is_first_symbol (const char *symbol)
{
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    if (g_str_equal (bw_practice_companies[i].symbol, symbol))
      return TRUE;
  for (gsize i = 0; i < BW_PRACTICE_N_FUNDS; i++)
    if (g_str_equal (bw_practice_funds[i].symbol, symbol))
      return TRUE;
  for (gsize i = 0; i < BW_PRACTICE_N_ROUND; i++)
    if (g_str_equal (bw_practice_round[i].symbol, symbol))
      return TRUE;
  return FALSE;
}

/**
 * bw_practice_symbol:
 * @n_renames: how many symbols it has had before
 *
 * What the company's shares are called: the first letter stays, three others say which company it is,
 * so that no two are ever called the same; a fifth one keeps it off another's first symbol.
 */
void
bw_practice_symbol (gsize company, guint n_renames, char symbol[BW_SYMBOL_BYTES])
{
  static const char letters[] = "BCDFGHJKLMNPQRSTVWXZ";
  const gsize n_letters = sizeof letters - 1;

  memset (symbol, 0, BW_SYMBOL_BYTES);
  if (n_renames == 0)
    {
      g_strlcpy (symbol, bw_practice_companies[company].symbol, BW_SYMBOL_BYTES);
      return;
    }
  symbol[0] = bw_practice_companies[company].symbol[0];
  symbol[1] = letters[(company / BW_PRACTICE_N_PER_SECTOR + n_renames) % n_letters];
  symbol[2] = letters[(company % BW_PRACTICE_N_PER_SECTOR + 3 * n_renames) % n_letters];
  symbol[3] = letters[n_renames % n_letters];
  if (is_first_symbol (symbol))
    symbol[4] = symbol[3];
}

/**
 * bw_practice_borrow_rate:
 * @is_easy: (out): whether shares can be had without asking
 *
 * What borrowing it costs a year, as a fraction; whole hundredths of a percent. It stays for some
 * days; small wild companies are now and then hard to borrow.
 */
BwFixed
bw_practice_borrow_rate (const BwPracticeMarket *market, gsize index, BwDate date, gboolean *is_easy)
{
  double wildness = index < BW_PRACTICE_N_COMPANIES ? bw_practice_companies[index].idiosyncratic : 0.1;
  BwDate stretch = (date + (BwDate) (bw_random_mix (index) % BORROW_STRETCH_DAYS)) / BORROW_STRETCH_DAYS;
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_BORROW, index, stretch);
  double heat = bw_quantile_magnitude (&bw_practice_tables ()->exponential, bw_practice_draw (key, 1));
  double rate = 0.003;

  if (wildness > 0.26 && bw_random_unit (bw_practice_draw (key, 0)) < 0.3)
    rate += MIN (wildness * 0.22 * heat, 1.2);
  *is_easy = rate < 0.05;
  return (BwFixed){ (gint64) (rate * 10000 + 0.5) * (BW_FIXED_ONE_E8 / 10000) };
}

/**
 * bw_practice_earnings:
 * @surprise: in standard deviations
 *
 * The quarter's earnings a share that make such a surprise, in whole cents; below 0: a loss. A young
 * company loses money.
 */
void
bw_practice_earnings (const BwPracticeMarket *market,
                      gsize company,
                      double price,
                      double surprise,
                      BwDate date,
                      BwFixed *earned,
                      BwFixed *expected)
{
  double multiple = 14 + 14 * draw_unit (market, company, 3, date / QUARTER_DAYS);
  gboolean is_young = bw_practice_companies[company].idiosyncratic > 0.4;
  gint64 cents = (gint64) (price / multiple / 4 * 100 + 0.5);
  gint64 beat = (gint64) (0.07 * surprise * (double) MAX (cents, 8) + (surprise > 0 ? 1 : -1));

  cents = is_young ? -MAX (cents / 2, 1) : MAX (cents, 1);
  expected->e8 = cents * (BW_FIXED_ONE_E8 / 100);
  earned->e8 = (cents + beat) * (BW_FIXED_ONE_E8 / 100);
}

/**
 * bw_practice_market_fundamentals:
 * @earnings: (out): a share's of a year; NaN where there are no shares of a company
 * @dividend: (out): likewise
 *
 * Both as of the market's start and of a share of then: who knows of splits since divides by them.
 */
void
bw_practice_market_fundamentals (const BwPracticeMarket *market, gsize index, double *earnings, double *dividend)
{
  BwFixed earned, expected;

  *earnings = *dividend = NAN;
  if (index >= BW_PRACTICE_N_COMPANIES)
    return;
  bw_practice_earnings (market, index, bw_practice_companies[index].price, 0, market->days[market->n_days].session.date,
                        &earned, &expected);
  *earnings = 4 * bw_fixed_to_double (expected);
  *dividend = 4 * bw_fixed_to_double (bw_practice_dividend_amount (market, index, 1));
}
