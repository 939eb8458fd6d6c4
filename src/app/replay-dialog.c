/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/replay-dialog.h"

#include "app/date-button.h"
#include "app/dialog.h"
#include "app/form.h"
#include "app/format.h"
#include "app/symbol-chooser.h"
#include "engine/finer.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAYS_READ 20000
#define DAYS_TO_PLAY 60
#define SYMBOLS_MAX 100

struct _BwReplayDialog
{
  AdwWindow parent_instance;
  GtkWidget *start_button;
  AdwEntryRow *symbols_row;
  AdwEntryRow *date_row;
  GtkLabel *note_label;
  AdwComboRow *speed_row;
  AdwComboRow *bars_row;
  AdwActionRow *finer_row;
  GtkSwitch *finer_switch;
  GtkSpinButton *cash_spin;

  BwDesk *desk;              /* (owned) */
  GCancellable *cancellable; /* (owned): of the look at what is stored */
  BwInstrumentId looked_at;
  BwTime first, last;        /* stored of @looked_at; BW_TIME_NONE: unknown */
  GCancellable *listing;     /* (owned): of the look at what else is */
  GArray *listed;            /* (owned) (nullable): BwStoredBars of all the symbols */
};

G_DEFINE_FINAL_TYPE (BwReplayDialog, bw_replay_dialog, ADW_TYPE_WINDOW)

/* ---- What the fields say ---- */

static GArray *
read_instruments (BwReplayDialog *self, char **unknown)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->symbols_row));
  g_auto (GStrv) symbols = g_strsplit_set (text, ", ", SYMBOLS_MAX);
  GArray *instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

  for (char **symbol = symbols; *symbol != NULL; symbol++)
    {
      const BwInstrument *instrument = bw_form_find_symbol (self->desk, *symbol);

      if (instrument != NULL)
        g_array_append_val (instruments, instrument->id);
      else if (**symbol != '\0' && *unknown == NULL)
        *unknown = g_ascii_strup (*symbol, -1);
    }
  return instruments;
}

/* The open of the first session on or after the date that is written. */
static gboolean
read_start (BwReplayDialog *self, const BwInstrument *instrument, BwTime *start)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->date_row));
  BwSession session;
  BwDate date;
  BwTime midnight;

  if (!bw_date_parse (text, -1, &date) ||
      !bw_zone_to_utc (bw_calendar_zone (instrument->calendar), date, 0, &midnight) ||
      !bw_calendar_session_at_or_after (instrument->calendar, midnight, &session))
    return FALSE;
  *start = session.open;
  return TRUE;
}

static void
say (BwReplayDialog *self, const char *message, gboolean is_error)
{
  bw_form_say (self->note_label, self->start_button, message, is_error);
}

static BwTimeframe
read_timeframe (BwReplayDialog *self)
{
  static const BwTimeframe timeframes[] = { BW_TIMEFRAME_NONE, BW_TIMEFRAME_1M, BW_TIMEFRAME_1D };

  return timeframes[MIN (adw_combo_row_get_selected (self->bars_row), G_N_ELEMENTS (timeframes) - 1)];
}

/* What the replay is going to play: what is chosen, or the finest that is stored of the first symbol. */
static BwTimeframe
find_timeframe (BwReplayDialog *self, BwInstrumentId instrument, BwTime start)
{
  BwTimeframe finest = read_timeframe (self);

  if (finest != BW_TIMEFRAME_NONE)
    return finest;
  for (guint i = 0; i < self->listed->len; i++)
    {
      const BwStoredBars *bars = &g_array_index (self->listed, BwStoredBars, i);

      if (bars->instrument == instrument && bars->last > start &&
          (finest == BW_TIMEFRAME_NONE || bars->timeframe < finest))
        finest = bars->timeframe;
    }
  return finest;
}

typedef struct
{
  guint n_symbols;
  const BwInstrument *instrument; /* one of them */
  BwTimeframe timeframe;          /* its */
  BwTime first, last;             /* of all */
} Finer;

/* The stored bars that can stand in for those of @instrument. */
static void
add_finer (BwReplayDialog *self, Finer *finer, const BwInstrument *instrument, BwTimeframe timeframe, BwTime start)
{
  BwTimeframe chosen = bw_finer_choose (self->listed, instrument->id, timeframe, start, BW_TIME_MAX);

  for (guint i = 0; i < self->listed->len; i++)
    {
      const BwStoredBars *bars = &g_array_index (self->listed, BwStoredBars, i);

      if (bars->instrument != instrument->id || bars->timeframe != chosen)
        continue;
      finer->first = finer->n_symbols == 0 ? bars->first : MIN (finer->first, bars->first);
      finer->last = finer->n_symbols == 0 ? bars->last : MAX (finer->last, bars->last);
      finer->instrument = instrument;
      finer->timeframe = chosen;
      finer->n_symbols++;
    }
}

static char *
describe_finer (const Finer *finer, guint n_symbols)
{
  g_autofree char *first = NULL, *last = NULL;
  char timeframe[16];

  if (finer->n_symbols == 0)
    return g_strdup (_("None are stored within these bars. What a bar leaves open is settled against you, and counted."));
  first = bw_format_date (finer->first, bw_calendar_zone (finer->instrument->calendar));
  last = bw_format_date (finer->last, bw_calendar_zone (finer->instrument->calendar));
  if (n_symbols > 1)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Stored of %u of %u symbols, %s to %s. They say what came first within a bar.",
                                         "Stored of %u of %u symbols, %s to %s. They say what came first within a bar.",
                                         finer->n_symbols),
                            finer->n_symbols, n_symbols, first, last);
  return g_strdup_printf (_("Bars of %s, %s to %s. They say what came first within a longer bar."),
                          bw_timeframe_print (finer->timeframe, timeframe), first, last);
}

static void
show_finer (BwReplayDialog *self)
{
  g_autofree char *unknown = NULL, *text = NULL;
  g_autoptr (GArray) instruments = read_instruments (self, &unknown);
  Finer finer = { 0 };
  BwTimeframe timeframe;
  BwTime start;

  if (self->listed != NULL && instruments->len > 0)
    {
      BwInstrumentId leader = g_array_index (instruments, BwInstrumentId, 0);

      if (!read_start (self, bw_desk_lookup_instrument (self->desk, leader), &start))
        start = BW_TIME_NONE;
      timeframe = find_timeframe (self, leader, start);
      for (guint i = 0; i < instruments->len; i++)
        add_finer (self, &finer,
                   bw_desk_lookup_instrument (self->desk, g_array_index (instruments, BwInstrumentId, i)), timeframe,
                   start);
      text = describe_finer (&finer, instruments->len);
    }
  adw_action_row_set_subtitle (self->finer_row, text != NULL ? text : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->finer_switch), finer.n_symbols > 0);
}

static void
check (BwReplayDialog *self)
{
  g_autofree char *unknown = NULL;
  g_autoptr (GArray) instruments = read_instruments (self, &unknown);
  const BwInstrument *instrument;
  g_autofree char *first = NULL, *last = NULL, *message = NULL;
  const char *zone;
  BwTime start;

  show_finer (self);
  if (unknown != NULL)
    {
      message = g_strdup_printf (_("There is no symbol %s. Import its history first."), unknown);
      say (self, message, TRUE);
      return;
    }
  if (instruments->len == 0)
    {
      say (self, _("Name at least one symbol."), TRUE);
      return;
    }
  instrument = bw_desk_lookup_instrument (self->desk, g_array_index (instruments, BwInstrumentId, 0));
  zone = bw_calendar_zone (instrument->calendar);
  if (!read_start (self, instrument, &start))
    {
      say (self, _("Write the date as year-month-day, for example 2020-03-02."), TRUE);
      return;
    }
  if (self->first == BW_TIME_NONE)
    {
      say (self, _("Looking at what is stored…"), FALSE);
      return;
    }
  first = bw_format_date (self->first, zone);
  last = bw_format_date (self->last, zone);
  message = g_strdup_printf (_("Stored of %s: from %s to %s."), instrument->symbol, first, last);
  say (self, message, start > self->last + BW_DAY);
}

/* ---- What is stored ---- */

static void
bars_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwReplayDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBarSeries) series = bw_engine_load_bars_finish (BW_ENGINE (object), result, &error);
  const BwInstrument *instrument;
  char text[16];

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  instrument = bw_desk_lookup_instrument (self->desk, self->looked_at);
  if (series == NULL || series->n_bars == 0 || instrument == NULL)
    {
      say (self, error != NULL ? error->message : _("Nothing is stored of this symbol."), TRUE);
      return;
    }
  self->first = series->start[0];
  self->last = series->start[series->n_bars - 1];
  if (*gtk_editable_get_text (GTK_EDITABLE (self->date_row)) == '\0')
    {
      gsize index = series->n_bars > DAYS_TO_PLAY ? series->n_bars - DAYS_TO_PLAY : 0;

      bw_date_print (bw_zone_date_at (bw_calendar_zone (instrument->calendar), series->start[index], NULL), text);
      gtk_editable_set_text (GTK_EDITABLE (self->date_row), text);
    }
  check (self);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwReplayDialog) self = user_data;
  g_autoptr (GArray) listed = bw_engine_list_bars_finish (BW_ENGINE (object), result, NULL);

  if (listed == NULL)
    return; /* out of date, or nothing can be read: then opening says why */
  g_clear_pointer (&self->listed, g_array_unref);
  self->listed = g_steal_pointer (&listed);
  show_finer (self);
}

static void
list_bars (BwReplayDialog *self, GArray *instruments)
{
  g_cancellable_cancel (self->listing);
  g_object_unref (self->listing);
  self->listing = g_cancellable_new ();
  g_clear_pointer (&self->listed, g_array_unref);
  if (instruments->len > 0)
    bw_engine_list_bars_async (bw_desk_get_engine (self->desk), (const BwInstrumentId *) instruments->data,
                               instruments->len, self->listing, listed_cb, g_object_ref (self));
}

static void
symbols_changed_cb (BwReplayDialog *self)
{
  g_autofree char *unknown = NULL;
  g_autoptr (GArray) instruments = read_instruments (self, &unknown);
  BwInstrumentId first = instruments->len > 0 ? g_array_index (instruments, BwInstrumentId, 0) : 0;

  if (first != 0 && first != self->looked_at)
    {
      self->looked_at = first;
      self->first = self->last = BW_TIME_NONE;
      g_cancellable_cancel (self->cancellable);
      g_object_unref (self->cancellable);
      self->cancellable = g_cancellable_new ();
      bw_engine_load_bars_async (bw_desk_get_engine (self->desk), BW_TIMELINE_LIBRARY, first, BW_TIMEFRAME_1D,
                                 BW_TIME_MAX, DAYS_READ, self->cancellable, bars_loaded_cb, g_object_ref (self));
    }
  list_bars (self, instruments);
  check (self);
}

/* ---- Starting ---- */

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwReplayDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  BwTimelineId timeline = bw_engine_open_replay_finish (BW_ENGINE (object), result, &error);

  if (error != NULL)
    {
      say (self, error->message, FALSE);
      return;
    }
  bw_desk_set_timeline (self->desk, timeline);
  bw_engine_set_playing (BW_ENGINE (object), timeline, TRUE);
  /* The page first: a chart that wasn't there yet comes with the symbol it had. */
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), "win.page", "s", "trade");
  bw_desk_set_instrument (self->desk, BW_LINK_BLUE, self->looked_at);
  gtk_window_close (GTK_WINDOW (self));
}

static void
start_cb (BwReplayDialog *self)
{
  static const double speeds[] = { 1, 10, 60, 300, 1000 };
  g_autofree char *unknown = NULL;
  g_autoptr (GArray) instruments = read_instruments (self, &unknown);
  const BwInstrument *instrument;
  BwReplaySpec spec = { .n_instruments = instruments->len };

  if (instruments->len == 0 || unknown != NULL || !gtk_widget_get_sensitive (self->start_button))
    return;
  instrument = bw_desk_lookup_instrument (self->desk, g_array_index (instruments, BwInstrumentId, 0));
  gtk_spin_button_update (self->cash_spin);
  if (!read_start (self, instrument, &spec.start) ||
      !bw_fixed_from_double (gtk_spin_button_get_value (self->cash_spin), &spec.cash))
    return;
  spec.instruments = (const BwInstrumentId *) instruments->data;
  spec.speed = speeds[MIN (adw_combo_row_get_selected (self->speed_row), G_N_ELEMENTS (speeds) - 1)];
  spec.timeframe = read_timeframe (self);
  spec.uses_finer = gtk_switch_get_active (self->finer_switch);
  if (instruments->len == 1)
    g_snprintf (spec.name, sizeof spec.name, "%s %s", instrument->symbol, gtk_editable_get_text (GTK_EDITABLE (self->date_row)));
  else
    g_snprintf (spec.name, sizeof spec.name, "%s +%u %s", instrument->symbol, instruments->len - 1,
                gtk_editable_get_text (GTK_EDITABLE (self->date_row)));
  say (self, _("Opening the replay…"), FALSE);
  gtk_widget_set_sensitive (self->start_button, FALSE);
  bw_engine_open_replay_async (bw_desk_get_engine (self->desk), &spec, NULL, opened_cb, g_object_ref (self));
}

static void
bw_replay_dialog_dispose (GObject *object)
{
  BwReplayDialog *self = BW_REPLAY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->listed, g_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (bw_replay_dialog_parent_class)->dispose (object);
}

static void
bw_replay_dialog_class_init (BwReplayDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_replay_dialog_dispose;
  bw_form_set_up (widget_class, "replay-dialog");
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, symbols_row);
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, date_row);
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, speed_row);
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, bars_row);
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, finer_row);
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, finer_switch);
  gtk_widget_class_bind_template_child (widget_class, BwReplayDialog, cash_spin);
  gtk_widget_class_bind_template_callback (widget_class, symbols_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, show_finer);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
}

static void
bw_replay_dialog_init (BwReplayDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->listing = g_cancellable_new ();
  self->first = self->last = BW_TIME_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One more symbol into the list that is written. */
static void
symbol_chosen_cb (BwSymbolChooser *chooser, guint instrument, gpointer user_data)
{
  BwReplayDialog *self = BW_REPLAY_DIALOG (user_data);
  const BwInstrument *chosen = bw_desk_lookup_instrument (self->desk, instrument);
  g_autofree char *before = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->symbols_row))));
  g_autofree char *after = NULL;

  if (chosen == NULL)
    return;
  after = *before != '\0' ? g_strconcat (before, ", ", chosen->symbol, NULL) : g_strdup (chosen->symbol);
  gtk_editable_set_text (GTK_EDITABLE (self->symbols_row), after);
}

static void
add_choosers (BwReplayDialog *self)
{
  GtkWidget *chooser = bw_symbol_chooser_new (self->desk, "bw-add-symbolic", _("Add a symbol"));

  gtk_widget_set_valign (chooser, GTK_ALIGN_CENTER);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (symbol_chosen_cb), self, 0);
  adw_entry_row_add_suffix (self->symbols_row, chooser);
  adw_entry_row_add_suffix (self->date_row, bw_date_button_new (GTK_EDITABLE (self->date_row)));
}

/**
 * bw_replay_dialog_new:
 * @instrument: proposed; 0 for none
 */
GtkWidget *
bw_replay_dialog_new (BwDesk *desk, GtkWindow *parent, BwInstrumentId instrument)
{
  BwReplayDialog *self = g_object_new (BW_TYPE_REPLAY_DIALOG, "transient-for", parent, NULL);
  const BwInstrument *proposed = bw_desk_lookup_instrument (desk, instrument);

  bw_dialog_fit (GTK_WINDOW (self), 520, -1);
  self->desk = g_object_ref (desk);
  if (proposed != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->symbols_row), proposed->symbol);
  add_choosers (self);
  symbols_changed_cb (self);
  return GTK_WIDGET (self);
}

/* ---- Jumping ---- */

static void
jump_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  BwDesk *desk = BW_DESK (user_data);
  GtkWidget *entry = gtk_widget_get_first_child (adw_message_dialog_get_extra_child (dialog));
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  BwSession session;
  BwDate date;
  BwTime midnight;

  if (!g_str_equal (response, "jump") || timeline == NULL)
    return;
  if (!bw_date_parse (gtk_editable_get_text (GTK_EDITABLE (entry)), -1, &date) ||
      !bw_zone_to_utc (bw_calendar_zone (timeline->calendar), date, 0, &midnight) ||
      !bw_calendar_session_at_or_after (timeline->calendar, midnight, &session))
    bw_desk_tell (desk, _("That is no date: write it as year-month-day, for example 2026-03-16"));
  else
    g_action_group_activate_action (bw_desk_get_actions (desk), "jump", g_variant_new_int64 (session.open));
}

void
bw_jump_dialog_show (BwDesk *desk, GtkWindow *parent)
{
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  GtkWidget *dialog, *entry, *box;
  char text[16];

  if (timeline == NULL)
    return;
  dialog = adw_message_dialog_new (parent, _("Go to a date"),
                                   timeline->kind == BW_TIMELINE_KIND_REPLAY
                                       ? _("Ahead plays there at full speed. Back begins a new replay there; this one is kept.")
                                       : _("The market runs there at full speed; your orders work on the way."));
  entry = gtk_entry_new ();
  bw_date_print (bw_zone_date_at (bw_calendar_zone (timeline->calendar), timeline->now, NULL), text);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Date, year-month-day"), -1);
  gtk_widget_set_hexpand (entry, TRUE);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), bw_date_button_new (GTK_EDITABLE (entry)));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "leave", _("_Cancel"), "jump", _("_Go"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "jump", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "jump");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "leave");
  g_signal_connect_object (dialog, "response", G_CALLBACK (jump_response_cb), desk, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
