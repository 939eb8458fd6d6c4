/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

/* What a trading day brings whatever is traded, in the order it comes: settlement, interest, calls.
 * Each is called once a session, with the clock at the boundary. */
void bw_session_start_of_day (BwCore *core, int calendar);
void bw_session_close_of_day (BwCore *core, int calendar);
void bw_session_end_of_day (BwCore *core, int calendar);

/* Is the day of @calendar the one that accounts count by? */
gboolean bw_session_is_leading (const BwCore *core, int calendar);

G_END_DECLS
