/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-marks.h"

#include "app/alerts/alert-words.h"
#include "app/chart/chart-flaws.h"
#include "app/format.h"
#include "app/order-story.h"
#include "app/practice/happening-words.h"
#include "app/words.h"
#include "engine/alerts.h"

#include <glib/gi18n.h>
#include <string.h>

#define FILLS_READ 5000
#define ORDERS_SHOWN_MAX 200

struct _BwChartMarks
{
  BwDesk *desk;      /* (owned) */
  BwChartView *view; /* (borrowed): it outlives us */
  BwInstrumentId instrument;
  GArray *fills;     /* (owned): BwChartFill of @instrument, oldest first */
  BwTimeframe timeframe; /* of the bars that are there; BW_TIMEFRAME_NONE: none yet */
  char hidden[16];   /* letters of marks that aren't shown */
  gulong fill_id;
};

static void
add_fill (BwChartMarks *self, const BwFill *fill)
{
  BwChartFill mark = { fill->id, fill->time, bw_fixed_to_double (fill->price), fill->side == BW_SIDE_BUY };

  if (fill->instrument == self->instrument && fill->account == bw_desk_get_account (self->desk))
    g_array_append_val (self->fills, mark);
}

static void
fill_cb (BwEngine *engine, guint timeline, const BwFill *fill, gpointer user_data)
{
  BwChartMarks *self = user_data;

  if (timeline != bw_desk_get_timeline (self->desk) || fill->instrument != self->instrument)
    return;
  add_fill (self, fill);
  bw_chart_view_set_fills (self->view, (const BwChartFill *) self->fills->data, self->fills->len);
}

static void
read_fills (BwChartMarks *self)
{
  BwTradingReader *reader = bw_engine_trading_reader (bw_desk_get_engine (self->desk));
  BwTimelineId timeline = bw_desk_get_timeline (self->desk);
  BwAccountId account = bw_desk_get_account (self->desk);
  g_autoptr (GArray) read = NULL;
  guint64 n_fills = 0;

  g_array_set_size (self->fills, 0);
  if (reader == NULL || !bw_trading_reader_count_fills (reader, timeline, account, &n_fills, NULL))
    return;
  /* Ids rise by one over all accounts: so many back is enough to hold the newest of this one. */
  read = bw_trading_reader_fills (reader, timeline, account, n_fills > FILLS_READ ? n_fills - FILLS_READ : 0,
                                  FILLS_READ, NULL);
  for (guint i = 0; read != NULL && i < read->len; i++)
    add_fill (self, &g_array_index (read, BwFill, i));
  bw_chart_view_set_fills (self->view, (const BwChartFill *) self->fills->data, self->fills->len);
}

/* What the position was bought for, or what the entry asks for; 0 where nobody knows. */
static BwFixed
find_entry_price (BwChartMarks *self, const BwOrder *leg)
{
  const BwOrder *entry = bw_chart_marks_find_order (self, leg->parent);
  gsize n_positions;
  const BwPosition *positions =
      bw_engine_positions (bw_desk_get_engine (self->desk), bw_desk_get_timeline (self->desk),
                           bw_desk_get_account (self->desk), &n_positions);

  if (entry != NULL && leg->status == BW_ORDER_HELD)
    return bw_fixed_is_zero (entry->limit_price) ? entry->stop_price : entry->limit_price;
  for (gsize i = 0; i < n_positions; i++)
    if (positions[i].instrument == leg->instrument)
      return positions[i].average_price;
  return BW_FIXED_ZERO;
}

/* What the leg gains or loses at its price: "+$120.00"; NULL where nobody knows. */
static char *
describe_outcome (BwChartMarks *self, const BwOrder *leg, BwFixed price)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, leg->instrument);
  BwFixed base = find_entry_price (self, leg);
  BwFixed gain;

  if (instrument == NULL || !bw_order_story_outcome (instrument, leg, base, price, &gain))
    return NULL;
  return bw_format_money (gain, bw_desk_get_currency (self->desk), BW_FORMAT_SIGN);
}

/* "Sell 100 stop  −$50.00 if hit", "Sell 100 trailing 2 %", "Buy 50 limit". */
static char *
describe_order (BwChartMarks *self, const BwOrder *order, BwFixed price)
{
  gboolean is_leg = (order->flags & (BW_ORDER_TAKE_PROFIT | BW_ORDER_STOP_LOSS)) != 0 ||
                    order->order_class == BW_ORDER_CLASS_OCO;
  gboolean is_target = is_leg && (order->flags & BW_ORDER_STOP_LOSS) == 0;
  g_autofree char *quantity = bw_format_quantity (bw_order_remaining (order), BW_FORMAT_PLAIN);
  g_autofree char *outcome = is_leg ? describe_outcome (self, order, price) : NULL;
  g_autofree char *what = NULL;

  if (!bw_fixed_is_zero (order->trail))
    {
      g_autofree char *trail = bw_order_story_trail (bw_desk_lookup_instrument (self->desk, order->instrument),
                                                     order->trail, order->flags);

      /* Translators: side, quantity, distance: "Sell 100 trailing 1.50" */
      return g_strdup_printf (_("%s %s trailing %s"), bw_words_side (order->side), quantity, trail);
    }
  what = g_strdup_printf (is_target                                  ? _("%s %s target")
                          : bw_fixed_is_zero (order->stop_price) ? _("%s %s limit")
                                                                     : _("%s %s stop"),
                          bw_words_side (order->side), quantity);
  /* Translators: an order, what it gains or loses: "Sell 100 stop  −$50.00 if hit" */
  return outcome != NULL ? g_strdup_printf (_("%s  %s if hit"), what, outcome) : g_steal_pointer (&what);
}

static BwOrderRole
role_of (const BwOrder *order)
{
  if (!bw_fixed_is_zero (order->stop_price))
    return BW_ORDER_ROLE_STOP;
  return (order->flags & BW_ORDER_TAKE_PROFIT) != 0 || order->order_class == BW_ORDER_CLASS_OCO
             ? BW_ORDER_ROLE_TARGET
             : BW_ORDER_ROLE_ENTRY;
}

/* Alerts at a level stand among the orders' lines, with numbers of their own. */
static void
add_alerts (BwChartMarks *self, GArray *lines, GPtrArray *labels)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, self->instrument);

  for (gsize i = 0; i < bw_engine_n_alerts (engine) && lines->len < ORDERS_SHOWN_MAX; i++)
    {
      const BwAlert *alert = bw_engine_alert_at (engine, i);
      BwChartOrder line = { .id = BW_CHART_ALERT_BIT | alert->id, .role = BW_ORDER_ROLE_ALERT, .is_draggable = TRUE,
                            .is_cancellable = TRUE, .is_waiting = TRUE };

      if (alert->instrument != self->instrument || alert->timeline != bw_desk_get_timeline (self->desk) ||
          alert->status != BW_ALERT_ACTIVE || (alert->kind != BW_ALERT_PRICE && alert->kind != BW_ALERT_CHANNEL))
        continue;
      line.price = bw_fixed_to_double (alert->level);
      g_ptr_array_add (labels, bw_alert_describe (bw_alert_voice (), alert, instrument));
      line.label = g_ptr_array_index (labels, labels->len - 1);
      g_array_append_val (lines, line);
    }
}

static void
show_orders (BwChartMarks *self)
{
  gsize n_orders;
  const BwOrder *const *orders =
      bw_engine_open_orders (bw_desk_get_engine (self->desk), bw_desk_get_timeline (self->desk),
                             bw_desk_get_account (self->desk), &n_orders);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (BwChartOrder));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n_orders && lines->len < ORDERS_SHOWN_MAX; i++)
    {
      const BwOrder *order = orders[i];
      gboolean is_stop = !bw_fixed_is_zero (order->stop_price);
      BwFixed price = is_stop ? order->stop_price : order->limit_price;
      BwChartOrder line = { .id = order->id, .is_buy = order->side == BW_SIDE_BUY,
                            .is_draggable = bw_fixed_is_zero (order->trail), .is_cancellable = TRUE };

      if (order->instrument != self->instrument || bw_fixed_is_zero (price))
        continue;
      line.price = bw_fixed_to_double (price);
      line.role = role_of (order);
      line.is_waiting = order->status == BW_ORDER_HELD || (order->flags & BW_ORDER_WAITS) != 0;
      g_ptr_array_add (labels, describe_order (self, order, price));
      line.label = g_ptr_array_index (labels, labels->len - 1);
      g_array_append_val (lines, line);
    }
  add_alerts (self, lines, labels);
  bw_chart_view_set_orders (self->view, (const BwChartOrder *) lines->data, lines->len);
}

static void
show_position (BwChartMarks *self)
{
  gsize n_positions;
  const BwPosition *positions =
      bw_engine_positions (bw_desk_get_engine (self->desk), bw_desk_get_timeline (self->desk),
                           bw_desk_get_account (self->desk), &n_positions);
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, self->instrument);

  for (gsize i = 0; i < n_positions; i++)
    {
      const BwPosition *position = &positions[i];
      double cost = bw_fixed_to_double (bw_fixed_abs (position->cost));
      g_autofree char *quantity = NULL, *price = NULL, *gain = NULL, *share = NULL, *label = NULL;
      BwChartPosition line;

      if (position->instrument != self->instrument || bw_fixed_is_zero (position->quantity))
        continue;
      quantity = bw_format_quantity (bw_fixed_abs (position->quantity), BW_FORMAT_PLAIN);
      price = bw_format_price (instrument, position->average_price);
      gain = bw_format_money (position->unrealized, bw_desk_get_currency (self->desk), BW_FORMAT_SIGN);
      share = bw_format_percent (cost > 0 ? bw_fixed_to_double (position->unrealized) / cost : 0, BW_FORMAT_SIGN);
      label = g_strdup_printf (bw_fixed_sign (position->quantity) > 0 ? _("Long %s @ %s  %s (%s)") : _("Short %s @ %s  %s (%s)"),
                               quantity, price, gain, share);
      line = (BwChartPosition){ bw_fixed_to_double (position->average_price),
                                bw_fixed_to_double (position->unrealized), label };
      bw_chart_view_set_position (self->view, &line);
      return;
    }
  bw_chart_view_set_position (self->view, NULL);
}

/* 0: no mark. */
static char
get_letter (BwMarketEventKind kind)
{
  switch (kind)
    {
    case BW_MARKET_HALT:
      return 'H';
    case BW_MARKET_SPLIT:
      return 'S';
    case BW_MARKET_DIVIDEND:
      return 'D';
    case BW_MARKET_EARNINGS:
      return 'E';
    case BW_MARKET_NEWS:
    case BW_MARKET_RENAME:
    case BW_MARKET_DELIST:
      return 'N';
    case BW_MARKET_RESUME:
    case BW_MARKET_QUOTE:
    case BW_MARKET_TRADE:
    case BW_MARKET_DEPTH:
    case BW_MARKET_BAR:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
      break;
    }
  return '\0';
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const BwChartMark *left = a, *right = b;

  return (left->time > right->time) - (left->time < right->time);
}

/* Those of @letter may be shown. */
static gboolean
is_shown (const BwChartMarks *self, char letter)
{
  return letter != '\0' && strchr (self->hidden, letter) == NULL;
}

static void
show_happenings (BwChartMarks *self)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);
  BwTimelineId timeline = bw_desk_get_timeline (self->desk);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (BwChartMark));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = bw_engine_n_happenings (engine); i > 0; i--)
    {
      const BwHappeningView *happening = bw_engine_happening_at (engine, i - 1);
      BwChartMark mark = { happening->event.time, get_letter (happening->event.kind), NULL };
      g_autofree char *time = NULL, *what = NULL;

      if (happening->timeline != timeline || happening->event.instrument != self->instrument ||
          !is_shown (self, mark.letter))
        continue;
      time = bw_format_date_time (mark.time, bw_desk_get_zone (self->desk));
      what = bw_happening_text (self->desk, &happening->event);
      g_ptr_array_add (texts, g_strdup_printf ("%s  %s: %s", time, bw_happening_kind_text (&happening->event), what));
      mark.text = g_ptr_array_index (texts, texts->len - 1);
      g_array_append_val (marks, mark);
    }
  if (self->timeframe != BW_TIMEFRAME_NONE && is_shown (self, BW_CHART_MARK_BAD))
    bw_chart_flaws_collect (self->desk, self->view, self->instrument, self->timeframe, marks, texts);
  g_array_sort (marks, compare_marks);
  bw_chart_view_set_marks (self->view, (const BwChartMark *) marks->data, marks->len);
}

BwChartMarks *
bw_chart_marks_new (BwDesk *desk, BwChartView *view)
{
  BwChartMarks *self = g_new0 (BwChartMarks, 1);

  self->desk = g_object_ref (desk);
  self->view = view;
  self->fills = g_array_new (FALSE, FALSE, sizeof (BwChartFill));
  self->fill_id = g_signal_connect (bw_desk_get_engine (desk), "fill", G_CALLBACK (fill_cb), self);
  return self;
}

void
bw_chart_marks_free (BwChartMarks *self)
{
  g_clear_signal_handler (&self->fill_id, bw_desk_get_engine (self->desk));
  g_array_unref (self->fills);
  g_object_unref (self->desk);
  g_free (self);
}

void
bw_chart_marks_set_instrument (BwChartMarks *self, BwInstrumentId instrument)
{
  self->instrument = instrument;
  self->timeframe = BW_TIMEFRAME_NONE;
  read_fills (self);
  show_happenings (self);
}

/**
 * bw_chart_marks_set_hidden:
 * @letters: of marks that are not to be shown
 */
void
bw_chart_marks_set_hidden (BwChartMarks *self, const char *letters)
{
  if (g_strcmp0 (self->hidden, letters) == 0)
    return;
  g_strlcpy (self->hidden, letters, sizeof self->hidden);
  show_happenings (self);
}

/** bw_chart_marks_set_timeframe: bars have come: what is wrong with them can be said. */
void
bw_chart_marks_set_timeframe (BwChartMarks *self, BwTimeframe timeframe)
{
  self->timeframe = timeframe;
  show_happenings (self);
}

void
bw_chart_marks_update (BwChartMarks *self, guint what)
{
  if ((what & (BW_CHANGED_ORDERS | BW_CHANGED_ALERTS)) != 0)
    show_orders (self);
  if ((what & BW_CHANGED_POSITIONS) != 0)
    show_position (self);
  if ((what & BW_CHANGED_HAPPENINGS) != 0)
    show_happenings (self);
}

/** bw_chart_marks_hide: until the next bw_chart_marks_update(): for a picture without them. */
void
bw_chart_marks_hide (BwChartMarks *self)
{
  bw_chart_view_set_orders (self->view, NULL, 0);
  bw_chart_view_set_position (self->view, NULL);
}

/** bw_chart_marks_find_order: (nullable): a working order, good until the next change. */
const BwOrder *
bw_chart_marks_find_order (BwChartMarks *self, BwOrderId id)
{
  gsize n_orders;
  const BwOrder *const *orders =
      bw_engine_open_orders (bw_desk_get_engine (self->desk), bw_desk_get_timeline (self->desk),
                             bw_desk_get_account (self->desk), &n_orders);

  for (gsize i = 0; i < n_orders; i++)
    if (orders[i]->id == id)
      return orders[i];
  return NULL;
}
