/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-model-private.h"

#include <math.h>

/* What happened: a letter in a box at the foot of its bar, several one above the other. */

#define MARKS_STACKED_MAX 4

static void
clear_mark (gpointer data)
{
  g_free ((char *) ((BwChartMark *) data)->text);
}

/* The letters say what it is; the colour only helps. */
static BwColour
get_colour (const BwChartStyle *style, char letter)
{
  switch (letter)
    {
    case 'H':
    case BW_CHART_MARK_BAD:
    case BW_CHART_MARK_GAP:
      return style->stop;
    case 'E':
      return style->series[4];
    case 'D':
      return style->target;
    default:
      return style->entry;
    }
}

static void
draw_mark (BwChartModel *model, BwDisplayList *list, guint index, float x, guint level)
{
  const BwChartMark *mark = &g_array_index (model->marks, BwChartMark, index);
  const BwChartStyle *style = &model->style;
  float scale = (float) model->scale, side = floorf (16.0f * scale + 0.5f);
  float top = floorf ((float) model->axis.height - (side + 2.0f * scale) * (float) (level + 1));
  BwRect rect = { floorf (x - side / 2.0f), top, side, side };
  BwColour colour = get_colour (style, mark->letter);
  char text[2] = { mark->letter, '\0' };

  bw_display_list_add_round_rect (list, style->background, rect, 3.0f * scale, 0.0f);
  bw_display_list_add_round_rect (list, colour, rect, 3.0f * scale, scale);
  bw_display_list_add_text (list, colour, rect.x + side / 2.0f, rect.y + side / 2.0f, 0.5f,
                            (float) (style->font_size * model->scale), TRUE, text);
  bw_display_list_add_hit (list, rect, BW_HIT_MARK, index);
}

static gboolean
is_flaw (const BwChartMark *mark)
{
  return mark->letter == BW_CHART_MARK_BAD || mark->letter == BW_CHART_MARK_GAP;
}

/* Where data is bad, a line says so over the whole height: through the bar if there is one of that
 * time, else where it would have been. */
static float
draw_flaw (BwChartModel *model, BwDisplayList *list, const BwChartMark *mark)
{
  gsize bar_index = bw_chart_model_find_bar (model, mark->time);
  gboolean has_bar = bw_chart_bars_get_start (&model->bars, bar_index) == mark->time;
  float line = MAX (1.0f, floorf ((float) model->scale));
  float x = floorf ((float) bw_chart_axis_x (&model->axis, (double) bar_index + (has_bar ? 0.5 : 1.0)) + 0.5f);

  bw_display_list_add_line (list, bw_colour_with_alpha (model->style.stop, 0.7f), line, x + line / 2.0f,
                            0.0f, x + line / 2.0f, (float) model->axis.height,
                            (float) (3.0 * model->scale));
  return x;
}

/* How high the mark stands at @x; one of its letter that stands there already speaks for it. */
static gboolean
find_level (const float *last_x, const char *last_letters, float x, float apart, char letter, guint *level)
{
  for (*level = 0; *level < MARKS_STACKED_MAX; (*level)++)
    {
      if (fabsf (last_x[*level] - x) >= apart)
        return TRUE;
      if (last_letters[*level] == letter)
        return FALSE;
    }
  return FALSE;
}

/**
 * bw_chart_build_marks:
 *
 * Marks that would lie on one another are drawn once, at the newest.
 */
void
bw_chart_build_marks (BwChartModel *model, BwDisplayList *list)
{
  float last_x[MARKS_STACKED_MAX] = { 1e9f, 1e9f, 1e9f, 1e9f };
  char last_letters[MARKS_STACKED_MAX] = { 0 };
  float apart = 18.0f * (float) model->scale;
  gsize first, end;
  BwTime from, to;

  if (model->marks->len == 0 || !bw_chart_model_get_visible (model, &first, &end))
    return;
  from = bw_chart_bars_get_start (&model->bars, first);
  to = end < bw_chart_bars_get_n (&model->bars) ? bw_chart_bars_get_start (&model->bars, end) : BW_TIME_MAX;
  for (guint i = model->marks->len; i > 0; i--)
    {
      const BwChartMark *mark = &g_array_index (model->marks, BwChartMark, i - 1);
      guint level;
      float x;

      if (mark->time < from || mark->time >= to)
        continue;
      x = (float) bw_chart_axis_x (&model->axis, (double) bw_chart_model_find_bar (model, mark->time) + 0.5);
      if (!find_level (last_x, last_letters, x, apart, mark->letter, &level))
        continue;
      if (is_flaw (mark))
        x = draw_flaw (model, list, mark);
      last_x[level] = x;
      last_letters[level] = mark->letter;
      draw_mark (model, list, i - 1, x, level);
    }
}

GArray *
bw_chart_marks_list_new (void)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (BwChartMark));

  g_array_set_clear_func (marks, clear_mark);
  return marks;
}

/**
 * bw_chart_model_set_marks:
 * @marks: (array length=n_marks): by time, oldest first; texts are copied
 */
void
bw_chart_model_set_marks (BwChartModel *model, const BwChartMark *marks, guint n_marks)
{
  g_array_set_size (model->marks, 0);
  for (guint i = 0; i < n_marks; i++)
    {
      BwChartMark mark = marks[i];

      mark.text = g_strdup (mark.text);
      g_array_append_val (model->marks, mark);
    }
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_FILLS));
}

/** bw_chart_model_get_mark_text: (nullable): of a %BW_HIT_MARK region's id. */
const char *
bw_chart_model_get_mark_text (const BwChartModel *model, guint64 id)
{
  return id < model->marks->len ? g_array_index (model->marks, BwChartMark, id).text : NULL;
}
