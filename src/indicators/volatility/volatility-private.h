/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/* Three inputs: high, low, close. */
void bw_trange_init (BwNode *node, const double *parameters);
void bw_atr_init (BwNode *node, const double *parameters);

static inline double
bw_true_range (const double *const *in, gssize i)
{
  double last = in[2][i - 1];
  double top = in[0][i] > last ? in[0][i] : last, bottom = in[1][i] < last ? in[1][i] : last;

  return top - bottom;
}

G_END_DECLS
