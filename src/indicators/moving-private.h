/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/* The kernels of moving averages, for others to build upon. One input, one output; the first
 * parameter is the period. */
void bw_sma_node_init (BwNode *node, const double *parameters);
void bw_sum_node_init (BwNode *node, const double *parameters);
void bw_ema_node_init (BwNode *node, const double *parameters);
void bw_wilder_node_init (BwNode *node, const double *parameters);
void bw_weighed_init (BwNode *node, const double *weights, gsize period);
void bw_wma_node_init (BwNode *node, const double *parameters);
void bw_trima_node_init (BwNode *node, const double *parameters);
void bw_kama_node_init (BwNode *node, const double *parameters);
void bw_dema_node_init (BwNode *node, const double *parameters);
void bw_tema_node_init (BwNode *node, const double *parameters);
void bw_t3_node_init (BwNode *node, const double *parameters);
void bw_hma_node_init (BwNode *node, const double *parameters);
void bw_mama_node_init (BwNode *node, const double *parameters);
/* The period, and the kind of TA-Lib's MAType: 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6
 * KAMA, 7 MAMA, 8 T3. A period of 1 copies. */
void bw_ma_node_init (BwNode *node, const double *parameters);

static inline BwNode *
bw_node_child_ma (BwNode *node, double period, double kind)
{
  return bw_node_child (node, 1, 1, bw_ma_node_init, (const double[]){ period, kind });
}

static inline BwNode *
bw_node_child_period (BwNode *node, BwInitFunc init, double period)
{
  return bw_node_child (node, 1, 1, init, (const double[]){ period });
}

G_END_DECLS
