/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/* A kernel that works out each bar from the columns a, b, c and d alone (the first N of them are
 * its inputs) and looks for missing bars in the same pass. `past` bars of history may be read. */
#define BW_PURE(name, N, expression)                                                               \
  BW_CLONES static guint64 run_##name (const BwNode *node, const double *const *in, gsize n,       \
                                       double *const *out)                                         \
  {                                                                                                \
    const double *a = in[0], *b = in[N > 1 ? 1 : 0], *c = in[N > 2 ? 2 : 0];                       \
    const double *d = in[N > 3 ? 3 : 0];                                                           \
    double *restrict y = out[0];                                                                   \
    guint64 carry = 0;                                                                             \
                                                                                                   \
    for (gsize i = 0; i < n; i++)                                                                  \
      {                                                                                            \
        carry |= bw_carry_of (a[i]);                                                               \
        if (N > 1)                                                                                 \
          carry |= bw_carry_of (b[i]);                                                             \
        if (N > 2)                                                                                 \
          carry |= bw_carry_of (c[i]);                                                             \
        if (N > 3)                                                                                 \
          carry |= bw_carry_of (d[i]);                                                             \
        y[i] = (expression);                                                                       \
      }                                                                                            \
    return carry;                                                                                  \
  }

#define BW_PURE_INIT(name, N, expression)                                                          \
  BW_PURE (name, N, expression)                                                                    \
  static void init_##name (BwNode *node, const double *parameters)                                 \
  {                                                                                                \
    bw_node_setup_pure (node, run_##name, 0, 0, 0);                                                \
  }

G_END_DECLS
