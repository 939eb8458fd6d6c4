/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/drawdown.h"

/* A drawdown opens at the last point of a high, deepens to its trough and closes at the first
 * point that is as high again. The first point is a high. */

/**
 * bw_drawdown_series:
 * @equity: (array length=n_points): values above 0
 * @drawdown: (array length=n_points) (out caller-allocates): each point against the highest so
 *   far, a fraction, 0 or below
 */
void
bw_drawdown_series (const double *equity, gsize n_points, double *drawdown)
{
  double peak = 0;

  for (gsize i = 0; i < n_points; i++)
    {
      if (i == 0 || equity[i] > peak)
        peak = equity[i];
      drawdown[i] = peak > 0 ? equity[i] / peak - 1.0 : 0.0;
    }
}

typedef void (*DrawdownFunc) (const BwDrawdown *drawdown, gpointer user_data);

static void
foreach_drawdown (const double *equity, gsize n_points, DrawdownFunc func, gpointer user_data)
{
  BwDrawdown current = { 0, 0, 0, BW_DRAWDOWN_OPEN };

  for (gsize i = 1; i < n_points; i++)
    {
      double peak = equity[current.peak_index];

      if (equity[i] >= peak)
        {
          if (current.depth < 0)
            {
              current.recovery_index = i;
              func (&current, user_data);
            }
          current = (BwDrawdown){ 0, i, i, BW_DRAWDOWN_OPEN };
        }
      else if (peak > 0 && equity[i] / peak - 1.0 < current.depth)
        {
          current.depth = equity[i] / peak - 1.0;
          current.trough_index = i;
        }
    }
  if (n_points > 0 && current.depth < 0)
    func (&current, user_data);
}

static void
keep_worst (const BwDrawdown *drawdown, gpointer user_data)
{
  BwDrawdown *worst = user_data;

  if (drawdown->depth < worst->depth)
    *worst = *drawdown;
}

/**
 * bw_drawdown_worst:
 * @worst: (out caller-allocates): the deepest, the earlier of equals; depth 0 when there is none
 */
void
bw_drawdown_worst (const double *equity, gsize n_points, BwDrawdown *worst)
{
  *worst = (BwDrawdown){ 0, 0, 0, 0 };
  foreach_drawdown (equity, n_points, keep_worst, worst);
}

typedef struct
{
  BwDrawdown *list;
  gsize n_list;
  gsize n_found;
} DeepestList;

static void
insert_by_depth (const BwDrawdown *drawdown, gpointer user_data)
{
  DeepestList *deepest = user_data;
  gsize at = MIN (deepest->n_found, deepest->n_list);

  deepest->n_found++;
  while (at > 0 && drawdown->depth < deepest->list[at - 1].depth)
    {
      if (at < deepest->n_list)
        deepest->list[at] = deepest->list[at - 1];
      at--;
    }
  if (at < deepest->n_list)
    deepest->list[at] = *drawdown;
}

/**
 * bw_drawdown_list:
 * @list: (array length=n_list) (out caller-allocates): the deepest, deepest first
 *
 * Returns: how many of @list were written
 */
gsize
bw_drawdown_list (const double *equity, gsize n_points, BwDrawdown *list, gsize n_list)
{
  DeepestList deepest = { list, n_list, 0 };

  foreach_drawdown (equity, n_points, insert_by_depth, &deepest);
  return MIN (deepest.n_found, n_list);
}

typedef struct
{
  gsize n_points;
  gsize longest;
  gboolean is_open;
} LongestRecovery;

static void
keep_longest (const BwDrawdown *drawdown, gpointer user_data)
{
  LongestRecovery *recovery = user_data;
  gboolean is_open = drawdown->recovery_index == BW_DRAWDOWN_OPEN;
  gsize end = is_open ? recovery->n_points - 1 : drawdown->recovery_index;

  if (end - drawdown->peak_index > recovery->longest)
    {
      recovery->longest = end - drawdown->peak_index;
      recovery->is_open = is_open;
    }
}

/**
 * bw_drawdown_longest:
 * @is_open: (out) (nullable): whether the longest still waits for its peak
 *
 * Returns: points from peak to regained peak of the longest drawdown, counting one that is still
 *   open up to the last point; 0 when there is none
 */
gsize
bw_drawdown_longest (const double *equity, gsize n_points, gboolean *is_open)
{
  LongestRecovery recovery = { n_points, 0, FALSE };

  foreach_drawdown (equity, n_points, keep_longest, &recovery);
  if (is_open != NULL)
    *is_open = recovery.is_open;
  return recovery.longest;
}
