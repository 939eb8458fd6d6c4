/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"
#include "report/page.h"

G_BEGIN_DECLS

typedef enum
{
  BW_CURVE_EQUITY,
  BW_CURVE_DRAWDOWN,
} BwCurveKind;

/* A curve over time; values of a drawdown are shares, 0 or below. */
typedef struct
{
  const BwTime *times;  /* (borrowed) */
  const double *values; /* (borrowed) */
  gsize n_points;
  BwCurveKind kind;
  const char *zone;     /* (borrowed) */
} BwCurve;

void bw_curve_draw (BwPage *page, const BwCurve *curve, double x, double y, double width, double height);

G_END_DECLS
