/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/navigation.h"

struct _BwNavigation
{
  GtkWidget parent_instance;
  GtkWidget *box;      /* (owned) */
  BwNavigationMode mode;
};

G_DEFINE_FINAL_TYPE (BwNavigation, bw_navigation, GTK_TYPE_WIDGET)

static void
arrange_button (BwNavigation *self, GtkWidget *button)
{
  GtkWidget *content = gtk_button_get_child (GTK_BUTTON (button));
  GtkWidget *label = gtk_widget_get_last_child (content);
  gboolean is_bar = self->mode == BW_NAVIGATION_BAR;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (content),
                                  is_bar ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (content), is_bar ? 2 : 10);
  gtk_widget_set_visible (label, self->mode != BW_NAVIGATION_ICONS);
  gtk_widget_set_halign (content, self->mode == BW_NAVIGATION_LABELLED ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (button, is_bar);
}

static void
bw_navigation_dispose (GObject *object)
{
  g_clear_pointer (&BW_NAVIGATION (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_navigation_parent_class)->dispose (object);
}

static void
bw_navigation_class_init (BwNavigationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_navigation_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "bwnavigation");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
bw_navigation_init (BwNavigation *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/** bw_navigation_add: a button for @page; @shortcut is shown in its tooltip. */
void
bw_navigation_add (BwNavigation *self, const char *page, const char *title, const char *icon_name,
                   const char *shortcut)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (title);
  g_autofree char *tooltip = g_strdup_printf ("%s (%s)", title, shortcut);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", page);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.page");
  gtk_box_append (GTK_BOX (self->box), button);
  arrange_button (self, button);
}

void
bw_navigation_set_mode (BwNavigation *self, BwNavigationMode mode)
{
  gboolean is_bar = mode == BW_NAVIGATION_BAR;

  self->mode = mode;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  is_bar ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  if (is_bar)
    gtk_widget_add_css_class (GTK_WIDGET (self), "bar");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "bar");
  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    arrange_button (self, child);
}
