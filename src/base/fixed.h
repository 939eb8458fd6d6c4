/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwFixed:
 * @e8: the number times 100,000,000
 *
 * A price, a quantity or an amount of money: 64 bits, eight decimals, so up to
 * ±92,233,720,368.54775807. It is a struct of one field so that `a + b` does not
 * compile and every operation goes through a function that can refuse. A function
 * that refuses returns %FALSE and leaves its result untouched; nothing ever wraps.
 */
typedef struct
{
  gint64 e8;
} BwFixed;

#define BW_FIXED_ONE_E8 G_GINT64_CONSTANT (100000000)
#define BW_FIXED_ZERO ((BwFixed){ 0 })
#define BW_FIXED_MAX ((BwFixed){ G_MAXINT64 })
#define BW_FIXED_MIN ((BwFixed){ G_MININT64 })
/* An integer literal as a BwFixed; for constants. */
#define BW_FIXED(n) ((BwFixed){ (gint64) (n) * BW_FIXED_ONE_E8 })

typedef enum
{
  BW_ROUND_FLOOR,     /* towards minus infinity */
  BW_ROUND_CEILING,   /* towards plus infinity */
  BW_ROUND_HALF_EVEN, /* nearest, ties to even */
  BW_ROUND_TRUNCATE   /* towards zero */
} BwRound;

/* Enough for the longest BwFixed in full: sign, 11 digits, point, 8 digits, NUL. */
#define BW_FIXED_TEXT_BYTES 24

static inline gboolean
bw_fixed_add (BwFixed a, BwFixed b, BwFixed *sum)
{
  gint64 e8;

  if (__builtin_add_overflow (a.e8, b.e8, &e8))
    return FALSE;
  sum->e8 = e8;
  return TRUE;
}

static inline gboolean
bw_fixed_sub (BwFixed a, BwFixed b, BwFixed *difference)
{
  gint64 e8;

  if (__builtin_sub_overflow (a.e8, b.e8, &e8))
    return FALSE;
  difference->e8 = e8;
  return TRUE;
}

static inline gboolean
bw_fixed_negate (BwFixed a, BwFixed *negated)
{
  return bw_fixed_sub (BW_FIXED_ZERO, a, negated);
}

static inline int
bw_fixed_compare (BwFixed a, BwFixed b)
{
  return (a.e8 > b.e8) - (a.e8 < b.e8);
}

static inline gboolean
bw_fixed_equal (BwFixed a, BwFixed b)
{
  return a.e8 == b.e8;
}

static inline int
bw_fixed_sign (BwFixed a)
{
  return (a.e8 > 0) - (a.e8 < 0);
}

static inline gboolean
bw_fixed_is_zero (BwFixed a)
{
  return a.e8 == 0;
}

/* |a|, saturating at BW_FIXED_MAX for BW_FIXED_MIN (which no valid amount is). */
static inline BwFixed
bw_fixed_abs (BwFixed a)
{
  if (a.e8 >= 0)
    return a;
  return a.e8 == G_MININT64 ? BW_FIXED_MAX : (BwFixed){ -a.e8 };
}

static inline BwFixed
bw_fixed_min (BwFixed a, BwFixed b)
{
  return a.e8 < b.e8 ? a : b;
}

static inline BwFixed
bw_fixed_max (BwFixed a, BwFixed b)
{
  return a.e8 > b.e8 ? a : b;
}

/**
 * bw_fixed_product_e16:
 *
 * The exact product, at 16 decimals. Sums of products stay in this form and are
 * rounded once, by bw_fixed_from_e16().
 */
static inline __int128
bw_fixed_product_e16 (BwFixed a, BwFixed b)
{
  return (__int128) a.e8 * b.e8;
}

gboolean bw_fixed_from_e16 (__int128 e16, BwRound round, BwFixed *result);
gboolean bw_fixed_mul (BwFixed a, BwFixed b, BwRound round, BwFixed *product);
gboolean bw_fixed_mul_div (BwFixed a, BwFixed b, BwFixed divisor, BwRound round, BwFixed *result);
gboolean bw_fixed_div (BwFixed a, BwFixed b, BwRound round, BwFixed *quotient);
gboolean bw_fixed_mul_int (BwFixed a, gint64 factor, BwFixed *product);
gboolean bw_fixed_round_to (BwFixed a, BwFixed step, BwRound round, BwFixed *rounded);
gboolean bw_fixed_is_multiple (BwFixed a, BwFixed step);

typedef enum
{
  BW_FIXED_PARSE_OK,
  BW_FIXED_PARSE_SYNTAX,    /* not a plain decimal number */
  BW_FIXED_PARSE_RANGE,     /* beyond ±92,233,720,368.54775807 */
  BW_FIXED_PARSE_PRECISION, /* a ninth non-zero decimal */
} BwFixedParse;

BwFixedParse bw_fixed_parse (const char *text, gssize text_bytes, BwFixed *result);
const char *bw_fixed_parse_describe (BwFixedParse outcome);
char *bw_fixed_print (BwFixed a, int decimals_min, int decimals_max, char *text);
char *bw_fixed_to_string (BwFixed a);

/* Doubles meet money only at the edge of a room, by these two names. */
double bw_fixed_to_double (BwFixed a);
gboolean bw_fixed_from_double (double number, BwFixed *result);

G_END_DECLS
