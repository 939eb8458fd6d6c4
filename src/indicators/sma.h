/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwSma:
 * @window: (array length=period) (borrowed): the caller's ring of the last values
 *
 * A simple moving average that is fed value by value. The batch form runs the same arithmetic in
 * the same order, so both give the same bits.
 */
typedef struct
{
  guint period;
  guint n_seen;     /* saturates at period */
  guint next_index; /* in window */
  double sum;
  double *window;
} BwSma;

void bw_sma (const double *values, gsize n_values, guint period, double *out);
gsize bw_sma_lead (guint period);
void bw_sma_init (BwSma *sma, guint period, double *window);
void bw_sma_feed (BwSma *sma, const double *values, gsize n_values, double *out);

G_END_DECLS
