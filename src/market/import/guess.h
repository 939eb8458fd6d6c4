/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/calendar.h"
#include "market/import/layout.h"
#include "market/timeframe.h"

G_BEGIN_DECLS

/* What is guessed, each with a confidence and a reason to show. */
typedef enum
{
  BW_IMPORT_ITEM_ENCODING,
  BW_IMPORT_ITEM_DELIMITER,
  BW_IMPORT_ITEM_DECIMAL,
  BW_IMPORT_ITEM_HEADER,
  BW_IMPORT_ITEM_COLUMNS,
  BW_IMPORT_ITEM_DATE,
  BW_IMPORT_ITEM_ZONE,
  BW_IMPORT_ITEM_STAMP,
  BW_IMPORT_ITEM_TIMEFRAME,
  BW_IMPORT_ITEM_SYMBOL,
  BW_IMPORT_ITEM_CALENDAR,
  BW_IMPORT_ITEM_CURRENCY,
  BW_IMPORT_ITEM_PRICE,
  BW_IMPORT_ITEM_DECIMALS,
  BW_IMPORT_ITEM_ORDER,
} BwImportItem;

#define BW_IMPORT_N_ITEMS (BW_IMPORT_ITEM_ORDER + 1)

typedef enum
{
  BW_IMPORT_CERTAIN, /* the file says so, or the user */
  BW_IMPORT_LIKELY,  /* all that was looked at fits */
  BW_IMPORT_UNSURE,  /* a default; ask */
} BwImportConfidence;

typedef struct
{
  BwImportConfidence confidence;
  char *reason; /* (owned) (nullable): one English sentence */
} BwImportNote;

/* Whether it can be imported as it stands, and if not, what it is. */
typedef enum
{
  BW_IMPORT_VERDICT_BARS,          /* go ahead */
  BW_IMPORT_VERDICT_INCOMPLETE,    /* bars, but the user must say something first: @message says what */
  BW_IMPORT_VERDICT_EMPTY,
  BW_IMPORT_VERDICT_BINARY,
  BW_IMPORT_VERDICT_NOT_TABLE,
  BW_IMPORT_VERDICT_NO_TIME,       /* a table without dates */
  BW_IMPORT_VERDICT_NO_PRICES,     /* a table without open, high, low, close */
  BW_IMPORT_VERDICT_OPTIONS,
  BW_IMPORT_VERDICT_NEWS,
  BW_IMPORT_VERDICT_ORDER_BOOK,
  BW_IMPORT_VERDICT_TRADES,        /* single trades or fills */
  BW_IMPORT_VERDICT_ACTIONS,       /* dividends and splits */
  BW_IMPORT_VERDICT_CALENDAR,      /* holidays, sessions, economic releases */
} BwImportVerdict;

#define BW_IMPORT_SAMPLE_BYTES_MAX (1024 * 1024)
#define BW_IMPORT_SAMPLE_ROWS_MAX 50

/**
 * BwImportGuess:
 * @symbol: (nullable): for files without a symbol column; upper case
 * @timeframe: %BW_TIMEFRAME_NONE while unknown; ignored when a column has it
 * @zone: the zone of dates and times without an offset of their own (see market/zone.h)
 * @sample: (element-type GStrv): the first rows below the header, UTF-8, for a preview
 * @message: (nullable): when @verdict is not BARS: what was expected, what was found, what to do
 *
 * How a file of bars reads. Everything may be corrected: plain fields by assignment, the others by
 * the setters; then bw_import_guess_check() tells whether it can be imported. Not shared between
 * threads while it is being changed.
 */
typedef struct
{
  char *file_name; /* (owned) (nullable) */
  BwImportEncoding encoding;
  char delimiter;     /* , ; tab | or a blank */
  char decimal_point; /* . or , */
  gboolean has_header;
  guint n_skipped_lines; /* above the header: a title, comments */
  guint n_columns;
  char **column_names;   /* (owned) (array length=n_columns): UTF-8; made up when there is no header */
  BwImportRole *roles;   /* (owned) (array length=n_columns) */
  BwImportDate date;     /* of DATE and DATETIME */
  char *zone;            /* (owned) */
  gboolean has_offsets;  /* times carry their own offset, which wins over @zone */
  BwImportStamp stamp;
  BwTimeframe timeframe;
  char *symbol; /* (owned) (nullable) */
  BwCalendarId calendar;
  BwInstrumentClass instrument_class;
  char *currency; /* (owned): ISO 4217 */
  BwImportPrice price;
  BwImportDecimals decimals;
  BwImportOrder order;

  BwImportVerdict kind; /* what it looks like, whatever was corrected: BARS, or why it can't be */
  BwImportVerdict verdict;
  char *message;                         /* (owned) (nullable) */
  BwImportNote notes[BW_IMPORT_N_ITEMS]; /* (owned) */
  GPtrArray *sample;                     /* (owned) */
  GBytes *sample_bytes;                  /* (owned): the beginning of the file as it was */
} BwImportGuess;

BwImportGuess *bw_import_guess_new (const char *file_name, const guint8 *bytes, gsize n_bytes, gboolean is_whole);
BwImportGuess *bw_import_guess_copy (const BwImportGuess *guess);
void bw_import_guess_free (BwImportGuess *guess);

/* Corrections. A new delimiter, encoding or header reads the sample again and guesses the rest anew. */
void bw_import_guess_set_reading (BwImportGuess *guess, BwImportEncoding encoding, char delimiter, gboolean has_header);
void bw_import_guess_set_role (BwImportGuess *guess, guint column_index, BwImportRole role);
void bw_import_guess_set_symbol (BwImportGuess *guess, const char *symbol);
gboolean bw_import_guess_set_zone (BwImportGuess *guess, const char *zone);
void bw_import_guess_set_currency (BwImportGuess *guess, const char *currency);
BwImportVerdict bw_import_guess_check (BwImportGuess *guess);

int bw_import_guess_find_role (const BwImportGuess *guess, BwImportRole role);
char *bw_import_guess_describe (const BwImportGuess *guess);
const char *bw_import_item_name (BwImportItem item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportGuess, bw_import_guess_free)

G_END_DECLS
