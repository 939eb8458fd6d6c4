/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-type.h"

#include <math.h>

/* Stored: never change one. */
static const char *const type_names[BW_CHART_N_TYPES] = {
  "candles", "hollow",   "heikin-ashi", "bars", "line",         "step-line",
  "area",    "baseline", "renko",       "kagi", "point-figure", "range",
};

static const char *const method_names[BW_BOX_N_METHODS] = { "atr", "fixed", "percent" };

static const BwChartFieldRange ranges[BW_CHART_N_FIELDS] = {
  { "atr-period", 1.0, 200.0, TRUE },   { "box-size", 1e-8, 1e9, FALSE },
  { "percent", 0.01, 50.0, FALSE },     { "reversal", 1.0, 20.0, TRUE },
  { "baseline", 1.0, 99.0, FALSE },
};

/**
 * bw_chart_type_spec_init:
 *
 * Candles; the others with what is usual: a box of ATR(14), three boxes to reverse, 4 % for Kagi.
 */
void
bw_chart_type_spec_init (BwChartTypeSpec *spec)
{
  *spec = (BwChartTypeSpec){ .type = BW_CHART_CANDLES,
                             .method = BW_BOX_ATR,
                             .atr_period = 14,
                             .box_size = 1.0,
                             .percent = 4.0,
                             .n_reversal = 3,
                             .has_wicks = TRUE,
                             .baseline = 50.0 };
}

/**
 * bw_chart_type_spec_clamp:
 *
 * Whatever it holds, every field is in its range then; what is no number becomes the default.
 */
void
bw_chart_type_spec_clamp (BwChartTypeSpec *spec)
{
  BwChartTypeSpec usual;

  bw_chart_type_spec_init (&usual);
  if ((guint) spec->type >= BW_CHART_N_TYPES)
    spec->type = usual.type;
  if ((guint) spec->method >= BW_BOX_N_METHODS)
    spec->method = usual.method;
  for (guint i = 0; i < BW_CHART_N_FIELDS; i++)
    {
      double number = bw_chart_field_get (spec, i);

      if (isnan (number))
        number = bw_chart_field_get (&usual, i);
      bw_chart_field_set (spec, i, CLAMP (number, ranges[i].low, ranges[i].high));
    }
}

gboolean
bw_chart_type_spec_equal (const BwChartTypeSpec *a, const BwChartTypeSpec *b)
{
  for (guint i = 0; i < BW_CHART_N_FIELDS; i++)
    if (bw_chart_field_get (a, i) != bw_chart_field_get (b, i))
      return FALSE;
  return a->type == b->type && a->method == b->method && !a->uses_closes == !b->uses_closes &&
         !a->has_wicks == !b->has_wicks;
}

const char *
bw_chart_type_get_name (BwChartType type)
{
  return type_names[type];
}

gboolean
bw_chart_type_find (const char *name, BwChartType *type)
{
  for (guint i = 0; i < BW_CHART_N_TYPES; i++)
    if (g_strcmp0 (type_names[i], name) == 0)
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_box_method_get_name (BwBoxMethod method)
{
  return method_names[method];
}

gboolean
bw_box_method_find (const char *name, BwBoxMethod *method)
{
  for (guint i = 0; i < BW_BOX_N_METHODS; i++)
    if (g_strcmp0 (method_names[i], name) == 0)
      {
        *method = i;
        return TRUE;
      }
  return FALSE;
}

const BwChartFieldRange *
bw_chart_field_get_range (BwChartField field)
{
  return &ranges[field];
}

double
bw_chart_field_get (const BwChartTypeSpec *spec, BwChartField field)
{
  switch (field)
    {
    case BW_CHART_FIELD_ATR_PERIOD:
      return spec->atr_period;
    case BW_CHART_FIELD_BOX_SIZE:
      return spec->box_size;
    case BW_CHART_FIELD_PERCENT:
      return spec->percent;
    case BW_CHART_FIELD_REVERSAL:
      return spec->n_reversal;
    case BW_CHART_FIELD_BASELINE:
      return spec->baseline;
    case BW_CHART_N_FIELDS:
      break;
    }
  return NAN;
}

/**
 * bw_chart_field_set:
 * @number: in the field's range
 */
void
bw_chart_field_set (BwChartTypeSpec *spec, BwChartField field, double number)
{
  switch (field)
    {
    case BW_CHART_FIELD_ATR_PERIOD:
      spec->atr_period = (guint) number;
      break;
    case BW_CHART_FIELD_BOX_SIZE:
      spec->box_size = number;
      break;
    case BW_CHART_FIELD_PERCENT:
      spec->percent = number;
      break;
    case BW_CHART_FIELD_REVERSAL:
      spec->n_reversal = (guint) number;
      break;
    case BW_CHART_FIELD_BASELINE:
      spec->baseline = number;
      break;
    case BW_CHART_N_FIELDS:
      break;
    }
}

/**
 * bw_chart_type_has_field:
 *
 * Returns: whether @field means anything to the type with its way to find a box
 */
gboolean
bw_chart_type_has_field (const BwChartTypeSpec *spec, BwChartField field)
{
  gboolean has_box = bw_chart_type_is_price_driven (spec->type);

  switch (field)
    {
    case BW_CHART_FIELD_ATR_PERIOD:
      return has_box && spec->method == BW_BOX_ATR;
    case BW_CHART_FIELD_BOX_SIZE:
      return has_box && spec->method == BW_BOX_FIXED;
    case BW_CHART_FIELD_PERCENT:
      return has_box && spec->method == BW_BOX_PERCENT;
    case BW_CHART_FIELD_REVERSAL:
      return spec->type == BW_CHART_POINT_FIGURE;
    case BW_CHART_FIELD_BASELINE:
      return spec->type == BW_CHART_BASELINE;
    case BW_CHART_N_FIELDS:
      break;
    }
  return FALSE;
}
