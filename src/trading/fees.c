/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/fees.h"

/* One rate of a schedule, from an instant on. A later row of the same fee replaces an earlier one. */
typedef enum
{
  FEE_OF_AMOUNT,   /* a share of the money */
  FEE_OF_QUANTITY, /* money a share, up to a cap a trade */
} FeeBase;

typedef struct
{
  const char *schedule;
  const char *fee;
  FeeBase base;
  BwTime from;     /* 00:00 New York of its first day, UTC */
  gint64 rate_e12; /* rates are finer than eight decimals */
  gint64 cap_e8;   /* 0: none */
} FeeRow;

#define FEE_ROW(schedule, fee, base, from_s, rate_e12, cap_e8, source) \
  { schedule, fee, FEE_OF_##base, (from_s) * BW_SECOND, rate_e12, cap_e8 },
static const FeeRow rows[] = {
#include "tables/fees.def"
};
#undef FEE_ROW

#define CENT_E8 G_GINT64_CONSTANT (1000000)

/**
 * bw_fees_exist:
 *
 * Returns: whether there is a fee schedule of that name; "none" is one
 */
gboolean
bw_fees_exist (const char *schedule)
{
  if (g_str_equal (schedule, "none"))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].schedule, schedule))
      return TRUE;
  return FALSE;
}

/* Every fee is rounded up to the cent, as brokers pass it on. */
static gint64
fee_of_row (const FeeRow *row, BwFixed quantity, BwFixed amount)
{
  __int128 base_e8 = row->base == FEE_OF_AMOUNT ? amount.e8 : quantity.e8;
  __int128 fee_e20 = base_e8 * row->rate_e12;
  __int128 cent_e20 = (__int128) CENT_E8 * 1000000 * 1000000;
  __int128 n_cents = (fee_e20 + cent_e20 - 1) / cent_e20;
  __int128 fee_e8 = n_cents * CENT_E8;

  if (row->cap_e8 > 0 && fee_e8 > row->cap_e8)
    return row->cap_e8;
  return (gint64) MIN (fee_e8, G_MAXINT64);
}

/**
 * bw_fees_of_fill:
 * @schedule: its name
 * @amount: price × quantity × multiplier, above 0
 *
 * What a fill costs. Regulatory fees fall on sales of equities and funds.
 *
 * Source: the rows of data/tables/fees.def, each with its own.
 */
BwFixed
bw_fees_of_fill (const char *schedule, const BwInstrument *instrument, BwSide side, BwTime time,
                 BwFixed quantity, BwFixed amount)
{
  BwFixed fee = BW_FIXED_ZERO;

  if (side != BW_SIDE_SELL || g_str_equal (schedule, "none"))
    return fee;
  if (instrument->instrument_class != BW_INSTRUMENT_EQUITY &&
      instrument->instrument_class != BW_INSTRUMENT_ETF)
    return fee;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean is_replaced = i + 1 < G_N_ELEMENTS (rows) && time >= rows[i + 1].from &&
                             g_str_equal (rows[i].fee, rows[i + 1].fee) &&
                             g_str_equal (rows[i].schedule, rows[i + 1].schedule);

      if (time < rows[i].from || is_replaced || !g_str_equal (rows[i].schedule, schedule))
        continue;
      if (!bw_fixed_add (fee, (BwFixed){ fee_of_row (&rows[i], quantity, amount) }, &fee))
        return BW_FIXED_MAX;
    }
  return fee;
}
