/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-exporter.h"

#include "app/export.h"
#include "report/durable-file.h"
#include "report/series-csv.h"

#include <glib/gi18n.h>
#include <math.h>

#define PNG_SCALE 2.0          /* sharp on any screen */
#define ROWS_AT_ONCE 4000u     /* written between two frames */
#define SHOWN_MIN 320          /* a chart too narrow for a picture of its own size */

struct _BwChartExporter
{
  BwPanel *panel;            /* (borrowed): owns this */
  BwChartView *view;         /* (borrowed) */
  BwChartMarks *marks;       /* (borrowed) */
  GSimpleActionGroup *group; /* (owned) */
  char *title, *source;      /* (owned) (nullable) */
};

static const struct { const char *title; double width, height; } sizes[] = {
  { N_("As on the screen"), 0, 0 },
  { N_("1280 × 720"), 1280, 720 },
  { N_("1920 × 1080"), 1920, 1080 },
  { N_("1080 × 1080, square"), 1080, 1080 },
};

static const char *const files[BW_CHART_N_FILES] = { N_("PNG picture"), N_("SVG drawing"), N_("PDF page"), N_("CSV table") };

enum
{
  THEME_SHOWN,
  THEME_LIGHT,
  THEME_DARK,
  N_THEMES
};

static const char *const themes[N_THEMES] = { N_("As on the screen"), N_("Light"), N_("Dark") };

/* ---- Numbers: a slice between two frames, for there may be millions ---- */

typedef struct
{
  BwDesk *desk;           /* (owned) */
  BwChartView *view;      /* (owned) */
  BwSeriesTable *table;   /* (owned) */
  BwDurableFile *file;    /* (owned) */
  char *path;             /* (owned) */
  gsize row, end;
  gulong changed_id;
} Writing;

static void
writing_free (Writing *writing)
{
  g_clear_signal_handler (&writing->changed_id, writing->view);
  g_clear_pointer (&writing->file, bw_durable_file_free);
  bw_series_table_free (writing->table);
  g_object_unref (writing->view);
  g_object_unref (writing->desk);
  g_free (writing->path);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

/* Rows that are gone can't be written any more; what was written so far leaves nothing behind. */
static void
bars_changed_cb (Writing *writing, int what)
{
  if (what != BW_BARS_NEWEST)
    writing->end = 0;
}

static void
commit_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BwDurableFile *file = data;
  GError *error = NULL;

  if (bw_durable_file_commit (file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  bw_export_tell (writing->desk, writing->path, error);
}

/* Onto the disk, in a thread: a slow disk doesn't hold the window up. */
static void
commit (Writing *writing)
{
  g_autoptr (GTask) task = g_task_new (writing->view, NULL, committed_cb, writing);

  g_task_set_source_tag (task, commit);
  g_task_set_task_data (task, g_steal_pointer (&writing->file), (GDestroyNotify) bw_durable_file_free);
  g_task_run_in_thread (task, commit_thread);
}

static gboolean
write_slice_cb (gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gsize stop;

  writing->end = MIN (writing->end, writing->table->count (writing->table));
  stop = MIN (writing->row + ROWS_AT_ONCE, writing->end);
  if (writing->end == 0)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The chart changed while its numbers were written; try again"));
  for (; error == NULL && writing->row < stop; writing->row++)
    bw_series_csv_append_row (text, writing->table, writing->row);
  if (error == NULL && bw_durable_file_write (writing->file, text->str, text->len, &error) && writing->row < writing->end)
    return G_SOURCE_CONTINUE;
  if (error == NULL)
    commit (writing);
  else
    {
      bw_export_tell (writing->desk, writing->path, error);
      writing_free (writing);
    }
  return G_SOURCE_REMOVE;
}

static Writing *
writing_new (BwChartExporter *self, const char *path, GError **error)
{
  BwDurableFile *file = bw_durable_file_new (path, error);
  Writing *writing;

  if (file == NULL)
    return NULL;
  writing = g_new0 (Writing, 1);
  writing->desk = g_object_ref (bw_panel_get_desk (self->panel));
  writing->view = g_object_ref (self->view);
  writing->file = file;
  writing->path = g_strdup (path);
  writing->table = bw_series_table_new_for_chart (bw_chart_view_get_model (self->view));
  return writing;
}

/* The bars in sight, or all there are on the chart. */
static void
write_numbers (BwChartExporter *self, const char *path, gboolean is_visible_only)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) header = g_string_new (NULL);
  g_autoptr (Writing) writing = writing_new (self, path, &error);
  double first_bar, n_visible, n_rows;

  if (writing == NULL)
    {
      bw_export_tell (bw_panel_get_desk (self->panel), path, error);
      return;
    }
  n_rows = (double) writing->table->count (writing->table);
  bw_chart_view_get_range (self->view, &first_bar, &n_visible);
  writing->row = is_visible_only ? (gsize) CLAMP (floor (first_bar), 0.0, n_rows) : 0;
  writing->end = is_visible_only ? (gsize) CLAMP (ceil (first_bar + n_visible), 0.0, n_rows) : (gsize) n_rows;
  bw_series_csv_append_header (header, writing->table);
  if (writing->end == 0)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("There are no bars on the chart"));
  if (error != NULL || !bw_durable_file_write (writing->file, header->str, header->len, &error))
    {
      bw_export_tell (writing->desk, path, error);
      return;
    }
  writing->changed_id = g_signal_connect_swapped (self->view, "bars-changed", G_CALLBACK (bars_changed_cb), writing);
  g_idle_add (write_slice_cb, g_steal_pointer (&writing));
}

/* ---- Pictures ---- */

/* (transfer full) (nullable) */
static GBytes *
draw (BwChartExporter *self, BwChartExport *export, BwChartStyle *style, guint theme, gboolean has_orders, GError **error)
{
  BwDesk *desk = bw_panel_get_desk (self->panel);
  g_autofree char *caption = bw_chart_export_caption (self->title != NULL ? self->title : "", self->source,
                                                      bw_desk_get_zone (desk), bw_desk_get_now (desk));
  GBytes *bytes;

  if (theme == THEME_LIGHT)
    bw_chart_style_init_light (style);
  else if (theme == THEME_DARK)
    bw_chart_style_init_dark (style);
  export->style = theme != THEME_SHOWN ? style : NULL;
  export->caption = caption;
  if (export->width <= 0)
    {
      export->width = MAX (gtk_widget_get_width (GTK_WIDGET (self->view)), SHOWN_MIN);
      export->height = MAX (gtk_widget_get_height (GTK_WIDGET (self->view)), SHOWN_MIN * 2 / 3);
    }
  if (!has_orders)
    {
      export->left_out |= 1u << BW_CHART_LAYER_FILLS;
      bw_chart_marks_hide (self->marks);
    }
  bytes = bw_chart_view_render (self->view, export, error);
  if (!has_orders)
    bw_chart_marks_update (self->marks, G_MAXUINT);
  return bytes;
}

static void
save_picture (BwChartExporter *self, GBytes *bytes, const char *path)
{
  g_autoptr (GError) error = NULL;
  BwDurableFile *file = bw_durable_file_new (path, &error);
  Writing *writing;

  if (file == NULL || !bw_durable_file_write (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    {
      bw_export_tell (bw_panel_get_desk (self->panel), path, error);
      g_clear_pointer (&file, bw_durable_file_free);
      return;
    }
  writing = g_new0 (Writing, 1);
  writing->desk = g_object_ref (bw_panel_get_desk (self->panel));
  writing->view = g_object_ref (self->view);
  writing->file = file;
  writing->path = g_strdup (path);
  commit (writing);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwChartExporter *self = user_data;
  BwDesk *desk = bw_panel_get_desk (self->panel);
  BwChartExport export = { .file = BW_CHART_FILE_PNG, .scale = PNG_SCALE };
  g_autoptr (GError) error = NULL;
  BwChartStyle style;
  g_autoptr (GBytes) bytes = draw (self, &export, &style, THEME_SHOWN, TRUE, &error);
  g_autoptr (GdkTexture) texture = bytes != NULL ? gdk_texture_new_from_bytes (bytes, &error) : NULL;

  if (texture == NULL)
    {
      bw_desk_tell (desk, error->message);
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self->view)), texture);
  bw_desk_tell (desk, _("The chart is on the clipboard, as a picture"));
}

/* ---- The dialog ---- */

typedef struct
{
  BwChartExporter *exporter; /* (borrowed): as long as @panel */
  BwPanel *panel;            /* (owned) */
  AdwComboRow *file, *size, *theme, *range;
  GtkSwitch *orders, *drawings;

  /* What they said when the dialog went: the chooser outlives it. */
  BwChartExport export;
  guint theme_chosen;
  gboolean is_visible_only, has_orders;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->panel);
  g_free (asking);
}

static AdwComboRow *
add_combo (GtkWidget *list, const char *title, const char *const *choices, guint n_choices)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (names, _(choices[i]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return ADW_COMBO_ROW (row);
}

static GtkSwitch *
add_switch (GtkWidget *list, const char *title)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return GTK_SWITCH (toggle);
}

static void
file_changed_cb (Asking *asking)
{
  gboolean is_csv = adw_combo_row_get_selected (asking->file) == BW_CHART_FILE_CSV;
  GtkWidget *pictures[] = { GTK_WIDGET (asking->size), GTK_WIDGET (asking->theme),
                            gtk_widget_get_ancestor (GTK_WIDGET (asking->orders), ADW_TYPE_ACTION_ROW),
                            gtk_widget_get_ancestor (GTK_WIDGET (asking->drawings), ADW_TYPE_ACTION_ROW) };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    gtk_widget_set_visible (pictures[i], !is_csv);
  gtk_widget_set_visible (GTK_WIDGET (asking->range), is_csv);
}

static GtkWidget *
make_fields (Asking *asking)
{
  static const char *const ranges[] = { N_("The bars in sight"), N_("All bars on the chart") };
  GtkWidget *list = gtk_list_box_new ();
  const char *size_names[G_N_ELEMENTS (sizes)];

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    size_names[i] = sizes[i].title;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  asking->file = add_combo (list, _("Write as"), files, BW_CHART_N_FILES);
  asking->size = add_combo (list, _("Size"), size_names, G_N_ELEMENTS (sizes));
  asking->theme = add_combo (list, _("Colours"), themes, N_THEMES);
  asking->range = add_combo (list, _("Bars"), ranges, G_N_ELEMENTS (ranges));
  asking->orders = add_switch (list, _("Orders, position and fills"));
  asking->drawings = add_switch (list, _("Drawings"));
  g_signal_connect_swapped (asking->file, "notify::selected", G_CALLBACK (file_changed_cb), asking);
  file_changed_cb (asking);
  return list;
}

static void
path_chosen (const char *path, gpointer user_data)
{
  Asking *asking = user_data;
  BwChartExport export = asking->export;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  BwChartStyle style;

  if (export.file == BW_CHART_FILE_CSV)
    {
      write_numbers (asking->exporter, path, asking->is_visible_only);
      return;
    }
  bytes = draw (asking->exporter, &export, &style, asking->theme_chosen, asking->has_orders, &error);
  if (bytes != NULL)
    save_picture (asking->exporter, bytes, path);
  else
    bw_export_tell (bw_panel_get_desk (asking->panel), path, error);
}

static void
read_fields (Asking *asking)
{
  guint size = adw_combo_row_get_selected (asking->size);

  asking->export = (BwChartExport){ .file = adw_combo_row_get_selected (asking->file), .scale = PNG_SCALE,
                                    .width = sizes[size].width, .height = sizes[size].height };
  if (!gtk_switch_get_active (asking->drawings))
    asking->export.left_out = 1u << BW_CHART_LAYER_DRAWINGS;
  asking->theme_chosen = adw_combo_row_get_selected (asking->theme);
  asking->has_orders = gtk_switch_get_active (asking->orders);
  asking->is_visible_only = adw_combo_row_get_selected (asking->range) == 0;
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Asking *asking = user_data;
  g_autofree char *name = NULL;

  if (!g_str_equal (response, "save"))
    return;
  read_fields (asking);
  name = g_strconcat (asking->exporter->title != NULL ? asking->exporter->title : "chart",
                      bw_chart_file_ending (asking->export.file), NULL);
  bw_export_choose_path (bw_panel_get_desk (asking->panel), gtk_window_get_transient_for (GTK_WINDOW (dialog)),
                         _("Export the chart"), name, path_chosen, asking, G_OBJECT (dialog));
}

static void
ask_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwChartExporter *self = user_data;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->view)));
  Asking *asking = g_new0 (Asking, 1);
  GtkWidget *dialog = adw_message_dialog_new (window, _("Export the Chart"),
                                              _("Pictures say what they show, from where, in which time zone, and that "
                                                "trading is simulated."));

  asking->exporter = self;
  asking->panel = g_object_ref (self->panel);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_fields (asking));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "leave", _("_Cancel"), "save", _("_Save…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "leave");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), asking);
  g_object_set_data_full (G_OBJECT (dialog), "bw-asking", asking, (GDestroyNotify) asking_free);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * bw_chart_exporter_new:
 * @panel: gets the actions; must free this in its dispose
 */
BwChartExporter *
bw_chart_exporter_new (BwPanel *panel, BwChartView *view, BwChartMarks *marks)
{
  static const GActionEntry entries[] = {
    { "ask", ask_cb, NULL, NULL, NULL },
    { "copy", copy_cb, NULL, NULL, NULL },
  };
  BwChartExporter *self = g_new0 (BwChartExporter, 1);

  self->panel = panel;
  self->view = view;
  self->marks = marks;
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (panel), "chart-export", G_ACTION_GROUP (self->group));
  return self;
}

void
bw_chart_exporter_free (BwChartExporter *self)
{
  gtk_widget_insert_action_group (GTK_WIDGET (self->panel), "chart-export", NULL);
  g_object_unref (self->group);
  g_free (self->title);
  g_free (self->source);
  g_free (self);
}

/**
 * bw_chart_exporter_set_title:
 * @title: symbol and timeframe
 * @source: (nullable): where the prices come from
 */
void
bw_chart_exporter_set_title (BwChartExporter *self, const char *title, const char *source)
{
  g_free (self->title);
  g_free (self->source);
  self->title = g_strdup (title);
  self->source = g_strdup (source);
}
