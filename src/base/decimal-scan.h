/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/decimal.h"

#include <string.h>

G_BEGIN_DECLS

/* Numbers read eight bytes at a time, for files of millions of them. */

/* bw_decimal_scan() may look at this many bytes, whatever they are. */
#define BW_DECIMAL_SCAN_BYTES 24

/* Eight bytes, the first in the lowest byte on every machine. */
static inline guint64
bw_decimal_load (const char *text)
{
  guint64 bytes;

  memcpy (&bytes, text, sizeof bytes);
  return GUINT64_FROM_LE (bytes);
}

/* The top bit of each byte that is no digit. A carry out of a byte beyond ASCII only spoils the marks
 * behind it. */
static inline guint64
bw_decimal_mark (guint64 bytes)
{
  guint64 apart = bytes ^ G_GUINT64_CONSTANT (0x3030303030303030);

  return ((apart + G_GUINT64_CONSTANT (0x7676767676767676)) | apart) &
         G_GUINT64_CONSTANT (0x8080808080808080);
}

/* How many digits @bytes begins with, 0 to 8. */
static inline int
bw_decimal_count_digits (guint64 bytes)
{
  guint64 marks = bw_decimal_mark (bytes);

  return marks == 0 ? 8 : __builtin_ctzll (marks) >> 3;
}

static inline gboolean
bw_decimal_is_digit (char c)
{
  return (guchar) (c - '0') < 10;
}

/* The number that the first @n_digits bytes spell, 1 to 8 of them: pairs, then fours, then eight. */
static inline guint64
bw_decimal_join_digits (guint64 bytes, int n_digits)
{
  bytes = (bytes - G_GUINT64_CONSTANT (0x3030303030303030)) << (64 - 8 * n_digits);
  bytes = bytes * 10 + (bytes >> 8);
  return (((bytes & G_GUINT64_CONSTANT (0x000000ff000000ff)) * G_GUINT64_CONSTANT (0x000f424000000064)) +
          (((bytes >> 16) & G_GUINT64_CONSTANT (0x000000ff000000ff)) *
           G_GUINT64_CONSTANT (0x0000271000000001))) >>
         32;
}

/* bw_decimal_scan() where the number doesn't end within eight bytes. */
static inline const char *
bw_decimal_scan_long (const char *text, char point, guint64 *digits, int *n_decimals)
{
  guint64 bytes = bw_decimal_load (text);
  int n_digits = bw_decimal_count_digits (bytes);
  guint64 whole = bw_decimal_join_digits (bytes, n_digits);

  text += n_digits;
  *n_decimals = 0;
  *digits = whole;
  if (*text == point)
    {
      bytes = bw_decimal_load (++text);
      n_digits = bw_decimal_count_digits (bytes);
      if (n_digits == 0)
        return NULL;
      *digits = whole * bw_decimal_int_powers[n_digits] + bw_decimal_join_digits (bytes, n_digits);
      *n_decimals = n_digits;
      text += n_digits;
    }
  else if (n_digits == 8)
    {
      bytes = bw_decimal_load (text);
      n_digits = bw_decimal_count_digits (bytes);
      if (n_digits == 0)
        return text;
      *digits = whole * bw_decimal_int_powers[n_digits] + bw_decimal_join_digits (bytes, n_digits);
      text += n_digits;
      if (*text == point)
        return NULL;
    }
  return bw_decimal_is_digit (*text) ? NULL : text;
}

/**
 * bw_decimal_scan:
 * @text: %BW_DECIMAL_SCAN_BYTES readable bytes
 * @digits: (out caller-allocates): all digits as one number, up to 10^16 - 1
 * @n_decimals: (out caller-allocates): how many of them stand behind the point, 0 to 8
 *
 * The short cut for the common shapes: one to eight digits, maybe a point and one to eight more; or
 * a whole number of up to 16 digits. A number that ends within eight bytes is joined at once, its
 * point squeezed out.
 *
 * Returns: (nullable): the byte behind the number, no digit; %NULL for any other shape
 */
static inline const char *
bw_decimal_scan (const char *text, char point, guint64 *digits, int *n_decimals)
{
  guint64 bytes = bw_decimal_load (text);
  guint64 marks = bw_decimal_mark (bytes);
  guint64 later_marks = marks & (marks - 1);
  guint64 before;
  int n_whole, n_bytes;

  if (G_UNLIKELY (marks == 0))
    return bw_decimal_scan_long (text, point, digits, n_decimals);
  n_whole = __builtin_ctzll (marks) >> 3;
  if (G_UNLIKELY (n_whole == 0))
    return NULL;
  if (text[n_whole] != point)
    {
      *n_decimals = 0;
      *digits = bw_decimal_join_digits (bytes, n_whole);
      return text + n_whole;
    }
  if (later_marks == 0)
    return bw_decimal_scan_long (text, point, digits, n_decimals);
  n_bytes = __builtin_ctzll (later_marks) >> 3;
  *n_decimals = n_bytes - n_whole - 1;
  if (G_UNLIKELY (*n_decimals == 0))
    return NULL;
  before = (G_GUINT64_CONSTANT (1) << (8 * n_whole)) - 1;
  *digits = bw_decimal_join_digits ((bytes & before) | ((bytes >> 8) & ~before), n_bytes - 1);
  return text + n_bytes;
}

G_END_DECLS
