/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/format.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#define ARROW_UP "\xe2\x96\xb2"
#define ARROW_DOWN "\xe2\x96\xbc"

static const char *
get_grouping_text (void)
{
  static const char *separator = NULL;

  if (separator == NULL)
    {
      const char *of_locale = localeconv ()->thousands_sep;

      separator = g_strdup (of_locale != NULL && *of_locale != '\0' ? of_locale : ",");
    }
  return separator;
}

static const char *
get_decimal_point (void)
{
  static const char *point = NULL;

  if (point == NULL)
    {
      const char *of_locale = localeconv ()->decimal_point;

      point = g_strdup (of_locale != NULL && *of_locale != '\0' ? of_locale : ".");
    }
  return point;
}

/**
 * bw_direction_arrow:
 *
 * Returns: ▲ for a gain, ▼ for a loss, an empty string for neither; what colour says, said again
 */
const char *
bw_direction_arrow (int sign)
{
  return sign > 0 ? ARROW_UP : sign < 0 ? ARROW_DOWN : "";
}

static void
append_sign (GString *text, int sign, BwFormatFlags flags)
{
  if ((flags & BW_FORMAT_ARROW) != 0 && sign != 0)
    {
      g_string_append (text, bw_direction_arrow (sign));
      g_string_append (text, BW_EN_SPACE);
    }
  if (sign < 0)
    g_string_append (text, BW_MINUS);
  else if (sign > 0 && (flags & BW_FORMAT_SIGN) != 0)
    g_string_append_c (text, '+');
}

/* Digits of "1234567.89" with the locale's grouping and point. */
static void
append_grouped (GString *text, const char *digits)
{
  const char *point = strchr (digits, '.');
  gsize n_whole = point != NULL ? (gsize) (point - digits) : strlen (digits);

  for (gsize i = 0; i < n_whole; i++)
    {
      if (i > 0 && (n_whole - i) % 3 == 0)
        g_string_append (text, get_grouping_text ());
      g_string_append_c (text, digits[i]);
    }
  if (point != NULL)
    {
      g_string_append (text, get_decimal_point ());
      g_string_append (text, point + 1);
    }
}

static BwFixed
round_to_decimals (BwFixed number, int decimals)
{
  gint64 step = BW_FIXED_ONE_E8;
  BwFixed rounded = number;

  for (int i = 0; i < decimals && step > 1; i++)
    step /= 10;
  if (!bw_fixed_round_to (number, (BwFixed){ step }, BW_ROUND_HALF_EVEN, &rounded))
    return number;
  return rounded;
}

static void
append_number (GString *text, BwFixed number, int decimals_min, int decimals_max, BwFormatFlags flags,
               const char *prefix)
{
  BwFixed rounded = round_to_decimals (number, decimals_max);
  char digits[BW_FIXED_TEXT_BYTES];

  append_sign (text, bw_fixed_sign (rounded), flags);
  g_string_append (text, prefix);
  bw_fixed_print (bw_fixed_abs (rounded), decimals_min, decimals_max, digits);
  append_grouped (text, digits);
}

/**
 * bw_format_number:
 * @decimals_min: zeros are kept up to this many decimals
 * @decimals_max: rounded, half to even, to this many
 *
 * A number of the table kind: 1,234.50, −0.25. The sign is that of what is shown, so that
 * −0.001 at two decimals reads 0.00.
 */
char *
bw_format_number (BwFixed number, int decimals_min, int decimals_max, BwFormatFlags flags)
{
  GString *text = g_string_sized_new (32);

  append_number (text, number, decimals_min, decimals_max, flags, "");
  return g_string_free (text, FALSE);
}

/** bw_format_count: a whole number, grouped. */
char *
bw_format_count (guint64 count)
{
  GString *text = g_string_sized_new (32);
  char digits[24];

  g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, count);
  append_grouped (text, digits);
  return g_string_free (text, FALSE);
}

/** bw_format_price: a price with its instrument's decimals; a dash for 0, which no price is. */
char *
bw_format_price (const BwInstrument *instrument, BwFixed price)
{
  int decimals = instrument != NULL ? bw_instrument_price_decimals (instrument, price) : 2;

  if (bw_fixed_is_zero (price))
    return g_strdup (BW_DASH);
  return bw_format_number (price, decimals, MAX (decimals, 2), BW_FORMAT_PLAIN);
}

/** bw_format_quantity: no trailing zeros, all its decimals. */
char *
bw_format_quantity (BwFixed quantity, BwFormatFlags flags)
{
  return bw_format_number (quantity, 0, 8, flags);
}

/** bw_format_money: two decimals with the currency: $1,234.50, or 1,234.50 CHF. */
char *
bw_format_money (BwFixed amount, const char *currency, BwFormatFlags flags)
{
  GString *text = g_string_sized_new (32);
  gboolean is_dollar = currency == NULL || *currency == '\0' || strcmp (currency, "USD") == 0;

  append_number (text, amount, 2, 2, flags, is_dollar ? "$" : "");
  if (!is_dollar)
    g_string_append_printf (text, BW_EN_SPACE "%s", currency);
  return g_string_free (text, FALSE);
}

/** bw_format_amount: money in a column that names its currency. */
char *
bw_format_amount (BwFixed amount, BwFormatFlags flags)
{
  return bw_format_number (amount, 2, 2, flags);
}

/** bw_format_percent: @share 0.0125 is 1.25 %; a dash for what is no number. */
char *
bw_format_percent (double share, BwFormatFlags flags)
{
  BwFixed percent;
  char *digits;
  char *text;

  if (share != share || !bw_fixed_from_double (share * 100, &percent))
    return g_strdup (BW_DASH);
  digits = bw_format_number (percent, 2, 2, flags);
  text = g_strconcat (digits, BW_EN_SPACE "%", NULL);
  g_free (digits);
  return text;
}

/** bw_format_size: a volume or a number of shares, short: 950, 18.4K, 2.31M. */
char *
bw_format_size (double size)
{
  static const struct { double unit; const char *letter; } units[] = {
    { 1e9, "B" }, { 1e6, "M" }, { 1e3, "K" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (size >= units[i].unit * (i < 2 ? 1 : 10))
      {
        double scaled = size / units[i].unit;
        char *digits = g_strdup_printf ("%.*f", scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0, scaled);
        GString *text = g_string_new (NULL);

        append_grouped (text, digits);
        g_string_append (text, units[i].letter);
        g_free (digits);
        return g_string_free (text, FALSE);
      }
  return bw_format_count ((guint64) MAX (size, 0));
}

char *
bw_format_bytes (guint64 n_bytes)
{
  return g_format_size (n_bytes);
}

/** bw_format_latency: 0.31 ms, 840 µs, 1.2 s. */
char *
bw_format_latency (gint64 ns)
{
  if (ns < 0)
    return g_strdup (BW_DASH);
  if (ns < BW_SECOND)
    return g_strdup_printf (_("%.2f ms"), (double) ns / BW_MILLISECOND);
  return g_strdup_printf (_("%.1f s"), (double) ns / BW_SECOND);
}

/** bw_format_age: how old data is: 0.2 s, 45 s, 3 min, 2 h, 4 days. */
char *
bw_format_age (gint64 ns)
{
  gint64 seconds = MAX (ns, 0) / BW_SECOND;

  if (ns < 10 * BW_SECOND)
    return g_strdup_printf (_("%.1f s"), (double) MAX (ns, 0) / BW_SECOND);
  if (seconds < 60)
    return g_strdup_printf (_("%d s"), (int) seconds);
  if (seconds < 3600)
    return g_strdup_printf (_("%d min"), (int) (seconds / 60));
  if (seconds < 2 * 86400)
    return g_strdup_printf (_("%d h"), (int) (seconds / 3600));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) (seconds / 86400)),
                          (int) MIN (seconds / 86400, 99999));
}

/* The wall time in @zone, as a GDateTime that believes it is UTC. */
static GDateTime *
get_local (BwTime time, const char *zone)
{
  gint64 offset = zone != NULL ? bw_zone_offset_at (zone, time) : 0;

  return g_date_time_new_from_unix_utc ((time + offset) / BW_SECOND);
}

static char *
format_local (BwTime time, const char *zone, const char *pattern)
{
  g_autoptr (GDateTime) local = NULL;
  char *text = NULL;

  if (time != BW_TIME_NONE && time != BW_TIME_MAX)
    local = get_local (time, zone);
  if (local != NULL)
    text = g_date_time_format (local, pattern);
  return text != NULL ? text : g_strdup (BW_DASH);
}

/** bw_format_clock: the status bar's clock: Mon 2 Mar 2026 10:14:32 EST. */
char *
bw_format_clock (BwTime time, const char *zone)
{
  g_autofree char *text = format_local (time, zone, "%a %-d %b %Y  %H:%M:%S");
  const char *name = zone != NULL ? bw_zone_abbreviation_at (zone, time) : "UTC";

  return g_strdup_printf ("%s %s", text, name);
}

char *
bw_format_date_time (BwTime time, const char *zone)
{
  return format_local (time, zone, "%-d %b %Y  %H:%M:%S");
}

char *
bw_format_date (BwTime time, const char *zone)
{
  return format_local (time, zone, "%-d %b %Y");
}

char *
bw_format_time (BwTime time, const char *zone)
{
  return format_local (time, zone, "%H:%M:%S");
}

char *
bw_format_minute (BwTime time, const char *zone)
{
  return format_local (time, zone, "%H:%M");
}

/** bw_format_sortable: year first, so that text sorts as time does; the clock where days don't suffice. */
char *
bw_format_sortable (BwTime time, const char *zone, gboolean has_clock)
{
  const char *clock = time % BW_MINUTE == 0 ? "%Y-%m-%d %H:%M" : "%Y-%m-%d %H:%M:%S";

  return format_local (time, zone, has_clock ? clock : "%Y-%m-%d");
}

/* (nullable): on the desktop's clock */
static char *
format_here (BwTime time, const char *pattern)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time == BW_TIME_NONE || time == BW_TIME_MAX)
    return NULL;
  utc = g_date_time_new_from_unix_utc (time / BW_SECOND);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  return local != NULL ? g_date_time_format (local, pattern) : NULL;
}

/** bw_format_here: of what isn't the market's, on the desktop's clock: 2 Mar 2026 16:14. */
char *
bw_format_here (BwTime time)
{
  char *text = format_here (time, "%-d %b %Y %H:%M");

  return text != NULL ? text : g_strdup (BW_DASH);
}

/** bw_format_time_tooltip: the same instant on the desktop's clock and in UTC. */
char *
bw_format_time_tooltip (BwTime time)
{
  g_autofree char *local_text = format_here (time, "%-d %b %Y %H:%M:%S %Z");
  g_autofree char *utc_text = format_local (time, NULL, "%-d %b %Y %H:%M:%S UTC");

  return local_text != NULL ? g_strdup_printf (_("Here: %s\nUTC: %s"), local_text, utc_text) : NULL;
}

/**
 * bw_parse_number:
 *
 * Reads what a person types: grouping marks, spaces, a currency sign or a true minus are allowed,
 * anything else is refused. The point is the locale's or '.'.
 */
gboolean
bw_parse_number (const char *text, BwFixed *number)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  const char *group = get_grouping_text ();
  const char *point = get_decimal_point ();

  for (const char *p = text; *p != '\0';)
    {
      if (g_str_has_prefix (p, point))
        {
          g_string_append_c (plain, '.');
          p += strlen (point);
        }
      else if (g_str_has_prefix (p, group))
        p += strlen (group);
      else if (g_str_has_prefix (p, BW_MINUS))
        {
          g_string_append_c (plain, '-');
          p += strlen (BW_MINUS);
        }
      else if (*p == '$' || *p == '%' || g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      else
        g_string_append_c (plain, *p++);
    }
  return plain->len > 0 && bw_fixed_parse (plain->str, (gssize) plain->len, number) == BW_FIXED_PARSE_OK;
}
