/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/fees.h"

/* What a fill costs, from the dated tables in data/tables. Regulatory fees are rounded up to the cent
 * once a day and fee, as brokers pass them on: each fill is charged what the day's rounded sum rises
 * by. A commission is of the whole order: each fill is charged what the order's rises by. */

typedef enum
{
  CLASS_EQUITY, /* shares and funds */
  CLASS_OPTION,
} FeeClass;

typedef enum
{
  SIDES_SALES,
  SIDES_BOTH,
} FeeSides;

typedef enum
{
  BASE_AMOUNT,   /* a share of the money */
  BASE_QUANTITY, /* money a unit, up to a cap a trade */
  BASE_SHARES,   /* money a share that the units stand for */
} FeeBase;

/* A later row of the same fee and class replaces an earlier one. */
typedef struct
{
  BwFeeKind fee;
  FeeClass fee_class;
  FeeSides sides;
  FeeBase base;
  BwTime from;
  gint64 rate_e12; /* rates are finer than eight decimals */
  gint64 cap_e8;   /* 0: none */
} FeeRow;

#define FEE_ROW(fee, fee_class, sides, base, from_s, rate_e12, cap_e8, source) \
  { BW_FEE_##fee, CLASS_##fee_class, SIDES_##sides, BASE_##base, (from_s) * BW_SECOND, rate_e12, cap_e8 },
static const FeeRow fee_rows[] = {
#include "tables/fees.def"
};
#undef FEE_ROW

typedef struct
{
  const char *name;
  gboolean has_regulatory_fees;
  const char *commission, *tiers, *rates; /* empty: none */
} Schedule;

#define SCHEDULE(name, regulatory, commission, tiers, rates) { name, regulatory, commission, tiers, rates },
static const Schedule schedules[] = {
#include "tables/schedules.def"
};
#undef SCHEDULE

typedef struct
{
  const char *name;
  BwTime from;
  gint64 per_share_e12, of_amount_e12, minimum_e8, most_of_amount_e12;
} CommissionRow;

#define COMMISSION_ROW(name, from_s, per_share_e12, of_amount_e12, minimum_e8, most_e12, source) \
  { name, (from_s) * BW_SECOND, per_share_e12, of_amount_e12, minimum_e8, most_e12 },
static const CommissionRow commission_rows[] = {
#include "tables/commissions.def"
};
#undef COMMISSION_ROW

typedef struct
{
  const char *name;
  BwTime from;
  gint64 floor; /* dollars; the volume must be above it */
  gint64 maker_e8, taker_e8;
} TierRow;

#define TIER_ROW(name, from_s, floor, maker_e8, taker_e8, source) \
  { name, (from_s) * BW_SECOND, floor, maker_e8, taker_e8 },
static const TierRow tier_rows[] = {
#include "tables/crypto-tiers.def"
};
#undef TIER_ROW

typedef struct
{
  const char *name;
  BwRateKind kind;
  gint64 floor; /* dollars: the band's rate is for what is above */
  BwTime from;
  gint64 rate_e8;
} RateRow;

#define RATE_ROW(name, kind, floor, from_s, rate_e8, source) \
  { name, BW_RATE_##kind, floor, (from_s) * BW_SECOND, rate_e8 },
static const RateRow rate_rows[] = {
#include "tables/rates.def"
};
#undef RATE_ROW

#define CENT_E8 G_GINT64_CONSTANT (1000000)
#define CENT_E20 ((__int128) CENT_E8 * 1000000 * 1000000)
#define DAYS_A_YEAR 360

static const Schedule *
find_schedule (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schedules); i++)
    if (g_str_equal (schedules[i].name, name))
      return &schedules[i];
  return NULL;
}

/**
 * bw_fees_exist:
 *
 * Returns: whether there is a fee schedule of that name; "none" is one
 */
gboolean
bw_fees_exist (const char *schedule)
{
  return find_schedule (schedule) != NULL;
}

gsize
bw_fees_n_schedules (void)
{
  return G_N_ELEMENTS (schedules);
}

/**
 * bw_fees_schedule_at:
 *
 * Returns: (transfer none): the name, for lists to choose from
 */
const char *
bw_fees_schedule_at (gsize index)
{
  return schedules[index].name;
}

static gboolean
find_class (const BwInstrument *instrument, FeeClass *fee_class)
{
  *fee_class = instrument->instrument_class == BW_INSTRUMENT_OPTION ? CLASS_OPTION : CLASS_EQUITY;
  return instrument->instrument_class == BW_INSTRUMENT_OPTION ||
         instrument->instrument_class == BW_INSTRUMENT_EQUITY ||
         instrument->instrument_class == BW_INSTRUMENT_ETF;
}

/* The rows of a fee and class stand together, the oldest first. Goes back over those that end before
 * @end; the newest that counts at @time, or NULL. */
static const FeeRow *
find_in_force (gsize *end, BwTime time)
{
  const FeeRow *last = &fee_rows[*end - 1], *row = last, *found = NULL;

  for (; row >= fee_rows && row->fee == last->fee && row->fee_class == last->fee_class; row--)
    if (found == NULL && time >= row->from)
      found = row;
  *end = (gsize) (row + 1 - fee_rows);
  return found;
}

static __int128
base_e8 (const FeeRow *row, const BwFeeQuestion *question)
{
  switch (row->base)
    {
    case BASE_AMOUNT:
      return question->amount.e8;
    case BASE_SHARES:
      return (__int128) question->quantity.e8 * (question->instrument->multiplier.e8 / BW_FIXED_ONE_E8);
    case BASE_QUANTITY:
      break;
    }
  return question->quantity.e8;
}

/* Up to the cent. */
static __int128
cents_of (__int128 sum_e20)
{
  return (sum_e20 + CENT_E20 - 1) / CENT_E20;
}

static __int128
regulatory_e8 (const BwFeeQuestion *question, FeeClass fee_class, BwFeeTally *tally)
{
  __int128 fee_e8 = 0;

  if (tally->day != question->day)
    for (int i = 0; i < BW_N_FEES; i++)
      tally->sum_e20[i] = 0;
  tally->day = question->day;
  for (gsize end = G_N_ELEMENTS (fee_rows); end > 0;)
    {
      const FeeRow *row = find_in_force (&end, question->time);
      __int128 fee_e20, before_e20;

      if (row == NULL || row->fee_class != fee_class ||
          (row->sides == SIDES_SALES && question->side != BW_SIDE_SELL))
        continue;
      before_e20 = tally->sum_e20[row->fee];
      fee_e20 = base_e8 (row, question) * row->rate_e12;
      if (row->cap_e8 > 0)
        fee_e20 = MIN (fee_e20, (__int128) row->cap_e8 * 1000000 * 1000000);
      tally->sum_e20[row->fee] = before_e20 + fee_e20;
      fee_e8 += (cents_of (before_e20 + fee_e20) - cents_of (before_e20)) * CENT_E8;
    }
  return fee_e8;
}

/* Of a whole order of @quantity for @amount, to the nearest cent. */
static __int128
commission_e8 (const CommissionRow *row, __int128 quantity_e8, __int128 amount_e8)
{
  __int128 fee_e20 = quantity_e8 * row->per_share_e12 + amount_e8 * row->of_amount_e12;

  fee_e20 = MAX (fee_e20, (__int128) row->minimum_e8 * 1000000 * 1000000);
  if (row->most_of_amount_e12 > 0)
    fee_e20 = MIN (fee_e20, amount_e8 * row->most_of_amount_e12);
  return (fee_e20 + CENT_E20 / 2) / CENT_E20 * CENT_E8;
}

static __int128
commission_of_fill_e8 (const BwFeeQuestion *question, const char *name)
{
  const CommissionRow *row = NULL;
  __int128 quantity_e8 = question->order_quantity.e8, amount_e8 = question->order_amount.e8;
  __int128 before_e8;

  for (gsize i = 0; i < G_N_ELEMENTS (commission_rows); i++)
    if (g_str_equal (commission_rows[i].name, name) && question->time >= commission_rows[i].from)
      row = &commission_rows[i];
  if (row == NULL)
    return 0;
  before_e8 = quantity_e8 > 0 ? commission_e8 (row, quantity_e8, amount_e8) : 0;
  return MAX (commission_e8 (row, quantity_e8 + question->quantity.e8, amount_e8 + question->amount.e8) -
                  before_e8, 0);
}

static gint32
utc_day (BwTime time)
{
  return (gint32) (time / BW_DAY) - (time % BW_DAY < 0);
}

/**
 * bw_fees_crypto_volume:
 *
 * Returns: money of coins traded in the thirty UTC days before @time's
 */
BwFixed
bw_fees_crypto_volume (const BwFeeTally *tally, BwTime time)
{
  gint32 today = utc_day (time);
  BwFixed volume = BW_FIXED_ZERO;

  for (gint32 day = MAX (today - 30, 0); day < today; day++)
    if (day <= tally->volume_day && day > tally->volume_day - BW_VOLUME_DAYS &&
        !bw_fixed_add (volume, tally->volume[day % BW_VOLUME_DAYS], &volume))
      return BW_FIXED_MAX;
  return volume;
}

static void
add_volume (BwFeeTally *tally, BwTime time, BwFixed amount)
{
  gint32 today = utc_day (time);
  BwFixed *volume = &tally->volume[MAX (today, 0) % BW_VOLUME_DAYS];

  for (gint32 day = MAX (tally->volume_day + 1, today - BW_VOLUME_DAYS + 1); day <= today; day++)
    tally->volume[MAX (day, 0) % BW_VOLUME_DAYS] = BW_FIXED_ZERO;
  tally->volume_day = MAX (tally->volume_day, today);
  if (!bw_fixed_add (*volume, amount, volume))
    *volume = BW_FIXED_MAX;
}

static gint64
tier_rate_e8 (const BwFeeQuestion *question, const char *name, BwFixed volume)
{
  const TierRow *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (tier_rows); i++)
    {
      const TierRow *row = &tier_rows[i];

      if (g_str_equal (row->name, name) && question->time >= row->from &&
          (row->floor == 0 || (__int128) volume.e8 > (__int128) row->floor * BW_FIXED_ONE_E8))
        found = row;
    }
  if (found == NULL)
    return 0;
  return question->is_maker ? found->maker_e8 : found->taker_e8;
}

/* On what is credited: coins where coins are bought, money where they are sold. */
static gboolean
crypto_fees (const BwFeeQuestion *question, const char *tiers, BwFeeTally *tally, BwFees *fees)
{
  BwFixed rate = { tier_rate_e8 (question, tiers, bw_fees_crypto_volume (tally, question->time)) };

  add_volume (tally, question->time, question->amount);
  if (question->side == BW_SIDE_SELL)
    return bw_fixed_mul (question->amount, rate, BW_ROUND_HALF_EVEN, &fees->cash);
  return bw_fixed_mul (question->quantity, rate, BW_ROUND_HALF_EVEN, &fees->coins) &&
         bw_fixed_mul (question->amount, rate, BW_ROUND_HALF_EVEN, &fees->coins_amount);
}

/**
 * bw_fees_of_fill:
 * @tally: (inout): takes the fill in
 * @fees: (out)
 *
 * What a fill costs.
 *
 * Source: the rows of data/tables, each with its own; rounding: docs.alpaca.markets/docs/regulatory-fees
 * (the day's total of a fee, up to the cent).
 *
 * Returns: %FALSE when a fee is out of range
 */
gboolean
bw_fees_of_fill (const BwFeeQuestion *question, BwFeeTally *tally, BwFees *fees)
{
  const Schedule *schedule = find_schedule (question->schedule);
  __int128 fee_e8 = 0;
  FeeClass fee_class;

  *fees = (BwFees){ 0 };
  if (schedule == NULL || schedule == &schedules[0])
    return TRUE;
  if (question->instrument->instrument_class == BW_INSTRUMENT_CRYPTO)
    return schedule->tiers[0] == '\0' || crypto_fees (question, schedule->tiers, tally, fees);
  if (!find_class (question->instrument, &fee_class))
    return TRUE;
  if (schedule->has_regulatory_fees)
    fee_e8 = regulatory_e8 (question, fee_class, tally);
  if (schedule->commission[0] != '\0' && fee_class == CLASS_EQUITY)
    fee_e8 += commission_of_fill_e8 (question, schedule->commission);
  if (fee_e8 > G_MAXINT64)
    return FALSE;
  fees->cash.e8 = (gint64) fee_e8;
  return TRUE;
}

/* The next band of the rows' name and kind that counts at @time; NULL at the end. */
static const RateRow *
next_band (const char *name, BwRateKind kind, BwTime time, gsize *index)
{
  const RateRow *found = NULL;

  for (; *index < G_N_ELEMENTS (rate_rows); (*index)++)
    {
      const RateRow *row = &rate_rows[*index];

      if (!g_str_equal (row->name, name) || row->kind != kind || time < row->from)
        continue;
      if (found != NULL && row->floor != found->floor)
        return found;
      found = row;
    }
  return found;
}

/**
 * bw_rates_of_day_e16:
 * @amount: above 0
 * @interest_e16: (out): of one day, half-even at sixteen decimals
 *
 * Each band of @amount at its own rate, over 360.
 *
 * Returns: %FALSE where the schedule has no such rate
 */
gboolean
bw_rates_of_day_e16 (const char *schedule, BwRateKind kind, BwTime time, BwFixed amount,
                     __int128 *interest_e16)
{
  const Schedule *found = find_schedule (schedule);
  const RateRow *band, *next;
  gsize index = 0;

  *interest_e16 = 0;
  if (found == NULL || found->rates[0] == '\0')
    return FALSE;
  band = next_band (found->rates, kind, time, &index);
  if (band == NULL)
    return FALSE;
  for (; band != NULL; band = next)
    {
      __int128 floor_e8 = (__int128) band->floor * BW_FIXED_ONE_E8, part_e8;

      next = next_band (found->rates, kind, time, &index);
      part_e8 = amount.e8 - floor_e8;
      if (next != NULL)
        part_e8 = MIN (part_e8, (__int128) next->floor * BW_FIXED_ONE_E8 - floor_e8);
      if (part_e8 > 0)
        *interest_e16 += (part_e8 * band->rate_e8 + DAYS_A_YEAR / 2) / DAYS_A_YEAR;
    }
  return TRUE;
}

/**
 * bw_rates_borrow:
 * @rate: (out): a year, as a fraction
 *
 * Returns: %FALSE where the schedule has no rate for shares sold short
 */
gboolean
bw_rates_borrow (const char *schedule, BwTime time, BwFixed *rate)
{
  const Schedule *found = find_schedule (schedule);
  const RateRow *band = NULL;
  gsize index = 0;

  if (found != NULL && found->rates[0] != '\0')
    band = next_band (found->rates, BW_RATE_BORROW, time, &index);
  if (band == NULL)
    return FALSE;
  rate->e8 = band->rate_e8;
  return TRUE;
}
