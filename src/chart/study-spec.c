/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/study.h"

#include <string.h>

#define N_TITLE_PARAMETERS_MAX 4

static const char *const plot_names[BW_N_PLOTS] = {
  [BW_PLOT_LINE] = "line", [BW_PLOT_STEPS] = "steps", [BW_PLOT_HISTOGRAM] = "histogram",
  [BW_PLOT_AREA] = "area", [BW_PLOT_DOTS] = "dots",   [BW_PLOT_MARKS] = "marks",
};

/* Indicators that are read as points or as levels rather than as curves. */
static const struct
{
  const char *prefix; /* of the indicator's name */
  BwPlotKind plot;
} plots_by_name[] = {
  { "SAR", BW_PLOT_DOTS },
  { "PIVOT", BW_PLOT_STEPS },
};

/* Outputs of overlays that are no prices: how far back, which way. */
static const char *const no_prices[] = { "Direction", "BarsAgo", "Leg", NULL };

/**
 * bw_plot_kind_get_name:
 *
 * Returns: how saved setups spell it
 */
const char *
bw_plot_kind_get_name (BwPlotKind kind)
{
  g_return_val_if_fail (kind < BW_N_PLOTS, NULL);

  return plot_names[kind];
}

static BwPlotKind
choose_plot (const BwIndicatorInfo *info, guint output)
{
  if (info->group == BW_INDICATOR_PATTERN)
    return BW_PLOT_MARKS;
  if (strstr (info->outputs[output], "Hist") != NULL)
    return BW_PLOT_HISTOGRAM;
  for (guint i = 0; i < G_N_ELEMENTS (plots_by_name); i++)
    if (g_str_has_prefix (info->name, plots_by_name[i].prefix))
      return plots_by_name[i].plot;
  return info->is_sparse ? BW_PLOT_DOTS : BW_PLOT_LINE;
}

static gboolean
has_bands (const BwIndicatorInfo *info)
{
  gboolean has_upper = FALSE, has_lower = FALSE;

  for (guint k = 0; info->outputs[k] != NULL; k++)
    {
      has_upper = has_upper || strstr (info->outputs[k], "Upper") != NULL;
      has_lower = has_lower || strstr (info->outputs[k], "Lower") != NULL;
    }
  return has_upper && has_lower;
}

/* Both bands are one thing and look alike. */
static void
match_bands (BwStudySpec *spec)
{
  int upper = -1;

  for (guint k = 0; spec->info->outputs[k] != NULL; k++)
    if (strstr (spec->info->outputs[k], "Upper") != NULL)
      upper = (int)k;
  for (guint k = 0; upper >= 0 && spec->info->outputs[k] != NULL; k++)
    if (strstr (spec->info->outputs[k], "Lower") != NULL)
      spec->outputs[k].colour_index = spec->outputs[upper].colour_index;
}

/**
 * bw_study_spec_init:
 *
 * The indicator with its defaults, drawn as its readers expect. Its id is 0.
 */
void
bw_study_spec_init (BwStudySpec *spec, const BwIndicatorInfo *info)
{
  memset (spec, 0, sizeof *spec);
  spec->info = info;
  spec->is_visible = TRUE;
  spec->in_pane = !info->is_overlay && info->group != BW_INDICATOR_PATTERN;
  spec->has_ground = has_bands (info) || (spec->in_pane && info->n_levels >= 2);
  spec->pane_weight = 0.28;
  bw_indicator_info_get_defaults (info, spec->parameters);
  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    {
      spec->outputs[k] = (BwStudyOutput){ .colour_index = k, .width = 1, .is_visible = TRUE };
      if (k >= bw_indicator_info_get_n_outputs (info))
        continue;
      spec->outputs[k].plot = choose_plot (info, k);
      spec->outputs[k].is_visible = !g_strv_contains (no_prices, info->outputs[k]) || spec->in_pane;
      if (spec->outputs[k].plot == BW_PLOT_HISTOGRAM || spec->outputs[k].plot == BW_PLOT_MARKS)
        spec->outputs[k].colour_index = BW_STUDY_COLOUR_SIGN;
    }
  if (has_bands (info))
    match_bands (spec);
}

/**
 * bw_study_spec_init_period:
 * @name: of an indicator that there is
 * @period: its first parameter
 *
 * The shortest way to say "EMA 50".
 */
void
bw_study_spec_init_period (BwStudySpec *spec, const char *name, double period, guint64 id)
{
  bw_study_spec_init (spec, bw_indicator_find (name));
  spec->parameters[0] = period;
  spec->id = id;
}

/**
 * bw_study_spec_has_same_values:
 *
 * Returns: whether both work out the same numbers, however they look
 */
gboolean
bw_study_spec_has_same_values (const BwStudySpec *a, const BwStudySpec *b)
{
  return a->info == b->info &&
         memcmp (a->parameters, b->parameters, sizeof a->parameters) == 0;
}

gboolean
bw_study_spec_equal (const BwStudySpec *a, const BwStudySpec *b)
{
  if (!bw_study_spec_has_same_values (a, b) || a->id != b->id ||
      a->is_visible != b->is_visible || a->in_pane != b->in_pane ||
      a->has_ground != b->has_ground || a->pane_weight != b->pane_weight)
    return FALSE;
  for (guint k = 0; k < bw_indicator_info_get_n_outputs (a->info); k++)
    if (memcmp (&a->outputs[k], &b->outputs[k], sizeof a->outputs[k]) != 0)
      return FALSE;
  return TRUE;
}

/**
 * bw_study_spec_shift_colours:
 * @n_used: how many colours what is on the chart already has
 *
 * Gives the study's curves colours that come after those.
 */
void
bw_study_spec_shift_colours (BwStudySpec *spec, guint n_used)
{
  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    if (spec->outputs[k].colour_index != BW_STUDY_COLOUR_SIGN)
      spec->outputs[k].colour_index =
          (spec->outputs[k].colour_index + n_used) % BW_CHART_N_SERIES_COLOURS;
}

/**
 * bw_study_spec_print_title:
 * @title: (array fixed-size=96) (out caller-allocates)
 *
 * "MACD 12 26 9": the name and what was chosen.
 *
 * Returns: @title
 */
char *
bw_study_spec_print_title (const BwStudySpec *spec, char *title)
{
  guint n = bw_indicator_info_get_n_parameters (spec->info);

  g_strlcpy (title, spec->info->name, BW_STUDY_TITLE_BYTES);
  for (guint k = 0; k < MIN (n, (guint)N_TITLE_PARAMETERS_MAX); k++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_strlcat (title, " ", BW_STUDY_TITLE_BYTES);
      g_strlcat (title, g_ascii_formatd (number, sizeof number, "%g", spec->parameters[k]),
                 BW_STUDY_TITLE_BYTES);
    }
  if (n > N_TITLE_PARAMETERS_MAX)
    g_strlcat (title, " …", BW_STUDY_TITLE_BYTES);
  return title;
}
