/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/alert/alert-window.h"
#include "strategy/alert/alert.h"

G_BEGIN_DECLS

/* An alert as the profile keeps it: a dictionary of its fields by name, so that a newer program's
 * record can be read as far as it is known. @window: (nullable). */
GBytes *bw_alert_record_write (const BwAlert *alert, const BwAlertWindow *window);
gboolean bw_alert_record_read (GBytes *record, BwAlert *alert, BwAlertWindow *window);

G_END_DECLS
