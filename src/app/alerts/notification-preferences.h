/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What may sound, and what may show itself on the desktop. */
AdwPreferencesPage *bw_notification_preferences_new (GSettings *settings);

G_END_DECLS
