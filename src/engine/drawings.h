/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/drawing-list.h"
#include "engine/engine.h"

G_BEGIN_DECLS

/* What the user drew, by instrument: shared by all its charts, seen at once, on the disk soon after, undone
 * and redone step by step as long as the profile is open. Every change emits
 *   BwEngine::drawings-changed (BwInstrumentId) */

typedef struct _BwDrawingBooks BwDrawingBooks;
void bw_drawing_books_free (BwDrawingBooks *books);

GPtrArray *bw_engine_drawings (BwEngine *self, BwInstrumentId instrument); /* (transfer none): BwDrawing, in painting order */
BwDrawing *bw_engine_drawing (BwEngine *self, BwInstrumentId instrument, guint64 id); /* (transfer none) (nullable) */
GPtrArray *bw_engine_drawing_problems (BwEngine *self, BwInstrumentId instrument); /* (transfer none): sentences */

/* One step. @changes: of bw_drawing_changes_new(). FALSE: it doesn't fit what there is, or isn't sound. */
gboolean bw_engine_change_drawings (BwEngine *self, BwInstrumentId instrument, GArray *changes);
guint64 bw_engine_add_drawing (BwEngine *self, BwInstrumentId instrument, const BwDrawing *drawing); /* its id; 0: refused */
guint bw_engine_add_drawings (BwEngine *self, BwInstrumentId instrument, GPtrArray *drawings); /* how many, as one step */
gboolean bw_engine_replace_drawing (BwEngine *self, BwInstrumentId instrument, const BwDrawing *drawing);
gboolean bw_engine_remove_drawing (BwEngine *self, BwInstrumentId instrument, guint64 id);
guint bw_engine_remove_all_drawings (BwEngine *self, BwInstrumentId instrument);
gboolean bw_engine_undo_drawings (BwEngine *self, BwInstrumentId instrument);
gboolean bw_engine_redo_drawings (BwEngine *self, BwInstrumentId instrument);
gboolean bw_engine_can_undo_drawings (BwEngine *self, BwInstrumentId instrument);
gboolean bw_engine_can_redo_drawings (BwEngine *self, BwInstrumentId instrument);

G_END_DECLS
