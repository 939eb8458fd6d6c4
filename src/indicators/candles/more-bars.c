/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/candles/candles-private.h"

/* Patterns of four and five bars. The definitions are TA-Lib's. */

PATTERN (3blackcrows)
{
  return IS_WHITE (3) & IS_BLACK (2) & NO_LOWER (2) & IS_BLACK (1) & NO_LOWER (1) & IS_BLACK (0) &
                 NO_LOWER (0) & O (1)<O (2) & O (1)> C (2) & O (0)<O (1) & O (0)> C (1) &
                 H (3) > C (2) & C (2) > C (1) & C (1) > C (0)
             ? -100
             : 0;
}

PATTERN (3linestrike)
{
  gboolean follows = ALIKE (3, 2) & ALIKE (2, 1) & UNLIKE (0, 1) &
                     O (2) >= BOTTOM (3) - AVERAGE (NEAR, 3) &
                     O (2) <= TOP (3) + AVERAGE (NEAR, 3) &
                     O (1) >= BOTTOM (2) - AVERAGE (NEAR, 2) & O (1) <= TOP (2) + AVERAGE (NEAR, 2);
  gboolean up =
      follows & IS_WHITE (1) & C (1) > C (2) & C (2) > C (3) & O (0) > C (1) & C (0) < O (3);
  gboolean down =
      follows & IS_BLACK (1) & C (1)<C (2) & C (2) < C (3) & O (0) < C (1) & C (0)> O (3);

  return (up ? 100.0 : 0.0) - (down ? 100.0 : 0.0);
}

PATTERN (concealbabyswall)
{
  return IS_BLACK (3) & IS_BLACK (2) & IS_BLACK (1) & IS_BLACK (0) & NO_LOWER (3) & NO_UPPER (3) &
                 NO_LOWER (2) & NO_UPPER (2) & GAPS_DOWN (1, 2) &
                 UPPER (1) > AVERAGE (SHADOW_VERY_SHORT, 1) & H (1) > C (2) & H (0) > H (1) &
                 L (0) < L (1)
             ? 100
             : 0;
}

PATTERN (breakaway)
{
  gboolean begins = IS_LONG (4) & ALIKE (4, 3) & ALIKE (3, 1) & UNLIKE (1, 0);
  gboolean up = begins & IS_BLACK (4) & GAPS_DOWN (3, 4) &
                H (2)<H (3) & L (2) < L (3) & H (1) < H (2) & L (1) < L (2) & C (0)> O (3) &
                C (0) < C (4);
  gboolean down = begins & IS_WHITE (4) & GAPS_UP (3, 4) & H (2) > H (3) & L (2) > L (3) &
                  H (1) > H (2) & L (1) > L (2) & C (0)<O (3) & C (0)> C (4);

  return (up ? 100.0 : 0.0) - (down ? 100.0 : 0.0);
}

PATTERN (ladderbottom)
{
  return IS_BLACK (4) & IS_BLACK (3) & IS_BLACK (2) & O (4) > O (3) & O (3) > O (2) &
                 C (4) > C (3) & C (3) > C (2) & IS_BLACK (1) &
                 UPPER (1) > AVERAGE (SHADOW_VERY_SHORT, 1) & IS_WHITE (0) & O (0) > O (1) &
                 C (0) > H (1)
             ? 100
             : 0;
}

/* The three bars before the last one are small. */
#define RESTS                                                                                      \
  (BODY (3) < AVERAGE (BODY_SHORT, 3) & BODY (2) < AVERAGE (BODY_SHORT, 2) &                       \
   BODY (1) < AVERAGE (BODY_SHORT, 1))

PATTERN (mathold)
{
  double floor_price = C (4) - BODY (4) * candles->penetration;

  return IS_LONG (4) & RESTS & IS_WHITE (4) & IS_BLACK (3) & IS_WHITE (0) & GAPS_UP (3, 4) &
                 BOTTOM (2)<C (4) & BOTTOM (1) < C (4) & BOTTOM (2)> floor_price &
                 BOTTOM (1) > floor_price & TOP (2)<O (3) & TOP (1) < TOP (2) & O (0)> C (1) &
                 C (0) > MAX (MAX (H (3), H (2)), H (1))
             ? 100
             : 0;
}

PATTERN (risefall3methods)
{
  double sign = COLOUR (4);

  return IS_LONG (4) & RESTS & IS_LONG (0) & UNLIKE (4, 3) & ALIKE (3, 2) & ALIKE (2, 1) &
                 UNLIKE (1, 0) & BOTTOM (3)<H (4) & TOP (3)> L (4) &
                 BOTTOM (2)<H (4) & TOP (2)> L (4) & BOTTOM (1)<H (4) & TOP (1)> L (4) &
                 C (2) *
                     sign<C (3) * sign & C (1) * sign<C (2) * sign & O (0) * sign> C (1) * sign &
                          C (0) * sign>
                         C (4) * sign
             ? 100 * sign
             : 0;
}
