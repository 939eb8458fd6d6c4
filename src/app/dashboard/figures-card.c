/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/cards.h"

#include "app/format.h"

#include <glib/gi18n.h>

/* One figure: its name, the number, a bar below where there is a limit, a line of detail. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *number;
  GtkWidget *bar;
  GtkWidget *detail;
} Figure;

enum
{
  FIGURE_EQUITY,
  FIGURE_TODAY,
  FIGURE_EXPOSURE,
  FIGURE_POWER,
  N_FIGURES
};

struct _BwFiguresCard
{
  BwPanel parent_instance;
  GtkWidget *grid;
  Figure figures[N_FIGURES];
};

G_DEFINE_FINAL_TYPE (BwFiguresCard, bw_figures_card, BW_TYPE_PANEL)

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
make_figure (Figure *figure, const char *title, gboolean has_bar)
{
  GtkWidget *name;

  figure->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_add_css_class (figure->box, "bw-card");
  gtk_widget_add_css_class (figure->box, "bw-figure");
  gtk_widget_set_hexpand (figure->box, TRUE);
  name = add_label (figure->box, "dim-label");
  gtk_label_set_text (GTK_LABEL (name), title);
  figure->number = add_label (figure->box, "figure-number");
  if (has_bar)
    {
      figure->bar = gtk_progress_bar_new ();
      gtk_accessible_update_property (GTK_ACCESSIBLE (figure->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
      gtk_box_append (GTK_BOX (figure->box), figure->bar);
    }
  figure->detail = add_label (figure->box, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (figure->detail), TRUE);
  gtk_label_set_lines (GTK_LABEL (figure->detail), 2);
}

static void
set_figure (Figure *figure, const char *number, const char *detail, BwTone tone)
{
  gtk_label_set_text (GTK_LABEL (figure->number), number);
  gtk_label_set_text (GTK_LABEL (figure->detail), detail);
  gtk_widget_set_tooltip_text (figure->detail, detail);
  bw_style_set_tone (figure->number, tone);
}

static double
share_of (BwFixed part, BwFixed whole)
{
  double divisor = bw_fixed_to_double (whole);

  return divisor > 0 ? bw_fixed_to_double (part) / divisor : 0;
}

static void
show_equity (BwFiguresCard *self, const BwAccountView *view, const char *currency)
{
  g_autofree char *number = bw_format_money (view->figures.equity, currency, BW_FORMAT_PLAIN);
  g_autofree char *share = bw_format_percent (share_of (view->figures.total_profit, view->account.deposits),
                                              BW_FORMAT_SIGN | BW_FORMAT_ARROW);
  g_autofree char *profit = bw_format_amount (view->figures.total_profit, BW_FORMAT_SIGN);
  g_autofree char *detail = g_strdup_printf (_("%s (%s) since opened"), share, profit);
  Figure *figure = &self->figures[FIGURE_EQUITY];

  set_figure (figure, number, detail, BW_TONE_NORMAL);
  bw_style_set_tone (figure->detail, bw_tone_of_sign (bw_fixed_sign (view->figures.total_profit)));
}

/* What companies and lenders pay and ask, for who has anything to do with them. */
static char *
tell_income (const BwAccount *account)
{
  g_autofree char *dividends = bw_format_amount (account->dividends, BW_FORMAT_SIGN);
  g_autofree char *owed = bw_format_amount (account->receivable, BW_FORMAT_SIGN);
  g_autofree char *interest = bw_format_amount (account->interest, BW_FORMAT_PLAIN);
  g_autofree char *accrued = bw_format_amount (account->accrued, BW_FORMAT_PLAIN);

  if (bw_fixed_is_zero (account->dividends) && bw_fixed_is_zero (account->interest) &&
      bw_fixed_is_zero (account->accrued))
    return NULL;
  /* Translators: four amounts of money since the account was opened */
  return g_strdup_printf (_("Dividends %s, of it still to be paid %s. Interest and borrow fees paid %s, not posted yet %s."),
                          dividends, owed, interest, accrued);
}

static void
show_today (BwFiguresCard *self, const BwAccountView *view, const char *currency)
{
  g_autofree char *number = bw_format_money (view->figures.day_profit, currency, BW_FORMAT_SIGN);
  g_autofree char *unrealized = bw_format_amount (view->figures.unrealized, BW_FORMAT_SIGN);
  g_autofree char *realized = bw_format_amount (view->figures.realized_today, BW_FORMAT_SIGN);
  g_autofree char *fees = bw_format_amount (view->account.fees, BW_FORMAT_PLAIN);
  /* Translators: three amounts of money under the day's profit */
  g_autofree char *detail =
      g_strdup_printf (_("unrealised %s · realised %s · fees %s"), unrealized, realized, fees);
  g_autofree char *income = tell_income (&view->account);

  set_figure (&self->figures[FIGURE_TODAY], number, detail,
              bw_tone_of_sign (bw_fixed_sign (view->figures.day_profit)));
  if (income != NULL)
    gtk_widget_set_tooltip_text (self->figures[FIGURE_TODAY].detail, income);
}

static void
show_exposure (BwFiguresCard *self, const BwAccountView *view)
{
  double long_share = share_of (view->figures.long_value, view->figures.equity);
  double short_share = -share_of (view->figures.short_value, view->figures.equity);
  g_autofree char *number = bw_format_percent (long_share + short_share, BW_FORMAT_PLAIN);
  g_autofree char *long_text = bw_format_percent (long_share, BW_FORMAT_PLAIN);
  g_autofree char *short_text = bw_format_percent (short_share, BW_FORMAT_PLAIN);
  g_autofree char *positions =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u position", "%u positions", view->account.n_positions),
                       view->account.n_positions);
  g_autofree char *detail =
      g_strdup_printf (_("long %s · short %s · %s"), long_text, short_text, positions);
  Figure *figure = &self->figures[FIGURE_EXPOSURE];

  set_figure (figure, number, detail, BW_TONE_NORMAL);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (figure->bar), CLAMP (long_share + short_share, 0, 1));
}

static void
show_power (BwFiguresCard *self, const BwAccountView *view, const char *currency)
{
  BwFixed capacity = BW_FIXED_ZERO;
  double used = 0;
  g_autofree char *number = bw_format_money (view->figures.buying_power, currency, BW_FORMAT_PLAIN);
  g_autofree char *cash = bw_format_amount (view->figures.cash, BW_FORMAT_PLAIN);
  g_autofree char *used_text = NULL;
  g_autofree char *detail = NULL;
  Figure *figure = &self->figures[FIGURE_POWER];

  if (bw_fixed_mul_int (view->figures.equity, view->account.terms.multiplier, &capacity))
    used = 1 - share_of (view->figures.buying_power, capacity);
  used_text = bw_format_percent (CLAMP (used, 0, 1), BW_FORMAT_PLAIN);
  detail = g_strdup_printf (_("%s used · cash %s"), used_text, cash);
  set_figure (figure, number, detail, BW_TONE_NORMAL);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (figure->bar), CLAMP (used, 0, 1));
}

static void
bw_figures_card_refresh (BwPanel *panel, guint what)
{
  BwFiguresCard *self = BW_FIGURES_CARD (panel);
  const BwAccountView *view = bw_desk_get_account_view (bw_panel_get_desk (panel));
  const char *currency;

  if (view == NULL || (what & (BW_CHANGED_ACCOUNTS | BW_CHANGED_POSITIONS)) == 0)
    return;
  currency = view->account.terms.currency;
  show_equity (self, view, currency);
  show_today (self, view, currency);
  show_exposure (self, view);
  show_power (self, view, currency);
}

void
bw_figures_card_set_columns (BwFiguresCard *self, guint n_columns)
{
  for (guint i = 0; i < N_FIGURES; i++)
    {
      if (gtk_widget_get_parent (self->figures[i].box) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), self->figures[i].box);
      gtk_grid_attach (GTK_GRID (self->grid), self->figures[i].box, (int) (i % n_columns),
                       (int) (i / n_columns), 1, 1);
    }
}

static void
bw_figures_card_dispose (GObject *object)
{
  BwFiguresCard *self = BW_FIGURES_CARD (object);

  for (guint i = 0; i < N_FIGURES; i++)
    g_clear_object (&self->figures[i].box);
  G_OBJECT_CLASS (bw_figures_card_parent_class)->dispose (object);
}

static void
bw_figures_card_class_init (BwFiguresCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_figures_card_dispose;
  BW_PANEL_CLASS (klass)->refresh = bw_figures_card_refresh;
}

static void
bw_figures_card_init (BwFiguresCard *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  make_figure (&self->figures[FIGURE_EQUITY], _("Equity"), FALSE);
  make_figure (&self->figures[FIGURE_TODAY], _("Today"), FALSE);
  make_figure (&self->figures[FIGURE_EXPOSURE], _("Exposure, share of equity"), TRUE);
  make_figure (&self->figures[FIGURE_POWER], _("Buying power"), TRUE);
  for (guint i = 0; i < N_FIGURES; i++)
    g_object_ref_sink (self->figures[i].box);
  bw_figures_card_set_columns (self, N_FIGURES);
  adw_bin_set_child (ADW_BIN (self), self->grid);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}
