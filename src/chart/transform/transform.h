/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/bars.h"
#include "chart/chart-type.h"

G_BEGIN_DECLS

/* No transform makes more bars than this: its box is doubled until they are fewer. */
#define BW_TRANSFORM_N_BARS_MAX 2000000

/**
 * BwKagiBar:
 * @turn: where on the line its thickness changes; NaN where it doesn't
 * @is_thick: the line's end
 */
typedef struct
{
  double turn;
  gboolean is_thick;
} BwKagiBar;

/**
 * BwTransform:
 *
 * Other bars made of a chart's bars: Heikin-Ashi, Renko, Kagi, point and figure, range bars. A pure
 * function of the bars and the parameters, worked out step by step: all but the last bar, which may
 * still change, are taken once, so that a tick costs what one bar costs; it comes out as if worked
 * out from scratch. A derived bar starts when the first of its bars does, so times rise but several
 * may be equal. Bars that hold no number (NaN, infinity) change no price-driven chart.
 */
typedef struct _BwTransform BwTransform;

BwTransform *bw_transform_new (const BwChartTypeSpec *spec, double tick);
void bw_transform_free (BwTransform *transform);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTransform, bw_transform_free)

gsize bw_transform_update (BwTransform *transform, const BwChartBars *source, BwBarSeries *derived);
void bw_transform_reset (BwTransform *transform);
double bw_transform_get_box (const BwTransform *transform);
const BwKagiBar *bw_transform_get_kagi (const BwTransform *transform, gsize bar_index);

/* Of a chart without live updates. */
BwBarSeries *bw_transform_series (const BwBarSeries *series, const BwChartTypeSpec *spec, double tick);

G_END_DECLS
