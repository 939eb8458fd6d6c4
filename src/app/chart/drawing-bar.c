/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/drawing-bar.h"

#include "app/chart/drawing-tools.h"
#include "chart/chart-drawings.h"

#include <glib/gi18n.h>

/* Tools that belong together share a button of the bar; it shows the one that was used last. */
typedef struct
{
  const char *name;
  int kinds[7]; /* ended by -1 */
} Group;

static const Group groups[] = {
  { N_ ("Lines"), { BW_DRAWING_TREND_LINE, BW_DRAWING_RAY, BW_DRAWING_EXTENDED_LINE, BW_DRAWING_HORIZONTAL_LINE,
                    BW_DRAWING_VERTICAL_LINE, BW_DRAWING_CHANNEL, -1 } },
  { N_ ("Fibonacci"), { BW_DRAWING_FIB_RETRACEMENT, BW_DRAWING_FIB_EXTENSION, -1 } },
  { N_ ("Shapes"), { BW_DRAWING_RECTANGLE, BW_DRAWING_ELLIPSE, BW_DRAWING_ARROW, BW_DRAWING_BRUSH,
                     BW_DRAWING_POLYLINE, -1 } },
  { N_ ("Text and measure"), { BW_DRAWING_TEXT, BW_DRAWING_MEASURE, -1 } },
  { N_ ("Long and short"), { BW_DRAWING_LONG_POSITION, BW_DRAWING_SHORT_POSITION, -1 } },
};

static const struct { const char *icon, *action, *label; } commands[] = {
  { "bw-undo-symbolic", "drawing.undo", N_ ("Undo drawing (Ctrl+Z)") },
  { "bw-redo-symbolic", "drawing.redo", N_ ("Redo drawing (Ctrl+Shift+Z)") },
  { "bw-list-symbolic", "drawing.list", N_ ("List of drawings") },
};

static const char *
get_icon (BwDrawingKind kind)
{
  static char names[BW_DRAWING_N_KINDS][48];

  if (names[kind][0] == '\0')
    g_snprintf (names[kind], sizeof names[kind], "bw-draw-%s-symbolic", bw_drawing_kind_word (kind));
  return names[kind];
}

static void
name_it (GtkWidget *widget, const char *label)
{
  gtk_widget_set_tooltip_text (widget, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
close_popover_cb (GtkButton *button, gpointer user_data)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/* Icon, name and key of a tool, to be picked from a popover. */
static GtkWidget *
make_tool_row (BwDrawingKind kind)
{
  GtkWidget *button = gtk_toggle_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (bw_drawing_kind_name (kind)), *key = gtk_label_new (bw_drawing_tool_key (kind));

  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (key, "dim-label");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (get_icon (kind)));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), key);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "drawing.tool");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", bw_drawing_kind_word (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, bw_drawing_kind_name (kind), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (close_popover_cb), NULL);
  return button;
}

static GtkWidget *
make_group (const Group *group)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (const int *kind = group->kinds; *kind >= 0; kind++)
    gtk_box_append (GTK_BOX (box), make_tool_row ((BwDrawingKind) *kind));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_RIGHT);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), get_icon ((BwDrawingKind) group->kinds[0]));
  gtk_widget_add_css_class (button, "flat");
  name_it (button, _ (group->name));
  g_object_set_data (G_OBJECT (button), "group", (gpointer) group);
  return button;
}

static GtkWidget *
make_magnet (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _ ("No magnet"), "drawing.magnet::off");
  g_menu_append (menu, _ ("Weak magnet: to near prices of the bar"), "drawing.magnet::weak");
  g_menu_append (menu, _ ("Strong magnet: always to a price of the bar"), "drawing.magnet::strong");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_RIGHT);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "bw-magnet-symbolic");
  gtk_widget_add_css_class (button, "flat");
  name_it (button, _ ("Magnet to open, high, low and close"));
  return button;
}

static GtkWidget *
make_command (const char *icon, const char *action, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  name_it (button, label);
  return button;
}

static GtkWidget *
make_keep (void)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "bw-pin-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "drawing.keep");
  gtk_widget_add_css_class (button, "flat");
  name_it (button, _ ("Keep the tool after drawing"));
  return button;
}

/** bw_drawing_bar_new: (transfer floating) */
GtkWidget *
bw_drawing_bar_new (void)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *scroll = gtk_scrolled_window_new ();

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_box_append (GTK_BOX (bar), make_group (&groups[i]));
  gtk_box_append (GTK_BOX (bar), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (bar), make_magnet ());
  gtk_box_append (GTK_BOX (bar), make_keep ());
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_box_append (GTK_BOX (bar), make_command (commands[i].icon, commands[i].action, _ (commands[i].label)));
  gtk_widget_add_css_class (bar, "drawing-bar");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), bar);
  g_object_set_data (G_OBJECT (scroll), "bar", bar);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Drawing tools"), -1);
  return scroll;
}

static gboolean
holds (const Group *group, int tool)
{
  for (const int *kind = group->kinds; *kind >= 0; kind++)
    if (*kind == tool)
      return TRUE;
  return FALSE;
}

/**
 * bw_drawing_bar_show_tool:
 * @bar: of bw_drawing_bar_new()
 *
 * Marks the group that the tool in hand belongs to.
 */
void
bw_drawing_bar_show_tool (GtkWidget *bar, int tool)
{
  GtkWidget *box = g_object_get_data (G_OBJECT (bar), "bar");

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const Group *group = g_object_get_data (G_OBJECT (child), "group");

      if (group == NULL)
        continue;
      if (tool >= 0 && holds (group, tool))
        {
          gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (child), get_icon ((BwDrawingKind) tool));
          gtk_widget_add_css_class (child, "in-hand");
        }
      else
        {
          gtk_widget_remove_css_class (child, "in-hand");
        }
    }
}

/* All tools by their groups, what the bar has besides, and whether the bar is shown. */
static GtkWidget *
make_all_tools (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *scroll = gtk_scrolled_window_new (), *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *shown = gtk_check_button_new_with_label (_ ("Show the tool bar"));

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const int *kind = groups[i].kinds; *kind >= 0; kind++)
      gtk_box_append (GTK_BOX (box), make_tool_row ((BwDrawingKind) *kind));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), box);
  gtk_box_append (GTK_BOX (row), make_magnet ());
  gtk_box_append (GTK_BOX (row), make_keep ());
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_box_append (GTK_BOX (row), make_command (commands[i].icon, commands[i].action, _ (commands[i].label)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (shown), "drawing.bar");
  gtk_box_append (GTK_BOX (whole), scroll);
  gtk_box_append (GTK_BOX (whole), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (whole), row);
  gtk_box_append (GTK_BOX (whole), shown);
  return whole;
}

/** bw_drawing_button_new: (transfer floating) */
GtkWidget *
bw_drawing_button_new (void)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), make_all_tools ());
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "bw-draw-symbolic");
  gtk_widget_add_css_class (button, "flat");
  name_it (button, _ ("Draw on the chart"));
  return button;
}
