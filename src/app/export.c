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

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (export->path);
  g_autofree char *message = NULL;
  g_autofree char *uri = NULL;

  if (!bw_account_export_finish (BW_ENGINE (object), result, &error))
    {
      message = g_strdup_printf (_("Couldn’t export: %s"), error->message);
      bw_desk_tell (export->desk, message);
      return;
    }
  message = g_strdup_printf (_("Exported to “%s”"), name);
  uri = g_filename_to_uri (export->path, NULL, NULL);
  bw_desk_tell_with_action (export->desk, message, _("Open"), "win.open-uri", g_variant_new_string (uri != NULL ? uri : ""));
}

static void
remember_folder (BwDesk *desk, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (uri != NULL)
    g_settings_set_string (bw_desk_get_settings (desk), "last-folder", uri);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) file = NULL;
  BwDesk *desk = export->desk;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_object_unref (chooser);
  if (file == NULL)
    return;
  export->path = g_file_get_path (file);
  if (export->path == NULL)
    {
      bw_desk_tell (desk, _("Choose a place on this computer"));
      return;
    }
  remember_folder (desk, file);
  bw_account_export_async (bw_desk_get_engine (desk), bw_desk_get_timeline (desk), bw_desk_get_account (desk),
                           export->kind, export->path, NULL, exported_cb, export);
  g_steal_pointer (&export);
}

void
bw_export_choose (BwDesk *desk, GtkWindow *parent, BwExportKind kind)
{
  gboolean is_pdf = kind == BW_EXPORT_PDF;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      is_pdf ? _("Export the account report") : _("Folder for the CSV files"), parent,
      is_pdf ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Export"), NULL);
  g_autofree char *uri = g_settings_get_string (bw_desk_get_settings (desk), "last-folder");
  Export *export = g_new0 (Export, 1);

  export->desk = g_object_ref (desk);
  export->kind = kind;
  if (*uri != '\0')
    {
      g_autoptr (GFile) folder = g_file_new_for_uri (uri);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
    }
  if (is_pdf)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _("account-report.pdf"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
