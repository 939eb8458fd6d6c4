/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/account.h"

G_BEGIN_DECLS

/* The regulatory fees of data/tables/fees.def. */
typedef enum
{
  BW_FEE_SEC_31,
  BW_FEE_FINRA_TAF,
  BW_FEE_CAT,
  BW_FEE_ORF,
  BW_FEE_OCC,
  BW_N_FEES,
} BwFeeKind;

#define BW_VOLUME_DAYS 31 /* today and the thirty before */

/**
 * BwFeeTally:
 * @day: the trading day that @sum_e20 is of
 * @sum_e20: what each regulatory fee has come to that day, before it is rounded
 * @volume_day: the last UTC day (since 1970) that coins were traded on
 * @volume: money of coins bought and sold, a UTC day each, by day modulo %BW_VOLUME_DAYS
 *
 * What fees depend on beyond the fill itself.
 */
typedef struct
{
  gint32 day;
  gint32 volume_day;
  __int128 sum_e20[BW_N_FEES];
  BwFixed volume[BW_VOLUME_DAYS];
} BwFeeTally;

/**
 * BwFeeQuestion:
 * @day: the trading day, rising
 * @quantity, @amount: of the fill; @amount is price × quantity × multiplier
 * @order_quantity, @order_amount: of the order's fills before this one
 * @is_maker: it rested in the book
 */
typedef struct
{
  const char *schedule;
  const BwInstrument *instrument;
  BwSide side;
  BwTime time;
  gint32 day;
  BwFixed quantity, amount;
  BwFixed order_quantity, order_amount;
  gboolean is_maker;
} BwFeeQuestion;

/**
 * BwFees:
 * @cash: taken from the account's cash
 * @coins: taken from what was bought instead, in the instrument's units
 * @coins_amount: what @coins are worth at the fill's price
 */
typedef struct
{
  BwFixed cash;
  BwFixed coins, coins_amount;
} BwFees;

/* Kinds of rates a year in data/tables/rates.def. */
typedef enum
{
  BW_RATE_DEBIT,
  BW_RATE_CREDIT,
  BW_RATE_BORROW,
} BwRateKind;

gboolean bw_fees_exist (const char *schedule);
gsize bw_fees_n_schedules (void);
const char *bw_fees_schedule_at (gsize index);
gboolean bw_fees_of_fill (const BwFeeQuestion *question, BwFeeTally *tally, BwFees *fees);
BwFixed bw_fees_crypto_volume (const BwFeeTally *tally, BwTime time);

gboolean bw_rates_of_day_e16 (const char *schedule, BwRateKind kind, BwTime time, BwFixed amount, __int128 *interest_e16);
gboolean bw_rates_borrow (const char *schedule, BwTime time, BwFixed *rate);

G_END_DECLS
