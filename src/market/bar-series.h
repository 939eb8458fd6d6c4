/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/timeframe.h"

G_BEGIN_DECLS

/**
 * BwBarSeries:
 * @n_bars: bars held
 * @start: each bar's start, UTC, strictly rising; a daily bar of an exchange starts at its
 *   session's open
 * @volume: in units of the instrument; NaN where the source has none
 *
 * Bars of one instrument and one timeframe, as a structure of arrays; doubles, because history
 * serves pixels and indicators (the core converts at its door). Reference counted. Written by its
 * maker alone; once shared, read only: a newer state is a newer series.
 */
typedef struct
{
  gint ref_count; /* atomic */
  BwTimeframe timeframe;
  gsize n_bars;
  gsize n_allocated;
  BwTime *start;
  double *open;
  double *high;
  double *low;
  double *close;
  double *volume;
} BwBarSeries;

BwBarSeries *bw_bar_series_new (BwTimeframe timeframe, gsize n_reserved);
BwBarSeries *bw_bar_series_ref (BwBarSeries *series);
void bw_bar_series_unref (BwBarSeries *series);
void bw_bar_series_reserve (BwBarSeries *series, gsize n_bars);
void bw_bar_series_append (BwBarSeries *series, BwTime start, double open, double high, double low, double close, double volume);
BwBarSeries *bw_bar_series_copy_range (const BwBarSeries *series, gsize first, gsize end);
gsize bw_bar_series_find (const BwBarSeries *series, BwTime time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwBarSeries, bw_bar_series_unref)

G_END_DECLS
