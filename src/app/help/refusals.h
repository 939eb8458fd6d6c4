/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/words.h"

G_BEGIN_DECLS

const char *bw_help_topic_of_reason (BwReason reason);

G_END_DECLS
