/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/moving-private.h"
#include "indicators/smoother-private.h"
#include "indicators/tables-private.h"

/* Where the bar closed in its range, from -1 to 1, times the volume: in is high, low, close,
 * volume. */
static inline double
measure_flow (const double *const *in, gsize i)
{
  double range = in[0][i] - in[1][i];

  return range > 0.0 ? ((in[2][i] - in[1][i]) - (in[0][i] - in[2][i])) / range * in[3][i] : 0.0;
}

static void
run_ad (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  double *sum = node->state;

  for (gsize i = 0; i < n; i++)
    out[0][i] = *sum += measure_flow (in, i);
}

static void
init_ad (BwNode *node, const double *parameters)
{
  bw_node_setup (node, run_ad, sizeof (double), 0, 0);
}

typedef struct
{
  double sum;
  BwSmoother fast, slow;
  double *slow_block;
} ChaikinOscillator;

static void
run_adosc (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  ChaikinOscillator *state = node->state;

  for (gsize i = 0; i < n; i++)
    out[0][i] = state->sum += measure_flow (in, i);
  bw_smoother_run (&state->slow, out[0], n, state->slow_block);
  bw_smoother_run (&state->fast, out[0], n, out[0]);
  for (gsize i = 0; i < n; i++)
    out[0][i] -= state->slow_block[i];
}

/* Both averages begin with the first value itself, as in TA-Lib. */
static void
init_adosc (BwNode *node, const double *parameters)
{
  double fast = 2.0 / (parameters[0] + 1.0), slow = 2.0 / (parameters[1] + 1.0);
  ChaikinOscillator *state = bw_node_setup (node, run_adosc, sizeof *state, 0,
                                            (gsize)MAX (parameters[0], parameters[1]) - 1);

  bw_smoother_init (&state->fast, fast, 1.0 - fast, 1, 1.0);
  bw_smoother_init (&state->slow, slow, 1.0 - slow, 1, 1.0);
  state->slow_block = bw_node_alloc_block (node);
}

/* Sums that a bar adds to by how its close compares with the last one's: in is close, volume. */
#define CUMULATIVE(name, start, begin, change)                                                     \
  static void run_##name (BwNode *node, const double *const *in, gsize n, double *const *out)      \
  {                                                                                                \
    double sum = *(double *)node->state;                                                           \
                                                                                                   \
    for (gsize i = 0; i < n; i++)                                                                  \
      {                                                                                            \
        double last = in[0][(gssize)i - 1], close = in[0][i], volume = in[1][i];                   \
        double last_volume = in[1][(gssize)i - 1];                                                 \
                                                                                                   \
        (void)last_volume;                                                                         \
        (void)volume;                                                                              \
        sum = node->seen + i == 0 ? (begin) : sum + (change);                                      \
        out[0][i] = sum;                                                                           \
      }                                                                                            \
    *(double *)node->state = sum;                                                                  \
  }                                                                                                \
  static void init_##name (BwNode *node, const double *parameters)                                 \
  {                                                                                                \
    bw_node_setup (node, run_##name, sizeof (double), 1, 0);                                       \
  }

CUMULATIVE (obv, 0, volume, close > last ? volume : close < last ? -volume : 0.0)
CUMULATIVE (pvt, 0, 0.0, last != 0.0 ? volume * (close - last) / last : 0.0)
CUMULATIVE (nvi,
            1000,
            1000.0,
            volume < last_volume && last != 0.0 ? sum * (close - last) / last : 0.0)
CUMULATIVE (pvi,
            1000,
            1000.0,
            volume > last_volume && last != 0.0 ? sum * (close - last) / last : 0.0)

/* One sum over another, both over a window: Chaikin's money flow, and averages weighed by volume.
 */
typedef struct
{
  BwNode *over, *under;
  double *over_block, *under_block;
} Quotient;

static void
finish_quotient (Quotient *state, gsize n, double *out)
{
  bw_node_feed_one (state->over, 0, state->over_block, n, state->over_block);
  bw_node_feed_one (state->under, 0, state->under_block, n, state->under_block);
  for (gsize i = 0; i < n; i++)
    out[i] = state->under_block[i] > 0.0 ? state->over_block[i] / state->under_block[i] : 0.0;
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

  for (gsize i = 0; i < n; i++)
    {
      state->over_block[i] = measure_flow (in, i);
      state->under_block[i] = in[3][i];
    }
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

static void
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
static void
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
typedef struct
{
  BwNode *fast, *slow;
  double *block;
} VolumeOscillator;

static void
run_oscillator (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  VolumeOscillator *state = node->state;

  bw_node_feed_one (state->fast, 0, in[0], n, out[0]);
  bw_node_feed_one (state->slow, 0, in[0], n, state->block);
  for (gsize i = 0; i < n; i++)
    out[0][i] =
        state->block[i] > 0.0 ? 100.0 * (out[0][i] - state->block[i]) / state->block[i] : 0.0;
}

static void
init_oscillator (BwNode *node, const double *parameters)
{
  VolumeOscillator *state = bw_node_setup (node, run_oscillator, sizeof *state, 0,
                                           (gsize)MAX (parameters[0], parameters[1]) - 1);

  state->fast = bw_node_child_period (node, bw_ema_node_init, parameters[0]);
  state->slow = bw_node_child_period (node, bw_ema_node_init, parameters[1]);
  state->block = bw_node_alloc_block (node);
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
  VOLUME ("VOSC", "Volume Oscillator", "v", { BW_PERIOD ("FastPeriod", 5, 1), BW_PERIOD ("SlowPeriod", 10, 1) }, ZERO, .init = init_oscillator),
  { NULL },
};
/* clang-format on */
