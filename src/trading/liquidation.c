/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/liquidation.h"

#include "trading/command.h"
#include "trading/execute.h"
#include "trading/margin-call.h"
#include "trading/margin.h"
#include "trading/session.h"
#include "trading/working.h"

/* The broker's closing of positions, to meet a call that was left unmet. Own choice, since the rules
 * leave it to the broker: first what releases most margin for each dollar traded, then the larger
 * position, then the older instrument; of each no more than the call needs, on whole lots. */

typedef struct
{
  BwInstrumentId instrument;
  BwFixed quantity; /* below 0: short */
  __int128 size_e16, release_e16;
  gint64 rate_e4;
} Candidate;

static gboolean
is_being_liquidated (const BwCore *core, const BwAccountState *account)
{
  for (guint32 slot = account->first_held; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);

      for (guint32 order = position->first_order; order != BW_NIL;)
        {
          const BwWorkingOrder *working = bw_core_working (core, order);

          if ((working->order.flags & BW_ORDER_LIQUIDATES) != 0)
            return TRUE;
          order = working->next;
        }
      slot = position->next_held;
    }
  return FALSE;
}

static gint
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->rate_e4 != second->rate_e4)
    return first->rate_e4 > second->rate_e4 ? -1 : 1;
  if (first->size_e16 != second->size_e16)
    return first->size_e16 > second->size_e16 ? -1 : 1;
  return first->instrument < second->instrument ? -1 : 1;
}

/* What can be traded now, in the order it is closed. */
static GArray *
list_candidates (const BwCore *core, const BwAccountState *account)
{
  gboolean is_initial = account->account.margin.call.kind == BW_CALL_INITIAL;
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));

  for (guint32 slot = account->first_held; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);
      const BwInstrumentState *instrument = bw_core_instrument_state (core, position->instrument);
      BwFixed mark = bw_mark_of (instrument, position->quantity);
      Candidate candidate = { .instrument = position->instrument, .quantity = position->quantity };

      slot = position->next_held;
      if (instrument->is_halted || mark.e8 <= 0 || !bw_session_works (core, instrument, 0) ||
          !bw_margin_value_e16 (&instrument->definition, position->quantity, mark, &candidate.size_e16))
        continue;
      candidate.release_e16 = bw_margin_maintenance_e16 (&instrument->definition, position->quantity, mark,
                                                         candidate.size_e16, core->now);
      candidate.size_e16 = candidate.size_e16 < 0 ? -candidate.size_e16 : candidate.size_e16;
      if (is_initial && candidate.release_e16 < candidate.size_e16)
        candidate.release_e16 = candidate.size_e16 / 2;
      candidate.rate_e4 = (gint64) (candidate.release_e16 * 10000 / MAX (candidate.size_e16, 1));
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  return candidates;
}

/* As much of it as releases @missing, on whole lots, at most all. */
static BwFixed
quantity_for (const BwCore *core, const Candidate *candidate, BwFixed missing)
{
  const BwInstrument *definition = &bw_core_instrument_state (core, candidate->instrument)->definition;
  BwFixed all = bw_fixed_abs (candidate->quantity);
  BwFixed release, quantity;

  if (!bw_fixed_from_e16 (candidate->release_e16, BW_ROUND_FLOOR, &release) || release.e8 <= missing.e8 ||
      !bw_fixed_mul_div (all, missing, release, BW_ROUND_CEILING, &quantity) ||
      !bw_fixed_round_to (quantity, definition->lot, BW_ROUND_CEILING, &quantity))
    return all;
  return bw_fixed_min (quantity, all);
}

/**
 * bw_liquidate:
 *
 * Cancels the account's open orders and closes what its call needs, by market orders whose fills say
 * `liquidation`. Nothing happens while such orders are still open. Cost: O(open orders + positions).
 */
void
bw_liquidate (BwCore *core, BwAccountState *account)
{
  gboolean is_initial = account->account.margin.call.kind == BW_CALL_INITIAL;
  BwWorkingFilter orders = { .account = account->account.id };
  g_autoptr (GArray) candidates = NULL;
  BwAccountFigures figures;
  BwFixed missing;

  if (is_being_liquidated (core, account) || !bw_margin_figures (core, account, &figures) ||
      !bw_fixed_sub (is_initial ? figures.initial_margin : figures.maintenance_margin, figures.equity, &missing) ||
      missing.e8 <= 0)
    return;
  candidates = list_candidates (core, account);
  if (candidates->len == 0)
    return;
  bw_margin_say (core, account, BW_MARGIN_LIQUIDATION, BW_REASON_MARGIN_CALL, missing, 0);
  bw_execute_cancel_all (core, &orders, BW_REASON_MARGIN_CALL);
  for (guint i = 0; i < candidates->len && missing.e8 > 0; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      BwFixed quantity = quantity_for (core, candidate, missing);
      BwFixed released, release;

      if (!bw_fixed_from_e16 (candidate->release_e16, BW_ROUND_FLOOR, &release) ||
          !bw_fixed_mul_div (release, quantity, bw_fixed_abs (candidate->quantity), BW_ROUND_FLOOR, &released))
        released = BW_FIXED_ZERO;
      missing.e8 -= released.e8;
      bw_command_liquidate (core, account->account.id, candidate->instrument,
                            candidate->quantity.e8 > 0 ? BW_SIDE_SELL : BW_SIDE_BUY, quantity);
    }
}
