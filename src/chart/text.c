/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/text.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define MINUS "\342\210\222"

static BwTranslateFunc translator;

/**
 * bw_chart_set_translator:
 * @translate: (nullable): %NULL speaks English
 *
 * For the whole process, before the first chart is built.
 */
void
bw_chart_set_translator (BwTranslateFunc translate)
{
  translator = translate;
}

const char *
bw_chart_translate (const char *context, const char *text)
{
  return translator != NULL ? translator (context, text) : text;
}

/* A locale without a grouping mark gets the English one, as everywhere else in the program. */
static void
group_digits (char *digits, gsize room_bytes)
{
  gsize n_bytes = strlen (digits), n_whole = strspn (digits, "0123456789");

  if (n_whole < n_bytes && digits[n_whole] != '.')
    return;
  for (gsize at = n_whole; at > 3; at -= 3)
    {
      if (n_bytes + 2 > room_bytes)
        return;
      memmove (digits + at - 2, digits + at - 3, n_bytes - (at - 3) + 1);
      digits[at - 3] = ',';
      n_bytes++;
    }
}

/**
 * bw_chart_print_number:
 * @text: (array fixed-size=96) (out caller-allocates)
 *
 * Grouped by the locale, with a true minus sign; NaN is a dash.
 *
 * Returns: @text
 */
char *
bw_chart_print_number (double number, guint n_decimals, char *text)
{
  if (!isfinite (number))
    g_snprintf (text, BW_CHART_TEXT_BYTES, "–");
  else if (number < 0.0 && round (-number * pow (10.0, n_decimals)) >= 1.0)
    g_snprintf (text, BW_CHART_TEXT_BYTES, MINUS "%'.*f", (int)n_decimals, -number);
  else
    g_snprintf (text, BW_CHART_TEXT_BYTES, "%'.*f", (int)n_decimals, fabs (number));
  if (isfinite (number) && *localeconv ()->thousands_sep == '\0')
    {
      gsize sign_bytes = g_str_has_prefix (text, MINUS) ? strlen (MINUS) : 0;

      group_digits (text + sign_bytes, BW_CHART_TEXT_BYTES - sign_bytes);
    }
  return text;
}

/**
 * bw_chart_print_short:
 *
 * Three to four figures: 512, 18.4K, 1.25M, 3.1B.
 */
char *
bw_chart_print_short (double number, char *text)
{
  static const struct
  {
    double from;
    const char *unit;
  } scales[] = {
    { 1e12, "T" },
    { 1e9, "B" },
    { 1e6, "M" },
    { 1e3, "K" },
  };
  double size = fabs (number);

  if (!isfinite (number))
    return bw_chart_print_number (number, 0, text);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (size >= scales[i].from * 0.9995)
      {
        double mantissa = number / scales[i].from;

        bw_chart_print_number (mantissa,
                               fabs (mantissa) < 9.995   ? 2
                               : fabs (mantissa) < 99.95 ? 1
                                                         : 0,
                               text);
        g_strlcat (text, scales[i].unit, BW_CHART_TEXT_BYTES);
        return text;
      }
  return bw_chart_print_number (number, size == floor (size) ? 0 : size < 1.0 ? 4 : 2, text);
}

/**
 * bw_chart_print_axis_number:
 * @step: distance of two labels, which says how many decimals they need
 */
char *
bw_chart_print_axis_number (double number, double step, BwNumberKind kind, char *text)
{
  double unit = kind == BW_NUMBER_PERCENT ? step * 100.0 : step;
  double decimals = step > 0.0 ? ceil (-log10 (unit) - 1e-9) : 2.0;
  guint n_decimals = (guint)CLAMP (decimals, 0.0, 8.0);

  if (kind == BW_NUMBER_MONEY && n_decimals > 0)
    n_decimals = MAX (n_decimals, 2u);
  if (kind == BW_NUMBER_PERCENT)
    {
      bw_chart_print_number (number * 100.0, n_decimals, text);
      g_strlcat (text, " %", BW_CHART_TEXT_BYTES);
      return text;
    }
  return bw_chart_print_number (number, n_decimals, text);
}

static const char *
get_month_name (int month)
{
  static const char *const names[] = {
    BW_CHART_WORD ("month", "Jan"), BW_CHART_WORD ("month", "Feb"), BW_CHART_WORD ("month", "Mar"),
    BW_CHART_WORD ("month", "Apr"), BW_CHART_WORD ("month", "May"), BW_CHART_WORD ("month", "Jun"),
    BW_CHART_WORD ("month", "Jul"), BW_CHART_WORD ("month", "Aug"), BW_CHART_WORD ("month", "Sep"),
    BW_CHART_WORD ("month", "Oct"), BW_CHART_WORD ("month", "Nov"), BW_CHART_WORD ("month", "Dec"),
  };

  return bw_chart_translate ("month", names[(month - 1) % 12]);
}

static gint64
split_local (gint64 local_ns, int *year, int *month, int *day)
{
  gint64 date = local_ns / BW_DAY - (local_ns % BW_DAY < 0);

  bw_date_to_ymd ((BwDate)date, year, month, day);
  return local_ns - date * BW_DAY;
}

/**
 * bw_chart_print_tick:
 *
 * The label of a tick on the time axis: 10:30, 2 Mar, Mar, 2026. With @is_intraday the first
 * session of a month is called by its day.
 */
char *
bw_chart_print_tick (const BwTimeTick *tick, gboolean is_intraday, char *text)
{
  int year, month, day;
  gint64 in_day = split_local (tick->local_ns, &year, &month, &day);

  switch (is_intraday && tick->kind == BW_TICK_MONTH ? BW_TICK_DAY : tick->kind)
    {
    case BW_TICK_TIME:
      g_snprintf (text, BW_CHART_TEXT_BYTES, "%02d:%02d", (int)(in_day / BW_HOUR),
                  (int)(in_day % BW_HOUR / BW_MINUTE));
      break;
    case BW_TICK_DAY:
      g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("tick", "%d %s"), day,
                  get_month_name (month));
      break;
    case BW_TICK_MONTH:
      g_snprintf (text, BW_CHART_TEXT_BYTES, "%s", get_month_name (month));
      break;
    case BW_TICK_YEAR:
      g_snprintf (text, BW_CHART_TEXT_BYTES, "%d", year);
      break;
    }
  return text;
}

/**
 * bw_chart_print_instant:
 *
 * The crosshair's time: Mon 2 Mar 2026 10:30.
 */
char *
bw_chart_print_instant (gint64 local_ns, gboolean has_time, char *text)
{
  static const char *const weekdays[] = {
    BW_CHART_WORD ("weekday", "Thu"), BW_CHART_WORD ("weekday", "Fri"),
    BW_CHART_WORD ("weekday", "Sat"), BW_CHART_WORD ("weekday", "Sun"),
    BW_CHART_WORD ("weekday", "Mon"), BW_CHART_WORD ("weekday", "Tue"),
    BW_CHART_WORD ("weekday", "Wed"),
  };
  int year, month, day;
  gint64 in_day = split_local (local_ns, &year, &month, &day);
  gint64 date = (local_ns - in_day) / BW_DAY;
  const char *weekday = bw_chart_translate ("weekday", weekdays[((date % 7) + 7) % 7]);

  if (has_time)
    g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("instant", "%s %d %s %d  %02d:%02d"),
                weekday, day, get_month_name (month), year, (int)(in_day / BW_HOUR),
                (int)(in_day % BW_HOUR / BW_MINUTE));
  else
    g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("instant", "%s %d %s %d"), weekday,
                day, get_month_name (month), year);
  return text;
}

/**
 * bw_chart_print_duration:
 *
 * Two units at most: 3 d 4 h, 1 h 10 m, 45 s.
 */
char *
bw_chart_print_duration (gint64 duration_ns, char *text)
{
  gint64 seconds = ABS (duration_ns) / BW_SECOND;

  if (seconds >= 86400)
    g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("duration", "%d d %d h"),
                (int)(seconds / 86400), (int)(seconds % 86400 / 3600));
  else if (seconds >= 3600)
    g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("duration", "%d h %d m"),
                (int)(seconds / 3600), (int)(seconds % 3600 / 60));
  else if (seconds >= 60)
    g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("duration", "%d m"),
                (int)(seconds / 60));
  else
    g_snprintf (text, BW_CHART_TEXT_BYTES, bw_chart_translate ("duration", "%d s"), (int)seconds);
  return text;
}
