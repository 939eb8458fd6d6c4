/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"
#include "store/notices.h"

G_BEGIN_DECLS

/**
 * BwNotifier:
 *
 * Listens to the engine and writes down what a user should not miss: a notice each, with a sound, and
 * with a notification of the desktop while the window isn't in front. ::noticed (guint kind, gboolean
 * must_flash) for what shows them.
 */
#define BW_TYPE_NOTIFIER (bw_notifier_get_type ())
G_DECLARE_FINAL_TYPE (BwNotifier, bw_notifier, BW, NOTIFIER, GObject)

BwNotifier *bw_notifier_new (BwDesk *desk, GtkWindow *window);

const char *bw_notice_kind_title (BwNoticeKind kind);
const char *bw_notice_kind_setting (BwNoticeKind kind);
void bw_notice_go (GtkWidget *window, BwDesk *desk, const BwNotice *notice);

G_END_DECLS
