/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/core-private.h"

G_BEGIN_DECLS

void bw_setup_define_instrument (BwCore *core, const BwInstrument *definition);
void bw_setup_open_account (BwCore *core, const BwUuid *uuid, const BwAccountTerms *terms);
void bw_setup_say_account (BwCore *core, const BwAccountState *account);
BwInstrumentState *bw_setup_add_instrument (BwCore *core, const BwInstrument *definition);
BwAccountState *bw_setup_add_account (BwCore *core);
gboolean bw_setup_is_valid_instrument (const BwInstrument *definition);

gboolean bw_setup_are_valid_terms (const BwAccountTerms *terms);

G_END_DECLS
