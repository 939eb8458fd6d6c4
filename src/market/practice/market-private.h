/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/practice/model.h"
#include "market/practice/numbers.h"

G_BEGIN_DECLS

#define BW_PRACTICE_N_MINUTE_SESSIONS 30
#define BW_PRACTICE_START_MINUTE      30 /* of the live session */
/* Version 2 trades from 90 minutes before the open to two hours after the close. */
#define BW_PRACTICE_PRE_MINUTES  90
#define BW_PRACTICE_POST_MINUTES 120
/* Of a day's usual volume: what the auctions take beside the continuous trading. */
#define BW_PRACTICE_OPEN_SHARE  0.02
#define BW_PRACTICE_CLOSE_SHARE 0.09
/* Of what happens to an instrument: trades; the rest are quotes. */
#define BW_PRACTICE_TRADE_SHARE 0.3

/* What a stream of random words is for; part of its key. Never change a number. */
typedef enum
{
  BW_PRACTICE_STREAM_FACTOR_DAY = 1,
  BW_PRACTICE_STREAM_FACTOR_PATH = 2,
  BW_PRACTICE_STREAM_STOCK_DAY = 3,
  BW_PRACTICE_STREAM_STOCK_PATH = 4,
  BW_PRACTICE_STREAM_FUND_PATH = 5,
  BW_PRACTICE_STREAM_ANCHOR = 6,
  BW_PRACTICE_STREAM_DAILY_BAR = 7,
  BW_PRACTICE_STREAM_MINUTE_BAR = 8,
  BW_PRACTICE_STREAM_TAPE = 9,
  BW_PRACTICE_STREAM_BOOK = 10,
  BW_PRACTICE_STREAM_ROUND = 11,
  BW_PRACTICE_STREAM_HOURS = 12,
  BW_PRACTICE_STREAM_AUCTION = 13,
  BW_PRACTICE_STREAM_NEWS = 14,
  BW_PRACTICE_STREAM_ACTION = 15,
  BW_PRACTICE_STREAM_BORROW = 16,
} BwPracticeStream;

/* What is fixed for an instrument. */
typedef struct
{
  double exposure[BW_PRACTICE_N_FACTORS]; /* return per return of each factor */
  double own_daily_sd;                    /* long-run; of a fund: what does not cancel out */
  double minute_sd;                       /* long-run, of all, as a fraction of the price */
  double volume_daily;                    /* shares */
  double events_per_second;               /* over a session's mean */
  double half_spread;                     /* usual, as a fraction of the price */
  double anchor;                          /* price towards which the last close is set */
} BwPracticeTraits;

/* The factors' way through the sessions that have minutes. */
typedef struct
{
  BwPracticeFactorPath factors[BW_PRACTICE_N_MINUTE_SESSIONS + 1][BW_PRACTICE_N_FACTORS];
} BwPracticePaths;

/* The funds' value through the minute sessions, and at each earlier open and close. */
typedef struct
{
  BwPracticePath paths[BW_PRACTICE_N_MINUTE_SESSIONS + 1][BW_PRACTICE_N_FUNDS];
  double (*open)[BW_PRACTICE_N_FUNDS];  /* (owned) */
  double (*close)[BW_PRACTICE_N_FUNDS]; /* (owned) */
} BwPracticeFundHistory;

struct _BwPracticeMarket
{
  gint ref_count; /* atomic */
  guint64 seed;
  int version;
  gsize n_instruments;
  gsize n_days; /* complete sessions before the live one */
  BwInstrument instruments[BW_PRACTICE_N_INSTRUMENTS];
  gint64 tick_e8[BW_PRACTICE_N_INSTRUMENTS]; /* what the tape counts prices in */
  gint64 size_e8[BW_PRACTICE_N_INSTRUMENTS]; /* likewise sizes */
  BwPracticeTraits traits[BW_PRACTICE_N_INSTRUMENTS];
  BwFixed shares[BW_PRACTICE_N_INSTRUMENTS];
  double fund_weight[BW_PRACTICE_N_FUNDS][BW_PRACTICE_N_COMPANIES]; /* shares held a fund share */
  BwPracticeState live_factors[BW_PRACTICE_N_FACTORS];              /* before the live session */
  BwPracticeState live_stocks[BW_PRACTICE_N_COMPANIES];             /* likewise */
  BwPracticeDay *days; /* (owned): n_days of history, oldest first, and the live one */
  gsize paths;         /* (owned) (nullable): BwPracticePaths, once asked for */
  gsize funds;         /* (owned) (nullable): BwPracticeFundHistory, once asked for */
};

void bw_practice_company_traits (BwPracticeMarket *market);
void bw_practice_fund_traits (BwPracticeMarket *market);

static inline guint64
bw_practice_key (const BwPracticeMarket *market,
                 BwPracticeStream stream,
                 guint64 entity,
                 BwDate date)
{
  return bw_random_at (market->seed, stream, entity, (guint64) (gint64) date, 0);
}

/* round.c */
void bw_practice_round_fill (BwPracticeMarket *market);
BwBarSeries *bw_practice_round_bars (const BwPracticeMarket *market, gsize index, BwTimeframe timeframe);

/* history.c */
void bw_practice_history_free (BwPracticeMarket *market);

G_END_DECLS
