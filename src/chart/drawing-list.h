/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/drawing.h"

G_BEGIN_DECLS

#define BW_DRAWING_LIST_N_MAX 5000
#define BW_DRAWING_LIST_N_STEPS_MAX 500

/**
 * BwDrawingChange:
 * @before: (nullable): what goes; %NULL when one comes
 * @after: (nullable): what takes its place; %NULL when it is removed
 */
typedef struct
{
  BwDrawing *before; /* (owned) */
  BwDrawing *after;  /* (owned) */
} BwDrawingChange;

/**
 * BwDrawingList:
 *
 * The drawings of one symbol in painting order, which is that of their ids, and what was done to them,
 * step by step, so that it can be undone and redone.
 */
typedef struct _BwDrawingList BwDrawingList;

BwDrawingList *bw_drawing_list_new (void);
void bw_drawing_list_free (BwDrawingList *list);
void bw_drawing_list_load (BwDrawingList *list, BwDrawing *drawing);
GPtrArray *bw_drawing_list_get (BwDrawingList *list);
BwDrawing *bw_drawing_list_find (BwDrawingList *list, guint64 id);

GArray *bw_drawing_changes_new (void);
void bw_drawing_changes_add (GArray *changes, BwDrawing *before, BwDrawing *after);
gboolean bw_drawing_list_do (BwDrawingList *list, GArray *changes);
GArray *bw_drawing_list_undo (BwDrawingList *list);
GArray *bw_drawing_list_redo (BwDrawingList *list);
gboolean bw_drawing_list_can_undo (const BwDrawingList *list);
gboolean bw_drawing_list_can_redo (const BwDrawingList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDrawingList, bw_drawing_list_free)

G_END_DECLS
