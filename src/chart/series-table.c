/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/series-table.h"

#include "chart/chart-model-private.h"

#include <math.h>

#define OVERLAY_DECIMALS 2u /* more than the price has: an average lies between ticks */

enum
{
  COLUMN_OPEN,
  COLUMN_HIGH,
  COLUMN_LOW,
  COLUMN_CLOSE,
  COLUMN_VOLUME,
  COLUMN_CHANGE,
  N_BAR_COLUMNS
};

static void
clear_column (gpointer element)
{
  BwSeriesColumn *column = element;

  g_free (column->id);
  g_free (column->title);
}

/**
 * bw_series_table_new:
 * @source: handed to the functions, which the caller sets
 */
BwSeriesTable *
bw_series_table_new (gpointer source)
{
  BwSeriesTable *table = g_new0 (BwSeriesTable, 1);

  table->columns = g_array_new (FALSE, FALSE, sizeof (BwSeriesColumn));
  g_array_set_clear_func (table->columns, clear_column);
  table->source = source;
  return table;
}

void
bw_series_table_free (BwSeriesTable *table)
{
  if (table == NULL)
    return;
  g_array_unref (table->columns);
  g_free (table);
}

void
bw_series_table_add (BwSeriesTable *table, const char *id, const char *title, BwSeriesKind kind, guint n_decimals)
{
  BwSeriesColumn column = { g_strdup (id), g_strdup (title), kind, n_decimals };

  g_array_append_val (table->columns, column);
}

const BwSeriesColumn *
bw_series_table_get_column (const BwSeriesTable *table, guint column)
{
  g_return_val_if_fail (column < table->columns->len, NULL);

  return &g_array_index (table->columns, BwSeriesColumn, column);
}

/**
 * bw_series_table_print:
 *
 * As people read it, grouped by the locale; NaN, which is no value yet, is a dash.
 *
 * Returns: (transfer full)
 */
char *
bw_series_table_print (const BwSeriesTable *table, guint column, double value)
{
  const BwSeriesColumn *shown = bw_series_table_get_column (table, column);
  char text[BW_CHART_TEXT_BYTES];

  if (shown->kind != BW_SERIES_SHARE)
    return g_strdup (bw_chart_print_number (value, shown->n_decimals, text));
  bw_chart_print_number (value * 100.0, shown->n_decimals, text);
  return g_strconcat (value > 0.0 ? "+" : "", text, isfinite (value) ? "\xe2\x80\xaf%" : "", NULL);
}

/* ---- A chart's bars ---- */

static gsize
count_bars (const BwSeriesTable *table)
{
  return bw_chart_model_get_n_bars (table->source);
}

static BwTime
get_bar_time (const BwSeriesTable *table, gsize row)
{
  double ohlcv[5];

  return bw_chart_model_get_bar (table->source, row, ohlcv);
}

/* Of the close before. */
static double
get_change (BwChartModel *model, gsize row, double close)
{
  double before[5];

  if (row == 0)
    return NAN;
  bw_chart_model_get_bar (model, row - 1, before);
  return before[COLUMN_CLOSE] != 0.0 ? (close - before[COLUMN_CLOSE]) / before[COLUMN_CLOSE] : NAN;
}

static double
get_bar_value (const BwSeriesTable *table, gsize row, guint column)
{
  double ohlcv[5];

  if (column >= N_BAR_COLUMNS)
    return bw_chart_model_get_overlay_value (table->source, column - N_BAR_COLUMNS, row);
  bw_chart_model_get_bar (table->source, row, ohlcv);
  return column == COLUMN_CHANGE ? get_change (table->source, row, ohlcv[COLUMN_CLOSE]) : ohlcv[column];
}

static void
add_overlays (BwSeriesTable *table, BwChartModel *model)
{
  for (guint i = 0; i < model->overlays->len; i++)
    {
      const BwChartOverlay *overlay = bw_overlay_line_get_spec (g_ptr_array_index (model->overlays, i));
      const char *kind = overlay->kind == BW_OVERLAY_SMA ? "SMA" : "EMA";
      g_autofree char *title = g_strdup_printf ("%s %u", kind, overlay->period);
      g_autofree char *lower = g_ascii_strdown (kind, -1);
      g_autofree char *id = g_strdup_printf ("%s_%u", lower, overlay->period);

      bw_series_table_add (table, id, title, BW_SERIES_NUMBER, model->n_decimals + OVERLAY_DECIMALS);
    }
}

/**
 * bw_series_table_new_for_chart:
 * @model: must outlive the table; with other indicators on it a new table is needed
 *
 * Open, high, low, close, volume, the change since the close before, and each indicator on @model.
 */
BwSeriesTable *
bw_series_table_new_for_chart (BwChartModel *model)
{
  static const struct { const char *id; const char *title; } prices[] = {
    { "open", BW_CHART_WORD ("table", "Open") },
    { "high", BW_CHART_WORD ("table", "High") },
    { "low", BW_CHART_WORD ("table", "Low") },
    { "close", BW_CHART_WORD ("table", "Close") },
  };
  BwSeriesTable *table = bw_series_table_new (model);

  table->count = count_bars;
  table->get_time = get_bar_time;
  table->get_value = get_bar_value;
  table->has_clock = bw_timeframe_is_intraday (model->bars.tail->timeframe);
  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    bw_series_table_add (table, prices[i].id, bw_chart_translate ("table", prices[i].title), BW_SERIES_NUMBER, model->n_decimals);
  bw_series_table_add (table, "volume", bw_chart_translate ("table", "Volume"), BW_SERIES_COUNT, 0);
  bw_series_table_add (table, "change", bw_chart_translate ("table", "Change"), BW_SERIES_SHARE, 2);
  add_overlays (table, model);
  return table;
}
