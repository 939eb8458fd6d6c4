/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/practice/market-private.h"

G_BEGIN_DECLS

/* What a company's calendar and temper say about dividends, borrowing and the like: functions of the
 * market and the date alone. Private to market/practice. */

double bw_practice_dividend_yield (const BwPracticeMarket *market, gsize company);
BwFixed bw_practice_dividend_amount (const BwPracticeMarket *market, gsize company, double scale);
gboolean bw_practice_is_ex_date (const BwPracticeMarket *market, gsize company, BwDate last, BwDate date);
gboolean bw_practice_is_declaration_date (const BwPracticeMarket *market, gsize company, BwDate last, BwDate date);
double bw_practice_split_ratio (const BwPracticeMarket *market, gsize company, BwDate date, double price);
gboolean bw_practice_takeover (const BwPracticeMarket *market, gsize company, BwDate date, double *premium);
gboolean bw_practice_is_renamed (const BwPracticeMarket *market, gsize company, BwDate date);
void bw_practice_symbol (gsize company, guint n_renames, char symbol[BW_SYMBOL_BYTES]);
BwFixed bw_practice_borrow_rate (const BwPracticeMarket *market, gsize index, BwDate date, gboolean *is_easy);
void bw_practice_earnings (const BwPracticeMarket *market,
                           gsize company,
                           double price,
                           double surprise,
                           BwDate date,
                           BwFixed *earned,
                           BwFixed *expected);

G_END_DECLS
