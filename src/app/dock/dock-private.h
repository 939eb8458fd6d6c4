/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dock/dock.h"

G_BEGIN_DECLS

/* Where a panel stood before it was popped out. */
typedef struct
{
  char *beside;     /* (owned): a panel of the place */
  BwDockSide side;
  double share;     /* of the start of the split; unused for the centre */
} Home;

struct _BwDock
{
  GtkWidget parent_instance;
  const BwDockPanelSpec *specs; /* (borrowed): static */
  guint n_specs;
  char *default_layout;         /* (owned) */
  char **ids;                   /* (owned) */
  BwDockMakeFunc make;
  gpointer make_data;           /* (borrowed) */

  GHashTable *panels;           /* (owned): id to BwPanel (owned), those made so far */
  GHashTable *windows;          /* (owned): id to GtkWindow (borrowed), those popped out */
  GHashTable *homes;            /* (owned): id to Home (owned), where those came from */
  BwDockNode *root;             /* (owned) (nullable) */
  GtkWidget *child;             /* (owned) (nullable): the root's widget */
  gboolean is_single;           /* one panel at a time: @root is kept, not shown */
  char *aside_id;               /* (owned) (nullable): stands in @aside meanwhile, not among the tabs */
  AdwBin *aside;                /* (borrowed) (nullable) */
  gboolean is_arranging;
  gboolean needs_positions;     /* the panes haven't been given their shares yet */
};

void bw_dock_tell_changed (BwDock *self);
void bw_dock_set_root (BwDock *self, BwDockNode *root);
void bw_dock_open_window (BwDock *self, const char *id, int width, int height);

G_END_DECLS
