/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/vector-private.h"

G_BEGIN_DECLS

/**
 * BwRunning:
 *
 * A running total. Four terms are summed among themselves and added to one base, so that the chain
 * from value to value is one sum for four bars. Groups of four are counted from the first bar, so
 * that the split of bars into calls makes no difference.
 */
typedef struct
{
  double base;
  double terms[4]; /* of a group begun */
  guint phase;     /* how many */
} BwRunning;

/* Of four terms: each with those before it. */
#define BW_FOUR_SUM(v)                                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    v += BW_FOUR_UP_1 (v);                                                                         \
    v += BW_FOUR_UP_2 (v);                                                                         \
  }                                                                                                \
  G_STMT_END

void bw_running_run (
    BwRunning *running, const double *x, const double *leaving, double scale, gsize n, double *out);

G_END_DECLS
