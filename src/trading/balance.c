/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/core-private.h"

/* The proof of the books: everything that is kept twice agrees. */

typedef struct
{
  __int128 cost_e8, realized_e8;
  guint32 n_held;
} Holdings;

static char *
check_position (const BwCore *core, const BwPositionState *position)
{
  __int128 quantity_e8 = 0, cost_e8 = 0;
  gint64 pending_e8[2] = { 0, 0 };

  for (guint32 slot = position->first_lot; slot != BW_NIL;)
    {
      const BwLot *lot = bw_pool_at (&core->lots, slot);

      quantity_e8 += lot->quantity.e8;
      cost_e8 += lot->cost.e8;
      if (lot->quantity.e8 == 0 || (lot->quantity.e8 > 0) != (position->quantity.e8 > 0))
        return g_strdup_printf ("account %u, instrument %u: a lot of the wrong direction",
                                position->account, position->instrument);
      slot = lot->next;
    }
  for (guint32 slot = position->first_order; slot != BW_NIL;)
    {
      const BwWorkingOrder *working = bw_core_working (core, slot);

      if ((working->bits & BW_WORKING_ASIDE) == 0)
        pending_e8[bw_side_index (working->order.side)] += bw_order_remaining (&working->order).e8;
      slot = working->next;
    }
  if (quantity_e8 != position->quantity.e8 || cost_e8 != position->cost.e8)
    return g_strdup_printf ("account %u, instrument %u: the lots don't add up to the position",
                            position->account, position->instrument);
  if (pending_e8[0] != position->pending[0].e8 || pending_e8[1] != position->pending[1].e8)
    return g_strdup_printf ("account %u, instrument %u: the open orders don't add up",
                            position->account, position->instrument);
  return NULL;
}

static char *
add_holdings (const BwCore *core, const BwAccountState *account, Holdings *holdings)
{
  for (guint32 slot = account->first_position; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);
      char *why_not = check_position (core, position);

      if (why_not != NULL)
        return why_not;
      holdings->cost_e8 += position->cost.e8;
      holdings->realized_e8 += position->realized.e8;
      holdings->n_held += position->quantity.e8 != 0;
      slot = position->next_position;
    }
  return NULL;
}

static __int128
sum_reserved (const BwCore *core, const BwAccountState *account)
{
  __int128 reserved_e16 = 0;

  for (guint32 slot = account->first_position; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);

      for (guint32 order = position->first_order; order != BW_NIL;)
        {
          const BwWorkingOrder *working = bw_core_working (core, order);

          reserved_e16 += bw_fixed_product_e16 (working->reserve_price,
                                                bw_order_remaining (&working->order));
          order = working->next;
        }
      slot = position->next_position;
    }
  return reserved_e16;
}

static char *
check_account (const BwCore *core, const BwAccountState *account)
{
  const BwAccount *a = &account->account;
  const __int128 *ledger_e8 = account->ledger_e8;
  Holdings holdings = { 0 };
  __int128 sum_e8 = 0;
  char *why_not = add_holdings (core, account, &holdings);

  if (why_not != NULL)
    return why_not;
  for (int i = 0; i < BW_N_LEDGERS; i++)
    sum_e8 += ledger_e8[i];
  if (sum_e8 != 0)
    return g_strdup_printf ("account %u: the postings don't sum to zero", a->id);
  if (ledger_e8[BW_LEDGER_CASH] != a->cash.e8)
    return g_strdup_printf ("account %u: the cash is not what was posted", a->id);
  if (ledger_e8[BW_LEDGER_SECURITIES] != holdings.cost_e8)
    return g_strdup_printf ("account %u: the positions cost not what was posted", a->id);
  if (-ledger_e8[BW_LEDGER_REALIZED] != a->realized.e8 || holdings.realized_e8 != a->realized.e8)
    return g_strdup_printf ("account %u: the realised profit is not what was posted", a->id);
  if (ledger_e8[BW_LEDGER_FEES] != a->fees.e8)
    return g_strdup_printf ("account %u: the fees are not what was posted", a->id);
  if (-ledger_e8[BW_LEDGER_DIVIDENDS] != a->dividends.e8)
    return g_strdup_printf ("account %u: the dividends are not what was posted", a->id);
  if (ledger_e8[BW_LEDGER_INTEREST] != a->interest.e8)
    return g_strdup_printf ("account %u: the interest is not what was posted", a->id);
  if (ledger_e8[BW_LEDGER_RECEIVABLE] != a->receivable.e8)
    return g_strdup_printf ("account %u: what it is owed is not what was posted", a->id);
  if (-ledger_e8[BW_LEDGER_CAPITAL] != a->deposits.e8)
    return g_strdup_printf ("account %u: the capital is not what was posted", a->id);
  if (holdings.n_held != a->n_positions)
    return g_strdup_printf ("account %u: the positions are miscounted", a->id);
  if (sum_reserved (core, account) != account->reserved_e16)
    return g_strdup_printf ("account %u: the open orders reserve something else", a->id);
  return NULL;
}

/**
 * bw_core_is_balanced:
 * @why_not: (out) (optional) (transfer full): in words, when they are not
 *
 * Do the postings of every account sum to zero, and do cash, positions, lots, realised profit,
 * fees, dividends, interest, capital and reservations agree with them? With that, equity = capital +
 * realised + unrealised + dividends − fees − interest by construction. Cost: O(positions + lots + open orders).
 */
gboolean
bw_core_is_balanced (const BwCore *core, char **why_not)
{
  for (guint i = 0; i < core->accounts->len; i++)
    {
      char *reason = check_account (core, g_ptr_array_index (core->accounts, i));

      if (reason == NULL)
        continue;
      if (why_not != NULL)
        *why_not = reason;
      else
        g_free (reason);
      return FALSE;
    }
  return TRUE;
}
