/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/calendar.h"
#include "market/practice/companies.h"
#include "market/practice/market.h"
#include "market/practice/numbers.h"

G_BEGIN_DECLS

/* Factor 0 is the market; then one a sector. */
#define BW_PRACTICE_N_FACTORS         (1 + BW_PRACTICE_N_SECTORS)
#define BW_PRACTICE_MINUTES_MAX       390
#define BW_PRACTICE_N_MINUTE_SESSIONS 30
#define BW_PRACTICE_START_MINUTE      30 /* of the live session */
#define BW_PRACTICE_TRADE_SHARE                                                                    \
  0.3 /* of what happens to an instrument: trades; the rest are quotes */

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
} BwPracticeStream;

/* What a factor or a company carries from one session to the next. */
typedef struct
{
  double variance;  /* of the next day's own return */
  double level;     /* sum of own returns, away from the trend */
  double log_price; /* companies only */
} BwPracticeState;

typedef struct
{
  double overnight, intraday; /* log returns */
  double intraday_sd;         /* of its way from open to close */
  double stress;              /* sd of the day over its long-run value */
} BwPracticeFactorDay;

typedef struct
{
  double log_open, log_close;
  float own_sd;   /* of the session's own part, as a log return */
  float activity; /* volume over its usual level */
} BwPracticeStockDay;

/* A session on the minute grid, common to history and tape: the latent price at each minute's
 * start (and at the close), and the sd of each minute's return. */
typedef struct
{
  double price[BW_PRACTICE_MINUTES_MAX + 1];
  float sd[BW_PRACTICE_MINUTES_MAX];
} BwPracticePath;

typedef struct
{
  double value[BW_PRACTICE_MINUTES_MAX + 1]; /* log return since the open */
  double variance[BW_PRACTICE_MINUTES_MAX];
} BwPracticeFactorPath;

/* The shape of a session of so many minutes; both have mean 1. */
typedef struct
{
  int n_minutes;
  double volume[BW_PRACTICE_MINUTES_MAX];
  double variance[BW_PRACTICE_MINUTES_MAX];
} BwPracticeProfile;

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

/* All that is known of one session before its paths and its tape. */
typedef struct
{
  BwSession session;
  int n_minutes;
  BwPracticeFactorDay factors[BW_PRACTICE_N_FACTORS];
  BwPracticeStockDay stocks[BW_PRACTICE_N_COMPANIES];
} BwPracticeDay;

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
  gsize n_days; /* complete sessions before the live one */
  BwInstrument instruments[BW_PRACTICE_N_INSTRUMENTS];
  BwPracticeTraits traits[BW_PRACTICE_N_INSTRUMENTS];
  BwFixed shares[BW_PRACTICE_N_INSTRUMENTS];
  double fund_weight[BW_PRACTICE_N_FUNDS][BW_PRACTICE_N_COMPANIES]; /* shares held a fund share */
  BwPracticeState live_factors[BW_PRACTICE_N_FACTORS];              /* before the live session */
  BwPracticeState live_stocks[BW_PRACTICE_N_COMPANIES];             /* likewise */
  BwPracticeDay *days; /* (owned): n_days of history, oldest first, and the live one */
  gsize paths;         /* (owned) (nullable): BwPracticePaths, once asked for */
  gsize funds;         /* (owned) (nullable): BwPracticeFundHistory, once asked for */
};

const BwPracticeProfile *bw_practice_profile (int n_minutes);
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

/* model.c: one session after the other. */
void bw_practice_state_init (const BwPracticeMarket *market,
                             BwPracticeState *factors,
                             BwPracticeState *stocks);
void bw_practice_day_step (const BwPracticeMarket *market,
                           const BwSession *session,
                           BwPracticeState *factors,
                           BwPracticeState *stocks,
                           BwPracticeDay *day);

/* history.c */
void bw_practice_history_free (BwPracticeMarket *market);

/* path.c: within a session. */
void bw_practice_factor_paths (const BwPracticeMarket *market,
                               const BwPracticeDay *day,
                               BwPracticeFactorPath *factors);
void bw_practice_stock_path (const BwPracticeMarket *market,
                             gsize company,
                             const BwPracticeDay *day,
                             const BwPracticeFactorPath *factors,
                             BwPracticePath *path);
void bw_practice_fund_path (const BwPracticeMarket *market,
                            gsize fund,
                            const BwPracticeDay *day,
                            const BwPracticeFactorPath *factors,
                            const BwPracticePath *stocks,
                            BwPracticePath *path);
double bw_practice_fund_activity (const BwPracticeDay *day, gsize fund);

G_END_DECLS
