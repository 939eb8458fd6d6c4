/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/volume/volume-private.h"

#include "indicators/cascade-private.h"
#include "indicators/moving-private.h"
#include "indicators/running-private.h"
#include "indicators/smoother-private.h"
#include "indicators/tables-private.h"

#include <string.h>

/* Where the bar closed in its range, from -1 to 1, times the volume: in is high, low, close,
 * volume. */
BW_CLONES static void
measure_flow (const double *const *in, gsize n, double *restrict out)
{
  const double *high = in[0], *low = in[1], *close = in[2], *volume = in[3];

  for (gsize i = 0; i < n; i++)
    {
      double range = high[i] - low[i];
      double flow = ((close[i] - low[i]) - (high[i] - close[i])) / range * volume[i];

      out[i] = range > 0.0 ? flow : 0.0;
    }
}

/* What a pass over bars carries along. */
typedef struct
{
  BwFour total;
  BwFourBits carry; /* bw_carry_of() of all that was read, or'ed */
} FlowPass;

static inline guint64
finish_pass (const FlowPass *pass, double *base)
{
  *base = pass->total[0];
  return pass->carry[0] | pass->carry[1] | pass->carry[2] | pass->carry[3];
}

/* Four bars from a group's beginning on: sets @flow to the running total of the flows. */
G_ALWAYS_INLINE static inline void
gather_four (FlowPass *pass, const double *const *in, gsize i, BwFour *flow)
{
  const BwFour zero = BW_FOUR_ALL (0.0);
  const BwFourBits exponents = { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  const BwFourBits one = exponents & 0x0010000000000000;
  BwFour h = BW_FOUR_AT (in[0] + i), l = BW_FOUR_AT (in[1] + i), c = BW_FOUR_AT (in[2] + i);
  BwFour v = BW_FOUR_AT (in[3] + i), range = h - l, sums = ((c - l) - (h - c)) / range * v;

  pass->carry |= (((BwFourBits)h & exponents) + one) | (((BwFourBits)l & exponents) + one);
  pass->carry |= (((BwFourBits)c & exponents) + one) | (((BwFourBits)v & exponents) + one);
  sums = BW_FOUR_PICK (range > zero, sums, zero);
  BW_FOUR_SUM (sums);
  *flow = pass->total + sums;
  pass->total += BW_FOUR_LAST (sums);
}

/* The flow's running total, for whole groups. @base: (inout). Returns: bw_carry_of() of all it
 * read, or'ed */
BW_CLONES static guint64
gather_flow (const double *const *in, gsize n, double *base, double *restrict out)
{
  FlowPass pass = { .total = BW_FOUR_ALL (*base) };

  for (gsize i = 0; i < n; i += 4)
    {
      BwFour flow;

      gather_four (&pass, in, i, &flow);
      BW_FOUR_SET (out + i, flow);
    }
  return finish_pass (&pass, base);
}

/* @running: where the total stands. Returns: bw_carry_of() of all it read, or'ed */
static guint64
follow_part (BwRunning *running, const double *const *in, gsize n, double *out)
{
  guint64 carry = 0;

  if (n == 0)
    return 0;
  for (guint k = 0; k < 4; k++)
    for (gsize i = 0; i < n; i++)
      carry |= bw_carry_of (in[k][i]);
  measure_flow (in, n, out);
  bw_running_run (running, out, NULL, 1.0, n, out);
  return carry;
}

/* The same of any bars; the total is left alone when one is missing. */
static guint64
follow_flow (BwRunning *running, const double *const *in, gsize n, double *out)
{
  BwRunning next = *running;
  gsize head = MIN (n, (4 - next.phase) % 4), tail = head + (n - head) / 4 * 4;
  const double *const middle[4] = { in[0] + head, in[1] + head, in[2] + head, in[3] + head };
  const double *const end[4] = { in[0] + tail, in[1] + tail, in[2] + tail, in[3] + tail };
  guint64 carry = follow_part (&next, in, head, out);

  carry |= gather_flow (middle, tail - head, &next.base, out + head);
  carry |= follow_part (&next, end, n - tail, out + tail);
  if (carry >> 63 == 0)
    *running = next;
  return carry;
}

static guint64
run_ad (const BwNode *node, const double *const *in, gsize n, double *const *out)
{
  return follow_flow (node->state, in, n, out[0]);
}

static void
init_ad (BwNode *node, const double *parameters)
{
  bw_node_setup_pure (node, run_ad, sizeof (BwRunning), 0, 0);
}

/* A fast average of the flow's total less a slow one, in the same pass. */
typedef struct
{
  BwRunning total;
  BwSmoother fast, slow;
} ChaikinOscillator;

#define OSCILLATOR_GROUP 8

/* @n: a multiple of 8 */
BW_CLONES static guint64
compare_flow (ChaikinOscillator *state, const double *const *in, gsize n, double *restrict out)
{
  const BwSmoothing fast = bw_smoothing_of (&state->fast), slow = bw_smoothing_of (&state->slow);
  BwFour fast_base = BW_FOUR_ALL (state->fast.base), slow_base = BW_FOUR_ALL (state->slow.base);
  FlowPass pass = { .total = BW_FOUR_ALL (state->total.base) };

  for (gsize i = 0; i < n; i += OSCILLATOR_GROUP)
    {
      BwFour a, b, c, d;

      gather_four (&pass, in, i, &a);
      gather_four (&pass, in, i + 4, &b);
      c = a;
      d = b;
      bw_smoothing_step (&fast, &fast_base, &a, &b);
      bw_smoothing_step (&slow, &slow_base, &c, &d);
      BW_FOUR_SET (out + i, a - c);
      BW_FOUR_SET (out + i + 4, b - d);
    }
  state->fast.base = fast_base[0];
  state->slow.base = slow_base[0];
  return finish_pass (&pass, &state->total.base);
}

/* Less than two groups' bars, one stage after another. */
static guint64
compare_few (ChaikinOscillator *state, const double *const *in, gsize n, double *out)
{
  double slow[2 * OSCILLATOR_GROUP];
  guint64 carry = follow_part (&state->total, in, n, out);

  bw_smoother_run (&state->slow, out, n, slow);
  bw_smoother_run (&state->fast, out, n, out);
  for (gsize i = 0; i < n; i++)
    out[i] -= slow[i];
  return carry;
}

static guint64
run_adosc (const BwNode *node, const double *const *in, gsize n, double *const *out)
{
  ChaikinOscillator *state = node->state, next = *state;
  gsize begun = node->seen % OSCILLATOR_GROUP, head, tail;
  const double *middle[4], *end[4];
  guint64 carry;

  /* The first group is the one in which the averages begin. */
  head = MIN (n, node->seen == 0 || begun > 0 ? OSCILLATOR_GROUP - begun : 0);
  tail = head + (n - head) / OSCILLATOR_GROUP * OSCILLATOR_GROUP;
  for (guint k = 0; k < 4; k++)
    {
      middle[k] = in[k] + head;
      end[k] = in[k] + tail;
    }
  carry = compare_few (&next, in, head, out[0]);
  carry |= compare_flow (&next, middle, tail - head, out[0] + head);
  carry |= compare_few (&next, end, n - tail, out[0] + tail);
  if (carry >> 63 == 0)
    *state = next;
  return carry;
}

/* Both averages begin with the first value itself, as in TA-Lib. */
static void
init_adosc (BwNode *node, const double *parameters)
{
  double fast = 2.0 / (parameters[0] + 1.0), slow = 2.0 / (parameters[1] + 1.0);
  ChaikinOscillator *state = bw_node_setup_pure (node, run_adosc, sizeof *state, 0,
                                                 (gsize)MAX (parameters[0], parameters[1]) - 1);

  bw_smoother_init (&state->fast, fast, 1.0 - fast, 1, 1.0);
  bw_smoother_init (&state->slow, slow, 1.0 - slow, 1, 1.0);
  bw_smoother_align (&state->fast, 0);
  bw_smoother_align (&state->slow, 0);
}

/* Sums that a bar adds to by how its close compares with the last one's: in is close, volume. */
#define CUMULATIVE(name, begin, change)                                                            \
  BW_CLONES static void measure_##name (const double *close, const double *volume, gsize n,        \
                                        double *restrict out)                                      \
  {                                                                                                \
    const double *last = close - 1;                                                                \
                                                                                                   \
    for (gsize i = 0; i < n; i++)                                                                  \
      out[i] = (change);                                                                           \
  }                                                                                                \
  static void run_##name (BwNode *node, const double *const *in, gsize n, double *const *out)      \
  {                                                                                                \
    measure_##name (in[0], in[1], n, out[0]);                                                      \
    if (node->seen == 0)                                                                           \
      out[0][0] = (begin);                                                                         \
    bw_running_run (node->state, out[0], NULL, 1.0, n, out[0]);                                    \
  }                                                                                                \
  static void init_##name (BwNode *node, const double *parameters)                                 \
  {                                                                                                \
    bw_node_setup (node, run_##name, sizeof (BwRunning), 1, 0);                                    \
  }

CUMULATIVE (obv,
            in[1][0],
            (close[i] > last[i] ? volume[i] : 0.0) - (close[i] < last[i] ? volume[i] : 0.0))
CUMULATIVE (pvt, 0.0, last[i] != 0.0 ? volume[i] * (close[i] - last[i]) / last[i] : 0.0)

/* An index that begins at 1000 and moves with the close on bars of less (more) volume than the
 * last. */
#define VOLUME_INDEX(name, compares)                                                               \
  BW_CLONES static void measure_##name (const double *close, const double *volume, gsize n,        \
                                        double *restrict out)                                      \
  {                                                                                                \
    const double *last = close - 1, *last_volume = volume - 1;                                     \
                                                                                                   \
    for (gsize i = 0; i < n; i++)                                                                  \
      {                                                                                            \
        double factor = last[i] != 0.0 ? close[i] / last[i] : 1.0;                                 \
                                                                                                   \
        out[i] = volume[i] compares last_volume[i] ? factor : 1.0;                                 \
      }                                                                                            \
  }                                                                                                \
  static void run_##name (BwNode *node, const double *const *in, gsize n, double *const *out)      \
  {                                                                                                \
    double *value = node->state, index;                                                            \
                                                                                                   \
    measure_##name (in[0], in[1], n, out[0]);                                                      \
    if (node->seen == 0)                                                                           \
      out[0][0] = 1.0;                                                                             \
    index = node->seen == 0 ? 1000.0 : *value;                                                     \
    for (gsize i = 0; i < n; i++)                                                                  \
      out[0][i] = index *= out[0][i];                                                              \
    *value = index;                                                                                \
  }                                                                                                \
  static void init_##name (BwNode *node, const double *parameters)                                 \
  {                                                                                                \
    bw_node_setup (node, run_##name, sizeof (double), 1, 0);                                       \
  }

VOLUME_INDEX (nvi, <)
VOLUME_INDEX (pvi, >)

/* One sum over another, both over a window: Chaikin's money flow, and averages weighed by volume.
 */
typedef struct
{
  BwNode *over, *under;
  double *over_block, *under_block;
} Quotient;

BW_CLONES static void
divide (const double *restrict over, const double *restrict under, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = over[i] / under[i];

      out[i] = under[i] > 0.0 ? value : 0.0;
    }
}

static void
finish_quotient (Quotient *state, gsize n, double *out)
{
  bw_node_feed_one (state->over, 0, state->over_block, n, state->over_block);
  bw_node_feed_one (state->under, 0, state->under_block, n, state->under_block);
  divide (state->over_block, state->under_block, n, out);
}

static void
setup_quotient (BwNode *node, BwRunFunc run, double period)
{
  Quotient *state = bw_node_setup (node, run, sizeof *state, 0, (gsize)period - 1);

  state->over = bw_node_child_period (node, bw_sum_node_init, period);
  state->under = bw_node_child_period (node, bw_sum_node_init, period);
  state->over_block = bw_node_alloc_block (node);
  state->under_block = bw_node_alloc_block (node);
}

static void
run_cmf (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Quotient *state = node->state;

  measure_flow (in, n, state->over_block);
  memcpy (state->under_block, in[3], n * sizeof (double));
  finish_quotient (state, n, out[0]);
}

static void
init_cmf (BwNode *node, const double *parameters)
{
  setup_quotient (node, run_cmf, parameters[0]);
}

/* Elder's force, averaged. */
typedef struct
{
  BwNode *average;
  double *block;
  double divisor;
} Averaged;

BW_CLONES static void
run_force (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Averaged *state = node->state;
  gsize skip = node->seen == 0 ? 1 : 0;

  for (gsize i = skip; i < n; i++)
    state->block[i] = (in[0][i] - in[0][(gssize)i - 1]) * in[1][i];
  bw_node_feed_one (state->average, skip, state->block, n, out[0]);
}

static void
init_force (BwNode *node, const double *parameters)
{
  Averaged *state = bw_node_setup (node, run_force, sizeof *state, 1, (gsize)parameters[0]);

  state->average = bw_node_child_period (node, bw_ema_node_init, parameters[0]);
  state->block = bw_node_alloc_block (node);
}

/* Ease of movement: how far the middle moved for the volume it took. */
BW_CLONES static void
run_ease (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Averaged *state = node->state;
  gsize skip = node->seen == 0 ? 1 : 0;

  for (gsize i = skip; i < n; i++)
    {
      gssize last = (gssize)i - 1;
      double moved = ((in[0][i] + in[1][i]) - (in[0][last] + in[1][last])) * 0.5;

      state->block[i] =
          in[2][i] > 0.0 ? state->divisor * moved * (in[0][i] - in[1][i]) / in[2][i] : 0.0;
    }
  bw_node_feed_one (state->average, skip, state->block, n, out[0]);
}

static void
init_ease (BwNode *node, const double *parameters)
{
  Averaged *state = bw_node_setup (node, run_ease, sizeof *state, 1, (gsize)parameters[0]);

  state->average = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  state->block = bw_node_alloc_block (node);
  state->divisor = parameters[1];
}

/* Volume's averages compared, in percent. */
static void
init_oscillator (BwNode *node, const double *parameters)
{
  bw_pair_init (
      node, &(const BwPair){ .fast = parameters[0], .slow = parameters[1], .is_percent = TRUE });
}

#define REAL                                                                                       \
  {                                                                                                \
    "Real"                                                                                         \
  }
#define ZERO .n_levels = 1, .levels = { 0 }
#define VOLUME(NAME, title, inputs, ...)                                                           \
  {                                                                                                \
    NAME, title, BW_INDICATOR_VOLUME, inputs, REAL, __VA_ARGS__                                    \
  }

/* clang-format off */
const BwIndicatorInfo bw_volume_table[] = {
  VOLUME ("AD", "Chaikin A/D Line", "hlcv", .init = init_ad),
  VOLUME ("ADOSC", "Chaikin A/D Oscillator", "hlcv", { BW_PERIOD ("FastPeriod", 3, 2), BW_PERIOD ("SlowPeriod", 10, 2) }, ZERO, .init = init_adosc),
  VOLUME ("OBV", "On Balance Volume", "cv", .init = init_obv),
  VOLUME ("PVT", "Price Volume Trend", "cv", .init = init_pvt),
  VOLUME ("NVI", "Negative Volume Index", "cv", .init = init_nvi),
  VOLUME ("PVI", "Positive Volume Index", "cv", .init = init_pvi),
  VOLUME ("CMF", "Chaikin Money Flow", "hlcv", { BW_TIME_PERIOD (20, 1) }, ZERO, .init = init_cmf),
  VOLUME ("EFI", "Elder's Force Index", "cv", { BW_TIME_PERIOD (13, 1) }, ZERO, .init = init_force),
  VOLUME ("EOM", "Ease of Movement", "hlv", { BW_TIME_PERIOD (14, 1), BW_REAL ("Divisor", 10000, 1, 1e12) }, ZERO, .init = init_ease),
  VOLUME ("WAD", "Williams Accumulation/Distribution", "hlc", .init = bw_williams_ad_init),
  VOLUME ("MARKETFI", "Market Facilitation Index", "hlv", .init = bw_facilitation_init),
  VOLUME ("NETVOLUME", "Net Volume", "cv", ZERO, .init = bw_net_volume_init),
  VOLUME ("RVOL", "Relative Volume", "v", { BW_TIME_PERIOD (20, 1) }, .n_levels = 1, .levels = { 1 }, .init = bw_relative_volume_init),
  { "PVO", "Percentage Volume Oscillator", BW_INDICATOR_VOLUME, "v", { "Real", "Signal", "Histogram" }, { BW_PERIOD ("FastPeriod", 12, 1), BW_PERIOD ("SlowPeriod", 26, 1), BW_PERIOD ("SignalPeriod", 9, 1) }, ZERO, .init = bw_percent_volume_init },
  VOLUME ("VOSC", "Volume Oscillator", "v", { BW_PERIOD ("FastPeriod", 5, 1), BW_PERIOD ("SlowPeriod", 10, 1) }, ZERO, .init = init_oscillator),
  { NULL },
};
/* clang-format on */
