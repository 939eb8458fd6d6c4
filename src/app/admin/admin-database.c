/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/admin/admin-page.h"

#include "app/format.h"
#include "store/backup.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define BACKUPS_SHOWN_MAX 8
#define SIZES_INTERVAL (2 * BW_SECOND)

enum
{
  ROW_PROFILE,
  ROW_TRADING,
  ROW_MARKET,
  ROW_JOURNAL,
  ROW_EVENTS,
  ROW_LATENCY,
  N_ROWS
};

#define BW_TYPE_ADMIN_DATABASE (bw_admin_database_get_type ())
G_DECLARE_FINAL_TYPE (BwAdminDatabase, bw_admin_database, BW, ADMIN_DATABASE, BwPanel)

/* The profile's files, the journal, its proof and its backups. */
struct _BwAdminDatabase
{
  BwPanel parent_instance;
  GtkWidget *values[N_ROWS]; /* labels */
  GtkWidget *verify_row;
  GtkWidget *verify_button;
  GtkWidget *backup_row;
  GtkWidget *backup_button;
  GtkWidget *backup_group;
  GPtrArray *backup_rows; /* (owned) */
  gint64 shown_at;        /* monotonic */
};

G_DEFINE_FINAL_TYPE (BwAdminDatabase, bw_admin_database, BW_TYPE_PANEL)

/* ---- Figures ---- */

static char *
describe_file (const char *folder, const char *name)
{
  static const char *const parts[] = { "", "-wal" };
  guint64 n_bytes = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_strconcat (folder, G_DIR_SEPARATOR_S, name, parts[i], NULL);
      GStatBuf status;

      if (g_stat (path, &status) == 0)
        n_bytes += (guint64) status.st_size;
    }
  return bw_format_bytes (n_bytes);
}

static void
set_value (BwAdminDatabase *self, guint row, char *text)
{
  gtk_label_set_text (GTK_LABEL (self->values[row]), text);
  g_free (text);
}

static void
bw_admin_database_refresh (BwPanel *panel, guint what)
{
  BwAdminDatabase *self = BW_ADMIN_DATABASE (panel);
  BwEngine *engine = bw_panel_get_engine (panel);
  gint64 now = bw_clock_monotonic (bw_desk_get_clock (bw_panel_get_desk (panel)));
  BwEngineHealth health;

  if (self->shown_at != 0 && now - self->shown_at < SIZES_INTERVAL)
    return;
  self->shown_at = now;
  bw_engine_health (engine, &health);
  set_value (self, ROW_PROFILE, g_filename_display_name (bw_engine_profile_path (engine)));
  set_value (self, ROW_TRADING, describe_file (bw_engine_profile_path (engine), "trading.db"));
  set_value (self, ROW_MARKET, describe_file (bw_engine_profile_path (engine), "market.db"));
  set_value (self, ROW_JOURNAL, bw_format_count (health.journal_sequence));
  set_value (self, ROW_EVENTS, bw_format_count (health.n_events));
  set_value (self, ROW_LATENCY, health.command_durable_ns > 0 ? bw_format_latency (health.command_durable_ns)
                                                              : g_strdup (BW_DASH));
}

/* ---- Backups ---- */

static void
show_backups (BwAdminDatabase *self)
{
  g_autofree char *folder =
      g_build_filename (bw_engine_profile_path (bw_panel_get_engine (BW_PANEL (self))), "backups", NULL);
  g_autoptr (GPtrArray) backups = bw_backup_list (folder, BW_DATABASE_TRADING, NULL);

  for (guint i = 0; i < self->backup_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->backup_group),
                                  g_ptr_array_index (self->backup_rows, i));
  g_ptr_array_set_size (self->backup_rows, 0);
  for (guint i = 0; backups != NULL && i < MIN (backups->len, BACKUPS_SHOWN_MAX); i++)
    {
      const BwBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *title = bw_format_date_time (backup->created, "UTC");
      g_autofree char *bytes = bw_format_bytes (backup->n_bytes);
      g_autofree char *name = g_filename_display_basename (backup->path);
      g_autofree char *subtitle = g_strdup_printf ("%s, %s", name, bytes);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->backup_group), row);
      g_ptr_array_add (self->backup_rows, row);
    }
}

static void
backed_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwAdminDatabase) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = bw_engine_backup_finish (BW_ENGINE (object), result, &error);

  gtk_widget_set_sensitive (self->backup_button, TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->backup_row), path != NULL ? path : error->message);
  if (bw_panel_get_desk (BW_PANEL (self)) != NULL)
    show_backups (self);
}

static void
backup_clicked_cb (BwAdminDatabase *self)
{
  gtk_widget_set_sensitive (self->backup_button, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->backup_row), _("Copying the databases…"));
  bw_engine_backup_async (bw_panel_get_engine (BW_PANEL (self)), NULL, backed_up_cb, g_object_ref (self));
}

/* ---- Proof ---- */

static void
verified_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwAdminDatabase) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;

  /* The report says it when something is wrong; an error, when it could not be looked at. */
  bw_engine_verify_finish (BW_ENGINE (object), result, &report, &error);
  gtk_widget_set_sensitive (self->verify_button, TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->verify_row), error == NULL ? report : error->message);
}

static void
verify_clicked_cb (BwAdminDatabase *self)
{
  gtk_widget_set_sensitive (self->verify_button, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->verify_row), _("Playing the whole journal again…"));
  bw_engine_verify_async (bw_panel_get_engine (BW_PANEL (self)), NULL, verified_cb, g_object_ref (self));
}

/* ---- Building ---- */

static GtkWidget *
add_act (BwAdminDatabase *self, GtkWidget *group, const char *title, const char *subtitle, const char *label,
         GCallback clicked, GtkWidget **button)
{
  GtkWidget *row = adw_action_row_new ();

  *button = gtk_button_new_with_label (label);
  gtk_widget_set_valign (*button, GTK_ALIGN_CENTER);
  g_signal_connect_object (*button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
add_values (BwAdminDatabase *self, GtkWidget *group)
{
  const char *const titles[N_ROWS] = {
    [ROW_PROFILE] = _("Profile"),
    [ROW_TRADING] = _("Trading database"),
    [ROW_MARKET] = _("Market database"),
    [ROW_JOURNAL] = _("Journal entries"),
    [ROW_EVENTS] = _("Market events since the start"),
    [ROW_LATENCY] = _("Last command, sent to durable"),
  };

  for (guint i = 0; i < N_ROWS; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      self->values[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->values[i], "numeric");
      gtk_label_set_ellipsize (GTK_LABEL (self->values[i]), PANGO_ELLIPSIZE_START);
      gtk_label_set_selectable (GTK_LABEL (self->values[i]), TRUE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), titles[i]);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->values[i]);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
}

static void
bw_admin_database_set_up (BwPanel *panel)
{
  BwAdminDatabase *self = BW_ADMIN_DATABASE (panel);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *state = adw_preferences_group_new ();
  GtkWidget *proof = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (state), _("This profile"));
  add_values (self, state);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (proof), _("Proof and care"));
  self->verify_row = add_act (self, proof, _("Verify the books"),
                              _("Replays the journal from its first entry and compares every result"), _("Verify"),
                              G_CALLBACK (verify_clicked_cb), &self->verify_button);
  self->backup_row = add_act (self, proof, _("Back up"), _("Copies both databases into the profile’s backups folder"),
                              _("Back up"), G_CALLBACK (backup_clicked_cb), &self->backup_button);
  self->backup_group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->backup_group), _("Backups of the trading database"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (state));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (proof));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->backup_group));
  adw_bin_set_child (ADW_BIN (self), page);
  show_backups (self);
}

static void
bw_admin_database_dispose (GObject *object)
{
  g_clear_pointer (&BW_ADMIN_DATABASE (object)->backup_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_admin_database_parent_class)->dispose (object);
}

static void
bw_admin_database_class_init (BwAdminDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_admin_database_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_admin_database_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_admin_database_refresh;
}

static void
bw_admin_database_init (BwAdminDatabase *self)
{
  self->backup_rows = g_ptr_array_new ();
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}

GtkWidget *
bw_admin_database_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_ADMIN_DATABASE, "desk", desk, NULL);
}
