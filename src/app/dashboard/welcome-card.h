/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* What to do first; gone for good when it is dismissed (preferences bring it back). */
GtkWidget *bw_welcome_card_new (BwDesk *desk);

G_END_DECLS
