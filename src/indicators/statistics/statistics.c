/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/statistics/statistics-private.h"

#include "indicators/math/functions-private.h"
#include "indicators/moving-private.h"
#include "indicators/running-private.h"
#include "indicators/tables-private.h"

#include <string.h>

/* Sums that follow a window gather rounding errors, and squares of large values lose the digits
 * that matter. So the sums are of values less an origin in their midst, and origin and sums are
 * taken anew every so many bars, counted from the first bar, so that the split of bars into calls
 * makes no difference. */
#define BARS_TO_REFRESH 256

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
  BwRunning sum, squares;
  gboolean is_root;
  double up, down; /* deviations to the bands */
  double *sum_block, *square_block;
} Variance;

/* The sums of the window before @x. */
static void
refresh_variance (Variance *state, const double *x)
{
  double sum = 0.0, squares = 0.0;

  state->origin = x[-1];
  for (gssize k = -(gssize)state->period; k < 0; k++)
    {
      double value = x[k] - state->origin;

      sum += value;
      squares += value * value;
    }
  state->sum = (BwRunning){ .base = sum };
  state->squares = (BwRunning){ .base = squares };
}

BW_CLONES static void
change_sums (const double *x,
             const double *leaving,
             double origin,
             gsize n,
             double *restrict change,
             double *restrict square_change)
{
  for (gsize i = 0; i < n; i++)
    {
      double entering = x[i] - origin, past = leaving[i] - origin;

      change[i] = entering - past;
      square_change[i] = entering * entering - past * past;
    }
}

/* @sum: becomes the mean */
BW_CLONES static void
finish_variance (double *restrict sum,
                 const double *restrict squares,
                 double origin,
                 double scale,
                 gsize n,
                 double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    {
      double mean = sum[i] * scale, variance = squares[i] * scale - mean * mean;

      out[i] = variance > 0.0 ? variance : 0.0;
      sum[i] = mean + origin;
    }
}

BW_CLONES static void
take_roots (double factor, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = sqrt (out[i]) * factor;
}

/* The mean and what is so many deviations above and below it, at once: @sum becomes the mean. */
BW_CLONES static void
finish_bands (double *restrict sum,
              const double *restrict squares,
              const Variance *state,
              gsize n,
              double *restrict upper,
              double *restrict lower)
{
  double scale = 1.0 / (double)state->period, origin = state->origin, up = state->up,
         down = state->down;

  for (gsize i = 0; i < n; i++)
    {
      double mean = sum[i] * scale, variance = squares[i] * scale - mean * mean;
      double deviation = sqrt (variance > 0.0 ? variance : 0.0);

      mean += origin;
      sum[i] = mean;
      upper[i] = mean + up * deviation;
      lower[i] = mean - down * deviation;
    }
}

/* @mean: takes the means. @lower: (nullable): takes the lower band, and @out the upper */
static void
walk_variance (Variance *state,
               const double *x,
               gsize n,
               gboolean is_full,
               double *out,
               double *mean,
               double *lower)
{
  double *squares = state->square_block, origin = state->origin;

  if (is_full)
    change_sums (x, x - state->period, origin, n, mean, squares);
  else
    for (gsize i = 0; i < n; i++)
      {
        mean[i] = x[i] - origin;
        squares[i] = mean[i] * mean[i];
      }
  bw_running_run (&state->sum, mean, NULL, 1.0, n, mean);
  bw_running_run (&state->squares, squares, NULL, 1.0, n, squares);
  if (lower != NULL)
    finish_bands (mean, squares, state, n, out, lower);
  else
    finish_variance (mean, squares, origin, 1.0 / (double)state->period, n, out);
}

/* A second output takes the mean, a third makes the first and itself bands. */
static void
run_variance (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Variance *state = node->state;
  gsize filling = node->seen >= state->period ? 0 : MIN (n, state->period - node->seen);
  double *mean = node->n_outputs > 1 ? out[1] : state->sum_block;
  double *lower = node->n_outputs > 2 ? out[2] : NULL;

  if (node->seen == 0)
    state->origin = in[0][0];
  walk_variance (state, in[0], filling, FALSE, out[0], mean, lower);
  for (gsize i = filling, end; i < n; i = end)
    {
      end = find_stretch_end (node->seen, i, n, state->interval);
      if (is_refresh_due (node->seen, i, state->period, state->interval))
        refresh_variance (state, in[0] + i);
      walk_variance (state, in[0] + i, end - i, TRUE, out[0] + i, mean + i,
                     lower != NULL ? lower + i : NULL);
    }
  if (state->is_root)
    take_roots (state->n_deviations, n, out[0]);
}

void
bw_var_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Variance *state = bw_node_setup (node, run_variance, sizeof *state, period, period - 1);

  state->period = period;
  state->interval = MAX (period, (gsize)BARS_TO_REFRESH);
  state->n_deviations = parameters[1];
  state->sum_block = bw_node_alloc_block (node);
  state->square_block = bw_node_alloc_block (node);
}

/* Parameters: the period, and how many deviations the bands are above and below the mean. Outputs:
 * upper, mean, lower. */
void
bw_mean_bands_init (BwNode *node, const double *parameters)
{
  Variance *state;

  bw_var_init (node, parameters);
  state = node->state;
  state->up = parameters[1];
  state->down = parameters[2];
}

void
bw_stddev_init (BwNode *node, const double *parameters)
{
  bw_var_init (node, parameters);
  ((Variance *)node->state)->is_root = TRUE;
}

#define DEVIATIONS_AT_ONCE 32

/* The mean distance of a window's values from their mean (that of the window that ends at each
 * value). No sum follows the window as its mean moves, but many windows are summed at once, without
 * leaving the registers: for periods of hundreds that is quicker than keeping the window sorted. */
BW_CLONES static void
measure_deviation (const double *x, const double *mean, gsize period, gsize n, double *restrict out)
{
  double scale = 1.0 / (double)period;
  const guint64 magnitude = G_MAXINT64;
  gsize i = 0;

  for (; i + DEVIATIONS_AT_ONCE <= n; i += DEVIATIONS_AT_ONCE)
    {
      BwEight sums[4] = { 0 }, means[4];

      for (guint v = 0; v < 4; v++)
        means[v] = BW_EIGHT_AT (mean + i + 8 * v);
      for (gsize k = 0; k < period; k++)
        for (guint v = 0; v < 4; v++)
          sums[v] +=
              (BwEight)((BwEightBits)(BW_EIGHT_AT (x + i + 8 * v - k) - means[v]) & magnitude);
      for (guint v = 0; v < 4; v++)
        BW_EIGHT_SET (out + i + 8 * v, sums[v] * scale);
    }
  for (; i < n; i++)
    {
      double sum = 0.0;

      for (gsize k = 0; k < period; k++)
        sum += fabs (x[(gssize)i - (gssize)k] - mean[i]);
      out[i] = sum * scale;
    }
}

typedef struct
{
  gsize period;
  BwRunning sum;
  double *mean;
} MeanDeviation;

static void
run_avgdev (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  MeanDeviation *state = node->state;
  const double *x = in[0];
  double scale = 1.0 / (double)state->period;
  double *mean = node->n_outputs > 1 ? out[1] : state->mean;

  bw_running_run (&state->sum, x, x - state->period, scale, n, mean);
  measure_deviation (x, mean, state->period, n, out[0]);
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
  double origin;
  BwRunning sum, moment;
  double *sums; /* one before the block, then the block's */
} Line;

static void
refresh_line (Line *line, const double *x)
{
  double centre = ((double)line->period - 1.0) * 0.5, sum = 0.0, moment = 0.0;

  line->origin = x[-1];
  for (gsize k = 0; k < line->period; k++)
    {
      double value = x[(gssize)k - (gssize)line->period] - line->origin;

      sum += value;
      moment += ((double)k - centre) * value;
    }
  line->sum = (BwRunning){ .base = sum };
  line->moment = (BwRunning){ .base = moment };
  line->sums[0] = sum;
}

/* How the moment changes when the window moves on: every value comes a place nearer to the oldest.
 * @sums: before each bar */
BW_CLONES static void
change_moment (const double *x,
               const double *leaving,
               const double *restrict sums,
               double origin,
               double centre,
               gsize n,
               double *restrict change)
{
  for (gsize i = 0; i < n; i++)
    {
      double entering = x[i] - origin, past = leaving[i] - origin;

      change[i] = centre * (past + entering) - (sums[i] - past);
    }
}

BW_CLONES static void
read_line (const double *restrict sums,
           double origin,
           double share,
           double factor,
           gsize n,
           double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = origin + sums[i] * share + out[i] * factor;
}

static void
walk_line (Line *line, const double *x, gsize n, gboolean is_full, double *out)
{
  double period = (double)line->period, centre = (period - 1.0) * 0.5, share = 1.0 / period;
  double *sums = line->sums, factor = line->slope_factor, origin = line->origin;
  gboolean wants_slope = isnan (line->place);

  if (n == 0)
    return;
  if (is_full)
    {
      bw_running_run (&line->sum, x, x - line->period, 1.0, n, sums + 1);
      change_moment (x, x - line->period, sums, origin, centre, n, out);
    }
  else
    {
      for (gsize i = 0; i < n; i++)
        out[i] = x[i] - origin;
      bw_running_run (&line->sum, out, NULL, 1.0, n, sums + 1);
      for (gsize i = 0; i < n; i++)
        out[i] = centre * (x[i] - origin) - sums[i];
    }
  bw_running_run (&line->moment, out, NULL, wants_slope ? factor : 1.0, n, out);
  if (!wants_slope)
    read_line (sums + 1, origin, share, factor * (line->place - centre), n, out);
  sums[0] = sums[n];
}

BW_CLONES static void
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
  if (!line->is_angle)
    return;
  bw_each_atan (out[0], n, out[0]);
  for (gsize i = 0; i < n; i++)
    out[0][i] *= 180.0 / G_PI;
}

static Line *
setup_line (BwNode *node, double period, double place)
{
  Line *line = bw_node_setup (node, run_line, sizeof *line, (gsize)period, (gsize)period - 1);

  line->period = (gsize)period;
  line->interval = MAX (line->period, (gsize)BARS_TO_REFRESH);
  line->slope_factor = 12.0 / (period * (period * period - 1.0));
  line->place = place;
  line->sums = bw_node_alloc (node, (BW_BLOCK + 1) * sizeof (double));
  return line;
}

void
bw_linearreg_init (BwNode *node, const double *parameters)
{
  setup_line (node, parameters[0], parameters[0] - 1.0);
}

/* A mean weighted 1 to P is the line read a sixth of the way from its centre to both ends. */
static void
init_weighted (BwNode *node, const double *parameters)
{
  double span = parameters[0] - 1.0;

  setup_line (node, parameters[0], 0.5 * span + span / 6.0);
}

/* Short windows are weighed value by value. */
#define WEIGHED_MAX 12

void
bw_wma_node_init (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  double weights[WEIGHED_MAX];

  if (period > WEIGHED_MAX)
    {
      init_weighted (node, parameters);
      return;
    }
  for (gsize k = 0; k < period; k++)
    weights[k] = (double)(period - k) * 2.0 / (parameters[0] * (parameters[0] + 1.0));
  bw_weighed_init (node, weights, period);
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

void
bw_tsf_init (BwNode *node, const double *parameters)
{
  setup_line (node, parameters[0], parameters[0]);
}

/* Sums over pairs of values. */
enum
{
  SUM_X,
  SUM_Y,
  SUM_XX,
  SUM_YY,
  SUM_XY,
  N_SUMS
};

typedef struct
{
  gsize period;
  BwRunning sums[N_SUMS];
  double *blocks[N_SUMS];
  double *changes[2]; /* the window before the block, then the block */
} Pairs;

/* @x and @y may be read from the window before the block on. */
BW_CLONES static void
change_pairs (const Pairs *pairs, const double *x, const double *y, gsize n)
{
  const double *past_x = x - pairs->period, *past_y = y - pairs->period;
  double *restrict sum_x = pairs->blocks[SUM_X], *restrict sum_y = pairs->blocks[SUM_Y];
  double *restrict sum_xx = pairs->blocks[SUM_XX], *restrict sum_yy = pairs->blocks[SUM_YY];
  double *restrict sum_xy = pairs->blocks[SUM_XY];

  for (gsize i = 0; i < n; i++)
    {
      sum_x[i] = x[i] - past_x[i];
      sum_y[i] = y[i] - past_y[i];
      sum_xx[i] = x[i] * x[i] - past_x[i] * past_x[i];
      sum_yy[i] = y[i] * y[i] - past_y[i] * past_y[i];
      sum_xy[i] = x[i] * y[i] - past_x[i] * past_y[i];
    }
}

static void
follow_pairs (Pairs *pairs, gsize n)
{
  for (guint k = 0; k < N_SUMS; k++)
    bw_running_run (&pairs->sums[k], pairs->blocks[k], NULL, 1.0, n, pairs->blocks[k]);
}

static Pairs *
setup_pairs (BwNode *node, BwRunFunc run, gsize period, gsize history)
{
  Pairs *pairs = bw_node_setup (node, run, sizeof *pairs, history, history);

  pairs->period = period;
  for (guint k = 0; k < N_SUMS; k++)
    pairs->blocks[k] = bw_node_alloc_block (node);
  return pairs;
}

BW_CLONES static void
correlate (const Pairs *pairs, gsize n, double *restrict out)
{
  double *const *sums = pairs->blocks, share = 1.0 / (double)pairs->period;
  const double *x = sums[SUM_X], *y = sums[SUM_Y], *xx = sums[SUM_XX], *yy = sums[SUM_YY];
  const double *xy = sums[SUM_XY];

  for (gsize i = 0; i < n; i++)
    {
      double product = (xx[i] - x[i] * x[i] * share) * (yy[i] - y[i] * y[i] * share);
      double value = (xy[i] - x[i] * y[i] * share) / sqrt (product);

      out[i] = product < 1e-14 ? 0.0 : value;
    }
}

static void
run_correlation (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  change_pairs (node->state, in[0], in[1], n);
  follow_pairs (node->state, n);
  correlate (node->state, n, out[0]);
}

static void
init_correlation (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];

  setup_pairs (node, run_correlation, period, period);
  node->lead = period - 1;
}

BW_CLONES static void
measure_changes (const double *x, gsize n, double *restrict out)
{
  const double *last = x - 1;

  for (gsize i = 0; i < n; i++)
    {
      double change = (x[i] - last[i]) / last[i];

      out[i] = fabs (last[i]) < 1e-14 ? 0.0 : change;
    }
}

BW_CLONES static void
regress (const Pairs *pairs, gsize n, double *restrict out)
{
  double *const *sums = pairs->blocks, period = (double)pairs->period;
  const double *x = sums[SUM_X], *y = sums[SUM_Y], *xx = sums[SUM_XX], *xy = sums[SUM_XY];

  for (gsize i = 0; i < n; i++)
    {
      double spread = period * xx[i] - x[i] * x[i];
      double value = (period * xy[i] - x[i] * y[i]) / spread;

      out[i] = fabs (spread) < 1e-14 ? 0.0 : value;
    }
}

static void
run_beta (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Pairs *pairs = node->state;

  for (guint k = 0; k < 2; k++)
    {
      measure_changes (in[k], n, pairs->changes[k] + pairs->period);
      if (node->seen == 0)
        pairs->changes[k][pairs->period] = 0.0;
    }
  change_pairs (pairs, pairs->changes[0] + pairs->period, pairs->changes[1] + pairs->period, n);
  follow_pairs (pairs, n);
  regress (pairs, n, out[0]);
  for (guint k = 0; k < 2; k++)
    memmove (pairs->changes[k], pairs->changes[k] + n, pairs->period * sizeof (double));
}

static void
init_beta (BwNode *node, const double *parameters)
{
  gsize period = (gsize)parameters[0];
  Pairs *pairs = setup_pairs (node, run_beta, period, 1);

  for (guint k = 0; k < 2; k++)
    pairs->changes[k] = bw_node_alloc (node, (period + BW_BLOCK) * sizeof (double));
  node->lead = period;
}

typedef struct
{
  BwNode *mean, *deviation;
  double *mean_block;
} Score;

BW_CLONES static void
run_score (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Score *score = node->state;

  bw_node_feed_one (score->mean, 0, in[0], n, score->mean_block);
  bw_node_feed_one (score->deviation, 0, in[0], n, out[0]);
  for (gsize i = 0; i < n; i++)
    out[0][i] = out[0][i] > 1e-14 ? (in[0][i] - score->mean_block[i]) / out[0][i] : 0.0;
}

/* The mean's. Source: Tulip's stderr. */
static void
init_standard_error (BwNode *node, const double *parameters)
{
  bw_stddev_init (node, (const double[]){ parameters[0], 1.0 / sqrt (parameters[0]) });
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
  OF_CLOSE ("TSF", "Time Series Forecast", 14, 2, .is_overlay = TRUE, .init = bw_tsf_init),
  OF_CLOSE ("ZSCORE", "Standard Score", 20, 2, .n_levels = 3, .levels = { -2, 0, 2 }, .init = init_score),
  OF_CLOSE ("STDERR", "Standard Error", 14, 2, .init = init_standard_error),
  { "STDDEV", "Standard Deviation", BW_INDICATOR_STATISTIC, "c", { "Real" }, { BW_TIME_PERIOD (5, 2), DEVIATIONS }, .init = bw_stddev_init },
  { "VAR", "Variance", BW_INDICATOR_STATISTIC, "c", { "Real" }, { BW_TIME_PERIOD (5, 1), DEVIATIONS }, .init = bw_var_init },
  { "BETA", "Beta of close and volume", BW_INDICATOR_STATISTIC, "cv", { "Real" }, { BW_TIME_PERIOD (5, 1) }, .init = init_beta },
  { "CORREL", "Pearson's Correlation Coefficient (r) of close and volume", BW_INDICATOR_STATISTIC, "cv", { "Real" }, { BW_TIME_PERIOD (30, 1) }, .init = init_correlation },
  { NULL },
};
/* clang-format on */
