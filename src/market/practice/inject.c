/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/headline.h"
#include "market/practice/feed-private.h"

/* What a user makes happen. Everything goes over the agenda at the instant it is asked for, so that
 * the same wish at the same place in the stream gives the same events. */

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, what);
  return FALSE;
}

static gboolean
needs_company (BwInjectionKind kind)
{
  return kind == BW_INJECTION_EARNINGS || kind == BW_INJECTION_SPLIT || kind == BW_INJECTION_DIVIDEND ||
         kind == BW_INJECTION_DELIST || kind == BW_INJECTION_RENAME || kind == BW_INJECTION_NEWS_GOOD || kind == BW_INJECTION_NEWS_BAD;
}

static gboolean
check_magnitude (const BwPracticeFeed *feed, gint32 index, const BwInjection *injection, GError **error)
{
  double number = bw_fixed_to_double (injection->magnitude);

  switch ((BwInjectionKind) injection->kind)
    {
    case BW_INJECTION_GAP:
    case BW_INJECTION_MARKET:
      return (number >= -0.95 && number <= 5 && number != 0) ||
             refuse (error, "A gap is between −95 % and +500 %, and not 0.");
    case BW_INJECTION_VOLATILITY:
      return (number >= 0.1 && number <= 20) || refuse (error, "Volatility changes by a factor from 0.1 to 20.");
    case BW_INJECTION_EARNINGS:
      return (number >= -3 && number <= 3) || refuse (error, "A surprise is between −300 % and +300 %.");
    case BW_INJECTION_SPLIT:
      return (number >= 0.01 && number <= 100 && number != 1) ||
             refuse (error, "A split gives 0.01 to 100 shares for one, and not 1.");
    case BW_INJECTION_DIVIDEND:
      return (number >= 0.01 && number < 0.5 * feed->fates[index].reference) ||
             refuse (error, "A dividend is at least a cent, and less than half of the price.");
    case BW_INJECTION_DELIST:
      return (number >= 0 && number <= 1e6) || refuse (error, "What is paid a share is 0 to 1,000,000.");
    case BW_INJECTION_HALT:
    case BW_INJECTION_RESUME:
    case BW_INJECTION_NEWS_GOOD:
    case BW_INJECTION_NEWS_BAD:
    case BW_INJECTION_RENAME:
    case BW_INJECTION_LULD:
      return TRUE;
    case BW_INJECTION_BREAKER:
      return number == 1 || number == 2 || number == 3 || refuse (error, "A breaker has the level 1, 2 or 3.");
    }
  return refuse (error, "There is no such practice event.");
}

/* Halts of rules that hold in core hours alone. */
static gboolean
check_hours (const BwPracticeFeed *feed, BwTime time, const BwInjection *injection, GError **error)
{
  const BwSession *session = &feed->day.session;
  gint32 level = (gint32) bw_fixed_to_double (injection->magnitude);

  if (time < session->open || time >= session->close)
    return refuse (error, "Price bands and market-wide breakers are there from the open to the close alone.");
  return injection->kind == BW_INJECTION_LULD || bw_practice_breaker_is_on (feed, time, level) ||
         refuse (error, "Each breaker stops the market once a day, and levels 1 and 2 not in the last 35 minutes.");
}

static gboolean
check (const BwPracticeFeed *feed, BwTime time, gint32 index, const BwInjection *injection, GError **error)
{
  BwInjectionKind kind = injection->kind;
  gboolean is_halted = index >= 0 && bw_practice_is_halted (feed, (gsize) index);

  if (!bw_practice_feed_is_grown (feed))
    return refuse (error, "This practice market was begun with an earlier version, which knows no practice events. "
                          "A new profile has them.");
  if (bw_injection_is_market_wide (kind) ? injection->instrument != 0 : injection->instrument != 0 && index < 0)
    return refuse (error, bw_injection_is_market_wide (kind) ? "What concerns the whole market names no symbol."
                                                             : "The practice market has no such symbol.");
  if (!bw_injection_is_market_wide (kind) && kind != BW_INJECTION_VOLATILITY && index < 0)
    return refuse (error, "This practice event needs a symbol.");
  if (needs_company (kind) && index >= BW_PRACTICE_N_COMPANIES)
    return refuse (error, "Only companies have such events: not funds, coins or currencies.");
  if (kind == BW_INJECTION_VOLATILITY && index >= BW_PRACTICE_N_COMPANIES)
    return refuse (error, "Volatility can be changed for a company or for the whole market.");
  if (index >= 0 && feed->fates[index].is_gone)
    return refuse (error, "It has left the exchange.");
  if (kind == BW_INJECTION_LULD && index >= BW_PRACTICE_N_STOCKS)
    return refuse (error, "Only shares have price bands: not coins or currencies.");
  if ((kind == BW_INJECTION_HALT || kind == BW_INJECTION_LULD) && is_halted)
    return refuse (error, "It is halted already.");
  if (kind == BW_INJECTION_RESUME && !is_halted)
    return refuse (error, "It isn't halted.");
  return check_magnitude (feed, index, injection, error) &&
         ((kind != BW_INJECTION_LULD && kind != BW_INJECTION_BREAKER) || check_hours (feed, time, injection, error));
}

static void
add_headline (BwPracticeFeed *feed, BwTime time, guint16 pattern, gint32 index, gint64 amount_e8)
{
  BwHeadline headline = { pattern, index, amount_e8 };

  bw_practice_agenda_add (
      feed, &(BwPracticeAgendaItem){ time, BW_AGENDA_NEWS, index, (gint64) bw_headline_pack (&headline), 0 });
}

/* A share outside its hours: the next session begins there. */
static void
bend_now (BwPracticeFeed *feed, BwTime time, gint32 index, gint32 ramp, double number)
{
  BwPracticeBend bend = { index, bw_practice_grid_minute (feed, time), ramp, number };
  double own = number;

  for (gint32 i = 0; i < BW_PRACTICE_N_STOCKS; i++)
    if (index < 0 || index == i)
      bw_practice_tape_settle (feed, (gsize) i, time);
  bw_practice_bend (feed, &bend);
  if (ramp != 0)
    return;
  for (gint32 i = 0; i < BW_PRACTICE_N_STOCKS; i++)
    {
      const BwPracticeTraits *traits = &feed->market->traits[i];

      if (index < 0)
        own = number * traits->exposure[0] / feed->market->traits[BW_PRACTICE_INDEX].exposure[0];
      if (index < 0 || index == i)
        feed->tapes[i].latent *= bw_practice_exp (own);
    }
}

static void
gap (BwPracticeFeed *feed, BwTime time, gint32 index, double share)
{
  double number = bw_practice_log (1 + share);

  if (index >= BW_PRACTICE_N_STOCKS)
    feed->tapes[index].latent *= 1 + share;
  else if (index < BW_PRACTICE_N_COMPANIES)
    bend_now (feed, time, index, 0, number);
  else
    for (gint32 i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
      if (feed->market->fund_weight[index - BW_PRACTICE_N_COMPANIES][i] > 0)
        bend_now (feed, time, i, 0, number);
}

static void
change_volatility (BwPracticeFeed *feed, BwTime time, gint32 index, double factor)
{
  bend_now (feed, time, index, -1, factor);
  if (index >= 0)
    feed->fates[index].heat *= factor;
  else
    feed->heat *= factor;
}

static void
tell_news (BwPracticeFeed *feed, BwTime time, gint32 index, BwHeadlineEffect effect)
{
  guint64 word = bw_random_mix ((guint64) time ^ (guint64) index);
  double size = feed->market->traits[index].own_daily_sd * (1.2 + 0.8 * bw_random_unit (word));

  add_headline (feed, time, bw_headline_nth (effect, (guint) word & 0xffff), index, 0);
  bw_practice_agenda_add (
      feed, &(BwPracticeAgendaItem){ time, BW_AGENDA_GAP, index,
                                     (gint64) ((effect == BW_HEADLINE_GOOD ? size : -size) * 1e9), 2 });
}

static void
report (BwPracticeFeed *feed, BwTime time, gint32 index, double surprise)
{
  BwFixed earned, expected;

  bw_practice_earnings (feed->market, (gsize) index, feed->fates[index].reference, 0, feed->day.session.date, &earned,
                        &expected);
  earned.e8 = expected.e8 + (gint64) ((double) ABS (expected.e8) * surprise / 1e6) * 1000000;
  bw_practice_agenda_add (
      feed, &(BwPracticeAgendaItem){ time, BW_AGENDA_EARNINGS, index, earned.e8, expected.e8 });
  add_headline (feed, time, surprise >= 0 ? BW_HEADLINE_EARNINGS_ABOVE : BW_HEADLINE_EARNINGS_BELOW, index, earned.e8);
  /* Half of a day's usual move for each tenth of surprise, a third of it only in the hour after. */
  surprise *= 5 * feed->market->traits[index].own_daily_sd;
  bend_now (feed, time, index, 0, surprise);
  bend_now (feed, time, index, 60, surprise / 3);
}

static void
inject (BwPracticeFeed *feed, BwTime time, gint32 index, const BwInjection *injection)
{
  double number = bw_fixed_to_double (injection->magnitude);

  switch ((BwInjectionKind) injection->kind)
    {
    case BW_INJECTION_HALT:
      bw_practice_agenda_add (
          feed, &(BwPracticeAgendaItem){ time, BW_AGENDA_HALT, index, BW_HALT_CAUSE_USER, BW_TIME_MAX });
      break;
    case BW_INJECTION_RESUME:
      bw_practice_agenda_add (feed, &(BwPracticeAgendaItem){ time, BW_AGENDA_RESUME, index, 1, 0 });
      break;
    case BW_INJECTION_GAP:
      gap (feed, time, index, number);
      break;
    case BW_INJECTION_MARKET:
      bend_now (feed, time, -1, 0, bw_practice_log (1 + number));
      break;
    case BW_INJECTION_VOLATILITY:
      change_volatility (feed, time, index, number);
      break;
    case BW_INJECTION_NEWS_GOOD:
    case BW_INJECTION_NEWS_BAD:
      tell_news (feed, time, index,
                 injection->kind == BW_INJECTION_NEWS_GOOD ? BW_HEADLINE_GOOD : BW_HEADLINE_BAD);
      break;
    case BW_INJECTION_EARNINGS:
      report (feed, time, index, number);
      break;
    case BW_INJECTION_LULD:
      bw_practice_pause (feed, (gsize) index, time);
      break;
    case BW_INJECTION_BREAKER:
      bw_practice_breaker_halt (feed, time, (gint32) number);
      break;
    case BW_INJECTION_SPLIT:
    case BW_INJECTION_DIVIDEND:
    case BW_INJECTION_DELIST:
    case BW_INJECTION_RENAME:
      feed->fates[index].due_kind = injection->kind;
      feed->fates[index].due_e8 = injection->magnitude.e8;
      break;
    }
}

static gboolean
is_silent_until (const BwPracticeFeed *feed, BwTime time)
{
  const BwPracticeAgendaItem *head = &g_array_index (feed->agenda, BwPracticeAgendaItem, 0);

  return feed->agenda->len > 0 && head->time <= time &&
         (head->kind == BW_AGENDA_MORNING || head->kind == BW_AGENDA_GAP || head->kind == BW_AGENDA_MARKET_GAP);
}

/**
 * bw_practice_feed_inject:
 * @time: not before the feed's last event
 *
 * Makes something happen; see #BwInjectionKind.
 *
 * Errors: %G_IO_ERROR_INVALID_ARGUMENT with a sentence for people; then nothing has changed.
 */
gboolean
bw_practice_feed_inject (BwFeed *base, BwTime time, const BwInjection *injection, GError **error)
{
  BwPracticeFeed *feed = (BwPracticeFeed *) base;
  BwMarketEvent unseen;
  gint32 index = -1;

  for (gsize i = 0; i < feed->market->n_instruments && injection->instrument != 0; i++)
    if (feed->ids[i] == injection->instrument)
      index = (gint32) i;
  if (!check (feed, MAX (time, feed->last_time), index, injection, error))
    return FALSE;
  /* What was due and left no event may not have been done yet, when a journal is done again. */
  while (feed->winner[1] == BW_PRACTICE_LEAF_AGENDA && is_silent_until (feed, time))
    bw_practice_agenda_step (feed, &unseen);
  feed->last_time = MAX (time, feed->last_time);
  inject (feed, feed->last_time, index, injection);
  return TRUE;
}
