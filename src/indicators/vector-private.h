/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* A loop so marked is compiled for wider registers too, and the machine picks at its start. No
 * product is fused with a sum (-ffp-contract=off), so every copy gives the same bits. */
#if !defined BW_HAVE_CLONES
#define BW_CLONES
#elif BW_HAVE_CLONES >= 2
#define BW_CLONES __attribute__ ((target_clones ("arch=x86-64-v4", "avx2", "default")))
#else
#define BW_CLONES __attribute__ ((target_clones ("avx2", "default")))
#endif

/* Four values at a time. Macros, because a function that takes or returns them would depend on the
 * machine's calling convention. */
typedef double BwFour __attribute__ ((vector_size (32)));
typedef double BwFourInMemory __attribute__ ((vector_size (32), aligned (8), may_alias));

#define BW_FOUR_AT(pointer)         (*(const BwFourInMemory *)(pointer))
#define BW_FOUR_ALL(value)          ((BwFour){ value, value, value, value })
#define BW_FOUR_SET(pointer, value) (*(BwFourInMemory *)(pointer) = (value))
/* Moved up by one or two places, 0 from below; and the last in every place. */
#define BW_FOUR_UP_1(v) __builtin_shufflevector ((BwFour){ 0 }, v, 0, 4, 5, 6)
#define BW_FOUR_UP_2(v) __builtin_shufflevector ((BwFour){ 0 }, v, 0, 1, 4, 5)
#define BW_FOUR_LAST(v) __builtin_shufflevector (v, v, 3, 3, 3, 3)

/* Eight at a time, for loops that do little else than arithmetic. */
typedef double BwEight __attribute__ ((vector_size (64)));
typedef double BwEightInMemory __attribute__ ((vector_size (64), aligned (8), may_alias));
typedef guint64 BwEightBits __attribute__ ((vector_size (64)));

#define BW_EIGHT_AT(pointer)         (*(const BwEightInMemory *)(pointer))
#define BW_EIGHT_ALL(value)          ((BwEight){ value, value, value, value, value, value, value, value })
#define BW_EIGHT_SET(pointer, value) (*(BwEightInMemory *)(pointer) = (value))

/* @a where the comparison @mask holds, @b elsewhere. */
typedef guint64 BwFourBits __attribute__ ((vector_size (32)));
#define BW_FOUR_PICK(mask, a, b)                                                                   \
  ((BwFour)(((BwFourBits)(mask) & (BwFourBits)(a)) | (~(BwFourBits)(mask) & (BwFourBits)(b))))

static inline guint64
bw_bits_of (double x)
{
  guint64 bits;

  memcpy (&bits, &x, sizeof bits);
  return bits;
}

static inline double
bw_from_bits (guint64 bits)
{
  double x;

  memcpy (&x, &bits, sizeof x);
  return x;
}

/* NaN and the infinities have all bits of the exponent set: adding one to the exponent carries into
 * the sign. Or'ed over a column, the sign says whether one of them was there. */
static inline guint64
bw_carry_of (double x)
{
  return (bw_bits_of (x) & G_GUINT64_CONSTANT (0x7fffffffffffffff)) +
         G_GUINT64_CONSTANT (0x0010000000000000);
}

G_END_DECLS
