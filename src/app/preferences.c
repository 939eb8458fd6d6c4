/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences.h"

#include "app/alerts/notification-preferences.h"

#include <glib/gi18n.h>

struct _BwPreferences
{
  AdwPreferencesWindow parent_instance;
  AdwComboRow *theme_row;
  AdwComboRow *colour_row;
  AdwComboRow *density_row;
  AdwComboRow *zone_row;
  GtkSwitch *flash_switch;
  AdwComboRow *unit_row;
  GtkSpinButton *quantity_spin;
  GtkSpinButton *money_spin;
  GtkSpinButton *percent_spin;
  AdwComboRow *tif_row;
  AdwComboRow *confirm_row;
  GtkSpinButton *confirm_spin;
};

G_DEFINE_FINAL_TYPE (BwPreferences, bw_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* A row's choice and a setting's nick; the nicks stand in the order of the row's strings. */
static gboolean
nick_to_index (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *const *nicks = user_data;

  for (guint i = 0; nicks[i] != NULL; i++)
    if (g_str_equal (nicks[i], g_variant_get_string (variant, NULL)))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
index_to_nick (const GValue *value, const GVariantType *type, gpointer user_data)
{
  const char *const *nicks = user_data;
  guint wanted = g_value_get_uint (value);

  for (guint i = 0; nicks[i] != NULL; i++)
    if (i == wanted)
      return g_variant_new_string (nicks[i]);
  return NULL;
}

static void
bind_choice (GSettings *settings, const char *key, AdwComboRow *row, const char *const *nicks)
{
  g_settings_bind_with_mapping (settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                nick_to_index, index_to_nick, (gpointer) nicks, NULL);
}

static void
bw_preferences_class_init (BwPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, theme_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, colour_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, density_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, zone_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, flash_switch);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, unit_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, quantity_spin);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, money_spin);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, percent_spin);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, tif_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, confirm_row);
  gtk_widget_class_bind_template_child (widget_class, BwPreferences, confirm_spin);
}

static void
bw_preferences_init (BwPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_preferences_new (GSettings *settings)
{
  static const char *const themes[] = { "system", "light", "dark", NULL };
  static const char *const sets[] = { "green-red", "blue-orange", "hollow-filled", "red-green", NULL };
  static const char *const densities[] = { "comfortable", "compact", NULL };
  static const char *const zones[] = { "market", "local", "utc", NULL };
  static const char *const units[] = { "quantity", "money", "equity-share", NULL };
  static const char *const tifs[] = { "day", "gtc", NULL };
  static const char *const confirmations[] = { "never", "above-size", "always", NULL };
  BwPreferences *self = g_object_new (BW_TYPE_PREFERENCES, NULL);

  bind_choice (settings, "theme", self->theme_row, themes);
  bind_choice (settings, "colour-set", self->colour_row, sets);
  bind_choice (settings, "density", self->density_row, densities);
  bind_choice (settings, "time-zone", self->zone_row, zones);
  bind_choice (settings, "default-size-unit", self->unit_row, units);
  bind_choice (settings, "default-time-in-force", self->tif_row, tifs);
  bind_choice (settings, "confirm-orders", self->confirm_row, confirmations);
  g_settings_bind (settings, "flash-changes", self->flash_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "default-quantity", self->quantity_spin, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "default-money", self->money_spin, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "default-equity-percent", self->percent_spin, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "confirm-above", self->confirm_spin, "value", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), bw_notification_preferences_new (settings));
  return GTK_WIDGET (self);
}
