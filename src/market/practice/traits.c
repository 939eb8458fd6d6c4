/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/market-private.h"

#include <math.h>

/* What a company's size and temper mean for its tape: how much it trades, how often its quote
 * changes, how wide it is. Numbers are those of US shares of such a size, thinned where a real
 * tape would be faster than a practice market needs. */

#define SESSIONS_PER_YEAR     252.0
#define MARKET_DAILY_SD       (0.16 / 15.874507866387544)
#define SECTOR_DAILY_SD       (0.12 / 15.874507866387544)
#define EVENTS_PER_SECOND     235.0 /* of all instruments, over a session's mean */
#define EVENTS_PER_SECOND_MIN 0.12
#define EVENTS_PER_SECOND_MAX 9.0

static double
raise_to (double x, double exponent)
{
  return bw_practice_exp (exponent * bw_practice_log (x));
}

/* In (-1, 1), fixed for a company whatever the seed. */
static double
temper (gsize company, guint64 what)
{
  return 2 * bw_random_unit (bw_random_at (0x7e3a, company, what, 0, 0)) - 1;
}

static void
fill_liquidity (BwPracticeTraits *traits, double dollars_daily, double price)
{
  double sum = traits->own_daily_sd * traits->own_daily_sd;

  traits->anchor = price;
  traits->volume_daily = dollars_daily / price;
  traits->half_spread = CLAMP (1.0e-4 * raise_to (1e9 / dollars_daily, 0.33), 0.3e-4, 7e-4);
  traits->events_per_second = raise_to (dollars_daily / 1e9, 0.55);
  for (gsize i = 0; i < BW_PRACTICE_N_FACTORS; i++)
    sum += traits->exposure[i] * traits->exposure[i] *
           (i == 0 ? MARKET_DAILY_SD * MARKET_DAILY_SD : SECTOR_DAILY_SD * SECTOR_DAILY_SD);
  traits->minute_sd = sqrt (sum * 0.73 / BW_PRACTICE_MINUTES_MAX);
}

void
bw_practice_company_traits (BwPracticeMarket *market)
{
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    {
      const BwPracticeCompany *company = &bw_practice_companies[i];
      BwPracticeTraits *traits = &market->traits[i];
      double cap = company->market_cap_bn * 1e9;
      double shares = cap / company->price;

      *traits = (BwPracticeTraits){ .own_daily_sd =
                                        0.9 * company->idiosyncratic / sqrt (SESSIONS_PER_YEAR) };
      traits->exposure[0] = company->beta;
      traits->exposure[1 + i / BW_PRACTICE_N_PER_SECTOR] = 0.9 + 0.3 * temper (i, 1);
      fill_liquidity (traits, 0.0075 * cap * raise_to (5e9 / cap, 0.1) * (1 + 0.4 * temper (i, 2)),
                      company->price);
      market->shares[i] =
          BW_FIXED ((gint64) (shares / 1e5) * 100000 + (gint64) (temper (i, 3) * 49999));
    }
}

/* A fund's exposures are its holdings'; needs the weights and the companies' last closes. */
void
bw_practice_fund_traits (BwPracticeMarket *market)
{
  double events_sum = 0;

  for (gsize f = 0; f < BW_PRACTICE_N_FUNDS; f++)
    {
      const BwPracticeFund *fund = &bw_practice_funds[f];
      BwPracticeTraits *traits = &market->traits[BW_PRACTICE_N_COMPANIES + f];
      double own_variance = 0;

      *traits = (BwPracticeTraits){ 0 };
      for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
        {
          const BwPracticeTraits *company = &market->traits[i];
          double share = market->fund_weight[f][i] *
                         bw_practice_exp (market->live_stocks[i].log_price) / fund->price;

          for (gsize k = 0; k < BW_PRACTICE_N_FACTORS; k++)
            traits->exposure[k] += share * company->exposure[k];
          own_variance += share * share * company->own_daily_sd * company->own_daily_sd;
        }
      traits->own_daily_sd = sqrt (own_variance);
      fill_liquidity (traits, fund->assets_bn * 1e9 * 0.02, fund->price);
      traits->half_spread *= 0.6;
      market->shares[BW_PRACTICE_N_COMPANIES + f] =
          BW_FIXED ((gint64) (fund->assets_bn * 1e9 / fund->price / 5e4) * 50000);
    }

  for (gsize i = 0; i < BW_PRACTICE_N_STOCKS; i++)
    events_sum += market->traits[i].events_per_second;
  for (gsize i = 0; i < BW_PRACTICE_N_STOCKS; i++)
    market->traits[i].events_per_second =
        CLAMP (market->traits[i].events_per_second * EVENTS_PER_SECOND / events_sum,
               EVENTS_PER_SECOND_MIN, EVENTS_PER_SECOND_MAX);
}
