/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/export.h"

#include "app/format.h"

#include <glib/gi18n.h>

typedef struct
{
  BwDesk *desk; /* (owned) */
  BwExportKind kind;
  char *path;   /* (owned) (nullable) */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->desk);
  g_free (export->path);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

/**
 * bw_export_tell:
 * @error: (nullable): why @path could not be written
 *
 * A toast that opens what was written, or says why it wasn't.
 */
void
bw_export_tell (BwDesk *desk, const char *path, const GError *error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *message = error != NULL ? g_strdup_printf (_("Couldn’t export: %s"), error->message)
                                           : g_strdup_printf (_("Exported to “%s”"), name);

  if (error != NULL)
    bw_desk_tell (desk, message);
  else
    bw_desk_tell_with_action (desk, message, _("Open"), "win.open-uri", g_variant_new_string (uri != NULL ? uri : ""));
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;

  bw_account_export_finish (BW_ENGINE (object), result, &error);
  bw_export_tell (export->desk, export->path, error);
}

static void
export_path (const char *path, gpointer user_data)
{
  Export *export = user_data;
  Export *running = g_new0 (Export, 1);

  running->desk = g_object_ref (export->desk);
  running->path = g_strdup (path);
  bw_account_export_async (bw_desk_get_engine (export->desk), bw_desk_get_timeline (export->desk),
                           bw_desk_get_account (export->desk), export->kind, path, NULL, exported_cb, running);
}

/* ---- Where to ---- */

typedef struct
{
  BwDesk *desk;       /* (owned) */
  BwPathFunc chosen;
  gpointer user_data; /* (borrowed): @held's */
  GObject *held;      /* (owned) (nullable) */
} Choosing;

static void
remember_folder (BwDesk *desk, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (uri != NULL)
    g_settings_set_string (bw_desk_get_settings (desk), "last-folder", uri);
}

static void
choosing_free (Choosing *choosing)
{
  g_object_unref (choosing->desk);
  g_clear_object (&choosing->held);
  g_free (choosing);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_object_unref (chooser);
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    {
      remember_folder (choosing->desk, file);
      choosing->chosen (path, choosing->user_data);
    }
  else if (file != NULL)
    bw_desk_tell (choosing->desk, _("Choose a place on this computer"));
  choosing_free (choosing);
}

static void
choose (BwDesk *desk, GtkFileChooserNative *chooser, const char *name, BwPathFunc chosen, gpointer user_data, GObject *held)
{
  g_autofree char *uri = g_settings_get_string (bw_desk_get_settings (desk), "last-folder");
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->desk = g_object_ref (desk);
  choosing->chosen = chosen;
  choosing->user_data = user_data;
  choosing->held = held != NULL ? g_object_ref (held) : NULL;
  if (*uri != '\0')
    {
      g_autoptr (GFile) folder = g_file_new_for_uri (uri);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
    }
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), choosing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * bw_export_choose_path:
 * @name: proposed, its ending with it
 * @chosen: called once a place was chosen
 * @held: (nullable): kept as long as that can happen; what owns @user_data
 */
void
bw_export_choose_path (BwDesk *desk, GtkWindow *parent, const char *title, const char *name, BwPathFunc chosen,
                       gpointer user_data, GObject *held)
{
  choose (desk, gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL), name,
          chosen, user_data, held);
}

void
bw_export_choose (BwDesk *desk, GtkWindow *parent, BwExportKind kind)
{
  gboolean is_pdf = kind == BW_EXPORT_PDF;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      is_pdf ? _("Export the account report") : _("Folder for the CSV files"), parent,
      is_pdf ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Export"), NULL);
  Export *export = g_new0 (Export, 1);

  export->desk = g_object_ref (desk);
  export->kind = kind;
  g_object_set_data_full (G_OBJECT (chooser), "bw-export", export, (GDestroyNotify) export_free);
  choose (desk, chooser, is_pdf ? _("account-report.pdf") : NULL, export_path, export, G_OBJECT (chooser));
}
