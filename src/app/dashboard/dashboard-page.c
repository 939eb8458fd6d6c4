/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/dashboard-page.h"

#include "app/adaptive.h"
#include "app/dashboard/cards.h"
#include "app/dashboard/welcome-card.h"

enum
{
  CARD_EQUITY,
  CARD_HOLDINGS,
  CARD_SECTORS,
  CARD_MOVERS,
  CARD_ACTIVITY,
  CARD_CLOCK,
  N_CARDS
};

struct _BwDashboardPage
{
  AdwBin parent_instance;
  BwAdaptive *adaptive;
  GtkWidget *figures;
  GtkWidget *grid;
  GtkWidget *cards[N_CARDS]; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BwDashboardPage, bw_dashboard_page, ADW_TYPE_BIN)

/* Where a card stands in a grid of twelve columns, for each class of width. */
typedef struct
{
  guint8 column, row, n_columns;
} Place;

static const Place places[][N_CARDS] = {
  [BW_WIDTH_NARROW] = { { 0, 0, 12 }, { 0, 1, 12 }, { 0, 3, 12 }, { 0, 4, 12 }, { 0, 5, 12 }, { 0, 2, 12 } },
  [BW_WIDTH_MEDIUM] = { { 0, 0, 12 }, { 0, 1, 6 }, { 0, 2, 6 }, { 6, 2, 6 }, { 0, 3, 12 }, { 6, 1, 6 } },
  [BW_WIDTH_WIDE] = { { 0, 0, 8 }, { 8, 0, 4 }, { 0, 1, 4 }, { 4, 1, 4 }, { 0, 2, 12 }, { 8, 1, 4 } },
};

static void
width_class_changed_cb (BwDashboardPage *self)
{
  BwWidthClass width_class = bw_adaptive_get_width_class (self->adaptive);

  bw_figures_card_set_columns (BW_FIGURES_CARD (self->figures),
                               width_class == BW_WIDTH_WIDE ? 4 : width_class == BW_WIDTH_MEDIUM ? 2 : 1);
  bw_activity_card_set_brief (BW_ACTIVITY_CARD (self->cards[CARD_ACTIVITY]), width_class == BW_WIDTH_NARROW);
  for (guint i = 0; i < N_CARDS; i++)
    {
      const Place *place = &places[width_class][i];

      if (gtk_widget_get_parent (self->cards[i]) != NULL)
        gtk_grid_remove (GTK_GRID (self->grid), self->cards[i]);
      gtk_grid_attach (GTK_GRID (self->grid), self->cards[i], place->column, place->row, place->n_columns, 1);
    }
}

static void
bw_dashboard_page_dispose (GObject *object)
{
  BwDashboardPage *self = BW_DASHBOARD_PAGE (object);

  for (guint i = 0; i < N_CARDS; i++)
    g_clear_object (&self->cards[i]);
  G_OBJECT_CLASS (bw_dashboard_page_parent_class)->dispose (object);
}

static void
bw_dashboard_page_class_init (BwDashboardPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_dashboard_page_dispose;
}

static void
bw_dashboard_page_init (BwDashboardPage *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-page");
}

static GtkWidget *
make_content (BwDashboardPage *self, BwDesk *desk)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 8);
  gtk_widget_add_css_class (box, "page-content");
  gtk_box_append (GTK_BOX (box), bw_welcome_card_new (desk));
  gtk_box_append (GTK_BOX (box), self->figures);
  gtk_box_append (GTK_BOX (box), self->grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

GtkWidget *
bw_dashboard_page_new (BwDesk *desk)
{
  BwDashboardPage *self = g_object_new (BW_TYPE_DASHBOARD_PAGE, NULL);
  const GType types[N_CARDS] = {
    [CARD_EQUITY] = BW_TYPE_EQUITY_CARD,     [CARD_HOLDINGS] = BW_TYPE_HOLDINGS_CARD,
    [CARD_SECTORS] = BW_TYPE_SECTORS_CARD,   [CARD_MOVERS] = BW_TYPE_MOVERS_CARD,
    [CARD_ACTIVITY] = BW_TYPE_ACTIVITY_CARD, [CARD_CLOCK] = BW_TYPE_CLOCK_CARD,
  };

  self->figures = g_object_new (BW_TYPE_FIGURES_CARD, "desk", desk, NULL);
  for (guint i = 0; i < N_CARDS; i++)
    self->cards[i] = g_object_ref_sink (g_object_new (types[i], "desk", desk, "link", BW_LINK_BLUE, NULL));
  self->adaptive = BW_ADAPTIVE (bw_adaptive_new ());
  bw_adaptive_set_child (self->adaptive, make_content (self, desk));
  g_signal_connect_object (self->adaptive, "width-class-changed", G_CALLBACK (width_class_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->adaptive));
  width_class_changed_cb (self);
  return GTK_WIDGET (self);
}
