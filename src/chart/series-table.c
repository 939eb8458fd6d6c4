/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/series-table.h"

#include "chart/chart-model-private.h"
#include "chart/chart-studies.h"

#include <math.h>

#define OVERLAY_DECIMALS 2u /* more than the price has: an average lies between ticks */
#define PANE_DECIMALS    4u

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

/* The @index-th output of all studies. */
static double
get_study_value (BwChartModel *model, guint index, gsize row)
{
  for (guint i = 0; i < bw_chart_model_get_n_studies (model); i++)
    {
      guint n_outputs = bw_indicator_info_get_n_outputs (bw_chart_model_get_study_spec (model, i)->info);

      if (index < n_outputs)
        return bw_chart_model_get_study_value (model, i, index, row);
      index -= n_outputs;
    }
  return NAN;
}

static double
get_bar_value (const BwSeriesTable *table, gsize row, guint column)
{
  double ohlcv[5];

  if (column >= N_BAR_COLUMNS)
    return get_study_value (table->source, column - N_BAR_COLUMNS, row);
  bw_chart_model_get_bar (table->source, row, ohlcv);
  return column == COLUMN_CHANGE ? get_change (table->source, row, ohlcv[COLUMN_CLOSE]) : ohlcv[column];
}

/* A study of one output is called by its title; one of several by that and the output. */
static void
add_study (BwSeriesTable *table, const BwChartModel *model, const BwStudySpec *spec)
{
  guint n_outputs = bw_indicator_info_get_n_outputs (spec->info);
  guint n_decimals = spec->in_pane ? PANE_DECIMALS : model->n_decimals + OVERLAY_DECIMALS;
  char title[BW_STUDY_TITLE_BYTES];

  bw_study_spec_print_title (spec, title);
  for (guint k = 0; k < n_outputs; k++)
    {
      g_autofree char *text = n_outputs == 1 ? g_strdup (title) : g_strdup_printf ("%s %s", title, spec->info->outputs[k]);
      g_autofree char *id = g_ascii_strdown (text, -1);

      bw_series_table_add (table, g_strdelimit (id, " ", '_'), text, BW_SERIES_NUMBER, n_decimals);
    }
}

static void
add_studies (BwSeriesTable *table, BwChartModel *model)
{
  for (guint i = 0; i < bw_chart_model_get_n_studies (model); i++)
    add_study (table, model, bw_chart_model_get_study_spec (model, i));
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
  add_studies (table, model);
  return table;
}
