/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/screen-panel.h"

#include "app/format.h"
#include "app/screener/condition-rows.h"
#include "app/screener/screen-table.h"
#include "app/screener/screens.h"
#include "base/translatable.h"
#include "engine/screener.h"
#include "engine/universe.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define TYPING_MS  350  /* a person who types isn't interrupted */
#define REFRESH_MS 2000 /* how often live prices go through the condition again */

struct _BwScreenPanel
{
  BwPanel parent_instance;
  BwScreener *screener;      /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the run under way */
  GtkWidget *presets, *universe, *timeframe, *columns, *text, *rows, *fault, *status, *table, *menu,
      *naming, *name;
  char **universes;    /* (owned): what the entries of @universe stand for */
  char *shown_columns; /* (owned): those the table has */
  guint run_id, refresh_id;
  gboolean is_filling; /* we write into the fields, not the user */
  gboolean is_dirty;   /* prices have moved since the last run */
  gboolean is_list;    /* the name that is asked for is a watchlist's */
};

G_DEFINE_FINAL_TYPE (BwScreenPanel, bw_screen_panel, BW_TYPE_PANEL)

static const struct
{
  const char *text;
  const char *title;
} timeframes[] = {
  { "1d", N_ ("Daily bars") },  { "1w", N_ ("Weekly bars") },   { "1M", N_ ("Monthly bars") },
  { "1h", N_ ("Hourly bars") }, { "5m", N_ ("5-minute bars") },
};

static const char *
translate (const char *text)
{
  return _ (text);
}

static BwEngine *
engine_of (BwScreenPanel *self)
{
  return bw_panel_get_engine (BW_PANEL (self));
}

/* ---- Running ---- */

/* Returns: (transfer full): the expressions of the field, trimmed, without empty ones */
static char **
split_columns (BwScreenPanel *self)
{
  g_auto (GStrv) parts = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (self->columns)), ";", 40);
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();

  for (guint k = 0; parts[k] != NULL; k++)
    if (*g_strstrip (parts[k]) != '\0')
      g_strv_builder_add (columns, parts[k]);
  return g_strv_builder_end (columns);
}

static void
show_status (BwScreenPanel *self, const BwScreenResult *result)
{
  g_autofree char *took = bw_format_latency (result->took_ns);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_universe = (guint)result->n_universe, n_unknown = (guint)result->n_unknown;

  g_string_append_printf (text, ngettext ("%u of %u symbol", "%u of %u symbols", n_universe),
                          result->rows->len, n_universe);
  g_string_append_printf (text, " · %s", took);
  if (result->n_unknown > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (
          text, ngettext ("%u with too little history", "%u with too little history", n_unknown),
          n_unknown);
    }
  if (result->n_universe == 0)
    g_string_assign (text, _ ("There are no symbols in this universe. Choose another one above."));
  else if (result->rows->len == 0)
    g_string_append_printf (text, " · %s", _ ("No symbol meets the condition"));
  gtk_label_set_text (GTK_LABEL (self->status), text->str);
}

static void
screened_cb (GObject *object, GAsyncResult *answer, gpointer user_data)
{
  g_autoptr (BwScreenPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  BwScreenResult *result = bw_screener_run_finish (BW_SCREENER (object), answer, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->table == NULL)
    {
      g_clear_pointer (&result, bw_screen_result_free);
      return;
    }
  g_clear_object (&self->cancellable);
  if (result == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->status), error->message);
      return;
    }
  show_status (self, result);
  bw_screen_table_take_result (BW_SCREEN_TABLE (self->table), result);
}

/* Says what is wrong under the field and beside its row, and marks the place. */
static void
show_fault (BwScreenPanel *self, const BwFault *fault, int bad)
{
  g_autofree char *message =
      fault->code != BW_FAULT_NONE ? bw_fault_message (fault, translate) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) marks = pango_attr_list_new ();
  BwFault none = { 0 };

  if (message != NULL)
    text = bad < 0 ? g_strdup_printf (_ ("Column %u: %s"), fault->column, message)
                   : g_strdup_printf (_ ("Table column %d: %s"), bad + 1, message);
  gtk_label_set_text (GTK_LABEL (self->fault), text != NULL ? text : "");
  gtk_widget_set_visible (self->fault, text != NULL);
  if (message != NULL && bad < 0)
    {
      PangoAttribute *mark = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);

      mark->start_index = fault->span.offset;
      mark->end_index = fault->span.offset + MAX (fault->span.n_bytes, 1u);
      pango_attr_list_insert (marks, mark);
    }
  gtk_entry_set_attributes (GTK_ENTRY (self->text), marks);
  if (message != NULL && bad < 0)
    gtk_widget_add_css_class (self->text, "error");
  else
    gtk_widget_remove_css_class (self->text, "error");
  bw_condition_rows_set_fault (BW_CONDITION_ROWS (self->rows), bad < 0 ? fault : &none, message);
}

static const char *
chosen_timeframe (BwScreenPanel *self)
{
  return timeframes[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->timeframe))].text;
}

static GArray *
find_universe (BwScreenPanel *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->universe));
  GArray *found = selected < g_strv_length (self->universes)
                      ? bw_universe_find (engine_of (self), self->universes[selected], NULL)
                      : NULL;

  return found != NULL ? found : g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));
}

static void
show_columns (BwScreenPanel *self, char **columns, const char *sort)
{
  g_autofree char *joined = g_strjoinv (";", columns);

  if (g_strcmp0 (joined, self->shown_columns) == 0 && sort == NULL)
    return;
  g_free (self->shown_columns);
  self->shown_columns = g_steal_pointer (&joined);
  bw_screen_table_set_columns (BW_SCREEN_TABLE (self->table), (const char *const *)columns,
                               sort != NULL ? sort : "");
}

static void
run (BwScreenPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  g_auto (GStrv) columns = split_columns (self);
  g_autoptr (GArray) universe = find_universe (self);
  g_autoptr (BwProgram) program = NULL;
  g_auto (BwFault) fault = { 0 };
  BwScreenQuery query = { .timeline = bw_desk_get_timeline (desk), .timeframe = BW_TIMEFRAME_1D };
  int bad = -1;

  bw_timeframe_parse (chosen_timeframe (self), &query.timeframe);
  query.condition = gtk_editable_get_text (GTK_EDITABLE (self->text));
  query.columns = (const char *const *)columns;
  query.n_columns = g_strv_length (columns);
  query.instruments = (const BwInstrumentId *)(gpointer)universe->data;
  query.n_instruments = universe->len;
  self->is_dirty = FALSE;
  program = bw_screen_compile (query.timeframe, query.condition, query.columns, query.n_columns,
                               &bad, &fault);
  show_fault (self, &fault, bad);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (program == NULL || !bw_desk_is_open (desk))
    return;
  show_columns (self, columns, NULL);
  self->cancellable = g_cancellable_new ();
  bw_screener_run_async (self->screener, &query, self->cancellable, screened_cb,
                         g_object_ref (self));
}

static gboolean
run_cb (gpointer user_data)
{
  BwScreenPanel *self = user_data;

  self->run_id = 0;
  run (self);
  return G_SOURCE_REMOVE;
}

static void
run_soon (BwScreenPanel *self)
{
  if (self->is_filling)
    return;
  g_clear_handle_id (&self->run_id, g_source_remove);
  self->run_id = g_timeout_add (TYPING_MS, run_cb, self);
}

/* Live prices; reading that takes long says how far it is. */
static gboolean
refresh_cb (gpointer user_data)
{
  BwScreenPanel *self = user_data;

  if (self->cancellable != NULL)
    {
      double done = bw_screener_get_progress (self->screener);
      g_autofree char *text = g_strdup_printf (_ ("Reading bars: %.0f %%"), done * 100);

      if (done < 1)
        gtk_label_set_text (GTK_LABEL (self->status), text);
    }
  else if (self->is_dirty && self->run_id == 0)
    run (self);
  return G_SOURCE_CONTINUE;
}

/* ---- The fields ---- */

static void
text_changed_cb (BwScreenPanel *self)
{
  if (self->is_filling)
    return;
  bw_condition_rows_set_text (BW_CONDITION_ROWS (self->rows),
                              gtk_editable_get_text (GTK_EDITABLE (self->text)));
  run_soon (self);
}

static void
rows_changed_cb (BwScreenPanel *self)
{
  g_autofree char *text = bw_condition_rows_get_text (BW_CONDITION_ROWS (self->rows));

  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->is_filling = FALSE;
  run_soon (self);
}

static char *
name_universe (const char *word)
{
  if (g_str_equal (word, "all"))
    return g_strdup (_ ("All symbols"));
  if (g_str_equal (word, "practice"))
    return g_strdup (_ ("Practice market"));
  if (g_str_equal (word, "imported"))
    return g_strdup (_ ("Imported symbols"));
  if (g_str_equal (word, "watchlist"))
    return g_strdup (_ ("Watchlist"));
  if (g_str_has_prefix (word, "watchlist:"))
    return g_strdup_printf (_ ("Watchlist “%s”"), word + strlen ("watchlist:"));
  return g_strdup (word + strlen ("sector:"));
}

/* What can be looked through; the one that was chosen stays chosen. */
static void
fill_universes (BwScreenPanel *self, const char *chosen)
{
  static const char *const fixed[] = { "all", "practice", "imported", "watchlist" };
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) lists = bw_watchlist_names (engine_of (self));
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autofree char *before = g_strdup (chosen);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->universe)), found = 0;

  if (before == NULL && self->universes != NULL && selected < g_strv_length (self->universes))
    before = g_strdup (self->universes[selected]);
  for (guint k = 0; k < G_N_ELEMENTS (fixed); k++)
    g_strv_builder_add (words, fixed[k]);
  for (guint k = 1; lists[k] != NULL; k++)
    {
      g_autofree char *word = g_strconcat ("watchlist:", lists[k], NULL);

      g_strv_builder_add (words, word);
    }
  for (int sector = BW_SECTOR_ENERGY; sector <= BW_SECTOR_REAL_ESTATE; sector += 5)
    {
      g_autofree char *word = g_strconcat ("sector:", bw_sector_name (sector), NULL);

      g_strv_builder_add (words, word);
    }
  g_strfreev (self->universes);
  self->universes = g_strv_builder_end (words);
  for (guint k = 0; self->universes[k] != NULL; k++)
    {
      g_autofree char *title = name_universe (self->universes[k]);

      gtk_string_list_append (titles, title);
      if (g_strcmp0 (self->universes[k], before) == 0)
        found = k;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->universe), G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->universe), found);
  self->is_filling = FALSE;
}

static void
show_screen (BwScreenPanel *self,
             const char *condition,
             const char *columns,
             const char *sort,
             const char *universe,
             const char *timeframe)
{
  g_auto (GStrv) split = NULL;

  if (universe != NULL)
    fill_universes (self, universe);
  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), condition);
  gtk_editable_set_text (GTK_EDITABLE (self->columns), columns);
  for (guint k = 0; timeframe != NULL && k < G_N_ELEMENTS (timeframes); k++)
    if (g_str_equal (timeframes[k].text, timeframe))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->timeframe), k);
  self->is_filling = FALSE;
  bw_condition_rows_set_text (BW_CONDITION_ROWS (self->rows), condition);
  split = split_columns (self);
  show_columns (self, split, sort != NULL ? sort : "");
  run (self);
}

/* ---- Presets, saved screens and lists ---- */

static void
fill_menu (BwScreenPanel *self)
{
  g_autoptr (GMenu) menu = g_menu_new (), presets = g_menu_new (), saved = g_menu_new (),
                    removal = g_menu_new ();
  g_autoptr (GKeyFile) screens = bw_screens_load (engine_of (self));
  g_auto (GStrv) names = g_key_file_get_groups (screens, NULL);

  for (guint k = 0; k < bw_screen_get_n_presets (); k++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (bw_screen_presets[k].name), NULL);

      g_menu_item_set_action_and_target (item, "screen.preset", "u", k);
      g_menu_append_item (presets, item);
    }
  for (guint k = 0; names[k] != NULL; k++)
    {
      g_autoptr (GMenuItem) open = g_menu_item_new (names[k], NULL),
                            drop = g_menu_item_new (names[k], NULL);

      g_menu_item_set_action_and_target (open, "screen.open", "s", names[k]);
      g_menu_append_item (saved, open);
      g_menu_item_set_action_and_target (drop, "screen.remove", "s", names[k]);
      g_menu_append_item (removal, drop);
    }
  if (names[0] != NULL)
    {
      g_menu_append_section (menu, _ ("Saved"), G_MENU_MODEL (saved));
      g_menu_append_submenu (menu, _ ("Remove"), G_MENU_MODEL (removal));
    }
  g_menu_append_section (menu, _ ("Ready-made"), G_MENU_MODEL (presets));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->presets), G_MENU_MODEL (menu));
}

static void
preset_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  guint k = g_variant_get_uint32 (parameter);

  if (k < bw_screen_get_n_presets ())
    show_screen (BW_SCREEN_PANEL (widget), bw_screen_presets[k].condition,
                 bw_screen_presets[k].columns, bw_screen_presets[k].sort, NULL, "1d");
}

static void
open_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwScreenPanel *self = BW_SCREEN_PANEL (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  g_autoptr (GKeyFile) screens = bw_screens_load (engine_of (self));
  g_autofree char *condition = g_key_file_get_string (screens, name, "condition", NULL);
  g_autofree char *columns = g_key_file_get_string (screens, name, "columns", NULL);
  g_autofree char *sort = g_key_file_get_string (screens, name, "sort", NULL);
  g_autofree char *universe = g_key_file_get_string (screens, name, "universe", NULL);
  g_autofree char *timeframe = g_key_file_get_string (screens, name, "timeframe", NULL);

  if (condition != NULL && columns != NULL)
    show_screen (self, condition, columns, sort, universe, timeframe);
}

static void
remove_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwScreenPanel *self = BW_SCREEN_PANEL (widget);
  g_autoptr (GKeyFile) screens = bw_screens_load (engine_of (self));

  g_key_file_remove_group (screens, g_variant_get_string (parameter, NULL), NULL);
  bw_screens_save (engine_of (self), screens);
  fill_menu (self);
}

static gboolean
save_screen (BwScreenPanel *self, const char *name)
{
  g_autoptr (GKeyFile) screens = bw_screens_load (engine_of (self));
  g_autofree char *sort = bw_screen_table_get_sort (BW_SCREEN_TABLE (self->table));

  if (strlen (name) > BW_SCREEN_NAME_BYTES_MAX || strpbrk (name, "[]\n") != NULL)
    return FALSE;
  g_key_file_set_string (screens, name, "condition",
                         gtk_editable_get_text (GTK_EDITABLE (self->text)));
  g_key_file_set_string (screens, name, "columns",
                         gtk_editable_get_text (GTK_EDITABLE (self->columns)));
  g_key_file_set_string (screens, name, "sort", sort);
  g_key_file_set_string (
      screens, name, "universe",
      self->universes[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->universe))]);
  g_key_file_set_string (screens, name, "timeframe", chosen_timeframe (self));
  bw_screens_save (engine_of (self), screens);
  fill_menu (self);
  return TRUE;
}

static gboolean
save_list (BwScreenPanel *self, const char *name)
{
  g_autoptr (GArray) found = bw_screen_table_get_instruments (BW_SCREEN_TABLE (self->table));

  if (!bw_watchlist_save (engine_of (self), name, (const BwInstrumentId *)(gpointer)found->data,
                          found->len))
    return FALSE;
  fill_universes (self, NULL);
  return TRUE;
}

static void
name_given_cb (BwScreenPanel *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  g_autofree char *message = NULL;

  if (*name == '\0' || !(self->is_list ? save_list (self, name) : save_screen (self, name)))
    {
      gtk_widget_add_css_class (self->name, "error");
      return;
    }
  gtk_widget_set_visible (self->naming, FALSE);
  message =
      g_strdup_printf (self->is_list ? _ ("Watchlist “%s” saved") : _ ("Screen “%s” saved"), name);
  bw_desk_tell (bw_panel_get_desk (BW_PANEL (self)), message);
}

static void
ask_name (BwScreenPanel *self, gboolean is_list)
{
  const char *title = is_list ? _ ("Name of the watchlist") : _ ("Name of the screen");

  self->is_list = is_list;
  gtk_widget_remove_css_class (self->name, "error");
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_widget_set_visible (self->naming, TRUE);
  gtk_widget_grab_focus (self->name);
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ask_name (BW_SCREEN_PANEL (widget), FALSE);
}

static void
save_list_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ask_name (BW_SCREEN_PANEL (widget), TRUE);
}

static void
place_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (BwScreenPanel) self = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;
  g_autofree char *text = NULL, *name = NULL, *message = NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (chooser);
  if (file == NULL || self->table == NULL)
    return;
  text = bw_screen_table_write_csv (BW_SCREEN_TABLE (self->table));
  name = g_file_get_basename (file);
  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               NULL, &error))
    message = g_strdup_printf (_ ("Exported to “%s”"), name);
  else
    message = g_strdup_printf (_ ("Couldn’t export: %s"), error->message);
  bw_desk_tell (bw_panel_get_desk (BW_PANEL (self)), message);
}

static void
export_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Export what was found"), GTK_WINDOW (gtk_widget_get_root (widget)),
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), _ ("screen.csv"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (place_chosen_cb), g_object_ref (widget));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
activated_cb (BwScreenPanel *self, guint instrument)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.symbol", "t", (guint64)instrument);
}

/* ---- Panel ---- */

static void
name_widget (GtkWidget *widget, const char *name)
{
  gtk_widget_set_tooltip_text (widget, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
make_menu (BwScreenPanel *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Save Screen…"), "screen.save");
  g_menu_append (menu, _ ("Save as Watchlist…"), "screen.save-list");
  g_menu_append (menu, _ ("Export as CSV…"), "screen.export");
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "bw-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (menu));
  name_widget (self->menu, _ ("Save and export"));
}

static void
leave_name_cb (BwScreenPanel *self)
{
  gtk_widget_set_visible (self->naming, FALSE);
}

/* A line that is there while a name is asked for. */
static GtkWidget *
make_naming (BwScreenPanel *self)
{
  GtkWidget *save = gtk_button_new_with_label (_ ("Save")),
            *leave = gtk_button_new_with_label (_ ("Cancel"));

  self->naming = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->name = gtk_entry_new ();
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_box_append (GTK_BOX (self->naming), self->name);
  gtk_box_append (GTK_BOX (self->naming), save);
  gtk_box_append (GTK_BOX (self->naming), leave);
  gtk_widget_set_visible (self->naming, FALSE);
  g_signal_connect_object (self->name, "activate", G_CALLBACK (name_given_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (save, "clicked", G_CALLBACK (name_given_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (leave, "clicked", G_CALLBACK (leave_name_cb), self, G_CONNECT_SWAPPED);
  return self->naming;
}

static GtkWidget *
make_toolbar (BwScreenPanel *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *flow = gtk_flow_box_new ();
  g_autoptr (GtkStringList) spans = gtk_string_list_new (NULL);

  for (guint k = 0; k < G_N_ELEMENTS (timeframes); k++)
    gtk_string_list_append (spans, _ (timeframes[k].title));
  self->presets = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->presets), _ ("Screens"));
  self->universe = gtk_drop_down_new (NULL, NULL);
  name_widget (self->universe, _ ("Universe"));
  self->timeframe = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&spans)), NULL);
  name_widget (self->timeframe, _ ("Timeframe"));
  make_menu (self);
  gtk_box_append (GTK_BOX (bar), self->presets);
  gtk_box_append (GTK_BOX (bar), self->menu);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), bar, -1);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), self->universe, -1);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), self->timeframe, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (flow); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  g_signal_connect_object (self->universe, "notify::selected", G_CALLBACK (run_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeframe, "notify::selected", G_CALLBACK (run_soon), self,
                           G_CONNECT_SWAPPED);
  return flow;
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
bw_screen_panel_set_up (BwPanel *panel)
{
  BwScreenPanel *self = BW_SCREEN_PANEL (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *scroller = gtk_scrolled_window_new ();

  self->screener = bw_screener_new (engine_of (self));
  self->rows = bw_condition_rows_new ();
  self->text = gtk_entry_new ();
  self->columns = gtk_entry_new ();
  self->fault = make_label ("error");
  self->status = make_label ("dim-label");
  self->table = bw_screen_table_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->text),
                                  _ ("Condition, as in RSI(14) < 30 and close > SMA(200)"));
  name_widget (self->text, _ ("Condition"));
  name_widget (self->columns, _ ("Columns, parted by semicolons"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 200);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->rows);
  gtk_widget_set_vexpand (self->table, TRUE);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_box_append (GTK_BOX (box), make_toolbar (self));
  gtk_box_append (GTK_BOX (box), make_naming (self));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->text);
  gtk_box_append (GTK_BOX (box), self->fault);
  gtk_box_append (GTK_BOX (box), self->columns);
  gtk_box_append (GTK_BOX (box), self->status);
  gtk_box_append (GTK_BOX (box), self->table);
  adw_bin_set_child (ADW_BIN (panel), box);
  g_signal_connect_object (self->text, "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "changed", G_CALLBACK (run_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  fill_universes (self, "all");
  fill_menu (self);
  show_screen (self, bw_screen_presets[0].condition, bw_screen_presets[0].columns,
               bw_screen_presets[0].sort, NULL, "1d");
}

static void
bw_screen_panel_refresh (BwPanel *panel, guint what)
{
  BwScreenPanel *self = BW_SCREEN_PANEL (panel);

  if ((what & (BW_CHANGED_QUOTES | BW_CHANGED_INSTRUMENTS | BW_CHANGED_TIMELINES)) != 0)
    self->is_dirty = TRUE;
  if (self->refresh_id == 0)
    {
      /* Lists may have been saved meanwhile. */
      fill_universes (self, NULL);
      self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
    }
}

static void
bw_screen_panel_sleep (BwPanel *panel)
{
  g_clear_handle_id (&BW_SCREEN_PANEL (panel)->refresh_id, g_source_remove);
}

static void
bw_screen_panel_dispose (GObject *object)
{
  BwScreenPanel *self = BW_SCREEN_PANEL (object);

  g_clear_handle_id (&self->run_id, g_source_remove);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->table = NULL;
  g_clear_object (&self->screener);
  g_clear_pointer (&self->universes, g_strfreev);
  g_clear_pointer (&self->shown_columns, g_free);
  G_OBJECT_CLASS (bw_screen_panel_parent_class)->dispose (object);
}

static void
bw_screen_panel_class_init (BwScreenPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_screen_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_screen_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_screen_panel_refresh;
  BW_PANEL_CLASS (klass)->sleep = bw_screen_panel_sleep;
  gtk_widget_class_install_action (widget_class, "screen.preset", "u", preset_cb);
  gtk_widget_class_install_action (widget_class, "screen.open", "s", open_cb);
  gtk_widget_class_install_action (widget_class, "screen.remove", "s", remove_cb);
  gtk_widget_class_install_action (widget_class, "screen.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "screen.save-list", NULL, save_list_cb);
  gtk_widget_class_install_action (widget_class, "screen.export", NULL, export_cb);
}

static void
bw_screen_panel_init (BwScreenPanel *self)
{
}
