/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* The trade's words as sentences for people. */

const char *bw_words_reason (BwReason reason);
const char *bw_words_reason_advice (BwReason reason);
const char *bw_words_side (BwSide side);
const char *bw_words_type (BwOrderType type);
const char *bw_words_tif (BwTif tif);
const char *bw_words_status (BwOrderStatus status);
const char *bw_words_phase (BwSessionPhase phase);
const char *bw_words_profile (BwProfile profile);
const char *bw_words_note (guint8 flags);
const char *bw_words_rule (BwRule rule);
char *bw_words_corporate_action (const BwCorporateAction *action);

char *bw_words_order (const BwInstrument *instrument, BwSide side, BwFixed quantity, BwOrderType type, BwFixed limit_price, BwFixed stop_price);
char *bw_words_fill (const BwInstrument *instrument, const BwFill *fill, const char *currency);
char *bw_words_session (const BwTimelineView *timeline, const char *zone);

G_END_DECLS
