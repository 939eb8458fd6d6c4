/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/loop.h"

G_BEGIN_DECLS

/* Finds, in the background, the closes before the first session of @run, for the day's change. */
void bw_references_find (BwLoop *loop, BwRun *run);

G_END_DECLS
