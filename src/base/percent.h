/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fixed.h"

G_BEGIN_DECLS

/* "12.5%" is 0.125. */
#define BW_PERCENT_TEXT_BYTES (BW_FIXED_TEXT_BYTES + 1)

gboolean bw_percent_parse (const char *text, BwFixed *share);
const char *bw_percent_print (BwFixed share, char *text);

G_END_DECLS
