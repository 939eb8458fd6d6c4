/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/cascade-private.h"

#include "indicators/smoother-private.h"

/* Two exponential averages of the same, and an average of their difference or of an average. A
 * group's eight bars go through all of them before the next group comes: while one waits for its
 * last value, the others work, and nothing is stored between them. For that the groups of all begin
 * at the same bars, those whose number is a multiple of eight; until then, and for part of a group,
 * the averages take their turns one after another, with the same arithmetic. */

typedef enum
{
  DIFFERENCE, /* of two averages */
  PERCENT,    /* the difference in percent of the second */
  SIGNAL,     /* the difference, its average, and the rest */
  WEIGHED,    /* a weighted sum of an average and its average */
  QUOTIENT    /* an average over its average; 1 where that is 0 */
} Kind;

typedef struct
{
  Kind kind;
  BwSmoother stages[3];
  gsize begins[3];   /* the first bar each reads */
  gsize ready;       /* from this bar on all go in groups */
  double weights[2]; /* of WEIGHED */
  double *blocks[2];
} Cascade;

static void
add_stage (BwNode *node, guint k, double weight, double period, gsize begin)
{
  Cascade *cascade = node->state;
  BwSmoother *stage = &cascade->stages[k];
  gsize n_seed = (gsize)period;

  if (weight == 0.0)
    weight = 2.0 / (period + 1.0);
  bw_smoother_init (stage, weight, 1.0 - weight, n_seed, 1.0 / (double)n_seed);
  cascade->begins[k] = begin;
  cascade->ready = MAX (cascade->ready, bw_smoother_align (stage, begin));
  node->lead = MAX (node->lead, begin + (gsize)period - 1);
}

/* A group through all stages: @a and @b are its values, and become the first output. @more: where
 * the signal's outputs go */
G_ALWAYS_INLINE static inline void
step (Kind kind,
      const BwSmoothing *smoothing,
      BwFour *bases,
      const BwFour *weights,
      BwFour *a,
      BwFour *b,
      double *const *more)
{
  const BwFour zero = BW_FOUR_ALL (0.0), one = BW_FOUR_ALL (1.0), hundred = BW_FOUR_ALL (100.0);
  BwFour c = *a, d = *b;

  bw_smoothing_step (&smoothing[0], &bases[0], a, b);
  if (kind == WEIGHED || kind == QUOTIENT)
    {
      c = *a;
      d = *b;
    }
  bw_smoothing_step (&smoothing[1], &bases[1], &c, &d);
  if (kind == WEIGHED)
    {
      *a = weights[0] * *a + weights[1] * c;
      *b = weights[0] * *b + weights[1] * d;
      return;
    }
  if (kind == QUOTIENT)
    {
      *a = BW_FOUR_PICK (c != zero, *a / c, one);
      *b = BW_FOUR_PICK (d != zero, *b / d, one);
      return;
    }
  *a -= c;
  *b -= d;
  if (kind == PERCENT)
    {
      *a = BW_FOUR_PICK (c != zero, *a / c * hundred, zero);
      *b = BW_FOUR_PICK (d != zero, *b / d * hundred, zero);
    }
  if (kind != SIGNAL)
    return;
  c = *a;
  d = *b;
  bw_smoothing_step (&smoothing[2], &bases[2], &c, &d);
  BW_FOUR_SET (more[0], c);
  BW_FOUR_SET (more[0] + 4, d);
  BW_FOUR_SET (more[1], *a - c);
  BW_FOUR_SET (more[1] + 4, *b - d);
}

/* @n: a multiple of 8 */
G_ALWAYS_INLINE static inline void
walk (Cascade *cascade, Kind kind, const double *x, gsize n, double *const *out)
{
  const BwSmoothing smoothing[3] = { bw_smoothing_of (&cascade->stages[0]),
                                     bw_smoothing_of (&cascade->stages[1]),
                                     bw_smoothing_of (&cascade->stages[2]) };
  const BwFour weights[2] = { BW_FOUR_ALL (cascade->weights[0]),
                              BW_FOUR_ALL (cascade->weights[1]) };
  BwFour bases[3];

  for (guint k = 0; k < 3; k++)
    bases[k] = BW_FOUR_ALL (cascade->stages[k].base);
  for (gsize i = 0; i < n; i += 8)
    {
      double *const more[2] = { kind == SIGNAL ? out[1] + i : NULL,
                                kind == SIGNAL ? out[2] + i : NULL };
      BwFour a = BW_FOUR_AT (x + i), b = BW_FOUR_AT (x + i + 4);

      step (kind, smoothing, bases, weights, &a, &b, more);
      BW_FOUR_SET (out[0] + i, a);
      BW_FOUR_SET (out[0] + i + 4, b);
    }
  for (guint k = 0; k < 3; k++)
    cascade->stages[k].base = bases[k][0];
}

#define WALK(name, kind)                                                                           \
  BW_CLONES static void walk_##name (Cascade *cascade, const double *x, gsize n,                   \
                                     double *const *out)                                           \
  {                                                                                                \
    walk (cascade, kind, x, n, out);                                                               \
  }

WALK (difference, DIFFERENCE)
WALK (percent, PERCENT)
WALK (signal, SIGNAL)
WALK (weighed, WEIGHED)
WALK (quotient, QUOTIENT)

static void
walk_groups (Cascade *cascade, const double *x, gsize n, double *const *out)
{
  static void (*const walks[]) (Cascade *, const double *, gsize, double *const *) = {
    [DIFFERENCE] = walk_difference, [PERCENT] = walk_percent,   [SIGNAL] = walk_signal,
    [WEIGHED] = walk_weighed,       [QUOTIENT] = walk_quotient,
  };

  if (n > 0)
    walks[cascade->kind](cascade, x, n, out);
}

static inline double
compare (const Cascade *cascade, double a, double b)
{
  switch (cascade->kind)
    {
    case WEIGHED:
      return cascade->weights[0] * a + cascade->weights[1] * b;
    case QUOTIENT:
      return b != 0.0 ? a / b : 1.0;
    case PERCENT:
      return b != 0.0 ? (a - b) / b * 100.0 : 0.0;
    case DIFFERENCE:
    case SIGNAL:
    default:
      return a - b;
    }
}

/* One stage's turn: the block's values from the bar on that it begins at. */
static void
feed_stage (Cascade *cascade, guint k, gsize seen, const double *x, gsize n, double *out)
{
  gsize skip = seen >= cascade->begins[k] ? 0 : MIN (n, cascade->begins[k] - seen);

  bw_smoother_run (&cascade->stages[k], x + skip, n - skip, out + skip);
}

/* A stage at a time. */
static void
walk_stages (Cascade *cascade, gsize seen, const double *x, gsize n, double *const *out)
{
  double *first = cascade->blocks[0], *second = cascade->blocks[1];
  gboolean is_chain = cascade->kind == WEIGHED || cascade->kind == QUOTIENT;

  if (n == 0)
    return;
  feed_stage (cascade, 0, seen, x, n, first);
  feed_stage (cascade, 1, seen, is_chain ? first : x, n, second);
  for (gsize i = 0; i < n; i++)
    out[0][i] = compare (cascade, first[i], second[i]);
  if (cascade->kind != SIGNAL)
    return;
  feed_stage (cascade, 2, seen, out[0], n, out[1]);
  for (gsize i = 0; i < n; i++)
    out[2][i] = out[0][i] - out[1][i];
}

static void
run_cascade (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Cascade *cascade = node->state;
  gsize seen = node->seen, head, tail;
  double *values[3] = { NULL };

  head = MIN (n, seen < cascade->ready ? cascade->ready - seen : (8 - seen % 8) % 8);
  tail = head + (n - head) / 8 * 8;
  walk_stages (cascade, seen, in[0], head, out);
  for (guint k = 0; k < node->n_outputs; k++)
    values[k] = out[k] + head;
  walk_groups (cascade, in[0] + head, tail - head, values);
  for (guint k = 0; k < node->n_outputs; k++)
    values[k] = out[k] + tail;
  walk_stages (cascade, seen + tail, in[0] + tail, n - tail, values);
}

static Cascade *
setup (BwNode *node, Kind kind)
{
  Cascade *cascade = bw_node_setup (node, run_cascade, sizeof *cascade, 0, 0);

  cascade->kind = kind;
  cascade->blocks[0] = bw_node_alloc_block (node);
  cascade->blocks[1] = bw_node_alloc_block (node);
  return cascade;
}

/**
 * bw_pair_init:
 *
 * A node of one input: the fast average less the slow one; with a signal two more outputs, the
 * signal and the difference less the signal. It has values from where all averages had a period.
 */
void
bw_pair_init (BwNode *node, const BwPair *pair)
{
  setup (node, pair->signal > 0.0 ? SIGNAL : pair->is_percent ? PERCENT : DIFFERENCE);
  add_stage (node, 0, pair->fast_weight, pair->fast, pair->fast_delay);
  add_stage (node, 1, pair->slow_weight, pair->slow, 0);
  if (pair->signal > 0.0)
    add_stage (node, 2, 0.0, pair->signal, node->lead);
}

/**
 * bw_twice_init:
 * @weights: (nullable): of an average and of its average; %NULL: their quotient
 *
 * A node of one input and one output.
 */
void
bw_twice_init (BwNode *node, double period, const double *weights)
{
  Cascade *cascade = setup (node, weights != NULL ? WEIGHED : QUOTIENT);

  if (weights != NULL)
    memcpy (cascade->weights, weights, sizeof cascade->weights);
  add_stage (node, 0, 0.0, period, 0);
  add_stage (node, 1, 0.0, period, (gsize)period - 1);
}
