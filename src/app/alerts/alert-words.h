/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/alert/alert-words.h"

G_BEGIN_DECLS

/* The window's voice: the user's language, prices as everywhere else. */
const BwAlertVoice *bw_alert_voice (void);
const char *bw_alert_translate (const char *text);

G_END_DECLS
