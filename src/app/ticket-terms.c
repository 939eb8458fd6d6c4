/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ticket-terms.h"

#include "app/date-button.h"
#include "app/format.h"

#include <glib/gi18n.h>

enum { TRAIL_MONEY, TRAIL_PERCENT };

typedef struct
{
  GtkWidget *row;   /* (borrowed): the ticket's */
  GtkWidget *entry; /* (borrowed) */
  GtkWidget *error; /* (borrowed) */
} Field;

struct _BwTicketTerms
{
  Field trail;
  GtkWidget *trail_unit;  /* (borrowed) */
  Field offset;
  Field until;
  GtkWidget *reduce;       /* (borrowed) */
  GtkWidget *reduce_error; /* (borrowed) */
};

static void
show_error (GtkWidget *label, const char *message)
{
  gtk_label_set_text (GTK_LABEL (label), message != NULL ? message : "");
  gtk_widget_set_visible (label, message != NULL);
}

static GtkWidget *
make_error (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "field-error");
  gtk_widget_set_visible (label, FALSE);
  return label;
}

/* Puts @widget below *@above and makes it the one that the next goes below. */
static void
put_below (GtkWidget **above, GtkWidget *widget)
{
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (*above)), widget, *above);
  *above = widget;
}

static void
make_field (Field *field, GtkWidget **above, const char *title, const char *hint)
{
  GtkWidget *label = gtk_label_new (title);

  field->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  field->entry = gtk_entry_new ();
  field->error = make_error ();
  gtk_widget_add_css_class (field->row, "field");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (field->entry, "numeric");
  gtk_widget_add_css_class (field->entry, "heading");
  gtk_entry_set_has_frame (GTK_ENTRY (field->entry), FALSE);
  gtk_entry_set_alignment (GTK_ENTRY (field->entry), 1);
  gtk_entry_set_placeholder_text (GTK_ENTRY (field->entry), hint);
  gtk_entry_set_input_purpose (GTK_ENTRY (field->entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_editable_set_width_chars (GTK_EDITABLE (field->entry), 6);
  gtk_widget_set_hexpand (field->entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (field->row), label);
  gtk_box_append (GTK_BOX (field->row), field->entry);
  put_below (above, field->row);
  put_below (above, field->error);
}

/**
 * bw_ticket_terms_new:
 * @below_prices, @below_tif: the ticket's; fields are put below them, in its box, which owns them
 * @edited: (swapped): a field has changed
 * @entered: (swapped): Enter was pressed in one
 */
BwTicketTerms *
bw_ticket_terms_new (GtkWidget *below_prices, GtkWidget *below_tif, GCallback edited, GCallback entered, gpointer user_data)
{
  BwTicketTerms *self = g_new0 (BwTicketTerms, 1);
  const Field *fields[] = { &self->trail, &self->offset, &self->until };
  const char *units[] = { "$", "%", NULL };

  make_field (&self->trail, &below_prices, _("Trail"), NULL);
  self->trail_unit = gtk_drop_down_new_from_strings (units);
  gtk_widget_add_css_class (self->trail_unit, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->trail_unit), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Unit of the trail"), -1);
  gtk_box_append (GTK_BOX (self->trail.row), self->trail_unit);
  g_signal_connect_swapped (self->trail_unit, "notify::selected", edited, user_data);
  make_field (&self->offset, &below_prices, _("Limit beyond the stop"), NULL);
  make_field (&self->until, &below_tif, _("Until"), "2026-12-31");
  gtk_box_append (GTK_BOX (self->until.row), bw_date_button_new (GTK_EDITABLE (self->until.entry)));
  self->reduce = gtk_check_button_new_with_label (_("Only reduce the position"));
  self->reduce_error = make_error ();
  gtk_entry_set_input_purpose (GTK_ENTRY (self->until.entry), GTK_INPUT_PURPOSE_FREE_FORM);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_signal_connect_swapped (fields[i]->entry, "changed", edited, user_data);
      g_signal_connect_swapped (fields[i]->entry, "activate", entered, user_data);
    }
  g_signal_connect_swapped (self->reduce, "toggled", edited, user_data);
  put_below (&below_tif, self->reduce);
  put_below (&below_tif, self->reduce_error);
  return self;
}

/* The fields are the ticket's. */
void
bw_ticket_terms_free (BwTicketTerms *self)
{
  g_free (self);
}

/** bw_ticket_terms_is_distance: its number counts from a price, it is none. */
gboolean
bw_ticket_terms_is_distance (BwTicketTerms *self, GtkEntry *entry)
{
  return self->trail.entry == GTK_WIDGET (entry) || self->offset.entry == GTK_WIDGET (entry);
}

static void
show_field (const Field *field, gboolean is_visible)
{
  gtk_widget_set_visible (field->row, is_visible);
  show_error (field->error, NULL);
}

/** bw_ticket_terms_show_fields: those that such an order has, with nothing to say against them. */
void
bw_ticket_terms_show_fields (BwTicketTerms *self, BwOrderType type, BwTif tif)
{
  show_field (&self->trail, type == BW_ORDER_TRAILING_STOP || type == BW_ORDER_TRAILING_STOP_LIMIT);
  show_field (&self->offset, type == BW_ORDER_TRAILING_STOP_LIMIT);
  show_field (&self->until, tif == BW_TIF_GTD);
  show_error (self->reduce_error, NULL);
}

static gboolean
read_positive (const Field *field, const char *message, BwFixed *number)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (field->entry));
  gboolean is_fine = bw_parse_number (text, number) && bw_fixed_sign (*number) > 0;

  show_error (field->error, is_fine || *text == '\0' ? NULL : message);
  return is_fine;
}

static gboolean
read_trail (BwTicketTerms *self, BwNewOrder *order)
{
  gboolean is_percent = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->trail_unit)) == TRAIL_PERCENT;

  if (order->type != BW_ORDER_TRAILING_STOP && order->type != BW_ORDER_TRAILING_STOP_LIMIT)
    return TRUE;
  if (!read_positive (&self->trail, _("Enter how far the stop stays behind, for example 1.50"), &order->trail))
    return FALSE;
  if (is_percent)
    order->flags |= BW_ORDER_TRAIL_PERCENT;
  if (is_percent && bw_fixed_compare (order->trail, BW_FIXED (100)) >= 0)
    {
      show_error (self->trail.error, _("A trail in percent is below 100"));
      return FALSE;
    }
  return order->type == BW_ORDER_TRAILING_STOP ||
         read_positive (&self->offset, _("Enter a distance above zero, for example 0.10"), &order->limit_offset);
}

static gboolean
read_until (BwTicketTerms *self, BwDesk *desk, BwNewOrder *order)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->until.entry));
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, order->instrument);
  const char *message = NULL;
  BwDate date;

  if (order->tif != BW_TIF_GTD)
    return TRUE;
  if (*text == '\0')
    return FALSE;
  if (!bw_date_parse (text, -1, &date))
    message = _("Enter a day as year, month, day: 2026-12-31");
  else
    order->expires = bw_gtd_expiry (instrument != NULL ? instrument->calendar : BW_CALENDAR_XNYS, date);
  if (message == NULL && order->expires <= bw_desk_get_now (desk))
    message = _("This day is over");
  show_error (self->until.error, message);
  return message == NULL;
}

/**
 * bw_ticket_terms_read:
 * @order: (inout): with its type and time in force
 *
 * Returns: whether the fields here can be part of an order
 */
gboolean
bw_ticket_terms_read (BwTicketTerms *self, BwDesk *desk, BwNewOrder *order)
{
  gboolean is_fine = read_trail (self, order);

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->reduce)))
    order->flags |= BW_ORDER_REDUCE_ONLY;
  return read_until (self, desk, order) && is_fine;
}

/**
 * bw_ticket_terms_show_reason:
 *
 * Returns: whether @reason is about a field here, which then says it
 */
gboolean
bw_ticket_terms_show_reason (BwTicketTerms *self, const BwNewOrder *order, BwReason reason, const char *text)
{
  gboolean is_trailing = order->type == BW_ORDER_TRAILING_STOP || order->type == BW_ORDER_TRAILING_STOP_LIMIT;
  GtkWidget *label = NULL;

  if (reason == BW_REASON_REDUCE_ONLY)
    label = self->reduce_error;
  else if (is_trailing && (reason == BW_REASON_PRICE || reason == BW_REASON_PRICE_INCREMENT))
    label = self->trail.error;
  else if (reason == BW_REASON_TIME_IN_FORCE || reason == BW_REASON_AUCTION_WINDOW)
    label = self->until.error; /* below the time in force */
  if (label == NULL)
    return FALSE;
  show_error (label, text);
  return TRUE;
}
