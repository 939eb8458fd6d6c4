/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/risk/risk.h"

G_BEGIN_DECLS

/* Strategies and agents, as far as risk knows them: a name, limits, and the orders that were sent under
 * it. The core numbers them from 1 as they are first named. */

#define BW_RISK_SOURCES_MAX 4096

typedef struct _BwRiskSource
{
  guint8 scope; /* BwLimitScope: a strategy or an agent */
  char name[BW_SOURCE_BYTES];
  BwRiskAccount *risk; /* (owned): its limits and its order rate; nothing is inherited */
  guint8 halt;         /* BwAccountHalt: its kill switch */
} BwRiskSource;

void bw_risk_source_free (gpointer source);
const BwRiskSource *bw_risk_source_at (const BwCore *core, guint16 number);
guint16 bw_risk_source_find (const BwCore *core, BwLimitScope scope, const char *name);
guint16 bw_risk_source_ensure (BwCore *core, BwLimitScope scope, const char *name);
void bw_risk_source_set (BwCore *core, guint16 number, const BwLimit *limit);
gboolean bw_risk_is_limited (const BwCore *core, const BwAccountState *account, const BwOrder *order);

G_END_DECLS
