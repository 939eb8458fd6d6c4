/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/working.h"

G_BEGIN_DECLS

/**
 * BwMatchSource:
 * @market: the event that gives the price
 *
 * Where a fill's price comes from: what its certificate will say.
 */
typedef struct
{
  BwRule rule;
  int level_index;
  BwFixed best_price, level_price, level_size;
  BwMarketEvent market;
  guint64 draw;
  BwFixed consumed; /* of @level_size, before */
  guint8 flags;     /* BwCertificateFlags */
} BwMatchSource;

void bw_execute_say_order (BwCore *core, BwWorkingOrder *working);
void bw_execute_end_order (BwCore *core, guint32 slot, BwOrderStatus status, BwReason reason);
void bw_execute_cancel_all (BwCore *core, const BwWorkingFilter *filter, BwReason reason);
gboolean bw_execute_fill (BwCore *core, guint32 slot, BwFixed quantity, BwFixed price, const BwMatchSource *source);

/* A core that is broken on purpose, for the tests of what finds bugs; 0 everywhere else. */
extern gboolean bw_execute_forgets_pending;

void bw_execute_reserve (BwCore *core, const BwWorkingOrder *working);
gpointer bw_execute_say (BwCore *core, BwOutputKind kind, gsize body_bytes);

G_END_DECLS
