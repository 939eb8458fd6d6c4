/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"

G_BEGIN_DECLS

/**
 * BwChartBars:
 * @n_base: bars of @base in use: all but its last, which may still change and lives in @tail
 *
 * The bars of a chart: a shared series, never copied, and a tail of our own that grows bar by bar.
 */
typedef struct
{
  BwBarSeries *base; /* (owned) (nullable): read only */
  gsize n_base;
  BwBarSeries *tail; /* (owned) */
} BwChartBars;

/* A contiguous run of bars: the columns from the asked bar on. */
typedef struct
{
  const BwTime *start;
  const double *open, *high, *low, *close, *volume;
  gsize n;
} BwBarRun;

void bw_chart_bars_init (BwChartBars *bars);
void bw_chart_bars_clear (BwChartBars *bars);
void bw_chart_bars_set_base (BwChartBars *bars, BwBarSeries *base);
void bw_chart_bars_append (BwChartBars *bars, BwTime start, double open, double high, double low, double close, double volume);
void bw_chart_bars_update_last (BwChartBars *bars, double open, double high, double low, double close, double volume);
BwBarRun bw_chart_bars_get_run (const BwChartBars *bars, gsize first, gsize end);
gsize bw_chart_bars_find (const BwChartBars *bars, BwTime time);

static inline gsize
bw_chart_bars_get_n (const BwChartBars *bars)
{
  return bars->n_base + bars->tail->n_bars;
}

static inline const BwBarSeries *
bw_chart_bars_locate (const BwChartBars *bars, gsize *bar_index)
{
  if (*bar_index < bars->n_base)
    return bars->base;
  *bar_index -= bars->n_base;
  return bars->tail;
}

static inline BwTime
bw_chart_bars_get_start (const BwChartBars *bars, gsize bar_index)
{
  const BwBarSeries *part = bw_chart_bars_locate (bars, &bar_index);

  return part->start[bar_index];
}

static inline double
bw_chart_bars_get_close (const BwChartBars *bars, gsize bar_index)
{
  const BwBarSeries *part = bw_chart_bars_locate (bars, &bar_index);

  return part->close[bar_index];
}

static inline double
bw_chart_bars_get_open (const BwChartBars *bars, gsize bar_index)
{
  const BwBarSeries *part = bw_chart_bars_locate (bars, &bar_index);

  return part->open[bar_index];
}

G_END_DECLS
