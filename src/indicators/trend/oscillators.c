/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

#include "indicators/extreme-private.h"
#include "indicators/momentum/momentum-private.h"
#include "indicators/moving-private.h"
#include "indicators/volatility/volatility-private.h"

/* Called by an init function. Returns: (transfer none): its state, with @n_blocks blocks */
BwStages *
bw_stages_setup (BwNode *node, BwRunFunc run, gsize history, guint n_blocks)
{
  BwStages *stages = bw_node_setup (node, run, sizeof *stages, history, 0);

  for (guint k = 0; k < n_blocks; k++)
    stages->blocks[k] = bw_node_alloc_block (node);
  return stages;
}

BW_CLONES static void
run_vortex (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *plus = stages->blocks[0], *minus = stages->blocks[1], *range = stages->blocks[2];
  gsize skip = node->seen == 0 ? 1 : 0;

  for (gsize i = skip; i < n; i++)
    {
      plus[i] = fabs (in[0][i] - in[1][(gssize)i - 1]);
      minus[i] = fabs (in[1][i] - in[0][(gssize)i - 1]);
      range[i] = bw_true_range (in, (gssize)i);
    }
  for (guint k = 0; k < 3; k++)
    bw_node_feed_one (stages->stages[k], skip, stages->blocks[k], n, stages->blocks[k]);
  for (gsize i = 0; i < n; i++)
    {
      out[0][i] = range[i] > 0.0 ? plus[i] / range[i] : 0.0;
      out[1][i] = range[i] > 0.0 ? minus[i] / range[i] : 0.0;
    }
}

void
bw_vortex_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_vortex, 1, 3);

  for (guint k = 0; k < 3; k++)
    stages->stages[k] = bw_node_child_period (node, bw_sum_node_init, parameters[0]);
  node->lead = (gsize)parameters[0];
}

BW_CLONES static void
run_tsi (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *change = stages->blocks[0], *distance = stages->blocks[1];
  gsize skip = node->seen == 0 ? 1 : 0, last = skip;

  for (gsize i = skip; i < n; i++)
    {
      change[i] = in[0][i] - in[0][(gssize)i - 1];
      distance[i] = fabs (change[i]);
    }
  for (guint k = 0; k < 2; k++)
    {
      gsize first =
          bw_node_feed_one (stages->stages[2 * k], skip, stages->blocks[k], n, stages->blocks[k]);

      last = bw_node_feed_one (stages->stages[2 * k + 1], first, stages->blocks[k], n,
                               stages->blocks[k]);
    }
  for (gsize i = last; i < n; i++)
    out[0][i] = distance[i] > 0.0 ? 100.0 * change[i] / distance[i] : 0.0;
  bw_node_feed_one (stages->stages[4], last, out[0], n, out[1]);
}

void
bw_tsi_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_tsi, 1, 2);

  for (guint k = 0; k < 4; k++)
    stages->stages[k] = bw_node_child_period (node, bw_ema_node_init, parameters[k % 2]);
  stages->stages[4] = bw_node_child_period (node, bw_ema_node_init, parameters[2]);
  node->lead = (gsize)(parameters[0] + parameters[1] + parameters[2]) - 2;
}

BW_CLONES static void
run_kst (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *change = stages->blocks[0], *smooth = stages->blocks[1], *sum = stages->blocks[2];
  gsize skip = 0;

  for (guint k = 0; k < 4; k++)
    {
      gsize first = bw_node_feed_one (stages->stages[k], 0, in[0], n, change);

      first = bw_node_feed_one (stages->stages[4 + k], first, change, n, smooth);
      skip = MAX (skip, first);
      for (gsize i = 0; i < n; i++)
        sum[i] = (k == 0 ? 0.0 : sum[i]) + (k + 1) * smooth[i];
    }
  for (gsize i = 0; i < n; i++)
    out[0][i] = sum[i];
  bw_node_feed_one (stages->stages[8], skip, sum, n, out[1]);
}

void
bw_kst_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_kst, 0, 3);
  gsize lead = 0;

  for (guint k = 0; k < 4; k++)
    {
      stages->stages[k] = bw_node_child_period (node, bw_roc_init, parameters[k]);
      stages->stages[4 + k] = bw_node_child_period (node, bw_sma_node_init, parameters[4 + k]);
      lead = MAX (lead, stages->stages[k]->lead + stages->stages[4 + k]->lead);
    }
  stages->stages[8] = bw_node_child_period (node, bw_sma_node_init, parameters[8]);
  node->lead = lead + stages->stages[8]->lead;
}

BW_CLONES static void
run_coppock (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  gsize skip = bw_node_feed_one (stages->stages[0], 0, in[0], n, stages->blocks[0]);
  gsize other = bw_node_feed_one (stages->stages[1], 0, in[0], n, stages->blocks[1]);

  skip = MAX (skip, other);
  for (gsize i = skip; i < n; i++)
    stages->blocks[0][i] += stages->blocks[1][i];
  bw_node_feed_one (stages->stages[2], skip, stages->blocks[0], n, out[0]);
}

void
bw_coppock_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_coppock, 0, 2);

  stages->stages[0] = bw_node_child_period (node, bw_roc_init, parameters[1]);
  stages->stages[1] = bw_node_child_period (node, bw_roc_init, parameters[2]);
  stages->stages[2] = bw_node_child_period (node, bw_wma_node_init, parameters[0]);
  node->lead = (gsize)(MAX (parameters[1], parameters[2]) + parameters[0]) - 1;
}

BW_CLONES static void
run_elderray (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;

  bw_node_feed_one (stages->stages[0], 0, in[2], n, stages->blocks[0]);
  for (gsize i = 0; i < n; i++)
    {
      out[0][i] = in[0][i] - stages->blocks[0][i];
      out[1][i] = in[1][i] - stages->blocks[0][i];
    }
}

void
bw_elderray_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_elderray, 0, 1);

  stages->stages[0] = bw_node_child_period (node, bw_ema_node_init, parameters[0]);
  node->lead = stages->stages[0]->lead;
}

BW_CLONES static void
run_awesome (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;

  for (gsize i = 0; i < n; i++)
    stages->blocks[0][i] = (in[0][i] + in[1][i]) * 0.5;
  bw_node_feed_one (stages->stages[0], 0, stages->blocks[0], n, out[0]);
  bw_node_feed_one (stages->stages[1], 0, stages->blocks[0], n, stages->blocks[1]);
  for (gsize i = 0; i < n; i++)
    out[0][i] -= stages->blocks[1][i];
}

void
bw_awesome_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_awesome, 0, 2);

  stages->stages[0] = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  stages->stages[1] = bw_node_child_period (node, bw_sma_node_init, parameters[1]);
  node->lead = MAX (stages->stages[0]->lead, stages->stages[1]->lead);
}

/* The close of half a period ago against the mean that is centred on it. */
BW_CLONES static void
run_dpo (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  const double *past = in[0] - stages->period;

  bw_node_feed_one (stages->stages[0], 0, in[0], n, out[0]);
  for (gsize i = 0; i < n; i++)
    out[0][i] = past[i] - out[0][i];
}

void
bw_dpo_init (BwNode *node, const double *parameters)
{
  gsize shift = (gsize)parameters[0] / 2 + 1;
  BwStages *stages = bw_stages_setup (node, run_dpo, shift, 0);

  stages->period = shift;
  stages->stages[0] = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  node->lead = MAX (stages->stages[0]->lead, shift);
}

typedef struct
{
  BwExtreme high, low;
  double place, value;
  double *middle, *low_block;
} Fisher;

BW_CLONES static void
run_fisher (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Fisher *state = node->state;
  gsize lead = node->lead;

  for (gssize i = -(gssize)node->history; i < (gssize)n; i++)
    state->middle[i + (gssize)node->history] = (in[0][i] + in[1][i]) * 0.5;
  bw_extreme_run (&state->high, state->middle + node->history, node->seen, n, out[0]);
  bw_extreme_run (&state->low, state->middle + node->history, node->seen, n, state->low_block);
  for (gsize i = 0; i < n; i++)
    {
      double range = out[0][i] - state->low_block[i], now = state->middle[node->history + i];
      double place = range > 0.0 ? (now - state->low_block[i]) / range - 0.5 : 0.0;

      if (node->seen + i < lead)
        continue;
      state->place = CLAMP (0.66 * place + 0.67 * state->place, -0.999, 0.999);
      out[1][i] = state->value;
      state->value = 0.5 * log ((1.0 + state->place) / (1.0 - state->place)) + 0.5 * state->value;
      out[0][i] = state->value;
    }
}

void
bw_fisher_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Fisher *state = bw_node_setup (node, run_fisher, sizeof *state, period, period - 1);

  bw_extreme_init (&state->high, node, period, FALSE);
  bw_extreme_init (&state->low, node, period, TRUE);
  state->middle = bw_node_alloc (node, (period + BW_BLOCK) * sizeof (double));
  state->low_block = bw_node_alloc_block (node);
}

/* A short strength, the strength of the streak of rises or falls, and the rank of the last change
 * among those before it. */
typedef struct
{
  BwNode *strength, *streak_strength;
  gssize n_ranked;
  double streak;
  double *streaks;
} Connors;

static inline double
change_of_close (const double *x)
{
  return x[-1] != 0.0 ? x[0] / x[-1] - 1.0 : 0.0;
}

static double
rank_change (const double *x, gssize n_ranked)
{
  double change = change_of_close (x);
  gssize n_below = 0;

  for (gssize k = 1; k <= n_ranked; k++)
    n_below += change_of_close (x - k) < change;
  return 100.0 * (double)n_below / (double)n_ranked;
}

BW_CLONES static void
run_connors (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Connors *state = node->state;

  for (gsize i = 0; i < n; i++)
    {
      double last = in[0][(gssize)i - 1], now = in[0][i];

      if (node->seen + i == 0 || now == last)
        state->streak = 0.0;
      else if (now > last)
        state->streak = MAX (state->streak, 0.0) + 1.0;
      else
        state->streak = MIN (state->streak, 0.0) - 1.0;
      state->streaks[i] = state->streak;
    }
  bw_node_feed_one (state->streak_strength, 0, state->streaks, n, state->streaks);
  bw_node_feed_one (state->strength, 0, in[0], n, out[0]);
  for (gsize i = bw_node_get_skip (node, n); i < n; i++)
    out[0][i] = (out[0][i] + state->streaks[i] + rank_change (in[0] + i, state->n_ranked)) / 3.0;
}

void
bw_connors_init (BwNode *node, const double *parameters)
{
  gsize n_ranked = (gsize)parameters[2];
  Connors *state = bw_node_setup (node, run_connors, sizeof *state, n_ranked + 1, 0);

  state->strength = bw_node_child_period (node, bw_rsi_init, parameters[0]);
  state->streak_strength = bw_node_child_period (node, bw_rsi_init, parameters[1]);
  state->n_ranked = (gssize)n_ranked;
  state->streaks = bw_node_alloc_block (node);
  node->lead = MAX (n_ranked + 1, MAX (state->strength->lead, state->streak_strength->lead));
}
