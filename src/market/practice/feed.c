/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/feed-private.h"

#include <string.h>

/* The tape of all instruments in one order: a tournament over the time of each one's next event.
 * A session is prepared as a whole when its turn comes (some 3 ms): the model's next day, then
 * every path on the minute grid. */

#define BOOKS_PER_CHUNK 64

static gboolean
is_earlier (const BwPracticeFeed *feed, guint8 left, guint8 right)
{
  return feed->next_time[left] <= feed->next_time[right];
}

static void
replay_matches (BwPracticeFeed *feed, gsize index)
{
  for (gsize node = (BW_PRACTICE_LEAVES + index) / 2; node > 0; node /= 2)
    {
      guint8 left = feed->winner[2 * node], right = feed->winner[2 * node + 1];

      feed->winner[node] = is_earlier (feed, left, right) ? left : right;
    }
}

void
bw_practice_feed_set_time (BwPracticeFeed *feed, gsize leaf, BwTime time)
{
  feed->next_time[leaf] = time;
  replay_matches (feed, leaf);
}

void
bw_practice_feed_rebuild_tournament (BwPracticeFeed *feed)
{
  for (gsize i = feed->market->n_instruments; i < BW_PRACTICE_LEAVES; i++)
    feed->next_time[i] = BW_TIME_MAX;
  bw_practice_agenda_renew (feed);
  for (gsize i = 0; i < BW_PRACTICE_LEAVES; i++)
    feed->winner[BW_PRACTICE_LEAVES + i] = (guint8) i;
  for (gsize node = BW_PRACTICE_LEAVES - 1; node > 0; node--)
    {
      guint8 left = feed->winner[2 * node], right = feed->winner[2 * node + 1];

      feed->winner[node] = is_earlier (feed, left, right) ? left : right;
    }
}

static void
fill_pace (BwPracticeFeed *feed)
{
  const BwPracticeProfile *profile = bw_practice_profile (feed->day.n_minutes);

  for (int i = 0; i < feed->day.n_minutes; i++)
    {
      BwPracticePace *pace = &feed->pace[feed->core_first + i];

      pace->rate = 0.62 + 0.38 * profile->volume[i];
      pace->volume = profile->volume[i] / pace->rate;
      pace->spread = 1;
    }
}

/* The first version trades in core hours alone. */
static void
set_grid (BwPracticeFeed *feed)
{
  gboolean is_grown = bw_practice_feed_is_grown (feed);

  feed->core_first = is_grown ? BW_PRACTICE_PRE_MINUTES : 0;
  feed->grid_start = feed->day.session.open - feed->core_first * BW_MINUTE;
  feed->n_grid = feed->core_first + feed->day.n_minutes + (is_grown ? BW_PRACTICE_POST_MINUTES : 0);
}

static void
copy_to_grid (BwPracticeFeed *feed, gsize index)
{
  memcpy (feed->grids[index].price + feed->core_first, feed->paths[index].price,
          ((gsize) feed->day.n_minutes + 1) * sizeof (double));
  memcpy (feed->grids[index].sd + feed->core_first, feed->paths[index].sd,
          (gsize) feed->day.n_minutes * sizeof (float));
}

/**
 * bw_practice_feed_prepare_session:
 *
 * From the states before the session (feed->factors, feed->stocks, left as they are): its day and
 * its paths, and the grid.
 */
void
bw_practice_feed_prepare_session (BwPracticeFeed *feed, const BwSession *session)
{
  BwPracticeState factors[BW_PRACTICE_N_FACTORS], stocks[BW_PRACTICE_N_COMPANIES];
  double scale[BW_PRACTICE_N_COMPANIES];
  g_autofree BwPracticeFactorPath *factor_paths =
      g_new (BwPracticeFactorPath, BW_PRACTICE_N_FACTORS);

  memcpy (factors, feed->factors, sizeof factors);
  memcpy (stocks, feed->stocks, sizeof stocks);
  bw_practice_day_step (feed->market, session, factors, stocks, &feed->day);
  set_grid (feed);
  bw_practice_factor_paths (feed->market, &feed->day, factor_paths);
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    {
      bw_practice_stock_path (feed->market, i, &feed->day, factor_paths, &feed->paths[i]);
      feed->activity[i] = feed->day.stocks[i].activity;
      scale[i] = feed->fates[i].scale;
      if (feed->fates[i].cash_price > 0)
        bw_practice_hours_pin (feed, i, &feed->paths[i]);
    }
  for (gsize f = 0; f < BW_PRACTICE_N_FUNDS; f++)
    {
      bw_practice_fund_path (feed->market, f, &feed->day, factor_paths, feed->paths, scale,
                             &feed->paths[BW_PRACTICE_N_COMPANIES + f]);
      feed->activity[BW_PRACTICE_N_COMPANIES + f] = bw_practice_fund_activity (&feed->day, f);
    }
  for (gsize i = 0; i < BW_PRACTICE_N_STOCKS; i++)
    copy_to_grid (feed, i);
  fill_pace (feed);
  if (bw_practice_feed_is_grown (feed))
    bw_practice_hours_fill (feed);
}

/**
 * bw_practice_feed_open_tapes:
 *
 * Sets the tapes of all shares to where the grid is at @time. What is halted or gone stays silent.
 */
void
bw_practice_feed_open_tapes (BwPracticeFeed *feed, BwTime time)
{
  for (gsize i = 0; i < BW_PRACTICE_N_STOCKS; i++)
    {
      BwPracticeFate *fate = &feed->fates[i];

      fate->band_low = 0;
      fate->band_high = G_MAXDOUBLE;
      bw_practice_tape_open (feed, i, time);
      /* Or the first minute of all would have no price bands. */
      if (feed->market->version >= 3)
        bw_practice_band_renew (feed, i);
      if (fate->halted_until != 0 || fate->is_gone)
        feed->next_time[i] = BW_TIME_MAX;
    }
  bw_practice_feed_rebuild_tournament (feed);
}

/* Goes to the next session when this one has no more events; a grown market's mornings are on its
 * agenda. */
static BwTime
find_next_time (BwPracticeFeed *feed)
{
  if (bw_practice_feed_is_grown (feed))
    return feed->is_over ? BW_TIME_MAX : feed->next_time[feed->winner[1]];
  while (!feed->is_over && feed->next_time[feed->winner[1]] == BW_TIME_MAX)
    {
      BwPracticeDay *day = &feed->day;
      BwSession session;

      if (!bw_calendar_next_session (BW_CALENDAR_XNYS, day->session.date, &session) ||
          session.date >= bw_date_from_ymd (BW_PRACTICE_YEAR_END, 1, 1))
        {
          feed->is_over = TRUE;
          break;
        }
      bw_practice_day_step (feed->market, &day->session, feed->factors, feed->stocks, day);
      bw_practice_feed_prepare_session (feed, &session);
      bw_practice_feed_open_tapes (feed, session.open);
    }
  return feed->next_time[feed->winner[1]];
}

static BwDepth *
reserve_book (BwPracticeFeed *feed)
{
  gsize chunk = feed->n_books / BOOKS_PER_CHUNK;

  if (chunk == feed->books->len)
    g_ptr_array_add (feed->books, g_new (BwDepth, BOOKS_PER_CHUNK));
  return (BwDepth *) g_ptr_array_index (feed->books, chunk) + feed->n_books++ % BOOKS_PER_CHUNK;
}

static void
emit_depth (BwPracticeFeed *feed, gsize index, BwMarketEvent *event)
{
  BwDepth *depth = reserve_book (feed);

  bw_practice_book_fill (feed, index, feed->last_time, depth);
  *event = (BwMarketEvent){
    .time = feed->last_time,
    .instrument = feed->ids[index],
    .kind = BW_MARKET_DEPTH,
    .depth = depth,
  };
  if (feed->is_depth_fresh[index])
    {
      feed->is_depth_fresh[index] = FALSE;
      feed->n_depths_fresh--;
    }
}

static gsize
find_fresh_depth (const BwPracticeFeed *feed)
{
  gsize index = 0;

  while (!feed->is_depth_fresh[index])
    index++;
  return index;
}

static BwTime
feed_peek (BwFeed *base)
{
  BwPracticeFeed *feed = (BwPracticeFeed *) base;

  return feed->depth_pending >= 0 || feed->n_depths_fresh > 0 ? feed->last_time
                                                              : find_next_time (feed);
}

static gsize
feed_next (BwFeed *base, BwTime until, BwMarketEvent *events, gsize n_max)
{
  BwPracticeFeed *feed = (BwPracticeFeed *) base;
  gsize n = 0;

  feed->n_books = 0;
  while (n < n_max)
    {
      gsize index;
      BwTime now;

      if (feed->depth_pending >= 0 || feed->n_depths_fresh > 0)
        {
          if (feed->last_time > until)
            break;
          index = feed->depth_pending >= 0 ? (gsize) feed->depth_pending : find_fresh_depth (feed);
          feed->depth_pending = -1;
          emit_depth (feed, index, &events[n++]);
          continue;
        }
      now = find_next_time (feed);
      if (now > until || now == BW_TIME_MAX)
        break;
      index = feed->winner[1];
      feed->last_time = now;
      if (G_UNLIKELY (index == BW_PRACTICE_LEAF_AGENDA))
        {
          gboolean is_event = bw_practice_agenda_step (feed, &events[n]);

          n += is_event;
          feed->position += is_event;
          continue;
        }
      if (bw_practice_tape_step (feed, index, &events[n++]) && feed->is_depth_wanted[index])
        feed->depth_pending = (gint32) index;
      feed->position++;
      replay_matches (feed, index);
      if (index == BW_PRACTICE_INDEX && bw_practice_feed_is_grown (feed))
        bw_practice_breaker_look (feed, now);
    }
  return n;
}

static guint64
feed_position (BwFeed *base)
{
  return ((BwPracticeFeed *) base)->position;
}

static char *
feed_identify (BwFeed *base)
{
  BwPracticeFeed *feed = (BwPracticeFeed *) base;

  return g_strdup_printf ("practice:seed=%" G_GUINT64_FORMAT ":version=%d", feed->market->seed,
                          feed->market->version);
}

static void
feed_free (BwFeed *base)
{
  BwPracticeFeed *feed = (BwPracticeFeed *) base;

  bw_practice_market_unref (feed->market);
  g_ptr_array_unref (feed->books);
  g_array_unref (feed->agenda);
  g_array_unref (feed->bends);
  g_free (feed->grids);
  g_free (feed->paths);
  g_free (feed);
}

static const BwFeedClass feed_class = {
  .peek = feed_peek,
  .next = feed_next,
  .position = feed_position,
  .identify = feed_identify,
  .save = bw_practice_feed_save,
  .restore = bw_practice_feed_restore,
  .free = feed_free,
  .inject = bw_practice_feed_inject,
};

/* Nothing has happened yet; the last close is the history's. */
static void
begin_fates (BwPracticeFeed *feed)
{
  const BwPracticeMarket *market = feed->market;

  feed->heat = 1;
  for (gsize i = 0; i < BW_PRACTICE_N_INSTRUMENTS; i++)
    feed->fates[i] = (BwPracticeFate){ .scale = 1, .heat = 1, .band_high = G_MAXDOUBLE };
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    {
      feed->fates[i].reference = bw_practice_exp (feed->stocks[i].log_price);
      for (gsize f = 0; f < BW_PRACTICE_N_FUNDS; f++)
        feed->fates[BW_PRACTICE_N_COMPANIES + f].reference +=
            market->fund_weight[f][i] * feed->fates[i].reference;
    }
  for (gsize i = BW_PRACTICE_N_STOCKS; i < market->n_instruments; i++)
    feed->fates[i].scale = (double) BW_FIXED_ONE_E8 / (double) market->size_e8[i];
}

/**
 * bw_practice_feed_new:
 * @ids: (array) (nullable): the profile's number of each instrument of the market; %NULL: index + 1
 * @depth_levels: of the book, each side, up to %BW_DEPTH_LEVELS_MAX; 0: no books at all
 *
 * The live tape from bw_practice_market_start() to the end of the century: quotes and trades of
 * all instruments, at the rate of a real market (some 250 events a second in core hours), and what
 * happens besides: auctions, halts, actions, earnings, news, borrow rates. Shares trade from 90
 * minutes before the open, thinly, to two hours after the close; coins around the clock; currencies
 * from Sunday to Friday evening. Of version 1: shares in core hours, and nothing besides.
 * After each quote comes the instrument's book, where bw_practice_feed_set_depth() wants it; at
 * first it is wanted everywhere. The feed's position counts quotes and trades alone, so that it
 * names the same instant whatever books were wanted; wanting is part of what the feed saves.
 *
 * Returns: (transfer full): the feed
 */
BwFeed *
bw_practice_feed_new (BwPracticeMarket *market, const BwInstrumentId *ids, guint depth_levels)
{
  BwPracticeFeed *feed = g_new0 (BwPracticeFeed, 1);

  feed->parent.klass = &feed_class;
  feed->market = bw_practice_market_ref (market);
  for (gsize i = 0; i < market->n_instruments; i++)
    feed->ids[i] = ids != NULL ? ids[i] : (BwInstrumentId) (i + 1);
  feed->depth_levels = MIN (depth_levels, BW_DEPTH_LEVELS_MAX);
  memset (feed->is_depth_wanted, feed->depth_levels > 0, sizeof feed->is_depth_wanted);
  feed->depth_pending = -1;
  feed->last_time = bw_practice_market_start (market);
  feed->books = g_ptr_array_new_with_free_func (g_free);
  feed->paths = g_new (BwPracticePath, BW_PRACTICE_N_STOCKS);
  feed->grids = g_new (BwPracticeGrid, BW_PRACTICE_N_STOCKS);
  feed->agenda = g_array_new (FALSE, FALSE, sizeof (BwPracticeAgendaItem));
  feed->bends = g_array_new (FALSE, FALSE, sizeof (BwPracticeBend));
  memcpy (feed->factors, market->live_factors, sizeof feed->factors);
  memcpy (feed->stocks, market->live_stocks, sizeof feed->stocks);
  begin_fates (feed);
  bw_practice_feed_prepare_session (feed, &market->days[market->n_days].session);
  bw_practice_feed_open_tapes (feed, feed->last_time);
  if (bw_practice_feed_is_grown (feed))
    {
      for (gsize i = BW_PRACTICE_N_STOCKS; i < market->n_instruments; i++)
        bw_practice_round_open (feed, i, feed->last_time);
      bw_practice_plan_day (feed, feed->last_time);
      bw_practice_feed_rebuild_tournament (feed);
    }
  return &feed->parent;
}

/**
 * bw_practice_feed_set_depth:
 * @feed: one of bw_practice_feed_new()
 *
 * Says whether the instrument's book is looked at. When it becomes so, the feed's next event is
 * the book as it stands. Quotes and trades don't depend on it.
 */
void
bw_practice_feed_set_depth (BwFeed *feed, gsize index, gboolean is_wanted)
{
  BwPracticeFeed *self = (BwPracticeFeed *) feed;
  gboolean is_fresh;

  g_return_if_fail (feed->klass == &feed_class);
  g_return_if_fail (index < self->market->n_instruments);

  if (self->depth_levels == 0 || self->is_depth_wanted[index] == !!is_wanted)
    return;
  is_fresh = is_wanted && self->tapes[index].ask != 0;
  self->n_depths_fresh += is_fresh - self->is_depth_fresh[index];
  self->is_depth_fresh[index] = is_fresh;
  self->is_depth_wanted[index] = !!is_wanted;
  if (!is_wanted && self->depth_pending == (gint32) index)
    self->depth_pending = -1;
}

void
bw_practice_feed_set_depth_all (BwFeed *feed, gboolean is_wanted)
{
  for (gsize i = 0; i < ((BwPracticeFeed *) feed)->market->n_instruments; i++)
    bw_practice_feed_set_depth (feed, i, is_wanted);
}
