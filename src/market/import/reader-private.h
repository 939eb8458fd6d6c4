/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/import/reader.h"
#include "market/import/stream.h"

G_BEGIN_DECLS

/* Prices at and above this have no exact double with eight decimals. */
#define BW_IMPORT_PRICE_E8_END (G_GINT64_CONSTANT (1) << 53)
#define BW_IMPORT_VOLUME_MAX 1e18

/* The day that the row before was in: its text, and the instant of its midnight when the zone's
 * clocks don't change that day. */
typedef struct
{
  char text[16]; /* ten bytes, or eight */
  guint n_bytes; /* 0: none known */
  BwDate date;
  BwTime midnight; /* of a bar of a day or more: its start */
} BwImportDay;

struct _BwImportReader
{
  BwImportGuess *guess;   /* (owned) */
  BwImportReport *report; /* (owned) (nullable): stolen at the end */
  BwImportSink sink;
  GHashTable *streams;     /* (owned): "SYMBOL/timeframe" to BwImportStream */
  GPtrArray *stream_order; /* (borrowed from streams), as met */
  guint take_index;        /* where the search for a part goes on */
  BwImportStream *current; /* (borrowed) (nullable): of the row before */
  char current_text[BW_SYMBOL_BYTES]; /* the symbol as the file spells it */
  gsize current_bytes;
  GByteArray *carry;    /* (owned): an unfinished row */
  GIConv converter;     /* of UTF-16; (GIConv) -1 without */
  GByteArray *wide;     /* (owned): an unfinished UTF-16 unit or pair */
  guint64 line;         /* of the next row, from 1 */
  guint64 n_bytes;      /* fed */
  guint n_to_skip;      /* rows above the data */
  gint columns[BW_IMPORT_N_ROLES]; /* index of the role's column; -1: none */
  guint n_columns_needed;
  BwImportDay day;
  gboolean is_at_start;
  gboolean is_careful;
  gboolean is_fast;     /* the layout allows the short cut */
  gboolean is_finished;
};

BwImportStream *bw_import_reader_find_stream (BwImportReader *reader, const char *text, gsize n_bytes, BwTimeframe timeframe, gboolean is_made);
gboolean bw_import_fast_is_possible (const BwImportReader *reader);
const char *bw_import_fast_read (BwImportReader *reader, const char *text, const char *end, BwImportStream **stream, BwImportRow *row);

G_END_DECLS
