/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

#include "indicators/adaptive-private.h"
#include "indicators/extreme-private.h"
#include "indicators/moving-private.h"
#include "indicators/statistics/statistics-private.h"
#include "indicators/volatility/volatility-private.h"

#include <string.h>

/* Stops, channels and lines drawn over the prices. */

static void
run_chande_kroll (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *high = stages->blocks[0], *low = stages->blocks[1], *range = stages->blocks[2];
  gsize skip = bw_node_feed_after (stages->stages[2], 0, in, n, &range);

  bw_node_feed_one (stages->stages[0], 0, in[0], n, high);
  bw_node_feed_one (stages->stages[1], 0, in[1], n, low);
  for (gsize i = skip; i < n; i++)
    {
      high[i] -= stages->factor * range[i];
      low[i] += stages->factor * range[i];
    }
  bw_node_feed_one (stages->stages[3], skip, low, n, out[0]);
  bw_node_feed_one (stages->stages[4], skip, high, n, out[1]);
}

/* Inputs: high, low, close. Parameters: period of highs, lows and true ranges; so many ranges; and
 * the period over which the highest and lowest of the first stops count. Outputs: the stops of a
 * long and of a short position. Source: T. Chande and S. Kroll, The New Technical Trader, 1994;
 * TradingView's Chande Kroll Stop. */
void
bw_chande_kroll_init (BwNode *node, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run_chande_kroll, 0, 3);

  stages->stages[0] = bw_node_child_period (node, bw_max_node_init, parameters[0]);
  stages->stages[1] = bw_node_child_period (node, bw_min_node_init, parameters[0]);
  stages->stages[2] = bw_node_child (node, 3, 1, bw_atr_init, parameters);
  stages->stages[3] = bw_node_child_period (node, bw_min_node_init, parameters[2]);
  stages->stages[4] = bw_node_child_period (node, bw_max_node_init, parameters[2]);
  stages->factor = parameters[1];
  node->lead = stages->stages[2]->lead + stages->stages[3]->lead;
}

typedef struct
{
  BwNode *range;
  double factor;
  double highest, lowest, stop; /* of the closes since the last turn */
  gboolean is_up, has_begun;
  double *block;
} VolatilityStop;

static void
follow_close (VolatilityStop *state, double close, double distance)
{
  gboolean was_up = state->is_up;

  if (!state->has_begun)
    {
      state->is_up = state->has_begun = TRUE;
      state->highest = state->lowest = close;
      state->stop = close - distance;
      return;
    }
  state->highest = MAX (state->highest, close);
  state->lowest = MIN (state->lowest, close);
  state->stop = was_up ? MAX (state->stop, state->highest - distance)
                       : MIN (state->stop, state->lowest + distance);
  state->is_up = close >= state->stop;
  if (state->is_up == was_up)
    return;
  state->highest = state->lowest = close;
  state->stop = state->is_up ? close - distance : close + distance;
}

static void
run_volatility_stop (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  VolatilityStop *state = node->state;
  gsize skip = bw_node_feed_after (state->range, 0, in, n, &state->block);

  for (gsize i = skip; i < n; i++)
    {
      follow_close (state, in[2][i], state->factor * state->block[i]);
      out[0][i] = state->stop;
      out[1][i] = state->is_up ? 1.0 : -1.0;
    }
}

/* Inputs: high, low, close. So many average true ranges from the best close since the last turn;
 * begun, as rising, with the first average. Source: TradingView's Volatility Stop. */
void
bw_volatility_stop_init (BwNode *node, const double *parameters)
{
  VolatilityStop *state = bw_node_setup (node, run_volatility_stop, sizeof *state, 0, 0);

  state->range = bw_node_child (node, 3, 1, bw_atr_init, parameters);
  state->factor = parameters[1];
  state->block = bw_node_alloc_block (node);
  node->lead = state->range->lead;
}

enum
{
  LINE_VALUE,
  LINE_SLOPE,
  LINE_VARIANCE,
  LINE_MEAN_VALUE,
  LINE_MEAN_ERROR
};

/* The line's value at the window's last bar, and the root mean square of the closes' distances from
 * the line: what the slope leaves of their variance. @share: of the places' variance. Returns: how
 * many leading values are NaN */
static gsize
measure_line (BwStages *stages, const double *x, gsize n, double scale)
{
  double *slope = stages->blocks[LINE_SLOPE], *variance = stages->blocks[LINE_VARIANCE];
  double places = ((double)stages->period * (double)stages->period - 1.0) / 12.0;
  gsize skip = bw_node_feed_one (stages->stages[LINE_VALUE], 0, x, n, stages->blocks[LINE_VALUE]);

  bw_node_feed_one (stages->stages[LINE_SLOPE], 0, x, n, slope);
  bw_node_feed_one (stages->stages[LINE_VARIANCE], 0, x, n, variance);
  for (gsize i = skip; i < n; i++)
    variance[i] = sqrt (MAX (variance[i] - slope[i] * slope[i] * places, 0.0) * scale);
  return skip;
}

static BwStages *
setup_line (BwNode *node, BwRunFunc run, const double *parameters)
{
  BwStages *stages = bw_stages_setup (node, run, 0, 3);

  stages->period = (gsize)parameters[0];
  stages->factor = parameters[1];
  stages->stages[LINE_VALUE] = bw_node_child_period (node, bw_linearreg_init, parameters[0]);
  stages->stages[LINE_SLOPE] = bw_node_child_period (node, bw_linearreg_slope_init, parameters[0]);
  stages->stages[LINE_VARIANCE] =
      bw_node_child (node, 1, 1, bw_var_init, (const double[]){ parameters[0], 1.0 });
  node->lead = stages->stages[LINE_VALUE]->lead;
  return stages;
}

static void
draw_bands (const double *middle, const double *width, double factor, gsize n, double *const *out)
{
  for (gsize i = 0; i < n; i++)
    {
      double distance = factor * width[i];

      out[1][i] = middle[i];
      out[0][i] = middle[i] + distance;
      out[2][i] = middle[i] - distance;
    }
}

static void
run_line_channel (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;

  measure_line (stages, in[0], n, 1.0);
  draw_bands (stages->blocks[LINE_VALUE], stages->blocks[LINE_VARIANCE], stages->factor, n, out);
}

/* Where the channel of the last bars stands at its last bar. Source: G. Raff's channel with
 * deviations, as TradingView's Linear Regression Channel. */
void
bw_line_channel_init (BwNode *node, const double *parameters)
{
  setup_line (node, run_line_channel, parameters);
}

static void
run_line_bands (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  BwStages *stages = node->state;
  double *value = stages->blocks[LINE_VALUE], *error = stages->blocks[LINE_VARIANCE];
  double period = (double)stages->period;
  gsize skip = measure_line (stages, in[0], n, period / (period - 2.0));

  bw_node_feed_one (stages->stages[LINE_MEAN_VALUE], skip, value, n, value);
  bw_node_feed_one (stages->stages[LINE_MEAN_ERROR], skip, error, n, error);
  draw_bands (value, error, stages->factor, n, out);
}

/* Parameters: period, standard errors, and the period of the means of both. Source: J. Andersen,
 * Stocks & Commodities, September 1996. */
void
bw_line_bands_init (BwNode *node, const double *parameters)
{
  BwStages *stages = setup_line (node, run_line_bands, parameters);

  stages->stages[LINE_MEAN_VALUE] = bw_node_child_period (node, bw_sma_node_init, parameters[2]);
  stages->stages[LINE_MEAN_ERROR] = bw_node_child_period (node, bw_sma_node_init, parameters[2]);
  node->lead += stages->stages[LINE_MEAN_VALUE]->lead;
}

typedef struct
{
  BwNode *brief, *lasting; /* variances */
  double weight;
  BwAdaptive average;
  double *brief_block, *lasting_block;
} Dynamic;

/* @brief: becomes what each bar keeps of the average, and @out what it adds */
BW_CLONES static void
weigh_deviations (const double *x,
                  const double *restrict lasting,
                  double weight,
                  gsize n,
                  double *restrict brief,
                  double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double ratio = weight * sqrt (brief[i] / lasting[i]);

      ratio = lasting[i] > 0.0 ? ratio : 0.0;
      brief[i] = 1.0 - ratio;
      out[i] = ratio * x[i];
    }
}

static void
run_vidya (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Dynamic *state = node->state;
  double *brief = state->brief_block;
  gsize first = bw_node_get_skip (node, n);

  bw_node_feed_one (state->brief, 0, in[0], n, brief);
  bw_node_feed_one (state->lasting, 0, in[0], n, state->lasting_block);
  weigh_deviations (in[0], state->lasting_block, state->weight, n, brief, out[0]);
  if (first == n)
    return;
  if (node->seen + first == node->lead)
    {
      brief[first] = 0.0;
      out[0][first] = in[0][first];
    }
  bw_adaptive_run (&state->average, node->seen + first, brief + first, n - first, out[0] + first);
}

/* An exponential average whose weight follows the ratio of a short deviation to a long one; begun
 * with the close before the first long deviation. Source: T. Chande, Stocks & Commodities, March
 * 1992; Tulip's vidya. */
void
bw_vidya_init (BwNode *node, const double *parameters)
{
  Dynamic *state = bw_node_setup (node, run_vidya, sizeof *state, 0, 0);
  double brief = MIN (parameters[0], parameters[1]), lasting = MAX (parameters[0], parameters[1]);

  state->brief = bw_node_child (node, 1, 1, bw_var_init, (const double[]){ brief, 1.0 });
  state->lasting = bw_node_child (node, 1, 1, bw_var_init, (const double[]){ lasting, 1.0 });
  state->weight = parameters[2];
  state->brief_block = bw_node_alloc_block (node);
  state->lasting_block = bw_node_alloc_block (node);
  node->lead = (gsize)lasting - 2;
  bw_adaptive_init (&state->average, node->lead);
}

typedef struct
{
  gsize period, n_held;
  double *sorted;
} Median;

/* Returns: how many of the sorted values are below @x */
static gsize
find_place (const Median *median, double x)
{
  gsize low = 0, high = median->n_held;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (median->sorted[middle] < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
run_median (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Median *median = node->state;
  double *sorted = median->sorted;
  gsize half = median->period / 2, other = (median->period - 1) / 2;

  for (gsize i = 0; i < n; i++)
    {
      gsize place;

      if (median->n_held == median->period)
        {
          place = find_place (median, in[0][(gssize)i - (gssize)median->period]);
          median->n_held--;
          memmove (sorted + place, sorted + place + 1, (median->n_held - place) * sizeof (double));
        }
      place = find_place (median, in[0][i]);
      memmove (sorted + place + 1, sorted + place, (median->n_held - place) * sizeof (double));
      sorted[place] = in[0][i];
      median->n_held++;
      out[0][i] = (sorted[half] + sorted[other]) * 0.5;
    }
}

/* The middle value of a period, or the mean of the two middle ones. */
void
bw_median_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Median *median = bw_node_setup (node, run_median, sizeof *median, period, period - 1);

  median->period = period;
  median->sorted = bw_node_alloc (node, (period + 1) * sizeof (double));
}
