/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"

G_BEGIN_DECLS

/* Trading days a year: exchanges, and markets that never close. */
#define BW_DAYS_PER_YEAR_EXCHANGE 252.0
#define BW_DAYS_PER_YEAR_CRYPTO 365.0

gsize bw_equity_curve_join (const BwTime *times_a, const double *a, gsize n_a, const BwTime *times_b, const double *b, gsize n_b, BwTime *times, double *joined_a, double *joined_b);
gsize bw_equity_curve_daily (const BwTime *times,
                             const double *equity,
                             gsize n_points,
                             const char *zone,
                             BwTime *day_times,
                             double *day_equity);
gsize bw_equity_curve_returns (const double *equity, const double *flows, gsize n_points, double *returns);
void bw_equity_curve_growth (const double *equity, const double *flows, gsize n_points, double *growth);
void bw_equity_curve_daily_flows (const BwTime *times, const double *flows, gsize n_points, const BwTime *day_times, gsize n_days, double *day_flows);
double bw_returns_compound (const double *returns, gsize n_returns);

G_END_DECLS
