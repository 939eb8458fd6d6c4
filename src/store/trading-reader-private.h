/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trading-reader.h"

G_BEGIN_DECLS

struct _BwTradingReader
{
  BwDatabase *database; /* (owned) */

  /* The order list that was sorted last (order-list.c). */
  BwOrdersQuery sorted_query;
  guint64 sorted_sequence; /* the projection's, when it was sorted */
  GArray *sorted_keys;     /* (owned) (nullable): gint64 */
};

G_END_DECLS
