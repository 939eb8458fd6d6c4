/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/view.h"
#include "strategy/evaluation.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwScreenEntry:
 * @bars: (owned) (nullable): oldest first, the last maybe growing; %NULL: there are none
 * @sessions: (owned) (nullable): of bars within the day, a number for each that changes with the
 * day
 * @last_end: where the last bar ends; %BW_TIME_NONE without bars
 * @facts: the texts point into the entry or live for ever
 *
 * What a screen sees of one instrument. Immutable once shared; reference counted, atomically.
 */
typedef struct
{
  gint ref_count;
  BwInstrument instrument;
  BwBarSeries *bars;
  double *sessions;
  BwTime last_end;
  BwFacts facts;
} BwScreenEntry;

/* @bars: (nullable) (transfer none) */
BwScreenEntry *bw_screen_entry_new (const BwInstrument *instrument, BwBarSeries *bars);
BwScreenEntry *bw_screen_entry_ref (BwScreenEntry *entry);
void bw_screen_entry_unref (BwScreenEntry *entry);

/* The price of the bar under way, newer than the bars; last 0: none is known. */
typedef struct
{
  double last, volume;
} BwScreenPrice;

/**
 * BwScreenTask:
 * @program: its first root is the condition where @has_condition; the others are the columns
 * @entries: (array length=n_entries) (element-type BwScreenEntry)
 * @prices: (nullable) (array length=n_entries)
 * @now: bars that end after it are under way
 * @n_bars: how many of the last bars are looked at
 */
typedef struct
{
  BwProgram *program;
  gboolean has_condition;
  BwScreenEntry *const *entries;
  const BwScreenPrice *prices;
  gsize n_entries;
  BwTime now;
  gsize n_bars;
  GCancellable *cancellable; /* (nullable) */
} BwScreenTask;

/**
 * BwScreenResult:
 * @program: what was worked out; text columns are read with it
 * @rows: (element-type BwScreenEntry): those that met the condition, in the order they were given
 * @values: (array length=n_rows*n_columns): row by row; NaN: unknown
 * @n_universe: how many were looked at
 * @n_unknown: of how many nothing could be said: too few bars, no such fact
 * @n_without_bars: how many of them have no bars at all
 * @load_ns, @took_ns: reading bars; working out
 */
typedef struct
{
  BwProgram *program;
  guint first_column, n_columns;
  GPtrArray *rows;
  double *values;
  gsize n_universe, n_unknown, n_without_bars;
  gint64 load_ns, took_ns;
  BwTime now;
} BwScreenResult;

BwScreenResult *bw_screen_run (const BwScreenTask *task, guint n_threads);
void bw_screen_result_free (BwScreenResult *result);
double bw_screen_result_value (const BwScreenResult *result, gsize row, guint column);
const char *bw_screen_result_text (const BwScreenResult *result, gsize row, guint column);
void bw_screen_result_sort (const BwScreenResult *result,
                            int column,
                            gboolean is_descending,
                            guint *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwScreenEntry, bw_screen_entry_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwScreenResult, bw_screen_result_free)

G_END_DECLS
