/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/**
 * BwPair:
 *
 * Two exponential averages to compare, and what of them is wanted.
 */
typedef struct
{
  double fast, slow;               /* periods */
  gsize fast_delay;                /* bars after which the fast one begins */
  double signal;                   /* the period of an average of the difference; 0 for none */
  double fast_weight, slow_weight; /* others than the periods'; 0 for these */
  gboolean is_percent;             /* of the slow one; 0 where that is 0 */
} BwPair;

/* cascade.c */
void bw_pair_init (BwNode *node, const BwPair *pair);
void bw_twice_init (BwNode *node, double period, const double *weights);
/* filter.c */
void bw_filter_init (BwNode *node, double period, guint n_stages, const double *weights);

G_END_DECLS
