/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

void bw_williams_ad_init (BwNode *node, const double *parameters);
void bw_facilitation_init (BwNode *node, const double *parameters);
void bw_net_volume_init (BwNode *node, const double *parameters);
void bw_relative_volume_init (BwNode *node, const double *parameters);
void bw_percent_volume_init (BwNode *node, const double *parameters);

G_END_DECLS
