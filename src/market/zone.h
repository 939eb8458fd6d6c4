/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"

G_BEGIN_DECLS

/**
 * BwZone:
 *
 * A time zone, looked up once and kept until the program ends. Any thread may use it. A name is one
 * of the tz database (`America/New_York`), `UTC`, a fixed offset (`+02:00`, `-05:30`), or a name
 * followed by a whole number of hours (`America/New_York+7`: the clock of most FX brokers, whose
 * day ends at 17:00 New York).
 */
typedef struct _BwZone BwZone;

#define BW_ZONE_UTC "UTC"
#define BW_ZONE_NEW_YORK "America/New_York"
#define BW_ZONE_FX_BROKER "America/New_York+7"
#define BW_ZONE_FX_BROKER_EUROPE "Europe/Athens" /* the other habit: UTC+2, and +3 by Europe's summer time */

/* How a local time maps to instants. */
typedef enum
{
  BW_ZONE_UNIQUE,
  BW_ZONE_SKIPPED,  /* clocks went forward over it: it never was */
  BW_ZONE_REPEATED, /* clocks went back over it: it was twice */
  BW_ZONE_BEYOND,   /* outside of what BwTime holds */
} BwZoneFit;

const BwZone *bw_zone_lookup (const char *name);
const char *bw_zone_name (const BwZone *zone);
gint64 bw_zone_offset (const BwZone *zone, BwTime time);
BwZoneFit bw_zone_resolve (const BwZone *zone, gint64 local_ns, BwTime *earlier, BwTime *later);

gint64 bw_zone_offset_at (const char *zone, BwTime time);
const char *bw_zone_abbreviation_at (const char *zone, BwTime time);
gboolean bw_zone_exists (const char *zone);
gboolean bw_zone_to_utc (const char *zone, BwDate date, gint64 in_day_ns, BwTime *time);
BwDate bw_zone_date_at (const char *zone, BwTime time, gint64 *in_day_ns);

G_END_DECLS
