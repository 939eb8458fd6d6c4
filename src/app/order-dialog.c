/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/order-dialog.h"

#include "app/certificate-dialog.h"
#include "app/dialog.h"
#include "app/format.h"
#include "app/help/refusals.h"
#include "app/order-story.h"
#include "app/words.h"
#include <glib/gi18n.h>
#include <string.h>

#define ROWS_MAX 200         /* of a list; the newest */
#define TERM_BYTES_BESIDE 40 /* a longer value stands below its title */

struct _BwOrderDialog
{
  AdwWindow parent_instance;
  AdwBin *slot;      /* (borrowed): holds the page */
  BwDesk *desk;      /* (owned) */
  BwTimelineId timeline;
  BwOrderId order;
  BwOrderId shown;   /* the order and how many events and fills stand on the page */
  guint n_events, n_fills;
  gboolean is_reading;
  gboolean must_read_again;
};

G_DEFINE_FINAL_TYPE (BwOrderDialog, bw_order_dialog, ADW_TYPE_WINDOW)

static void read_again (BwOrderDialog *self);

/* ---- Rows ---- */

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (page, group);
  return group;
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *end)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = end != NULL ? gtk_label_new (end) : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL && *subtitle != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (label != NULL)
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  adw_preferences_group_add (group, row);
  return row;
}

static void
order_chosen_cb (BwOrderDialog *self, GtkWidget *row)
{
  self->order = *(BwOrderId *) g_object_get_data (G_OBJECT (row), "bw-id");
  read_again (self);
}

static void
add_order (BwOrderDialog *self, AdwPreferencesGroup *group, const BwOrder *order)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, order->instrument);
  g_autofree char *what = bw_order_story_what (instrument, order);
  g_autofree char *role = g_strdup_printf ("%s · %s", bw_order_story_role (order), bw_words_status (order->status));
  gboolean is_this = order->id == self->order;
  GtkWidget *row = add_row (group, what, role, is_this ? _("this order") : NULL);

  if (is_this)
    return;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "bw-id", g_memdup2 (&order->id, sizeof order->id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (order_chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
why_cb (BwOrderDialog *self, GtkWidget *button)
{
  bw_certificate_dialog_show (self->desk, GTK_WIDGET (self), *(BwFillId *) g_object_get_data (G_OBJECT (button), "bw-id"));
}

static void
add_fill (BwOrderDialog *self, AdwPreferencesGroup *group, const BwFill *fill)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, fill->instrument);
  g_autofree char *what = bw_words_fill (instrument, fill, bw_desk_get_currency (self->desk));
  g_autofree char *time = bw_format_date_time (fill->time, bw_desk_get_zone (self->desk));
  GtkWidget *row = add_row (group, what, time, NULL);
  GtkWidget *button = gtk_button_new_with_label (_("Why this price?"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "bw-id", g_memdup2 (&fill->id, sizeof fill->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (why_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The guide is a window of the main one: this dialog makes way. */
static void
rule_cb (BwOrderDialog *self, GtkWidget *button)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.help", "s", g_object_get_data (G_OBJECT (button), "bw-topic"));
  gtk_window_close (GTK_WINDOW (self));
}

/* What was refused leads to the page that has the rule. */
static void
add_rule (BwOrderDialog *self, GtkWidget *row, const BwOrderEvent *event)
{
  GtkWidget *button;

  if (event->status != BW_ORDER_REJECTED)
    return;
  button = gtk_button_new_with_label (_("The Rule"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "bw-topic", (gpointer) bw_help_topic_of_reason (event->reason));
  g_signal_connect_object (button, "clicked", G_CALLBACK (rule_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* ---- Page ---- */

static void
add_events (BwOrderDialog *self, AdwPreferencesPage *page, const BwInstrument *instrument, const GArray *events)
{
  AdwPreferencesGroup *group = add_group (page, _("What happened"));
  guint first = events->len > ROWS_MAX ? events->len - ROWS_MAX : 0;

  if (first > 0)
    {
      g_autofree char *before = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u step before is not shown", "%u steps before are not shown", first), first);

      adw_preferences_group_set_description (group, before);
    }
  for (guint i = first; i < events->len; i++)
    {
      const BwOrderEvent *event = &g_array_index (events, BwOrderEvent, i);
      const BwOrderEvent *before = i > 0 ? &g_array_index (events, BwOrderEvent, i - 1) : NULL;
      g_autofree char *change = bw_order_story_change (instrument, before, event);
      g_autofree char *time = bw_format_date_time (event->time, bw_desk_get_zone (self->desk));

      add_rule (self, add_row (group, bw_words_status (event->status), change, time), event);
    }
}

static void
add_orders (BwOrderDialog *self, AdwPreferencesPage *page, const char *title, const GArray *orders)
{
  AdwPreferencesGroup *group;

  if (orders->len < 2)
    return;
  group = add_group (page, title);
  for (guint i = 0; i < orders->len; i++)
    add_order (self, group, &g_array_index (orders, BwOrder, i));
}

static void
add_fills (BwOrderDialog *self, AdwPreferencesPage *page, const GArray *fills)
{
  AdwPreferencesGroup *group = fills->len > 0 ? add_group (page, _("Fills")) : NULL;

  for (guint i = fills->len > ROWS_MAX ? fills->len - ROWS_MAX : 0; i < fills->len; i++)
    add_fill (self, group, &g_array_index (fills, BwFill, i));
}

static void
add_term (const char *title, const char *value, gpointer user_data)
{
  gboolean is_long = value != NULL && strlen (value) > TERM_BYTES_BESIDE;

  add_row (user_data, title, is_long ? value : NULL, is_long ? NULL : value);
}

/* What few orders have: a condition, a trail, a part of it shown. */
static void
add_details (BwOrderDialog *self, AdwPreferencesGroup *group, const BwInstrument *instrument,
             BwTradingReader *reader, const BwOrder *order)
{
  BwOrderDetails details;
  gboolean is_read = bw_trading_reader_order_details (reader, self->timeline, order->id, &details, NULL);

  bw_order_story_foreach_term (instrument, order, is_read ? &details : NULL, bw_desk_get_zone (self->desk), add_term,
                               group);
}

static void
show_order (BwOrderDialog *self, BwTradingReader *reader, const BwOrder *order, const GArray *events,
            const GArray *fills)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, order->instrument);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  g_autoptr (GArray) group = bw_order_story_group (reader, self->timeline, order);
  g_autoptr (GArray) chain = bw_order_story_chain (reader, self->timeline, order);
  g_autofree char *title = bw_order_story_what (instrument, order);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, order->id);
  g_autofree char *terms = g_strdup_printf ("%s · %s · %s", bw_words_type (order->type), bw_words_tif (order->tif),
                                            bw_words_status (order->status));
  AdwPreferencesGroup *terms_group = add_group (page, "");

  gtk_window_set_title (GTK_WINDOW (self), title);
  add_row (terms_group, title, terms, number);
  add_details (self, terms_group, instrument, reader, order);
  add_events (self, page, instrument, events);
  add_fills (self, page, fills);
  add_orders (self, page, _("Its group"), group);
  add_orders (self, page, _("Its replacements"), chain);
  adw_bin_set_child (self->slot, GTK_WIDGET (page));
}

static void
show_failure (BwOrderDialog *self, const char *message)
{
  GtkWidget *status = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (status), _("This order can’t be shown"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), message);
  adw_bin_set_child (self->slot, status);
}

/* The page is made anew only when something came, so that it stays scrolled where it is. */
static void
read_now (BwOrderDialog *self)
{
  BwTradingReader *reader = bw_engine_trading_reader (bw_desk_get_engine (self->desk));
  g_autoptr (GArray) events = NULL, fills = NULL;
  g_autoptr (GError) error = NULL;
  BwOrder order;

  if (reader == NULL || !bw_trading_reader_order (reader, self->timeline, self->order, &order, &error) ||
      (events = bw_trading_reader_order_events (reader, self->timeline, self->order, &error)) == NULL ||
      (fills = bw_trading_reader_order_fills (reader, self->timeline, self->order, &error)) == NULL)
    {
      show_failure (self, error != NULL ? error->message : "");
      return;
    }
  if (self->shown == self->order && self->n_events == events->len && self->n_fills == fills->len)
    return;
  self->shown = self->order;
  self->n_events = events->len;
  self->n_fills = fills->len;
  show_order (self, reader, &order, events, fills);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwOrderDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_reading = FALSE;
  if (self->desk == NULL)
    return;
  if (!bw_engine_flush_finish (BW_ENGINE (object), result, &error))
    show_failure (self, error->message);
  else
    read_now (self);
  if (self->must_read_again)
    read_again (self);
}

/* What was said a moment ago is written a moment later: wait for it. */
static void
read_again (BwOrderDialog *self)
{
  self->must_read_again = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  bw_engine_flush_async (bw_desk_get_engine (self->desk), NULL, flushed_cb, g_object_ref (self));
}

static void
changed_cb (BwOrderDialog *self, guint what)
{
  if ((what & BW_CHANGED_ORDERS) != 0)
    read_again (self);
}

static void
bw_order_dialog_dispose (GObject *object)
{
  BwOrderDialog *self = BW_ORDER_DIALOG (object);

  self->must_read_again = FALSE;
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bw_order_dialog_parent_class)->dispose (object);
}

static void
bw_order_dialog_class_init (BwOrderDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_order_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_order_dialog_init (BwOrderDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *spinner = gtk_spinner_new ();

  self->slot = ADW_BIN (adw_bin_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->slot), TRUE);
  gtk_spinner_start (GTK_SPINNER (spinner));
  adw_bin_set_child (self->slot, spinner);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->slot));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_title (GTK_WINDOW (self), _("Order"));
}

/**
 * bw_order_dialog_new:
 * @order: of the timeline that the desk looks at
 */
GtkWidget *
bw_order_dialog_new (BwDesk *desk, GtkWindow *parent, BwOrderId order)
{
  BwOrderDialog *self = g_object_new (BW_TYPE_ORDER_DIALOG, "transient-for", parent, NULL);

  bw_dialog_fit (GTK_WINDOW (self), 560, 620);
  self->desk = g_object_ref (desk);
  self->timeline = bw_desk_get_timeline (desk);
  self->order = order;
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_again (self);
  return GTK_WIDGET (self);
}
