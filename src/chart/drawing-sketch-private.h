/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/drawing-geometry.h"

G_BEGIN_DECLS

void bw_drawing_sketch_shape (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view);

/* drawing-words.c */
typedef enum
{
  BW_SKETCH_ABOVE,  /* its left end at the place, over it */
  BW_SKETCH_BELOW,
  BW_SKETCH_MIDDLE, /* centred on the place */
  BW_SKETCH_OVER,   /* centred, over it */
  BW_SKETCH_UNDER,
  BW_SKETCH_BEFORE, /* its right end at the place, over it */
} BwSketchSide;

void bw_drawing_sketch_words (BwDrawingSketch *sketch, const BwDrawingView *view, const char *words, BwPlace at, BwSketchSide side, BwSketchRole role, guint level, gboolean has_ground);
void bw_drawing_sketch_measure_words (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view, BwPlace a, BwPlace b);
void bw_drawing_sketch_position_words (BwDrawingSketch *sketch, const BwDrawing *drawing, const BwDrawingView *view, double left, double right);
void bw_drawing_sketch_level_words (BwDrawingSketch *sketch, const BwDrawingView *view, double level, double price, BwPlace at, guint index);

G_END_DECLS
