/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-studies.h"

#include "chart/panes-private.h"

#include <math.h>

#define STUDY_LAYERS                                                                               \
  (BW_CHART_LAYER_BIT (BW_CHART_LAYER_GRID) | BW_CHART_LAYER_BIT (BW_CHART_LAYER_OVERLAYS) |       \
   BW_CHART_LAYER_BIT (BW_CHART_LAYER_PANES) | BW_CHART_LAYER_BIT (BW_CHART_LAYER_AXES) |          \
   BW_CHART_LAYER_BIT (BW_CHART_LAYER_CROSSHAIR))

static BwStudy *
get_study (const BwChartModel *model, guint study_index)
{
  return g_ptr_array_index (model->studies, study_index);
}

void
bw_chart_studies_init (BwChartModel *model)
{
  model->studies = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_study_free);
  model->panes = g_array_new (FALSE, TRUE, sizeof (BwChartPane));
  model->pane_axes = g_array_new (FALSE, TRUE, sizeof (BwChartAxis));
  for (guint i = 0; i < G_N_ELEMENTS (model->study_rects); i++)
    model->study_rects[i] = g_array_new (FALSE, FALSE, sizeof (BwRect));
}

void
bw_chart_studies_clear (BwChartModel *model)
{
  g_ptr_array_unref (model->studies);
  g_array_unref (model->panes);
  g_array_unref (model->pane_axes);
  for (guint i = 0; i < G_N_ELEMENTS (model->study_rects); i++)
    g_array_unref (model->study_rects[i]);
}

/* The bars are others now. */
void
bw_chart_studies_reset (BwChartModel *model)
{
  for (guint i = 0; i < model->studies->len; i++)
    bw_study_reset (get_study (model, i));
}

void
bw_chart_studies_bars_changed_from (BwChartModel *model, gsize first)
{
  for (guint i = 0; i < model->studies->len; i++)
    bw_study_bars_changed_from (get_study (model, i), first);
}

void
bw_chart_studies_zone_changed (BwChartModel *model)
{
  for (guint i = 0; i < model->studies->len; i++)
    bw_study_set_zone (get_study (model, i), model->zone, model->offset_at);
}

BwStudy *
bw_chart_studies_find (const BwChartModel *model, guint64 id)
{
  for (guint i = 0; i < model->studies->len; i++)
    if (bw_study_get_spec (get_study (model, i))->id == id)
      return get_study (model, i);
  return NULL;
}

BwColour
bw_chart_studies_get_colour (const BwChartModel *model, const BwStudyOutput *output, double value)
{
  if (output->colour_index == BW_STUDY_COLOUR_SIGN)
    return value >= 0.0 ? model->style.up : model->style.down;
  return model->style.series[output->colour_index % BW_CHART_N_SERIES_COLOURS];
}

/* Takes the study out of @before that works out what @spec asks for. */
static BwStudy *
steal_same (GPtrArray *before, const BwStudySpec *spec)
{
  for (guint i = 0; i < before->len; i++)
    {
      BwStudy *study = g_ptr_array_index (before, i);

      if (bw_study_get_spec (study)->id == spec->id && bw_study_restyle (study, spec))
        return g_ptr_array_steal_index (before, i);
    }
  return NULL;
}

/**
 * bw_chart_model_set_studies:
 * @specs: (array length=n_specs): in the order of their panes and legends; those whose parameters are
 *   out of range are left out
 *
 * What was worked out for a study that stays is kept.
 */
void
bw_chart_model_set_studies (BwChartModel *model, const BwStudySpec *specs, guint n_specs)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&model->studies);

  model->studies = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_study_free);
  for (guint i = 0; i < MIN (n_specs, (guint)BW_STUDY_N_MAX); i++)
    {
      BwStudy *study = steal_same (before, &specs[i]);

      if (study == NULL)
        study = bw_study_new (&specs[i], &model->bars);
      if (study == NULL)
        continue;
      bw_study_set_zone (study, model->zone, model->offset_at);
      g_ptr_array_add (model->studies, study);
    }
  g_array_set_size (model->panes, 0);
  bw_chart_model_layout_changed (model);
  bw_chart_model_invalidate (model, STUDY_LAYERS);
}

guint
bw_chart_model_get_n_studies (const BwChartModel *model)
{
  return model->studies->len;
}

const BwStudySpec *
bw_chart_model_get_study_spec (const BwChartModel *model, guint study_index)
{
  g_return_val_if_fail (study_index < model->studies->len, NULL);

  return bw_study_get_spec (get_study (model, study_index));
}

/** bw_chart_model_find_study: (nullable): by its id, as hit regions carry it. */
const BwStudySpec *
bw_chart_model_find_study (const BwChartModel *model, guint64 id)
{
  const BwStudy *study = bw_chart_studies_find (model, id);

  return study != NULL ? bw_study_get_spec (study) : NULL;
}

double
bw_chart_model_get_study_value (BwChartModel *model,
                                guint study_index,
                                guint output,
                                gsize bar_index)
{
  g_return_val_if_fail (study_index < model->studies->len, NAN);
  g_return_val_if_fail (output < bw_study_get_n_outputs (get_study (model, study_index)), NAN);
  g_return_val_if_fail (bar_index < bw_chart_model_get_n_bars (model), NAN);

  return bw_study_get_value (get_study (model, study_index), output, bar_index);
}

/**
 * bw_chart_studies_append_summary:
 *
 * "; RSI 14 61.44; MACD 12 26 9 0.12, 0.10, 0.02": what the newest bar's legends say.
 */
void
bw_chart_studies_append_summary (BwChartModel *model, GString *summary)
{
  gsize n_bars = bw_chart_bars_get_n (&model->bars);

  for (guint i = 0; n_bars > 0 && i < model->studies->len; i++)
    {
      BwStudy *study = get_study (model, i);
      const BwStudySpec *spec = bw_study_get_spec (study);
      char title[BW_STUDY_TITLE_BYTES], text[BW_CHART_TEXT_BYTES];
      const char *before = " ";

      if (!spec->is_visible)
        continue;
      g_string_append_printf (summary, "; %s", bw_study_spec_print_title (spec, title));
      for (guint k = 0; k < bw_study_get_n_outputs (study); k++)
        if (spec->outputs[k].is_visible)
          {
            bw_chart_model_print_study_value (model, i, bw_study_get_value (study, k, n_bars - 1), text);
            g_string_append_printf (summary, "%s%s", before, text);
            before = ", ";
          }
    }
}

/**
 * bw_chart_model_print_study_value:
 * @text: (array fixed-size=96) (out caller-allocates)
 *
 * As its legend writes it: with the prices' decimals over the prices, with those its range needs in a
 * pane. Returns: @text
 */
char *
bw_chart_model_print_study_value (BwChartModel *model, guint study_index, double value, char *text)
{
  BwChartPane *pane;

  g_return_val_if_fail (study_index < model->studies->len, NULL);

  bw_chart_model_ensure_layout (model);
  pane = bw_chart_panes_find_study (model, get_study (model, study_index));
  if (pane != NULL)
    return bw_chart_panes_print_value (pane, value, text);
  return bw_chart_print_number (value, model->n_decimals, text);
}
