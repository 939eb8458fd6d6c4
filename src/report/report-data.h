/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/trade.h"
#include "store/order-details.h"
#include "trading/account.h"
#include "trading/posting.h"

G_BEGIN_DECLS

/**
 * BwReportData:
 * @account_name: as the user named it
 * @currency: ISO 4217 code of all money here
 * @source: where prices came from, for people: "Practice market, seed 7"
 * @zone: IANA zone in which the printed report shows times; CSV files are always UTC
 * @generated: when the report was asked for, in the time of the account
 * @period_start, @period_end: what the caller selected rows for; end is exclusive
 * @lookup: (scope call): resolves every instrument id in the arrays
 * @point_times, @point_equity: (array length=n_points): the equity curve, rising times; at least
 *   one point a day where the account lived
 * @point_flows: (array length=n_points) (nullable): deposits less withdrawals since the point before
 * @orders, @posting_sets: in order of time, of this account
 * @order_details: (nullable) (element-type BwOrderDetails): what few of @orders have, by number
 * @fills: in order of time, from the account's beginning to @period_end, so that trades find where
 *   they were opened; a trade counts when it was closed in the period
 * @actions: (nullable): what companies did to what the account held, in order of time
 * @positions: open ones, as of @period_end
 * @figures: as of @period_end
 *
 * All that a report says, borrowed from its caller for the time of the call.
 */
typedef struct
{
  const char *account_name;
  const char *currency;
  const char *source;
  const char *zone;
  BwTime generated;
  BwTime period_start;
  BwTime period_end;
  BwAccountFigures figures;

  BwInstrumentLookup lookup;
  gpointer lookup_data;

  const BwTime *point_times;
  const double *point_equity;
  const double *point_flows;
  gsize n_points;

  const BwOrder *orders;
  gsize n_orders;
  const GArray *order_details;
  const BwFill *fills;
  gsize n_fills;
  const BwCorporateAction *actions;
  gsize n_actions;
  const BwPosition *positions;
  gsize n_positions;
  const BwPostingSet *posting_sets;
  gsize n_posting_sets;
} BwReportData;

G_END_DECLS
