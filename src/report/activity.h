/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/posting.h"

G_BEGIN_DECLS

const char *bw_format_activity (BwActivity activity);

G_END_DECLS
