/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* What is stored, how the databases are, what the program has logged. */
#define BW_TYPE_ADMIN_PAGE (bw_admin_page_get_type ())
G_DECLARE_FINAL_TYPE (BwAdminPage, bw_admin_page, BW, ADMIN_PAGE, BwPanel)

GtkWidget *bw_admin_page_new (BwDesk *desk);

/* Its three views. */
GtkWidget *bw_admin_data_new (BwDesk *desk);
GtkWidget *bw_admin_database_new (BwDesk *desk);
GtkWidget *bw_admin_logs_new (BwDesk *desk);

G_END_DECLS
