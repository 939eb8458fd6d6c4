/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/alert/alert-firing.h"

G_BEGIN_DECLS

/**
 * BwAlertVoice:
 * @translate: (nullable): of an English text; %NULL: it stays English
 * @price: (nullable): (transfer full): how a price is written; %NULL: plainly
 *
 * Who speaks: the same sentences in the window, its notifications, and the command line.
 */
typedef struct
{
  const char *(*translate) (const char *text);
  char *(*price) (BwFixed price, const BwInstrument *instrument);
} BwAlertVoice;

/* What an alert waits for, without its symbol: "price crosses 61.20 upwards". (transfer full) */
char *bw_alert_describe (const BwAlertVoice *voice, const BwAlert *alert, const BwInstrument *instrument);
char *bw_alert_describe_repeat (const BwAlertVoice *voice, const BwAlert *alert);
const char *bw_alert_describe_status (const BwAlertVoice *voice, const BwAlert *alert, BwTime now);
/* Why it fired: "61.25 is above 61.20, come from below". (transfer full) */
char *bw_alert_explain (const BwAlertVoice *voice, const BwAlertFiring *firing, const BwInstrument *instrument);
char *bw_alert_expand (const BwAlertVoice *voice, const BwAlertFiring *firing, const BwInstrument *instrument, const char *time_text);

/* The words of the command line and its JSON; stored nowhere. */
const char *bw_alert_kind_word (BwAlertKind kind);
const char *bw_alert_test_word (BwAlertTest test);
gboolean bw_alert_test_parse (const char *word, BwAlertTest *test);
const char *bw_alert_repeat_word (BwAlertRepeat repeat);
gboolean bw_alert_repeat_parse (const char *word, BwAlertRepeat *repeat);
const char *bw_alert_status_word (BwAlertStatus status);

G_END_DECLS
