/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/risk/risk-page.h"

#include "app/adaptive.h"
#include "app/words.h"

#include <glib/gi18n.h>
#include <string.h>

/* One limit: its name, a bar of how much is used, its value, whether it cuts, whether it is on. */
typedef struct
{
  BwLimitRule rule;
  GtkWidget *controls; /* holds the value and whether it cuts */
  GtkWidget *value;
  GtkWidget *used;
  GtkWidget *bar;
  GtkWidget *cuts; /* (nullable) */
  GtkWidget *toggle;
} Row;

struct _BwLimitsPanel
{
  BwPanel parent_instance;
  BwAdaptive *adaptive;
  GtkWidget *scope;
  GtkWidget *source; /* a strategy's or an agent's name, for the scopes that want one */
  GtkWidget *halted;
  Row rows[BW_N_LIMITS];
  BwRiskView view;
  gboolean has_view;
  gboolean is_reading;
  gboolean must_read_again;
  gboolean is_showing; /* what is set now is no act of the user */
};

G_DEFINE_FINAL_TYPE (BwLimitsPanel, bw_limits_panel, BW_TYPE_PANEL)

static void read_again (BwLimitsPanel *self);

/* Whose limits are shown; in the order of the drop-down. */
typedef enum
{
  WHOSE_ACCOUNT,
  WHOSE_ALL,
  WHOSE_STRATEGY,
  WHOSE_AGENT,
} Whose;

static Whose
get_whose (BwLimitsPanel *self)
{
  return (Whose) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope));
}

static BwLimitScope
get_scope (BwLimitsPanel *self)
{
  Whose whose = get_whose (self);

  return whose == WHOSE_STRATEGY ? BW_LIMIT_SCOPE_STRATEGY : whose == WHOSE_AGENT ? BW_LIMIT_SCOPE_AGENT : BW_LIMIT_SCOPE_ACCOUNT;
}

/* The name that is written, without blanks around it. */
static char *
get_source (BwLimitsPanel *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->source))));
}

/* Strategies and agents have what is set for them alone. */
static const BwLimit *
get_sourced_limit (BwLimitsPanel *self, BwLimitRule rule)
{
  static const BwLimit none = { .mode = BW_LIMIT_OFF };
  g_autofree char *source = get_source (self);

  for (guint i = 0; i < self->view.n_sourced; i++)
    {
      const BwLimit *limit = &self->view.sourced[i];

      if (limit->scope == get_scope (self) && limit->rule == rule && g_str_equal (limit->source, source))
        return limit;
    }
  return &none;
}

static const BwLimit *
get_limit (BwLimitsPanel *self, BwLimitRule rule)
{
  switch (get_whose (self))
    {
    case WHOSE_ALL:
      return &self->view.all[rule];
    case WHOSE_STRATEGY:
    case WHOSE_AGENT:
      return get_sourced_limit (self, rule);
    case WHOSE_ACCOUNT:
      break;
    }
  return bw_risk_view_limit (&self->view, rule);
}

/* ---- Showing ---- */

/* In words beside the bar, as a colour says nothing to many. */
static void
show_used (BwLimitsPanel *self, Row *row, const BwLimit *limit)
{
  BwFixed used = self->view.used[row->rule];
  gboolean is_on = limit->mode == BW_LIMIT_ON;
  gboolean is_own = self->view.own[row->rule].mode != BW_LIMIT_INHERITED;
  double share = is_on && limit->value.e8 > 0 ? bw_fixed_to_double (used) / bw_fixed_to_double (limit->value) : 0;
  gboolean is_measured = bw_limit_kind (row->rule) != BW_LIMIT_KIND_LIST &&
                         bw_limit_kind (row->rule) != BW_LIMIT_KIND_SESSIONS &&
                         row->rule != BW_LIMIT_ORDER_SIZE && row->rule != BW_LIMIT_ORDER_QUANTITY &&
                         row->rule != BW_LIMIT_PRICE_COLLAR &&
                         get_scope (self) == BW_LIMIT_SCOPE_ACCOUNT; /* what is used is the account's */
  g_autoptr (GString) text = g_string_new (NULL);

  if (is_measured)
    {
      g_autofree char *number = bw_risk_words_number (row->rule, used);

      g_string_append_printf (text, _("%s used"), number);
    }
  if (is_on && is_measured && share >= 1)
    g_string_append_printf (text, " · %s", _("full"));
  else if (is_on && is_measured && share >= 0.8)
    g_string_append_printf (text, " · %s", _("nearly full"));
  if (get_whose (self) == WHOSE_ACCOUNT)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", is_own ? _("own") : _("as for all"));
  gtk_label_set_text (GTK_LABEL (row->used), text->str);
  gtk_widget_set_visible (row->used, text->len > 0);
  gtk_widget_set_visible (row->bar, is_on && is_measured);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (row->bar), CLAMP (share, 0, 1));
}

static void
show_row (BwLimitsPanel *self, Row *row)
{
  const BwLimit *limit = get_limit (self, row->rule);
  gboolean is_on = limit->mode == BW_LIMIT_ON;
  char text[BW_LIMIT_TEXT_BYTES] = "";

  if (!gtk_widget_has_focus (row->value) && gtk_widget_get_focus_child (row->value) == NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (row->value), is_on ? bw_limit_print_value (limit, text) : "");
      gtk_widget_remove_css_class (row->value, "error");
    }
  gtk_switch_set_active (GTK_SWITCH (row->toggle), is_on);
  gtk_switch_set_state (GTK_SWITCH (row->toggle), is_on);
  if (row->cuts != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (row->cuts), limit->resizes != 0);
  show_used (self, row, limit);
}

static void
show_all (BwLimitsPanel *self)
{
  const BwAccountView *view = bw_desk_get_account_view (bw_panel_get_desk (BW_PANEL (self)));
  gboolean is_sourced = get_scope (self) != BW_LIMIT_SCOPE_ACCOUNT;
  g_autofree char *source = get_source (self);
  g_autofree char *halted = NULL;

  if (is_sourced && self->has_view && get_sourced_limit (self, BW_LIMIT_KILL_SWITCH)->mode == BW_LIMIT_ON)
    halted = g_strdup_printf (_("%s is stopped by its kill switch."), source);
  else if (!is_sourced && view != NULL && view->account.halt != BW_HALT_NONE)
    halted = g_strdup_printf (_("This account is stopped: %s."), bw_words_reason (view->account.halt_reason));
  gtk_label_set_text (GTK_LABEL (self->halted), halted != NULL ? halted : "");
  gtk_widget_set_visible (self->halted, halted != NULL);
  gtk_widget_set_visible (self->source, get_scope (self) != BW_LIMIT_SCOPE_ACCOUNT);
  if (!self->has_view)
    return;
  self->is_showing = TRUE;
  for (int rule = BW_LIMIT_DAILY_LOSS; rule <= BW_LIMIT_PRICE_COLLAR; rule++)
    show_row (self, &self->rows[rule]);
  self->is_showing = FALSE;
}

static void
risk_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwLimitsPanel) self = user_data;
  BwRiskView view;

  self->is_reading = FALSE;
  if (!bw_engine_risk_finish (BW_ENGINE (object), result, &view, NULL) || !bw_panel_is_awake (BW_PANEL (self)))
    return;
  self->view = view;
  self->has_view = TRUE;
  show_all (self);
  if (self->must_read_again)
    read_again (self);
}

static void
read_again (BwLimitsPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));

  self->must_read_again = self->is_reading;
  if (self->is_reading || !bw_desk_is_open (desk))
    return;
  self->is_reading = TRUE;
  bw_engine_risk_async (bw_desk_get_engine (desk), bw_desk_get_timeline (desk), bw_desk_get_account (desk), NULL,
                        risk_read_cb, g_object_ref (self));
}

/* ---- Acts ---- */

static void
limit_set_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwLimitsPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  BwCommandResult outcome;

  if (!bw_engine_command_finish (BW_ENGINE (object), result, &outcome, &error))
    message = g_strdup_printf (_("The limit was not set: %s"), error->message);
  else if (outcome.reason != BW_REASON_NONE)
    message = g_strdup_printf (_("The limit was not set: %s"), bw_words_reason (outcome.reason));
  if (message != NULL)
    bw_desk_tell (bw_panel_get_desk (BW_PANEL (self)), message);
  read_again (self);
}

/* A strategy's or an agent's limit wants its name: says so, where there is none. */
static gboolean
check_source (BwLimitsPanel *self)
{
  g_autofree char *source = get_source (self);

  if (get_scope (self) == BW_LIMIT_SCOPE_ACCOUNT || (*source != '\0' && strlen (source) < BW_SOURCE_BYTES))
    return TRUE;
  bw_desk_tell (bw_panel_get_desk (BW_PANEL (self)),
                *source == '\0' ? _("Write first whose limit it is: the name of the strategy or agent.")
                                : _("That name is too long: up to 31 letters."));
  gtk_widget_grab_focus (self->source);
  show_all (self);
  return FALSE;
}

/* For whom it is, is what the bar above the rows says. */
static void
set_limit (BwLimitsPanel *self, BwLimit limit)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  g_autofree char *source = get_source (self);

  if (!check_source (self))
    return;
  limit.scope = (guint8) get_scope (self);
  if (limit.scope != BW_LIMIT_SCOPE_ACCOUNT)
    g_strlcpy (limit.source, source, sizeof limit.source);
  bw_engine_set_limit_async (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                             get_whose (self) == WHOSE_ACCOUNT ? bw_desk_get_account (desk) : 0, &limit, NULL,
                             limit_set_cb, g_object_ref (self));
}

/* What the row says, on; a value that can't be read is marked. An empty one is the moderate preset's. */
static void
apply_row (BwLimitsPanel *self, Row *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row->value));
  BwLimit limit = { .rule = (guint8) row->rule };

  if (*text == '\0')
    bw_limit_preset_get (BW_LIMITS_MODERATE, row->rule, &limit);
  else if (!bw_limit_parse_value (text, &limit))
    limit.mode = BW_LIMIT_OFF;
  limit.resizes = row->cuts != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (row->cuts));
  if (limit.mode != BW_LIMIT_ON || !bw_limit_is_valid (&limit))
    {
      gtk_widget_add_css_class (row->value, "error");
      gtk_widget_grab_focus (row->value);
      self->is_showing = TRUE;
      gtk_switch_set_active (GTK_SWITCH (row->toggle), get_limit (self, row->rule)->mode == BW_LIMIT_ON);
      self->is_showing = FALSE;
      return;
    }
  gtk_widget_remove_css_class (row->value, "error");
  set_limit (self, limit);
}

static Row *
row_of (BwLimitsPanel *self, gpointer widget)
{
  return &self->rows[GPOINTER_TO_INT (g_object_get_data (widget, "rule"))];
}

static void
value_activated_cb (GtkWidget *entry, BwLimitsPanel *self)
{
  apply_row (self, row_of (self, entry));
}

static gboolean
toggled_cb (GtkSwitch *toggle, gboolean is_on, BwLimitsPanel *self)
{
  Row *row = row_of (self, toggle);
  BwLimit limit = { .rule = (guint8) row->rule, .mode = BW_LIMIT_OFF };

  if (self->is_showing)
    return FALSE;
  if (is_on)
    apply_row (self, row);
  else
    set_limit (self, limit);
  return TRUE;
}

static void
cuts_toggled_cb (GtkWidget *check, BwLimitsPanel *self)
{
  Row *row = row_of (self, check);

  if (!self->is_showing && get_limit (self, row->rule)->mode == BW_LIMIT_ON)
    apply_row (self, row);
}

static void
preset_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwLimitsPanel *self = BW_LIMITS_PANEL (widget);
  BwLimitPreset preset;

  if (!bw_limit_preset_parse (g_variant_get_string (parameter, NULL), &preset) || !check_source (self))
    return;
  for (int rule = BW_LIMIT_DAILY_LOSS; rule <= BW_LIMIT_PRICE_COLLAR; rule++)
    {
      BwLimitKind kind = bw_limit_kind (rule);
      BwLimit limit;

      if (kind == BW_LIMIT_KIND_LIST || kind == BW_LIMIT_KIND_SESSIONS)
        continue; /* lists stay what they are */
      bw_limit_preset_get (preset, rule, &limit);
      set_limit (self, limit);
    }
}

static void
inherit_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwLimitsPanel *self = BW_LIMITS_PANEL (widget);

  for (int rule = BW_LIMIT_DAILY_LOSS; rule <= BW_LIMIT_PRICE_COLLAR; rule++)
    {
      BwLimit limit = { .rule = (guint8) rule };

      if (self->view.own[rule].mode != BW_LIMIT_INHERITED && get_whose (self) == WHOSE_ACCOUNT)
        set_limit (self, limit);
    }
}

/* The account's is the desk's own command, with its words; others' is a limit that is set. */
static void
kill_response_cb (AdwMessageDialog *dialog, const char *response, BwLimitsPanel *self)
{
  BwLimit limit = { .rule = BW_LIMIT_KILL_SWITCH };

  if (g_str_equal (response, "close"))
    return;
  if (get_whose (self) == WHOSE_ACCOUNT)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "desk.kill-switch", "s", response);
      return;
    }
  limit.mode = g_str_equal (response, "off") ? BW_LIMIT_OFF : BW_LIMIT_ON;
  if (limit.mode == BW_LIMIT_ON)
    g_strlcpy (limit.list, response, sizeof limit.list);
  set_limit (self, limit);
}

static char *
ask_whose (BwLimitsPanel *self)
{
  g_autofree char *source = get_source (self);

  switch (get_whose (self))
    {
    case WHOSE_ALL:
      return g_strdup (_("Stop all accounts?"));
    case WHOSE_STRATEGY:
      return g_strdup_printf (_("Stop the strategy %s?"), source);
    case WHOSE_AGENT:
      return g_strdup_printf (_("Stop the agent %s?"), source);
    case WHOSE_ACCOUNT:
      break;
    }
  return g_strdup (_("Stop this account?"));
}

static void
kill_switch_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwLimitsPanel *self = BW_LIMITS_PANEL (widget);
  g_autofree char *heading = ask_whose (self);

  if (check_source (self))
    g_signal_connect_object (bw_kill_switch_present (widget, heading), "response", G_CALLBACK (kill_response_cb), self, 0);
}

/* ---- Making ---- */

static GtkWidget *
make_words (Row *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (bw_risk_words_name (row->rule));

  row->used = gtk_label_new (NULL);
  row->bar = gtk_level_bar_new ();
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (row->used), 0);
  gtk_label_set_ellipsize (GTK_LABEL (row->used), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (row->used, "dim-label");
  gtk_widget_add_css_class (row->used, "numeric");
  gtk_widget_add_css_class (row->bar, "share-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bw_risk_words_name (row->rule), -1);
  gtk_widget_set_tooltip_text (box, bw_risk_words_meaning (row->rule));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), row->used);
  gtk_box_append (GTK_BOX (box), row->bar);
  return box;
}

static GtkWidget *
make_row (BwLimitsPanel *self, BwLimitRule rule)
{
  Row *row = &self->rows[rule];
  GtkWidget *grid = gtk_grid_new ();
  gpointer number = GINT_TO_POINTER (rule);

  row->rule = rule;
  row->controls = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_hexpand_set (row->controls, TRUE); /* its value may want room; the name has it first */
  row->value = gtk_entry_new ();
  row->toggle = gtk_switch_new ();
  gtk_widget_add_css_class (grid, "bw-limit");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  if (bw_limit_can_resize (rule))
    {
      row->cuts = gtk_check_button_new_with_label (_("Cut"));
      gtk_widget_set_tooltip_text (row->cuts, _("Cut an order that is too large instead of refusing it"));
      g_object_set_data (G_OBJECT (row->cuts), "rule", number);
      g_signal_connect_object (row->cuts, "toggled", G_CALLBACK (cuts_toggled_cb), self, 0);
      gtk_box_append (GTK_BOX (row->controls), row->cuts);
    }
  gtk_entry_set_placeholder_text (GTK_ENTRY (row->value), _("no limit"));
  gtk_editable_set_width_chars (GTK_EDITABLE (row->value), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (row->value), 14);
  gtk_widget_set_valign (row->value, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (row->toggle, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (row->value, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->value), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bw_risk_words_name (rule), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bw_risk_words_name (rule), -1);
  g_object_set_data (G_OBJECT (row->value), "rule", number);
  g_object_set_data (G_OBJECT (row->toggle), "rule", number);
  g_signal_connect_object (row->value, "activate", G_CALLBACK (value_activated_cb), self, 0);
  g_signal_connect_object (row->toggle, "state-set", G_CALLBACK (toggled_cb), self, 0);
  gtk_box_append (GTK_BOX (row->controls), row->value);
  gtk_grid_attach (GTK_GRID (grid), make_words (row), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->controls, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->toggle, 2, 0, 1, 1);
  return grid;
}

/* On a phone the value stands below its name. */
static void
width_class_changed_cb (BwLimitsPanel *self)
{
  gboolean is_narrow = bw_adaptive_get_width_class (self->adaptive) == BW_WIDTH_NARROW;

  for (int rule = BW_LIMIT_DAILY_LOSS; rule <= BW_LIMIT_PRICE_COLLAR; rule++)
    {
      GtkWidget *controls = self->rows[rule].controls;
      GtkLayoutManager *layout = gtk_widget_get_layout_manager (gtk_widget_get_parent (controls));

      g_object_set (gtk_layout_manager_get_layout_child (layout, controls), "column", is_narrow ? 0 : 1, "row",
                    is_narrow ? 1 : 0, "column-span", is_narrow ? 3 : 1, NULL);
      gtk_widget_set_hexpand (self->rows[rule].value, is_narrow);
    }
}

/* A list that is looked at, not chosen from: the focus goes to what the rows hold. */
static GtkWidget *
make_rows (BwLimitsPanel *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Limits"), -1);
  for (int rule = BW_LIMIT_DAILY_LOSS; rule <= BW_LIMIT_PRICE_COLLAR; rule++)
    {
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), make_row (self, rule));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_focusable (row, FALSE);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  return list;
}

static GtkWidget *
make_presets (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("Conservative"), "limits.preset('conservative')");
  g_menu_append (menu, _("Moderate"), "limits.preset('moderate')");
  g_menu_append (menu, _("Aggressive"), "limits.preset('aggressive')");
  g_menu_append (menu, _("As for all accounts"), "limits.inherit");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Presets"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  return button;
}

static GtkWidget *
make_bar (BwLimitsPanel *self)
{
  const char *scopes[] = { _("This account"), _("All accounts"), _("A strategy"), _("An agent"), NULL };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *kill = gtk_button_new_with_label (_("Kill Switch…"));

  self->scope = gtk_drop_down_new_from_strings (scopes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scope), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Whose limits"), -1);
  g_signal_connect_object (self->scope, "notify::selected", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  self->source = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->source), _("Name"));
  gtk_entry_set_max_length (GTK_ENTRY (self->source), BW_SOURCE_BYTES - 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->source), 10);
  gtk_widget_set_tooltip_text (self->source, _("The name that the strategy or agent sends its orders under"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->source), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the strategy or agent"), -1);
  g_signal_connect_object (self->source, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (kill), "limits.kill-switch");
  gtk_widget_add_css_class (kill, "destructive-action");
  gtk_widget_set_hexpand (kill, TRUE);
  gtk_widget_set_halign (kill, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (bar), self->scope);
  gtk_box_append (GTK_BOX (bar), self->source);
  gtk_box_append (GTK_BOX (bar), make_presets ());
  gtk_box_append (GTK_BOX (bar), kill);
  return bar;
}

static void
bw_limits_panel_set_up (BwPanel *panel)
{
  BwLimitsPanel *self = BW_LIMITS_PANEL (panel);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->halted = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->halted), 0);
  gtk_label_set_wrap (GTK_LABEL (self->halted), TRUE);
  gtk_widget_add_css_class (self->halted, "error");
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), self->halted);
  gtk_box_append (GTK_BOX (box), make_rows (self));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 16);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  self->adaptive = BW_ADAPTIVE (bw_adaptive_new ());
  bw_adaptive_set_child (self->adaptive, scroller);
  g_signal_connect_object (self->adaptive, "width-class-changed", G_CALLBACK (width_class_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (panel), GTK_WIDGET (self->adaptive));
}

static void
bw_limits_panel_refresh (BwPanel *panel, guint what)
{
  if ((what & (BW_CHANGED_ACCOUNTS | BW_CHANGED_POSITIONS | BW_CHANGED_ORDERS)) != 0)
    read_again (BW_LIMITS_PANEL (panel));
}

static void
bw_limits_panel_class_init (BwLimitsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  BW_PANEL_CLASS (klass)->set_up = bw_limits_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_limits_panel_refresh;
  gtk_widget_class_install_action (widget_class, "limits.preset", "s", preset_cb);
  gtk_widget_class_install_action (widget_class, "limits.inherit", NULL, inherit_cb);
  gtk_widget_class_install_action (widget_class, "limits.kill-switch", NULL, kill_switch_cb);
}

static void
bw_limits_panel_init (BwLimitsPanel *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}

GtkWidget *
bw_limits_panel_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_LIMITS_PANEL, "desk", desk, "id", "limits", "title", _("Limits"), NULL);
}
