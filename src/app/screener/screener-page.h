/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* Looks through the market: by conditions. */
GtkWidget *bw_screener_page_new (BwDesk *desk);

G_END_DECLS
