/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"
#include "indicators/running-private.h"

G_BEGIN_DECLS

/* What long, short and near mean is measured by the bars before: TA-Lib's default settings. */
typedef enum
{
  BODY_LONG,
  BODY_SHORT,
  BODY_DOJI,
  SHADOW_LONG,
  SHADOW_VERY_LONG,
  SHADOW_SHORT,
  SHADOW_VERY_SHORT,
  NEAR,
  FAR,
  EQUAL,
  N_CANDLE_SETTINGS
} CandleSetting;

#define CANDLE_BARS_BACK 4

/* Columns whose bars from -%CANDLE_BARS_BACK on may be read. */
typedef struct
{
  const double *open, *high, *low, *close;
  const double *average[N_CANDLE_SETTINGS]; /* %NULL where the pattern doesn't need it */
  double penetration;
} Candles;

typedef double (*CandleFunc) (const Candles *candles, gssize i);

/* Of the bar `back` bars ago. */
#define O(back)                (candles->open[i - (back)])
#define H(back)                (candles->high[i - (back)])
#define L(back)                (candles->low[i - (back)])
#define C(back)                (candles->close[i - (back)])
#define TOP(back)              (C (back) > O (back) ? C (back) : O (back))
#define BOTTOM(back)           (C (back) < O (back) ? C (back) : O (back))
#define BODY(back)             (fabs (C (back) - O (back)))
#define UPPER(back)            (H (back) - TOP (back))
#define LOWER(back)            (BOTTOM (back) - L (back))
#define IS_WHITE(back)         (C (back) >= O (back))
#define IS_BLACK(back)         (C (back) < O (back))
#define COLOUR(back)           (IS_WHITE (back) ? 1.0 : -1.0)
#define UNLIKE(a, b)           (IS_WHITE (a) ^ IS_WHITE (b))
#define ALIKE(a, b)            (IS_WHITE (a) ^ IS_BLACK (b))
#define AVERAGE(setting, back) (candles->average[setting][i - (back)])
/* The body of `back` lies wholly above (below) that of `older`. */
#define GAPS_UP(back, older)   (BOTTOM (back) > TOP (older))
#define GAPS_DOWN(back, older) (TOP (back) < BOTTOM (older))
#define IS_LONG(back)          (BODY (back) > AVERAGE (BODY_LONG, back))
#define IS_SMALL(back)         (BODY (back) <= AVERAGE (BODY_SHORT, back))
#define IS_DOJI(back)          (BODY (back) <= AVERAGE (BODY_DOJI, back))
#define NO_UPPER(back)         (UPPER (back) < AVERAGE (SHADOW_VERY_SHORT, back))
#define NO_LOWER(back)         (LOWER (back) < AVERAGE (SHADOW_VERY_SHORT, back))
#define IS_NEAR(a, b, setting, back)                                                               \
  (((a) <= (b) + AVERAGE (setting, back)) & ((a) >= (b)-AVERAGE (setting, back)))

typedef struct
{
  guint lead;
  double penetration; /* the default; below 0: it has none */
  guint settings;     /* bits: the averages it needs */
  /* Works out a block. */
  void (*run) (const Candles *candles, gsize n, double *out);
} CandlePattern;

/* A pattern: a function of the last bars that gives 0, or 100 up and -100 down. All conditions are
 * worked out and joined by & and |, never skipped: several bars are judged at a time, and no guess
 * can go wrong. */
#pragma GCC diagnostic ignored "-Wparentheses"
#define PATTERN(name)                                                                              \
  static inline double match_##name (const Candles *candles, gssize i);                            \
  void bw_candle_run_##name (const Candles *all, gsize n, double *restrict out);                   \
  BW_CLONES void bw_candle_run_##name (const Candles *all, gsize n, double *restrict out)          \
  {                                                                                                \
    const Candles candles = *all;                                                                  \
                                                                                                   \
    for (gssize i = 0; i < (gssize)n; i++)                                                         \
      out[i] = match_##name (&candles, i);                                                         \
  }                                                                                                \
  static inline double match_##name (const Candles *candles, gssize i)

/* One init function for each pattern, defined beside the table. */
void bw_hikkake_init (BwNode *node, const double *parameters);
void bw_hikkakemod_init (BwNode *node, const double *parameters);
void bw_candle_setup (BwNode *node, const CandlePattern *pattern, const double *parameters);
void bw_candle_follow_average (
    BwRunning *sum, CandleSetting setting, const double *const *in, gsize n, double *average);

G_END_DECLS
