/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/candles/candles-private.h"
#include "indicators/tables-private.h"

/* clang-format off */

/* Each pattern: its function, name and title, its warm-up, its default penetration (below 0: it has
 * none), and the averages it reads. */
#define PATTERNS_BEFORE_HIKKAKE(X) \
  X (2crows, "CDL2CROWS", "Two Crows", 12, -1, 1u << BODY_LONG) \
  X (3blackcrows, "CDL3BLACKCROWS", "Three Black Crows", 13, -1, 1u << SHADOW_VERY_SHORT) \
  X (3inside, "CDL3INSIDE", "Three Inside Up/Down", 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (3linestrike, "CDL3LINESTRIKE", "Three-Line Strike", 8, -1, 1u << NEAR) \
  X (3outside, "CDL3OUTSIDE", "Three Outside Up/Down", 3, -1, 0) \
  X (3starsinsouth, "CDL3STARSINSOUTH", "Three Stars In The South", 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT) \
  X (3whitesoldiers, "CDL3WHITESOLDIERS", "Three Advancing White Soldiers", 12, -1, 1u << BODY_SHORT | 1u << SHADOW_VERY_SHORT | 1u << NEAR | 1u << FAR) \
  X (abandonedbaby, "CDLABANDONEDBABY", "Abandoned Baby", 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << BODY_DOJI) \
  X (advanceblock, "CDLADVANCEBLOCK", "Advance Block", 12, -1, 1u << BODY_LONG | 1u << SHADOW_LONG | 1u << SHADOW_SHORT | 1u << NEAR | 1u << FAR) \
  X (belthold, "CDLBELTHOLD", "Belt-hold", 10, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (breakaway, "CDLBREAKAWAY", "Breakaway", 14, -1, 1u << BODY_LONG) \
  X (closingmarubozu, "CDLCLOSINGMARUBOZU", "Closing Marubozu", 10, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (concealbabyswall, "CDLCONCEALBABYSWALL", "Concealing Baby Swallow", 13, -1, 1u << SHADOW_VERY_SHORT) \
  X (counterattack, "CDLCOUNTERATTACK", "Counterattack", 11, -1, 1u << BODY_LONG | 1u << EQUAL) \
  X (darkcloudcover, "CDLDARKCLOUDCOVER", "Dark Cloud Cover", 11, 0.5, 1u << BODY_LONG) \
  X (doji, "CDLDOJI", "Doji", 10, -1, 1u << BODY_DOJI) \
  X (dojistar, "CDLDOJISTAR", "Doji Star", 11, -1, 1u << BODY_LONG | 1u << BODY_DOJI) \
  X (dragonflydoji, "CDLDRAGONFLYDOJI", "Dragonfly Doji", 10, -1, 1u << BODY_DOJI | 1u << SHADOW_VERY_SHORT) \
  X (engulfing, "CDLENGULFING", "Engulfing Pattern", 2, -1, 0) \
  X (eveningdojistar, "CDLEVENINGDOJISTAR", "Evening Doji Star", 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << BODY_DOJI) \
  X (eveningstar, "CDLEVENINGSTAR", "Evening Star", 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (gapsidesidewhite, "CDLGAPSIDESIDEWHITE", "Up/Down-gap side-by-side white lines", 7, -1, 1u << NEAR | 1u << EQUAL) \
  X (gravestonedoji, "CDLGRAVESTONEDOJI", "Gravestone Doji", 10, -1, 1u << BODY_DOJI | 1u << SHADOW_VERY_SHORT) \
  X (hammer, "CDLHAMMER", "Hammer", 11, -1, 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT | 1u << NEAR) \
  X (hangingman, "CDLHANGINGMAN", "Hanging Man", 11, -1, 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT | 1u << NEAR) \
  X (harami, "CDLHARAMI", "Harami Pattern", 11, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (haramicross, "CDLHARAMICROSS", "Harami Cross Pattern", 11, -1, 1u << BODY_LONG | 1u << BODY_DOJI) \
  X (highwave, "CDLHIGHWAVE", "High-Wave Candle", 10, -1, 1u << BODY_SHORT | 1u << SHADOW_VERY_LONG)

#define PATTERNS_BEHIND_HIKKAKE(X) \
  X (homingpigeon, "CDLHOMINGPIGEON", "Homing Pigeon", 11, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (identical3crows, "CDLIDENTICAL3CROWS", "Identical Three Crows", 12, -1, 1u << SHADOW_VERY_SHORT | 1u << EQUAL) \
  X (inneck, "CDLINNECK", "In-Neck Pattern", 11, -1, 1u << BODY_LONG | 1u << EQUAL) \
  X (invertedhammer, "CDLINVERTEDHAMMER", "Inverted Hammer", 11, -1, 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT) \
  X (kicking, "CDLKICKING", "Kicking", 11, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (kickingbylength, "CDLKICKINGBYLENGTH", "Kicking - bull/bear determined by the longer marubozu", 11, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (ladderbottom, "CDLLADDERBOTTOM", "Ladder Bottom", 14, -1, 1u << SHADOW_VERY_SHORT) \
  X (longleggeddoji, "CDLLONGLEGGEDDOJI", "Long Legged Doji", 10, -1, 1u << BODY_DOJI | 1u << SHADOW_LONG) \
  X (longline, "CDLLONGLINE", "Long Line Candle", 10, -1, 1u << BODY_LONG | 1u << SHADOW_SHORT) \
  X (marubozu, "CDLMARUBOZU", "Marubozu", 10, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (matchinglow, "CDLMATCHINGLOW", "Matching Low", 6, -1, 1u << EQUAL) \
  X (mathold, "CDLMATHOLD", "Mat Hold", 14, 0.5, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (morningdojistar, "CDLMORNINGDOJISTAR", "Morning Doji Star", 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << BODY_DOJI) \
  X (morningstar, "CDLMORNINGSTAR", "Morning Star", 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (onneck, "CDLONNECK", "On-Neck Pattern", 11, -1, 1u << BODY_LONG | 1u << EQUAL) \
  X (piercing, "CDLPIERCING", "Piercing Pattern", 11, -1, 1u << BODY_LONG) \
  X (rickshawman, "CDLRICKSHAWMAN", "Rickshaw Man", 10, -1, 1u << BODY_DOJI | 1u << SHADOW_LONG | 1u << NEAR) \
  X (risefall3methods, "CDLRISEFALL3METHODS", "Rising/Falling Three Methods", 14, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (separatinglines, "CDLSEPARATINGLINES", "Separating Lines", 11, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT | 1u << EQUAL) \
  X (shootingstar, "CDLSHOOTINGSTAR", "Shooting Star", 11, -1, 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT) \
  X (shortline, "CDLSHORTLINE", "Short Line Candle", 10, -1, 1u << BODY_SHORT | 1u << SHADOW_SHORT) \
  X (spinningtop, "CDLSPINNINGTOP", "Spinning Top", 10, -1, 1u << BODY_SHORT) \
  X (stalledpattern, "CDLSTALLEDPATTERN", "Stalled Pattern", 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << SHADOW_VERY_SHORT | 1u << NEAR) \
  X (sticksandwich, "CDLSTICKSANDWICH", "Stick Sandwich", 7, -1, 1u << EQUAL) \
  X (takuri, "CDLTAKURI", "Takuri (Dragonfly Doji with very long lower shadow)", 10, -1, 1u << BODY_DOJI | 1u << SHADOW_VERY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (tasukigap, "CDLTASUKIGAP", "Tasuki Gap", 7, -1, 1u << NEAR) \
  X (thrusting, "CDLTHRUSTING", "Thrusting Pattern", 11, -1, 1u << BODY_LONG | 1u << EQUAL) \
  X (tristar, "CDLTRISTAR", "Tristar Pattern", 12, -1, 1u << BODY_DOJI) \
  X (unique3river, "CDLUNIQUE3RIVER", "Unique 3 River", 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (upsidegap2crows, "CDLUPSIDEGAP2CROWS", "Upside Gap Two Crows", 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (xsidegap3methods, "CDLXSIDEGAP3METHODS", "Upside/Downside Gap Three Methods", 2, -1, 0)

#define INIT(function, name, title, lead, penetration, settings) \
  void bw_candle_run_##function (const Candles *all, gsize n, double *out); \
  static const CandlePattern pattern_##function = { lead, penetration, settings, bw_candle_run_##function }; \
  static void init_##function (BwNode *node, const double *parameters) \
  { \
    bw_candle_setup (node, &pattern_##function, parameters); \
  }
PATTERNS_BEFORE_HIKKAKE (INIT)
PATTERNS_BEHIND_HIKKAKE (INIT)

#define PATTERN_ROW(name, title, init_function, penetration) \
  { name, title, BW_INDICATOR_PATTERN, "ohlc", { "Integer" }, \
    { BW_REAL ((penetration) < 0 ? NULL : "Penetration", penetration, 0, 1e9) }, .is_overlay = TRUE, .init = init_function },
#define ROW(function, name, title, lead, penetration, settings) PATTERN_ROW (name, title, init_##function, penetration)

const BwIndicatorInfo bw_pattern_table[] = {
  PATTERNS_BEFORE_HIKKAKE (ROW)
  PATTERN_ROW ("CDLHIKKAKE", "Hikkake Pattern", bw_hikkake_init, -1)
  PATTERN_ROW ("CDLHIKKAKEMOD", "Modified Hikkake Pattern", bw_hikkakemod_init, -1)
  PATTERNS_BEHIND_HIKKAKE (ROW)
  { NULL },
};
/* clang-format on */
