/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/loop.h"

G_BEGIN_DECLS

/* @name may be empty: then one is made from the timeline's. */
typedef struct
{
  char name[64];
  BwTime time;
} BwBranchSpec;

/* @data: a BwBranchSpec; answers with the number of the new timeline. */
void bw_branch_run (BwLoop *loop, BwRequest *request);

G_END_DECLS
