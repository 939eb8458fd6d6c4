/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/momentum/momentum-private.h"

#include "indicators/extreme-private.h"
#include "indicators/moving-private.h"

/* Where the close is between the lowest low and the highest high of a window. */
typedef struct
{
  BwExtreme high, low;
  double *low_block;
  gboolean is_from_top; /* Williams' */
} Place;

BW_CLONES static void
run_place (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Place *place = node->state;
  const double *close = in[node->n_inputs - 1];
  double *low = place->low_block, *value = out[0];

  bw_extreme_run (&place->high, in[0], node->seen, n, value);
  bw_extreme_run (&place->low, in[node->n_inputs > 1 ? 1 : 0], node->seen, n, low);
  if (place->is_from_top)
    for (gsize i = 0; i < n; i++)
      {
        double range = value[i] - low[i];

        value[i] = range != 0.0 ? (value[i] - close[i]) / range * -100.0 : 0.0;
      }
  else
    for (gsize i = 0; i < n; i++)
      {
        double range = value[i] - low[i];

        value[i] = range != 0.0 ? (close[i] - low[i]) / range * 100.0 : 0.0;
      }
}

static void
init_place (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Place *place = bw_node_setup (node, run_place, sizeof *place, period, period - 1);

  bw_extreme_init (&place->high, node, period, FALSE);
  bw_extreme_init (&place->low, node, period, TRUE);
  place->low_block = bw_node_alloc_block (node);
}

void
bw_willr_init (BwNode *node, const double *parameters)
{
  init_place (node, parameters);
  ((Place *)node->state)->is_from_top = TRUE;
}

/* The place smoothed, and that smoothed again. */
typedef struct
{
  BwNode *strength; /* (nullable): what comes before */
  BwNode *place, *slow_k, *slow_d;
  double *block;
} Stochastic;

static void
run_stochastic (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Stochastic *state = node->state;
  gsize skip = 0;

  if (state->strength != NULL)
    {
      skip = bw_node_feed_one (state->strength, 0, in[0], n, state->block);
      skip = bw_node_feed_one (state->place, skip, state->block, n, out[0]);
    }
  else if (state->slow_k == NULL)
    skip = bw_node_feed_after (state->place, 0, in, n, &out[0]);
  else
    {
      skip = bw_node_feed_after (state->place, 0, in, n, &state->block);
      skip = bw_node_feed_one (state->slow_k, skip, state->block, n, out[0]);
    }
  bw_node_feed_one (state->slow_d, skip, out[0], n, out[1]);
}

static Stochastic *
setup_stochastic (BwNode *node, guint n_inputs, double period)
{
  Stochastic *state = bw_node_setup (node, run_stochastic, sizeof *state, 0, 0);

  state->place = bw_node_child (node, n_inputs, 1, init_place, &period);
  state->block = bw_node_alloc_block (node);
  node->lead = state->place->lead;
  return state;
}

void
bw_stoch_init (BwNode *node, const double *parameters)
{
  Stochastic *state = setup_stochastic (node, 3, parameters[0]);

  state->slow_k = bw_node_child_ma (node, parameters[1], parameters[2]);
  state->slow_d = bw_node_child_ma (node, parameters[3], parameters[4]);
  node->lead += state->slow_k->lead + state->slow_d->lead;
}

void
bw_stochf_init (BwNode *node, const double *parameters)
{
  Stochastic *state = setup_stochastic (node, 3, parameters[0]);

  state->slow_d = bw_node_child_ma (node, parameters[1], parameters[2]);
  node->lead += state->slow_d->lead;
}

/* Parameters: TimePeriod, then those of the fast stochastic */
void
bw_stochrsi_init (BwNode *node, const double *parameters)
{
  Stochastic *state = setup_stochastic (node, 1, parameters[1]);

  state->strength = bw_node_child (node, 1, 1, bw_rsi_init, parameters);
  state->slow_d = bw_node_child_ma (node, parameters[2], parameters[3]);
  node->lead += state->strength->lead + state->slow_d->lead;
}

/* How long ago the extremes of the last period were; of equals, the newest. */
typedef struct
{
  BwExtreme high, low;
  gssize highest_at, lowest_at;
  double *values, *high_bars, *low_bars;
} Aroon;

BW_CLONES static void
count_bars (const Aroon *aroon,
            gsize seen,
            gsize first,
            gsize n,
            double *restrict down,
            double *restrict up)
{
  double period = (double)aroon->high.period - 1.0, factor = 100.0 / period;
  const double *highs = aroon->high_bars, *lows = aroon->low_bars;

  for (gsize i = first; i < n; i++)
    {
      double bar = (double)(gint64)(seen + i);

      down[i] = factor * (period - (bar - lows[i]));
      up[i] = factor * (period - (bar - highs[i]));
    }
}

static void
run_aroon (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Aroon *aroon = node->state;
  gsize skip = bw_node_get_skip (node, n), seen = node->seen;

  if (skip == n)
    return;
  if (seen <= node->lead)
    aroon->highest_at = aroon->lowest_at = -1;
  bw_extreme_run (&aroon->high, in[0], seen, n, aroon->values);
  bw_extreme_follow (&aroon->high, in[0] + skip, aroon->values + skip, seen + skip, n - skip, TRUE,
                     &aroon->highest_at, aroon->high_bars + skip);
  bw_extreme_run (&aroon->low, in[1], seen, n, aroon->values);
  bw_extreme_follow (&aroon->low, in[1] + skip, aroon->values + skip, seen + skip, n - skip, TRUE,
                     &aroon->lowest_at, aroon->low_bars + skip);
  if (node->n_outputs == 2)
    {
      count_bars (aroon, seen, skip, n, out[0], out[1]);
      return;
    }
  count_bars (aroon, seen, skip, n, aroon->values, out[0]);
  for (gsize i = skip; i < n; i++)
    out[0][i] -= aroon->values[i];
}

void
bw_aroon_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Aroon *aroon = bw_node_setup (node, run_aroon, sizeof *aroon, period + 1, period);

  bw_extreme_init (&aroon->high, node, period + 1, FALSE);
  bw_extreme_init (&aroon->low, node, period + 1, TRUE);
  aroon->values = bw_node_alloc_block (node);
  aroon->high_bars = bw_node_alloc_block (node);
  aroon->low_bars = bw_node_alloc_block (node);
}

void
bw_aroonosc_init (BwNode *node, const double *parameters)
{
  bw_aroon_init (node, parameters);
}
