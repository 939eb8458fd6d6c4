/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/sizing-history.h"
#include "app/desk.h"

G_BEGIN_DECLS

/* What sizing says to people. */

const char *bw_sizing_words_method (BwSizingMethod method);
const char *bw_sizing_words_number (BwSizingNumber number, BwSizingMethod method);
const char *bw_sizing_words_unit (BwSizingNumber number);
const char *bw_sizing_words_lack (BwSizingLack lack);

char *bw_sizing_words_source (BwSizingNumber number, const BwSizingHistory *history, const BwInstrument *instrument);
char *bw_sizing_words_reasoning (const BwSizing *sizing, const BwSizingFacts *facts, const BwSizingAnswer *answer, const BwInstrument *instrument, const char *currency);
char *bw_sizing_words_use (const BwInstrument *instrument, BwFixed quantity);

G_END_DECLS
