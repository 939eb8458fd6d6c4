/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * bw_open_failure_show:
 * @error: why the profile couldn't be opened
 * @retry: called when the user wants another try, after a backup was put in place where he chose so
 *
 * Tells what failed, why, and what can be done; nothing is done or lost silently.
 */
void bw_open_failure_show (GtkWindow *parent, const char *profile_path, const BwClock *clock, const GError *error, void (*retry) (gpointer user_data), gpointer user_data);

G_END_DECLS
