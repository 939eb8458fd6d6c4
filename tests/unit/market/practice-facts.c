/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/calendar.h"
#include "market/practice/market.h"

#include <math.h>

/* The stylised facts of share prices (Cont 2001, "Empirical properties of asset returns"), asked of
 * what the generator makes for fixed seeds. Bounds are generous: they tell a market from noise
 * without a memory, not one market from another. */

#define N_COMPANIES       132
#define N_PER_SECTOR      12
#define N_SHARES          146
#define WHOLE_MARKET_FUND 143
#define SESSIONS_PER_YEAR 252.0

typedef struct
{
  double *x; /* (owned) */
  gsize n;
} Sample;

static void
sample_clear (Sample *sample)
{
  g_clear_pointer (&sample->x, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

static double
mean (const Sample *sample)
{
  double sum = 0;

  for (gsize i = 0; i < sample->n; i++)
    sum += sample->x[i];
  return sum / (double) sample->n;
}

static double
central_moment (const Sample *sample, int power)
{
  double m = mean (sample), sum = 0;

  for (gsize i = 0; i < sample->n; i++)
    sum += pow (sample->x[i] - m, power);
  return sum / (double) sample->n;
}

static double
excess_kurtosis (const Sample *sample)
{
  double variance = central_moment (sample, 2);

  return central_moment (sample, 4) / (variance * variance) - 3;
}

static double
correlation (const Sample *a, const Sample *b)
{
  double mean_a = mean (a), mean_b = mean (b), sum = 0;

  g_assert_cmpuint (a->n, ==, b->n);
  for (gsize i = 0; i < a->n; i++)
    sum += (a->x[i] - mean_a) * (b->x[i] - mean_b);
  return sum / (double) a->n / sqrt (central_moment (a, 2) * central_moment (b, 2));
}

static double
autocorrelation (const Sample *sample, gsize lag)
{
  Sample early = { sample->x, sample->n - lag }, late = { sample->x + lag, sample->n - lag };

  return correlation (&early, &late);
}

static Sample
absolute (const Sample *sample)
{
  Sample result = { g_new (double, sample->n), sample->n };

  for (gsize i = 0; i < sample->n; i++)
    result.x[i] = fabs (sample->x[i]);
  return result;
}

/* Log returns from close to close; of minutes only within a session. */
static Sample
returns_of (const BwBarSeries *bars)
{
  Sample result = { g_new (double, bars->n_bars), 0 };

  for (gsize i = 1; i < bars->n_bars; i++)
    if (bars->timeframe == BW_TIMEFRAME_1D || bars->start[i] - bars->start[i - 1] == BW_MINUTE)
      result.x[result.n++] = log (bars->close[i] / bars->close[i - 1]);
  return result;
}

static Sample
daily_returns (BwPracticeMarket *market, gsize index)
{
  g_autoptr (BwBarSeries) bars = bw_practice_market_daily (market, index);

  return returns_of (bars);
}

/* Averages over companies, so that one lucky draw decides nothing. */
typedef struct
{
  double kurtosis, linear, clustering_1, clustering_10, clustering_50;
} Facts;

static void
add_facts (Facts *facts, const Sample *returns, double weight)
{
  g_auto (Sample) size = absolute (returns);

  facts->kurtosis += weight * excess_kurtosis (returns);
  facts->linear += weight * autocorrelation (returns, 1);
  facts->clustering_1 += weight * autocorrelation (&size, 1);
  facts->clustering_10 += weight * autocorrelation (&size, 10);
  facts->clustering_50 += weight * autocorrelation (&size, 50);
}

static void
test_daily (gconstpointer user_data)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (GPOINTER_TO_UINT (user_data));
  g_auto (Sample) whole = daily_returns (market, WHOLE_MARKET_FUND);
  g_auto (Sample) whole_size = absolute (&whole);
  Facts facts = { 0 };

  for (gsize i = 0; i < N_COMPANIES; i++)
    {
      g_auto (Sample) returns = daily_returns (market, i);
      double yearly_sd = sqrt (central_moment (&returns, 2) * SESSIONS_PER_YEAR);

      add_facts (&facts, &returns, 1.0 / N_COMPANIES);
      g_assert_cmpfloat (yearly_sd, >, 0.12);
      g_assert_cmpfloat (yearly_sd, <, 0.85);
      g_assert_cmpfloat (excess_kurtosis (&returns), >, 0.2);
    }
  g_test_message ("kurtosis %.2f, ac %.3f, |ac| %.3f %.3f %.3f; whole %.2f %.3f", facts.kurtosis,
                  facts.linear, facts.clustering_1, facts.clustering_10, facts.clustering_50,
                  excess_kurtosis (&whole), autocorrelation (&whole_size, 1));
  g_assert_cmpfloat (facts.kurtosis, >, 1.5);
  g_assert_cmpfloat (facts.kurtosis, <, 15);
  g_assert_cmpfloat (fabs (facts.linear), <, 0.04);
  g_assert_cmpfloat (facts.clustering_1, >, 0.06);
  g_assert_cmpfloat (facts.clustering_10, >, 0.03);
  g_assert_cmpfloat (facts.clustering_1, >, facts.clustering_50);
  g_assert_cmpfloat (excess_kurtosis (&whole), >, 1);
  g_assert_cmpfloat (fabs (autocorrelation (&whole, 1)), <, 0.1);
  g_assert_cmpfloat (autocorrelation (&whole_size, 1), >, 0.08);
}

/* The index's five years: some 16 % a year of swing, some 7 % of growth, no year a catastrophe. */
static void
test_index (gconstpointer user_data)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (GPOINTER_TO_UINT (user_data));
  g_auto (Sample) returns = daily_returns (market, WHOLE_MARKET_FUND);
  double growth = mean (&returns) * SESSIONS_PER_YEAR;
  double swing = sqrt (central_moment (&returns, 2) * SESSIONS_PER_YEAR);

  g_assert_cmpfloat (growth, >, -0.02);
  g_assert_cmpfloat (growth, <, 0.16);
  g_assert_cmpfloat (swing, >, 0.11);
  g_assert_cmpfloat (swing, <, 0.24);
  for (gsize first = 0; first + 252 <= returns.n; first += 252)
    {
      Sample year = { returns.x + first, 252 };

      g_assert_cmpfloat (mean (&year) * 252, >, -0.5);
      g_assert_cmpfloat (mean (&year) * 252, <, 0.5);
    }
}

/* Falls raise tomorrow's swing more than rises do. */
static void
test_leverage (void)
{
  double sum = 0;

  for (guint seed = 1; seed <= 12; seed++)
    {
      g_autoptr (BwPracticeMarket) market = bw_practice_market_new (seed);
      g_auto (Sample) returns = daily_returns (market, WHOLE_MARKET_FUND);
      g_auto (Sample) size = absolute (&returns);
      Sample today = { returns.x, returns.n - 1 }, tomorrow = { size.x + 1, size.n - 1 };

      sum += correlation (&today, &tomorrow);
    }
  g_test_message ("leverage %.3f", sum / 12);
  g_assert_cmpfloat (sum / 12, <, -0.03);
}

static void
test_correlation (gconstpointer user_data)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (GPOINTER_TO_UINT (user_data));
  Sample returns[N_COMPANIES];
  double same = 0, cross = 0;
  int n_same = 0, n_cross = 0;

  for (gsize i = 0; i < N_COMPANIES; i++)
    returns[i] = daily_returns (market, i);
  for (gsize i = 0; i < N_COMPANIES; i++)
    for (gsize k = i + 1; k < N_COMPANIES; k += 7)
      {
        double both = correlation (&returns[i], &returns[k]);
        gboolean is_same = i / N_PER_SECTOR == k / N_PER_SECTOR;

        *(is_same ? &same : &cross) += both;
        (*(is_same ? &n_same : &n_cross))++;
      }
  for (gsize i = 0; i < N_COMPANIES; i++)
    sample_clear (&returns[i]);
  g_test_message ("same sector %.3f, other %.3f", same / n_same, cross / n_cross);
  g_assert_cmpfloat (cross / n_cross, >, 0.1);
  g_assert_cmpfloat (same / n_same, >, cross / n_cross + 0.06);
  g_assert_cmpfloat (same / n_same, <, 0.8);
}

static void
test_minutes (gconstpointer user_data)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (GPOINTER_TO_UINT (user_data));
  Facts facts = { 0 };

  for (gsize i = 0; i < N_COMPANIES; i += 4)
    {
      g_autoptr (BwBarSeries) bars = bw_practice_market_minutes (market, i);
      g_auto (Sample) returns = returns_of (bars);

      add_facts (&facts, &returns, 4.0 / N_COMPANIES);
    }
  g_test_message ("kurtosis %.2f, ac %.3f, |ac| %.3f %.3f %.3f", facts.kurtosis, facts.linear,
                  facts.clustering_1, facts.clustering_10, facts.clustering_50);
  g_assert_cmpfloat (facts.kurtosis, >, 2);
  /* The bounce between bid and ask alone makes it a little negative, as on real tapes. */
  g_assert_cmpfloat (facts.linear, >, -0.12);
  g_assert_cmpfloat (facts.linear, <, 0.03);
  g_assert_cmpfloat (facts.clustering_1, >, 0.1);
  g_assert_cmpfloat (facts.clustering_10, >, 0.06);
  g_assert_cmpfloat (facts.clustering_1, >, facts.clustering_50);
}

/* A day drawn as a whole and a day summed from minutes are days of one market: the range over the
 * move from open to close, and volume, are alike on both sides of the seam. */
static void
test_seam (void)
{
  double range[2] = { 0 }, volume[2] = { 0 };

  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autoptr (BwPracticeMarket) market = bw_practice_market_new (seed);

      for (gsize i = 0; i < N_COMPANIES; i++)
        {
          g_autoptr (BwBarSeries) bars = bw_practice_market_daily (market, i);

          for (gsize side = 0; side < 2; side++)
            {
              double sum_range = 0, sum_move = 0, sum_volume = 0;
              gsize first = bars->n_bars - (side == 0 ? 60 : 30);

              for (gsize d = first; d < first + 30; d++)
                {
                  sum_range += log (bars->high[d] / bars->low[d]);
                  sum_move += fabs (log (bars->close[d] / bars->open[d]));
                  sum_volume += bars->volume[d];
                }
              range[side] += sum_range / sum_move;
              volume[side] += log (sum_volume);
            }
        }
    }
  g_test_message ("range %.3f %.3f, log volume %.3f %.3f", range[0] / 528, range[1] / 528,
                  volume[0] / 528, volume[1] / 528);
  g_assert_cmpfloat (fabs (log (range[1] / range[0])), <, 0.15);
  g_assert_cmpfloat (fabs (volume[1] - volume[0]) / 528, <, 0.2);
}

static void
check_u_shape (const double *by_part)
{
  g_assert_cmpfloat (by_part[0], >, 1.5 * by_part[6]);
  g_assert_cmpfloat (by_part[12], >, 1.2 * by_part[6]);
}

static void
test_u_shape (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (1);

  for (gsize i = 0; i < N_SHARES; i += 5)
    {
      g_autoptr (BwBarSeries) bars = bw_practice_market_minutes (market, i);
      double volume[13] = { 0 }, swing[13] = { 0 };
      BwSession session = { 0 };

      for (gsize m = 0; m < bars->n_bars - 30; m++)
        {
          int part;

          if (bars->start[m] >= session.close)
            bw_calendar_session_at_or_after (BW_CALENDAR_XNYS, bars->start[m], &session);
          part = (int) ((bars->start[m] - session.open) * 13 / (session.close - session.open));
          volume[part] += bars->volume[m];
          swing[part] += log (bars->high[m] / bars->low[m]);
        }
      check_u_shape (volume);
      g_assert_cmpfloat (swing[0], >, 1.2 * swing[6]);
    }
}

/* One instrument's minutes as its tape told them. */
typedef struct
{
  double spread_sum, open, close, high, low, volume;
  guint n_quotes, n_trades;
} TapeMinute;

static void
read_tape (BwPracticeMarket *market, BwTime from, BwTime to, TapeMinute (*minutes)[390])
{
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 0);
  BwMarketEvent events[512];
  gsize n;

  while ((n = bw_feed_next (feed, to, events, G_N_ELEMENTS (events))) > 0)
    for (gsize i = 0; i < n; i++)
      {
        TapeMinute *minute;

        if (events[i].instrument == 0 || events[i].instrument > N_SHARES || events[i].time < from)
          continue;
        minute =
            &minutes[events[i].instrument - 1][MAX (0, (events[i].time - from) / BW_MINUTE)];

        if (events[i].kind == BW_MARKET_QUOTE)
          {
            double bid = bw_fixed_to_double (events[i].quote.bid),
                   ask = bw_fixed_to_double (events[i].quote.ask);

            minute->spread_sum += (ask - bid) / (0.5 * (ask + bid));
            minute->n_quotes++;
          }
        else if (events[i].kind == BW_MARKET_TRADE && events[i].print == BW_PRINT_REGULAR)
          {
            minute->close = bw_fixed_to_double (events[i].trade.price);
            if (minute->n_trades++ == 0)
              minute->open = minute->high = minute->low = minute->close;
            minute->high = MAX (minute->high, minute->close);
            minute->low = MIN (minute->low, minute->close);
            minute->volume += bw_fixed_to_double (events[i].trade.size);
          }
      }
}

/* What a part of a session came to: @spread over quotes, @swing over minutes with trades. */
static void
sum_parts (const TapeMinute *minutes, double *volume, double *spread, double *swing)
{
  guint n_quotes[13] = { 0 }, n_traded[13] = { 0 };

  for (gsize m = 0; m < 390; m++)
    {
      volume[m / 30] += minutes[m].volume;
      spread[m / 30] += minutes[m].spread_sum;
      n_quotes[m / 30] += minutes[m].n_quotes;
      if (minutes[m].n_trades > 0)
        {
          swing[m / 30] += log (minutes[m].high / minutes[m].low);
          n_traded[m / 30]++;
        }
    }
  for (gsize part = 0; part < 13; part++)
    {
      spread[part] /= n_quotes[part];
      swing[part] /= MAX (1, n_traded[part]);
    }
}

/* The whole second session of the tape: a U of volume, spreads that follow the swing through the
 * day, fat tails; and volumes of the size that history promises. */
static void
test_tape (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (1);
  g_autofree TapeMinute (*minutes)[390] = g_malloc0 (146 * sizeof *minutes);
  double volume[13] = { 0 }, together = 0, kurtosis = 0, volume_ratio = 0;
  BwSession session;

  g_assert_true (bw_calendar_session (BW_CALENDAR_XNYS, bw_date_from_ymd (2026, 3, 3), &session));
  read_tape (market, session.open, session.close, minutes);
  for (gsize i = 0; i < 146; i++)
    {
      double own_volume[13] = { 0 }, spread[13] = { 0 }, swing[13] = { 0 }, total = 0;
      Sample spreads = { spread, 13 }, swings = { swing, 13 };
      g_auto (Sample) returns = { g_new (double, 390), 0 };
      g_autoptr (BwBarSeries) daily = bw_practice_market_daily (market, i);
      double usual = 0;

      sum_parts (minutes[i], own_volume, spread, swing);
      for (gsize part = 0; part < 13; part++)
        {
          volume[part] += own_volume[part] / own_volume[6] / 146;
          total += own_volume[part];
        }
      together += correlation (&spreads, &swings) / 146;
      for (gsize m = 1; m < 390; m++)
        if (minutes[i][m].n_trades > 0 && minutes[i][m - 1].n_trades > 0)
          returns.x[returns.n++] = log (minutes[i][m].close / minutes[i][m - 1].close);
      g_assert_cmpuint (returns.n, >, 200);
      kurtosis += excess_kurtosis (&returns) / 146;
      for (gsize d = daily->n_bars - 60; d < daily->n_bars; d++)
        usual += daily->volume[d] / 60;
      volume_ratio += log (total / usual) / 146;
    }
  g_test_message ("volume %.2f %.2f, spread and swing %.2f, kurtosis %.2f, volume ratio %.2f",
                  volume[0], volume[12], together, kurtosis, exp (volume_ratio));
  check_u_shape (volume);
  g_assert_cmpfloat (together, >, 0.4);
  g_assert_cmpfloat (kurtosis, >, 0.8);
  g_assert_cmpfloat (fabs (volume_ratio), <, 0.5);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc function;
  } seeded[] = {
    { "daily", test_daily },
    { "index", test_index },
    { "correlation", test_correlation },
    { "minutes", test_minutes },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (seeded); i++)
    for (guint seed = 1; seed <= 3; seed++)
      {
        g_autofree char *path =
            g_strdup_printf ("/market/practice/facts/%s/%u", seeded[i].name, seed);

        g_test_add_data_func (path, GUINT_TO_POINTER (seed), seeded[i].function);
      }
  g_test_add_func ("/market/practice/facts/leverage", test_leverage);
  g_test_add_func ("/market/practice/facts/seam", test_seam);
  g_test_add_func ("/market/practice/facts/u-shape", test_u_shape);
  g_test_add_func ("/market/practice/facts/tape", test_tape);
  return g_test_run ();
}
