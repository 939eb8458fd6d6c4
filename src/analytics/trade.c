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

/* Closes the oldest lots against @fill; returns what of its signed quantity is left to open. */
static double
close_lots (OpenLots *open, const BwFill *fill, double signed_quantity, double fee_per_unit, GArray *trades)
{
  double left = signed_quantity, price = bw_fixed_to_double (fill->price);

  while (open->first_index < open->lots->len && left != 0)
    {
      OpenLot *lot = &g_array_index (open->lots, OpenLot, open->first_index);
      double quantity = MIN (fabs (left), fabs (lot->quantity));
      double direction = lot->quantity > 0 ? 1.0 : -1.0;
      BwTrade trade;

      if ((lot->quantity > 0) == (left > 0))
        break;
      trade = (BwTrade){
        .instrument = fill->instrument,
        .side = lot->quantity > 0 ? BW_SIDE_BUY : BW_SIDE_SELL,
        .quantity = quantity,
        .entry_time = lot->time,
        .exit_time = fill->time,
        .entry_price = lot->price,
        .exit_price = price,
        .fees = quantity * (lot->fee_per_unit + fee_per_unit),
      };
      trade.profit = direction * (price - lot->price) * quantity * open->multiplier - trade.fees;
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

/**
 * bw_trades_from_fills:
 * @fills: (array length=n_fills): of one account, in the order they happened
 * @lookup: (scope call) (nullable): gives an instrument's multiplier; without it 1
 *
 * Pairs fills into round trips, first in first out. What is still open makes no trade. A fill
 * that goes through zero closes one trade and opens the next.
 *
 * Returns: (transfer full) (element-type BwTrade): trades by exit
 */
GArray *
bw_trades_from_fills (const BwFill *fills, gsize n_fills, BwInstrumentLookup lookup, gpointer user_data)
{
  GArray *trades = g_array_new (FALSE, FALSE, sizeof (BwTrade));
  g_autoptr (GHashTable) books = g_hash_table_new_full (NULL, NULL, NULL, open_lots_free);

  for (gsize i = 0; i < n_fills; i++)
    {
      const BwFill *fill = &fills[i];
      OpenLots *open = ensure_lots (books, fill->instrument, lookup, user_data);
      double quantity = bw_fixed_to_double (fill->quantity), left;
      double fee_per_unit = quantity > 0 ? bw_fixed_to_double (fill->fee) / quantity : 0;

      left = close_lots (open, fill, fill->side == BW_SIDE_BUY ? quantity : -quantity, fee_per_unit,
                         trades);
      if (left != 0)
        {
          OpenLot lot = { left, bw_fixed_to_double (fill->price), fee_per_unit, fill->time };

          g_array_append_val (open->lots, lot);
        }
    }
  return trades;
}
