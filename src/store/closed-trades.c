/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/closed-trades.h"

#include "store/order-details.h"

/**
 * bw_closed_trades_read:
 * @opened: fills before it count for nothing: since then the account was opened, or begun anew
 *
 * Cost: all fills of the account are read.
 *
 * Returns: (transfer full) (element-type BwTrade): round trips, splits on the way restated
 */
GArray *
bw_closed_trades_read (BwTradingReader *reader, BwTimelineId timeline, BwAccountId account, BwTime opened,
                       BwInstrumentLookup lookup, gpointer user_data, GError **error)
{
  g_autoptr (GArray) fills = bw_trading_reader_fills (reader, timeline, account, 0, G_MAXINT32, error);
  g_autoptr (GArray) actions = NULL;
  guint first = 0;

  if (fills == NULL)
    return NULL;
  actions = bw_trading_reader_corporate_actions (reader, timeline, account, error);
  if (actions == NULL)
    return NULL;
  while (first < fills->len && g_array_index (fills, BwFill, first).time < opened)
    first++;
  return bw_trades_from_history ((const BwFill *) (gpointer) fills->data + first, fills->len - first,
                                 (const BwCorporateAction *) (gpointer) actions->data, actions->len, lookup,
                                 user_data);
}
