/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwAdaptive:
 *
 * y = keep * y + part, both known ahead for each bar: eight steps of it are taken from one base.
 * Groups of eight begin at bars whose number is a multiple of eight.
 */
typedef struct
{
  double base;
  double keeps[8], parts[8]; /* of a group begun */
  guint phase;               /* how many */
  gsize ready;               /* bars before the first group: a multiple of eight */
} BwAdaptive;

void bw_adaptive_init (BwAdaptive *adaptive, gsize begin);
void bw_adaptive_run (BwAdaptive *adaptive, gsize bar, const double *keep, gsize n, double *out);

G_END_DECLS
