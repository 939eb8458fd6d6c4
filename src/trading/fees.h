/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/account.h"

G_BEGIN_DECLS

gboolean bw_fees_exist (const char *schedule);
BwFixed bw_fees_of_fill (const char *schedule, const BwInstrument *instrument, BwSide side, BwTime time, BwFixed quantity, BwFixed amount);

G_END_DECLS
