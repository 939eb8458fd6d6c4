/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/adaptive.h"
#include "app/panel.h"

G_BEGIN_DECLS

/* The window's top: whose money, how much, how the day goes, whose prices; search, stop, menu. */
#define BW_TYPE_HEADER (bw_header_get_type ())
G_DECLARE_FINAL_TYPE (BwHeader, bw_header, BW, HEADER, BwPanel)

GtkWidget *bw_header_new (BwDesk *desk);
void bw_header_set_width_class (BwHeader *self, BwWidthClass width_class);
void bw_header_place_notices (BwHeader *self, GtkBox *elsewhere);
void bw_header_open_notices (BwHeader *self);
void bw_header_flash_notices (BwHeader *self);
void bw_header_open_stop (BwHeader *self);

G_END_DECLS
