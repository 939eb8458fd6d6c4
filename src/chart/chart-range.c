/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"
#include "chart/compare-private.h"
#include "chart/layer-private.h"
#include "chart/panes-private.h"

#include <math.h>
#include <string.h>

/* Where everything lies: the range of bars and prices, and the rectangles of plot and axes. */

#define BAR_SPACING_DEFAULT 8.0 /* logical pixels */
#define BAR_SPACING_MAX     48.0
#define N_VISIBLE_MIN       5.0
#define GAP_SHARE           0.04 /* of the width, right of the newest bar */
#define N_KEPT_VISIBLE      3.0  /* bars that panning leaves in view */

/**
 * bw_chart_model_invalidate:
 * @layers: bits of layers to be built anew when they are next asked for
 */
void
bw_chart_model_invalidate (BwChartModel *model, guint layers)
{
  model->dirty_layers |= layers;
}

/**
 * bw_chart_model_layout_changed:
 *
 * The axis has to be worked out again. Layers are only built anew if it comes out differently.
 */
void
bw_chart_model_layout_changed (BwChartModel *model)
{
  model->is_layout_valid = FALSE;
  model->are_columns_valid = FALSE;
}

void
bw_chart_model_measure_text (const BwChartModel *model,
                             const char *text,
                             double size,
                             gboolean is_bold,
                             double *width,
                             double *height)
{
  float text_width = 0.0f, text_height = 0.0f;

  model->measure.measure (model->measure.data, text, (float)size, is_bold, &text_width,
                          &text_height);
  *width = text_width;
  if (height != NULL)
    *height = text_height;
}

gint64
bw_chart_model_to_local (const BwChartModel *model, BwTime time)
{
  return time + (model->offset_at != NULL ? model->offset_at (model->zone, time) : 0);
}

double
bw_chart_model_get_last (const BwChartModel *model)
{
  const BwChartBars *source = bw_chart_model_get_source (model);
  gsize n = bw_chart_bars_get_n (source);

  if (!isnan (model->last) || n == 0)
    return model->last;
  return bw_chart_bars_get_close (source, n - 1);
}

double
bw_chart_model_get_order_price (const BwChartModel *model, const BwChartOrder *order)
{
  return order->id == model->dragged_id && order->id != 0 ? model->dragged_price : order->price;
}

/**
 * bw_chart_model_get_visible:
 *
 * Returns: whether any bar is in view; @first and @end bound those that are, even in part
 */
gboolean
bw_chart_model_get_visible (const BwChartModel *model, gsize *first, gsize *end)
{
  double n_bars = bw_chart_bars_get_n (&model->bars);
  double from = MAX (0.0, floor (model->first_bar));
  double to = MIN (n_bars, ceil (model->first_bar + model->n_visible));

  *first = (gsize)MIN (from, n_bars);
  *end = (gsize)MAX (to, 0.0);
  return *first < *end;
}

void
bw_chart_model_clamp_range (BwChartModel *model)
{
  double n_bars = bw_chart_bars_get_n (&model->bars);
  double n_visible_max = MAX (n_bars * 1.15, 60.0);
  double kept = MIN (N_KEPT_VISIBLE, n_bars);

  model->n_visible = CLAMP (model->n_visible, N_VISIBLE_MIN, n_visible_max);
  model->first_bar = CLAMP (model->first_bar, kept - model->n_visible,
                            MAX (n_bars - kept, kept - model->n_visible));
}

static void
set_default_range (BwChartModel *model)
{
  double n_bars = bw_chart_bars_get_n (&model->bars);
  double width =
      MAX (model->axis.width > 0.0 ? model->axis.width : model->width, 1.0) / model->scale;
  double margin;

  model->n_visible = MAX (width / BAR_SPACING_DEFAULT, N_VISIBLE_MIN);
  margin = MAX (2.0, model->n_visible * GAP_SHARE);
  if (n_bars + margin < model->n_visible)
    model->n_visible = MAX (n_bars + margin, width / BAR_SPACING_MAX);
  model->first_bar = n_bars + margin - model->n_visible;
  /* Few bars start at the left rather than after a void. */
  if (model->first_bar < 0.0)
    model->first_bar = 0.0;
  model->has_range = n_bars > 0.0 && model->width > 0.0;
}

/**
 * bw_chart_model_keep_range:
 * @first_time: start of the first bar that was in view
 *
 * Other bars came: finds the same view again.
 */
void
bw_chart_model_keep_range (BwChartModel *model,
                           gboolean was_following,
                           gsize n_before,
                           BwTime first_time,
                           gboolean has_same_timeframe)
{
  gsize n_bars = bw_chart_bars_get_n (&model->bars);

  if (!model->has_range || !has_same_timeframe || n_before == 0 || n_bars == 0)
    {
      model->has_range = FALSE;
      model->is_price_auto = TRUE;
      return;
    }
  if (was_following)
    {
      model->first_bar += (double)n_bars - (double)n_before;
    }
  else
    {
      double fraction = model->first_bar - MAX (floor (model->first_bar), 0.0);

      model->first_bar = bw_chart_model_find_bar (model, first_time) + fraction;
    }
  bw_chart_model_clamp_range (model);
}

/* The widest of what the panes' axes show. */
static double
measure_pane_axes (BwChartModel *model)
{
  double widest = 0.0, size = model->style.font_size * model->scale;

  for (guint i = 0; i < bw_chart_panes_get_n (model); i++)
    {
      const BwChartPane *pane = bw_chart_panes_get (model, i);
      double values[] = { pane->axis.price_low, pane->axis.price_high };

      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        {
          char text[BW_CHART_TEXT_BYTES];
          double width;

          bw_chart_panes_print_value (pane, values[k], text);
          bw_chart_model_measure_text (model, text, size, TRUE, &width, NULL);
          widest = MAX (widest, width);
        }
    }
  return widest;
}

static double
measure_price_axis (BwChartModel *model)
{
  double widest = measure_pane_axes (model), size = model->style.font_size * model->scale;
  double prices[] = { model->axis.price_low, model->axis.price_high,
                      bw_chart_model_get_last (model) };

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      char text[BW_CHART_TEXT_BYTES];
      double width;

      bw_chart_model_print_axis_price (model, prices[i], text);
      bw_chart_model_measure_text (model, text, size, TRUE, &width, NULL);
      widest = MAX (widest, width);
    }
  /* In steps, so that the plot's width does not follow every digit. */
  return ceil ((widest / model->scale + 18.0) / 8.0) * 8.0 * model->scale;
}

/* Prices that should be in view are, unless that would flatten the bars. */
static void
include_price (double price, double span_max, double *low, double *high)
{
  double new_low = MIN (*low, price), new_high = MAX (*high, price);

  if (isfinite (price) && new_high - new_low <= span_max)
    {
      *low = new_low;
      *high = new_high;
    }
}

static void
include_orders (BwChartModel *model, gboolean has_last_bar, double *low, double *high)
{
  double span_max = (*high - *low) * 2.0;

  if (has_last_bar)
    include_price (bw_chart_model_get_last (model), span_max, low, high);
  if (model->has_position)
    include_price (model->position.price, span_max, low, high);
  for (guint i = 0; i < model->orders->len; i++)
    include_price (g_array_index (model->orders, BwChartOrder, i).price, span_max, low, high);
}

static void
fit_prices (BwChartModel *model, BwChartAxis *axis)
{
  gsize first, end;
  double low = NAN, high = NAN, top_pad, bottom_pad = 0.07;

  if (bw_chart_model_get_visible (model, &first, &end))
    {
      BwExtent extent = bw_pyramid_fold (model->pyramid, first, end);

      low = extent.low;
      high = extent.high;
      bw_chart_compared_include (model, first, end, &low, &high);
    }
  if (!(low <= high) || !isfinite (low) || !isfinite (high))
    {
      low = isfinite (model->axis.price_low) ? model->axis.price_low : 0.0;
      high = MAX (model->axis.price_high, low + 1.0);
    }
  else
    {
      if (high - low < MAX (model->tick * 4.0, fabs (high) * 1e-6))
        {
          double middle = (low + high) / 2.0,
                 half = MAX (model->tick * 4.0, MAX (fabs (high) * 5e-4, 1e-8));

          low = middle - half;
          high = middle + half;
        }
      if (model->dragged_id == 0)
        include_orders (model, end == bw_chart_bars_get_n (&model->bars), &low, &high);
    }
  top_pad =
      CLAMP ((model->has_legend ? 46.0 : 8.0) * model->scale / MAX (axis->height, 1.0), 0.07, 0.3);
  axis->is_log = model->price_scale == BW_PRICE_SCALE_LOG && low > 0.0;
  if (axis->is_log)
    {
      double span = log (high / low) / (1.0 - top_pad - bottom_pad);

      axis->price_low = low * exp (-span * bottom_pad);
      axis->price_high = high * exp (span * top_pad);
    }
  else
    {
      double span = (high - low) / (1.0 - top_pad - bottom_pad);

      axis->price_low = low - span * bottom_pad;
      axis->price_high = high + span * top_pad;
    }
  /* Only numbers that no market knows get here. */
  if (!isfinite (axis->price_low) || !isfinite (axis->price_high) ||
      !(axis->price_low < axis->price_high))
    {
      axis->price_low = 0.0;
      axis->price_high = 1.0;
      axis->is_log = FALSE;
    }
}

static void
place_prices (BwChartModel *model, BwChartAxis *axis)
{
  if (model->is_price_auto)
    {
      /* A held order line must not move the axis under the pointer. */
      if (model->dragged_id != 0)
        {
          axis->price_low = model->axis.price_low;
          axis->price_high = model->axis.price_high;
          axis->is_log = model->axis.is_log;
        }
      else
        {
          fit_prices (model, axis);
        }
      return;
    }
  axis->price_low = model->manual_low;
  axis->price_high = model->manual_high;
  axis->is_log = model->price_scale == BW_PRICE_SCALE_LOG && model->manual_low > 0.0;
}

static BwTime
get_bar_start (gpointer data, gsize bar_index)
{
  return bw_chart_bars_get_start (data, bar_index);
}

static void
place_ticks (BwChartModel *model)
{
  BwTimeSource source = { get_bar_start, &model->bars, bw_chart_bars_get_n (&model->bars),
                          model->zone, model->offset_at };

  bw_chart_place_price_ticks (model);
  model->n_time_ticks = bw_chart_axis_time_ticks (&model->axis, &source, 76.0 * model->scale,
                                                  model->time_ticks, BW_CHART_N_TICKS_MAX);
  bw_chart_panes_place_ticks (model);
}

/* Lays out what the range of bars says: the prices first, since their texts give the axis its
 * width. */
static void
place_axis (BwChartModel *model)
{
  double scale = model->scale, time_height = round (24.0 * scale), volume_height = 0.0, price_width;
  double height = MAX (0.0, model->height - time_height); /* of prices and volume, under the panes' */
  BwChartAxis axis = { .first_bar = model->first_bar, .n_visible = model->n_visible };

  height -= bw_chart_panes_take_heights (model, height);
  if (model->has_volume && height > 146.0 * scale)
    volume_height = round (height * 0.17);
  axis.height = height - volume_height;
  bw_chart_compared_place (model);
  place_prices (model, &axis);
  bw_chart_panes_place_values (model);
  model->axis.price_low = axis.price_low;
  model->axis.price_high = axis.price_high;
  price_width = measure_price_axis (model);
  price_width = MIN (price_width, model->width * 0.5);
  axis.width = MAX (0.0, model->width - price_width);
  model->volume_rect = (BwRect){ 0.0f, axis.height, axis.width, volume_height };
  model->price_axis_rect = (BwRect){ axis.width, 0.0f, price_width, height };
  model->time_axis_rect = (BwRect){ 0.0f, model->height - time_height, axis.width, time_height };
  model->axis = axis;
  bw_chart_panes_place (model, height);
}

/**
 * bw_chart_model_ensure_layout:
 *
 * Works out the axis and the rectangles if something they hang on has changed; if they come out
 * differently, every layer is built anew.
 */
void
bw_chart_model_ensure_layout (BwChartModel *model)
{
  BwChartAxis before = model->axis;

  if (model->is_layout_valid)
    return;
  if (!model->has_range)
    {
      /* The default range hangs on the plot's width, which hangs on the prices in range. */
      set_default_range (model);
      bw_chart_model_clamp_range (model);
      place_axis (model);
      set_default_range (model);
    }
  bw_chart_model_clamp_range (model);
  place_axis (model);
  model->is_layout_valid = TRUE;
  if (memcmp (&before, &model->axis, sizeof before) != 0)
    bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
  if (bw_chart_panes_note_change (model))
    bw_chart_model_invalidate (model, BW_CHART_PANE_LAYERS);
  bw_chart_note_greatest_volume (model);
  if (model->dirty_layers & BW_CHART_LAYER_BIT (BW_CHART_LAYER_GRID))
    place_ticks (model);
}

const BwChartAxis *
bw_chart_model_get_axis (BwChartModel *model)
{
  bw_chart_model_ensure_layout (model);
  return &model->axis;
}

/**
 * bw_chart_model_set_size:
 * @width, @height: device units
 * @scale: device units in a logical pixel
 *
 * A wider chart shows more bars at the same spacing; the right edge stays.
 */
void
bw_chart_model_set_size (BwChartModel *model, double width, double height, double scale)
{
  if (width == model->width && height == model->height && scale == model->scale)
    return;
  if (model->has_range && model->width > 0.0 && width > 0.0)
    {
      double n_more = model->n_visible * ((width / scale) / (model->width / model->scale) - 1.0);

      model->first_bar -= n_more;
      model->n_visible += n_more;
    }
  model->width = width;
  model->height = height;
  model->scale = scale;
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

static void
range_changed (BwChartModel *model)
{
  bw_chart_model_clamp_range (model);
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

void
bw_chart_model_set_range (BwChartModel *model, double first_bar, double n_visible)
{
  g_return_if_fail (isfinite (first_bar));
  g_return_if_fail (n_visible > 0.0);

  model->first_bar = first_bar;
  model->n_visible = n_visible;
  model->has_range = TRUE;
  range_changed (model);
}

void
bw_chart_model_get_range (const BwChartModel *model, double *first_bar, double *n_visible)
{
  *first_bar = model->first_bar;
  *n_visible = model->n_visible;
}

/**
 * bw_chart_model_show_time:
 *
 * Shows the bars from @from to @to, with a little room on the right.
 */
void
bw_chart_model_show_time (BwChartModel *model, BwTime from, BwTime to)
{
  double first = bw_chart_bars_find (&model->bars, from);
  double end = bw_chart_bars_find (&model->bars, to);
  double n = MAX (end - first, N_VISIBLE_MIN);

  bw_chart_model_set_range (model, first, n * 1.04);
}

/**
 * bw_chart_model_zoom_at:
 * @x: stays over the same bar
 * @factor: above 1 shows fewer bars
 */
void
bw_chart_model_zoom_at (BwChartModel *model, double x, double factor)
{
  double n_bars = bw_chart_bars_get_n (&model->bars), first_before, bar, share, gap;
  gboolean is_following = bw_chart_model_is_following (model);

  g_return_if_fail (factor > 0.0);

  bw_chart_model_ensure_layout (model);
  if (model->axis.width <= 0.0)
    return;
  first_before = model->first_bar;
  bar = bw_chart_axis_bar (&model->axis, x);
  share = (x - model->axis.x) / model->axis.width;
  gap = MAX ((model->first_bar + model->n_visible - n_bars) / model->n_visible, GAP_SHARE);
  model->n_visible =
      CLAMP (model->n_visible / factor, N_VISIBLE_MIN, MAX (n_bars / (1.0 - GAP_SHARE), 60.0));
  model->first_bar = bar - share * model->n_visible;
  /* The void after the newest bar does not grow when zooming out, and none opens before the first.
   */
  if (is_following && model->first_bar + (1.0 - gap) * model->n_visible > n_bars)
    model->first_bar = n_bars - (1.0 - gap) * model->n_visible;
  if (first_before >= 0.0 && model->first_bar < 0.0)
    model->first_bar = 0.0;
  model->has_range = TRUE;
  range_changed (model);
}

/**
 * bw_chart_model_pan:
 * @dx: what is shown moves right by this much
 * @dy: and down by this much, if the price scale is manual
 */
void
bw_chart_model_pan (BwChartModel *model, double dx, double dy)
{
  bw_chart_model_ensure_layout (model);
  if (model->axis.width <= 0.0 || model->axis.height <= 0.0)
    return;
  model->first_bar -= dx * model->n_visible / model->axis.width;
  if (!model->is_price_auto && dy != 0.0)
    {
      double low = bw_chart_axis_price (&model->axis, model->axis.y + model->axis.height - dy);
      double high = bw_chart_axis_price (&model->axis, model->axis.y - dy);

      model->manual_low = low;
      model->manual_high = high;
    }
  range_changed (model);
}

void
bw_chart_model_reset (BwChartModel *model)
{
  bw_chart_model_ensure_layout (model);
  model->has_range = FALSE;
  model->is_price_auto = TRUE;
  set_default_range (model);
  range_changed (model);
}

/**
 * bw_chart_model_is_following:
 *
 * Returns: whether the newest bar is in view, so that the view moves along with new ones
 */
gboolean
bw_chart_model_is_following (const BwChartModel *model)
{
  double n_bars = bw_chart_bars_get_n (&model->bars);

  return !model->has_range ||
         (model->first_bar + model->n_visible >= n_bars - 0.5 && model->first_bar < n_bars);
}

void
bw_chart_model_set_scale (BwChartModel *model, BwPriceScale scale)
{
  if (model->price_scale == scale)
    return;
  model->price_scale = scale;
  range_changed (model);
}

BwPriceScale
bw_chart_model_get_scale (const BwChartModel *model)
{
  return model->price_scale;
}

/**
 * bw_chart_model_set_price_auto:
 * @is_auto: %FALSE keeps the prices that are now in view until told otherwise
 */
void
bw_chart_model_set_price_auto (BwChartModel *model, gboolean is_auto)
{
  if (model->is_price_auto == is_auto)
    return;
  bw_chart_model_ensure_layout (model);
  model->manual_low = model->axis.price_low;
  model->manual_high = model->axis.price_high;
  model->is_price_auto = is_auto;
  range_changed (model);
}

gboolean
bw_chart_model_is_price_auto (const BwChartModel *model)
{
  return model->is_price_auto;
}

/**
 * bw_chart_model_scale_price:
 * @factor: above 1 shows a smaller span of prices, about the same middle
 *
 * The scale is manual from here on.
 */
void
bw_chart_model_scale_price (BwChartModel *model, double factor)
{
  double half = model->axis.height / 2.0, middle_y = model->axis.y + half;

  g_return_if_fail (factor > 0.0);

  bw_chart_model_set_price_auto (model, FALSE);
  bw_chart_model_ensure_layout (model);
  factor = CLAMP (factor, 0.05, 20.0);
  model->manual_low = bw_chart_axis_price (&model->axis, middle_y + half / factor);
  model->manual_high = bw_chart_axis_price (&model->axis, middle_y - half / factor);
  range_changed (model);
}
