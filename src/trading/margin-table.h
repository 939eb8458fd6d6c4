/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/account.h"

G_BEGIN_DECLS

/**
 * BwMarginRate:
 * @rate_e4: share of the position's size, in 1/10000
 * @floor_e8: money a share at the least; 0: none
 */
typedef struct
{
  gint32 rate_e4;
  gint64 floor_e8;
} BwMarginRate;

BwMarginRate bw_margin_table_rate (gboolean is_short, guint32 leverage, BwFixed price, BwTime time);
BwMarginRule bw_margin_table_regime (BwTime time);
int bw_margin_table_settlement_days (BwTime time);

G_END_DECLS
