/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report-data.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *bw_account_report_render (const BwReportData *data, GError **error);
gboolean bw_account_report_write (const BwReportData *data, const char *path, GError **error);

G_END_DECLS
