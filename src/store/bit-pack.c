/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bit-pack-private.h"

#define WIDTH_PACKED_MAX 56
#define WIDTH_WHOLE 64

void
bw_pack_varint (GByteArray *bytes, guint64 number)
{
  guint8 text[10];
  guint n_bytes = 0;

  while (number >= 0x80)
    {
      text[n_bytes++] = (guint8) (number | 0x80);
      number >>= 7;
    }
  text[n_bytes++] = (guint8) number;
  g_byte_array_append (bytes, text, n_bytes);
}

static guint
bits_of (guint64 number)
{
  return number == 0 ? 0 : 64 - (guint) __builtin_clzll (number);
}

/* The width with the fewest bits in all, counting what exceptions to it cost. */
static guint
choose_width (const guint64 *numbers, guint n_numbers, guint *n_exceptions)
{
  guint n_of_bits[65] = { 0 };
  guint widest = 0, best_width, best_cost, n_above = 0;

  for (guint i = 0; i < n_numbers; i++)
    n_of_bits[bits_of (numbers[i])]++;
  for (guint bits = 0; bits <= 64; bits++)
    if (n_of_bits[bits] > 0)
      widest = bits;
  *n_exceptions = 0;
  if (widest > WIDTH_PACKED_MAX)
    return WIDTH_WHOLE;
  best_width = widest;
  best_cost = n_numbers * widest;
  for (guint width = widest; width-- > 0;)
    {
      guint cost;

      n_above += n_of_bits[width + 1];
      cost = n_numbers * width + n_above * (8 + 8 * ((widest - width + 6) / 7));
      if (cost < best_cost)
        {
          best_cost = cost;
          best_width = width;
          *n_exceptions = n_above;
        }
    }
  return best_width;
}

static void
pack_bits (GByteArray *bytes, const guint64 *numbers, guint n_numbers, guint width)
{
  guint start = bytes->len;
  guint n_bytes = (n_numbers * width + 7) / 8;
  unsigned __int128 held = 0;
  guint n_held = 0;
  guint8 *at;

  g_byte_array_set_size (bytes, start + n_bytes);
  at = bytes->data + start;
  for (guint i = 0; i < n_numbers; i++)
    {
      guint64 low = width == 64 ? numbers[i] : numbers[i] & ((G_GUINT64_CONSTANT (1) << width) - 1);

      held |= (unsigned __int128) low << n_held;
      for (n_held += width; n_held >= 8; n_held -= 8, held >>= 8)
        *at++ = (guint8) held;
    }
  if (n_held > 0)
    *at = (guint8) held;
}

void
bw_pack_column (GByteArray *bytes, const gint64 *numbers, guint n_numbers)
{
  guint64 above[BW_PACK_NUMBERS];
  gint64 base = numbers[0];
  guint width, n_exceptions;
  guint8 head[2];

  g_assert (n_numbers >= 1 && n_numbers <= BW_PACK_NUMBERS);
  for (guint i = 1; i < n_numbers; i++)
    base = MIN (base, numbers[i]);
  for (guint i = 0; i < n_numbers; i++)
    above[i] = (guint64) numbers[i] - (guint64) base;
  width = choose_width (above, n_numbers, &n_exceptions);
  bw_pack_varint (bytes, bw_zigzag (base));
  head[0] = (guint8) width;
  head[1] = (guint8) n_exceptions;
  g_byte_array_append (bytes, head, 2);
  pack_bits (bytes, above, n_numbers, width);
  for (guint i = 0; i < n_numbers && n_exceptions > 0; i++)
    if (width < 64 && above[i] >> width != 0)
      {
        guint8 index = (guint8) i;

        g_byte_array_append (bytes, &index, 1);
        bw_pack_varint (bytes, above[i] >> width);
      }
}

guint64
bw_unpack_varint (BwPackReader *reader)
{
  guint64 number = 0;

  for (guint shift = 0; shift < 64; shift += 7)
    {
      guint8 byte = bw_unpack_byte (reader);

      number |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return number;
    }
  reader->is_broken = TRUE;
  return 0;
}

guint8
bw_unpack_byte (BwPackReader *reader)
{
  if (reader->at < reader->end)
    return *reader->at++;
  reader->is_broken = TRUE;
  return 0;
}

static inline guint64
load (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT64_FROM_LE (word);
}

BW_PACK_KERNEL static void
unpack_bits (const guint8 *from, gint64 *numbers, guint n_numbers, guint width, guint64 base)
{
  guint64 mask = (G_GUINT64_CONSTANT (1) << width) - 1;

  for (guint i = 0; i < n_numbers; i++)
    {
      guint at = i * width;

      numbers[i] = (gint64) (base + (load (from + (at >> 3)) >> (at & 7) & mask));
    }
}

static void
unpack_numbers (const guint8 *from, gint64 *numbers, guint n_numbers, guint width, guint64 base)
{
  if (width == 0)
    for (guint i = 0; i < BW_PACK_NUMBERS; i++)
      numbers[i] = (gint64) base;
  else if (width == WIDTH_WHOLE)
    for (guint i = 0; i < n_numbers; i++)
      numbers[i] = (gint64) (base + load (from + 8 * i));
  else
    unpack_bits (from, numbers, n_numbers, width, base);
}

/* Damaged input gives arbitrary numbers and @reader's is_broken, never a read outside of it. */
void
bw_unpack_column (BwPackReader *reader, gint64 numbers[BW_PACK_NUMBERS], guint n_numbers)
{
  gint64 base = bw_unzigzag (bw_unpack_varint (reader));
  guint width = bw_unpack_byte (reader);
  guint n_exceptions = bw_unpack_byte (reader);
  gsize n_bytes = ((gsize) n_numbers * width + 7) / 8;

  if (reader->is_broken || (width > WIDTH_PACKED_MAX && width != WIDTH_WHOLE)
      || (gsize) (reader->end - reader->at) < n_bytes)
    {
      reader->is_broken = TRUE;
      return;
    }
  unpack_numbers (reader->at, numbers, n_numbers, width, (guint64) base);
  reader->at += n_bytes;
  for (guint i = 0; i < n_exceptions; i++)
    {
      guint index = bw_unpack_byte (reader);
      guint64 upper = bw_unpack_varint (reader);

      if (index >= n_numbers || width >= WIDTH_WHOLE)
        {
          reader->is_broken = TRUE;
          return;
        }
      numbers[index] = (gint64) ((guint64) numbers[index] + (upper << width));
    }
}
