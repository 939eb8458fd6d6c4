/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/open-failure.h"

#include "app/format.h"
#include "store/profile-folder.h"
#include "store/repair.h"

#include <glib/gi18n.h>

#define PULSE_MS 120

typedef struct
{
  BwRepair *repair;    /* (owned) (nullable): what can be saved, when a file is damaged */
  char *profile_path;  /* (owned) */
  GError *error;       /* (owned): why it couldn't be opened */
  const BwClock *clock;
  GtkWindow *parent;   /* (weak) (nullable): the dialog is modal to it */
  void (*retry) (gpointer user_data);
  gpointer user_data;
} Failure;

static void
failure_free (gpointer data)
{
  Failure *failure = data;

  g_clear_pointer (&failure->repair, bw_repair_free);
  g_clear_weak_pointer (&failure->parent);
  g_clear_error (&failure->error);
  g_free (failure->profile_path);
  g_free (failure);
}

static void
failure_closed (gpointer data, GClosure *closure)
{
  failure_free (data);
}

/* ---- What takes its time ---- */

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (user_data));
  return G_SOURCE_CONTINUE;
}

static void
stop_pulsing (GtkWidget *bar, gpointer user_data)
{
  g_source_remove (GPOINTER_TO_UINT (user_data));
}

/* Says what is being done to files that may be large. (transfer full): end_busy() closes it, when Esc
 * hasn't already. */
static GtkWidget *
show_busy (Failure *failure, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (failure->parent, heading, body);
  GtkWidget *bar = gtk_progress_bar_new ();
  guint source = g_timeout_add (PULSE_MS, pulse_cb, bar);

  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  g_signal_connect (bar, "destroy", G_CALLBACK (stop_pulsing), GUINT_TO_POINTER (source));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), bar);
  gtk_window_set_deletable (GTK_WINDOW (dialog), FALSE);
  gtk_window_present (GTK_WINDOW (dialog));
  return g_object_ref (dialog);
}

static void
end_busy (GTask *task)
{
  g_autoptr (GtkWindow) dialog = g_object_steal_data (G_OBJECT (task), "bw-busy");

  gtk_window_set_transient_for (dialog, NULL); /* its parent may go next */
  gtk_window_destroy (dialog);
}

static void
repair_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Failure *failure = task_data;
  GError *error = NULL;

  if (bw_repair_run (failure->repair, bw_clock_wall (failure->clock), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
repaired_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Failure *failure = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GtkWidget *sorry;

  end_busy (G_TASK (result));
  if (failure->parent == NULL)
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      failure->retry (failure->user_data);
      return;
    }
  sorry = adw_message_dialog_new (failure->parent, _("The profile couldn’t be repaired"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (sorry), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (sorry));
}

/* Takes what the dialog's data holds: the dialog ends before the repair does. */
static void
start_repair (Failure *failure)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, repaired_cb, NULL);
  Failure *taken = g_new0 (Failure, 1);

  taken->repair = g_steal_pointer (&failure->repair);
  taken->clock = failure->clock;
  taken->retry = failure->retry;
  taken->user_data = failure->user_data;
  g_set_weak_pointer (&taken->parent, failure->parent);
  g_object_set_data (G_OBJECT (task), "bw-busy",
                     show_busy (taken, _("Saving what can be saved"), _("The damaged files are kept beside the new ones.")));
  g_task_set_task_data (task, taken, failure_free);
  g_task_run_in_thread (task, repair_thread);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Failure *failure = user_data;

  /* What follows ends the window this dialog belongs to: it must not outlive it as its parent. */
  gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL);
  if (failure->parent == NULL)
    return;
  if (g_str_equal (response, "quit"))
    gtk_window_close (failure->parent);
  else if (g_str_equal (response, "restore"))
    start_repair (failure);
  else
    failure->retry (failure->user_data);
}

/* ---- What is said ---- */

static const char *
get_heading (const GError *error)
{
  if (error->domain != BW_STORE_ERROR)
    return _("The profile can’t be opened");
  switch ((BwStoreError) error->code)
    {
    case BW_STORE_ERROR_OWNED:
      return _("This profile is open in another window");
    case BW_STORE_ERROR_DAMAGED:
      return _("The database is damaged");
    case BW_STORE_ERROR_READ_ONLY:
      return _("The profile can’t be written");
    case BW_STORE_ERROR_FULL:
      return _("The disk is full");
    case BW_STORE_ERROR_NEWER:
      return _("The profile is of a newer Bellwether");
    case BW_STORE_ERROR_BUSY:
    case BW_STORE_ERROR_NOT_FOUND:
    case BW_STORE_ERROR_FAILED:
      break;
    }
  return _("The profile can’t be opened");
}

static const char *
get_advice (const GError *error)
{
  if (error->domain != BW_STORE_ERROR)
    return _("Try again; if it stays so, the message above tells more.");
  switch ((BwStoreError) error->code)
    {
    case BW_STORE_ERROR_OWNED:
      return _("Go to that window, close it, or open another profile with --profile FOLDER.");
    case BW_STORE_ERROR_DAMAGED:
      return _("Nothing has been changed. What can be saved is put in its place; the damaged file is kept beside it.");
    case BW_STORE_ERROR_READ_ONLY:
      return _("Give yourself the right to write to the folder, then try again.");
    case BW_STORE_ERROR_FULL:
      return _("Free some space, then try again. Nothing that was acknowledged is lost.");
    case BW_STORE_ERROR_NEWER:
      return _("Update Bellwether to open it.");
    case BW_STORE_ERROR_BUSY:
    case BW_STORE_ERROR_NOT_FOUND:
    case BW_STORE_ERROR_FAILED:
      break;
    }
  return _("Try again; if it stays so, the message above tells more.");
}

/* (nullable): since when somebody else has the profile, on the desktop's clock */
static char *
get_since (const Failure *failure)
{
  BwProfileOwner owner;
  g_autofree char *since = NULL;

  if (!g_error_matches (failure->error, BW_STORE_ERROR, BW_STORE_ERROR_OWNED) ||
      !bw_profile_folder_owner (failure->profile_path, &owner) || owner.since == BW_TIME_NONE)
    return NULL;
  since = bw_format_here (owner.since);
  return g_strdup_printf (_("It has been open there since %s."), since);
}

static void
tell (Failure *failure)
{
  const GError *error = failure->error;
  const char *loss = failure->repair != NULL ? failure->repair->description : NULL;
  g_autofree char *since = get_since (failure);
  g_autofree char *body =
      g_strdup_printf ("%s%s%s\n\n%s%s%s\n\n%s", error->message, since != NULL ? " " : "", since != NULL ? since : "",
                       get_advice (error), loss != NULL ? "\n\n" : "", loss != NULL ? loss : "", failure->profile_path);
  GtkWidget *dialog = adw_message_dialog_new (failure->parent, get_heading (error), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "quit", _("_Quit"), "retry", _("_Try Again"), NULL);
  if (failure->repair != NULL && (failure->repair->is_trading_damaged || failure->repair->is_market_damaged))
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "restore", _("_Save What Can Be Saved"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "quit");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), failure, failure_closed, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
plan_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Failure *failure = task_data;

  failure->repair = bw_repair_plan (failure->profile_path, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Failure *failure = user_data;

  end_busy (G_TASK (result));
  if (failure->parent != NULL)
    tell (failure);
  else
    failure_free (failure);
}

/**
 * bw_open_failure_show:
 * @retry: called when the user wants it tried again, as after a repair
 *
 * Says why the profile couldn't be opened and what to do. Of a damaged one it first reads both files,
 * on another thread, to say what can be saved.
 */
void
bw_open_failure_show (GtkWindow *parent, const char *profile_path, const BwClock *clock,
                      const GError *error, void (*retry) (gpointer user_data), gpointer user_data)
{
  Failure *failure = g_new0 (Failure, 1);
  g_autoptr (GTask) task = NULL;

  failure->clock = clock;
  failure->profile_path = g_strdup (profile_path);
  failure->error = g_error_copy (error);
  failure->retry = retry;
  failure->user_data = user_data;
  g_set_weak_pointer (&failure->parent, parent);
  if (!g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED))
    {
      tell (failure);
      return;
    }
  task = g_task_new (NULL, NULL, planned_cb, failure);
  g_object_set_data (G_OBJECT (task), "bw-busy",
                     show_busy (failure, _("The database is damaged"), _("Looking at what can be saved…")));
  g_task_set_task_data (task, failure, NULL);
  g_task_run_in_thread (task, plan_thread);
}
