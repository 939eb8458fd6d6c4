/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/timeframe.h"

static const struct
{
  char letter;
  gint32 seconds;
  int count_max;
} units[] = {
  { 's', 1, 59 }, { 'm', 60, 720 }, { 'h', 3600, 12 }, { 'd', 86400, 1 }, { 'w', 604800, 1 },
  { 'M', 2592000, 1 },
};

/**
 * bw_timeframe_parse:
 * @text: a count and a unit: `1s`…`59s`, `1m`…`720m`, `1h`…`12h`, `1d`, `1w`, `1M`
 */
gboolean
bw_timeframe_parse (const char *text, BwTimeframe *timeframe)
{
  guint64 count;
  char *end = NULL;

  if (!g_ascii_isdigit (*text))
    return FALSE;
  count = g_ascii_strtoull (text, &end, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (*end == units[i].letter && end[1] == '\0' && count >= 1 && count <= (guint) units[i].count_max)
      {
        *timeframe = (BwTimeframe) count * units[i].seconds;
        return TRUE;
      }
  return FALSE;
}

/**
 * bw_timeframe_print:
 * @text: (out caller-allocates): at least 16 bytes
 *
 * Returns: @text, in the shortest form that bw_timeframe_parse() reads back
 */
char *
bw_timeframe_print (BwTimeframe timeframe, char *text)
{
  for (gsize i = G_N_ELEMENTS (units); i-- > 0;)
    if (timeframe >= units[i].seconds && timeframe % units[i].seconds == 0 &&
        timeframe / units[i].seconds <= units[i].count_max)
      {
        g_snprintf (text, 16, "%d%c", timeframe / units[i].seconds, units[i].letter);
        return text;
      }
  g_snprintf (text, 16, "%ds", timeframe);
  return text;
}
