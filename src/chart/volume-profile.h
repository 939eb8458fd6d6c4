/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/bars.h"
#include "chart/pyramid.h"

G_BEGIN_DECLS

#define BW_PROFILE_ROWS_MIN 5
#define BW_PROFILE_ROWS_MAX 500

/**
 * BwVolumeProfile:
 * @first_row: row i is the prices from (@first_row + i) * @row_size up to the next
 * @up, @down: (array length=n_rows): volume of bars that closed at or above their open, and of others
 * @control: the row with the most; the point of control
 * @value_first, @value_end: the rows of the value area, [first, end)
 *
 * How much traded at which price. A bar's volume is taken to lie evenly from its low to its high, so
 * that each row gets as much as it has of that; a bar of one price goes to the row that holds it.
 * Bars without a volume, or with a price that is no number, are left out.
 */
typedef struct
{
  double row_size;
  gint64 first_row;
  guint n_rows;                   /* 0: nothing traded */
  double up[BW_PROFILE_ROWS_MAX], down[BW_PROFILE_ROWS_MAX];
  double total, greatest;
  guint control, value_first, value_end;
} BwVolumeProfile;

/**
 * BwProfileIndex:
 *
 * Rows of whole chunks of bars, kept for one size of row, so that a profile of a million bars costs
 * its chunks and the bars at its two ends. Chunks are read when first asked for.
 */
typedef struct _BwProfileIndex BwProfileIndex;

BwProfileIndex *bw_profile_index_new (const BwChartBars *bars);
void bw_profile_index_free (BwProfileIndex *index);
void bw_profile_index_invalidate_from (BwProfileIndex *index, gsize first);
void bw_profile_index_build (BwProfileIndex *index, gsize first, gsize end, double row_size, const BwExtent *extent, double value_share, BwVolumeProfile *profile);

double bw_profile_choose_row_size (const BwExtent *extent, guint n_rows, double tick);
void bw_volume_profile_find_value_area (BwVolumeProfile *profile, double value_share);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProfileIndex, bw_profile_index_free)

G_END_DECLS
