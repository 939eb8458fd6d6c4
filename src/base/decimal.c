/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/decimal.h"

#define DIGITS_MAX 19
#define EXPONENT_MAX 100000

const double bw_decimal_powers[23] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

const guint64 bw_decimal_int_powers[20] = {
  1u,
  10u,
  100u,
  1000u,
  10000u,
  100000u,
  1000000u,
  10000000u,
  100000000u,
  1000000000u,
  G_GUINT64_CONSTANT (10000000000),
  G_GUINT64_CONSTANT (100000000000),
  G_GUINT64_CONSTANT (1000000000000),
  G_GUINT64_CONSTANT (10000000000000),
  G_GUINT64_CONSTANT (100000000000000),
  G_GUINT64_CONSTANT (1000000000000000),
  G_GUINT64_CONSTANT (10000000000000000),
  G_GUINT64_CONSTANT (100000000000000000),
  G_GUINT64_CONSTANT (1000000000000000000),
  G_GUINT64_CONSTANT (10000000000000000000),
};

/* Digits and a point; how many digits there were goes to @n_read. */
static const char *
read_digits (const char *text, const char *end, char point, BwDecimal *decimal, int *n_read)
{
  int n_kept = 0;
  gboolean is_behind_point = FALSE;

  for (; text < end; text++)
    {
      if (*text == point && !is_behind_point)
        {
          is_behind_point = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*text))
        break;
      (*n_read)++;
      if (n_kept < DIGITS_MAX)
        {
          decimal->digits = decimal->digits * 10 + (guint64) (*text - '0');
          n_kept += decimal->digits != 0;
          decimal->exponent -= is_behind_point;
        }
      else
        {
          decimal->is_cut |= *text != '0';
          decimal->exponent += !is_behind_point;
        }
    }
  return text;
}

static const char *
read_exponent (const char *text, const char *end, BwDecimal *decimal)
{
  int sign = 1;
  int exponent = 0;

  if (text < end && (*text == '+' || *text == '-'))
    sign = *text++ == '-' ? -1 : 1;
  if (text >= end || !g_ascii_isdigit (*text))
    return NULL;
  for (; text < end && g_ascii_isdigit (*text); text++)
    exponent = MIN (exponent * 10 + (*text - '0'), EXPONENT_MAX);
  decimal->exponent += sign * exponent;
  return text;
}

/**
 * bw_decimal_parse:
 * @text: `[+-]digits[.digits][e[+-]digits]`, the whole of it, with @point for the point; a digit on
 *   one side of the point is enough
 *
 * Locale-free; refuses blanks, NaN, infinity, hexadecimal, thousands separators. Digits and places are
 * counted in 32 bits: a text longer than a megabyte is refused.
 */
gboolean
bw_decimal_parse (const char *text, gsize n_bytes, char point, BwDecimal *decimal)
{
  const char *end = text + n_bytes;
  int n_read = 0;

  *decimal = (BwDecimal){ 0 };
  if (n_bytes > 1024 * 1024)
    return FALSE;
  if (text < end && (*text == '+' || *text == '-'))
    decimal->is_negative = *text++ == '-';
  text = read_digits (text, end, point, decimal, &n_read);
  if (n_read == 0)
    return FALSE;
  if (text < end && (*text == 'e' || *text == 'E'))
    text = read_exponent (text + 1, end, decimal);
  if (text != end)
    return FALSE;
  if (decimal->digits == 0)
    decimal->exponent = 0;
  for (; decimal->digits != 0 && decimal->digits % 10 == 0; decimal->exponent++)
    decimal->digits /= 10;
  return TRUE;
}

/**
 * bw_decimal_n_decimals:
 *
 * Returns: places behind the point up to the last digit that isn't zero
 */
int
bw_decimal_n_decimals (const BwDecimal *decimal)
{
  return MAX (0, -decimal->exponent) + (decimal->is_cut ? 1 : 0);
}

/**
 * bw_decimal_round_e8:
 * @e8: (out caller-allocates): the number without its sign, times 10^8, to the nearest, a tie to even
 *
 * Returns: %FALSE when it is 2^53 or above, and so not exact as a double
 */
gboolean
bw_decimal_round_e8 (const BwDecimal *decimal, guint64 *e8)
{
  int shift = decimal->exponent + 8;
  guint64 quotient, rest, half;

  if (decimal->digits == 0)
    {
      *e8 = 0;
      return TRUE;
    }
  if (shift >= 0)
    {
      if (shift > 16 || decimal->digits > BW_DECIMAL_EXACT_MAX ||
          __builtin_mul_overflow (decimal->digits, bw_decimal_int_powers[shift], &quotient))
        return FALSE;
      *e8 = quotient;
      return quotient < BW_DECIMAL_EXACT_MAX;
    }
  if (shift < -DIGITS_MAX)
    {
      *e8 = 0;
      return TRUE;
    }
  quotient = decimal->digits / bw_decimal_int_powers[-shift];
  rest = decimal->digits % bw_decimal_int_powers[-shift];
  half = bw_decimal_int_powers[-shift] / 2;
  if (rest > half || (rest == half && (decimal->is_cut || quotient % 2 == 1)))
    quotient++;
  *e8 = quotient;
  return quotient < BW_DECIMAL_EXACT_MAX;
}

/* The C library rounds correctly whatever the length. */
static gboolean
parse_slowly (const char *text, gsize n_bytes, char point, double *number)
{
  g_autofree char *copy = g_strndup (text, n_bytes);
  char *at = strchr (copy, point);

  if (at != NULL)
    *at = '.';
  *number = g_ascii_strtod (copy, NULL);
  return *number <= G_MAXDOUBLE && *number >= -G_MAXDOUBLE;
}

/**
 * bw_double_parse:
 * @text: as bw_decimal_parse() has it
 * @number: (out caller-allocates): the double nearest to it
 *
 * Up to 2^53 and 22 places one division or product of two exact doubles is the correctly rounded
 * result (W. D. Clinger, How to read floating point numbers accurately, 1990); the rest goes to strtod.
 *
 * Returns: %FALSE for another syntax and for a number beyond the doubles
 */
gboolean
bw_double_parse (const char *text, gsize n_bytes, char point, double *number)
{
  BwDecimal decimal;
  double magnitude;

  if (!bw_decimal_parse (text, n_bytes, point, &decimal))
    return FALSE;
  if (decimal.is_cut || decimal.digits > BW_DECIMAL_EXACT_MAX || decimal.exponent < -22 ||
      decimal.exponent > 22)
    return parse_slowly (text, n_bytes, point, number);
  magnitude = (double) decimal.digits;
  if (decimal.exponent < 0)
    magnitude /= bw_decimal_powers[-decimal.exponent];
  else
    magnitude *= bw_decimal_powers[decimal.exponent];
  *number = decimal.is_negative ? -magnitude : magnitude;
  return TRUE;
}
