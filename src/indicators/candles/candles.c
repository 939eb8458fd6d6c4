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
  BwRunning sums[N_CANDLE_SETTINGS];
  double *averages[N_CANDLE_SETTINGS]; /* the last bars, then the block */
} Follower;

static inline double
measure_bar (double open, double high, double low, double close, Measure measure)
{
  double body = fabs (close - open), range = high - low;

  return measure == OF_BODY ? body : measure == OF_RANGE ? range : range - body;
}

/* The same of four bars. */
G_ALWAYS_INLINE static inline void
measure_four (const double *const *in, gssize i, Measure measure, BwFour *out)
{
  const BwFourBits magnitude = { G_MAXINT64, G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  BwFour body = BW_FOUR_AT (in[3] + i) - BW_FOUR_AT (in[0] + i);
  BwFour range = BW_FOUR_AT (in[1] + i) - BW_FOUR_AT (in[2] + i);

  body = (BwFour)((BwFourBits)body & magnitude);
  *out = measure == OF_BODY ? body : measure == OF_RANGE ? range : range - body;
}

/* What enters the sum less what leaves it: one by one, or summed as well for whole groups of four,
 * with the arithmetic of bw_running_run(). */
#define CHANGE(name, measure)                                                                      \
  static void change_##name (const double *const *in, gsize period, gsize n, double *out)          \
  {                                                                                                \
    for (gssize i = 0, past = -(gssize)period; i < (gssize)n; i++, past++)                         \
      out[i] = measure_bar (in[0][i], in[1][i], in[2][i], in[3][i], measure) -                     \
               measure_bar (in[0][past], in[1][past], in[2][past], in[3][past], measure);          \
  }                                                                                                \
  BW_CLONES static double sum_##name (double start, const double *const *in, gsize period,         \
                                      double scale, gsize n, double *restrict out)                 \
  {                                                                                                \
    BwFour base = BW_FOUR_ALL (start), scales = BW_FOUR_ALL (scale);                               \
                                                                                                   \
    for (gssize i = 0; i < (gssize)n; i += 4)                                                      \
      {                                                                                            \
        BwFour sums, past;                                                                         \
                                                                                                   \
        measure_four (in, i, measure, &sums);                                                      \
        measure_four (in, i - (gssize)period, measure, &past);                                     \
        sums -= past;                                                                              \
        BW_FOUR_SUM (sums);                                                                        \
        BW_FOUR_SET (out + i, (base + sums) * scales);                                             \
        base += BW_FOUR_LAST (sums);                                                               \
      }                                                                                            \
    return base[0];                                                                                \
  }

CHANGE (bodies, OF_BODY)
CHANGE (ranges, OF_RANGE)
CHANGE (shadows, OF_SHADOWS)

static const struct
{
  void (*change) (const double *const *in, gsize period, gsize n, double *out);
  double (*sum) (
      double start, const double *const *in, gsize period, double scale, gsize n, double *out);
} measures[] = {
  [OF_BODY] = { change_bodies, sum_bodies },
  [OF_RANGE] = { change_ranges, sum_ranges },
  [OF_SHADOWS] = { change_shadows, sum_shadows },
};

BW_CLONES static void
scale_bodies (const double *open, const double *close, double factor, gsize n, double *restrict out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = factor * fabs (close[i] - open[i]);
}

/**
 * bw_candle_follow_average:
 * @sum: (inout): of the bars before the block
 * @average: (array length=n+1): its first value is there
 *
 * What the setting's measure was on average over the bars before each; the last value is that
 * before the next block's first bar.
 */
void
bw_candle_follow_average (
    BwRunning *sum, CandleSetting setting, const double *const *in, gsize n, double *average)
{
  gsize period = settings[setting].period;
  Measure measure = settings[setting].measure;
  double factor = settings[setting].factor;

  if (period == 0)
    {
      scale_bodies (in[0], in[3], factor, n, average);
      return;
    }
  factor /= (double)period;
  if (measure == OF_SHADOWS)
    factor *= 0.5;
  if (sum->phase == 0 && n % 4 == 0)
    sum->base = measures[measure].sum (sum->base, in, period, factor, n, average + 1);
  else
    {
      measures[measure].change (in, period, n, average + 1);
      bw_running_run (sum, average + 1, NULL, factor, n, average + 1);
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
               (CANDLE_BARS_BACK + 1) * sizeof (double));
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
      follower->averages[k] =
          bw_node_alloc (node, (CANDLE_BARS_BACK + BW_BLOCK + 1) * sizeof (double));
}

/* Hikkake: an inside bar, then a bar beyond it on one side; within three bars a close beyond the
 * inside bar's other side confirms it. The modified one asks for a second inside bar. */
typedef struct
{
  gboolean is_modified;
  gsize first_bar;
  double found; /* 100 up, -100 down, 0 none */
  double confirm_price;
  guint n_left; /* bars in which it may be confirmed */
  BwRunning near_sum;
  double *near;
} Hikkake;

/* 100 where the bars ask for a rise, -100 for a fall. */
BW_CLONES static void
find_hikkake (const double *const *in,
              const double *near,
              gboolean is_modified,
              gsize n,
              double *restrict out)
{
  const double *high = in[1], *low = in[2], *close = in[3];

  for (gssize i = 0; i < (gssize)n; i++)
    {
      gboolean inside = high[i - 1]<high[i - 2] & low[i - 1]> low[i - 2];
      double falls = high[i] < high[i - 1] & low[i] < low[i - 1] & inside ? 100.0 : 0.0;
      double rises = high[i] > high[i - 1] & low[i] > low[i - 1] & inside ? 100.0 : 0.0;

      out[i] = falls - rises;
    }
  for (gssize i = 0; i < (gssize)n && is_modified; i++)
    {
      gboolean inside = high[i - 2]<high[i - 3] & low[i - 2]> low[i - 3];
      double falls = inside & close[i - 2] <= low[i - 2] + near[i - 2] & out[i] > 0.0 ? 100.0 : 0.0;
      double rises =
          inside & close[i - 2] >= high[i - 2] - near[i - 2] & out[i] < 0.0 ? 100.0 : 0.0;

      out[i] = falls - rises;
    }
}

/* Within three bars of a pattern, a close beyond its price. */
static inline double
confirm (Hikkake *state, const double *const *in, gssize i)
{
  double close = in[3][i], confirmed = state->found * 2.0;

  if (state->found > 0.0 ? close <= state->confirm_price : close >= state->confirm_price)
    return 0.0;
  state->found = 0.0;
  return confirmed;
}

static void
step_hikkake (Hikkake *state, const double *const *in, gsize n, double *out)
{
  for (gsize i = 0; i < n; i++)
    {
      if (out[i] != 0.0)
        {
          state->found = out[i];
          state->confirm_price = out[i] > 0.0 ? in[1][(gssize)i - 1] : in[2][(gssize)i - 1];
          state->n_left = 3;
        }
      else if (state->n_left > 0)
        {
          state->n_left--;
          if (state->found != 0.0)
            out[i] = confirm (state, in, (gssize)i);
        }
    }
}

static void
run_hikkake (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hikkake *state = node->state;
  const double *near = NULL;

  if (state->is_modified)
    {
      near = state->near + CANDLE_BARS_BACK;
      bw_candle_follow_average (&state->near_sum, NEAR, in, n, state->near + CANDLE_BARS_BACK);
    }
  find_hikkake (in, near, state->is_modified, n, out[0]);
  for (gsize i = 0; i < n && node->seen + i < state->first_bar; i++)
    out[0][i] = 0.0;
  step_hikkake (state, in, n, out[0]);
  if (state->is_modified)
    memmove (state->near, state->near + n, (CANDLE_BARS_BACK + 1) * sizeof (double));
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
  state->near = bw_node_alloc (node, (CANDLE_BARS_BACK + BW_BLOCK + 1) * sizeof (double));
}
