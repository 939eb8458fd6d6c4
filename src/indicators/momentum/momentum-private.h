/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/* change.c */
void bw_mom_init (BwNode *node, const double *parameters);
void bw_roc_init (BwNode *node, const double *parameters);
void bw_rocp_init (BwNode *node, const double *parameters);
void bw_rocr_init (BwNode *node, const double *parameters);
void bw_rocr100_init (BwNode *node, const double *parameters);
void bw_trix_init (BwNode *node, const double *parameters);
void bw_apo_init (BwNode *node, const double *parameters);
void bw_ppo_init (BwNode *node, const double *parameters);
void bw_macd_init (BwNode *node, const double *parameters);
void bw_macdfix_init (BwNode *node, const double *parameters);
void bw_macdext_init (BwNode *node, const double *parameters);
/* strength.c */
void bw_rsi_init (BwNode *node, const double *parameters);
void bw_cmo_init (BwNode *node, const double *parameters);
void bw_imi_init (BwNode *node, const double *parameters);
void bw_mfi_init (BwNode *node, const double *parameters);
void bw_bop_init (BwNode *node, const double *parameters);
void bw_cci_init (BwNode *node, const double *parameters);
void bw_ultosc_init (BwNode *node, const double *parameters);
/* stochastic.c */
void bw_willr_init (BwNode *node, const double *parameters);
void bw_stoch_init (BwNode *node, const double *parameters);
void bw_stochf_init (BwNode *node, const double *parameters);
void bw_stochrsi_init (BwNode *node, const double *parameters);
void bw_aroon_init (BwNode *node, const double *parameters);
void bw_aroonosc_init (BwNode *node, const double *parameters);
/* directional.c */
void bw_plus_dm_init (BwNode *node, const double *parameters);
void bw_minus_dm_init (BwNode *node, const double *parameters);
void bw_plus_di_init (BwNode *node, const double *parameters);
void bw_minus_di_init (BwNode *node, const double *parameters);
void bw_dx_init (BwNode *node, const double *parameters);
void bw_adx_init (BwNode *node, const double *parameters);
void bw_adxr_init (BwNode *node, const double *parameters);

G_END_DECLS
