/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/practice/inject-dialog.h"

#include "app/dialog.h"
#include "app/form.h"
#include "app/format.h"
#include "app/practice/happening-words.h"

#include <glib/gi18n.h>

/* @is_share: the number is a percentage; @number: proposed; @is_of_replays: a replay can have it too. */
static const struct
{
  BwInjectionKind kind;
  const char *title;
  const char *unit; /* (nullable): it takes no number */
  gboolean is_share;
  double number, least, most;
  gboolean is_of_replays;
  const char *effect;
} events[] = {
  { BW_INJECTION_HALT, N_("Halt trading"), NULL, FALSE, 0, 0, 0, TRUE,
    N_("Nothing is quoted or traded until you resume it. Orders wait.") },
  { BW_INJECTION_RESUME, N_("Resume trading"), NULL, FALSE, 0, 0, 0, TRUE,
    N_("It trades again where its price is by then; the practice market reopens it with an auction.") },
  { BW_INJECTION_LULD, N_("Price band pause"), NULL, FALSE, 0, 0, 0, TRUE,
    N_("As if it had left its price band for fifteen seconds: no trading for five minutes.") },
  { BW_INJECTION_BREAKER, N_("Market-wide breaker"), N_("Level"), FALSE, 1, 1, 3, TRUE,
    N_("All shares stop: levels 1 and 2 for fifteen minutes and not in the last 35, level 3 for the day.") },
  { BW_INJECTION_GAP, N_("Price gap"), N_("Percent"), TRUE, -10, -95, 500, FALSE,
    N_("The price jumps at once. A share that leaves its price band is paused for five minutes.") },
  { BW_INJECTION_MARKET, N_("Whole market moves"), N_("Percent"), TRUE, -7.5, -95, 500, FALSE,
    N_("All shares move, each by its beta. A fall of 7, 13 or 20 percent stops the market.") },
  { BW_INJECTION_VOLATILITY, N_("Volatility"), N_("Times"), FALSE, 3, 0.1, 20, FALSE,
    N_("What its price still does is multiplied, today and in the days after.") },
  { BW_INJECTION_NEWS_GOOD, N_("Good news"), NULL, FALSE, 0, 0, 0, FALSE,
    N_("A headline comes, and the price rises within minutes.") },
  { BW_INJECTION_NEWS_BAD, N_("Bad news"), NULL, FALSE, 0, 0, 0, FALSE,
    N_("A headline comes, and the price falls within minutes.") },
  { BW_INJECTION_EARNINGS, N_("Earnings surprise"), N_("Percent"), TRUE, 20, -300, 300, FALSE,
    N_("It reports so much more or less than expected; the price jumps and drifts on for an hour.") },
  { BW_INJECTION_SPLIT, N_("Split"), N_("Shares for one"), FALSE, 4, 0.01, 100, FALSE,
    N_("Before the open of the next session. Below 1 it is a reverse split.") },
  { BW_INJECTION_DIVIDEND, N_("Dividend"), N_("Dollars a share"), FALSE, 0.5, 0.01, 10000, FALSE,
    N_("It trades without it from the next session on; holders are paid, short sellers pay.") },
  { BW_INJECTION_RENAME, N_("New symbol"), NULL, FALSE, 0, 0, 0, FALSE,
    N_("From the next session on it trades under another symbol; positions, orders and charts follow.") },
  { BW_INJECTION_DELIST, N_("Delisting"), N_("Dollars a share"), FALSE, 0, 0, 1000000, FALSE,
    N_("It leaves the exchange before the next session; holders get this, or nothing.") },
};

struct _BwInjectDialog
{
  AdwWindow parent_instance;
  GtkWidget *do_button;
  AdwComboRow *event_row;
  AdwEntryRow *symbol_row;
  AdwActionRow *number_row;
  GtkSpinButton *number_spin;
  GtkLabel *note_label;
  GtkLabel *log_label;
  AdwPreferencesGroup *fields_group;
  BwDesk *desk; /* (owned) */
  guint8 offered[G_N_ELEMENTS (events)]; /* of the events, in the order of the list */
  guint n_offered;
};

G_DEFINE_FINAL_TYPE (BwInjectDialog, bw_inject_dialog, ADW_TYPE_WINDOW)

static gsize
get_choice (BwInjectDialog *self)
{
  return self->offered[MIN (adw_combo_row_get_selected (self->event_row), self->n_offered - 1)];
}

static const BwInstrument *
read_instrument (BwInjectDialog *self)
{
  return bw_form_find_symbol (self->desk, gtk_editable_get_text (GTK_EDITABLE (self->symbol_row)));
}

static void
say (BwInjectDialog *self, const char *message, gboolean is_error)
{
  bw_form_say (self->note_label, self->do_button, message, is_error);
}

static void
check (BwInjectDialog *self)
{
  gsize choice = get_choice (self);
  gboolean is_whole = bw_injection_is_market_wide (events[choice].kind);

  gtk_widget_set_visible (GTK_WIDGET (self->symbol_row), !is_whole);
  gtk_widget_set_visible (GTK_WIDGET (self->number_row), events[choice].unit != NULL);
  if (!is_whole && read_instrument (self) == NULL)
    say (self, _("There is no such symbol."), TRUE);
  else
    say (self, _(events[choice].effect), FALSE);
}

static void
event_chosen_cb (BwInjectDialog *self)
{
  gsize choice = get_choice (self);

  if (events[choice].unit != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->number_row), _(events[choice].unit));
      gtk_spin_button_set_range (self->number_spin, events[choice].least, events[choice].most);
      gtk_spin_button_set_value (self->number_spin, events[choice].number);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->number_spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _(events[choice].unit), -1);
    }
  check (self);
}

/* What has happened lately, newest first. */
static void
show_log (BwInjectDialog *self)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0, n_lines = 0; i < bw_engine_n_happenings (engine) && n_lines < 6; i++)
    {
      const BwHappeningView *happening = bw_engine_happening_at (engine, i);
      const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, happening->event.instrument);
      g_autofree char *time = bw_format_time (happening->event.time, bw_desk_get_zone (self->desk));
      g_autofree char *what = bw_happening_text (self->desk, &happening->event);

      if (happening->timeline != bw_desk_get_timeline (self->desk))
        continue;
      g_string_append_printf (text, "%s%s  %s  %s", n_lines > 0 ? "\n" : "", time,
                              instrument != NULL ? instrument->symbol : _("Market"), what);
      n_lines++;
    }
  gtk_label_set_text (self->log_label, text->len > 0 ? text->str : _("Nothing yet."));
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwInjectDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bw_engine_inject_finish (BW_ENGINE (object), result, &error))
    say (self, error->message, FALSE);
  else
    say (self, _("Done. What comes of it is told below and in the News panel."), FALSE);
}

static void
do_cb (BwInjectDialog *self)
{
  gsize choice = get_choice (self);
  BwInjection injection = { .kind = (guint8) events[choice].kind };
  const BwInstrument *instrument = read_instrument (self);
  double number;

  gtk_spin_button_update (self->number_spin); /* what is typed counts, wherever the focus is */
  number = gtk_spin_button_get_value (self->number_spin);
  if (!bw_injection_is_market_wide (events[choice].kind) && instrument != NULL)
    injection.instrument = instrument->id;
  if (events[choice].unit != NULL &&
      !bw_fixed_from_double (events[choice].is_share ? number / 100 : number, &injection.magnitude))
    return;
  bw_engine_inject_async (bw_desk_get_engine (self->desk), bw_desk_get_timeline (self->desk), &injection, NULL,
                          done_cb, g_object_ref (self));
}

static void
engine_changed_cb (BwInjectDialog *self, guint what)
{
  if ((what & BW_CHANGED_HAPPENINGS) != 0)
    show_log (self);
}

static void
bw_inject_dialog_dispose (GObject *object)
{
  g_clear_object (&BW_INJECT_DIALOG (object)->desk);
  G_OBJECT_CLASS (bw_inject_dialog_parent_class)->dispose (object);
}

static void
bw_inject_dialog_class_init (BwInjectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_inject_dialog_dispose;
  bw_form_set_up (widget_class, "inject-dialog");
  gtk_widget_class_bind_template_child (widget_class, BwInjectDialog, do_button);
  gtk_widget_class_bind_template_child (widget_class, BwInjectDialog, fields_group);
  gtk_widget_class_bind_template_child (widget_class, BwInjectDialog, event_row);
  gtk_widget_class_bind_template_child (widget_class, BwInjectDialog, symbol_row);
  gtk_widget_class_bind_template_child (widget_class, BwInjectDialog, number_row);
  gtk_widget_class_bind_template_child (widget_class, BwInjectDialog, number_spin);
  gtk_widget_class_bind_template_child (widget_class, BwInjectDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, BwInjectDialog, log_label);
  gtk_widget_class_bind_template_callback (widget_class, event_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, do_cb);
}

static void
bw_inject_dialog_init (BwInjectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What there is to choose; of a replay's prices nothing. */
static void
offer_events (BwInjectDialog *self)
{
  const BwTimelineView *timeline = bw_desk_get_timeline_view (self->desk);
  gboolean is_replay = timeline != NULL && timeline->kind == BW_TIMELINE_KIND_REPLAY;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    if (!is_replay || events[i].is_of_replays)
      {
        self->offered[self->n_offered++] = (guint8) i;
        gtk_string_list_append (titles, _(events[i].title));
      }
  if (is_replay)
    adw_preferences_group_set_description (
        self->fields_group, _("A replay’s prices are what they were, and so are its pauses: where nobody could trade there "
                              "are no bars. Halt it by hand to see how your orders fare."));
  adw_combo_row_set_model (self->event_row, G_LIST_MODEL (titles));
}

/**
 * bw_inject_dialog_new:
 * @instrument: proposed; 0 for none
 */
GtkWidget *
bw_inject_dialog_new (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument)
{
  BwInjectDialog *self = g_object_new (BW_TYPE_INJECT_DIALOG, "transient-for", parent, NULL);
  const BwInstrument *proposed = bw_desk_lookup_instrument (desk, instrument);

  bw_dialog_fit (GTK_WINDOW (self), 520, 560);
  self->desk = g_object_ref (desk);
  offer_events (self);
  if (proposed != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->symbol_row), proposed->symbol);
  g_signal_connect_object (bw_desk_get_engine (desk), "changed", G_CALLBACK (engine_changed_cb), self,
                           G_CONNECT_SWAPPED);
  event_chosen_cb (self);
  show_log (self);
  return GTK_WIDGET (self);
}
