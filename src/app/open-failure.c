/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/open-failure.h"

#include "store/profile-folder.h"
#include "store/repair.h"

#include <glib/gi18n.h>

typedef struct
{
  BwRepair *repair;    /* (owned) (nullable): what can be saved, when a file is damaged */
  const BwClock *clock;
  GtkWindow *parent;   /* (borrowed): the dialog is modal to it */
  void (*retry) (gpointer user_data);
  gpointer user_data;
} Failure;

static void
failure_free (gpointer data, GClosure *closure)
{
  Failure *failure = data;

  g_clear_pointer (&failure->repair, bw_repair_free);
  g_free (failure);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Failure *failure = user_data;
  g_autoptr (GError) error = NULL;

  /* What follows ends the window this dialog belongs to: it must not outlive it as its parent. */
  if (!g_str_equal (response, "restore"))
    gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL);
  if (g_str_equal (response, "quit"))
    {
      gtk_window_close (failure->parent);
      return;
    }
  if (g_str_equal (response, "restore") &&
      !bw_repair_run (failure->repair, bw_clock_wall (failure->clock), &error))
    {
      GtkWidget *sorry = adw_message_dialog_new (failure->parent, _("The profile couldn’t be repaired"), error->message);

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (sorry), "close", _("_Close"));
      gtk_window_present (GTK_WINDOW (sorry));
      return;
    }
  gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL);
  failure->retry (failure->user_data);
}

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

void
bw_open_failure_show (GtkWindow *parent, const char *profile_path, const BwClock *clock,
                      const GError *error, void (*retry) (gpointer user_data), gpointer user_data)
{
  Failure *failure = g_new0 (Failure, 1);
  gboolean is_damaged = g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
  const char *loss = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  failure->clock = clock;
  failure->parent = parent;
  failure->retry = retry;
  failure->user_data = user_data;
  if (is_damaged)
    failure->repair = bw_repair_plan (profile_path, NULL);
  if (failure->repair != NULL)
    loss = failure->repair->description;
  body = g_strdup_printf ("%s\n\n%s%s%s\n\n%s", error->message, get_advice (error), loss != NULL ? "\n\n" : "",
                          loss != NULL ? loss : "", profile_path);
  dialog = adw_message_dialog_new (parent, get_heading (error), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "quit", _("_Quit"), "retry", _("_Try Again"), NULL);
  if (failure->repair != NULL && (failure->repair->is_trading_damaged || failure->repair->is_market_damaged))
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "restore", _("_Save What Can Be Saved"));
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "quit");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), failure, failure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
