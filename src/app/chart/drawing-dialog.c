/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/drawing-dialog.h"

#include "app/chart/drawing-when.h"
#include "app/dialog.h"
#include "app/form.h"
#include "chart/chart-drawings.h"
#include "engine/drawings.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define N_ANCHOR_ROWS_MAX 12
#define N_COLOURS 8

typedef struct
{
  BwDesk *desk;              /* (owned) */
  BwInstrumentId instrument;
  BwDrawing *drawing;        /* (owned): as it was */
  GtkWidget *window;         /* (borrowed): it owns this */
  GtkLabel *note;
  GtkWidget *done;
  AdwComboRow *colour, *dash;
  GtkColorButton *own_colour;
  GtkSpinButton *width, *opacity;
  GtkSwitch *left, *right, *locked, *hidden;
  GtkEditable *text, *levels, *account, *risk;
  GtkEditable *times[N_ANCHOR_ROWS_MAX], *prices[N_ANCHOR_ROWS_MAX];
  guint n_anchors;
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->desk);
  bw_drawing_unref (self->drawing);
  g_free (self);
}

/* ---- Reading the fields ---- */

static gboolean
parse_number (GtkEditable *entry, double *number)
{
  const char *text = gtk_editable_get_text (entry);
  BwFixed exact;

  if (bw_fixed_parse (text, -1, &exact) != BW_FIXED_PARSE_OK)
    return FALSE;
  *number = bw_fixed_to_double (exact);
  return TRUE;
}

/* "0, 23.6, 38.2": in percent. */
static gboolean
read_levels (Dialog *self, BwDrawing *drawing)
{
  g_auto (GStrv) parts = NULL;

  if (self->levels == NULL)
    return TRUE;
  parts = g_strsplit_set (gtk_editable_get_text (self->levels), ",; ", -1);
  g_array_set_size (drawing->levels, 0);
  for (char **part = parts; *part != NULL; part++)
    {
      BwFixed percent;
      double level;

      if (**part == '\0')
        continue;
      if (bw_fixed_parse (*part, -1, &percent) != BW_FIXED_PARSE_OK)
        return FALSE;
      level = bw_fixed_to_double (percent) / 100.0;
      g_array_append_val (drawing->levels, level);
    }
  return drawing->levels->len > 0;
}

/* An anchor whose fields still say what they said is left as it is: what is shown is rounded. */
static const char *
read_anchors (Dialog *self, BwDrawing *drawing)
{
  for (guint i = 0; i < self->n_anchors; i++)
    {
      BwDrawingAnchor *anchor = &g_array_index (drawing->anchors, BwDrawingAnchor, i);
      g_autofree char *time = bw_drawing_when_print (self->desk, anchor->time);

      if (strcmp (time, gtk_editable_get_text (self->times[i])) != 0 &&
          !bw_drawing_when_parse (self->desk, gtk_editable_get_text (self->times[i]), &anchor->time))
        return _ ("Write a time as 2026-03-02 10:14");
      if (strcmp (g_object_get_data (G_OBJECT (self->prices[i]), "was"), gtk_editable_get_text (self->prices[i])) != 0 &&
          !parse_number (self->prices[i], &anchor->price))
        return _ ("Write a price as 61.20");
    }
  return NULL;
}

static void
read_looks (Dialog *self, BwDrawing *drawing)
{
  guint colour = adw_combo_row_get_selected (self->colour);
  GdkRGBA rgba;

  drawing->has_rgb = colour >= N_COLOURS;
  drawing->rgb = 0;
  drawing->colour_index = colour < N_COLOURS ? colour : 0;
  if (drawing->has_rgb)
    {
      gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (self->own_colour), &rgba);
      drawing->rgb = (guint32) (rgba.red * 255.0f + 0.5f) << 16 | (guint32) (rgba.green * 255.0f + 0.5f) << 8 |
                     (guint32) (rgba.blue * 255.0f + 0.5f);
    }
  drawing->dash = (BwDrawingDash) adw_combo_row_get_selected (self->dash);
  drawing->width = gtk_spin_button_get_value (self->width);
  if (self->opacity != NULL)
    drawing->fill_opacity = gtk_spin_button_get_value (self->opacity) / 100.0;
  if (self->left != NULL)
    {
      drawing->extends_left = gtk_switch_get_active (self->left);
      drawing->extends_right = gtk_switch_get_active (self->right);
    }
  drawing->is_locked = gtk_switch_get_active (self->locked);
  drawing->is_hidden = gtk_switch_get_active (self->hidden);
  g_free (drawing->text);
  drawing->text = g_strdup (gtk_editable_get_text (self->text));
}

/* (transfer full) (nullable): what the fields say; %NULL with @problem when that is nothing */
static BwDrawing *
read_fields (Dialog *self, const char **problem)
{
  g_autoptr (BwDrawing) drawing = bw_drawing_copy (self->drawing);

  read_looks (self, drawing);
  *problem = read_anchors (self, drawing);
  if (*problem == NULL && !read_levels (self, drawing))
    *problem = _ ("Write the levels in percent: 0, 38.2, 61.8");
  if (*problem == NULL && self->account != NULL &&
      (!parse_number (self->account, &drawing->account_size) || !parse_number (self->risk, &drawing->risk_percent)))
    *problem = _ ("Write the account’s size and the risk as numbers");
  if (*problem == NULL && bw_drawing_check (drawing) != NULL)
    *problem = _ ("A number is out of range");
  return *problem == NULL ? g_steal_pointer (&drawing) : NULL;
}

static void
changed_cb (Dialog *self)
{
  const char *problem;
  g_autoptr (BwDrawing) drawing = read_fields (self, &problem);
  BwDrawingPlan plan;
  g_autofree char *words = NULL;

  if (drawing != NULL && bw_drawing_kind_is_position (drawing->kind) && bw_drawing_get_plan (drawing, &plan))
    words = g_strdup_printf (_ ("Reward to risk %.2f, quantity %.0f, at risk %.2f"), plan.ratio, plan.quantity,
                             plan.amount_at_risk);
  gtk_widget_set_sensitive (GTK_WIDGET (self->own_colour), adw_combo_row_get_selected (self->colour) >= N_COLOURS);
  bw_form_say (self->note, self->done, problem != NULL ? problem : words != NULL ? words : "", problem != NULL);
}

static void
done_cb (GtkButton *button, gpointer user_data)
{
  Dialog *self = user_data;
  const char *problem;
  g_autoptr (BwDrawing) drawing = read_fields (self, &problem);

  if (drawing != NULL && bw_desk_is_open (self->desk))
    bw_engine_replace_drawing (bw_desk_get_engine (self->desk), self->instrument, drawing);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/* ---- Making the fields ---- */

/* The row names its widget to assistive technology. */
static AdwActionRow *
add_row (GtkWidget *group, const char *title, gpointer suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (GTK_WIDGET (suffix), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (suffix));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (suffix));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ACTION_ROW (row);
}

static GtkSwitch *
add_switch (Dialog *self, GtkWidget *group, const char *title, gboolean is_on)
{
  GtkWidget *widget = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (widget), is_on);
  add_row (group, title, widget);
  return GTK_SWITCH (widget);
}

static GtkSpinButton *
add_spin (Dialog *self, GtkWidget *group, const char *title, double low, double high, double step, guint digits, double value)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (low, high, step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), digits);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  add_row (group, title, spin);
  return GTK_SPIN_BUTTON (spin);
}

static GtkEditable *
add_entry (Dialog *self, GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 16);
  add_row (group, title, entry);
  g_object_set_data_full (G_OBJECT (entry), "was", g_strdup (text), g_free);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  return GTK_EDITABLE (entry);
}

static AdwComboRow *
add_combo (GtkWidget *group, const char *title, const char *const *names, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (const char *const *name = names; *name != NULL; name++)
    gtk_string_list_append (list, *name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_COMBO_ROW (row);
}

static GtkWidget *
add_group (GtkWidget *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add_looks (Dialog *self, GtkWidget *page)
{
  const BwDrawing *drawing = self->drawing;
  const char *const colours[] = { _ ("Colour 1"), _ ("Colour 2"), _ ("Colour 3"), _ ("Colour 4"), _ ("Colour 5"),
                                  _ ("Colour 6"), _ ("Colour 7"), _ ("Colour 8"), _ ("Another colour"), NULL };
  const char *const dashes[] = { _ ("Solid"), _ ("Dashed"), _ ("Dotted"), NULL };
  GtkWidget *group = add_group (page, _ ("Looks"));
  GdkRGBA rgba = { (float) (drawing->rgb >> 16 & 255) / 255.0f, (float) (drawing->rgb >> 8 & 255) / 255.0f,
                   (float) (drawing->rgb & 255) / 255.0f, 1.0f };

  self->text = add_entry (self, group, _ ("Text"), drawing->text);
  self->colour = add_combo (group, _ ("Colour"), colours, drawing->has_rgb ? N_COLOURS : drawing->colour_index % N_COLOURS);
  self->own_colour = GTK_COLOR_BUTTON (gtk_color_button_new_with_rgba (&rgba));
  add_row (group, _ ("Another colour"), self->own_colour);
  g_signal_connect_swapped (self->colour, "notify::selected", G_CALLBACK (changed_cb), self);
  self->width = add_spin (self, group, _ ("Line width in pixels"), 0.5, BW_DRAWING_WIDTH_MAX, 0.5, 1, drawing->width);
  self->dash = add_combo (group, _ ("Line"), dashes, drawing->dash);
  if (bw_drawing_kind_has_fill (drawing->kind))
    self->opacity = add_spin (self, group, _ ("Opacity of the area in percent"), 0.0, 100.0, 5.0, 0, drawing->fill_opacity * 100.0);
  if (bw_drawing_kind_can_extend (drawing->kind))
    {
      self->left = add_switch (self, group, _ ("Extend to the left"), drawing->extends_left);
      self->right = add_switch (self, group, _ ("Extend to the right"), drawing->extends_right);
    }
  self->locked = add_switch (self, group, _ ("Locked"), drawing->is_locked);
  self->hidden = add_switch (self, group, _ ("Hidden"), drawing->is_hidden);
}

static char *
print_levels (const BwDrawing *drawing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < drawing->levels->len; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.8g", g_array_index (drawing->levels, double, i) * 100.0);
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", number);
    }
  return g_string_free (text, FALSE);
}

static void
add_special (Dialog *self, GtkWidget *page)
{
  const BwDrawing *drawing = self->drawing;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  GtkWidget *group;

  if (bw_drawing_kind_has_levels (drawing->kind))
    {
      g_autofree char *levels = print_levels (drawing);

      self->levels = add_entry (self, add_group (page, _ ("Levels")), _ ("Levels in percent"), levels);
    }
  if (!bw_drawing_kind_is_position (drawing->kind))
    return;
  group = add_group (page, _ ("Size"));
  self->account = add_entry (self, group, _ ("Account size"), g_ascii_formatd (number, sizeof number, "%.10g", drawing->account_size));
  self->risk = add_entry (self, group, _ ("Risk in percent of the account"), g_ascii_formatd (number, sizeof number, "%.6g", drawing->risk_percent));
}

static void
add_anchors (Dialog *self, GtkWidget *page)
{
  static const char *const position_names[] = { N_ ("Entry"), N_ ("Stop"), N_ ("Target") };
  gboolean is_position = bw_drawing_kind_is_position (self->drawing->kind);
  guint n = MIN (self->drawing->anchors->len, N_ANCHOR_ROWS_MAX);

  if (self->drawing->kind == BW_DRAWING_BRUSH)
    return;
  for (guint i = 0; i < n; i++)
    {
      const BwDrawingAnchor *anchor = bw_drawing_anchor (self->drawing, i);
      g_autofree char *title = is_position ? g_strdup (_ (position_names[MIN (i, 2)])) : g_strdup_printf (_ ("Anchor %u"), i + 1);
      g_autofree char *time = bw_drawing_when_print (self->desk, anchor->time);
      g_autofree char *time_name = g_strdup_printf (_ ("%s: time"), title), *price_name = g_strdup_printf (_ ("%s: price"), title);
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      GtkWidget *group = add_group (page, title);

      g_ascii_formatd (number, sizeof number, "%.10g", anchor->price);
      self->times[i] = add_entry (self, group, time_name, time);
      self->prices[i] = add_entry (self, group, price_name, number);
    }
  self->n_anchors = n;
}

static GtkWidget *
make_window (Dialog *self, GtkWindow *parent)
{
  GtkWidget *window = adw_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new (), *cancel = gtk_button_new_with_label (_ ("Cancel"));

  self->done = gtk_button_new_with_label (_ ("Apply"));
  gtk_widget_add_css_class (self->done, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->note = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->note), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->note), 6);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->done);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), bw_drawing_kind_name (self->drawing->kind));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_widget (GTK_WINDOW (window), self->done);
  bw_dialog_fit (GTK_WINDOW (window), 460, 620);
  add_looks (self, page);
  add_special (self, page);
  add_anchors (self, page);
  return window;
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

void
bw_drawing_dialog_present (BwDesk *desk, GtkWidget *parent, BwInstrumentId instrument, guint64 id)
{
  BwDrawing *drawing = bw_engine_drawing (bw_desk_get_engine (desk), instrument, id);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  Dialog *self;

  if (drawing == NULL)
    return;
  self = g_new0 (Dialog, 1);
  self->desk = g_object_ref (desk);
  self->instrument = instrument;
  self->drawing = bw_drawing_ref (drawing);
  self->window = make_window (self, GTK_WINDOW (gtk_widget_get_root (parent)));
  g_object_set_data_full (G_OBJECT (self->window), "bw-drawing-dialog", self, dialog_free);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (self->window, shortcuts);
  g_signal_connect (self->done, "clicked", G_CALLBACK (done_cb), self);
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
