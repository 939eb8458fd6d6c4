/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/alerts/notifier.h"
#include "app/panel.h"

G_BEGIN_DECLS

/* The bell in the header: how many notices are unread, and all of them when it is opened. */
#define BW_TYPE_NOTICE_CENTRE (bw_notice_centre_get_type ())
G_DECLARE_FINAL_TYPE (BwNoticeCentre, bw_notice_centre, BW, NOTICE_CENTRE, BwPanel)

GtkWidget *bw_notice_centre_new (BwDesk *desk);
void bw_notice_centre_open (BwNoticeCentre *self);
void bw_notice_centre_flash (BwNoticeCentre *self);

G_END_DECLS
