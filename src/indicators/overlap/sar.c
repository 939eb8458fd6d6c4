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
} Parabolic;

/* @high, @low: of the second bar; the one before them may be read */
static void
begin (Parabolic *sar, const double *high, const double *low)
{
  double rise = high[0] - high[-1], fall = low[-1] - low[0];

  if (sar->start_value != 0.0)
    sar->is_short = sar->start_value < 0.0;
  else
    sar->is_short = fall > 0.0 && rise < fall;
  sar->extreme = sar->is_short ? low[0] : high[0];
  sar->stop = sar->is_short ? high[-1] : low[-1];
  if (sar->start_value != 0.0)
    sar->stop = fabs (sar->start_value);
  sar->factor = sar->first[sar->is_short];
}

static inline double
smaller (double a, double b)
{
  return a < b ? a : b;
}

static inline double
larger (double a, double b)
{
  return a > b ? a : b;
}

/* A stop may not lie inside this bar or the one before. */
static double
keep_outside (const Parabolic *sar, double stop, const double *high, const double *low)
{
  if (sar->is_short)
    return larger (stop, larger (high[-1], high[0]));
  return smaller (stop, smaller (low[-1], low[0]));
}

/* A bar touched the stop: the other side begins. */
static void
turn (Parabolic *sar, const double *high, const double *low)
{
  sar->is_short = !sar->is_short;
  sar->stop = keep_outside (sar, sar->extreme, high, low);
  sar->stop += (sar->is_short ? 1.0 : -1.0) * sar->stop * sar->offset;
  sar->factor = sar->first[sar->is_short];
  sar->extreme = sar->is_short ? low[0] : high[0];
}

/* From bar @i on until a bar touches the stop; each side has its own loop, whose guesses go right.
 * Returns: the bar of the touch, or @n */
G_ALWAYS_INLINE static inline gsize
follow (Parabolic *sar,
        gboolean is_short,
        const double *high,
        const double *low,
        gsize i,
        gsize n,
        double *out)
{
  const double *near = is_short ? high : low, *far = is_short ? low : high;
  double stop = sar->stop, extreme = sar->extreme, factor = sar->factor;
  double step = sar->step[is_short], most = sar->most[is_short];
  double sign = is_short && sar->is_signed ? -1.0 : 1.0;

  for (; i < n && (is_short ? near[i] < stop : near[i] > stop); i++)
    {
      double last = near[(gssize)i - 1];
      double edge = is_short ? larger (last, near[i]) : smaller (last, near[i]);
      double quicker = (is_short ? far[i] < extreme : far[i] > extreme) ? step : 0.0;

      out[i] = sign * stop;
      extreme = is_short ? smaller (far[i], extreme) : larger (far[i], extreme);
      factor = smaller (factor + quicker, most);
      stop = (1.0 - factor) * stop + factor * extreme;
      stop = is_short ? larger (stop, edge) : smaller (stop, edge);
    }
  sar->stop = stop;
  sar->extreme = extreme;
  sar->factor = factor;
  return i;
}

/* Bars [@i, @n); the one before them may be read. */
static void
walk (Parabolic *sar, const double *high, const double *low, gsize i, gsize n, double *out)
{
  while (i < n)
    {
      i = sar->is_short ? follow (sar, TRUE, high, low, i, n, out)
                        : follow (sar, FALSE, high, low, i, n, out);
      if (i == n)
        break;
      turn (sar, high + i, low + i);
      out[i] = sar->is_signed && sar->is_short ? -sar->stop : sar->stop;
      sar->stop = keep_outside (sar, sar->stop + sar->factor * (sar->extreme - sar->stop), high + i,
                                low + i);
      i++;
    }
}

static void
run_sar (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  const double *high = in[0], *low = in[1];
  gsize i = node->seen == 0 ? 1 : 0;

  if (i < n && node->seen + i == 1)
    {
      /* The second bar counts as its own predecessor, as in TA-Lib. */
      const double highs[2] = { high[i], high[i] }, lows[2] = { low[i], low[i] };
      double values[2];

      begin (node->state, high + i, low + i);
      walk (node->state, highs, lows, 1, 2, values);
      out[0][i++] = values[1];
    }
  walk (node->state, high, low, i, n, out[0]);
}

void
bw_sar_init (BwNode *node, const double *parameters)
{
  Parabolic *sar = bw_node_setup (node, run_sar, sizeof *sar, 1, 1);

  for (guint side = 0; side < 2; side++)
    {
      sar->most[side] = parameters[1];
      sar->first[side] = sar->step[side] = MIN (parameters[0], parameters[1]);
    }
}

void
bw_sarext_init (BwNode *node, const double *parameters)
{
  Parabolic *sar = bw_node_setup (node, run_sar, sizeof *sar, 1, 1);

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
