/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/extra.h"
#include "trading/match.h"

G_BEGIN_DECLS

BwFixed bw_iceberg_shown (const BwCore *core, const BwWorkingOrder *working);
void bw_iceberg_traded (BwCore *core, guint32 slot, BwFixed quantity);

G_END_DECLS
