/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * bw_invariant:
 *
 * Stops the program, in every build, when money or history would otherwise be wrong. It stands
 * before the write, so that what is on disk stays true.
 */
#define bw_invariant(condition)                                                          \
  do                                                                                     \
    {                                                                                    \
      if (G_UNLIKELY (!(condition)))                                                     \
        g_error ("%s:%d: the books would be wrong: %s", __FILE__, __LINE__, #condition); \
    }                                                                                    \
  while (0)

G_END_DECLS
