/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/history.h"

#include "engine/fold.h"
#include "engine/span.h"
#include "engine/types.h"

#include <math.h>

/* Trading hours take about a sixth of the time, trading days two thirds; more is read when that was
 * too little. */
#define SLACK_INTRADAY 6
#define SLACK_DAYS 2

struct _BwHistory
{
  BwDatabase *market;         /* (owned) */
  BwPracticeMarket *practice; /* (owned) (nullable) */
};

BwHistory *
bw_history_open (const char *market_path, BwPracticeMarket *practice, GError **error)
{
  g_autoptr (BwHistory) history = g_new0 (BwHistory, 1);

  history->market = bw_database_open_read_only (BW_DATABASE_MARKET, market_path, error);
  if (history->market == NULL)
    return NULL;
  history->practice = practice != NULL ? bw_practice_market_ref (practice) : NULL;
  return g_steal_pointer (&history);
}

void
bw_history_free (BwHistory *history)
{
  if (history == NULL)
    return;
  g_clear_pointer (&history->market, bw_database_close);
  g_clear_pointer (&history->practice, bw_practice_market_unref);
  g_free (history);
}

static gboolean
find_practice (BwHistory *history, const BwInstrument *instrument, gsize *index)
{
  return history->practice != NULL && g_str_equal (instrument->source, "practice") &&
         bw_practice_market_find (history->practice, instrument->symbol, index);
}

static BwBarSeries *
generate (BwHistory *history, gsize index, BwTimeframe timeframe)
{
  return timeframe == BW_TIMEFRAME_1M ? bw_practice_market_minutes (history->practice, index)
                                      : bw_practice_market_daily (history->practice, index);
}

static void
join_stored (GArray *list, const BwStoredBars *more)
{
  for (guint i = 0; i < list->len; i++)
    {
      BwStoredBars *bars = &g_array_index (list, BwStoredBars, i);

      if (bars->timeframe == more->timeframe)
        {
          bars->first = MIN (bars->first, more->first);
          bars->last = MAX (bars->last, more->last);
          bars->n_bars += more->n_bars;
          return;
        }
    }
  g_array_append_vals (list, more, 1);
}

GArray *
bw_history_list (BwHistory *history, const BwInstrument *instrument, GError **error)
{
  g_autoptr (GArray) list = bw_bars_list (history->market, instrument->id, error);
  static const BwTimeframe generated[] = { BW_TIMEFRAME_1M, BW_TIMEFRAME_1D };
  gsize index;

  if (list == NULL)
    return NULL;
  if (find_practice (history, instrument, &index))
    for (gsize i = 0; i < G_N_ELEMENTS (generated); i++)
      {
        g_autoptr (BwBarSeries) bars = generate (history, index, generated[i]);
        BwStoredBars more = { .instrument = instrument->id, .timeframe = generated[i], .n_bars = bars->n_bars };

        if (bars->n_bars == 0)
          continue;
        more.first = bars->start[0];
        more.last = bars->start[bars->n_bars - 1];
        join_stored (list, &more);
      }
  return g_steal_pointer (&list);
}

static void
append_range (BwBarSeries *series, const BwBarSeries *bars, BwTime first, BwTime end)
{
  for (gsize i = 0; i < bars->n_bars; i++)
    if (bars->start[i] >= first && bars->start[i] < end &&
        (series->n_bars == 0 || bars->start[i] > series->start[series->n_bars - 1]))
      bw_bar_series_append (series, bars->start[i], bars->open[i], bars->high[i], bars->low[i], bars->close[i],
                            bars->volume[i]);
}

/**
 * bw_history_stored:
 *
 * Returns: (transfer full): the bars, maybe none
 */
BwBarSeries *
bw_history_stored (BwHistory *history, const BwInstrument *instrument, BwTimeframe timeframe, BwTime first, BwTime end,
                   GError **error)
{
  g_autoptr (BwBarSeries) stored = bw_bars_load (history->market, instrument->id, timeframe, first, end, error);
  g_autoptr (BwBarSeries) generated = NULL;
  BwBarSeries *both;
  gsize index;

  if (stored == NULL || (timeframe != BW_TIMEFRAME_1M && timeframe != BW_TIMEFRAME_1D) ||
      !find_practice (history, instrument, &index))
    return g_steal_pointer (&stored);
  if (timeframe == BW_TIMEFRAME_1M && first >= bw_practice_market_start (history->practice))
    return g_steal_pointer (&stored);
  generated = generate (history, index, timeframe);
  both = bw_bar_series_new (timeframe, generated->n_bars + stored->n_bars);
  append_range (both, generated, first, end);
  append_range (both, stored, first, end);
  return both;
}

static BwTime
subtract (BwTime time, gint64 ns)
{
  BwTime earlier;

  return __builtin_sub_overflow (time, ns, &earlier) ? BW_TIME_NONE + 1 : earlier;
}

/* The stored timeframe to build on: the one that goes back furthest, of those the longest. */
static const BwStoredBars *
choose_base (GArray *list, BwTimeframe timeframe)
{
  const BwStoredBars *base = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const BwStoredBars *bars = &g_array_index (list, BwStoredBars, i);

      if (!bw_fold_is_possible (bars->timeframe, timeframe) || bars->n_bars == 0)
        continue;
      if (base == NULL || bars->first < subtract (base->first, BW_DAY) ||
          (bars->first < base->first + BW_DAY && bars->timeframe > base->timeframe))
        base = bars;
    }
  return base;
}

/* How many bars of the front were known at @now. */
static gsize
count_known (const BwBarSeries *bars, BwCalendarId calendar, BwTime now)
{
  gsize n_bars = bars->n_bars;

  while (n_bars > 0 && bw_span_end (calendar, bars->timeframe, bars->start[n_bars - 1]) > now)
    n_bars--;
  return n_bars;
}

/* In today's shares, before bars are folded: a week may have a split in its middle. */
static void
adjust (const BwHistoryQuery *query, BwBarSeries *bars)
{
  if (query->splits != NULL)
    bw_splits_adjust ((const BwSplit *) (gpointer) query->splits->data, query->splits->len, query->instrument.id, bars);
}

static BwBarSeries *
load_known (BwHistory *history, const BwHistoryQuery *query, BwTimeframe timeframe, BwTime first, BwTime end,
            GError **error)
{
  g_autoptr (BwBarSeries) bars = bw_history_stored (history, &query->instrument, timeframe, first, end, error);
  gsize n_known;

  if (bars == NULL)
    return NULL;
  adjust (query, bars);
  n_known = count_known (bars, query->instrument.calendar, query->now);
  if (n_known == bars->n_bars)
    return g_steal_pointer (&bars);
  return bw_bar_series_copy_range (bars, 0, n_known);
}

/* What finer bars know beyond the end of the coarser ones. */
static gboolean
append_finer (BwHistory *history, const BwHistoryQuery *query, GArray *list, BwTimeframe coarse, BwBarSeries *folded,
              BwTime *known, GError **error)
{
  const BwStoredBars *finest = NULL;
  g_autoptr (BwBarSeries) bars = NULL;

  for (guint i = 0; i < list->len; i++)
    {
      const BwStoredBars *stored = &g_array_index (list, BwStoredBars, i);

      if (stored->timeframe < coarse && bw_fold_is_possible (stored->timeframe, folded->timeframe) &&
          (finest == NULL || stored->timeframe < finest->timeframe))
        finest = stored;
    }
  if (finest == NULL || finest->last < *known)
    return TRUE;
  bars = load_known (history, query, finest->timeframe, *known, query->before, error);
  if (bars == NULL)
    return FALSE;
  if (bars->n_bars > 0)
    *known = bw_span_end (query->instrument.calendar, bars->timeframe, bars->start[bars->n_bars - 1]);
  bw_fold_append (folded, bars, query->instrument.calendar);
  return TRUE;
}

static void
append_live (const BwHistoryQuery *query, BwBarSeries *folded, BwTime known)
{
  g_autoptr (BwBarSeries) minutes = NULL;

  if (query->live == NULL || !bw_fold_is_possible (BW_TIMEFRAME_1M, folded->timeframe))
    return;
  minutes = bw_bar_series_new (BW_TIMEFRAME_1M, query->live->len);
  for (guint i = 0; i < query->live->len; i++)
    {
      const BwMinuteView *minute = &g_array_index (query->live, BwMinuteView, i);

      if (minute->start >= known && minute->start < query->before &&
          (minutes->n_bars == 0 || minute->start > minutes->start[minutes->n_bars - 1]))
        bw_bar_series_append (minutes, minute->start, minute->open, minute->high, minute->low, minute->close,
                              minute->volume);
    }
  adjust (query, minutes);
  bw_fold_append (folded, minutes, query->instrument.calendar);
}

static BwBarSeries *
load_from (BwHistory *history, const BwHistoryQuery *query, GArray *list, const BwStoredBars *base, BwTime first,
           GError **error)
{
  g_autoptr (BwBarSeries) bars = load_known (history, query, base->timeframe, first, query->before, error);
  g_autoptr (BwBarSeries) folded = NULL;
  BwTime known = first;

  if (bars == NULL)
    return NULL;
  if (bars->n_bars > 0)
    known = bw_span_end (query->instrument.calendar, bars->timeframe, bars->start[bars->n_bars - 1]);
  if (base->timeframe == query->timeframe)
    folded = g_steal_pointer (&bars);
  else
    {
      folded = bw_bar_series_new (query->timeframe, bars->n_bars / (query->timeframe / base->timeframe) + 16);
      bw_fold_append (folded, bars, query->instrument.calendar);
    }
  if (!append_finer (history, query, list, base->timeframe, folded, &known, error))
    return NULL;
  append_live (query, folded, known);
  return g_steal_pointer (&folded);
}

/**
 * bw_history_load:
 *
 * The newest bars of any timeframe before an instant, folded from what there is.
 *
 * Errors: %BW_ENGINE_ERROR_NO_DATA; those of the store.
 *
 * Returns: (transfer full): at most @query->n_max bars, maybe none
 */
BwBarSeries *
bw_history_load (BwHistory *history, const BwHistoryQuery *query, GError **error)
{
  g_autoptr (GArray) list = bw_history_list (history, &query->instrument, error);
  const BwStoredBars *base;
  gint64 bar_ns = (gint64) query->timeframe * BW_SECOND;
  gint64 span;
  BwTime end;

  if (list == NULL)
    return NULL;
  base = choose_base (list, query->timeframe);
  if (base == NULL)
    {
      char text[16];

      g_set_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_NO_DATA,
                   "Nothing is stored of %s that bars of %s could be made from", query->instrument.symbol,
                   bw_timeframe_print (query->timeframe, text));
      return NULL;
    }
  end = MIN (MIN (query->before, query->now), base->last + BW_DAY);
  bar_ns *= bw_timeframe_is_intraday (query->timeframe) ? SLACK_INTRADAY : SLACK_DAYS;
  if (__builtin_mul_overflow (bar_ns, (gint64) MIN (query->n_max, G_MAXINT32), &span))
    span = G_MAXINT64;
  for (;;)
    {
      BwTime first = subtract (end, span);
      g_autoptr (BwBarSeries) folded = NULL;
      gboolean is_all = first <= base->first;

      folded = load_from (history, query, list, base, is_all ? base->first : first, error);
      if (folded == NULL)
        return NULL;
      /* The first bar may be cut in two where reading began. */
      if (folded->n_bars > query->n_max)
        return bw_bar_series_copy_range (folded, folded->n_bars - query->n_max, folded->n_bars);
      if (is_all)
        return g_steal_pointer (&folded);
      if (__builtin_mul_overflow (span, (gint64) 8, &span))
        span = G_MAXINT64;
    }
}

/* The practice market's: of the days that its tape has left behind, before them of those it makes up. */
static gboolean
find_practice_close (BwHistory *history, const BwInstrument *instrument, gsize index, BwTime limit, double *close)
{
  BwTime first = MAX (bw_practice_market_start (history->practice), subtract (limit, 10 * BW_DAY));
  g_autoptr (BwBarSeries) days = bw_bar_series_new (BW_TIMEFRAME_1D, 16);
  g_autoptr (BwBarSeries) minutes = NULL;
  gsize n_known;

  if (first < limit)
    minutes = bw_bars_load (history->market, instrument->id, BW_TIMEFRAME_1M, first, limit, NULL);
  if (minutes != NULL)
    bw_fold_append (days, minutes, instrument->calendar);
  if (days->n_bars == 0)
    {
      g_clear_pointer (&days, bw_bar_series_unref);
      days = bw_practice_market_daily (history->practice, index);
    }
  n_known = count_known (days, instrument->calendar, limit);
  if (n_known > 0)
    *close = days->close[n_known - 1];
  return n_known > 0;
}

/**
 * bw_history_close_before:
 *
 * The last price known before the session that @time is in.
 */
gboolean
bw_history_close_before (BwHistory *history, const BwInstrument *instrument, BwTime time, double *close)
{
  g_autoptr (GArray) list = NULL;
  BwSession session;
  BwTime limit = time, newest = BW_TIME_NONE;
  gsize index;

  if (bw_calendar_session_at_or_after (instrument->calendar, time, &session))
    limit = MIN (limit, session.pre_open);
  if (find_practice (history, instrument, &index))
    return find_practice_close (history, instrument, index, limit, close);
  list = bw_history_list (history, instrument, NULL);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const BwStoredBars *stored = &g_array_index (list, BwStoredBars, i);
      g_autoptr (BwBarSeries) bars = NULL;
      gsize n_known;
      BwTime end;

      bars = bw_history_stored (history, instrument, stored->timeframe,
                                subtract (limit, MAX (10 * BW_DAY, 2 * stored->timeframe * BW_SECOND)), limit, NULL);
      if (bars == NULL)
        continue;
      n_known = count_known (bars, instrument->calendar, limit);
      if (n_known == 0)
        continue;
      end = bw_span_end (instrument->calendar, bars->timeframe, bars->start[n_known - 1]);
      if (end > newest)
        {
          newest = end;
          *close = bars->close[n_known - 1];
        }
    }
  return newest != BW_TIME_NONE;
}
