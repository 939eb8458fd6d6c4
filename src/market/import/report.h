/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/timeframe.h"

G_BEGIN_DECLS

/* Why a row was not imported. Stored with the quarantine: never change a number. */
typedef enum
{
  BW_IMPORT_REASON_BAD_DATE = 1,        /* not a date, or not in the layout of the others */
  BW_IMPORT_REASON_BAD_NUMBER = 2,      /* not a number; NaN, infinity */
  BW_IMPORT_REASON_MISSING_COLUMN = 3,  /* fewer or more cells than the header */
  BW_IMPORT_REASON_MISSING_VALUE = 4,   /* a price, a date or a symbol is empty */
  BW_IMPORT_REASON_NOT_POSITIVE = 5,    /* a price of zero or below */
  BW_IMPORT_REASON_OHLC_ORDER = 6,      /* low <= open, close <= high doesn't hold */
  BW_IMPORT_REASON_BAD_VOLUME = 7,      /* below zero or beyond reason */
  BW_IMPORT_REASON_DECIMALS = 8,        /* more decimals than eight */
  BW_IMPORT_REASON_RANGE = 9,           /* a price of 90,071,992.54 or above */
  BW_IMPORT_REASON_DUPLICATE = 10,      /* the same bar again, equal or not */
  BW_IMPORT_REASON_OUT_OF_ORDER = 11,   /* earlier than its predecessor */
  BW_IMPORT_REASON_OUTLIER = 12,        /* a spike that the next bar takes back */
  BW_IMPORT_REASON_ZONE_GAP = 13,       /* a local time that clocks skipped */
  BW_IMPORT_REASON_NO_SESSION = 14,     /* the market was closed */
  BW_IMPORT_REASON_BAD_SYMBOL = 15,     /* longer than 31 bytes, or with unprintable characters */
  BW_IMPORT_REASON_BAD_TIMEFRAME = 16,
  BW_IMPORT_REASON_BAD_QUOTES = 17,     /* a quote that never closes, text behind a closing one */
  BW_IMPORT_REASON_REPEATED_HEADER = 18,
  BW_IMPORT_REASON_CROSSED = 19,        /* bid above ask */
} BwImportReason;

#define BW_IMPORT_N_REASONS 20 /* counting the unused 0 */

#define BW_IMPORT_RAW_BYTES_MAX 200

/* One refused row. */
typedef struct
{
  guint64 line;          /* in the file, from 1, where the row begins */
  BwImportReason reason;
  char *detail;          /* (owned): `close is "abc"`; English */
  char *raw;             /* (owned): the row as read, valid UTF-8, cut at BW_IMPORT_RAW_BYTES_MAX */
  char *symbol;          /* (owned) (nullable): where it would have gone, as far as that was known */
  BwTimeframe timeframe; /* %BW_TIMEFRAME_NONE: not known */
  BwTime time;           /* of the bar; %BW_TIME_NONE: not known */
} BwImportRefusal;

/* Of which symbol and time a row is, as far as it could be read. */
typedef struct
{
  const char *symbol; /* (nullable) */
  BwTimeframe timeframe;
  BwTime time;        /* %BW_TIME_NONE: not known */
} BwImportPlace;

/* A stretch in which the calendar expects bars and the file has none. */
typedef struct
{
  char *symbol; /* (owned) */
  BwTimeframe timeframe;
  BwTime from; /* the first missing bar's start */
  BwTime to;   /* the next bar's start */
  guint64 n_missing;
} BwImportGap;

/**
 * BwImportReport:
 * @n_rows: rows below the header, blank lines not counted; n_accepted + n_quarantined
 * @n_rounded: accepted rows with a price rounded to eight decimals
 * @n_jumps: accepted rows that moved far beyond the usual and were not taken back (a split, a crash)
 * @first: start of the earliest bar that bw_import_reader_take() gave out; %BW_TIME_NONE without any
 * @last: of the latest
 * @refusals: (element-type BwImportRefusal): the first @n_refusals_max
 * @gaps: (element-type BwImportGap): the first @n_gaps_max; @n_gaps and @n_missing_bars count all
 */
typedef struct
{
  guint64 n_rows;
  guint64 n_accepted;
  guint64 n_quarantined;
  guint64 n_by_reason[BW_IMPORT_N_REASONS];
  guint64 n_rounded;
  guint64 n_jumps;
  guint64 n_blank_lines;
  guint64 n_gaps;
  guint64 n_missing_bars;
  guint n_series;
  BwTime first, last;
  guint n_refusals_max, n_gaps_max;
  GPtrArray *refusals; /* (owned) */
  GPtrArray *gaps;     /* (owned) */
} BwImportReport;

void bw_import_refusal_free (BwImportRefusal *refusal);

BwImportReport *bw_import_report_new (guint n_refusals_max, guint n_gaps_max);
void bw_import_report_free (BwImportReport *report);
void bw_import_report_refuse (BwImportReport *report, guint64 line, BwImportReason reason, const BwImportPlace *place, char *detail, const char *raw, gsize raw_bytes);
void bw_import_report_add_gap (BwImportReport *report, const char *symbol, BwTimeframe timeframe, BwTime from, BwTime to, guint64 n_missing);
void bw_import_report_remove_gap (BwImportReport *report, guint64 n_missing);
char *bw_import_report_summarise (const BwImportReport *report);

const char *bw_import_reason_name (BwImportReason reason);
const char *bw_import_reason_describe (BwImportReason reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportReport, bw_import_report_free)

G_END_DECLS
