/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample.h"

#include "base/random.h"

#include <math.h>

#define N_INSTRUMENTS 12
#define SEED 20260302

static const struct
{
  const char *symbol, *name;
} companies[N_INSTRUMENTS] = {
  { "HLVN", "Halvorn Instruments" }, { "LUMR", "Lumera Therapeutics" }, { "KESL", "Keslar Foods" },
  { "TARN", "Tarn Water & Light" },  { "GRVL", "Gravel Road Freight" }, { "CYPR", "Cypress Data" },
  { "ORBN", "Orbane Aerospace" },    { "VELD", "Veld Banking Group" },  { "MIRA", "Miravel Energy" },
  { "QUAY", "Quayside Property" },   { "SOLE", "Soleta Footwear" },     { "IDXB", "Bellwether 120 Fund" },
};

/* The books of the made-up account, in doubles: this is what the report is compared with. */
typedef struct
{
  double cash;
  double prices[N_INSTRUMENTS];
  double quantities[N_INSTRUMENTS];
  double costs[N_INSTRUMENTS];
  guint64 draw;
  guint64 next_id;
} Books;

static double
draw_unit (Books *books)
{
  return bw_random_unit (bw_random_at (SEED, 1, 2, 3, ++books->draw));
}

static const BwInstrument *
lookup (BwInstrumentId id, gpointer user_data)
{
  Sample *sample = user_data;

  if (id == 0 || id > sample->instruments->len)
    return NULL;
  return &g_array_index (sample->instruments, BwInstrument, id - 1);
}

static BwFixed
fixed (double number)
{
  BwFixed result = BW_FIXED_ZERO;

  g_assert_true (bw_fixed_from_double (round (number * 10000) / 10000, &result));
  return result;
}

static void
add_posting_set (Sample *sample, Books *books, const BwFill *fill, double cost, double realized)
{
  double fee = bw_fixed_to_double (fill->fee);
  double notional = bw_fixed_to_double (fill->price) * bw_fixed_to_double (fill->quantity);
  double cash = fill->side == BW_SIDE_BUY ? -notional : notional;
  BwPostingSet set = { .id = ++books->next_id, .account = 1, .activity = BW_ACTIVITY_FILL, .n_postings = 4,
                       .time = fill->time, .fill = fill->id };

  set.postings[0] = (BwPosting){ BW_LEDGER_CASH, 0, fixed (cash - fee), BW_FIXED_ZERO };
  set.postings[1] = (BwPosting){ BW_LEDGER_SECURITIES, fill->instrument, fixed (cost), fill->quantity };
  set.postings[2] = (BwPosting){ BW_LEDGER_REALIZED, fill->instrument, fixed (-realized), BW_FIXED_ZERO };
  set.postings[3] = (BwPosting){ BW_LEDGER_FEES, 0, fixed (fee), BW_FIXED_ZERO };
  g_array_append_val (sample->posting_sets, set);
}

static void
add_fill (Sample *sample, Books *books, guint index, BwSide side, double quantity, BwTime time)
{
  double price = round (books->prices[index] * 100) / 100, sign = side == BW_SIDE_BUY ? 1 : -1;
  double cost, realized = 0;
  BwFill fill = { .id = ++books->next_id, .order = ++books->next_id, .account = 1, .instrument = index + 1,
                  .side = side, .time = time, .quantity = fixed (quantity), .price = fixed (price),
                  .fee = fixed (0.35) };
  BwOrder order = { .id = fill.order, .account = 1, .instrument = index + 1, .side = side,
                    .type = BW_ORDER_LIMIT, .tif = BW_TIF_DAY, .status = BW_ORDER_FILLED,
                    .quantity = fill.quantity, .filled = fill.quantity, .limit_price = fill.price,
                    .created = time - BW_SECOND, .updated = time, .expires = BW_TIME_MAX };

  cost = sign * price * quantity;
  if (side == BW_SIDE_SELL && books->quantities[index] > 0)
    {
      cost = -books->costs[index] * quantity / books->quantities[index];
      realized = price * quantity + cost;
    }
  books->cash -= sign * price * quantity + 0.35;
  books->quantities[index] += sign * quantity;
  books->costs[index] += cost;
  fill.realized = fixed (realized);
  fill.position_after = fixed (books->quantities[index]);
  fill.certificate = (BwCertificate){ .profile = BW_PROFILE_REALISTIC, .rule = BW_RULE_TOUCH,
                                      .best_price = fill.price, .age_ns = 1200, .model_version = 1, .seed = SEED };
  order.filled_cost_e16 = bw_fixed_product_e16 (fill.price, fill.quantity);
  g_array_append_val (sample->fills, fill);
  g_array_append_val (sample->orders, order);
  add_posting_set (sample, books, &fill, cost, realized);
}

static void
trade_once (Sample *sample, Books *books, BwTime time)
{
  guint index = (guint) (draw_unit (books) * N_INSTRUMENTS);

  if (books->quantities[index] > 0 && draw_unit (books) < 0.8)
    add_fill (sample, books, index, BW_SIDE_SELL, books->quantities[index], time);
  else
    add_fill (sample, books, index, BW_SIDE_BUY, 10 * floor (1 + draw_unit (books) * 12), time);
}

static double
mark_to_market (const Books *books)
{
  double equity = books->cash;

  for (guint i = 0; i < N_INSTRUMENTS; i++)
    equity += books->quantities[i] * books->prices[i];
  return equity;
}

static void
add_point (Sample *sample, const Books *books, BwTime time, double flow)
{
  double equity = round (mark_to_market (books) * 100) / 100;

  g_array_append_val (sample->times, time);
  g_array_append_val (sample->equity, equity);
  g_array_append_val (sample->flows, flow);
}

static void
play_days (Sample *sample, Books *books, guint n_days, guint n_trades_per_day)
{
  BwTime open;

  g_assert_true (bw_time_parse_rfc3339 ("2025-03-03T14:30:00Z", -1, &open));
  add_point (sample, books, open, 100000);
  for (guint day = 0; day < n_days; day++)
    {
      BwTime today = open + (day + day / 5 * 2) * BW_DAY;
      double flow = day == n_days / 2 ? 5000 : 0;

      for (guint i = 0; i < n_trades_per_day; i++)
        trade_once (sample, books, today + (i + 1) * 17 * BW_MINUTE);
      for (guint i = 0; i < N_INSTRUMENTS; i++)
        books->prices[i] *= 1 + 0.05 * (draw_unit (books) - 0.488);
      books->cash += flow;
      add_point (sample, books, today + 390 * BW_MINUTE, flow);
    }
}

static void
add_positions (Sample *sample, const Books *books)
{
  BwAccountFigures *figures = &sample->data.figures;
  double long_value = 0, unrealized = 0;

  for (guint i = 0; i < N_INSTRUMENTS; i++)
    {
      double value = books->quantities[i] * books->prices[i];
      BwPosition position = { .account = 1, .instrument = i + 1, .quantity = fixed (books->quantities[i]),
                              .cost = fixed (books->costs[i]), .mark = fixed (books->prices[i]),
                              .market_value = fixed (value), .unrealized = fixed (value - books->costs[i]) };

      if (books->quantities[i] == 0)
        continue;
      position.average_price = fixed (books->costs[i] / books->quantities[i]);
      long_value += value;
      unrealized += value - books->costs[i];
      g_array_append_val (sample->positions, position);
    }
  figures->cash = fixed (books->cash);
  figures->long_value = fixed (long_value);
  figures->unrealized = fixed (unrealized);
  figures->equity = fixed (round (mark_to_market (books) * 100) / 100);
}

static void
lend_arrays (Sample *sample)
{
  BwReportData *data = &sample->data;
  BwTime last = g_array_index (sample->times, BwTime, sample->times->len - 1);

  data->account_name = "Practice account";
  data->currency = "USD";
  data->source = "Practice market";
  data->zone = "America/New_York";
  data->period_start = g_array_index (sample->times, BwTime, 0);
  data->period_end = last + 1;
  data->generated = last + BW_MINUTE;
  data->lookup = lookup;
  data->lookup_data = sample;
  data->point_times = (const BwTime *) (gconstpointer) sample->times->data;
  data->point_equity = (const double *) (gconstpointer) sample->equity->data;
  data->point_flows = (const double *) (gconstpointer) sample->flows->data;
  data->n_points = sample->times->len;
  data->orders = (const BwOrder *) (gconstpointer) sample->orders->data;
  data->n_orders = sample->orders->len;
  data->fills = (const BwFill *) (gconstpointer) sample->fills->data;
  data->n_fills = sample->fills->len;
  data->positions = (const BwPosition *) (gconstpointer) sample->positions->data;
  data->n_positions = sample->positions->len;
  data->posting_sets = (const BwPostingSet *) (gconstpointer) sample->posting_sets->data;
  data->n_posting_sets = sample->posting_sets->len;
}

Sample *
sample_new (guint n_days, guint n_trades_per_day)
{
  Sample *sample = g_new0 (Sample, 1);
  Books books = { .cash = 100000 };

  sample->instruments = g_array_new (FALSE, TRUE, sizeof (BwInstrument));
  sample->times = g_array_new (FALSE, FALSE, sizeof (BwTime));
  sample->equity = g_array_new (FALSE, FALSE, sizeof (double));
  sample->flows = g_array_new (FALSE, FALSE, sizeof (double));
  sample->fills = g_array_new (FALSE, FALSE, sizeof (BwFill));
  sample->orders = g_array_new (FALSE, FALSE, sizeof (BwOrder));
  sample->positions = g_array_new (FALSE, FALSE, sizeof (BwPosition));
  sample->posting_sets = g_array_new (FALSE, FALSE, sizeof (BwPostingSet));
  for (guint i = 0; i < N_INSTRUMENTS; i++)
    {
      BwInstrument instrument;

      bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, companies[i].symbol);
      instrument.id = i + 1;
      g_strlcpy (instrument.name, companies[i].name, sizeof instrument.name);
      g_array_append_val (sample->instruments, instrument);
      books.prices[i] = 20 + 150 * draw_unit (&books);
    }
  play_days (sample, &books, n_days, n_trades_per_day);
  add_positions (sample, &books);
  lend_arrays (sample);
  return sample;
}

void
sample_free (Sample *sample)
{
  GArray *arrays[] = { sample->instruments, sample->times, sample->equity, sample->flows, sample->fills,
                       sample->orders, sample->positions, sample->posting_sets };

  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_free (sample);
}
