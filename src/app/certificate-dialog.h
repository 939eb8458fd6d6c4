/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/* 'Why this price?': the certificate of a fill, in sentences. */
void bw_certificate_dialog_show (BwDesk *desk, GtkWidget *near, BwFillId fill);
char *bw_certificate_explain (const BwFill *fill, const BwInstrument *instrument, const char *zone, const char *currency);

G_END_DECLS
