/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"
#include "chart/line-chart.h"

#include <cairo.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * BwChartPainter:
 *
 * Paints display lists with cairo and Pango: PDF, PNG, any cairo_t. Keeps one font and its text
 * layouts. One unit of the list is one unit of the context's user space.
 */
typedef struct _BwChartPainter BwChartPainter;

BwChartPainter *bw_chart_painter_new (const char *font_family);
BwChartPainter *bw_chart_painter_new_for_context (PangoContext *context);
void bw_chart_painter_free (BwChartPainter *painter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChartPainter, bw_chart_painter_free)

void bw_chart_painter_get_measure (BwChartPainter *painter, BwTextMeasure *measure);
PangoLayout *bw_chart_painter_get_layout (BwChartPainter *painter, const char *text, float font_size, gboolean is_bold);
void bw_chart_painter_paint_op (BwChartPainter *painter, cairo_t *cr, const BwDisplayList *list, const BwDrawOp *op);
void bw_chart_painter_paint (BwChartPainter *painter, cairo_t *cr, const BwDisplayList *list);
void bw_chart_painter_paint_model (BwChartPainter *painter, cairo_t *cr, BwChartModel *model);

G_END_DECLS
