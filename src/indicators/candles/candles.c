/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/candles/candles-private.h"

#include <string.h>

typedef enum
{
  OF_BODY,
  OF_RANGE,
  OF_SHADOWS
} Measure;

static const struct
{
  Measure measure;
  guint period; /* 0: by the bar itself */
  double factor;
} settings[N_CANDLE_SETTINGS] = {
  [BODY_LONG] = { OF_BODY, 10, 1.0 },
  [BODY_SHORT] = { OF_BODY, 10, 1.0 },
  [BODY_DOJI] = { OF_RANGE, 10, 0.1 },
  [SHADOW_LONG] = { OF_BODY, 0, 1.0 },
  [SHADOW_VERY_LONG] = { OF_BODY, 0, 2.0 },
  [SHADOW_SHORT] = { OF_SHADOWS, 10, 1.0 },
  [SHADOW_VERY_SHORT] = { OF_RANGE, 10, 0.1 },
  [NEAR] = { OF_RANGE, 5, 0.2 },
  [FAR] = { OF_RANGE, 5, 0.6 },
  [EQUAL] = { OF_RANGE, 5, 0.05 },
};

#define BARS_MEASURED (CANDLE_BARS_BACK + 10)

typedef struct
{
  const CandlePattern *pattern;
  double penetration;
  double sums[N_CANDLE_SETTINGS];
  double *averages[N_CANDLE_SETTINGS]; /* the last bars, then the block */
} Follower;

static inline double
measure_bar (const double *const *in, gssize i, Measure measure)
{
  double body = fabs (in[3][i] - in[0][i]), range = in[1][i] - in[2][i];

  switch (measure)
    {
    case OF_BODY:
      return body;
    case OF_RANGE:
      return range;
    case OF_SHADOWS:
      break;
    }
  return range - body;
}

static inline void
follow (double *sum,
        const double *const *in,
        gsize n,
        Measure measure,
        gssize period,
        double scale,
        double *average)
{
  double value = *sum;

  for (gssize i = 0; i < (gssize)n; i++)
    {
      average[i] = value * scale;
      value += measure_bar (in, i, measure) - measure_bar (in, i - period, measure);
    }
  *sum = value;
}

/**
 * bw_candle_follow_average:
 * @sum: (inout): of the bars before the block
 *
 * What the setting's measure was on average over the bars before each.
 */
void
bw_candle_follow_average (
    double *sum, CandleSetting setting, const double *const *in, gsize n, double *average)
{
  gssize period = settings[setting].period;
  double factor = settings[setting].factor;

  if (period == 0)
    {
      for (gsize i = 0; i < n; i++)
        average[i] = factor * fabs (in[3][i] - in[0][i]);
      return;
    }
  switch (settings[setting].measure)
    {
    case OF_BODY:
      follow (sum, in, n, OF_BODY, period, factor / period, average);
      break;
    case OF_RANGE:
      follow (sum, in, n, OF_RANGE, period, factor / period, average);
      break;
    case OF_SHADOWS:
      follow (sum, in, n, OF_SHADOWS, period, factor / period / 2.0, average);
      break;
    }
}

static void
run_pattern (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Follower *follower = node->state;
  Candles candles = { in[0], in[1], in[2], in[3], { NULL }, follower->penetration };

  for (guint k = 0; k < N_CANDLE_SETTINGS; k++)
    if (follower->averages[k] != NULL)
      {
        bw_candle_follow_average (&follower->sums[k], k, in, n,
                                  follower->averages[k] + CANDLE_BARS_BACK);
        candles.average[k] = follower->averages[k] + CANDLE_BARS_BACK;
      }
  follower->pattern->run (&candles, n, out[0]);
  for (guint k = 0; k < N_CANDLE_SETTINGS; k++)
    if (follower->averages[k] != NULL)
      memmove (follower->averages[k], follower->averages[k] + n,
               CANDLE_BARS_BACK * sizeof (double));
}

void
bw_candle_setup (BwNode *node, const CandlePattern *pattern, const double *parameters)
{
  Follower *follower =
      bw_node_setup (node, run_pattern, sizeof *follower, BARS_MEASURED, pattern->lead);

  follower->pattern = pattern;
  follower->penetration = pattern->penetration >= 0.0 ? parameters[0] : 0.0;
  for (guint k = 0; k < N_CANDLE_SETTINGS; k++)
    if (pattern->settings & (1u << k))
      follower->averages[k] = bw_node_alloc (node, (CANDLE_BARS_BACK + BW_BLOCK) * sizeof (double));
}

/* Hikkake: an inside bar, then a bar beyond it on one side; within three bars a close beyond the
 * inside bar's other side confirms it. The modified one asks for a second inside bar. */
typedef struct
{
  gboolean is_modified;
  gsize first_bar;
  double found; /* 100 up, -100 down, 0 none */
  double confirm_price;
  guint age;
  double near_sum;
  double *near;
} Hikkake;

static double
find_hikkake (const Hikkake *state, const double *const *in, gssize i)
{
  const double *high = in[1] + i, *low = in[2] + i, *close = in[3] + i;
  gboolean falls = high[0] < high[-1] && low[0] < low[-1];
  gboolean rises = high[0] > high[-1] && low[0] > low[-1];

  if (!(high[-1] < high[-2] && low[-1] > low[-2]) || (!falls && !rises))
    return 0.0;
  if (state->is_modified)
    {
      double near = state->near[i + CANDLE_BARS_BACK - 2];

      if (!(high[-2] < high[-3] && low[-2] > low[-3]))
        return 0.0;
      if (falls ? close[-2] > low[-2] + near : close[-2] < high[-2] - near)
        return 0.0;
    }
  return falls ? 100.0 : -100.0;
}

static double
step_hikkake (Hikkake *state, const double *const *in, gssize i)
{
  double found = find_hikkake (state, in, i), confirmed;

  state->age++;
  if (found != 0.0)
    {
      state->found = found;
      state->confirm_price = found > 0.0 ? in[1][i - 1] : in[2][i - 1];
      state->age = 0;
      return found;
    }
  if (state->found == 0.0 || state->age > 3)
    return 0.0;
  if (state->found > 0.0 ? in[3][i] <= state->confirm_price : in[3][i] >= state->confirm_price)
    return 0.0;
  confirmed = state->found * 2.0;
  state->found = 0.0;
  return confirmed;
}

static void
run_hikkake (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hikkake *state = node->state;

  if (state->is_modified)
    bw_candle_follow_average (&state->near_sum, NEAR, in, n, state->near + CANDLE_BARS_BACK);
  for (gsize i = 0; i < n; i++)
    if (node->seen + i >= state->first_bar)
      out[0][i] = step_hikkake (state, in, (gssize)i);
  if (state->is_modified)
    memmove (state->near, state->near + n, CANDLE_BARS_BACK * sizeof (double));
}

void
bw_hikkake_init (BwNode *node, const double *parameters)
{
  Hikkake *state = bw_node_setup (node, run_hikkake, sizeof *state, BARS_MEASURED, 5);

  state->first_bar = 2;
}

void
bw_hikkakemod_init (BwNode *node, const double *parameters)
{
  Hikkake *state = bw_node_setup (node, run_hikkake, sizeof *state, BARS_MEASURED, 10);

  state->first_bar = 7;
  state->is_modified = TRUE;
  state->near = bw_node_alloc (node, (CANDLE_BARS_BACK + BW_BLOCK) * sizeof (double));
}
