/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/ema.h"

#include <math.h>

/**
 * bw_ema_lead:
 *
 * Returns: how many values of the output are NaN before the first average
 */
gsize
bw_ema_lead (guint period)
{
  return period - 1;
}

/**
 * bw_ema:
 * @values: (array length=n_values): oldest first
 * @n_values: 0 is allowed
 * @period: smoothing window, at least 1; the newest value weighs 2 / (period + 1)
 * @out: (array length=n_values) (out caller-allocates): one average per value; may be @values
 *
 * Exponential moving average seeded with the mean of the first @period values, as in TA-Lib; the
 * first bw_ema_lead() values are NaN. A NaN in @values gives NaN from there on.
 *
 * Cost: one pass, no allocation. Checked against TA-Lib's values and fed in pieces.
 */
void
bw_ema (const double *values, gsize n_values, guint period, double *out)
{
  BwEma ema;

  g_return_if_fail (period >= 1);

  bw_ema_init (&ema, period);
  bw_ema_feed (&ema, values, n_values, out);
}

void
bw_ema_init (BwEma *ema, guint period)
{
  g_return_if_fail (period >= 1);

  *ema = (BwEma){ .period = period };
}

/**
 * bw_ema_feed:
 *
 * Goes on where the last feed stopped. Any split of the values gives the same bits.
 */
void
bw_ema_feed (BwEma *ema, const double *values, gsize n_values, double *out)
{
  double weight = 2.0 / (ema->period + 1.0), rest = 1.0 - weight;
  double average = ema->average;
  gsize i = 0;

  for (; i < n_values && ema->n_seen < ema->period; i++)
    {
      average += values[i];
      if (++ema->n_seen < ema->period)
        out[i] = NAN;
      else
        out[i] = average = average / ema->period;
    }
  /* Two roundings on the chain from one value to the next; the product with the weight is off it.
   */
  for (; i < n_values; i++)
    {
      average = values[i] * weight + average * rest;
      out[i] = average;
    }
  ema->average = average;
}
