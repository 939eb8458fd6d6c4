/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/admin/admin-page.h"

#include "app/format.h"
#include "app/import/import-words.h"
#include "market/calendar.h"
#include "store/import-job.h"

#include <glib/gi18n.h>

#define SERIES_SHOWN_MAX 1000
#define IMPORTS_SHOWN_MAX 50
#define REFUSALS_SHOWN_MAX 100

#define BW_TYPE_ADMIN_DATA (bw_admin_data_get_type ())
G_DECLARE_FINAL_TYPE (BwAdminData, bw_admin_data, BW, ADMIN_DATA, BwPanel)

/* What is stored, series by series, and what each import did. */
struct _BwAdminData
{
  BwPanel parent_instance;
  GtkWidget *box;
  GtkWidget *series_group; /* (nullable) */
  GtkWidget *import_group; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BwAdminData, bw_admin_data, BW_TYPE_PANEL)

static void
add_series_row (BwAdminData *self, GtkWidget *expander, const BwStoredBars *bars)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, bars->instrument);
  const char *zone = bw_calendar_zone (instrument != NULL ? instrument->calendar : BW_CALENDAR_XNYS);
  char timeframe[16];
  g_autofree char *title = g_strdup_printf ("%s · %s", instrument != NULL ? instrument->symbol : "?",
                                            bw_timeframe_print (bars->timeframe, timeframe));
  g_autofree char *first = bw_format_date (bars->first, zone);
  g_autofree char *last = bw_format_date (bars->last, zone);
  g_autofree char *count = bw_format_count (bars->n_bars);
  g_autofree char *bytes = bw_format_bytes (bars->n_bytes);
  g_autofree char *subtitle = g_strdup_printf (_("%s bars, %s to %s, %s on disk"), count, first, last, bytes);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

static void
show_series (BwAdminData *self, BwDatabase *market)
{
  g_autoptr (GArray) stored = bw_bars_list (market, 0, NULL);
  guint n_series = stored != NULL ? stored->len : 0;
  guint64 n_bars = 0, n_bytes = 0;
  g_autofree char *count = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *title = NULL;
  GtkWidget *expander;

  if (n_series == 0)
    {
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->series_group),
                                             _("Drop a CSV, .csv.gz or .zip file on the window to import history"));
      return;
    }
  expander = adw_expander_row_new ();
  for (guint i = 0; i < n_series; i++)
    {
      const BwStoredBars *bars = &g_array_index (stored, BwStoredBars, i);

      n_bars += bars->n_bars;
      n_bytes += bars->n_bytes;
      if (i < SERIES_SHOWN_MAX)
        add_series_row (self, expander, bars);
    }
  count = bw_format_count (n_bars);
  bytes = bw_format_bytes (n_bytes);
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u series", "%u series", n_series), n_series);
  subtitle = g_strdup_printf (_("%s bars, %s"), count, bytes);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->series_group), expander);
}

static void
add_refusals (GtkWidget *expander, BwDatabase *market, const BwImportRecord *record)
{
  g_autoptr (GPtrArray) refusals = bw_import_record_refusals (market, record->id, NULL);

  for (guint i = 0; refusals != NULL && i < MIN (refusals->len, REFUSALS_SHOWN_MAX); i++)
    {
      const BwImportRefusal *refusal = g_ptr_array_index (refusals, i);
      g_autofree char *line = bw_format_count (refusal->line);
      g_autofree char *detail =
          bw_import_words (refusal->detail != NULL ? refusal->detail : bw_import_reason_describe (refusal->reason));
      g_autofree char *title = g_strdup_printf (_("Line %s: %s"), line, detail);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), refusal->raw != NULL ? refusal->raw : "");
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (expander), refusals != NULL && refusals->len > 0);
}

static void
show_imports (BwAdminData *self, BwDatabase *market)
{
  g_autoptr (GPtrArray) records = bw_import_records (market, NULL);

  for (guint i = 0; records != NULL && i < MIN (records->len, IMPORTS_SHOWN_MAX); i++)
    {
      const BwImportRecord *record = g_ptr_array_index (records, i);
      g_autofree char *name = g_filename_display_basename (record->path);
      g_autofree char *when = bw_format_here (record->finished);
      g_autofree char *read = bw_format_count (record->n_rows);
      g_autofree char *accepted = bw_format_count (record->n_accepted);
      g_autofree char *refused = bw_format_count (record->n_quarantined);
      g_autofree char *subtitle =
          g_strdup_printf (_("%s: %s rows read, %s accepted, %s quarantined"), when, read, accepted, refused);
      GtkWidget *expander = adw_expander_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), name);
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), subtitle);
      add_refusals (expander, market, record);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->import_group), expander);
    }
  if (records == NULL || records->len == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->import_group),
                                           _("Each import’s report will be kept here"));
}

static void
add_group (BwAdminData *self, GtkWidget **group, const char *title)
{
  if (*group != NULL)
    gtk_box_remove (GTK_BOX (self->box), *group);
  *group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (*group), title);
  gtk_box_append (GTK_BOX (self->box), *group);
}

/* Read again when something was imported, and when it is shown. */
static void
bw_admin_data_refresh (BwPanel *panel, guint what)
{
  BwAdminData *self = BW_ADMIN_DATA (panel);
  BwDatabase *market;
  GtkWidget *import_button;

  if ((what & (BW_CHANGED_INSTRUMENTS)) == 0)
    return;
  market = bw_engine_market_reader (bw_panel_get_engine (panel));
  if (market == NULL)
    return;
  add_group (self, &self->series_group, _("Stored history"));
  import_button = gtk_button_new_with_label (_("Import…"));
  gtk_widget_set_valign (import_button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (import_button), "win.import");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->series_group), import_button);
  show_series (self, market);
  add_group (self, &self->import_group, _("Imports"));
  show_imports (self, market);
}

static void
bw_admin_data_class_init (BwAdminDataClass *klass)
{
  BW_PANEL_CLASS (klass)->refresh = bw_admin_data_refresh;
}

static void
bw_admin_data_init (BwAdminData *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (self->box, "page-content");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}

GtkWidget *
bw_admin_data_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_ADMIN_DATA, "desk", desk, NULL);
}
