/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dock/layout.h"
#include "app/panel.h"

G_BEGIN_DECLS

/**
 * BwDockMakeFunc:
 *
 * Makes the panel of @id when it is first needed. Returns: (transfer full): a floating widget
 */
typedef BwPanel *(*BwDockMakeFunc) (const char *id, gpointer user_data);

typedef struct
{
  const char *id;
  const char *title; /* marked with N_() */
} BwDockPanelSpec;

/**
 * BwDock:
 *
 * Arranges panels as a #BwDockNode tree says, in panes, tabs and windows of their own. ::changed
 * whenever what bw_dock_save() returns has changed.
 */
#define BW_TYPE_DOCK (bw_dock_get_type ())
G_DECLARE_FINAL_TYPE (BwDock, bw_dock, BW, DOCK, GtkWidget)

GtkWidget *bw_dock_new (const BwDockPanelSpec *specs, guint n_specs, const char *default_layout, BwDockMakeFunc make, gpointer user_data);
void bw_dock_load (BwDock *self, const char *json);
char *bw_dock_save (BwDock *self);
void bw_dock_choose (BwDock *self, const char *json);
BwPanel *bw_dock_get_panel (BwDock *self, const char *id);
void bw_dock_show (BwDock *self, const char *id);
void bw_dock_hide (BwDock *self, const char *id);
void bw_dock_pop_out (BwDock *self, const char *id);
void bw_dock_set_single (BwDock *self, gboolean is_single);
void bw_dock_set_aside (BwDock *self, const char *id, AdwBin *place);
void bw_dock_focus_next (BwDock *self, int direction);

G_END_DECLS
