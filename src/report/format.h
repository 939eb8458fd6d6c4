/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/calendar.h"
#include "market/instrument.h"

G_BEGIN_DECLS

/* Numbers and times as people read them: grouped by the locale, a true minus sign, decimals of the
 * instrument, the market's zone by its name. Everything here returns a new string. */

typedef enum
{
  BW_FORMAT_PLAIN = 0,
  BW_FORMAT_SIGN = 1 << 0,  /* + before gains */
  BW_FORMAT_ARROW = 1 << 1, /* ▲ or ▼ before it */
} BwFormatFlags;

#define BW_MINUS "\xe2\x88\x92"
#define BW_EN_SPACE "\xe2\x80\xaf" /* narrow no-break space: before units */
#define BW_DASH "\xe2\x80\x94"     /* where there is no value */

char *bw_format_number (BwFixed number, int decimals_min, int decimals_max, BwFormatFlags flags);
char *bw_format_count (guint64 count);
char *bw_format_price (const BwInstrument *instrument, BwFixed price);
char *bw_format_quantity (BwFixed quantity, BwFormatFlags flags);
char *bw_format_money (BwFixed amount, const char *currency, BwFormatFlags flags);
char *bw_format_amount (BwFixed amount, BwFormatFlags flags);
char *bw_format_percent (double share, BwFormatFlags flags);
char *bw_format_size (double size);
char *bw_format_bytes (guint64 n_bytes);
char *bw_format_latency (gint64 ns);
char *bw_format_age (gint64 ns);

char *bw_format_clock (BwTime time, const char *zone);
char *bw_format_date_time (BwTime time, const char *zone);
char *bw_format_date (BwTime time, const char *zone);
char *bw_format_time (BwTime time, const char *zone);
char *bw_format_minute (BwTime time, const char *zone);
char *bw_format_sortable (BwTime time, const char *zone, gboolean has_clock);
char *bw_format_here (BwTime time);
char *bw_format_time_tooltip (BwTime time);

gboolean bw_parse_number (const char *text, BwFixed *number);
const char *bw_direction_arrow (int sign);

G_END_DECLS
