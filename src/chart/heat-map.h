/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/style.h"

G_BEGIN_DECLS

#define BW_HEAT_ITEMS_MAX 400

/**
 * BwHeatItem:
 * @group: items of one group stand together; "" for none
 * @size: what its area says; not above 0 or NaN: it has none
 * @change: as a fraction; NaN: unknown
 */
typedef struct
{
  const char *label;
  const char *group;
  double size;
  double change;
} BwHeatItem;

/**
 * BwHeatMap:
 * @full_change: where the colour is full
 *
 * A market at a glance: an area for each item, in its group, coloured and labelled by its change.
 */
typedef struct
{
  const BwHeatItem *items;
  guint n_items;
  double full_change;
  double width, height, scale;
} BwHeatMap;

void bw_treemap_lay_out (const double *sizes, guint n_sizes, BwRect area, BwRect *tiles);
void bw_heat_map_build (const BwHeatMap *map,
                        const BwChartStyle *style,
                        const BwTextMeasure *measure,
                        BwDisplayList *list,
                        BwRect *tiles);

G_END_DECLS
