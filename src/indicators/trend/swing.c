/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/trend/trend-private.h"

/* Turning points. Both say at a bar what that bar confirms of an earlier one: nothing that was said
 * is taken back later. */

/* A leg ends when prices have come back from its extreme by so many percent of it. */
typedef struct
{
  double up, down; /* factors that end a falling and a rising leg */
  int leg;         /* 1 rising, -1 falling, 0 not known yet */
  double high, low;
  gsize high_bar, low_bar;
} ZigZag;

static void
confirm_swing (ZigZag *zigzag, gsize bar, gboolean is_high, double *const *out, gsize i)
{
  out[0][i] = is_high ? zigzag->high : zigzag->low;
  out[1][i] = (double)(bar - (is_high ? zigzag->high_bar : zigzag->low_bar));
  zigzag->leg = is_high ? -1 : 1;
}

static void
run_zigzag (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  ZigZag *zigzag = node->state;

  for (gsize i = 0; i < n; i++)
    {
      gsize bar = node->seen + i;
      double high = in[0][i], low = in[1][i];

      out[0][i] = out[1][i] = NAN;
      if (zigzag->leg >= 0 && (bar == 0 || high > zigzag->high))
        {
          zigzag->high = high;
          zigzag->high_bar = bar;
        }
      if (zigzag->leg <= 0 && (bar == 0 || low < zigzag->low))
        {
          zigzag->low = low;
          zigzag->low_bar = bar;
        }
      if (zigzag->leg >= 0 && zigzag->high_bar < bar && low <= zigzag->high * zigzag->down)
        {
          confirm_swing (zigzag, bar, TRUE, out, i);
          zigzag->low = low;
          zigzag->low_bar = bar;
        }
      else if (zigzag->leg <= 0 && zigzag->low_bar < bar && high >= zigzag->low * zigzag->up)
        {
          confirm_swing (zigzag, bar, FALSE, out, i);
          zigzag->high = high;
          zigzag->high_bar = bar;
        }
      out[2][i] = zigzag->leg;
    }
}

/* Inputs: high, low. Parameter: percent. Outputs: the price of the swing point that this bar
 * confirms, how many bars ago it was (NaN where none), and the leg now. */
void
bw_zigzag_init (BwNode *node, const double *parameters)
{
  ZigZag *zigzag = bw_node_setup (node, run_zigzag, sizeof *zigzag, 0, 0);

  zigzag->up = 1.0 + parameters[0] / 100.0;
  zigzag->down = 1.0 - parameters[0] / 100.0;
}

static gboolean
is_peak (const double *x, gssize reach, double sign)
{
  for (gssize k = 1; k <= reach; k++)
    if (sign * x[-k] >= sign * x[0] || sign * x[k] >= sign * x[0])
      return FALSE;
  return TRUE;
}

static void
run_fractal (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  gssize reach = (gssize) * (gsize *)node->state;

  for (gssize i = 0; i < (gssize)n; i++)
    {
      gssize middle = i - reach;

      out[0][i] = is_peak (in[0] + middle, reach, 1.0) ? in[0][middle] : NAN;
      out[1][i] = is_peak (in[1] + middle, reach, -1.0) ? in[1][middle] : NAN;
    }
}

/* Williams' fractal: a high above (a low below) so many on either side of it, said when the last of
 * them is there; NaN where none. Inputs: high, low. */
void
bw_fractal_init (BwNode *node, const double *parameters)
{
  gsize reach = (gsize)parameters[0];
  gsize *state = bw_node_setup (node, run_fractal, sizeof *state, 2 * reach, 2 * reach);

  *state = reach;
}
