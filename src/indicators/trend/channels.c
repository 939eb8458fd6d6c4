/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

#include "indicators/extreme-private.h"
#include "indicators/moving-private.h"
#include "indicators/volatility/volatility-private.h"

/* A line that stays below a rising market and above a falling one, so many true ranges away. */
typedef struct
{
  BwNode *range;
  double factor;
  double upper, lower, last_close;
  gboolean is_up, has_begun;
  double *block;
} Supertrend;

static double
follow_trend (Supertrend *state, double middle, double distance, double close)
{
  double upper = middle + distance, lower = middle - distance;

  if (state->has_begun)
    {
      upper = upper < state->upper || state->last_close > state->upper ? upper : state->upper;
      lower = lower > state->lower || state->last_close < state->lower ? lower : state->lower;
      state->is_up = state->is_up ? close >= lower : close > upper;
    }
  state->has_begun = TRUE;
  state->upper = upper;
  state->lower = lower;
  state->last_close = close;
  return state->is_up ? lower : upper;
}

BW_CLONES static void
run_supertrend (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Supertrend *state = node->state;
  gsize skip = bw_node_feed_after (state->range, 0, in, n, &state->block);

  for (gsize i = skip; i < n; i++)
    {
      out[0][i] = follow_trend (state, (in[0][i] + in[1][i]) * 0.5, state->factor * state->block[i],
                                in[2][i]);
      out[1][i] = state->is_up ? 1.0 : -1.0;
    }
}

void
bw_supertrend_init (BwNode *node, const double *parameters)
{
  Supertrend *state = bw_node_setup (node, run_supertrend, sizeof *state, 0, (gsize)parameters[0]);

  state->range = bw_node_child (node, 3, 1, bw_atr_init, parameters);
  state->factor = parameters[1];
  state->block = bw_node_alloc_block (node);
}

typedef struct
{
  BwExtreme high, low;
} Donchian;

BW_CLONES static void
run_donchian (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Donchian *state = node->state;

  bw_extreme_run (&state->high, in[0], node->seen, n, out[0]);
  bw_extreme_run (&state->low, in[1], node->seen, n, out[2]);
  for (gsize i = 0; i < n; i++)
    out[1][i] = (out[0][i] + out[2][i]) * 0.5;
}

void
bw_donchian_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Donchian *state = bw_node_setup (node, run_donchian, sizeof *state, period, period - 1);

  bw_extreme_init (&state->high, node, period, FALSE);
  bw_extreme_init (&state->low, node, period, TRUE);
}

typedef struct
{
  BwNode *middle, *range; /* range: (nullable) */
  double factor;
  double *block;
} Channel;

BW_CLONES static void
run_keltner (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Channel *state = node->state;

  bw_node_feed_one (state->middle, 0, in[2], n, out[1]);
  bw_node_feed_after (state->range, 0, in, n, &state->block);
  for (gsize i = 0; i < n; i++)
    {
      out[0][i] = out[1][i] + state->factor * state->block[i];
      out[2][i] = out[1][i] - state->factor * state->block[i];
    }
}

void
bw_keltner_init (BwNode *node, const double *parameters)
{
  Channel *state = bw_node_setup (node, run_keltner, sizeof *state, 0, 0);

  state->middle = bw_node_child_period (node, bw_ema_node_init, parameters[0]);
  state->factor = parameters[1];
  state->range = bw_node_child (node, 3, 1, bw_atr_init, parameters + 2);
  state->block = bw_node_alloc_block (node);
  node->lead = MAX (state->middle->lead, state->range->lead);
}

BW_CLONES static void
run_envelope (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Channel *state = node->state;

  bw_node_feed_one (state->middle, 0, in[0], n, out[1]);
  for (gsize i = 0; i < n; i++)
    {
      out[0][i] = out[1][i] * (1.0 + state->factor);
      out[2][i] = out[1][i] * (1.0 - state->factor);
    }
}

void
bw_envelope_init (BwNode *node, const double *parameters)
{
  Channel *state = bw_node_setup (node, run_envelope, sizeof *state, 0, 0);

  state->middle = bw_node_child_ma (node, parameters[0], parameters[2]);
  state->factor = parameters[1] / 100.0;
  node->lead = state->middle->lead;
}

/* Middles of three windows. The spans are drawn `displacement` bars ahead of the bar they come
 * from, the bar itself counted as the first, so a bar's own spans come from earlier bars. */
typedef struct
{
  BwNode *middles[3];
  gsize shift;
  double *blocks[3];
  double *ahead[2]; /* the last `shift` values of the spans, then a block's */
} Ichimoku;

static void
run_middle_channel (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  double *band_high = ((double **)node->state)[1], *band_low = ((double **)node->state)[2];
  double *bands[3] = { band_high, out[0], band_low };

  bw_node_feed (((BwNode **)node->state)[0], in, n, bands);
}

static void
init_middle_channel (BwNode *node, const double *parameters)
{
  gpointer *state =
      bw_node_setup (node, run_middle_channel, 3 * sizeof (gpointer), 0, (gsize)parameters[0] - 1);

  state[0] = bw_node_child (node, 2, 3, bw_donchian_init, parameters);
  state[1] = bw_node_alloc_block (node);
  state[2] = bw_node_alloc_block (node);
}

BW_CLONES static void
run_ichimoku (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Ichimoku *state = node->state;
  gsize shift = state->shift;

  for (guint k = 0; k < 3; k++)
    bw_node_feed (state->middles[k], in, n, &state->blocks[k]);
  for (gsize i = 0; i < n; i++)
    {
      out[0][i] = state->blocks[0][i];
      out[1][i] = state->blocks[1][i];
      state->ahead[0][shift + i] = (state->blocks[0][i] + state->blocks[1][i]) * 0.5;
      state->ahead[1][shift + i] = state->blocks[2][i];
    }
  for (guint k = 0; k < 2; k++)
    {
      for (gsize i = 0; i < n; i++)
        out[2 + k][i] = state->ahead[k][i];
      for (gsize i = 0; i < shift; i++)
        state->ahead[k][i] = state->ahead[k][i + n];
    }
}

void
bw_ichimoku_init (BwNode *node, const double *parameters)
{
  Ichimoku *state = bw_node_setup (node, run_ichimoku, sizeof *state, 0, 0);

  state->shift = (gsize)parameters[3] - 1;
  for (guint k = 0; k < 3; k++)
    {
      state->middles[k] = bw_node_child (node, 2, 1, init_middle_channel, parameters + k);
      state->blocks[k] = bw_node_alloc_block (node);
      node->lead = MAX (node->lead, state->middles[k]->lead);
    }
  for (guint k = 0; k < 2; k++)
    state->ahead[k] = bw_node_alloc (node, (state->shift + BW_BLOCK) * sizeof (double));
  node->lead += state->shift;
}
