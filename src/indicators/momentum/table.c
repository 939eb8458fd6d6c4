/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/momentum/momentum-private.h"
#include "indicators/tables-private.h"

#define REAL                                                                                       \
  {                                                                                                \
    "Real"                                                                                         \
  }
#define MOMENTUM(NAME, title, inputs, ...)                                                         \
  {                                                                                                \
    NAME, title, BW_INDICATOR_MOMENTUM, inputs, __VA_ARGS__                                        \
  }
#define FROM_20_TO_80 .n_levels = 2, .levels = { 20, 80 }
#define ZERO          .n_levels = 1, .levels = { 0 }
#define MACD_OUTPUTS                                                                               \
  {                                                                                                \
    "MACD", "MACDSignal", "MACDHist"                                                               \
  }

/* clang-format off */
const BwIndicatorInfo bw_momentum_table[] = {
  MOMENTUM ("RSI", "Relative Strength Index", "c", REAL, { BW_TIME_PERIOD (14, 2) }, .n_levels = 2, .levels = { 30, 70 }, .init = bw_rsi_init),
  MOMENTUM ("MACD", "Moving Average Convergence/Divergence", "c", MACD_OUTPUTS, { BW_PERIOD ("FastPeriod", 12, 2), BW_PERIOD ("SlowPeriod", 26, 2), BW_PERIOD ("SignalPeriod", 9, 1) }, ZERO, .init = bw_macd_init),
  MOMENTUM ("MACDEXT", "MACD with controllable MA type", "c", MACD_OUTPUTS, { BW_PERIOD ("FastPeriod", 12, 2), BW_MA_TYPE ("FastMAType"), BW_PERIOD ("SlowPeriod", 26, 2), BW_MA_TYPE ("SlowMAType"), BW_PERIOD ("SignalPeriod", 9, 1), BW_MA_TYPE ("SignalMAType") }, ZERO, .init = bw_macdext_init),
  MOMENTUM ("MACDFIX", "Moving Average Convergence/Divergence Fix 12/26", "c", MACD_OUTPUTS, { BW_PERIOD ("SignalPeriod", 9, 1) }, ZERO, .init = bw_macdfix_init),
  MOMENTUM ("STOCH", "Stochastic", "hlc", { "SlowK", "SlowD" }, { BW_PERIOD ("FastK_Period", 5, 1), BW_PERIOD ("SlowK_Period", 3, 1), BW_MA_TYPE ("SlowK_MAType"), BW_PERIOD ("SlowD_Period", 3, 1), BW_MA_TYPE ("SlowD_MAType") }, FROM_20_TO_80, .init = bw_stoch_init),
  MOMENTUM ("STOCHF", "Stochastic Fast", "hlc", { "FastK", "FastD" }, { BW_PERIOD ("FastK_Period", 5, 1), BW_PERIOD ("FastD_Period", 3, 1), BW_MA_TYPE ("FastD_MAType") }, FROM_20_TO_80, .init = bw_stochf_init),
  MOMENTUM ("STOCHRSI", "Stochastic Relative Strength Index", "c", { "FastK", "FastD" }, { BW_TIME_PERIOD (14, 2), BW_PERIOD ("FastK_Period", 5, 1), BW_PERIOD ("FastD_Period", 3, 1), BW_MA_TYPE ("FastD_MAType") }, FROM_20_TO_80, .init = bw_stochrsi_init),
  MOMENTUM ("WILLR", "Williams' %R", "hlc", REAL, { BW_TIME_PERIOD (14, 2) }, .n_levels = 2, .levels = { -80, -20 }, .init = bw_willr_init),
  MOMENTUM ("CCI", "Commodity Channel Index", "hlc", REAL, { BW_TIME_PERIOD (14, 2) }, .n_levels = 3, .levels = { -100, 0, 100 }, .init = bw_cci_init),
  MOMENTUM ("CMO", "Chande Momentum Oscillator", "c", REAL, { BW_TIME_PERIOD (14, 2) }, .n_levels = 3, .levels = { -50, 0, 50 }, .init = bw_cmo_init),
  MOMENTUM ("MFI", "Money Flow Index", "hlcv", REAL, { BW_TIME_PERIOD (14, 2) }, FROM_20_TO_80, .init = bw_mfi_init),
  MOMENTUM ("IMI", "Intraday Momentum Index", "oc", REAL, { BW_TIME_PERIOD (14, 2) }, .n_levels = 2, .levels = { 30, 70 }, .init = bw_imi_init),
  MOMENTUM ("ADX", "Average Directional Movement Index", "hlc", REAL, { BW_TIME_PERIOD (14, 2) }, .n_levels = 1, .levels = { 25 }, .init = bw_adx_init),
  MOMENTUM ("ADXR", "Average Directional Movement Index Rating", "hlc", REAL, { BW_TIME_PERIOD (14, 2) }, .n_levels = 1, .levels = { 25 }, .init = bw_adxr_init),
  MOMENTUM ("DX", "Directional Movement Index", "hlc", REAL, { BW_TIME_PERIOD (14, 2) }, .init = bw_dx_init),
  MOMENTUM ("PLUS_DI", "Plus Directional Indicator", "hlc", REAL, { BW_TIME_PERIOD (14, 1) }, .init = bw_plus_di_init),
  MOMENTUM ("MINUS_DI", "Minus Directional Indicator", "hlc", REAL, { BW_TIME_PERIOD (14, 1) }, .init = bw_minus_di_init),
  MOMENTUM ("PLUS_DM", "Plus Directional Movement", "hl", REAL, { BW_TIME_PERIOD (14, 1) }, .init = bw_plus_dm_init),
  MOMENTUM ("MINUS_DM", "Minus Directional Movement", "hl", REAL, { BW_TIME_PERIOD (14, 1) }, .init = bw_minus_dm_init),
  MOMENTUM ("AROON", "Aroon", "hl", { "AroonDown", "AroonUp" }, { BW_TIME_PERIOD (14, 2) }, .n_levels = 2, .levels = { 30, 70 }, .init = bw_aroon_init),
  MOMENTUM ("AROONOSC", "Aroon Oscillator", "hl", REAL, { BW_TIME_PERIOD (14, 2) }, ZERO, .init = bw_aroonosc_init),
  MOMENTUM ("APO", "Absolute Price Oscillator", "c", REAL, { BW_PERIOD ("FastPeriod", 12, 2), BW_PERIOD ("SlowPeriod", 26, 2), BW_MA_TYPE ("MAType") }, ZERO, .init = bw_apo_init),
  MOMENTUM ("PPO", "Percentage Price Oscillator", "c", REAL, { BW_PERIOD ("FastPeriod", 12, 2), BW_PERIOD ("SlowPeriod", 26, 2), BW_MA_TYPE ("MAType") }, ZERO, .init = bw_ppo_init),
  MOMENTUM ("MOM", "Momentum", "c", REAL, { BW_TIME_PERIOD (10, 1) }, ZERO, .init = bw_mom_init),
  MOMENTUM ("ROC", "Rate of change : ((price/prevPrice)-1)*100", "c", REAL, { BW_TIME_PERIOD (10, 1) }, ZERO, .init = bw_roc_init),
  MOMENTUM ("ROCP", "Rate of change Percentage: (price-prevPrice)/prevPrice", "c", REAL, { BW_TIME_PERIOD (10, 1) }, ZERO, .init = bw_rocp_init),
  MOMENTUM ("ROCR", "Rate of change ratio: (price/prevPrice)", "c", REAL, { BW_TIME_PERIOD (10, 1) }, .n_levels = 1, .levels = { 1 }, .init = bw_rocr_init),
  MOMENTUM ("ROCR100", "Rate of change ratio 100 scale: (price/prevPrice)*100", "c", REAL, { BW_TIME_PERIOD (10, 1) }, .n_levels = 1, .levels = { 100 }, .init = bw_rocr100_init),
  MOMENTUM ("TRIX", "1-day Rate-Of-Change (ROC) of a Triple Smooth EMA", "c", REAL, { BW_TIME_PERIOD (30, 1) }, ZERO, .init = bw_trix_init),
  MOMENTUM ("ULTOSC", "Ultimate Oscillator", "hlc", REAL, { BW_PERIOD ("TimePeriod1", 7, 1), BW_PERIOD ("TimePeriod2", 14, 1), BW_PERIOD ("TimePeriod3", 28, 1) }, .n_levels = 2, .levels = { 30, 70 }, .init = bw_ultosc_init),
  MOMENTUM ("BOP", "Balance Of Power", "ohlc", REAL, ZERO, .init = bw_bop_init),
  { NULL },
};
/* clang-format on */
