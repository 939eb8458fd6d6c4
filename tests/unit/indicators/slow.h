/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/indicator.h"

#include <math.h>

/* A small market, an indicator's values in it, and averages done slowly: each from all bars before
 * it. */
#define N_BARS  600
#define SESSION 78

extern double opens[N_BARS], highs[N_BARS], lows[N_BARS], closes[N_BARS], volumes[N_BARS];
extern double sessions[N_BARS];
extern double outputs[BW_INDICATOR_OUTPUTS_MAX][N_BARS];

void slow_make_bars (void);
void slow_run (const char *name, const double *parameters);
void slow_check (guint output, guint bar, double expected);
double slow_average (const double *x, guint first, double weight, guint period, guint bar);
double slow_mean (const double *x, guint period, guint bar);
