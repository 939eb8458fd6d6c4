/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/adaptive-private.h"

#include "indicators/vector-private.h"

/* @n: a multiple of 8. Returns: the new base */
BW_CLONES static double
average_groups (double start, const double *keep, const double *part, gsize n, double *out)
{
  BwFour base = BW_FOUR_ALL (start), one = BW_FOUR_ALL (1.0);

  for (gsize i = 0; i < n; i += 8)
    {
      BwFour k = BW_FOUR_AT (keep + i), p = BW_FOUR_AT (part + i);
      BwFour l = BW_FOUR_AT (keep + i + 4), q = BW_FOUR_AT (part + i + 4);

      p += k * BW_FOUR_UP_1 (p);
      q += l * BW_FOUR_UP_1 (q);
      k *= __builtin_shufflevector (one, k, 0, 4, 5, 6);
      l *= __builtin_shufflevector (one, l, 0, 4, 5, 6);
      p += k * BW_FOUR_UP_2 (p);
      q += l * BW_FOUR_UP_2 (q);
      k *= __builtin_shufflevector (one, k, 0, 1, 4, 5);
      l *= __builtin_shufflevector (one, l, 0, 1, 4, 5);
      q += l * BW_FOUR_LAST (p);
      l *= BW_FOUR_LAST (k);
      BW_FOUR_SET (out + i, k * base + p);
      BW_FOUR_SET (out + i + 4, l * base + q);
      base = BW_FOUR_LAST (l) * base + BW_FOUR_LAST (q);
    }
  return base[0];
}

static void
average_part (BwAdaptive *state, const double *keep, const double *part, gsize n, double *out)
{
  double values[8], base;

  for (gsize i = 0; i < n; i++)
    {
      state->keeps[state->phase + i] = keep[i];
      state->parts[state->phase + i] = part[i];
    }
  base = average_groups (state->base, state->keeps, state->parts, 8, values);
  for (gsize i = 0; i < n; i++)
    out[i] = values[state->phase + i];
  state->phase += (guint)n;
  if (state->phase < 8)
    return;
  state->base = base;
  state->phase = 0;
}

/**
 * bw_adaptive_init:
 * @begin: the bar it averages first, counted from those its node was fed
 */
void
bw_adaptive_init (BwAdaptive *adaptive, gsize begin)
{
  *adaptive = (BwAdaptive){ .ready = (begin + 7) / 8 * 8 };
}

/**
 * bw_adaptive_run:
 * @bar: the first's number
 * @keep: what each bar keeps of the average before it
 * @out: (inout): what each bar adds, and becomes the average
 *
 * Its base is set by the caller before the first bar.
 */
void
bw_adaptive_run (BwAdaptive *adaptive, gsize bar, const double *keep, gsize n, double *out)
{
  gsize i = 0, head, end;

  for (; i < n && bar + i < adaptive->ready; i++)
    out[i] = adaptive->base = keep[i] * adaptive->base + out[i];
  head = MIN (n - i, (8 - adaptive->phase) % 8);
  if (head > 0)
    average_part (adaptive, keep + i, out + i, head, out + i);
  i += head;
  end = i + (n - i) / 8 * 8;
  if (end > i)
    adaptive->base = average_groups (adaptive->base, keep + i, out + i, end - i, out + i);
  if (n > end)
    average_part (adaptive, keep + end, out + end, n - end, out + end);
}
