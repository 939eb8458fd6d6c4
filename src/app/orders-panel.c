/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/orders-panel.h"

#include "app/format.h"
#include "app/order-columns.h"
#include "app/paged-model.h"
#include "app/recount.h"

#include <glib/gi18n.h>

struct _BwOrdersPanel
{
  BwPanel parent_instance;
  GtkToggleButton *working_button;
  GtkToggleButton *filled_button;
  GtkToggleButton *all_button;
  GtkLabel *count_label;
  GtkStack *stack;
  GtkLabel *empty_label;
  GtkColumnView *view;
  GtkPopoverMenu *menu;       /* (owned): of a row */
  GtkColumnViewColumn *cancel_column; /* (borrowed): of the view */

  GListStore *working;        /* (owned): rows of BwOrder */
  BwPagedModel *history;      /* (owned) */
  GtkSingleSelection *working_selection; /* (owned) */
  GtkSingleSelection *history_selection; /* (owned) */
  BwRecount recount;
  guint64 details_until;      /* the newest order whose details could be read */
  gulong order_event_id;
};

G_DEFINE_FINAL_TYPE (BwOrdersPanel, bw_orders_panel, BW_TYPE_PANEL)

static guint64
get_order_key (gconstpointer payload)
{
  return ((const BwOrder *) payload)->id;
}

static gboolean
is_showing_history (BwOrdersPanel *self)
{
  return !gtk_toggle_button_get_active (self->working_button);
}

/* ---- History ---- */

static void
fill_query (BwOrdersPanel *self, BwOrdersQuery *query)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));

  *query = (BwOrdersQuery){
    .timeline = bw_desk_get_timeline (desk),
    .account = bw_desk_get_account (desk),
    .filter = gtk_toggle_button_get_active (self->filled_button) ? BW_ORDERS_FILLED : BW_ORDERS_ALL,
    .sort = BW_ORDERS_BY_CREATED,
    .is_descending = TRUE,
  };
}

static GArray *
read_page (guint64 offset, gsize n_max, gpointer user_data)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (user_data);
  BwTradingReader *reader = bw_engine_trading_reader (bw_panel_get_engine (BW_PANEL (self)));
  g_autoptr (GError) error = NULL;
  BwOrdersQuery query;
  GArray *orders;

  if (reader == NULL)
    return NULL;
  fill_query (self, &query);
  orders = bw_trading_reader_orders (reader, &query, offset, n_max, &error);
  if (orders == NULL)
    g_message ("can't read orders: %s", error->message);
  return orders;
}

static guint64
count_history (BwOrdersPanel *self)
{
  BwTradingReader *reader = bw_engine_trading_reader (bw_panel_get_engine (BW_PANEL (self)));
  BwOrdersQuery query;
  guint64 n_orders = 0;

  fill_query (self, &query);
  if (reader == NULL || !bw_trading_reader_count_orders (reader, &query, &n_orders, NULL))
    return 0;
  return n_orders;
}

static void
show_state (BwOrdersPanel *self)
{
  gboolean is_history = is_showing_history (self);
  GListModel *model = is_history ? G_LIST_MODEL (self->history) : G_LIST_MODEL (self->working);
  guint n_rows = g_list_model_get_n_items (model);
  g_autofree char *count = bw_format_count (n_rows);

  gtk_label_set_text (self->count_label, n_rows > 0 ? count : "");
  gtk_label_set_text (self->empty_label,
                      is_history ? _("No orders here yet. Send one with the ticket.")
                                 : _("No working orders. Limit and stop orders wait here until the market reaches them."));
  gtk_stack_set_visible_child_name (self->stack, n_rows > 0 ? "list" : "empty");
}

static void
count_more (BwPanel *panel)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (panel);

  bw_paged_model_grow (self->history, count_history (self));
  show_state (self);
}

static void
order_event_cb (BwEngine *engine, guint timeline, const BwOrder *order, gpointer user_data)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (user_data);

  if (timeline != bw_desk_get_timeline (bw_panel_get_desk (BW_PANEL (self))))
    return;
  bw_paged_model_update_row (self->history, order);
}

/* ---- Working ---- */

static void
show_working (BwOrdersPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  gsize n_orders;
  const BwOrder *const *orders = bw_engine_open_orders (
      bw_desk_get_engine (desk), bw_desk_get_timeline (desk), bw_desk_get_account (desk), &n_orders);

  bw_row_store_sync (self->working, (gconstpointer const *) orders, n_orders, sizeof (BwOrder), get_order_key);
}

/* What few orders have can be read a moment after the order: a part of it shown, a condition. */
static void
show_details (BwOrdersPanel *self)
{
  guint64 newest = self->details_until;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->working)); i++)
    {
      g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (self->working), i);

      if (bw_row_get_key (row) > self->details_until)
        bw_row_touch (row);
      newest = MAX (newest, bw_row_get_key (row));
    }
  self->details_until = newest;
}

static void
filter_changed_cb (BwOrdersPanel *self)
{
  gboolean is_history = is_showing_history (self);

  if (self->history == NULL || !bw_desk_is_open (bw_panel_get_desk (BW_PANEL (self))))
    return;
  gtk_column_view_column_set_visible (self->cancel_column, !is_history);
  if (is_history)
    {
      bw_paged_model_reset (self->history, count_history (self));
      bw_recount (&self->recount, BW_PANEL (self), count_more);
    }
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (is_history ? self->history_selection : self->working_selection));
  show_state (self);
}

/* ---- Acts ---- */

static void
cancel_selected_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (widget);
  BwRow *row = is_showing_history (self) ? NULL : gtk_single_selection_get_selected_item (self->working_selection);

  if (row != NULL)
    gtk_widget_activate_action (widget, "desk.cancel-order", "t", bw_row_get_key (row));
}

static void
row_activated_cb (GtkColumnView *view, guint position, gpointer user_data)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (user_data);
  g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);
  const BwOrder *order = bw_row_get_payload (row);

  bw_desk_set_instrument (bw_panel_get_desk (BW_PANEL (self)), BW_LINK_BLUE, order->instrument);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.order", "t", order->id);
}

/* By a right click: what can be done with the order there. */
static void
menu_asked_cb (GtkGestureClick *gesture, int n_presses, double x, double y, gpointer user_data)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (user_data);
  BwRow *row = bw_columns_pick (self->view, x, y);
  const BwOrder *order = row != NULL ? bw_row_get_payload (row) : NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) item = NULL;

  if (order == NULL)
    return;
  item = g_menu_item_new (_("Timeline"), NULL);
  g_menu_item_set_action_and_target (item, "win.order", "t", order->id);
  g_menu_append_item (menu, item);
  g_menu_item_set_label (item, _("Chart"));
  g_menu_item_set_action_and_target (item, "desk.symbol", "t", (guint64) order->instrument);
  g_menu_append_item (menu, item);
  if (bw_order_status_is_open (order->status))
    {
      g_menu_item_set_label (item, _("Cancel"));
      g_menu_item_set_action_and_target (item, "desk.cancel-order", "t", order->id);
      g_menu_append_item (menu, item);
    }
  gtk_popover_menu_set_menu_model (self->menu, G_MENU_MODEL (menu));
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &x, &y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* ---- Panel ---- */

static GtkSingleSelection *
make_selection (gpointer model)
{
  GtkSingleSelection *selection = gtk_single_selection_new (g_object_ref (model));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  return selection;
}

static void
bw_orders_panel_set_up (BwPanel *panel)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (panel);
  gsize n_columns;
  const BwColumn *columns = bw_order_columns (&n_columns);
  GListModel *added;

  bw_columns_dress (self->view);
  bw_columns_add (self->view, columns, n_columns, self);
  bw_columns_add_button (self->view, NULL, "bw-close-symbolic", _("Cancel this order"), "desk.cancel-order", 44, 0);
  added = gtk_column_view_get_columns (self->view);
  self->cancel_column = g_list_model_get_item (added, (guint) n_columns);
  g_object_unref (self->cancel_column);
  bw_columns_add_button (self->view, NULL, "bw-more-symbolic", _("Timeline of this order"), "win.order", 44, 1);
  self->history = bw_paged_model_new (sizeof (BwOrder), get_order_key, read_page, self);
  self->working_selection = make_selection (self->working);
  self->history_selection = make_selection (self->history);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->working_selection));
  g_signal_connect_object (self->view, "activate", G_CALLBACK (row_activated_cb), self, 0);
  self->order_event_id = g_signal_connect (bw_panel_get_engine (panel), "order-event", G_CALLBACK (order_event_cb), self);
}

static void
bw_orders_panel_refresh (BwPanel *panel, guint what)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (panel);

  if (what == G_MAXUINT || (what & BW_CHANGED_INSTRUMENTS) != 0)
    filter_changed_cb (self);
  if ((what & BW_CHANGED_HISTORY) != 0)
    show_details (self);
  if ((what & BW_CHANGED_ORDERS) != 0)
    {
      show_working (self);
      if (is_showing_history (self))
        bw_recount (&self->recount, BW_PANEL (self), count_more);
      show_state (self);
    }
}

static void
bw_orders_panel_dispose (GObject *object)
{
  BwOrdersPanel *self = BW_ORDERS_PANEL (object);

  if (self->order_event_id != 0)
    g_clear_signal_handler (&self->order_event_id, bw_panel_get_engine (BW_PANEL (self)));
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
  g_clear_object (&self->working_selection);
  g_clear_object (&self->history_selection);
  g_clear_object (&self->working);
  g_clear_object (&self->history);
  G_OBJECT_CLASS (bw_orders_panel_parent_class)->dispose (object);
}

static void
bw_orders_panel_class_init (BwOrdersPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_orders_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_orders_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_orders_panel_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/orders-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwOrdersPanel, working_button);
  gtk_widget_class_bind_template_child (widget_class, BwOrdersPanel, filled_button);
  gtk_widget_class_bind_template_child (widget_class, BwOrdersPanel, all_button);
  gtk_widget_class_bind_template_child (widget_class, BwOrdersPanel, count_label);
  gtk_widget_class_bind_template_child (widget_class, BwOrdersPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, BwOrdersPanel, empty_label);
  gtk_widget_class_bind_template_child (widget_class, BwOrdersPanel, view);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_install_action (widget_class, "orders.cancel-selected", NULL, cancel_selected_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "orders.cancel-selected", NULL);
}

static void
bw_orders_panel_init (BwOrdersPanel *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_asked_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  self->menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  self->working = g_list_store_new (BW_TYPE_ROW);
}
