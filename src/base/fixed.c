/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/fixed.h"

#include <math.h>
#include <string.h>

/* From here up a double's spacing exceeds 1e-8, so it can't be told which eight decimals it meant. */
#define DOUBLE_EXACT_MAX 90071992.54

static __int128
divide_rounded (__int128 numerator, __int128 divisor, BwRound round)
{
  __int128 quotient = numerator / divisor;
  __int128 rest = numerator - quotient * divisor;
  gboolean negative = (numerator < 0) != (divisor < 0);

  if (rest == 0)
    return quotient;
  switch (round)
    {
    case BW_ROUND_FLOOR:
      return negative ? quotient - 1 : quotient;
    case BW_ROUND_CEILING:
      return negative ? quotient : quotient + 1;
    case BW_ROUND_TRUNCATE:
      return quotient;
    case BW_ROUND_HALF_EVEN:
      {
        /* Compare |rest| with |divisor| - |rest|: doubling the rest could overflow. */
        __int128 rest_size = rest < 0 ? -rest : rest;
        __int128 other_size = (divisor < 0 ? -divisor : divisor) - rest_size;

        if (rest_size > other_size || (rest_size == other_size && (quotient & 1) != 0))
          return negative ? quotient - 1 : quotient + 1;
        return quotient;
      }
    }
  g_assert_not_reached ();
}

#define ONE_ODD 390625 /* BW_FIXED_ONE_E8 less its eight twos */

/* A size ÷ BW_FIXED_ONE_E8, of up to 90 bits: two divisions of 64 bits by a constant, which are
 * multiplications, for one of 128 bits. Most money is a sum of products that is rounded here. */
static inline guint64
divide_by_one (unsigned __int128 size, guint32 *rest)
{
  guint64 high = (guint64) (size >> 40); /* 50 bits */
  guint64 low = (high % ONE_ODD) << 32 | (guint32) (size >> 8);

  *rest = (guint32) ((low % ONE_ODD) << 8 | (guint8) size);
  return ((high / ONE_ODD) << 32) + low / ONE_ODD;
}

/* Is a size with that rest rounded away from zero? */
static inline gboolean
rounds_up (guint64 quotient, guint32 rest, gboolean negative, BwRound round)
{
  switch (round)
    {
    case BW_ROUND_FLOOR:
      return negative && rest != 0;
    case BW_ROUND_CEILING:
      return !negative && rest != 0;
    case BW_ROUND_TRUNCATE:
      return FALSE;
    case BW_ROUND_HALF_EVEN:
      return rest + (quotient & 1) > BW_FIXED_ONE_E8 / 2;
    }
  g_assert_not_reached ();
}

static gboolean
narrow (__int128 e8, BwFixed *result)
{
  if (e8 > G_MAXINT64 || e8 < G_MININT64)
    return FALSE;
  result->e8 = (gint64) e8;
  return TRUE;
}

/**
 * bw_fixed_from_e16:
 * @e16: an exact product or sum of products, 16 decimals
 *
 * Rounds once to eight decimals. Returns: %FALSE when out of range.
 */
gboolean
bw_fixed_from_e16 (__int128 e16, BwRound round, BwFixed *result)
{
  gboolean negative = e16 < 0;
  unsigned __int128 size = negative ? -(unsigned __int128) e16 : (unsigned __int128) e16;
  guint64 quotient;
  guint32 rest;

  if (size == 0) /* as many sums of an account are */
    {
      *result = BW_FIXED_ZERO;
      return TRUE;
    }
  if (G_UNLIKELY (size >> 90 != 0))
    return narrow (divide_rounded (e16, BW_FIXED_ONE_E8, round), result);
  quotient = divide_by_one (size, &rest);
  quotient += rounds_up (quotient, rest, negative, round);
  if (G_UNLIKELY (quotient > G_MAXINT64))
    return narrow (negative ? -(__int128) quotient : (__int128) quotient, result);
  result->e8 = negative ? -(gint64) quotient : (gint64) quotient;
  return TRUE;
}

/**
 * bw_fixed_mul:
 *
 * @a × @b through 128 bits, rounded as asked. Returns: %FALSE when out of range.
 */
gboolean
bw_fixed_mul (BwFixed a, BwFixed b, BwRound round, BwFixed *product)
{
  return bw_fixed_from_e16 (bw_fixed_product_e16 (a, b), round, product);
}

/**
 * bw_fixed_mul_div:
 *
 * @a × @b ÷ @divisor with one rounding; exact in between. Returns: %FALSE for a zero
 * divisor or a result out of range.
 */
gboolean
bw_fixed_mul_div (BwFixed a, BwFixed b, BwFixed divisor, BwRound round, BwFixed *result)
{
  if (divisor.e8 == 0)
    return FALSE;
  return narrow (divide_rounded (bw_fixed_product_e16 (a, b), divisor.e8, round), result);
}

/**
 * bw_fixed_div:
 *
 * @a ÷ @b, rounded as asked. Returns: %FALSE for a zero divisor or a result out of range.
 */
gboolean
bw_fixed_div (BwFixed a, BwFixed b, BwRound round, BwFixed *quotient)
{
  return bw_fixed_mul_div (a, BW_FIXED (1), b, round, quotient);
}

gboolean
bw_fixed_mul_int (BwFixed a, gint64 factor, BwFixed *product)
{
  gint64 e8;

  if (__builtin_mul_overflow (a.e8, factor, &e8))
    return FALSE;
  product->e8 = e8;
  return TRUE;
}

/**
 * bw_fixed_round_to:
 * @step: a tick or a lot, above zero
 *
 * The multiple of @step that @round picks. Returns: %FALSE when it is out of range.
 */
gboolean
bw_fixed_round_to (BwFixed a, BwFixed step, BwRound round, BwFixed *rounded)
{
  g_return_val_if_fail (step.e8 > 0, FALSE);

  return narrow (divide_rounded (a.e8, step.e8, round) * step.e8, rounded);
}

gboolean
bw_fixed_is_multiple (BwFixed a, BwFixed step)
{
  g_return_val_if_fail (step.e8 > 0, FALSE);

  return a.e8 % step.e8 == 0;
}

/**
 * bw_fixed_parse:
 * @text: `[+-]digits[.digits]`, ASCII, the whole of it; no exponent, no grouping, no blanks
 * @text_bytes: its length, or -1 when it ends with NUL
 *
 * Strict and locale-free. At least one digit is needed before or after the point. A ninth
 * decimal is accepted only when it and all after it are zero. @result is written on success only.
 */
BwFixedParse
bw_fixed_parse (const char *text, gssize text_bytes, BwFixed *result)
{
  const char *end = text + (text_bytes < 0 ? (gssize) strlen (text) : text_bytes);
  const char *cursor = text;
  gboolean negative = FALSE;
  gboolean has_digit = FALSE;
  gboolean too_big = FALSE;
  gboolean too_fine = FALSE;
  int n_decimals = -1;
  __int128 e8 = 0;

  if (cursor < end && (*cursor == '-' || *cursor == '+'))
    negative = *cursor++ == '-';
  for (; cursor < end; cursor++)
    {
      if (*cursor == '.' && n_decimals < 0)
        n_decimals = 0;
      else if (g_ascii_isdigit (*cursor))
        {
          has_digit = TRUE;
          if (n_decimals >= 8)
            {
              too_fine |= *cursor != '0';
              continue;
            }
          if (n_decimals >= 0)
            n_decimals++;
          if (e8 > ((__int128) 1 << 90))
            too_big = TRUE;
          else
            e8 = e8 * 10 + (*cursor - '0');
        }
      else
        return BW_FIXED_PARSE_SYNTAX;
    }
  if (!has_digit)
    return BW_FIXED_PARSE_SYNTAX;
  for (int i = MAX (n_decimals, 0); i < 8 && !too_big; i++)
    e8 *= 10;
  if (too_big || !narrow (negative ? -e8 : e8, &(BwFixed){ 0 }))
    return BW_FIXED_PARSE_RANGE;
  if (too_fine)
    return BW_FIXED_PARSE_PRECISION;
  result->e8 = (gint64) (negative ? -e8 : e8);
  return BW_FIXED_PARSE_OK;
}

/**
 * bw_fixed_parse_describe:
 *
 * Returns: (transfer none): what was wrong, in English, for logs and machine interfaces
 */
const char *
bw_fixed_parse_describe (BwFixedParse outcome)
{
  switch (outcome)
    {
    case BW_FIXED_PARSE_OK:
      return "a number";
    case BW_FIXED_PARSE_SYNTAX:
      return "not a plain decimal number";
    case BW_FIXED_PARSE_RANGE:
      return "larger than 92,233,720,368";
    case BW_FIXED_PARSE_PRECISION:
      return "more than eight decimals";
    }
  g_assert_not_reached ();
}

/**
 * bw_fixed_print:
 * @decimals_min: decimals always shown, 0 to 8
 * @decimals_max: decimals shown at most, @decimals_min to 8; what is beyond is rounded half-even
 * @text: (out caller-allocates): at least %BW_FIXED_TEXT_BYTES
 *
 * Prints with a point and no grouping, whatever the locale. Returns: @text
 */
char *
bw_fixed_print (BwFixed a, int decimals_min, int decimals_max, char *text)
{
  guint64 step = 1;
  guint64 size = a.e8 < 0 ? -(guint64) a.e8 : (guint64) a.e8;
  char digits[32];
  int n_digits = 0;
  int n_decimals = decimals_max;
  char *cursor = text;

  g_return_val_if_fail (0 <= decimals_min && decimals_min <= decimals_max && decimals_max <= 8, NULL);

  for (int i = decimals_max; i < 8; i++)
    step *= 10;
  size = (guint64) divide_rounded (size, step, BW_ROUND_HALF_EVEN);
  for (; n_decimals > decimals_min && size % 10 == 0; n_decimals--)
    size /= 10;
  for (guint64 rest = size; rest > 0 || n_digits <= n_decimals; rest /= 10)
    digits[n_digits++] = (char) ('0' + rest % 10);
  if (a.e8 < 0 && size != 0)
    *cursor++ = '-';
  while (n_digits > 0)
    {
      if (n_digits == n_decimals)
        *cursor++ = '.';
      *cursor++ = digits[--n_digits];
    }
  *cursor = '\0';
  return text;
}

/**
 * bw_fixed_to_string:
 *
 * Returns: (transfer full): the number in full, without trailing zeros; parses back to the same bits
 */
char *
bw_fixed_to_string (BwFixed a)
{
  char text[BW_FIXED_TEXT_BYTES];

  return g_strdup (bw_fixed_print (a, 0, 8, text));
}

double
bw_fixed_to_double (BwFixed a)
{
  return (double) a.e8 / 1e8;
}

/**
 * bw_fixed_from_double:
 *
 * The nearest BwFixed. Returns: %FALSE for NaN, infinity and sizes from 90,071,992.54 up, where
 * a double no longer tells eight decimals apart.
 */
gboolean
bw_fixed_from_double (double number, BwFixed *result)
{
  if (!(fabs (number) < DOUBLE_EXACT_MAX))
    return FALSE;
  result->e8 = llrint (number * 1e8);
  return TRUE;
}
