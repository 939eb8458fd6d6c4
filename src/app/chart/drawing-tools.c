/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/drawing-tools.h"

#include "app/chart/drawing-bar.h"
#include "app/chart/drawing-dialog.h"
#include "app/chart/drawing-file.h"
#include "app/chart/drawing-input.h"
#include "app/chart/drawing-list-window.h"
#include "app/narrow-hidden.h"
#include "engine/drawings.h"

#include <glib/gi18n.h>
#include <math.h>

#define STATE_KEY "chart-drawing"

struct _BwDrawingTools
{
  BwPanel *panel;              /* (borrowed): owns this */
  BwChartView *view;           /* (borrowed): in the panel */
  GtkWidget *frame;            /* (owned): of the bar; hidden on a phone, where the header's button has all of it */
  GtkWidget *bar;              /* (borrowed): in the frame */
  GtkWidget *button;           /* (owned) */
  GSimpleActionGroup *actions; /* (owned) */
  BwInstrumentId instrument;
  BwInstrumentId told;         /* whose problems were told */
};

static const struct
{
  BwDrawingKind kind;
  guint key;
  const char *label;
} keys[] = {
  { BW_DRAWING_TREND_LINE, GDK_KEY_t, "Alt+T" },      { BW_DRAWING_RAY, GDK_KEY_y, "Alt+Y" },
  { BW_DRAWING_EXTENDED_LINE, GDK_KEY_k, "Alt+K" },   { BW_DRAWING_HORIZONTAL_LINE, GDK_KEY_h, "Alt+H" },
  { BW_DRAWING_VERTICAL_LINE, GDK_KEY_v, "Alt+V" },   { BW_DRAWING_CHANNEL, GDK_KEY_c, "Alt+C" },
  { BW_DRAWING_FIB_RETRACEMENT, GDK_KEY_f, "Alt+F" }, { BW_DRAWING_FIB_EXTENSION, GDK_KEY_g, "Alt+G" },
  { BW_DRAWING_RECTANGLE, GDK_KEY_r, "Alt+R" },       { BW_DRAWING_ELLIPSE, GDK_KEY_e, "Alt+E" },
  { BW_DRAWING_ARROW, GDK_KEY_a, "Alt+A" },           { BW_DRAWING_BRUSH, GDK_KEY_b, "Alt+B" },
  { BW_DRAWING_POLYLINE, GDK_KEY_p, "Alt+P" },        { BW_DRAWING_TEXT, GDK_KEY_x, "Alt+X" },
  { BW_DRAWING_MEASURE, GDK_KEY_m, "Alt+M" },         { BW_DRAWING_LONG_POSITION, GDK_KEY_o, "Alt+O" },
  { BW_DRAWING_SHORT_POSITION, GDK_KEY_s, "Alt+S" },
};

const char *
bw_drawing_tool_key (BwDrawingKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].kind == kind)
      return keys[i].label;
  return NULL;
}

static BwEngine *
get_engine (BwDrawingTools *tools)
{
  return bw_panel_get_engine (tools->panel);
}

static BwDesk *
get_desk (BwDrawingTools *tools)
{
  return bw_panel_get_desk (tools->panel);
}

static guint64
get_selected (BwDrawingTools *tools)
{
  return bw_chart_model_get_selected_drawing (bw_chart_view_get_model (tools->view));
}

static BwDrawing *
find_selected (BwDrawingTools *tools)
{
  return bw_engine_drawing (get_engine (tools), tools->instrument, get_selected (tools));
}

/* ---- What is enabled ---- */

static void
enable (BwDrawingTools *tools, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (tools->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
update_actions (BwDrawingTools *tools)
{
  const BwDrawing *selected = find_selected (tools);
  guint n = bw_engine_drawings (get_engine (tools), tools->instrument)->len;

  enable (tools, "undo", bw_engine_can_undo_drawings (get_engine (tools), tools->instrument));
  enable (tools, "redo", bw_engine_can_redo_drawings (get_engine (tools), tools->instrument));
  enable (tools, "settings", selected != NULL);
  enable (tools, "delete", selected != NULL);
  enable (tools, "duplicate", selected != NULL);
  enable (tools, "lock", selected != NULL);
  enable (tools, "hide", selected != NULL);
  enable (tools, "clear", n > 0);
  enable (tools, "export", n > 0);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (tools->actions), "lock")),
                             g_variant_new_boolean (selected != NULL && selected->is_locked));
}

/* ---- What is shown ---- */

static void
tell_problems (BwDrawingTools *tools)
{
  GPtrArray *problems = bw_engine_drawing_problems (get_engine (tools), tools->instrument);
  g_autofree char *message = NULL;

  if (tools->told == tools->instrument || problems == NULL || problems->len == 0)
    return;
  tools->told = tools->instrument;
  message = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u drawing can’t be shown and stays as it is. %s",
                                          "%u drawings can’t be shown and stay as they are. %s", problems->len),
                             problems->len, (const char *) g_ptr_array_index (problems, 0));
  bw_desk_tell (get_desk (tools), message);
}

static void
show_drawings (BwDrawingTools *tools)
{
  GPtrArray *drawings = bw_engine_drawings (get_engine (tools), tools->instrument);

  bw_chart_view_set_drawings (tools->view, (BwDrawing *const *) drawings->pdata, drawings->len);
  tell_problems (tools);
  update_actions (tools);
}

static void
drawings_changed_cb (BwEngine *engine, guint instrument, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  if (instrument == tools->instrument)
    show_drawings (tools);
}

void
bw_drawing_tools_set_instrument (BwDrawingTools *tools, BwInstrumentId instrument)
{
  if (tools->instrument != instrument)
    {
      bw_chart_view_set_drawing_tool (tools->view, BW_DRAWING_TOOL_NONE);
      bw_chart_view_select_drawing (tools->view, 0);
    }
  tools->instrument = instrument;
  show_drawings (tools);
}

/**
 * bw_drawing_tools_oldest:
 *
 * Returns: the earliest anchor of what is shown; BW_TIME_MAX without one. A line is only where it belongs when the
 *   bars back to it are there.
 */
BwTime
bw_drawing_tools_oldest (BwDrawingTools *tools)
{
  GPtrArray *drawings = bw_engine_drawings (get_engine (tools), tools->instrument);
  BwTime oldest = BW_TIME_MAX;

  for (guint i = 0; i < drawings->len; i++)
    {
      const BwDrawing *drawing = g_ptr_array_index (drawings, i);

      for (guint k = 0; !drawing->is_hidden && drawing->kind != BW_DRAWING_HORIZONTAL_LINE && k < drawing->anchors->len; k++)
        oldest = MIN (oldest, bw_drawing_anchor (drawing, k)->time);
    }
  return oldest;
}

/* ---- What the view says ---- */

static void
added_cb (BwChartView *view, gpointer drawing, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  guint64 id = bw_engine_add_drawing (get_engine (tools), tools->instrument, drawing);

  if (id == 0)
    {
      bw_desk_tell (get_desk (tools), _ ("There is no room for another drawing on this symbol"));
      return;
    }
  bw_chart_view_select_drawing (view, id);
  /* A text has to be written. */
  if (((BwDrawing *) drawing)->kind == BW_DRAWING_TEXT)
    bw_drawing_dialog_present (get_desk (tools), GTK_WIDGET (view), tools->instrument, id);
}

static void
changed_cb (BwChartView *view, gpointer drawing, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  bw_engine_replace_drawing (get_engine (tools), tools->instrument, drawing);
}

static void
selected_cb (BwChartView *view, guint64 id, gpointer user_data)
{
  update_actions (user_data);
}

static void
tool_changed_cb (BwChartView *view, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  int tool = bw_chart_view_get_drawing_tool (view);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (tools->actions), "tool");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (tool >= 0 ? bw_drawing_kind_word ((BwDrawingKind) tool) : ""));
  bw_drawing_bar_show_tool (tools->bar, tool);
}

static void
command_cb (BwChartView *view, const char *name, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  g_action_group_activate_action (G_ACTION_GROUP (tools->actions), name, NULL);
}

/* ---- Actions ---- */

static void
tool_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));
  const char *word = g_variant_get_string (parameter, NULL);
  BwDrawingKind kind;

  /* The tool that is in hand already is laid aside. */
  if (g_str_equal (word, g_variant_get_string (state, NULL)) || !bw_drawing_kind_parse (word, &kind))
    bw_chart_view_set_drawing_tool (tools->view, BW_DRAWING_TOOL_NONE);
  else
    bw_chart_view_set_drawing_tool (tools->view, (int) kind);
  gtk_widget_grab_focus (GTK_WIDGET (tools->view));
}

static void
save_state (BwDrawingTools *tools)
{
  g_autoptr (GVariant) magnet = g_action_group_get_action_state (G_ACTION_GROUP (tools->actions), "magnet");
  g_autoptr (GVariant) keep = g_action_group_get_action_state (G_ACTION_GROUP (tools->actions), "keep");
  g_autoptr (GVariant) bar = g_action_group_get_action_state (G_ACTION_GROUP (tools->actions), "bar");
  g_autofree char *text =
      g_strdup_printf ("%s|%s|%s", g_variant_get_string (magnet, NULL), g_variant_get_boolean (keep) ? "keep" : "",
                       g_variant_get_boolean (bar) ? "bar" : "");

  if (bw_desk_is_open (get_desk (tools)))
    bw_engine_set_text (get_engine (tools), STATE_KEY, text);
}

static BwMagnet
parse_magnet (const char *word)
{
  return g_str_equal (word, "strong") ? BW_MAGNET_STRONG : g_str_equal (word, "weak") ? BW_MAGNET_WEAK : BW_MAGNET_OFF;
}

static void
magnet_change (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  g_simple_action_set_state (action, state);
  bw_chart_view_set_magnet (tools->view, parse_magnet (g_variant_get_string (state, NULL)));
  save_state (tools);
}

static void
keep_change (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  g_simple_action_set_state (action, state);
  bw_chart_view_set_keeps_tool (tools->view, g_variant_get_boolean (state));
  save_state (tools);
}

static void
update_bar (BwDrawingTools *tools)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (tools->actions), "bar");

  gtk_widget_set_visible (tools->bar, g_variant_get_boolean (state));
}

static void
bar_change (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  g_simple_action_set_state (action, state);
  update_bar (tools);
  save_state (tools);
}

/* As it was last left, in any chart. */
static void
restore_state (BwDrawingTools *tools)
{
  g_autofree char *text = bw_engine_get_text (get_engine (tools), STATE_KEY);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "|", 4) : NULL;
  gboolean is_whole = parts != NULL && g_strv_length (parts) == 3;
  gboolean has_bar = !is_whole || g_str_equal (parts[2], "bar");
  GActionMap *map = G_ACTION_MAP (tools->actions);

  if (is_whole)
    {
      const char *magnet = parse_magnet (parts[0]) == BW_MAGNET_OFF ? "off" : parts[0];

      g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "magnet")), g_variant_new_string (magnet));
      g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "keep")),
                                 g_variant_new_boolean (g_str_equal (parts[1], "keep")));
      bw_chart_view_set_magnet (tools->view, parse_magnet (magnet));
      bw_chart_view_set_keeps_tool (tools->view, g_str_equal (parts[1], "keep"));
    }
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "bar")), g_variant_new_boolean (has_bar));
  update_bar (tools);
}

static void
undo_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "undo"))
    bw_engine_undo_drawings (get_engine (tools), tools->instrument);
  else
    bw_engine_redo_drawings (get_engine (tools), tools->instrument);
}

static void
delete_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  const BwDrawing *selected = find_selected (tools);

  if (selected != NULL && selected->is_locked)
    bw_desk_tell (get_desk (tools), _ ("This drawing is locked"));
  else if (selected != NULL)
    bw_engine_remove_drawing (get_engine (tools), tools->instrument, selected->id);
}

/* The copy lies a little to the right and below, to be seen. */
static void
duplicate_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  const BwDrawing *selected = find_selected (tools);
  g_autoptr (BwDrawing) copy = NULL;
  BwDrawingView view;
  double price, y;
  guint64 id;

  if (selected == NULL)
    return;
  copy = bw_drawing_copy (selected);
  copy->is_locked = FALSE;
  bw_chart_model_get_drawing_view (bw_chart_view_get_model (tools->view), &view);
  price = bw_drawing_anchor (copy, 0)->price;
  y = bw_chart_axis_y (&view.axis, price) + 16.0 * view.scale;
  bw_drawing_shift (copy, &view.bars, MAX (1.0, floor (view.axis.n_visible / 60.0)), price,
                    bw_chart_axis_price (&view.axis, y), view.axis.is_log);
  id = bw_engine_add_drawing (get_engine (tools), tools->instrument, copy);
  if (id != 0)
    bw_chart_view_select_drawing (tools->view, id);
}

static void
lock_change (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  const BwDrawing *selected = find_selected (tools);
  g_autoptr (BwDrawing) copy = selected != NULL ? bw_drawing_copy (selected) : NULL;

  if (copy == NULL)
    return;
  copy->is_locked = g_variant_get_boolean (state);
  bw_engine_replace_drawing (get_engine (tools), tools->instrument, copy);
}

static void
hide_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  const BwDrawing *selected = find_selected (tools);
  g_autoptr (BwDrawing) copy = selected != NULL ? bw_drawing_copy (selected) : NULL;

  if (copy == NULL)
    return;
  copy->is_hidden = TRUE;
  bw_engine_replace_drawing (get_engine (tools), tools->instrument, copy);
  bw_chart_view_select_drawing (tools->view, 0);
}

static void
clear_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  guint n = bw_engine_remove_all_drawings (get_engine (tools), tools->instrument);
  g_autofree char *message =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u drawing removed; Ctrl+Z brings it back",
                                    "%u drawings removed; Ctrl+Z brings them back", n), n);

  if (n > 0)
    bw_desk_tell (get_desk (tools), message);
}

static void
settings_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  if (find_selected (tools) != NULL)
    bw_drawing_dialog_present (get_desk (tools), GTK_WIDGET (tools->view), tools->instrument, get_selected (tools));
}

static void
list_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;

  bw_drawing_list_window_present (get_desk (tools), tools->view, tools->instrument);
}

static void
file_act (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDrawingTools *tools = user_data;
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (tools->view)));

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "export"))
    bw_drawing_file_export (get_desk (tools), parent, tools->instrument);
  else
    bw_drawing_file_import (get_desk (tools), parent, tools->instrument);
}

/* ---- Menu ---- */

/**
 * bw_drawing_tools_append_menu:
 * @x, @y: on the view: what lies there is selected and has entries of its own
 */
void
bw_drawing_tools_append_menu (BwDrawingTools *tools, GMenu *menu, double x, double y)
{
  g_autoptr (GMenu) own = g_menu_new (), all = g_menu_new ();
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (tools->view));
  BwDrawingHit hit;

  if (bw_chart_model_hit_drawing (bw_chart_view_get_model (tools->view), x * scale, y * scale, FALSE, &hit))
    bw_chart_view_select_drawing (tools->view, hit.id);
  update_actions (tools);
  if (find_selected (tools) != NULL)
    {
      g_menu_append (own, _ ("Drawing Settings…"), "drawing.settings");
      g_menu_append (own, _ ("Duplicate Drawing"), "drawing.duplicate");
      g_menu_append (own, _ ("Locked"), "drawing.lock");
      g_menu_append (own, _ ("Hide Drawing"), "drawing.hide");
      g_menu_append (own, _ ("Delete Drawing"), "drawing.delete");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
    }
  g_menu_append (all, _ ("Undo Drawing"), "drawing.undo");
  g_menu_append (all, _ ("Redo Drawing"), "drawing.redo");
  g_menu_append (all, _ ("List of Drawings…"), "drawing.list");
  g_menu_append (all, _ ("Remove All Drawings"), "drawing.clear");
  g_menu_append (all, _ ("Export Drawings…"), "drawing.export");
  g_menu_append (all, _ ("Import Drawings…"), "drawing.import");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
}

/* ---- Life ---- */

static void
draw_key_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action_variant (widget, "drawing.tool", parameter);
}

/** bw_drawing_tools_class_init: of the panel's class: the tools' keys. */
void
bw_drawing_tools_class_init (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "drawing-key.tool", "s", draw_key_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, GDK_ALT_MASK, "drawing-key.tool", "s",
                                         bw_drawing_kind_word (keys[i].kind));
}

static void
connect_all (BwDrawingTools *tools)
{
  g_signal_connect (tools->view, "drawing-added", G_CALLBACK (added_cb), tools);
  g_signal_connect (tools->view, "drawing-changed", G_CALLBACK (changed_cb), tools);
  g_signal_connect (tools->view, "drawing-selected", G_CALLBACK (selected_cb), tools);
  g_signal_connect (tools->view, "drawing-tool-changed", G_CALLBACK (tool_changed_cb), tools);
  g_signal_connect (tools->view, "drawing-command", G_CALLBACK (command_cb), tools);
  g_signal_connect (get_engine (tools), "drawings-changed", G_CALLBACK (drawings_changed_cb), tools);
}

/**
 * bw_drawing_tools_new:
 * @panel: that will free this
 * @view: its chart
 */
BwDrawingTools *
bw_drawing_tools_new (BwPanel *panel, BwChartView *view)
{
  static const GActionEntry entries[] = {
    { "tool", tool_act, "s", "''", NULL },
    { "magnet", NULL, "s", "'off'", magnet_change },
    { "keep", NULL, NULL, "false", keep_change },
    { "bar", NULL, NULL, "true", bar_change },
    { "lock", NULL, NULL, "false", lock_change },
    { "undo", undo_act, NULL, NULL, NULL },
    { "redo", undo_act, NULL, NULL, NULL },
    { "delete", delete_act, NULL, NULL, NULL },
    { "duplicate", duplicate_act, NULL, NULL, NULL },
    { "hide", hide_act, NULL, NULL, NULL },
    { "clear", clear_act, NULL, NULL, NULL },
    { "settings", settings_act, NULL, NULL, NULL },
    { "list", list_act, NULL, NULL, NULL },
    { "export", file_act, NULL, NULL, NULL },
    { "import", file_act, NULL, NULL, NULL },
  };
  BwDrawingTools *tools = g_new0 (BwDrawingTools, 1);

  tools->panel = panel;
  tools->view = view;
  tools->bar = bw_drawing_bar_new ();
  tools->frame = g_object_ref_sink (adw_bin_new ());
  adw_bin_set_child (ADW_BIN (tools->frame), tools->bar);
  bw_hide_when_narrow (tools->frame);
  tools->button = g_object_ref_sink (bw_drawing_button_new ());
  tools->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (tools->actions), entries, G_N_ELEMENTS (entries), tools);
  gtk_widget_insert_action_group (GTK_WIDGET (panel), "drawing", G_ACTION_GROUP (tools->actions));
  connect_all (tools);
  restore_state (tools);
  update_actions (tools);
  return tools;
}

void
bw_drawing_tools_free (BwDrawingTools *tools)
{
  g_signal_handlers_disconnect_by_data (tools->view, tools);
  g_signal_handlers_disconnect_by_data (get_engine (tools), tools);
  gtk_widget_insert_action_group (GTK_WIDGET (tools->panel), "drawing", NULL);
  g_object_unref (tools->frame);
  g_object_unref (tools->button);
  g_object_unref (tools->actions);
  g_free (tools);
}

GtkWidget *
bw_drawing_tools_get_bar (BwDrawingTools *tools)
{
  return tools->frame;
}

GtkWidget *
bw_drawing_tools_get_button (BwDrawingTools *tools)
{
  return tools->button;
}
