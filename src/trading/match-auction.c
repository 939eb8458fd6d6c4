/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/auction.h"

#include "trading/book.h"
#include "trading/session.h"

/* An auction fills at its official print: what is sent for it (opg, cls), at the open what waited
 * for it as well, at the close what still works. Each account's buys share the print's size, and so
 * do its sales: the best price first, then who came first. What opg and cls orders have left is
 * cancelled. */

typedef struct
{
  BwCore *core;
  BwInstrumentState *instrument;
  const BwMarketEvent *event; /* the print, or the bar whose first or last price is taken for it */
  BwPrint print;
  BwFixed price;
  BwTime arrived_by;
  int point; /* of the bar's path */
} Auction;

static BwTif
tif_of (BwPrint print)
{
  return print == BW_PRINT_AUCTION_OPEN ? BW_TIF_OPG : BW_TIF_CLS;
}

static gboolean
is_bar (const Auction *auction)
{
  return auction->event->kind == BW_MARKET_BAR;
}

/* Orders of the session take part at official prints alone: a bar fills them by its path. */
static gboolean
takes_part (const Auction *auction, const BwWorkingOrder *working)
{
  BwProfile profile = bw_match_profile (auction->core, working);
  guint8 calendar = auction->instrument->calendar;

  if (!bw_match_is_live (auction->core, auction->instrument, working) ||
      working->arrival > auction->arrived_by ||
      !bw_match_within_limit (&working->order, auction->price.e8))
    return FALSE;
  if (profile == BW_PROFILE_CONSERVATIVE && working->order.limit_price.e8 == auction->price.e8)
    return FALSE;
  if (bw_order_is_for_auction (&working->order))
    return working->order.tif == tif_of (auction->print);
  if (is_bar (auction) || profile == BW_PROFILE_ALPACA)
    return FALSE;
  return auction->print == BW_PRINT_AUCTION_CLOSE ||
         working->rank < auction->core->calendars[calendar].open_rank;
}

static gint64
priority_key (const BwOrder *order)
{
  if (!bw_match_has_limit (order))
    return G_MININT64;
  return order->side == BW_SIDE_BUY ? -order->limit_price.e8 : order->limit_price.e8;
}

static gint
compare_priority (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const BwCore *core = user_data;
  const BwWorkingOrder *first = bw_core_working (core, *(const guint32 *) a);
  const BwWorkingOrder *second = bw_core_working (core, *(const guint32 *) b);
  gint64 first_key = priority_key (&first->order), second_key = priority_key (&second->order);

  if (first_key != second_key)
    return first_key < second_key ? -1 : 1;
  return first->rank < second->rank ? -1 : first->rank > second->rank;
}

static void
fill_order (const Auction *auction, guint32 slot)
{
  BwWorkingOrder *working = bw_core_working (auction->core, slot);
  BwProfile profile = bw_match_profile (auction->core, working);
  BwRule rule = auction->print == BW_PRINT_AUCTION_OPEN ? BW_RULE_AUCTION_OPEN : BW_RULE_AUCTION_CLOSE;
  gint64 filled_e8 = working->order.filled.e8;
  gboolean is_open;

  if (is_bar (auction) || profile == BW_PROFILE_ALPACA || profile == BW_PROFILE_IMMEDIATE)
    {
      BwMatchSource source = {
        .rule = rule,
        .level_index = -1,
        .best_price = auction->price,
        .level_price = auction->price,
        .level_size = is_bar (auction) ? auction->event->bar.volume : auction->event->trade.size,
        .market = *auction->event,
      };

      is_open = is_bar (auction)
                    ? bw_match_from_bar (auction->core, auction->instrument, slot, auction->price,
                                         auction->point, &source)
                    : bw_execute_fill (auction->core, slot, bw_order_remaining (&working->order),
                                       auction->price, &source);
    }
  else
    is_open = bw_match_from_trade (auction->core, auction->instrument, slot, auction->event,
                                   auction->event->trade.size.e8, auction->price, rule);
  if (is_open && working->order.filled.e8 != filled_e8 && !bw_order_is_for_auction (&working->order))
    bw_execute_say_order (auction->core, working);
}

static void
run_side (const Auction *auction, BwSide side)
{
  static const BwBookKind books[2][3] = {
    { BW_BOOK_BUY_AUCTION, BW_BOOK_BUY_MARKET, BW_BOOK_BUY_LIMIT },
    { BW_BOOK_SELL_AUCTION, BW_BOOK_SELL_MARKET, BW_BOOK_SELL_LIMIT },
  };
  BwCore *core = auction->core;

  g_array_set_size (core->touched, 0);
  for (int i = 0; i < 3; i++)
    bw_book_collect (core, auction->instrument, books[bw_side_index ((guint8) side)][i], auction->price.e8);
  g_array_sort_with_data (core->touched, compare_priority, core);
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);

      if (takes_part (auction, bw_core_working (core, slot)))
        fill_order (auction, slot);
    }
}

/* What was sent for this auction, reached by its price or not. */
static void
end_remainders (const Auction *auction)
{
  BwCore *core = auction->core;

  g_array_set_size (core->touched, 0);
  bw_book_collect (core, auction->instrument, BW_BOOK_BUY_AUCTION, 0);
  bw_book_collect (core, auction->instrument, BW_BOOK_SELL_AUCTION, G_MAXINT64);
  for (guint i = 0; i < core->touched->len; i++)
    {
      guint32 slot = g_array_index (core->touched, guint32, i);
      const BwWorkingOrder *working = bw_core_working (core, slot);

      if (bw_match_is_live (core, auction->instrument, working) &&
          working->arrival <= auction->arrived_by && working->order.tif == tif_of (auction->print))
        bw_execute_end_order (core, slot, BW_ORDER_CANCELED, BW_REASON_AUCTION_REMAINDER);
    }
}

static void
run_auction (const Auction *auction)
{
  run_side (auction, BW_SIDE_BUY);
  auction->instrument->trade_number++; /* the sales have the print's size for themselves */
  run_side (auction, BW_SIDE_SELL);
  end_remainders (auction);
}

/**
 * bw_match_auction:
 * @print: an official print of the core session
 */
void
bw_match_auction (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *print)
{
  Auction auction = { core, instrument, print, (BwPrint) print->print, print->trade.price, BW_TIME_MAX, 0 };

  run_auction (&auction);
}

/**
 * bw_match_auction_bar:
 * @start: when the bar began: later orders it does not fill
 * @point: of the bar's path
 *
 * The first or the last price of a day's bar is its auction's, of as much as the bar gives an account.
 */
void
bw_match_auction_bar (BwCore *core, BwInstrumentState *instrument, const BwMarketEvent *bar,
                      BwTime start, BwPrint print, BwFixed price, int point)
{
  Auction auction = { core, instrument, bar, print, price, start, point };

  run_auction (&auction);
}

/* From two minutes before the open, or ten before the close, until 19:00, which is nine and a half
 * hours after the open of a whole and of a half day. */
static gboolean
is_in_window (const BwSession *session, BwTif tif, BwTime time)
{
  BwTime begin = tif == BW_TIF_OPG ? session->open - 2 * BW_MINUTE : session->close - 10 * BW_MINUTE;

  return session->open < session->close && time >= begin &&
         time < session->open + 9 * BW_HOUR + 30 * BW_MINUTE;
}

/**
 * bw_auction_is_closed:
 *
 * Returns: whether it is too late for the auction at hand and too early for the next one
 */
gboolean
bw_auction_is_closed (const BwCore *core, const BwInstrumentState *instrument, BwTif tif)
{
  const BwCalendarState *calendar = &core->calendars[instrument->calendar];

  if (core->is_phase_forced)
    return FALSE;
  return is_in_window (&calendar->past, tif, core->now) ||
         (calendar->sessions->len > 0 &&
          is_in_window (&g_array_index (calendar->sessions, BwSession, 0), tif, core->now));
}
