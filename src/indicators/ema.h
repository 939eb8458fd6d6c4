/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwEma:
 *
 * An exponential moving average that is fed value by value; the batch form is one feed of all. It
 * is a plain value: a copy is a checkpoint to go on from.
 */
typedef struct
{
  guint period;
  guint n_seen;    /* saturates at period */
  double average;  /* while n_seen < period: the sum of what was seen */
} BwEma;

void bw_ema (const double *values, gsize n_values, guint period, double *out);
gsize bw_ema_lead (guint period);
void bw_ema_init (BwEma *ema, guint period);
void bw_ema_feed (BwEma *ema, const double *values, gsize n_values, double *out);

G_END_DECLS
