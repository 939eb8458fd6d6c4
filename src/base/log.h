/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"

G_BEGIN_DECLS

/* The program's own memory of what it logged, for people who look into it: the last lines, in
 * order. Nothing secret is ever logged, so nothing secret is kept. Any thread. */

#define BW_LOG_LINES_MAX 2000

typedef struct
{
  guint64 number; /* rises by one a line */
  BwTime time;    /* wall */
  GLogLevelFlags level;
  char *domain;   /* (owned) */
  char *message;  /* (owned) */
} BwLogLine;

void bw_log_install (const BwClock *clock);
guint64 bw_log_last_number (void);
GPtrArray *bw_log_lines (guint64 after); /* (element-type BwLogLine), oldest first */
const char *bw_log_level_name (GLogLevelFlags level);

G_END_DECLS
