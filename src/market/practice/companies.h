/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"

G_BEGIN_DECLS

#define BW_PRACTICE_N_SECTORS     11
#define BW_PRACTICE_N_PER_SECTOR  12
#define BW_PRACTICE_N_COMPANIES   (BW_PRACTICE_N_SECTORS * BW_PRACTICE_N_PER_SECTOR)
#define BW_PRACTICE_N_INDEX_FUNDS 3
#define BW_PRACTICE_N_FUNDS       (BW_PRACTICE_N_SECTORS + BW_PRACTICE_N_INDEX_FUNDS)
#define BW_PRACTICE_N_STOCKS      (BW_PRACTICE_N_COMPANIES + BW_PRACTICE_N_FUNDS)
#define BW_PRACTICE_N_COINS       4
#define BW_PRACTICE_N_PAIRS       3
#define BW_PRACTICE_N_ROUND       (BW_PRACTICE_N_COINS + BW_PRACTICE_N_PAIRS)
#define BW_PRACTICE_N_INSTRUMENTS (BW_PRACTICE_N_STOCKS + BW_PRACTICE_N_ROUND)
/* The fund that is the market's index. */
#define BW_PRACTICE_INDEX (BW_PRACTICE_N_COMPANIES + BW_PRACTICE_N_SECTORS)

/**
 * BwPracticeCompany:
 * @price: about what a share costs when the live market starts, in dollars
 * @market_cap_bn: what all shares cost then, in billions of dollars
 * @beta: how much of the market's move it takes
 * @idiosyncratic: the yearly volatility of what is its own, with its reports and its news
 *
 * A fictional company: nothing in it is the name of a real one.
 */
typedef struct
{
  const char *symbol;
  const char *name;
  const char *sub_industry;
  const char *description;
  double price;
  double market_cap_bn;
  double beta;
  double idiosyncratic;
} BwPracticeCompany;

typedef struct
{
  const char *symbol;
  const char *name;
  const char *description;
  double price;
  double assets_bn;
} BwPracticeFund;

/**
 * BwPracticeRound:
 * @price: when the live market starts, in US dollars
 * @yearly_sd: of its log returns
 * @half_spread: usual, as a fraction of the price
 * @volume_daily: in units
 * @tick_e8, @size_e8: price step; what sizes are multiples of
 *
 * What trades around the clock: a coin or a pair of currencies, all made up.
 */
typedef struct
{
  const char *symbol;
  const char *name;
  const char *description;
  double price;
  double yearly_sd;
  double half_spread;
  double volume_daily;
  gint64 tick_e8, size_e8;
} BwPracticeRound;

/* Sorted by sector, in the order of bw_practice_sectors; larger companies first. */
extern const BwPracticeCompany bw_practice_companies[BW_PRACTICE_N_COMPANIES];
/* One fund a sector, then the index funds. */
extern const BwPracticeFund bw_practice_funds[BW_PRACTICE_N_FUNDS];
extern const BwSector bw_practice_sectors[BW_PRACTICE_N_SECTORS];
/* The coins, then the pairs. */
extern const BwPracticeRound bw_practice_round[BW_PRACTICE_N_ROUND];

G_END_DECLS
