/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/loop.h"

G_BEGIN_DECLS

/* Requests of opening and closing a profile. */
void bw_boot_open_run (BwLoop *loop, BwRequest *request);
void bw_boot_close_run (BwLoop *loop, BwRequest *request);

/* A timeline's first inputs: sessions, instruments, one account with money. */
void bw_boot_begin_timeline (BwRun *run, const BwInstrument *instruments, gsize n_instruments, const char *account_name, BwFixed cash, BwTime wall);
/* Whether it plays, and how fast, for the next start. */
void bw_boot_keep_pace (BwLoop *loop, BwRun *run);
void bw_boot_show_instruments (BwLoop *loop);

G_END_DECLS
