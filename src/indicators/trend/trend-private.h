/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/* weighted.c */
#define BW_ALMA_PERIOD_MAX 2000
void bw_alma_init (BwNode *node, const double *parameters);
void bw_vwma_init (BwNode *node, const double *parameters);
void bw_vwap_init (BwNode *node, const double *parameters);
/* channels.c */
void bw_supertrend_init (BwNode *node, const double *parameters);
void bw_donchian_init (BwNode *node, const double *parameters);
void bw_keltner_init (BwNode *node, const double *parameters);
void bw_envelope_init (BwNode *node, const double *parameters);
void bw_ichimoku_init (BwNode *node, const double *parameters);
/* oscillators.c */
void bw_vortex_init (BwNode *node, const double *parameters);
void bw_tsi_init (BwNode *node, const double *parameters);
void bw_kst_init (BwNode *node, const double *parameters);
void bw_coppock_init (BwNode *node, const double *parameters);
void bw_elderray_init (BwNode *node, const double *parameters);
void bw_awesome_init (BwNode *node, const double *parameters);
void bw_dpo_init (BwNode *node, const double *parameters);
void bw_fisher_init (BwNode *node, const double *parameters);
void bw_connors_init (BwNode *node, const double *parameters);
/* more.c */
void bw_mavp_init (BwNode *node, const double *parameters);
void bw_klinger_init (BwNode *node, const double *parameters);
void bw_percent_b_init (BwNode *node, const double *parameters);
void bw_band_width_init (BwNode *node, const double *parameters);
void bw_mcginley_init (BwNode *node, const double *parameters);
void bw_zlema_init (BwNode *node, const double *parameters);
void bw_alligator_init (BwNode *node, const double *parameters);
void bw_chandelier_init (BwNode *node, const double *parameters);
/* session.c */
void bw_session_vwap_init (BwNode *node, const double *parameters);
void bw_pivot_classic_init (BwNode *node, const double *parameters);
void bw_pivot_fibonacci_init (BwNode *node, const double *parameters);
void bw_pivot_camarilla_init (BwNode *node, const double *parameters);
void bw_pivot_woodie_init (BwNode *node, const double *parameters);
void bw_pivot_demark_init (BwNode *node, const double *parameters);
/* swing.c */
void bw_zigzag_init (BwNode *node, const double *parameters);
void bw_fractal_init (BwNode *node, const double *parameters);

G_END_DECLS
