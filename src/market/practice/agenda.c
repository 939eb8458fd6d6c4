/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/headline.h"
#include "market/practice/feed-private.h"

/* What happens besides quotes and trades, as a list in order of time. Its head is one leaf of the
 * feed's tournament. An item that goes through all shares stays at the head, one event a step, until
 * it is through. */

static void
set_leaf (BwPracticeFeed *feed)
{
  bw_practice_feed_set_time (feed, BW_PRACTICE_LEAF_AGENDA,
                             feed->agenda->len > 0
                                 ? g_array_index (feed->agenda, BwPracticeAgendaItem, 0).time
                                 : BW_TIME_MAX);
}

/**
 * bw_practice_agenda_add:
 *
 * Behind what is there for the same time.
 */
void
bw_practice_agenda_add (BwPracticeFeed *feed, const BwPracticeAgendaItem *item)
{
  guint at = feed->agenda->len;

  while (at > 0 && g_array_index (feed->agenda, BwPracticeAgendaItem, at - 1).time > item->time)
    at--;
  g_array_insert_val (feed->agenda, at, *item);
  set_leaf (feed);
}

void
bw_practice_agenda_renew (BwPracticeFeed *feed)
{
  feed->next_time[BW_PRACTICE_LEAF_AGENDA] =
      feed->agenda->len > 0 ? g_array_index (feed->agenda, BwPracticeAgendaItem, 0).time : BW_TIME_MAX;
}

static gint64
price_e8 (const BwPracticeFeed *feed, gsize index, double ticks)
{
  return MAX (1, (gint64) (ticks + 0.5)) * feed->market->tick_e8[index];
}

static BwFixed
auction_size (const BwPracticeFeed *feed, gsize index, double share, guint64 what)
{
  guint64 key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_AUCTION, index, feed->day.session.date);
  double scatter = 0.6 + 0.8 * bw_random_unit (bw_practice_draw (key, what));
  double size = feed->market->traits[index].volume_daily * feed->activity[index] * share * scatter *
                feed->fates[index].scale;

  return BW_FIXED ((gint64) MAX (1, size));
}

/* Half of what will meet is known minutes before; what is left over shrinks on the way. */
static gboolean
emit_imbalance (BwPracticeFeed *feed, gsize index, const BwPracticeAgendaItem *item, BwMarketEvent *event)
{
  gboolean is_close = item->a == BW_PRINT_AUCTION_CLOSE;
  BwTime auction = is_close ? feed->day.session.close : feed->day.session.open;
  BwTime span = is_close ? 10 * BW_MINUTE : 2 * BW_MINUTE;
  double left = CLAMP ((double) (auction - item->time) / (double) span, 0, 1);
  BwFixed size = auction_size (feed, index, is_close ? BW_PRACTICE_CLOSE_SHARE : BW_PRACTICE_OPEN_SHARE,
                               is_close ? 2 : 1);
  guint64 key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_AUCTION, index + 1000, feed->day.session.date);
  double lean = 2 * bw_random_unit (bw_practice_draw (key, (guint64) item->a)) - 1 +
                0.3 * (2 * bw_random_unit (bw_practice_draw (key, (guint64) (item->time / BW_SECOND))) - 1);
  gint64 shares = size.e8 / BW_FIXED_ONE_E8;
  gint32 minute = bw_practice_grid_minute (feed, item->time);

  if (bw_practice_is_halted (feed, index) || feed->fates[index].is_gone)
    return FALSE;
  event->kind = BW_MARKET_IMBALANCE;
  event->print = (guint8) item->a;
  event->imbalance.paired = BW_FIXED ((gint64) ((double) shares * (1 - 0.5 * left)));
  event->imbalance.imbalance = BW_FIXED ((gint64) ((double) shares * lean * 0.5 * left));
  event->imbalance.reference.e8 = price_e8 (feed, index, feed->grids[index].price[minute] * 100);
  return TRUE;
}

/* The official print; after the opening one the tape goes on, with a new quote. */
static gboolean
emit_auction (BwPracticeFeed *feed, gsize index, gboolean is_close, BwTime time, BwMarketEvent *event)
{
  gint32 minute = feed->core_first + (is_close ? feed->day.n_minutes : 0);

  if (bw_practice_is_halted (feed, index) || feed->fates[index].is_gone)
    return FALSE;
  if (!is_close)
    {
      bw_practice_tape_look (feed, index, time);
      bw_practice_feed_set_time (feed, index, time + BW_MILLISECOND + (BwTime) index * BW_MICROSECOND);
    }
  event->kind = BW_MARKET_TRADE;
  event->print = is_close ? BW_PRINT_AUCTION_CLOSE : BW_PRINT_AUCTION_OPEN;
  event->trade.price.e8 = price_e8 (feed, index, feed->grids[index].price[minute] * 100);
  event->trade.size = auction_size (feed, index, is_close ? BW_PRACTICE_CLOSE_SHARE : BW_PRACTICE_OPEN_SHARE,
                                    is_close ? 2 : 1);
  return TRUE;
}

static gboolean
emit_borrow (BwPracticeFeed *feed, gsize index, gboolean is_whole, BwMarketEvent *event)
{
  gboolean was_easy, is_easy;
  BwDate date = feed->day.session.date;
  BwFixed rate = bw_practice_borrow_rate (feed->market, index, date, &is_easy);
  BwSession last;

  if (feed->fates[index].is_gone)
    return FALSE;
  /* The index fund is told every day: a morning must leave a trace in the stream. */
  if (!is_whole && index != BW_PRACTICE_INDEX && bw_calendar_previous_session (BW_CALENDAR_XNYS, date, &last) &&
      bw_practice_borrow_rate (feed->market, index, last.date, &was_easy).e8 == rate.e8 && was_easy == is_easy)
    return FALSE;
  event->kind = BW_MARKET_BORROW;
  event->borrow.rate = rate;
  event->borrow.is_easy = is_easy;
  return TRUE;
}

static gboolean
emit_halt (BwPracticeFeed *feed, gsize index, const BwPracticeAgendaItem *item, BwMarketEvent *event)
{
  if (bw_practice_is_halted (feed, index) || feed->fates[index].is_gone)
    return FALSE;
  bw_practice_halt (feed, index, (BwHaltCause) item->a, item->b);
  event->kind = BW_MARKET_HALT;
  event->cause = (guint8) item->a;
  return TRUE;
}

static gboolean
emit_resume (BwPracticeFeed *feed, gsize index, const BwPracticeAgendaItem *item, BwMarketEvent *event)
{
  const BwPracticeFate *fate = &feed->fates[index];

  if (!bw_practice_is_halted (feed, index) || (item->a == 0 && fate->halted_until != item->time))
    return FALSE;
  event->kind = BW_MARKET_RESUME;
  event->cause = fate->halt_cause;
  bw_practice_resume (feed, index, item->time);
  if (item->time >= feed->day.session.open && item->time < feed->day.session.close)
    bw_practice_agenda_add (feed, &(BwPracticeAgendaItem){ item->time, BW_AGENDA_REOPEN, (gint32) index, 0, 0 });
  return TRUE;
}

static gboolean
emit_reopen (BwPracticeFeed *feed, gsize index, BwMarketEvent *event)
{
  if (index >= BW_PRACTICE_N_STOCKS || bw_practice_is_halted (feed, index))
    return FALSE;
  event->kind = BW_MARKET_TRADE;
  event->print = BW_PRINT_AUCTION_OPEN;
  event->trade.price.e8 = price_e8 (feed, index, feed->tapes[index].latent);
  event->trade.size = auction_size (feed, index, 0.5 * BW_PRACTICE_OPEN_SHARE, 3);
  return TRUE;
}

static void
gap (BwPracticeFeed *feed, const BwPracticeAgendaItem *item)
{
  BwPracticeBend bend = { .index = item->kind == BW_AGENDA_GAP ? item->index : -1,
                          .minute = bw_practice_grid_minute (feed, item->time),
                          .ramp = (gint32) item->b,
                          .number = (double) item->a * 1e-9 };

  bw_practice_bend (feed, &bend);
}

/* Events that say what has already been done to the prices. */
static gboolean
emit_plain (BwPracticeFeed *feed, const BwPracticeAgendaItem *item, BwMarketEvent *event)
{
  switch ((BwPracticeAgendaKind) item->kind)
    {
    case BW_AGENDA_NEWS:
      event->kind = BW_MARKET_NEWS;
      event->news.headline = (guint64) item->a;
      return TRUE;
    case BW_AGENDA_EARNINGS:
      event->kind = BW_MARKET_EARNINGS;
      event->earnings.earned.e8 = item->a;
      event->earnings.expected.e8 = item->b;
      return TRUE;
    case BW_AGENDA_DIVIDEND:
      event->kind = BW_MARKET_DIVIDEND;
      event->dividend.amount.e8 = item->a;
      event->dividend.pay = item->b;
      return TRUE;
    case BW_AGENDA_SPLIT:
      event->kind = BW_MARKET_SPLIT;
      event->split.to.e8 = item->a;
      event->split.from.e8 = item->b;
      return TRUE;
    case BW_AGENDA_DELIST:
      event->kind = BW_MARKET_DELIST;
      event->delist.price.e8 = item->a;
      return TRUE;
    case BW_AGENDA_RENAME:
      event->kind = BW_MARKET_RENAME;
      bw_practice_symbol ((gsize) item->index, (guint) item->a, event->rename.symbol);
      return TRUE;
    case BW_AGENDA_MORNING:
    case BW_AGENDA_HALT:
    case BW_AGENDA_RESUME:
    case BW_AGENDA_REOPEN:
    case BW_AGENDA_GAP:
    case BW_AGENDA_MARKET_GAP:
    case BW_AGENDA_BORROW:
    case BW_AGENDA_IMBALANCE:
    case BW_AGENDA_OPEN_AUCTION:
    case BW_AGENDA_CLOSE_AUCTION:
    case BW_AGENDA_HALT_ALL:
      break;
    }
  return FALSE;
}

static gboolean
emit (BwPracticeFeed *feed, const BwPracticeAgendaItem *item, BwMarketEvent *event)
{
  gsize index = (gsize) MAX (item->index, 0);

  /* News of the whole market is about no instrument. */
  *event = (BwMarketEvent){ .time = item->time, .instrument = item->index >= 0 ? feed->ids[index] : 0 };
  switch ((BwPracticeAgendaKind) item->kind)
    {
    case BW_AGENDA_MORNING:
      bw_practice_morning (feed, item->time);
      return FALSE;
    case BW_AGENDA_HALT:
    case BW_AGENDA_HALT_ALL:
      return emit_halt (feed, index, item, event);
    case BW_AGENDA_RESUME:
      return emit_resume (feed, index, item, event);
    case BW_AGENDA_REOPEN:
      return emit_reopen (feed, index, event);
    case BW_AGENDA_GAP:
    case BW_AGENDA_MARKET_GAP:
      gap (feed, item);
      return FALSE;
    case BW_AGENDA_BORROW:
      return emit_borrow (feed, index, item->a != 0, event);
    case BW_AGENDA_IMBALANCE:
      return emit_imbalance (feed, index, item, event);
    case BW_AGENDA_OPEN_AUCTION:
    case BW_AGENDA_CLOSE_AUCTION:
      return emit_auction (feed, index, item->kind == BW_AGENDA_CLOSE_AUCTION, item->time, event);
    case BW_AGENDA_NEWS:
    case BW_AGENDA_EARNINGS:
    case BW_AGENDA_DIVIDEND:
    case BW_AGENDA_SPLIT:
    case BW_AGENDA_DELIST:
    case BW_AGENDA_RENAME:
      break;
    }
  return emit_plain (feed, item, event);
}

static gboolean
goes_through_all (const BwPracticeAgendaItem *item)
{
  return item->kind >= BW_AGENDA_BORROW && item->kind <= BW_AGENDA_HALT_ALL;
}

/* The imbalances come again until their auction. */
static void
end_sweep (BwPracticeFeed *feed, const BwPracticeAgendaItem *item)
{
  BwPracticeAgendaItem again = *item;
  BwTime auction = item->a == BW_PRINT_AUCTION_CLOSE ? feed->day.session.close : feed->day.session.open;

  if (item->kind != BW_AGENDA_IMBALANCE || item->time + item->b >= auction)
    return;
  again.time += item->b;
  again.index = 0;
  bw_practice_agenda_add (feed, &again);
}

/**
 * bw_practice_agenda_step:
 * @event: (out caller-allocates)
 *
 * Does what is at the head of the agenda.
 *
 * Returns: whether it made an event
 */
gboolean
bw_practice_agenda_step (BwPracticeFeed *feed, BwMarketEvent *event)
{
  BwPracticeAgendaItem item = g_array_index (feed->agenda, BwPracticeAgendaItem, 0);
  gboolean is_event;

  if (goes_through_all (&item) && item.index + 1 < BW_PRACTICE_N_STOCKS)
    g_array_index (feed->agenda, BwPracticeAgendaItem, 0).index++;
  else
    {
      g_array_remove_index (feed->agenda, 0);
      if (goes_through_all (&item))
        end_sweep (feed, &item);
    }
  is_event = emit (feed, &item, event);
  set_leaf (feed);
  return is_event;
}
