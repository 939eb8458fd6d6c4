/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"

G_BEGIN_DECLS

/**
 * BwClock:
 * @wall: the time of day, UTC; may jump
 * @monotonic: nanoseconds that never go back, from an arbitrary start
 *
 * The only way to read the time. Handed to engine, net, service and app; tests hand in their own.
 */
typedef struct
{
  BwTime (*wall) (gpointer user_data);
  gint64 (*monotonic) (gpointer user_data);
  gpointer user_data;
} BwClock;

const BwClock *bw_clock_system (void);

static inline BwTime
bw_clock_wall (const BwClock *clock)
{
  return clock->wall (clock->user_data);
}

static inline gint64
bw_clock_monotonic (const BwClock *clock)
{
  return clock->monotonic (clock->user_data);
}

G_END_DECLS
