/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/loop.h"

G_BEGIN_DECLS

/* Now and then, hands the practice market's ended minutes to a worker that stores them as bars. */
void bw_loop_archive (BwLoop *loop);

G_END_DECLS
