/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/bars.h"
#include "chart/chart-model.h"
#include "chart/pyramid.h"

G_BEGIN_DECLS

/**
 * BwOverlayLine:
 *
 * One indicator over a chart's bars. Its values are not stored, but worked out a chunk at a time from
 * checkpoints, so that ten million bars need no second array of ten million.
 */
typedef struct _BwOverlayLine BwOverlayLine;

BwOverlayLine *bw_overlay_line_new (const BwChartOverlay *overlay, const BwChartBars *bars);
void bw_overlay_line_free (BwOverlayLine *line);

const BwChartOverlay *bw_overlay_line_get_spec (const BwOverlayLine *line);
void bw_overlay_line_reset (BwOverlayLine *line);
void bw_overlay_line_bars_changed_from (BwOverlayLine *line, gsize first);
double bw_overlay_line_get_value (BwOverlayLine *line, gsize bar_index);
void bw_overlay_line_get_values (BwOverlayLine *line, gsize first, gsize end, double *values);
BwExtent bw_overlay_line_fold (BwOverlayLine *line, gsize first, gsize end);

G_END_DECLS
