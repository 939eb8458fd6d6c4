/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* A symbol's drawings to a file and from one, which is asked for. */
void bw_drawing_file_export (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument);
void bw_drawing_file_import (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument);

G_END_DECLS
