/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/**
 * BwRecount:
 *
 * A panel of what is stored counts its rows anew when there may be more: once what the engine has said
 * is in the database, one count at a time, and one more where something came meanwhile.
 */
typedef struct
{
  gboolean is_counting; /* a flush is under way */
  gboolean must_count_again;
} BwRecount;

void bw_recount (BwRecount *recount, BwPanel *panel, void (*count) (BwPanel *panel));

G_END_DECLS
