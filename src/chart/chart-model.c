/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"
#include "chart/compare-private.h"
#include "chart/compare.h"
#include "chart/layer-private.h"
#include "chart/panes-private.h"

#include <math.h>

#define LAST_LAYERS                                                                                \
  (BW_CHART_LAYER_BIT (BW_CHART_LAYER_ORDERS) | BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES) |         \
   BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR))

static void
clear_order (gpointer data)
{
  BwChartOrder *order = data;

  g_free ((char *)order->label);
}

BwChartModel *
bw_chart_model_new (void)
{
  BwChartModel *model = g_new0 (BwChartModel, 1);

  bw_chart_model_init_series (model);
  bw_chart_studies_init (model);
  model->orders = g_array_new (FALSE, FALSE, sizeof (BwChartOrder));
  g_array_set_clear_func (model->orders, clear_order);
  model->fills = g_array_new (FALSE, FALSE, sizeof (BwChartFill));
  model->marks = bw_chart_marks_list_new ();
  model->drawings = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_drawing_unref);
  model->sketch = bw_drawing_sketch_new ();
  model->drawing_lines = bw_display_list_new ();
  model->drawing_words = bw_display_list_new ();
  model->last = NAN;
  model->n_decimals = 2;
  model->tick = 0.01;
  model->has_volume = model->has_legend = TRUE;
  model->is_price_auto = TRUE;
  model->scale = 1.0;
  bw_chart_style_init_light (&model->style);
  bw_text_measure_init_estimate (&model->measure);
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    model->layers[i].list = bw_display_list_new ();
  for (guint i = 0; i < G_N_ELEMENTS (model->scratch_rects); i++)
    model->scratch_rects[i] = g_array_new (FALSE, FALSE, sizeof (BwRect));
  model->scratch_values = g_array_new (FALSE, FALSE, sizeof (double));
  model->columns = g_array_new (FALSE, FALSE, sizeof (BwChartColumn));
  model->order_label_rects = g_array_new (FALSE, FALSE, sizeof (BwRect));
  model->label_rects = g_array_new (FALSE, FALSE, sizeof (BwRect));
  model->dirty_layers = BW_CHART_ALL_LAYERS;
  return model;
}

void
bw_chart_model_free (BwChartModel *model)
{
  bw_chart_model_clear_series (model);
  bw_chart_studies_clear (model);
  g_array_unref (model->orders);
  g_array_unref (model->fills);
  g_array_unref (model->marks);
  g_ptr_array_unref (model->drawings);
  g_clear_pointer (&model->draft, bw_drawing_unref);
  bw_drawing_sketch_free (model->sketch);
  bw_display_list_free (model->drawing_lines);
  bw_display_list_free (model->drawing_words);
  g_free ((char *)model->position.label);
  g_free (model->countdown);
  g_free (model->badge);
  g_free (model->symbol);
  g_free (model->detail);
  g_free (model->zone);
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    bw_display_list_free (model->layers[i].list);
  for (guint i = 0; i < G_N_ELEMENTS (model->scratch_rects); i++)
    g_array_unref (model->scratch_rects[i]);
  g_array_unref (model->scratch_values);
  g_array_unref (model->columns);
  g_array_unref (model->order_label_rects);
  g_array_unref (model->label_rects);
  g_free (model);
}

/**
 * bw_chart_model_get_bar:
 * @ohlcv: (array fixed-size=5) (out caller-allocates)
 *
 * Returns: the bar's start
 */
BwTime
bw_chart_model_get_bar (const BwChartModel *model, gsize bar_index, double *ohlcv)
{
  BwBarRun run;

  g_return_val_if_fail (bar_index < bw_chart_model_get_n_bars (model), BW_TIME_NONE);

  run = bw_chart_bars_get_run (&model->bars, bar_index, bar_index + 1);
  ohlcv[0] = run.open[0];
  ohlcv[1] = run.high[0];
  ohlcv[2] = run.low[0];
  ohlcv[3] = run.close[0];
  ohlcv[4] = run.volume[0];
  return run.start[0];
}

/**
 * bw_chart_model_find_bar:
 *
 * Returns: index of the bar that holds @time: the last that starts at or before it; 0 before the
 * first
 */
gsize
bw_chart_model_find_bar (const BwChartModel *model, BwTime time)
{
  gsize n = bw_chart_model_get_n_bars (model), found = bw_chart_bars_find (&model->bars, time);

  if (found < n && bw_chart_bars_get_start (&model->bars, found) == time)
    return found;
  return found > 0 ? found - 1 : 0;
}

void
bw_chart_model_set_orders (BwChartModel *model, const BwChartOrder *orders, guint n_orders)
{
  g_array_set_size (model->orders, 0);
  for (guint i = 0; i < n_orders; i++)
    {
      BwChartOrder order = orders[i];

      order.label = g_strdup (orders[i].label != NULL ? orders[i].label : "");
      g_array_append_val (model->orders, order);
    }
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, LAST_LAYERS);
}

/**
 * bw_chart_model_set_position:
 * @position: (nullable)
 */
void
bw_chart_model_set_position (BwChartModel *model, const BwChartPosition *position)
{
  g_clear_pointer ((char **)&model->position.label, g_free);
  model->has_position = position != NULL;
  if (position != NULL)
    {
      model->position = *position;
      model->position.label = g_strdup (position->label != NULL ? position->label : "");
    }
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, LAST_LAYERS);
}

static int
compare_fills (gconstpointer a, gconstpointer b)
{
  const BwChartFill *left = a, *right = b;

  return (left->time > right->time) - (left->time < right->time);
}

void
bw_chart_model_set_fills (BwChartModel *model, const BwChartFill *fills, guint n_fills)
{
  g_array_set_size (model->fills, 0);
  if (n_fills > 0)
    g_array_append_vals (model->fills, fills, n_fills);
  g_array_sort (model->fills, compare_fills);
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_FILLS));
}

/**
 * bw_chart_model_set_last:
 * @price: of the last trade; NaN: the last bar's close
 */
void
bw_chart_model_set_last (BwChartModel *model, double price)
{
  if (price == model->last || (isnan (price) && isnan (model->last)))
    return;
  model->last = price;
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_ORDERS) |
                                        BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES));
}

static gboolean
replace_text (char **held, const char *text)
{
  if (g_strcmp0 (*held, text) == 0)
    return FALSE;
  g_free (*held);
  *held = g_strdup (text);
  return TRUE;
}

/**
 * bw_chart_model_set_countdown:
 * @text: (nullable): time left to the bar's close, as it is to be shown: "3:12"
 */
void
bw_chart_model_set_countdown (BwChartModel *model, const char *text)
{
  if (replace_text (&model->countdown, text))
    bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES));
}

/**
 * bw_chart_model_set_badge:
 * @text: (nullable): 'Practice market', 'Replay'
 */
void
bw_chart_model_set_badge (BwChartModel *model, const char *text)
{
  if (replace_text (&model->badge, text))
    bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES) |
                                          BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR));
}

/**
 * bw_chart_model_set_title:
 * @symbol: (nullable): bold in the legend
 * @detail: (nullable): "Halvorsen Marine · 5m"
 */
void
bw_chart_model_set_title (BwChartModel *model, const char *symbol, const char *detail)
{
  if (replace_text (&model->symbol, symbol) | replace_text (&model->detail, detail))
    bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR));
}

/**
 * bw_chart_model_set_zone:
 * @zone: (nullable): the market's, as @offset_at knows it
 * @offset_at: (nullable): %NULL shows UTC
 */
void
bw_chart_model_set_zone (BwChartModel *model, const char *zone, BwZoneOffsetFunc offset_at)
{
  replace_text (&model->zone, zone);
  model->offset_at = offset_at;
  bw_chart_studies_zone_changed (model);
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

void
bw_chart_model_set_price_format (BwChartModel *model, guint n_decimals, double tick)
{
  model->n_decimals = MIN (n_decimals, 8u);
  bw_chart_model_set_tick (model, tick > 0.0 ? tick : 0.0);
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

void
bw_chart_model_set_volume_visible (BwChartModel *model, gboolean is_visible)
{
  model->has_volume = is_visible;
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

void
bw_chart_model_set_legend_visible (BwChartModel *model, gboolean is_visible)
{
  model->has_legend = is_visible;
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

void
bw_chart_model_set_style (BwChartModel *model, const BwChartStyle *style)
{
  model->style = *style;
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

const BwChartStyle *
bw_chart_model_get_style (const BwChartModel *model)
{
  return &model->style;
}

/**
 * bw_chart_model_set_text_measure:
 * @measure: copied; its data must outlive the model or be replaced before
 */
void
bw_chart_model_set_text_measure (BwChartModel *model, const BwTextMeasure *measure)
{
  model->measure = *measure;
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

/**
 * bw_chart_model_set_crosshair:
 *
 * The pointer is at (@x, @y). Only the crosshair's layer is built anew.
 */
void
bw_chart_model_set_crosshair (BwChartModel *model, double x, double y)
{
  if (model->has_crosshair && !model->is_pointed_from_afar && model->crosshair_x == x && model->crosshair_y == y)
    return;
  model->has_crosshair = TRUE;
  model->is_pointed_from_afar = FALSE;
  model->crosshair_x = x;
  model->crosshair_y = y;
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR));
}

void
bw_chart_model_clear_crosshair (BwChartModel *model)
{
  if (!model->has_crosshair)
    return;
  model->has_crosshair = FALSE;
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR));
}

void
bw_chart_model_set_measure (BwChartModel *model, double x0, double y0, double x1, double y1)
{
  model->has_measure = TRUE;
  model->measure_x0 = x0;
  model->measure_y0 = y0;
  model->measure_x1 = x1;
  model->measure_y1 = y1;
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR));
}

void
bw_chart_model_clear_measure (BwChartModel *model)
{
  model->has_measure = FALSE;
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR));
}

/**
 * bw_chart_model_drag_order:
 * @id: the order whose line is held; 0 lets go
 * @price: where it is held
 *
 * While it is held the axis stays where it is.
 */
void
bw_chart_model_drag_order (BwChartModel *model, guint64 id, double price)
{
  if (model->dragged_id != 0 && id == 0)
    bw_chart_model_layout_changed (model);
  model->dragged_id = id;
  model->dragged_price = price;
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_ORDERS) |
                                        BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES));
}

static void
build_layer (BwChartModel *model, BwChartLayer layer, BwDisplayList *list)
{
  switch (layer)
    {
    case BW_CHART_LAYER_GRID:
      bw_chart_build_grid (model, list);
      break;
    case BW_CHART_LAYER_VOLUME:
      bw_chart_build_volume (model, list);
      break;
    case BW_CHART_LAYER_PROFILE:
      bw_chart_build_profile (model, list);
      break;
    case BW_CHART_LAYER_BARS:
      bw_chart_build_bars (model, list);
      break;
    case BW_CHART_LAYER_COMPARED:
      bw_chart_build_compared (model, list);
      break;
    case BW_CHART_LAYER_OVERLAYS:
      bw_chart_build_overlays (model, list);
      break;
    case BW_CHART_LAYER_PANES:
      bw_chart_build_panes (model, list);
      break;
    case BW_CHART_LAYER_NEWEST:
      bw_chart_build_newest (model, list);
      break;
    case BW_CHART_LAYER_FILLS:
      bw_chart_build_marks (model, list);
      bw_chart_build_fills (model, list);
      break;
    case BW_CHART_LAYER_DRAWINGS:
      bw_chart_build_drawings (model, list);
      break;
    case BW_CHART_LAYER_ORDERS:
      bw_chart_build_orders (model, list);
      break;
    case BW_CHART_LAYER_AXES:
      bw_chart_build_axes (model, list);
      break;
    case BW_CHART_LAYER_CROSSHAIR:
      bw_chart_build_crosshair (model, list);
      break;
    case BW_CHART_N_LAYERS:
      g_assert_not_reached ();
    }
}

/**
 * bw_chart_model_get_layer:
 * @serial: (out) (optional): changes whenever the layer was built anew
 *
 * Returns: (transfer none): what to paint; valid until the model is asked again
 */
const BwDisplayList *
bw_chart_model_get_layer (BwChartModel *model, BwChartLayer layer, guint64 *serial)
{
  BwLayerCache *cache = &model->layers[layer];

  bw_chart_model_ensure_layout (model);
  if (model->dirty_layers & BW_CHART_LAYER_BIT (layer))
    {
      bw_display_list_clear (cache->list);
      if (model->axis.width > 0.0 && model->axis.height > 0.0)
        build_layer (model, layer, cache->list);
      cache->serial++;
      model->dirty_layers &= ~BW_CHART_LAYER_BIT (layer);
    }
  if (serial != NULL)
    *serial = cache->serial;
  return cache->list;
}

/**
 * bw_chart_model_hit:
 *
 * Returns: whether something lies at the point; the topmost goes to @region
 */
gboolean
bw_chart_model_hit (BwChartModel *model, double x, double y, BwHitRegion *region)
{
  for (int layer = BW_CHART_N_LAYERS - 1; layer >= 0; layer--)
    if (bw_display_list_hit (bw_chart_model_get_layer (model, layer, NULL), x, y, region))
      return TRUE;
  return FALSE;
}

/**
 * bw_chart_model_print_price:
 *
 * Returns: (transfer full): @price with the instrument's decimals
 */
char *
bw_chart_model_print_price (const BwChartModel *model, double price)
{
  char text[BW_CHART_TEXT_BYTES];

  return g_strdup (bw_chart_print_number (price, model->n_decimals, text));
}

static char *
summarize_bars (BwChartModel *model)
{
  char last[BW_CHART_TEXT_BYTES], low[BW_CHART_TEXT_BYTES], high[BW_CHART_TEXT_BYTES];
  char from[BW_CHART_TEXT_BYTES], to[BW_CHART_TEXT_BYTES], change[BW_CHART_TEXT_BYTES];
  gboolean is_intraday = bw_timeframe_is_intraday (model->bars.tail->timeframe);
  char type[BW_CHART_TEXT_BYTES];
  g_autofree char *detail =
      g_strdup_printf ("%s%s%s", model->detail != NULL ? model->detail : "",
                       bw_chart_model_print_type (model, type)[0] != '\0' ? ", " : "", type);
  const char *symbol =
      model->symbol != NULL ? model->symbol : bw_chart_translate ("summary", "Chart");
  gsize first, end;
  double first_open, last_close;
  BwExtent extent;
  GString *summary;

  bw_chart_model_ensure_layout (model);
  if (!bw_chart_model_get_visible (model, &first, &end))
    return g_strdup_printf (bw_chart_translate ("summary", "%s %s, no bars"), symbol, detail);
  extent = bw_pyramid_fold (model->pyramid, first, end);
  first_open = bw_chart_bars_get_open (&model->bars, first);
  last_close = bw_chart_bars_get_close (&model->bars, end - 1);
  bw_chart_print_number (bw_chart_model_get_last (model), model->n_decimals, last);
  bw_chart_print_number (extent.low, model->n_decimals, low);
  bw_chart_print_number (extent.high, model->n_decimals, high);
  bw_chart_print_number ((last_close / first_open - 1.0) * 100.0, 2, change);
  bw_chart_print_instant (
      bw_chart_model_to_local (model, bw_chart_bars_get_start (&model->bars, first)), is_intraday,
      from);
  bw_chart_print_instant (
      bw_chart_model_to_local (model, bw_chart_bars_get_start (&model->bars, end - 1)), is_intraday,
      to);
  summary = g_string_new (NULL);
  g_string_printf (
      summary,
      bw_chart_translate (
          "summary", "%s %s, last %s; %u bars from %s to %s, between %s and %s, change %s percent"),
      symbol, detail, last, (guint)(end - first), from, to, low, high, change);
  bw_chart_studies_append_summary (model, summary);
  return g_string_free (summary, FALSE);
}

/**
 * bw_chart_model_summarize:
 *
 * Returns: (transfer full): the visible part in a few words, for screen readers
 */
char *
bw_chart_model_summarize (BwChartModel *model)
{
  g_autofree char *bars = summarize_bars (model);
  g_autofree char *profile = bw_chart_model_describe_profile (model);

  g_autofree char *compared = bw_chart_model_describe_compared (model);

  return g_strdup_printf ("%s%s%s%s%s", bars, compared != NULL ? "; " : "", compared != NULL ? compared : "",
                          profile != NULL ? ". " : "", profile != NULL ? profile : "");
}
