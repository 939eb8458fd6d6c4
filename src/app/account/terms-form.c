/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/terms-form.h"

#include "app/account/account-words.h"
#include "trading/fees.h"
#include "trading/terms.h"

#include <glib/gi18n.h>
#include <string.h>

#define CHOICES_MAX 16

/* A drop-down whose subtitle tells what the choice means. */
typedef struct
{
  AdwComboRow *row;
  int values[CHOICES_MAX];
  const char *sentences[CHOICES_MAX]; /* translated */
  gsize n_choices;
} Choice;

struct _BwTermsForm
{
  AdwBin parent_instance;
  AdwPreferencesPage *page;
  AdwEntryRow *name;
  Choice preset, type, multiplier, margin_rule, profile, lots, fees, slippage, touch, bar_fill;
  GtkSpinButton *cash, *latency, *stale, *participation, *ticks, *chance, *limit_ticks;
  GtkWidget *ticks_row, *chance_row;
  GtkSwitch *shorting, *deficits, *volume_split;
  BwAccountTerms terms; /* what has no field (the currency) stays as it was given */
  gboolean has_quotes, is_filling;
};

G_DEFINE_FINAL_TYPE (BwTermsForm, bw_terms_form, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- Fields ---- */

static int
choice_get (const Choice *choice)
{
  return choice->values[MIN (adw_combo_row_get_selected (choice->row), choice->n_choices - 1)];
}

static void
choice_set (Choice *choice, int value)
{
  for (guint i = 0; i < choice->n_choices; i++)
    if (choice->values[i] == value)
      adw_combo_row_set_selected (choice->row, i);
}

static void
choice_tell (const Choice *choice)
{
  guint selected = MIN (adw_combo_row_get_selected (choice->row), choice->n_choices - 1);

  if (gtk_widget_is_sensitive (GTK_WIDGET (choice->row)))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (choice->row), choice->sentences[selected]);
}

static void
choice_changed_cb (AdwComboRow *row, GParamSpec *pspec, gpointer user_data);

static void
add_choice (BwTermsForm *self, AdwPreferencesGroup *group, Choice *choice, const char *title, const char *const *titles)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (titles);

  choice->row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->row), title);
  adw_combo_row_set_model (choice->row, G_LIST_MODEL (model));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (choice->row), "bw-choice", choice);
  choice_tell (choice);
  g_signal_connect_object (choice->row, "notify::selected", G_CALLBACK (choice_changed_cb), self, 0);
  adw_preferences_group_add (group, GTK_WIDGET (choice->row));
}

static void
add_words (BwTermsForm *self, AdwPreferencesGroup *group, Choice *choice, const char *title, const BwChoice *words, gsize n_words)
{
  const char *titles[CHOICES_MAX + 1] = { NULL };

  choice->n_choices = MIN (n_words, CHOICES_MAX);
  for (gsize i = 0; i < choice->n_choices; i++)
    {
      titles[i] = _(words[i].title);
      choice->values[i] = words[i].value;
      choice->sentences[i] = _(words[i].sentence);
    }
  add_choice (self, group, choice, title, titles);
}

static void
add_fees (BwTermsForm *self, AdwPreferencesGroup *group)
{
  const char *titles[CHOICES_MAX + 1] = { NULL };
  Choice *choice = &self->fees;

  choice->n_choices = MIN (bw_fees_n_schedules (), CHOICES_MAX);
  for (gsize i = 0; i < choice->n_choices; i++)
    {
      choice->values[i] = (int) i;
      bw_account_words_schedule (bw_fees_schedule_at (i), &titles[i], &choice->sentences[i]);
    }
  add_choice (self, group, choice, bw_account_words_term (BW_TERM_FEES), titles);
}

static void
field_changed_cb (BwTermsForm *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkWidget *
add_suffix (AdwPreferencesGroup *group, GtkWidget *field, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), field);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), field);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_add (group, row);
  return row;
}

static GtkWidget *
add_number (BwTermsForm *self, AdwPreferencesGroup *group, GtkSpinButton **spin, double max, double step, int digits,
            const char *title, const char *subtitle)
{
  *spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, max, step));
  gtk_spin_button_set_digits (*spin, (guint) digits);
  gtk_editable_set_width_chars (GTK_EDITABLE (*spin), 7);
  g_signal_connect_object (*spin, "value-changed", G_CALLBACK (field_changed_cb), self, G_CONNECT_SWAPPED);
  return add_suffix (group, GTK_WIDGET (*spin), title, subtitle);
}

static void
add_switch (BwTermsForm *self, AdwPreferencesGroup *group, GtkSwitch **field, const char *title, const char *subtitle)
{
  *field = GTK_SWITCH (gtk_switch_new ());
  g_signal_connect_object (*field, "notify::active", G_CALLBACK (field_changed_cb), self, G_CONNECT_SWAPPED);
  add_suffix (group, GTK_WIDGET (*field), title, subtitle);
}

static AdwPreferencesGroup *
add_group (BwTermsForm *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->page, group);
  return group;
}

/* ---- One field depends on another ---- */

static void
settle (BwTermsForm *self)
{
  gboolean is_margin = choice_get (&self->type) == BW_ACCOUNT_MARGIN;

  gtk_widget_set_sensitive (GTK_WIDGET (self->multiplier.row), is_margin);
  gtk_widget_set_sensitive (GTK_WIDGET (self->margin_rule.row), is_margin);
  gtk_widget_set_sensitive (gtk_widget_get_ancestor (GTK_WIDGET (self->shorting), ADW_TYPE_ACTION_ROW), is_margin);
  gtk_widget_set_sensitive (gtk_widget_get_ancestor (GTK_WIDGET (self->deficits), ADW_TYPE_ACTION_ROW), is_margin);
  gtk_widget_set_visible (self->ticks_row, choice_get (&self->slippage) == BW_SLIPPAGE_TICKS);
  gtk_widget_set_visible (self->chance_row, choice_get (&self->touch) == BW_TOUCH_CHANCE);
}

static void
take_type (BwTermsForm *self)
{
  gboolean is_margin = choice_get (&self->type) == BW_ACCOUNT_MARGIN;

  choice_set (&self->multiplier, is_margin ? 2 : 1);
  gtk_switch_set_active (self->shorting, is_margin);
  if (!is_margin)
    gtk_switch_set_active (self->deficits, FALSE);
}

static void
take_preset (BwTermsForm *self)
{
  BwAccountTerms terms;
  BwFixed cash;

  bw_terms_preset_get ((BwTermsPreset) choice_get (&self->preset), self->has_quotes,
                       gtk_editable_get_text (GTK_EDITABLE (self->name)), &terms, &cash);
  bw_terms_form_set_terms (self, &terms, cash);
}

static void
choice_changed_cb (AdwComboRow *row, GParamSpec *pspec, gpointer user_data)
{
  BwTermsForm *self = BW_TERMS_FORM (user_data);
  Choice *choice = g_object_get_data (G_OBJECT (row), "bw-choice");

  choice_tell (choice);
  if (self->is_filling)
    return;
  if (choice == &self->type)
    take_type (self);
  else if (choice == &self->preset)
    take_preset (self);
  settle (self);
  field_changed_cb (self);
}

/* ---- Making it ---- */

static void
add_account_fields (BwTermsForm *self, gboolean is_opening)
{
  AdwPreferencesGroup *group = add_group (self, NULL);
  const BwChoice *words;
  gsize n_words;

  self->name = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _("Name"));
  g_signal_connect_object (self->name, "changed", G_CALLBACK (field_changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->name));
  if (is_opening)
    {
      words = bw_account_words_presets (&n_words);
      add_words (self, group, &self->preset, _("Begin with"), words, n_words);
      add_number (self, group, &self->cash, 1000000000, 1000, 2, _("Starting cash $"), NULL);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->cash), 12);
    }
  words = bw_account_words_types (&n_words);
  add_words (self, group, &self->type, bw_account_words_term (BW_TERM_TYPE), words, n_words);
  words = bw_account_words_multipliers (&n_words);
  add_words (self, group, &self->multiplier, bw_account_words_term (BW_TERM_MULTIPLIER), words, n_words);
  words = bw_account_words_margin_rules (&n_words);
  add_words (self, group, &self->margin_rule, bw_account_words_term (BW_TERM_MARGIN_RULE), words, n_words);
  add_switch (self, group, &self->shorting, bw_account_words_term (BW_TERM_SHORTING), _("Sell borrowed shares, to buy them back cheaper."));
  add_switch (self, group, &self->deficits, bw_account_words_term (BW_TERM_DEFICITS),
              _("Off: an order that would leave too little margin is refused. On: it brings a call."));
}

static void
add_fill_fields (BwTermsForm *self)
{
  AdwPreferencesGroup *group = add_group (self, _("Fills"));
  const BwChoice *words;
  gsize n_words;

  words = bw_account_words_profiles (&n_words);
  add_words (self, group, &self->profile, bw_account_words_term (BW_TERM_PROFILE), words, n_words);
  add_number (self, group, &self->latency, 60000, 10, 0, bw_account_words_term (BW_TERM_LATENCY), _("From sending an order to its arrival at the market."));
  add_number (self, group, &self->stale, 86400, 5, 0, bw_account_words_term (BW_TERM_STALE_AFTER), _("An older quote fills nothing. 0: never."));
  add_number (self, group, &self->participation, 100, 1, 2, bw_account_words_term (BW_TERM_PARTICIPATION),
              _("The most of a bar’s or trade’s volume that you get. 0: no cap."));
  words = bw_account_words_slippages (&n_words);
  add_words (self, group, &self->slippage, bw_account_words_term (BW_TERM_SLIPPAGE), words, n_words);
  self->ticks_row = add_number (self, group, &self->ticks, 1000, 1, 0, _("Price steps of slippage"), NULL);
  words = bw_account_words_touches (&n_words);
  add_words (self, group, &self->touch, bw_account_words_term (BW_TERM_LIMIT_TOUCH), words, n_words);
  self->chance_row = add_number (self, group, &self->chance, 100, 5, 0, _("Chance of a touch, %"), NULL);
  add_number (self, group, &self->limit_ticks, G_MAXUINT16, 1, 0, bw_account_words_term (BW_TERM_LIMIT_TICKS),
              _("How far beyond a limit a bar has to go to fill it."));
  add_switch (self, group, &self->volume_split, bw_account_words_term (BW_TERM_VOLUME_SPLIT),
              _("A quarter of a bar’s volume is there at its open, high, low and close each."));
  words = bw_account_words_bar_fills (&n_words);
  add_words (self, group, &self->bar_fill, bw_account_words_term (BW_TERM_BAR_FILL), words, n_words);
}

static void
bw_terms_form_class_init (BwTermsFormClass *klass)
{
  /**
   * BwTermsForm::changed:
   *
   * Some field has another value.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
bw_terms_form_init (BwTermsForm *self)
{
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
}

/**
 * bw_terms_form_new:
 * @has_quotes: of the market: see bw_terms_preset_get()
 * @is_opening: with presets and the cash to begin with
 */
GtkWidget *
bw_terms_form_new (gboolean has_quotes, gboolean is_opening)
{
  BwTermsForm *self = g_object_new (BW_TYPE_TERMS_FORM, NULL);
  AdwPreferencesGroup *books;
  const BwChoice *words;
  gsize n_words;

  self->has_quotes = has_quotes;
  add_account_fields (self, is_opening);
  add_fill_fields (self);
  books = add_group (self, _("Costs and books"));
  add_fees (self, books);
  words = bw_account_words_lots (&n_words);
  add_words (self, books, &self->lots, bw_account_words_term (BW_TERM_LOTS), words, n_words);
  settle (self);
  return GTK_WIDGET (self);
}

/* ---- What the fields say ---- */

static void
set_fees (BwTermsForm *self, const char *schedule)
{
  for (gsize i = 0; i < self->fees.n_choices; i++)
    if (g_str_equal (bw_fees_schedule_at (i), schedule))
      adw_combo_row_set_selected (self->fees.row, (guint) i);
}

/** bw_terms_form_set_terms: @cash is for a form that opens an account. */
void
bw_terms_form_set_terms (BwTermsForm *self, const BwAccountTerms *terms, BwFixed cash)
{
  self->is_filling = TRUE;
  self->terms = *terms;
  gtk_editable_set_text (GTK_EDITABLE (self->name), terms->name);
  choice_set (&self->type, terms->type);
  choice_set (&self->multiplier, terms->multiplier);
  choice_set (&self->margin_rule, terms->margin_rule);
  choice_set (&self->profile, terms->profile);
  choice_set (&self->lots, terms->lot_method);
  choice_set (&self->slippage, terms->fills.slippage);
  choice_set (&self->touch, terms->fills.touch);
  choice_set (&self->bar_fill, terms->fills.bar_fill);
  set_fees (self, terms->fee_schedule);
  gtk_switch_set_active (self->shorting, terms->is_shorting_allowed);
  gtk_switch_set_active (self->deficits, terms->allows_deficits);
  gtk_switch_set_active (self->volume_split, terms->fills.splits_volume);
  gtk_spin_button_set_value (self->latency, (double) (terms->latency_ns / BW_MILLISECOND));
  gtk_spin_button_set_value (self->stale, terms->stale_after_ns == G_MAXINT64 ? 0 : (double) (terms->stale_after_ns / BW_SECOND));
  gtk_spin_button_set_value (self->participation, bw_fixed_to_double (terms->fills.participation) * 100);
  gtk_spin_button_set_value (self->ticks, terms->fills.slippage_ticks);
  gtk_spin_button_set_value (self->chance, terms->fills.touch_percent);
  gtk_spin_button_set_value (self->limit_ticks, terms->fills.limit_ticks);
  if (self->cash != NULL)
    gtk_spin_button_set_value (self->cash, bw_fixed_to_double (cash));
  self->is_filling = FALSE;
  settle (self);
  field_changed_cb (self);
}

/* A spin button's value in its last digit, exactly; what is typed counts, wherever the focus is. */
static gint64
whole (GtkSpinButton *spin, double digits)
{
  gtk_spin_button_update (spin);
  return (gint64) (gtk_spin_button_get_value (spin) * digits + 0.5);
}

/* A duration that the field can't show stays as long as the field isn't touched. */
static gint64
read_duration (GtkSpinButton *spin, gint64 before_ns, gint64 unit_ns, gint64 nought_ns)
{
  gint64 units = whole (spin, 1);

  if (before_ns != G_MAXINT64 && before_ns / unit_ns == units && before_ns != 0)
    return before_ns;
  return units == 0 ? nought_ns : units * unit_ns;
}

/**
 * bw_terms_form_get_terms:
 * @cash: (out): 0 where none is asked for
 *
 * Returns: %FALSE without a name that fits
 */
gboolean
bw_terms_form_get_terms (BwTermsForm *self, BwAccountTerms *terms, BwFixed *cash)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  BwFillTerms *fills = &terms->fills;

  *terms = self->terms;
  g_strlcpy (terms->name, name, sizeof terms->name);
  g_strlcpy (terms->fee_schedule, bw_fees_schedule_at ((gsize) choice_get (&self->fees)), sizeof terms->fee_schedule);
  terms->type = (guint8) choice_get (&self->type);
  terms->multiplier = (guint8) choice_get (&self->multiplier);
  terms->margin_rule = (guint8) choice_get (&self->margin_rule);
  terms->profile = (guint8) choice_get (&self->profile);
  terms->lot_method = (guint8) choice_get (&self->lots);
  terms->is_shorting_allowed = gtk_switch_get_active (self->shorting);
  terms->allows_deficits = gtk_switch_get_active (self->deficits);
  terms->latency_ns = read_duration (self->latency, self->terms.latency_ns, BW_MILLISECOND, 0);
  terms->stale_after_ns = read_duration (self->stale, self->terms.stale_after_ns, BW_SECOND, G_MAXINT64);
  fills->slippage = (guint8) choice_get (&self->slippage);
  fills->touch = (guint8) choice_get (&self->touch);
  fills->participation.e8 = whole (self->participation, 100) * (BW_FIXED_ONE_E8 / 10000);
  fills->slippage_ticks = fills->slippage == BW_SLIPPAGE_TICKS ? (guint16) whole (self->ticks, 1) : 0;
  fills->touch_percent = fills->touch == BW_TOUCH_CHANCE ? (guint8) whole (self->chance, 1) : 0;
  fills->limit_ticks = (guint16) whole (self->limit_ticks, 1);
  fills->splits_volume = gtk_switch_get_active (self->volume_split);
  fills->bar_fill = (guint8) choice_get (&self->bar_fill);
  cash->e8 = self->cash != NULL ? whole (self->cash, 100) * (BW_FIXED_ONE_E8 / 100) : 0;
  return *name != '\0' && strlen (name) < sizeof terms->name;
}

static void
lock (Choice *choice, gboolean is_locked, const char *why)
{
  if (!is_locked)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (choice->row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (choice->row), why);
}

/** bw_terms_form_set_account: what can't be changed now says why. */
void
bw_terms_form_set_account (BwTermsForm *self, const BwAccountView *view)
{
  const BwAccount *account = &view->account;
  gboolean owes = view->figures.cash.e8 < 0 || view->figures.short_value.e8 < 0;

  bw_terms_form_set_terms (self, &account->terms, BW_FIXED_ZERO);
  lock (&self->lots, account->n_positions > 0, _("Can’t be changed while there are positions."));
  lock (&self->type, account->terms.type == BW_ACCOUNT_MARGIN && (owes || account->n_open_orders > 0),
        _("To become a cash account it must have no debts, no short positions and no open orders."));
}
