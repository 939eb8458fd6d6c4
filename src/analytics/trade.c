/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/trade.h"

#include <math.h>

/* Below this share of a fill a remainder is rounding of doubles, not a quantity. */
#define REMAINDER_MIN 1e-9

/* What is left open of one fill. */
typedef struct
{
  double quantity; /* signed: below 0 is short */
  double price;
  double fee_per_unit;
  BwTime time;
} OpenLot;

typedef struct
{
  GArray *lots; /* (owned): OpenLot; those before first_index are used up */
  guint first_index;
  double multiplier;
} OpenLots;

static void
open_lots_free (gpointer data)
{
  OpenLots *open = data;

  g_array_unref (open->lots);
  g_free (open);
}

static OpenLots *
ensure_lots (GHashTable *books, BwInstrumentId id, BwInstrumentLookup lookup, gpointer user_data)
{
  gpointer key = GUINT_TO_POINTER (id);
  OpenLots *open = g_hash_table_lookup (books, key);

  if (open == NULL)
    {
      const BwInstrument *instrument = lookup != NULL ? lookup (id, user_data) : NULL;

      open = g_new0 (OpenLots, 1);
      open->lots = g_array_new (FALSE, FALSE, sizeof (OpenLot));
      open->multiplier = instrument != NULL ? bw_fixed_to_double (instrument->multiplier) : 1.0;
      g_hash_table_insert (books, key, open);
    }
  return open;
}

/* What closes lots: a fill, or cash paid for shares that were taken. */
typedef struct
{
  BwInstrumentId instrument;
  BwTime time;
  double quantity; /* signed */
  double price;
  double fee_per_unit;
} Exit;

/* Closes the oldest lots; returns what of the signed quantity is left to open. */
static double
close_lots (OpenLots *open, const Exit *by, GArray *trades)
{
  double left = by->quantity;

  while (open->first_index < open->lots->len && left != 0)
    {
      OpenLot *lot = &g_array_index (open->lots, OpenLot, open->first_index);
      double quantity = MIN (fabs (left), fabs (lot->quantity));
      double direction = lot->quantity > 0 ? 1.0 : -1.0;
      BwTrade trade;

      if ((lot->quantity > 0) == (left > 0))
        break;
      trade = (BwTrade){
        .instrument = by->instrument,
        .side = lot->quantity > 0 ? BW_SIDE_BUY : BW_SIDE_SELL,
        .quantity = quantity,
        .entry_time = lot->time,
        .exit_time = by->time,
        .entry_price = lot->price,
        .exit_price = by->price,
        .fees = quantity * (lot->fee_per_unit + by->fee_per_unit),
      };
      trade.profit = direction * (by->price - lot->price) * quantity * open->multiplier - trade.fees;
      g_array_append_val (trades, trade);
      lot->quantity -= direction * quantity;
      left += direction * quantity;
      if (fabs (lot->quantity) <= REMAINDER_MIN * quantity)
        open->first_index++;
      if (fabs (left) <= REMAINDER_MIN * quantity)
        left = 0;
    }
  if (open->first_index == open->lots->len)
    {
      g_array_set_size (open->lots, 0);
      open->first_index = 0;
    }
  return left;
}

static void
apply_fill (OpenLots *open, const BwFill *fill, GArray *trades)
{
  double quantity = bw_fixed_to_double (fill->quantity);
  Exit by = { fill->instrument, fill->time, fill->side == BW_SIDE_BUY ? quantity : -quantity,
              bw_fixed_to_double (fill->price), quantity > 0 ? bw_fixed_to_double (fill->fee) / quantity : 0 };
  double left = close_lots (open, &by, trades);

  if (left != 0)
    {
      OpenLot lot = { left, by.price, by.fee_per_unit, fill->time };

      g_array_append_val (open->lots, lot);
    }
}

/* Open lots are restated, so that the price paid before a split stands beside the one got after it. */
static double
restate_lots (OpenLots *open, double ratio)
{
  double held = 0;

  for (guint i = open->first_index; i < open->lots->len; i++)
    {
      OpenLot *lot = &g_array_index (open->lots, OpenLot, i);

      lot->quantity *= ratio;
      lot->price /= ratio;
      lot->fee_per_unit /= ratio;
      held += lot->quantity;
    }
  return held;
}

/* What a split or a delisting took away for cash, the rest of a share or all, is a sale at what was
 * paid for it. */
static void
apply_action (OpenLots *open, const BwCorporateAction *action, GArray *trades)
{
  double to = bw_fixed_to_double (action->to), from = bw_fixed_to_double (action->from), held, taken;

  if (action->kind != BW_MARKET_SPLIT && action->kind != BW_MARKET_DELIST)
    return;
  held = restate_lots (open, action->kind == BW_MARKET_SPLIT && to > 0 && from > 0 ? to / from : 1.0);
  taken = held - bw_fixed_to_double (action->quantity_after);
  if (fabs (taken) > REMAINDER_MIN * fabs (held) && fabs (taken) <= fabs (held) * (1 + REMAINDER_MIN))
    {
      Exit by = { action->instrument, action->time, -taken,
                  fabs (bw_fixed_to_double (action->cash)) / (fabs (taken) * open->multiplier), 0 };

      close_lots (open, &by, trades);
    }
}

/**
 * bw_trades_from_history:
 * @fills: (array length=n_fills): of one account, in the order they happened
 * @actions: (array length=n_actions) (nullable): what companies did to what it held, likewise
 * @lookup: (scope call) (nullable): gives an instrument's multiplier; without it 1
 *
 * Pairs fills into round trips, first in first out. What is still open makes no trade. A fill
 * that goes through zero closes one trade and opens the next. A trade that was open at a split has
 * its entry in the shares of its exit: after 4:1 what was 10 shares for 100 is 40 for 25.
 *
 * Returns: (transfer full) (element-type BwTrade): trades by exit
 */
GArray *
bw_trades_from_history (const BwFill *fills, gsize n_fills, const BwCorporateAction *actions, gsize n_actions,
                        BwInstrumentLookup lookup, gpointer user_data)
{
  GArray *trades = g_array_new (FALSE, FALSE, sizeof (BwTrade));
  g_autoptr (GHashTable) books = g_hash_table_new_full (NULL, NULL, NULL, open_lots_free);
  gsize next_action = 0;

  for (gsize i = 0; i <= n_fills; i++)
    {
      /* What is done before the open meets the fills behind it. */
      for (; next_action < n_actions && (i == n_fills || actions[next_action].time <= fills[i].time); next_action++)
        apply_action (ensure_lots (books, actions[next_action].instrument, lookup, user_data), &actions[next_action],
                      trades);
      if (i < n_fills)
        apply_fill (ensure_lots (books, fills[i].instrument, lookup, user_data), &fills[i], trades);
    }
  return trades;
}

/* The same of instruments that saw no split and no end. */
GArray *
bw_trades_from_fills (const BwFill *fills, gsize n_fills, BwInstrumentLookup lookup, gpointer user_data)
{
  return bw_trades_from_history (fills, n_fills, NULL, 0, lookup, user_data);
}
