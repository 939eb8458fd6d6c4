/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/pointing.h"

#include "chart/chart-model-private.h"

#include <math.h>

/**
 * bw_chart_model_point_to:
 * @price: NaN points at the time alone: a line down, without a level
 *
 * Puts the crosshair on the bar that holds @time. A moment out of sight or before the first bar
 * takes the crosshair away.
 *
 * Returns: whether the bar is in sight
 */
gboolean
bw_chart_model_point_to (BwChartModel *model, BwTime time, double price)
{
  gsize n_bars = bw_chart_model_get_n_bars (model), bar;
  const BwChartAxis *axis;
  double x;

  bw_chart_model_clear_crosshair (model);
  if (n_bars == 0 || time < bw_chart_bars_get_start (&model->bars, 0))
    return FALSE;
  axis = bw_chart_model_get_axis (model);
  bar = bw_chart_model_find_bar (model, time);
  x = bw_chart_axis_x (axis, (double) bar + 0.5);
  if (x < 0.0 || x > axis->width)
    return FALSE;
  bw_chart_model_set_crosshair (model, x, isnan (price) ? axis->height / 2.0 : bw_chart_axis_y (axis, price));
  model->is_pointed_from_afar = isnan (price);
  return TRUE;
}

/**
 * bw_chart_model_get_pointed:
 *
 * Returns: the start of the bar under the crosshair; %BW_TIME_NONE without one
 */
BwTime
bw_chart_model_get_pointed (BwChartModel *model)
{
  double n_bars = (double) bw_chart_model_get_n_bars (model), bar;

  if (!model->has_crosshair || n_bars < 1.0)
    return BW_TIME_NONE;
  bar = floor (bw_chart_axis_bar (bw_chart_model_get_axis (model), model->crosshair_x));
  if (bar < 0.0 || bar >= n_bars)
    return BW_TIME_NONE;
  return bw_chart_bars_get_start (&model->bars, (gsize) bar);
}
