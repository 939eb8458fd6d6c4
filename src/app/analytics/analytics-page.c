/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/analytics/analytics-page.h"

#include "analytics/equity-curve.h"
#include "app/adaptive.h"
#include "app/analytics/analysis.h"
#include "app/card.h"
#include "app/curve-view.h"
#include "app/dashboard/lines.h"
#include "app/format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define RELOAD_INTERVAL (3 * BW_SECOND)
#define SYMBOLS_MAX 16
#define N_STATISTICS 15

enum
{
  CARD_EQUITY,
  CARD_DRAWDOWN,
  CARD_SYMBOLS,
  CARD_TRADES,
  CARD_RETURNS,
  N_CARDS
};

typedef struct
{
  BwTimelineId timeline;
  BwAccountId account;
} Compared;

struct _BwAnalyticsPage
{
  BwPanel parent_instance;
  BwAdaptive *adaptive;
  GtkWidget *grid;
  GtkWidget *cards[N_CARDS]; /* (owned) */
  GtkWidget *equity;
  GtkWidget *drawdown;
  GtkWidget *symbols;
  GtkWidget *trades;
  GtkWidget *returns;
  GtkDropDown *compare;
  GtkStringList *compare_names; /* (owned by @compare) */
  GArray *compare_accounts;     /* (owned): Compared; as @compare_names, from the second on */
  BwTimelineId compared_for;    /* the timeline that the proposal was made for */
  BwAnalysis *shown;            /* (owned) (nullable) */
  BwAnalysis *other;            /* (owned) (nullable): what it is compared with */
  gint64 loaded_at; /* monotonic */
  gboolean is_loading;
};

G_DEFINE_FINAL_TYPE (BwAnalyticsPage, bw_analytics_page, BW_TYPE_PANEL)

/* ---- Text of a figure that may not be known ---- */

static char *
percent_text (double share)
{
  return isnan (share) ? g_strdup (BW_DASH) : bw_format_percent (share, BW_FORMAT_SIGN);
}

static char *
ratio_text (double ratio)
{
  BwFixed fixed;

  if (isnan (ratio) || !bw_fixed_from_double (ratio, &fixed))
    return g_strdup (BW_DASH);
  return bw_format_number (fixed, 2, 2, BW_FORMAT_PLAIN);
}

static char *
money_text (double amount)
{
  BwFixed fixed;

  if (isnan (amount) || !bw_fixed_from_double (amount, &fixed))
    return g_strdup (BW_DASH);
  return bw_format_amount (fixed, BW_FORMAT_SIGN);
}

static char *
holding_text (double ns, gsize n_trades)
{
  return n_trades == 0 ? g_strdup (BW_DASH) : bw_format_age ((gint64) ns);
}

static BwTone
tone_of (double number)
{
  return isnan (number) ? BW_TONE_DIM : bw_tone_of_sign ((number > 0) - (number < 0));
}

/* ---- Showing ---- */

static void
show (GtkWidget *lines, guint *line_index, const char *name, char *text, BwTone tone)
{
  bw_lines_set_text (BW_LINES (lines), *line_index, 0, name, BW_TONE_DIM);
  bw_lines_set_text (BW_LINES (lines), *line_index, 1, text, tone);
  bw_lines_set_key (BW_LINES (lines), *line_index, 0, NULL);
  (*line_index)++;
  g_free (text);
}

static void
show_trades (BwAnalyticsPage *self, const BwTradeStatistics *statistics)
{
  const BwAccountView *account = bw_desk_get_account_view (bw_panel_get_desk (BW_PANEL (self)));
  GtkWidget *lines = self->trades;
  guint i = 0;

  show (lines, &i, _("Closed trades"), bw_format_count (statistics->n_trades), BW_TONE_STRONG);
  show (lines, &i, _("Won, lost"),
        g_strdup_printf ("%" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT, statistics->n_winners, statistics->n_losers),
        BW_TONE_NORMAL);
  show (lines, &i, _("Win rate"), percent_text (statistics->n_trades > 0 ? statistics->win_rate : NAN), BW_TONE_NORMAL);
  show (lines, &i, _("Net profit $"), money_text (statistics->net_profit), tone_of (statistics->net_profit));
  show (lines, &i, _("Fees $"), money_text (-statistics->fees), BW_TONE_NORMAL);
  show (lines, &i, _("Profit factor"), ratio_text (statistics->profit_factor), BW_TONE_NORMAL);
  show (lines, &i, _("Expectancy $ a trade"), money_text (statistics->n_trades > 0 ? statistics->expectancy : NAN),
        BW_TONE_NORMAL);
  show (lines, &i, _("Average win $"), money_text (statistics->average_win), BW_TONE_NORMAL);
  show (lines, &i, _("Average loss $"), money_text (statistics->average_loss), BW_TONE_NORMAL);
  show (lines, &i, _("Best $"), money_text (statistics->best), BW_TONE_NORMAL);
  show (lines, &i, _("Worst $"), money_text (statistics->worst), BW_TONE_NORMAL);
  show (lines, &i, _("Held on average"), holding_text (statistics->average_holding_ns, statistics->n_trades),
        BW_TONE_NORMAL);
  show (lines, &i, _("Longest winning run, trades"), bw_format_count (statistics->longest_winning_run), BW_TONE_NORMAL);
  show (lines, &i, _("Longest losing run, trades"), bw_format_count (statistics->longest_losing_run), BW_TONE_NORMAL);
  if (account != NULL)
    show (lines, &i, _("Ambiguous exits"), bw_format_count (account->account.n_ambiguous), BW_TONE_NORMAL);
  bw_lines_set_n (BW_LINES (lines), i);
}

static void
show_returns (BwAnalyticsPage *self, const BwAnalysis *analysis)
{
  const BwPerformance *performance = &analysis->performance;
  GtkWidget *lines = self->returns;
  guint i = 0;

  show (lines, &i, _("Total return"), percent_text (performance->total_return), tone_of (performance->total_return));
  show (lines, &i, _("Annual return"), percent_text (performance->annual_return), BW_TONE_NORMAL);
  show (lines, &i, _("Annual volatility"), percent_text (performance->annual_volatility), BW_TONE_NORMAL);
  show (lines, &i, _("Sharpe ratio"), ratio_text (performance->sharpe), BW_TONE_NORMAL);
  show (lines, &i, _("Sortino ratio"), ratio_text (performance->sortino), BW_TONE_NORMAL);
  show (lines, &i, _("Deepest drawdown, by day"), percent_text (performance->max_drawdown), BW_TONE_NORMAL);
  show (lines, &i, _("Calmar ratio"), ratio_text (performance->calmar), BW_TONE_NORMAL);
  show (lines, &i, _("Omega ratio"), ratio_text (performance->omega), BW_TONE_NORMAL);
  show (lines, &i, _("Value at risk, 95 %, one day"), percent_text (performance->value_at_risk_95), BW_TONE_NORMAL);
  show (lines, &i, _("Best day"), percent_text (performance->best_return), BW_TONE_NORMAL);
  show (lines, &i, _("Worst day"), percent_text (performance->worst_return), BW_TONE_NORMAL);
  show (lines, &i, _("Days measured"), bw_format_count (analysis->n_days), BW_TONE_NORMAL);
  bw_lines_set_n (BW_LINES (lines), i);
}

/* All symbols while they are few, else the best and the worst. */
static void
show_symbols (BwAnalyticsPage *self, const BwAnalysis *analysis)
{
  guint n_all = analysis->by_instrument->len;
  guint n_items = MIN (n_all, SYMBOLS_MAX);
  BwBarItem items[SYMBOLS_MAX];

  for (guint i = 0; i < n_items; i++)
    {
      guint source = n_all <= SYMBOLS_MAX || i < SYMBOLS_MAX / 2 ? i : n_all - n_items + i;
      const BwInstrumentProfit *profit = &g_array_index (analysis->by_instrument, BwInstrumentProfit, source);
      const BwInstrument *instrument =
          bw_desk_lookup_instrument (bw_panel_get_desk (BW_PANEL (self)), profit->instrument);

      items[i].label = instrument != NULL ? instrument->symbol : "?";
      items[i].value = profit->profit;
    }
  bw_card_set_empty (BW_CARD (self->cards[CARD_SYMBOLS]),
                     n_items == 0 ? _("Profit and loss by symbol, once a position has been closed") : NULL);
  bw_curve_view_set_bars (BW_CURVE_VIEW (self->symbols), BW_NUMBER_MONEY, items, n_items);
}

/* Alone, or with the curve of another account over the times of both. */
static void
show_equity (BwAnalyticsPage *self)
{
  const BwAnalysis *own = self->shown, *other = self->other;
  g_autofree BwTime *times = NULL;
  g_autofree double *values = NULL, *others = NULL;
  gsize n;

  if (own == NULL)
    return;
  if (other == NULL)
    {
      bw_card_set_detail (BW_CARD (self->cards[CARD_EQUITY]), "");
      bw_curve_view_set_curve (BW_CURVE_VIEW (self->equity), BW_LINE_CHART_AREA, BW_NUMBER_MONEY, own->times,
                               own->equity, NULL, own->n_points);
      return;
    }
  times = g_new (BwTime, own->n_points + other->n_points);
  values = g_new (double, own->n_points + other->n_points);
  others = g_new (double, own->n_points + other->n_points);
  n = bw_equity_curve_join (own->times, own->equity, own->n_points, other->times, other->equity, other->n_points,
                            times, values, others);
  bw_card_set_detail (BW_CARD (self->cards[CARD_EQUITY]), _("filled: this account; dim line: the other"));
  bw_curve_view_set_curve (BW_CURVE_VIEW (self->equity), BW_LINE_CHART_AREA, BW_NUMBER_MONEY, times, values, others, n);
}

static void
show_curves (BwAnalyticsPage *self, const BwAnalysis *analysis)
{
  const char *zone = bw_desk_get_zone (bw_panel_get_desk (BW_PANEL (self)));
  const char *empty = analysis->n_points < 2 ? _("The curve grows here while the market runs") : NULL;

  bw_card_set_empty (BW_CARD (self->cards[CARD_EQUITY]), empty);
  bw_card_set_empty (BW_CARD (self->cards[CARD_DRAWDOWN]), empty);
  bw_curve_view_set_zone (BW_CURVE_VIEW (self->equity), zone, bw_zone_offset_at);
  bw_curve_view_set_zone (BW_CURVE_VIEW (self->drawdown), zone, bw_zone_offset_at);
  show_equity (self);
  bw_curve_view_set_curve (BW_CURVE_VIEW (self->drawdown), BW_LINE_CHART_BASELINE, BW_NUMBER_PERCENT,
                           analysis->times, analysis->drawdown, NULL, analysis->n_points);
}

/* ---- Comparing ---- */

static void
other_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwAnalyticsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAnalysis) analysis = bw_analysis_load_finish (result, &error);

  /* Nothing is compared any more, or the account is gone: the own curve stands. */
  if (analysis == NULL || !bw_panel_is_awake (BW_PANEL (self)) || gtk_drop_down_get_selected (self->compare) == 0)
    return;
  g_clear_pointer (&self->other, bw_analysis_free);
  self->other = g_steal_pointer (&analysis);
  show_equity (self);
}

static void
load_other (BwAnalyticsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->compare);
  const Compared *compared;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION || selected > self->compare_accounts->len)
    {
      g_clear_pointer (&self->other, bw_analysis_free);
      show_equity (self);
      return;
    }
  compared = &g_array_index (self->compare_accounts, Compared, selected - 1);
  bw_analysis_load_async (bw_desk_get_engine (bw_panel_get_desk (BW_PANEL (self))), compared->timeline,
                          compared->account, NULL, other_loaded_cb, g_object_ref (self));
}

static gboolean
is_same_list (const BwAnalyticsPage *self, const GArray *accounts)
{
  return accounts->len == self->compare_accounts->len &&
         (accounts->len == 0 ||
          memcmp (accounts->data, self->compare_accounts->data, accounts->len * sizeof (Compared)) == 0);
}

/* All other accounts of the profile; a branch is compared with its parent unless something else is
 * chosen. */
static void
list_others (BwAnalyticsPage *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  BwEngine *engine = bw_desk_get_engine (desk);
  const BwTimelineView *own = bw_desk_get_timeline_view (desk);
  g_autoptr (GArray) accounts = g_array_new (FALSE, TRUE, sizeof (Compared));
  guint proposed = 0;

  for (gsize i = 0; i < bw_engine_n_accounts (engine); i++)
    {
      const BwAccountView *view = bw_engine_account_at (engine, i);
      Compared compared = { view->timeline, view->account.id };

      if (own == NULL || (view->timeline == own->id && view->account.id == bw_desk_get_account (desk)))
        continue;
      g_array_append_val (accounts, compared);
      if (own->parent != 0 && view->timeline == own->parent && view->account.id == bw_desk_get_account (desk))
        proposed = accounts->len;
    }
  if (own == NULL || (is_same_list (self, accounts) && self->compared_for == own->id))
    return;
  g_array_set_size (self->compare_accounts, 0);
  gtk_string_list_splice (self->compare_names, 1, g_list_model_get_n_items (G_LIST_MODEL (self->compare_names)) - 1, NULL);
  for (guint i = 0; i < accounts->len; i++)
    {
      const Compared *compared = &g_array_index (accounts, Compared, i);
      const BwTimelineView *timeline = bw_engine_timeline (engine, compared->timeline);
      const BwAccountView *view = bw_engine_account (engine, compared->timeline, compared->account);
      g_autofree char *name = g_strdup_printf (_("%s: %s"), timeline != NULL ? timeline->name : "", view->account.terms.name);

      g_array_append_val (self->compare_accounts, *compared);
      gtk_string_list_append (self->compare_names, name);
    }
  self->compared_for = own->id;
  gtk_widget_set_visible (GTK_WIDGET (self->compare), accounts->len > 0);
  gtk_drop_down_set_selected (self->compare, proposed);
}

/* ---- Loading ---- */

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwAnalyticsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAnalysis) analysis = bw_analysis_load_finish (result, &error);

  self->is_loading = FALSE;
  if (!bw_panel_is_awake (BW_PANEL (self)))
    return;
  if (analysis == NULL)
    {
      for (guint i = 0; i < N_CARDS; i++)
        bw_card_set_empty (BW_CARD (self->cards[i]), error->message);
      return;
    }
  for (guint i = 0; i < N_CARDS; i++)
    bw_card_set_empty (BW_CARD (self->cards[i]), NULL);
  g_clear_pointer (&self->shown, bw_analysis_free);
  self->shown = g_steal_pointer (&analysis);
  show_curves (self, self->shown);
  show_symbols (self, self->shown);
  show_trades (self, &self->shown->trades);
  show_returns (self, self->shown);
  list_others (self);
  load_other (self);
}

static void
bw_analytics_page_refresh (BwPanel *panel, guint what)
{
  BwAnalyticsPage *self = BW_ANALYTICS_PAGE (panel);
  BwDesk *desk = bw_panel_get_desk (panel);
  gint64 now = bw_clock_monotonic (bw_desk_get_clock (desk));

  if ((what & (BW_CHANGED_ACCOUNTS | BW_CHANGED_ACTIVITY)) == 0 || self->is_loading ||
      bw_desk_get_account_view (desk) == NULL ||
      (self->loaded_at != 0 && now - self->loaded_at < RELOAD_INTERVAL))
    return;
  self->loaded_at = now;
  self->is_loading = TRUE;
  bw_analysis_load_async (bw_desk_get_engine (desk), bw_desk_get_timeline (desk), bw_desk_get_account (desk), NULL,
                          loaded_cb, g_object_ref (self));
}

static void
bw_analytics_page_sleep (BwPanel *panel)
{
  BwAnalyticsPage *self = BW_ANALYTICS_PAGE (panel);

  self->loaded_at = 0;
  g_clear_pointer (&self->other, bw_analysis_free);
}

/* ---- Building ---- */

typedef struct
{
  guint8 column, row, n_columns;
} Place;

static const Place places[][N_CARDS] = {
  [BW_WIDTH_NARROW] = { { 0, 0, 12 }, { 0, 1, 12 }, { 0, 2, 12 }, { 0, 3, 12 }, { 0, 4, 12 } },
  [BW_WIDTH_MEDIUM] = { { 0, 0, 12 }, { 0, 1, 12 }, { 0, 3, 12 }, { 0, 2, 6 }, { 6, 2, 6 } },
  [BW_WIDTH_WIDE] = { { 0, 0, 8 }, { 0, 1, 8 }, { 8, 0, 4 }, { 0, 2, 6 }, { 6, 2, 6 } },
};

static void
width_class_changed_cb (BwAnalyticsPage *self)
{
  BwWidthClass width_class = bw_adaptive_get_width_class (self->adaptive);

  for (guint i = 0; i < N_CARDS; i++)
    {
      const Place *place = &places[width_class][i];
      int n_rows = width_class == BW_WIDTH_WIDE && i == CARD_SYMBOLS ? 2 : 1;

      if (gtk_widget_get_parent (self->cards[i]) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), self->cards[i]);
      gtk_grid_attach (GTK_GRID (self->grid), self->cards[i], place->column, place->row, place->n_columns, n_rows);
    }
}

static GtkWidget *
make_curve (int height)
{
  GtkWidget *curve = bw_curve_view_new ();

  gtk_widget_set_size_request (curve, -1, height);
  gtk_widget_set_vexpand (curve, TRUE);
  return curve;
}

static void
make_cards (BwAnalyticsPage *self)
{
  static const BwLineColumn columns[] = { { 0, TRUE }, { 1, FALSE } };
  GtkWidget *contents[N_CARDS];
  const char *const titles[N_CARDS] = {
    [CARD_EQUITY] = _("Equity"),           [CARD_DRAWDOWN] = _("Drawdown"),
    [CARD_SYMBOLS] = _("Profit by symbol"), [CARD_TRADES] = _("Trades"),
    [CARD_RETURNS] = _("Returns and risk"),
  };

  contents[CARD_EQUITY] = self->equity = make_curve (220);
  contents[CARD_DRAWDOWN] = self->drawdown = make_curve (140);
  contents[CARD_SYMBOLS] = self->symbols = make_curve (200);
  contents[CARD_TRADES] = self->trades = bw_lines_new (_("Trade statistics"), columns, 2, N_STATISTICS);
  contents[CARD_RETURNS] = self->returns = bw_lines_new (_("Returns and risk"), columns, 2, N_STATISTICS);
  bw_curve_view_set_colour_name (BW_CURVE_VIEW (self->drawdown), "bw_down");
  for (guint i = 0; i < N_CARDS; i++)
    {
      self->cards[i] = g_object_ref_sink (bw_card_new (titles[i]));
      bw_card_set_child (BW_CARD (self->cards[i]), contents[i]);
      bw_card_set_empty (BW_CARD (self->cards[i]), _("Loading…"));
    }
  self->compare_names = gtk_string_list_new (NULL);
  gtk_string_list_append (self->compare_names, _("Compare with nothing"));
  self->compare = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (self->compare_names), NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->compare), "flat");
  gtk_widget_set_visible (GTK_WIDGET (self->compare), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->compare), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Compare equity with another account"), -1);
  g_signal_connect_object (self->compare, "notify::selected", G_CALLBACK (load_other), self, G_CONNECT_SWAPPED);
  bw_card_add_end (BW_CARD (self->cards[CARD_EQUITY]), GTK_WIDGET (self->compare));
  bw_card_set_detail (BW_CARD (self->cards[CARD_DRAWDOWN]), _("below the highest equity so far"));
  bw_card_set_detail (BW_CARD (self->cards[CARD_SYMBOLS]), _("realised after fees, $"));
  bw_card_set_detail (BW_CARD (self->cards[CARD_TRADES]), _("round trips, first in first out"));
  bw_card_set_detail (BW_CARD (self->cards[CARD_RETURNS]), _("daily closes, 252 days a year"));
}

static void
bw_analytics_page_set_up (BwPanel *panel)
{
  BwAnalyticsPage *self = BW_ANALYTICS_PAGE (panel);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  make_cards (self);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 8);
  gtk_widget_add_css_class (self->grid, "page-content");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->grid);
  self->adaptive = BW_ADAPTIVE (bw_adaptive_new ());
  bw_adaptive_set_child (self->adaptive, scroller);
  g_signal_connect_object (self->adaptive, "width-class-changed", G_CALLBACK (width_class_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->adaptive));
  width_class_changed_cb (self);
}

static void
bw_analytics_page_dispose (GObject *object)
{
  BwAnalyticsPage *self = BW_ANALYTICS_PAGE (object);

  for (guint i = 0; i < N_CARDS; i++)
    g_clear_object (&self->cards[i]);
  g_clear_pointer (&self->shown, bw_analysis_free);
  g_clear_pointer (&self->other, bw_analysis_free);
  g_clear_pointer (&self->compare_accounts, g_array_unref);
  G_OBJECT_CLASS (bw_analytics_page_parent_class)->dispose (object);
}

static void
bw_analytics_page_class_init (BwAnalyticsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_analytics_page_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_analytics_page_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_analytics_page_refresh;
  BW_PANEL_CLASS (klass)->sleep = bw_analytics_page_sleep;
}

static void
bw_analytics_page_init (BwAnalyticsPage *self)
{
  self->compare_accounts = g_array_new (FALSE, TRUE, sizeof (Compared));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-page");
}

GtkWidget *
bw_analytics_page_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_ANALYTICS_PAGE, "desk", desk, "id", "analytics", "title", _("Analytics"), NULL);
}
