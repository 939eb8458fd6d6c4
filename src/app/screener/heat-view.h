/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/heat-map.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwHeatView:
 *
 * Shows a heat map. Each tile is a button: it has a name, takes the keyboard, and the arrows go to
 * the nearest one. ::chosen (guint index) when one was.
 */
#define BW_TYPE_HEAT_VIEW (bw_heat_view_get_type ())
G_DECLARE_FINAL_TYPE (BwHeatView, bw_heat_view, BW, HEAT_VIEW, GtkWidget)

GtkWidget *bw_heat_view_new (void);
void bw_heat_view_set_items (BwHeatView *self,
                             const BwHeatItem *items,
                             guint n_items,
                             double full_change);

G_END_DECLS
