/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/study-words.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const groups[BW_N_INDICATOR_GROUPS] = {
  [BW_INDICATOR_OVERLAP] = N_("Over the prices"),
  [BW_INDICATOR_MOMENTUM] = N_("Momentum"),
  [BW_INDICATOR_VOLUME] = N_("Volume"),
  [BW_INDICATOR_VOLATILITY] = N_("Volatility"),
  [BW_INDICATOR_CYCLE] = N_("Cycles"),
  [BW_INDICATOR_STATISTIC] = N_("Statistics"),
  [BW_INDICATOR_PRICE] = N_("Prices"),
  [BW_INDICATOR_MATH] = N_("Mathematics"),
  [BW_INDICATOR_PATTERN] = N_("Candlestick patterns"),
};

static const char *const plots[BW_N_PLOTS] = {
  [BW_PLOT_LINE] = N_("Line"), [BW_PLOT_STEPS] = N_("Steps"), [BW_PLOT_HISTOGRAM] = N_("Columns"),
  [BW_PLOT_AREA] = N_("Area"), [BW_PLOT_DOTS] = N_("Dots"),   [BW_PLOT_MARKS] = N_("Marks at bars"),
};

/* TA-Lib's numbers. */
static const char *const averages[] = { "SMA", "EMA", "WMA", "DEMA", "TEMA", "TRIMA", "KAMA", "MAMA", "T3" };

/** bw_study_words_title: the registry's; a proper name in every language. */
const char *
bw_study_words_title (const BwIndicatorInfo *info)
{
  return info->title;
}

const char *
bw_study_words_group (BwIndicatorGroup group)
{
  return _(groups[group]);
}

/** bw_study_words_place: where it draws. */
const char *
bw_study_words_place (const BwIndicatorInfo *info)
{
  if (info->group == BW_INDICATOR_PATTERN)
    return _("at bars");
  return info->is_overlay ? _("over prices") : _("own pane");
}

const char *
bw_study_words_plot (BwPlotKind plot)
{
  return _(plots[plot]);
}

/** bw_study_words_average: (nullable): of a parameter that chooses a moving average. */
const char *
bw_study_words_average (guint type)
{
  return type < G_N_ELEMENTS (averages) ? averages[type] : NULL;
}

static gboolean
begins_word (const char *name, const char *c)
{
  if (c == name || !g_ascii_isupper (*c))
    return FALSE;
  return g_ascii_islower (c[-1]) || (g_ascii_isupper (c[-1]) && g_ascii_islower (c[1]));
}

/**
 * bw_study_words_name:
 * @name: of a parameter or an output: "TimePeriod", "RealUpperBand"
 *
 * Returns: (transfer full): "Time period", "Upper band"
 */
char *
bw_study_words_name (const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *start = strcmp (name, "Real") != 0 && g_str_has_prefix (name, "Real") ? name + 4 : name;

  if (strcmp (name, "Real") == 0)
    return g_strdup (_("Value"));
  for (const char *c = start; *c != '\0'; c++)
    {
      gboolean is_acronym = g_ascii_isupper (c[0]) && (g_ascii_isupper (c[1]) || (c > start && g_ascii_isupper (c[-1])));

      if (*c == '_')
        {
          g_string_append_c (text, ' ');
          continue;
        }
      if (begins_word (start, c))
        g_string_append_c (text, ' ');
      g_string_append_c (text, c > start && !is_acronym ? g_ascii_tolower (*c) : *c);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** bw_study_words_range: (transfer full): what the parameter may be, in a sentence. */
char *
bw_study_words_range (const BwIndicatorParameter *parameter)
{
  if (parameter->is_whole)
    return g_strdup_printf (_("A whole number from %.0f to %.0f"), parameter->min, parameter->max);
  if (parameter->max >= 1e8)
    return parameter->min <= -1e8 ? g_strdup (_("Any number")) : g_strdup_printf (_("A number from %g up"), parameter->min);
  return g_strdup_printf (_("A number from %g to %g"), parameter->min, parameter->max);
}

/**
 * bw_study_words_match:
 *
 * Returns: 0 when one of the words is neither in its name nor in its title; else how well they match
 */
guint
bw_study_words_match (const BwIndicatorInfo *info, const char *folded_text)
{
  g_autofree char *name = g_utf8_casefold (info->name, -1), *title = g_utf8_casefold (info->title, -1);
  g_auto (GStrv) words = NULL;

  if (*folded_text == '\0' || strcmp (name, folded_text) == 0)
    return 5;
  if (g_str_has_prefix (name, folded_text))
    return 4;
  if (g_str_has_prefix (title, folded_text))
    return 3;
  words = g_strsplit (folded_text, " ", 8);
  for (char **word = words; *word != NULL; word++)
    if (strstr (name, *word) == NULL && strstr (title, *word) == NULL)
      return 0;
  return 2;
}
