/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How bars are drawn. Stored by their names (bw_chart_type_get_name), never by number. */
typedef enum
{
  BW_CHART_CANDLES,
  BW_CHART_HOLLOW,       /* hollow when it closed above its open; coloured by the close before */
  BW_CHART_HEIKIN_ASHI,
  BW_CHART_BARS,         /* open, high, low, close */
  BW_CHART_LINE,
  BW_CHART_STEP_LINE,
  BW_CHART_AREA,
  BW_CHART_BASELINE,     /* above and below one price */
  BW_CHART_RENKO,
  BW_CHART_KAGI,
  BW_CHART_POINT_FIGURE,
  BW_CHART_RANGE,
  BW_CHART_N_TYPES
} BwChartType;

/* How the box of a price-driven chart is found: the size of a brick, of a reversal, of a range bar. */
typedef enum
{
  BW_BOX_ATR,      /* the average true range up to the day before the newest bar's */
  BW_BOX_FIXED,    /* so much in price */
  BW_BOX_PERCENT,  /* of the price then; of the line's end for Kagi */
  BW_BOX_N_METHODS
} BwBoxMethod;

/**
 * BwChartTypeSpec:
 *
 * A chart's type with its parameters; those that the type doesn't know are kept for when it is
 * another.
 */
typedef struct
{
  BwChartType type;
  BwBoxMethod method;
  guint atr_period;     /* bars */
  double box_size;      /* in price */
  double percent;
  guint n_reversal;     /* boxes: point and figure */
  gboolean uses_closes; /* point and figure: closes alone, not highs and lows */
  gboolean has_wicks;   /* Renko */
  double baseline;      /* baseline: percent of the plot's height, from the bottom */
} BwChartTypeSpec;

/* A parameter that is a number. */
typedef enum
{
  BW_CHART_FIELD_ATR_PERIOD,
  BW_CHART_FIELD_BOX_SIZE,
  BW_CHART_FIELD_PERCENT,
  BW_CHART_FIELD_REVERSAL,
  BW_CHART_FIELD_BASELINE,
  BW_CHART_N_FIELDS
} BwChartField;

typedef struct
{
  const char *name;   /* stored under this */
  double low, high;   /* both allowed */
  gboolean is_whole;
} BwChartFieldRange;

void bw_chart_type_spec_init (BwChartTypeSpec *spec);
void bw_chart_type_spec_clamp (BwChartTypeSpec *spec);
gboolean bw_chart_type_spec_equal (const BwChartTypeSpec *a, const BwChartTypeSpec *b);
const char *bw_chart_type_get_name (BwChartType type);
gboolean bw_chart_type_find (const char *name, BwChartType *type);
const char *bw_box_method_get_name (BwBoxMethod method);
gboolean bw_box_method_find (const char *name, BwBoxMethod *method);
const BwChartFieldRange *bw_chart_field_get_range (BwChartField field);
double bw_chart_field_get (const BwChartTypeSpec *spec, BwChartField field);
void bw_chart_field_set (BwChartTypeSpec *spec, BwChartField field, double number);
gboolean bw_chart_type_has_field (const BwChartTypeSpec *spec, BwChartField field);

/* Whether its bars are others than those that came in. */
static inline gboolean
bw_chart_type_is_derived (BwChartType type)
{
  return type == BW_CHART_HEIKIN_ASHI || type >= BW_CHART_RENKO;
}

/* Whether its bars follow the price and not the clock. */
static inline gboolean
bw_chart_type_is_price_driven (BwChartType type)
{
  return type >= BW_CHART_RENKO;
}

/* Whether it shows closes and nothing else. */
static inline gboolean
bw_chart_type_is_line (BwChartType type)
{
  return type >= BW_CHART_LINE && type <= BW_CHART_BASELINE;
}

G_END_DECLS
