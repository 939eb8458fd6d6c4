/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/risk/risk.h"

G_BEGIN_DECLS

void bw_risk_impact (const BwCore *core, const BwAccountState *account, const BwInstrumentState *instrument, const BwNewOrder *request, const BwVerdict *verdict, BwFixed equity, BwOrderPreview *preview);

G_END_DECLS
