/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/headline.h"
#include "market/practice/feed-private.h"

#include <math.h>

/* The morning of a session: the model's next day, what companies do to their shares before it, and
 * the plan of what the day brings. */

#define PAY_DAYS          21
#define TAKEOVER_DAYS     21
#define NEWS_IDLE         9    /* headlines a day that move nothing, about */
#define NEWS_MOVING       5    /* that do */
#define NEWS_MARKET       0.06 /* of the whole market, a day */
#define NEWS_HALT_SHARE   0.12 /* of those that move: trading is halted for them */
#define NEWS_HALT_NS      (10 * BW_MINUTE)
#define OPEN_IMBALANCE_NS (5 * BW_SECOND)
#define BANKRUPT_BELOW    0.35

static void
add (BwPracticeFeed *feed, BwTime time, BwPracticeAgendaKind kind, gint32 index, gint64 a, gint64 b)
{
  bw_practice_agenda_add (feed, &(BwPracticeAgendaItem){ time, kind, index, a, b });
}

static void
add_headline (BwPracticeFeed *feed, BwTime time, guint16 pattern, gint32 index, gint64 amount_e8)
{
  BwHeadline headline = { pattern, index, amount_e8 };

  add (feed, time, BW_AGENDA_NEWS, index, (gint64) bw_headline_pack (&headline), 0);
}

static void
pay_dividend (BwPracticeFeed *feed, gsize company, BwFixed amount, BwTime time)
{
  BwPracticeFate *fate = &feed->fates[company];
  double price = fate->reference, share = bw_fixed_to_double (amount) / price;

  if (amount.e8 <= 0 || share >= 0.9)
    return;
  feed->stocks[company].log_price += bw_practice_log (1 - share);
  fate->reference = price * (1 - share);
  add (feed, time, BW_AGENDA_DIVIDEND, (gint32) company, amount.e8, time + PAY_DAYS * BW_DAY);
  add_headline (feed, time, BW_HEADLINE_EX_DIVIDEND, (gint32) company, amount.e8);
}

static void
split (BwPracticeFeed *feed, gsize company, double ratio, BwTime time)
{
  BwPracticeFate *fate = &feed->fates[company];
  gboolean is_reverse = ratio < 1;
  gint64 shares = (gint64) ((is_reverse ? 1 / ratio : ratio) * 100 + 0.5) * (BW_FIXED_ONE_E8 / 100);

  if (shares == BW_FIXED_ONE_E8)
    return;
  feed->stocks[company].log_price -= bw_practice_log (ratio);
  fate->reference /= ratio;
  fate->cash_price /= ratio;
  fate->scale *= ratio;
  add (feed, time, BW_AGENDA_SPLIT, (gint32) company, is_reverse ? BW_FIXED_ONE_E8 : shares,
       is_reverse ? shares : BW_FIXED_ONE_E8);
  add_headline (feed, time, is_reverse ? BW_HEADLINE_REVERSE_SPLIT : BW_HEADLINE_SPLIT, (gint32) company, shares);
}

static void
delist (BwPracticeFeed *feed, gsize company, gint64 price_e8, BwTime time)
{
  feed->fates[company].is_gone = TRUE;
  feed->fates[company].halted_until = 0;
  add (feed, time, BW_AGENDA_DELIST, (gint32) company, price_e8, 0);
  add_headline (feed, time, price_e8 > 0 ? BW_HEADLINE_TAKEOVER_DONE : BW_HEADLINE_BANKRUPT, (gint32) company,
                price_e8);
}

/* Cash for every share in some weeks: the price goes there at once and stays. */
static void
begin_takeover (BwPracticeFeed *feed, gsize company, double premium, BwDate date, BwTime time)
{
  BwPracticeFate *fate = &feed->fates[company];

  fate->cash_price = (double) (gint64) (fate->reference * (1 + premium) * 4 + 0.5) / 4;
  fate->cash_date = date + TAKEOVER_DAYS;
  feed->stocks[company].log_price = bw_practice_log (fate->cash_price);
  add_headline (feed, time, BW_HEADLINE_TAKEOVER, (gint32) company,
                (gint64) (fate->cash_price * (double) BW_FIXED_ONE_E8));
}

static void
rename_share (BwPracticeFeed *feed, gsize company, BwTime time)
{
  add (feed, time, BW_AGENDA_RENAME, (gint32) company, ++feed->fates[company].n_renames, 0);
  add_headline (feed, time, BW_HEADLINE_RENAMED, (gint32) company, 0);
}

static void
do_due (BwPracticeFeed *feed, gsize company, BwTime time)
{
  BwPracticeFate *fate = &feed->fates[company];
  guint8 kind = fate->due_kind;
  double number = (double) fate->due_e8 / BW_FIXED_ONE_E8;

  fate->due_kind = 0;
  if (kind == BW_INJECTION_SPLIT)
    split (feed, company, number, time);
  else if (kind == BW_INJECTION_DIVIDEND)
    pay_dividend (feed, company, (BwFixed){ fate->due_e8 }, time);
  else if (kind == BW_INJECTION_DELIST)
    delist (feed, company, fate->due_e8, time);
  else if (kind == BW_INJECTION_RENAME)
    rename_share (feed, company, time);
}

/* What the company does to its shares before they trade on @date; the clock stands at @time. */
static void
act (BwPracticeFeed *feed, gsize company, BwDate last, BwDate date, BwTime time)
{
  BwPracticeFate *fate = &feed->fates[company];
  const BwPracticeMarket *market = feed->market;
  double premium;

  if (fate->is_gone)
    return;
  if (fate->due_kind != 0)
    do_due (feed, company, time);
  else if (fate->cash_price > 0)
    {
      if (date >= fate->cash_date)
        delist (feed, company, (gint64) (fate->cash_price * (double) BW_FIXED_ONE_E8), time);
    }
  else if (fate->reference < BANKRUPT_BELOW)
    delist (feed, company, 0, time);
  else if (bw_practice_is_ex_date (market, company, last, date))
    pay_dividend (feed, company, bw_practice_dividend_amount (market, company, fate->scale), time);
  else if (bw_practice_takeover (market, company, date, &premium))
    begin_takeover (feed, company, premium, date, time);
  else
    split (feed, company, bw_practice_split_ratio (market, company, date, fate->reference), time);
  if (market->version >= 3 && !fate->is_gone && fate->cash_price <= 0 && bw_practice_is_renamed (market, company, date))
    rename_share (feed, company, time);
}

/* The last close of every share, and the states as the session has left them. */
static void
end_session (BwPracticeFeed *feed)
{
  gint32 close = feed->core_first + feed->day.n_minutes;

  bw_practice_day_step (feed->market, &feed->day.session, feed->factors, feed->stocks, &feed->day);
  for (gsize i = 0; i < BW_PRACTICE_N_STOCKS; i++)
    {
      BwPracticeFate *fate = &feed->fates[i];

      fate->reference = feed->grids[i].price[close];
      fate->limit_since = 0;
      fate->band_first = 0;
      if (i < BW_PRACTICE_N_COMPANIES)
        {
          feed->stocks[i].log_price += fate->carry;
          feed->stocks[i].variance *= fate->heat * fate->heat;
        }
      fate->carry = 0;
      fate->heat = 1;
    }
  for (gsize f = 0; f < BW_PRACTICE_N_FACTORS; f++)
    feed->factors[f].variance *= feed->heat * feed->heat;
  feed->heat = 1;
  g_array_set_size (feed->bends, 0);
  feed->breaker = 0;
}

/**
 * bw_practice_morning:
 *
 * Leaves the session that is over and begins the next.
 */
void
bw_practice_morning (BwPracticeFeed *feed, BwTime time)
{
  BwDate last = feed->day.session.date;
  BwSession session;

  if (!bw_calendar_next_session (BW_CALENDAR_XNYS, last, &session) ||
      session.date >= bw_date_from_ymd (BW_PRACTICE_YEAR_END, 1, 1))
    {
      feed->is_over = TRUE;
      return;
    }
  end_session (feed);
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    act (feed, i, last, session.date, time);
  bw_practice_feed_prepare_session (feed, &session);
  bw_practice_feed_open_tapes (feed, feed->grid_start);
  bw_practice_plan_day (feed, time);
}

static double
move (const BwPracticeFeed *feed, gsize company, guint64 bits, BwHeadlineEffect effect)
{
  double size = feed->market->traits[company].own_daily_sd *
                (0.8 + 1.1 * bw_quantile_magnitude (&bw_practice_tables ()->exponential, bits));

  if (effect == BW_HEADLINE_GOOD)
    return size;
  if (effect == BW_HEADLINE_BAD)
    return -size;
  return (bits & 1) != 0 ? size : -size;
}

static void
plan_headline (BwPracticeFeed *feed, BwTime from, guint64 key, guint64 n)
{
  guint64 bits = bw_practice_draw (key, 10 * n);
  double when = bw_random_unit (bw_practice_draw (key, 10 * n + 1));
  BwTime time = feed->grid_start + (BwTime) (when * (double) (feed->n_grid * BW_MINUTE));
  gsize company = (gsize) (bw_random_unit (bw_practice_draw (key, 10 * n + 2)) * BW_PRACTICE_N_COMPANIES);
  gboolean is_moving = n % (NEWS_IDLE + NEWS_MOVING) >= NEWS_IDLE;
  BwHeadlineEffect effect = !is_moving ? BW_HEADLINE_IDLE
                                       : (BwHeadlineEffect) (BW_HEADLINE_GOOD + bw_random_mix (bits) % 3);
  double size = move (feed, company, bw_practice_draw (key, 10 * n + 3), effect);
  gboolean is_core = time >= feed->day.session.open + 15 * BW_MINUTE && time < feed->day.session.close - BW_HOUR;

  if (time < from || feed->fates[company].is_gone || feed->fates[company].cash_price > 0)
    return;
  if (is_moving && is_core && bw_random_unit (bw_practice_draw (key, 10 * n + 4)) < NEWS_HALT_SHARE)
    {
      add_headline (feed, time - BW_MILLISECOND, BW_HEADLINE_HALT_NEWS, (gint32) company, 0);
      add (feed, time, BW_AGENDA_HALT, (gint32) company, BW_HALT_CAUSE_NEWS, time + NEWS_HALT_NS);
      time += NEWS_HALT_NS / 2;
      size *= 2;
    }
  add_headline (feed, time, bw_headline_nth (effect, (guint) (bits >> 32)), (gint32) company, 0);
  if (is_moving)
    add (feed, time, BW_AGENDA_GAP, (gint32) company, (gint64) (size * 1e9), 1 + (gint64) (bits % 4));
}

static void
plan_news (BwPracticeFeed *feed, BwTime from)
{
  guint64 key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_NEWS, 0, feed->day.session.date);
  double size = 0.006 * bw_quantile_signed (&bw_practice_tables ()->student_6, bw_practice_draw (key, 5001));
  BwTime time = feed->day.session.open + (BwTime) (bw_practice_draw (key, 5002) % 300) * BW_MINUTE / 2;

  for (guint64 n = 0; n < NEWS_IDLE + NEWS_MOVING; n++)
    plan_headline (feed, from, key, n);
  if (time < from || bw_random_unit (bw_practice_draw (key, 5000)) >= NEWS_MARKET)
    return;
  add_headline (feed, time, bw_headline_nth (BW_HEADLINE_MARKET, (guint) bw_practice_draw (key, 5003)), -1, 0);
  add (feed, time, BW_AGENDA_MARKET_GAP, -1, (gint64) (size * 1e9), 3);
}

static void
plan_company (BwPracticeFeed *feed, gsize company, BwDate last, BwTime time)
{
  const BwPracticeFate *fate = &feed->fates[company];
  BwDate date = feed->day.session.date;
  BwFixed earned, expected;
  double surprise;

  if (fate->is_gone || fate->cash_price > 0)
    return;
  if (bw_practice_is_declaration_date (feed->market, company, last, date))
    add_headline (feed, time, BW_HEADLINE_DIVIDEND_DECLARED, (gint32) company,
                  bw_practice_dividend_amount (feed->market, company, fate->scale).e8);
  if (!bw_practice_report (feed->market, company, date, &surprise))
    return;
  bw_practice_earnings (feed->market, company, fate->reference, surprise, date, &earned, &expected);
  add (feed, time, BW_AGENDA_EARNINGS, (gint32) company, earned.e8, expected.e8);
  add_headline (feed, time, earned.e8 > expected.e8 ? BW_HEADLINE_EARNINGS_ABOVE : BW_HEADLINE_EARNINGS_BELOW,
                (gint32) company, earned.e8);
}

/**
 * bw_practice_plan_day:
 * @from: what would come before it doesn't
 *
 * Puts what the prepared session brings on the agenda, and the next morning.
 */
void
bw_practice_plan_day (BwPracticeFeed *feed, BwTime from)
{
  const BwSession *session = &feed->day.session;
  gboolean is_first = from > feed->grid_start;
  BwSession next = { 0 };

  add (feed, from, BW_AGENDA_BORROW, 0, is_first, 0);
  if (bw_calendar_previous_session (BW_CALENDAR_XNYS, session->date, &next))
    for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES && !is_first; i++)
      plan_company (feed, i, next.date, from + BW_SECOND);
  plan_news (feed, from);
  if (from < session->open)
    {
      add (feed, session->open - 2 * BW_MINUTE, BW_AGENDA_IMBALANCE, 0, BW_PRINT_AUCTION_OPEN, OPEN_IMBALANCE_NS);
      add (feed, session->open, BW_AGENDA_OPEN_AUCTION, 0, 0, 0);
    }
  add (feed, session->close - 10 * BW_MINUTE, BW_AGENDA_IMBALANCE, 0, BW_PRINT_AUCTION_CLOSE, 2 * OPEN_IMBALANCE_NS);
  add (feed, session->close, BW_AGENDA_CLOSE_AUCTION, 0, 0, 0);
  if (bw_calendar_next_session (BW_CALENDAR_XNYS, session->date, &next))
    add (feed, next.open - BW_PRACTICE_PRE_MINUTES * BW_MINUTE, BW_AGENDA_MORNING, 0, 0, 0);
}
