/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/moving-private.h"
#include "indicators/overlap/overlap-private.h"
#include "indicators/tables-private.h"

#define REAL                                                                                       \
  {                                                                                                \
    "Real"                                                                                         \
  }

/* clang-format off */
const BwIndicatorInfo bw_overlap_table[] = {
  { "SMA", "Simple Moving Average", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (30, 1) }, .is_overlay = TRUE, .init = bw_sma_node_init },
  { "EMA", "Exponential Moving Average", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (30, 1) }, .is_overlay = TRUE, .init = bw_ema_node_init },
  { "WMA", "Weighted Moving Average", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (30, 1) }, .is_overlay = TRUE, .init = bw_wma_node_init },
  { "DEMA", "Double Exponential Moving Average", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (30, 2) }, .is_overlay = TRUE, .init = bw_dema_node_init },
  { "TEMA", "Triple Exponential Moving Average", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (30, 2) }, .is_overlay = TRUE, .init = bw_tema_node_init },
  { "TRIMA", "Triangular Moving Average", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (30, 2) }, .is_overlay = TRUE, .init = bw_trima_node_init },
  { "KAMA", "Kaufman Adaptive Moving Average", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (30, 2) }, .is_overlay = TRUE, .init = bw_kama_node_init },
  { "T3", "Triple Exponential Moving Average (T3)", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (5, 2), BW_REAL ("VFactor", 0.7, 0, 1) }, .is_overlay = TRUE, .init = bw_t3_node_init },
  { "MA", "Moving average", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (30, 1), BW_MA_TYPE ("MAType") }, .is_overlay = TRUE, .init = bw_ma_node_init },
  { "MAMA", "MESA Adaptive Moving Average", BW_INDICATOR_OVERLAP, "c", { "MAMA", "FAMA" }, { BW_REAL ("FastLimit", 0.5, 0.01, 0.99), BW_REAL ("SlowLimit", 0.05, 0.01, 0.99) }, .is_overlay = TRUE, .init = bw_mama_node_init },
  { "HT_TRENDLINE", "Hilbert Transform - Instantaneous Trendline", BW_INDICATOR_OVERLAP, "c", REAL, .is_overlay = TRUE, .init = bw_ht_trendline_init },
  { "BBANDS", "Bollinger Bands", BW_INDICATOR_OVERLAP, "c", { "RealUpperBand", "RealMiddleBand", "RealLowerBand" }, { BW_TIME_PERIOD (5, 2), BW_REAL ("NbDevUp", 2, -1e9, 1e9), BW_REAL ("NbDevDn", 2, -1e9, 1e9), BW_MA_TYPE ("MAType") }, .is_overlay = TRUE, .init = bw_bbands_init },
  { "ACCBANDS", "Acceleration Bands", BW_INDICATOR_OVERLAP, "hlc", { "RealUpperBand", "RealMiddleBand", "RealLowerBand" }, { BW_TIME_PERIOD (20, 2) }, .is_overlay = TRUE, .init = bw_accbands_init },
  { "MIDPOINT", "MidPoint over period", BW_INDICATOR_OVERLAP, "c", REAL, { BW_TIME_PERIOD (14, 2) }, .is_overlay = TRUE, .init = bw_midpoint_init },
  { "MIDPRICE", "Midpoint Price over period", BW_INDICATOR_OVERLAP, "hl", REAL, { BW_TIME_PERIOD (14, 2) }, .is_overlay = TRUE, .init = bw_midprice_init },
  { "SAR", "Parabolic SAR", BW_INDICATOR_OVERLAP, "hl", REAL, { BW_REAL ("Acceleration", 0.02, 0, 1e9), BW_REAL ("Maximum", 0.2, 0, 1e9) }, .is_overlay = TRUE, .init = bw_sar_init },
  { "SAREXT", "Parabolic SAR - Extended", BW_INDICATOR_OVERLAP, "hl", REAL,
    { BW_REAL ("StartValue", 0, -1e9, 1e9), BW_REAL ("OffsetOnReverse", 0, 0, 1e9), BW_REAL ("AccelerationInitLong", 0.02, 0, 1e9), BW_REAL ("AccelerationLong", 0.02, 0, 1e9),
      BW_REAL ("AccelerationMaxLong", 0.2, 0, 1e9), BW_REAL ("AccelerationInitShort", 0.02, 0, 1e9), BW_REAL ("AccelerationShort", 0.02, 0, 1e9), BW_REAL ("AccelerationMaxShort", 0.2, 0, 1e9) },
    .is_overlay = TRUE, .init = bw_sarext_init },
  { NULL },
};
/* clang-format on */
