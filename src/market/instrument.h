/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fixed.h"
#include "base/id.h"

G_BEGIN_DECLS

/* A small integer, defined by a journaled input and never reused; 0 is no instrument. One
 * numbering serves the whole profile. */
typedef guint32 BwInstrumentId;

/* Stored: never change a number. */
typedef enum
{
  BW_INSTRUMENT_EQUITY = 1,
  BW_INSTRUMENT_ETF = 2,
  BW_INSTRUMENT_CRYPTO = 3,
  BW_INSTRUMENT_OPTION = 4,
  BW_INSTRUMENT_FUTURE = 5,
  BW_INSTRUMENT_FX = 6,
  BW_INSTRUMENT_INDEX = 7, /* shown, never traded */
} BwInstrumentClass;

/* GICS sectors. Stored: never change a number. */
typedef enum
{
  BW_SECTOR_NONE = 0,
  BW_SECTOR_ENERGY = 10,
  BW_SECTOR_MATERIALS = 15,
  BW_SECTOR_INDUSTRIALS = 20,
  BW_SECTOR_CONSUMER_DISCRETIONARY = 25,
  BW_SECTOR_CONSUMER_STAPLES = 30,
  BW_SECTOR_HEALTH_CARE = 35,
  BW_SECTOR_FINANCIALS = 40,
  BW_SECTOR_INFORMATION_TECHNOLOGY = 45,
  BW_SECTOR_COMMUNICATION_SERVICES = 50,
  BW_SECTOR_UTILITIES = 55,
  BW_SECTOR_REAL_ESTATE = 60,
} BwSector;

/* Whose hours an instrument keeps. Stored: never change a number. */
typedef enum
{
  BW_CALENDAR_XNYS = 1,
  BW_CALENDAR_CRYPTO = 2, /* 24/7, UTC days */
  BW_CALENDAR_FX = 3,     /* Sunday 17:00 to Friday 17:00 New York */
} BwCalendarId;

#define BW_SYMBOL_BYTES 32
#define BW_INSTRUMENT_NAME_BYTES 64

typedef struct
{
  BwInstrumentId id;
  BwInstrumentClass instrument_class;
  BwSector sector;
  BwCalendarId calendar;
  char symbol[BW_SYMBOL_BYTES];         /* upper case, unique within a source */
  char name[BW_INSTRUMENT_NAME_BYTES];  /* UTF-8; may be empty */
  char currency[8];                     /* ISO 4217 or a coin's code */
  char source[16];                      /* where its prices come from: "practice", "import", … */
  BwFixed tick;                         /* price step; 0: by the price rule of the market */
  BwFixed lot;                          /* quantity step, above 0 */
  BwFixed multiplier;                   /* money a point of price is worth for quantity 1 */
  gboolean easy_to_borrow;
  gboolean fractionable;
  gboolean is_ipo;                      /* new: only limit orders until it has traded */
  guint32 leverage;                     /* how many times its index a fund moves; 1 for all else */
} BwInstrument;

void bw_instrument_init (BwInstrument *instrument, BwInstrumentClass instrument_class, const char *symbol);
BwFixed bw_instrument_tick_at (const BwInstrument *instrument, BwFixed price);
int bw_instrument_price_decimals (const BwInstrument *instrument, BwFixed price);
const char *bw_instrument_class_name (BwInstrumentClass instrument_class);
gboolean bw_instrument_class_parse (const char *name, BwInstrumentClass *instrument_class);
const char *bw_sector_name (BwSector sector);
gboolean bw_sector_parse (const char *name, BwSector *sector);

G_END_DECLS
