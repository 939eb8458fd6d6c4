/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/cascade-private.h"

#include "indicators/smoother-private.h"

/* Exponential averages of averages, three and more of them, are a linear filter: what it gives for
 * eight bars is a sum of the eight values and of the averages before them, each times a number that
 * is known beforehand. So a group of eight waits once for the averages, however many stages there
 * are, where stage after stage would wait for each. The numbers are found by letting the stages
 * themselves answer a single 1. Groups are counted from the first bar, whatever the split of bars
 * into calls; a group begun is worked out again as its bars come. */
#define GROUP      8
#define STAGES_MAX 6
#define ALIGNED    __attribute__ ((aligned (BW_ALIGNMENT)))

typedef struct
{
  guint n_stages;
  double weight;              /* of a new value in each average */
  double weights[STAGES_MAX]; /* of the averages in the output */
  gsize period;
  gsize ready; /* bars that the stages take one after another: a multiple of a group */
  BwSmoother warming[STAGES_MAX];
  double *blocks[STAGES_MAX];
  ALIGNED double input[GROUP + 4][4];  /* a value's part in the output: the first four rows of the
                                          first four columns, then the others of all */
  double state[STAGES_MAX][GROUP];     /* what each average before the group adds to the output */
  ALIGNED double gather[GROUP][GROUP]; /* what a value adds to the averages behind its group */
  double carry[STAGES_MAX][GROUP];     /* and what each average before it */
  double averages[GROUP];
  double terms[GROUP]; /* of a group begun */
  guint phase;         /* how many */
} Filter;

/* The averages after one more value. */
static void
step_stages (const Filter *filter, double x, double *averages)
{
  for (guint k = 0; k < filter->n_stages; k++)
    x = averages[k] = (1.0 - filter->weight) * averages[k] + filter->weight * x;
}

static double
weigh_stages (const Filter *filter, const double *averages)
{
  double sum = 0.0;

  for (guint k = 0; k < filter->n_stages; k++)
    sum += filter->weights[k] * averages[k];
  return sum;
}

/* What a single value of 1 does to the group it is in, for each place in it. */
static void
find_input_response (Filter *filter)
{
  double averages[STAGES_MAX] = { 0 };

  for (guint lag = 0; lag < GROUP; lag++)
    {
      step_stages (filter, lag == 0 ? 1.0 : 0.0, averages);
      for (guint place = 0; place + lag < GROUP; place++)
        {
          guint row = place + lag;

          filter->input[row < 4 ? place : 4 + place][row % 4] = weigh_stages (filter, averages);
        }
      for (guint k = 0; k < filter->n_stages; k++)
        filter->gather[GROUP - 1 - lag][k] = averages[k];
    }
}

/* What a single average of 1 before a group does to it. */
static void
find_state_response (Filter *filter)
{
  for (guint from = 0; from < filter->n_stages; from++)
    {
      double averages[STAGES_MAX] = { 0 };

      averages[from] = 1.0;
      for (guint row = 0; row < GROUP; row++)
        {
          step_stages (filter, 0.0, averages);
          filter->state[from][row] = weigh_stages (filter, averages);
        }
      for (guint k = 0; k < filter->n_stages; k++)
        filter->carry[from][k] = averages[k];
    }
}

/* The sum of @n columns, each times its value, in two chains of sums. */
#define COLUMNS(columns, offset, values, n)                                                        \
  ({                                                                                               \
    BwFour even = BW_FOUR_AT ((columns)[0] + (offset)) * (values)[0];                              \
    BwFour odd = BW_FOUR_AT ((columns)[1] + (offset)) * (values)[1];                               \
                                                                                                   \
    for (guint t = 2; t < (n); t += 2)                                                             \
      even += BW_FOUR_AT ((columns)[t] + (offset)) * (values)[t];                                  \
    for (guint t = 3; t < (n); t += 2)                                                             \
      odd += BW_FOUR_AT ((columns)[t] + (offset)) * (values)[t];                                   \
    even + odd;                                                                                    \
  })

/* @n: a multiple of 8. The averages go on in @state, a vector for each four stages. */
G_ALWAYS_INLINE static inline void
walk (const Filter *filter, guint n_stages, BwFour *state, const double *x, gsize n, double *out)
{
  for (gsize i = 0; i < n; i += GROUP)
    {
      BwFour averages[STAGES_MAX], values[GROUP];

      for (guint t = 0; t < GROUP; t++)
        values[t] = BW_FOUR_ALL (x[i + t]);
      for (guint k = 0; k < n_stages; k++)
        averages[k] = BW_FOUR_ALL (state[k / 4][k % 4]);
      BW_FOUR_SET (out + i, COLUMNS (filter->input, 0, values, 4) +
                                COLUMNS (filter->state, 0, averages, n_stages));
      BW_FOUR_SET (out + i + 4, COLUMNS (filter->input + 4, 0, values, 8) +
                                    COLUMNS (filter->state, 4, averages, n_stages));
      for (guint v = 0; v < (n_stages + 3) / 4; v++)
        state[v] = COLUMNS (filter->gather, 4 * v, values, 8) +
                   COLUMNS (filter->carry, 4 * v, averages, n_stages);
    }
}

#define WALK(name, n_stages)                                                                       \
  BW_CLONES static void walk_##name (const Filter *filter, double *averages, const double *x,      \
                                     gsize n, double *out)                                         \
  {                                                                                                \
    BwFour state[2] = { BW_FOUR_AT (averages), BW_FOUR_AT (averages + 4) };                        \
                                                                                                   \
    walk (filter, n_stages, state, x, n, out);                                                     \
    BW_FOUR_SET (averages, state[0]);                                                              \
    BW_FOUR_SET (averages + 4, state[1]);                                                          \
  }

WALK (three, 3)
WALK (six, 6)

static void
walk_groups (const Filter *filter, double *averages, const double *x, gsize n, double *out)
{
  if (filter->n_stages == 3)
    walk_three (filter, averages, x, n, out);
  else
    walk_six (filter, averages, x, n, out);
}

/* Some values of one group. */
static void
walk_part (Filter *filter, const double *x, gsize n, double *out)
{
  double averages[GROUP], values[GROUP];

  if (n == 0)
    return;
  memcpy (averages, filter->averages, sizeof averages);
  memcpy (filter->terms + filter->phase, x, n * sizeof (double));
  walk_groups (filter, averages, filter->terms, GROUP, values);
  memcpy (out, values + filter->phase, n * sizeof (double));
  filter->phase += (guint)n;
  if (filter->phase < GROUP)
    return;
  memcpy (filter->averages, averages, sizeof averages);
  memset (filter->terms, 0, sizeof filter->terms);
  filter->phase = 0;
}

/* While some stages have no values yet: one after another. */
static void
warm_up (Filter *filter, gsize seen, const double *x, gsize n, double *out)
{
  double averages[STAGES_MAX] = { 0 };

  for (guint k = 0; k < filter->n_stages; k++)
    {
      gsize begin = k * (filter->period - 1), skip = seen >= begin ? 0 : MIN (n, begin - seen);

      bw_smoother_run (&filter->warming[k], x + skip, n - skip, filter->blocks[k] + skip);
      x = filter->blocks[k];
    }
  for (gsize i = 0; i < n; i++)
    {
      for (guint k = 0; k < filter->n_stages; k++)
        averages[k] = filter->blocks[k][i];
      out[i] = weigh_stages (filter, averages);
    }
  if (seen + n == filter->ready)
    memcpy (filter->averages, averages, sizeof averages);
}

static void
run_filter (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Filter *filter = node->state;
  gsize warm = node->seen >= filter->ready ? 0 : MIN (n, filter->ready - node->seen);
  gsize head = MIN (n - warm, (GROUP - filter->phase) % GROUP);
  gsize first = warm + head, end = first + (n - first) / GROUP * GROUP;

  if (warm > 0)
    warm_up (filter, node->seen, in[0], warm, out[0]);
  walk_part (filter, in[0] + warm, head, out[0] + warm);
  walk_groups (filter, filter->averages, in[0] + first, end - first, out[0] + first);
  walk_part (filter, in[0] + end, n - end, out[0] + end);
}

/**
 * bw_filter_init:
 * @n_stages: 3 or 6
 * @weights: (array length=n_stages): of the stages in the output
 *
 * A node of one input and one output: an exponential average of @period of an average of an
 * average, each begun with the mean of the first values of the one before.
 */
void
bw_filter_init (BwNode *node, double period, guint n_stages, const double *weights)
{
  Filter *filter = bw_node_setup (node, run_filter, sizeof *filter, 0, 0);

  filter->n_stages = n_stages;
  filter->period = (gsize)period;
  filter->weight = 2.0 / (period + 1.0);
  node->lead = n_stages * (filter->period - 1);
  filter->ready = (node->lead + GROUP) / GROUP * GROUP;
  for (guint k = 0; k < n_stages; k++)
    {
      filter->weights[k] = weights[k];
      bw_smoother_init_ema (&filter->warming[k], filter->period);
      filter->blocks[k] = bw_node_alloc_block (node);
    }
  find_input_response (filter);
  find_state_response (filter);
}
