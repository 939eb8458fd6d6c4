/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwCard:
 *
 * A titled box on a page: a heading, a dimmer word behind it, room for a control at the end, and
 * below it one child.
 */
#define BW_TYPE_CARD (bw_card_get_type ())
G_DECLARE_FINAL_TYPE (BwCard, bw_card, BW, CARD, GtkBox)

GtkWidget *bw_card_new (const char *title);
void bw_card_set_detail (BwCard *self, const char *detail);
void bw_card_add_end (BwCard *self, GtkWidget *widget);
void bw_card_set_child (BwCard *self, GtkWidget *child);
void bw_card_set_empty (BwCard *self, const char *message);

G_END_DECLS
