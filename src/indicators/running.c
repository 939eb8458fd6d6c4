/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/running-private.h"

/* Some terms of one group. */
static void
run_part (
    BwRunning *running, const double *x, const double *leaving, double scale, gsize n, double *out)
{
  BwFour sums;
  double totals[4];

  for (gsize i = 0; i < n; i++)
    running->terms[running->phase + i] = leaving != NULL ? x[i] - leaving[i] : x[i];
  sums = BW_FOUR_AT (running->terms);
  BW_FOUR_SUM (sums);
  BW_FOUR_SET (totals, BW_FOUR_ALL (running->base) + sums);
  for (gsize i = 0; i < n; i++)
    out[i] = totals[running->phase + i] * scale;
  running->phase += (guint)n;
  if (running->phase < 4)
    return;
  *running = (BwRunning){ .base = totals[3] };
}

BW_CLONES static double
run_groups (
    double start, const double *x, const double *leaving, double scale, gsize n, double *out)
{
  BwFour base = BW_FOUR_ALL (start), scales = BW_FOUR_ALL (scale);

  for (gsize i = 0; i < n; i += 4)
    {
      BwFour sums = BW_FOUR_AT (x + i) - BW_FOUR_AT (leaving + i);

      BW_FOUR_SUM (sums);
      BW_FOUR_SET (out + i, (base + sums) * scales);
      base += BW_FOUR_LAST (sums);
    }
  return base[0];
}

BW_CLONES static double
gather_groups (double start, const double *x, double scale, gsize n, double *out)
{
  BwFour base = BW_FOUR_ALL (start), scales = BW_FOUR_ALL (scale);

  for (gsize i = 0; i < n; i += 4)
    {
      BwFour sums = BW_FOUR_AT (x + i);

      BW_FOUR_SUM (sums);
      BW_FOUR_SET (out + i, (base + sums) * scales);
      base += BW_FOUR_LAST (sums);
    }
  return base[0];
}

/**
 * bw_running_run:
 * @leaving: (nullable): what leaves the total as each of @x enters
 * @out: the total times @scale; may be @x
 */
void
bw_running_run (
    BwRunning *running, const double *x, const double *leaving, double scale, gsize n, double *out)
{
  gsize head = MIN (n, (4 - running->phase) % 4), whole = (n - head) / 4 * 4;

  if (head > 0)
    run_part (running, x, leaving, scale, head, out);
  if (whole > 0 && leaving != NULL)
    running->base = run_groups (running->base, x + head, leaving + head, scale, whole, out + head);
  else if (whole > 0)
    running->base = gather_groups (running->base, x + head, scale, whole, out + head);
  head += whole;
  if (head < n)
    run_part (running, x + head, leaving != NULL ? leaving + head : NULL, scale, n - head,
              out + head);
}
