/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/finer.h"

#include "engine/fold.h"
#include "engine/span.h"
#include "store/bar-store.h"

#include <math.h>

/* A bar can't say whether its high or its low came first; finer ones can. They stand in for it where
 * they tell of the same trading: folded, their open, high, low and close are within half a percent of
 * the bar's own. Minutes that miss half the day, of other hours, or in other shares (a split) are not;
 * there the bar itself is played, and what it leaves open is settled against the trader and counted.
 * A day's are those of the core session. Source: SEMANTICS 2, Bars 5; the tolerance is our choice:
 * official and consolidated prices differ by cents. */
#define TOLERANCE 0.005

/* Read at a time. */
#define STRETCH_BARS 20000

void
bw_finer_clear (BwFiner *finer)
{
  g_clear_pointer (&finer->bars, bw_bar_series_unref);
}

static gboolean
is_near (double price, double reference)
{
  return fabs (price - reference) <= TOLERANCE * reference;
}

static gboolean
agrees (const BwBarSeries *parts, gsize begin, gsize last, const BwBarSeries *bars, gsize index)
{
  double high = parts->high[begin], low = parts->low[begin];

  for (gsize i = begin + 1; i < last; i++)
    {
      high = MAX (high, parts->high[i]);
      low = MIN (low, parts->low[i]);
    }
  return is_near (parts->open[begin], bars->open[index]) && is_near (high, bars->high[index]) &&
         is_near (low, bars->low[index]) && is_near (parts->close[last - 1], bars->close[index]);
}

/* The bars of [start, end) and, while they are at it, of some time beyond, up to @limit. */
static void
load_around (BwFiner *finer, BwInstrumentId instrument, BwTime start, BwTime end, BwTime limit, BwReplayLoad load,
             gpointer user_data)
{
  if (finer->bars != NULL && start >= finer->first && end <= finer->end)
    return;
  bw_finer_clear (finer);
  finer->first = start;
  finer->end = MAX (end, MIN (limit, start + (BwTime) finer->timeframe * BW_SECOND * STRETCH_BARS * 4));
  finer->bars = load (instrument, finer->timeframe, finer->first, finer->end, user_data);
}

static gboolean
is_out_of_hours (const BwFiner *finer, BwCalendarId calendar, BwTimeframe whole, gsize index)
{
  return whole == BW_TIMEFRAME_1D && bw_calendar_phase_at (calendar, finer->bars->start[index]) != BW_PHASE_CORE;
}

/**
 * bw_finer_stands_in:
 * @bars: the replay's own; the one at @index is next
 * @limit: beyond which nothing will be asked for
 * @load: where the finer ones come from
 *
 * Returns: whether finer bars are to be given instead of it: @next to @last of @finer
 */
gboolean
bw_finer_stands_in (BwFiner *finer, const BwInstrument *instrument, const BwBarSeries *bars, gsize index,
                    BwTime limit, BwReplayLoad load, gpointer user_data)
{
  BwTime start = bars->start[index], end = bw_span_end (instrument->calendar, bars->timeframe, start);
  const BwBarSeries *parts;
  gsize begin, last;

  finer->begin = finer->next = finer->last = 0;
  if (finer->timeframe == BW_TIMEFRAME_NONE)
    return FALSE;
  load_around (finer, instrument->id, start, end, limit, load, user_data);
  parts = finer->bars;
  if (parts == NULL)
    return FALSE;
  begin = bw_bar_series_find (parts, start);
  while (begin < parts->n_bars && is_out_of_hours (finer, instrument->calendar, bars->timeframe, begin))
    begin++;
  last = begin;
  while (last < parts->n_bars && bw_span_end (instrument->calendar, finer->timeframe, parts->start[last]) <= end &&
         !is_out_of_hours (finer, instrument->calendar, bars->timeframe, last))
    last++;
  if (last == begin || !agrees (parts, begin, last, bars, index))
    return FALSE;
  finer->begin = finer->next = begin;
  finer->last = last;
  return TRUE;
}

/**
 * bw_finer_choose:
 * @stored: (element-type BwStoredBars): what there is, of others as well
 * @timeframe: of the bars to play between @start and @end
 *
 * Weeks and months are made of days, all else of the finest bars within a day.
 *
 * Returns: the timeframe that can stand in for some of them; %BW_TIMEFRAME_NONE: there is none
 */
BwTimeframe
bw_finer_choose (GArray *stored, BwInstrumentId instrument, BwTimeframe timeframe, BwTime start, BwTime end)
{
  BwTimeframe finest = BW_TIMEFRAME_NONE;

  for (guint i = 0; i < stored->len; i++)
    {
      const BwStoredBars *bars = &g_array_index (stored, BwStoredBars, i);

      if (bars->instrument == instrument && bars->timeframe < timeframe &&
          bw_fold_is_possible (bars->timeframe, timeframe) &&
          bw_timeframe_is_intraday (bars->timeframe) == (timeframe <= BW_TIMEFRAME_1D) && bars->last >= start &&
          bars->first < end && (finest == BW_TIMEFRAME_NONE || bars->timeframe < finest))
        finest = bars->timeframe;
    }
  return finest;
}
