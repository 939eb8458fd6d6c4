/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-studies.h"
#include "chart/panes-private.h"

#include <math.h>
#include <string.h>

/* Where the panes lie and what their axes show. Heights are kept as weights in heights of the price's
 * part, so that they survive another window size. */

#define HEIGHT_MIN      40.0 /* logical pixels */
#define SHARE_MAX       0.66 /* of the height, for all panes together */
#define LEGEND_ROOM     22.0
#define TICK_SPACING    26.0
#define SHORT_FROM      1e5 /* larger values are written short */
#define N_DECIMALS_MAX  8

static gboolean
has_pane (const BwStudy *study)
{
  const BwStudySpec *spec = bw_study_get_spec (study);

  return spec->in_pane && spec->is_visible;
}

static double
get_height_min (const BwChartModel *model)
{
  return round (HEIGHT_MIN * model->scale);
}

static void
collect (BwChartModel *model, guint n_max)
{
  g_array_set_size (model->panes, 0);
  for (guint i = 0; i < model->studies->len && model->panes->len < n_max; i++)
    {
      BwChartPane pane = { .study = g_ptr_array_index (model->studies, i) };

      if (has_pane (pane.study))
        g_array_append_val (model->panes, pane);
    }
}

/**
 * bw_chart_panes_take_heights:
 * @height: of the prices and all panes together
 *
 * Gives each pane its height. The prices keep a third at least; where there is no room for all, the
 * last ones are not shown.
 *
 * Returns: what the panes take
 */
double
bw_chart_panes_take_heights (BwChartModel *model, double height)
{
  double least = get_height_min (model), room = floor (height * SHARE_MAX), weights = 0.0, total = 0.0;
  guint n;

  collect (model, (guint)MAX (room / least, 0.0));
  n = model->panes->len;
  for (guint i = 0; i < n; i++)
    weights += bw_study_get_spec (bw_chart_panes_get (model, i)->study)->pane_weight;
  for (guint i = 0; i < n; i++)
    {
      BwChartPane *pane = bw_chart_panes_get (model, i);
      double wished = height * bw_study_get_spec (pane->study)->pane_weight / (1.0 + weights);

      pane->axis.height = MAX (round (wished), least);
      total += pane->axis.height;
    }
  if (total <= room)
    return total;
  /* What is above the least is cut in proportion. */
  for (guint i = 0; i < n; i++)
    {
      BwChartPane *pane = bw_chart_panes_get (model, i);
      double share = (room - n * least) / (total - n * least);

      pane->axis.height = least + floor ((pane->axis.height - least) * share);
    }
  total = 0.0;
  for (guint i = 0; i < n; i++)
    total += bw_chart_panes_get (model, i)->axis.height;
  return total;
}

static void
include (double value, double *low, double *high)
{
  *low = MIN (*low, value);
  *high = MAX (*high, value);
}

static gboolean
starts_at_zero (const BwStudySpec *spec)
{
  for (guint k = 0; k < bw_indicator_info_get_n_outputs (spec->info); k++)
    if (spec->outputs[k].is_visible && spec->outputs[k].plot == BW_PLOT_HISTOGRAM)
      return TRUE;
  return FALSE;
}

/* Levels that a reader expects are in view, unless that would flatten the curve. */
static void
include_levels (const BwStudySpec *spec, double *low, double *high)
{
  double least = *low, most = *high;

  for (guint i = 0; i < spec->info->n_levels; i++)
    include (spec->info->levels[i], &least, &most);
  if (*low == *high || most - least <= 3.0 * (*high - *low))
    {
      *low = least;
      *high = most;
    }
}

static void
find_range (BwChartModel *model, BwChartPane *pane, double *low, double *high)
{
  const BwStudySpec *spec = bw_study_get_spec (pane->study);
  gsize first, end;
  BwExtent extent = bw_extent_empty ();

  if (bw_chart_model_get_visible (model, &first, &end))
    extent = bw_study_fold_seen (pane->study, first, end);
  if (!(extent.low <= extent.high) || !isfinite (extent.low) || !isfinite (extent.high))
    extent.low = extent.high = spec->info->n_levels > 0 ? spec->info->levels[0] : 0.0;
  *low = extent.low;
  *high = extent.high;
  if (starts_at_zero (spec))
    include (0.0, low, high);
  include_levels (spec, low, high);
  if (*high - *low <= fabs (*high) * 1e-9)
    {
      double half = MAX (fabs (*high) * 0.01, 1e-6);

      *low -= half;
      *high += half;
    }
}

static void
choose_decimals (BwChartPane *pane, double low, double high)
{
  double n = ceil (-log10 (high - low)) + 3.0;

  pane->is_short = MAX (fabs (low), fabs (high)) >= SHORT_FROM;
  pane->n_decimals = (guint)CLAMP (n, 0.0, (double)N_DECIMALS_MAX);
}

/**
 * bw_chart_panes_place_values:
 *
 * Fits each pane's axis to the values in view.
 */
void
bw_chart_panes_place_values (BwChartModel *model)
{
  for (guint i = 0; i < model->panes->len; i++)
    {
      BwChartPane *pane = bw_chart_panes_get (model, i);
      double low, high, span, top, bottom, step;

      find_range (model, pane, &low, &high);
      choose_decimals (pane, low, high);
      top = CLAMP (LEGEND_ROOM * model->scale / MAX (pane->axis.height, 1.0), 0.08, 0.4);
      bottom = CLAMP (5.0 * model->scale / MAX (pane->axis.height, 1.0), 0.04, 0.12);
      span = (high - low) / (1.0 - top - bottom);
      /* In steps, so that the axis does not follow every digit of the newest value. */
      step = bw_nice_step (span, 24, 0.0);
      pane->axis.price_low = floor ((low - span * bottom) / step) * step;
      pane->axis.price_high = ceil ((high + span * top) / step) * step;
      if (!isfinite (pane->axis.price_low) || !isfinite (pane->axis.price_high) ||
          !(pane->axis.price_low < pane->axis.price_high))
        {
          pane->axis.price_low = 0.0;
          pane->axis.price_high = 1.0;
        }
    }
}

/**
 * bw_chart_panes_place:
 * @top: where the first pane begins; the chart's own axis is placed
 */
void
bw_chart_panes_place (BwChartModel *model, double top)
{
  for (guint i = 0; i < model->panes->len; i++)
    {
      BwChartPane *pane = bw_chart_panes_get (model, i);
      double height = pane->axis.height;

      pane->axis.x = model->axis.x;
      pane->axis.y = top;
      pane->axis.width = model->axis.width;
      pane->axis.first_bar = model->axis.first_bar;
      pane->axis.n_visible = model->axis.n_visible;
      pane->rect = (BwRect){ 0.0f, (float)top, (float)model->axis.width, (float)height };
      pane->axis_rect = (BwRect){ (float)model->axis.width, (float)top,
                                  (float)(model->width - model->axis.width), (float)height };
      top += height;
    }
}

/**
 * bw_chart_panes_note_change:
 *
 * Returns: whether the panes' axes came out differently from when this was last asked
 */
gboolean
bw_chart_panes_note_change (BwChartModel *model)
{
  gboolean has_changed = model->pane_axes->len != model->panes->len;

  g_array_set_size (model->pane_axes, model->panes->len);
  for (guint i = 0; i < model->panes->len; i++)
    {
      BwChartAxis *before = &g_array_index (model->pane_axes, BwChartAxis, i);
      const BwChartAxis *now = &bw_chart_panes_get (model, i)->axis;

      has_changed = has_changed || memcmp (before, now, sizeof *now) != 0;
      *before = *now;
    }
  return has_changed;
}

void
bw_chart_panes_place_ticks (BwChartModel *model)
{
  for (guint i = 0; i < model->panes->len; i++)
    {
      BwChartPane *pane = bw_chart_panes_get (model, i);

      pane->n_ticks = bw_chart_axis_price_ticks (&pane->axis, TICK_SPACING * model->scale, 0.0,
                                                 pane->ticks, BW_PANE_N_TICKS_MAX);
    }
}

/** bw_chart_panes_find_at: (nullable): the pane at that height. */
BwChartPane *
bw_chart_panes_find_at (const BwChartModel *model, double y)
{
  for (guint i = 0; i < model->panes->len; i++)
    {
      BwChartPane *pane = bw_chart_panes_get (model, i);

      if (y >= pane->axis.y && y < pane->axis.y + pane->axis.height)
        return pane;
    }
  return NULL;
}

BwChartPane *
bw_chart_panes_find_study (const BwChartModel *model, const BwStudy *study)
{
  for (guint i = 0; i < model->panes->len; i++)
    if (bw_chart_panes_get (model, i)->study == study)
      return bw_chart_panes_get (model, i);
  return NULL;
}

char *
bw_chart_panes_print_value (const BwChartPane *pane, double value, char *text)
{
  if (pane->is_short)
    return bw_chart_print_short (value, text);
  return bw_chart_print_number (value, pane->n_decimals, text);
}

char *
bw_chart_panes_print_tick (const BwChartPane *pane, double value, char *text)
{
  double step = pane->n_ticks > 1 ? pane->ticks[1] - pane->ticks[0] : 0.0;

  if (pane->is_short)
    return bw_chart_print_short (value, text);
  return bw_chart_print_axis_number (value, step > 0.0 ? step : fabs (value), BW_NUMBER_PLAIN, text);
}

/**
 * bw_chart_model_get_pane:
 * @rect: (out): the pane's plot, in device units
 *
 * Returns: whether the study has a pane that is shown
 */
gboolean
bw_chart_model_get_pane (BwChartModel *model, guint64 id, BwRect *rect)
{
  bw_chart_model_ensure_layout (model);
  for (guint i = 0; i < model->panes->len; i++)
    {
      const BwChartPane *pane = bw_chart_panes_get (model, i);

      if (bw_study_get_spec (pane->study)->id == id)
        {
          *rect = pane->rect;
          return TRUE;
        }
    }
  return FALSE;
}

static void
set_weights (BwChartModel *model, double price_height)
{
  for (guint i = 0; i < model->panes->len; i++)
    {
      const BwChartPane *pane = bw_chart_panes_get (model, i);
      BwStudySpec spec = *bw_study_get_spec (pane->study);

      spec.pane_weight = CLAMP (pane->axis.height / MAX (price_height, 1.0), BW_STUDY_WEIGHT_MIN,
                                BW_STUDY_WEIGHT_MAX);
      bw_study_restyle (pane->study, &spec);
    }
  bw_chart_model_layout_changed (model);
}

/**
 * bw_chart_model_move_separator:
 * @id: the study under whose pane's upper edge it lies
 * @y: where it is to lie; what is above and below keeps its least height
 *
 * The heights are in the studies' specs from here on.
 *
 * Returns: whether there is such a pane
 */
gboolean
bw_chart_model_move_separator (BwChartModel *model, guint64 id, double y)
{
  double least = get_height_min (model), price_height, price_least;

  bw_chart_model_ensure_layout (model);
  if (model->panes->len == 0)
    return FALSE;
  price_height = bw_chart_panes_get (model, 0)->axis.y;
  price_least = ceil (model->time_axis_rect.y * (1.0 - SHARE_MAX));
  for (guint i = 0; i < model->panes->len; i++)
    {
      BwChartPane *pane = bw_chart_panes_get (model, i);
      double *above = i > 0 ? &bw_chart_panes_get (model, i - 1)->axis.height : &price_height;
      double above_least = i > 0 ? least : price_least, down;

      if (bw_study_get_spec (pane->study)->id != id)
        continue;
      down = CLAMP (round (y - pane->axis.y), above_least - *above, pane->axis.height - least);
      *above += down;
      pane->axis.height -= down;
      set_weights (model, price_height);
      return TRUE;
    }
  return FALSE;
}
