/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/admin/admin-page.h"

#include "app/format.h"
#include "base/log.h"

#include <glib/gi18n.h>

#define POLL_MS 500

#define BW_TYPE_ADMIN_LOGS (bw_admin_logs_get_type ())
G_DECLARE_FINAL_TYPE (BwAdminLogs, bw_admin_logs, BW, ADMIN_LOGS, BwPanel)

/* The program's own messages since it started. */
struct _BwAdminLogs
{
  BwPanel parent_instance;
  GtkWidget *stack;
  GtkWidget *view;
  GtkTextBuffer *text;  /* (borrowed): the view's */
  guint64 last_number;
  guint poll_id;
};

G_DEFINE_FINAL_TYPE (BwAdminLogs, bw_admin_logs, BW_TYPE_PANEL)

static void
append_line (BwAdminLogs *self, const BwLogLine *line)
{
  GtkTextIter end;
  g_autofree char *time = bw_format_time (line->time, "UTC");
  g_autofree char *text = g_strdup_printf ("%s  %-8s %-12s %s\n", time, bw_log_level_name (line->level),
                                           line->domain, line->message);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  gtk_text_buffer_get_end_iter (self->text, &end);
  gtk_text_buffer_insert (self->text, &end, valid, -1);
}

static gboolean
poll_cb (gpointer user_data)
{
  BwAdminLogs *self = BW_ADMIN_LOGS (user_data);
  g_autoptr (GPtrArray) lines = NULL;

  if (bw_log_last_number () == self->last_number)
    return G_SOURCE_CONTINUE;
  lines = bw_log_lines (self->last_number);
  for (guint i = 0; i < lines->len; i++)
    {
      const BwLogLine *line = g_ptr_array_index (lines, i);

      append_line (self, line);
      self->last_number = line->number;
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "lines");
  return G_SOURCE_CONTINUE;
}

static void
bw_admin_logs_refresh (BwPanel *panel, guint what)
{
  BwAdminLogs *self = BW_ADMIN_LOGS (panel);

  if (self->poll_id != 0)
    return;
  poll_cb (self);
  self->poll_id = g_timeout_add (POLL_MS, poll_cb, self);
}

static void
bw_admin_logs_sleep (BwPanel *panel)
{
  g_clear_handle_id (&BW_ADMIN_LOGS (panel)->poll_id, g_source_remove);
}

static void
bw_admin_logs_set_up (BwPanel *panel)
{
  BwAdminLogs *self = BW_ADMIN_LOGS (panel);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = adw_status_page_new ();

  self->view = gtk_text_view_new ();
  self->text = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 12);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Log, times in UTC"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("Nothing logged"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _("What Bellwether has to say about itself will be here."));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "lines");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

static void
bw_admin_logs_dispose (GObject *object)
{
  g_clear_handle_id (&BW_ADMIN_LOGS (object)->poll_id, g_source_remove);
  G_OBJECT_CLASS (bw_admin_logs_parent_class)->dispose (object);
}

static void
bw_admin_logs_class_init (BwAdminLogsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_admin_logs_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_admin_logs_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_admin_logs_refresh;
  BW_PANEL_CLASS (klass)->sleep = bw_admin_logs_sleep;
}

static void
bw_admin_logs_init (BwAdminLogs *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}

GtkWidget *
bw_admin_logs_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_ADMIN_LOGS, "desk", desk, NULL);
}
