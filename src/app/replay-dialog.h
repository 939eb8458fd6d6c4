/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* Trading the past again: which symbols, from when, how fast, with how much money. */
#define BW_TYPE_REPLAY_DIALOG (bw_replay_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwReplayDialog, bw_replay_dialog, BW, REPLAY_DIALOG, AdwWindow)

GtkWidget *bw_replay_dialog_new (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument);

/* Asks for a date and takes the timeline that is looked at there. */
void bw_jump_dialog_show (BwDesk *desk, GtkWindow *parent);

G_END_DECLS
