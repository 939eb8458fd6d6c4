/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"
#include "app/dock/layout-list.h"

G_BEGIN_DECLS

/**
 * BwLayouts:
 *
 * A profile's named layouts, one object a desk. Every change is in the profile at once, so that a
 * kill loses nothing. ::changed when a name, the order or the layout in use is another; ::chosen when
 * another layout shall be shown, or the present one anew.
 */
#define BW_TYPE_LAYOUTS (bw_layouts_get_type ())
G_DECLARE_FINAL_TYPE (BwLayouts, bw_layouts, BW, LAYOUTS, GObject)

BwLayouts *bw_layouts_of (BwDesk *desk);
const BwLayoutList *bw_layouts_get_list (BwLayouts *self);
char *bw_layouts_get_json (BwLayouts *self);
void bw_layouts_keep (BwLayouts *self, const char *json);
void bw_layouts_choose (BwLayouts *self, const char *id);
void bw_layouts_choose_nth (BwLayouts *self, guint index);
gboolean bw_layouts_save_as (BwLayouts *self, const char *name);
gboolean bw_layouts_rename (BwLayouts *self, const char *id, const char *name);
void bw_layouts_reset (BwLayouts *self, const char *id);
void bw_layouts_remove (BwLayouts *self, const char *id);
void bw_layouts_restore_removed (BwLayouts *self);
void bw_layouts_move (BwLayouts *self, const char *id, int by);
GMenuModel *bw_layouts_get_menu (BwLayouts *self);
void bw_layouts_dialog_show (BwDesk *desk, GtkWindow *parent);
void bw_layouts_ask_name (BwDesk *desk, GtkWindow *parent, const char *id);

G_END_DECLS
