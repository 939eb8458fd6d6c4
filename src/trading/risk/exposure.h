/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

#define BW_EXPOSURE_LARGEST 3

/**
 * BwExposure:
 * @own_e16: of the instrument that is asked about, a size
 * @sector_e16: of its sector, it included; 0 where it has none
 * @gross_e16: sizes added up; @net_e16: long less short
 * @others_e16: the largest sizes of other instruments, largest first
 *
 * What an account has at risk, money with sixteen decimals: positions at their marks and what open
 * orders still want to open, at the market.
 */
typedef struct
{
  __int128 own_e16, sector_e16, gross_e16, net_e16;
  __int128 others_e16[BW_EXPOSURE_LARGEST];
} BwExposure;

void bw_exposure_note (BwCore *core, guint32 position);
gboolean bw_exposure_sum (const BwCore *core, const BwAccountState *account, const BwInstrumentState *instrument, const BwWorkingOrder *replacing, BwExposure *exposure);
gboolean bw_exposure_largest (const BwCore *core, const BwAccountState *account, __int128 *own_e16, __int128 *sector_e16);

G_END_DECLS
