/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-view-private.h"
#include "app/chart/chart-view-types.h"

/* The view's chart type, volume profile, sessions and compared symbols: each changes the model and draws. */

void
bw_chart_view_set_type (BwChartView *self, const BwChartTypeSpec *spec)
{
  bw_chart_model_set_type (self->model, spec);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_profile (BwChartView *self, const BwProfileSpec *spec)
{
  bw_chart_model_set_profile (self->model, spec);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_sessions (BwChartView *self, BwCalendarId calendar, gboolean is_shown)
{
  bw_chart_model_set_sessions (self->model, calendar, is_shown);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_chart_view_set_compared (BwChartView *self, const BwChartCompared *compared, guint n_compared)
{
  bw_chart_model_set_compared (self->model, compared, n_compared);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_compared_series (BwChartView *self, guint64 id, BwBarSeries *series)
{
  bw_chart_model_set_compared_series (self->model, id, series);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_append_compared (BwChartView *self, guint64 id, BwTime start, double close)
{
  bw_chart_model_append_compared (self->model, id, start, close);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_update_last_compared (BwChartView *self, guint64 id, double close)
{
  bw_chart_model_update_last_compared (self->model, id, close);
  bw_chart_view_queue_change (self);
}
