/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/actions.h"
#include "market/practice/market-private.h"

#include <string.h>

#define START_YEAR    2026
#define START_MONTH   3
#define START_DAY     2
#define HISTORY_YEARS 5
#define LEADERS       30
#define PRICE_MIN     1.5 /* of any open or close of the history, in dollars */

/* The sessions of the history, oldest first; the live one behind them. */
static GArray *
list_sessions (void)
{
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (BwSession));
  BwDate first = bw_date_from_ymd (START_YEAR - HISTORY_YEARS, START_MONTH, 1);
  BwDate last = bw_date_from_ymd (START_YEAR, START_MONTH, START_DAY);
  BwSession session;

  for (BwDate date = first; date <= last; date++)
    if (bw_calendar_session (BW_CALENDAR_XNYS, date, &session))
      g_array_append_val (sessions, session);
  return sessions;
}

static void
fill_instruments (BwPracticeMarket *market)
{
  for (gsize i = 0; i < BW_PRACTICE_N_STOCKS; i++)
    {
      BwInstrument *instrument = &market->instruments[i];
      gboolean is_company = i < BW_PRACTICE_N_COMPANIES;
      gsize fund = i - BW_PRACTICE_N_COMPANIES;

      bw_instrument_init (instrument, is_company ? BW_INSTRUMENT_EQUITY : BW_INSTRUMENT_ETF,
                          is_company ? bw_practice_companies[i].symbol
                                     : bw_practice_funds[fund].symbol);
      g_strlcpy (instrument->name,
                 is_company ? bw_practice_companies[i].name : bw_practice_funds[fund].name,
                 sizeof instrument->name);
      g_strlcpy (instrument->source, "practice", sizeof instrument->source);
      instrument->tick = (BwFixed){ BW_FIXED_ONE_E8 / 100 };
      market->tick_e8[i] = BW_FIXED_ONE_E8 / 100;
      market->size_e8[i] = BW_FIXED_ONE_E8;
      if (is_company)
        instrument->sector = bw_practice_sectors[i / BW_PRACTICE_N_PER_SECTOR];
      else if (fund < BW_PRACTICE_N_SECTORS)
        instrument->sector = bw_practice_sectors[fund];
    }
}

/* What five years came to, as a log return, and what they are to come to: near 6 % a year for the
 * market as a whole, half of its luck for a sector or a company. */
static double
pinned_level (const BwPracticeMarket *market, gsize entity, double level)
{
  guint64 key =
      bw_practice_key (market, BW_PRACTICE_STREAM_ANCHOR, BW_PRACTICE_N_STOCKS + entity, 0);

  return entity == 0 ? 0.1 * bw_quantile_signed (&bw_practice_tables ()->normal, key)
                     : 0.55 * level;
}

/* Turns the state's level into the pinned one and returns the daily drift that does it. */
static double
pin_level (const BwPracticeMarket *market, gsize entity, BwPracticeState *state)
{
  double pinned = pinned_level (market, entity, state->level);
  double drift = (pinned - state->level) / (double) market->n_days;

  state->level = pinned;
  return drift;
}

/* How a company's history is moved onto its anchor. */
typedef struct
{
  double anchor; /* log of its last close */
  double shift, tilt;
  double lowest; /* log of its lowest open or close, once moved, less the anchor */
} Placement;

static void
place_company (BwPracticeMarket *market,
               gsize company,
               const double *factor_drift,
               Placement *placement)
{
  guint64 key = bw_practice_key (market, BW_PRACTICE_STREAM_ANCHOR, company, 0);
  BwPracticeState *state = &market->live_stocks[company];

  placement->anchor =
      bw_practice_log (market->traits[company].anchor) + 0.12 * (2 * bw_random_unit (key) - 1);
  placement->shift = placement->anchor - state->log_price;
  placement->tilt = pin_level (market, BW_PRACTICE_N_FACTORS + company, state);
  placement->lowest = 0;
  for (gsize f = 0; f < BW_PRACTICE_N_FACTORS; f++)
    placement->tilt += market->traits[company].exposure[f] * factor_drift[f];
  state->log_price = placement->anchor;
}

/* Day by day, as they lie in memory. */
static void
move_days (BwPracticeMarket *market, Placement *placements)
{
  for (gsize d = 0; d < market->n_days; d++)
    for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
      {
        Placement *placement = &placements[i];
        BwPracticeStockDay *stock = &market->days[d].stocks[i];
        double moved = placement->shift - placement->tilt * (double) (market->n_days - 1 - d);

        stock->log_open += moved;
        stock->log_close += moved;
        placement->lowest =
            MIN (placement->lowest, MIN (stock->log_open, stock->log_close) - placement->anchor);
      }
}

/* A share that would have been a penny once had a milder past. */
static void
keep_above_floor (BwPracticeMarket *market, gsize company, const Placement *placement)
{
  double anchor = placement->anchor;
  double floor = bw_practice_log (PRICE_MIN) - anchor;
  double scale = floor / placement->lowest;

  if (placement->lowest >= floor)
    return;
  for (gsize d = 0; d < market->n_days; d++)
    {
      BwPracticeStockDay *stock = &market->days[d].stocks[company];

      stock->log_open = anchor + (stock->log_open - anchor) * scale;
      stock->log_close = anchor + (stock->log_close - anchor) * scale;
      stock->own_sd *= (float) scale;
    }
}

/* On the morning of its ex-date a share is worth less by what it no longer carries. */
static void
drop_dividends (BwPracticeMarket *market, BwDate last, BwPracticeDay *day)
{
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    if (bw_practice_is_ex_date (market, i, last, day->session.date))
      {
        double drop = bw_practice_log (1 - bw_practice_dividend_yield (market, i) / 4);

        day->stocks[i].log_open += drop;
        day->stocks[i].log_close += drop;
        market->live_stocks[i].log_price += drop;
      }
}

/* Runs the model over the history; then tilts it by constant drifts, so that no seed makes a
 * decade's crash or boom of it, and sets each company's last close near its anchor, so that a table
 * can say what a share costs and what a company is worth. */
static void
make_days (BwPracticeMarket *market, const BwSession *sessions)
{
  Placement placements[BW_PRACTICE_N_COMPANIES];
  double drift[BW_PRACTICE_N_FACTORS];

  bw_practice_state_init (market, market->live_factors, market->live_stocks);
  for (gsize d = 0; d < market->n_days; d++)
    {
      bw_practice_day_step (market, &sessions[d], market->live_factors, market->live_stocks,
                            &market->days[d]);
      if (market->version >= 2 && d > 0)
        drop_dividends (market, sessions[d - 1].date, &market->days[d]);
    }
  for (gsize f = 0; f < BW_PRACTICE_N_FACTORS; f++)
    drift[f] = pin_level (market, f, &market->live_factors[f]);
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    place_company (market, i, drift, &placements[i]);
  move_days (market, placements);
  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    keep_above_floor (market, i, &placements[i]);
}

static void
make_live_day (BwPracticeMarket *market, const BwSession *session)
{
  BwPracticeState factors[BW_PRACTICE_N_FACTORS], stocks[BW_PRACTICE_N_COMPANIES];

  memcpy (factors, market->live_factors, sizeof factors);
  memcpy (stocks, market->live_stocks, sizeof stocks);
  bw_practice_day_step (market, session, factors, stocks, &market->days[market->n_days]);
}

/* Capital below which a company is among the smaller half, or from which among the leaders. */
static double
nth_largest_cap (gsize n)
{
  double caps[BW_PRACTICE_N_COMPANIES];

  for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
    {
      gsize at = i;

      for (; at > 0 && caps[at - 1] < bw_practice_companies[i].market_cap_bn; at--)
        caps[at] = caps[at - 1];
      caps[at] = bw_practice_companies[i].market_cap_bn;
    }
  return caps[n];
}

static gboolean
fund_holds (gsize fund, gsize company, double leader_cap, double middle_cap)
{
  double cap = bw_practice_companies[company].market_cap_bn;

  if (fund < BW_PRACTICE_N_SECTORS)
    return company / BW_PRACTICE_N_PER_SECTOR == fund;
  switch (fund - BW_PRACTICE_N_SECTORS)
    {
    case 0:
      return TRUE;
    case 1:
      return cap >= leader_cap;
    default:
      return cap < middle_cap;
    }
}

/* Holdings by capital, but the leaders' fund holds as many shares of each (a price index). One
 * fund share is worth its table's price at the last close. */
static void
fill_fund_weights (BwPracticeMarket *market)
{
  double leader_cap = nth_largest_cap (LEADERS - 1);
  double middle_cap = nth_largest_cap (BW_PRACTICE_N_COMPANIES / 2);

  for (gsize f = 0; f < BW_PRACTICE_N_FUNDS; f++)
    {
      double worth = 0;

      for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
        {
          double held =
              f == BW_PRACTICE_N_SECTORS + 1 ? 1 : (double) market->shares[i].e8 / BW_FIXED_ONE_E8;

          if (!fund_holds (f, i, leader_cap, middle_cap))
            held = 0;
          market->fund_weight[f][i] = held;
          worth += held * bw_practice_exp (market->live_stocks[i].log_price);
        }
      for (gsize i = 0; i < BW_PRACTICE_N_COMPANIES; i++)
        market->fund_weight[f][i] *= bw_practice_funds[f].price / worth;
    }
}

/**
 * bw_practice_market_new:
 * @seed: what all of it is a function of, with %BW_PRACTICE_VERSION
 *
 * The market of the newest version.
 *
 * Returns: (transfer full): the market
 */
BwPracticeMarket *
bw_practice_market_new (guint64 seed)
{
  return bw_practice_market_new_version (seed, BW_PRACTICE_VERSION);
}

/**
 * bw_practice_market_new_version:
 * @version: from %BW_PRACTICE_VERSION_OLDEST to %BW_PRACTICE_VERSION
 *
 * What the program of that version made of @seed, bit by bit. Version 1 has companies and funds in
 * core hours alone, without auctions, halts, actions, news or borrowing; it can't be injected into. In
 * version 2 no company changes its symbol of its own accord, and neither the first minute nor
 * the one in which a share reopens has price bands.
 * Runs the daily model over the history; bars are made when they are asked for. Cost: some 15 ms.
 *
 * Returns: (transfer full): the market
 */
BwPracticeMarket *
bw_practice_market_new_version (guint64 seed, int version)
{
  BwPracticeMarket *market = g_new0 (BwPracticeMarket, 1);
  g_autoptr (GArray) sessions = list_sessions ();

  g_return_val_if_fail (version >= BW_PRACTICE_VERSION_OLDEST, NULL);
  g_return_val_if_fail (version <= BW_PRACTICE_VERSION, NULL);
  g_assert (sessions->len > BW_PRACTICE_N_MINUTE_SESSIONS + 1);

  market->ref_count = 1;
  market->seed = seed;
  market->version = version;
  market->n_instruments = version >= 2 ? BW_PRACTICE_N_INSTRUMENTS : BW_PRACTICE_N_STOCKS;
  market->n_days = sessions->len - 1;
  market->days = g_new (BwPracticeDay, market->n_days + 1);
  fill_instruments (market);
  bw_practice_company_traits (market);
  make_days (market, &g_array_index (sessions, BwSession, 0));
  make_live_day (market, &g_array_index (sessions, BwSession, market->n_days));
  fill_fund_weights (market);
  bw_practice_fund_traits (market);
  if (version >= 2)
    bw_practice_round_fill (market);
  return market;
}

BwPracticeMarket *
bw_practice_market_ref (BwPracticeMarket *market)
{
  g_atomic_int_inc (&market->ref_count);
  return market;
}

void
bw_practice_market_unref (BwPracticeMarket *market)
{
  if (!g_atomic_int_dec_and_test (&market->ref_count))
    return;
  bw_practice_history_free (market);
  g_free (market->days);
  g_free (market);
}

gsize
bw_practice_market_n_instruments (const BwPracticeMarket *market)
{
  return market->n_instruments;
}

int
bw_practice_market_version (const BwPracticeMarket *market)
{
  return market->version;
}

/**
 * bw_practice_market_instrument:
 *
 * Returns: (transfer none): companies sorted by sector, then the sector funds, then the index
 *   funds, then (version 2) coins and pairs of currencies; their id is 0: the profile numbers them
 */
const BwInstrument *
bw_practice_market_instrument (const BwPracticeMarket *market, gsize index)
{
  g_return_val_if_fail (index < market->n_instruments, NULL);

  return &market->instruments[index];
}

/**
 * bw_practice_market_description:
 *
 * Returns: (transfer none): one English sentence on what the company does or the fund holds
 */
const char *
bw_practice_market_description (const BwPracticeMarket *market, gsize index)
{
  g_return_val_if_fail (index < market->n_instruments, NULL);

  if (index >= BW_PRACTICE_N_STOCKS)
    return bw_practice_round[index - BW_PRACTICE_N_STOCKS].description;
  return index < BW_PRACTICE_N_COMPANIES
             ? bw_practice_companies[index].description
             : bw_practice_funds[index - BW_PRACTICE_N_COMPANIES].description;
}

/**
 * bw_practice_market_sub_industry:
 *
 * Returns: (transfer none): the GICS sub-industry; "Sector Fund" or "Index Fund" for a fund,
 *   "Coin" or "Currency Pair" around the clock
 */
const char *
bw_practice_market_sub_industry (const BwPracticeMarket *market, gsize index)
{
  g_return_val_if_fail (index < market->n_instruments, NULL);

  if (index < BW_PRACTICE_N_COMPANIES)
    return bw_practice_companies[index].sub_industry;
  if (index >= BW_PRACTICE_N_STOCKS)
    return index < BW_PRACTICE_N_STOCKS + BW_PRACTICE_N_COINS ? "Coin" : "Currency Pair";
  return index < BW_PRACTICE_N_COMPANIES + BW_PRACTICE_N_SECTORS ? "Sector Fund" : "Index Fund";
}

BwFixed
bw_practice_market_shares_outstanding (const BwPracticeMarket *market, gsize index)
{
  g_return_val_if_fail (index < market->n_instruments, BW_FIXED_ZERO);

  return market->shares[index];
}

/**
 * bw_practice_market_find:
 *
 * Returns: %TRUE and the index of @symbol; %FALSE when the market has no such symbol
 */
gboolean
bw_practice_market_find (const BwPracticeMarket *market, const char *symbol, gsize *index)
{
  for (gsize i = 0; i < market->n_instruments; i++)
    if (g_str_equal (market->instruments[i].symbol, symbol))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * bw_practice_market_start:
 *
 * Returns: where history ends and the tape begins: 10:00 New York on Monday 2 March 2026
 */
BwTime
bw_practice_market_start (const BwPracticeMarket *market)
{
  return market->days[market->n_days].session.open + BW_PRACTICE_START_MINUTE * BW_MINUTE;
}

/**
 * bw_practice_market_rests:
 * @until: (out): when shares trade again
 *
 * Whether @time lies in the hours in which no share trades: from two hours after the close to 90
 * minutes before the open. %FALSE for version 1, whose clock knows by its feed.
 */
gboolean
bw_practice_market_rests (const BwPracticeMarket *market, BwTime time, BwTime *until)
{
  BwSession session;

  if (market->version < 2 || !bw_calendar_session_at_or_after (BW_CALENDAR_XNYS, time, &session))
    return FALSE;
  if (time >= session.close + BW_PRACTICE_POST_MINUTES * BW_MINUTE &&
      !bw_calendar_next_session (BW_CALENDAR_XNYS, session.date, &session))
    return FALSE;
  *until = session.open - BW_PRACTICE_PRE_MINUTES * BW_MINUTE;
  return time < *until;
}
