/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/stream.h"

#include <string.h>

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
  stream->last_start = BW_TIME_NONE;
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

static void
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

/* Decides about the bar before, now that its successor is known. */
static void
judge_suspect (BwImportStream *stream, const BwImportSink *sink, double next_close)
{
  BwImportReport *report = sink->report;

  if (measure_move (stream->suspect_base, next_close) < MOVE_TAKEN_BACK * stream->suspect_move)
    {
      char *detail = g_strdup_printf ("the close moved by %.0f %% and back with the next bar",
                                      stream->suspect_move * 100);

      stream->series->n_bars--;
      report->n_accepted--;
      bw_import_report_refuse (report, stream->suspect_line, BW_IMPORT_REASON_OUTLIER, detail,
                               stream->suspect_raw, strlen (stream->suspect_raw));
      stream->last_close = stream->suspect_base;
    }
  else
    report->n_jumps++;
  stream->suspect_line = 0;
  g_clear_pointer (&stream->suspect_raw, g_free);
}

static void
append_row (BwImportStream *stream, const BwImportSink *sink, const BwImportRow *row)
{
  BwImportReport *report = sink->report;

  if (G_UNLIKELY (stream->series == NULL))
    stream->series = bw_bar_series_new (stream->timeframe, MAX (N_BARS_RESERVED, stream->n_bars_taken));
  bw_bar_series_append (stream->series, row->start, row->open, row->high, row->low, row->close,
                        row->volume);
  report->n_accepted++;
  if (G_UNLIKELY (!stream->has_bars))
    {
      stream->has_bars = TRUE;
      report->n_series++;
    }
  report->n_rounded += row->is_rounded;
  if (G_UNLIKELY (report->first == BW_TIME_NONE || row->start < report->first))
    report->first = row->start;
  if (G_UNLIKELY (report->last == BW_TIME_NONE) || row->start > report->last)
    report->last = row->start;
}

/* The row's place after the one before; a gap between them is noted. */
static BwImportReason
check_order (const BwImportStream *stream, const BwImportSink *sink, BwTime start)
{
  gint64 step = stream->timeframe * BW_SECOND;
  BwTime last = stream->last_start;

  if (last == BW_TIME_NONE)
    return BW_IMPORT_ACCEPTED;
  if (sink->order == BW_IMPORT_ORDER_RISING)
    {
      if (G_LIKELY (start - last == step))
        return BW_IMPORT_ACCEPTED;
      if (start <= last)
        return start == last ? BW_IMPORT_REASON_DUPLICATE : BW_IMPORT_REASON_OUT_OF_ORDER;
      note_gap (stream, sink, last, start);
      return BW_IMPORT_ACCEPTED;
    }
  if (G_LIKELY (last - start == step))
    return BW_IMPORT_ACCEPTED;
  if (start >= last)
    return start == last ? BW_IMPORT_REASON_DUPLICATE : BW_IMPORT_REASON_OUT_OF_ORDER;
  note_gap (stream, sink, start, last);
  return BW_IMPORT_ACCEPTED;
}

/**
 * bw_import_stream_accept:
 *
 * Checks a row against its own prices, the calendar and the rows before, and keeps it or says why not.
 *
 * Returns: %BW_IMPORT_ACCEPTED, %BW_IMPORT_SUSPECT (accepted; see there), or the reason of the refusal
 */
BwImportReason
bw_import_stream_accept (BwImportStream *stream, const BwImportSink *sink, const BwImportRow *row)
{
  BwImportReason reason;
  double floor, move;

  if (G_UNLIKELY (!(row->low > 0)))
    return BW_IMPORT_REASON_NOT_POSITIVE;
  if (G_UNLIKELY (row->low > row->open || row->low > row->close || row->high < row->open ||
                  row->high < row->close))
    return BW_IMPORT_REASON_OHLC_ORDER;
  if (bw_timeframe_is_intraday (stream->timeframe) && !find_session (stream, sink, row->start))
    return BW_IMPORT_REASON_NO_SESSION;
  reason = check_order (stream, sink, row->start);
  if (reason != BW_IMPORT_ACCEPTED)
    return reason;
  if (G_UNLIKELY (has_wild_wick (stream, row)))
    return BW_IMPORT_REASON_OUTLIER;
  stream->last_start = row->start;
  if (G_UNLIKELY (stream->suspect_line != 0))
    judge_suspect (stream, sink, row->close);
  append_row (stream, sink, row);
  if (G_UNLIKELY (!(stream->last_close > 0)))
    {
      stream->last_close = row->close;
      return BW_IMPORT_ACCEPTED;
    }
  floor = bw_timeframe_is_intraday (stream->timeframe) ? MOVE_FLOOR_INTRADAY : MOVE_FLOOR_DAILY;
  move = measure_move (stream->last_close, row->close);
  if (G_UNLIKELY (move > floor && move > MOVE_SPREADS * stream->spread))
    {
      stream->suspect_base = stream->last_close;
      stream->suspect_move = move;
      reason = BW_IMPORT_SUSPECT;
    }
  stream->spread += (MIN (move, SPREAD_CAP) - stream->spread) * SPREAD_SHARE;
  stream->last_close = row->close;
  return reason;
}

/**
 * bw_import_stream_remember:
 *
 * Keeps the text of a row that was just accepted as %BW_IMPORT_SUSPECT.
 */
void
bw_import_stream_remember (BwImportStream *stream, guint64 line, const char *raw, gsize raw_bytes)
{
  stream->suspect_line = line;
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
 * @is_last: the file is over: a suspect last bar is believed
 *
 * Returns: (transfer full) (nullable): bars in rising order
 */
BwBarSeries *
bw_import_stream_take (BwImportStream *stream, const BwImportSink *sink, gsize n_bars_min,
                       gboolean is_last)
{
  BwBarSeries *taken = stream->series;
  BwBarSeries *kept = NULL;
  gsize n;

  if (is_last)
    stream->suspect_line = 0;
  if (taken == NULL || taken->n_bars < n_bars_min)
    return NULL;
  n = taken->n_bars;
  if (stream->suspect_line != 0)
    {
      kept = bw_bar_series_copy_range (taken, n - 1, n);
      taken->n_bars = --n;
    }
  stream->series = kept;
  stream->n_bars_taken = n;
  if (n == 0)
    {
      bw_bar_series_unref (taken);
      return NULL;
    }
  if (sink->order == BW_IMPORT_ORDER_FALLING)
    reverse_series (taken);
  return taken;
}
