/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/alerts/notification-preferences.h"

#include "app/alerts/notifier.h"
#include "app/alerts/sounds.h"

#include <glib/gi18n.h>

static void
add_switch (AdwPreferencesGroup *group, GSettings *settings, const char *key, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_settings_bind (settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (group, row);
}

static void
hear_cb (GtkButton *button, gpointer user_data)
{
  bw_sounds_play (user_data, BW_SOUND_BELL);
}

static void
add_volume (AdwPreferencesGroup *group, GSettings *settings)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (0.6, 0, 1, 0.05, 0.1, 0);
  GtkWidget *row = adw_action_row_new (), *scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment);
  GtkWidget *hear = gtk_button_new_with_label (_("Listen"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Volume"));
  gtk_widget_set_size_request (scale, 140, -1);
  gtk_widget_set_valign (scale, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (hear, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Volume"), -1);
  g_settings_bind (settings, "sound-volume", adjustment, "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (hear, "clicked", G_CALLBACK (hear_cb), settings, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), scale);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), hear);
  adw_preferences_group_add (group, row);
}

AdwPreferencesPage *
bw_notification_preferences_new (GSettings *settings)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *general = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *each = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_page_set_title (page, _("Notices"));
  adw_preferences_page_set_icon_name (page, "bw-bell-symbolic");
  adw_preferences_group_set_title (general, _("How"));
  add_switch (general, settings, "do-not-disturb", _("Do not disturb"), _("Everything is still collected under the bell"));
  add_switch (general, settings, "desktop-notifications", _("On the desktop"), _("While the window isn’t in front"));
  add_switch (general, settings, "sounds", _("Sounds"), _("Without them the bell lights up"));
  add_volume (general, settings);
  adw_preferences_group_set_title (each, _("Of what"));
  for (int kind = BW_NOTICE_ALERT; kind < BW_N_NOTICE_KINDS; kind++)
    add_switch (each, settings, bw_notice_kind_setting (kind), bw_notice_kind_title (kind), NULL);
  adw_preferences_page_add (page, general);
  adw_preferences_page_add (page, each);
  return page;
}
