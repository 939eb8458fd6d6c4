/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/overlap/overlap-private.h"

/* Wilder's parabolic: the stop moves towards the side's extreme, faster with each new extreme, and
 * turns when a bar touches it. Sides: 0 long, 1 short. */
typedef struct
{
  double first[2], step[2], most[2];
  double start_value, offset;
  gboolean is_signed; /* a short stop is given negative */
  gboolean is_short;
  double stop, extreme, factor;
  double last_high, last_low;
} Parabolic;

static void
begin (Parabolic *sar, double high, double low)
{
  double rise = high - sar->last_high, fall = sar->last_low - low;

  if (sar->start_value != 0.0)
    sar->is_short = sar->start_value < 0.0;
  else
    sar->is_short = fall > 0.0 && rise < fall;
  sar->extreme = sar->is_short ? low : high;
  sar->stop = sar->is_short ? sar->last_high : sar->last_low;
  if (sar->start_value != 0.0)
    sar->stop = fabs (sar->start_value);
  sar->factor = sar->first[sar->is_short];
  sar->last_high = high;
  sar->last_low = low;
}

/* A stop may not lie inside this bar or the one before. */
static double
keep_outside (const Parabolic *sar, double stop, double high, double low)
{
  if (sar->is_short)
    return MAX (stop, MAX (sar->last_high, high));
  return MIN (stop, MIN (sar->last_low, low));
}

static double
step (Parabolic *sar, double high, double low)
{
  gboolean turns = sar->is_short ? high >= sar->stop : low <= sar->stop;
  double stop, best;

  if (turns)
    {
      sar->is_short = !sar->is_short;
      sar->stop = keep_outside (sar, sar->extreme, high, low);
      sar->stop += (sar->is_short ? 1.0 : -1.0) * sar->stop * sar->offset;
      sar->factor = sar->first[sar->is_short];
      sar->extreme = sar->is_short ? low : high;
    }
  stop = sar->stop;
  best = sar->is_short ? low : high;
  if (!turns && (sar->is_short ? best < sar->extreme : best > sar->extreme))
    {
      sar->extreme = best;
      sar->factor = MIN (sar->factor + sar->step[sar->is_short], sar->most[sar->is_short]);
    }
  sar->stop = keep_outside (sar, stop + sar->factor * (sar->extreme - stop), high, low);
  sar->last_high = high;
  sar->last_low = low;
  return sar->is_signed && sar->is_short ? -stop : stop;
}

static void
run_sar (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Parabolic *sar = node->state;

  for (gsize i = 0; i < n; i++)
    {
      if (node->seen + i == 0)
        {
          sar->last_high = in[0][0];
          sar->last_low = in[1][0];
          continue;
        }
      if (node->seen + i == 1)
        begin (sar, in[0][i], in[1][i]);
      out[0][i] = step (sar, in[0][i], in[1][i]);
    }
}

void
bw_sar_init (BwNode *node, const double *parameters)
{
  Parabolic *sar = bw_node_setup (node, run_sar, sizeof *sar, 0, 1);

  for (guint side = 0; side < 2; side++)
    {
      sar->most[side] = parameters[1];
      sar->first[side] = sar->step[side] = MIN (parameters[0], parameters[1]);
    }
}

void
bw_sarext_init (BwNode *node, const double *parameters)
{
  Parabolic *sar = bw_node_setup (node, run_sar, sizeof *sar, 0, 1);

  sar->start_value = parameters[0];
  sar->offset = parameters[1];
  sar->is_signed = TRUE;
  for (guint side = 0; side < 2; side++)
    {
      sar->most[side] = parameters[4 + 3 * side];
      sar->first[side] = MIN (parameters[2 + 3 * side], sar->most[side]);
      sar->step[side] = MIN (parameters[3 + 3 * side], sar->most[side]);
    }
}
