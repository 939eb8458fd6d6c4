/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/calendar.h"
#include "market/timeframe.h"

G_BEGIN_DECLS

/* Where a stored bar ends, and where a bar that ends at a time began: a session's last bar is cut
 * off by the close, days begin at the open and end at the close. */
BwTime bw_span_end (BwCalendarId calendar, BwTimeframe timeframe, BwTime start);
BwTime bw_span_start (BwCalendarId calendar, BwTimeframe timeframe, BwTime end);

G_END_DECLS
