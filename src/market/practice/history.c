/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/market-private.h"

#include <math.h>
#include <string.h>

/* Bars of the past. Where there are minutes, a day is the sum of its minutes; before that a day is
 * drawn as one long minute: open and close are known, and the extremes of a Brownian bridge
 * between them have a closed form, -log of a uniform number under a root. */

#define CENTS 100.0

typedef struct
{
  double open, high, low, close, volume;
} Bar;

static double
round_to_cents (double price)
{
  return (double) (gint64) (MAX (price, 0.01) * CENTS + 0.5) / CENTS;
}

/* @half_spread: in dollars: the first and last trade were at the bid or the ask. */
static Bar
draw_bar (guint64 key,
          double from,
          double to,
          double sd,
          double half_spread,
          double open_sd,
          double volume)
{
  const BwPracticeTables *tables = bw_practice_tables ();
  guint64 bits = bw_practice_draw (key, 0);
  double open = from + ((bits & 1) != 0 ? half_spread : -half_spread) +
                open_sd * bw_quantile_signed (&tables->normal, bw_practice_draw (key, 3));
  double close = to + ((bits & 2) != 0 ? half_spread : -half_spread);
  double above = bw_quantile_magnitude (&tables->exponential, bw_practice_draw (key, 1));
  double below = bw_quantile_magnitude (&tables->exponential, bw_practice_draw (key, 2));
  double square = (open - close) * (open - close);
  double high = 0.5 * (open + close + sqrt (square + 2 * sd * sd * above));
  double low = 0.5 * (open + close - sqrt (square + 2 * sd * sd * below));
  Bar bar = {
    .open = round_to_cents (open),
    .high = round_to_cents (high),
    .low = round_to_cents (low),
    .close = round_to_cents (close),
    .volume = MAX (1, (double) (gint64) volume),
  };

  bar.high = MAX (bar.high, MAX (bar.open, bar.close));
  bar.low = MIN (bar.low, MIN (bar.open, bar.close));
  return bar;
}

/* How much the volume of a bar made of @n_trades trades scatters: sizes are lognormal. */
static double
draw_volume_noise (guint64 bits, double n_trades)
{
  double scatter = 1.4 / sqrt (n_trades);
  double share = MIN (1, scatter / 1.1);

  return 1 - share + share * bw_quantile_magnitude (&bw_practice_tables ()->lognormal, bits);
}

static void
append_session (const BwPracticeMarket *market,
                gsize index,
                const BwPracticeDay *day,
                double activity,
                const BwPracticePath *path,
                int n_minutes,
                BwBarSeries *minutes)
{
  const BwPracticeTraits *traits = &market->traits[index];
  const BwPracticeProfile *profile = bw_practice_profile (day->n_minutes);
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_MINUTE_BAR, index, day->session.date);
  double trades = traits->events_per_second * BW_PRACTICE_TRADE_SHARE * 60;

  for (int i = 0; i < n_minutes; i++)
    {
      double sd = path->sd[i] * path->price[i];
      double move =
          sqrt ((path->price[i + 1] - path->price[i]) * (path->price[i + 1] - path->price[i])) / sd;
      double volume =
          traits->volume_daily / BW_PRACTICE_MINUTES_MAX * activity * profile->volume[i] *
          (0.76 + 0.3 * move) *
          draw_volume_noise (bw_practice_draw (key, 1000 + i), trades * profile->volume[i]);
      double half_spread = MAX (0.005, traits->half_spread * path->price[i]);
      Bar bar;

      /* The auctions' prints are in the first and the last minute. */
      if (market->version >= 2 && i == 0)
        volume += traits->volume_daily * activity * BW_PRACTICE_OPEN_SHARE;
      if (market->version >= 2 && i == day->n_minutes - 1)
        volume += traits->volume_daily * activity * BW_PRACTICE_CLOSE_SHARE;
      bar = draw_bar (bw_random_mix (key ^ (guint64) i), path->price[i], path->price[i + 1], sd,
                          half_spread, 0.1 * sd, volume);

      bw_bar_series_append (minutes, day->session.open + i * BW_MINUTE, bar.open, bar.high, bar.low,
                            bar.close, bar.volume);
    }
}

/* @session: counted over the minute history; the last is the live one. */
static const BwPracticeDay *
minute_day (const BwPracticeMarket *market, gsize session)
{
  return &market->days[market->n_days - BW_PRACTICE_N_MINUTE_SESSIONS + session];
}

static const BwPracticePaths *
get_paths (BwPracticeMarket *market)
{
  if (g_once_init_enter (&market->paths))
    {
      BwPracticePaths *paths = g_new (BwPracticePaths, 1);

      for (gsize s = 0; s <= BW_PRACTICE_N_MINUTE_SESSIONS; s++)
        bw_practice_factor_paths (market, minute_day (market, s), paths->factors[s]);
      g_once_init_leave (&market->paths, (gsize) paths);
    }
  return (const BwPracticePaths *) market->paths;
}

static void
fill_fund_day (const BwPracticeMarket *market,
               const BwPracticeDay *day,
               double *open,
               double *close)
{
  memset (open, 0, BW_PRACTICE_N_FUNDS * sizeof (double));
  memset (close, 0, BW_PRACTICE_N_FUNDS * sizeof (double));
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    {
      double at_open = bw_practice_exp (day->stocks[i].log_open);
      double at_close = bw_practice_exp (day->stocks[i].log_close);

      for (gsize f = 0; f < BW_PRACTICE_N_FUNDS; f++)
        {
          open[f] += market->fund_weight[f][i] * at_open;
          close[f] += market->fund_weight[f][i] * at_close;
        }
    }
}

/* A fund needs every company: all of them once, for all funds. Some 60 ms, in whoever asks first.
 */
static const BwPracticeFundHistory *
get_funds (BwPracticeMarket *market)
{
  if (g_once_init_enter (&market->funds))
    {
      BwPracticeFundHistory *funds = g_new (BwPracticeFundHistory, 1);
      g_autofree BwPracticePath *stocks = g_new (BwPracticePath, BW_PRACTICE_N_COMPANIES);
      const BwPracticePaths *paths = get_paths (market);

      funds->open = g_malloc (market->n_days * sizeof *funds->open);
      funds->close = g_malloc (market->n_days * sizeof *funds->close);
      for (gsize d = 0; d < market->n_days; d++)
        fill_fund_day (market, &market->days[d], funds->open[d], funds->close[d]);
      for (gsize s = 0; s <= BW_PRACTICE_N_MINUTE_SESSIONS; s++)
        {
          for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
            bw_practice_stock_path (market, i, minute_day (market, s), paths->factors[s],
                                    &stocks[i]);
          for (gsize f = 0; f < BW_PRACTICE_N_FUNDS; f++)
            bw_practice_fund_path (market, f, minute_day (market, s), paths->factors[s], stocks, NULL,
                                   &funds->paths[s][f]);
        }
      g_once_init_leave (&market->funds, (gsize) funds);
    }
  return (const BwPracticeFundHistory *) market->funds;
}

void
bw_practice_history_free (BwPracticeMarket *market)
{
  BwPracticeFundHistory *funds = (BwPracticeFundHistory *) market->funds;

  g_free ((BwPracticePaths *) market->paths);
  if (funds == NULL)
    return;
  g_free (funds->open);
  g_free (funds->close);
  g_free (funds);
}

/* Appends the minutes of @session; of the live one those before the tape begins. */
static void
append_minutes (BwPracticeMarket *market, gsize index, gsize session, BwBarSeries *minutes)
{
  const BwPracticeDay *day = minute_day (market, session);
  int n_minutes =
      session < BW_PRACTICE_N_MINUTE_SESSIONS ? day->n_minutes : BW_PRACTICE_START_MINUTE;
  BwPracticePath path;

  if (index < BW_PRACTICE_N_COMPANIES)
    {
      bw_practice_stock_path (market, index, day, get_paths (market)->factors[session], &path);
      append_session (market, index, day, day->stocks[index].activity, &path, n_minutes, minutes);
    }
  else
    append_session (
        market, index, day, bw_practice_fund_activity (day, index - BW_PRACTICE_N_COMPANIES),
        &get_funds (market)->paths[session][index - BW_PRACTICE_N_COMPANIES], n_minutes, minutes);
}

static void
append_day_of_minutes (BwBarSeries *daily, BwTime start, const BwBarSeries *minutes)
{
  gsize n = minutes->n_bars;
  double high = minutes->high[0], low = minutes->low[0], volume = 0;

  for (gsize i = 0; i < n; i++)
    {
      high = MAX (high, minutes->high[i]);
      low = MIN (low, minutes->low[i]);
      volume += minutes->volume[i];
    }
  bw_bar_series_append (daily, start, minutes->open[0], high, low, minutes->close[n - 1], volume);
}

/* A day that has no minutes. */
static void
append_drawn_day (BwPracticeMarket *market, gsize index, gsize day_index, BwBarSeries *daily)
{
  const BwPracticeDay *day = &market->days[day_index];
  const BwPracticeTraits *traits = &market->traits[index];
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_DAILY_BAR, index, day->session.date);
  double variance = traits->own_daily_sd * traits->own_daily_sd * 0.73;
  double from, to, activity, half_spread, sd, volume;
  Bar bar;

  if (index < BW_PRACTICE_N_COMPANIES)
    {
      from = bw_practice_exp (day->stocks[index].log_open);
      to = bw_practice_exp (day->stocks[index].log_close);
      activity = day->stocks[index].activity;
      variance = (double) day->stocks[index].own_sd * day->stocks[index].own_sd;
    }
  else
    {
      from = get_funds (market)->open[day_index][index - BW_PRACTICE_N_COMPANIES];
      to = get_funds (market)->close[day_index][index - BW_PRACTICE_N_COMPANIES];
      activity = bw_practice_fund_activity (day, index - BW_PRACTICE_N_COMPANIES);
    }
  for (gsize f = 0; f < BW_PRACTICE_N_FACTORS; f++)
    variance += traits->exposure[f] * traits->exposure[f] * day->factors[f].intraday_sd *
                day->factors[f].intraday_sd;
  sd = sqrt (variance) * from;
  half_spread = MAX (0.005, traits->half_spread * from);
  volume = traits->volume_daily * activity * day->n_minutes / BW_PRACTICE_MINUTES_MAX;
  if (market->version >= 2)
    volume += traits->volume_daily * activity * (BW_PRACTICE_OPEN_SHARE + BW_PRACTICE_CLOSE_SHARE);
  bar = draw_bar (key, from, to, sd, half_spread, 0, volume);
  bw_bar_series_append (daily, day->session.open, bar.open, bar.high, bar.low, bar.close,
                        bar.volume);
}

/**
 * bw_practice_market_daily:
 *
 * Five years of complete sessions, up to the one before the live one; the last 30 are the sums of
 * bw_practice_market_minutes(), exactly. Any thread. Cost: about 2 ms; the first fund asked for
 * pays 60 ms for all funds.
 *
 * Returns: (transfer full): daily bars that start at their session's open
 */
BwBarSeries *
bw_practice_market_daily (const BwPracticeMarket *market, gsize index)
{
  BwPracticeMarket *self =
      (BwPracticeMarket *) market; /* what it remembers doesn't change what it is */
  gsize first_minute_day = market->n_days - BW_PRACTICE_N_MINUTE_SESSIONS;
  g_autoptr (BwBarSeries) minutes = bw_bar_series_new (BW_TIMEFRAME_1M, BW_PRACTICE_MINUTES_MAX);
  BwBarSeries *daily;

  g_return_val_if_fail (index < market->n_instruments, NULL);

  if (index >= BW_PRACTICE_N_STOCKS)
    return bw_practice_round_bars (market, index, BW_TIMEFRAME_1D);
  daily = bw_bar_series_new (BW_TIMEFRAME_1D, market->n_days);
  for (gsize d = 0; d < first_minute_day; d++)
    append_drawn_day (self, index, d, daily);
  for (gsize s = 0; s < BW_PRACTICE_N_MINUTE_SESSIONS; s++)
    {
      minutes->n_bars = 0;
      append_minutes (self, index, s, minutes);
      append_day_of_minutes (daily, minute_day (market, s)->session.open, minutes);
    }
  return daily;
}

/**
 * bw_practice_market_minutes:
 *
 * 30 complete sessions and the live one up to bw_practice_market_start(). Any thread. Cost: about 1
 * ms.
 *
 * Returns: (transfer full): minute bars, none missing
 */
BwBarSeries *
bw_practice_market_minutes (const BwPracticeMarket *market, gsize index)
{
  BwPracticeMarket *self = (BwPracticeMarket *) market;
  BwBarSeries *minutes;

  g_return_val_if_fail (index < market->n_instruments, NULL);

  if (index >= BW_PRACTICE_N_STOCKS)
    return bw_practice_round_bars (market, index, BW_TIMEFRAME_1M);
  minutes = bw_bar_series_new (BW_TIMEFRAME_1M,
                               (BW_PRACTICE_N_MINUTE_SESSIONS + 1) * BW_PRACTICE_MINUTES_MAX);
  for (gsize s = 0; s <= BW_PRACTICE_N_MINUTE_SESSIONS; s++)
    append_minutes (self, index, s, minutes);
  return minutes;
}
