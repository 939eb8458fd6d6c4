/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/indicators-dialog.h"

#include "app/chart/study-dialog.h"
#include "app/chart/study-words.h"
#include "app/chart/templates-dialog.h"
#include "app/dialog.h"

#include <glib/gi18n.h>
#include <string.h>

struct _BwIndicatorsDialog
{
  AdwWindow parent_instance;
  GtkSearchEntry *entry;
  GtkListBox *shown;    /* what is on the chart */
  GtkListBox *found;    /* what can be added */
  GtkWidget *shown_box; /* with its heading */
  GtkLabel *nothing;
  BwChartKeeper *keeper; /* (owned) */
  char *wanted;          /* (owned): casefolded */
};

G_DEFINE_FINAL_TYPE (BwIndicatorsDialog, bw_indicators_dialog, ADW_TYPE_WINDOW)

/* ---- What can be added ---- */

static const BwIndicatorInfo *
get_info (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "bw-info");
}

static void
add_row (BwIndicatorsDialog *self, const BwIndicatorInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *title = gtk_label_new (bw_study_words_title (info)), *name = gtk_label_new (info->name);
  GtkWidget *place = gtk_label_new (bw_study_words_place (info));
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", bw_study_words_title (info), info->name,
                                             bw_study_words_place (info));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_widget_add_css_class (name, "caption");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (place, "dim-label");
  gtk_widget_add_css_class (place, "caption");
  gtk_label_set_width_chars (GTK_LABEL (place), 11);
  gtk_label_set_xalign (GTK_LABEL (place), 1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), place);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 10);
  gtk_widget_set_margin_end (box, 10);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "bw-info", (gpointer) info);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (self->found, row);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  return bw_study_words_match (get_info (row), BW_INDICATORS_DIALOG (user_data)->wanted) > 0;
}

/* By how well they match, else as the registry has them: in groups. */
static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  const char *wanted = BW_INDICATORS_DIALOG (user_data)->wanted;
  guint left = bw_study_words_match (get_info (a), wanted), right = bw_study_words_match (get_info (b), wanted);

  if (left != right)
    return left > right ? -1 : 1;
  if (get_info (a)->group != get_info (b)->group)
    return get_info (a)->group < get_info (b)->group ? -1 : 1;
  return strcmp (bw_study_words_title (get_info (a)), bw_study_words_title (get_info (b)));
}

static void
add_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *text = bw_study_words_group (get_info (row)->group);
  GtkWidget *label;

  /* Matches are in no groups. */
  if (*BW_INDICATORS_DIALOG (user_data)->wanted != '\0' || (before != NULL && get_info (before)->group == get_info (row)->group))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 10);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 4);
  gtk_list_box_row_set_header (row, label);
}

static GtkListBoxRow *
find_first (BwIndicatorsDialog *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->found, i)) != NULL; i++)
    if (is_wanted (row, self))
      return row;
  return NULL;
}

static void
search_changed_cb (BwIndicatorsDialog *self)
{
  GtkListBoxRow *first;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  g_free (self->wanted);
  self->wanted = g_utf8_casefold (text, -1);
  gtk_list_box_invalidate_sort (self->found);
  gtk_list_box_invalidate_filter (self->found);
  gtk_list_box_invalidate_headers (self->found);
  first = find_first (self);
  gtk_list_box_select_row (self->found, first);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), first == NULL);
}

static void
add (BwIndicatorsDialog *self, GtkListBoxRow *row)
{
  if (row != NULL)
    bw_chart_keeper_add (self->keeper, get_info (row), NULL);
}

static void
found_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  add (user_data, row);
}

/* Enter in the search adds what is selected: the best match. */
static void
entry_activated_cb (BwIndicatorsDialog *self)
{
  add (self, gtk_list_box_get_selected_row (self->found));
}

static void
next_match_cb (BwIndicatorsDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->found);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->found));
}

/* ---- What is on the chart ---- */

static guint64
get_id (GtkWidget *widget)
{
  const guint64 *id = g_object_get_data (G_OBJECT (widget), "bw-id");

  return id != NULL ? *id : 0;
}

static void
set_id (GtkWidget *widget, guint64 id)
{
  g_object_set_data_full (G_OBJECT (widget), "bw-id", g_memdup2 (&id, sizeof id), g_free);
}

static void
visible_cb (GtkSwitch *toggle, GParamSpec *pspec, gpointer user_data)
{
  bw_chart_keeper_set_visible (BW_INDICATORS_DIALOG (user_data)->keeper, get_id (GTK_WIDGET (toggle)),
                               gtk_switch_get_active (toggle));
}

static void
settings_cb (GtkButton *button, gpointer user_data)
{
  BwIndicatorsDialog *self = user_data;

  bw_study_dialog_show (self->keeper, GTK_WINDOW (self), get_id (GTK_WIDGET (button)));
}

static void
up_cb (GtkButton *button, gpointer user_data)
{
  bw_chart_keeper_move (BW_INDICATORS_DIALOG (user_data)->keeper, get_id (GTK_WIDGET (button)), -1);
}

static void
down_cb (GtkButton *button, gpointer user_data)
{
  bw_chart_keeper_move (BW_INDICATORS_DIALOG (user_data)->keeper, get_id (GTK_WIDGET (button)), 1);
}

static void
remove_cb (GtkButton *button, gpointer user_data)
{
  BwIndicatorsDialog *self = user_data;

  bw_chart_keeper_remove (self->keeper, get_id (GTK_WIDGET (button)));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* @words: what it does, with a %s for the study it does it to */
static GtkWidget *
make_button (BwIndicatorsDialog *self, const BwStudySpec *spec, const char *name, const char *label, const char *icon,
             const char *words, GCallback clicked)
{
  GtkWidget *button = label != NULL ? gtk_button_new_with_label (label) : gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_name (button, name);
  set_id (button, spec->id);
  g_signal_connect (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
make_toggle (BwIndicatorsDialog *self, const BwStudySpec *spec, const char *title)
{
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *words = g_strdup_printf (_("Show %s"), title);

  gtk_switch_set_active (GTK_SWITCH (toggle), spec->is_visible);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (toggle, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_name (toggle, "show");
  set_id (toggle, spec->id);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (visible_cb), self);
  return toggle;
}

static void
add_shown (BwIndicatorsDialog *self, const BwStudySpec *spec, gboolean is_first, gboolean is_last)
{
  char title[BW_STUDY_TITLE_BYTES];
  GtkWidget *row = adw_action_row_new (), *up, *down;
  g_autofree char *settings = NULL, *higher = NULL, *lower = NULL, *removal = NULL;

  bw_study_spec_print_title (spec, title);
  settings = g_strdup_printf (_("Settings of %s"), title);
  higher = g_strdup_printf (_("Move %s up"), title);
  lower = g_strdup_printf (_("Move %s down"), title);
  removal = g_strdup_printf (_("Remove %s"), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), bw_study_words_title (spec->info));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_toggle (self, spec, title));
  up = make_button (self, spec, "up", "↑", NULL, higher, G_CALLBACK (up_cb));
  down = make_button (self, spec, "down", "↓", NULL, lower, G_CALLBACK (down_cb));
  gtk_widget_set_sensitive (up, !is_first);
  gtk_widget_set_sensitive (down, !is_last);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), up);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), down);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, spec, "settings", _("Settings"), NULL, settings, G_CALLBACK (settings_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, spec, "remove", NULL, "bw-remove-symbolic", removal, G_CALLBACK (remove_cb)));
  gtk_list_box_append (self->shown, row);
}

static GtkWidget *
find_control (GtkWidget *widget, guint64 id, const char *name)
{
  if (get_id (widget) == id && g_strcmp0 (gtk_widget_get_name (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_control (child, id, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The control that had the focus is gone: it goes to the same one of the same study. */
static void
restore_focus (BwIndicatorsDialog *self, guint64 id, const char *name)
{
  GtkWidget *control = find_control (GTK_WIDGET (self->shown), id, name);

  if (control == NULL || !gtk_widget_get_sensitive (control))
    control = GTK_WIDGET (self->entry);
  gtk_widget_grab_focus (control);
}

static void
fill_shown (BwIndicatorsDialog *self)
{
  BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);
  GtkWidget *child, *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->shown));
  guint64 id = had_focus ? get_id (focus) : 0;
  g_autofree char *name = had_focus ? g_strdup (gtk_widget_get_name (focus)) : NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->shown))) != NULL)
    gtk_list_box_remove (self->shown, child);
  for (guint i = 0; i < setup->studies->len; i++)
    add_shown (self, bw_chart_setup_get_study (setup, i), i == 0, i + 1 == setup->studies->len);
  gtk_widget_set_visible (self->shown_box, setup->studies->len > 0);
  if (had_focus)
    restore_focus (self, id, name);
}

static void
templates_cb (BwIndicatorsDialog *self)
{
  bw_templates_dialog_show (self->keeper, GTK_WINDOW (self));
}

/* ---- The window ---- */

static GtkWidget *
make_content (BwIndicatorsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *heading = gtk_label_new (_("On this chart"));

  self->shown_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->shown), "boxed-list");
  gtk_list_box_set_selection_mode (self->shown, GTK_SELECTION_NONE);
  gtk_box_append (GTK_BOX (self->shown_box), heading);
  gtk_box_append (GTK_BOX (self->shown_box), GTK_WIDGET (self->shown));
  gtk_box_append (GTK_BOX (box), self->shown_box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->found));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->nothing));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
make_widgets (BwIndicatorsDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  GtkWidget *templates = gtk_button_new_with_label (_("Templates"));

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->shown = GTK_LIST_BOX (gtk_list_box_new ());
  self->found = GTK_LIST_BOX (gtk_list_box_new ());
  self->nothing = GTK_LABEL (gtk_label_new (_("No indicator is called that. Try a shorter word.")));
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "dim-label");
  gtk_widget_set_margin_top (GTK_WIDGET (self->nothing), 24);
  gtk_widget_set_tooltip_text (templates, _("Save this chart’s setup, or take over another"));
  g_signal_connect_swapped (templates, "clicked", G_CALLBACK (templates_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), templates);
  gtk_widget_set_margin_start (GTK_WIDGET (self->entry), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->entry), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->entry), 8);
  gtk_list_box_set_activate_on_single_click (self->found, FALSE);
  gtk_list_box_set_selection_mode (self->found, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->found), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search indicators"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->found), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Indicators to add"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->shown), GTK_ACCESSIBLE_PROPERTY_LABEL, _("On this chart"), -1);
  g_object_set (self->entry, "placeholder-text", _("Search, then Enter to add"), NULL);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), make_content (self));
  adw_window_set_content (ADW_WINDOW (self), box);
}

static void
bw_indicators_dialog_dispose (GObject *object)
{
  BwIndicatorsDialog *self = BW_INDICATORS_DIALOG (object);

  if (self->found != NULL)
    {
      gtk_list_box_set_filter_func (self->found, NULL, NULL, NULL);
      gtk_list_box_set_sort_func (self->found, NULL, NULL, NULL);
      gtk_list_box_set_header_func (self->found, NULL, NULL, NULL);
      self->found = NULL;
    }
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (bw_indicators_dialog_parent_class)->dispose (object);
}

static void
bw_indicators_dialog_class_init (BwIndicatorsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_indicators_dialog_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_indicators_dialog_init (BwIndicatorsDialog *self)
{
  self->wanted = g_strdup ("");
  make_widgets (self);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    add_row (self, bw_indicator_get_info (i));
  gtk_list_box_set_filter_func (self->found, is_wanted, self, NULL);
  gtk_list_box_set_sort_func (self->found, compare_rows, self, NULL);
  gtk_list_box_set_header_func (self->found, add_heading, self, NULL);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (self->entry, "next-match", G_CALLBACK (next_match_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_window_close), self);
  g_signal_connect (self->found, "row-activated", G_CALLBACK (found_activated_cb), self);
}

/**
 * bw_indicators_dialog_new:
 *
 * Returns: (transfer none): for @keeper's chart, over its window; to be presented
 */
GtkWidget *
bw_indicators_dialog_new (BwChartKeeper *keeper)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (bw_chart_keeper_get_view (keeper)));
  BwIndicatorsDialog *self = g_object_new (BW_TYPE_INDICATORS_DIALOG, "transient-for", root, "title", _("Indicators"), NULL);

  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (fill_shown), self, G_CONNECT_SWAPPED);
  bw_dialog_fit (GTK_WINDOW (self), 620, 640);
  fill_shown (self);
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}
