/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/columns.h"

G_BEGIN_DECLS

/* The columns of a table of orders (rows of BwOrder); the user data is the panel. */
const BwColumn *bw_order_columns (gsize *n_columns);
const BwColumn *bw_fill_columns (gsize *n_columns);

G_END_DECLS
