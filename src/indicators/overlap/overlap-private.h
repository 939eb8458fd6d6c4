/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

void bw_bbands_init (BwNode *node, const double *parameters);
void bw_accbands_init (BwNode *node, const double *parameters);
void bw_midpoint_init (BwNode *node, const double *parameters);
void bw_midprice_init (BwNode *node, const double *parameters);
void bw_sar_init (BwNode *node, const double *parameters);
void bw_sarext_init (BwNode *node, const double *parameters);
void bw_ht_trendline_init (BwNode *node, const double *parameters);

G_END_DECLS
