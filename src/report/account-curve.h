/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trading-reader.h"

G_BEGIN_DECLS

/**
 * BwAccountCurve:
 * @equity: money
 * @flows: deposits less withdrawals since the point before; of the first point what it began with
 *
 * How an account's equity went since it was opened, or reset, which opens it anew.
 */
typedef struct
{
  GArray *times;  /* (owned): BwTime, rising */
  GArray *equity; /* (owned): double */
  GArray *flows;  /* (owned): double */
} BwAccountCurve;

void bw_account_curve_clear (BwAccountCurve *curve);
gboolean bw_account_curve_read (BwAccountCurve *curve, BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, BwTime opened, BwTime now, double equity_now, double deposits_now, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwAccountCurve, bw_account_curve_clear)

G_END_DECLS
