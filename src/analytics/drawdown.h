/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_DRAWDOWN_OPEN G_MAXSIZE

/**
 * BwDrawdown:
 * @depth: at the trough, a fraction of the peak, 0 or below
 * @peak_index: the last point at the old high
 * @trough_index: the lowest point
 * @recovery_index: the first point that regains the peak; %BW_DRAWDOWN_OPEN when none does yet
 */
typedef struct
{
  double depth;
  gsize peak_index;
  gsize trough_index;
  gsize recovery_index;
} BwDrawdown;

void bw_drawdown_series (const double *equity, gsize n_points, double *drawdown);
void bw_drawdown_worst (const double *equity, gsize n_points, BwDrawdown *worst);
gsize bw_drawdown_list (const double *equity, gsize n_points, BwDrawdown *list, gsize n_list);
gsize bw_drawdown_longest (const double *equity, gsize n_points, gboolean *is_open);

G_END_DECLS
