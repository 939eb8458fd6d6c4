/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nanoseconds since 1970-01-01T00:00:00Z, UTC, without leap seconds. Zones exist only in
 * market/calendar and at the edges (app, cli, report). */
typedef gint64 BwTime;

#define BW_TIME_NONE G_MININT64
#define BW_TIME_MAX G_MAXINT64

#define BW_MICROSECOND G_GINT64_CONSTANT (1000)
#define BW_MILLISECOND (1000 * BW_MICROSECOND)
#define BW_SECOND (1000 * BW_MILLISECOND)
#define BW_MINUTE (60 * BW_SECOND)
#define BW_HOUR (60 * BW_MINUTE)
#define BW_DAY (24 * BW_HOUR)

/* A civil date of the proleptic Gregorian calendar, as days since 1970-01-01. */
typedef gint32 BwDate;

#define BW_DATE_NONE G_MININT32

BwDate bw_date_from_ymd (int year, int month, int day);
gboolean bw_date_is_valid_ymd (int year, int month, int day);
void bw_date_to_ymd (BwDate date, int *year, int *month, int *day);
int bw_date_weekday (BwDate date);
gboolean bw_date_parse (const char *text, gssize text_bytes, BwDate *date);
char *bw_date_print (BwDate date, char *text);

BwDate bw_time_utc_date (BwTime time);
gboolean bw_time_parse_rfc3339 (const char *text, gssize text_bytes, BwTime *time);
char *bw_time_to_rfc3339 (BwTime time);

G_END_DECLS
