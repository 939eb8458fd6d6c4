/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ticket-sizing.h"

#include "app/format.h"
#include "app/ticket-sizing-words.h"
#include "engine/sizing.h"

#include <glib/gi18n.h>

#define PRESET_OWN BW_N_SIZING_PRESETS /* numbers that the user has typed */

typedef struct
{
  GtkWidget *row;    /* (borrowed) */
  GtkWidget *title;  /* (borrowed) */
  GtkWidget *entry;  /* (borrowed) */
  GtkWidget *source; /* (borrowed): below it, where it comes from */
  gboolean is_own;   /* a fact that the user says otherwise */
} Row;

struct _BwTicketSizing
{
  AdwBin parent_instance;
  GtkWidget *expander;
  GtkWidget *method_drop;
  GtkWidget *preset_row;
  GtkWidget *preset_drop;
  Row rows[BW_N_SIZING_NUMBERS];
  GtkWidget *reasoning;
  GtkWidget *button;

  BwDesk *desk;              /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the history that is read */
  BwSizingHistory history;   /* of what is named below */
  gboolean has_history;
  BwTimelineId timeline;
  BwAccountId account;
  BwInstrumentId instrument;
  BwFixed realized;          /* of the account, then: another has closed more trades */
  BwDate date;

  BwInstrumentId wanted;     /* of the order in the ticket, as are these */
  BwSide side;
  BwFixed price, stop_loss;
  BwFixed quantity;          /* that the button uses */
  gboolean is_filling;       /* we write into the fields, not the user */
};

G_DEFINE_FINAL_TYPE (BwTicketSizing, bw_ticket_sizing, ADW_TYPE_BIN)

static guint used_signal;

static void show (BwTicketSizing *self);

/* ---- What is chosen ---- */

static BwSizingMethod
get_method (BwTicketSizing *self)
{
  return (BwSizingMethod) (BW_SIZING_FIXED + gtk_drop_down_get_selected (GTK_DROP_DOWN (self->method_drop)));
}

static guint
get_preset (BwTicketSizing *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->preset_drop));
}

static gboolean
read_number (BwTicketSizing *self, BwSizingNumber number, BwFixed *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->rows[number].entry));

  return bw_parse_number (text, value) && value->e8 > 0 &&
         (!bw_sizing_number_is_percent (number) || bw_fixed_div (*value, BW_FIXED (100), BW_ROUND_HALF_EVEN, value));
}

static char *
print_number (BwSizingNumber number, BwFixed value)
{
  char text[BW_FIXED_TEXT_BYTES];

  if (value.e8 <= 0 || (bw_sizing_number_is_percent (number) && !bw_fixed_mul_int (value, 100, &value)))
    return g_strdup ("");
  return g_strdup (bw_fixed_print (value, number == BW_SIZING_NUMBER_STOP ? 2 : 0, 8, text));
}

static void
write_number (BwTicketSizing *self, BwSizingNumber number, BwFixed value)
{
  g_autofree char *text = print_number (number, value);
  GtkEditable *entry = GTK_EDITABLE (self->rows[number].entry);

  self->is_filling = TRUE;
  if (!g_str_equal (gtk_editable_get_text (entry), text))
    gtk_editable_set_text (entry, text);
  self->is_filling = FALSE;
}

/* ---- What is remembered: "risk/share" → "1" ---- */

static char *
name_own (BwSizingMethod method, BwSizingNumber number)
{
  return g_strdup_printf ("%s/%s", bw_sizing_word (method), bw_sizing_number_word (number));
}

static void
save_own (BwTicketSizing *self, BwSizingNumber number)
{
  GSettings *settings = bw_desk_get_settings (self->desk);
  g_autoptr (GVariant) saved = g_settings_get_value (settings, "sizing-numbers");
  g_autofree char *name = name_own (get_method (self), number);
  GVariantBuilder builder;
  GVariantIter iter;
  char *key, *text;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_loop (&iter, "{ss}", &key, &text))
    if (!g_str_equal (key, name))
      g_variant_builder_add (&builder, "{ss}", key, text);
  g_variant_builder_add (&builder, "{ss}", name, gtk_editable_get_text (GTK_EDITABLE (self->rows[number].entry)));
  g_settings_set_value (settings, "sizing-numbers", g_variant_builder_end (&builder));
}

static gboolean
load_own (BwTicketSizing *self, BwSizingNumber number, BwFixed *value)
{
  g_autoptr (GVariant) saved = g_settings_get_value (bw_desk_get_settings (self->desk), "sizing-numbers");
  g_autofree char *name = name_own (get_method (self), number);
  const char *text;

  if (!g_variant_lookup (saved, name, "&s", &text) || !bw_parse_number (text, value) || value->e8 <= 0)
    return FALSE;
  return !bw_sizing_number_is_percent (number) || bw_fixed_div (*value, BW_FIXED (100), BW_ROUND_HALF_EVEN, value);
}

static void
save_choice (BwTicketSizing *self)
{
  GSettings *settings = bw_desk_get_settings (self->desk);

  g_settings_set_enum (settings, "sizing-method", get_method (self));
  g_settings_set_enum (settings, "sizing-preset", (int) get_preset (self));
}

/* The fields that are chosen say what the preset does; the user's own are as they were. */
static void
fill_choices (BwTicketSizing *self)
{
  guint preset = get_preset (self);
  BwSizingMethod method = get_method (self);
  BwSizing sizing;
  BwSizingFacts facts;

  bw_sizing_preset (method, preset == PRESET_OWN ? BW_SIZING_MODERATE : (BwSizingPreset) preset, &sizing);
  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    {
      BwFixed value;

      if (bw_sizing_number_is_fact (i) || !bw_sizing_number_is_of (i, method))
        continue;
      value = *bw_sizing_number_of (i, &sizing, &facts);
      if (preset == PRESET_OWN || method == BW_SIZING_FIXED)
        load_own (self, i, &value);
      write_number (self, i, value);
    }
}

/* ---- What is known ---- */

/* What the program knows, without what the user says otherwise. */
static gboolean
know (BwTicketSizing *self, BwSizingFacts *facts)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, self->instrument);
  const BwAccountView *account = bw_desk_get_account_view (self->desk);

  if (instrument == NULL || account == NULL)
    return FALSE;
  bw_sizing_facts_init (facts, instrument, NULL, self->side, account->figures.equity);
  facts->price = self->price;
  facts->stop = self->stop_loss;
  if (self->has_history)
    bw_sizing_history_fill (&self->history, facts);
  return TRUE;
}

static char *
describe_source (BwTicketSizing *self, BwSizingNumber number, BwFixed known)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, self->instrument);

  if (self->rows[number].is_own)
    return g_strdup (_("as you say; empty it for what is known"));
  if (number == BW_SIZING_NUMBER_STOP)
    return g_strdup (known.e8 > 0 ? _("the stop loss of this order") : _("this order has no stop loss"));
  if (!self->has_history)
    return g_strdup (_("reading …"));
  return bw_sizing_words_source (number, &self->history, instrument);
}

/* What is known doesn't come back into a field under the user's hands. */
static gboolean
is_being_emptied (const Row *row)
{
  GtkWidget *text = gtk_widget_get_first_child (row->entry);

  return *gtk_editable_get_text (GTK_EDITABLE (row->entry)) == '\0' && text != NULL && gtk_widget_has_focus (text);
}

static void
show_facts (BwTicketSizing *self, BwSizingFacts *facts)
{
  BwSizing unused;

  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    {
      Row *row = &self->rows[i];
      BwFixed *known = bw_sizing_number_of (i, &unused, facts);
      g_autofree char *source = NULL;

      if (!bw_sizing_number_is_fact (i) || !bw_sizing_number_is_of (i, get_method (self)))
        continue;
      source = describe_source (self, i, *known);
      gtk_label_set_text (GTK_LABEL (row->source), source);
      gtk_widget_set_visible (row->source, source != NULL);
      if (!row->is_own && !is_being_emptied (row))
        write_number (self, i, *known);
      if (row->is_own && !read_number (self, i, known))
        *known = BW_FIXED_ZERO;
    }
}

static void
history_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwTicketSizing) self = user_data;
  g_autoptr (GError) error = NULL;
  BwSizingHistory history;

  if (!bw_engine_sizing_history_finish (BW_ENGINE (object), result, &history, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_message ("sizing: %s", error->message);
      bw_sizing_history_init (&history);
    }
  g_clear_object (&self->cancellable);
  self->history = history;
  self->has_history = TRUE;
  show (self);
}

/* Reads again when another account or symbol is looked at, a day has passed or a trade was closed. */
static void
read_history (BwTicketSizing *self)
{
  BwInstrumentId instrument = self->wanted;
  const BwAccountView *view = bw_desk_get_account_view (self->desk);
  const BwTimelineView *timeline = bw_desk_get_timeline_view (self->desk);
  BwDate date = timeline != NULL ? timeline->session.date : 0;

  if (view == NULL || instrument == 0 ||
      (self->timeline == view->timeline && self->account == view->account.id && self->instrument == instrument &&
       self->date == date && bw_fixed_equal (self->realized, view->account.realized)))
    return;
  if (self->instrument != instrument)
    for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
      self->rows[i].is_own = FALSE; /* of another symbol */
  self->has_history = self->has_history && self->instrument == instrument && self->timeline == view->timeline;
  self->timeline = view->timeline;
  self->account = view->account.id;
  self->instrument = instrument;
  self->date = date;
  self->realized = view->account.realized;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  bw_engine_sizing_history_async (bw_desk_get_engine (self->desk), self->timeline, self->account, instrument,
                                  self->cancellable, history_read_cb, g_object_ref (self));
}

/* ---- Showing ---- */

static void
show_rows (BwTicketSizing *self, BwSizingMethod method)
{
  gtk_widget_set_visible (self->preset_row, method != BW_SIZING_FIXED);
  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    {
      gboolean is_shown = bw_sizing_number_is_of (i, method);
      const char *title = bw_sizing_words_number (i, method);

      gtk_widget_set_visible (self->rows[i].row, is_shown);
      gtk_widget_set_visible (self->rows[i].source, is_shown && bw_sizing_number_is_fact (i));
      gtk_label_set_text (GTK_LABEL (self->rows[i].title), title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[i].entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
    }
}

/* A stop on the wrong side of the price would be hit at once. */
static gboolean
is_stop_wrong (BwTicketSizing *self, BwSizingMethod method, const BwSizingFacts *facts)
{
  return method == BW_SIZING_RISK && facts->stop.e8 > 0 &&
         (self->side == BW_SIDE_BUY ? facts->stop.e8 > facts->price.e8 : facts->stop.e8 < facts->price.e8);
}

static void
show_answer (BwTicketSizing *self, const BwSizing *sizing, const BwSizingFacts *facts)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, self->instrument);
  g_autofree char *reasoning = NULL, *use = NULL;
  BwSizingAnswer answer;

  if (is_stop_wrong (self, sizing->method, facts))
    reasoning = g_strdup (self->side == BW_SIDE_BUY ? _("The stop of a purchase lies below its price.")
                                                    : _("The stop of a sale lies above its price."));
  else if (!bw_sizing_quantity (sizing, facts, &answer))
    reasoning = g_strdup (bw_sizing_words_lack (answer.lack));
  else
    {
      reasoning = bw_sizing_words_reasoning (sizing, facts, &answer, instrument, bw_desk_get_currency (self->desk));
      self->quantity = answer.quantity;
      if (answer.quantity.e8 == 0 && answer.share.e8 > 0)
        {
          g_autofree char *whole = g_steal_pointer (&reasoning);

          reasoning = g_strdup_printf ("%s %s", whole, _("That isn’t enough for a single one."));
        }
    }
  gtk_label_set_text (GTK_LABEL (self->reasoning), reasoning);
  gtk_widget_set_sensitive (self->button, self->quantity.e8 > 0);
  use = instrument != NULL ? bw_sizing_words_use (instrument, self->quantity) : NULL;
  gtk_button_set_label (GTK_BUTTON (self->button), use != NULL ? use : "");
}

static void
show (BwTicketSizing *self)
{
  BwSizingMethod method = get_method (self);
  BwSizing sizing = { .method = method };
  BwSizingFacts facts;

  self->quantity = BW_FIXED_ZERO;
  if (self->desk == NULL || !know (self, &facts))
    return;
  show_rows (self, method);
  show_facts (self, &facts);
  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    if (bw_sizing_number_is_of (i, method) && !bw_sizing_number_is_fact (i))
      read_number (self, i, bw_sizing_number_of (i, &sizing, &facts));
  show_answer (self, &sizing, &facts);
}

/* Folded away it costs nothing. */
static void
work_out (BwTicketSizing *self)
{
  if (self->desk == NULL || !bw_desk_is_open (self->desk) || !gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    return;
  read_history (self);
  show (self);
}

/**
 * bw_ticket_sizing_update:
 * @order: what the ticket says so far; its instrument, side and stop loss are looked at
 * @price: at which it would trade; 0 when that isn't known
 */
void
bw_ticket_sizing_update (BwTicketSizing *self, BwDesk *desk, const BwNewOrder *order, BwFixed price)
{
  if (self->desk == NULL)
    {
      self->desk = g_object_ref (desk);
      self->is_filling = TRUE;
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->method_drop),
                                  (guint) g_settings_get_enum (bw_desk_get_settings (desk), "sizing-method") - BW_SIZING_FIXED);
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->preset_drop),
                                  (guint) g_settings_get_enum (bw_desk_get_settings (desk), "sizing-preset"));
      fill_choices (self);
      self->is_filling = FALSE;
    }
  self->wanted = order->instrument;
  self->side = order->side;
  self->price = price;
  self->stop_loss = order->stop_loss;
  work_out (self);
}

/**
 * bw_ticket_sizing_get_step:
 * @entry: of the ticket
 * @step: (out): what an arrow key adds to it
 *
 * Returns: whether @entry is one of the fields here
 */
gboolean
bw_ticket_sizing_get_step (BwTicketSizing *self, GtkWidget *entry, BwFixed *step)
{
  const BwFixed tenth = { BW_FIXED_ONE_E8 / 10 };
  const BwInstrument *instrument =
      self->desk != NULL ? bw_desk_lookup_instrument (self->desk, self->instrument) : NULL;

  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    if (self->rows[i].entry == entry)
      {
        *step = instrument == NULL                                                 ? BW_FIXED (1)
                : i == BW_SIZING_NUMBER_AMOUNT                                     ? instrument->lot
                : i == BW_SIZING_NUMBER_STOP || i == BW_SIZING_NUMBER_RANGE ? bw_instrument_tick_at (instrument, self->price)
                : i == BW_SIZING_NUMBER_WIN_RATE || i == BW_SIZING_NUMBER_KELLY    ? BW_FIXED (1)
                                                                                   : tenth;
        return TRUE;
      }
  return FALSE;
}

/* ---- Acts ---- */

static void
chosen_cb (BwTicketSizing *self)
{
  if (self->is_filling || self->desk == NULL)
    return;
  fill_choices (self);
  save_choice (self);
  show (self);
}

static void
typed_cb (BwTicketSizing *self, GtkEditable *entry)
{
  int number = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (entry), "bw-number"));

  if (self->is_filling || self->desk == NULL)
    return;
  if (bw_sizing_number_is_fact (number))
    self->rows[number].is_own = *gtk_editable_get_text (entry) != '\0';
  else
    {
      self->is_filling = TRUE;
      if (get_method (self) != BW_SIZING_FIXED)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->preset_drop), PRESET_OWN);
      self->is_filling = FALSE;
      save_own (self, number);
      save_choice (self);
    }
  show (self);
}

static void
use_cb (BwTicketSizing *self)
{
  if (self->quantity.e8 > 0)
    g_signal_emit (self, used_signal, 0, self->quantity.e8);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* ---- Rows ---- */

static GtkWidget *
make_row (const char *title, GtkWidget *control, GtkWidget **label)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  *label = gtk_label_new (title);
  gtk_widget_add_css_class (row, "field");
  gtk_widget_add_css_class (*label, "dim-label");
  gtk_widget_set_hexpand (control, TRUE);
  gtk_box_append (GTK_BOX (row), *label);
  gtk_box_append (GTK_BOX (row), control);
  return row;
}

static GtkWidget *
make_choice (BwTicketSizing *self, const char *title, const char *const *items, GtkWidget **drop)
{
  GtkWidget *label, *row;

  *drop = gtk_drop_down_new_from_strings (items);
  gtk_widget_add_css_class (*drop, "flat");
  gtk_widget_set_halign (*drop, GTK_ALIGN_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*drop), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (*drop, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  row = make_row (title, *drop, &label);
  return row;
}

static void
add_number (BwTicketSizing *self, GtkBox *box, BwSizingNumber number)
{
  Row *row = &self->rows[number];
  GtkWidget *unit = gtk_label_new (bw_sizing_words_unit (number));

  row->entry = gtk_entry_new ();
  gtk_entry_set_has_frame (GTK_ENTRY (row->entry), FALSE);
  gtk_entry_set_alignment (GTK_ENTRY (row->entry), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (row->entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_editable_set_width_chars (GTK_EDITABLE (row->entry), 4);
  gtk_widget_add_css_class (row->entry, "numeric");
  g_object_set_data (G_OBJECT (row->entry), "bw-number", GINT_TO_POINTER (number));
  g_signal_connect_object (row->entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row->entry, "activate", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  row->row = make_row (NULL, row->entry, &row->title);
  gtk_widget_add_css_class (unit, "dim-label");
  gtk_box_append (GTK_BOX (row->row), unit);
  row->source = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (row->source), 0);
  gtk_label_set_wrap (GTK_LABEL (row->source), TRUE);
  gtk_widget_add_css_class (row->source, "dim-label");
  gtk_widget_add_css_class (row->source, "caption");
  gtk_box_append (box, row->row);
  gtk_box_append (box, row->source);
}

static void
bw_ticket_sizing_dispose (GObject *object)
{
  BwTicketSizing *self = BW_TICKET_SIZING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bw_ticket_sizing_parent_class)->dispose (object);
}

static void
bw_ticket_sizing_class_init (BwTicketSizingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_ticket_sizing_dispose;
  /**
   * BwTicketSizing::used:
   * @quantity_e8: a #BwFixed
   *
   * The quantity that was worked out shall be the order's.
   */
  used_signal = g_signal_new ("used", BW_TYPE_TICKET_SIZING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_INT64);
}

static void
bw_ticket_sizing_init (BwTicketSizing *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char *presets[] = { _("Conservative"), _("Moderate"), _("Aggressive"), _("My own numbers"), NULL };
  const char *methods[BW_N_SIZINGS] = { NULL };

  for (int method = BW_SIZING_FIXED; method < BW_N_SIZINGS; method++)
    methods[method - BW_SIZING_FIXED] = bw_sizing_words_method (method);
  bw_sizing_history_init (&self->history);
  gtk_widget_set_margin_top (box, 6);
  gtk_box_append (GTK_BOX (box), make_choice (self, _("Method"), methods, &self->method_drop));
  self->preset_row = make_choice (self, _("Preset"), presets, &self->preset_drop);
  gtk_box_append (GTK_BOX (box), self->preset_row);
  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    add_number (self, GTK_BOX (box), i);
  self->reasoning = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->reasoning), 0);
  gtk_label_set_wrap (GTK_LABEL (self->reasoning), TRUE);
  gtk_widget_add_css_class (self->reasoning, "numeric");
  self->button = gtk_button_new ();
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->reasoning);
  gtk_box_append (GTK_BOX (box), self->button);
  self->expander = gtk_expander_new (_("Size by…"));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), box);
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (work_out), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->expander);
}

GtkWidget *
bw_ticket_sizing_new (void)
{
  return g_object_new (BW_TYPE_TICKET_SIZING, NULL);
}
