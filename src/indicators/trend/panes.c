/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

#include "indicators/extreme-private.h"
#include "indicators/math/functions-private.h"
#include "indicators/momentum/momentum-private.h"
#include "indicators/moving-private.h"
#include "indicators/pure-private.h"

/* Several lines in one pane, and what is a step away from another indicator. */

/* Each stage reads all inputs and gives one output. */
static void
run_side_by_side (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;

  for (guint k = 0; k < node->n_outputs; k++)
    bw_node_feed (stages->stages[k], in, n, out + k);
}

static void
add_side (BwNode *node, guint k, BwInitFunc init, const double *parameters)
{
  BwStages *stages = node->state;

  stages->stages[k] = bw_node_child (node, node->n_inputs, 1, init, parameters);
  node->lead = MAX (node->lead, stages->stages[k]->lead);
}

/* Inputs: high, low, close. A slow and a quick CCI. Source: K. Wood; TradingView's Woodies CCI. */
void
bw_woodies_init (BwNode *node, const double *parameters)
{
  bw_stages_setup (node, run_side_by_side, 0, 0);
  add_side (node, 0, bw_cci_init, parameters);
  add_side (node, 1, bw_cci_init, parameters + 1);
}

/* Inputs: high, low, close. Both directional indicators and their index. Source: J. W. Wilder, New
 * Concepts in Technical Trading Systems, 1978; TradingView's Directional Movement Index. */
void
bw_directional_pane_init (BwNode *node, const double *parameters)
{
  bw_stages_setup (node, run_side_by_side, 0, 0);
  add_side (node, 0, bw_plus_di_init, parameters);
  add_side (node, 1, bw_minus_di_init, parameters);
  add_side (node, 2, bw_adx_init, parameters);
}

/* Four averages of one kind. Source: TradingView's Moving Average Ribbon. */
void
bw_ribbon_init (BwNode *node, const double *parameters)
{
  bw_stages_setup (node, run_side_by_side, 0, 0);
  for (guint k = 0; k < node->n_outputs; k++)
    add_side (node, k, bw_ma_node_init, (const double[]){ parameters[k], parameters[4] });
}

/* Six exponential averages. Source: D. Guppy, Trend Trading, 2004: of traders (3 to 15 bars) and of
 * investors (30 to 60). */
void
bw_guppy_init (BwNode *node, const double *parameters)
{
  bw_stages_setup (node, run_side_by_side, 0, 0);
  for (guint k = 0; k < node->n_outputs; k++)
    add_side (node, k, bw_ema_node_init, parameters + k);
}

static void
run_accelerator (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *mean = stages->blocks[0];
  gsize skip = bw_node_feed_after (stages->stages[0], 0, in, n, out);

  skip = bw_node_feed_one (stages->stages[1], skip, out[0], n, mean);
  for (gsize i = skip; i < n; i++)
    out[0][i] -= mean[i];
}

/* Inputs: high, low. The awesome oscillator less its mean. Source: B. Williams, New Trading
 * Dimensions, 1998; TradingView's Accelerator Oscillator. */
void
bw_accelerator_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_accelerator, 0, 1);

  stages->stages[0] = bw_node_child (node, 2, 1, bw_awesome_init, parameters);
  stages->stages[1] = bw_node_child_period (node, bw_sma_node_init, parameters[2]);
  node->lead = stages->stages[0]->lead + stages->stages[1]->lead;
}

static void
run_bull_bear (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *average = stages->blocks[0];

  bw_node_feed_one (stages->stages[0], 0, in[2], n, average);
  for (gsize i = 0; i < n; i++)
    out[0][i] = (in[0][i] - average[i]) + (in[1][i] - average[i]);
}

/* Inputs: high, low, close. Source: A. Elder's two powers in one; TradingView's Bull Bear Power. */
void
bw_bull_bear_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_bull_bear, 0, 1);

  stages->stages[0] = bw_node_child_period (node, bw_ema_node_init, parameters[0]);
  node->lead = stages->stages[0]->lead;
}

static void
run_vix_fix (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *high = stages->blocks[0];

  bw_node_feed_one (stages->stages[0], 0, in[1], n, high);
  for (gsize i = 0; i < n; i++)
    out[0][i] = high[i] != 0.0 ? 100.0 * (high[i] - in[0][i]) / high[i] : 0.0;
}

/* Inputs: low, close. How far the low is below the highest close, in percent. Source: L. Williams,
 * Active Trader, December 2007. */
void
bw_vix_fix_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_vix_fix, 0, 1);

  stages->stages[0] = bw_node_child_period (node, bw_max_node_init, parameters[0]);
  node->lead = stages->stages[0]->lead;
}

/* The angle at which the average climbs, where the range of the last bars is 25 wide. */
static void
run_chop_zone (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *high = stages->blocks[0], *low = stages->blocks[1], *average = stages->blocks[2];

  bw_node_feed_one (stages->stages[0], 0, in[0], n, high);
  bw_node_feed_one (stages->stages[1], 0, in[1], n, low);
  bw_node_feed_one (stages->stages[2], 0, in[2], n, average);
  for (gsize i = 0; i < n; i++)
    {
      double typical = (in[0][i] + in[1][i] + in[2][i]) / 3.0, range = high[i] - low[i];
      double rise = average[i] - stages->factor;

      out[0][i] = range > 0.0 && typical != 0.0 ? rise / typical * (25.0 / range * low[i]) : 0.0;
      stages->factor = average[i];
    }
  bw_each_atan (out[0], n, out[0]);
  for (gsize i = 0; i < n; i++)
    out[0][i] = floor (out[0][i] * (180.0 / G_PI) + 0.5);
}

/* Inputs: high, low, close. Whole degrees. Source: TradingView's Chop Zone. */
void
bw_chop_zone_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_chop_zone, 0, 3);

  stages->stages[0] = bw_node_child_period (node, bw_max_node_init, parameters[0]);
  stages->stages[1] = bw_node_child_period (node, bw_min_node_init, parameters[0]);
  stages->stages[2] = bw_node_child_period (node, bw_ema_node_init, parameters[1]);
  node->lead = MAX (stages->stages[0]->lead, stages->stages[2]->lead + 1);
}

/* Of open, high, low, close: opens and closes below (above) the upper (lower) share of the range.
 */
static inline double
judge_inventory (double open, double high, double low, double close, double share)
{
  double range = high - low, upper = high - share * range, lower = low + share * range;
  gboolean is_small = fabs (close - open) < share * range;

  if (is_small & (open < upper) & (close < upper) & (high > upper))
    return 100.0;
  return is_small & (open > lower) & (close > lower) & (low < lower) ? -100.0 : 0.0;
}

static void
run_inventory_bar (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  const BwStages *stages = node->state;

  for (gsize i = 0; i < n; i++)
    out[0][i] = judge_inventory (in[0][i], in[1][i], in[2][i], in[3][i], stages->factor);
}

/* Inputs: open, high, low, close. 100 where a rise came back by the share of the bar, -100 where a
 * fall did. Source: TradingView's Rob Hoffman Inventory Retracement Bar. */
void
bw_inventory_bar_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_inventory_bar, 0, 0);

  stages->factor = parameters[0] / 100.0;
}
