/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counter-based randomness without state: the same key and counters give the same bits on every
 * CPU. The mixer is the SplitMix64 finaliser (Steele, Lea, Flood 2014), applied once a word. */
static inline guint64
bw_random_mix (guint64 x)
{
  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static inline guint64
bw_random_at (guint64 seed, guint64 a, guint64 b, guint64 c, guint64 d)
{
  return bw_random_mix (
      bw_random_mix (bw_random_mix (bw_random_mix (bw_random_mix (seed) ^ a) ^ b) ^ c) ^ d);
}

/* Uniform in [0, 1), 53 bits; exact. */
static inline double
bw_random_unit (guint64 bits)
{
  return (double) (bits >> 11) * 0x1p-53;
}

G_END_DECLS
