/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

#include <string.h>

/* What `account` says about fills beside the profile: tests/scenarios/README.md lists the words. */

/* "30%" is 0.30; from 0 to 100 %. */
static BwFixed
read_percent (BwScenarioLine *line, const char *key, const char *word)
{
  gsize n_bytes = strlen (word);
  BwFixed number = BW_FIXED_ZERO;

  if (line->problem != NULL)
    return number;
  if (n_bytes < 2 || word[n_bytes - 1] != '%' ||
      bw_fixed_parse (word, (gssize) n_bytes - 1, &number) != BW_FIXED_PARSE_OK || number.e8 < 0 ||
      number.e8 > BW_FIXED (100).e8 || number.e8 % 100 != 0)
    bw_scenario_line_fail (line, "%s '%s' should be a percentage from 0%% to 100%%", key, word);
  number.e8 /= 100;
  return number;
}

static guint16
read_ticks (BwScenarioLine *line, const char *key, const char *word, gsize n_bytes)
{
  g_autofree char *digits = g_strndup (word, n_bytes);
  guint64 ticks = 0;

  if (line->problem == NULL && !g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT16, &ticks, NULL))
    bw_scenario_line_fail (line, "%s '%s' is not a number of ticks", key, word);
  return (guint16) ticks;
}

static void
read_slippage (BwScenarioLine *line, const char *key, BwFillTerms *terms)
{
  const char *word = bw_scenario_line_word (line, "the slippage");

  if (g_str_has_suffix (word, "ticks"))
    {
      terms->slippage = BW_SLIPPAGE_TICKS;
      terms->slippage_ticks = read_ticks (line, key, word, strlen (word) - strlen ("ticks"));
    }
  else if (g_str_equal (word, "volume-share"))
    terms->slippage = BW_SLIPPAGE_VOLUME_SHARE;
  else if (g_str_equal (word, "none"))
    terms->slippage = BW_SLIPPAGE_NONE;
  else
    bw_scenario_line_fail (line, "slippage '%s' should be none, like 2ticks, or volume-share", word);
}

static void
read_touch (BwScenarioLine *line, const char *key, BwFillTerms *terms)
{
  const char *word = bw_scenario_line_word (line, "how a limit is touched");

  if (g_str_equal (word, "strict"))
    terms->touch = BW_TOUCH_STRICT;
  else if (g_str_equal (word, "reached"))
    terms->touch = BW_TOUCH_REACHED;
  else
    {
      terms->touch = BW_TOUCH_CHANCE;
      terms->touch_percent = (guint8) (read_percent (line, key, word).e8 / (BW_FIXED_ONE_E8 / 100));
    }
}

/**
 * bw_scenario_read_fill_key:
 *
 * Returns: %FALSE when @key is not about fills; then nothing was read
 */
gboolean
bw_scenario_read_fill_key (BwScenarioLine *line, const char *key, BwFillTerms *terms)
{
  if (g_str_equal (key, "slippage"))
    read_slippage (line, key, terms);
  else if (g_str_equal (key, "limit-touch"))
    read_touch (line, key, terms);
  else if (g_str_equal (key, "limit-ticks"))
    {
      const char *word = bw_scenario_line_word (line, "the ticks");

      terms->limit_ticks = read_ticks (line, key, word, strlen (word));
    }
  else if (g_str_equal (key, "participation"))
    {
      const char *word = bw_scenario_line_word (line, "the participation");

      terms->participation = g_str_equal (word, "off") ? BW_FIXED_ZERO : read_percent (line, key, word);
    }
  else if (g_str_equal (key, "volume-split"))
    terms->splits_volume = (guint8) bw_scenario_line_yes_no (line, key);
  else if (g_str_equal (key, "bar-fill"))
    {
      const char *word = bw_scenario_line_word (line, "where bars fill");

      if (!g_str_equal (word, "next-open") && !g_str_equal (word, "at-close"))
        bw_scenario_line_fail (line, "bar-fill '%s' should be next-open or at-close", word);
      terms->bar_fill = g_str_equal (word, "at-close") ? BW_BAR_FILL_AT_CLOSE : BW_BAR_FILL_NEXT_OPEN;
    }
  else
    return FALSE;
  return TRUE;
}
