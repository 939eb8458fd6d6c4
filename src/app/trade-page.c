/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/trade-page.h"

#include "app/alerts/alerts-panel.h"
#include "app/book-panel.h"
#include "app/chart/chart-panel.h"
#include "app/dock/dock.h"
#include "app/dock/layouts.h"
#include "app/fills-panel.h"
#include "app/info-panel.h"
#include "app/orders-panel.h"
#include "app/positions-panel.h"
#include "app/practice/news-panel.h"
#include "app/sheet.h"
#include "app/tape-panel.h"
#include "app/ticket-panel.h"
#include "app/trade-layouts.h"
#include "app/watchlist-panel.h"

#include <glib/gi18n.h>

#define SAVE_DELAY_MS 800
#define PATIENCE_MS 250

/* In the order in which a phone shows them. */
static const BwDockPanelSpec specs[] = {
  { "chart", N_("Chart") },     { "ticket", N_("Ticket") }, { "watchlist", N_("Watchlist") },
  { "positions", N_("Positions") }, { "orders", N_("Orders") }, { "fills", N_("Fills") },
  { "book", N_("Book") },       { "tape", N_("Tape") },     { "info", N_("Info") },
  { "chart-2", N_("Second Chart") }, { "news", N_("News") },
  { "chart-3", N_("Third Chart") }, { "chart-4", N_("Fourth Chart") },
  { "chart-5", N_("Fifth Chart") }, { "chart-6", N_("Sixth Chart") },
  { "alerts", N_("Alerts") },
};

/* How each is made, in the same order. */
static const struct { GType (*get_type) (void); BwLink link; } makers[G_N_ELEMENTS (specs)] = {
  { bw_chart_panel_get_type, BW_LINK_BLUE },
  { bw_ticket_panel_get_type, BW_LINK_BLUE },
  { bw_watchlist_panel_get_type, BW_LINK_BLUE },
  { bw_positions_panel_get_type, BW_LINK_NONE },
  { bw_orders_panel_get_type, BW_LINK_NONE },
  { bw_fills_panel_get_type, BW_LINK_NONE },
  { bw_book_panel_get_type, BW_LINK_BLUE },
  { bw_tape_panel_get_type, BW_LINK_BLUE },
  { bw_info_panel_get_type, BW_LINK_BLUE },
  { bw_chart_panel_get_type, BW_LINK_ORANGE },
  { bw_news_panel_get_type, BW_LINK_BLUE },
  { bw_chart_panel_get_type, BW_LINK_BLUE },
  { bw_chart_panel_get_type, BW_LINK_BLUE },
  { bw_chart_panel_get_type, BW_LINK_BLUE },
  { bw_chart_panel_get_type, BW_LINK_BLUE },
  { bw_alerts_panel_get_type, BW_LINK_NONE },
};

struct _BwTradePage
{
  BwPanel parent_instance;
  BwDock *dock;
  BwSheet *sheet;         /* the ticket, where there is room for one panel only */
  GtkWidget *trade_bar;   /* opens it */
  GtkWidget *side_buttons[2];
  guint save_timeout;
  guint patience_timeout; /* until the default layout stands in for a saved one */
  gboolean is_loaded;
};

G_DEFINE_FINAL_TYPE (BwTradePage, bw_trade_page, BW_TYPE_PANEL)

static BwPanel *
make_panel (const char *id, gpointer user_data)
{
  BwTradePage *self = BW_TRADE_PAGE (user_data);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (specs[i].id, id))
      return g_object_new (makers[i].get_type (), "desk", bw_panel_get_desk (BW_PANEL (self)), "id", id,
                           "title", _(specs[i].title), "link", makers[i].link, NULL);
  g_return_val_if_reached (NULL);
}

static gboolean
save_cb (gpointer user_data)
{
  BwTradePage *self = BW_TRADE_PAGE (user_data);

  self->save_timeout = 0;
  bw_trade_page_save_layout (self);
  return G_SOURCE_REMOVE;
}

static void
dock_changed_cb (BwTradePage *self)
{
  if (self->save_timeout == 0)
    self->save_timeout = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

/* The saved layout is in the profile: it can be read once the engine is open, which takes no longer
 * than the window needs to appear. Building the default first would build everything twice. */
static void
load_layout (BwTradePage *self)
{
  g_autofree char *json = bw_layouts_get_json (bw_layouts_of (bw_panel_get_desk (BW_PANEL (self))));

  self->is_loaded = TRUE;
  g_clear_handle_id (&self->patience_timeout, g_source_remove);
  bw_dock_load (self->dock, json);
}

/* A profile that takes its time to recover doesn't leave the page empty. */
static gboolean
patience_cb (gpointer user_data)
{
  BwTradePage *self = BW_TRADE_PAGE (user_data);

  self->patience_timeout = 0;
  bw_dock_load (self->dock, NULL);
  return G_SOURCE_REMOVE;
}

/* The symbol whose ticket the buttons open. */
static void
name_side_buttons (BwTradePage *self)
{
  gboolean is_shown = gtk_widget_get_visible (self->trade_bar);
  const BwInstrument *instrument = is_shown ? bw_panel_lookup_instrument (bw_dock_get_panel (self->dock, "ticket")) : NULL;
  const char *symbol = instrument != NULL ? instrument->symbol : "";
  g_autofree char *buy = g_strdup_printf (_("Buy %s"), symbol);
  g_autofree char *sell = g_strdup_printf (_("Sell %s"), symbol);

  gtk_button_set_label (GTK_BUTTON (self->side_buttons[0]), buy);
  gtk_button_set_label (GTK_BUTTON (self->side_buttons[1]), sell);
}

static void
bw_trade_page_refresh (BwPanel *panel, guint what)
{
  BwTradePage *self = BW_TRADE_PAGE (panel);

  if (!self->is_loaded)
    load_layout (self);
  if ((what & BW_CHANGED_INSTRUMENTS) != 0)
    name_side_buttons (self);
}

static void
order_proposed_cb (BwTradePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bw_trade_page_show_panel (self, "ticket");
}

/* ---- The ticket as a sheet ---- */

static GtkWidget *
make_side_button (const char *side)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, side);
  gtk_widget_set_tooltip_text (button, g_str_equal (side, "buy") ? _("Buy (Ctrl+B)") : _("Sell, or sell short (Ctrl+Shift+B)"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", side);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.ticket");
  return button;
}

static GtkWidget *
make_trade_bar (BwTradePage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (bar, "trade-bar");
  gtk_box_set_homogeneous (GTK_BOX (bar), TRUE);
  self->side_buttons[0] = make_side_button ("buy");
  self->side_buttons[1] = make_side_button ("sell");
  for (guint i = 0; i < G_N_ELEMENTS (self->side_buttons); i++)
    gtk_box_append (GTK_BOX (bar), self->side_buttons[i]);
  gtk_widget_set_visible (bar, FALSE);
  return bar;
}

static void
layout_chosen_cb (BwTradePage *self)
{
  g_autofree char *json = bw_layouts_get_json (bw_layouts_of (bw_panel_get_desk (BW_PANEL (self))));

  bw_dock_choose (self->dock, json);
}

static void
bw_trade_page_constructed (GObject *object)
{
  BwTradePage *self = BW_TRADE_PAGE (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  guint n_layouts;
  const BwBuiltinLayout *default_layout = bw_trade_layouts (&n_layouts);

  G_OBJECT_CLASS (bw_trade_page_parent_class)->constructed (object);
  self->dock = BW_DOCK (bw_dock_new (specs, G_N_ELEMENTS (specs), default_layout->tree, make_panel, self));
  gtk_widget_set_hexpand (GTK_WIDGET (self->dock), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->dock), TRUE);
  self->trade_bar = make_trade_bar (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->dock));
  gtk_box_append (GTK_BOX (box), self->trade_bar);
  self->sheet = BW_SHEET (bw_sheet_new (_("Order Ticket"), box));
  bw_dock_set_aside (self->dock, "ticket", bw_sheet_get_slot (self->sheet));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->sheet));
  self->patience_timeout = g_timeout_add (PATIENCE_MS, patience_cb, self);
  g_signal_connect_object (self->dock, "changed", G_CALLBACK (dock_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_layouts_of (bw_panel_get_desk (BW_PANEL (self))), "chosen", G_CALLBACK (layout_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_panel_get_desk (BW_PANEL (self)), "order-proposed",
                           G_CALLBACK (order_proposed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_panel_get_desk (BW_PANEL (self)), "instrument-changed",
                           G_CALLBACK (name_side_buttons), self, G_CONNECT_SWAPPED);
}

static void
bw_trade_page_dispose (GObject *object)
{
  g_clear_handle_id (&BW_TRADE_PAGE (object)->patience_timeout, g_source_remove);
  g_clear_handle_id (&BW_TRADE_PAGE (object)->save_timeout, g_source_remove);
  G_OBJECT_CLASS (bw_trade_page_parent_class)->dispose (object);
}

static void
bw_trade_page_class_init (BwTradePageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bw_trade_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bw_trade_page_dispose;
  BW_PANEL_CLASS (klass)->refresh = bw_trade_page_refresh;
}

static void
bw_trade_page_init (BwTradePage *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "trade-page");
}

GtkWidget *
bw_trade_page_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_TRADE_PAGE, "desk", desk, "id", "trade", "title", _("Trade"), NULL);
}

/** bw_trade_page_set_width_class: narrow, there is one panel at a time, and the ticket is a sheet over it. */
void
bw_trade_page_set_width_class (BwTradePage *self, BwWidthClass width_class)
{
  gboolean is_narrow = width_class == BW_WIDTH_NARROW;

  if (!is_narrow)
    bw_sheet_set_open (self->sheet, FALSE);
  bw_dock_set_single (self->dock, is_narrow);
  gtk_widget_set_visible (self->trade_bar, is_narrow);
  name_side_buttons (self);
}

/** bw_trade_page_save_layout: what was changed belongs to the layout in use, and is there after a restart. */
void
bw_trade_page_save_layout (BwTradePage *self)
{
  g_autofree char *json = NULL;

  if (!self->is_loaded || !bw_desk_is_open (bw_panel_get_desk (BW_PANEL (self))))
    return;
  g_clear_handle_id (&self->save_timeout, g_source_remove);
  json = bw_dock_save (self->dock);
  bw_layouts_keep (bw_layouts_of (bw_panel_get_desk (BW_PANEL (self))), json);
}

/** bw_trade_page_get_panel: (transfer none) (nullable): of that id, made when need be. */
BwPanel *
bw_trade_page_get_panel (BwTradePage *self, const char *id)
{
  return bw_dock_get_panel (self->dock, id);
}

void
bw_trade_page_show_panel (BwTradePage *self, const char *id)
{
  BwPanel *panel = bw_dock_get_panel (self->dock, id);

  if (panel != NULL && gtk_widget_is_ancestor (GTK_WIDGET (panel), GTK_WIDGET (bw_sheet_get_slot (self->sheet))))
    bw_sheet_set_open (self->sheet, TRUE);
  else
    bw_dock_show (self->dock, id);
}

/** bw_trade_page_focus_next: the keyboard stays in the ticket while that is open as a sheet. */
void
bw_trade_page_focus_next (BwTradePage *self, int direction)
{
  if (!bw_sheet_is_open (self->sheet))
    bw_dock_focus_next (self->dock, direction);
}

/** bw_trade_page_get_timeframe: of the chart, for stepping bar by bar. */
BwTimeframe
bw_trade_page_get_timeframe (BwTradePage *self)
{
  return bw_chart_panel_get_timeframe (BW_CHART_PANEL (bw_dock_get_panel (self->dock, "chart")));
}
