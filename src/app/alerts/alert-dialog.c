/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/alerts/alert-dialog.h"

#include "app/alerts/alert-actions.h"
#include "app/alerts/alert-words.h"
#include "app/alerts/sounds.h"
#include "app/date-button.h"
#include "app/dialog.h"
#include "app/form.h"
#include "app/format.h"
#include "engine/alerts.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  BwAlertKind kind;
  const char *title;
} kinds[] = {
  { BW_ALERT_PRICE, N_("Price") },
  { BW_ALERT_CHANNEL, N_("Between two prices") },
  { BW_ALERT_MOVE, N_("Move in percent") },
  { BW_ALERT_VOLUME, N_("Volume") },
  { BW_ALERT_EXPRESSION, N_("Indicators") },
};

static const struct
{
  BwAlertTest test;
  const char *title;
} tests[] = {
  { BW_ALERT_CROSSES, N_("Crosses, either way") },
  { BW_ALERT_CROSSES_UP, N_("Crosses upwards") },
  { BW_ALERT_CROSSES_DOWN, N_("Crosses downwards") },
  { BW_ALERT_IS_ABOVE, N_("Is above") },
  { BW_ALERT_IS_BELOW, N_("Is below") },
  { BW_ALERT_ENTERS, N_("Enters") },
  { BW_ALERT_LEAVES, N_("Leaves") },
  { BW_ALERT_RISES, N_("Rises") },
  { BW_ALERT_FALLS, N_("Falls") },
  { BW_ALERT_MOVES, N_("Moves, either way") },
  { BW_ALERT_HOLDS, N_("Comes true") },
};

static const BwTimeframe timeframes[] = {
  BW_TIMEFRAME_1M, BW_TIMEFRAME_5M, BW_TIMEFRAME_15M, BW_TIMEFRAME_30M, BW_TIMEFRAME_1H, BW_TIMEFRAME_4H, BW_TIMEFRAME_1D,
};

struct _BwAlertDialog
{
  AdwWindow parent_instance;
  GtkWidget *save_button;
  AdwEntryRow *symbol_row, *level_row, *high_row, *share_row, *window_row, *expression_row, *expires_row, *message_row;
  AdwComboRow *kind_row, *test_row, *timeframe_row, *repeat_row, *sound_row;
  AdwActionRow *tick_row, *pause_row;
  GtkWidget *tick_switch;
  GtkSpinButton *pause_spin;
  GtkLabel *note_label;
  BwDesk *desk; /* (owned) */
  BwAlert alert;
  guint8 offered[G_N_ELEMENTS (tests)];
  guint n_offered;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (BwAlertDialog, bw_alert_dialog, ADW_TYPE_WINDOW)

static BwAlertKind
get_kind (BwAlertDialog *self)
{
  return kinds[MIN (adw_combo_row_get_selected (self->kind_row), G_N_ELEMENTS (kinds) - 1)].kind;
}

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* A field that can't be read marks itself; an empty one is 0. */
static BwFixed
read_number (AdwEntryRow *row)
{
  BwFixed number = BW_FIXED_ZERO;
  g_autofree char *text = g_strdup (get_text (row));

  g_strstrip (text);
  if (*text != '\0' && !bw_parse_number (text, &number))
    number.e8 = -1;
  return number;
}

static void
read_when (BwAlertDialog *self, BwAlert *alert)
{
  const char *text = get_text (self->expires_row);
  BwDate date;

  alert->expires = 0;
  if (*text == '\0')
    return;
  if (bw_date_parse (text, -1, &date))
    alert->expires = (date + 1) * BW_DAY;
  else if (!bw_time_parse_rfc3339 (text, -1, &alert->expires))
    alert->expires = 1; /* long over: it can't be kept so */
}

/* What stands in the fields. */
static void
read_alert (BwAlertDialog *self, BwAlert *alert)
{
  const BwInstrument *instrument = bw_form_find_symbol (self->desk, get_text (self->symbol_row));
  BwFixed share = read_number (self->share_row), minutes = read_number (self->window_row);
  guint timeframe = adw_combo_row_get_selected (self->timeframe_row);

  *alert = self->alert;
  alert->instrument = instrument != NULL ? instrument->id : 0;
  alert->kind = get_kind (self);
  alert->test = tests[self->offered[MIN (adw_combo_row_get_selected (self->test_row), self->n_offered - 1)]].test;
  alert->level = read_number (self->level_row);
  alert->high = read_number (self->high_row);
  alert->share.e8 = share.e8 > 0 ? share.e8 / 100 : share.e8;
  alert->window_minutes = minutes.e8 < 0 ? -1 : (gint32) MIN (minutes.e8 / BW_FIXED_ONE_E8, G_MAXINT32);
  alert->timeframe = timeframes[MIN (timeframe, G_N_ELEMENTS (timeframes) - 1)];
  alert->is_on_tick = gtk_switch_get_active (GTK_SWITCH (self->tick_switch));
  alert->repeat = BW_ALERT_ONCE + adw_combo_row_get_selected (self->repeat_row);
  alert->pause_ns = (BwTime) gtk_spin_button_get_value (self->pause_spin) * BW_SECOND;
  alert->sound = adw_combo_row_get_selected (self->sound_row);
  g_strlcpy (alert->expression, get_text (self->expression_row), sizeof alert->expression);
  g_strlcpy (alert->message, get_text (self->message_row), sizeof alert->message);
  read_when (self, alert);
}

/* ---- What is shown, and what is wrong ---- */

static void
show_fields (BwAlertDialog *self, const BwAlert *alert)
{
  gboolean is_condition = alert->kind == BW_ALERT_EXPRESSION;

  gtk_widget_set_visible (GTK_WIDGET (self->test_row), self->n_offered > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->level_row), alert->kind == BW_ALERT_PRICE || alert->kind == BW_ALERT_CHANNEL ||
                                                            alert->kind == BW_ALERT_VOLUME);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->level_row),
                                 alert->kind == BW_ALERT_CHANNEL  ? _("Lower Price")
                                 : alert->kind == BW_ALERT_VOLUME ? _("Quantity")
                                                                  : _("Price"));
  gtk_widget_set_visible (GTK_WIDGET (self->high_row), alert->kind == BW_ALERT_CHANNEL);
  gtk_widget_set_visible (GTK_WIDGET (self->share_row), alert->kind == BW_ALERT_MOVE);
  gtk_widget_set_visible (GTK_WIDGET (self->window_row), alert->kind == BW_ALERT_MOVE);
  gtk_widget_set_visible (GTK_WIDGET (self->expression_row), is_condition);
  gtk_widget_set_visible (GTK_WIDGET (self->tick_row), is_condition);
  gtk_widget_set_visible (GTK_WIDGET (self->timeframe_row),
                          is_condition || alert->kind == BW_ALERT_VOLUME || alert->repeat == BW_ALERT_EVERY_BAR);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_row), alert->repeat == BW_ALERT_EVERY_TIME);
}

static void
mark_wrong (BwAlertDialog *self, AdwEntryRow *wrong)
{
  AdwEntryRow *rows[] = { self->symbol_row, self->level_row, self->high_row, self->share_row,
                          self->window_row, self->expression_row, self->expires_row };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i] == wrong)
      gtk_widget_add_css_class (GTK_WIDGET (rows[i]), "error");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (rows[i]), "error");
}

static AdwEntryRow *
find_row (BwAlertDialog *self, BwAlertField field)
{
  switch (field)
    {
    case BW_ALERT_FIELD_LEVEL:
      return self->level_row;
    case BW_ALERT_FIELD_HIGH:
      return self->high_row;
    case BW_ALERT_FIELD_SHARE:
      return self->share_row;
    case BW_ALERT_FIELD_WINDOW:
      return self->window_row;
    case BW_ALERT_FIELD_EXPRESSION:
      return self->expression_row;
    case BW_ALERT_FIELD_EXPIRES:
      return self->expires_row;
    case BW_ALERT_FIELD_NONE:
    case BW_ALERT_FIELD_KIND:
    case BW_ALERT_FIELD_TIMEFRAME:
    case BW_ALERT_FIELD_PAUSE:
      break;
    }
  return NULL;
}

static void
say_wrong (BwAlertDialog *self, AdwEntryRow *row, const char *message)
{
  mark_wrong (self, row);
  bw_form_say (self->note_label, self->save_button, message, TRUE);
}

/* Also when it is true already: then it fires at once. */
static void
say_fine (BwAlertDialog *self, const BwAlert *alert, const BwInstrument *instrument)
{
  const BwQuoteView *quote = bw_engine_quote (bw_desk_get_engine (self->desk), alert->timeline, alert->instrument);
  g_autofree char *condition = bw_alert_describe (bw_alert_voice (), alert, instrument);
  g_autofree char *repeat = bw_alert_describe_repeat (bw_alert_voice (), alert);
  g_autofree char *last = quote != NULL ? bw_format_price (instrument, quote->market.last) : g_strdup (BW_DASH);
  g_autofree char *text = g_strdup_printf (_("Tells when %s: %s; %s. Last price: %s."), instrument->symbol, condition, repeat, last);

  mark_wrong (self, NULL);
  bw_form_say (self->note_label, self->save_button, text, FALSE);
}

static void
check (BwAlertDialog *self)
{
  const BwInstrument *instrument;
  const char *message = NULL;
  g_autofree char *fault = NULL;
  BwAlertField field;
  BwAlert alert;

  if (self->is_filling)
    return;
  read_alert (self, &alert);
  show_fields (self, &alert);
  instrument = bw_desk_lookup_instrument (self->desk, alert.instrument);
  if (instrument == NULL)
    {
      say_wrong (self, self->symbol_row, _("There is no such symbol."));
      return;
    }
  field = bw_alert_check (&alert, bw_desk_get_now (self->desk), &message);
  if (field != BW_ALERT_FIELD_NONE)
    {
      say_wrong (self, find_row (self, field), bw_alert_translate (message));
      return;
    }
  if (alert.kind == BW_ALERT_EXPRESSION)
    fault = bw_engine_check_condition (alert.expression, alert.timeframe, bw_alert_translate);
  if (fault != NULL)
    say_wrong (self, self->expression_row, fault);
  else
    say_fine (self, &alert, instrument);
}

/* The questions that can be asked of the kind. */
static void
offer_tests (BwAlertDialog *self, BwAlertTest chosen)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  self->n_offered = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    if (bw_alert_test_fits (get_kind (self), tests[i].test))
      {
        if (tests[i].test == chosen)
          selected = self->n_offered;
        self->offered[self->n_offered++] = (guint8) i;
        gtk_string_list_append (titles, _(tests[i].title));
      }
  adw_combo_row_set_model (self->test_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->test_row, selected);
}

static void
kind_chosen_cb (BwAlertDialog *self)
{
  if (self->is_filling)
    return;
  offer_tests (self, 0);
  check (self);
}

static void
save_cb (BwAlertDialog *self)
{
  BwAlert alert;

  gtk_spin_button_update (self->pause_spin);
  check (self);
  if (!gtk_widget_get_sensitive (self->save_button))
    return;
  read_alert (self, &alert);
  bw_alert_actions_save (self->desk, &alert);
  gtk_window_close (GTK_WINDOW (self));
}

static void
hear_cb (BwAlertDialog *self)
{
  if (!self->is_filling)
    bw_sounds_play (bw_desk_get_settings (self->desk), adw_combo_row_get_selected (self->sound_row));
  check (self);
}

/* ---- Making ---- */

static void
set_number (AdwEntryRow *row, BwFixed number, int decimals_min)
{
  g_autofree char *text = bw_format_number (number, decimals_min, 8, BW_FORMAT_PLAIN);

  gtk_editable_set_text (GTK_EDITABLE (row), number.e8 > 0 ? text : "");
}

static void
fill (BwAlertDialog *self, const BwAlert *alert)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, alert->instrument);
  BwFixed percent = { alert->share.e8 * 100 };

  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->symbol_row), instrument != NULL ? instrument->symbol : "");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == alert->kind)
      adw_combo_row_set_selected (self->kind_row, i);
  offer_tests (self, alert->test);
  for (guint i = 0; i < G_N_ELEMENTS (timeframes); i++)
    if (timeframes[i] == alert->timeframe)
      adw_combo_row_set_selected (self->timeframe_row, i);
  set_number (self->level_row, alert->level, alert->kind == BW_ALERT_VOLUME ? 0 : 2);
  set_number (self->high_row, alert->high, 2);
  set_number (self->share_row, percent, 0);
  if (alert->window_minutes > 0)
    set_number (self->window_row, BW_FIXED (alert->window_minutes), 0);
  gtk_switch_set_active (GTK_SWITCH (self->tick_switch), alert->is_on_tick);
  adw_combo_row_set_selected (self->repeat_row, alert->repeat - BW_ALERT_ONCE);
  gtk_spin_button_set_value (self->pause_spin, (double) (alert->pause_ns / BW_SECOND));
  adw_combo_row_set_selected (self->sound_row, alert->sound);
  gtk_editable_set_text (GTK_EDITABLE (self->expression_row), alert->expression);
  gtk_editable_set_text (GTK_EDITABLE (self->message_row), alert->message);
  if (alert->expires != 0)
    {
      char date[16];

      gtk_editable_set_text (GTK_EDITABLE (self->expires_row), bw_date_print (bw_time_utc_date (alert->expires - 1), date));
    }
  self->is_filling = FALSE;
  check (self);
}

static void
bw_alert_dialog_dispose (GObject *object)
{
  g_clear_object (&BW_ALERT_DIALOG (object)->desk);
  G_OBJECT_CLASS (bw_alert_dialog_parent_class)->dispose (object);
}

static void
bw_alert_dialog_class_init (BwAlertDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_alert_dialog_dispose;
  bw_form_set_up (widget_class, "alert-dialog");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwAlertDialog, child)
  BIND (save_button);
  BIND (symbol_row);
  BIND (kind_row);
  BIND (test_row);
  BIND (level_row);
  BIND (high_row);
  BIND (share_row);
  BIND (window_row);
  BIND (expression_row);
  BIND (timeframe_row);
  BIND (tick_row);
  BIND (tick_switch);
  BIND (repeat_row);
  BIND (pause_row);
  BIND (pause_spin);
  BIND (expires_row);
  BIND (message_row);
  BIND (sound_row);
  BIND (note_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, hear_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

/* Not before it is shown: GTK 4.8 would leave the window out of what assistive technology sees. */
static void
mapped_cb (BwAlertDialog *self)
{
  gboolean has_level = gtk_widget_get_visible (GTK_WIDGET (self->level_row)) && *get_text (self->symbol_row) != '\0';

  gtk_widget_grab_focus (GTK_WIDGET (has_level ? self->level_row : self->symbol_row));
}

static void
bw_alert_dialog_init (BwAlertDialog *self)
{
  g_autoptr (GtkStringList) kind_titles = gtk_string_list_new (NULL), lengths = gtk_string_list_new (NULL);

  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (kind_titles, _(kinds[i].title));
  for (gsize i = 0; i < G_N_ELEMENTS (timeframes); i++)
    {
      char text[16];

      gtk_string_list_append (lengths, bw_timeframe_print (timeframes[i], text));
    }
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (kind_titles));
  adw_combo_row_set_model (self->timeframe_row, G_LIST_MODEL (lengths));
  adw_combo_row_set_model (self->sound_row, bw_sounds_list ());
  adw_entry_row_add_suffix (self->expires_row, bw_date_button_new (GTK_EDITABLE (self->expires_row)));
}

/**
 * bw_alert_dialog_new:
 * @alert: to begin with; id 0: a new one
 */
GtkWidget *
bw_alert_dialog_new (BwDesk *desk, GtkWindow *parent, const BwAlert *alert)
{
  BwAlertDialog *self = g_object_new (BW_TYPE_ALERT_DIALOG, "transient-for", parent, NULL);

  bw_dialog_fit (GTK_WINDOW (self), 500, 620);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  self->desk = g_object_ref (desk);
  self->alert = *alert;
  if (alert->id != 0)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Change Alert"));
      gtk_button_set_label (GTK_BUTTON (self->save_button), _("_Change"));
    }
  fill (self, alert);
  return GTK_WIDGET (self);
}
