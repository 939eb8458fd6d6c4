/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"

#include <time.h>

static gint64
read_clock (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);
  return (gint64) now.tv_sec * BW_SECOND + now.tv_nsec;
}

static BwTime
read_wall (gpointer user_data)
{
  return read_clock (CLOCK_REALTIME);
}

static gint64
read_monotonic (gpointer user_data)
{
  return read_clock (CLOCK_MONOTONIC);
}

/**
 * bw_clock_system:
 *
 * Returns: (transfer none): the machine's own clocks
 */
const BwClock *
bw_clock_system (void)
{
  static const BwClock system_clock = { read_wall, read_monotonic, NULL };

  return &system_clock;
}
