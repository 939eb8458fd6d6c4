/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* Asks for an instant of the timeline's past and makes a branch there: what if? @time is proposed;
 * %BW_TIME_NONE: now. */
void bw_branch_dialog_show (BwDesk *desk, GtkWindow *parent, BwTime time);

gboolean bw_branch_parse_time (const char *text, const char *zone, BwTime *time);

G_END_DECLS
