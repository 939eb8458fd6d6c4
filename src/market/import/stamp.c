/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/stamp.h"

#include <string.h>

#include "base/decimal.h"
#include "market/timeframe.h"

/* Years that BwTime holds with room to spare. */
#define YEAR_FIRST 1700
#define YEAR_LAST 2250

typedef struct
{
  const char *at;
  const char *end;
} Cursor;

static gboolean
is_more (const Cursor *cursor)
{
  return cursor->at < cursor->end;
}

static char
peek (const Cursor *cursor)
{
  return is_more (cursor) ? *cursor->at : '\0';
}

static gboolean
take_any_of (Cursor *cursor, const char *characters)
{
  if (!is_more (cursor) || *cursor->at == '\0' || strchr (characters, *cursor->at) == NULL)
    return FALSE;
  cursor->at++;
  return TRUE;
}

static void
skip_blanks (Cursor *cursor)
{
  while (take_any_of (cursor, " \t"))
    ;
}

/* Between @n_min and @n_max digits; returns how many, 0 when there are too few. */
static int
take_number (Cursor *cursor, int n_min, int n_max, int *number)
{
  int n = 0;
  int sum = 0;

  while (n < n_max && cursor->at + n < cursor->end && g_ascii_isdigit (cursor->at[n]))
    sum = sum * 10 + (cursor->at[n++] - '0');
  if (n < n_min)
    return 0;
  cursor->at += n;
  *number = sum;
  return n;
}

static gboolean
set_date (BwImportMoment *moment, int year, int month, int day)
{
  if (year < YEAR_FIRST || year > YEAR_LAST || !bw_date_is_valid_ymd (year, month, day))
    return FALSE;
  moment->date = bw_date_from_ymd (year, month, day);
  return TRUE;
}

static gboolean
take_year (Cursor *cursor, int *year)
{
  int n = take_number (cursor, 2, 4, year);

  if (n == 2)
    *year += *year < 70 ? 2000 : 1900;
  return n == 2 || n == 4;
}

static gboolean
take_ymd (Cursor *cursor, BwImportMoment *moment)
{
  int year, month, day;
  char separator;

  if (take_number (cursor, 4, 4, &year) == 0)
    return FALSE;
  separator = peek (cursor);
  if (g_ascii_isdigit (separator))
    return take_number (cursor, 2, 2, &month) > 0 && take_number (cursor, 2, 2, &day) > 0 &&
           set_date (moment, year, month, day);
  return take_any_of (cursor, "-/.") && take_number (cursor, 1, 2, &month) > 0 &&
         peek (cursor) == separator && take_any_of (cursor, "-/.") &&
         take_number (cursor, 1, 2, &day) > 0 && set_date (moment, year, month, day);
}

static gboolean
take_day_and_month (Cursor *cursor, gboolean is_month_first, BwImportMoment *moment)
{
  int first, second, year;
  char separator;

  if (take_number (cursor, 1, 2, &first) == 0)
    return FALSE;
  separator = peek (cursor);
  return take_any_of (cursor, "-/.") && take_number (cursor, 1, 2, &second) > 0 &&
         peek (cursor) == separator && take_any_of (cursor, "-/.") && take_year (cursor, &year) &&
         (is_month_first ? set_date (moment, year, first, second)
                         : set_date (moment, year, second, first));
}

static gboolean
take_month_name (Cursor *cursor, int *month)
{
  static const char *const names[] = { "january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december" };
  gsize n = 0;

  while (cursor->at + n < cursor->end && g_ascii_isalpha (cursor->at[n]))
    n++;
  for (gsize i = 0; n >= 3 && i < G_N_ELEMENTS (names); i++)
    if (n <= strlen (names[i]) && g_ascii_strncasecmp (cursor->at, names[i], n) == 0)
      {
        *month = (int) i + 1;
        cursor->at += n;
        take_any_of (cursor, ".");
        return TRUE;
      }
  return FALSE;
}

/* `31 Jan 2024`, `31-Jan-24`, `Jan 31, 2024`. */
static gboolean
take_named (Cursor *cursor, BwImportMoment *moment)
{
  int year, month, day;
  gboolean is_month_first = g_ascii_isalpha (peek (cursor));

  if (is_month_first && !take_month_name (cursor, &month))
    return FALSE;
  while (is_month_first && take_any_of (cursor, " -/"))
    ;
  if (take_number (cursor, 1, 2, &day) == 0)
    return FALSE;
  while (take_any_of (cursor, " -/,"))
    ;
  if (!is_month_first && !take_month_name (cursor, &month))
    return FALSE;
  while (take_any_of (cursor, " -/,"))
    ;
  return take_year (cursor, &year) && set_date (moment, year, month, day);
}

static gboolean
take_epoch (Cursor *cursor, gint64 unit_ns, BwImportMoment *moment)
{
  BwDecimal decimal;
  __int128 since;
  gsize n_bytes = (gsize) (cursor->end - cursor->at);

  if (!bw_decimal_parse (cursor->at, n_bytes, '.', &decimal) || decimal.is_cut)
    return FALSE;
  since = decimal.digits;
  since *= unit_ns;
  for (; decimal.exponent > 0 && since < G_MAXINT64; decimal.exponent--)
    since *= 10;
  for (; decimal.exponent < 0; decimal.exponent++)
    since /= 10;
  if (decimal.is_negative)
    since = -since;
  if (since > (__int128) bw_date_from_ymd (YEAR_LAST, 12, 31) * BW_DAY ||
      since < (__int128) bw_date_from_ymd (YEAR_FIRST, 1, 1) * BW_DAY)
    return FALSE;
  moment->date = bw_time_utc_date ((BwTime) since);
  moment->in_day_ns = (BwTime) since - moment->date * BW_DAY;
  moment->has_time = moment->has_offset = TRUE;
  cursor->at = cursor->end;
  return TRUE;
}

/* Digits behind a point, as nanoseconds; finer ones are cut. */
static gint64
take_fraction (Cursor *cursor)
{
  gint64 unit = BW_SECOND / 10;
  gint64 ns = 0;

  for (; g_ascii_isdigit (peek (cursor)); cursor->at++, unit /= 10)
    ns += (*cursor->at - '0') * unit;
  return ns;
}

static gboolean
take_half_day (Cursor *cursor, int *hour)
{
  gboolean is_afternoon;

  skip_blanks (cursor);
  if (cursor->end - cursor->at < 2 || (cursor->at[1] | 0x20) != 'm' ||
      ((cursor->at[0] | 0x20) != 'a' && (cursor->at[0] | 0x20) != 'p'))
    return TRUE;
  is_afternoon = (cursor->at[0] | 0x20) == 'p';
  if (*hour < 1 || *hour > 12)
    return FALSE;
  *hour = *hour % 12 + (is_afternoon ? 12 : 0);
  cursor->at += 2;
  return TRUE;
}

static gboolean
take_offset (Cursor *cursor, BwImportMoment *moment)
{
  int hours, minutes = 0;
  int sign;

  skip_blanks (cursor);
  if (!is_more (cursor))
    return TRUE;
  moment->has_offset = TRUE;
  if (take_any_of (cursor, "Zz"))
    return TRUE;
  if (cursor->end - cursor->at >= 3 && (g_ascii_strncasecmp (cursor->at, "UTC", 3) == 0 ||
                                        g_ascii_strncasecmp (cursor->at, "GMT", 3) == 0))
    {
      cursor->at += 3;
      if (!is_more (cursor))
        return TRUE;
    }
  sign = peek (cursor) == '-' ? -1 : 1;
  if (!take_any_of (cursor, "+-") || take_number (cursor, 2, 2, &hours) == 0)
    return FALSE;
  take_any_of (cursor, ":");
  if (is_more (cursor) && take_number (cursor, 2, 2, &minutes) == 0)
    return FALSE;
  moment->offset_ns = sign * (hours * BW_HOUR + minutes * BW_MINUTE);
  return hours <= 18 && minutes <= 59;
}

/* `9:30`, `09:30:00.5`, `093000`, `0930`, `9:30 PM`, then maybe an offset; to the end. */
static gboolean
take_time (Cursor *cursor, BwImportMoment *moment)
{
  int hour, minute = 0, second = 0;
  gint64 fraction_ns = 0;
  gboolean is_packed;

  if (take_number (cursor, 1, 2, &hour) == 0)
    return FALSE;
  is_packed = g_ascii_isdigit (peek (cursor));
  if ((!is_packed && !take_any_of (cursor, ":")) || take_number (cursor, 2, 2, &minute) == 0)
    return FALSE;
  if (is_packed ? g_ascii_isdigit (peek (cursor)) : take_any_of (cursor, ":"))
    {
      if (take_number (cursor, 2, 2, &second) == 0)
        return FALSE;
      if (take_any_of (cursor, ".,"))
        fraction_ns = take_fraction (cursor);
    }
  if (!take_half_day (cursor, &hour) || minute > 59 || second > 59)
    return FALSE;
  /* The end of a day is met as 24:00. */
  if (hour > 24 || (hour == 24 && (minute != 0 || second != 0 || fraction_ns != 0)))
    return FALSE;
  moment->in_day_ns = hour * BW_HOUR + minute * BW_MINUTE + second * BW_SECOND + fraction_ns;
  moment->has_time = TRUE;
  return take_offset (cursor, moment) && !is_more (cursor);
}

static Cursor
make_trimmed (const char *text, gsize n_bytes)
{
  Cursor cursor = { text, text + n_bytes };

  skip_blanks (&cursor);
  while (cursor.end > cursor.at && (cursor.end[-1] == ' ' || cursor.end[-1] == '\t'))
    cursor.end--;
  return cursor;
}

static gboolean
take_date (BwImportDate layout, Cursor *cursor, BwImportMoment *moment)
{
  switch (layout)
    {
    case BW_IMPORT_DATE_YMD:
      return take_ymd (cursor, moment);
    case BW_IMPORT_DATE_MDY:
      return take_day_and_month (cursor, TRUE, moment);
    case BW_IMPORT_DATE_DMY:
      return take_day_and_month (cursor, FALSE, moment);
    case BW_IMPORT_DATE_NAMED:
      return take_named (cursor, moment);
    case BW_IMPORT_DATE_EPOCH_S:
      return take_epoch (cursor, BW_SECOND, moment);
    case BW_IMPORT_DATE_EPOCH_MS:
      return take_epoch (cursor, BW_MILLISECOND, moment);
    case BW_IMPORT_DATE_EPOCH_US:
      return take_epoch (cursor, BW_MICROSECOND, moment);
    case BW_IMPORT_DATE_EPOCH_NS:
      return take_epoch (cursor, 1, moment);
    }
  return FALSE;
}

/**
 * bw_import_moment_parse:
 * @text: the whole cell; blanks around it are allowed
 * @moment: (out caller-allocates)
 *
 * A date in @layout, and behind a blank, a `T` or a `;` maybe a time, and behind that maybe an offset.
 */
gboolean
bw_import_moment_parse (BwImportDate layout, const char *text, gsize n_bytes, BwImportMoment *moment)
{
  Cursor cursor = make_trimmed (text, n_bytes);

  *moment = (BwImportMoment){ 0 };
  if (!take_date (layout, &cursor, moment))
    return FALSE;
  if (!is_more (&cursor))
    return TRUE;
  if (!take_any_of (&cursor, " Tt;,"))
    return FALSE;
  skip_blanks (&cursor);
  return take_time (&cursor, moment);
}

/**
 * bw_import_moment_parse_time:
 * @text: a cell with a time alone
 * @moment: (inout): gets the time and the offset, keeps its date
 */
gboolean
bw_import_moment_parse_time (const char *text, gsize n_bytes, BwImportMoment *moment)
{
  Cursor cursor = make_trimmed (text, n_bytes);

  return take_time (&cursor, moment);
}

/**
 * bw_import_timeframe_parse:
 * @text: `1m`, `1min`, `M15`, `h4`, `1h`, `60` (minutes), `D`, `daily`, `1d`, `W1`, `MN1`, `monthly`
 * @timeframe: (out caller-allocates): a #BwTimeframe
 */
gboolean
bw_import_timeframe_parse (const char *text, gsize n_bytes, gint32 *timeframe)
{
  static const struct
  {
    const char *unit;
    gint32 seconds;
  } units[] = {
    { "s", 1 },         { "sec", 1 },       { "t", 60 },        { "m", 60 },        { "min", 60 },
    { "minute", 60 },   { "minutes", 60 },  { "", 60 },         { "h", 3600 },      { "hour", 3600 },
    { "hourly", 3600 }, { "hours", 3600 },  { "d", 86400 },     { "day", 86400 },   { "daily", 86400 },
    { "w", 604800 },    { "wk", 604800 },   { "week", 604800 }, { "weekly", 604800 },
    { "mn", 2592000 },  { "mo", 2592000 },  { "month", 2592000 }, { "monthly", 2592000 },
  };
  Cursor cursor = make_trimmed (text, n_bytes);
  int count = 1;
  gboolean has_count = take_number (&cursor, 1, 5, &count) > 0;
  char unit[12];
  char name[16];
  gsize n = 0;

  while (n + 1 < sizeof unit && g_ascii_isalpha (peek (&cursor)))
    unit[n++] = *cursor.at++;
  unit[n] = '\0';
  if (!has_count)
    has_count = take_number (&cursor, 1, 5, &count) > 0;
  if (is_more (&cursor) || (n == 0 && !has_count))
    return FALSE;
  /* A capital M behind its count is a month. */
  if (strcmp (unit, "M") == 0 && g_ascii_isdigit (text[0]))
    g_strlcpy (unit, "mo", sizeof unit);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (units[i].unit, unit) == 0)
      {
        gint64 seconds = (gint64) count * units[i].seconds;

        if (seconds < 1 || seconds > BW_TIMEFRAME_1MO)
          return FALSE;
        return bw_timeframe_parse (bw_timeframe_print ((gint32) seconds, name), timeframe) &&
               *timeframe == (gint32) seconds;
      }
  return FALSE;
}
