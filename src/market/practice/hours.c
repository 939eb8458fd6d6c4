/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/feed-private.h"

/* The grid of a day: the minutes of the core session as path.c makes them, and around them the hours
 * in which few trade. The night's news is in the price when the early hours begin, four fifths of it;
 * the rest comes on the way to the open. In the evening the price wanders a little, and the night
 * that follows doesn't know of it. Also what bends a grid afterwards. */

#define NIGHT_KNOWN 0.8  /* of the gap: at the beginning of the early hours */
#define EARLY_SD    0.10 /* of the day's own sd: how far the early hours stray from the way to the open */
#define LATE_SD     0.16

static void
fill_pre (BwPracticeFeed *feed, gsize index, guint64 key)
{
  BwPracticeGrid *grid = &feed->grids[index];
  const BwPracticeTraits *traits = &feed->market->traits[index];
  const int n = BW_PRACTICE_PRE_MINUTES;
  double open = grid->price[n];
  double gap = bw_practice_log (open / MAX (feed->fates[index].reference, 0.01));
  double sd = EARLY_SD * traits->own_daily_sd / 9.5; /* a minute's: about the root of 90 */
  double stray = 0;

  for (int m = n - 1; m >= 0; m--)
    {
      double left = (double) (n - m) / n;

      stray += sd * bw_quantile_signed (&bw_practice_tables ()->normal, bw_practice_draw (key, (guint64) m));
      grid->price[m] = open * bw_practice_exp (stray - (1 - NIGHT_KNOWN) * gap * left);
      grid->sd[m] = (float) sd;
    }
}

static void
fill_post (BwPracticeFeed *feed, gsize index, guint64 key)
{
  BwPracticeGrid *grid = &feed->grids[index];
  const int first = feed->core_first + feed->day.n_minutes;
  double sd = LATE_SD * feed->market->traits[index].own_daily_sd / 11;
  double stray = 0;

  for (int m = first; m < feed->n_grid; m++)
    {
      stray += sd * bw_quantile_signed (&bw_practice_tables ()->normal, bw_practice_draw (key, 200 + (guint64) m));
      grid->price[m + 1] = grid->price[first] * bw_practice_exp (stray);
      grid->sd[m] = (float) sd;
    }
}

/* A fund's hours are those of what it holds. */
static void
fill_fund (BwPracticeFeed *feed, gsize fund, int from, int to)
{
  const double *weight = feed->market->fund_weight[fund];
  BwPracticeGrid *grid = &feed->grids[BW_PRACTICE_N_COMPANIES + fund];

  for (int m = from; m <= to; m++)
    grid->price[m] = 0;
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    if (weight[i] > 0)
      for (int m = from; m <= to; m++)
        grid->price[m] += weight[i] * feed->fates[i].scale * feed->grids[i].price[m];
  for (int m = from; m < to; m++)
    grid->sd[m] = (float) (0.1 * feed->market->traits[BW_PRACTICE_N_COMPANIES + fund].minute_sd);
}

/**
 * bw_practice_hours_pin:
 *
 * For the last days of a share that somebody pays cash for, its price is the cash, less some doubt.
 */
void
bw_practice_hours_pin (const BwPracticeFeed *feed, gsize company, BwPracticePath *path)
{
  double days_left = (double) (feed->fates[company].cash_date - feed->day.session.date);
  double doubt = 0.0012 * CLAMP (days_left, 0, 20);
  guint64 key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_HOURS, company + 5000, feed->day.session.date);

  for (int m = 0; m <= feed->day.n_minutes; m++)
    path->price[m] = feed->fates[company].cash_price *
                     (1 - doubt + 0.0002 * bw_quantile_signed (&bw_practice_tables ()->normal,
                                                               bw_practice_draw (key, (guint64) m)));
  for (int m = 0; m < feed->day.n_minutes; m++)
    path->sd[m] = 0.0001f;
}

/* How lively the hours around the session are. */
static void
fill_pace (BwPracticeFeed *feed)
{
  for (int m = 0; m < feed->core_first; m++)
    feed->pace[m] = (BwPracticePace){ 0.02 + 0.07 * m / feed->core_first, 0.6, 9 };
  for (int m = feed->core_first + feed->day.n_minutes; m < feed->n_grid; m++)
    feed->pace[m] = (BwPracticePace){ 0.02 + 0.06 / (1 + 0.1 * (m - feed->core_first - feed->day.n_minutes)), 0.6, 10 };
}

/**
 * bw_practice_hours_fill:
 *
 * Fills what lies before the open and after the close; the core session is there already.
 */
void
bw_practice_hours_fill (BwPracticeFeed *feed)
{
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    {
      guint64 key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_HOURS, i, feed->day.session.date);

      fill_pre (feed, i, key);
      fill_post (feed, i, key);
    }
  for (gsize f = 0; f < BW_PRACTICE_N_FUNDS; f++)
    {
      fill_fund (feed, f, 0, feed->core_first);
      fill_fund (feed, f, feed->core_first + feed->day.n_minutes, feed->n_grid);
    }
  fill_pace (feed);
}

static void
bend_company (BwPracticeFeed *feed, gsize company, const BwPracticeBend *bend)
{
  BwPracticeGrid *grid = &feed->grids[company];
  double base = grid->price[bend->minute];

  for (int m = bend->minute + 1; m <= feed->n_grid; m++)
    {
      double old = grid->price[m];

      if (bend->ramp >= 0)
        grid->price[m] *= bw_practice_exp (
            bend->ramp == 0 ? bend->number
                            : bend->number * MIN (1, (double) (m - bend->minute) / bend->ramp));
      else
        grid->price[m] = base * bw_practice_exp (bend->number * bw_practice_log (old / base));
      for (gsize f = 0; f < BW_PRACTICE_N_FUNDS; f++)
        if (feed->market->fund_weight[f][company] > 0)
          feed->grids[BW_PRACTICE_N_COMPANIES + f].price[m] +=
              feed->market->fund_weight[f][company] * feed->fates[company].scale * (grid->price[m] - old);
    }
  if (bend->ramp < 0)
    for (int m = bend->minute; m < feed->n_grid; m++)
      grid->sd[m] *= (float) bend->number;
}

/* Of a gap of the whole market a company takes what its beta says. */
static void
apply (BwPracticeFeed *feed, const BwPracticeBend *bend)
{
  if (bend->index >= 0)
    {
      bend_company (feed, (gsize) bend->index, bend);
      return;
    }
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    {
      BwPracticeBend own = *bend;

      if (bend->ramp >= 0)
        own.number *= feed->market->traits[i].exposure[0] / feed->market->traits[BW_PRACTICE_INDEX].exposure[0];
      bend_company (feed, i, &own);
    }
}

/**
 * bw_practice_bend:
 *
 * Changes where the prices of the rest of the session go, and what the sessions after it begin with.
 */
void
bw_practice_bend (BwPracticeFeed *feed, const BwPracticeBend *bend)
{
  g_autofree double *before = g_new (double, BW_PRACTICE_N_COMPANIES);

  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    before[i] = feed->grids[i].price[feed->n_grid];
  g_array_append_val (feed->bends, *bend);
  apply (feed, bend);
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    if (bend->index < 0 || (gsize) bend->index == i)
      feed->fates[i].carry += bw_practice_log (feed->grids[i].price[feed->n_grid] / before[i]);
}

/**
 * bw_practice_bends_again:
 *
 * Bends a grid that was made anew as it had been bent.
 */
void
bw_practice_bends_again (BwPracticeFeed *feed)
{
  for (guint i = 0; i < feed->bends->len; i++)
    apply (feed, &g_array_index (feed->bends, BwPracticeBend, i));
}
