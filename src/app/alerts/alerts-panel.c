/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/alerts/alerts-panel.h"

#include "app/alerts/alert-words.h"
#include "app/columns.h"
#include "app/format.h"
#include "app/paged-model.h"
#include "engine/alerts.h"

#include <glib/gi18n.h>

struct _BwAlertsPanel
{
  BwPanel parent_instance;
  GtkColumnView *view, *log_view;
  GtkStack *stack; /* alerts, history; each empty or not */
  GtkWidget *history_button;
  GListStore *store;                 /* (owned): rows of BwAlert, by number */
  GtkSingleSelection *selection;     /* (owned) */
  BwPagedModel *log;                 /* (owned): BwAlertFiring, newest first */
  GtkSingleSelection *log_selection; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BwAlertsPanel, bw_alerts_panel, BW_TYPE_PANEL)

static const BwInstrument *
find_instrument (gpointer panel, const BwAlert *alert)
{
  return bw_desk_lookup_instrument (bw_panel_get_desk (BW_PANEL (panel)), alert->instrument);
}

static void
show_symbol (gpointer panel, BwCell *cell, const BwAlert *alert)
{
  const BwInstrument *instrument = find_instrument (panel, alert);

  bw_cell_set (cell, instrument != NULL ? instrument->symbol : BW_DASH, BW_TONE_NORMAL);
}

/* ---- Columns of the alerts ---- */

static void
present_state (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwAlert *alert = bw_row_get_payload (row);
  const char *sign = alert->status == BW_ALERT_ACTIVE ? "●" : alert->status == BW_ALERT_DONE ? "✓" : "○";
  const char *text = bw_alert_describe_status (bw_alert_voice (), alert,
                                               bw_desk_get_now (bw_panel_get_desk (BW_PANEL (user_data))));

  bw_cell_take (cell, g_strdup_printf ("%s %s", sign, text),
                alert->status == BW_ALERT_ACTIVE ? BW_TONE_NORMAL : BW_TONE_DIM);
}

static void
present_symbol (BwRow *row, BwCell *cell, gpointer user_data)
{
  show_symbol (user_data, cell, bw_row_get_payload (row));
}

static void
present_condition (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwAlert *alert = bw_row_get_payload (row);

  bw_cell_take (cell, bw_alert_describe (bw_alert_voice (), alert, find_instrument (user_data, alert)), BW_TONE_NORMAL);
}

static void
present_repeat (BwRow *row, BwCell *cell, gpointer user_data)
{
  bw_cell_take (cell, bw_alert_describe_repeat (bw_alert_voice (), bw_row_get_payload (row)), BW_TONE_DIM);
}

static void
present_fired (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwAlert *alert = bw_row_get_payload (row);
  const char *zone = bw_desk_get_zone (bw_panel_get_desk (BW_PANEL (user_data)));

  if (alert->n_fired == 0)
    bw_cell_set (cell, BW_DASH, BW_TONE_DIM);
  else
    {
      g_autofree char *time = bw_format_time (alert->fired, zone);

      bw_cell_take (cell, g_strdup_printf ("%s (%u×)", time, alert->n_fired), BW_TONE_NORMAL);
    }
}

static const BwColumn columns[] = {
  { "state", N_("State"), 92, FALSE, 0, present_state, NULL },
  { "symbol", N_("Symbol"), 74, FALSE, 0, present_symbol, NULL },
  { "condition", N_("Tells when"), 220, TRUE, 0, present_condition, NULL },
  { "repeat", N_("How often"), 150, FALSE, 0, present_repeat, NULL, 2 },
  { "fired", N_("Last fired"), 120, FALSE, 0, present_fired, NULL, 1 },
};

/* ---- Columns of the history ---- */

static void
present_log_time (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwAlertFiring *firing = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_time (firing->time, bw_desk_get_zone (bw_panel_get_desk (BW_PANEL (user_data)))),
                BW_TONE_DIM);
}

static void
present_log_symbol (BwRow *row, BwCell *cell, gpointer user_data)
{
  show_symbol (user_data, cell, &((const BwAlertFiring *) bw_row_get_payload (row))->alert);
}

static void
present_log_price (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwAlertFiring *firing = bw_row_get_payload (row);
  const BwInstrument *instrument = find_instrument (user_data, &firing->alert);

  bw_cell_take (cell, instrument != NULL ? bw_format_price (instrument, firing->price) : g_strdup (BW_DASH), BW_TONE_NORMAL);
}

static void
present_log_why (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwAlertFiring *firing = bw_row_get_payload (row);

  bw_cell_take (cell, bw_alert_explain (bw_alert_voice (), firing, find_instrument (user_data, &firing->alert)),
                BW_TONE_NORMAL);
}

static void
present_log_message (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwAlertFiring *firing = bw_row_get_payload (row);
  g_autofree char *time = bw_format_time (firing->time, bw_desk_get_zone (bw_panel_get_desk (BW_PANEL (user_data))));

  bw_cell_take (cell, bw_alert_expand (bw_alert_voice (), firing, find_instrument (user_data, &firing->alert), time),
                BW_TONE_DIM);
}

static const BwColumn log_columns[] = {
  { "time", N_("Time"), 84, FALSE, 0, present_log_time, NULL },
  { "symbol", N_("Symbol"), 74, FALSE, 0, present_log_symbol, NULL },
  { "price", N_("Price"), 84, FALSE, 1, present_log_price, NULL },
  { "why", N_("Why"), 220, TRUE, 0, present_log_why, NULL },
  { "message", N_("Message"), 260, FALSE, 0, present_log_message, NULL, 1 },
};

/* ---- What there is ---- */

static gboolean
is_history (BwAlertsPanel *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->history_button));
}

static void
show_state (BwAlertsPanel *self)
{
  if (is_history (self))
    gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->log)) > 0 ? "log" : "no-log");
  else
    gtk_stack_set_visible_child_name (self->stack,
                                      g_list_model_get_n_items (G_LIST_MODEL (self->store)) > 0 ? "alerts" : "no-alerts");
}

static guint64
get_alert_key (gconstpointer payload)
{
  return ((const BwAlert *) payload)->id;
}

static void
show_alerts (BwAlertsPanel *self)
{
  BwEngine *engine = bw_panel_get_engine (BW_PANEL (self));
  BwTimelineId timeline = bw_desk_get_timeline (bw_panel_get_desk (BW_PANEL (self)));
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (gsize i = 0; i < bw_engine_n_alerts (engine); i++)
    if (bw_engine_alert_at (engine, i)->timeline == timeline)
      g_ptr_array_add (found, (gpointer) bw_engine_alert_at (engine, i));
  bw_row_store_sync (self->store, (gconstpointer const *) found->pdata, found->len, sizeof (BwAlert), get_alert_key);
}

static guint64
get_firing_key (gconstpointer payload)
{
  const BwAlertFiring *firing = payload;

  return firing->alert.id << 24 | (firing->alert.n_fired & 0xffffff);
}

static GArray *
read_page (guint64 offset, gsize n_max, gpointer user_data)
{
  BwAlertsPanel *self = BW_ALERTS_PANEL (user_data);
  BwTradingReader *reader = bw_engine_trading_reader (bw_panel_get_engine (BW_PANEL (self)));

  if (reader == NULL)
    return NULL;
  return bw_trading_reader_firings (reader, bw_desk_get_timeline (bw_panel_get_desk (BW_PANEL (self))), 0, offset, n_max, NULL);
}

static guint64
count_log (BwAlertsPanel *self)
{
  BwTradingReader *reader = bw_engine_trading_reader (bw_panel_get_engine (BW_PANEL (self)));
  guint64 n_firings = 0;

  if (reader == NULL ||
      !bw_trading_reader_count_firings (reader, bw_desk_get_timeline (bw_panel_get_desk (BW_PANEL (self))), 0, &n_firings, NULL))
    return 0;
  return n_firings;
}

static void
bw_alerts_panel_refresh (BwPanel *panel, guint what)
{
  BwAlertsPanel *self = BW_ALERTS_PANEL (panel);

  if (!bw_desk_is_open (bw_panel_get_desk (panel)) || (what & BW_CHANGED_ALERTS) == 0)
    return;
  show_alerts (self);
  bw_paged_model_reset (self->log, count_log (self));
  show_state (self);
}

/* ---- Acts ---- */

static guint64
get_selected (BwAlertsPanel *self)
{
  BwRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? bw_row_get_key (row) : 0;
}

/* Of a key: what is done with the alert that is selected. */
static gboolean
act_on_selected (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  BwAlertsPanel *self = BW_ALERTS_PANEL (user_data);
  guint64 id = get_selected (self);

  if (id != 0 && !is_history (self))
    gtk_widget_activate_action (GTK_WIDGET (self), g_variant_get_string (arguments, NULL), "t", id);
  return id != 0;
}

static void
add_key (BwAlertsPanel *self, GtkEventController *keys, const char *trigger, const char *action)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                            gtk_callback_action_new (act_on_selected, self, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_string (action));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
}

static void
alert_activated_cb (GtkColumnView *view, guint position, gpointer user_data)
{
  BwAlertsPanel *self = BW_ALERTS_PANEL (user_data);
  g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.edit-alert", "t", bw_row_get_key (row));
}

/* Its chart, at that moment. */
static void
firing_activated_cb (GtkColumnView *view, guint position, gpointer user_data)
{
  BwAlertsPanel *self = BW_ALERTS_PANEL (user_data);
  g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (self->log_selection), position);
  const BwAlertFiring *firing = bw_row_get_payload (row);
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));

  bw_desk_set_instrument (desk, BW_LINK_BLUE, firing->alert.instrument);
  bw_desk_choose_time (desk, firing->alert.instrument, firing->time);
}

/* ---- Making ---- */

static GtkWidget *
scroll (GtkColumnView *view, const char *name)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_alerts (BwAlertsPanel *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  bw_columns_dress (self->view);
  bw_columns_add (self->view, columns, G_N_ELEMENTS (columns), self);
  bw_columns_add_button (self->view, NULL, "bw-pause-symbolic", _("Switch on or off (Space)"), "desk.toggle-alert", 40, 0);
  bw_columns_add_button (self->view, NULL, "bw-remove-symbolic", _("Remove (Delete)"), "desk.remove-alert", 40, 0);
  self->store = g_list_store_new (BW_TYPE_ROW);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->view, "activate", G_CALLBACK (alert_activated_cb), self, 0);
  add_key (self, keys, "Delete", "desk.remove-alert");
  add_key (self, keys, "space", "desk.toggle-alert");
  add_key (self, keys, "s", "desk.snooze-alert");
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  return scroll (self->view, _("Alerts"));
}

static GtkWidget *
make_log (BwAlertsPanel *self)
{
  self->log_view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  bw_columns_dress (self->log_view);
  bw_columns_add (self->log_view, log_columns, G_N_ELEMENTS (log_columns), self);
  self->log = bw_paged_model_new (sizeof (BwAlertFiring), get_firing_key, read_page, self);
  self->log_selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->log)));
  gtk_column_view_set_model (self->log_view, GTK_SELECTION_MODEL (self->log_selection));
  g_signal_connect_object (self->log_view, "activate", G_CALLBACK (firing_activated_cb), self, 0);
  return scroll (self->log_view, _("What alerts have told"));
}

static GtkWidget *
make_empty (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
make_bar (BwAlertsPanel *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *new_button = gtk_button_new_with_label (_("New Alert…"));

  gtk_widget_set_tooltip_text (new_button, _("Watch a price, a move, a volume or indicators (Ctrl+Alt+A)"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (new_button), "u", 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (new_button), "win.new-alert");
  self->history_button = gtk_toggle_button_new_with_label (_("History"));
  gtk_widget_set_tooltip_text (self->history_button, _("What alerts have told, newest first"));
  g_signal_connect_object (self->history_button, "toggled", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), new_button);
  gtk_box_append (GTK_BOX (bar), self->history_button);
  gtk_widget_set_margin_start (bar, 8);
  gtk_widget_set_margin_top (bar, 4);
  gtk_widget_set_margin_bottom (bar, 4);
  return bar;
}

static void
bw_alerts_panel_set_up (BwPanel *panel)
{
  BwAlertsPanel *self = BW_ALERTS_PANEL (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_stack_add_named (self->stack, make_empty (_("No alerts yet. Set one here, or on the chart with a right click at a price.")),
                       "no-alerts");
  gtk_stack_add_named (self->stack, make_empty (_("No alert has fired yet.")), "no-log");
  gtk_stack_add_named (self->stack, make_alerts (self), "alerts");
  gtk_stack_add_named (self->stack, make_log (self), "log");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (panel), box);
}

static void
bw_alerts_panel_dispose (GObject *object)
{
  BwAlertsPanel *self = BW_ALERTS_PANEL (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_object (&self->log_selection);
  g_clear_object (&self->log);
  G_OBJECT_CLASS (bw_alerts_panel_parent_class)->dispose (object);
}

static void
bw_alerts_panel_class_init (BwAlertsPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_alerts_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_alerts_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_alerts_panel_refresh;
}

static void
bw_alerts_panel_init (BwAlertsPanel *self)
{
}
