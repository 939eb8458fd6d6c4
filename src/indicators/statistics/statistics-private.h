/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/* Parameters: the period and how many deviations. */
void bw_stddev_init (BwNode *node, const double *parameters);
void bw_var_init (BwNode *node, const double *parameters);
void bw_mean_bands_init (BwNode *node, const double *parameters);
void bw_avgdev_init (BwNode *node, const double *parameters);
void bw_linearreg_init (BwNode *node, const double *parameters);
void bw_tsf_init (BwNode *node, const double *parameters);
void bw_linearreg_slope_init (BwNode *node, const double *parameters);

G_END_DECLS
