/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "market/calendar.h"

G_BEGIN_DECLS

/* Which bars within a day count. Official daily bars are of the core session alone. */
typedef enum
{
  BW_HOURS_CORE,
  BW_HOURS_EXTENDED,
} BwHours;

/**
 * BwBucket:
 * @start: the coarse bar's start: its period's place in the calendar, whether or not anything
 *   traded there
 * @end: the first instant that belongs to the next one
 */
typedef struct
{
  BwTime start;
  BwTime end;
} BwBucket;

/**
 * BwAggregator:
 * @coarse: (owned): grows; its last bar may still change
 *
 * Turns bars of one timeframe into coarser ones, one at a time.
 */
typedef struct
{
  BwCalendarId calendar;
  BwTimeframe fine;
  BwHours hours;
  BwBarSeries *coarse;
  BwBucket bucket; /* of the last bar of @coarse */
  BwTime window_start, window_end; /* fine bars from here to there are in @bucket */
} BwAggregator;

typedef enum
{
  BW_AGGREGATE_SKIPPED, /* out of hours */
  BW_AGGREGATE_UPDATED, /* the last coarse bar changed */
  BW_AGGREGATE_OPENED,  /* a coarse bar was added; the one before is final */
} BwAggregateStep;

BwAggregator *bw_aggregator_new (BwCalendarId calendar, BwTimeframe fine, BwTimeframe coarse, BwHours hours);
void bw_aggregator_free (BwAggregator *aggregator);
BwAggregateStep bw_aggregator_append (BwAggregator *aggregator, BwTime start, double open, double high, double low,
                                      double close, double volume);
BwBarSeries *bw_aggregate (const BwBarSeries *fine, BwCalendarId calendar, BwTimeframe timeframe, BwHours hours);
gboolean bw_bucket_at (BwCalendarId calendar, BwTimeframe timeframe, BwTime time, BwBucket *bucket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAggregator, bw_aggregator_free)

G_END_DECLS
