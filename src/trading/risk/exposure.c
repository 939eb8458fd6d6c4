/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/exposure.h"

#include "trading/margin.h"

/**
 * bw_exposure_note:
 * @position: its slot; its quantity or its number of open orders has just changed
 *
 * Keeps the account's list of positions that are at risk: not flat, or with open orders. What an
 * account ever traded and has left costs its next order nothing.
 */
void
bw_exposure_note (BwCore *core, guint32 position)
{
  BwPositionState *state = bw_core_position_at (core, position);
  BwAccountState *account = bw_core_account_state (core, state->account);
  gboolean is_busy = state->quantity.e8 != 0 || state->first_order != BW_NIL;

  if (is_busy == state->is_busy)
    return;
  state->is_busy = (guint8) is_busy;
  if (is_busy)
    {
      state->previous_busy = BW_NIL;
      state->next_busy = account->first_busy;
      if (account->first_busy != BW_NIL)
        bw_core_position_at (core, account->first_busy)->previous_busy = position;
      account->first_busy = position;
      return;
    }
  if (state->previous_busy != BW_NIL)
    bw_core_position_at (core, state->previous_busy)->next_busy = state->next_busy;
  else
    account->first_busy = state->next_busy;
  if (state->next_busy != BW_NIL)
    bw_core_position_at (core, state->next_busy)->previous_busy = state->previous_busy;
}

/* What is held, and beside it what open orders still want to open: long above 0, short below. */
static gboolean
value_position (const BwCore *core, const BwPositionState *position, const BwWorkingOrder *replacing,
                __int128 *long_e16, __int128 *short_e16)
{
  const BwInstrumentState *instrument = bw_core_instrument_state (core, position->instrument);
  const BwInstrument *definition = &instrument->definition;
  gint64 held_e8 = position->quantity.e8;
  gint64 buys_e8 = held_e8 >= 0 ? position->pending[0].e8 : 0;
  gint64 sells_e8 = held_e8 <= 0 ? position->pending[1].e8 : 0;
  __int128 held_e16 = 0, buys_e16 = 0, sells_e16 = 0;

  if (replacing != NULL && replacing->order.instrument == position->instrument &&
      (replacing->bits & BW_WORKING_ASIDE) == 0)
    {
      gint64 left_e8 = bw_order_remaining (&replacing->order).e8;

      if (replacing->order.side == BW_SIDE_BUY)
        buys_e8 = MAX (buys_e8 - left_e8, 0);
      else
        sells_e8 = MAX (sells_e8 - left_e8, 0);
    }
  if (held_e8 != 0 &&
      !bw_margin_value_e16 (definition, position->quantity, bw_mark_of (instrument, position->quantity), &held_e16))
    return FALSE;
  if (buys_e8 != 0 &&
      !bw_margin_value_e16 (definition, (BwFixed){ buys_e8 }, bw_mark_of (instrument, (BwFixed){ -1 }), &buys_e16))
    return FALSE;
  if (sells_e8 != 0 &&
      !bw_margin_value_e16 (definition, (BwFixed){ sells_e8 }, bw_mark_of (instrument, (BwFixed){ 1 }), &sells_e16))
    return FALSE;
  *long_e16 = buys_e16 + MAX (held_e16, 0);
  *short_e16 = sells_e16 - MIN (held_e16, 0);
  return TRUE;
}

static void
rank (BwExposure *exposure, __int128 size_e16)
{
  for (int i = 0; i < BW_EXPOSURE_LARGEST; i++)
    if (size_e16 > exposure->others_e16[i])
      {
        __int128 smaller_e16 = exposure->others_e16[i];

        exposure->others_e16[i] = size_e16;
        size_e16 = smaller_e16;
      }
}

/**
 * bw_exposure_sum:
 * @instrument: whose own and whose sector's exposure is asked for
 * @replacing: (nullable): an open order that does not count
 *
 * Cost: O(positions held or with open orders).
 *
 * Returns: %FALSE when a value is out of range
 */
gboolean
bw_exposure_sum (const BwCore *core, const BwAccountState *account, const BwInstrumentState *instrument,
                 const BwWorkingOrder *replacing, BwExposure *exposure)
{
  BwSector sector = instrument->definition.sector;

  *exposure = (BwExposure){ 0 };
  for (guint32 slot = account->first_busy; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);
      gboolean is_own = position->instrument == instrument->definition.id;
      __int128 long_e16, short_e16;

      if (!value_position (core, position, replacing, &long_e16, &short_e16))
        return FALSE;
      exposure->gross_e16 += long_e16 + short_e16;
      exposure->net_e16 += long_e16 - short_e16;
      if (is_own)
        exposure->own_e16 = long_e16 + short_e16;
      else
        rank (exposure, long_e16 + short_e16);
      if (sector != BW_SECTOR_NONE &&
          bw_core_instrument_state (core, position->instrument)->definition.sector == sector)
        exposure->sector_e16 += long_e16 + short_e16;
      slot = position->next_busy;
    }
  return TRUE;
}

/**
 * bw_exposure_largest:
 * @own_e16, @sector_e16: (out): of the largest position, of the largest sector
 *
 * Returns: %FALSE when a value is out of range
 */
gboolean
bw_exposure_largest (const BwCore *core, const BwAccountState *account, __int128 *own_e16,
                     __int128 *sector_e16)
{
  __int128 sectors_e16[16] = { 0 }; /* by GICS number, which are fives */

  *own_e16 = *sector_e16 = 0;
  for (guint32 slot = account->first_busy; slot != BW_NIL;)
    {
      const BwPositionState *position = bw_core_position_at (core, slot);
      guint sector = bw_core_instrument_state (core, position->instrument)->definition.sector / 5;
      __int128 long_e16, short_e16;

      if (!value_position (core, position, NULL, &long_e16, &short_e16))
        return FALSE;
      *own_e16 = MAX (*own_e16, long_e16 + short_e16);
      if (sector > 0 && sector < G_N_ELEMENTS (sectors_e16))
        sectors_e16[sector] += long_e16 + short_e16;
      slot = position->next_busy;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sectors_e16); i++)
    *sector_e16 = MAX (*sector_e16, sectors_e16[i]);
  return TRUE;
}
