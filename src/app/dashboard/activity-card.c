/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/cards.h"

#include "app/account/account-words.h"
#include "app/card.h"
#include "app/dashboard/lines.h"
#include "app/format.h"
#include "app/words.h"
#include "report/activity.h"

#include <glib/gi18n.h>

#define N_LINES 12

struct _BwActivityCard
{
  BwPanel parent_instance;
  BwCard *card;
  GtkWidget *lines;
};

G_DEFINE_FINAL_TYPE (BwActivityCard, bw_activity_card, BW_TYPE_PANEL)

/* What happened, in a word, a sentence and a detail. */
typedef struct
{
  const char *kind;
  char *sentence; /* (owned) */
  char *detail;   /* (owned) */
  BwTone tone;
} Telling;

static void
tell_order (BwDesk *desk, const BwOrder *order, Telling *telling)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, order->instrument);

  telling->kind = _("Order");
  telling->sentence = bw_words_order (instrument, order->side, order->quantity, order->type,
                                      order->limit_price, order->stop_price);
  if (order->reason == BW_REASON_NONE || order->reason == BW_REASON_CANCELED_BY_USER ||
      order->reason == BW_REASON_REPLACED)
    telling->detail = g_strdup (bw_words_status (order->status));
  else
    telling->detail = g_strdup_printf ("%s: %s", bw_words_status (order->status), bw_words_reason (order->reason));
  telling->tone = order->status == BW_ORDER_REJECTED ? BW_TONE_DOWN : BW_TONE_DIM;
}

static void
tell_fill (BwDesk *desk, const BwFill *fill, Telling *telling)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, fill->instrument);
  g_autofree char *realized = bw_format_amount (fill->realized, BW_FORMAT_SIGN);

  telling->kind = _("Filled");
  telling->sentence = bw_words_fill (instrument, fill, bw_desk_get_currency (desk));
  telling->tone = bw_fixed_is_zero (fill->realized) ? BW_TONE_DIM : bw_tone_of_sign (bw_fixed_sign (fill->realized));
  telling->detail = bw_fixed_is_zero (fill->realized) ? g_strdup (bw_words_rule (fill->certificate.rule))
                                                      : g_strdup_printf (_("%s realised"), realized);
}

/* What the money was for, and of which symbol. */
static char *
tell_cash_source (BwDesk *desk, const BwActivityView *activity)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, activity->instrument);
  const char *word = bw_format_activity (activity->activity);

  return instrument != NULL ? g_strdup_printf ("%s: %s", instrument->symbol, word) : g_strdup (word);
}

static char *
tell_corporate_cash (BwDesk *desk, const BwCorporateAction *action)
{
  g_autofree char *cash = bw_format_money (action->cash, bw_desk_get_currency (desk), BW_FORMAT_SIGN);

  if (bw_fixed_is_zero (action->cash))
    return g_strdup ("");
  if (action->kind == BW_MARKET_SPLIT)
    return g_strdup_printf (_("%s for the fraction"), cash);
  return action->kind == BW_MARKET_DIVIDEND && action->pay > action->time
             ? g_strdup_printf (_("%s, not paid yet"), cash)
             : g_steal_pointer (&cash);
}

static void
tell (BwDesk *desk, const BwActivityView *activity, Telling *telling)
{
  switch (activity->kind)
    {
    case BW_ACTIVITY_KIND_ORDER:
      tell_order (desk, &activity->order, telling);
      break;
    case BW_ACTIVITY_KIND_FILL:
      tell_fill (desk, &activity->fill, telling);
      break;
    case BW_ACTIVITY_KIND_REFUSAL:
      telling->kind = _("Refused");
      telling->sentence = g_strdup (bw_words_reason (activity->refusal.reason));
      telling->detail = g_strdup (bw_words_reason_advice (activity->refusal.reason));
      telling->tone = BW_TONE_DOWN;
      break;
    case BW_ACTIVITY_KIND_CASH:
      telling->kind = _("Cash");
      telling->sentence = bw_format_money (activity->amount, bw_desk_get_currency (desk), BW_FORMAT_SIGN);
      telling->detail = tell_cash_source (desk, activity);
      telling->tone = BW_TONE_DIM;
      break;
    case BW_ACTIVITY_KIND_CORPORATE:
      telling->kind = _("Company");
      telling->sentence = bw_words_corporate_action (&activity->corporate);
      telling->detail = tell_corporate_cash (desk, &activity->corporate);
      telling->tone = BW_TONE_DIM;
      break;
    case BW_ACTIVITY_KIND_MARGIN:
      telling->kind = _("Margin");
      telling->sentence = bw_account_words_event (&activity->margin, bw_desk_get_currency (desk));
      telling->detail = bw_account_words_event_detail (&activity->margin, bw_desk_get_zone (desk));
      telling->tone = bw_account_words_is_good (activity->margin.kind) ? BW_TONE_DIM : BW_TONE_DOWN;
      break;
    case BW_ACTIVITY_KIND_ACCOUNT:
      telling->kind = _("Account");
      telling->sentence = g_strdup (_("The account was opened or its terms changed"));
      telling->detail = g_strdup ("");
      telling->tone = BW_TONE_DIM;
      break;
    }
}

static void
show_line (BwActivityCard *self, guint line_index, const BwActivityView *activity)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  BwLines *lines = BW_LINES (self->lines);
  g_autofree char *time = bw_format_time (activity->time, bw_desk_get_zone (desk));
  g_autofree char *tooltip = bw_format_time_tooltip (activity->time);
  Telling telling = { 0 };

  tell (desk, activity, &telling);
  bw_lines_set_key (lines, line_index, activity->kind == BW_ACTIVITY_KIND_FILL ? activity->fill.id : 0, tooltip);
  bw_lines_set_text (lines, line_index, 0, time, BW_TONE_DIM);
  bw_lines_set_text (lines, line_index, 1, telling.kind, BW_TONE_NORMAL);
  bw_lines_set_text (lines, line_index, 2, telling.sentence, BW_TONE_STRONG);
  bw_lines_set_text (lines, line_index, 3, telling.detail, telling.tone);
  g_free (telling.sentence);
  g_free (telling.detail);
}

static void
bw_activity_card_refresh (BwPanel *panel, guint what)
{
  BwActivityCard *self = BW_ACTIVITY_CARD (panel);
  BwDesk *desk = bw_panel_get_desk (panel);
  BwEngine *engine = bw_desk_get_engine (desk);
  gsize n_activities = bw_engine_n_activities (engine);
  guint n_lines = 0;

  if ((what & BW_CHANGED_ACTIVITY) == 0)
    return;
  for (gsize i = 0; i < n_activities && n_lines < N_LINES; i++)
    {
      const BwActivityView *activity = bw_engine_activity_at (engine, i);

      if (activity->timeline == bw_desk_get_timeline (desk))
        show_line (self, n_lines++, activity);
    }
  bw_lines_set_n (BW_LINES (self->lines), n_lines);
  bw_card_set_empty (self->card, n_lines == 0 ? _("Your orders and fills will be told here") : NULL);
}

static void
line_activated_cb (BwActivityCard *self, guint64 key)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.why", "t", key);
}

static void
bw_activity_card_class_init (BwActivityCardClass *klass)
{
  BW_PANEL_CLASS (klass)->refresh = bw_activity_card_refresh;
}

static void
bw_activity_card_init (BwActivityCard *self)
{
  static const BwLineColumn columns[] = { { 0, FALSE }, { 0, FALSE }, { 0, TRUE }, { 1, FALSE } };

  self->card = BW_CARD (bw_card_new (_("Activity")));
  bw_card_set_detail (self->card, _("a fill tells why its price"));
  self->lines = bw_lines_new (_("Recent activity"), columns, G_N_ELEMENTS (columns), N_LINES);
  g_signal_connect_object (self->lines, "line-activated", G_CALLBACK (line_activated_cb), self, G_CONNECT_SWAPPED);
  bw_card_set_child (self->card, self->lines);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->card));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}

/** bw_activity_card_set_brief: leaves out the details. */
void
bw_activity_card_set_brief (BwActivityCard *self, gboolean is_brief)
{
  bw_lines_show_column (BW_LINES (self->lines), 3, !is_brief);
}
