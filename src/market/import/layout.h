/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A row with more cells is no row of bars. */
#define BW_IMPORT_COLUMNS_MAX 256

/* The vocabulary in which a file's layout is described. */

typedef enum
{
  BW_IMPORT_UTF8,
  BW_IMPORT_UTF8_BOM,
  BW_IMPORT_UTF16_LE,
  BW_IMPORT_UTF16_BE,
  BW_IMPORT_LATIN1,
} BwImportEncoding;

/* What a column holds. */
typedef enum
{
  BW_IMPORT_ROLE_NONE,
  BW_IMPORT_ROLE_SYMBOL,
  BW_IMPORT_ROLE_DATE,
  BW_IMPORT_ROLE_TIME,
  BW_IMPORT_ROLE_DATETIME,
  BW_IMPORT_ROLE_TIMEFRAME,
  BW_IMPORT_ROLE_OPEN,
  BW_IMPORT_ROLE_HIGH,
  BW_IMPORT_ROLE_LOW,
  BW_IMPORT_ROLE_CLOSE,
  BW_IMPORT_ROLE_ADJ_CLOSE, /* known, not imported: bars are kept as traded */
  BW_IMPORT_ROLE_VOLUME,
  BW_IMPORT_ROLE_BID_OPEN,
  BW_IMPORT_ROLE_BID_HIGH,
  BW_IMPORT_ROLE_BID_LOW,
  BW_IMPORT_ROLE_BID_CLOSE,
  BW_IMPORT_ROLE_ASK_OPEN,
  BW_IMPORT_ROLE_ASK_HIGH,
  BW_IMPORT_ROLE_ASK_LOW,
  BW_IMPORT_ROLE_ASK_CLOSE,
} BwImportRole;

#define BW_IMPORT_N_ROLES (BW_IMPORT_ROLE_ASK_CLOSE + 1)

/* How dates are written. Where a blank or a T and a time may follow, they may in all but epochs. */
typedef enum
{
  BW_IMPORT_DATE_YMD,      /* 2024-01-31, 2024/1/31, 2024.01.31, 20240131 */
  BW_IMPORT_DATE_MDY,      /* 01/31/2024 */
  BW_IMPORT_DATE_DMY,      /* 31.01.2024 */
  BW_IMPORT_DATE_NAMED,    /* 31 Jan 2024, 31-Jan-24, Jan 31, 2024 */
  BW_IMPORT_DATE_EPOCH_S,  /* since 1970, UTC */
  BW_IMPORT_DATE_EPOCH_MS,
  BW_IMPORT_DATE_EPOCH_US,
  BW_IMPORT_DATE_EPOCH_NS,
} BwImportDate;

/* Which end of a bar its time names. Bars are kept by their start. */
typedef enum
{
  BW_IMPORT_STAMP_START,
  BW_IMPORT_STAMP_END,
} BwImportStamp;

/* Which prices make the bar. */
typedef enum
{
  BW_IMPORT_PRICE_TRADE, /* open, high, low, close; or close alone */
  BW_IMPORT_PRICE_MID,   /* the middle of bid and ask */
  BW_IMPORT_PRICE_BID,
  BW_IMPORT_PRICE_ASK,
  BW_IMPORT_PRICE_UNDECIDED, /* bid and ask bars of something that trades: the user chooses */
} BwImportPrice;

/* What to do with a price's ninth decimal. */
typedef enum
{
  BW_IMPORT_DECIMALS_REFUSE,
  BW_IMPORT_DECIMALS_ROUND, /* to eight, nearest */
} BwImportDecimals;

typedef enum
{
  BW_IMPORT_ORDER_RISING,
  BW_IMPORT_ORDER_FALLING, /* newest first */
} BwImportOrder;

const char *bw_import_role_name (BwImportRole role);
const char *bw_import_date_name (BwImportDate date);
const char *bw_import_encoding_name (BwImportEncoding encoding);

G_END_DECLS
