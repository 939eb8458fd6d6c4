/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

/* What it costs, or earns, to hold something over night. */
void bw_carry_end_of_day (BwCore *core, BwDate date);
void bw_carry_start_of_day (BwCore *core, BwDate date);
BwFixed bw_carry_owed (const BwCarry *carry);

G_END_DECLS
