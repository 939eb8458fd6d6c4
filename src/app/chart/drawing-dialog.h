/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* The settings of one drawing: looks, words, levels, and its anchors as numbers and dates. */
void bw_drawing_dialog_present (BwDesk *desk, GtkWidget *parent, BwInstrumentId instrument, guint64 id);

G_END_DECLS
