/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/impact.h"

#include "trading/margin.h"
#include "trading/risk/exposure.h"

/* What an order would do to the account's exposure, and how much of each limit is used: what the
 * ticket and the Risk page show. Nothing is changed. */

static BwFixed
share_of (__int128 money_e16, BwFixed base)
{
  __int128 share;

  if (base.e8 <= 0)
    return BW_FIXED_ZERO;
  share = (money_e16 + (money_e16 < 0 ? -base.e8 : base.e8) / 2) / base.e8;
  return (BwFixed){ (gint64) CLAMP (share, G_MININT64, G_MAXINT64) };
}

/* The most the order can lose: to its stop-loss where it has one, all it costs where it opens a long
 * position. A short without a stop has no worst case. */
static void
find_worst_case (const BwNewOrder *request, const BwVerdict *verdict, __int128 value_e16,
                 BwOrderPreview *preview)
{
  gint64 distance_e8 = preview->price.e8 - request->stop_loss.e8;
  BwFixed loss = BW_FIXED_ZERO;

  if (!verdict->opens)
    return;
  if (verdict->order.side == BW_SIDE_SELL)
    distance_e8 = -distance_e8;
  preview->worst_case_is_stop = request->stop_loss.e8 > 0;
  preview->worst_case_is_open = !preview->worst_case_is_stop && verdict->order.side == BW_SIDE_SELL;
  if (preview->worst_case_is_stop && preview->price.e8 > 0)
    value_e16 = value_e16 / preview->price.e8 * MAX (distance_e8, 0);
  if (!preview->worst_case_is_open && bw_fixed_from_e16 (value_e16, BW_ROUND_CEILING, &loss) &&
      !bw_fixed_add (loss, preview->fees, &loss))
    loss = BW_FIXED_ZERO;
  preview->worst_case = loss;
}

/**
 * bw_risk_impact:
 * @preview: (inout): its price, fees and quantity are known; gets the rest
 *
 * Cash, sector, gross and net exposure before and after the order, its worst case, its verdicts.
 */
void
bw_risk_impact (const BwCore *core, const BwAccountState *account, const BwInstrumentState *instrument,
                const BwNewOrder *request, const BwVerdict *verdict, BwFixed equity, BwOrderPreview *preview)
{
  const BwOrder *order = &verdict->order;
  gint64 sign = order->side == BW_SIDE_BUY ? 1 : -1;
  BwExposure exposure;
  BwFixed value, cash;
  __int128 value_e16;
  gint64 towards;

  preview->quantity = order->quantity;
  preview->verdicts = verdict->verdicts;
  preview->cash_before = preview->cash_after = account->account.cash;
  if (!bw_exposure_sum (core, account, instrument, NULL, &exposure) ||
      !bw_margin_value_e16 (&instrument->definition, order->quantity, preview->price, &value_e16) ||
      !bw_fixed_from_e16 (value_e16, BW_ROUND_HALF_EVEN, &value))
    return;
  if (bw_fixed_sub (account->account.cash, (BwFixed){ sign * value.e8 }, &cash) &&
      bw_fixed_sub (cash, preview->fees, &cash))
    preview->cash_after = cash;
  towards = verdict->opens ? 1 : -1;
  preview->gross_before = share_of (exposure.gross_e16, equity);
  preview->gross_after = share_of (MAX (exposure.gross_e16 + towards * value_e16, 0), equity);
  preview->net_before = share_of (exposure.net_e16, equity);
  preview->net_after = share_of (exposure.net_e16 + sign * value_e16, equity);
  if (instrument->definition.sector != BW_SECTOR_NONE)
    {
      preview->sector_before = share_of (exposure.sector_e16, equity);
      preview->sector_after = share_of (MAX (exposure.sector_e16 + towards * value_e16, 0), equity);
    }
  find_worst_case (request, verdict, value_e16, preview);
}

static void
use_rate (const BwCore *core, const BwRiskAccount *risk, BwFixed *used)
{
  const BwLimit *limit = risk->active[BW_LIMIT_ORDER_RATE];
  BwTime since;

  if (limit != NULL && !__builtin_sub_overflow (core->now, limit->period, &since))
    *used = BW_FIXED (bw_risk_orders_since (risk, since));
}

/**
 * bw_core_limits_used:
 * @used: (out): by %BwLimitRule, in the rule's own unit: what counts against the limit now; 0 where
 *   only an order itself is measured
 *
 * Returns: %FALSE for an unknown account or a figure out of range. Cost: O(positions)
 */
gboolean
bw_core_limits_used (const BwCore *core, BwAccountId id, BwFixed used[BW_N_LIMITS])
{
  const BwAccountState *account = bw_core_account_state (core, id);
  const BwInstrumentState nothing = { 0 };
  __int128 own_e16, sector_e16, three_e16 = 0;
  BwAccountFigures figures;
  BwExposure exposure;
  BwFixed losses[2];

  for (int i = 0; i < BW_N_LIMITS; i++)
    used[i] = BW_FIXED_ZERO;
  if (account == NULL || !bw_margin_figures (core, account, &figures) ||
      !bw_exposure_sum (core, account, &nothing, NULL, &exposure) ||
      !bw_exposure_largest (core, account, &own_e16, &sector_e16) ||
      !bw_risk_losses (core, account, &losses[0], &losses[1]))
    return FALSE;
  for (int i = 0; i < BW_EXPOSURE_LARGEST; i++)
    three_e16 += exposure.others_e16[i];
  used[BW_LIMIT_DAILY_LOSS] = bw_fixed_max (losses[0], BW_FIXED_ZERO);
  if (account->risk->active[BW_LIMIT_DRAWDOWN] != NULL)
    used[BW_LIMIT_DRAWDOWN] = losses[1];
  use_rate (core, account->risk, &used[BW_LIMIT_ORDER_RATE]);
  used[BW_LIMIT_POSITION] = share_of (own_e16, figures.equity);
  used[BW_LIMIT_SECTOR] = share_of (sector_e16, figures.equity);
  used[BW_LIMIT_CONCENTRATION] = share_of (three_e16, figures.equity);
  used[BW_LIMIT_GROSS] = share_of (exposure.gross_e16, figures.equity);
  used[BW_LIMIT_NET] = bw_fixed_abs (share_of (exposure.net_e16, figures.equity));
  used[BW_LIMIT_LEVERAGE]
      = share_of (exposure.gross_e16, bw_fixed_min (figures.equity, account->account.day_start_equity));
  return TRUE;
}
