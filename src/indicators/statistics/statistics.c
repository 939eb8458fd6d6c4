/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/statistics/statistics-private.h"

#include "indicators/moving-private.h"
#include "indicators/tables-private.h"

#include <string.h>

/* Sums that follow a window gather rounding errors, and squares of large values lose the digits
 * that matter. So the sums are of values less an origin in their midst, and origin and sums are
 * taken anew every so many bars, counted from the first bar, so that the split of bars into calls
 * makes no difference. */
#define BARS_TO_REFRESH 64

/* Returns: where the stretch of bars that begins at @i ends */
static gsize
find_stretch_end (gsize seen, gsize i, gsize n, gsize interval)
{
  return MIN (n, i + interval - (seen + i) % interval);
}

static gboolean
is_refresh_due (gsize seen, gsize i, gsize period, gsize interval)
{
  return (seen + i) % interval == 0 && seen + i >= period;
}

/* The mean of the squares less the square of the mean. */
typedef struct
{
  gsize period, interval;
  double n_deviations;
  double origin;
  double sum, squares;
  gboolean is_root;
} Variance;

/* The sums of the window before @x. */
static void
refresh_variance (Variance *state, const double *x)
{
  state->origin = x[-1];
  state->sum = state->squares = 0.0;
  for (gssize k = -(gssize)state->period; k < 0; k++)
    {
      double value = x[k] - state->origin;

      state->sum += value;
      state->squares += value * value;
    }
}

static void
walk_variance (Variance *state, const double *x, gsize n, gboolean is_full, double *out)
{
  const double *leaving = x - state->period;
  double scale = 1.0 / (double)state->period, sum = state->sum, squares = state->squares;
  double origin = state->origin;

  for (gsize i = 0; i < n; i++)
    {
      double value = x[i] - origin, past = is_full ? leaving[i] - origin : 0.0, mean;

      sum += value - past;
      squares += value * value - past * past;
      mean = sum * scale;
      out[i] = squares * scale - mean * mean;
    }
  state->sum = sum;
  state->squares = squares;
}

static void
run_variance (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Variance *state = node->state;
  gsize filling = node->seen >= state->period ? 0 : MIN (n, state->period - node->seen);

  if (node->seen == 0)
    state->origin = in[0][0];
  walk_variance (state, in[0], filling, FALSE, out[0]);
  for (gsize i = filling, end; i < n; i = end)
    {
      end = find_stretch_end (node->seen, i, n, state->interval);
      if (is_refresh_due (node->seen, i, state->period, state->interval))
        refresh_variance (state, in[0] + i);
      walk_variance (state, in[0] + i, end - i, TRUE, out[0] + i);
    }
  for (gsize i = 0; i < n; i++)
    out[0][i] = out[0][i] > 0.0 ? out[0][i] : 0.0;
  if (state->is_root)
    for (gsize i = 0; i < n; i++)
      out[0][i] = sqrt (out[0][i]) * state->n_deviations;
}

void
bw_var_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Variance *state = bw_node_setup (node, run_variance, sizeof *state, period, period - 1);

  state->period = period;
  state->interval = MAX (period, (gsize)BARS_TO_REFRESH);
  state->n_deviations = parameters[1];
}

void
bw_stddev_init (BwNode *node, const double *parameters)
{
  bw_var_init (node, parameters);
  ((Variance *)node->state)->is_root = TRUE;
}

/**
 * bw_mean_deviation:
 * @mean: of the window that ends at each value
 *
 * The mean distance of a window's values from their mean; no sum follows the window, so the block
 * is walked once for each place in it.
 */
void
bw_mean_deviation (const double *x, const double *mean, gsize period, gsize n, double *out)
{
  double scale = 1.0 / (double)period;

  memset (out, 0, n * sizeof (double));
  for (gsize k = 0; k < period; k++)
    for (gsize i = 0; i < n; i++)
      out[i] += fabs (x[(gssize)i - (gssize)k] - mean[i]);
  for (gsize i = 0; i < n; i++)
    out[i] *= scale;
}

typedef struct
{
  gsize period;
  double sum;
  double *mean;
} MeanDeviation;

static void
run_avgdev (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  MeanDeviation *state = node->state;
  const double *x = in[0], *leaving = in[0] - state->period;
  double scale = 1.0 / (double)state->period;

  for (gsize i = 0; i < n; i++)
    {
      state->sum += x[i] - leaving[i];
      state->mean[i] = state->sum * scale;
    }
  bw_mean_deviation (x, state->mean, state->period, n, out[0]);
}

void
bw_avgdev_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  MeanDeviation *state = bw_node_setup (node, run_avgdev, sizeof *state, period, period - 1);

  state->period = period;
  state->mean = bw_node_alloc_block (node);
}

/* A straight line through a window: value = mean + slope * (place - centre), places from 0 for the
 * oldest. The moment weighs each value less the origin by its place from the centre. */
typedef struct
{
  gsize period, interval;
  double slope_factor;
  double place; /* where the line is read; NaN for the slope itself */
  gboolean is_angle;
  double origin, sum, moment;
} Line;

static void
refresh_line (Line *line, const double *x)
{
  double centre = ((double)line->period - 1.0) * 0.5;

  line->origin = x[-1];
  line->sum = line->moment = 0.0;
  for (gsize k = 0; k < line->period; k++)
    {
      double value = x[(gssize)k - (gssize)line->period] - line->origin;

      line->sum += value;
      line->moment += ((double)k - centre) * value;
    }
}

static void
walk_line (Line *line, const double *x, gsize n, gboolean is_full, double *out)
{
  const double *leaving = x - line->period;
  double period = (double)line->period, centre = (period - 1.0) * 0.5, share = 1.0 / period;
  double sum = line->sum, moment = line->moment, reach = line->place - centre;
  double factor = line->slope_factor, origin = line->origin;
  gboolean wants_slope = isnan (line->place);

  for (gsize i = 0; i < n; i++)
    {
      double value = x[i] - origin, past = is_full ? leaving[i] - origin : 0.0;
      double kept = sum - past;

      moment += centre * (past + value) - kept;
      sum = kept + value;
      out[i] = wants_slope ? moment * factor : origin + sum * share + moment * factor * reach;
    }
  line->sum = sum;
  line->moment = moment;
}

static void
run_line (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Line *line = node->state;
  gsize filling = node->seen >= line->period ? 0 : MIN (n, line->period - node->seen);

  if (node->seen == 0)
    line->origin = in[0][0];
  walk_line (line, in[0], filling, FALSE, out[0]);
  for (gsize i = filling, end; i < n; i = end)
    {
      end = find_stretch_end (node->seen, i, n, line->interval);
      if (is_refresh_due (node->seen, i, line->period, line->interval))
        refresh_line (line, in[0] + i);
      walk_line (line, in[0] + i, end - i, TRUE, out[0] + i);
    }
  if (line->is_angle)
    for (gsize i = 0; i < n; i++)
      out[0][i] = atan (out[0][i]) * (180.0 / G_PI);
}

static Line *
setup_line (BwNode *node, double period, double place)
{
  Line *line = bw_node_setup (node, run_line, sizeof *line, (gsize)period, (gsize)period - 1);

  line->period = (gsize)period;
  line->interval = MAX (line->period, (gsize)BARS_TO_REFRESH);
  line->slope_factor = 12.0 / (period * (period * period - 1.0));
  line->place = place;
  return line;
}

void
bw_linearreg_init (BwNode *node, const double *parameters)
{
  setup_line (node, parameters[0], parameters[0] - 1.0);
}

void
bw_linearreg_slope_init (BwNode *node, const double *parameters)
{
  setup_line (node, parameters[0], NAN);
}

static void
init_angle (BwNode *node, const double *parameters)
{
  setup_line (node, parameters[0], NAN)->is_angle = TRUE;
}

static void
init_intercept (BwNode *node, const double *parameters)
{
  setup_line (node, parameters[0], 0.0);
}

static void
init_forecast (BwNode *node, const double *parameters)
{
  setup_line (node, parameters[0], parameters[0]);
}

/* Sums over pairs of values. */
typedef struct
{
  gsize period;
  double x, y, xx, yy, xy;
} Pairs;

static inline void
add_pair (Pairs *pairs, double x, double y, double sign)
{
  pairs->x += sign * x;
  pairs->y += sign * y;
  pairs->xx += sign * x * x;
  pairs->yy += sign * y * y;
  pairs->xy += sign * x * y;
}

static void
run_correlation (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Pairs pairs = *(Pairs *)node->state;
  double share = 1.0 / (double)pairs.period;

  for (gsize i = 0; i < n; i++)
    {
      gssize past = (gssize)i - (gssize)pairs.period;
      double product;

      add_pair (&pairs, in[0][past], in[1][past], -1.0);
      add_pair (&pairs, in[0][i], in[1][i], 1.0);
      product = (pairs.xx - pairs.x * pairs.x * share) * (pairs.yy - pairs.y * pairs.y * share);
      out[0][i] = product < 1e-14 ? 0.0 : (pairs.xy - pairs.x * pairs.y * share) / sqrt (product);
    }
  *(Pairs *)node->state = pairs;
}

static void
init_correlation (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Pairs *pairs = bw_node_setup (node, run_correlation, sizeof *pairs, period, period - 1);

  pairs->period = period;
}

static inline double
change_of (const double *x)
{
  return fabs (x[-1]) < 1e-14 ? 0.0 : (x[0] - x[-1]) / x[-1];
}

static void
run_beta (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Pairs pairs = *(Pairs *)node->state;
  double period = (double)pairs.period;

  for (gsize i = 0; i < n; i++)
    {
      gssize past = (gssize)i - (gssize)pairs.period;
      double spread;

      if (node->seen + i > pairs.period)
        add_pair (&pairs, change_of (in[0] + past), change_of (in[1] + past), -1.0);
      if (node->seen + i > 0)
        add_pair (&pairs, change_of (in[0] + i), change_of (in[1] + i), 1.0);
      spread = period * pairs.xx - pairs.x * pairs.x;
      out[0][i] = fabs (spread) < 1e-14 ? 0.0 : (period * pairs.xy - pairs.x * pairs.y) / spread;
    }
  *(Pairs *)node->state = pairs;
}

static void
init_beta (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Pairs *pairs = bw_node_setup (node, run_beta, sizeof *pairs, period + 1, period);

  pairs->period = period;
}

typedef struct
{
  BwNode *mean, *deviation;
  double *mean_block;
} Score;

static void
run_score (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Score *score = node->state;

  bw_node_feed_one (score->mean, 0, in[0], n, score->mean_block);
  bw_node_feed_one (score->deviation, 0, in[0], n, out[0]);
  for (gsize i = 0; i < n; i++)
    out[0][i] = out[0][i] > 1e-14 ? (in[0][i] - score->mean_block[i]) / out[0][i] : 0.0;
}

static void
init_score (BwNode *node, const double *parameters)
{
  Score *score = bw_node_setup (node, run_score, sizeof *score, 0, (gsize)parameters[0] - 1);

  score->mean = bw_node_child_period (node, bw_sma_node_init, parameters[0]);
  score->deviation =
      bw_node_child (node, 1, 1, bw_stddev_init, (const double[]){ parameters[0], 1.0 });
  score->mean_block = bw_node_alloc_block (node);
}

#define OF_CLOSE(NAME, title, period, min, ...)                                                    \
  {                                                                                                \
    NAME, title, BW_INDICATOR_STATISTIC, "c", { "Real" }, { BW_TIME_PERIOD (period, min) },        \
        __VA_ARGS__                                                                                \
  }
#define DEVIATIONS BW_REAL ("NbDev", 1, -1e9, 1e9)

/* clang-format off */
const BwIndicatorInfo bw_statistics_table[] = {
  OF_CLOSE ("LINEARREG", "Linear Regression", 14, 2, .is_overlay = TRUE, .init = bw_linearreg_init),
  OF_CLOSE ("LINEARREG_ANGLE", "Linear Regression Angle", 14, 2, .init = init_angle),
  OF_CLOSE ("LINEARREG_INTERCEPT", "Linear Regression Intercept", 14, 2, .is_overlay = TRUE, .init = init_intercept),
  OF_CLOSE ("LINEARREG_SLOPE", "Linear Regression Slope", 14, 2, .init = bw_linearreg_slope_init),
  OF_CLOSE ("TSF", "Time Series Forecast", 14, 2, .is_overlay = TRUE, .init = init_forecast),
  OF_CLOSE ("ZSCORE", "Standard Score", 20, 2, .n_levels = 3, .levels = { -2, 0, 2 }, .init = init_score),
  { "STDDEV", "Standard Deviation", BW_INDICATOR_STATISTIC, "c", { "Real" }, { BW_TIME_PERIOD (5, 2), DEVIATIONS }, .init = bw_stddev_init },
  { "VAR", "Variance", BW_INDICATOR_STATISTIC, "c", { "Real" }, { BW_TIME_PERIOD (5, 1), DEVIATIONS }, .init = bw_var_init },
  { "BETA", "Beta of close and volume", BW_INDICATOR_STATISTIC, "cv", { "Real" }, { BW_TIME_PERIOD (5, 1) }, .init = init_beta },
  { "CORREL", "Pearson's Correlation Coefficient (r) of close and volume", BW_INDICATOR_STATISTIC, "cv", { "Real" }, { BW_TIME_PERIOD (30, 1) }, .init = init_correlation },
  { NULL },
};
/* clang-format on */
