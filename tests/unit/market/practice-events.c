/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/calendar.h"
#include "market/headline.h"
#include "market/practice/actions.h" /* what a company does, without playing the year it takes */
#include "market/practice/market.h"

#include <math.h>
#include <string.h>

/* What happens in the practice market besides quotes and trades, of its own accord and when it is
 * asked for. */

#define SEED        1
#define N_COMPANIES 132
#define N_SHARES    146
#define INDEX_FUND  143
#define N_BATCH     512

typedef void (*Visit) (const BwMarketEvent *event, gpointer user_data);

static void
play (BwFeed *feed, BwTime until, Visit visit, gpointer user_data)
{
  static BwMarketEvent events[N_BATCH];
  gsize n;

  while ((n = bw_feed_next (feed, until, events, N_BATCH)) > 0)
    for (gsize i = 0; i < n && visit != NULL; i++)
      visit (&events[i], user_data);
}

static BwTime
day_open (int n)
{
  BwSession session;

  g_assert_true (bw_calendar_session (BW_CALENDAR_XNYS, bw_date_from_ymd (2026, 3, 2), &session));
  while (n-- > 0)
    g_assert_true (bw_calendar_next_session (BW_CALENDAR_XNYS, session.date, &session));
  return session.open;
}

typedef struct
{
  double volume[3][N_SHARES + 1]; /* by BwPrint */
  guint n_prints[3][N_SHARES + 1];
  guint n_imbalances[3][N_SHARES + 1];
  BwTime open, close;
} Auctions;

static void
see_auction (const BwMarketEvent *event, gpointer user_data)
{
  Auctions *auctions = user_data;

  if (event->instrument > N_SHARES || event->time < auctions->open - BW_HOUR)
    return;
  if (event->kind == BW_MARKET_IMBALANCE)
    {
      g_assert_cmpint (event->imbalance.paired.e8, >, 0);
      g_assert_cmpint (event->imbalance.reference.e8, >, 0);
      auctions->n_imbalances[event->print][event->instrument]++;
    }
  if (event->kind != BW_MARKET_TRADE)
    return;
  auctions->volume[event->print][event->instrument] += bw_fixed_to_double (event->trade.size);
  auctions->n_prints[event->print][event->instrument]++;
  if (event->print == BW_PRINT_AUCTION_CLOSE)
    g_assert_cmpint (event->time, ==, auctions->close);
}

typedef struct
{
  guint64 n_core, n_extended, n_round;
  double core_spread, extended_spread;
  guint64 n_core_quotes, n_extended_quotes;
} Hours;

static void
see_hours (const BwMarketEvent *event, gpointer user_data)
{
  Hours *hours = user_data;
  gboolean is_core = bw_calendar_phase_at (BW_CALENDAR_XNYS, event->time) == BW_PHASE_CORE;

  if (event->instrument > N_SHARES)
    {
      hours->n_round++;
      return;
    }
  *(is_core ? &hours->n_core : &hours->n_extended) += 1;
  if (event->kind != BW_MARKET_QUOTE)
    return;
  *(is_core ? &hours->n_core_quotes : &hours->n_extended_quotes) += 1;
  *(is_core ? &hours->core_spread : &hours->extended_spread) +=
      bw_fixed_to_double (event->quote.ask) / bw_fixed_to_double (event->quote.bid) - 1;
}

typedef struct
{
  BwFixed last_close[N_SHARES + 8];
  guint n_reports, n_news, n_dividends;
  double with_surprise, gap_abs, other_abs, drop;
  guint n_other;
  gint8 surprise_of[N_SHARES + 8]; /* of this morning */
  BwFixed dividend_of[N_SHARES + 8];
} Gaps;

/* At each opening print: how far from the last close, and what was said in between. */
static void
see_gap (const BwMarketEvent *event, gpointer user_data)
{
  Gaps *gaps = user_data;
  BwInstrumentId id = event->instrument;

  if (event->kind == BW_MARKET_NEWS)
    {
      BwHeadline headline;

      bw_headline_unpack (event->news.headline, &headline);
      g_assert_nonnull (bw_headline_pattern (headline.pattern));
      g_assert_cmpint (headline.index + 1, ==, (gint32) id);
      gaps->n_news++;
    }
  else if (event->kind == BW_MARKET_EARNINGS)
    gaps->surprise_of[id] = event->earnings.earned.e8 > event->earnings.expected.e8 ? 1 : -1;
  else if (event->kind == BW_MARKET_DIVIDEND)
    gaps->dividend_of[id] = event->dividend.amount;
  else if (event->kind == BW_MARKET_TRADE && event->print == BW_PRINT_AUCTION_CLOSE)
    {
      gaps->last_close[id] = event->trade.price;
      gaps->surprise_of[id] = 0;
      gaps->dividend_of[id] = BW_FIXED_ZERO;
    }
  else if (event->kind == BW_MARKET_TRADE && event->print == BW_PRINT_AUCTION_OPEN && id <= N_COMPANIES &&
           gaps->last_close[id].e8 > 0 && bw_calendar_phase_at (BW_CALENDAR_XNYS, event->time - 1) == BW_PHASE_PRE)
    {
      double gap = bw_fixed_to_double (event->trade.price) / bw_fixed_to_double (gaps->last_close[id]) - 1;

      if (gaps->surprise_of[id] != 0)
        {
          gaps->n_reports++;
          gaps->with_surprise += gap * gaps->surprise_of[id];
          gaps->gap_abs += fabs (gap);
        }
      else if (gaps->dividend_of[id].e8 > 0)
        {
          gaps->n_dividends++;
          gaps->drop += gap * bw_fixed_to_double (gaps->last_close[id]) / bw_fixed_to_double (gaps->dividend_of[id]);
        }
      else
        {
          gaps->n_other++;
          gaps->other_abs += fabs (gap);
        }
    }
}

/* @saturday: the class of what is quoted at three in the morning */
typedef struct
{
  Auctions auctions;
  Hours hours;
  Gaps gaps;
  BwInstrumentClass saturday;
} Week;

static void
see_week (const BwMarketEvent *event, gpointer user_data)
{
  Week *week = user_data;

  if (event->time <= week->auctions.close + BW_HOUR)
    see_auction (event, &week->auctions);
  if (event->time <= week->auctions.open + 10 * BW_HOUR)
    see_hours (event, &week->hours);
  see_gap (event, &week->gaps);
}

/* More than a week that several tests look at: they take a while, and are played once. */
static const Week *
watched_week (void)
{
  static Week *week = NULL;
  g_autoptr (BwPracticeMarket) market = NULL;
  g_autoptr (BwFeed) feed = NULL;
  BwTime saturday = day_open (4) + BW_DAY + 3 * BW_HOUR;
  BwMarketEvent event;

  if (week != NULL)
    return week;
  market = bw_practice_market_new (SEED);
  feed = bw_practice_feed_new (market, NULL, 0);
  week = g_new0 (Week, 1);
  week->auctions.open = day_open (1);
  week->auctions.close = week->auctions.open + 390 * BW_MINUTE;
  play (feed, saturday, see_week, week);
  g_assert_cmpuint (bw_feed_next (feed, saturday + BW_HOUR, &event, 1), ==, 1);
  see_week (&event, week);
  week->saturday = bw_practice_market_instrument (market, event.instrument - 1)->instrument_class;
  play (feed, day_open (5) + BW_HOUR, see_week, week);
  return week;
}

/* Every share opens and closes by a print of the size that real ones have: a few percent of the day's
 * volume at the open, near a tenth at the close. */
static void
test_auctions (void)
{
  const Auctions *auctions = &watched_week ()->auctions;
  double all = 0, open = 0, close = 0;

  for (gsize i = 1; i <= N_SHARES; i++)
    {
      double opening = auctions->volume[BW_PRINT_AUCTION_OPEN][i], closing = auctions->volume[BW_PRINT_AUCTION_CLOSE][i];
      double total = opening + closing + auctions->volume[BW_PRINT_REGULAR][i];

      g_assert_cmpuint (auctions->n_prints[BW_PRINT_AUCTION_OPEN][i], >=, 1);
      g_assert_cmpuint (auctions->n_prints[BW_PRINT_AUCTION_CLOSE][i], ==, 1);
      g_assert_cmpuint (auctions->n_imbalances[BW_PRINT_AUCTION_OPEN][i], >=, 20);
      g_assert_cmpuint (auctions->n_imbalances[BW_PRINT_AUCTION_CLOSE][i], >=, 50);
      all += 1;
      open += opening / total;
      close += closing / total;
    }
  g_test_message ("open %.3f, close %.3f", open / all, close / all);
  g_assert_cmpfloat (open / all, >, 0.008);
  g_assert_cmpfloat (open / all, <, 0.04);
  g_assert_cmpfloat (close / all, >, 0.05);
  g_assert_cmpfloat (close / all, <, 0.14);
}

/* Before the open and after the close it is thin and wide; what trades around the clock never rests. */
static void
test_hours (void)
{
  const Hours hours = watched_week ()->hours;

  g_assert_cmpuint (hours.n_extended, >, hours.n_core / 400);
  g_assert_cmpuint (hours.n_extended, <, hours.n_core / 10);
  g_assert_cmpuint (hours.n_round, >, 50000);
  g_assert_cmpfloat (hours.extended_spread / (double) hours.n_extended_quotes, >,
                     2 * hours.core_spread / (double) hours.n_core_quotes);
  g_assert_cmpint (watched_week ()->saturday, ==, BW_INSTRUMENT_CRYPTO);
}

/* More than a week: companies report, and open far from where they closed, in the direction of the surprise;
 * headlines come every day; shares go ex dividend. */
static void
test_reports (void)
{
  const Gaps *gaps = &watched_week ()->gaps;

  g_test_message ("%u reports: %.4f with the surprise, %.4f in size; others %.4f; %u dividends", gaps->n_reports,
                  gaps->with_surprise / gaps->n_reports, gaps->gap_abs / gaps->n_reports,
                  gaps->other_abs / gaps->n_other, gaps->n_dividends);
  g_assert_cmpuint (gaps->n_reports, >, 8);
  g_assert_cmpfloat (gaps->with_surprise / gaps->n_reports, >, 0.01);
  g_assert_cmpfloat (gaps->gap_abs / gaps->n_reports, >, 2 * gaps->other_abs / gaps->n_other);
  g_assert_cmpuint (gaps->n_news, >, 60);
  g_assert_cmpuint (gaps->n_dividends, >=, 3);
}

typedef struct
{
  BwInstrumentId instrument;
  guint n_quotes, n_trades, n_all_halts;
  BwTime halted, resumed;
  guint8 cause;
  BwFixed bid, first_print;
  gboolean is_halted;
} Watch;

static void
watch (const BwMarketEvent *event, gpointer user_data)
{
  Watch *self = user_data;

  self->n_all_halts += event->kind == BW_MARKET_HALT;
  if (event->instrument != self->instrument)
    return;
  if (event->kind == BW_MARKET_HALT)
    {
      self->halted = event->time;
      self->cause = event->cause;
      self->is_halted = TRUE;
      self->first_print = BW_FIXED_ZERO;
    }
  else if (event->kind == BW_MARKET_RESUME)
    {
      self->resumed = event->time;
      self->is_halted = FALSE;
    }
  else if (event->kind == BW_MARKET_QUOTE || event->kind == BW_MARKET_TRADE)
    {
      g_assert_false (self->is_halted);
      if (event->kind == BW_MARKET_QUOTE)
        self->bid = event->quote.bid;
      else if (self->first_print.e8 == 0)
        self->first_print = event->trade.price;
      self->n_quotes++;
    }
}

static void
inject (BwFeed *feed, BwTime time, BwInjectionKind kind, BwInstrumentId instrument, const char *magnitude)
{
  BwInjection injection = { .kind = (guint8) kind, .instrument = instrument };
  g_autoptr (GError) error = NULL;

  if (magnitude != NULL)
    g_assert_cmpint (bw_fixed_parse (magnitude, -1, &injection.magnitude), ==, BW_FIXED_PARSE_OK);
  g_assert_true (bw_feed_inject (feed, time, &injection, &error));
  g_assert_no_error (error);
}

static void
see_band (const BwMarketEvent *event, gpointer user_data)
{
  if (event->instrument == 97 && event->kind == BW_MARKET_TRADE)
    g_assert_cmpfloat (bw_fixed_to_double (event->trade.price), >, *(double *) user_data);
}

/* From the first second on. */
static void
test_first_band (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 0);
  BwTime now = bw_practice_market_start (market) + 5 * BW_SECOND;
  Watch self = { .instrument = 97 };
  double least;

  play (feed, now, watch, &self);
  least = 0.94 * bw_fixed_to_double (self.bid);
  inject (feed, now, BW_INJECTION_GAP, 97, "-0.3");
  play (feed, now + BW_MINUTE, see_band, &least);
}

/* A share that jumps out of its band is held at it for fifteen seconds, then paused for five minutes,
 * and reopens where it was pushed to. */
static void
test_luld (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 0);
  BwInstrumentId id = 1 + 96; /* the largest of its sector */
  BwTime now = bw_practice_market_start (market) + 10 * BW_MINUTE + 30 * BW_SECOND;
  Watch self = { .instrument = id };
  double before;

  play (feed, now, watch, &self);
  before = bw_fixed_to_double (self.bid);
  inject (feed, now, BW_INJECTION_GAP, id, "-0.12");
  play (feed, now + 10 * BW_SECOND, watch, &self);
  g_assert_cmpfloat (bw_fixed_to_double (self.bid), >, before * 0.94);
  play (feed, now + 8 * BW_MINUTE, watch, &self);
  g_assert_cmpint (self.cause, ==, BW_HALT_CAUSE_LULD);
  g_assert_cmpint (self.halted - now, >=, 15 * BW_SECOND);
  g_assert_cmpint (self.resumed - self.halted, ==, 5 * BW_MINUTE);
  g_assert_cmpfloat (fabs (bw_fixed_to_double (self.first_print) / before / 0.88 - 1), <, 0.02);
  g_assert_false (self.is_halted);
}

static void
check_breaker (const char *fall, BwHaltCause cause, BwTime length)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 0);
  BwTime now = bw_practice_market_start (market) + BW_HOUR;
  Watch self = { .instrument = INDEX_FUND + 1 };

  play (feed, now, watch, &self);
  self.n_all_halts = 0;
  inject (feed, now, BW_INJECTION_MARKET, 0, fall);
  play (feed, now + 10 * BW_SECOND, watch, &self);
  g_assert_true (self.is_halted);
  g_assert_cmpint (self.cause, ==, cause);
  g_assert_cmpuint (self.n_all_halts, >=, 140);
  play (feed, length > 0 ? now + BW_HOUR / 2 : day_open (1), watch, &self);
  if (length > 0)
    g_assert_cmpint (self.resumed - self.halted, ==, length);
  else
    g_assert_cmpint (self.resumed, ==, day_open (1) - 90 * BW_MINUTE + BW_SECOND);
}

/* The whole market stops when the index has fallen by 7 or 13 % for a quarter of an hour, by 20 % for
 * the day. */
static void
test_breakers (void)
{
  check_breaker ("-0.09", BW_HALT_CAUSE_BREAKER_1, 15 * BW_MINUTE);
  check_breaker ("-0.15", BW_HALT_CAUSE_BREAKER_2, 15 * BW_MINUTE);
  check_breaker ("-0.24", BW_HALT_CAUSE_BREAKER_3, 0);
}

#define N_ACTED 6

typedef struct
{
  BwInstrumentId instrument;
  BwMarketEvent action;
  BwFixed last, open;
  guint n_after;
} Acted;

typedef struct
{
  Acted acted[N_ACTED];
  Watch halted;
} Morning;

static void
see_action (const BwMarketEvent *event, Acted *self)
{
  if (event->instrument != self->instrument)
    return;
  if (event->kind == BW_MARKET_SPLIT || event->kind == BW_MARKET_DIVIDEND || event->kind == BW_MARKET_DELIST ||
      event->kind == BW_MARKET_RENAME)
    self->action = *event;
  else if (event->kind == BW_MARKET_TRADE && event->print == BW_PRINT_AUCTION_CLOSE && self->last.e8 == 0)
    self->last = event->trade.price;
  else if (event->kind == BW_MARKET_TRADE && event->print == BW_PRINT_AUCTION_OPEN && self->last.e8 != 0 &&
           self->open.e8 == 0)
    self->open = event->trade.price;
  if (self->action.kind != 0 && event->kind != BW_MARKET_NEWS && event->kind != self->action.kind)
    self->n_after++;
}

static void
see_morning (const BwMarketEvent *event, gpointer user_data)
{
  Morning *morning = user_data;

  for (gsize i = 0; i < N_ACTED; i++)
    see_action (event, &morning->acted[i]);
  watch (event, &morning->halted);
}

/* Actions come before the open of the next morning, and the price knows of them. A user's halt lasts
 * until the user ends it, nights included; nothing is quoted or traded meanwhile. */
static void
test_next_morning (void)
{
  static const struct
  {
    BwInjectionKind kind;
    BwMarketEventKind event;
    const char *magnitude; /* (nullable) */
    double ratio, minus;   /* of the price; a ratio of 0: there is none any more */
  } cases[N_ACTED] = {
    { BW_INJECTION_DIVIDEND, BW_MARKET_DIVIDEND, "20", 1, 20 },
    { BW_INJECTION_SPLIT, BW_MARKET_SPLIT, "4", 0.25, 0 },
    { BW_INJECTION_SPLIT, BW_MARKET_SPLIT, "0.1", 10, 0 },
    { BW_INJECTION_RENAME, BW_MARKET_RENAME, NULL, 1, 0 },
    { BW_INJECTION_DELIST, BW_MARKET_DELIST, "12.5", 0, 0 },
    { BW_INJECTION_DELIST, BW_MARKET_DELIST, "0", 0, 0 },
  };
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 10);
  BwTime start = bw_practice_market_start (market) + BW_MINUTE, end = day_open (1) + BW_HOUR;
  g_autofree Morning *morning = g_new0 (Morning, 1);
  Watch *halted = &morning->halted;

  play (feed, start, NULL, NULL);
  for (gsize i = 0; i < N_ACTED; i++)
    {
      morning->acted[i].instrument = i + 1;
      inject (feed, start, cases[i].kind, i + 1, cases[i].magnitude);
    }
  halted->instrument = 20;
  inject (feed, start, BW_INJECTION_HALT, 20, NULL);
  play (feed, end, see_morning, morning);
  for (gsize i = 0; i < N_ACTED; i++)
    {
      const Acted *acted = &morning->acted[i];
      double expected = (bw_fixed_to_double (acted->last) - cases[i].minus) * cases[i].ratio;

      g_test_message ("%s: %.2f, then %.2f", bw_injection_kind_name (cases[i].kind), bw_fixed_to_double (acted->last),
                      bw_fixed_to_double (acted->open));
      g_assert_cmpint (acted->action.kind, ==, cases[i].event);
      g_assert_cmpint (acted->action.time, ==, day_open (1) - 90 * BW_MINUTE);
      if (cases[i].ratio > 0)
        g_assert_cmpfloat (fabs (bw_fixed_to_double (acted->open) / expected - 1), <, 0.06);
      g_assert_cmpint (acted->n_after > 0, ==, cases[i].ratio > 0);
    }
  g_assert_cmpint (morning->acted[0].action.dividend.amount.e8, ==, BW_FIXED (20).e8);
  for (gsize i = 1; i <= 2; i++)
    g_assert_cmpfloat (bw_fixed_to_double (morning->acted[i].action.split.from) /
                           bw_fixed_to_double (morning->acted[i].action.split.to), ==, cases[i].ratio);
  g_assert_cmpint (morning->acted[4].action.delist.price.e8, ==, BW_FIXED_ONE_E8 * 25 / 2);
  g_assert_cmpint (morning->acted[5].action.delist.price.e8, ==, 0);

  g_assert_true (halted->is_halted);
  g_assert_cmpint (halted->halted, ==, start);
  g_assert_cmpint (halted->cause, ==, BW_HALT_CAUSE_USER);
  inject (feed, end, BW_INJECTION_RESUME, 20, NULL);
  play (feed, end + BW_HOUR / 4, see_morning, morning);
  g_assert_cmpint (halted->resumed, ==, end);
  g_assert_cmpint (halted->first_print.e8, >, 0);
  /* It has a band at once when it trades again. */
  inject (feed, end + BW_HOUR / 4, BW_INJECTION_HALT, 20, NULL);
  play (feed, end + BW_HOUR / 4 + BW_SECOND, see_morning, morning);
  inject (feed, end + BW_HOUR / 4 + BW_SECOND, BW_INJECTION_RESUME, 20, NULL);
  play (feed, end + BW_HOUR / 4 + 2 * BW_SECOND, see_morning, morning);
  g_assert_false (halted->is_halted);
  inject (feed, end + BW_HOUR / 4 + 2 * BW_SECOND, BW_INJECTION_GAP, 20, "-0.3");
  play (feed, end + BW_HOUR / 4 + BW_MINUTE, see_morning, morning);
  g_assert_true (halted->is_halted);
  g_assert_cmpint (halted->cause, ==, BW_HALT_CAUSE_LULD);
}

/* A company's new symbol is nobody else's, first or later one, and now and then one gets it unasked. */
static void
test_symbols (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_renames = 0;

  for (gsize i = 0; i < bw_practice_market_n_instruments (market); i++)
    g_hash_table_add (seen, g_strdup (bw_practice_market_instrument (market, i)->symbol));
  for (gsize i = 0; i < N_COMPANIES; i++)
    for (guint n = 1; n <= 20; n++)
      {
        char symbol[BW_SYMBOL_BYTES];

        bw_practice_symbol (i, n, symbol);
        g_assert_cmpuint (strlen (symbol), >=, 4);
        g_assert_cmpuint (strlen (symbol), <=, 5);
        g_assert_true (g_hash_table_add (seen, g_strdup (symbol)));
      }
  for (gsize i = 0; i < N_COMPANIES; i++)
    for (BwDate date = bw_date_from_ymd (2026, 3, 3); date < bw_date_from_ymd (2027, 3, 3); date++)
      n_renames += bw_practice_is_renamed (market, i, date);
  g_test_message ("%u of a year's days", n_renames);
  g_assert_cmpuint (n_renames, >, 30);
  g_assert_cmpuint (n_renames, <, 100);
}

/* A pause and a breaker asked for have their own ends, and their own hours. */
static void
test_asked_halts (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 0);
  BwTime now = bw_practice_market_start (market) + BW_MINUTE;
  BwInjection again = { .kind = BW_INJECTION_BREAKER, .magnitude = BW_FIXED (1) };
  Watch self = { .instrument = 9 };

  play (feed, now, watch, &self);
  inject (feed, now, BW_INJECTION_LULD, 9, NULL);
  play (feed, now + 8 * BW_MINUTE, watch, &self);
  g_assert_cmpint (self.halted, ==, now);
  g_assert_cmpint (self.resumed, ==, now + 5 * BW_MINUTE);
  g_assert_cmpint (self.first_print.e8, >, 0);
  now += 10 * BW_MINUTE;
  play (feed, now, watch, &self);
  self.n_all_halts = 0;
  inject (feed, now, BW_INJECTION_BREAKER, 0, "1");
  g_assert_false (bw_feed_inject (feed, now, &again, NULL));
  play (feed, now + 20 * BW_MINUTE, watch, &self);
  g_assert_cmpuint (self.n_all_halts, >=, 140);
  g_assert_cmpint (self.halted, ==, now);
  g_assert_cmpint (self.resumed, ==, now + 15 * BW_MINUTE);
  inject (feed, now + 20 * BW_MINUTE, BW_INJECTION_BREAKER, 0, "2");
}

/* The same wishes at the same places give the same events, and so they do after a restart. */
static void
test_replay (void)
{
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwFeed) one = bw_practice_feed_new (market, NULL, 0);
  BwTime start = bw_practice_market_start (market);

  play (one, start + BW_MINUTE, NULL, NULL);
  inject (one, start + BW_MINUTE, BW_INJECTION_MARKET, 0, "-0.08");
  inject (one, start + BW_MINUTE, BW_INJECTION_VOLATILITY, 3, "4");
  inject (one, start + BW_MINUTE, BW_INJECTION_EARNINGS, 9, "0.3");
  inject (one, start + BW_MINUTE, BW_INJECTION_NEWS_BAD, 11, NULL);
  inject (one, start + BW_MINUTE, BW_INJECTION_SPLIT, 2, "3");
  for (int hour = 0; hour < 30; hour += 5)
    {
      g_autoptr (BwFeed) two = bw_practice_feed_new (market, NULL, 0);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GByteArray) again = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      play (one, start + 2 * BW_MINUTE + hour * BW_HOUR, NULL, NULL);
      bw_feed_save (one, bytes);
      g_assert_true (bw_feed_restore (two, bytes->data, bytes->len, &error));
      bw_feed_save (two, again);
      g_assert_cmpmem (bytes->data, bytes->len, again->data, again->len);
      for (int i = 0; i < 30000; i++)
        {
          BwMarketEvent a, b;

          g_assert_cmpuint (bw_feed_next (one, BW_TIME_MAX - 1, &a, 1), ==, 1);
          g_assert_cmpuint (bw_feed_next (two, BW_TIME_MAX - 1, &b, 1), ==, 1);
          g_assert_cmpint (memcmp (&a, &b, sizeof a), ==, 0);
        }
    }
}

/* What can't be says why, and changes nothing. */
static void
test_refusals (void)
{
  static const struct
  {
    BwInjectionKind kind;
    BwInstrumentId instrument;
    gint64 magnitude_e8;
  } cases[] = {
    { BW_INJECTION_HALT, 0, 0 },
    { BW_INJECTION_HALT, 9999, 0 },
    { BW_INJECTION_RESUME, 1, 0 },
    { BW_INJECTION_GAP, 1, 0 },
    { BW_INJECTION_GAP, 1, -2 * BW_FIXED_ONE_E8 },
    { BW_INJECTION_MARKET, 1, -BW_FIXED_ONE_E8 / 10 },
    { BW_INJECTION_SPLIT, 1, BW_FIXED_ONE_E8 },
    { BW_INJECTION_SPLIT, 1, 0 },
    { BW_INJECTION_SPLIT, N_COMPANIES + 1, 2 * BW_FIXED_ONE_E8 },
    { BW_INJECTION_DIVIDEND, 1, 0 },
    { BW_INJECTION_DIVIDEND, 1, 10000 * BW_FIXED_ONE_E8 },
    { BW_INJECTION_DELIST, 1, -1 },
    { BW_INJECTION_EARNINGS, 150, BW_FIXED_ONE_E8 },
    { BW_INJECTION_VOLATILITY, 1, 0 },
    { BW_INJECTION_RENAME, N_COMPANIES + 1, 0 },
    { BW_INJECTION_LULD, 0, 0 },
    { BW_INJECTION_LULD, N_SHARES + 1, 0 },
    { BW_INJECTION_BREAKER, 1, BW_FIXED_ONE_E8 },
    { BW_INJECTION_BREAKER, 0, 0 },
    { BW_INJECTION_BREAKER, 0, BW_FIXED_ONE_E8 / 2 },
    { BW_INJECTION_BREAKER, 0, 4 * BW_FIXED_ONE_E8 },
    { 0, 1, 0 },
    { 99, 1, 0 },
  };
  g_autoptr (BwPracticeMarket) market = bw_practice_market_new (SEED);
  g_autoptr (BwPracticeMarket) old = bw_practice_market_new_version (SEED, 1);
  g_autoptr (BwFeed) feed = bw_practice_feed_new (market, NULL, 0);
  g_autoptr (BwFeed) old_feed = bw_practice_feed_new (old, NULL, 0);
  g_autoptr (GByteArray) before = g_byte_array_new ();
  g_autoptr (GByteArray) after = g_byte_array_new ();
  BwInjection halt = { .kind = BW_INJECTION_HALT, .instrument = 1 };

  bw_feed_save (feed, before);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwInjection injection = { (guint8) cases[i].kind, cases[i].instrument, { cases[i].magnitude_e8 } };
      g_autoptr (GError) error = NULL;

      g_assert_false (bw_feed_inject (feed, bw_practice_market_start (market), &injection, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  bw_feed_save (feed, after);
  g_assert_cmpmem (before->data, before->len, after->data, after->len);
  g_assert_false (bw_feed_inject (old_feed, bw_practice_market_start (market), &halt, NULL));
}

/* A headline's number and its words. */
static void
test_headlines (void)
{
  static const BwHeadline cases[] = {
    { 1, 0, 0 },
    { 83, -1, 0 },
    { BW_HEADLINE_DIVIDEND_DECLARED, 131, 31000000 },
    { BW_HEADLINE_EARNINGS_BELOW, 152, -12345670000 },
    { BW_HEADLINE_TAKEOVER, 40, 123450000000 },
  };
  g_autofree char *text =
      bw_headline_compose (bw_headline_pattern (BW_HEADLINE_TAKEOVER), "Halvern Corp.", "HVRN", "$12.50");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwHeadline headline;

      bw_headline_unpack (bw_headline_pack (&cases[i]), &headline);
      g_assert_cmpint (headline.pattern, ==, cases[i].pattern);
      g_assert_cmpint (headline.index, ==, cases[i].index);
      g_assert_cmpint (headline.amount_e8, ==, cases[i].amount_e8);
    }
  g_assert_cmpstr (text, ==, "Halvern Corp. is to be bought for $12.50 a share in cash");
  g_assert_null (bw_headline_pattern (4000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/practice/events/auctions", test_auctions);
  g_test_add_func ("/market/practice/events/hours", test_hours);
  g_test_add_func ("/market/practice/events/reports", test_reports);
  g_test_add_func ("/market/practice/events/luld", test_luld);
  g_test_add_func ("/market/practice/events/first-band", test_first_band);
  g_test_add_func ("/market/practice/events/breakers", test_breakers);
  g_test_add_func ("/market/practice/events/next-morning", test_next_morning);
  g_test_add_func ("/market/practice/events/symbols", test_symbols);
  g_test_add_func ("/market/practice/events/asked-halts", test_asked_halts);
  g_test_add_func ("/market/practice/events/replay", test_replay);
  g_test_add_func ("/market/practice/events/refusals", test_refusals);
  g_test_add_func ("/market/practice/events/headlines", test_headlines);
  return g_test_run ();
}
