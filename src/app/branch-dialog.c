/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/branch-dialog.h"

#include "app/date-button.h"
#include "app/format.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  BwDesk *desk; /* (owned) */
  BwTimelineId timeline;
  AdwMessageDialog *dialog; /* (borrowed): owns this */
  GtkEditable *name, *time;
  GtkLabel *note;
} Branch;

static void
branch_free (Branch *branch)
{
  g_object_unref (branch->desk);
  g_free (branch);
}

/**
 * bw_branch_parse_time:
 * @text: "2026-03-02 10:30" or "2026-03-02 10:30:15", in @zone
 *
 * Returns: %FALSE when it is no such time
 */
gboolean
bw_branch_parse_time (const char *text, const char *zone, BwTime *time)
{
  static const guint64 most[] = { 23, 59, 59 };
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *blank = strchr (copy, ' ');
  gsize n_date = strcspn (copy, " "); /* before the blank goes */
  g_auto (GStrv) parts = blank != NULL ? g_strsplit (g_strchug (blank), ":", -1) : NULL;
  guint n_parts = parts != NULL ? g_strv_length (parts) : 0;
  guint64 numbers[3] = { 0 };
  BwDate date;

  if (n_parts < 2 || n_parts > 3 || !bw_date_parse (copy, n_date, &date))
    return FALSE;
  for (guint i = 0; i < n_parts; i++)
    if (!g_ascii_string_to_unsigned (parts[i], 10, 0, most[i], &numbers[i], NULL))
      return FALSE;
  return bw_zone_to_utc (zone, date,
                         (gint64) numbers[0] * BW_HOUR + (gint64) numbers[1] * BW_MINUTE + (gint64) numbers[2] * BW_SECOND,
                         time);
}

static char *
print_time (BwTime time, const char *zone)
{
  gint64 in_day;
  BwDate date = bw_zone_date_at (zone, time, &in_day);
  char text[16];

  bw_date_print (date, text);
  return g_strdup_printf ("%s %02d:%02d:%02d", text, (int) (in_day / BW_HOUR), (int) (in_day / BW_MINUTE % 60),
                          (int) (in_day / BW_SECOND % 60));
}

static void
check (Branch *branch)
{
  const BwTimelineView *timeline = bw_engine_timeline (bw_desk_get_engine (branch->desk), branch->timeline);
  g_autofree char *note = NULL, *first = NULL, *last = NULL;
  const char *zone;
  gboolean is_good = FALSE;
  BwTime time;

  if (timeline == NULL)
    return;
  zone = bw_calendar_zone (timeline->calendar);
  if (!bw_branch_parse_time (gtk_editable_get_text (branch->time), zone, &time))
    note = g_strdup (_("Write the time as year-month-day hour:minute, for example 2026-03-02 10:30"));
  else if (time < timeline->start || time > timeline->now)
    {
      first = bw_format_date_time (timeline->start, zone);
      last = bw_format_date_time (timeline->now, zone);
      note = g_strdup_printf (_("A branch begins in the past of this timeline: from %s to %s"), first, last);
    }
  else
    is_good = TRUE;
  gtk_label_set_text (branch->note, is_good ? "" : note);
  gtk_widget_set_visible (GTK_WIDGET (branch->note), !is_good);
  adw_message_dialog_set_response_enabled (branch->dialog, "branch", is_good);
}

static void
branched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwDesk) desk = user_data;
  g_autoptr (GError) error = NULL;
  BwTimelineId timeline = bw_engine_branch_finish (BW_ENGINE (object), result, &error);

  if (timeline == 0)
    {
      bw_desk_tell (desk, error->message);
      return;
    }
  bw_desk_set_timeline (desk, timeline);
  bw_desk_tell (desk, _("This is the branch. It stands still until you let it run; Analytics compares the two."));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Branch *branch = user_data;
  const BwTimelineView *timeline = bw_engine_timeline (bw_desk_get_engine (branch->desk), branch->timeline);
  BwTime time;

  if (!g_str_equal (response, "branch") || timeline == NULL ||
      !bw_branch_parse_time (gtk_editable_get_text (branch->time), bw_calendar_zone (timeline->calendar), &time))
    return;
  bw_engine_branch_async (bw_desk_get_engine (branch->desk), branch->timeline, time,
                          gtk_editable_get_text (branch->name), NULL, branched_cb, g_object_ref (branch->desk));
}

static GtkWidget *
make_fields (Branch *branch, const BwTimelineView *timeline, BwTime time)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *list = gtk_list_box_new ();
  GtkWidget *name = adw_entry_row_new (), *at = adw_entry_row_new (), *note = gtk_label_new (NULL);
  const char *zone = bw_calendar_zone (timeline->calendar);
  g_autofree char *title = g_strdup_printf (_("Time (%s)"), bw_zone_abbreviation_at (zone, time));
  g_autofree char *proposal = g_strdup_printf (_("Branch of %s"), timeline->name);
  g_autofree char *text = print_time (time, zone);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _("Name"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (at), title);
  gtk_editable_set_text (GTK_EDITABLE (name), proposal);
  gtk_editable_set_text (GTK_EDITABLE (at), text);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (name), TRUE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (at), TRUE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (at), bw_date_button_new (GTK_EDITABLE (at)));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), name);
  gtk_list_box_append (GTK_LIST_BOX (list), at);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "error");
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), note);
  branch->name = GTK_EDITABLE (name);
  branch->time = GTK_EDITABLE (at);
  branch->note = GTK_LABEL (note);
  return box;
}

void
bw_branch_dialog_show (BwDesk *desk, GtkWindow *parent, BwTime time)
{
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  Branch *branch;
  GtkWidget *dialog;

  if (timeline == NULL)
    return;
  branch = g_new0 (Branch, 1);
  branch->desk = g_object_ref (desk);
  branch->timeline = timeline->id;
  dialog = adw_message_dialog_new (parent, _("What if?"),
                                   _("A branch is a copy of this account as it was at a time of your choice, with its "
                                     "positions, orders and history. It plays on from there, on the same market, "
                                     "while this one stays as it is."));
  branch->dialog = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_set_extra_child (branch->dialog,
                                      make_fields (branch, timeline, time != BW_TIME_NONE ? time : timeline->now));
  adw_message_dialog_add_responses (branch->dialog, "leave", _("_Cancel"), "branch", _("_Branch"), NULL);
  adw_message_dialog_set_response_appearance (branch->dialog, "branch", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (branch->dialog, "branch");
  adw_message_dialog_set_close_response (branch->dialog, "leave");
  g_signal_connect_swapped (branch->time, "changed", G_CALLBACK (check), branch);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), branch);
  g_object_set_data_full (G_OBJECT (dialog), "branch", branch, (GDestroyNotify) branch_free);
  check (branch);
  gtk_window_present (GTK_WINDOW (dialog));
}
