/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/momentum/momentum-private.h"

#include "indicators/cascade-private.h"
#include "indicators/moving-private.h"

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
  BwNode *average;
  double *block; /* one value before the block, then the block's */
} Trix;

BW_CLONES static void
relate_to_last (const double *restrict x, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = (x[i + 1] / x[i] - 1.0) * 100.0;

      out[i] = x[i] != 0.0 ? value : 0.0;
    }
}

static void
run_trix (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Trix *trix = node->state;

  bw_node_feed_one (trix->average, 0, in[0], n, trix->block + 1);
  relate_to_last (trix->block, n, out[0]);
  trix->block[0] = trix->block[n];
}

static void
init_triple (BwNode *node, const double *parameters)
{
  bw_filter_init (node, parameters[0], 3, (const double[]){ 0.0, 0.0, 1.0 });
}

void
bw_trix_init (BwNode *node, const double *parameters)
{
  Trix *trix = bw_node_setup (node, run_trix, sizeof *trix, 0, 3 * ((gsize)parameters[0] - 1) + 1);

  trix->average = bw_node_child_period (node, init_triple, parameters[0]);
  trix->block = bw_node_alloc (node, (BW_BLOCK + 1) * sizeof (double));
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
find_difference (const double *restrict fast, const double *restrict slow, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = fast[i] - slow[i];
}

BW_CLONES static void
find_percent (const double *restrict fast,
              const double *restrict slow,
              gsize n,
              double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = (fast[i] - slow[i]) / slow[i] * 100.0;

      out[i] = slow[i] != 0.0 ? value : 0.0;
    }
}

static void
run_convergence (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Convergence *state = node->state;
  gsize lead = state->slow->lead + state->slow_delay;
  gsize skip = node->seen >= lead ? 0 : MIN (n, lead - node->seen);

  feed_delayed (state->fast, node->seen, state->fast_delay, in[0], n, state->fast_block);
  feed_delayed (state->slow, node->seen, state->slow_delay, in[0], n, state->slow_block);
  if (state->is_percent)
    find_percent (state->fast_block, state->slow_block, n, out[0]);
  else
    find_difference (state->fast_block, state->slow_block, n, out[0]);
  if (state->signal == NULL)
    return;
  bw_node_feed_one (state->signal, skip, out[0], n, out[1]);
  find_difference (out[0], out[1], n, out[2]);
}

static void
setup_convergence (BwNode *node, BwNode *fast, BwNode *slow, BwNode *signal, gboolean is_percent)
{
  Convergence *state = bw_node_setup (node, run_convergence, sizeof *state, 0, 0);
  gsize lead = MAX (fast->lead, slow->lead);

  state->fast = fast;
  state->slow = slow;
  state->signal = signal;
  state->is_percent = is_percent;
  state->fast_delay = lead - fast->lead;
  state->slow_delay = lead - slow->lead;
  state->fast_block = bw_node_alloc_block (node);
  state->slow_block = bw_node_alloc_block (node);
  node->lead = lead + (signal != NULL ? signal->lead : 0);
}

/* Exponential averages, both as late as the slow one. @signal: 0 for none */
static void
init_pair (BwNode *node, const double *periods, double signal, gboolean is_percent)
{
  double fast = MIN (periods[0], periods[1]), slow = MAX (periods[0], periods[1]);
  const BwPair pair = { .fast = fast,
                        .slow = slow,
                        .signal = signal,
                        .fast_delay = (gsize)(slow - fast),
                        .is_percent = is_percent };

  bw_pair_init (node, &pair);
}

static void
init_oscillator (BwNode *node, const double *parameters, gboolean is_percent)
{
  double fast = MIN (parameters[0], parameters[1]), slow = MAX (parameters[0], parameters[1]);

  if (parameters[2] == 1.0)
    init_pair (node, parameters, 0.0, is_percent);
  else
    setup_convergence (node, bw_node_child_ma (node, fast, parameters[2]),
                       bw_node_child_ma (node, slow, parameters[2]), NULL, is_percent);
}

/* Parameters: FastPeriod, SlowPeriod, MAType */
void
bw_apo_init (BwNode *node, const double *parameters)
{
  init_oscillator (node, parameters, FALSE);
}

void
bw_ppo_init (BwNode *node, const double *parameters)
{
  init_oscillator (node, parameters, TRUE);
}

void
bw_macd_init (BwNode *node, const double *parameters)
{
  init_pair (node, parameters, parameters[2], FALSE);
}

/* Periods of 12 and 26 with the rounded weights 0.15 and 0.075. */
void
bw_macdfix_init (BwNode *node, const double *parameters)
{
  bw_pair_init (node, &(const BwPair){ .fast = 12,
                                       .slow = 26,
                                       .fast_delay = 14,
                                       .signal = parameters[0],
                                       .fast_weight = 0.15,
                                       .slow_weight = 0.075 });
}

void
bw_macdext_init (BwNode *node, const double *parameters)
{
  gboolean swaps = parameters[2] < parameters[0];
  const double *fast = parameters + (swaps ? 2 : 0), *slow = parameters + (swaps ? 0 : 2);

  setup_convergence (node, bw_node_child_ma (node, fast[0], fast[1]),
                     bw_node_child_ma (node, slow[0], slow[1]),
                     bw_node_child_ma (node, parameters[4], parameters[5]), FALSE);
}
