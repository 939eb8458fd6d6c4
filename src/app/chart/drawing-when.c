/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/drawing-when.h"

#include "market/calendar.h"

#include <string.h>

char *
bw_drawing_when_print (BwDesk *desk, BwTime time)
{
  gint64 local = time + bw_zone_offset_at (bw_desk_get_zone (desk), time);
  gint64 date = local / BW_DAY - (local % BW_DAY < 0), in_day = local - date * BW_DAY;
  int hours = (int) (in_day / BW_HOUR), minutes = (int) (in_day % BW_HOUR / BW_MINUTE);
  int seconds = (int) (in_day % BW_MINUTE / BW_SECOND), year, month, day;

  bw_date_to_ymd ((BwDate) date, &year, &month, &day);
  if (seconds != 0)
    return g_strdup_printf ("%04d-%02d-%02d %02d:%02d:%02d", year, month, day, hours, minutes, seconds);
  return g_strdup_printf ("%04d-%02d-%02d %02d:%02d", year, month, day, hours, minutes);
}

static gboolean
parse_two (const char *text, int max, int *number)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;
  *number = (text[0] - '0') * 10 + (text[1] - '0');
  return *number <= max;
}

/**
 * bw_drawing_when_parse:
 * @text: "2026-03-02", "2026-03-02 10:14" or "2026-03-02 10:14:05", with blanks around it
 *
 * An hour that summer time leaves out is the one after it.
 */
gboolean
bw_drawing_when_parse (BwDesk *desk, const char *text, BwTime *time)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  gsize n = strlen (copy);
  int hours = 0, minutes = 0, seconds = 0;
  BwDate date;
  gint64 local;

  if ((n != 10 && n != 16 && n != 19) || !bw_date_parse (copy, 10, &date))
    return FALSE;
  if (n >= 16 && (copy[10] != ' ' || copy[13] != ':' || !parse_two (copy + 11, 23, &hours) || !parse_two (copy + 14, 59, &minutes)))
    return FALSE;
  if (n == 19 && (copy[16] != ':' || !parse_two (copy + 17, 59, &seconds)))
    return FALSE;
  local = (gint64) date * BW_DAY + hours * BW_HOUR + minutes * BW_MINUTE + seconds * BW_SECOND;
  *time = local - bw_zone_offset_at (bw_desk_get_zone (desk), local);
  *time = local - bw_zone_offset_at (bw_desk_get_zone (desk), *time);
  return TRUE;
}
