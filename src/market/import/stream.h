/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "market/import/guess.h"
#include "market/import/report.h"

G_BEGIN_DECLS

/* One row's bar, each number already known to be one. */
typedef struct
{
  BwTime start;
  double open, high, low, close;
  double volume; /* NaN: none */
  guint64 line;  /* of the file */
  gboolean is_rounded;
} BwImportRow;

/**
 * BwImportStream:
 * @series: (nullable): accepted bars not yet taken, in the file's order
 * @last_start: of the row before, in the file's order; %BW_TIME_NONE before the first
 * @before_start: of the row before that one
 * @before_close: the close that @last_close is measured against
 * @last_gap: bars that are missing before the row before
 * @session: the one that the bar before was in
 * @spread: how much the close usually moves: a running mean of |ratio - 1|, each capped
 * @is_suspect: the last bar in @series moved suspiciously far
 *
 * The bars of one symbol and timeframe as they come out of a file, and what must be remembered to
 * judge the next one.
 *
 * Outliers. A bar is suspect when its close is off its predecessor's by more than the larger of a
 * floor (20 % within a day, 50 % from a day on) and 12 times @spread. It is refused when the next
 * bar takes at least three quarters of the move back; else it stays and counts as a jump (a split, a
 * crash). A wick of more than the larger of 200 % and 30 times @spread beyond the body is refused at once.
 *
 * Order. A row behind its predecessor is refused; but when it goes on from the row before that one,
 * the predecessor was the one that was wrong, and is refused in its place: one mistyped year doesn't
 * cost the rest of the file. So the last bar is always held back from bw_import_stream_take().
 */
typedef struct
{
  char symbol[BW_SYMBOL_BYTES];
  gsize symbol_bytes;
  BwTimeframe timeframe;
  BwBarSeries *series; /* (owned) (nullable) */
  BwTime last_start, before_start;
  guint64 last_line;
  guint64 last_gap;
  BwSession session;
  double last_close, before_close;
  double spread;
  gsize n_bars_taken; /* the last time: the next part will be of that size */
  gboolean has_bars;  /* one was accepted, taken or not */
  gboolean is_suspect;
  double suspect_move;
  char *suspect_raw; /* (owned) (nullable) */
} BwImportStream;

/* What all streams of a file share. */
typedef struct
{
  BwCalendarId calendar;
  BwInstrumentClass instrument_class;
  BwImportOrder order;
  const BwZone *zone;
  BwImportReport *report; /* (borrowed) */
  gsize n_pending;        /* bars accepted and not taken, of all streams */
} BwImportSink;

/* Accepted, but bw_import_stream_remember() wants the row's text in case it turns out an outlier. */
#define BW_IMPORT_SUSPECT ((BwImportReason) 255)
#define BW_IMPORT_ACCEPTED ((BwImportReason) 0)

BwImportStream *bw_import_stream_new (const char *symbol, gsize symbol_bytes, BwTimeframe timeframe);
void bw_import_stream_free (BwImportStream *stream);
BwImportReason bw_import_stream_accept (BwImportStream *stream, BwImportSink *sink, const BwImportRow *row);
void bw_import_stream_remember (BwImportStream *stream, const char *raw, gsize raw_bytes);
BwBarSeries *bw_import_stream_take (BwImportStream *stream, BwImportSink *sink, gsize n_bars_min, gboolean is_last);
gboolean bw_import_sink_place_day (const BwImportSink *sink, BwTimeframe timeframe, BwDate date, BwTime *start);

G_END_DECLS
