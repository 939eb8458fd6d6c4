/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"

G_BEGIN_DECLS

/* How a column's numbers are meant. */
typedef enum
{
  BW_SERIES_NUMBER, /* a price, an amount, an indicator */
  BW_SERIES_COUNT,  /* whole units */
  BW_SERIES_SHARE,  /* of one, shown as percent; its sign is good or bad news */
} BwSeriesKind;

typedef struct
{
  char *id;         /* (owned): for programs, never translated: "close", "sma-20" */
  char *title;      /* (owned): for people */
  BwSeriesKind kind;
  guint n_decimals; /* shown */
} BwSeriesColumn;

/**
 * BwSeriesTable:
 *
 * The numbers of a picture, a row a moment, oldest first: what a chart draws, for those who read,
 * hear, copy or export it. It looks at what it was made for and copies nothing, so that ten million
 * rows cost no more than ten. Not thread-safe.
 */
typedef struct _BwSeriesTable BwSeriesTable;

struct _BwSeriesTable
{
  GArray *columns; /* (owned): BwSeriesColumn */
  gboolean has_clock; /* rows within a day: times need hours */
  gsize (*count) (const BwSeriesTable *table);
  BwTime (*get_time) (const BwSeriesTable *table, gsize row);
  double (*get_value) (const BwSeriesTable *table, gsize row, guint column);
  gpointer source; /* (borrowed) */
};

BwSeriesTable *bw_series_table_new (gpointer source);
BwSeriesTable *bw_series_table_new_for_chart (BwChartModel *model);
void bw_series_table_free (BwSeriesTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSeriesTable, bw_series_table_free)

void bw_series_table_add (BwSeriesTable *table, const char *id, const char *title, BwSeriesKind kind, guint n_decimals);
const BwSeriesColumn *bw_series_table_get_column (const BwSeriesTable *table, guint column);
char *bw_series_table_print (const BwSeriesTable *table, guint column, double value);

G_END_DECLS
