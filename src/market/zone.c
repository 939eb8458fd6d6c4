/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/zone.h"

#include <string.h>

/* GLib knows the zones but walks its transitions at each question. Here each zone keeps, for each
 * year asked for, the year's few transitions, found by probing GLib once a week and halving the
 * week in which the offset changed. Tables are published by one atomic pointer and never freed. */

#define YEAR_FIRST 1678
#define YEAR_LAST 2261
#define TRANSITIONS_MAX 8
#define TABLE_YEAR_LAST 2037

typedef struct
{
  int n_transitions;
  BwTime at[TRANSITIONS_MAX];
  gint64 offset[TRANSITIONS_MAX + 1]; /* offset[i] holds before at[i] */
} ZoneYear;

struct _BwZone
{
  char *name;       /* (owned) */
  GTimeZone *glib;  /* (owned) */
  gint64 shift_ns;  /* added to GLib's offset */
  ZoneYear *years[YEAR_LAST - YEAR_FIRST + 1]; /* (owned) (nullable), set once, atomically */
};

static GMutex zones_lock;
static GHashTable *zones; /* (guarded by zones_lock): name to BwZone */

static gint64
floor_div (gint64 numerator, gint64 divisor)
{
  gint64 quotient = numerator / divisor;

  return numerator % divisor < 0 ? quotient - 1 : quotient;
}

static gint64
probe_offset (const BwZone *zone, gint64 unix_s)
{
  int interval = g_time_zone_find_interval (zone->glib, G_TIME_TYPE_UNIVERSAL, unix_s);

  return g_time_zone_get_offset (zone->glib, MAX (interval, 0)) * BW_SECOND + zone->shift_ns;
}

/* GLib 2.74 doesn't read the rule behind a zone's table, which ends in 2037: a later year is taken
 * from the one of the table's last 28 that has the same weekdays. */
static int
find_table_year (int year)
{
  int length = bw_date_from_ymd (year + 1, 1, 1) - bw_date_from_ymd (year, 1, 1);
  int weekday = bw_date_weekday (bw_date_from_ymd (year, 1, 1));
  int like = MIN (year, TABLE_YEAR_LAST);

  while (bw_date_from_ymd (like + 1, 1, 1) - bw_date_from_ymd (like, 1, 1) != length ||
         bw_date_weekday (bw_date_from_ymd (like, 1, 1)) != weekday)
    like--;
  return like;
}

static ZoneYear *
build_year (const BwZone *zone, int year)
{
  ZoneYear *built = g_new0 (ZoneYear, 1);
  int like = find_table_year (year);
  gint64 end = (gint64) bw_date_from_ymd (like + 1, 1, 1) * 86400;
  gint64 from = (gint64) bw_date_from_ymd (like, 1, 1) * 86400;
  gint64 shift_days = bw_date_from_ymd (year, 1, 1) - bw_date_from_ymd (like, 1, 1);

  built->offset[0] = probe_offset (zone, from);
  while (from < end && built->n_transitions < TRANSITIONS_MAX)
    {
      gint64 offset = built->offset[built->n_transitions];
      gint64 to = MIN (from + 7 * 86400, end);
      gint64 low = from, high = to;

      from = to;
      if (probe_offset (zone, to) == offset)
        continue;
      while (high - low > 1)
        {
          gint64 middle = low + (high - low) / 2;

          if (probe_offset (zone, middle) == offset)
            low = middle;
          else
            high = middle;
        }
      from = high;
      built->at[built->n_transitions] = (high + shift_days * 86400) * BW_SECOND;
      built->offset[++built->n_transitions] = probe_offset (zone, high);
    }
  return built;
}

static const ZoneYear *
get_year (const BwZone *zone, int year)
{
  ZoneYear **slot = (ZoneYear **) &zone->years[year - YEAR_FIRST];
  ZoneYear *known = g_atomic_pointer_get (slot);
  ZoneYear *built;

  if (G_LIKELY (known != NULL))
    return known;
  built = build_year (zone, year);
  if (g_atomic_pointer_compare_and_exchange (slot, NULL, built))
    return built;
  g_free (built);
  return g_atomic_pointer_get (slot);
}

/* Splits a trailing `+7` or `-3` off a name that has letters before it. */
static gboolean
split_shift (const char *name, char **bare_name, gint64 *shift_ns)
{
  const char *sign = strpbrk (name, "+-");
  guint64 hours;

  /* `Etc/GMT+5` is a name of its own, and tz names hold `-` (`America/Port-au-Prince`). */
  while (sign != NULL && (sign == name || !g_ascii_isdigit (sign[1])))
    sign = strpbrk (sign + 1, "+-");
  if (sign == NULL || g_str_has_prefix (name, "Etc/") || strchr (sign, ':') != NULL ||
      !g_ascii_string_to_unsigned (sign + 1, 10, 0, 23, &hours, NULL))
    return FALSE;
  *bare_name = g_strndup (name, (gsize) (sign - name));
  *shift_ns = (*sign == '-' ? -1 : 1) * (gint64) hours * BW_HOUR;
  return TRUE;
}

static BwZone *
make_zone (const char *name)
{
  GTimeZone *glib;
  g_autofree char *bare_name = NULL;
  gint64 shift_ns = 0;
  BwZone *zone;

  if (*name == '\0')
    return NULL;
  glib = g_time_zone_new_identifier (name);
  if (glib == NULL && split_shift (name, &bare_name, &shift_ns))
    glib = g_time_zone_new_identifier (bare_name);
  if (glib == NULL)
    return NULL;
  zone = g_new0 (BwZone, 1);
  zone->name = g_strdup (name);
  zone->glib = glib;
  zone->shift_ns = shift_ns;
  return zone;
}

/**
 * bw_zone_lookup:
 *
 * Returns: (transfer none) (nullable): the zone, good until the program ends; %NULL when there is
 *   none of that name
 */
const BwZone *
bw_zone_lookup (const char *name)
{
  BwZone *zone;

  g_return_val_if_fail (name != NULL, NULL);

  g_mutex_lock (&zones_lock);
  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL)
    {
      zone = make_zone (name);
      if (zone != NULL)
        g_hash_table_insert (zones, zone->name, zone);
    }
  g_mutex_unlock (&zones_lock);
  return zone;
}

const char *
bw_zone_name (const BwZone *zone)
{
  return zone->name;
}

/**
 * bw_zone_offset:
 *
 * Returns: nanoseconds east of UTC that the zone's clocks show at @time. Cost: some 10 ns
 */
gint64
bw_zone_offset (const BwZone *zone, BwTime time)
{
  const ZoneYear *known;
  int year, month, day;
  int i = 0;

  bw_date_to_ymd ((BwDate) floor_div (time, BW_DAY), &year, &month, &day);
  known = get_year (zone, CLAMP (year, YEAR_FIRST, YEAR_LAST));
  while (i < known->n_transitions && time >= known->at[i])
    i++;
  return known->offset[i];
}

/**
 * bw_zone_resolve:
 * @local_ns: nanoseconds of the local clock since 1970-01-01T00:00:00 local
 * @earlier: (out caller-allocates): the instant; of a skipped time, what the clock before the change gives
 * @later: (out caller-allocates): the other instant of a repeated time; else the same
 */
BwZoneFit
bw_zone_resolve (const BwZone *zone, gint64 local_ns, BwTime *earlier, BwTime *later)
{
  gint64 before, after;
  gboolean fits_before, fits_after;

  if (local_ns < G_MININT64 + 3 * BW_DAY || local_ns > G_MAXINT64 - 3 * BW_DAY)
    return BW_ZONE_BEYOND;
  before = bw_zone_offset (zone, local_ns - BW_DAY);
  after = bw_zone_offset (zone, local_ns + BW_DAY);
  *earlier = *later = local_ns - before;
  if (before == after)
    return BW_ZONE_UNIQUE;
  fits_before = bw_zone_offset (zone, local_ns - before) == before;
  fits_after = bw_zone_offset (zone, local_ns - after) == after;
  if (!fits_before && !fits_after)
    return BW_ZONE_SKIPPED;
  if (fits_before && fits_after)
    {
      *later = local_ns - after;
      return BW_ZONE_REPEATED;
    }
  *earlier = *later = local_ns - (fits_before ? before : after);
  return BW_ZONE_UNIQUE;
}

/**
 * bw_zone_offset_at:
 *
 * Returns: nanoseconds east of UTC; 0 for an unknown zone
 */
gint64
bw_zone_offset_at (const char *zone, BwTime time)
{
  const BwZone *known = bw_zone_lookup (zone);

  return known != NULL ? bw_zone_offset (known, time) : 0;
}

/**
 * bw_zone_abbreviation_at:
 *
 * Returns: (transfer none): `EST`, `EDT`, `UTC`; of a shifted zone `UTC+2`; good until the program ends
 */
const char *
bw_zone_abbreviation_at (const char *zone, BwTime time)
{
  const BwZone *known = bw_zone_lookup (zone);
  int interval;
  char text[32];

  if (known == NULL)
    return "UTC";
  if (known->shift_ns != 0)
    {
      g_snprintf (text, sizeof text, "UTC%+d", (int) (bw_zone_offset (known, time) / BW_HOUR));
      return g_intern_string (text);
    }
  interval = g_time_zone_find_interval (known->glib, G_TIME_TYPE_UNIVERSAL,
                                        floor_div (time, BW_SECOND));
  return g_time_zone_get_abbreviation (known->glib, MAX (interval, 0));
}

gboolean
bw_zone_exists (const char *zone)
{
  return zone != NULL && bw_zone_lookup (zone) != NULL;
}

/**
 * bw_zone_to_utc:
 * @in_day_ns: nanoseconds that the clock shows since its midnight
 *
 * A repeated time gives its first instant.
 *
 * Returns: %FALSE for an unknown zone and for a time that the clocks skipped
 */
gboolean
bw_zone_to_utc (const char *zone, BwDate date, gint64 in_day_ns, BwTime *time)
{
  const BwZone *known = bw_zone_lookup (zone);
  gint64 local_ns;
  BwTime earlier, later;
  BwZoneFit fit;

  if (known == NULL || __builtin_mul_overflow ((gint64) date, BW_DAY, &local_ns) ||
      __builtin_add_overflow (local_ns, in_day_ns, &local_ns))
    return FALSE;
  fit = bw_zone_resolve (known, local_ns, &earlier, &later);
  if (fit == BW_ZONE_SKIPPED || fit == BW_ZONE_BEYOND)
    return FALSE;
  *time = earlier;
  return TRUE;
}

/**
 * bw_zone_date_at:
 * @in_day_ns: (out caller-allocates) (nullable): what the clock shows, since its midnight
 *
 * Returns: the local date at @time
 */
BwDate
bw_zone_date_at (const char *zone, BwTime time, gint64 *in_day_ns)
{
  gint64 offset = bw_zone_offset_at (zone, time);
  gint64 day = floor_div (time, BW_DAY);
  gint64 in_day = time - day * BW_DAY + offset;

  day += floor_div (in_day, BW_DAY);
  if (in_day_ns != NULL)
    *in_day_ns = in_day - floor_div (in_day, BW_DAY) * BW_DAY;
  return (BwDate) day;
}
