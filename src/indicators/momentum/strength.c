/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/momentum/momentum-private.h"

#include "indicators/moving-private.h"
#include "indicators/pure-private.h"
#include "indicators/running-private.h"
#include "indicators/smoother-private.h"
#include "indicators/statistics/statistics-private.h"

#include <string.h>

/* RSI and Chande's oscillator: Wilder's averages of the rises and of the falls. */
typedef struct
{
  BwSmoother rise, fall;
  gboolean is_chande;
  double *rises, *falls;
} Strength;

BW_CLONES static void
part_changes (const double *x, gsize n, double *restrict rises, double *restrict falls)
{
  const double *last = x - 1;

  for (gsize i = 0; i < n; i++)
    {
      double change = x[i] - last[i];

      rises[i] = change > 0.0 ? change : 0.0;
      falls[i] = change < 0.0 ? -change : 0.0;
    }
}

/* @part of the sum of both parts, in percent; 0 where nothing is */
BW_CLONES static void
share (const double *restrict part,
       const double *restrict other,
       double smallest,
       gsize n,
       double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double sum = part[i] + other[i], value = 100.0 * (part[i] / sum);

      out[i] = sum < smallest ? 0.0 : value;
    }
}

BW_CLONES static void
balance (const double *restrict rises, const double *restrict falls, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double sum = rises[i] + falls[i], value = 100.0 * ((rises[i] - falls[i]) / sum);

      out[i] = sum < 1e-14 ? 0.0 : value;
    }
}

static void
run_strength (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Strength *state = node->state;
  gsize first = node->seen == 0 ? 1 : 0;

  n -= first;
  part_changes (in[0] + first, n, state->rises, state->falls);
  bw_smoother_run (&state->rise, state->rises, n, state->rises);
  bw_smoother_run (&state->fall, state->falls, n, state->falls);
  if (state->is_chande)
    balance (state->rises, state->falls, n, out[0] + first);
  else
    share (state->rises, state->falls, 1e-14, n, out[0] + first);
}

void
bw_rsi_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Strength *state = bw_node_setup (node, run_strength, sizeof *state, 1, period);

  bw_smoother_init_wilder (&state->rise, period);
  bw_smoother_init_wilder (&state->fall, period);
  bw_smoother_align (&state->rise, 1);
  bw_smoother_align (&state->fall, 1);
  state->rises = bw_node_alloc_block (node);
  state->falls = bw_node_alloc_block (node);
}

void
bw_cmo_init (BwNode *node, const double *parameters)
{
  bw_rsi_init (node, parameters);
  ((Strength *)node->state)->is_chande = TRUE;
}

/* What went up against all that moved, summed over a window: IMI of bodies, MFI of money. */
typedef struct
{
  BwNode *up_sum, *down_sum;
  double *up, *down;
  double *typical; /* the last, then the block's */
  double smallest; /* below it, nothing moved and the value is 0 */
} Flow;

static void
finish_flow (Flow *flow, gsize skip, gsize n, double *out)
{
  bw_node_feed_one (flow->up_sum, skip, flow->up, n, flow->up);
  bw_node_feed_one (flow->down_sum, skip, flow->down, n, flow->down);
  share (flow->up + skip, flow->down + skip, flow->smallest, n - skip, out + skip);
}

static Flow *
setup_flow (BwNode *node, BwRunFunc run, gsize history, double period, double smallest)
{
  Flow *flow = bw_node_setup (node, run, sizeof *flow, history, (gsize)period - 1 + history);

  flow->up_sum = bw_node_child_period (node, bw_sum_node_init, period);
  flow->down_sum = bw_node_child_period (node, bw_sum_node_init, period);
  flow->up = bw_node_alloc_block (node);
  flow->down = bw_node_alloc_block (node);
  flow->typical = bw_node_alloc (node, (BW_BLOCK + 1) * sizeof (double));
  flow->smallest = smallest;
  return flow;
}

BW_CLONES static void
part_bodies (
    const double *open, const double *close, gsize n, double *restrict up, double *restrict down)
{
  for (gsize i = 0; i < n; i++)
    {
      double body = close[i] - open[i];

      up[i] = body > 0.0 ? body : 0.0;
      down[i] = body > 0.0 ? 0.0 : -body;
    }
}

static void
run_imi (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Flow *flow = node->state;

  part_bodies (in[0], in[1], n, flow->up, flow->down);
  finish_flow (flow, 0, n, out[0]);
}

void
bw_imi_init (BwNode *node, const double *parameters)
{
  setup_flow (node, run_imi, 0, parameters[0], 1e-14);
}

/* @typical: as long as the columns, with the bar before them */
BW_CLONES static void
part_money (const double *const *in,
            gsize n,
            double *restrict typical,
            double *restrict up,
            double *restrict down)
{
  const double *high = in[0], *low = in[1], *close = in[2], *volume = in[3];

  for (gsize i = 0; i < n; i++)
    typical[i + 1] = (high[i] + low[i] + close[i]) / 3.0;
  for (gsize i = 0; i < n; i++)
    {
      double money = typical[i + 1] * volume[i];

      up[i] = typical[i + 1] > typical[i] ? money : 0.0;
      down[i] = typical[i + 1] < typical[i] ? money : 0.0;
    }
  typical[0] = typical[n];
}

static void
run_mfi (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Flow *flow = node->state;

  part_money (in, n, flow->typical, flow->up, flow->down);
  finish_flow (flow, node->seen == 0 ? 1 : 0, n, out[0]);
}

void
bw_mfi_init (BwNode *node, const double *parameters)
{
  setup_flow (node, run_mfi, 1, parameters[0], 1.0);
}

BW_PURE (bop, 4, b[i] - c[i] < 1e-14 ? 0.0 : (d[i] - a[i]) / (b[i] - c[i]))

void
bw_bop_init (BwNode *node, const double *parameters)
{
  bw_node_setup_pure (node, run_bop, 0, 0, 0);
}

typedef struct
{
  BwNode *deviation; /* and the mean */
  double *typical, *mean_block;
} Channel;

BW_CLONES static void
find_typical (const double *const *in, gsize n, double *restrict typical)
{
  const double *high = in[0], *low = in[1], *close = in[2];

  for (gsize i = 0; i < n; i++)
    typical[i] = (high[i] + low[i] + close[i]) / 3.0;
}

BW_CLONES static void
compare_with_mean (const double *x, const double *restrict mean, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double distance = x[i] - mean[i], value = distance / (0.015 * out[i]);

      value = distance != 0.0 ? value : 0.0;
      out[i] = out[i] != 0.0 ? value : 0.0;
    }
}

static void
run_cci (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Channel *state = node->state;
  double *deviation[2] = { out[0], state->mean_block };
  const double *typical = state->typical;

  find_typical (in, n, state->typical);
  bw_node_feed (state->deviation, &typical, n, deviation);
  compare_with_mean (state->typical, state->mean_block, n, out[0]);
}

void
bw_cci_init (BwNode *node, const double *parameters)
{
  Channel *state = bw_node_setup (node, run_cci, sizeof *state, 0, (gsize)parameters[0] - 1);

  state->deviation = bw_node_child (node, 1, 2, bw_avgdev_init, parameters);
  state->typical = bw_node_alloc_block (node);
  state->mean_block = bw_node_alloc_block (node);
}

/* Sums over three windows of what was bought of each range, and of the ranges. The columns keep the
 * longest window in front of a block. */
typedef struct
{
  gsize periods[3]; /* the last is the longest */
  BwRunning pressure_sums[3], range_sums[3];
  double *pressure, *range;
  gsize at, capacity;
  double *pressures[3], *ranges[3];
} Ultimate;

BW_CLONES static void
measure_pressure (const double *const *in,
                  gsize n,
                  double *restrict pressure,
                  double *restrict range)
{
  const double *high = in[0], *low = in[1], *close = in[2], *last = in[2] - 1;

  for (gsize i = 0; i < n; i++)
    {
      double bottom = MIN (low[i], last[i]), top = MAX (high[i], last[i]);

      pressure[i] = close[i] - bottom;
      range[i] = top - bottom;
    }
}

/* The three quotients over one divisor: a division takes longer than all the products. */
BW_CLONES static void
weigh_pressures (double *const *pressures, double *const *ranges, gsize n, double *restrict out)
{
  const double *first = pressures[0], *second = pressures[1], *third = pressures[2];
  const double *first_range = ranges[0], *second_range = ranges[1], *third_range = ranges[2];

  for (gsize i = 0; i < n; i++)
    {
      double a = first_range[i] > 1e-14 ? first[i] : 0.0;
      double b = second_range[i] > 1e-14 ? second[i] : 0.0;
      double c = third_range[i] > 1e-14 ? third[i] : 0.0;
      double p = first_range[i] > 1e-14 ? first_range[i] : 1.0;
      double q = second_range[i] > 1e-14 ? second_range[i] : 1.0;
      double r = third_range[i] > 1e-14 ? third_range[i] : 1.0;

      out[i] = (100.0 / 7.0) * ((4.0 * a * q + 2.0 * b * p) * r + c * (p * q)) / (p * q * r);
    }
}

/* Makes room for @n values behind the longest window. */
static void
make_room (Ultimate *state, gsize n)
{
  gsize longest = state->periods[2];

  if (state->at + n <= state->capacity)
    return;
  memmove (state->pressure, state->pressure + state->at - longest, longest * sizeof (double));
  memmove (state->range, state->range + state->at - longest, longest * sizeof (double));
  state->at = longest;
}

static void
run_ultosc (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Ultimate *state = node->state;
  double *pressure, *range;

  make_room (state, n);
  pressure = state->pressure + state->at;
  range = state->range + state->at;
  measure_pressure (in, n, pressure, range);
  /* The first bar has no last close to be measured from. */
  if (node->seen == 0)
    pressure[0] = range[0] = 0.0;
  for (guint k = 0; k < 3; k++)
    {
      bw_running_run (&state->pressure_sums[k], pressure, pressure - state->periods[k], 1.0, n,
                      state->pressures[k]);
      bw_running_run (&state->range_sums[k], range, range - state->periods[k], 1.0, n,
                      state->ranges[k]);
    }
  state->at += n;
  weigh_pressures (state->pressures, state->ranges, n, out[0]);
}

void
bw_ultosc_init (BwNode *node, const double *parameters)
{
  double sorted[3] = { parameters[0], parameters[1], parameters[2] };
  Ultimate *state = bw_node_setup (node, run_ultosc, sizeof *state, 1, 0);

  for (guint k = 0; k < 2; k++)
    for (guint j = 0; j < 2; j++)
      if (sorted[j] > sorted[j + 1])
        {
          double larger = sorted[j];

          sorted[j] = sorted[j + 1];
          sorted[j + 1] = larger;
        }
  for (guint k = 0; k < 3; k++)
    {
      state->periods[k] = (gsize)sorted[k];
      state->pressures[k] = bw_node_alloc_block (node);
      state->ranges[k] = bw_node_alloc_block (node);
    }
  node->lead = state->at = state->periods[2];
  state->capacity = 2 * state->at + 2 * BW_BLOCK;
  state->pressure = bw_node_alloc (node, state->capacity * sizeof (double));
  state->range = bw_node_alloc (node, state->capacity * sizeof (double));
}
