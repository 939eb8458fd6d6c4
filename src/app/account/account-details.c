/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/account-dialogs.h"

#include "app/account/account-words.h"
#include "app/dialog.h"
#include "app/format.h"
#include "trading/terms.h"

#include <glib/gi18n.h>
#include <string.h>

/* What an account has, owes, may and must, each with a sentence; it follows the market. */

#define BW_TYPE_ACCOUNT_DETAILS (bw_account_details_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountDetails, bw_account_details, BW, ACCOUNT_DETAILS, AdwWindow)

/* Which accounts a figure is for. */
typedef enum
{
  FOR_ALL,
  FOR_CASH,
  FOR_MARGIN,
  FOR_DAY_TRADER, /* margin, by the pattern-day-trader rule */
  FOR_INTRADAY,   /* margin, by the intraday rule */
} Audience;

typedef enum
{
  GROUP_MONEY,
  GROUP_MARGIN,
  GROUP_COSTS,
  N_GROUPS
} Group;

#define FIGURE(member) G_STRUCT_OFFSET (BwAccountView, figures.member)
#define BOOK(member) G_STRUCT_OFFSET (BwAccountView, account.member)

/* Amounts of money of a BwAccountView. */
static const struct
{
  Group group;
  Audience audience;
  gsize offset;
  const char *title, *sentence;
} figures[] = {
  { GROUP_MONEY, FOR_ALL, FIGURE (equity), N_("Equity"), N_("Cash and all positions at their price of now.") },
  { GROUP_MONEY, FOR_ALL, FIGURE (cash), N_("Cash"), N_("Below zero it is borrowed.") },
  { GROUP_MONEY, FOR_ALL, FIGURE (settled_cash), N_("Settled"), N_("Money that is really there.") },
  { GROUP_MONEY, FOR_ALL, FIGURE (unsettled_cash), N_("Not settled yet"), N_("Of sales: it settles the next business day.") },
  { GROUP_MONEY, FOR_ALL, FIGURE (withdrawable), N_("Can be withdrawn"), N_("Settled, and not needed by positions.") },
  { GROUP_MONEY, FOR_ALL, FIGURE (long_value), N_("Long positions"), NULL },
  { GROUP_MONEY, FOR_MARGIN, FIGURE (short_value), N_("Short positions"), NULL },
  { GROUP_MARGIN, FOR_ALL, FIGURE (buying_power), N_("Buying power"), N_("Left for new orders.") },
  { GROUP_MARGIN, FOR_ALL, FIGURE (reserved), N_("Reserved"), N_("By orders that wait.") },
  { GROUP_MARGIN, FOR_MARGIN, FIGURE (initial_margin), N_("Initial margin"), N_("Equity that opening these positions takes.") },
  { GROUP_MARGIN, FOR_MARGIN, FIGURE (maintenance_margin), N_("Maintenance margin"), N_("Equity that keeping them takes; less brings a call.") },
  { GROUP_MARGIN, FOR_MARGIN, FIGURE (intraday_level), N_("Excess"), N_("Equity above the maintenance margin; below zero a deficit.") },
  { GROUP_MARGIN, FOR_DAY_TRADER, FIGURE (day_trading_power), N_("Day-trading buying power"), N_("What is left of four times the excess of last evening.") },
  { GROUP_MARGIN, FOR_INTRADAY, BOOK (margin.deficit), N_("Largest deficit today"), N_("By what was bought, not by losses. It brings a call.") },
  { GROUP_COSTS, FOR_ALL, BOOK (fees), N_("Fees paid"), NULL },
  { GROUP_COSTS, FOR_MARGIN, BOOK (accrued), N_("Interest and borrow fees due"), N_("Posted at the end of the month.") },
  { GROUP_COSTS, FOR_ALL, BOOK (interest), N_("Interest and borrow fees paid"), N_("Below zero: received.") },
  { GROUP_COSTS, FOR_ALL, BOOK (dividends), N_("Dividends"), NULL },
  { GROUP_COSTS, FOR_ALL, BOOK (receivable), N_("Dividends on their way"), NULL },
};

struct _BwAccountDetails
{
  AdwWindow parent_instance;
  BwDesk *desk; /* (owned) */
  AdwPreferencesPage *page;
  AdwPreferencesGroup *standing;
  AdwPreferencesGroup *terms;
  GtkWidget *rows[G_N_ELEMENTS (figures)];
  GtkLabel *values[G_N_ELEMENTS (figures)];
  GPtrArray *standing_rows; /* (owned): borrowed rows */
  GPtrArray *terms_rows;
  char *standing_text; /* (owned): what the rows were made of */
  char *terms_text;
};

G_DEFINE_FINAL_TYPE (BwAccountDetails, bw_account_details, ADW_TYPE_WINDOW)

static gboolean
is_for (Audience audience, const BwAccountView *view)
{
  gboolean is_margin = view->account.terms.type == BW_ACCOUNT_MARGIN;

  switch (audience)
    {
    case FOR_ALL:
      return TRUE;
    case FOR_CASH:
      return !is_margin;
    case FOR_MARGIN:
      return is_margin;
    case FOR_DAY_TRADER:
      return is_margin && view->figures.margin_rule == BW_MARGIN_RULE_REGT_PDT && view->account.terms.multiplier == 4;
    case FOR_INTRADAY:
      return is_margin && view->figures.margin_rule == BW_MARGIN_RULE_INTRADAY;
    }
  return FALSE;
}

/* ---- Rows that are made anew ---- */

/* "title\tsentence\n…" in @text makes a row a line; nothing is done while it stays the same. */
static void
show_lines (AdwPreferencesGroup *group, GPtrArray *rows, char **shown, const GString *text)
{
  g_auto (GStrv) lines = NULL;

  if (g_strcmp0 (*shown, text->str) == 0)
    return;
  g_free (*shown);
  *shown = g_strdup (text->str);
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
  lines = g_strsplit (text->str, "\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) parts = g_strsplit (*line, "\t", 2);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), parts[0]);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), parts[1]);
      adw_preferences_group_add (group, row);
      g_ptr_array_add (rows, row);
    }
}

static void
add_call (GString *text, const BwMarginCall *call, const char *currency, const char *zone)
{
  g_autofree char *sentence = bw_account_words_call (call, currency, zone);

  if (call->kind != BW_CALL_NONE)
    g_string_append_printf (text, "%s\t%s\n", bw_account_words_call_title ((BwMarginCallKind) call->kind), sentence);
}

static void
add_day_trades (GString *text, const BwAccountView *view)
{
  guint n_trades = view->figures.n_day_trades;

  if (view->account.terms.type != BW_ACCOUNT_MARGIN)
    return;
  g_string_append_printf (text, ngettext ("%u day trade in five business days", "%u day trades in five business days", n_trades),
                          n_trades);
  g_string_append_printf (text, "\t%s\n",
                          view->figures.margin_rule == BW_MARGIN_RULE_INTRADAY
                              ? _("They aren’t limited: the intraday margin rule is in force.")
                          : view->account.margin.is_pattern_day_trader
                              ? _("You are a pattern day trader: day trades need $25,000 of equity.")
                              : _("Four of them, and more than 6 percent of all trades, make a pattern day trader."));
}

static void
show_standing (BwAccountDetails *self, const BwAccountView *view)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const BwAccountMargin *margin = &view->account.margin;
  const char *zone = bw_desk_get_zone (self->desk);
  BwTime now = bw_desk_get_now (self->desk);

  add_call (text, &margin->call, view->account.terms.currency, zone);
  add_call (text, &margin->intraday_call, view->account.terms.currency, zone);
  if (margin->frozen_until > now)
    {
      g_autofree char *until = bw_format_date_time (margin->frozen_until, zone);

      g_string_append_printf (text, _("Frozen until %s"), until);
      g_string_append_printf (text, "\t%s\n", _("Intraday calls were left unmet twice in a year: nothing on credit, nothing short."));
    }
  if (margin->settled_only_until > now)
    {
      g_autofree char *until = bw_format_date_time (margin->settled_only_until, zone);

      g_string_append_printf (text, _("Only settled cash until %s"), until);
      g_string_append_printf (text, "\t%s\n", _("After free-riding, or three good-faith violations in a year."));
    }
  for (int i = 0; i < BW_GOOD_FAITH_MAX && margin->violations[i] != 0; i++)
    {
      g_autofree char *time = bw_format_date_time (margin->violations[i], zone);

      g_string_append_printf (text, "%s\t%s\n", _("Good-faith violation"), time);
    }
  if (view->account.halt != BW_HALT_NONE)
    g_string_append_printf (text, "%s\t%s\n", _("Trading is stopped"), _("Allow new orders again with the Stop button above."));
  if (text->len == 0)
    g_string_append_printf (text, "%s\t%s\n", _("No calls and no restrictions"), _("The account may do all that its terms allow."));
  add_day_trades (text, view);
  show_lines (self->standing, self->standing_rows, &self->standing_text, text);
}

static void
add_choice (GString *text, const char *title, const BwChoice *choices, gsize n_choices, int value)
{
  const BwChoice *choice = bw_account_words_find (choices, n_choices, value);

  g_string_append_printf (text, "%s: %s\t%s\n", title, _(choice->title), _(choice->sentence));
}

static void
show_terms (BwAccountDetails *self, const BwAccountTerms *terms)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *title, *sentence;
  const BwChoice *choices;
  gsize n_choices;

  choices = bw_account_words_types (&n_choices);
  add_choice (text, bw_account_words_term (BW_TERM_TYPE), choices, n_choices, terms->type);
  if (terms->type == BW_ACCOUNT_MARGIN)
    {
      choices = bw_account_words_multipliers (&n_choices);
      add_choice (text, bw_account_words_term (BW_TERM_MULTIPLIER), choices, n_choices, terms->multiplier);
      choices = bw_account_words_margin_rules (&n_choices);
      add_choice (text, bw_account_words_term (BW_TERM_MARGIN_RULE), choices, n_choices, terms->margin_rule);
    }
  choices = bw_account_words_profiles (&n_choices);
  add_choice (text, bw_account_words_term (BW_TERM_PROFILE), choices, n_choices, terms->profile);
  bw_account_words_schedule (terms->fee_schedule, &title, &sentence);
  g_string_append_printf (text, "%s: %s\t%s\n", bw_account_words_term (BW_TERM_FEES), title, sentence);
  choices = bw_account_words_lots (&n_choices);
  add_choice (text, bw_account_words_term (BW_TERM_LOTS), choices, n_choices, terms->lot_method);
  show_lines (self->terms, self->terms_rows, &self->terms_text, text);
}

static void
changed_cb (BwAccountDetails *self, guint what)
{
  const BwAccountView *view = bw_desk_get_account_view (self->desk);

  if (view == NULL || (what & (BW_CHANGED_ACCOUNTS | BW_CHANGED_TIMELINES)) == 0)
    return;
  gtk_window_set_title (GTK_WINDOW (self), view->account.terms.name);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      BwFixed amount = G_STRUCT_MEMBER (BwFixed, view, figures[i].offset);
      g_autofree char *text = bw_format_money (amount, view->account.terms.currency, BW_FORMAT_PLAIN);

      gtk_widget_set_visible (self->rows[i], is_for (figures[i].audience, view));
      if (g_strcmp0 (gtk_label_get_text (self->values[i]), text) != 0)
        gtk_label_set_text (self->values[i], text);
    }
  show_standing (self, view);
  show_terms (self, &view->account.terms);
}

/* ---- Making it ---- */

static void
bw_account_details_dispose (GObject *object)
{
  g_clear_object (&BW_ACCOUNT_DETAILS (object)->desk);
  G_OBJECT_CLASS (bw_account_details_parent_class)->dispose (object);
}

static void
bw_account_details_finalize (GObject *object)
{
  BwAccountDetails *self = BW_ACCOUNT_DETAILS (object);

  g_ptr_array_unref (self->standing_rows);
  g_ptr_array_unref (self->terms_rows);
  g_free (self->standing_text);
  g_free (self->terms_text);
  G_OBJECT_CLASS (bw_account_details_parent_class)->finalize (object);
}

static void
act_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwAccountDetails *self = BW_ACCOUNT_DETAILS (widget);
  const char *name = action_name + strlen ("details.");

  if (g_str_equal (name, "deposit"))
    bw_account_cash_dialog (self->desk, GTK_WINDOW (self), BW_INPUT_DEPOSIT);
  else if (g_str_equal (name, "withdraw"))
    bw_account_cash_dialog (self->desk, GTK_WINDOW (self), BW_INPUT_WITHDRAW);
  else
    bw_account_dialog_change (self->desk, GTK_WINDOW (self));
}

static void
bw_account_details_class_init (BwAccountDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_account_details_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_account_details_finalize;
  gtk_widget_class_install_action (widget_class, "details.deposit", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "details.withdraw", NULL, act_cb);
  gtk_widget_class_install_action (widget_class, "details.terms", NULL, act_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static AdwPreferencesGroup *
add_group (BwAccountDetails *self, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (self->page, group);
  return group;
}

static void
add_figure (BwAccountDetails *self, AdwPreferencesGroup *group, gsize i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value = gtk_label_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(figures[i].title));
  if (figures[i].sentence != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(figures[i].sentence));
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_set_tooltip_text (value, _(figures[i].title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  adw_preferences_group_add (group, row);
  self->rows[i] = row;
  self->values[i] = GTK_LABEL (value);
}

static GtkWidget *
make_buttons (void)
{
  static const struct { const char *label, *action; } buttons[] = {
    { N_("_Deposit…"), "details.deposit" }, { N_("_Withdraw…"), "details.withdraw" }, { N_("_Change Terms…"), "details.terms" },
  };
  GtkWidget *box = gtk_flow_box_new ();

  gtk_widget_set_margin_top (box, 12);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (box), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 3);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_(buttons[i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_flow_box_append (GTK_FLOW_BOX (box), button);
    }
  return box;
}

static void
bw_account_details_init (BwAccountDetails *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwPreferencesGroup *groups[N_GROUPS];

  self->standing_rows = g_ptr_array_new ();
  self->terms_rows = g_ptr_array_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  self->standing = add_group (self, _("Calls and restrictions"));
  groups[GROUP_MONEY] = add_group (self, _("Money"));
  groups[GROUP_MARGIN] = add_group (self, _("Buying power and margin"));
  groups[GROUP_COSTS] = add_group (self, _("Costs and income"));
  self->terms = add_group (self, _("Terms"));
  adw_preferences_group_add (groups[GROUP_MONEY], make_buttons ());
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    add_figure (self, groups[figures[i].group], i);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/** bw_account_details_new: of the account that is looked at, whichever that is. */
GtkWidget *
bw_account_details_new (BwDesk *desk, GtkWindow *parent)
{
  BwAccountDetails *self = g_object_new (BW_TYPE_ACCOUNT_DETAILS, "transient-for", parent, NULL);

  bw_dialog_fit (GTK_WINDOW (self), 540, 700);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self, G_MAXUINT);
  return GTK_WIDGET (self);
}
