/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"
#include "chart/layer-private.h"
#include "chart/compare-private.h"
#include "chart/panes-private.h"

#include <math.h>

/* The bars of a chart and its type: what comes in is either drawn as it is, shared and never copied,
 * or goes through a transform whose bars are drawn. */

#define DATA_LAYERS                                                                                \
  (BW_CHART_ALL_LAYERS & ~(BW_CHART_LAYER_BIT (BW_CHART_LAYER_GRID) |                              \
                           BW_CHART_LAYER_BIT (BW_CHART_LAYER_DRAWINGS)))

/* Of a newest bar that has changed and is drawn apart; what its change moves is found by the layout. */
#define NEWEST_LAYERS                                                                              \
  (BW_CHART_LAYER_BIT (BW_CHART_LAYER_NEWEST) | BW_CHART_LAYER_BIT (BW_CHART_LAYER_COMPARED) |     \
   BW_CHART_LAYER_BIT (BW_CHART_LAYER_ORDERS) | BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES) |         \
   BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR))

static void
copy_run (const BwBarRun *run, gboolean is_close, double (*scratch)[BW_PYRAMID_CHUNK], gsize at)
{
  for (gsize i = 0; i < run->n; i++)
    {
      scratch[0][at + i] = is_close ? run->close[i] : run->low[i];
      scratch[1][at + i] = is_close ? run->close[i] : run->high[i];
      scratch[2][at + i] = run->volume[i];
    }
}

static void
read_columns (const BwChartBars *bars, gboolean is_close, gsize first, gsize n, const double **low,
              const double **high, const double **volume)
{
  static _Thread_local double scratch[3][BW_PYRAMID_CHUNK];
  BwBarRun run = bw_chart_bars_get_run (bars, first, first + n);

  if (run.n == n)
    {
      *low = is_close ? run.close : run.low;
      *high = is_close ? run.close : run.high;
      *volume = run.volume;
      return;
    }
  /* The one chunk that the base and the tail share. */
  for (gsize at = 0; at < n; at += run.n)
    {
      run = bw_chart_bars_get_run (bars, first + at, first + n);
      copy_run (&run, is_close, scratch, at);
    }
  *low = scratch[0];
  *high = scratch[1];
  *volume = scratch[2];
}

static void
read_bars (gpointer data, gsize first, gsize n, const double **low, const double **high,
           const double **volume)
{
  read_columns (data, FALSE, first, n, low, high, volume);
}

static void
read_closes (gpointer data, gsize first, gsize n, const double **low, const double **high,
             const double **volume)
{
  read_columns (data, TRUE, first, n, low, high, volume);
}

void
bw_chart_model_init_series (BwChartModel *model)
{
  bw_chart_bars_init (&model->bars);
  bw_chart_bars_init (&model->source);
  bw_chart_type_spec_init (&model->type);
  bw_profile_spec_init (&model->profile);
  model->compared = bw_chart_compared_list_new ();
  model->base = NAN;
  model->pyramid = bw_pyramid_new (read_bars, &model->bars);
}

void
bw_chart_model_clear_series (BwChartModel *model)
{
  bw_chart_bars_clear (&model->bars);
  bw_chart_bars_clear (&model->source);
  bw_pyramid_free (model->pyramid);
  g_clear_pointer (&model->closes, bw_pyramid_free);
  g_clear_pointer (&model->transform, bw_transform_free);
  g_clear_pointer (&model->profile_index, bw_profile_index_free);
  g_ptr_array_unref (model->compared);
}

/** bw_chart_model_get_source: the bars that came in, whatever is made of them. */
const BwChartBars *
bw_chart_model_get_source (const BwChartModel *model)
{
  return model->transform != NULL ? &model->source : &model->bars;
}

static BwChartBars *
get_source (BwChartModel *model)
{
  return model->transform != NULL ? &model->source : &model->bars;
}

/**
 * bw_chart_model_fold_closes:
 *
 * Returns: the extremes of the closes of bars [@first, @end). Their index is built when first asked.
 */
BwExtent
bw_chart_model_fold_closes (BwChartModel *model, gsize first, gsize end)
{
  if (model->closes == NULL)
    {
      model->closes = bw_pyramid_new (read_closes, &model->bars);
      bw_pyramid_reset (model->closes, bw_chart_bars_get_n (&model->bars));
    }
  return bw_pyramid_fold (model->closes, first, end);
}

/* All bars are others now. */
static void
note_bars_replaced (BwChartModel *model)
{
  gsize n = bw_chart_bars_get_n (&model->bars);

  bw_pyramid_reset (model->pyramid, n);
  if (model->closes != NULL)
    bw_pyramid_reset (model->closes, n);
  if (model->profile_index != NULL)
    bw_profile_index_invalidate_from (model->profile_index, 0);
  bw_chart_studies_reset (model);
}

static void
note_bars_changed_from (BwChartModel *model, gsize first)
{
  gsize n = bw_chart_bars_get_n (&model->bars);

  bw_pyramid_grow (model->pyramid, n);
  bw_pyramid_invalidate_from (model->pyramid, first);
  if (model->closes != NULL)
    {
      bw_pyramid_grow (model->closes, n);
      bw_pyramid_invalidate_from (model->closes, first);
    }
  if (model->profile_index != NULL)
    bw_profile_index_invalidate_from (model->profile_index, first);
  bw_chart_studies_bars_changed_from (model, first);
}

/* The bars that came in have changed from @first on, or grown. */
static void
note_source_changed_from (BwChartModel *model, gsize first, gsize n_before, gboolean was_following)
{
  gboolean is_tick;
  gsize n;

  if (model->transform != NULL)
    first = bw_transform_update (model->transform, &model->source, model->bars.tail);
  n = bw_chart_bars_get_n (&model->bars);
  is_tick = n == n_before && first + 1 >= n && model->profile.range == BW_PROFILE_OFF && bw_layer_is_split (model);
  /* A brick that was made by the last price may be taken back by the next. */
  if (n < n_before)
    note_bars_replaced (model);
  else
    note_bars_changed_from (model, first);
  if (model->has_range && was_following)
    model->first_bar += (double) n - (double) n_before;
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, is_tick ? NEWEST_LAYERS : DATA_LAYERS);
  /* What lies in the future is placed from the newest bar on. */
  if (model->drawings->len > 0 && n != n_before)
    bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_DRAWINGS));
}

/**
 * bw_chart_model_set_series:
 * @series: (nullable): shared, written no more by its maker
 *
 * Shows other bars. With the same timeframe the view stays at the same times, or at the right edge
 * if it was there, so that older bars can be paged in; otherwise it starts over.
 */
void
bw_chart_model_set_series (BwChartModel *model, BwBarSeries *series)
{
  gsize n_before = bw_chart_model_get_n_bars (model);
  gboolean was_following = bw_chart_model_is_following (model);
  gsize first_shown = CLAMP (floor (model->first_bar), 0.0, n_before > 0 ? n_before - 1.0 : 0.0);
  BwTime first_time = n_before > 0 ? bw_chart_bars_get_start (&model->bars, first_shown) : 0;
  BwTimeframe timeframe_before = model->bars.tail->timeframe;

  bw_chart_bars_set_base (get_source (model), series);
  if (model->transform != NULL)
    {
      bw_transform_reset (model->transform);
      bw_transform_update (model->transform, &model->source, model->bars.tail);
    }
  note_bars_replaced (model);
  bw_chart_model_keep_range (model, was_following, n_before, first_time,
                             model->bars.tail->timeframe == timeframe_before);
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

/**
 * bw_chart_model_append:
 *
 * A new bar began. A view that shows the newest bar moves along.
 */
void
bw_chart_model_append (BwChartModel *model,
                       BwTime start,
                       double open,
                       double high,
                       double low,
                       double close,
                       double volume)
{
  gsize n_before = bw_chart_bars_get_n (&model->bars);
  gboolean was_following = bw_chart_model_is_following (model);
  BwChartBars *source = get_source (model);

  bw_chart_bars_append (source, start, open, high, low, close, volume);
  note_source_changed_from (model, bw_chart_bars_get_n (source) - 1, n_before, was_following);
}

/**
 * bw_chart_model_update_last:
 *
 * The newest bar changed; there must be one.
 */
void
bw_chart_model_update_last (
    BwChartModel *model, double open, double high, double low, double close, double volume)
{
  BwChartBars *source = get_source (model);

  g_return_if_fail (bw_chart_bars_get_n (source) > 0);

  bw_chart_bars_update_last (source, open, high, low, close, volume);
  note_source_changed_from (model, bw_chart_bars_get_n (source) - 1,
                            bw_chart_bars_get_n (&model->bars),
                            bw_chart_model_is_following (model));
}

gsize
bw_chart_model_get_n_bars (const BwChartModel *model)
{
  return bw_chart_bars_get_n (&model->bars);
}

/* The bars that came in become those drawn, or go through a transform. */
static void
apply_type (BwChartModel *model)
{
  BwChartBars kept = model->transform != NULL ? model->source : model->bars;
  BwChartBars made = model->transform != NULL ? model->bars : model->source;

  g_clear_pointer (&model->transform, bw_transform_free);
  if (!bw_chart_type_is_derived (model->type.type))
    {
      bw_chart_bars_clear (&made);
      model->bars = kept;
      bw_chart_bars_init (&model->source);
      return;
    }
  model->transform = bw_transform_new (&model->type, model->tick);
  made.tail->n_bars = 0;
  made.tail->timeframe = kept.tail->timeframe;
  model->source = kept;
  model->bars = made;
  bw_transform_update (model->transform, &model->source, model->bars.tail);
}

static void
make_bars_anew (BwChartModel *model, gboolean has_same_time_axis)
{
  gsize n_before = bw_chart_model_get_n_bars (model);
  gboolean was_following = bw_chart_model_is_following (model);
  gsize first_shown = CLAMP (floor (model->first_bar), 0.0, n_before > 0 ? n_before - 1.0 : 0.0);
  BwTime first_time = n_before > 0 ? bw_chart_bars_get_start (&model->bars, first_shown) : 0;

  apply_type (model);
  note_bars_replaced (model);
  bw_chart_model_keep_range (model, was_following, n_before, first_time,
                             has_same_time_axis || !was_following);
}

/**
 * bw_chart_model_set_type:
 *
 * Draws the bars another way. The view stays where it was in time, or at the newest bars.
 */
void
bw_chart_model_set_type (BwChartModel *model, const BwChartTypeSpec *spec)
{
  BwChartTypeSpec before = model->type;

  if (bw_chart_type_spec_equal (&before, spec))
    return;
  model->type = *spec;
  bw_chart_type_spec_clamp (&model->type);
  if (bw_chart_type_is_derived (before.type) || bw_chart_type_is_derived (spec->type))
    make_bars_anew (model, !bw_chart_type_is_price_driven (before.type) &&
                               !bw_chart_type_is_price_driven (spec->type));
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, BW_CHART_ALL_LAYERS);
}

const BwChartTypeSpec *
bw_chart_model_get_type (const BwChartModel *model)
{
  return &model->type;
}

/**
 * bw_chart_model_get_box:
 *
 * Returns: the box in use, in price (percent for Kagi by percent); NaN for a type without one
 */
double
bw_chart_model_get_box (const BwChartModel *model)
{
  return bw_chart_type_is_price_driven (model->type.type) ? bw_transform_get_box (model->transform)
                                                          : NAN;
}

void
bw_chart_model_set_tick (BwChartModel *model, double tick)
{
  if (model->tick == tick)
    return;
  model->tick = tick;
  if (model->transform != NULL)
    make_bars_anew (model, FALSE);
}

/**
 * bw_chart_model_print_type:
 * @text: (out caller-allocates): BW_CHART_TEXT_BYTES
 *
 * Returns: @text: what the bars are made of, where they aren't those that came in: "Renko 0.50"; else
 *   empty
 */
char *
bw_chart_model_print_type (const BwChartModel *model, char *text)
{
  double box = bw_chart_model_get_box (model);
  gboolean is_percent = model->type.type == BW_CHART_KAGI && model->type.method == BW_BOX_PERCENT;
  char number[BW_CHART_TEXT_BYTES];

  bw_chart_print_number (box, is_percent ? 2 : model->n_decimals, number);
  text[0] = '\0';
  switch (model->type.type)
    {
    case BW_CHART_HEIKIN_ASHI:
      g_strlcpy (text, bw_chart_translate ("chart type", "Heikin-Ashi"), BW_CHART_TEXT_BYTES);
      break;
    case BW_CHART_RENKO:
      g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("chart type", "Renko %s"), number);
      break;
    case BW_CHART_KAGI:
      g_snprintf (text, BW_CHART_TEXT_BYTES,
                  is_percent ? bw_chart_translate ("chart type", "Kagi %s %%")
                             : bw_chart_translate ("chart type", "Kagi %s"),
                  number);
      break;
    case BW_CHART_POINT_FIGURE:
      g_snprintf (text, BW_CHART_TEXT_BYTES,
                  bw_chart_translate ("chart type", "Point and figure %s × %u"), number,
                  model->type.n_reversal);
      break;
    case BW_CHART_RANGE:
      g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("chart type", "Range %s"), number);
      break;
    case BW_CHART_CANDLES:
    case BW_CHART_HOLLOW:
    case BW_CHART_BARS:
    case BW_CHART_LINE:
    case BW_CHART_STEP_LINE:
    case BW_CHART_AREA:
    case BW_CHART_BASELINE:
    case BW_CHART_N_TYPES:
      break;
    }
  return text;
}
