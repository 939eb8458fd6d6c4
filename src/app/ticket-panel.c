/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ticket-panel.h"

#include "app/actions.h"
#include "app/format.h"
#include "app/practice/auction-words.h"
#include "app/practice/happening-words.h"
#include "app/ticket-impact.h"
#include "app/order-story.h"
#include "app/ticket-more.h"
#include "app/ticket-sizing.h"
#include "app/ticket-terms.h"
#include "app/words.h"

#include <glib/gi18n.h>

enum { UNIT_QUANTITY, UNIT_MONEY, UNIT_EQUITY_SHARE };
enum { TYPE_MARKET, TYPE_LIMIT, TYPE_STOP, TYPE_STOP_LIMIT, TYPE_MARKET_IF_TOUCHED, TYPE_LIMIT_IF_TOUCHED, TYPE_TRAILING_STOP, TYPE_TRAILING_STOP_LIMIT };
enum { TIF_DAY, TIF_GTC, TIF_IOC, TIF_FOK, TIF_OPG, TIF_CLS, TIF_GTD };

struct _BwTicketPanel
{
  BwPanel parent_instance;
  GtkLabel *symbol_label;
  GtkLabel *quote_label;
  GtkLabel *halt_label;
  GtkLabel *borrow_label;
  GtkToggleButton *buy_button;
  GtkToggleButton *sell_button;
  GtkEntry *quantity_entry;
  GtkDropDown *unit_drop;
  GtkLabel *quantity_error;
  GtkDropDown *type_drop;
  GtkWidget *limit_row;
  GtkEntry *limit_entry;
  GtkLabel *limit_error;
  GtkWidget *stop_row;
  GtkEntry *stop_entry;
  GtkLabel *stop_error;
  GtkDropDown *tif_drop;
  BwTicketMore *more;
  BwTicketTerms *terms; /* (owned): fields of rarer orders */
  GtkLabel *cost_label;
  GtkLabel *power_label;
  GtkLabel *share_label;
  GtkLevelBar *share_bar;
  GtkLabel *fees_label;
  GtkLabel *order_error;
  BwTicketImpact *impact; /* (borrowed): before the error */
  BwTicketSizing *sizing; /* (borrowed): below the quantity */
  GtkWidget *send_button;
  GtkLabel *send_label;

  GCancellable *cancellable;   /* (owned) (nullable): of the preview under way */
  gboolean wants_preview;      /* something changed while one was under way */
  gboolean is_filling;         /* we write into the fields, not the user */
  gboolean has_preview;
  BwOrderPreview preview;      /* of @previewed */
  BwNewOrder previewed;
};

G_DEFINE_FINAL_TYPE (BwTicketPanel, bw_ticket_panel, BW_TYPE_PANEL)

static void request_preview (BwTicketPanel *self);

/* ---- What the fields say ---- */

static const BwQuoteView *
get_quote (BwTicketPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));

  if (!bw_desk_is_open (desk))
    return NULL;
  return bw_engine_quote (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                          bw_panel_get_instrument (BW_PANEL (self)));
}

static void
show_error (GtkLabel *label, const char *message)
{
  gtk_label_set_text (label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (label), message != NULL);
}

static gboolean
read_positive (GtkEntry *entry, GtkLabel *error, const char *message, BwFixed *number)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  gboolean is_fine = bw_parse_number (text, number) && bw_fixed_sign (*number) > 0;

  show_error (error, is_fine || *text == '\0' ? NULL : message);
  return is_fine;
}

/* The price at which money becomes a quantity. */
static BwFixed
get_reference_price (BwTicketPanel *self, const BwNewOrder *order)
{
  const BwQuoteView *quote = get_quote (self);

  if (!bw_fixed_is_zero (order->limit_price))
    return order->limit_price;
  if (!bw_fixed_is_zero (order->stop_price))
    return order->stop_price;
  if (quote == NULL)
    return BW_FIXED_ZERO;
  if (order->side == BW_SIDE_BUY && !bw_fixed_is_zero (quote->market.ask))
    return quote->market.ask;
  return quote->market.last;
}

static gboolean
convert_quantity (BwTicketPanel *self, BwNewOrder *order, BwFixed number)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  const BwAccountView *account = bw_desk_get_account_view (bw_panel_get_desk (BW_PANEL (self)));
  guint unit = gtk_drop_down_get_selected (self->unit_drop);
  BwFixed price = get_reference_price (self, order);
  BwFixed money = number;

  if (unit == UNIT_QUANTITY)
    {
      order->quantity = number;
      return TRUE;
    }
  if (instrument == NULL || account == NULL || bw_fixed_is_zero (price))
    return FALSE;
  if (unit == UNIT_MONEY && instrument->fractionable)
    {
      order->notional = number; /* the engine finds the fraction as it accepts it */
      return TRUE;
    }
  if (unit == UNIT_EQUITY_SHARE &&
      !bw_fixed_mul_div (account->figures.equity, number, BW_FIXED (100), BW_ROUND_FLOOR, &money))
    return FALSE;
  return bw_fixed_div (money, price, BW_ROUND_FLOOR, &order->quantity) &&
         bw_fixed_round_to (order->quantity, instrument->lot, BW_ROUND_FLOOR, &order->quantity) &&
         bw_fixed_sign (order->quantity) > 0;
}

static gboolean
has_limit (guint type)
{
  return type == TYPE_LIMIT || type == TYPE_STOP_LIMIT || type == TYPE_LIMIT_IF_TOUCHED;
}

static gboolean
has_stop (guint type)
{
  return type >= TYPE_STOP && type <= TYPE_LIMIT_IF_TOUCHED;
}

/* Returns: whether the fields make an order that can be asked about */
static gboolean
read_order (BwTicketPanel *self, BwNewOrder *order)
{
  static const BwOrderType types[] = { BW_ORDER_MARKET,     BW_ORDER_LIMIT,
                                       BW_ORDER_STOP,       BW_ORDER_STOP_LIMIT,
                                       BW_ORDER_MARKET_IF_TOUCHED, BW_ORDER_LIMIT_IF_TOUCHED,
                                       BW_ORDER_TRAILING_STOP, BW_ORDER_TRAILING_STOP_LIMIT };
  static const BwTif tifs[] = { BW_TIF_DAY, BW_TIF_GTC, BW_TIF_IOC, BW_TIF_FOK, BW_TIF_OPG, BW_TIF_CLS, BW_TIF_GTD };
  guint type = MIN (gtk_drop_down_get_selected (self->type_drop), G_N_ELEMENTS (types) - 1);
  guint tif = MIN (gtk_drop_down_get_selected (self->tif_drop), G_N_ELEMENTS (tifs) - 1);
  gboolean is_fine = TRUE;
  BwFixed number = BW_FIXED_ZERO;

  *order = (BwNewOrder){ .account = bw_desk_get_account (bw_panel_get_desk (BW_PANEL (self))),
                         .instrument = bw_panel_get_instrument (BW_PANEL (self)) };
  order->side = gtk_toggle_button_get_active (self->buy_button) ? BW_SIDE_BUY : BW_SIDE_SELL;
  order->type = types[type];
  order->tif = tifs[tif];
  if (has_limit (type))
    is_fine = read_positive (self->limit_entry, self->limit_error, _("Enter a price above zero, for example 61.60"), &order->limit_price);
  if (has_stop (type))
    is_fine &= read_positive (self->stop_entry, self->stop_error, _("Enter a price above zero, for example 60.90"), &order->stop_price);
  if (!read_positive (self->quantity_entry, self->quantity_error, _("Enter a number above zero, with at most 8 decimals"), &number))
    is_fine = FALSE;
  else if (is_fine && !convert_quantity (self, order, number))
    {
      show_error (self->quantity_error, _("Too little for a single share"));
      is_fine = FALSE;
    }
  is_fine &= bw_ticket_terms_read (self->terms, bw_panel_get_desk (BW_PANEL (self)), order);
  is_fine &= bw_ticket_more_read (self->more, bw_panel_get_desk (BW_PANEL (self)), order);
  return is_fine && order->instrument != 0 && order->account != 0;
}

/* ---- Showing ---- */

static void
show_line (GtkLabel *label, char *text)
{
  gtk_label_set_text (label, text != NULL ? text : BW_DASH);
  g_free (text);
}

/* Where there are two prices: the one that is off its steps; a collar is about the limit. */
static GtkLabel *
find_price_label (BwTicketPanel *self, BwReason reason)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  guint type = gtk_drop_down_get_selected (self->type_drop);
  BwFixed limit = self->previewed.limit_price;
  gboolean is_limit_off = instrument != NULL && limit.e8 > 0 &&
                          !bw_fixed_is_multiple (limit, bw_instrument_tick_at (instrument, limit));

  if (!has_limit (type) && !has_stop (type))
    return self->order_error;
  if (has_limit (type) && has_stop (type))
    return reason == BW_REASON_PRICE_COLLAR || (reason == BW_REASON_PRICE_INCREMENT && is_limit_off)
               ? self->limit_error
               : self->stop_error;
  return has_limit (type) ? self->limit_error : self->stop_error;
}

static GtkLabel *
find_error_label (BwTicketPanel *self, BwReason reason)
{
  switch ((guint) reason)
    {
    case BW_REASON_QUANTITY:
    case BW_REASON_LOT_SIZE:
    case BW_REASON_INSUFFICIENT_POSITION:
    case BW_REASON_NOTIONAL:
    case BW_REASON_NOTIONAL_TOO_LARGE:
    case BW_REASON_BUYING_POWER:
    case BW_REASON_POSITION_FLIP:
      return self->quantity_error;
    case BW_REASON_PRICE:
    case BW_REASON_PRICE_INCREMENT:
    case BW_REASON_PRICE_COLLAR:
      return find_price_label (self, reason);
    case BW_REASON_ORDER_TYPE:
    case BW_REASON_IPO_LIMIT_ONLY:
      return self->limit_error; /* right below the type */
    default:
      return self->order_error;
    }
}

static void
show_reason (BwTicketPanel *self)
{
  BwReason reason = self->preview.reason;
  const char *advice = bw_words_reason_advice (reason);
  g_autofree char *most = NULL;
  g_autofree char *text = NULL;

  if (reason == BW_REASON_NONE)
    return;
  if (reason == BW_REASON_UNKNOWN_SYMBOL)
    {
      show_error (self->order_error, _("This market has no prices of it. Start a replay to trade its history."));
      return;
    }
  if (bw_fixed_sign (self->preview.quantity_max) > 0 &&
      find_error_label (self, reason) == self->quantity_error)
    {
      g_autofree char *quantity = bw_format_quantity (self->preview.quantity_max, BW_FORMAT_PLAIN);

      most = g_strdup_printf (_("At most %s."), quantity);
      advice = most;
    }
  text = g_strdup_printf ("%s. %s", bw_words_reason (reason), advice != NULL ? advice : "");
  g_strchomp (text);
  if (!bw_ticket_terms_show_reason (self->terms, &self->previewed, reason, text) &&
      !bw_ticket_more_show_reason (self->more, reason, text))
    show_error (find_error_label (self, reason), text);
}

static void
show_send_button (BwTicketPanel *self, const BwNewOrder *order, gboolean is_order)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  gboolean is_buy = order->side == BW_SIDE_BUY;
  gboolean is_refused = is_order && self->has_preview && self->preview.reason != BW_REASON_NONE;
  g_autofree char *text = NULL;

  if (is_refused && self->preview.reason == BW_REASON_UNKNOWN_SYMBOL)
    text = g_strdup (_("Not traded here"));
  else if (is_refused)
    text = g_strdup (bw_words_reason (self->preview.reason));
  else if (is_order)
    text = bw_order_story_new (instrument, order);
  else
    text = g_strdup_printf ("%s %s", bw_words_side (order->side), instrument != NULL ? instrument->symbol : "");
  gtk_label_set_text (self->send_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_sensitive (self->send_button, is_order && !is_refused);
  gtk_widget_remove_css_class (self->send_button, is_buy ? "sell" : "buy");
  gtk_widget_add_css_class (self->send_button, is_buy ? "buy" : "sell");
}

/* What a short sale borrows, and what that costs. */
static void
show_borrow (BwTicketPanel *self)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  const BwQuoteView *quote = get_quote (self);
  gboolean is_short = self->has_preview && instrument != NULL && quote != NULL && quote->market.has_borrow_rate &&
                      bw_fixed_sign (self->preview.position_after) < 0;
  g_autofree char *text = is_short ? bw_borrow_text (instrument, &quote->market) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->borrow_label), is_short);
  gtk_label_set_text (self->borrow_label, is_short ? text : "");
}

static void
show_preview (BwTicketPanel *self)
{
  const char *currency = bw_desk_get_currency (bw_panel_get_desk (BW_PANEL (self)));
  const BwOrderPreview *preview = &self->preview;
  g_autofree char *before = NULL, *after = NULL;

  bw_ticket_impact_show (self->impact, self->has_preview ? preview : NULL, currency);
  show_borrow (self);
  if (!self->has_preview)
    {
      show_line (self->cost_label, NULL);
      show_line (self->power_label, NULL);
      show_line (self->share_label, NULL);
      show_line (self->fees_label, NULL);
      gtk_level_bar_set_value (self->share_bar, 0);
      return;
    }
  before = bw_format_percent (bw_fixed_to_double (preview->weight_before), BW_FORMAT_PLAIN);
  after = bw_format_percent (bw_fixed_to_double (preview->weight_after), BW_FORMAT_PLAIN);
  show_line (self->cost_label, bw_format_money (bw_fixed_abs (preview->notional), currency, BW_FORMAT_PLAIN));
  show_line (self->power_label, bw_format_money (preview->buying_power_after, currency, BW_FORMAT_PLAIN));
  show_line (self->share_label, g_strdup_printf ("%s → %s", before, after));
  show_line (self->fees_label, bw_format_money (preview->fees, currency, BW_FORMAT_PLAIN));
  gtk_level_bar_set_value (self->share_bar, CLAMP (bw_fixed_to_double (bw_fixed_abs (preview->weight_after)), 0, 1));
  show_reason (self);
}

static void
update (BwTicketPanel *self)
{
  guint type = gtk_drop_down_get_selected (self->type_drop);
  BwNewOrder order;
  gboolean is_order;

  gtk_widget_set_visible (self->limit_row, has_limit (type));
  gtk_widget_set_visible (self->stop_row, has_stop (type));
  show_error (self->limit_error, NULL);
  show_error (self->stop_error, NULL);
  show_error (self->order_error, NULL);
  (void) read_order (self, &order);
  bw_ticket_terms_show_fields (self->terms, (BwOrderType) order.type, (BwTif) order.tif);
  is_order = read_order (self, &order);
  bw_ticket_sizing_update (self->sizing, bw_panel_get_desk (BW_PANEL (self)), &order, get_reference_price (self, &order));
  if (!is_order)
    self->has_preview = FALSE;
  show_preview (self);
  show_send_button (self, &order, is_order);
}

/* ---- Preview ---- */

static void
preview_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwTicketPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  BwOrderPreview preview;
  gboolean is_fine = bw_engine_preview_finish (BW_ENGINE (object), result, &preview, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  self->has_preview = is_fine;
  if (is_fine)
    self->preview = preview;
  update (self);
  if (!is_fine)
    show_error (self->order_error, error->message);
  if (self->wants_preview)
    request_preview (self);
}

/* One at a time: what changes meanwhile is asked about when the answer is there. */
static void
request_preview (BwTicketPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  BwNewOrder order;

  if (!bw_panel_is_awake (BW_PANEL (self)) || !bw_desk_is_open (desk))
    return;
  self->wants_preview = self->cancellable != NULL;
  if (self->wants_preview || !read_order (self, &order))
    return;
  self->cancellable = g_cancellable_new ();
  self->previewed = order;
  bw_engine_preview_async (bw_desk_get_engine (desk), bw_desk_get_timeline (desk), &order,
                           self->cancellable, preview_cb, g_object_ref (self));
}

/* ---- Acts ---- */

static void
edited_cb (BwTicketPanel *self)
{
  if (self->is_filling)
    return;
  self->has_preview = FALSE;
  update (self);
  request_preview (self);
}

static void
send_cb (BwTicketPanel *self)
{
  BwNewOrder order;

  if (!read_order (self, &order) || (self->has_preview && self->preview.reason != BW_REASON_NONE))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  bw_actions_send_order (bw_panel_get_desk (BW_PANEL (self)), GTK_WIDGET (self), &order,
                         self->has_preview ? &self->preview : NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.close", NULL); /* where it is one: what became of it stands below */
}

static void
size_used_cb (BwTicketPanel *self, gint64 quantity_e8)
{
  char text[BW_FIXED_TEXT_BYTES];

  gtk_drop_down_set_selected (self->unit_drop, UNIT_QUANTITY);
  gtk_editable_set_text (GTK_EDITABLE (self->quantity_entry), bw_fixed_print ((BwFixed){ quantity_e8 }, 0, 8, text));
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity_entry));
}

static void
set_price (BwTicketPanel *self, GtkEntry *entry, BwFixed price)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  int decimals = instrument != NULL ? bw_instrument_price_decimals (instrument, price) : 2;
  char text[BW_FIXED_TEXT_BYTES];

  gtk_editable_set_text (GTK_EDITABLE (entry), bw_fixed_print (price, decimals, MAX (decimals, 2), text));
}

static void
set_side (BwTicketPanel *self, BwSide side)
{
  gtk_toggle_button_set_active (side == BW_SIDE_BUY ? self->buy_button : self->sell_button, TRUE);
}

static void
order_proposed_cb (BwDesk *desk, const BwNewOrder *order, gpointer user_data)
{
  BwTicketPanel *self = BW_TICKET_PANEL (user_data);
  char text[BW_FIXED_TEXT_BYTES];

  self->is_filling = TRUE;
  if (order->instrument != 0)
    bw_panel_choose_instrument (BW_PANEL (self), order->instrument);
  if (order->side != 0)
    set_side (self, order->side);
  if (order->type == BW_ORDER_LIMIT)
    {
      gtk_drop_down_set_selected (self->type_drop, TYPE_LIMIT);
      set_price (self, self->limit_entry, order->limit_price);
    }
  else if (order->type == BW_ORDER_STOP)
    {
      gtk_drop_down_set_selected (self->type_drop, TYPE_STOP);
      set_price (self, self->stop_entry, order->stop_price);
    }
  else if (order->type == BW_ORDER_MARKET)
    gtk_drop_down_set_selected (self->type_drop, TYPE_MARKET); /* 0 leaves the type as it is */
  if (!bw_fixed_is_zero (order->quantity))
    {
      gtk_drop_down_set_selected (self->unit_drop, UNIT_QUANTITY);
      gtk_editable_set_text (GTK_EDITABLE (self->quantity_entry), bw_fixed_print (order->quantity, 0, 8, text));
    }
  self->is_filling = FALSE;
  edited_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity_entry));
}

/* What an arrow key adds: a tick, a lot, one dollar or one percent. */
static BwFixed
get_step (BwTicketPanel *self, const BwInstrument *instrument, GtkEntry *entry, BwFixed number)
{
  BwFixed step;

  if (entry == self->quantity_entry)
    return gtk_drop_down_get_selected (self->unit_drop) == UNIT_QUANTITY ? instrument->lot : BW_FIXED (1);
  if (bw_ticket_sizing_get_step (self->sizing, GTK_WIDGET (entry), &step))
    return step;
  return bw_ticket_more_is_quantity (self->more, entry) ? instrument->lot : bw_instrument_tick_at (instrument, number);
}

/* An empty price begins at the market, anything else at nothing. */
static BwFixed
get_first (BwTicketPanel *self, GtkEntry *entry)
{
  const BwQuoteView *quote = get_quote (self);
  BwFixed unused;

  if (entry == self->quantity_entry || quote == NULL || bw_ticket_more_is_quantity (self->more, entry) ||
      bw_ticket_terms_is_distance (self->terms, entry) ||
      bw_ticket_sizing_get_step (self->sizing, GTK_WIDGET (entry), &unused))
    return BW_FIXED_ZERO;
  return quote->market.last;
}

/* Ten steps with Shift. */
static gboolean
step_entry (BwTicketPanel *self, GtkEntry *entry, int direction)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  BwFixed number, step;
  char text[BW_FIXED_TEXT_BYTES];
  int decimals;

  if (instrument == NULL)
    return FALSE;
  if (!bw_parse_number (gtk_editable_get_text (GTK_EDITABLE (entry)), &number))
    number = get_first (self, entry);
  step = get_step (self, instrument, entry, number);
  if (!bw_fixed_mul_int (step, direction, &step) || !bw_fixed_add (number, step, &number) ||
      bw_fixed_sign (number) <= 0)
    return TRUE;
  /* What steps by ticks is a price. */
  decimals = bw_fixed_equal (get_step (self, instrument, entry, number), bw_instrument_tick_at (instrument, number))
                 ? bw_instrument_price_decimals (instrument, number)
                 : 0;
  gtk_editable_set_text (GTK_EDITABLE (entry), bw_fixed_print (number, decimals, 8, text));
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  return TRUE;
}

/* Letters are letters where they can be typed: a condition has some. */
static gboolean
takes_letters (GtkEntry *entry)
{
  return entry != NULL && gtk_entry_get_input_purpose (entry) != GTK_INPUT_PURPOSE_NUMBER;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                gpointer user_data)
{
  BwTicketPanel *self = BW_TICKET_PANEL (user_data);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkEntry *entry = focus != NULL ? GTK_ENTRY (gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY)) : NULL;
  int size = (state & GDK_SHIFT_MASK) != 0 ? 10 : 1;

  /* An open list has keys of its own: Escape closes it, letters look for an entry. */
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 ||
      (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape)
    {
      gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
      return GDK_EVENT_STOP;
    }
  if (takes_letters (entry))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_b:
    case GDK_KEY_B:
      set_side (self, BW_SIDE_BUY);
      return GDK_EVENT_STOP;
    case GDK_KEY_s:
    case GDK_KEY_S:
      set_side (self, BW_SIDE_SELL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      if (entry == NULL || !gtk_widget_is_ancestor (GTK_WIDGET (entry), GTK_WIDGET (self)))
        return GDK_EVENT_PROPAGATE;
      return step_entry (self, entry, keyval == GDK_KEY_Up ? size : -size);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- Panel ---- */

static void
fill_defaults (BwTicketPanel *self)
{
  GSettings *settings = bw_desk_get_settings (bw_panel_get_desk (BW_PANEL (self)));
  static const char *const keys[] = { "default-quantity", "default-money", "default-equity-percent" };
  guint unit = MIN ((guint) g_settings_get_enum (settings, "default-size-unit"), UNIT_EQUITY_SHARE);
  BwFixed number;
  char text[BW_FIXED_TEXT_BYTES];

  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->unit_drop, unit);
  if (bw_fixed_from_double (g_settings_get_double (settings, keys[unit]), &number))
    gtk_editable_set_text (GTK_EDITABLE (self->quantity_entry), bw_fixed_print (number, 0, 8, text));
  gtk_drop_down_set_selected (self->tif_drop,
                              g_settings_get_enum (settings, "default-time-in-force") == BW_TIF_GTC ? TIF_GTC : TIF_DAY);
  self->is_filling = FALSE;
}

static void
show_quote (BwTicketPanel *self)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  const BwQuoteView *quote = get_quote (self);
  g_autofree char *bid = NULL, *ask = NULL, *text = NULL;
  g_autofree char *halt = bw_halt_text (bw_panel_get_desk (BW_PANEL (self)), quote);

  gtk_label_set_text (self->symbol_label, instrument != NULL ? instrument->symbol : BW_DASH);
  if (quote != NULL && !(bw_fixed_is_zero (quote->market.bid) && bw_fixed_is_zero (quote->market.ask)))
    {
      bid = bw_format_price (instrument, quote->market.bid);
      ask = bw_format_price (instrument, quote->market.ask);
      text = g_strdup_printf ("%s × %s", bid, ask);
    }
  gtk_label_set_text (self->quote_label, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->quote_label), _("Bid × ask"));
  show_error (self->halt_label, halt);
}

static void
bw_ticket_panel_set_up (BwPanel *panel)
{
  BwTicketPanel *self = BW_TICKET_PANEL (panel);

  fill_defaults (self);
  update (self);
}

static void
bw_ticket_panel_refresh (BwPanel *panel, guint what)
{
  BwTicketPanel *self = BW_TICKET_PANEL (panel);

  if ((what & (BW_CHANGED_QUOTES | BW_CHANGED_INSTRUMENTS)) != 0)
    show_quote (self);
  if ((what & (BW_CHANGED_QUOTES | BW_CHANGED_ACCOUNTS | BW_CHANGED_ORDERS)) != 0)
    request_preview (self);
}

static void
bw_ticket_panel_instrument_changed (BwPanel *panel)
{
  BwTicketPanel *self = BW_TICKET_PANEL (panel);
  const BwQuoteView *quote = get_quote (self);

  show_quote (self);
  self->has_preview = FALSE;
  if (!self->is_filling)
    {
      /* Another symbol's price would be nonsense here. */
      self->is_filling = TRUE;
      if (quote != NULL && !bw_fixed_is_zero (quote->market.last))
        {
          set_price (self, self->limit_entry, quote->market.last);
          set_price (self, self->stop_entry, quote->market.last);
        }
      self->is_filling = FALSE;
    }
  edited_cb (self);
}

static void
bw_ticket_panel_sleep (BwPanel *panel)
{
  BwTicketPanel *self = BW_TICKET_PANEL (panel);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
bw_ticket_panel_constructed (GObject *object)
{
  BwTicketPanel *self = BW_TICKET_PANEL (object);

  G_OBJECT_CLASS (bw_ticket_panel_parent_class)->constructed (object);
  g_signal_connect_object (bw_panel_get_desk (BW_PANEL (self)), "order-proposed", G_CALLBACK (order_proposed_cb), self, 0);
}

static void
bw_ticket_panel_finalize (GObject *object)
{
  g_clear_pointer (&BW_TICKET_PANEL (object)->terms, bw_ticket_terms_free);
  G_OBJECT_CLASS (bw_ticket_panel_parent_class)->finalize (object);
}

static void
bw_ticket_panel_class_init (BwTicketPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = bw_ticket_panel_constructed;
  G_OBJECT_CLASS (klass)->finalize = bw_ticket_panel_finalize;
  BW_PANEL_CLASS (klass)->set_up = bw_ticket_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_ticket_panel_refresh;
  BW_PANEL_CLASS (klass)->instrument_changed = bw_ticket_panel_instrument_changed;
  BW_PANEL_CLASS (klass)->sleep = bw_ticket_panel_sleep;
  g_type_ensure (BW_TYPE_TICKET_MORE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/ticket-panel.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, BwTicketPanel, name)
  BIND (symbol_label);
  BIND (quote_label);
  BIND (halt_label);
  BIND (borrow_label);
  BIND (buy_button);
  BIND (sell_button);
  BIND (quantity_entry);
  BIND (unit_drop);
  BIND (quantity_error);
  BIND (type_drop);
  BIND (limit_row);
  BIND (limit_entry);
  BIND (limit_error);
  BIND (stop_row);
  BIND (stop_entry);
  BIND (stop_error);
  BIND (tif_drop);
  BIND (more);
  BIND (cost_label);
  BIND (power_label);
  BIND (share_label);
  BIND (share_bar);
  BIND (fees_label);
  BIND (order_error);
  BIND (send_button);
  BIND (send_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
bw_ticket_panel_init (BwTicketPanel *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->terms = bw_ticket_terms_new (GTK_WIDGET (self->stop_error), gtk_widget_get_parent (GTK_WIDGET (self->tif_drop)),
                                     G_CALLBACK (edited_cb), G_CALLBACK (send_cb), self);
  self->sizing = BW_TICKET_SIZING (bw_ticket_sizing_new ());
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->quantity_error))),
                              GTK_WIDGET (self->sizing), GTK_WIDGET (self->quantity_error));
  g_signal_connect_object (self->sizing, "used", G_CALLBACK (size_used_cb), self, G_CONNECT_SWAPPED);
  self->impact = BW_TICKET_IMPACT (bw_ticket_impact_new ());
  gtk_widget_insert_before (GTK_WIDGET (self->impact), gtk_widget_get_parent (GTK_WIDGET (self->order_error)),
                            GTK_WIDGET (self->order_error));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
