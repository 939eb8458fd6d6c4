/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Deeper than anything the program writes or asks for. */
#define BW_JSON_DEPTH_MAX 64

gboolean bw_json_is_safe (const char *text, gsize n_bytes);

G_END_DECLS
