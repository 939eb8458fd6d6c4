/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/admin/admin-page.h"

#include "app/tabs-page.h"

#include <glib/gi18n.h>

static const BwTab tabs[] = {
  { "data", N_("Data"), "bw-import-symbolic", bw_admin_data_new },
  { "database", N_("Database"), "bw-admin-symbolic", bw_admin_database_new },
  { "logs", N_("Logs"), "text-x-generic-symbolic", bw_admin_logs_new },
};

GtkWidget *
bw_admin_page_new (BwDesk *desk)
{
  return bw_tabs_page_new (desk, "admin", _("Admin"), tabs, G_N_ELEMENTS (tabs));
}
