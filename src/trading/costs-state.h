/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/codec.h"
#include "trading/core-private.h"

G_BEGIN_DECLS

/* The parts of the saved state that fees, interest and dividends are made of. */
void bw_costs_put_account (GByteArray *bytes, const BwAccountState *account);
void bw_costs_get_account (BwReader *reader, BwAccountState *account);
void bw_costs_put_dividends (GByteArray *bytes, const BwCore *core);
void bw_costs_get_dividends (BwReader *reader, BwCore *core);

G_END_DECLS
