/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/candles/candles-private.h"

/* Patterns of one bar, and of one bar against the last. The definitions are TA-Lib's. */

PATTERN (belthold)
{
  return IS_LONG (0) & (IS_WHITE (0) ? NO_LOWER (0) : NO_UPPER (0)) ? COLOUR (0) * 100 : 0;
}

PATTERN (closingmarubozu)
{
  return IS_LONG (0) & (IS_WHITE (0) ? NO_UPPER (0) : NO_LOWER (0)) ? COLOUR (0) * 100 : 0;
}

PATTERN (doji)
{
  return IS_DOJI (0) ? 100 : 0;
}

PATTERN (dragonflydoji)
{
  return IS_DOJI (0) & NO_UPPER (0) & LOWER (0) > AVERAGE (SHADOW_VERY_SHORT, 0) ? 100 : 0;
}

PATTERN (gravestonedoji)
{
  return IS_DOJI (0) & NO_LOWER (0) & UPPER (0) > AVERAGE (SHADOW_VERY_SHORT, 0) ? 100 : 0;
}

PATTERN (takuri)
{
  return IS_DOJI (0) & NO_UPPER (0) & LOWER (0) > AVERAGE (SHADOW_VERY_LONG, 0) ? 100 : 0;
}

PATTERN (longleggeddoji)
{
  return IS_DOJI (0) & (LOWER (0) > AVERAGE (SHADOW_LONG, 0) | UPPER (0) > AVERAGE (SHADOW_LONG, 0))
             ? 100
             : 0;
}

PATTERN (rickshawman)
{
  double middle = L (0) + (H (0) - L (0)) / 2;

  return IS_DOJI (0) & LOWER (0) > AVERAGE (SHADOW_LONG, 0) & UPPER (0) > AVERAGE (SHADOW_LONG, 0) &
                 BOTTOM (0) <= middle + AVERAGE (NEAR, 0) & TOP (0) >= middle - AVERAGE (NEAR, 0)
             ? 100
             : 0;
}

PATTERN (highwave)
{
  return BODY (0)<AVERAGE (BODY_SHORT, 0) & UPPER (0)> AVERAGE (SHADOW_VERY_LONG, 0) &
                 LOWER (0) > AVERAGE (SHADOW_VERY_LONG, 0)
             ? COLOUR (0) * 100
             : 0;
}

PATTERN (longline)
{
  return IS_LONG (0) & UPPER (0) < AVERAGE (SHADOW_SHORT, 0) & LOWER (0) < AVERAGE (SHADOW_SHORT, 0)
             ? COLOUR (0) * 100
             : 0;
}

PATTERN (shortline)
{
  return BODY (0) < AVERAGE (BODY_SHORT, 0) & UPPER (0) < AVERAGE (SHADOW_SHORT, 0) &
                 LOWER (0) < AVERAGE (SHADOW_SHORT, 0)
             ? COLOUR (0) * 100
             : 0;
}

PATTERN (marubozu)
{
  return IS_LONG (0) & NO_UPPER (0) & NO_LOWER (0) ? COLOUR (0) * 100 : 0;
}

PATTERN (spinningtop)
{
  return BODY (0)<AVERAGE (BODY_SHORT, 0) & UPPER (0)> BODY (0) & LOWER (0) > BODY (0)
             ? COLOUR (0) * 100
             : 0;
}

/* A small body with a long shadow below, and hardly one above. */
#define HANGS                                                                                      \
  (BODY (0) < AVERAGE (BODY_SHORT, 0) & LOWER (0) > AVERAGE (SHADOW_LONG, 0) & NO_UPPER (0))
/* … and the other way round. */
#define STANDS                                                                                     \
  (BODY (0) < AVERAGE (BODY_SHORT, 0) & UPPER (0) > AVERAGE (SHADOW_LONG, 0) & NO_LOWER (0))

PATTERN (hammer)
{
  return HANGS & BOTTOM (0) <= L (1) + AVERAGE (NEAR, 1) ? 100 : 0;
}

PATTERN (hangingman)
{
  return HANGS & BOTTOM (0) >= H (1) - AVERAGE (NEAR, 1) ? -100 : 0;
}

PATTERN (invertedhammer)
{
  return STANDS & GAPS_DOWN (0, 1) ? 100 : 0;
}

PATTERN (shootingstar)
{
  return STANDS & GAPS_UP (0, 1) ? -100 : 0;
}
