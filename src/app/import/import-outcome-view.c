/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/import/import-outcome-view.h"

#include "app/format.h"
#include "app/import/import-words.h"

#include <glib/gi18n.h>

#define SERIES_SHOWN_MAX 200
#define REFUSALS_SHOWN_MAX 200

static void
add_row (GtkWidget *expander, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

static GtkWidget *
add_expander (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), subtitle);
  adw_preferences_group_add (group, expander);
  return expander;
}

static void
add_series (AdwPreferencesGroup *group, const BwImportOutcome *outcome)
{
  g_autofree char *added = bw_format_count (outcome->written.n_added);
  g_autofree char *replaced = bw_format_count (outcome->written.n_replaced);
  g_autofree char *unchanged = bw_format_count (outcome->written.n_unchanged);
  g_autofree char *subtitle =
      g_strdup_printf (_("%s new bars, %s replaced, %s unchanged"), added, replaced, unchanged);
  GtkWidget *expander = add_expander (group, _("Accepted"), subtitle);

  for (guint i = 0; i < MIN (outcome->series->len, SERIES_SHOWN_MAX); i++)
    {
      const BwImportedSeries *series = &g_array_index (outcome->series, BwImportedSeries, i);
      const char *zone = bw_calendar_zone (series->instrument.calendar);
      char timeframe[16];
      g_autofree char *title = g_strdup_printf ("%s · %s", series->instrument.symbol,
                                                bw_timeframe_print (series->timeframe, timeframe));
      g_autofree char *count =
          bw_format_count (series->written.n_added + series->written.n_replaced + series->written.n_unchanged);
      g_autofree char *first = bw_format_date (series->first, zone);
      g_autofree char *last = bw_format_date (series->last, zone);
      g_autofree char *span = g_strdup_printf (_("%s bars, %s to %s"), count, first, last);

      add_row (expander, title, span);
    }
}

static void
add_quarantine (AdwPreferencesGroup *group, const BwImportReport *report)
{
  g_autofree char *count = bw_format_count (report->n_quarantined);
  g_autofree char *subtitle = report->n_quarantined == 0
                                  ? g_strdup (_("No row was refused"))
                                  : g_strdup_printf (_("%s rows were refused and kept aside"), count);
  GtkWidget *expander = add_expander (group, _("Quarantined"), subtitle);

  for (guint reason = 1; reason < BW_IMPORT_N_REASONS; reason++)
    if (report->n_by_reason[reason] > 0)
      {
        g_autofree char *rows = bw_format_count (report->n_by_reason[reason]);
        g_autofree char *title = bw_import_words (bw_import_reason_describe (reason));
        g_autofree char *subtitle_rows =
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows", (gulong) report->n_by_reason[reason]), rows);

        add_row (expander, title, subtitle_rows);
      }
  for (guint i = 0; i < MIN (report->refusals->len, REFUSALS_SHOWN_MAX); i++)
    {
      const BwImportRefusal *refusal = g_ptr_array_index (report->refusals, i);
      g_autofree char *line = bw_format_count (refusal->line);
      g_autofree char *detail =
          bw_import_words (refusal->detail != NULL ? refusal->detail : bw_import_reason_describe (refusal->reason));
      g_autofree char *title = g_strdup_printf (_("Line %s: %s"), line, detail);

      add_row (expander, title, refusal->raw != NULL ? refusal->raw : "");
    }
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (expander), report->n_quarantined > 0);
}

static void
add_gaps (AdwPreferencesGroup *group, const BwImportReport *report)
{
  g_autofree char *bars = bw_format_count (report->n_missing_bars);
  g_autofree char *places = bw_format_count (report->n_gaps);
  g_autofree char *subtitle = g_strdup_printf (_("%s bars are missing in %s places"), bars, places);
  GtkWidget *expander;

  if (report->n_gaps == 0)
    return;
  expander = add_expander (group, _("Gaps"), subtitle);
  for (guint i = 0; i < MIN (report->gaps->len, REFUSALS_SHOWN_MAX); i++)
    {
      const BwImportGap *gap = g_ptr_array_index (report->gaps, i);
      g_autofree char *from = bw_format_date_time (gap->from, "UTC");
      g_autofree char *to = bw_format_date_time (gap->to, "UTC");
      g_autofree char *count = bw_format_count (gap->n_missing);
      g_autofree char *span = g_strdup_printf (_("%s bars, %s to %s"), count, from, to);

      add_row (expander, gap->symbol, span);
    }
}

/**
 * bw_import_outcome_view_new:
 * @outcome: (nullable): what was done
 * @error: (nullable): why nothing was done
 */
GtkWidget *
bw_import_outcome_view_new (const char *file_name, const BwImportOutcome *outcome, const GError *error)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = g_markup_escape_text (file_name, -1);
  g_autofree char *told = outcome != NULL ? bw_import_words_outcome (outcome) : bw_import_words_error (file_name, error);
  g_autofree char *description = g_markup_escape_text (told, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  if (outcome == NULL)
    return group;
  add_series (ADW_PREFERENCES_GROUP (group), outcome);
  add_quarantine (ADW_PREFERENCES_GROUP (group), outcome->report);
  add_gaps (ADW_PREFERENCES_GROUP (group), outcome->report);
  return group;
}
