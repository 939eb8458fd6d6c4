/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/momentum/momentum-private.h"

#include "indicators/smoother-private.h"

#include <string.h>

/* Wilder's directional movement. A bar moves up by what its high exceeds the last, if that is more
 * than what its low falls below the last; sums are kept with Wilder's decay and begin one value
 * short, as in TA-Lib. */
typedef enum
{
  WANT_PLUS_DM,
  WANT_MINUS_DM,
  WANT_PLUS_DI,
  WANT_MINUS_DI,
  WANT_DX,
  WANT_ADX,
  WANT_ADXR
} Want;

typedef struct
{
  Want want;
  gsize period;
  BwSmoother plus, minus, range, average;
  double last_dx;
  double *plus_block, *minus_block, *range_block;
  double *adx; /* with the bars of a period before it */
} Directional;

BW_CLONES static void
part_moves (
    const double *high, const double *low, gsize n, double *restrict plus, double *restrict minus)
{
  const double *last_high = high - 1, *last_low = low - 1;

  for (gsize i = 0; i < n; i++)
    {
      double rise = high[i] - last_high[i], fall = last_low[i] - low[i];
      double up = rise > fall ? rise : 0.0, down = fall > rise ? fall : 0.0;

      plus[i] = up > 0.0 ? up : 0.0;
      minus[i] = down > 0.0 ? down : 0.0;
    }
}

BW_CLONES static void
measure_ranges (
    const double *high, const double *low, const double *close, gsize n, double *restrict range)
{
  const double *last = close - 1;

  for (gsize i = 0; i < n; i++)
    {
      double top = high[i] > last[i] ? high[i] : last[i];
      double bottom = low[i] < last[i] ? low[i] : last[i];

      range[i] = top - bottom;
    }
}

static void
measure (Directional *state, const double *const *in, gsize first, gsize n)
{
  double *plus = state->plus_block + first, *minus = state->minus_block + first;
  double *range = state->range_block + first;

  n -= first;
  part_moves (in[0] + first, in[1] + first, n, plus, minus);
  if (state->want != WANT_MINUS_DM && state->want != WANT_MINUS_DI)
    bw_smoother_run (&state->plus, plus, n, plus);
  if (state->want != WANT_PLUS_DM && state->want != WANT_PLUS_DI)
    bw_smoother_run (&state->minus, minus, n, minus);
  if (state->want < WANT_PLUS_DI)
    return;
  measure_ranges (in[0] + first, in[1] + first, in[2] + first, n, range);
  bw_smoother_run (&state->range, range, n, range);
}

/* 100 |plus - minus| / (plus + minus); the range cancels. Without movement the last one stands. */
BW_CLONES static gsize
compare_moves (const double *restrict plus,
               const double *restrict minus,
               const double *restrict range,
               gsize n,
               double *restrict out)
{
  gsize n_still = 0;

  for (gsize i = 0; i < n; i++)
    {
      double sum = plus[i] + minus[i];

      out[i] = 100.0 * (fabs (plus[i] - minus[i]) / sum);
      n_still += (sum < 1e-14) | (range[i] < 1e-14);
    }
  return n_still;
}

static void
compare (Directional *state, gsize first, gsize n, double *out)
{
  const double *plus = state->plus_block, *minus = state->minus_block;

  if (first == n)
    return;
  if (compare_moves (plus + first, minus + first, state->range_block + first, n - first,
                     out + first) > 0)
    for (gsize i = first; i < n; i++)
      if (plus[i] + minus[i] < 1e-14 || state->range_block[i] < 1e-14)
        out[i] = i == first ? state->last_dx : out[i - 1];
  state->last_dx = out[n - 1];
}

static void
rate (Directional *state, gsize first, gsize n, double *out)
{
  double *adx = state->adx + state->period;

  bw_smoother_run (&state->average, out + first, n - first, out + first);
  if (state->want == WANT_ADX)
    return;
  for (gsize i = 0; i < n; i++)
    adx[i] = i < first ? 0.0 : out[i];
  for (gsize i = first; i < n; i++)
    out[i] = 0.5 * (adx[i] + adx[(gssize)i - (gssize)state->period + 1]);
  memmove (state->adx, state->adx + n, state->period * sizeof (double));
}

BW_CLONES static void
relate (const double *restrict moves, const double *restrict range, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = 100.0 * (moves[i] / range[i]);

      out[i] = range[i] < 1e-14 ? 0.0 : value;
    }
}

static void
run_directional (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Directional *state = node->state;
  gsize first = node->seen == 0 ? 1 : 0;
  gsize warm = node->seen >= state->period ? 0 : MIN (n, state->period - node->seen);

  measure (state, in, first, n);
  switch (state->want)
    {
    case WANT_PLUS_DM:
    case WANT_MINUS_DM:
      memcpy (out[0] + first,
              (state->want == WANT_PLUS_DM ? state->plus_block : state->minus_block) + first,
              (n - first) * sizeof (double));
      break;
    case WANT_PLUS_DI:
    case WANT_MINUS_DI:
      {
        const double *moves = state->want == WANT_PLUS_DI ? state->plus_block : state->minus_block;

        relate (moves + first, state->range_block + first, n - first, out[0] + first);
        break;
      }
    case WANT_DX:
      compare (state, warm, n, out[0]);
      break;
    case WANT_ADX:
    case WANT_ADXR:
      compare (state, warm, n, out[0]);
      rate (state, warm, n, out[0]);
      break;
    }
}

static void
setup (BwNode *node, gsize period, Want want, gsize lead)
{
  Directional *state = bw_node_setup (node, run_directional, sizeof *state, 1, lead);
  double keep = 1.0 - 1.0 / (double)period;

  state->want = want;
  state->period = period;
  bw_smoother_init (&state->plus, 1.0, keep, period - 1, 1.0);
  bw_smoother_init (&state->minus, 1.0, keep, period - 1, 1.0);
  bw_smoother_init (&state->range, 1.0, keep, period - 1, 1.0);
  bw_smoother_init_wilder (&state->average, period);
  state->plus_block = bw_node_alloc_block (node);
  state->minus_block = bw_node_alloc_block (node);
  state->range_block = bw_node_alloc_block (node);
  if (want == WANT_ADXR)
    state->adx = bw_node_alloc (node, (period + BW_BLOCK) * sizeof (double));
}

void
bw_plus_dm_init (BwNode *node, const double *parameters)
{
  setup (node, (gsize)parameters[0], WANT_PLUS_DM, MAX ((gsize)parameters[0] - 1, 1u));
}

void
bw_minus_dm_init (BwNode *node, const double *parameters)
{
  setup (node, (gsize)parameters[0], WANT_MINUS_DM, MAX ((gsize)parameters[0] - 1, 1u));
}

void
bw_plus_di_init (BwNode *node, const double *parameters)
{
  setup (node, (gsize)parameters[0], WANT_PLUS_DI, (gsize)parameters[0]);
}

void
bw_minus_di_init (BwNode *node, const double *parameters)
{
  setup (node, (gsize)parameters[0], WANT_MINUS_DI, (gsize)parameters[0]);
}

void
bw_dx_init (BwNode *node, const double *parameters)
{
  setup (node, (gsize)parameters[0], WANT_DX, (gsize)parameters[0]);
}

void
bw_adx_init (BwNode *node, const double *parameters)
{
  setup (node, (gsize)parameters[0], WANT_ADX, 2 * (gsize)parameters[0] - 1);
}

void
bw_adxr_init (BwNode *node, const double *parameters)
{
  setup (node, (gsize)parameters[0], WANT_ADXR, 3 * (gsize)parameters[0] - 2);
}
