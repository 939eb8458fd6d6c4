/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/cards.h"

#include "app/card.h"
#include "app/curve-view.h"
#include "market/calendar.h"

#include <glib/gi18n.h>

/* A curve drawn on some 1,000 pixels needs no more. */
#define POINTS_MAX 2000
#define RELOAD_INTERVAL (2 * BW_SECOND)

static const struct
{
  const char *label;
  const char *tooltip;
  gint64 days; /* 0: all */
} spans[] = {
  { N_("1D"), N_("Today"), 1 },
  { N_("1W"), N_("The last week"), 7 },
  { N_("1M"), N_("The last month"), 31 },
  { N_("3M"), N_("The last three months"), 92 },
  { N_("All"), N_("Since the account was opened"), 0 },
};

struct _BwEquityCard
{
  BwPanel parent_instance;
  BwCard *card;
  GtkWidget *curve;
  guint span_index;
  gint64 loaded_at; /* monotonic */
  gboolean is_loading;
};

G_DEFINE_FINAL_TYPE (BwEquityCard, bw_equity_card, BW_TYPE_PANEL)

/* A reset opens the account anew: what was before is no part of the curve. */
static BwTime
get_first (BwEquityCard *self, const BwAccountView *view, BwTime now)
{
  BwTime first = spans[self->span_index].days == 0 ? BW_TIME_NONE : now - spans[self->span_index].days * BW_DAY;

  return MAX (first, view->account.opened + 1);
}

/* What the account began with, when the samples that are shown are its first: none is kept of that instant. */
static void
add_beginning (GArray *times, GArray *values, const GArray *samples, BwTime first, const BwAccountView *view)
{
  BwTime opened = view->account.opened;
  double deposits;

  if (samples->len == 0 || first > opened + 1)
    return;
  deposits = bw_fixed_to_double (g_array_index (samples, BwEquitySample, 0).deposits);
  g_array_append_val (times, opened);
  g_array_append_val (values, deposits);
}

/* Keeps the first and the last, and every n-th between. */
static void
show_samples (BwEquityCard *self, GArray *samples, const BwAccountView *view, BwTime first, BwTime now)
{
  gsize step = samples->len / POINTS_MAX + 1;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (BwTime));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  double equity = bw_fixed_to_double (view->figures.equity);

  add_beginning (times, values, samples, first, view);
  for (guint i = 0; i < samples->len; i += step)
    {
      const BwEquitySample *sample = &g_array_index (samples, BwEquitySample, i);
      double value = bw_fixed_to_double (sample->equity);

      if (sample->time >= now)
        break;
      g_array_append_val (times, sample->time);
      g_array_append_val (values, value);
    }
  g_array_append_val (times, now);
  g_array_append_val (values, equity);
  bw_card_set_empty (self->card, times->len < 2 ? _("The curve of your equity grows here, minute by minute") : NULL);
  bw_curve_view_set_curve (BW_CURVE_VIEW (self->curve), BW_LINE_CHART_AREA, BW_NUMBER_MONEY,
                           (const BwTime *) (gpointer) times->data,
                           (const double *) (gpointer) values->data, NULL, times->len);
}

static void
load (BwEquityCard *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  const BwAccountView *view = bw_desk_get_account_view (desk);
  BwTradingReader *reader = bw_engine_trading_reader (bw_desk_get_engine (desk));
  BwTime now = bw_desk_get_now (desk), first;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) samples = NULL;

  self->loaded_at = bw_clock_monotonic (bw_desk_get_clock (desk));
  if (view == NULL || reader == NULL)
    return;
  first = get_first (self, view, now);
  samples = bw_trading_reader_equity (reader, view->timeline, view->account.id, first, BW_TIME_MAX, &error);
  if (samples == NULL)
    {
      bw_card_set_empty (self->card, _("The equity curve can’t be read right now"));
      g_warning ("The equity curve can't be read: %s", error->message);
      return;
    }
  bw_curve_view_set_zone (BW_CURVE_VIEW (self->curve), bw_desk_get_zone (desk), bw_zone_offset_at);
  show_samples (self, samples, view, first, now);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwEquityCard) self = user_data;
  gboolean is_flushed = bw_engine_flush_finish (BW_ENGINE (object), result, NULL);

  self->is_loading = FALSE;
  if (is_flushed && bw_panel_is_awake (BW_PANEL (self)))
    load (self);
}

static void
reload (BwEquityCard *self)
{
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  bw_engine_flush_async (bw_panel_get_engine (BW_PANEL (self)), NULL, flushed_cb, g_object_ref (self));
}

static void
span_toggled_cb (GtkToggleButton *button, gpointer user_data)
{
  BwEquityCard *self = BW_EQUITY_CARD (user_data);

  if (!gtk_toggle_button_get_active (button))
    return;
  self->span_index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "bw-span"));
  if (bw_panel_is_awake (BW_PANEL (self)))
    load (self);
}

static GtkWidget *
make_span_buttons (BwEquityCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *first = NULL;

  gtk_widget_add_css_class (box, "span-buttons");
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(spans[i].label));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _(spans[i].tooltip));
      g_object_set_data (G_OBJECT (button), "bw-span", GUINT_TO_POINTER (i));
      if (first == NULL)
        first = button;
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == self->span_index);
      g_signal_connect_object (button, "toggled", G_CALLBACK (span_toggled_cb), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
bw_equity_card_refresh (BwPanel *panel, guint what)
{
  BwEquityCard *self = BW_EQUITY_CARD (panel);
  gint64 now = bw_clock_monotonic (bw_desk_get_clock (bw_panel_get_desk (panel)));

  if ((what & (BW_CHANGED_ACCOUNTS | BW_CHANGED_TIMELINES)) != 0 &&
      (self->loaded_at == 0 || now - self->loaded_at >= RELOAD_INTERVAL))
    reload (self);
}

static void
bw_equity_card_sleep (BwPanel *panel)
{
  BW_EQUITY_CARD (panel)->loaded_at = 0;
}

static void
bw_equity_card_class_init (BwEquityCardClass *klass)
{
  BW_PANEL_CLASS (klass)->refresh = bw_equity_card_refresh;
  BW_PANEL_CLASS (klass)->sleep = bw_equity_card_sleep;
}

static void
bw_equity_card_init (BwEquityCard *self)
{
  self->span_index = G_N_ELEMENTS (spans) - 1;
  self->card = BW_CARD (bw_card_new (_("Equity")));
  self->curve = bw_curve_view_new ();
  gtk_widget_set_size_request (self->curve, -1, 220);
  gtk_widget_set_vexpand (self->curve, TRUE);
  bw_card_add_end (self->card, make_span_buttons (self));
  bw_card_set_child (self->card, self->curve);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->card));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}
