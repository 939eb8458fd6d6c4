/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/math/turn-private.h"
#include "indicators/moving-private.h"
#include "indicators/overlap/overlap-private.h"
#include "indicators/tables-private.h"

/* Ehlers' Hilbert transform, as TA-Lib runs it: even and odd bars have delay lines of their own. */
#define DEGREES        (180.0 / G_PI)
#define PERIOD_LONGEST 50

typedef struct
{
  double delay[2][3];
  double previous[2], input[2];
} Line;

enum
{
  DETRENDER,
  QUADRATURE,
  J_IN_PHASE,
  J_QUADRATURE,
  N_LINES
};

typedef struct
{
  gsize first_bar; /* before it, only prices are gathered */
  Line lines[N_LINES];
  guint delay_index;
  double in_phase_last[2], in_phase_older[2]; /* by the parity that reads them */
  double i2, q2, re, im, period, smooth_period;
  double in_phase, quadrature, smoothed;
  /* For the phase: */
  double *sines, *cosines; /* row p: p values of the wave of period p */
  double smooth[2 * PERIOD_LONGEST];
  guint smooth_index; /* of the newest in the upper half */
  double phase, sine, lead_sine;
  double trend_averages[3];
  guint days_in_trend;
  /* For MAMA: */
  double fast_limit, slow_limit, last_angle, mama, fama;
} Hilbert;

static inline double
transform (Line *line, const Hilbert *hilbert, double input, guint parity, double factor)
{
  /* What is known before the input is summed apart from it: bars wait for one another here. */
  double scaled = 0.0962 * input, previous = 0.5769 * line->input[parity];
  double known = previous - (line->delay[parity][hilbert->delay_index] + line->previous[parity]);

  line->delay[parity][hilbert->delay_index] = scaled;
  line->previous[parity] = previous;
  line->input[parity] = input;
  return (scaled + known) * factor;
}

static inline void
follow_period (Hilbert *hilbert, double i2, double q2)
{
  double last = hilbert->period, period, base, t, p, q;
  double low = CLAMP (0.67 * last, 6.0, 50.0), high = CLAMP (1.5 * last, 6.0, 50.0);

  hilbert->re = 0.2 * (i2 * hilbert->i2 + q2 * hilbert->q2) + 0.8 * hilbert->re;
  hilbert->im = 0.2 * (i2 * hilbert->q2 - q2 * hilbert->i2) + 0.8 * hilbert->im;
  hilbert->i2 = i2;
  hilbert->q2 = q2;
  /* A turn over the angle, with one division for both the quotient in the angle and this one. */
  base = bw_atan_parts (fabs (hilbert->im), fabs (hilbert->re), &t, &p, &q);
  period = copysign (2.0 * G_PI, hilbert->im) * q / (t * (p + q) + base * q);
  period = copysign (1.0, hilbert->re) * period;
  period = hilbert->im != 0.0 && hilbert->re != 0.0 ? period : last;
  period = period < high ? period : high;
  period = period > low ? period : low;
  hilbert->period = 0.2 * period + 0.8 * last;
  hilbert->smooth_period = 0.33 * hilbert->period + 0.67 * hilbert->smooth_period;
}

/* Returns: %FALSE while prices are only gathered */
static inline gboolean
step (Hilbert *hilbert, gsize bar, const double *x)
{
  guint parity = bar % 2;
  double factor = 0.075 * hilbert->period + 0.54, detrender, ji, jq;

  if (bar < hilbert->first_bar)
    return FALSE;
  hilbert->smoothed = (4.0 * x[0] + 3.0 * x[-1] + 2.0 * x[-2] + x[-3]) * 0.1;
  detrender = transform (&hilbert->lines[DETRENDER], hilbert, hilbert->smoothed, parity, factor);
  hilbert->quadrature = transform (&hilbert->lines[QUADRATURE], hilbert, detrender, parity, factor);
  hilbert->in_phase = hilbert->in_phase_last[parity];
  ji = transform (&hilbert->lines[J_IN_PHASE], hilbert, hilbert->in_phase, parity, factor);
  jq = transform (&hilbert->lines[J_QUADRATURE], hilbert, hilbert->quadrature, parity, factor);
  if (parity == 0 && ++hilbert->delay_index == 3)
    hilbert->delay_index = 0;
  hilbert->in_phase_last[!parity] = hilbert->in_phase_older[!parity];
  hilbert->in_phase_older[!parity] = detrender;
  follow_period (hilbert, 0.2 * (hilbert->in_phase - jq) + 0.8 * hilbert->i2,
                 0.2 * (hilbert->quadrature + ji) + 0.8 * hilbert->q2);
  return TRUE;
}

/* The phase of the dominant cycle: the smoothed prices of one period against its wave. */
static void
follow_phase (Hilbert *hilbert)
{
  guint period = (guint)(hilbert->smooth_period + 0.5);
  const double *sines = hilbert->sines + period * PERIOD_LONGEST;
  const double *cosines = hilbert->cosines + period * PERIOD_LONGEST;
  const double *newest;
  double real = 0.0, imaginary = 0.0;

  if (++hilbert->smooth_index >= 2 * PERIOD_LONGEST)
    hilbert->smooth_index = PERIOD_LONGEST;
  hilbert->smooth[hilbert->smooth_index] = hilbert->smoothed;
  hilbert->smooth[hilbert->smooth_index - PERIOD_LONGEST] = hilbert->smoothed;
  newest = hilbert->smooth + hilbert->smooth_index;
  for (guint k = 0; k < period; k++)
    {
      real += sines[k] * newest[-(int)k];
      imaginary += cosines[k] * newest[-(int)k];
    }
  if (fabs (imaginary) > 0.0)
    hilbert->phase = bw_atan_ratio (real, imaginary) * DEGREES;
  else if (real != 0.0)
    hilbert->phase += real < 0.0 ? -90.0 : 90.0;
  hilbert->phase += 90.0 + 360.0 / hilbert->smooth_period;
  if (imaginary < 0.0)
    hilbert->phase += 180.0;
  if (hilbert->phase > 315.0)
    hilbert->phase -= 360.0;
}

/* The mean of the last period's prices, weighted with the three before it. */
static inline double
follow_trend (Hilbert *hilbert, const double *x)
{
  int period = (int)(hilbert->smooth_period + 0.5);
  double *past = hilbert->trend_averages, average = 0.0, trend;

  for (int k = 0; k < period; k++)
    average += x[-k];
  if (period > 0)
    average /= period;
  trend = (4.0 * average + 3.0 * past[0] + 2.0 * past[1] + past[2]) / 10.0;
  past[2] = past[1];
  past[1] = past[0];
  past[0] = average;
  return trend;
}

static void
run_period (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hilbert *hilbert = node->state;

  for (gsize i = 0; i < n; i++)
    {
      step (hilbert, node->seen + i, in[0] + i);
      out[0][i] = hilbert->smooth_period;
    }
}

static void
run_phasor (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hilbert *hilbert = node->state;

  for (gsize i = 0; i < n; i++)
    {
      step (hilbert, node->seen + i, in[0] + i);
      out[0][i] = hilbert->in_phase;
      out[1][i] = hilbert->quadrature;
    }
}

static void
run_trendline (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hilbert *hilbert = node->state;

  for (gsize i = 0; i < n; i++)
    if (step (hilbert, node->seen + i, in[0] + i))
      out[0][i] = follow_trend (hilbert, in[0] + i);
}

static void
run_phase (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hilbert *hilbert = node->state;

  for (gsize i = 0; i < n; i++)
    {
      if (step (hilbert, node->seen + i, in[0] + i))
        follow_phase (hilbert);
      out[0][i] = hilbert->phase;
    }
}

static void
run_sine (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hilbert *hilbert = node->state;

  for (gsize i = 0; i < n; i++)
    {
      if (step (hilbert, node->seen + i, in[0] + i))
        follow_phase (hilbert);
      out[0][i] = sin (hilbert->phase / DEGREES);
      out[1][i] = sin ((hilbert->phase + 45.0) / DEGREES);
    }
}

static double
judge_mode (Hilbert *hilbert, const double *x)
{
  double last_phase = hilbert->phase, last_sine = hilbert->sine, last_lead = hilbert->lead_sine;
  double trendline, change, mode = 1.0;

  follow_phase (hilbert);
  hilbert->sine = sin (hilbert->phase / DEGREES);
  hilbert->lead_sine = sin ((hilbert->phase + 45.0) / DEGREES);
  trendline = follow_trend (hilbert, x);
  if ((hilbert->sine > hilbert->lead_sine && last_sine <= last_lead) ||
      (hilbert->sine < hilbert->lead_sine && last_sine >= last_lead))
    {
      hilbert->days_in_trend = 0;
      mode = 0.0;
    }
  if (++hilbert->days_in_trend < 0.5 * hilbert->smooth_period)
    mode = 0.0;
  change = hilbert->phase - last_phase;
  if (hilbert->smooth_period != 0.0 && change > 0.67 * 360.0 / hilbert->smooth_period &&
      change < 1.5 * 360.0 / hilbert->smooth_period)
    mode = 0.0;
  if (trendline != 0.0 && fabs ((hilbert->smoothed - trendline) / trendline) >= 0.015)
    mode = 1.0;
  return mode;
}

static void
run_mode (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hilbert *hilbert = node->state;

  for (gsize i = 0; i < n; i++)
    if (step (hilbert, node->seen + i, in[0] + i))
      out[0][i] = judge_mode (hilbert, in[0] + i);
}

static void
run_mama (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Hilbert *hilbert = node->state;

  for (gsize i = 0; i < n; i++)
    {
      double angle, change, weight;

      if (!step (hilbert, node->seen + i, in[0] + i))
        continue;
      angle = hilbert->in_phase != 0.0
                  ? bw_atan_ratio (hilbert->quadrature, hilbert->in_phase) * DEGREES
                  : 0.0;
      change = MAX (hilbert->last_angle - angle, 1.0);
      hilbert->last_angle = angle;
      weight = change > 1.0 ? MAX (hilbert->fast_limit / change, hilbert->slow_limit)
                            : hilbert->fast_limit;
      hilbert->mama = weight * in[0][i] + (1.0 - weight) * hilbert->mama;
      hilbert->fama = 0.5 * weight * hilbert->mama + (1.0 - 0.5 * weight) * hilbert->fama;
      out[0][i] = hilbert->mama;
      out[1][i] = hilbert->fama;
    }
}

static Hilbert *
setup (BwNode *node, BwRunFunc run, gsize lead)
{
  Hilbert *hilbert = bw_node_setup (node, run, sizeof *hilbert, PERIOD_LONGEST, lead);

  hilbert->first_bar = lead == 32 ? 12 : 37;
  hilbert->smooth_index = PERIOD_LONGEST;
  return hilbert;
}

static void
setup_waves (BwNode *node, Hilbert *hilbert)
{
  gsize n_bytes = (PERIOD_LONGEST + 1) * PERIOD_LONGEST * sizeof (double);

  hilbert->sines = bw_node_alloc (node, n_bytes);
  hilbert->cosines = bw_node_alloc (node, n_bytes);
  for (guint period = 1; period <= PERIOD_LONGEST; period++)
    for (guint k = 0; k < period; k++)
      {
        hilbert->sines[period * PERIOD_LONGEST + k] = sin (k * 2.0 * G_PI / period);
        hilbert->cosines[period * PERIOD_LONGEST + k] = cos (k * 2.0 * G_PI / period);
      }
}

void
bw_mama_node_init (BwNode *node, const double *parameters)
{
  Hilbert *hilbert = setup (node, run_mama, 32);

  hilbert->fast_limit = parameters[0];
  hilbert->slow_limit = parameters[1];
}

void
bw_ht_trendline_init (BwNode *node, const double *parameters)
{
  setup (node, run_trendline, 63);
}

static void
init_period (BwNode *node, const double *parameters)
{
  setup (node, run_period, 32);
}

static void
init_phasor (BwNode *node, const double *parameters)
{
  setup (node, run_phasor, 32);
}

static void
init_phase (BwNode *node, const double *parameters)
{
  setup_waves (node, setup (node, run_phase, 63));
}

static void
init_sine (BwNode *node, const double *parameters)
{
  setup_waves (node, setup (node, run_sine, 63));
}

static void
init_mode (BwNode *node, const double *parameters)
{
  setup_waves (node, setup (node, run_mode, 63));
}

/* clang-format off */
const BwIndicatorInfo bw_cycle_table[] = {
  { "HT_DCPERIOD", "Hilbert Transform - Dominant Cycle Period", BW_INDICATOR_CYCLE, "c", { "Real" }, .init = init_period },
  { "HT_DCPHASE", "Hilbert Transform - Dominant Cycle Phase", BW_INDICATOR_CYCLE, "c", { "Real" }, .init = init_phase },
  { "HT_PHASOR", "Hilbert Transform - Phasor Components", BW_INDICATOR_CYCLE, "c", { "InPhase", "Quadrature" }, .n_levels = 1, .levels = { 0 }, .init = init_phasor },
  { "HT_SINE", "Hilbert Transform - SineWave", BW_INDICATOR_CYCLE, "c", { "Sine", "LeadSine" }, .n_levels = 1, .levels = { 0 }, .init = init_sine },
  { "HT_TRENDMODE", "Hilbert Transform - Trend vs Cycle Mode", BW_INDICATOR_CYCLE, "c", { "Integer" }, .init = init_mode },
  { NULL },
};
/* clang-format on */
