/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* One field that finds symbols, pages, actions, settings and working orders (Ctrl+K). */
#define BW_TYPE_PALETTE (bw_palette_get_type ())
G_DECLARE_FINAL_TYPE (BwPalette, bw_palette, BW, PALETTE, AdwWindow)

GtkWidget *bw_palette_new (BwDesk *desk, GtkWindow *parent);

G_END_DECLS
