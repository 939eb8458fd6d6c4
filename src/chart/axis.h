/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"

G_BEGIN_DECLS

/**
 * BwChartAxis:
 * @first_bar: bar index at the plot's left edge; fractions and negative values are allowed
 * @n_visible: bars across the plot's width
 *
 * The one mapping that all layers share. x is an index axis: closed sessions take no room. Bar i's
 * middle is at index i + 0.5. Prices are linear or logarithmic. Device units.
 */
typedef struct
{
  double x, y, width, height;    /* of the price plot */
  double first_bar, n_visible;
  double price_low, price_high;  /* at the bottom and top edge; low < high */
  gboolean is_log;               /* then price_low > 0 */
} BwChartAxis;

typedef enum
{
  BW_TICK_TIME,   /* 10:30 */
  BW_TICK_DAY,    /* 2 Mar */
  BW_TICK_MONTH,  /* Mar */
  BW_TICK_YEAR,   /* 2026 */
} BwTickKind;

typedef struct
{
  gsize bar_index;
  BwTickKind kind;
  gint64 local_ns;  /* the bar's start in the market's zone, as if it were UTC */
} BwTimeTick;

/* Nanoseconds to add to UTC at @time in @zone; bw_zone_offset_at() of market/calendar.h is one. */
typedef gint64 (*BwZoneOffsetFunc) (const char *zone, BwTime time);

double bw_chart_axis_x (const BwChartAxis *axis, double bar_index);
double bw_chart_axis_bar (const BwChartAxis *axis, double x);
double bw_chart_axis_y (const BwChartAxis *axis, double price);
double bw_chart_axis_price (const BwChartAxis *axis, double y);

double bw_nice_step (double span, guint n_steps_max, double step_min);
guint bw_chart_axis_price_ticks (const BwChartAxis *axis, double spacing_min, double step_min, double *ticks, guint n_ticks_max);

/* The start of bar @bar_index; lets a series of two parts or a plain array be labelled alike. */
typedef BwTime (*BwBarStartFunc) (gpointer data, gsize bar_index);

typedef struct
{
  BwBarStartFunc start;
  gpointer data;          /* (borrowed) */
  gsize n_bars;
  const char *zone;       /* (borrowed) (nullable) */
  BwZoneOffsetFunc offset_at; /* (nullable): UTC */
} BwTimeSource;

guint bw_chart_axis_time_ticks (const BwChartAxis *axis, const BwTimeSource *source, double spacing_min, BwTimeTick *ticks, guint n_ticks_max);

/**
 * bw_separate_spans:
 * @middles: (array length=n_spans) (inout): wished middles, in any order; moved apart
 * @sizes: (array length=n_spans): each span's size, gap included
 *
 * Moves spans so that none overlaps another and all lie in [@low, @high] (if they fit), each as
 * little as possible and keeping their order.
 */
void bw_separate_spans (double *middles, const double *sizes, guint n_spans, double low, double high);

G_END_DECLS
