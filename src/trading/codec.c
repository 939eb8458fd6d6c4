/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/codec.h"

#include <string.h>

#define VARINT_BYTES_MAX 19

static gsize
write_varint (guint8 *buffer, unsigned __int128 number)
{
  gsize n = 0;

  while (number >= 0x80)
    {
      buffer[n++] = (guint8) (number | 0x80);
      number >>= 7;
    }
  buffer[n++] = (guint8) number;
  return n;
}

static gsize
write_varint64 (guint8 *buffer, guint64 number)
{
  gsize n = 0;

  while (number >= 0x80)
    {
      buffer[n++] = (guint8) (number | 0x80);
      number >>= 7;
    }
  buffer[n++] = (guint8) number;
  return n;
}

static guint64
zigzag (gint64 number)
{
  return ((guint64) number << 1) ^ (guint64) (number >> 63);
}

static gint64
unzigzag (guint64 number)
{
  return (gint64) (number >> 1) ^ -(gint64) (number & 1);
}

void
bw_codec_put_u64 (GByteArray *bytes, guint64 number)
{
  guint8 buffer[VARINT_BYTES_MAX];

  g_byte_array_append (bytes, buffer, (guint) write_varint64 (buffer, number));
}

void
bw_codec_put_i64 (GByteArray *bytes, gint64 number)
{
  bw_codec_put_u64 (bytes, zigzag (number));
}

static gsize
write_field (guint8 *buffer, const BwField *field, const guint8 *at)
{
  switch ((BwFieldKind) field->kind)
    {
    case BW_FIELD_U8:
      buffer[0] = *at;
      return 1;
    case BW_FIELD_U16:
      return write_varint64 (buffer, *(const guint16 *) at);
    case BW_FIELD_I16:
      return write_varint64 (buffer, zigzag (*(const gint16 *) at));
    case BW_FIELD_I32:
      return write_varint64 (buffer, zigzag (*(const gint32 *) at));
    case BW_FIELD_U32:
      return write_varint64 (buffer, *(const guint32 *) at);
    case BW_FIELD_I64:
      return write_varint64 (buffer, zigzag (*(const gint64 *) at));
    case BW_FIELD_U64:
      return write_varint64 (buffer, *(const guint64 *) at);
    case BW_FIELD_I128:
      {
        __int128 number;

        memcpy (&number, at, sizeof number);
        return write_varint (buffer, ((unsigned __int128) number << 1) ^
                                         (unsigned __int128) (number >> 127));
      }
    case BW_FIELD_BYTES:
      memcpy (buffer, at, field->bytes);
      return field->bytes;
    case BW_FIELD_TEXT:
      {
        gsize length = strnlen ((const char *) at, field->bytes - 1);
        gsize n = write_varint64 (buffer, length);

        memcpy (buffer + n, at, length);
        return n + length;
      }
    }
  g_assert_not_reached ();
}

/**
 * bw_codec_put:
 * @fields: (array length=n_fields): what @record is made of
 *
 * Appends the fields of @record. No field may be longer than 256 bytes.
 */
void
bw_codec_put (GByteArray *bytes, const BwField *fields, gsize n_fields, gconstpointer record)
{
  guint8 buffer[1024];
  gsize n = 0;

  for (gsize i = 0; i < n_fields; i++)
    {
      if (n > sizeof buffer - 256 - VARINT_BYTES_MAX)
        {
          g_byte_array_append (bytes, buffer, (guint) n);
          n = 0;
        }
      n += write_field (buffer + n, &fields[i], (const guint8 *) record + fields[i].offset);
    }
  g_byte_array_append (bytes, buffer, (guint) n);
}

static unsigned __int128
read_varint (BwReader *reader, int n_bits)
{
  unsigned __int128 number = 0;

  for (int shift = 0; !reader->failed; shift += 7)
    {
      guint8 byte;

      if (reader->cursor == reader->end || shift >= n_bits)
        break;
      byte = *reader->cursor++;
      /* What does not fit would be lost; and a longer form of the same number is refused, so that
       * one state has one form. */
      if ((shift + 7 > n_bits && (byte & 0x7f) >> (n_bits - shift) != 0) || (byte == 0 && shift > 0))
        break;
      number |= (unsigned __int128) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return number;
    }
  reader->failed = TRUE;
  return 0;
}

guint64
bw_codec_get_u64 (BwReader *reader)
{
  return (guint64) read_varint (reader, 64);
}

gint64
bw_codec_get_i64 (BwReader *reader)
{
  return unzigzag (bw_codec_get_u64 (reader));
}

/**
 * bw_codec_get_count:
 * @max: more than this is refused
 *
 * A count of things that take at least one byte each, so that damage can't ask for more memory
 * than the bytes could fill.
 */
guint32
bw_codec_get_count (BwReader *reader, guint32 max)
{
  guint64 count = bw_codec_get_u64 (reader);

  if (count > max || count > (guint64) (reader->end - reader->cursor))
    reader->failed = TRUE;
  return reader->failed ? 0 : (guint32) count;
}

static void
read_bytes (BwReader *reader, guint8 *to, gsize n_bytes)
{
  if (reader->failed || n_bytes > (gsize) (reader->end - reader->cursor))
    {
      reader->failed = TRUE;
      return;
    }
  memcpy (to, reader->cursor, n_bytes);
  reader->cursor += n_bytes;
}

static void
read_text (BwReader *reader, guint8 *to, gsize n_allocated)
{
  guint64 length = bw_codec_get_u64 (reader);

  if (length >= n_allocated)
    reader->failed = TRUE;
  if (reader->failed)
    return;
  read_bytes (reader, to, length);
  if (!reader->failed && memchr (to, '\0', length) != NULL)
    reader->failed = TRUE;
  memset (to + length, 0, n_allocated - length);
}

static gint64
read_within (BwReader *reader, gint64 min, gint64 max, gboolean is_signed)
{
  gint64 number;

  if (is_signed)
    number = bw_codec_get_i64 (reader);
  else
    {
      guint64 plain = bw_codec_get_u64 (reader);

      number = plain > G_MAXINT64 ? -1 : (gint64) plain;
    }
  if (number < min || number > max)
    reader->failed = TRUE;
  return reader->failed ? 0 : number;
}

static void
read_field (BwReader *reader, const BwField *field, guint8 *at)
{
  switch ((BwFieldKind) field->kind)
    {
    case BW_FIELD_U8:
      read_bytes (reader, at, 1);
      return;
    case BW_FIELD_U16:
      *(guint16 *) at = (guint16) read_within (reader, 0, G_MAXUINT16, FALSE);
      return;
    case BW_FIELD_I16:
      *(gint16 *) at = (gint16) read_within (reader, G_MININT16, G_MAXINT16, TRUE);
      return;
    case BW_FIELD_I32:
      *(gint32 *) at = (gint32) read_within (reader, G_MININT32, G_MAXINT32, TRUE);
      return;
    case BW_FIELD_U32:
      *(guint32 *) at = (guint32) read_within (reader, 0, G_MAXUINT32, FALSE);
      return;
    case BW_FIELD_I64:
      *(gint64 *) at = bw_codec_get_i64 (reader);
      return;
    case BW_FIELD_U64:
      *(guint64 *) at = bw_codec_get_u64 (reader);
      return;
    case BW_FIELD_I128:
      {
        unsigned __int128 number = read_varint (reader, 128);
        __int128 value = (__int128) (number >> 1) ^ -(__int128) (number & 1);

        memcpy (at, &value, sizeof value);
        return;
      }
    case BW_FIELD_BYTES:
      read_bytes (reader, at, field->bytes);
      return;
    case BW_FIELD_TEXT:
      read_text (reader, at, field->bytes);
      return;
    }
  g_assert_not_reached ();
}

/**
 * bw_codec_get:
 *
 * Reads what bw_codec_put() wrote. Sets @reader->failed, and leaves @record half written, when the
 * bytes end early or hold what no writer writes.
 */
void
bw_codec_get (BwReader *reader, const BwField *fields, gsize n_fields, gpointer record)
{
  for (gsize i = 0; i < n_fields && !reader->failed; i++)
    read_field (reader, &fields[i], (guint8 *) record + fields[i].offset);
}
