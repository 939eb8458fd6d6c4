/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/market-private.h"

#include <math.h>

/* What trades around the clock: coins through every hour of the year, pairs of currencies from
 * Sunday evening to Friday evening in New York. Their past is a walk drawn backwards from the price
 * at which the live market starts, each session calmer or wilder by a mean over the days around it;
 * the tape walks on from there without a grid (see tape-round.c). */

#define HISTORY_YEARS     5
#define MINUTES_PER_YEAR  (365.0 * 1440)
#define EVENTS_PER_SECOND 1.4 /* of the first coin, while the stock exchange is open */

static double
day_heat (const BwPracticeMarket *market, gsize index, BwDate date)
{
  double sum = 0;

  for (int i = 0; i < 5; i++)
    sum += bw_random_unit (bw_practice_key (market, BW_PRACTICE_STREAM_ROUND, index, date - i));
  return 0.35 + 1.3 * sum / 5;
}

static double
minute_sd (const BwPracticeRound *round)
{
  return round->yearly_sd / sqrt (MINUTES_PER_YEAR);
}

/**
 * bw_practice_round_fill:
 *
 * Adds the coins and pairs behind the funds.
 */
void
bw_practice_round_fill (BwPracticeMarket *market)
{
  for (gsize i = 0; i < BW_PRACTICE_N_ROUND; i++)
    {
      const BwPracticeRound *round = &bw_practice_round[i];
      gsize index = BW_PRACTICE_N_STOCKS + i;
      gboolean is_coin = i < BW_PRACTICE_N_COINS;
      BwInstrument *instrument = &market->instruments[index];
      guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_ANCHOR, index, 0);

      bw_instrument_init (instrument, is_coin ? BW_INSTRUMENT_CRYPTO : BW_INSTRUMENT_FX, round->symbol);
      g_strlcpy (instrument->name, round->name, sizeof instrument->name);
      g_strlcpy (instrument->source, "practice", sizeof instrument->source);
      instrument->tick = (BwFixed){ round->tick_e8 };
      instrument->easy_to_borrow = !is_coin;
      market->tick_e8[index] = round->tick_e8;
      market->size_e8[index] = round->size_e8;
      market->traits[index] = (BwPracticeTraits){
        .minute_sd = minute_sd (round),
        .volume_daily = round->volume_daily,
        .events_per_second = EVENTS_PER_SECOND / (1 + 0.35 * (double) (i % BW_PRACTICE_N_COINS)),
        .half_spread = round->half_spread,
        .anchor = round->price * bw_practice_exp ((is_coin ? 0.25 : 0.04) * (2 * bw_random_unit (key) - 1)),
      };
    }
}

/* The sessions of the history, oldest first; the live one is the last. */
static GArray *
list_sessions (const BwPracticeMarket *market, BwCalendarId calendar)
{
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (BwSession));
  BwTime start = bw_practice_market_start (market);
  BwSession live, session;

  bw_calendar_session_at_or_after (calendar, start, &live);
  for (BwDate date = live.date - HISTORY_YEARS * 365; date <= live.date; date++)
    if (bw_calendar_session (calendar, date, &session))
      g_array_append_val (sessions, session);
  return sessions;
}

static double
round_to_tick (const BwPracticeMarket *market, gsize index, double price)
{
  double ticks = (double) BW_FIXED_ONE_E8 / (double) market->tick_e8[index];

  return (double) (gint64) MAX (1, price * ticks + 0.5) / ticks;
}

/* A bar between two prices that are known, its extremes those of a Brownian bridge. */
static void
append_bar (const BwPracticeMarket *market, gsize index, guint64 key, BwTime start, double open, double close,
            double sd, double volume, BwBarSeries *bars)
{
  const BwQuantile *exponential = &bw_practice_tables ()->exponential;
  double spread = sd * sd * 2 * open * open;
  double square = (open - close) * (open - close);
  double above = bw_quantile_magnitude (exponential, bw_practice_draw (key, 1));
  double below = bw_quantile_magnitude (exponential, bw_practice_draw (key, 2));
  double scatter = 0.4 + 0.6 * bw_quantile_magnitude (exponential, bw_practice_draw (key, 3));
  double unit = (double) market->size_e8[index] / BW_FIXED_ONE_E8;
  double first = round_to_tick (market, index, open), last = round_to_tick (market, index, close);
  double high = round_to_tick (market, index, 0.5 * (open + close + sqrt (square + spread * above)));
  double low = round_to_tick (market, index, 0.5 * (open + close - sqrt (square + spread * below)));

  bw_bar_series_append (bars, start, first, MAX (high, MAX (first, last)), MIN (low, MIN (first, last)), last,
                        (double) (gint64) MAX (1, volume * scatter / unit) * unit);
}

/* How many minutes of it lie before the live market starts. */
static gsize
n_minutes_of (const BwPracticeMarket *market, const BwSession *session)
{
  BwTime end = MIN (session->close, bw_practice_market_start (market));

  return (gsize) ((end - session->open) / BW_MINUTE);
}

static double
minute_return (const BwPracticeMarket *market, gsize index, const BwSession *session, double heat, gsize minute)
{
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_ROUND, index + 1000, session->date);

  return heat * market->traits[index].minute_sd *
         bw_quantile_signed (&bw_practice_tables ()->student_6, bw_practice_draw (key, minute));
}

/* Appends the minutes of @sessions; returns the log price at which the first of them begins. */
static double
append_minutes (const BwPracticeMarket *market, gsize index, const BwSession *sessions, gsize n_sessions,
                BwBarSeries *minutes)
{
  double log_price = bw_practice_log (market->traits[index].anchor), first;

  for (gsize s = 0; s < n_sessions; s++)
    {
      double heat = day_heat (market, index, sessions[s].date);

      for (gsize m = 0; m < n_minutes_of (market, &sessions[s]); m++)
        log_price -= minute_return (market, index, &sessions[s], heat, m);
    }
  first = log_price;
  for (gsize s = 0; s < n_sessions; s++)
    {
      double heat = day_heat (market, index, sessions[s].date);
      guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_MINUTE_BAR, index, sessions[s].date);
      double open = bw_practice_exp (log_price);

      for (gsize m = 0; m < n_minutes_of (market, &sessions[s]); m++)
        {
          double close;

          log_price += minute_return (market, index, &sessions[s], heat, m);
          close = bw_practice_exp (log_price);
          append_bar (market, index, bw_random_mix (key ^ m), sessions[s].open + (BwTime) m * BW_MINUTE, open, close,
                      heat * market->traits[index].minute_sd, market->traits[index].volume_daily * heat / 1440,
                      minutes);
          open = close;
        }
    }
  return first;
}

static void
append_sum (const BwBarSeries *minutes, gsize from, gsize to, BwTime start, BwBarSeries *daily)
{
  double high = minutes->high[from], low = minutes->low[from], volume = 0;

  for (gsize i = from; i < to; i++)
    {
      high = MAX (high, minutes->high[i]);
      low = MIN (low, minutes->low[i]);
      volume += minutes->volume[i];
    }
  bw_bar_series_append (daily, start, minutes->open[from], high, low, minutes->close[to - 1], volume);
}

/* The days before there are minutes: each one long minute, drawn backwards from @log_price. */
static void
append_drawn_days (const BwPracticeMarket *market, gsize index, const BwSession *sessions, gsize n_sessions,
                   double log_price, BwBarSeries *daily)
{
  double day_sd = market->traits[index].minute_sd * sqrt (1440);
  g_autofree double *log_close = g_new (double, n_sessions + 1);

  for (gsize s = n_sessions; s > 0; s--)
    {
      guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_DAILY_BAR, index, sessions[s - 1].date);

      log_close[s] = log_price;
      /* Half of its luck, or some seeds would have coins for a cent once. */
      log_price = 0.9995 * (log_price - bw_practice_log (market->traits[index].anchor)) +
                  bw_practice_log (market->traits[index].anchor) -
                  day_sd * day_heat (market, index, sessions[s - 1].date) *
                      bw_quantile_signed (&bw_practice_tables ()->student_4, bw_practice_draw (key, 0));
    }
  log_close[0] = log_price;
  for (gsize s = 0; s < n_sessions; s++)
    {
      guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_DAILY_BAR, index, sessions[s].date);
      double heat = day_heat (market, index, sessions[s].date);

      append_bar (market, index, key, sessions[s].open, bw_practice_exp (log_close[s]),
                  bw_practice_exp (log_close[s + 1]), day_sd * heat, market->traits[index].volume_daily * heat, daily);
    }
}

/**
 * bw_practice_round_bars:
 * @timeframe: %BW_TIMEFRAME_1D: five years of complete sessions, or %BW_TIMEFRAME_1M: 30 of them and
 *   the live one up to bw_practice_market_start()
 *
 * The last 30 days are the sums of their minutes, exactly. Cost: about 4 ms.
 *
 * Returns: (transfer full): the bars
 */
BwBarSeries *
bw_practice_round_bars (const BwPracticeMarket *market, gsize index, BwTimeframe timeframe)
{
  g_autoptr (GArray) sessions = list_sessions (market, market->instruments[index].calendar);
  const BwSession *all = (const BwSession *) (gpointer) sessions->data;
  gsize n_drawn = sessions->len - 1 - BW_PRACTICE_N_MINUTE_SESSIONS, m = 0;
  g_autoptr (BwBarSeries) minutes =
      bw_bar_series_new (BW_TIMEFRAME_1M, (BW_PRACTICE_N_MINUTE_SESSIONS + 1) * 1440);
  double log_price = append_minutes (market, index, all + n_drawn, BW_PRACTICE_N_MINUTE_SESSIONS + 1, minutes);
  BwBarSeries *daily;

  if (timeframe == BW_TIMEFRAME_1M)
    return g_steal_pointer (&minutes);
  daily = bw_bar_series_new (BW_TIMEFRAME_1D, sessions->len);
  append_drawn_days (market, index, all, n_drawn, log_price, daily);
  for (gsize s = n_drawn; s < sessions->len - 1; s++)
    {
      gsize n = n_minutes_of (market, &all[s]);

      append_sum (minutes, m, m + n, all[s].open, daily);
      m += n;
    }
  return daily;
}
