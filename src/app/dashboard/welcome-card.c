/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/welcome-card.h"

#include <glib/gi18n.h>

#define DETAIL_CHARS 20

/* The first things to do, as buttons that do them. */
static const struct
{
  const char *title;
  const char *detail;
  const char *icon_name;
  const char *action;
  const char *target; /* (nullable): a GVariant as text */
} steps[] = {
  { N_("Make a trade"), N_("The practice market is moving: buy something"), "bw-trade-symbolic", "win.page", "'trade'" },
  { N_("Import history"), N_("Your own price files, from CSV or ZIP"), "document-open-symbolic", "win.import", NULL },
  { N_("Replay a day"), N_("Trade the past, bar by bar, at any speed"), "media-playback-start-symbolic", "win.replay", NULL },
  { N_("Learn the keys"), N_("Everything works without a mouse"), "input-keyboard-symbolic", "win.shortcuts", NULL },
};

static GtkWidget *
make_step (gsize i)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (_(steps[i].title));
  GtkWidget *detail = gtk_label_new (_(steps[i].detail));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_wrap (GTK_LABEL (detail), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (detail), DETAIL_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), DETAIL_CHARS); /* all steps side by side at 1280 */
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), detail);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (steps[i].icon_name));
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), steps[i].action);
  if (steps[i].target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_parsed (steps[i].target));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(steps[i].title), -1);
  return button;
}

static void
dismiss_cb (GtkButton *button, gpointer user_data)
{
  g_settings_set_boolean (G_SETTINGS (user_data), "show-welcome", FALSE);
}

GtkWidget *
bw_welcome_card_new (BwDesk *desk)
{
  GSettings *settings = bw_desk_get_settings (desk);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_("Welcome to Bellwether"));
  GtkWidget *text = gtk_label_new (_("You have $100,000 of practice money in a market that is made up. "
                                     "Nothing here can cost you a cent."));
  GtkWidget *dismiss = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_widget_add_css_class (card, "bw-card");
  gtk_widget_add_css_class (card, "bw-welcome");
  gtk_widget_add_css_class (title, "title-3");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (dismiss, "flat");
  gtk_widget_add_css_class (dismiss, "circular");
  gtk_widget_set_tooltip_text (dismiss, _("Don’t show this again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (dismiss), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Dismiss the welcome card"), -1);
  g_signal_connect_object (dismiss, "clicked", G_CALLBACK (dismiss_cb), settings, 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), G_N_ELEMENTS (steps));
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 8);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 8);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GtkWidget *step = make_step (i);

      gtk_flow_box_append (GTK_FLOW_BOX (flow), step);
      gtk_widget_set_focusable (gtk_widget_get_parent (step), FALSE);
    }
  gtk_box_append (GTK_BOX (heading), title);
  gtk_box_append (GTK_BOX (heading), dismiss);
  gtk_box_append (GTK_BOX (card), heading);
  gtk_box_append (GTK_BOX (card), text);
  gtk_box_append (GTK_BOX (card), flow);
  g_settings_bind (settings, "show-welcome", card, "visible", G_SETTINGS_BIND_GET);
  return card;
}
