/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/iceberg.h"

#include "trading/book.h"

/* An iceberg shows a part of itself at a time. At its very price no more than that part trades; then
 * the next part takes its place behind all that is displayed there. A market that goes through the
 * price meets the hidden rest as well. */

/**
 * bw_iceberg_shown:
 *
 * Returns: what of the order can trade at its own price before it queues again
 */
BwFixed
bw_iceberg_shown (const BwCore *core, const BwWorkingOrder *working)
{
  const BwOrderExtra *extra = bw_core_extra (core, working);
  BwFixed left = bw_order_remaining (&working->order);

  return extra == NULL || extra->display.e8 == 0 ? left : bw_fixed_min (extra->shown, left);
}

/**
 * bw_iceberg_traded:
 * @quantity: of the execution
 *
 * Shows the next part when the last one is gone, at the back of the queue.
 */
void
bw_iceberg_traded (BwCore *core, guint32 slot, BwFixed quantity)
{
  BwWorkingOrder *working = bw_core_working (core, slot);
  BwOrderExtra *extra = bw_core_extra (core, working);
  BwInstrumentState *instrument = bw_core_instrument_state (core, working->order.instrument);

  if (extra == NULL || extra->display.e8 == 0)
    return;
  extra->shown.e8 -= quantity.e8;
  if (extra->shown.e8 > 0)
    return;
  extra->shown = bw_fixed_min (extra->display, bw_order_remaining (&working->order));
  if (working->book == BW_BOOK_NONE)
    return;
  bw_book_remove (core, instrument, slot);
  working->rank = core->next_rank++;
  bw_match_rest (core, instrument, slot);
}
