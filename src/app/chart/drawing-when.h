/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* A time as it is typed, in the market's zone: "2026-03-02 10:14", with seconds where there are any. */
char *bw_drawing_when_print (BwDesk *desk, BwTime time);
gboolean bw_drawing_when_parse (BwDesk *desk, const char *text, BwTime *time);

G_END_DECLS
