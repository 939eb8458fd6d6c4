/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/book-panel.h"

#include "app/cell.h"
#include "app/format.h"
#include "app/practice/auction-words.h"
#include "app/practice/happening-words.h"
#include "app/subscription.h"

#include <glib/gi18n.h>

struct _BwBookPanel
{
  BwPanel parent_instance;
  GtkGrid *grid;
  GtkLabel *spread_label;
  GtkLabel *empty_label;
  GtkLabel *auction_label;
  GtkStack *stack;
  GtkWidget *scroller;
  GtkWidget *buttons[2 * BW_DEPTH_LEVELS_MAX]; /* asks from the worst to the best, then bids */
  BwCell *prices[2 * BW_DEPTH_LEVELS_MAX];
  BwCell *sizes[2 * BW_DEPTH_LEVELS_MAX];
  BwCell *totals[2 * BW_DEPTH_LEVELS_MAX];
  BwFixed shown_prices[2 * BW_DEPTH_LEVELS_MAX];
  BwFixed shown_sizes[2 * BW_DEPTH_LEVELS_MAX];
  gboolean is_halted;          /* shown so */
  BwSubscription live;
};

G_DEFINE_FINAL_TYPE (BwBookPanel, bw_book_panel, BW_TYPE_PANEL)

/* A price above the middle proposes to sell there, one below to buy: the side that rests. */
static void
level_clicked_cb (GtkButton *button, gpointer user_data)
{
  BwBookPanel *self = BW_BOOK_PANEL (user_data);
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "bw-index"));
  BwNewOrder order = { .instrument = self->live.instrument, .type = BW_ORDER_LIMIT,
                       .limit_price = self->shown_prices[index] };

  order.side = index < BW_DEPTH_LEVELS_MAX ? BW_SIDE_SELL : BW_SIDE_BUY;
  if (!bw_fixed_is_zero (order.limit_price))
    bw_desk_propose_order (bw_panel_get_desk (BW_PANEL (self)), &order);
}

static void
add_level (BwBookPanel *self, guint index)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *button = gtk_button_new ();

  gtk_box_set_homogeneous (GTK_BOX (line), TRUE);
  self->sizes[index] = BW_CELL (bw_cell_new (1));
  self->prices[index] = BW_CELL (bw_cell_new (1));
  self->totals[index] = BW_CELL (bw_cell_new (1));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->prices[index]));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->sizes[index]));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->totals[index]));
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "book-level");
  gtk_widget_set_hexpand (button, TRUE);
  g_object_set_data (G_OBJECT (button), "bw-index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (level_clicked_cb), self, 0);
  self->buttons[index] = button;
  gtk_grid_attach (self->grid, button, 0, (int) index + (index < BW_DEPTH_LEVELS_MAX ? 0 : 1), 1, 1);
}

/* What a screen reader calls it, and what a click on it proposes. */
static void
name_level (BwBookPanel *self, guint index, const BwInstrument *instrument, const BwDepthLevel *level)
{
  g_autofree char *price = bw_format_price (instrument, level->price);
  g_autofree char *size = bw_format_quantity (level->size, BW_FORMAT_PLAIN);
  g_autofree char *name = g_strdup_printf (index < BW_DEPTH_LEVELS_MAX ? _("Ask %s, size %s") : _("Bid %s, size %s"), price, size);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[index]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_level (BwBookPanel *self, guint index, const BwInstrument *instrument, const BwDepthLevel *level,
            double total, double largest)
{
  gboolean is_ask = index < BW_DEPTH_LEVELS_MAX;
  BwTone tone = is_ask ? BW_TONE_ASK : BW_TONE_BID;

  gtk_widget_set_visible (self->buttons[index], level != NULL);
  if (level == NULL)
    {
      self->shown_prices[index] = BW_FIXED_ZERO;
      return;
    }
  if (bw_fixed_compare (self->shown_prices[index], level->price) != 0 || bw_fixed_compare (self->shown_sizes[index], level->size) != 0)
    name_level (self, index, instrument, level);
  self->shown_prices[index] = level->price;
  self->shown_sizes[index] = level->size;
  bw_cell_take (self->prices[index], bw_format_price (instrument, level->price), tone);
  bw_cell_take (self->sizes[index], bw_format_quantity (level->size, BW_FORMAT_PLAIN), BW_TONE_NORMAL);
  bw_cell_take (self->totals[index], bw_format_size (total), BW_TONE_DIM);
  bw_cell_set_bar (self->sizes[index], bw_fixed_to_double (level->size) / largest, tone, TRUE);
}

static void
show_spread (BwBookPanel *self, const BwInstrument *instrument, const BwDepth *depth)
{
  BwFixed spread, middle_twice;
  g_autofree char *amount = NULL, *share = NULL, *text = NULL;
  double middle;

  if (depth->n_bids == 0 || depth->n_asks == 0 ||
      !bw_fixed_sub (depth->asks[0].price, depth->bids[0].price, &spread) ||
      !bw_fixed_add (depth->asks[0].price, depth->bids[0].price, &middle_twice))
    {
      gtk_label_set_text (self->spread_label, _("One side is empty"));
      return;
    }
  middle = bw_fixed_to_double (middle_twice) / 2;
  amount = bw_format_price (instrument, spread);
  share = bw_format_percent (middle > 0 ? bw_fixed_to_double (spread) / middle : 0, BW_FORMAT_PLAIN);
  text = g_strdup_printf (_("Spread %s (%s)"), bw_fixed_is_zero (spread) ? "0" : amount, share);
  gtk_label_set_text (self->spread_label, text);
}

/* How many levels a side there is room for: whole rows only, the spread in the middle. */
static guint
count_levels (BwBookPanel *self)
{
  int room = gtk_widget_get_height (self->scroller);
  int row, spread;

  gtk_widget_measure (self->buttons[BW_DEPTH_LEVELS_MAX], GTK_ORIENTATION_VERTICAL, -1, &row, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->spread_label), GTK_ORIENTATION_VERTICAL, -1, &spread, NULL, NULL, NULL);
  if (room <= 0 || row <= 0)
    return BW_DEPTH_LEVELS_MAX / 2;
  return (guint) CLAMP ((room - spread) / (2 * row), 1, BW_DEPTH_LEVELS_MAX);
}

static const BwQuoteView *
get_quote (BwBookPanel *self)
{
  return self->live.instrument == 0
             ? NULL
             : bw_engine_quote (bw_panel_get_engine (BW_PANEL (self)), self->live.timeline, self->live.instrument);
}

/* What stood in the book of a halted share is gone. */
static gboolean
show_halt (BwBookPanel *self)
{
  g_autofree char *text = bw_halt_text (bw_panel_get_desk (BW_PANEL (self)), get_quote (self));

  if (self->is_halted && text == NULL)
    gtk_label_set_text (self->empty_label, ""); /* what isn't shown isn't read aloud either */
  self->is_halted = text != NULL;
  if (!self->is_halted)
    return FALSE;
  gtk_stack_set_visible_child_name (self->stack, "empty");
  gtk_label_set_text (self->empty_label, text);
  return TRUE;
}

/* What would meet in the auction that is near. */
static void
show_auction (BwBookPanel *self)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  const BwQuoteView *quote = get_quote (self);
  gboolean is_near = instrument != NULL && bw_auction_is_near (quote);
  g_autofree char *text = is_near ? bw_auction_text (instrument, &quote->imbalance) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->auction_label), is_near);
  if (is_near && g_strcmp0 (gtk_label_get_text (self->auction_label), text) != 0)
    gtk_label_set_text (self->auction_label, text);
}

static void
show_depth (BwBookPanel *self)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  BwDepth depth = { 0 };
  gboolean has_depth = self->live.instrument != 0 &&
                       bw_engine_depth (bw_panel_get_engine (BW_PANEL (self)), self->live.timeline, self->live.instrument, &depth);
  double largest = 1, total;
  guint n_levels;

  show_auction (self);
  if (show_halt (self))
    return;
  gtk_stack_set_visible_child_name (self->stack, has_depth ? "book" : "empty");
  if (!has_depth)
    {
      gtk_label_set_text (self->empty_label, self->live.timeline == BW_TIMELINE_PRACTICE
                                                 ? _("The book appears with the next quote.")
                                                 : _("No order book for this symbol: its prices come as bars."));
      return;
    }
  n_levels = count_levels (self);
  for (guint i = 0; i < depth.n_bids; i++)
    largest = MAX (largest, bw_fixed_to_double (depth.bids[i].size));
  for (guint i = 0; i < depth.n_asks; i++)
    largest = MAX (largest, bw_fixed_to_double (depth.asks[i].size));
  total = 0;
  for (guint i = 0; i < BW_DEPTH_LEVELS_MAX; i++)
    {
      total += i < depth.n_asks ? bw_fixed_to_double (depth.asks[i].size) : 0;
      show_level (self, BW_DEPTH_LEVELS_MAX - 1 - i, instrument, i < MIN (depth.n_asks, n_levels) ? &depth.asks[i] : NULL, total, largest);
    }
  total = 0;
  for (guint i = 0; i < BW_DEPTH_LEVELS_MAX; i++)
    {
      total += i < depth.n_bids ? bw_fixed_to_double (depth.bids[i].size) : 0;
      show_level (self, BW_DEPTH_LEVELS_MAX + i, instrument, i < MIN (depth.n_bids, n_levels) ? &depth.bids[i] : NULL, total, largest);
    }
  show_spread (self, instrument, &depth);
}

static void
bw_book_panel_set_up (BwPanel *panel)
{
  for (guint i = 0; i < 2 * BW_DEPTH_LEVELS_MAX; i++)
    add_level (BW_BOOK_PANEL (panel), i);
}

static void
bw_book_panel_refresh (BwPanel *panel, guint what)
{
  BwBookPanel *self = BW_BOOK_PANEL (panel);
  gboolean is_other = bw_subscription_follow (&self->live, panel);
  const BwQuoteView *quote = get_quote (self);

  if (is_other || (what & BW_CHANGED_TAPE) != 0 || (quote != NULL && quote->market.is_halted != self->is_halted))
    show_depth (self);
}

static void
bw_book_panel_instrument_changed (BwPanel *panel)
{
  bw_book_panel_refresh (panel, 0);
}

static void
bw_book_panel_sleep (BwPanel *panel)
{
  bw_subscription_end (&BW_BOOK_PANEL (panel)->live, panel);
}

static void
bw_book_panel_class_init (BwBookPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  BW_PANEL_CLASS (klass)->set_up = bw_book_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_book_panel_refresh;
  BW_PANEL_CLASS (klass)->instrument_changed = bw_book_panel_instrument_changed;
  BW_PANEL_CLASS (klass)->sleep = bw_book_panel_sleep;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/book-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwBookPanel, grid);
  gtk_widget_class_bind_template_child (widget_class, BwBookPanel, spread_label);
  gtk_widget_class_bind_template_child (widget_class, BwBookPanel, empty_label);
  gtk_widget_class_bind_template_child (widget_class, BwBookPanel, auction_label);
  gtk_widget_class_bind_template_child (widget_class, BwBookPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, BwBookPanel, scroller);
}

static void
bw_book_panel_init (BwBookPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
