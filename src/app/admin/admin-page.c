/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/admin/admin-page.h"

#include <glib/gi18n.h>

struct _BwAdminPage
{
  BwPanel parent_instance;
};

G_DEFINE_FINAL_TYPE (BwAdminPage, bw_admin_page, BW_TYPE_PANEL)

static void
bw_admin_page_set_up (BwPanel *panel)
{
  BwDesk *desk = bw_panel_get_desk (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = adw_view_stack_new ();
  GtkWidget *switcher = adw_view_switcher_new ();

  adw_view_stack_add_titled_with_icon (ADW_VIEW_STACK (stack), bw_admin_data_new (desk), "data", _("Data"), "bw-import-symbolic");
  adw_view_stack_add_titled_with_icon (ADW_VIEW_STACK (stack), bw_admin_database_new (desk), "database", _("Database"), "bw-admin-symbolic");
  adw_view_stack_add_titled_with_icon (ADW_VIEW_STACK (stack), bw_admin_logs_new (desk), "logs", _("Logs"),
                                      "text-x-generic-symbolic");
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (switcher), ADW_VIEW_STACK (stack));
  gtk_widget_set_halign (switcher, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (switcher, 8);
  gtk_widget_set_margin_bottom (switcher, 4);
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), stack);
  adw_bin_set_child (ADW_BIN (panel), box);
}

static void
bw_admin_page_class_init (BwAdminPageClass *klass)
{
  BW_PANEL_CLASS (klass)->set_up = bw_admin_page_set_up;
}

static void
bw_admin_page_init (BwAdminPage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-page");
}

GtkWidget *
bw_admin_page_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_ADMIN_PAGE, "desk", desk, "id", "admin", "title", _("Admin"), NULL);
}
