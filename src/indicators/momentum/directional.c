/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/momentum/momentum-private.h"

#include "indicators/smoother-private.h"

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

static void
measure (Directional *state, const double *const *in, gsize first, gsize n)
{
  const double *high = in[0], *low = in[1], *close = in[2];
  gboolean wants_range = state->want >= WANT_PLUS_DI;

  for (gsize i = first; i < n; i++)
    {
      gssize last = (gssize)i - 1;
      double rise = high[i] - high[last], fall = low[last] - low[i];

      state->plus_block[i] = rise > 0.0 && rise > fall ? rise : 0.0;
      state->minus_block[i] = fall > 0.0 && rise < fall ? fall : 0.0;
    }
  if (wants_range)
    for (gsize i = first; i < n; i++)
      {
        double last = close[(gssize)i - 1];
        double top = high[i] > last ? high[i] : last, bottom = low[i] < last ? low[i] : last;

        state->range_block[i] = top - bottom;
      }
  if (state->want != WANT_MINUS_DM && state->want != WANT_MINUS_DI)
    bw_smoother_run (&state->plus, state->plus_block + first, n - first, state->plus_block + first);
  if (state->want != WANT_PLUS_DM && state->want != WANT_PLUS_DI)
    bw_smoother_run (&state->minus, state->minus_block + first, n - first,
                     state->minus_block + first);
  if (wants_range)
    bw_smoother_run (&state->range, state->range_block + first, n - first,
                     state->range_block + first);
}

/* 100 |plus - minus| / (plus + minus); the range cancels. Without movement the last one stands. */
static void
compare (Directional *state, gsize first, gsize n, double *out)
{
  const double *plus = state->plus_block, *minus = state->minus_block;
  double last = state->last_dx;

  for (gsize i = first; i < n; i++)
    {
      double sum = plus[i] + minus[i];

      out[i] = 100.0 * (fabs (plus[i] - minus[i]) / sum);
      if (sum < 1e-14 || state->range_block[i] < 1e-14)
        out[i] = last;
      last = out[i];
    }
  state->last_dx = last;
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
  for (gsize i = 0; i < state->period; i++)
    state->adx[i] = state->adx[i + n];
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
      for (gsize i = first; i < n; i++)
        out[0][i] = state->want == WANT_PLUS_DM ? state->plus_block[i] : state->minus_block[i];
      break;
    case WANT_PLUS_DI:
    case WANT_MINUS_DI:
      {
        const double *moves = state->want == WANT_PLUS_DI ? state->plus_block : state->minus_block;

        for (gsize i = first; i < n; i++)
          out[0][i] =
              state->range_block[i] < 1e-14 ? 0.0 : 100.0 * (moves[i] / state->range_block[i]);
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
