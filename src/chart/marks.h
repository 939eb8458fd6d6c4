/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"

G_BEGIN_DECLS

/* Something that happened: D, S, E, N, H. @text is copied: "2 Mar 10:14  Trading halted". */
typedef struct
{
  BwTime time;
  char letter;
  const char *text;
} BwChartMark;

void bw_chart_model_set_marks (BwChartModel *model, const BwChartMark *marks, guint n_marks);
const char *bw_chart_model_get_mark_text (const BwChartModel *model, guint64 id);

G_END_DECLS
