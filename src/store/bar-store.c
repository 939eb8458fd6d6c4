/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chunk holds the bars of a stretch of 8,192 nominal bar lengths: a working week of minutes, a
 * year of hours, a generation of days. Small enough to be written again when a bar is added, long
 * enough that a million bars are a hundred rows. */
#include "config.h"

#include "store/bar-codec.h"
#include "store/bar-store.h"
#include "store/database-private.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK_TIMEFRAMES 8192
#define PARALLEL_BARS_MIN 200000

static const char what_writing[] = "Storing bars";
static const char what_reading[] = "Reading bars";

static gint64
chunk_span (BwTimeframe timeframe)
{
  return CHUNK_TIMEFRAMES * (gint64) timeframe * BW_SECOND;
}

static gint64
chunk_of (BwTimeframe timeframe, BwTime start)
{
  gint64 span = chunk_span (timeframe);

  return start / span - (start % span < 0);
}

/* (transfer full): the stored bars of a chunk; an empty series where there is none */
static BwBarSeries *
load_chunk (BwDatabase *market, BwInstrumentId instrument, BwTimeframe timeframe, gint64 chunk,
            gint64 *n_bytes, GError **error)
{
  g_autoptr (BwBarSeries) series = NULL;
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "SELECT bytes FROM bar_chunks WHERE instrument = ? AND timeframe = ? AND chunk = ?",
      what_reading, error);

  if (statement == NULL)
    return NULL;
  series = bw_bar_series_new (timeframe, 0);
  *n_bytes = 0;
  bw_bind_int (statement, 1, instrument);
  bw_bind_int (statement, 2, timeframe);
  bw_bind_int (statement, 3, chunk);
  if (bw_database_next (market, statement, what_reading, &failure))
    {
      const guint8 *bytes = sqlite3_column_blob (statement, 0);

      *n_bytes = sqlite3_column_bytes (statement, 0);
      bw_bar_codec_decode (bytes, (gsize) *n_bytes, series, &failure);
      sqlite3_reset (statement);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&series);
}

static void
append_from (BwBarSeries *series, const BwBarSeries *from, gsize i)
{
  bw_bar_series_append (series, from->start[i], from->open[i], from->high[i], from->low[i],
                        from->close[i], from->volume[i]);
}

static gboolean
is_same_bar (const BwBarSeries *a, gsize i, const BwBarSeries *b, gsize j)
{
  return memcmp (&a->open[i], &b->open[j], sizeof (double)) == 0
         && memcmp (&a->high[i], &b->high[j], sizeof (double)) == 0
         && memcmp (&a->low[i], &b->low[j], sizeof (double)) == 0
         && memcmp (&a->close[i], &b->close[j], sizeof (double)) == 0
         && memcmp (&a->volume[i], &b->volume[j], sizeof (double)) == 0;
}

/* (transfer full): the bars of both in time order; where both have one, the new one */
static BwBarSeries *
merge (const BwBarSeries *stored, const BwBarSeries *series, gsize first, gsize end,
       BwBarsWritten *written)
{
  BwBarSeries *merged = bw_bar_series_new (series->timeframe, stored->n_bars + (end - first));
  gsize i = 0;

  for (gsize j = first; j < end; j++)
    {
      while (i < stored->n_bars && stored->start[i] < series->start[j])
        append_from (merged, stored, i++);
      if (i == stored->n_bars || stored->start[i] != series->start[j])
        written->n_added++;
      else if (is_same_bar (stored, i++, series, j))
        written->n_unchanged++;
      else
        written->n_replaced++;
      append_from (merged, series, j);
    }
  while (i < stored->n_bars)
    append_from (merged, stored, i++);
  return merged;
}

static gboolean
save_chunk (BwDatabase *market, BwInstrumentId instrument, gint64 chunk, const BwBarSeries *series,
            gsize first, gsize end, guint64 import_id, gint64 *n_bytes, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint) (64 + (end - first) * 8));
  gboolean is_done;
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "INSERT INTO bar_chunks (instrument, timeframe, chunk, first, last, n_bars, import_id, bytes)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (instrument, timeframe, chunk) DO UPDATE SET"
      " first = excluded.first, last = excluded.last, n_bars = excluded.n_bars,"
      " import_id = excluded.import_id, bytes = excluded.bytes",
      what_writing, error);

  if (statement == NULL)
    return FALSE;
  bw_bar_codec_encode (bytes, series, first, end);
  *n_bytes = bytes->len;
  bw_bind_int (statement, 1, instrument);
  bw_bind_int (statement, 2, series->timeframe);
  bw_bind_int (statement, 3, chunk);
  bw_bind_int (statement, 4, series->start[first]);
  bw_bind_int (statement, 5, series->start[end - 1]);
  bw_bind_int (statement, 6, (gint64) (end - first));
  bw_bind_int (statement, 7, (gint64) import_id);
  bw_bind_bytes (statement, 8, bytes->data, bytes->len);
  is_done = bw_database_run (market, statement, what_writing, error);
  sqlite3_clear_bindings (statement);
  return is_done;
}

static gboolean
add_to_totals (BwDatabase *market, BwInstrumentId instrument, const BwBarSeries *series,
               guint64 n_added, gint64 n_bytes_added, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "INSERT INTO bar_totals VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (instrument, timeframe)"
      " DO UPDATE SET first = min (first, excluded.first), last = max (last, excluded.last),"
      " n_bars = n_bars + excluded.n_bars, n_bytes = n_bytes + excluded.n_bytes",
      what_writing, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, instrument);
  bw_bind_int (statement, 2, series->timeframe);
  bw_bind_int (statement, 3, series->start[0]);
  bw_bind_int (statement, 4, series->start[series->n_bars - 1]);
  bw_bind_int (statement, 5, (gint64) n_added);
  bw_bind_int (statement, 6, n_bytes_added);
  return bw_database_run (market, statement, what_writing, error);
}

static gboolean
write_chunk (BwDatabase *market, BwInstrumentId instrument, gint64 chunk, const BwBarSeries *series,
             gsize first, gsize end, guint64 import_id, BwBarsWritten *written,
             gint64 *n_bytes_added, GError **error)
{
  gint64 n_bytes_before = 0, n_bytes = 0;
  g_autoptr (BwBarSeries) merged = NULL;
  g_autoptr (BwBarSeries) stored
      = load_chunk (market, instrument, series->timeframe, chunk, &n_bytes_before, error);

  if (stored == NULL)
    return FALSE;
  if (stored->n_bars == 0)
    {
      written->n_added += end - first;
      if (!save_chunk (market, instrument, chunk, series, first, end, import_id, &n_bytes, error))
        return FALSE;
    }
  else
    {
      merged = merge (stored, series, first, end, written);
      if (!save_chunk (market, instrument, chunk, merged, 0, merged->n_bars, import_id, &n_bytes,
                       error))
        return FALSE;
    }
  *n_bytes_added += n_bytes - n_bytes_before;
  return TRUE;
}

static gboolean
write_chunks (BwDatabase *market, BwInstrumentId instrument, const BwBarSeries *series,
              guint64 import_id, BwBarsWritten *written, GError **error)
{
  gint64 n_bytes_added = 0;
  gsize first = 0;

  while (first < series->n_bars)
    {
      gint64 chunk = chunk_of (series->timeframe, series->start[first]);
      gsize end = bw_bar_series_find (series, (chunk + 1) * chunk_span (series->timeframe));

      if (!write_chunk (market, instrument, chunk, series, first, end, import_id, written,
                        &n_bytes_added, error))
        return FALSE;
      first = end;
    }
  return add_to_totals (market, instrument, series, written->n_added, n_bytes_added, error);
}

/**
 * bw_bars_write:
 * @series: starts rising; may be empty
 * @import_id: the import they come from; 0 for none
 * @written: (out) (nullable): what it did
 *
 * Adds bars to those that are stored; a bar with the start of a stored one takes its place. All or
 * none, in the transaction that is open or in one of its own.
 *
 * Errors: %BW_STORE_ERROR_DAMAGED when a chunk that would be changed can't be read.
 */
gboolean
bw_bars_write (BwDatabase *market, BwInstrumentId instrument, const BwBarSeries *series,
               guint64 import_id, BwBarsWritten *written, GError **error)
{
  gboolean is_mine = sqlite3_get_autocommit (bw_database_handle (market)) != 0;
  BwBarsWritten counts = { 0 };

  g_return_val_if_fail (series->timeframe > 0, FALSE);

  if (series->n_bars > 0)
    {
      if (is_mine && !bw_database_begin (market, error))
        return FALSE;
      if (!write_chunks (market, instrument, series, import_id, &counts, error))
        {
          if (is_mine)
            bw_database_rollback (market);
          return FALSE;
        }
      if (is_mine && !bw_database_commit (market, error))
        return FALSE;
    }
  if (written != NULL)
    *written = counts;
  return TRUE;
}

/* A chunk as read, to be decoded into the series at its place. */
typedef struct
{
  guint8 *bytes; /* (owned) */
  gsize n_bytes;
  gsize first;
  gsize n_bars;
} Piece;

/* A stretch of pieces for one thread. */
typedef struct
{
  BwBarSeries *series; /* (borrowed): each thread writes its own stretch */
  const GArray *pieces;
  guint first, end;
  GError *error; /* (owned) (nullable) */
} Decoding;

static void
clear_piece (gpointer piece)
{
  g_free (((Piece *) piece)->bytes);
}

/* (transfer full): the chunks of a span, in order; the last one's end is the number of bars */
static GArray *
read_pieces (BwDatabase *market, BwInstrumentId instrument, BwTimeframe timeframe, gint64 first,
             gint64 last, GError **error)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  GError *failure = NULL;
  gsize n_bars = 0;
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "SELECT n_bars, bytes FROM bar_chunks WHERE instrument = ? AND timeframe = ?"
      " AND chunk BETWEEN ? AND ? ORDER BY chunk",
      what_reading, error);

  g_array_set_clear_func (pieces, clear_piece);
  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, instrument);
  bw_bind_int (statement, 2, timeframe);
  bw_bind_int (statement, 3, first);
  bw_bind_int (statement, 4, last);
  while (bw_database_next (market, statement, what_reading, &failure))
    {
      Piece piece = { NULL, 0, n_bars, (gsize) sqlite3_column_int64 (statement, 0) };

      piece.n_bytes = (gsize) sqlite3_column_bytes (statement, 1);
      piece.bytes = g_memdup2 (sqlite3_column_blob (statement, 1), piece.n_bytes);
      g_array_append_val (pieces, piece);
      if (!bw_bar_codec_is_plausible (piece.n_bytes, piece.n_bars))
        {
          g_set_error (&failure, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
                       "The list of stored bars is damaged. A backup can be restored.");
          break;
        }
      n_bars += piece.n_bars;
    }
  sqlite3_reset (statement);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&pieces);
}

/* Fresh memory costs as much as decoding into it, unless it comes in long pages (bar-series.c aligns
 * long columns for that). A hint: where there are none, nothing changes. */
static void
ask_for_long_pages (const BwBarSeries *series)
{
  gpointer columns[] = { series->start, series->open,  series->high,
                         series->low,   series->close, series->volume };
  const gsize page_bytes = (gsize) sysconf (_SC_PAGESIZE);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if ((gsize) columns[i] % page_bytes == 0)
      madvise (columns[i], series->n_allocated * 8 / page_bytes * page_bytes, MADV_HUGEPAGE);
}

static gpointer
decode_pieces (gpointer user_data)
{
  Decoding *decoding = user_data;
  const Piece *pieces = (const Piece *) decoding->pieces->data;

  for (guint i = decoding->first; i < decoding->end && decoding->error == NULL; i++)
    bw_bar_codec_decode_at (pieces[i].bytes, pieces[i].n_bytes, decoding->series, pieces[i].first,
                            pieces[i].n_bars, &decoding->error);
  return NULL;
}

/* Long series are decoded by two threads, each its half of the chunks. */
static gboolean
decode_all (BwBarSeries *series, const GArray *pieces, GError **error)
{
  guint middle = series->n_bars >= PARALLEL_BARS_MIN ? pieces->len / 2 : pieces->len;
  Decoding here = { series, pieces, 0, middle, NULL };
  Decoding there = { series, pieces, middle, pieces->len, NULL };
  GThread *thread
      = middle < pieces->len ? g_thread_try_new ("bw-bars", decode_pieces, &there, NULL) : NULL;

  decode_pieces (&here);
  if (thread != NULL)
    g_thread_join (thread);
  else
    decode_pieces (&there);
  if (here.error == NULL && there.error == NULL)
    return TRUE;
  if (here.error != NULL)
    g_clear_error (&there.error);
  g_propagate_error (error, here.error != NULL ? here.error : there.error);
  return FALSE;
}

static BwBarSeries *
load_chunks (BwDatabase *market, BwInstrumentId instrument, BwTimeframe timeframe, gint64 first,
             gint64 last, GError **error)
{
  g_autoptr (GArray) pieces = read_pieces (market, instrument, timeframe, first, last, error);
  g_autoptr (BwBarSeries) series = NULL;
  const Piece *newest;
  gsize n_bars;

  if (pieces == NULL)
    return NULL;
  newest = pieces->len > 0 ? &g_array_index (pieces, Piece, pieces->len - 1) : NULL;
  n_bars = newest != NULL ? newest->first + newest->n_bars : 0;
  series = bw_bar_series_new (timeframe, n_bars);
  series->n_bars = n_bars;
  if (n_bars >= PARALLEL_BARS_MIN)
    ask_for_long_pages (series);
  if (!decode_all (series, pieces, error))
    return NULL;
  for (guint i = 1; i < pieces->len; i++)
    {
      gsize seam = g_array_index (pieces, Piece, i).first;

      if (seam > 0 && seam < series->n_bars && series->start[seam] <= series->start[seam - 1])
        {
          g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
                       "Stored bars are out of order. Import them again, or restore a backup.");
          return NULL;
        }
    }
  return g_steal_pointer (&series);
}

/**
 * bw_bars_load:
 * @first: bars that start at or after it; %BW_TIME_NONE: from the beginning
 * @end: and before it; %BW_TIME_MAX: to the end
 *
 * Returns: (transfer full): the stored bars of that stretch; an empty series when there are none.
 *   Cost: a million in about 15 ms.
 */
BwBarSeries *
bw_bars_load (BwDatabase *market, BwInstrumentId instrument, BwTimeframe timeframe, BwTime first,
              BwTime end, GError **error)
{
  g_autoptr (BwBarSeries) series = NULL;
  gsize first_index, end_index;

  g_return_val_if_fail (timeframe > 0, NULL);

  if (first >= end)
    return bw_bar_series_new (timeframe, 0);
  series = load_chunks (market, instrument, timeframe, chunk_of (timeframe, first),
                        chunk_of (timeframe, end), error);
  if (series == NULL)
    return NULL;
  first_index = bw_bar_series_find (series, first);
  end_index = bw_bar_series_find (series, end);
  if (first_index == 0)
    {
      series->n_bars = end_index;
      return g_steal_pointer (&series);
    }
  return bw_bar_series_copy_range (series, first_index, end_index);
}

static gboolean
delete_from (BwDatabase *market, const char *sql, BwInstrumentId instrument, BwTimeframe timeframe,
             GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (market, sql, "Deleting bars", error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, instrument);
  bw_bind_int (statement, 2, timeframe);
  return bw_database_run (market, statement, "Deleting bars", error);
}

/**
 * bw_bars_delete:
 * @timeframe: which bars; %BW_TIMEFRAME_NONE: of all timeframes
 *
 * The instrument stays, with its number.
 */
gboolean
bw_bars_delete (BwDatabase *market, BwInstrumentId instrument, BwTimeframe timeframe,
                GError **error)
{
  if (!bw_database_begin (market, error))
    return FALSE;
  if (!delete_from (market,
                    "DELETE FROM bar_chunks WHERE instrument = ?1 AND (?2 = 0 OR timeframe = ?2)",
                    instrument, timeframe, error)
      || !delete_from (
          market, "DELETE FROM bar_totals WHERE instrument = ?1 AND (?2 = 0 OR timeframe = ?2)",
          instrument, timeframe, error))
    {
      bw_database_rollback (market);
      return FALSE;
    }
  return bw_database_commit (market, error);
}

/**
 * bw_bars_list:
 * @instrument: of which; 0: of all
 *
 * Returns: (transfer full) (element-type BwStoredBars): what is stored, by instrument and timeframe
 */
GArray *
bw_bars_list (BwDatabase *market, BwInstrumentId instrument, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, TRUE, sizeof (BwStoredBars));
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "SELECT * FROM bar_totals WHERE ?1 = 0 OR instrument = ?1 ORDER BY instrument, timeframe",
      what_reading, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, instrument);
  while (bw_database_next (market, statement, what_reading, &failure))
    {
      BwStoredBars stored = { .instrument = (BwInstrumentId) sqlite3_column_int64 (statement, 0) };

      stored.timeframe = (BwTimeframe) sqlite3_column_int64 (statement, 1);
      stored.first = sqlite3_column_int64 (statement, 2);
      stored.last = sqlite3_column_int64 (statement, 3);
      stored.n_bars = (guint64) sqlite3_column_int64 (statement, 4);
      stored.n_bytes = (guint64) sqlite3_column_int64 (statement, 5);
      g_array_append_val (list, stored);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&list);
}
