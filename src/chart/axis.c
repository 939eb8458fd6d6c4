/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/axis.h"

#include <math.h>

double
bw_chart_axis_x (const BwChartAxis *axis, double bar_index)
{
  return axis->x + (bar_index - axis->first_bar) * axis->width / axis->n_visible;
}

double
bw_chart_axis_bar (const BwChartAxis *axis, double x)
{
  return axis->first_bar + (x - axis->x) * axis->n_visible / axis->width;
}

double
bw_chart_axis_y (const BwChartAxis *axis, double price)
{
  double share;

  if (axis->is_log)
    share = price > 0.0 ? log (price / axis->price_low) / log (axis->price_high / axis->price_low)
                        : -1e3;
  else
    share = (price - axis->price_low) / (axis->price_high - axis->price_low);
  return axis->y + axis->height * (1.0 - share);
}

double
bw_chart_axis_price (const BwChartAxis *axis, double y)
{
  double share = 1.0 - (y - axis->y) / axis->height;

  if (axis->is_log)
    return axis->price_low * pow (axis->price_high / axis->price_low, share);
  return axis->price_low + share * (axis->price_high - axis->price_low);
}

/**
 * bw_nice_step:
 * @span: what the steps have to cover; more than 0
 * @n_steps_max: at least 1
 * @step_min: a step the result may not be finer than (a tick); 0 for none
 *
 * Returns: the smallest 1, 2 or 5 times a power of ten that covers @span in @n_steps_max steps
 */
double
bw_nice_step (double span, guint n_steps_max, double step_min)
{
  static const double factors[] = { 1.0, 2.0, 5.0, 10.0 };
  double rough = MAX (span / MAX (n_steps_max, 1u), step_min);
  double decade = pow (10.0, floor (log10 (rough)));

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    if (factors[i] * decade >= rough * (1.0 - 1e-9))
      return factors[i] * decade;
  return 10.0 * decade;
}

static guint
collect_linear_ticks (
    const BwChartAxis *axis, double spacing_min, double step_min, double *ticks, guint n_ticks_max)
{
  guint n_steps = MAX (1.0, floor (axis->height / spacing_min));
  double step = bw_nice_step (axis->price_high - axis->price_low, n_steps, step_min);
  double multiple = ceil (axis->price_low / step - 1e-9);
  guint n_ticks = 0;

  for (; multiple * step <= axis->price_high + step * 1e-9 && n_ticks < n_ticks_max;
       multiple += 1.0)
    ticks[n_ticks++] = multiple * step;
  return n_ticks;
}

/* From the bottom up, each next tick is the nearest nice number that keeps the distance. */
static guint
collect_log_ticks (
    const BwChartAxis *axis, double spacing_min, double step_min, double *ticks, guint n_ticks_max)
{
  double ratio = pow (axis->price_high / axis->price_low, spacing_min / axis->height);
  double price = axis->price_low;
  guint n_ticks = 0;

  while (n_ticks < n_ticks_max)
    {
      double step = bw_nice_step (price * (ratio - 1.0), 1, step_min);
      double wanted = n_ticks == 0 ? price : price * ratio;
      double tick = ceil (wanted / step - 1e-9) * step;

      if (tick > axis->price_high * (1.0 + 1e-12))
        break;
      ticks[n_ticks++] = price = tick;
    }
  return n_ticks;
}

/**
 * bw_chart_axis_price_ticks:
 * @spacing_min: device units between two ticks, at least
 * @step_min: the finest useful step, in price; 0 for none
 * @ticks: (array length=n_ticks_max) (out caller-allocates)
 *
 * Returns: how many ticks, rising
 */
guint
bw_chart_axis_price_ticks (
    const BwChartAxis *axis, double spacing_min, double step_min, double *ticks, guint n_ticks_max)
{
  if (!(axis->price_high > axis->price_low) || axis->height <= 0.0)
    return 0;
  if (axis->is_log)
    return collect_log_ticks (axis, spacing_min, step_min, ticks, n_ticks_max);
  return collect_linear_ticks (axis, spacing_min, step_min, ticks, n_ticks_max);
}

typedef struct
{
  double top;
  double size;
  guint first, n;
  double sum_wish; /* of (wish - offset in block) over the block's spans */
} Block;

static int
compare_middles (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const double *middles = user_data;
  guint i = *(const guint *)a, j = *(const guint *)b;

  if (middles[i] != middles[j])
    return middles[i] < middles[j] ? -1 : 1;
  return (i > j) - (i < j);
}

static void
place_block (Block *block, double low, double high)
{
  double top = block->sum_wish / block->n;

  top = MIN (top, high - block->size);
  block->top = MAX (top, low);
}

/* Pool adjacent violators: blocks that would overlap are packed and moved to their wishes' mean,
 * which is the least-squares answer for spans that keep their order. */
void
bw_separate_spans (double *middles, const double *sizes, guint n_spans, double low, double high)
{
  g_autofree guint *order = g_new (guint, n_spans + 1);
  g_autofree Block *blocks = g_new (Block, n_spans + 1);
  guint n_blocks = 0;

  for (guint i = 0; i < n_spans; i++)
    order[i] = i;
  g_qsort_with_data (order, n_spans, sizeof *order, compare_middles, middles);
  for (guint i = 0; i < n_spans; i++)
    {
      double size = sizes[order[i]];

      blocks[n_blocks] =
          (Block){ .size = size, .first = i, .n = 1, .sum_wish = middles[order[i]] - size / 2.0 };
      place_block (&blocks[n_blocks++], low, high);
      while (n_blocks > 1 &&
             blocks[n_blocks - 1].top < blocks[n_blocks - 2].top + blocks[n_blocks - 2].size)
        {
          Block *into = &blocks[n_blocks - 2], *from = &blocks[n_blocks - 1];

          into->sum_wish += from->sum_wish - from->n * into->size;
          into->n += from->n;
          into->size += from->size;
          place_block (into, low, high);
          n_blocks--;
        }
    }
  for (guint i = 0; i < n_blocks; i++)
    {
      double top = blocks[i].top;

      for (guint j = blocks[i].first; j < blocks[i].first + blocks[i].n; j++)
        {
          middles[order[j]] = top + sizes[order[j]] / 2.0;
          top += sizes[order[j]];
        }
    }
}
