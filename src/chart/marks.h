/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"
#include "market/calendar.h"

G_BEGIN_DECLS

/* Rows of a file that were put aside, and bars that are missing. */
#define BW_CHART_MARK_BAD '!'
#define BW_CHART_MARK_GAP '?'

/* Something that happened: D, S, E, N, H; or bad data. @text is copied: "2 Mar 10:14  Trading halted". */
typedef struct
{
  BwTime time;
  char letter;
  const char *text;
} BwChartMark;

void bw_chart_model_set_marks (BwChartModel *model, const BwChartMark *marks, guint n_marks);
void bw_chart_model_set_sessions (BwChartModel *model, BwCalendarId calendar, gboolean is_shown);
const char *bw_chart_model_get_mark_text (const BwChartModel *model, guint64 id);

G_END_DECLS
