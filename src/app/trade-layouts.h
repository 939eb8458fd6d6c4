/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dock/layout-list.h"

G_BEGIN_DECLS

/* The layouts of the trade page that come with the program; the first is the default. */
const BwBuiltinLayout *bw_trade_layouts (guint *n_layouts);

G_END_DECLS
