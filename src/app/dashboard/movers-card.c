/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/cards.h"

#include "app/card.h"
#include "app/dashboard/lines.h"
#include "app/format.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#define EACH_END 4
/* Ranking all symbols on every frame would be unreadable as well as wasteful. */
#define RANK_INTERVAL (1 * BW_SECOND)

typedef struct
{
  BwInstrumentId instrument;
  BwFixed last;
  double share;
} Mover;

struct _BwMoversCard
{
  BwPanel parent_instance;
  BwCard *card;
  GtkWidget *lines;
  gint64 ranked_at; /* monotonic */
};

G_DEFINE_FINAL_TYPE (BwMoversCard, bw_movers_card, BW_TYPE_PANEL)

static int
compare_share (const void *a, const void *b)
{
  double left = ((const Mover *) a)->share, right = ((const Mover *) b)->share;

  return (left < right) - (left > right);
}

static GArray *
rank (BwDesk *desk)
{
  BwEngine *engine = bw_desk_get_engine (desk);
  BwTimelineId timeline = bw_desk_get_timeline (desk);
  GArray *movers = g_array_new (FALSE, FALSE, sizeof (Mover));
  gsize n_instruments = 0;
  const BwInstrumentId *instruments = bw_engine_timeline_instruments (engine, timeline, &n_instruments);

  for (gsize i = 0; i < n_instruments; i++)
    {
      const BwQuoteView *quote = bw_engine_quote (engine, timeline, instruments[i]);
      Mover mover = { .instrument = instruments[i] };
      BwFixed change;

      if (quote == NULL || !bw_desk_get_change (desk, quote, &change, &mover.share))
        continue;
      mover.last = quote->market.last;
      g_array_append_val (movers, mover);
    }
  qsort (movers->data, movers->len, sizeof (Mover), compare_share);
  return movers;
}

static void
show_mover (BwMoversCard *self, guint line_index, const Mover *mover)
{
  const BwInstrument *instrument =
      bw_desk_lookup_instrument (bw_panel_get_desk (BW_PANEL (self)), mover->instrument);
  g_autofree char *last = bw_format_price (instrument, mover->last);
  g_autofree char *share = bw_format_percent (mover->share, BW_FORMAT_SIGN | BW_FORMAT_ARROW);

  bw_lines_set_key (BW_LINES (self->lines), line_index, mover->instrument, NULL);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 0, instrument != NULL ? instrument->symbol : "?",
                     BW_TONE_STRONG);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 1, instrument != NULL ? instrument->name : "", BW_TONE_DIM);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 2, last, BW_TONE_NORMAL);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 3, share,
                     bw_tone_of_sign ((mover->share > 0) - (mover->share < 0)));
}

static void
bw_movers_card_refresh (BwPanel *panel, guint what)
{
  BwMoversCard *self = BW_MOVERS_CARD (panel);
  gint64 now = bw_clock_monotonic (bw_desk_get_clock (bw_panel_get_desk (panel)));
  g_autoptr (GArray) movers = NULL;
  guint n_lines;

  if ((what & BW_CHANGED_QUOTES) == 0 || (self->ranked_at != 0 && now - self->ranked_at < RANK_INTERVAL))
    return;
  self->ranked_at = now;
  movers = rank (bw_panel_get_desk (panel));
  bw_card_set_empty (self->card, movers->len == 0 ? _("What moves most will be here once there are prices") : NULL);
  n_lines = MIN (movers->len, 2 * EACH_END);
  for (guint i = 0; i < n_lines; i++)
    show_mover (self, i,
                &g_array_index (movers, Mover, movers->len <= 2 * EACH_END || i < EACH_END ? i : movers->len - n_lines + i));
  bw_lines_set_n (BW_LINES (self->lines), n_lines);
}

static void
bw_movers_card_sleep (BwPanel *panel)
{
  BW_MOVERS_CARD (panel)->ranked_at = 0;
}

static void
line_activated_cb (BwMoversCard *self, guint64 key)
{
  bw_panel_choose_instrument (BW_PANEL (self), (BwInstrumentId) key);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "trade");
}

static void
bw_movers_card_class_init (BwMoversCardClass *klass)
{
  BW_PANEL_CLASS (klass)->refresh = bw_movers_card_refresh;
  BW_PANEL_CLASS (klass)->sleep = bw_movers_card_sleep;
}

static void
bw_movers_card_init (BwMoversCard *self)
{
  static const BwLineColumn columns[] = { { 0, FALSE }, { 0, TRUE }, { 1, FALSE }, { 1, FALSE } };

  self->card = BW_CARD (bw_card_new (_("Movers")));
  bw_card_set_detail (self->card, _("today"));
  self->lines = bw_lines_new (_("Market movers"), columns, G_N_ELEMENTS (columns), 2 * EACH_END);
  g_signal_connect_object (self->lines, "line-activated", G_CALLBACK (line_activated_cb), self, G_CONNECT_SWAPPED);
  bw_card_set_child (self->card, self->lines);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->card));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}
