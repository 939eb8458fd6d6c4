/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwDockNode:
 *
 * A layout without widgets: a tree whose inner nodes split their room in two and whose leaves hold
 * panels as tabs. Every change of the dock is a change of this tree; the widgets are then arranged
 * as it says. A leaf without panels does not stay.
 */
typedef struct _BwDockNode BwDockNode;

struct _BwDockNode
{
  BwDockNode *parent;         /* (borrowed) (nullable) */
  gboolean is_leaf;

  GtkOrientation orientation; /* of a split: horizontal puts @start left of @end */
  double share;               /* of @start, 0 to 1 */
  BwDockNode *start, *end;    /* (owned) */

  GPtrArray *panels;          /* (owned): ids (owned), in the order of the tabs */
  char *active;               /* (owned) (nullable): the id in front */
};

typedef enum
{
  BW_DOCK_CENTRE, /* as another tab */
  BW_DOCK_LEFT,
  BW_DOCK_RIGHT,
  BW_DOCK_TOP,
  BW_DOCK_BOTTOM,
} BwDockSide;

BwDockNode *bw_dock_node_new_leaf (void);
BwDockNode *bw_dock_node_new_split (GtkOrientation orientation, double share, BwDockNode *start, BwDockNode *end);
void bw_dock_node_free (BwDockNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDockNode, bw_dock_node_free)

BwDockNode *bw_dock_node_find (BwDockNode *root, const char *panel);
BwDockNode *bw_dock_node_first_leaf (BwDockNode *root);
void bw_dock_node_add (BwDockNode *leaf, const char *panel, int index);
void bw_dock_node_list (BwDockNode *root, GPtrArray *panels);
guint bw_dock_node_count_leaves (BwDockNode *root);

gboolean bw_dock_layout_remove (BwDockNode **root, const char *panel);
gboolean bw_dock_layout_move (BwDockNode **root, const char *panel, const char *beside, BwDockSide side);

char *bw_dock_layout_to_json (BwDockNode *root);
BwDockNode *bw_dock_layout_from_json (const char *json, const char *const *known_panels);

G_END_DECLS
