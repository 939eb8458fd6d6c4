/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/tabs-page.h"

#include <glib/gi18n.h>

struct _BwTabsPage
{
  BwPanel parent_instance;
  const BwTab *tabs; /* (borrowed): a static table */
  guint n_tabs;
};

G_DEFINE_FINAL_TYPE (BwTabsPage, bw_tabs_page, BW_TYPE_PANEL)

static void
bw_tabs_page_set_up (BwPanel *panel)
{
  BwTabsPage *self = BW_TABS_PAGE (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = adw_view_stack_new ();
  GtkWidget *switcher = adw_view_switcher_new ();

  for (guint i = 0; i < self->n_tabs; i++)
    adw_view_stack_add_titled_with_icon (ADW_VIEW_STACK (stack), self->tabs[i].make (bw_panel_get_desk (panel)),
                                         self->tabs[i].name, _(self->tabs[i].title), self->tabs[i].icon_name);
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
bw_tabs_page_class_init (BwTabsPageClass *klass)
{
  BW_PANEL_CLASS (klass)->set_up = bw_tabs_page_set_up;
}

static void
bw_tabs_page_init (BwTabsPage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-page");
}

/**
 * bw_tabs_page_new:
 * @title: translated
 * @tabs: (array length=n_tabs): borrowed for good
 */
GtkWidget *
bw_tabs_page_new (BwDesk *desk, const char *id, const char *title, const BwTab *tabs, guint n_tabs)
{
  BwTabsPage *self = g_object_new (BW_TYPE_TABS_PAGE, "desk", desk, "id", id, "title", title, NULL);

  self->tabs = tabs;
  self->n_tabs = n_tabs;
  return GTK_WIDGET (self);
}
