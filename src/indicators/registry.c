/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/tables-private.h"

static const BwIndicatorInfo *const tables[] = {
  bw_overlap_table, bw_overlap_more_table, bw_momentum_table, bw_momentum_more_table,
  bw_volume_table,  bw_volatility_table,   bw_cycle_table,    bw_statistics_table,
  bw_price_table,   bw_math_table,         bw_pattern_table,
};

static const char *const group_names[BW_N_INDICATOR_GROUPS] = {
  [BW_INDICATOR_OVERLAP] = "Overlap Studies",
  [BW_INDICATOR_MOMENTUM] = "Momentum Indicators",
  [BW_INDICATOR_VOLUME] = "Volume Indicators",
  [BW_INDICATOR_VOLATILITY] = "Volatility Indicators",
  [BW_INDICATOR_CYCLE] = "Cycle Indicators",
  [BW_INDICATOR_STATISTIC] = "Statistic Functions",
  [BW_INDICATOR_PRICE] = "Price Transform",
  [BW_INDICATOR_MATH] = "Math Functions",
  [BW_INDICATOR_PATTERN] = "Pattern Recognition",
};

const char *
bw_indicator_group_get_name (BwIndicatorGroup group)
{
  g_return_val_if_fail (group < BW_N_INDICATOR_GROUPS, NULL);

  return group_names[group];
}

/**
 * bw_indicator_get_info:
 *
 * Returns: (nullable): the indicator at @index of the whole list; %NULL behind its end
 */
const BwIndicatorInfo *
bw_indicator_get_info (gsize index)
{
  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const BwIndicatorInfo *info = tables[t]; info->name != NULL; info++)
      if (index-- == 0)
        return info;
  return NULL;
}

gsize
bw_indicator_get_n_infos (void)
{
  gsize n = 0;

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const BwIndicatorInfo *info = tables[t]; info->name != NULL; info++)
      n++;
  return n;
}

/**
 * bw_indicator_find:
 * @name: in any case
 */
const BwIndicatorInfo *
bw_indicator_find (const char *name)
{
  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const BwIndicatorInfo *info = tables[t]; info->name != NULL; info++)
      if (g_ascii_strcasecmp (info->name, name) == 0)
        return info;
  return NULL;
}

guint
bw_indicator_info_get_n_parameters (const BwIndicatorInfo *info)
{
  guint n = 0;

  while (info->parameters[n].name != NULL)
    n++;
  return n;
}

guint
bw_indicator_info_get_n_outputs (const BwIndicatorInfo *info)
{
  guint n = 0;

  while (info->outputs[n] != NULL)
    n++;
  return n;
}

/**
 * bw_indicator_info_get_defaults:
 * @parameters: (array) (out caller-allocates): room for the info's parameters
 */
void
bw_indicator_info_get_defaults (const BwIndicatorInfo *info, double *parameters)
{
  for (guint k = 0; info->parameters[k].name != NULL; k++)
    parameters[k] = info->parameters[k].value;
}
