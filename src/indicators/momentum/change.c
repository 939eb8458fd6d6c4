/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/momentum/momentum-private.h"

#include "indicators/moving-private.h"
#include "indicators/smoother-private.h"

/* A value against the one `period` bars ago. A change from 0 is 0. */
#define CHANGE(name, expression)                                                                   \
  BW_CLONES static guint64 run_##name (const BwNode *node, const double *const *in, gsize n,       \
                                       double *const *out)                                         \
  {                                                                                                \
    const double *x = in[0], *past = in[0] - node->history;                                        \
    double *restrict y = out[0];                                                                   \
    guint64 carry = 0;                                                                             \
                                                                                                   \
    for (gsize i = 0; i < n; i++)                                                                  \
      {                                                                                            \
        carry |= bw_carry_of (x[i]);                                                               \
        y[i] = (expression);                                                                       \
      }                                                                                            \
    return carry;                                                                                  \
  }                                                                                                \
  void bw_##name##_init (BwNode *node, const double *parameters)                                   \
  {                                                                                                \
    gsize period = (gsize)parameters[0];                                                           \
                                                                                                   \
    bw_node_setup_pure (node, run_##name, 0, period, period);                                      \
  }

CHANGE (mom, x[i] - past[i])
CHANGE (roc, past[i] != 0.0 ? (x[i] / past[i] - 1.0) * 100.0 : 0.0)
CHANGE (rocp, past[i] != 0.0 ? (x[i] - past[i]) / past[i] : 0.0)
CHANGE (rocr, past[i] != 0.0 ? x[i] / past[i] : 0.0)
CHANGE (rocr100, past[i] != 0.0 ? x[i] / past[i] * 100.0 : 0.0)

typedef struct
{
  BwNode *averages[3], *change;
  double *block;
} Trix;

static void
run_trix (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Trix *trix = node->state;
  gsize skip = bw_node_feed_one (trix->averages[0], 0, in[0], n, trix->block);

  skip = bw_node_feed_one (trix->averages[1], skip, trix->block, n, trix->block);
  skip = bw_node_feed_one (trix->averages[2], skip, trix->block, n, trix->block);
  bw_node_feed_one (trix->change, skip, trix->block, n, out[0]);
}

void
bw_trix_init (BwNode *node, const double *parameters)
{
  Trix *trix = bw_node_setup (node, run_trix, sizeof *trix, 0, 3 * ((gsize)parameters[0] - 1) + 1);

  for (guint k = 0; k < 3; k++)
    trix->averages[k] = bw_node_child_period (node, bw_ema_node_init, parameters[0]);
  trix->change = bw_node_child_period (node, bw_roc_init, 1.0);
  trix->block = bw_node_alloc_block (node);
}

/* Two averages, the difference, and an average of that. The average that needs fewer bars begins as
 * late as the other, as in TA-Lib. */
typedef struct
{
  BwNode *fast, *slow;
  BwNode *signal; /* (nullable) */
  gsize fast_delay, slow_delay;
  gsize seen;
  gboolean is_percent;
  double *fast_block, *slow_block;
} Convergence;

static void
feed_delayed (BwNode *node, gsize seen, gsize delay, const double *x, gsize n, double *out)
{
  bw_node_feed_one (node, seen >= delay ? 0 : MIN (n, delay - seen), x, n, out);
}

BW_CLONES static void
run_convergence (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Convergence *state = node->state;
  gsize lead = state->slow->lead + state->slow_delay;
  gsize skip = node->seen >= lead ? 0 : MIN (n, lead - node->seen);

  feed_delayed (state->fast, node->seen, state->fast_delay, in[0], n, state->fast_block);
  feed_delayed (state->slow, node->seen, state->slow_delay, in[0], n, state->slow_block);
  if (state->is_percent)
    for (gsize i = skip; i < n; i++)
      out[0][i] = state->slow_block[i] != 0.0
                      ? (state->fast_block[i] - state->slow_block[i]) / state->slow_block[i] * 100.0
                      : 0.0;
  else
    for (gsize i = skip; i < n; i++)
      out[0][i] = state->fast_block[i] - state->slow_block[i];
  if (state->signal == NULL)
    return;
  bw_node_feed_one (state->signal, skip, out[0], n, out[1]);
  for (gsize i = skip; i < n; i++)
    out[2][i] = out[0][i] - out[1][i];
}

static Convergence *
setup_convergence (BwNode *node, BwNode *fast, BwNode *slow, BwNode *signal)
{
  Convergence *state = bw_node_setup (node, run_convergence, sizeof *state, 0, 0);
  gsize lead = MAX (fast->lead, slow->lead);

  state->fast = fast;
  state->slow = slow;
  state->signal = signal;
  state->fast_delay = lead - fast->lead;
  state->slow_delay = lead - slow->lead;
  state->fast_block = bw_node_alloc_block (node);
  state->slow_block = bw_node_alloc_block (node);
  node->lead = lead + (signal != NULL ? signal->lead : 0);
  return state;
}

/* Parameters: FastPeriod, SlowPeriod, MAType */
void
bw_apo_init (BwNode *node, const double *parameters)
{
  double fast = MIN (parameters[0], parameters[1]), slow = MAX (parameters[0], parameters[1]);

  setup_convergence (node, bw_node_child_ma (node, fast, parameters[2]),
                     bw_node_child_ma (node, slow, parameters[2]), NULL);
}

void
bw_ppo_init (BwNode *node, const double *parameters)
{
  bw_apo_init (node, parameters);
  ((Convergence *)node->state)->is_percent = TRUE;
}

void
bw_macd_init (BwNode *node, const double *parameters)
{
  double fast = MIN (parameters[0], parameters[1]), slow = MAX (parameters[0], parameters[1]);

  setup_convergence (node, bw_node_child_ma (node, fast, 1), bw_node_child_ma (node, slow, 1),
                     bw_node_child_ma (node, parameters[2], 1));
}

/* Periods of 12 and 26 with the rounded weights 0.15 and 0.075. */
void
bw_macdfix_init (BwNode *node, const double *parameters)
{
  BwNode *fast = bw_node_child_ma (node, 12, 1), *slow = bw_node_child_ma (node, 26, 1);

  bw_smoother_init (fast->state, 0.15, 0.85, 12, 1.0 / 12.0);
  bw_smoother_init (slow->state, 0.075, 0.925, 26, 1.0 / 26.0);
  setup_convergence (node, fast, slow, bw_node_child_ma (node, parameters[0], 1));
}

void
bw_macdext_init (BwNode *node, const double *parameters)
{
  gboolean swaps = parameters[2] < parameters[0];
  const double *fast = parameters + (swaps ? 2 : 0), *slow = parameters + (swaps ? 0 : 2);

  setup_convergence (node, bw_node_child_ma (node, fast[0], fast[1]),
                     bw_node_child_ma (node, slow[0], slow[1]),
                     bw_node_child_ma (node, parameters[4], parameters[5]));
}
