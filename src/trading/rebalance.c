/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/rebalance.h"

/* From target weights to orders. Sales and covers come first: they free what the purchases need. */

static gint64
absolute (gint64 number)
{
  return number < 0 ? -number : number;
}

static BwFixed
price_for (const BwRebalanceItem *item, gboolean buys)
{
  BwFixed near = buys ? item->ask : item->bid;

  return near.e8 > 0 ? near : item->last;
}

/* quantity × price × multiplier ÷ equity, half-even at eight decimals. */
static gboolean
weigh (const BwRebalanceItem *item, BwFixed quantity, BwFixed price, BwFixed equity, BwFixed *weight)
{
  BwFixed size, value;

  return bw_fixed_mul (quantity, item->instrument->multiplier, BW_ROUND_HALF_EVEN, &size) &&
         bw_fixed_mul (size, price, BW_ROUND_HALF_EVEN, &value) &&
         bw_fixed_div (value, equity, BW_ROUND_HALF_EVEN, weight);
}

/* The quantity that @target of the equity buys, towards zero on lot: a plan never asks for more
 * than its target. Fractions where the instrument has them. */
static gboolean
quantity_at (const BwRebalanceItem *item, BwFixed target, BwFixed price, BwFixed equity, BwFixed *quantity)
{
  BwFixed money, unit, whole;

  if (!bw_fixed_mul (equity, target, BW_ROUND_TRUNCATE, &money) ||
      !bw_fixed_mul (price, item->instrument->multiplier, BW_ROUND_HALF_EVEN, &unit) || unit.e8 <= 0 ||
      !bw_fixed_div (money, unit, BW_ROUND_TRUNCATE, &whole))
    return FALSE;
  /* Short positions are whole. */
  if (item->instrument->fractionable && target.e8 >= 0)
    {
      *quantity = whole;
      return TRUE;
    }
  return bw_fixed_round_to (whole, item->instrument->lot, BW_ROUND_TRUNCATE, quantity);
}

static BwReason
plan_item (const BwRebalanceTerms *terms, const BwRebalanceItem *item, BwRebalanceLine *line)
{
  BwFixed target = item->has_target ? item->target : BW_FIXED_ZERO;
  BwFixed wanted, mark = price_for (item, item->quantity.e8 < 0);
  gboolean is_left = !item->has_target && !terms->closes_others;

  *line = (BwRebalanceLine){ .price = mark };
  if (mark.e8 <= 0)
    return is_left || (item->quantity.e8 == 0 && target.e8 == 0) ? BW_REASON_NONE : BW_REASON_PRICE;
  if (!weigh (item, item->quantity, mark, terms->equity, &line->weight))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  line->weight_after = line->weight;
  if (is_left)
    return BW_REASON_NONE;
  if (!bw_fixed_sub (line->weight, target, &line->drift))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  /* What is to go goes, however little it is. */
  if (absolute (line->drift.e8) <= terms->band.e8 && target.e8 != 0)
    return BW_REASON_NONE;
  line->price = price_for (item, line->drift.e8 < 0);
  if (line->price.e8 <= 0)
    return BW_REASON_PRICE;
  if (!quantity_at (item, target, line->price, terms->equity, &wanted) ||
      !bw_fixed_sub (wanted, item->quantity, &line->order) ||
      !weigh (item, wanted, line->price, terms->equity, &line->weight_after))
    return BW_REASON_NOTIONAL_TOO_LARGE;
  /* Through zero takes two orders: this plan closes, the next one opens. */
  if ((item->quantity.e8 > 0 && wanted.e8 < 0) || (item->quantity.e8 < 0 && wanted.e8 > 0))
    {
      line->order = (BwFixed){ -item->quantity.e8 };
      line->weight_after = BW_FIXED_ZERO;
    }
  line->is_first_stage = line->order.e8 != 0 && (line->order.e8 > 0) != (item->quantity.e8 > 0) &&
                         item->quantity.e8 != 0;
  return BW_REASON_NONE;
}

/**
 * bw_rebalance_plan:
 * @items: (array length=n_items)
 * @lines: (out caller-allocates) (array length=n_items): one an item
 *
 * Which orders bring the weights to their targets. Nothing is planned beyond a target: what a lot
 * does not reach stays in cash. A line that can't be planned says why and leaves the others alone.
 *
 * Returns: %BW_REASON_NONE; %BW_REASON_BUYING_POWER when the targets' sizes add up to more than
 *   all of the equity; %BW_REASON_NOTIONAL when there is no equity to share out
 */
BwReason
bw_rebalance_plan (const BwRebalanceTerms *terms, const BwRebalanceItem *items, gsize n_items, BwRebalanceLine *lines)
{
  __int128 sum_e8 = 0;

  if (terms->equity.e8 <= 0)
    return BW_REASON_NOTIONAL;
  for (gsize i = 0; i < n_items; i++)
    {
      if (items[i].has_target)
        sum_e8 += items[i].target.e8 < 0 ? -(__int128) items[i].target.e8 : items[i].target.e8;
      lines[i].reason = BW_REASON_NONE;
    }
  if (sum_e8 > BW_FIXED_ONE_E8)
    return BW_REASON_BUYING_POWER;
  for (gsize i = 0; i < n_items; i++)
    {
      BwReason reason = plan_item (terms, &items[i], &lines[i]);

      lines[i].reason = (guint8) reason;
      if (reason != BW_REASON_NONE)
        lines[i].order = BW_FIXED_ZERO;
    }
  return BW_REASON_NONE;
}
