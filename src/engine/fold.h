/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "market/calendar.h"

G_BEGIN_DECLS

/* Bars of a longer timeframe out of shorter ones. */
void bw_fold_append (BwBarSeries *folded, const BwBarSeries *bars, BwCalendarId calendar);
gboolean bw_fold_is_possible (BwTimeframe from, BwTimeframe to);

G_END_DECLS
