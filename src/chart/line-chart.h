/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/axis.h"
#include "chart/style.h"

G_BEGIN_DECLS

typedef enum
{
  BW_LINE_CHART_LINE,
  BW_LINE_CHART_AREA,      /* filled down to the plot's bottom: equity */
  BW_LINE_CHART_BASELINE,  /* filled to zero: drawdown, cumulated P&L */
} BwLineChartKind;

typedef enum
{
  BW_NUMBER_PLAIN,
  BW_NUMBER_MONEY,    /* 104,000; cents only when the axis needs them */
  BW_NUMBER_PERCENT,  /* values are shares: 0.05 is 5 % */
} BwNumberKind;

/**
 * BwLineChart:
 * @times: (array length=n_points) (nullable): UTC, rising; without them no time axis is drawn
 * @values: (array length=n_points): NaN leaves a gap
 * @others: (array length=n_points) (nullable): a second, dimmer line (a benchmark)
 * @kind: of @values
 *
 * A curve over time with the candle chart's axes, for equity, drawdown and the printed report. The
 * point of x is the index, so that closed days take no room. Device units; sizes of @style are
 * multiplied by @scale.
 */
typedef struct
{
  const BwTime *times;
  const double *values;
  const double *others;
  gsize n_points;
  BwLineChartKind kind;
  BwNumberKind number;
  BwColour colour;
  const char *zone;           /* (nullable) */
  BwZoneOffsetFunc offset_at; /* (nullable) */
  double width, height, scale;
  double hover_x;             /* NaN: no crosshair */
} BwLineChart;

void bw_line_chart_build (const BwLineChart *chart, const BwChartStyle *style, const BwTextMeasure *measure, BwDisplayList *list);
void bw_sparkline_build (const double *values, gsize n_values, BwColour colour, double width, double height, double scale, BwDisplayList *list);

typedef struct
{
  const char *label;
  double value;
} BwBarItem;

/**
 * BwBarChart:
 *
 * Horizontal bars from a common zero, labels left, values right: P&L by symbol.
 */
typedef struct
{
  const BwBarItem *items;
  guint n_items;
  BwNumberKind number;
  double width, height, scale;
} BwBarChart;

void bw_bar_chart_build (const BwBarChart *chart, const BwChartStyle *style, const BwTextMeasure *measure, BwDisplayList *list);

G_END_DECLS
