/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/moving-private.h"
#include "indicators/tables-private.h"
#include "indicators/trend/trend-private.h"

/* clang-format off */
#define REAL { "Real" }
#define OVERLAY(NAME, title, inputs, ...) { NAME, title, BW_INDICATOR_OVERLAP, inputs, __VA_ARGS__, .is_overlay = TRUE }
#define MOMENTUM(NAME, title, inputs, ...) { NAME, title, BW_INDICATOR_MOMENTUM, inputs, __VA_ARGS__ }
#define ZERO .n_levels = 1, .levels = { 0 }
#define PIVOTS { "Pivot", "R1", "S1", "R2", "S2", "R3", "S3" }
#define SIX { "First", "Second", "Third", "Fourth", "Fifth", "Sixth" }
#define BANDS { "UpperBand", "MiddleBand", "LowerBand" }

/* Defaults are the ones charting sites show. */
const BwIndicatorInfo bw_overlap_more_table[] = {
  OVERLAY ("HMA", "Hull Moving Average", "c", REAL, { BW_TIME_PERIOD (9, 2) }, .init = bw_hma_node_init),
  OVERLAY ("RMA", "Wilder's Moving Average (RMA, SMMA)", "c", REAL, { BW_TIME_PERIOD (14, 1) }, .init = bw_wilder_node_init),
  OVERLAY ("ALMA", "Arnaud Legoux Moving Average", "c", REAL, { BW_WHOLE ("TimePeriod", 9, 1, BW_ALMA_PERIOD_MAX), BW_REAL ("Offset", 0.85, 0, 1), BW_REAL ("Sigma", 6, 0.1, 1000) }, .init = bw_alma_init),
  OVERLAY ("VWMA", "Volume Weighted Moving Average", "cv", REAL, { BW_TIME_PERIOD (20, 1) }, .init = bw_vwma_init),
  OVERLAY ("VWAP", "Volume Weighted Average Price since the first bar", "hlcv", REAL, .init = bw_vwap_init),
  OVERLAY ("SUPERTREND", "Supertrend", "hlc", { "Real", "Direction" }, { BW_TIME_PERIOD (10, 1), BW_REAL ("Factor", 3, 0.01, 1000) }, .init = bw_supertrend_init),
  OVERLAY ("DONCHIAN", "Donchian Channels", "hl", BANDS, { BW_TIME_PERIOD (20, 1) }, .init = bw_donchian_init),
  OVERLAY ("KELTNER", "Keltner Channels", "hlc", BANDS, { BW_TIME_PERIOD (20, 1), BW_REAL ("Factor", 2, 0, 1000), BW_PERIOD ("AtrPeriod", 10, 1) }, .init = bw_keltner_init),
  OVERLAY ("ENVELOPE", "Moving Average Envelope", "c", BANDS, { BW_TIME_PERIOD (20, 1), BW_REAL ("Percent", 10, 0, 1000), BW_MA_TYPE ("MAType") }, .init = bw_envelope_init),
  OVERLAY ("ICHIMOKU", "Ichimoku Cloud (the spans at the bar they stand over)", "hl", { "Conversion", "Base", "SpanA", "SpanB" }, { BW_PERIOD ("ConversionPeriod", 9, 1), BW_PERIOD ("BasePeriod", 26, 1), BW_PERIOD ("SpanPeriod", 52, 1), BW_WHOLE ("Displacement", 26, 1, 10000) }, .init = bw_ichimoku_init),
  OVERLAY ("MAVP", "Moving average with variable period (named in the column of volumes)", "cv", REAL, { BW_WHOLE ("MinPeriod", 2, 2, 500), BW_WHOLE ("MaxPeriod", 30, 2, 500), BW_MA_TYPE ("MAType") }, .init = bw_mavp_init),
  OVERLAY ("MCGINLEY", "McGinley Dynamic", "c", REAL, { BW_TIME_PERIOD (14, 1) }, .init = bw_mcginley_init),
  OVERLAY ("ZLEMA", "Zero Lag Exponential Moving Average", "c", REAL, { BW_TIME_PERIOD (14, 1) }, .init = bw_zlema_init),
  OVERLAY ("ALLIGATOR", "Williams Alligator", "hl", { "Jaw", "Teeth", "Lips" }, { BW_PERIOD ("JawPeriod", 13, 1), BW_WHOLE ("JawShift", 8, 0, 10000), BW_PERIOD ("TeethPeriod", 8, 1), BW_WHOLE ("TeethShift", 5, 0, 10000), BW_PERIOD ("LipsPeriod", 5, 1), BW_WHOLE ("LipsShift", 3, 0, 10000) }, .init = bw_alligator_init),
  OVERLAY ("CHANDELIER", "Chandelier Exit", "hlc", { "Long", "Short" }, { BW_TIME_PERIOD (22, 1), BW_REAL ("Factor", 3, 0, 1000) }, .init = bw_chandelier_init),
  OVERLAY ("SESSIONVWAP", "Volume Weighted Average Price of the session, with bands", "hlcvs", BANDS, { BW_REAL ("Deviations", 2, 0, 1000) }, .init = bw_session_vwap_init),
  OVERLAY ("PIVOTS", "Pivot Points, classic", "ohlcs", PIVOTS, .is_sparse = TRUE, .init = bw_pivot_classic_init),
  OVERLAY ("PIVOTS_FIBONACCI", "Pivot Points, Fibonacci", "ohlcs", PIVOTS, .is_sparse = TRUE, .init = bw_pivot_fibonacci_init),
  OVERLAY ("PIVOTS_CAMARILLA", "Pivot Points, Camarilla", "ohlcs", PIVOTS, .is_sparse = TRUE, .init = bw_pivot_camarilla_init),
  OVERLAY ("PIVOTS_WOODIE", "Pivot Points, Woodie", "ohlcs", PIVOTS, .is_sparse = TRUE, .init = bw_pivot_woodie_init),
  OVERLAY ("PIVOTS_DEMARK", "Pivot Points, DeMark", "ohlcs", { "Pivot", "R1", "S1" }, .is_sparse = TRUE, .init = bw_pivot_demark_init),
  OVERLAY ("ZIGZAG", "ZigZag (a swing point at the bar that confirms it)", "hl", { "Swing", "BarsAgo", "Leg" }, { BW_REAL ("Percent", 5, 0.001, 99) }, .is_sparse = TRUE, .init = bw_zigzag_init),
  OVERLAY ("CHANDEKROLL", "Chande Kroll Stop", "hlc", { "StopLong", "StopShort" }, { BW_TIME_PERIOD (10, 1), BW_REAL ("Factor", 1, 0, 1000), BW_PERIOD ("StopPeriod", 9, 1) }, .init = bw_chande_kroll_init),
  OVERLAY ("VSTOP", "Volatility Stop", "hlc", { "Stop", "Direction" }, { BW_TIME_PERIOD (20, 1), BW_REAL ("Factor", 2, 0.01, 1000) }, .init = bw_volatility_stop_init),
  OVERLAY ("LINREGCHANNEL", "Linear Regression Channel at its last bar", "c", BANDS, { BW_TIME_PERIOD (100, 2), BW_REAL ("Deviations", 2, 0, 1000) }, .init = bw_line_channel_init),
  OVERLAY ("STDERRBANDS", "Standard Error Bands", "c", BANDS, { BW_TIME_PERIOD (21, 3), BW_REAL ("Errors", 2, 0, 1000), BW_PERIOD ("MeanPeriod", 3, 1) }, .init = bw_line_bands_init),
  OVERLAY ("VIDYA", "Variable Index Dynamic Average", "c", REAL, { BW_PERIOD ("ShortPeriod", 9, 2), BW_PERIOD ("LongPeriod", 30, 2), BW_REAL ("Alpha", 0.2, 0.001, 1) }, .init = bw_vidya_init),
  OVERLAY ("MEDIAN", "Moving Median", "c", REAL, { BW_WHOLE ("TimePeriod", 14, 1, 10000) }, .init = bw_median_init),
  OVERLAY ("RIBBON", "Moving Average Ribbon", "c", { "First", "Second", "Third", "Fourth" }, { BW_PERIOD ("Period1", 20, 1), BW_PERIOD ("Period2", 50, 1), BW_PERIOD ("Period3", 100, 1), BW_PERIOD ("Period4", 200, 1), BW_MA_TYPE ("MAType") }, .init = bw_ribbon_init),
  OVERLAY ("GUPPY", "Guppy Multiple Moving Average (traders)", "c", SIX, { BW_PERIOD ("Period1", 3, 1), BW_PERIOD ("Period2", 5, 1), BW_PERIOD ("Period3", 8, 1), BW_PERIOD ("Period4", 10, 1), BW_PERIOD ("Period5", 12, 1), BW_PERIOD ("Period6", 15, 1) }, .init = bw_guppy_init),
  OVERLAY ("GUPPY_LONG", "Guppy Multiple Moving Average (investors)", "c", SIX, { BW_PERIOD ("Period1", 30, 1), BW_PERIOD ("Period2", 35, 1), BW_PERIOD ("Period3", 40, 1), BW_PERIOD ("Period4", 45, 1), BW_PERIOD ("Period5", 50, 1), BW_PERIOD ("Period6", 60, 1) }, .init = bw_guppy_init),
  OVERLAY ("TWAP", "Time Weighted Average Price of the session", "ohlcs", REAL, .init = bw_twap_init),
  OVERLAY ("FRACTAL", "Williams Fractal (at the bar that confirms it)", "hl", { "High", "Low" }, { BW_WHOLE ("Bars", 2, 1, 1000) }, .is_sparse = TRUE, .init = bw_fractal_init),
  { NULL },
};

const BwIndicatorInfo bw_momentum_more_table[] = {
  MOMENTUM ("VORTEX", "Vortex Indicator", "hlc", { "PlusVI", "MinusVI" }, { BW_TIME_PERIOD (14, 2) }, .n_levels = 1, .levels = { 1 }, .init = bw_vortex_init),
  MOMENTUM ("TSI", "True Strength Index", "c", { "Real", "Signal" }, { BW_PERIOD ("LongPeriod", 25, 1), BW_PERIOD ("ShortPeriod", 13, 1), BW_PERIOD ("SignalPeriod", 13, 1) }, ZERO, .init = bw_tsi_init),
  MOMENTUM ("KST", "Know Sure Thing", "c", { "Real", "Signal" }, { BW_PERIOD ("Roc1", 10, 1), BW_PERIOD ("Roc2", 15, 1), BW_PERIOD ("Roc3", 20, 1), BW_PERIOD ("Roc4", 30, 1), BW_PERIOD ("Sma1", 10, 1), BW_PERIOD ("Sma2", 10, 1), BW_PERIOD ("Sma3", 10, 1), BW_PERIOD ("Sma4", 15, 1), BW_PERIOD ("SignalPeriod", 9, 1) }, ZERO, .init = bw_kst_init),
  MOMENTUM ("COPPOCK", "Coppock Curve", "c", REAL, { BW_PERIOD ("WmaPeriod", 10, 1), BW_PERIOD ("LongRoc", 14, 1), BW_PERIOD ("ShortRoc", 11, 1) }, ZERO, .init = bw_coppock_init),
  MOMENTUM ("ELDERRAY", "Elder-Ray Bull and Bear Power", "hlc", { "BullPower", "BearPower" }, { BW_TIME_PERIOD (13, 1) }, ZERO, .init = bw_elderray_init),
  MOMENTUM ("AO", "Awesome Oscillator", "hl", REAL, { BW_PERIOD ("FastPeriod", 5, 1), BW_PERIOD ("SlowPeriod", 34, 1) }, ZERO, .init = bw_awesome_init),
  MOMENTUM ("DPO", "Detrended Price Oscillator", "c", REAL, { BW_TIME_PERIOD (21, 1) }, ZERO, .init = bw_dpo_init),
  MOMENTUM ("FISHER", "Fisher Transform", "hl", { "Real", "Trigger" }, { BW_TIME_PERIOD (9, 2) }, .n_levels = 3, .levels = { -1.5, 0, 1.5 }, .init = bw_fisher_init),
  MOMENTUM ("CRSI", "Connors RSI", "c", REAL, { BW_PERIOD ("RsiPeriod", 3, 2), BW_PERIOD ("StreakPeriod", 2, 2), BW_WHOLE ("RankPeriod", 100, 2, 2000) }, .n_levels = 2, .levels = { 30, 70 }, .init = bw_connors_init),
  MOMENTUM ("PERCENTB", "Bollinger %B", "c", REAL, { BW_TIME_PERIOD (20, 2), BW_REAL ("NbDev", 2, 0, 1000) }, .n_levels = 2, .levels = { 0, 1 }, .init = bw_percent_b_init),
  MOMENTUM ("QSTICK", "Qstick", "oc", REAL, { BW_TIME_PERIOD (8, 1) }, ZERO, .init = bw_qstick_init),
  MOMENTUM ("VHF", "Vertical Horizontal Filter", "c", REAL, { BW_TIME_PERIOD (28, 2) }, .init = bw_vhf_init),
  MOMENTUM ("FOSC", "Forecast Oscillator", "c", REAL, { BW_TIME_PERIOD (14, 2) }, ZERO, .init = bw_forecast_oscillator_init),
  MOMENTUM ("RVGI", "Relative Vigor Index", "ohlc", { "Real", "Signal" }, { BW_TIME_PERIOD (10, 1) }, ZERO, .init = bw_vigor_init),
  MOMENTUM ("SMI", "Stochastic Momentum Index", "hlc", { "Real", "Signal" }, { BW_PERIOD ("RangePeriod", 10, 1), BW_PERIOD ("AveragePeriod", 3, 1), BW_PERIOD ("SignalPeriod", 3, 1) }, .n_levels = 3, .levels = { -40, 0, 40 }, .init = bw_stochastic_momentum_init),
  MOMENTUM ("SQUEEZE", "Squeeze Momentum (TTM)", "hlc", { "Momentum", "Squeeze" }, { BW_TIME_PERIOD (20, 2), BW_REAL ("Deviations", 2, 0, 1000), BW_REAL ("Ranges", 1.5, 0, 1000) }, ZERO, .init = bw_squeeze_init),
  MOMENTUM ("TRENDSTRENGTH", "Trend Strength Index", "c", REAL, { BW_TIME_PERIOD (14, 2) }, ZERO, .init = bw_trend_strength_init),
  MOMENTUM ("PMO", "Price Momentum Oscillator", "c", { "Real", "Signal" }, { BW_PERIOD ("FirstPeriod", 35, 2), BW_PERIOD ("SecondPeriod", 20, 2), BW_PERIOD ("SignalPeriod", 10, 1) }, ZERO, .init = bw_price_momentum_init),
  MOMENTUM ("WOODIESCCI", "Woodies CCI", "hlc", { "CCI", "Turbo" }, { BW_TIME_PERIOD (14, 2), BW_PERIOD ("TurboPeriod", 6, 2) }, .n_levels = 3, .levels = { -100, 0, 100 }, .init = bw_woodies_init),
  MOMENTUM ("DMI", "Directional Movement Index with both indicators", "hlc", { "PlusDI", "MinusDI", "ADX" }, { BW_TIME_PERIOD (14, 2) }, .n_levels = 1, .levels = { 25 }, .init = bw_directional_pane_init),
  MOMENTUM ("AC", "Accelerator Oscillator", "hl", REAL, { BW_PERIOD ("FastPeriod", 5, 1), BW_PERIOD ("SlowPeriod", 34, 1), BW_PERIOD ("MeanPeriod", 5, 1) }, ZERO, .init = bw_accelerator_init),
  MOMENTUM ("BBP", "Bull Bear Power", "hlc", REAL, { BW_TIME_PERIOD (13, 1) }, ZERO, .init = bw_bull_bear_init),
  MOMENTUM ("CHOPZONE", "Chop Zone", "hlc", REAL, { BW_PERIOD ("RangePeriod", 30, 1), BW_PERIOD ("EmaPeriod", 34, 1) }, ZERO, .init = bw_chop_zone_init),
  { "VIXFIX", "Williams Vix Fix", BW_INDICATOR_VOLATILITY, "lc", REAL, { BW_TIME_PERIOD (22, 1) }, .init = bw_vix_fix_init },
  { "RVI", "Relative Volatility Index", BW_INDICATOR_VOLATILITY, "c", REAL, { BW_TIME_PERIOD (10, 2), BW_PERIOD ("AveragePeriod", 14, 1) }, .n_levels = 2, .levels = { 20, 80 }, .init = bw_relative_volatility_init },
  { "IRB", "Inventory Retracement Bar (Rob Hoffman)", BW_INDICATOR_PATTERN, "ohlc", { "Integer" }, { BW_REAL ("Percent", 45, 0, 100) }, .is_overlay = TRUE, .init = bw_inventory_bar_init },
  { "BANDWIDTH", "Bollinger Band Width", BW_INDICATOR_VOLATILITY, "c", REAL, { BW_TIME_PERIOD (20, 2), BW_REAL ("NbDev", 2, 0, 1000) }, .init = bw_band_width_init },
  { "KLINGER", "Klinger Oscillator", BW_INDICATOR_VOLUME, "hlcv", { "Real", "Signal" }, { BW_PERIOD ("FastPeriod", 34, 1), BW_PERIOD ("SlowPeriod", 55, 1), BW_PERIOD ("SignalPeriod", 13, 1) }, ZERO, .init = bw_klinger_init },
  { NULL },
};
/* clang-format on */
