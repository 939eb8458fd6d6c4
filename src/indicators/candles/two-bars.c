/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/candles/candles-private.h"

/* Patterns of two bars. The definitions are TA-Lib's. */

PATTERN (counterattack)
{
  return UNLIKE (1, 0) & IS_LONG (1) & IS_LONG (0) & IS_NEAR (C (0), C (1), EQUAL, 1)
             ? COLOUR (0) * 100
             : 0;
}

PATTERN (darkcloudcover)
{
  return IS_WHITE (1) & IS_LONG (1) & IS_BLACK (0) & O (0) > H (1) & C (0) > O (1) &
                 C (0) < C (1) - BODY (1) * candles->penetration
             ? -100
             : 0;
}

PATTERN (dojistar)
{
  return IS_LONG (1) & IS_DOJI (0) & (IS_WHITE (1) ? GAPS_UP (0, 1) : GAPS_DOWN (0, 1))
             ? -COLOUR (1) * 100
             : 0;
}

PATTERN (engulfing)
{
  gboolean up = IS_WHITE (0) & IS_BLACK (1) &
                ((C (0) >= O (1) & O (0) < C (1)) | (C (0) > O (1) & O (0) <= C (1)));
  gboolean down = IS_BLACK (0) & IS_WHITE (1) &
                  ((O (0) >= C (1) & C (0) < O (1)) | (O (0) > C (1) & C (0) <= O (1)));

  if (!up & !down)
    return 0;
  return COLOUR (0) * (O (0) != C (1) & C (0) != O (1) ? 100 : 80);
}

/* The second body inside the first: 100 if wholly, 80 if an end is shared. */
static inline double
judge_inside (const Candles *candles, gssize i)
{
  double touching = TOP (0) <= TOP (1) & BOTTOM (0) >= BOTTOM (1) ? 80.0 : 0.0;
  double found = TOP (0)<TOP (1) & BOTTOM (0)> BOTTOM (1) ? 100.0 : touching;

  return -COLOUR (1) * found;
}

PATTERN (harami)
{
  double found = judge_inside (candles, i);

  return IS_LONG (1) & IS_SMALL (0) ? found : 0;
}

PATTERN (haramicross)
{
  double found = judge_inside (candles, i);

  return IS_LONG (1) & IS_DOJI (0) ? found : 0;
}

PATTERN (homingpigeon)
{
  return IS_BLACK (1) & IS_BLACK (0) & IS_LONG (1) & IS_SMALL (0) & O (0)<O (1) & C (0)> C (1) ? 100
                                                                                               : 0;
}

/* A long black body, then a white one that opens below its low. */
#define RECOVERS (IS_BLACK (1) & IS_LONG (1) & IS_WHITE (0) & O (0) < L (1))

PATTERN (inneck)
{
  return RECOVERS & C (0) <= C (1) + AVERAGE (EQUAL, 1) & C (0) >= C (1) ? -100 : 0;
}

PATTERN (onneck)
{
  return RECOVERS & IS_NEAR (C (0), L (1), EQUAL, 1) ? -100 : 0;
}

PATTERN (thrusting)
{
  return RECOVERS & C (0) > C (1) + AVERAGE (EQUAL, 1) & C (0) <= C (1) + BODY (1) * 0.5 ? -100 : 0;
}

PATTERN (piercing)
{
  return RECOVERS & IS_LONG (0) & C (0)<O (1) & C (0)> C (1) + BODY (1) * 0.5 ? 100 : 0;
}

static inline gboolean
is_kicking (const Candles *candles, gssize i)
{
  return UNLIKE (1, 0) & IS_LONG (1) & NO_UPPER (1) & NO_LOWER (1) & IS_LONG (0) & NO_UPPER (0) &
         NO_LOWER (0) & ((IS_BLACK (1) & L (0) > H (1)) | (IS_WHITE (1) & H (0) < L (1)));
}

PATTERN (kicking)
{
  return is_kicking (candles, i) ? COLOUR (0) * 100 : 0;
}

PATTERN (kickingbylength)
{
  double sign = BODY (0) > BODY (1) ? COLOUR (0) : COLOUR (1);

  return is_kicking (candles, i) ? sign * 100 : 0;
}

PATTERN (matchinglow)
{
  return IS_BLACK (1) & IS_BLACK (0) & IS_NEAR (C (0), C (1), EQUAL, 1) ? 100 : 0;
}

PATTERN (separatinglines)
{
  return UNLIKE (1, 0) & IS_NEAR (O (0), O (1), EQUAL, 1) & IS_LONG (0) &
                 ((IS_WHITE (0) & NO_LOWER (0)) | (IS_BLACK (0) & NO_UPPER (0)))
             ? COLOUR (0) * 100
             : 0;
}
