/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwDecimal:
 * @digits: the significant digits, up to 19 of them, without trailing zeros
 * @exponent: the number is digits × 10^exponent
 * @is_cut: non-zero digits behind the 19th were dropped
 *
 * A decimal number as text has it, before it is fitted into a type.
 */
typedef struct
{
  guint64 digits;
  gint32 exponent;
  gboolean is_negative;
  gboolean is_cut;
} BwDecimal;

/* Whole numbers up to here are exact as doubles. */
#define BW_DECIMAL_EXACT_MAX (G_GUINT64_CONSTANT (1) << 53)

extern const double bw_decimal_powers[23];
extern const guint64 bw_decimal_int_powers[20];

gboolean bw_decimal_parse (const char *text, gsize n_bytes, char point, BwDecimal *decimal);
int bw_decimal_n_decimals (const BwDecimal *decimal);
gboolean bw_decimal_round_e8 (const BwDecimal *decimal, guint64 *e8);
gboolean bw_double_parse (const char *text, gsize n_bytes, char point, double *number);

G_END_DECLS
