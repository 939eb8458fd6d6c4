/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/import-writer-private.h"
#include "store/instruments.h"

#include <string.h>

#define PARTS_MAX 4

/* A part, and what its instrument is made from when it is new. */
typedef struct
{
  BwImportPart part; /* (owned) */
  BwInstrument instrument;
} Work;

struct _BwImportWriter
{
  BwDatabase *market;   /* (borrowed): the thread's */
  char *source;         /* (owned) */
  guint64 import_id;
  GThread *thread;      /* (owned) */
  GArray *series;       /* (owned): BwImportedSeries, the thread's */
  GHashTable *by_name;  /* (owned): "symbol timeframe" -> index in series + 1, the thread's */
  GMutex lock;
  GCond changed;
  GQueue waiting;       /* (owned elements) (guarded by lock): Work */
  gboolean is_complete; /* (guarded by lock): no more parts will come */
  GError *error;        /* (owned) (nullable) (guarded by lock) */
};

static void
free_work (gpointer data)
{
  Work *work = data;

  bw_import_part_clear (&work->part);
  g_free (work);
}

/* The running total of the part's series. */
static BwImportedSeries *
find_series (BwImportWriter *writer, Work *work, GError **error)
{
  BwTimeframe timeframe = work->part.series->timeframe;
  g_autofree char *name = g_strdup_printf ("%s %d", work->part.symbol, timeframe);
  gsize index = GPOINTER_TO_SIZE (g_hash_table_lookup (writer->by_name, name));
  BwImportedSeries series = { .timeframe = timeframe, .first = BW_TIME_MAX, .last = BW_TIME_NONE };

  if (index == 0)
    {
      series.instrument = work->instrument;
      if (!bw_instruments_add (writer->market, &series.instrument, error))
        return NULL;
      g_array_append_val (writer->series, series);
      index = writer->series->len;
      g_hash_table_insert (writer->by_name, g_steal_pointer (&name), GSIZE_TO_POINTER (index));
    }
  return &g_array_index (writer->series, BwImportedSeries, index - 1);
}

static gboolean
store_part (BwImportWriter *writer, Work *work, GError **error)
{
  const BwBarSeries *bars = work->part.series;
  BwImportedSeries *series;
  BwBarsWritten written;

  if (bars->n_bars == 0)
    return TRUE;
  series = find_series (writer, work, error);
  if (series == NULL
      || !bw_bars_write (writer->market, series->instrument.id, bars, writer->import_id, &written,
                         error))
    return FALSE;
  series->first = MIN (series->first, bars->start[0]);
  series->last = MAX (series->last, bars->start[bars->n_bars - 1]);
  series->written.n_added += written.n_added;
  series->written.n_replaced += written.n_replaced;
  series->written.n_unchanged += written.n_unchanged;
  return TRUE;
}

/* (transfer full) (nullable): the next part; NULL when there will be none */
static Work *
wait_for_work (BwImportWriter *writer)
{
  Work *work;

  g_mutex_lock (&writer->lock);
  while (g_queue_is_empty (&writer->waiting) && !writer->is_complete)
    g_cond_wait (&writer->changed, &writer->lock);
  work = g_queue_pop_head (&writer->waiting);
  g_cond_signal (&writer->changed);
  g_mutex_unlock (&writer->lock);
  return work;
}

static gpointer
write_parts (gpointer user_data)
{
  BwImportWriter *writer = user_data;
  GError *error = NULL;
  Work *work;

  while (error == NULL && (work = wait_for_work (writer)) != NULL)
    {
      store_part (writer, work, &error);
      free_work (work);
    }
  if (error != NULL)
    {
      g_mutex_lock (&writer->lock);
      writer->error = error;
      g_cond_signal (&writer->changed);
      g_mutex_unlock (&writer->lock);
    }
  return NULL;
}

/**
 * bw_import_writer_new:
 * @market: (transfer none): in a transaction; the thread's until bw_import_writer_join()
 */
BwImportWriter *
bw_import_writer_new (BwDatabase *market, const char *source, guint64 import_id)
{
  BwImportWriter *writer = g_new0 (BwImportWriter, 1);

  writer->market = market;
  writer->source = g_strdup (source);
  writer->import_id = import_id;
  writer->series = g_array_new (FALSE, TRUE, sizeof (BwImportedSeries));
  writer->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&writer->lock);
  g_cond_init (&writer->changed);
  g_queue_init (&writer->waiting);
  writer->thread = g_thread_new ("bw-import", write_parts, writer);
  return writer;
}

static void
describe_instrument (const BwImportWriter *writer, const BwImportGuess *guess, const char *symbol,
                     BwInstrument *instrument)
{
  bw_instrument_init (instrument, guess->instrument_class, symbol);
  instrument->calendar = guess->calendar;
  if (guess->currency != NULL)
    g_strlcpy (instrument->currency, guess->currency, sizeof instrument->currency);
  g_strlcpy (instrument->source, writer->source, sizeof instrument->source);
}

/**
 * bw_import_writer_put:
 * @part: (transfer full): left empty
 *
 * Returns: %FALSE when the writer has failed, which bw_import_writer_join() explains
 */
gboolean
bw_import_writer_put (BwImportWriter *writer, const BwImportGuess *guess, BwImportPart *part)
{
  Work *work = g_new0 (Work, 1);
  gboolean is_well;

  work->part = *part;
  memset (part, 0, sizeof *part);
  describe_instrument (writer, guess, work->part.symbol, &work->instrument);
  g_mutex_lock (&writer->lock);
  while (g_queue_get_length (&writer->waiting) >= PARTS_MAX && writer->error == NULL)
    g_cond_wait (&writer->changed, &writer->lock);
  is_well = writer->error == NULL;
  g_queue_push_tail (&writer->waiting, work);
  g_cond_signal (&writer->changed);
  g_mutex_unlock (&writer->lock);
  return is_well;
}

/**
 * bw_import_writer_join:
 * @series: (out) (transfer full) (element-type BwImportedSeries): what was stored
 *
 * Waits until all parts are stored and frees the writer.
 */
gboolean
bw_import_writer_join (BwImportWriter *writer, GArray **series, GError **error)
{
  gboolean is_done;

  g_mutex_lock (&writer->lock);
  writer->is_complete = TRUE;
  g_cond_signal (&writer->changed);
  g_mutex_unlock (&writer->lock);
  g_thread_join (writer->thread);
  is_done = writer->error == NULL;
  if (is_done)
    *series = g_steal_pointer (&writer->series);
  else
    g_propagate_error (error, writer->error);
  g_clear_pointer (&writer->series, g_array_unref);
  g_queue_clear_full (&writer->waiting, free_work);
  g_hash_table_unref (writer->by_name);
  g_mutex_clear (&writer->lock);
  g_cond_clear (&writer->changed);
  g_free (writer->source);
  g_free (writer);
  return is_done;
}
