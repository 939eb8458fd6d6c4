/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"

G_BEGIN_DECLS

/**
 * BwXnysDay:
 * @closure: (nullable): why the exchange is closed all day; %NULL on a session
 * @close_minute: the close in minutes since New York's midnight; 16:00 is 960
 */
typedef struct
{
  const char *closure;
  int close_minute;
} BwXnysDay;

#define BW_XNYS_OPEN_MINUTE (9 * 60 + 30)
#define BW_XNYS_CLOSE_MINUTE (16 * 60)

void bw_xnys_fill_year (int year, BwXnysDay *days);

G_END_DECLS
