/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/* What most of these keep: stages fed one after another, and blocks between them. */
#define BW_STAGES_MAX       9
#define BW_STAGE_BLOCKS_MAX 5

typedef struct
{
  BwNode *stages[BW_STAGES_MAX];
  double *blocks[BW_STAGE_BLOCKS_MAX];
  gsize period;
  double factor;
} BwStages;

BwStages *bw_stages_setup (BwNode *node, BwRunFunc run, gsize history, guint n_blocks);

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
/* vigor.c */
void bw_qstick_init (BwNode *node, const double *parameters);
void bw_vhf_init (BwNode *node, const double *parameters);
void bw_forecast_oscillator_init (BwNode *node, const double *parameters);
void bw_vigor_init (BwNode *node, const double *parameters);
void bw_relative_volatility_init (BwNode *node, const double *parameters);
void bw_stochastic_momentum_init (BwNode *node, const double *parameters);
void bw_squeeze_init (BwNode *node, const double *parameters);
void bw_trend_strength_init (BwNode *node, const double *parameters);
void bw_price_momentum_init (BwNode *node, const double *parameters);
/* panes.c */
void bw_woodies_init (BwNode *node, const double *parameters);
void bw_directional_pane_init (BwNode *node, const double *parameters);
void bw_ribbon_init (BwNode *node, const double *parameters);
void bw_guppy_init (BwNode *node, const double *parameters);
void bw_accelerator_init (BwNode *node, const double *parameters);
void bw_bull_bear_init (BwNode *node, const double *parameters);
void bw_vix_fix_init (BwNode *node, const double *parameters);
void bw_chop_zone_init (BwNode *node, const double *parameters);
void bw_inventory_bar_init (BwNode *node, const double *parameters);
/* stops.c */
void bw_chande_kroll_init (BwNode *node, const double *parameters);
void bw_volatility_stop_init (BwNode *node, const double *parameters);
void bw_line_channel_init (BwNode *node, const double *parameters);
void bw_line_bands_init (BwNode *node, const double *parameters);
void bw_vidya_init (BwNode *node, const double *parameters);
void bw_median_init (BwNode *node, const double *parameters);
/* session.c */
void bw_twap_init (BwNode *node, const double *parameters);
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
