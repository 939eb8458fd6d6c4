/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ticket-more.h"

#include "app/format.h"

#include "market/calendar.h"
#include "trading/condition.h"
#include "trading/order-legs.h"

#include <glib/gi18n.h>

struct _BwTicketMore
{
  GtkWidget parent_instance;
  GtkWidget *expander;
  GtkEntry *target_entry;
  GtkEntry *stop_entry;
  GtkEntry *stop_limit_entry;
  GtkCheckButton *oco_check;
  GtkLabel *exits_error;
  GtkEntry *when_entry;
  GtkLabel *when_error;
  GtkCheckButton *extended_check;
  GtkLabel *extended_error;
  GtkEntry *display_entry;
  GtkLabel *display_error;
};

G_DEFINE_FINAL_TYPE (BwTicketMore, bw_ticket_more, GTK_TYPE_WIDGET)

static guint edited_signal, entered_signal;

static void
show_error (GtkLabel *label, const char *message)
{
  gtk_label_set_text (label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (label), message != NULL);
}

/* An empty field is no price. */
static gboolean
read_price (GtkEntry *entry, GtkLabel *error, BwFixed *price)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (*text == '\0' || (bw_parse_number (text, price) && bw_fixed_sign (*price) > 0))
    return TRUE;
  show_error (error, _("Enter a price above zero, or nothing"));
  return FALSE;
}

static gboolean
read_exits (BwTicketMore *self, BwNewOrder *order)
{
  show_error (self->exits_error, NULL);
  if (!read_price (self->target_entry, self->exits_error, &order->take_profit) ||
      !read_price (self->stop_entry, self->exits_error, &order->stop_loss) ||
      !read_price (self->stop_limit_entry, self->exits_error, &order->stop_loss_limit))
    return FALSE;
  if (bw_fixed_sign (order->stop_loss_limit) > 0 && bw_fixed_is_zero (order->stop_loss))
    {
      show_error (self->exits_error, _("A stop’s limit needs its stop"));
      return FALSE;
    }
  order->order_class = (guint8) bw_order_class_of_legs (order->take_profit, order->stop_loss);
  if (!gtk_check_button_get_active (self->oco_check))
    return TRUE;
  order->order_class = BW_ORDER_CLASS_OCO;
  if (order->type == BW_ORDER_LIMIT && bw_fixed_sign (order->stop_loss) > 0)
    return TRUE;
  show_error (self->exits_error, _("An exit pair is a limit order, the target, with a stop loss"));
  return FALSE;
}

static const char *
expected_words (BwConditionExpected expected)
{
  switch (expected)
    {
    case BW_CONDITION_EXPECTED_OPERAND:
      return _("a price (XYZ, XYZ.bid, XYZ.ask), time, pnl, day-pnl, equity or a number");
    case BW_CONDITION_EXPECTED_COMPARISON:
      return _("a comparison: < <= > >= = !=");
    case BW_CONDITION_EXPECTED_CLOSING:
      return _("a closing bracket");
    case BW_CONDITION_EXPECTED_END:
      return _("‘and’, ‘or’ or the end");
    case BW_CONDITION_EXPECTED_NUMBER:
      return _("a number with at most eight decimals");
    case BW_CONDITION_EXPECTED_TIME:
    case BW_CONDITION_EXPECTED_FULL_TIME:
      return _("a time such as 10:30");
    case BW_CONDITION_EXPECTED_SYMBOL:
      return _("a symbol that exists");
    case BW_CONDITION_EXPECTED_NO_TIME:
      return _("no time: only ‘time’ is compared with times");
    case BW_CONDITION_EXPECTED_LESS:
      break;
    }
  return _("a shorter condition");
}

static BwInstrumentId
find_symbol (const char *symbol, gpointer user_data)
{
  const BwInstrument *instrument = bw_engine_find_instrument (user_data, symbol);

  return instrument != NULL ? instrument->id : 0;
}

static gboolean
read_condition (BwTicketMore *self, BwDesk *desk, BwNewOrder *order)
{
  BwEngine *engine = bw_desk_get_engine (desk);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->when_entry));
  const BwInstrument *instrument = bw_engine_instrument (engine, order->instrument);
  const BwTimelineView *view = bw_desk_get_timeline_view (desk);
  const char *zone = bw_calendar_zone (instrument != NULL ? instrument->calendar : BW_CALENDAR_XNYS);
  BwDate date = bw_zone_date_at (zone, view != NULL ? view->now : 0, NULL);
  BwConditionNames names = { find_symbol, engine, zone, date };
  g_autofree char *anchored = bw_condition_anchor (text, zone, date);
  g_autofree char *message = NULL;
  BwConditionProblem problem;
  BwCondition condition;

  show_error (self->when_error, NULL);
  if (*text == '\0')
    return TRUE;
  if (!bw_condition_parse (text, &names, &condition, &problem))
    {
      /* Translators: a place in a text and what should stand there. */
      message = g_strdup_printf (_("Letter %u: %s is expected"), problem.column, expected_words (problem.expected));
      show_error (self->when_error, message);
      return FALSE;
    }
  if (g_strlcpy (order->when, anchored, sizeof order->when) < sizeof order->when)
    return TRUE;
  show_error (self->when_error, expected_words (BW_CONDITION_EXPECTED_LESS));
  return FALSE;
}

/**
 * bw_ticket_more_read:
 * @order: (inout): what the rest of the ticket says
 *
 * Adds what the fields here say; shows beside each why it can't be.
 *
 * Returns: whether they can be part of an order
 */
gboolean
bw_ticket_more_read (BwTicketMore *self, BwDesk *desk, BwNewOrder *order)
{
  gboolean is_fine = read_exits (self, order);

  show_error (self->extended_error, NULL);
  show_error (self->display_error, NULL);
  if (gtk_check_button_get_active (self->extended_check))
    order->flags |= BW_ORDER_EXTENDED_HOURS;
  is_fine &= read_price (self->display_entry, self->display_error, &order->display);
  return read_condition (self, desk, order) && is_fine;
}

/**
 * bw_ticket_more_show_reason:
 *
 * Returns: whether @reason is about a field here, which then says it
 */
gboolean
bw_ticket_more_show_reason (BwTicketMore *self, BwReason reason, const char *text)
{
  GtkLabel *label = NULL;

  if (reason == BW_REASON_LEG_PRICE || reason == BW_REASON_ORDER_CLASS)
    label = self->exits_error;
  else if (reason == BW_REASON_EXTENDED_HOURS)
    label = self->extended_error;
  else if (reason == BW_REASON_CONDITION)
    label = self->when_error;
  if (label == NULL)
    return FALSE;
  show_error (label, text);
  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), TRUE);
  return TRUE;
}

static void
edited_cb (BwTicketMore *self)
{
  g_signal_emit (self, edited_signal, 0);
}

static void
entered_cb (BwTicketMore *self)
{
  g_signal_emit (self, entered_signal, 0);
}

/** bw_ticket_more_is_quantity: its number is no price. */
gboolean
bw_ticket_more_is_quantity (BwTicketMore *self, GtkEntry *entry)
{
  return entry == self->display_entry;
}

static void
bw_ticket_more_dispose (GObject *object)
{
  BwTicketMore *self = BW_TICKET_MORE (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_ticket_more_parent_class)->dispose (object);
}

static void
bw_ticket_more_class_init (BwTicketMoreClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_ticket_more_dispose;
  /**
   * BwTicketMore::edited:
   *
   * A field has changed.
   */
  edited_signal = g_signal_new ("edited", BW_TYPE_TICKET_MORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  /**
   * BwTicketMore::entered:
   *
   * Enter was pressed in a field.
   */
  entered_signal = g_signal_new ("entered", BW_TYPE_TICKET_MORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/ticket-more.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, BwTicketMore, name)
  BIND (expander);
  BIND (target_entry);
  BIND (stop_entry);
  BIND (stop_limit_entry);
  BIND (oco_check);
  BIND (exits_error);
  BIND (when_entry);
  BIND (when_error);
  BIND (extended_check);
  BIND (extended_error);
  BIND (display_entry);
  BIND (display_error);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
bw_ticket_more_init (BwTicketMore *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
