/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"

#include <math.h>

/* Bars from before the open and after the close stand on shaded ground, as far as a day is wide enough to
 * see it. */

#define DAY_WIDTH_MIN 12.0 /* logical pixels */
#define SHADE_ALPHA   0.30f

/**
 * bw_chart_model_set_sessions:
 * @calendar: of the instrument
 * @is_shown: whether extended hours are shaded
 */
void
bw_chart_model_set_sessions (BwChartModel *model, BwCalendarId calendar, gboolean is_shown)
{
  if (model->calendar == calendar && !model->has_sessions == !is_shown)
    return;
  model->calendar = calendar;
  model->has_sessions = is_shown;
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_GRID));
}

static void
shade (BwChartModel *model, BwDisplayList *list, BwTime from, BwTime to)
{
  gsize first = bw_chart_bars_find (&model->bars, from), end = bw_chart_bars_find (&model->bars, to);
  float width = (float) model->axis.width;
  float left = bw_layer_snap (bw_chart_axis_x (&model->axis, first));
  float right = bw_layer_snap (bw_chart_axis_x (&model->axis, end));

  left = CLAMP (left, 0.0f, width);
  right = CLAMP (right, 0.0f, width);
  if (first < end && right > left)
    bw_display_list_add_rect (list, bw_colour_with_alpha (model->style.separator, SHADE_ALPHA), left, 0,
                              right - left, (float) model->time_axis_rect.y);
}

void
bw_chart_draw_sessions (BwChartModel *model, BwDisplayList *list)
{
  gsize first, end;
  BwTime time, last;
  BwSession session;
  double n_days;

  if (!model->has_sessions || !bw_timeframe_is_intraday (model->bars.tail->timeframe) ||
      !bw_chart_model_get_visible (model, &first, &end))
    return;
  time = bw_chart_bars_get_start (&model->bars, first);
  last = bw_chart_bars_get_start (&model->bars, end - 1);
  n_days = (double) (last - time) / BW_DAY + 1.0;
  if (n_days * DAY_WIDTH_MIN * model->scale > model->axis.width)
    return;
  while (bw_calendar_session_at_or_after (model->calendar, time, &session) && session.pre_open <= last)
    {
      if (session.pre_open < session.open)
        shade (model, list, session.pre_open, session.open);
      if (session.close < session.post_close)
        shade (model, list, session.close, session.post_close);
      time = MAX (session.post_close, session.close) + 1;
    }
}
