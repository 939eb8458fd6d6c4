/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/calendar.h"
#include "market/practice/companies.h"
#include "market/practice/market.h"

G_BEGIN_DECLS

/* The model's words: what passes from session to session, and what a session is before its tape.
 * Private to market/practice. */

/* Factor 0 is the market; then one a sector. */
#define BW_PRACTICE_N_FACTORS   (1 + BW_PRACTICE_N_SECTORS)
#define BW_PRACTICE_MINUTES_MAX 390

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

/* All that is known of one session before its paths and its tape. */
typedef struct
{
  BwSession session;
  int n_minutes;
  BwPracticeFactorDay factors[BW_PRACTICE_N_FACTORS];
  BwPracticeStockDay stocks[BW_PRACTICE_N_COMPANIES];
} BwPracticeDay;

/* model.c: one session after the other. */
void bw_practice_state_init (const BwPracticeMarket *market,
                             BwPracticeState *factors,
                             BwPracticeState *stocks);
void bw_practice_day_step (const BwPracticeMarket *market,
                           const BwSession *session,
                           BwPracticeState *factors,
                           BwPracticeState *stocks,
                           BwPracticeDay *day);

gboolean bw_practice_report (const BwPracticeMarket *market, gsize company, BwDate date, double *surprise);

/* path.c: within a session. */
const BwPracticeProfile *bw_practice_profile (int n_minutes);
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
                            const double *scale,
                            BwPracticePath *path);
double bw_practice_fund_activity (const BwPracticeDay *day, gsize fund);

G_END_DECLS
