/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"

G_BEGIN_DECLS

/* A bar's span in nominal seconds. Up to 12 hours it is exact and anchored to the session's open
 * (crypto: midnight UTC; FX: 17:00 New York); a day is a session, a week starts on Monday,
 * a month on its first day. The numbers are stored: never change them. */
typedef gint32 BwTimeframe;

#define BW_TIMEFRAME_NONE 0
#define BW_TIMEFRAME_1M 60
#define BW_TIMEFRAME_5M 300
#define BW_TIMEFRAME_15M 900
#define BW_TIMEFRAME_30M 1800
#define BW_TIMEFRAME_1H 3600
#define BW_TIMEFRAME_4H 14400
#define BW_TIMEFRAME_1D 86400
#define BW_TIMEFRAME_1W 604800
#define BW_TIMEFRAME_1MO 2592000

gboolean bw_timeframe_parse (const char *text, BwTimeframe *timeframe);
char *bw_timeframe_print (BwTimeframe timeframe, char *text);

static inline gboolean
bw_timeframe_is_intraday (BwTimeframe timeframe)
{
  return timeframe < BW_TIMEFRAME_1D;
}

G_END_DECLS
