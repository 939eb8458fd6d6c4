/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/margin-table.h"

/* The dated tables of data/tables/margin.def. */

enum
{
  SIDE_LONG,
  SIDE_SHORT,
};

static const struct
{
  gboolean is_short;
  guint32 leverage;
  gint64 below_e8; /* 0: any price */
  BwTime from;
  BwMarginRate rate;
} rows[] = {
#define MARGIN_ROW(side, leverage, below, from_s, rate_e4, floor_e8, source) \
  { SIDE_##side, leverage, below, (from_s) * BW_SECOND, { rate_e4, floor_e8 } },
#define REGIME_ROW(rule, from_s, source)
#define SETTLEMENT_ROW(from_s, days, source)
#include "tables/margin.def"
#undef MARGIN_ROW
#undef REGIME_ROW
#undef SETTLEMENT_ROW
};

static const struct
{
  BwMarginRule rule;
  BwTime from;
} regimes[] = {
#define MARGIN_ROW(side, leverage, below, from_s, rate_e4, floor_e8, source)
#define REGIME_ROW(rule, from_s, source) { BW_MARGIN_RULE_##rule, (from_s) * BW_SECOND },
#define SETTLEMENT_ROW(from_s, days, source)
#include "tables/margin.def"
#undef MARGIN_ROW
#undef REGIME_ROW
#undef SETTLEMENT_ROW
};

static const struct
{
  BwTime from;
  int days;
} settlements[] = {
#define MARGIN_ROW(side, leverage, below, from_s, rate_e4, floor_e8, source)
#define REGIME_ROW(rule, from_s, source)
#define SETTLEMENT_ROW(from_s, days, source) { (from_s) * BW_SECOND, days },
#include "tables/margin.def"
#undef MARGIN_ROW
#undef REGIME_ROW
#undef SETTLEMENT_ROW
};

/**
 * bw_margin_table_rate:
 * @leverage: how many times its index a fund moves; 1 for all else
 *
 * What a position in a stock or fund must be kept up with. Where no row fits nothing is lent.
 *
 * Source: the rows of data/tables/margin.def, each with its own.
 */
BwMarginRate
bw_margin_table_rate (gboolean is_short, guint32 leverage, BwFixed price, BwTime time)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].is_short == is_short && leverage >= rows[i].leverage &&
        (rows[i].below_e8 == 0 || price.e8 < rows[i].below_e8) && time >= rows[i].from)
      return rows[i].rate;
  return (BwMarginRate){ 10000, 0 };
}

/**
 * bw_margin_table_regime:
 *
 * Returns: the day-trading rule in force at @time
 */
BwMarginRule
bw_margin_table_regime (BwTime time)
{
  gsize i = G_N_ELEMENTS (regimes) - 1;

  while (i > 0 && time < regimes[i].from)
    i--;
  return regimes[i].rule;
}

/**
 * bw_margin_table_settlement_days:
 *
 * Returns: business days from a trade to its settlement, at most %BW_SETTLEMENT_DAYS_MAX
 */
int
bw_margin_table_settlement_days (BwTime time)
{
  gsize i = G_N_ELEMENTS (settlements) - 1;

  while (i > 0 && time < settlements[i].from)
    i--;
  return settlements[i].days;
}
