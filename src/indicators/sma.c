/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/sma.h"

#include <math.h>

/* The one definition: the sum follows the window by a single addition of the difference, so that
 * the loop's dependency chain is one addition long, and the mean is a product, not a quotient. */
static inline double
advance_sum (double sum, double entering, double leaving)
{
  return sum + (entering - leaving);
}

/**
 * bw_sma_lead:
 *
 * Returns: how many values of the output are NaN before the first mean
 */
gsize
bw_sma_lead (guint period)
{
  return period - 1;
}

/**
 * bw_sma:
 * @values: (array length=n_values): oldest first
 * @n_values: 0 is allowed
 * @period: window, at least 1
 * @out: (array length=n_values) (out caller-allocates): one mean per value; may not be @values
 *
 * Simple moving average. The first bw_sma_lead() values are NaN, as in TA-Lib. A NaN in @values
 * gives NaN from there on.
 *
 * Cost: one pass, no allocation. Checked against TA-Lib's values and the streaming form.
 */
void
bw_sma (const double *values, gsize n_values, guint period, double *out)
{
  double sum = 0.0, share = 1.0 / period;
  gsize n_first = MIN (n_values, (gsize)period);

  g_return_if_fail (period >= 1);

  for (gsize i = 0; i < n_first; i++)
    {
      sum = advance_sum (sum, values[i], 0.0);
      out[i] = NAN;
    }
  if (n_values < period)
    return;
  out[period - 1] = sum * share;
  for (gsize i = period; i < n_values; i++)
    {
      sum = advance_sum (sum, values[i], values[i - period]);
      out[i] = sum * share;
    }
}

/**
 * bw_sma_init:
 * @window: (array length=period): room that outlives @sma; its contents don't matter
 */
void
bw_sma_init (BwSma *sma, guint period, double *window)
{
  g_return_if_fail (period >= 1);

  *sma = (BwSma){ .period = period, .window = window };
}

/**
 * bw_sma_feed:
 *
 * Goes on where the last feed stopped. Any split of the values gives the bits of bw_sma().
 */
void
bw_sma_feed (BwSma *sma, const double *values, gsize n_values, double *out)
{
  double share = 1.0 / sma->period;

  for (gsize i = 0; i < n_values; i++)
    {
      gboolean is_full = sma->n_seen == sma->period;

      sma->sum = advance_sum (sma->sum, values[i], is_full ? sma->window[sma->next_index] : 0.0);
      sma->window[sma->next_index] = values[i];
      sma->next_index = sma->next_index + 1 == sma->period ? 0 : sma->next_index + 1;
      if (!is_full)
        sma->n_seen++;
      out[i] = sma->n_seen == sma->period ? sma->sum * share : NAN;
    }
}
