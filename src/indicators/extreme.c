/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/extreme-private.h"

#include <string.h>

/* A window of 2^k values is two of 2^(k-1), so the extremes of all windows of a block take one
 * pass for each power of two and one more for the rest: no branch, no queue, several at a time.
 * Windows far longer than a block go by the blocks' own extremes instead, see run_long(). */
#define PERIOD_SHORT_MAX 256

void
bw_extreme_init (BwExtreme *extreme, BwNode *node, gsize period, gboolean is_low)
{
  *extreme = (BwExtreme){ .period = period, .width = 1, .is_low = is_low };
  while (extreme->width * 2 <= period)
    extreme->width *= 2;
  extreme->scratch = bw_node_alloc (node, (BW_BLOCK + PERIOD_SHORT_MAX + 8) * sizeof (double));
}

static inline double
pick (double a, double b, gboolean is_low)
{
  if (is_low)
    return a < b ? a : b;
  return a > b ? a : b;
}

/* out[i] = the extreme of a[i] and b[i]; ascending, so @out may be @a. */
BW_CLONES static void
combine_low (const double *a, const double *b, gsize n, double *out)
{
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      BwFour first = BW_FOUR_AT (a + i), second = BW_FOUR_AT (b + i);
      BwFour third = BW_FOUR_AT (a + i + 4), fourth = BW_FOUR_AT (b + i + 4);

      BW_FOUR_SET (out + i, BW_FOUR_PICK (first < second, first, second));
      BW_FOUR_SET (out + i + 4, BW_FOUR_PICK (third < fourth, third, fourth));
    }
  for (; i < n; i++)
    out[i] = pick (a[i], b[i], TRUE);
}

BW_CLONES static void
combine_high (const double *a, const double *b, gsize n, double *out)
{
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      BwFour first = BW_FOUR_AT (a + i), second = BW_FOUR_AT (b + i);
      BwFour third = BW_FOUR_AT (a + i + 4), fourth = BW_FOUR_AT (b + i + 4);

      BW_FOUR_SET (out + i, BW_FOUR_PICK (first > second, first, second));
      BW_FOUR_SET (out + i + 4, BW_FOUR_PICK (third > fourth, third, fourth));
    }
  for (; i < n; i++)
    out[i] = pick (a[i], b[i], FALSE);
}

static void
combine (const double *a, const double *b, gsize n, gboolean is_low, double *out)
{
  if (is_low)
    combine_low (a, b, n, out);
  else
    combine_high (a, b, n, out);
}

/* The extreme of x[first .. end], scanned. */
static double
scan (const double *x, gssize first, gssize end, gboolean is_low)
{
  double found = x[first];

  for (gssize i = first + 1; i <= end; i++)
    found = pick (found, x[i], is_low);
  return found;
}

/* Long windows: the window minus the block is scanned once a block and grows from the right. */
static void
run_long (const BwExtreme *extreme, const double *x, gsize n, double *out)
{
  gssize period = (gssize)extreme->period, last = (gssize)n - 1;
  double shared;

  /* From the right: the part of each window that lies before the block's first value. */
  out[last] = scan (x, last - period + 1, -1, extreme->is_low);
  for (gssize i = last - 1; i >= 0; i--)
    out[i] = pick (out[i + 1], x[i - period + 1], extreme->is_low);
  shared = x[0];
  for (gssize i = 0; i <= last; i++)
    {
      shared = pick (shared, x[i], extreme->is_low);
      out[i] = pick (out[i], shared, extreme->is_low);
    }
}

/**
 * bw_extreme_run:
 * @x: may be read from the window before the block on
 * @seen: values before the block; windows that reach before the first are of no meaning
 */
void
bw_extreme_run (const BwExtreme *extreme, const double *x, gsize seen, gsize n, double *out)
{
  gsize period = extreme->period, before = period - 1, reach = 1;
  double *scratch = extreme->scratch;
  const double *source;

  if (period == 1)
    {
      memcpy (out, x, n * sizeof (double));
      return;
    }
  if (period > PERIOD_SHORT_MAX)
    {
      /* Windows of more than a block: every one of them reaches before the block. */
      for (gsize first = 0; first < n; first += PERIOD_SHORT_MAX)
        run_long (extreme, x + first, MIN (n - first, (gsize)PERIOD_SHORT_MAX), out + first);
      return;
    }
  if (n < 4)
    {
      for (gsize i = 0; i < n; i++)
        out[i] = scan (x, (gssize)i - (gssize)before, (gssize)i, extreme->is_low);
      return;
    }
  /* scratch[j] becomes the extreme of the `reach` values that begin at j. */
  source = x - before;
  for (; reach * 2 <= period; reach *= 2)
    {
      combine (source, source + reach, n + period - 2 * reach, extreme->is_low, scratch);
      source = scratch;
    }
  combine (source, source + period - reach, n, extreme->is_low, out);
}

/**
 * bw_extreme_follow:
 * @extremes: bw_extreme_run() of the block
 * @at: (inout): the bar of the one before the block, -1 for none yet
 * @wants_newest: of equals when the window is looked through again; one that enters always wins
 * @out: (nullable): where the extremes are, counted from the first bar fed
 *
 * Which bar of each window its extreme is. Windows that reach before the first bar begin there.
 */
void
bw_extreme_follow (const BwExtreme *extreme,
                   const double *x,
                   const double *extremes,
                   gsize seen,
                   gsize n,
                   gboolean wants_newest,
                   gssize *at,
                   double *out)
{
  gssize place = *at, period = (gssize)extreme->period;

  for (gssize i = 0; i < (gssize)n; i++)
    {
      gssize bar = (gssize)seen + i, first = bar - period + 1;

      if (place < first)
        {
          gssize k = wants_newest ? i : i - period + 1, step = wants_newest ? -1 : 1;

          while (x[k] != extremes[i])
            k += step;
          place = (gssize)seen + k;
        }
      else
        place = x[i] == extremes[i] ? bar : place;
      out[i] = (double)place;
    }
  *at = place;
}
