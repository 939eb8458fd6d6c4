/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/display-list.h"
#include "chart/style.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwGskPainter:
 *
 * Paints display lists into a #GtkSnapshot and keeps the text layouts of one widget.
 */
typedef struct _BwGskPainter BwGskPainter;

BwGskPainter *bw_gsk_painter_new (GtkWidget *widget);
void bw_gsk_painter_free (BwGskPainter *painter);
void bw_gsk_painter_reset (BwGskPainter *painter);
void bw_gsk_painter_get_measure (BwGskPainter *painter, BwTextMeasure *measure);
GskRenderNode *bw_gsk_painter_render (BwGskPainter *painter, const BwDisplayList *list, double scale, float width, float height,
                                      float column_left);
void bw_chart_style_init_from_widget (BwChartStyle *style, GtkWidget *widget);

G_END_DECLS
