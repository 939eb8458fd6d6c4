/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/loop.h"

G_BEGIN_DECLS

/* Answers with a BwRerun. */
void bw_rerun_run (BwLoop *loop, BwRequest *request);

G_END_DECLS
