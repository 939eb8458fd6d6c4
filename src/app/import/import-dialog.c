/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/import/import-dialog.h"

#include "app/dialog.h"
#include "app/import/import-outcome-view.h"
#include "app/import/import-preview.h"
#include "app/import/import-words.h"

#include <glib/gi18n.h>

#define FILES_MAX 2000
#define FOLDER_DEPTH_MAX 6

struct _BwImportDialog
{
  AdwWindow parent_instance;
  BwDesk *desk;               /* (owned) */
  GtkWidget *stack;
  GtkWidget *file_choice;
  GtkWidget *preview;
  GtkWidget *import_button;
  GtkWidget *skip_label;
  GtkWidget *progress;
  GtkWidget *progress_label;
  GtkWidget *report;
  GtkWidget *chart_button;
  GtkWidget *replay_button;
  GPtrArray *specs;           /* (owned) (nullable): BwImportSpec */
  GPtrArray *unreadable;      /* (owned): messages, file by file */
  GCancellable *cancellable;  /* (owned): cancelled when it closes */
  guint spec_index;           /* being imported */
  BwInstrumentId first_instrument;
  BwTime first_time;
};

G_DEFINE_FINAL_TYPE (BwImportDialog, bw_import_dialog, ADW_TYPE_WINDOW)

static void import_next (BwImportDialog *self);

/* ---- Reading the files ---- */

typedef struct
{
  GPtrArray *paths;      /* (owned): char* */
  GPtrArray *specs;      /* (owned) */
  GPtrArray *unreadable; /* (owned) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->paths, g_ptr_array_unref);
  g_clear_pointer (&reading->specs, g_ptr_array_unref);
  g_clear_pointer (&reading->unreadable, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
may_hold_bars (const char *name)
{
  static const char *const endings[] = { ".csv", ".csv.gz", ".txt", ".txt.gz", ".tsv", ".zip" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static void
add_folder (GPtrArray *paths, const char *folder, int depth)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && paths->len < FILES_MAX && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && depth < FOLDER_DEPTH_MAX)
        add_folder (paths, path, depth + 1);
      else if (may_hold_bars (name))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < reading->paths->len; i++)
    {
      const char *path = g_ptr_array_index (reading->paths, i);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        add_folder (paths, path, 0);
      else
        g_ptr_array_add (paths, g_strdup (path));
    }
  for (guint i = 0; i < paths->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) specs = bw_import_preview (g_ptr_array_index (paths, i), &error);

      if (specs == NULL)
        {
          g_autofree char *name = g_filename_display_basename (g_ptr_array_index (paths, i));

          g_ptr_array_add (reading->unreadable, bw_import_words_error (name, error));
        }
      else
        g_ptr_array_extend_and_steal (reading->specs, g_steal_pointer (&specs));
    }
  g_task_return_boolean (task, TRUE);
}

/* ---- Preview ---- */

static BwImportSpec *
get_spec (BwImportDialog *self, guint i)
{
  return g_ptr_array_index (self->specs, i);
}

static char *
name_spec (const BwImportSpec *spec)
{
  g_autofree char *base = g_filename_display_basename (spec->path);

  return spec->member != NULL ? g_strdup_printf ("%s › %s", base, spec->member) : g_steal_pointer (&base);
}

static gboolean
is_ready (const BwImportSpec *spec)
{
  return spec->guess == NULL || spec->guess->verdict == BW_IMPORT_VERDICT_BARS;
}

static guint
count_ready (BwImportDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->specs->len; i++)
    n += is_ready (get_spec (self, i));
  return n;
}

static void
update_buttons (BwImportDialog *self)
{
  guint n_ready = count_ready (self);
  guint n_left = self->specs->len - n_ready + self->unreadable->len;
  g_autofree char *label =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %u file", "Import %u files", n_ready), n_ready);
  g_autofree char *left =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file can’t be imported as it is",
                                    "%u files can’t be imported as they are", n_left),
                       n_left);

  gtk_button_set_label (GTK_BUTTON (self->import_button), label);
  gtk_widget_set_sensitive (self->import_button, n_ready > 0);
  gtk_label_set_text (GTK_LABEL (self->skip_label), n_left > 0 ? left : "");
}

static void
file_chosen_cb (BwImportDialog *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->file_choice));

  if (self->specs != NULL && i < self->specs->len && get_spec (self, i)->guess != NULL)
    bw_import_preview_set_guess (BW_IMPORT_PREVIEW (self->preview), get_spec (self, i)->guess);
}

static void
show_failure (BwImportDialog *self)
{
  GString *text = g_string_new (NULL);
  GtkWidget *page = adw_status_page_new ();

  for (guint i = 0; i < MIN (self->unreadable->len, 8); i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (self->unreadable, i));
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing to import"));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-warning-symbolic");
  {
    g_autofree char *escaped = g_markup_escape_text (
        text->len > 0 ? text->str : _("The folder holds no CSV, .csv.gz or .zip file."), -1);

    adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  }
  gtk_stack_add_named (GTK_STACK (self->stack), page, "failure");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "failure");
  g_string_free (text, TRUE);
}

static void
show_preview (BwImportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->specs->len; i++)
    {
      g_autofree char *name = name_spec (get_spec (self, i));
      g_autofree char *marked = g_strdup_printf ("%s %s", is_ready (get_spec (self, i)) ? "✓" : "⚠", name);

      gtk_string_list_append (names, marked);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->file_choice), G_LIST_MODEL (names));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "preview");
  file_chosen_cb (self);
  update_buttons (self);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwImportDialog) self = user_data;
  Reading *reading = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  self->specs = g_steal_pointer (&reading->specs);
  self->unreadable = g_steal_pointer (&reading->unreadable);
  if (self->specs->len == 0)
    show_failure (self);
  else
    show_preview (self);
}

static void
start_reading (BwImportDialog *self, GSList *files)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, read_cb, g_object_ref (self));
  Reading *reading = g_new0 (Reading, 1);

  reading->paths = g_ptr_array_new_with_free_func (g_free);
  reading->specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_import_spec_free);
  reading->unreadable = g_ptr_array_new_with_free_func (g_free);
  for (GSList *file = files; file != NULL; file = file->next)
    {
      char *path = g_file_get_path (file->data);

      if (path != NULL)
        g_ptr_array_add (reading->paths, path);
    }
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (task, read_thread);
}

/* ---- Importing ---- */

static void
add_outcome (BwImportDialog *self, const BwImportSpec *spec, const BwImportOutcome *outcome, const GError *error)
{
  g_autofree char *name = name_spec (spec);

  gtk_box_append (GTK_BOX (self->report), bw_import_outcome_view_new (name, outcome, error));
  if (self->first_instrument == 0 && outcome != NULL && outcome->series->len > 0)
    {
      const BwImportedSeries *series = &g_array_index (outcome->series, BwImportedSeries, 0);

      self->first_instrument = series->instrument.id;
      self->first_time = series->first;
    }
}

static void
finish (BwImportDialog *self)
{
  gtk_widget_set_visible (self->chart_button, self->first_instrument != 0);
  gtk_widget_set_visible (self->replay_button, self->first_instrument != 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "report");
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = bw_engine_import_finish (BW_ENGINE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  add_outcome (self, get_spec (self, self->spec_index), outcome, error);
  self->spec_index++;
  import_next (self);
}

static void
import_next (BwImportDialog *self)
{
  BwImportSpec *spec;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  while (self->spec_index < self->specs->len && !is_ready (get_spec (self, self->spec_index)))
    {
      spec = get_spec (self, self->spec_index++);
      if (spec->guess != NULL)
        {
          g_autoptr (GError) error =
              g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, spec->guess->message);

          add_outcome (self, spec, NULL, error);
        }
    }
  if (self->spec_index >= self->specs->len)
    {
      finish (self);
      return;
    }
  spec = get_spec (self, self->spec_index);
  name = name_spec (spec);
  text = g_strdup_printf (_("%s (%u of %u)"), name, self->spec_index + 1, self->specs->len);
  gtk_label_set_text (GTK_LABEL (self->progress_label), text);
  bw_engine_import_async (bw_desk_get_engine (self->desk), spec, self->cancellable, imported_cb, g_object_ref (self));
}

static void
import_clicked_cb (BwImportDialog *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "progress");
  import_next (self);
}

/* The engine tells of the job; its bar is ours while it is the import. */
static void
desk_changed_cb (BwImportDialog *self, guint what)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);
  double within = 0;

  if ((what & BW_CHANGED_JOBS) == 0 || self->specs == NULL || self->specs->len == 0)
    return;
  for (gsize i = 0; i < bw_engine_n_jobs (engine); i++)
    {
      const BwJobView *job = bw_engine_job_at (engine, i);

      if (job->is_running && job->fraction > 0)
        within = MAX (within, job->fraction);
    }
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 CLAMP ((self->spec_index + within) / self->specs->len, 0, 1));
}

static void
chart_clicked_cb (BwImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  /* The page first: a chart that wasn't there yet comes with the symbol it had. */
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.page", "s", "trade");
  bw_desk_set_instrument (self->desk, BW_LINK_BLUE, self->first_instrument);
  gtk_window_close (GTK_WINDOW (self));
}

static void
replay_clicked_cb (BwImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  bw_desk_set_instrument (self->desk, BW_LINK_BLUE, self->first_instrument);
  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.replay", NULL);
}

/* ---- Building ---- */

static GtkWidget *
make_scrolled (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static GtkWidget *
make_bar (void)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (bar, "dialog-bar");
  return bar;
}

static GtkWidget *
add_button (BwImportDialog *self, GtkWidget *bar, const char *label, gboolean is_suggested, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (is_suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), button);
  return button;
}

static GtkWidget *
make_preview_page (BwImportDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *bar = make_bar ();

  self->file_choice = gtk_drop_down_new (NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->file_choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("File"), -1);
  g_signal_connect_object (self->file_choice, "notify::selected", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  self->preview = bw_import_preview_new ();
  g_signal_connect_object (self->preview, "changed", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (content, "page-content");
  gtk_box_append (GTK_BOX (content), self->file_choice);
  gtk_box_append (GTK_BOX (content), self->preview);
  gtk_box_append (GTK_BOX (page), make_scrolled (content));
  self->skip_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->skip_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->skip_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->skip_label, TRUE);
  gtk_widget_add_css_class (self->skip_label, "dim-label");
  gtk_box_append (GTK_BOX (bar), self->skip_label);
  add_button (self, bar, _("Cancel"), FALSE, G_CALLBACK (gtk_window_close));
  self->import_button = add_button (self, bar, _("Import"), TRUE, G_CALLBACK (import_clicked_cb));
  gtk_box_append (GTK_BOX (page), bar);
  return page;
}

static GtkWidget *
make_progress_page (BwImportDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (page, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (page, 280, -1);
  self->progress_label = gtk_label_new (_("Importing…"));
  gtk_label_set_ellipsize (GTK_LABEL (self->progress_label), PANGO_ELLIPSIZE_MIDDLE);
  self->progress = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Import"), -1);
  gtk_box_append (GTK_BOX (page), self->progress_label);
  gtk_box_append (GTK_BOX (page), self->progress);
  add_button (self, page, _("Cancel"), FALSE, G_CALLBACK (gtk_window_close));
  return page;
}

static GtkWidget *
make_report_page (BwImportDialog *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = make_bar ();
  GtkWidget *filler = gtk_label_new (NULL);

  self->report = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (self->report, "page-content");
  gtk_box_append (GTK_BOX (page), make_scrolled (self->report));
  gtk_widget_set_hexpand (filler, TRUE);
  gtk_box_append (GTK_BOX (bar), filler);
  self->replay_button = add_button (self, bar, _("Replay It…"), FALSE, G_CALLBACK (replay_clicked_cb));
  self->chart_button = add_button (self, bar, _("Open the Chart"), FALSE, G_CALLBACK (chart_clicked_cb));
  add_button (self, bar, _("Close"), TRUE, G_CALLBACK (gtk_window_close));
  gtk_box_append (GTK_BOX (page), bar);
  return page;
}

static GtkWidget *
make_reading_page (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_box_append (GTK_BOX (page), spinner);
  gtk_box_append (GTK_BOX (page), gtk_label_new (_("Reading the files")));
  return page;
}

static gboolean
bw_import_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (BW_IMPORT_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (bw_import_dialog_parent_class)->close_request (window);
}

static void
bw_import_dialog_dispose (GObject *object)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->specs, g_ptr_array_unref);
  g_clear_pointer (&self->unreadable, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_import_dialog_parent_class)->dispose (object);
}

static void
bw_import_dialog_class_init (BwImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_import_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = bw_import_dialog_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_import_dialog_init (BwImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();

  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), make_reading_page (), "reading");
  gtk_stack_add_named (GTK_STACK (self->stack), make_preview_page (self), "preview");
  gtk_stack_add_named (GTK_STACK (self->stack), make_progress_page (self), "progress");
  gtk_stack_add_named (GTK_STACK (self->stack), make_report_page (self), "report");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Import history"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

/**
 * bw_import_dialog_open:
 * @files: (element-type GFile): files and folders
 */
void
bw_import_dialog_open (BwDesk *desk, GtkWindow *parent, GSList *files)
{
  BwImportDialog *self = g_object_new (BW_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);

  bw_dialog_fit (GTK_WINDOW (self), 860, 680);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
  start_reading (self, files);
}

/* ---- Choosing ---- */

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  BwDesk *desk = BW_DESK (user_data);
  g_autoptr (GListModel) files = NULL;
  GSList *list = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        list = g_slist_append (list, g_list_model_get_item (files, i));
      bw_import_dialog_open (desk, gtk_native_dialog_get_transient_for (chooser), list);
      g_slist_free_full (list, g_object_unref);
    }
  g_object_unref (chooser);
}

void
bw_import_dialog_choose (BwDesk *desk, GtkWindow *parent)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_("Import history"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _("Import"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Price files (CSV, .csv.gz, .zip)"));
  gtk_file_filter_add_pattern (filter, "*.csv");
  gtk_file_filter_add_pattern (filter, "*.gz");
  gtk_file_filter_add_pattern (filter, "*.zip");
  gtk_file_filter_add_pattern (filter, "*.txt");
  gtk_file_filter_add_pattern (filter, "*.tsv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), desk, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
