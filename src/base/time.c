/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/time.h"

#include <string.h>

static gint64
floor_div (gint64 numerator, gint64 divisor)
{
  gint64 quotient = numerator / divisor;

  return numerator % divisor < 0 ? quotient - 1 : quotient;
}

/* A digit run of exactly @n_digits at *cursor; moves the cursor. */
static gboolean
take_digits (const char **cursor, const char *end, int n_digits, int *number)
{
  *number = 0;
  if (end - *cursor < n_digits)
    return FALSE;
  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit ((*cursor)[i]))
        return FALSE;
      *number = *number * 10 + ((*cursor)[i] - '0');
    }
  *cursor += n_digits;
  return TRUE;
}

static gboolean
take_char (const char **cursor, const char *end, char expected)
{
  if (*cursor >= end || **cursor != expected)
    return FALSE;
  (*cursor)++;
  return TRUE;
}

/**
 * bw_date_from_ymd:
 * @month: 1 to 12
 * @day: 1 to 31; a day past the month's end runs on into the next
 *
 * Source: the civil-from-days algorithm of H. Hinnant (public domain), era of 400 years.
 */
BwDate
bw_date_from_ymd (int year, int month, int day)
{
  gint64 y = year - (month <= 2);
  gint64 era = floor_div (y, 400);
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return (BwDate) (era * 146097 + day_of_era - 719468);
}

gboolean
bw_date_is_valid_ymd (int year, int month, int day)
{
  int y, m, d;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;
  bw_date_to_ymd (bw_date_from_ymd (year, month, day), &y, &m, &d);
  return y == year && m == month && d == day;
}

void
bw_date_to_ymd (BwDate date, int *year, int *month, int *day)
{
  gint64 z = (gint64) date + 719468;
  gint64 era = floor_div (z, 146097);
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 shifted_month = (5 * day_of_year + 2) / 153;

  *day = (int) (day_of_year - (153 * shifted_month + 2) / 5 + 1);
  *month = (int) (shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  *year = (int) (year_of_era + era * 400 + (*month <= 2));
}

/**
 * bw_date_weekday:
 *
 * Returns: 1 for Monday to 7 for Sunday
 */
int
bw_date_weekday (BwDate date)
{
  gint64 shifted = ((gint64) date + 3) % 7;

  return (int) (shifted < 0 ? shifted + 7 : shifted) + 1;
}

/**
 * bw_date_parse:
 * @text: `YYYY-MM-DD`, the whole of it
 */
gboolean
bw_date_parse (const char *text, gssize text_bytes, BwDate *date)
{
  const char *end = text + (text_bytes < 0 ? (gssize) strlen (text) : text_bytes);
  int year, month, day;

  if (!take_digits (&text, end, 4, &year) || !take_char (&text, end, '-') ||
      !take_digits (&text, end, 2, &month) || !take_char (&text, end, '-') ||
      !take_digits (&text, end, 2, &day) || text != end || !bw_date_is_valid_ymd (year, month, day))
    return FALSE;
  *date = bw_date_from_ymd (year, month, day);
  return TRUE;
}

/**
 * bw_date_print:
 * @text: (out caller-allocates): at least 16 bytes
 *
 * Returns: @text, holding `YYYY-MM-DD`
 */
char *
bw_date_print (BwDate date, char *text)
{
  int year, month, day;

  bw_date_to_ymd (date, &year, &month, &day);
  g_snprintf (text, 16, "%04d-%02d-%02d", year, month, day);
  return text;
}

BwDate
bw_time_utc_date (BwTime time)
{
  return (BwDate) floor_div (time, BW_DAY);
}

static gboolean
take_fraction (const char **cursor, const char *end, gint64 *ns)
{
  gint64 unit = BW_SECOND / 10;

  *ns = 0;
  if (*cursor >= end || !g_ascii_isdigit (**cursor))
    return FALSE;
  for (; *cursor < end && g_ascii_isdigit (**cursor); (*cursor)++, unit /= 10)
    *ns += (**cursor - '0') * unit;
  return TRUE;
}

static gboolean
take_offset (const char **cursor, const char *end, gint64 *offset)
{
  int hours, minutes;
  int sign;

  *offset = 0;
  if (*cursor < end && (**cursor == 'Z' || **cursor == 'z'))
    {
      (*cursor)++;
      return TRUE;
    }
  if (*cursor >= end || (**cursor != '+' && **cursor != '-'))
    return FALSE;
  sign = *(*cursor)++ == '-' ? -1 : 1;
  if (!take_digits (cursor, end, 2, &hours) || !take_char (cursor, end, ':') ||
      !take_digits (cursor, end, 2, &minutes) || hours > 23 || minutes > 59)
    return FALSE;
  *offset = sign * (hours * BW_HOUR + minutes * BW_MINUTE);
  return TRUE;
}

/**
 * bw_time_parse_rfc3339:
 * @text: `YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM)`, the whole of it; a blank may stand for `T`
 *
 * Years 1700 to 2250; a fraction finer than a nanosecond is cut. Source: RFC 3339 section 5.6,
 * without leap seconds.
 */
gboolean
bw_time_parse_rfc3339 (const char *text, gssize text_bytes, BwTime *time)
{
  const char *end = text + (text_bytes < 0 ? (gssize) strlen (text) : text_bytes);
  BwDate date;
  int hour, minute, second;
  gint64 fraction_ns = 0;
  gint64 offset;

  if (end - text < 20 || !bw_date_parse (text, 10, &date) ||
      date < bw_date_from_ymd (1700, 1, 1) || date > bw_date_from_ymd (2250, 12, 31))
    return FALSE;
  text += 10;
  if (*text != 'T' && *text != 't' && *text != ' ')
    return FALSE;
  text++;
  if (!take_digits (&text, end, 2, &hour) || !take_char (&text, end, ':') ||
      !take_digits (&text, end, 2, &minute) || !take_char (&text, end, ':') ||
      !take_digits (&text, end, 2, &second) || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  if (take_char (&text, end, '.') && !take_fraction (&text, end, &fraction_ns))
    return FALSE;
  if (!take_offset (&text, end, &offset) || text != end)
    return FALSE;
  *time = date * BW_DAY + hour * BW_HOUR + minute * BW_MINUTE + second * BW_SECOND + fraction_ns -
          offset;
  return TRUE;
}

/**
 * bw_time_to_rfc3339:
 *
 * Returns: (transfer full): `YYYY-MM-DDTHH:MM:SS[.fraction]Z`, as many decimals as are needed
 */
char *
bw_time_to_rfc3339 (BwTime time)
{
  BwDate date = bw_time_utc_date (time);
  gint64 in_day = time - date * BW_DAY;
  char day_text[16];
  char fraction[16] = "";

  if (in_day % BW_SECOND != 0)
    {
      gsize length = (gsize) g_snprintf (fraction, sizeof fraction, ".%09d", (int) (in_day % BW_SECOND));

      while (fraction[length - 1] == '0')
        fraction[--length] = '\0';
    }
  return g_strdup_printf ("%sT%02d:%02d:%02d%sZ", bw_date_print (date, day_text),
                          (int) (in_day / BW_HOUR), (int) (in_day / BW_MINUTE % 60),
                          (int) (in_day / BW_SECOND % 60), fraction);
}
