/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/moving-private.h"
#include "indicators/running-private.h"
#include "indicators/smoother-private.h"

#include <string.h>

/* The averages that stand on their own; those made of others are in moving-chain.c. */

typedef struct
{
  gsize period;
  double scale;
  BwRunning sum;
} Window;

static void
run_sum (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Window *window = node->state;

  bw_running_run (&window->sum, in[0], in[0] - window->period, window->scale, n, out[0]);
}

static void
init_window (BwNode *node, gsize period, double scale)
{
  Window *window = bw_node_setup (node, run_sum, sizeof *window, period, period - 1);

  window->period = period;
  window->scale = scale;
}

void
bw_sma_node_init (BwNode *node, const double *parameters)
{
  init_window (node, (gsize)parameters[0], 1.0 / parameters[0]);
}

void
bw_sum_node_init (BwNode *node, const double *parameters)
{
  init_window (node, (gsize)parameters[0], 1.0);
}

static void
run_smoother (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  bw_smoother_run (node->state, in[0], n, out[0]);
}

void
bw_ema_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  BwSmoother *smoother = bw_node_setup (node, run_smoother, sizeof *smoother, 0, period - 1);

  bw_smoother_init_ema (smoother, period);
  bw_smoother_align (smoother, 0);
}

void
bw_wilder_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  BwSmoother *smoother = bw_node_setup (node, run_smoother, sizeof *smoother, 0, period - 1);

  bw_smoother_init_wilder (smoother, period);
  bw_smoother_align (smoother, 0);
}

/* Kaufman's: the smoothing follows how straight the way of the last values was. The average is
 * keep * average + part, both known ahead for each bar: eight steps of it are taken from one base.
 */
typedef struct
{
  gsize period;
  BwRunning path;
  double base;
  double keeps[8], parts[8]; /* of a group begun */
  guint phase;               /* how many */
  gsize ready;               /* bars before the first group: a multiple of eight */
  double *path_block, *keep_block;
} Kaufman;

/* @n: a multiple of 8. Returns: the new base */
BW_CLONES static double
average_groups (double start, const double *keep, const double *part, gsize n, double *out)
{
  BwFour base = BW_FOUR_ALL (start), one = BW_FOUR_ALL (1.0);

  for (gsize i = 0; i < n; i += 8)
    {
      BwFour k = BW_FOUR_AT (keep + i), p = BW_FOUR_AT (part + i);
      BwFour l = BW_FOUR_AT (keep + i + 4), q = BW_FOUR_AT (part + i + 4);

      p += k * BW_FOUR_UP_1 (p);
      q += l * BW_FOUR_UP_1 (q);
      k *= __builtin_shufflevector (one, k, 0, 4, 5, 6);
      l *= __builtin_shufflevector (one, l, 0, 4, 5, 6);
      p += k * BW_FOUR_UP_2 (p);
      q += l * BW_FOUR_UP_2 (q);
      k *= __builtin_shufflevector (one, k, 0, 1, 4, 5);
      l *= __builtin_shufflevector (one, l, 0, 1, 4, 5);
      q += l * BW_FOUR_LAST (p);
      l *= BW_FOUR_LAST (k);
      BW_FOUR_SET (out + i, k * base + p);
      BW_FOUR_SET (out + i + 4, l * base + q);
      base = BW_FOUR_LAST (l) * base + BW_FOUR_LAST (q);
    }
  return base[0];
}

static void
average_part (Kaufman *state, const double *keep, const double *part, gsize n, double *out)
{
  double values[8], base;

  for (gsize i = 0; i < n; i++)
    {
      state->keeps[state->phase + i] = keep[i];
      state->parts[state->phase + i] = part[i];
    }
  base = average_groups (state->base, state->keeps, state->parts, 8, values);
  for (gsize i = 0; i < n; i++)
    out[i] = values[state->phase + i];
  state->phase += (guint)n;
  if (state->phase < 8)
    return;
  state->base = base;
  state->phase = 0;
}

/* What each bar keeps of the average, and what it adds. @path: how long the way was */
BW_CLONES static void
weigh_path (const double *x, const double *path, gsize period, gsize n, double *keep, double *part)
{
  const double *past = x - period;
  double slowest = 2.0 / 31.0, span = 2.0 / 3.0 - slowest;

  for (gsize i = 0; i < n; i++)
    {
      double change = x[i] - past[i], ratio = fabs (change / path[i]), factor;

      ratio = path[i] > change ? ratio : 1.0;
      ratio = path[i] >= 1e-14 ? ratio : 1.0;
      factor = ratio * span + slowest;
      factor *= factor;
      keep[i] = 1.0 - factor;
      part[i] = factor * x[i];
    }
}

BW_CLONES static void
run_kaufman (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Kaufman *state = node->state;
  const double *x = in[0], *last = in[0] - 1, *past = in[0] - state->period, *older = past - 1;
  double *path = state->path_block, *keep = state->keep_block;
  gsize first = node->seen >= state->period ? 0 : MIN (n, state->period - node->seen), head, whole;

  for (gsize i = 0; i < n; i++)
    path[i] = fabs (x[i] - last[i]) - fabs (past[i] - older[i]);
  /* Steps from before the first bar are none. */
  for (gsize i = 0; i < n && node->seen + i <= state->period; i++)
    path[i] = node->seen + i == 0 ? 0.0 : fabs (x[i] - last[i]);
  bw_running_run (&state->path, path, NULL, 1.0, n, path);
  if (first > 0)
    state->base = x[first - 1];
  weigh_path (x + first, path + first, state->period, n - first, keep + first, out[0] + first);
  for (; first < n && node->seen + first < state->ready; first++)
    out[0][first] = state->base = keep[first] * state->base + out[0][first];
  head = MIN (n - first, (8 - state->phase) % 8);
  whole = (n - first - head) / 8 * 8;
  if (head > 0)
    average_part (state, keep + first, out[0] + first, head, out[0] + first);
  head += first;
  if (whole > 0)
    state->base = average_groups (state->base, keep + head, out[0] + head, whole, out[0] + head);
  head += whole;
  if (head < n)
    average_part (state, keep + head, out[0] + head, n - head, out[0] + head);
}

void
bw_kama_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Kaufman *state = bw_node_setup (node, run_kaufman, sizeof *state, period + 1, period);

  state->period = period;
  state->ready = (period + 7) / 8 * 8;
  state->path_block = bw_node_alloc_block (node);
  state->keep_block = bw_node_alloc_block (node);
}

static void
run_copy (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  memcpy (out[0], in[0], n * sizeof (double));
}

typedef struct
{
  BwNode *mama;
  double *follower;
} MamaAlone;

static void
run_mama_alone (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  MamaAlone *state = node->state;
  double *both[2] = { out[0], state->follower };

  bw_node_feed (state->mama, in, n, both);
}

void
bw_ma_node_init (BwNode *node, const double *parameters)
{
  static const BwInitFunc kinds[] = { bw_sma_node_init,  bw_ema_node_init,
                                      bw_wma_node_init,  bw_dema_node_init,
                                      bw_tema_node_init, bw_trima_node_init,
                                      bw_kama_node_init, NULL,
                                      bw_t3_node_init };
  gsize kind = (gsize)parameters[1];

  if (parameters[0] <= 1.0)
    bw_node_setup (node, run_copy, 0, 0, 0);
  else if (kind == 7)
    {
      MamaAlone *state = bw_node_setup (node, run_mama_alone, sizeof *state, 0, 0);

      state->mama = bw_node_child (node, 1, 2, bw_mama_node_init, (const double[]){ 0.5, 0.05 });
      state->follower = bw_node_alloc_block (node);
      node->lead = state->mama->lead;
    }
  else
    kinds[kind](node, (const double[]){ parameters[0], 0.7 });
}
