/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trading-reader.h"

G_BEGIN_DECLS

/**
 * BwVerdictsQuery:
 * @is_held_only: only orders that were cut or refused
 */
typedef struct
{
  BwTimelineId timeline;
  BwAccountId account;
  gboolean is_held_only;
} BwVerdictsQuery;

gboolean bw_trading_reader_count_verdicts (BwTradingReader *reader, const BwVerdictsQuery *query, guint64 *n_verdicts, GError **error);
GArray *bw_trading_reader_verdicts (BwTradingReader *reader, const BwVerdictsQuery *query, guint64 offset, gsize n_max, GError **error); /* BwVerdicts */

G_END_DECLS
