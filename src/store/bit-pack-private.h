/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/* Columns of whole numbers as a base and the bits above it, 128 at a time. A few large ones don't
 * widen the others: they are exceptions, whose upper bits stand behind the packed ones.
 *
 *   base       zigzag varint
 *   width      byte: bits a number, 0 to 56, or 64
 *   exceptions byte: how many
 *   numbers    n * width bits, little-endian, filled up to a byte
 *   exceptions each: index byte, then varint of the bits above width
 */

#define BW_PACK_NUMBERS 128
/* A reader may look at this many bytes behind a column's end. */
#define BW_PACK_SLACK_BYTES 8

/* Compiled once for each kind of processor and chosen when the program starts. The arithmetic is of
 * whole numbers and exact or correctly rounded doubles, so that all give the same bits. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define BW_PACK_KERNEL __attribute__ ((target_clones ("arch=x86-64-v4", "avx2", "default")))
#else
#define BW_PACK_KERNEL
#endif

typedef struct
{
  const guint8 *at;
  const guint8 *end; /* at least BW_PACK_SLACK_BYTES before the end of the memory */
  gboolean is_broken;
} BwPackReader;

static inline guint64
bw_zigzag (gint64 number)
{
  return ((guint64) number << 1) ^ (guint64) (number >> 63);
}

static inline gint64
bw_unzigzag (guint64 number)
{
  return (gint64) (number >> 1) ^ -(gint64) (number & 1);
}

void bw_pack_varint (GByteArray *bytes, guint64 number);
void bw_pack_column (GByteArray *bytes, const gint64 *numbers, guint n_numbers);

guint64 bw_unpack_varint (BwPackReader *reader);
guint8 bw_unpack_byte (BwPackReader *reader);
void bw_unpack_column (BwPackReader *reader, gint64 numbers[BW_PACK_NUMBERS], guint n_numbers);

G_END_DECLS
