/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/transform/transform.h"

#include <math.h>

G_BEGIN_DECLS

/* One bar that comes in. */
typedef struct
{
  BwTime start;
  double open, high, low, close, volume; /* volume: a NaN counts as none */
} BwSourceBar;

/* A derived bar that may still change; it is no part of the derived series until it is finished or
 * all is taken. */
typedef struct
{
  BwTime start;
  double open, high, low, close, volume;
  BwKagiBar kagi;
} BwGrowingBar;

/* All that a transform remembers between two bars, copied to go back to. */
typedef struct
{
  gboolean has_begun;
  gboolean has_growing;
  BwGrowingBar growing;
  int direction;             /* 1 up, -1 down, 0 not known yet */
  double before_open, before_close;              /* Heikin-Ashi */
  double top, bottom;        /* Renko, point and figure: levels of the last box, in boxes */
  double high, low, volume;  /* Renko: since the last brick */
  BwTime start;
  double shoulder, waist;    /* Kagi: of the lines before; NaN: none yet */
} BwTransformState;

/* What a step may use: the parameters, and where finished bars go. */
typedef struct
{
  const BwChartTypeSpec *spec;
  double box;                /* more than 0 */
  BwBarSeries *derived;      /* (borrowed) */
  GArray *kagi;              /* (borrowed): BwKagiBar */
  double n_wanted;           /* set above BW_TRANSFORM_N_BARS_MAX when the box is too small */
} BwTransformStep;

typedef void (*BwTransformTakeFunc) (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar);

void bw_transform_take_heikin_ashi (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar);
void bw_transform_take_renko (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar);
void bw_transform_take_kagi (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar);
void bw_transform_take_point_figure (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar);
void bw_transform_take_range (BwTransformStep *step, BwTransformState *state, const BwSourceBar *bar);

void bw_transform_finish (BwTransformStep *step, const BwGrowingBar *bar);
gboolean bw_transform_has_room (BwTransformStep *step, double n_more);
double bw_transform_find_box (const BwChartTypeSpec *spec, const BwChartBars *source, gsize n_basis, double tick);
gsize bw_transform_count_basis (const BwChartTypeSpec *spec, const BwChartBars *source);

/* Prices are sums of ticks, boxes too: one that misses a level by less than rounding reaches it. */
static inline double
bw_level_floor (double price, double box)
{
  return floor (price / box + 1e-6);
}

static inline double
bw_level_ceil (double price, double box)
{
  return ceil (price / box - 1e-6);
}

G_END_DECLS
