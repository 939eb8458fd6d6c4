/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* What happened, in the user's language. */
const char *bw_happening_kind_text (const BwMarketEvent *event);
char *bw_happening_text (BwDesk *desk, const BwMarketEvent *event);
const char *bw_halt_cause_text (BwHaltCause cause);

/* (nullable): "LULD pause until 10:19", while it is halted. */
char *bw_halt_text (BwDesk *desk, const BwQuoteView *quote);

G_END_DECLS
