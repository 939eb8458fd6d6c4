/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* What happened, in the user's language. */
const char *bw_happening_kind_text (const BwMarketEvent *event);
char *bw_happening_text (BwDesk *desk, const BwMarketEvent *event);
const char *bw_halt_cause_text (BwHaltCause cause);

G_END_DECLS
