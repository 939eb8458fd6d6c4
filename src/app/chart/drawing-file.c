/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/drawing-file.h"

#include "engine/drawings.h"
#include "store/drawing-json.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  BwDesk *desk; /* (owned) */
  BwInstrumentId instrument;
  gboolean is_export;
} Choosing;

static void
choosing_free (Choosing *choosing)
{
  g_object_unref (choosing->desk);
  g_free (choosing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

static void G_GNUC_PRINTF (2, 3)
tell (BwDesk *desk, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  bw_desk_tell (desk, text);
}

static void
export_to (Choosing *choosing, GFile *file)
{
  BwEngine *engine = bw_desk_get_engine (choosing->desk);
  const BwInstrument *instrument = bw_engine_instrument (engine, choosing->instrument);
  GPtrArray *drawings = bw_engine_drawings (engine, choosing->instrument);
  g_autofree char *text = bw_drawings_to_file (instrument != NULL ? instrument->symbol : "",
                                               (BwDrawing *const *) drawings->pdata, drawings->len);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    tell (choosing->desk, _ ("Exported to “%s”"), name);
  else
    tell (choosing->desk, _ ("Couldn’t export: %s"), error->message);
}

/* What can be read comes; what can't is told of. */
static void
import_from (Choosing *choosing, GFile *file)
{
  BwEngine *engine = bw_desk_get_engine (choosing->desk);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) drawings = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;
  guint n;

  if (g_file_load_contents (file, NULL, &text, &n_bytes, NULL, &error))
    drawings = bw_drawings_from_file (text, n_bytes, problems, &error);
  if (drawings == NULL)
    {
      tell (choosing->desk, _ ("Couldn’t import the drawings: %s"), error->message);
      return;
    }
  n = drawings->len > 0 ? bw_engine_add_drawings (engine, choosing->instrument, drawings) : 0;
  if (problems->len > 0)
    tell (choosing->desk, _ ("%u drawings imported, %u could not be read. %s"), n, problems->len,
          (const char *) g_ptr_array_index (problems, 0));
  else
    tell (choosing->desk, g_dngettext (GETTEXT_PACKAGE, "%u drawing imported", "%u drawings imported", n), n);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (Choosing) choosing = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_object_unref (chooser);
  if (file == NULL || !bw_desk_is_open (choosing->desk))
    return;
  if (choosing->is_export)
    export_to (choosing, file);
  else
    import_from (choosing, file);
}

static void
choose (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument, gboolean is_export)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      is_export ? _ ("Export drawings") : _ ("Import drawings"), parent,
      is_export ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      is_export ? _ ("_Export") : _ ("_Import"), NULL);
  const BwInstrument *of = bw_engine_instrument (bw_desk_get_engine (desk), instrument);
  g_autofree char *name = g_strdup_printf ("%s-drawings.json", of != NULL ? of->symbol : "bellwether");
  Choosing *choosing = g_new0 (Choosing, 1);

  *choosing = (Choosing){ g_object_ref (desk), instrument, is_export };
  if (is_export)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), choosing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
bw_drawing_file_export (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument)
{
  choose (desk, parent, instrument, TRUE);
}

void
bw_drawing_file_import (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument)
{
  choose (desk, parent, instrument, FALSE);
}
