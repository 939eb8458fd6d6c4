/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/error.h"

G_DEFINE_QUARK (bw-store-error-quark, bw_store_error)
