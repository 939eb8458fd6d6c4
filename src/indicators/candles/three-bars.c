/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/candles/candles-private.h"

/* Patterns of three bars. The definitions are TA-Lib's. */

PATTERN (2crows)
{
  return IS_WHITE (2) & IS_LONG (2) & IS_BLACK (1) & GAPS_UP (1, 2) & IS_BLACK (0) &
                 O (0)<O (1) & O (0)> C (1) & C (0) > O (2) & C (0) < C (2)
             ? -100
             : 0;
}

PATTERN (3inside)
{
  return IS_LONG (2) & IS_SMALL (1) & TOP (1)<TOP (2) & BOTTOM (1)> BOTTOM (2) &
                 (IS_WHITE (2) ? IS_BLACK (0) & C (0) < O (2) : IS_WHITE (0) & C (0) > O (2))
             ? -COLOUR (2) * 100
             : 0;
}

PATTERN (3outside)
{
  gboolean up = IS_WHITE (1) & IS_BLACK (2) & C (1) > O (2) & O (1)<C (2) & C (0)> C (1);
  gboolean down = IS_BLACK (1) & IS_WHITE (2) & O (1) > C (2) & C (1) < O (2) & C (0) < C (1);

  return up | down ? COLOUR (1) * 100 : 0;
}

PATTERN (3starsinsouth)
{
  return IS_BLACK (2) & IS_BLACK (1) & IS_BLACK (0) & IS_LONG (2) &
                 LOWER (2) > AVERAGE (SHADOW_LONG, 2) & BODY (1)<BODY (2) & O (1)> C (2) &
                 O (1) <= H (2) &
                 L (1)<C (2) & L (1) >= L (2) & LOWER (1)> AVERAGE (SHADOW_VERY_SHORT, 1) &
                 BODY (0)<AVERAGE (BODY_SHORT, 0) & NO_LOWER (0) & NO_UPPER (0) & L (0)> L (1) &
                 H (0) < H (1)
             ? 100
             : 0;
}

PATTERN (3whitesoldiers)
{
  return IS_WHITE (2) & NO_UPPER (2) & IS_WHITE (1) & NO_UPPER (1) & IS_WHITE (0) & NO_UPPER (0) &
                 C (0) > C (1) & C (1) > C (2) & O (1) > O (2) &
                 O (1) <= C (2) + AVERAGE (NEAR, 2) & O (0) > O (1) &
                 O (0) <= C (1) + AVERAGE (NEAR, 1) & BODY (1) > BODY (2) - AVERAGE (FAR, 2) &
                 BODY (0) > BODY (1) - AVERAGE (FAR, 1) & BODY (0) > AVERAGE (BODY_SHORT, 0)
             ? 100
             : 0;
}

PATTERN (abandonedbaby)
{
  double reach = BODY (2) * candles->penetration;

  if (!IS_LONG (2) | !IS_DOJI (1) | !(BODY (0) > AVERAGE (BODY_SHORT, 0)))
    return 0;
  if (IS_WHITE (2))
    return IS_BLACK (0) & C (0)<C (2) - reach & L (1)> H (2) & H (0) < L (1) ? -100 : 0;
  return IS_WHITE (0) & C (0) > C (2) + reach & H (1)<L (2) & L (0)> H (1) ? 100 : 0;
}

static inline gboolean
is_weakening (const Candles *candles, gssize i)
{
  return (BODY (1) < BODY (2) - AVERAGE (FAR, 2) & BODY (0) < BODY (1) + AVERAGE (NEAR, 1)) |
         BODY (0) < BODY (1) - AVERAGE (FAR, 1) |
         (BODY (0) < BODY (1) & BODY (1) < BODY (2) &
          (UPPER (0) > AVERAGE (SHADOW_SHORT, 0) | UPPER (1) > AVERAGE (SHADOW_SHORT, 1))) |
         (BODY (0) < BODY (1) & UPPER (0) > AVERAGE (SHADOW_LONG, 0));
}

PATTERN (advanceblock)
{
  return IS_WHITE (2) & IS_WHITE (1) & IS_WHITE (0) & C (0) > C (1) & C (1) > C (2) &
                 O (1) > O (2) & O (1) <= C (2) + AVERAGE (NEAR, 2) & O (0) > O (1) &
                 O (0) <= C (1) + AVERAGE (NEAR, 1) & IS_LONG (2) &
                 UPPER (2) < AVERAGE (SHADOW_SHORT, 2) & is_weakening (candles, i)
             ? -100
             : 0;
}

/* A long body, a star beyond it, and a way back into the first body. */
static inline double
judge_star (const Candles *candles, gssize i, gboolean is_star)
{
  double reach = BODY (2) * candles->penetration;

  if (!is_star | !IS_LONG (2) | !(BODY (0) > AVERAGE (BODY_SHORT, 0)))
    return 0;
  if (IS_WHITE (2))
    return GAPS_UP (1, 2) & IS_BLACK (0) & C (0) < C (2) - reach ? -100 : 0;
  return GAPS_DOWN (1, 2) & IS_WHITE (0) & C (0) > C (2) + reach ? 100 : 0;
}

PATTERN (eveningstar)
{
  return IS_WHITE (2) ? judge_star (candles, i, IS_SMALL (1)) : 0;
}

PATTERN (eveningdojistar)
{
  return IS_WHITE (2) ? judge_star (candles, i, IS_DOJI (1)) : 0;
}

PATTERN (morningstar)
{
  return IS_BLACK (2) ? judge_star (candles, i, IS_SMALL (1)) : 0;
}

PATTERN (morningdojistar)
{
  return IS_BLACK (2) ? judge_star (candles, i, IS_DOJI (1)) : 0;
}

PATTERN (gapsidesidewhite)
{
  gboolean up = GAPS_UP (1, 2) & GAPS_UP (0, 2), down = GAPS_DOWN (1, 2) & GAPS_DOWN (0, 2);

  if ((!up & !down) | IS_BLACK (1) | IS_BLACK (0))
    return 0;
  return IS_NEAR (BODY (0), BODY (1), NEAR, 1) & IS_NEAR (O (0), O (1), EQUAL, 1)
             ? (up ? 100 : -100)
             : 0;
}

PATTERN (identical3crows)
{
  return IS_BLACK (2) & NO_LOWER (2) & IS_BLACK (1) & NO_LOWER (1) & IS_BLACK (0) & NO_LOWER (0) &
                 C (2) > C (1) & C (1) > C (0) & IS_NEAR (O (1), C (2), EQUAL, 2) &
                 IS_NEAR (O (0), C (1), EQUAL, 1)
             ? -100
             : 0;
}

PATTERN (stalledpattern)
{
  return IS_WHITE (2) & IS_WHITE (1) & IS_WHITE (0) & C (0) > C (1) & C (1) > C (2) & IS_LONG (2) &
                 IS_LONG (1) & NO_UPPER (1) & O (1) > O (2) & O (1) <= C (2) + AVERAGE (NEAR, 2) &
                 BODY (0) < AVERAGE (BODY_SHORT, 0) & O (0) >= C (1) - BODY (0) - AVERAGE (NEAR, 1)
             ? -100
             : 0;
}

PATTERN (sticksandwich)
{
  return IS_BLACK (2) & IS_WHITE (1) & IS_BLACK (0) & L (1) > C (2) &
                 IS_NEAR (C (0), C (2), EQUAL, 2)
             ? 100
             : 0;
}

/* The third bar opens in the second's body and closes in the gap before it; so the gap is there,
 * and the third bar's colour is the other. */
PATTERN (tasukigap)
{
  gboolean opens_inside = O (0) > BOTTOM (1) & O (0) < TOP (1);
  gboolean alike = fabs (BODY (1) - BODY (0)) < AVERAGE (NEAR, 1);
  gboolean up = IS_WHITE (1) & C (0)<O (1) & C (0)> TOP (2);
  gboolean down = IS_BLACK (1) & C (0) > O (1) & C (0) < BOTTOM (2);

  return opens_inside & alike & (up | down) ? COLOUR (1) * 100 : 0;
}

/* All three are measured by the first one's average. */
PATTERN (tristar)
{
  double doji = AVERAGE (BODY_DOJI, 2);

  if (BODY (2) > doji | BODY (1) > doji | BODY (0) > doji)
    return 0;
  if (GAPS_DOWN (1, 2) & BOTTOM (0) > BOTTOM (1))
    return 100;
  return GAPS_UP (1, 2) & TOP (0) < TOP (1) ? -100 : 0;
}

PATTERN (unique3river)
{
  return IS_LONG (2) & IS_BLACK (2) & IS_BLACK (1) & C (1) > C (2) & O (1) <= O (2) &
                 L (1)<L (2) & BODY (0) < AVERAGE (BODY_SHORT, 0) & IS_WHITE (0) & O (0)> L (1)
             ? 100
             : 0;
}

PATTERN (upsidegap2crows)
{
  return IS_WHITE (2) & IS_LONG (2) & IS_BLACK (1) & IS_SMALL (1) & GAPS_UP (1, 2) & IS_BLACK (0) &
                 O (0) > O (1) & C (0)<C (1) & C (0)> C (2)
             ? -100
             : 0;
}

PATTERN (xsidegap3methods)
{
  return ALIKE (2, 1) & UNLIKE (1, 0) & O (0)<TOP (1) & O (0)> BOTTOM (1) &
                 C (0)<TOP (2) & C (0)> BOTTOM (2) &
                 ((IS_WHITE (2) & GAPS_UP (1, 2)) | (IS_BLACK (2) & GAPS_DOWN (1, 2)))
             ? COLOUR (2) * 100
             : 0;
}
