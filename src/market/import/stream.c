/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/stream.h"

#include <string.h>

#include "market/import/phrase.h"

#define MOVE_FLOOR_INTRADAY 0.2
#define MOVE_FLOOR_DAILY 0.5
#define MOVE_SPREADS 12.0
#define MOVE_TAKEN_BACK 0.25
#define WICK_FLOOR 2.0
#define WICK_SPREADS 30.0
#define SPREAD_CAP 0.5
#define SPREAD_SHARE (1.0 / 32)

/* Outside of these years the exchange's exceptions aren't known, so a bar is believed. */
#define CALENDAR_YEAR_FIRST 1990
#define CALENDAR_YEAR_LAST 2040

#define N_BARS_RESERVED 1024

BwImportStream *
bw_import_stream_new (const char *symbol, gsize symbol_bytes, BwTimeframe timeframe)
{
  BwImportStream *stream = g_new0 (BwImportStream, 1);

  g_assert (symbol_bytes < sizeof stream->symbol);
  memcpy (stream->symbol, symbol, symbol_bytes);
  stream->symbol_bytes = symbol_bytes;
  stream->timeframe = timeframe;
  stream->last_start = stream->before_start = BW_TIME_NONE;
  return stream;
}

void
bw_import_stream_free (BwImportStream *stream)
{
  g_clear_pointer (&stream->series, bw_bar_series_unref);
  g_free (stream->suspect_raw);
  g_free (stream);
}

static gboolean
is_calendar_exact (BwDate date)
{
  return date >= bw_date_from_ymd (CALENDAR_YEAR_FIRST, 1, 1) &&
         date <= bw_date_from_ymd (CALENDAR_YEAR_LAST, 12, 31);
}

/* The first day of the period that @date lies in. A Sunday of FX opens the week to come. */
static BwDate
find_period (BwTimeframe timeframe, BwCalendarId calendar, BwDate date)
{
  int year, month, day;

  if (timeframe == BW_TIMEFRAME_1W)
    {
      if (calendar == BW_CALENDAR_FX && bw_date_weekday (date) == 7)
        return date + 1;
      return date - (bw_date_weekday (date) - 1);
    }
  if (timeframe == BW_TIMEFRAME_1MO)
    {
      bw_date_to_ymd (date, &year, &month, &day);
      return bw_date_from_ymd (year, month, 1);
    }
  return date;
}

/**
 * bw_import_sink_place_day:
 * @date: as the file has it: any day of the week or month for those timeframes
 * @start: (out caller-allocates)
 *
 * Where a bar of a day or more begins: at an exchange's open, else at midnight of the file's zone.
 *
 * Returns: %FALSE when the exchange was closed that day
 */
gboolean
bw_import_sink_place_day (const BwImportSink *sink, BwTimeframe timeframe, BwDate date, BwTime *start)
{
  BwDate first = find_period (timeframe, sink->calendar, date);
  BwSession session;
  BwTime later;

  if (sink->calendar != BW_CALENDAR_XNYS)
    return bw_zone_resolve (sink->zone, first * BW_DAY, start, &later) != BW_ZONE_BEYOND;
  if (bw_calendar_session (sink->calendar, first, &session) ||
      (timeframe > BW_TIMEFRAME_1D && bw_calendar_next_session (sink->calendar, first, &session)))
    {
      *start = session.open;
      return TRUE;
    }
  if (is_calendar_exact (first) || bw_date_weekday (first) > 5)
    return FALSE;
  return bw_zone_to_utc (BW_ZONE_NEW_YORK, first, 9 * BW_HOUR + 30 * BW_MINUTE, start);
}

static guint64
count_slots (BwTime from, BwTime to, gint64 step)
{
  return to > from ? (guint64) ((to - from + step - 1) / step) : 0;
}

/* Bars that the calendar expects strictly between two. */
static guint64
count_missing_intraday (const BwImportSink *sink, gint64 step, BwTime before, BwTime after)
{
  BwSession session;
  guint64 n_missing = 0;

  if (!bw_calendar_session_at_or_after (sink->calendar, before, &session))
    return 0;
  for (;;)
    {
      n_missing += count_slots (MAX (before + step, session.open), MIN (after, session.close), step);
      if (session.post_close > after ||
          !bw_calendar_next_session (sink->calendar, session.date, &session))
        return n_missing;
    }
}

static guint64
count_missing_days (const BwImportSink *sink, BwTime before, BwTime after)
{
  BwSession from, to;
  guint64 n_missing = 0;

  if (!bw_calendar_session_at_or_after (sink->calendar, before, &from) ||
      !bw_calendar_session_at_or_after (sink->calendar, after, &to))
    return 0;
  while (bw_calendar_next_session (sink->calendar, from.date, &from) && from.date < to.date)
    n_missing++;
  return n_missing;
}

/* Returns how many bars are missing. */
static guint64
note_gap (const BwImportStream *stream, const BwImportSink *sink, BwTime before, BwTime after)
{
  gint64 step = stream->timeframe * BW_SECOND;
  guint64 n_missing;

  if (bw_timeframe_is_intraday (stream->timeframe))
    n_missing = count_missing_intraday (sink, step, before, after);
  else if (stream->timeframe == BW_TIMEFRAME_1D)
    n_missing = count_missing_days (sink, before, after);
  else
    /* Nominal months are up to three days short; holidays move a week's start by up to four. */
    n_missing = (guint64) MAX (0, (after - before + 5 * BW_DAY) / step - 1);
  if (n_missing > 0)
    bw_import_report_add_gap (sink->report, stream->symbol, stream->timeframe, before + step, after,
                              n_missing);
  return n_missing;
}

static guint64
note_gap_after (const BwImportStream *stream, const BwImportSink *sink, BwTime before, BwTime start)
{
  gint64 step = stream->timeframe * BW_SECOND;

  if (before == BW_TIME_NONE || ABS (start - before) == step)
    return 0;
  return start > before ? note_gap (stream, sink, before, start) : note_gap (stream, sink, start, before);
}

static gboolean
is_overnight (BwTime start)
{
  return bw_calendar_phase_at (BW_CALENDAR_XNYS, start) == BW_PHASE_OVERNIGHT;
}

/* The session that an intraday bar is in; %FALSE when the market was closed. */
static gboolean
find_session (BwImportStream *stream, const BwImportSink *sink, BwTime start)
{
  BwSession session;

  if (start >= stream->session.pre_open && start < stream->session.post_close)
    return TRUE;
  if (!bw_calendar_session_at_or_after (sink->calendar, start, &session))
    return FALSE;
  if (start < session.pre_open && sink->calendar == BW_CALENDAR_XNYS &&
      is_calendar_exact (session.date) && !is_overnight (start))
    return FALSE;
  stream->session = session;
  return TRUE;
}

static gboolean
has_wild_wick (const BwImportStream *stream, const BwImportRow *row)
{
  double top = MAX (row->open, row->close), bottom = MIN (row->open, row->close);
  double limit;

  if (row->high <= top * (1 + WICK_FLOOR) && bottom <= row->low * (1 + WICK_FLOOR))
    return FALSE;
  limit = 1 + MAX (WICK_FLOOR, WICK_SPREADS * stream->spread);
  return row->high > top * limit || bottom > row->low * limit;
}

static double
measure_move (double from, double to)
{
  return (to > from ? to / from : from / to) - 1;
}

/* Takes the last bar back. */
static void
drop_last (BwImportStream *stream, BwImportSink *sink, BwImportReason reason, char *detail, const char *raw)
{
  BwImportPlace place = { stream->symbol, stream->timeframe,
                          stream->series->start[stream->series->n_bars - 1] };

  stream->series->n_bars--;
  sink->n_pending--;
  sink->report->n_accepted--;
  bw_import_report_refuse (sink->report, stream->last_line, reason, &place, detail, raw, strlen (raw));
  stream->last_close = stream->before_close;
}

static void
forget_suspect (BwImportStream *stream)
{
  stream->is_suspect = FALSE;
  g_clear_pointer (&stream->suspect_raw, g_free);
}

/* Decides about the bar before, now that its successor is known. */
static void
judge_suspect (BwImportStream *stream, BwImportSink *sink, double next_close)
{
  char percent[32];

  g_snprintf (percent, sizeof percent, "%.0f", stream->suspect_move * 100);
  if (measure_move (stream->before_close, next_close) < MOVE_TAKEN_BACK * stream->suspect_move)
    drop_last (stream, sink, BW_IMPORT_REASON_OUTLIER, bw_import_phrase_fill (BW_IMPORT_PHRASE_SPIKE, percent),
               stream->suspect_raw != NULL ? stream->suspect_raw : "");
  else
    sink->report->n_jumps++;
  forget_suspect (stream);
}

static void
append_row (BwImportStream *stream, BwImportSink *sink, const BwImportRow *row)
{
  BwImportReport *report = sink->report;

  if (G_UNLIKELY (stream->series == NULL))
    stream->series = bw_bar_series_new (stream->timeframe, MAX (N_BARS_RESERVED, stream->n_bars_taken));
  bw_bar_series_append (stream->series, row->start, row->open, row->high, row->low, row->close,
                        row->volume);
  sink->n_pending++;
  report->n_accepted++;
  if (G_UNLIKELY (!stream->has_bars))
    {
      stream->has_bars = TRUE;
      report->n_series++;
    }
  report->n_rounded += row->is_rounded;
}

/* Whether the row goes on from the row before its predecessor, which then was the wrong one. */
static gboolean
leaps_over_last (const BwImportStream *stream, const BwImportSink *sink, BwTime start)
{
  if (stream->series == NULL || stream->series->n_bars == 0 ||
      stream->series->start[stream->series->n_bars - 1] != stream->last_start)
    return FALSE;
  if (stream->before_start == BW_TIME_NONE)
    return TRUE;
  return sink->order == BW_IMPORT_ORDER_RISING ? start > stream->before_start
                                               : start < stream->before_start;
}

static void
drop_leaper (BwImportStream *stream, BwImportSink *sink, BwTime start)
{
  const BwBarSeries *series = stream->series;
  gsize last = series->n_bars - 1;
  g_autofree char *last_text = bw_time_to_rfc3339 (stream->last_start);
  g_autofree char *start_text = bw_time_to_rfc3339 (start);
  g_autofree char *raw =
      g_strdup_printf ("%s,%.12g,%.12g,%.12g,%.12g,%.12g", last_text, series->open[last], series->high[last],
                       series->low[last], series->close[last], series->volume[last]);

  bw_import_report_remove_gap (sink->report, stream->last_gap);
  forget_suspect (stream);
  drop_last (stream, sink, BW_IMPORT_REASON_OUT_OF_ORDER,
             bw_import_phrase_fill (BW_IMPORT_PHRASE_GOES_BACK, start_text), raw);
  stream->last_start = stream->before_start;
}

/* The row's place after the one before. */
static BwImportReason
check_order (BwImportStream *stream, BwImportSink *sink, BwTime start)
{
  BwTime last = stream->last_start;

  if (last == BW_TIME_NONE)
    return BW_IMPORT_ACCEPTED;
  if (start == last)
    return BW_IMPORT_REASON_DUPLICATE;
  if (G_LIKELY ((start > last) == (sink->order == BW_IMPORT_ORDER_RISING)))
    return BW_IMPORT_ACCEPTED;
  if (!leaps_over_last (stream, sink, start))
    return BW_IMPORT_REASON_OUT_OF_ORDER;
  drop_leaper (stream, sink, start);
  return BW_IMPORT_ACCEPTED;
}

/* Remembers the row just appended, and says whether its move is suspicious. */
static BwImportReason
measure_row (BwImportStream *stream, const BwImportRow *row)
{
  double floor =
      bw_timeframe_is_intraday (stream->timeframe) ? MOVE_FLOOR_INTRADAY : MOVE_FLOOR_DAILY;
  double move;

  stream->before_close = stream->last_close;
  stream->last_close = row->close;
  if (G_UNLIKELY (!(stream->before_close > 0)))
    return BW_IMPORT_ACCEPTED;
  move = measure_move (stream->before_close, row->close);
  if (G_UNLIKELY (move > floor && move > MOVE_SPREADS * stream->spread))
    {
      stream->suspect_move = move;
      stream->is_suspect = TRUE;
    }
  stream->spread += (MIN (move, SPREAD_CAP) - stream->spread) * SPREAD_SHARE;
  return stream->is_suspect ? BW_IMPORT_SUSPECT : BW_IMPORT_ACCEPTED;
}

/**
 * bw_import_stream_accept:
 *
 * Checks a row against its own prices, the calendar and the rows before, and keeps it or says why not.
 *
 * Returns: %BW_IMPORT_ACCEPTED, %BW_IMPORT_SUSPECT (accepted; see there), or the reason of the refusal
 */
BwImportReason
bw_import_stream_accept (BwImportStream *stream, BwImportSink *sink, const BwImportRow *row)
{
  BwImportReason reason;

  if (G_UNLIKELY (!(row->low > 0)))
    return BW_IMPORT_REASON_NOT_POSITIVE;
  if (G_UNLIKELY (row->low > row->open || row->low > row->close || row->high < row->open ||
                  row->high < row->close))
    return BW_IMPORT_REASON_OHLC_ORDER;
  if (bw_timeframe_is_intraday (stream->timeframe) && !find_session (stream, sink, row->start))
    return BW_IMPORT_REASON_NO_SESSION;
  if (G_UNLIKELY (has_wild_wick (stream, row)))
    return BW_IMPORT_REASON_OUTLIER;
  reason = check_order (stream, sink, row->start);
  if (reason != BW_IMPORT_ACCEPTED)
    return reason;
  stream->last_gap = note_gap_after (stream, sink, stream->last_start, row->start);
  if (G_UNLIKELY (stream->is_suspect))
    judge_suspect (stream, sink, row->close);
  append_row (stream, sink, row);
  stream->before_start = stream->last_start;
  stream->last_start = row->start;
  stream->last_line = row->line;
  return measure_row (stream, row);
}

/**
 * bw_import_stream_remember:
 *
 * Keeps the text of a row that was just accepted as %BW_IMPORT_SUSPECT.
 */
void
bw_import_stream_remember (BwImportStream *stream, const char *raw, gsize raw_bytes)
{
  g_free (stream->suspect_raw);
  stream->suspect_raw = g_strndup (raw, MIN (raw_bytes, BW_IMPORT_RAW_BYTES_MAX));
}

static void
reverse_doubles (double *numbers, gsize n)
{
  for (gsize i = 0; i < n / 2; i++)
    {
      double kept = numbers[i];

      numbers[i] = numbers[n - 1 - i];
      numbers[n - 1 - i] = kept;
    }
}

static void
reverse_series (BwBarSeries *series)
{
  gsize n = series->n_bars;

  for (gsize i = 0; i < n / 2; i++)
    {
      BwTime kept = series->start[i];

      series->start[i] = series->start[n - 1 - i];
      series->start[n - 1 - i] = kept;
    }
  reverse_doubles (series->open, n);
  reverse_doubles (series->high, n);
  reverse_doubles (series->low, n);
  reverse_doubles (series->close, n);
  reverse_doubles (series->volume, n);
}

/**
 * bw_import_stream_take:
 * @n_bars_min: keep waiting below that many
 * @is_last: the file is over: the last bar needn't be held back
 *
 * Returns: (transfer full) (nullable): bars in rising order
 */
BwBarSeries *
bw_import_stream_take (BwImportStream *stream, BwImportSink *sink, gsize n_bars_min, gboolean is_last)
{
  BwBarSeries *taken = stream->series;
  BwImportReport *report = sink->report;
  gsize n = taken != NULL ? taken->n_bars - (is_last ? 0 : MIN (1, taken->n_bars)) : 0;

  if (n == 0 || n < n_bars_min)
    return NULL;
  stream->series = is_last ? NULL : bw_bar_series_copy_range (taken, n, n + 1);
  taken->n_bars = n;
  stream->n_bars_taken = n;
  sink->n_pending -= n;
  if (sink->order == BW_IMPORT_ORDER_FALLING)
    reverse_series (taken);
  report->first = report->first == BW_TIME_NONE ? taken->start[0] : MIN (report->first, taken->start[0]);
  report->last = MAX (report->last, taken->start[n - 1]);
  return taken;
}
