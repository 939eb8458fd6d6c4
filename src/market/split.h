/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "market/instrument.h"

G_BEGIN_DECLS

/**
 * BwSplit:
 * @time: from when on prices are the new ones; before the open of the ex-date
 * @to, @from: 4:1 is to 4, from 1; both above 0
 */
typedef struct
{
  BwInstrumentId instrument;
  BwTime time;
  BwFixed to, from;
} BwSplit;

void bw_splits_adjust (const BwSplit *splits, gsize n_splits, BwInstrumentId instrument, BwBarSeries *bars);

G_END_DECLS
