/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* What is stored, how the databases are, what the program has logged. */
GtkWidget *bw_admin_page_new (BwDesk *desk);

/* Its three views. */
GtkWidget *bw_admin_data_new (BwDesk *desk);
GtkWidget *bw_admin_database_new (BwDesk *desk);
GtkWidget *bw_admin_logs_new (BwDesk *desk);

G_END_DECLS
