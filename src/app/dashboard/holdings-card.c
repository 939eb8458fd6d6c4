/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/cards.h"

#include "app/card.h"
#include "app/dashboard/lines.h"
#include "app/format.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#define EACH_END 4

struct _BwHoldingsCard
{
  BwPanel parent_instance;
  BwCard *card;
  GtkWidget *lines;
};

G_DEFINE_FINAL_TYPE (BwHoldingsCard, bw_holdings_card, BW_TYPE_PANEL)

static int
compare_unrealized (const void *a, const void *b)
{
  const BwPosition *left = *(const BwPosition *const *) a, *right = *(const BwPosition *const *) b;

  return -bw_fixed_compare (left->unrealized, right->unrealized);
}

static void
show_position (BwHoldingsCard *self, guint line_index, const BwPosition *position)
{
  const BwInstrument *instrument =
      bw_desk_lookup_instrument (bw_panel_get_desk (BW_PANEL (self)), position->instrument);
  double cost = ABS (bw_fixed_to_double (position->cost));
  g_autofree char *quantity = bw_format_quantity (position->quantity, BW_FORMAT_SIGN);
  g_autofree char *amount = bw_format_amount (position->unrealized, BW_FORMAT_SIGN | BW_FORMAT_ARROW);
  g_autofree char *share =
      bw_format_percent (cost > 0 ? bw_fixed_to_double (position->unrealized) / cost : 0, BW_FORMAT_SIGN);
  BwTone tone = bw_tone_of_sign (bw_fixed_sign (position->unrealized));

  bw_lines_set_key (BW_LINES (self->lines), line_index, position->instrument,
                    instrument != NULL ? instrument->name : NULL);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 0, instrument != NULL ? instrument->symbol : "?",
                     BW_TONE_STRONG);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 1, quantity, BW_TONE_DIM);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 2, amount, tone);
  bw_lines_set_text (BW_LINES (self->lines), line_index, 3, share, tone);
}

/* The best ones, then the worst; all of them while they are few. */
static void
bw_holdings_card_refresh (BwPanel *panel, guint what)
{
  BwHoldingsCard *self = BW_HOLDINGS_CARD (panel);
  BwDesk *desk = bw_panel_get_desk (panel);
  gsize n_positions = 0;
  const BwPosition *positions;
  g_autofree const BwPosition **sorted = NULL;
  guint n_lines;

  if ((what & BW_CHANGED_POSITIONS) == 0)
    return;
  positions = bw_engine_positions (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                                   bw_desk_get_account (desk), &n_positions);
  bw_card_set_empty (self->card, n_positions == 0 ? _("Your best and worst positions will be here") : NULL);
  sorted = g_new (const BwPosition *, n_positions + 1);
  for (gsize i = 0; i < n_positions; i++)
    sorted[i] = &positions[i];
  qsort (sorted, n_positions, sizeof *sorted, compare_unrealized);
  n_lines = (guint) MIN (n_positions, 2 * EACH_END);
  for (guint i = 0; i < n_lines; i++)
    show_position (self, i, n_positions <= 2 * EACH_END || i < EACH_END ? sorted[i]
                                                                        : sorted[n_positions - n_lines + i]);
  bw_lines_set_n (BW_LINES (self->lines), n_lines);
}

static void
line_activated_cb (BwHoldingsCard *self, guint64 key)
{
  bw_panel_choose_instrument (BW_PANEL (self), (BwInstrumentId) key);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "trade");
}

static void
bw_holdings_card_class_init (BwHoldingsCardClass *klass)
{
  BW_PANEL_CLASS (klass)->refresh = bw_holdings_card_refresh;
}

static void
bw_holdings_card_init (BwHoldingsCard *self)
{
  static const BwLineColumn columns[] = { { 0, FALSE }, { 1, TRUE }, { 1, FALSE }, { 1, FALSE } };

  self->card = BW_CARD (bw_card_new (_("Best and worst")));
  bw_card_set_detail (self->card, _("unrealised $"));
  self->lines = bw_lines_new (_("Best and worst positions"), columns, G_N_ELEMENTS (columns), 2 * EACH_END);
  g_signal_connect_object (self->lines, "line-activated", G_CALLBACK (line_activated_cb), self, G_CONNECT_SWAPPED);
  bw_card_set_child (self->card, self->lines);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->card));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}
