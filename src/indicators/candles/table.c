/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/candles/candles-private.h"
#include "indicators/tables-private.h"

/* clang-format off */

/* Each pattern's name, its warm-up, its default penetration (below 0: it has none), and the averages
 * it reads. */
#define ALL_PATTERNS(X) \
  X (2crows, 12, -1, 1u << BODY_LONG) \
  X (3blackcrows, 13, -1, 1u << SHADOW_VERY_SHORT) \
  X (3inside, 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (3linestrike, 8, -1, 1u << NEAR) \
  X (3outside, 3, -1, 0) \
  X (3starsinsouth, 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT) \
  X (3whitesoldiers, 12, -1, 1u << BODY_SHORT | 1u << SHADOW_VERY_SHORT | 1u << NEAR | 1u << FAR) \
  X (abandonedbaby, 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << BODY_DOJI) \
  X (advanceblock, 12, -1, 1u << BODY_LONG | 1u << SHADOW_LONG | 1u << SHADOW_SHORT | 1u << NEAR | 1u << FAR) \
  X (belthold, 10, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (breakaway, 14, -1, 1u << BODY_LONG) \
  X (closingmarubozu, 10, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (concealbabyswall, 13, -1, 1u << SHADOW_VERY_SHORT) \
  X (counterattack, 11, -1, 1u << BODY_LONG | 1u << EQUAL) \
  X (darkcloudcover, 11, 0.5, 1u << BODY_LONG) \
  X (doji, 10, -1, 1u << BODY_DOJI) \
  X (dojistar, 11, -1, 1u << BODY_LONG | 1u << BODY_DOJI) \
  X (dragonflydoji, 10, -1, 1u << BODY_DOJI | 1u << SHADOW_VERY_SHORT) \
  X (engulfing, 2, -1, 0) \
  X (eveningdojistar, 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << BODY_DOJI) \
  X (eveningstar, 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (gapsidesidewhite, 7, -1, 1u << NEAR | 1u << EQUAL) \
  X (gravestonedoji, 10, -1, 1u << BODY_DOJI | 1u << SHADOW_VERY_SHORT) \
  X (hammer, 11, -1, 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT | 1u << NEAR) \
  X (hangingman, 11, -1, 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT | 1u << NEAR) \
  X (harami, 11, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (haramicross, 11, -1, 1u << BODY_LONG | 1u << BODY_DOJI) \
  X (highwave, 10, -1, 1u << BODY_SHORT | 1u << SHADOW_VERY_LONG) \
  X (homingpigeon, 11, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (identical3crows, 12, -1, 1u << SHADOW_VERY_SHORT | 1u << EQUAL) \
  X (inneck, 11, -1, 1u << BODY_LONG | 1u << EQUAL) \
  X (invertedhammer, 11, -1, 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT) \
  X (kicking, 11, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (kickingbylength, 11, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (ladderbottom, 14, -1, 1u << SHADOW_VERY_SHORT) \
  X (longleggeddoji, 10, -1, 1u << BODY_DOJI | 1u << SHADOW_LONG) \
  X (longline, 10, -1, 1u << BODY_LONG | 1u << SHADOW_SHORT) \
  X (marubozu, 10, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (matchinglow, 6, -1, 1u << EQUAL) \
  X (mathold, 14, 0.5, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (morningdojistar, 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << BODY_DOJI) \
  X (morningstar, 12, 0.3, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (onneck, 11, -1, 1u << BODY_LONG | 1u << EQUAL) \
  X (piercing, 11, -1, 1u << BODY_LONG) \
  X (rickshawman, 10, -1, 1u << BODY_DOJI | 1u << SHADOW_LONG | 1u << NEAR) \
  X (risefall3methods, 14, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (separatinglines, 11, -1, 1u << BODY_LONG | 1u << SHADOW_VERY_SHORT | 1u << EQUAL) \
  X (shootingstar, 11, -1, 1u << BODY_SHORT | 1u << SHADOW_LONG | 1u << SHADOW_VERY_SHORT) \
  X (shortline, 10, -1, 1u << BODY_SHORT | 1u << SHADOW_SHORT) \
  X (spinningtop, 10, -1, 1u << BODY_SHORT) \
  X (stalledpattern, 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT | 1u << SHADOW_VERY_SHORT | 1u << NEAR) \
  X (sticksandwich, 7, -1, 1u << EQUAL) \
  X (takuri, 10, -1, 1u << BODY_DOJI | 1u << SHADOW_VERY_LONG | 1u << SHADOW_VERY_SHORT) \
  X (tasukigap, 7, -1, 1u << NEAR) \
  X (thrusting, 11, -1, 1u << BODY_LONG | 1u << EQUAL) \
  X (tristar, 12, -1, 1u << BODY_DOJI) \
  X (unique3river, 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (upsidegap2crows, 12, -1, 1u << BODY_LONG | 1u << BODY_SHORT) \
  X (xsidegap3methods, 2, -1, 0)

#define INIT(name, lead, penetration, settings) \
  static const CandlePattern pattern_##name = { #name, NULL, lead, penetration, settings, bw_candle_run_##name }; \
  static void init_##name (BwNode *node, const double *parameters) \
  { \
    bw_candle_setup (node, &pattern_##name, parameters); \
  }
ALL_PATTERNS (INIT)

#define PATTERN_ROW(name, title, function, ...) \
  { name, title, BW_INDICATOR_PATTERN, "ohlc", { "Integer" } __VA_ARGS__, .is_overlay = TRUE, .init = function }

const BwIndicatorInfo bw_pattern_table[] = {
  PATTERN_ROW ("CDL2CROWS", "Two Crows", init_2crows),
  PATTERN_ROW ("CDL3BLACKCROWS", "Three Black Crows", init_3blackcrows),
  PATTERN_ROW ("CDL3INSIDE", "Three Inside Up/Down", init_3inside),
  PATTERN_ROW ("CDL3LINESTRIKE", "Three-Line Strike", init_3linestrike),
  PATTERN_ROW ("CDL3OUTSIDE", "Three Outside Up/Down", init_3outside),
  PATTERN_ROW ("CDL3STARSINSOUTH", "Three Stars In The South", init_3starsinsouth),
  PATTERN_ROW ("CDL3WHITESOLDIERS", "Three Advancing White Soldiers", init_3whitesoldiers),
  PATTERN_ROW ("CDLABANDONEDBABY", "Abandoned Baby", init_abandonedbaby, , { BW_REAL ("Penetration", 0.3, 0, 1e9) }),
  PATTERN_ROW ("CDLADVANCEBLOCK", "Advance Block", init_advanceblock),
  PATTERN_ROW ("CDLBELTHOLD", "Belt-hold", init_belthold),
  PATTERN_ROW ("CDLBREAKAWAY", "Breakaway", init_breakaway),
  PATTERN_ROW ("CDLCLOSINGMARUBOZU", "Closing Marubozu", init_closingmarubozu),
  PATTERN_ROW ("CDLCONCEALBABYSWALL", "Concealing Baby Swallow", init_concealbabyswall),
  PATTERN_ROW ("CDLCOUNTERATTACK", "Counterattack", init_counterattack),
  PATTERN_ROW ("CDLDARKCLOUDCOVER", "Dark Cloud Cover", init_darkcloudcover, , { BW_REAL ("Penetration", 0.5, 0, 1e9) }),
  PATTERN_ROW ("CDLDOJI", "Doji", init_doji),
  PATTERN_ROW ("CDLDOJISTAR", "Doji Star", init_dojistar),
  PATTERN_ROW ("CDLDRAGONFLYDOJI", "Dragonfly Doji", init_dragonflydoji),
  PATTERN_ROW ("CDLENGULFING", "Engulfing Pattern", init_engulfing),
  PATTERN_ROW ("CDLEVENINGDOJISTAR", "Evening Doji Star", init_eveningdojistar, , { BW_REAL ("Penetration", 0.3, 0, 1e9) }),
  PATTERN_ROW ("CDLEVENINGSTAR", "Evening Star", init_eveningstar, , { BW_REAL ("Penetration", 0.3, 0, 1e9) }),
  PATTERN_ROW ("CDLGAPSIDESIDEWHITE", "Up/Down-gap side-by-side white lines", init_gapsidesidewhite),
  PATTERN_ROW ("CDLGRAVESTONEDOJI", "Gravestone Doji", init_gravestonedoji),
  PATTERN_ROW ("CDLHAMMER", "Hammer", init_hammer),
  PATTERN_ROW ("CDLHANGINGMAN", "Hanging Man", init_hangingman),
  PATTERN_ROW ("CDLHARAMI", "Harami Pattern", init_harami),
  PATTERN_ROW ("CDLHARAMICROSS", "Harami Cross Pattern", init_haramicross),
  PATTERN_ROW ("CDLHIGHWAVE", "High-Wave Candle", init_highwave),
  PATTERN_ROW ("CDLHIKKAKE", "Hikkake Pattern", bw_hikkake_init),
  PATTERN_ROW ("CDLHIKKAKEMOD", "Modified Hikkake Pattern", bw_hikkakemod_init),
  PATTERN_ROW ("CDLHOMINGPIGEON", "Homing Pigeon", init_homingpigeon),
  PATTERN_ROW ("CDLIDENTICAL3CROWS", "Identical Three Crows", init_identical3crows),
  PATTERN_ROW ("CDLINNECK", "In-Neck Pattern", init_inneck),
  PATTERN_ROW ("CDLINVERTEDHAMMER", "Inverted Hammer", init_invertedhammer),
  PATTERN_ROW ("CDLKICKING", "Kicking", init_kicking),
  PATTERN_ROW ("CDLKICKINGBYLENGTH", "Kicking - bull/bear determined by the longer marubozu", init_kickingbylength),
  PATTERN_ROW ("CDLLADDERBOTTOM", "Ladder Bottom", init_ladderbottom),
  PATTERN_ROW ("CDLLONGLEGGEDDOJI", "Long Legged Doji", init_longleggeddoji),
  PATTERN_ROW ("CDLLONGLINE", "Long Line Candle", init_longline),
  PATTERN_ROW ("CDLMARUBOZU", "Marubozu", init_marubozu),
  PATTERN_ROW ("CDLMATCHINGLOW", "Matching Low", init_matchinglow),
  PATTERN_ROW ("CDLMATHOLD", "Mat Hold", init_mathold, , { BW_REAL ("Penetration", 0.5, 0, 1e9) }),
  PATTERN_ROW ("CDLMORNINGDOJISTAR", "Morning Doji Star", init_morningdojistar, , { BW_REAL ("Penetration", 0.3, 0, 1e9) }),
  PATTERN_ROW ("CDLMORNINGSTAR", "Morning Star", init_morningstar, , { BW_REAL ("Penetration", 0.3, 0, 1e9) }),
  PATTERN_ROW ("CDLONNECK", "On-Neck Pattern", init_onneck),
  PATTERN_ROW ("CDLPIERCING", "Piercing Pattern", init_piercing),
  PATTERN_ROW ("CDLRICKSHAWMAN", "Rickshaw Man", init_rickshawman),
  PATTERN_ROW ("CDLRISEFALL3METHODS", "Rising/Falling Three Methods", init_risefall3methods),
  PATTERN_ROW ("CDLSEPARATINGLINES", "Separating Lines", init_separatinglines),
  PATTERN_ROW ("CDLSHOOTINGSTAR", "Shooting Star", init_shootingstar),
  PATTERN_ROW ("CDLSHORTLINE", "Short Line Candle", init_shortline),
  PATTERN_ROW ("CDLSPINNINGTOP", "Spinning Top", init_spinningtop),
  PATTERN_ROW ("CDLSTALLEDPATTERN", "Stalled Pattern", init_stalledpattern),
  PATTERN_ROW ("CDLSTICKSANDWICH", "Stick Sandwich", init_sticksandwich),
  PATTERN_ROW ("CDLTAKURI", "Takuri (Dragonfly Doji with very long lower shadow)", init_takuri),
  PATTERN_ROW ("CDLTASUKIGAP", "Tasuki Gap", init_tasukigap),
  PATTERN_ROW ("CDLTHRUSTING", "Thrusting Pattern", init_thrusting),
  PATTERN_ROW ("CDLTRISTAR", "Tristar Pattern", init_tristar),
  PATTERN_ROW ("CDLUNIQUE3RIVER", "Unique 3 River", init_unique3river),
  PATTERN_ROW ("CDLUPSIDEGAP2CROWS", "Upside Gap Two Crows", init_upsidegap2crows),
  PATTERN_ROW ("CDLXSIDEGAP3METHODS", "Upside/Downside Gap Three Methods", init_xsidegap3methods),
  { NULL },
};
/* clang-format on */
