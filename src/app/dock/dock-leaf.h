/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dock/layout.h"
#include "app/panel.h"

G_BEGIN_DECLS

/**
 * BwDockLeaf:
 *
 * Panels as tabs in one place: a strip of titles over an #AdwTabView. Titles can be dragged onto
 * any leaf: into its middle as another tab, to one of its sides to split it. ::dropped (BwPanel,
 * int side) when one was; ::panel-chosen (string id) when another came to the front.
 */
#define BW_TYPE_DOCK_LEAF (bw_dock_leaf_get_type ())
G_DECLARE_FINAL_TYPE (BwDockLeaf, bw_dock_leaf, BW, DOCK_LEAF, GtkWidget)

GtkWidget *bw_dock_leaf_new (void);
void bw_dock_leaf_add (BwDockLeaf *self, BwPanel *panel);
void bw_dock_leaf_clear (BwDockLeaf *self);
void bw_dock_leaf_choose (BwDockLeaf *self, const char *id);
BwPanel *bw_dock_leaf_get_chosen (BwDockLeaf *self);
void bw_dock_leaf_set_menu_source (BwDockLeaf *self, GMenuModel *(*make) (BwPanel *panel, gpointer user_data), gpointer user_data);

G_END_DECLS
