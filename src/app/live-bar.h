/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/view.h"

G_BEGIN_DECLS

/**
 * BwLiveBar:
 *
 * The newest bar of a chart while minutes come in: which bar a minute belongs to, and what the bar
 * has become. Plain values; the chart is told what to do by BwLiveStep.
 */
typedef struct
{
  BwTimeframe timeframe;
  BwTime start;                 /* of the bar; BW_TIME_NONE: there is none yet */
  double open, high, low, close, volume;
  BwTime minute_start;          /* the last minute seen */
  double minute_volume;         /* of it, counted in @volume already */
} BwLiveBar;

typedef enum
{
  BW_LIVE_NOTHING, /* the minute is older than the bar */
  BW_LIVE_UPDATE,  /* the bar has changed */
  BW_LIVE_APPEND,  /* a new bar has begun */
  BW_LIVE_RELOAD,  /* another day, week or month: ask the store */
} BwLiveStep;

void bw_live_bar_init (BwLiveBar *bar, const BwBarSeries *series, BwTime now);
BwLiveStep bw_live_bar_take (BwLiveBar *bar, const BwMinuteView *minute, const BwSession *session);

G_END_DECLS
