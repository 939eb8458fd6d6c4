/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/instrument.h"

static const struct
{
  BwInstrumentClass instrument_class;
  const char *name;
} class_names[] = {
  { BW_INSTRUMENT_EQUITY, "equity" }, { BW_INSTRUMENT_ETF, "etf" },
  { BW_INSTRUMENT_CRYPTO, "crypto" }, { BW_INSTRUMENT_OPTION, "option" },
  { BW_INSTRUMENT_FUTURE, "future" }, { BW_INSTRUMENT_FX, "fx" },
  { BW_INSTRUMENT_INDEX, "index" },
};

static const struct
{
  BwSector sector;
  const char *name;
} sector_names[] = {
  { BW_SECTOR_NONE, "None" },
  { BW_SECTOR_ENERGY, "Energy" },
  { BW_SECTOR_MATERIALS, "Materials" },
  { BW_SECTOR_INDUSTRIALS, "Industrials" },
  { BW_SECTOR_CONSUMER_DISCRETIONARY, "Consumer Discretionary" },
  { BW_SECTOR_CONSUMER_STAPLES, "Consumer Staples" },
  { BW_SECTOR_HEALTH_CARE, "Health Care" },
  { BW_SECTOR_FINANCIALS, "Financials" },
  { BW_SECTOR_INFORMATION_TECHNOLOGY, "Information Technology" },
  { BW_SECTOR_COMMUNICATION_SERVICES, "Communication Services" },
  { BW_SECTOR_UTILITIES, "Utilities" },
  { BW_SECTOR_REAL_ESTATE, "Real Estate" },
};

/**
 * bw_instrument_init:
 *
 * The defaults of SCENARIOS.md: tick by the price rule, lot 1 (crypto 0.00000001), multiplier 1,
 * calendar XNYS (crypto: CRYPTO, fx: FX), US dollars, easy to borrow, not fractionable.
 */
void
bw_instrument_init (BwInstrument *instrument, BwInstrumentClass instrument_class, const char *symbol)
{
  *instrument = (BwInstrument){
    .instrument_class = instrument_class,
    .calendar = BW_CALENDAR_XNYS,
    .lot = BW_FIXED (1),
    .multiplier = BW_FIXED (1),
    .easy_to_borrow = TRUE,
    .leverage = 1,
    .currency = "USD",
  };
  g_strlcpy (instrument->symbol, symbol, sizeof instrument->symbol);
  if (instrument_class == BW_INSTRUMENT_CRYPTO)
    {
      instrument->calendar = BW_CALENDAR_CRYPTO;
      instrument->lot = (BwFixed){ 1 };
      instrument->fractionable = TRUE;
    }
  else if (instrument_class == BW_INSTRUMENT_FX)
    {
      instrument->calendar = BW_CALENDAR_FX;
      instrument->tick = (BwFixed){ 1000 };
    }
}

/**
 * bw_instrument_tick_at:
 *
 * The price step at @price: the instrument's own, else 0.01 from $1.00 and 0.0001 below
 * (Regulation NMS rule 612; SEMANTICS section 1). Crypto without a tick: 0.00000001.
 */
BwFixed
bw_instrument_tick_at (const BwInstrument *instrument, BwFixed price)
{
  if (instrument->tick.e8 > 0)
    return instrument->tick;
  if (instrument->instrument_class == BW_INSTRUMENT_CRYPTO)
    return (BwFixed){ 1 };
  return bw_fixed_abs (price).e8 >= BW_FIXED_ONE_E8 ? (BwFixed){ 1000000 } : (BwFixed){ 10000 };
}

/**
 * bw_instrument_price_decimals:
 *
 * Returns: how many decimals a price near @price is shown with: those of its tick, 2 at least
 */
int
bw_instrument_price_decimals (const BwInstrument *instrument, BwFixed price)
{
  gint64 tick_e8 = bw_instrument_tick_at (instrument, price).e8;
  int n_decimals = 8;

  for (; n_decimals > 2 && tick_e8 % 10 == 0; n_decimals--)
    tick_e8 /= 10;
  return n_decimals;
}

const char *
bw_instrument_class_name (BwInstrumentClass instrument_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (class_names); i++)
    if (class_names[i].instrument_class == instrument_class)
      return class_names[i].name;
  return "unknown";
}

gboolean
bw_instrument_class_parse (const char *name, BwInstrumentClass *instrument_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (class_names); i++)
    if (g_str_equal (class_names[i].name, name))
      {
        *instrument_class = class_names[i].instrument_class;
        return TRUE;
      }
  return FALSE;
}

/**
 * bw_sector_name:
 *
 * Returns: the GICS name in English; translated where it is shown
 */
const char *
bw_sector_name (BwSector sector)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sector_names); i++)
    if (sector_names[i].sector == sector)
      return sector_names[i].name;
  return "None";
}

gboolean
bw_sector_parse (const char *name, BwSector *sector)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sector_names); i++)
    if (g_ascii_strcasecmp (sector_names[i].name, name) == 0)
      {
        *sector = sector_names[i].sector;
        return TRUE;
      }
  return FALSE;
}
