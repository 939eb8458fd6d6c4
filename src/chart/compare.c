/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/compare-private.h"

#include <math.h>

#define N_LOOKED_AT_MAX 1000 /* bars, for one that has a price to begin from */

static void
read_closes (gpointer data, gsize first, gsize n, const double **low, const double **high,
             const double **volume)
{
  static _Thread_local double scratch[BW_PYRAMID_CHUNK];
  const BwChartBars *bars = data;
  BwBarRun run = bw_chart_bars_get_run (bars, first, first + n);

  *low = *high = run.close;
  if (run.n == n)
    return;
  for (gsize at = 0; at < n; at += run.n)
    {
      run = bw_chart_bars_get_run (bars, first + at, first + n);
      for (gsize i = 0; i < run.n; i++)
        scratch[at + i] = run.close[i];
    }
  *low = *high = scratch;
}

static void
free_line (gpointer data)
{
  BwComparedLine *line = data;

  bw_chart_bars_clear (&line->bars);
  bw_pyramid_free (line->closes);
  g_free (line->symbol);
  g_free (line);
}

GPtrArray *
bw_chart_compared_list_new (void)
{
  return g_ptr_array_new_with_free_func (free_line);
}

static BwComparedLine *
find_line (const BwChartModel *model, guint64 id)
{
  for (guint i = 0; i < model->compared->len; i++)
    if (bw_chart_compared_get (model, i)->id == id)
      return bw_chart_compared_get (model, i);
  return NULL;
}

static BwComparedLine *
make_line (const BwChartCompared *compared)
{
  BwComparedLine *line = g_new0 (BwComparedLine, 1);

  line->id = compared->id;
  line->base = line->factor = NAN;
  bw_chart_bars_init (&line->bars);
  line->closes = bw_pyramid_new (read_closes, &line->bars);
  return line;
}

static void
lines_changed (BwChartModel *model)
{
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_COMPARED) |
                                        BW_CHART_LAYER_BIT (BW_CHART_LAYER_ORDERS) |
                                        BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES) |
                                        BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR));
}

/**
 * bw_chart_model_set_compared:
 * @compared: (array length=n_compared): at most BW_COMPARED_N_MAX
 *
 * Those that were there, by id, keep their bars.
 */
void
bw_chart_model_set_compared (BwChartModel *model, const BwChartCompared *compared, guint n_compared)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&model->compared);

  model->compared = bw_chart_compared_list_new ();
  for (guint i = 0; i < MIN (n_compared, BW_COMPARED_N_MAX); i++)
    {
      BwComparedLine *line = NULL;

      for (guint k = 0; k < before->len && line == NULL; k++)
        if (((BwComparedLine *) g_ptr_array_index (before, k))->id == compared[i].id)
          line = g_ptr_array_steal_index (before, k);
      if (line == NULL)
        line = make_line (&compared[i]);
      g_free (line->symbol);
      line->symbol = g_strdup (compared[i].symbol);
      line->colour_index = compared[i].colour_index % BW_CHART_N_SERIES_COLOURS;
      g_ptr_array_add (model->compared, line);
    }
  lines_changed (model);
}

guint
bw_chart_model_get_n_compared (const BwChartModel *model)
{
  return model->compared->len;
}

/**
 * bw_chart_model_set_compared_series:
 * @series: (nullable): of the chart's timeframe; shared, written no more by its maker
 */
void
bw_chart_model_set_compared_series (BwChartModel *model, guint64 id, BwBarSeries *series)
{
  BwComparedLine *line = find_line (model, id);

  if (line == NULL)
    return;
  bw_chart_bars_set_base (&line->bars, series);
  bw_pyramid_reset (line->closes, bw_chart_bars_get_n (&line->bars));
  lines_changed (model);
}

static void
note_line_changed (BwChartModel *model, BwComparedLine *line)
{
  gsize n = bw_chart_bars_get_n (&line->bars);

  bw_pyramid_grow (line->closes, n);
  bw_pyramid_invalidate_from (line->closes, n - 1);
  lines_changed (model);
}

/** bw_chart_model_append_compared: a new bar of the compared symbol began. */
void
bw_chart_model_append_compared (BwChartModel *model, guint64 id, BwTime start, double close)
{
  BwComparedLine *line = find_line (model, id);

  if (line == NULL)
    return;
  bw_chart_bars_append (&line->bars, start, close, close, close, close, NAN);
  note_line_changed (model, line);
}

/** bw_chart_model_update_last_compared: its newest bar has another close. */
void
bw_chart_model_update_last_compared (BwChartModel *model, guint64 id, double close)
{
  BwComparedLine *line = find_line (model, id);

  if (line == NULL || bw_chart_bars_get_n (&line->bars) == 0)
    return;
  bw_chart_bars_update_last (&line->bars, close, close, close, close, NAN);
  note_line_changed (model, line);
}

/* ---- Where lines begin ---- */

static gboolean
is_price (double price)
{
  return isfinite (price) && price > 0.0;
}

/* When bar @bar_index is over. */
static BwTime
get_end (const BwChartModel *model, gsize bar_index)
{
  return bar_index + 1 < bw_chart_bars_get_n (&model->bars)
             ? bw_chart_bars_get_start (&model->bars, bar_index + 1)
             : BW_TIME_MAX;
}

/* The first bar from @first on with a price to begin from; @end when there is none near. */
static gsize
find_priced (const BwChartBars *bars, gsize first, gsize end)
{
  for (gsize i = first; i < MIN (end, first + N_LOOKED_AT_MAX); i++)
    if (is_price (bw_chart_bars_get_close (bars, i)))
      return i;
  return end;
}

static void
place_line (BwChartModel *model, BwComparedLine *line, gsize first, gsize end)
{
  gsize n = bw_chart_bars_get_n (&line->bars);
  gsize at = bw_chart_bars_find (&line->bars, get_end (model, first)), own = first;

  line->base = line->factor = NAN;
  at = find_priced (&line->bars, at > 0 ? at - 1 : 0, n);
  if (at == n || bw_chart_bars_get_start (&line->bars, at) >= get_end (model, end - 1))
    return;
  /* It begins later than the view does. */
  if (bw_chart_bars_get_start (&line->bars, at) >= get_end (model, first))
    own = bw_chart_model_find_bar (model, bw_chart_bars_get_start (&line->bars, at));
  own = find_priced (&model->bars, own, end);
  if (own == end)
    return;
  line->base = bw_chart_bars_get_close (&line->bars, at);
  line->factor = bw_chart_bars_get_close (&model->bars, own) / line->base;
}

/**
 * bw_chart_compared_place:
 *
 * Works out from which prices percent is counted: anew when the view has moved.
 */
void
bw_chart_compared_place (BwChartModel *model)
{
  gsize first, end, priced;

  model->base = NAN;
  if (!bw_chart_model_get_visible (model, &first, &end))
    return;
  priced = find_priced (&model->bars, first, end);
  if (priced < end)
    model->base = bw_chart_bars_get_close (&model->bars, priced);
  for (guint i = 0; i < model->compared->len; i++)
    place_line (model, bw_chart_compared_get (model, i), first, end);
}

/**
 * bw_chart_compared_include:
 *
 * Widens a range of prices so that the lines over the bars [@first, @end) are in it.
 */
void
bw_chart_compared_include (BwChartModel *model, gsize first, gsize end, double *low, double *high)
{
  for (guint i = 0; i < model->compared->len; i++)
    {
      BwComparedLine *line = bw_chart_compared_get (model, i);
      BwExtent extent;

      if (isnan (line->factor))
        continue;
      extent = bw_pyramid_fold (
          line->closes, bw_chart_bars_find (&line->bars, bw_chart_bars_get_start (&model->bars, first)),
          bw_chart_bars_find (&line->bars, get_end (model, end - 1)));
      if (!(extent.low <= extent.high) || !isfinite (extent.low * line->factor) ||
          !isfinite (extent.high * line->factor))
        continue;
      *low = MIN (*low, extent.low * line->factor);
      *high = MAX (*high, extent.high * line->factor);
    }
}

/**
 * bw_chart_model_get_compared_change:
 *
 * Returns: by how many percent the compared symbol has changed from where the view begins to the end of
 *   bar @bar_index; NaN where it has no price
 */
double
bw_chart_model_get_compared_change (BwChartModel *model, guint compared_index, gsize bar_index)
{
  const BwComparedLine *line;
  gsize at;

  g_return_val_if_fail (compared_index < model->compared->len, NAN);
  g_return_val_if_fail (bar_index < bw_chart_bars_get_n (&model->bars), NAN);

  bw_chart_model_ensure_layout (model);
  line = bw_chart_compared_get (model, compared_index);
  at = bw_chart_bars_find (&line->bars, get_end (model, bar_index));
  if (at == 0 || isnan (line->base))
    return NAN;
  return (bw_chart_bars_get_close (&line->bars, at - 1) / line->base - 1.0) * 100.0;
}

/**
 * bw_chart_model_describe_compared:
 *
 * Returns: (transfer full) (nullable): how the compared symbols have done over the view, for screen
 *   readers; %NULL without any
 */
char *
bw_chart_model_describe_compared (BwChartModel *model)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize first, end;

  bw_chart_model_ensure_layout (model);
  if (model->compared->len == 0 || !bw_chart_model_get_visible (model, &first, &end))
    return NULL;
  for (guint i = 0; i < model->compared->len; i++)
    {
      char number[BW_CHART_TEXT_BYTES];

      bw_chart_print_number (bw_chart_model_get_compared_change (model, i, end - 1), 2, number);
      if (i > 0)
        g_string_append (text, ", ");
      g_string_append_printf (text, bw_chart_translate ("compare", "compared with %s %s percent"),
                              bw_chart_compared_get (model, i)->symbol, number);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- The axis in percent ---- */

static gboolean
is_rebased (const BwChartModel *model)
{
  return model->price_scale >= BW_PRICE_SCALE_PERCENT && is_price (model->base);
}

static double
rebase (const BwChartModel *model, double price)
{
  double share = price / model->base;

  return model->price_scale == BW_PRICE_SCALE_PERCENT ? (share - 1.0) * 100.0 : share * 100.0;
}

/**
 * bw_chart_model_print_axis_price:
 * @text: (out caller-allocates): BW_CHART_TEXT_BYTES
 *
 * Returns: @text: @price as the scale says: with the instrument's decimals, "+1.25 %" or "101.25"
 */
char *
bw_chart_model_print_axis_price (const BwChartModel *model, double price, char *text)
{
  char number[BW_CHART_TEXT_BYTES];
  double percent;

  if (!is_rebased (model))
    return bw_chart_print_number (price, model->n_decimals, text);
  percent = rebase (model, price);
  bw_chart_print_number (percent, 2, number);
  if (model->price_scale == BW_PRICE_SCALE_PERCENT)
    g_snprintf (text, BW_CHART_TEXT_BYTES, "%s%s %%", percent >= 0.005 ? "+" : "", number);
  else
    g_strlcpy (text, number, BW_CHART_TEXT_BYTES);
  return text;
}

/** bw_chart_place_price_ticks: at round prices, or at round shares of where the view begins. */
void
bw_chart_place_price_ticks (BwChartModel *model)
{
  BwChartAxis axis = model->axis;
  double spacing = 44.0 * model->scale;

  if (!is_rebased (model))
    {
      model->n_price_ticks = bw_chart_axis_price_ticks (&axis, spacing, model->tick, model->price_ticks,
                                                        BW_CHART_N_TICKS_MAX);
      return;
    }
  axis.price_low = rebase (model, model->axis.price_low);
  axis.price_high = rebase (model, model->axis.price_high);
  model->n_price_ticks =
      bw_chart_axis_price_ticks (&axis, spacing, 0.01, model->price_ticks, BW_CHART_N_TICKS_MAX);
  for (guint i = 0; i < model->n_price_ticks; i++)
    {
      double percent = model->price_ticks[i];

      model->price_ticks[i] =
          model->base *
          (model->price_scale == BW_PRICE_SCALE_PERCENT ? 1.0 + percent / 100.0 : percent / 100.0);
    }
}
