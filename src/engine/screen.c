/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/screen.h"

#include "market/calendar.h"

#include <math.h>
#include <string.h>

/* Symbols are shared out among threads in portions, so that none waits for a slow one. Each thread
 * has an evaluation of its own and reads bars where they are; only an instrument whose last bar has
 * a newer price is copied first. */

#define PORTION 64

/* @bars: (nullable): a reference is taken */
BwScreenEntry *
bw_screen_entry_new (const BwInstrument *instrument, BwBarSeries *bars)
{
  BwScreenEntry *entry = g_new0 (BwScreenEntry, 1);

  entry->ref_count = 1;
  entry->instrument = *instrument;
  entry->last_end = BW_TIME_NONE;
  entry->facts = bw_facts_none;
  entry->facts.texts[BW_FACT_SYMBOL] = entry->instrument.symbol;
  entry->facts.texts[BW_FACT_NAME] = entry->instrument.name;
  entry->facts.texts[BW_FACT_CURRENCY] = entry->instrument.currency;
  entry->facts.texts[BW_FACT_SOURCE] = entry->instrument.source;
  entry->facts.texts[BW_FACT_CLASS] = bw_instrument_class_name (instrument->instrument_class);
  entry->facts.texts[BW_FACT_EXCHANGE] = bw_calendar_name (instrument->calendar);
  if (instrument->sector != BW_SECTOR_NONE)
    entry->facts.texts[BW_FACT_SECTOR] = bw_sector_name (instrument->sector);
  if (bars == NULL || bars->n_bars == 0)
    return entry;
  entry->bars = bw_bar_series_ref (bars);
  if (!bw_timeframe_is_intraday (bars->timeframe))
    return entry;
  entry->sessions = g_new (double, bars->n_bars);
  for (gsize i = 0; i < bars->n_bars; i++)
    entry->sessions[i] = (double)bw_calendar_date_of (instrument->calendar, bars->start[i]);
  return entry;
}

BwScreenEntry *
bw_screen_entry_ref (BwScreenEntry *entry)
{
  g_atomic_int_inc (&entry->ref_count);
  return entry;
}

void
bw_screen_entry_unref (BwScreenEntry *entry)
{
  if (!g_atomic_int_dec_and_test (&entry->ref_count))
    return;
  g_clear_pointer (&entry->bars, bw_bar_series_unref);
  g_free (entry->sessions);
  g_free (entry);
}

typedef struct
{
  const BwScreenTask *task;
  double *values; /* of all entries: their roots, one behind the other */
  gint next;      /* atomic: portion */
} Shared;

/* Room for one instrument's bars with a newer price. */
typedef struct
{
  double *columns[4]; /* (owned): high, low, close, volume */
  gsize n_room;
} Copy;

static void
copy_clear (Copy *copy)
{
  for (guint k = 0; k < G_N_ELEMENTS (copy->columns); k++)
    g_free (copy->columns[k]);
}

static void
take_price (Copy *copy, BwIndicatorBars *bars, gsize n_bars, const BwScreenPrice *price)
{
  const double *columns[] = { bars->high, bars->low, bars->close, bars->volume };
  gsize last = n_bars - 1;

  if (n_bars > copy->n_room)
    {
      copy->n_room = n_bars;
      for (guint k = 0; k < G_N_ELEMENTS (columns); k++)
        copy->columns[k] = g_renew (double, copy->columns[k], n_bars);
    }
  for (guint k = 0; k < G_N_ELEMENTS (columns); k++)
    memcpy (copy->columns[k], columns[k], n_bars * sizeof (double));
  copy->columns[0][last] = MAX (bars->high[last], price->last);
  copy->columns[1][last] = MIN (bars->low[last], price->last);
  copy->columns[2][last] = price->last;
  copy->columns[3][last] = MAX (bars->volume[last], price->volume);
  bars->high = copy->columns[0];
  bars->low = copy->columns[1];
  bars->close = copy->columns[2];
  bars->volume = copy->columns[3];
}

static void
screen_one (
    const BwScreenTask *task, gsize index, BwEvaluation *evaluation, Copy *copy, double *values)
{
  const BwScreenEntry *entry = task->entries[index];
  const BwBarSeries *series = entry->bars;
  gsize n_bars = series != NULL ? MIN (series->n_bars, task->n_bars) : 0;
  gsize first = series != NULL ? series->n_bars - n_bars : 0;
  BwIndicatorBars bars = { NULL };

  if (n_bars > 0)
    bars = (BwIndicatorBars){
      series->open + first,   series->high + first,
      series->low + first,    series->close + first,
      series->volume + first, entry->sessions != NULL ? entry->sessions + first : NULL
    };
  if (n_bars > 0 && task->prices != NULL && task->prices[index].last > 0 &&
      entry->last_end > task->now)
    take_price (copy, &bars, n_bars, &task->prices[index]);
  /* Without bars it is one of which nothing is known: its facts still are. */
  bw_evaluation_last (evaluation, &bars, MAX (n_bars, 1u), &entry->facts, values);
}

static gpointer
screen_thread (gpointer data)
{
  Shared *shared = data;
  const BwScreenTask *task = shared->task;
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new (task->program);
  guint n_roots = bw_program_get_n_roots (task->program);
  Copy copy = { { NULL }, 0 };

  for (;;)
    {
      gsize first = (gsize)g_atomic_int_add (&shared->next, 1) * PORTION;

      if (first >= task->n_entries ||
          (task->cancellable != NULL && g_cancellable_is_cancelled (task->cancellable)))
        break;
      for (gsize i = first; i < MIN (first + PORTION, task->n_entries); i++)
        screen_one (task, i, evaluation, &copy, shared->values + i * n_roots);
    }
  copy_clear (&copy);
  return NULL;
}

static BwScreenResult *
gather (const BwScreenTask *task, const double *values)
{
  BwScreenResult *result = g_new0 (BwScreenResult, 1);
  guint n_roots = bw_program_get_n_roots (task->program);

  result->program = bw_program_ref (task->program);
  result->first_column = task->has_condition ? 1 : 0;
  result->n_columns = n_roots - result->first_column;
  result->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_screen_entry_unref);
  result->values = g_new (double, MAX (task->n_entries * result->n_columns, 1u));
  result->n_universe = task->n_entries;
  result->now = task->now;
  for (gsize i = 0; i < task->n_entries; i++)
    {
      const double *row = values + i * n_roots;

      result->n_without_bars += task->entries[i]->bars == NULL;
      if (task->has_condition && isnan (row[0]))
        result->n_unknown++;
      if (task->has_condition && !bw_value_is_met (row[0]))
        continue;
      if (result->n_columns > 0)
        memcpy (result->values + result->rows->len * result->n_columns, row + result->first_column,
                result->n_columns * sizeof (double));
      g_ptr_array_add (result->rows, bw_screen_entry_ref (task->entries[i]));
    }
  return result;
}

/**
 * bw_screen_run:
 * @n_threads: at least 1, this one included
 *
 * Blocks. Symbols of which too little is known meet no condition.
 *
 * Returns: (transfer full) (nullable): %NULL when it was cancelled
 */
BwScreenResult *
bw_screen_run (const BwScreenTask *task, guint n_threads)
{
  guint n_roots = bw_program_get_n_roots (task->program);
  g_autofree double *values = g_new (double, MAX (task->n_entries * n_roots, 1u));
  Shared shared = { task, values, 0 };
  GThread *threads[16];
  guint n_more =
      (guint)MIN (MIN (n_threads, G_N_ELEMENTS (threads)), task->n_entries / PORTION + 1) - 1;

  for (guint k = 0; k < n_more; k++)
    threads[k] = g_thread_new ("screen", screen_thread, &shared);
  screen_thread (&shared);
  for (guint k = 0; k < n_more; k++)
    g_thread_join (threads[k]);
  if (task->cancellable != NULL && g_cancellable_is_cancelled (task->cancellable))
    return NULL;
  return gather (task, values);
}

void
bw_screen_result_free (BwScreenResult *result)
{
  bw_program_unref (result->program);
  g_ptr_array_unref (result->rows);
  g_free (result->values);
  g_free (result);
}

/* Returns: NaN where it is unknown, and of a text */
double
bw_screen_result_value (const BwScreenResult *result, gsize row, guint column)
{
  return result->values[row * result->n_columns + column];
}

/* Returns: (nullable): of a column that is a text */
const char *
bw_screen_result_text (const BwScreenResult *result, gsize row, guint column)
{
  const BwScreenEntry *entry = g_ptr_array_index (result->rows, row);

  return bw_program_get_text (result->program, result->first_column + column, &entry->facts);
}

typedef struct
{
  const BwScreenResult *result;
  int column;
  gboolean is_text, is_descending;
} Order;

static int
compare_symbols (const Order *order, guint a, guint b)
{
  const BwScreenEntry *left = g_ptr_array_index (order->result->rows, a);
  const BwScreenEntry *right = g_ptr_array_index (order->result->rows, b);

  return strcmp (left->instrument.symbol, right->instrument.symbol);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  guint left = *(const guint *)a, right = *(const guint *)b;
  int sign = order->is_descending ? -1 : 1, difference = 0;

  if (order->column < 0)
    return sign * compare_symbols (order, left, right);
  if (order->is_text)
    {
      const char *x = bw_screen_result_text (order->result, left, (guint)order->column);
      const char *y = bw_screen_result_text (order->result, right, (guint)order->column);

      difference =
          x == NULL || y == NULL ? (x == NULL) - (y == NULL) : sign * g_utf8_collate (x, y);
    }
  else
    {
      double x = bw_screen_result_value (order->result, left, (guint)order->column);
      double y = bw_screen_result_value (order->result, right, (guint)order->column);

      difference = isnan (x) || isnan (y) ? isnan (x) - isnan (y) : sign * ((x > y) - (x < y));
    }
  return difference != 0 ? difference : compare_symbols (order, left, right);
}

/**
 * bw_screen_result_sort:
 * @column: -1: by symbol
 * @order: (out caller-allocates): the rows' indices as they are to be shown
 *
 * What is unknown comes last either way; what is the same stands by symbol.
 */
void
bw_screen_result_sort (const BwScreenResult *result,
                       int column,
                       gboolean is_descending,
                       guint *order)
{
  Order by = { result, column, FALSE, is_descending };

  for (guint i = 0; i < result->rows->len; i++)
    order[i] = i;
  if (column >= 0)
    by.is_text =
        bw_program_get_root (result->program, result->first_column + (guint)column)->type ==
        BW_VALUE_TEXT;
  g_qsort_with_data (order, (gint)result->rows->len, sizeof *order, compare_rows, &by);
}
