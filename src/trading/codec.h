/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Records as compact bytes: a table of fields says once how a struct is written and read. Signed
 * numbers are zigzag varints, others plain varints (LEB128), 128-bit ones too; text is its length
 * and its bytes. */
typedef enum
{
  BW_FIELD_U8,
  BW_FIELD_U16,
  BW_FIELD_I16,
  BW_FIELD_I32,
  BW_FIELD_U32,
  BW_FIELD_I64,
  BW_FIELD_U64,
  BW_FIELD_I128,
  BW_FIELD_BYTES, /* all of a fixed array */
  BW_FIELD_TEXT,  /* NUL-terminated in a fixed array */
} BwFieldKind;

typedef struct
{
  guint16 offset;
  guint8 kind;
  guint16 bytes;
} BwField;

#define BW_FIELD(Type, member, KIND)                                               \
  {                                                                                \
    offsetof (Type, member), BW_FIELD_##KIND, sizeof (((Type *) NULL)->member) \
  }

typedef struct
{
  const guint8 *start;
  const guint8 *cursor;
  const guint8 *end;
  gboolean failed; /* once set, every read gives 0 */
} BwReader;

void bw_codec_put_u64 (GByteArray *bytes, guint64 number);
void bw_codec_put_i64 (GByteArray *bytes, gint64 number);
void bw_codec_put (GByteArray *bytes, const BwField *fields, gsize n_fields, gconstpointer record);

guint64 bw_codec_get_u64 (BwReader *reader);
gint64 bw_codec_get_i64 (BwReader *reader);
guint32 bw_codec_get_count (BwReader *reader, guint32 max);
void bw_codec_get (BwReader *reader, const BwField *fields, gsize n_fields, gpointer record);

static inline void
bw_reader_init (BwReader *reader, const guint8 *bytes, gsize n_bytes)
{
  *reader = (BwReader){ bytes, bytes, bytes + n_bytes, FALSE };
}

G_END_DECLS
