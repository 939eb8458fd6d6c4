/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/drawing.h"

G_BEGIN_DECLS

#define BW_DRAWING_JSON_VERSION 1
#define BW_DRAWING_JSON_BYTES_MAX (256 * 1024)
#define BW_DRAWING_FILE_BYTES_MAX (32 * 1024 * 1024)

/* Drawings as bytes: how they are stored, exported and typed. Doubles are written so that they read back
 * the same; times are RFC 3339 in UTC. */

char *bw_drawing_to_json (const BwDrawing *drawing);
BwDrawing *bw_drawing_from_json (const char *text, gsize n_bytes, GError **error);

char *bw_drawings_to_file (const char *symbol, BwDrawing *const *drawings, guint n_drawings);
GPtrArray *bw_drawings_from_file (const char *text, gsize n_bytes, GPtrArray *problems, GError **error);

G_END_DECLS
