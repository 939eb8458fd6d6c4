/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"
#include "chart/panes-private.h"

#include <math.h>

/* The figures of the pointed bar: the prices' and the overlays' at the top left of the prices, each
 * pane's at the top left of it. An entry of an indicator can be clicked; pointed at, it shows a ×. */

#define N_LEGEND_ROWS_MAX 12
#define LEGEND_ROW        17.0 /* logical pixels */
#define LEGEND_LEFT       10.0
#define REMOVE_SIDE       15.0
#define OVERLAYS_SHARE    0.5 /* of the prices' height, from which on overlays are only counted */

typedef struct
{
  BwChartModel *model;
  BwDisplayList *list;
  double x, y;
  double right_limit;               /* of the first row; the badge stands there */
  double rights[N_LEGEND_ROWS_MAX]; /* reached so far, by row */
  guint n_rows;
  gboolean is_drawing; /* the first pass measures, the second draws */
} Legend;

static double
get_limit (const Legend *legend)
{
  return legend->n_rows == 1 ? legend->right_limit
                             : legend->model->axis.width - 8.0 * legend->model->scale;
}

static void
begin_row (Legend *legend)
{
  legend->x = LEGEND_LEFT * legend->model->scale;
  legend->y += LEGEND_ROW * legend->model->scale;
  legend->n_rows++;
}

/* Goes to the next row if @width more doesn't fit in this one. */
static void
wrap_for (Legend *legend, double width)
{
  if (legend->x + width > get_limit (legend) && legend->x > LEGEND_LEFT * legend->model->scale)
    begin_row (legend);
}

static double
measure (const BwChartModel *model, const char *text, gboolean is_bold)
{
  double width;

  bw_chart_model_measure_text (model, text, model->style.font_size * model->scale, is_bold, &width,
                               NULL);
  return width;
}

static void
put_legend_text (Legend *legend,
                 const char *text,
                 BwColour colour,
                 gboolean is_bold,
                 double gap_after,
                 gboolean may_wrap)
{
  double width = measure (legend->model, text, is_bold);
  guint row;

  if (may_wrap)
    wrap_for (legend, width);
  if (legend->is_drawing)
    bw_display_list_add_text (legend->list, colour, (float)legend->x, (float)legend->y, 0.0f,
                              (float)(legend->model->style.font_size * legend->model->scale), is_bold,
                              text);
  legend->x += width;
  row = MIN (legend->n_rows, N_LEGEND_ROWS_MAX) - 1;
  legend->rights[row] = MAX (legend->rights[row], legend->x);
  legend->x += gap_after * legend->model->scale;
}

static void
put_legend_value (Legend *legend, const char *name, const char *value, BwColour colour)
{
  BwChartModel *model = legend->model;

  /* A name and its value stay together. */
  wrap_for (legend, measure (model, name, FALSE) + measure (model, value, FALSE) + 4.0 * model->scale);
  put_legend_text (legend, name, model->style.text_dim, FALSE, 4.0, FALSE);
  put_legend_text (legend, value, colour, FALSE, 9.0, FALSE);
}

static void
put_legend_bar (Legend *legend, gsize bar_index)
{
  static const char *const names[] = { BW_CHART_WORD ("legend", "O"), BW_CHART_WORD ("legend", "H"),
                                       BW_CHART_WORD ("legend", "L"),
                                       BW_CHART_WORD ("legend", "C") };
  BwChartModel *model = legend->model;
  double ohlcv[5], before;
  char text[BW_CHART_TEXT_BYTES], change[BW_CHART_TEXT_BYTES + 16];
  BwColour colour;

  bw_chart_model_get_bar (model, bar_index, ohlcv);
  colour = ohlcv[3] >= ohlcv[0] ? model->style.up : model->style.down;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    put_legend_value (legend, bw_chart_translate ("legend", names[i]),
                      bw_chart_print_number (ohlcv[i], model->n_decimals, text),
                      i == 3 ? colour : model->style.text);
  before = bar_index > 0 ? bw_chart_bars_get_close (&model->bars, bar_index - 1) : ohlcv[0];
  if (!isnan (ohlcv[4]))
    put_legend_value (legend, bw_chart_translate ("legend", "V"),
                      bw_chart_print_short (ohlcv[4], text), model->style.text);
  if (before > 0.0)
    {
      double share = (ohlcv[3] / before - 1.0) * 100.0;

      bw_chart_print_number (share, 2, text);
      g_snprintf (change, sizeof change, "%s %s%s %%", share >= 0.0 ? "▲" : "▼",
                  share >= 0.0 ? "+" : "", text);
      put_legend_text (legend, change, share >= 0.0 ? model->style.up : model->style.down, FALSE,
                       0.0, TRUE);
    }
}

/* ---- Indicators ---- */

typedef struct
{
  char title[BW_STUDY_TITLE_BYTES];
  char values[BW_INDICATOR_OUTPUTS_MAX][BW_CHART_TEXT_BYTES];
  BwColour colours[BW_INDICATOR_OUTPUTS_MAX];
  guint n_values;
  double width; /* of all, with gaps */
} Entry;

/* Values of outputs that aren't shown are left out; a hidden indicator is its name. */
static void
make_entry (BwChartModel *model, BwStudy *study, const BwChartPane *pane, gsize bar_index, Entry *entry)
{
  const BwStudySpec *spec = bw_study_get_spec (study);

  bw_study_spec_print_title (spec, entry->title);
  entry->n_values = 0;
  entry->width = measure (model, entry->title, FALSE);
  for (guint k = 0; spec->is_visible && k < bw_study_get_n_outputs (study); k++)
    {
      double value;
      char *text = entry->values[entry->n_values];

      if (!spec->outputs[k].is_visible)
        continue;
      value = bw_study_get_value (study, k, bar_index);
      if (pane != NULL)
        bw_chart_panes_print_value (pane, value, text);
      else if (spec->outputs[k].plot == BW_PLOT_MARKS)
        g_strlcpy (text, value > 0.0 ? "▲" : value < 0.0 ? "▼" : "–", BW_CHART_TEXT_BYTES);
      else
        bw_chart_print_number (value, model->n_decimals, text);
      entry->colours[entry->n_values] = bw_chart_studies_get_colour (model, &spec->outputs[k], value);
      entry->width += measure (model, text, FALSE) + 5.0 * model->scale;
      entry->n_values++;
    }
}

static gboolean
is_pointed_at (const BwChartModel *model, const BwRect *rect)
{
  return model->has_crosshair && model->crosshair_x >= rect->x &&
         model->crosshair_x < rect->x + rect->width && model->crosshair_y >= rect->y &&
         model->crosshair_y < rect->y + rect->height;
}

/* Where the entry can be clicked, and its ×, which has its place kept free. */
static void
add_entry_hits (Legend *legend, const BwStudy *study, double left)
{
  BwChartModel *model = legend->model;
  double scale = model->scale, height = LEGEND_ROW * scale, side = REMOVE_SIDE * scale;
  guint64 id = bw_study_get_spec (study)->id;
  BwRect remove = { (float)legend->x, (float)(legend->y - height / 2.0), (float)side, (float)height };
  BwRect entry = { (float)(left - 3.0 * scale), remove.y, (float)(legend->x - left + side + 3.0 * scale),
                   (float)height };

  bw_display_list_add_hit (legend->list, entry, BW_HIT_STUDY, id);
  if (!is_pointed_at (model, &entry))
    return;
  bw_display_list_add_round_rect (legend->list, bw_colour_with_alpha (model->style.text, 0.08f), entry,
                                  (float)(3.0 * scale), 0.0f);
  bw_display_list_add_text (legend->list, model->style.text, remove.x + remove.width / 2.0f,
                            (float)legend->y, 0.5f, (float)(model->style.font_size * 1.2 * scale), FALSE,
                            "×");
  bw_display_list_add_hit (legend->list, remove, BW_HIT_STUDY_REMOVE, id);
}

static void
put_entry (Legend *legend, const BwStudy *study, const Entry *entry)
{
  BwChartModel *model = legend->model;
  gboolean is_visible = bw_study_get_spec (study)->is_visible;
  double left = legend->x;

  put_legend_text (legend, entry->title,
                   is_visible ? model->style.text
                              : bw_colour_with_alpha (model->style.text_dim, 0.7f),
                   FALSE, entry->n_values > 0 ? 5.0 : 2.0, FALSE);
  for (guint k = 0; k < entry->n_values; k++)
    put_legend_text (legend, entry->values[k], entry->colours[k], FALSE,
                     k + 1 < entry->n_values ? 5.0 : 2.0, FALSE);
  if (legend->is_drawing)
    add_entry_hits (legend, study, left);
  legend->x += REMOVE_SIDE * model->scale;
  legend->rights[MIN (legend->n_rows, N_LEGEND_ROWS_MAX) - 1] =
      MAX (legend->rights[MIN (legend->n_rows, N_LEGEND_ROWS_MAX) - 1], legend->x);
}

/* Those over the prices, and those that are hidden, so that they can be shown again. */
static void
put_legend_overlays (Legend *legend, gsize bar_index)
{
  BwChartModel *model = legend->model;
  guint n_left = 0;
  gboolean is_first = TRUE;
  char text[32];

  for (guint i = 0; i < model->studies->len; i++)
    {
      BwStudy *study = g_ptr_array_index (model->studies, i);
      Entry entry;

      if (bw_chart_panes_find_study (model, study) != NULL)
        continue;
      if (legend->y > model->axis.height * OVERLAYS_SHARE)
        {
          n_left++;
          continue;
        }
      make_entry (model, study, NULL, bar_index, &entry);
      if (is_first)
        begin_row (legend);
      is_first = FALSE;
      wrap_for (legend, entry.width + REMOVE_SIDE * model->scale);
      put_entry (legend, study, &entry);
    }
  if (n_left == 0)
    return;
  g_snprintf (text, sizeof text, "+%u", n_left);
  put_legend_text (legend, text, model->style.text_dim, FALSE, 0.0, FALSE);
}

static void
put_legend (Legend *legend, gsize bar_index)
{
  BwChartModel *model = legend->model;
  char type[BW_CHART_TEXT_BYTES];
  BwRect badge;

  bw_chart_measure_badge (model, &badge);
  legend->x = LEGEND_LEFT * model->scale;
  legend->y = LEGEND_ROW * model->scale;
  legend->n_rows = 1;
  legend->right_limit = (badge.width > 0.0f ? badge.x : model->axis.width) - 8.0 * model->scale;
  if (model->symbol != NULL)
    put_legend_text (legend, model->symbol, model->style.text, TRUE, 6.0, FALSE);
  if (model->detail != NULL)
    put_legend_text (legend, model->detail, model->style.text_dim, FALSE, 10.0, TRUE);
  if (bw_chart_model_print_type (model, type)[0] != '\0')
    put_legend_text (legend, type, model->style.text_dim, FALSE, 10.0, TRUE);
  put_legend_bar (legend, bar_index);
  put_legend_overlays (legend, bar_index);
}

/**
 * bw_chart_measure_legend:
 *
 * Returns: how far down the legend of the newest bar reaches; 0 without one
 */
double
bw_chart_measure_legend (BwChartModel *model)
{
  Legend legend = { .model = model };
  gsize n_bars = bw_chart_bars_get_n (&model->bars);

  if (!model->has_legend || n_bars == 0)
    return 0.0;
  put_legend (&legend, n_bars - 1);
  return legend.y + 11.0 * model->scale;
}

static void
draw_pane_legend (BwChartModel *model, BwDisplayList *list, const BwChartPane *pane, gsize bar_index)
{
  double scale = model->scale, room = model->axis.width - (LEGEND_LEFT + REMOVE_SIDE + 8.0) * scale;
  Legend legend = { .model = model, .list = list, .n_rows = 1, .is_drawing = TRUE };
  Entry entry;

  make_entry (model, pane->study, pane, bar_index, &entry);
  /* What doesn't fit in the one line there is. */
  while (entry.n_values > 0 && entry.width > room)
    entry.width -= measure (model, entry.values[--entry.n_values], FALSE) + 5.0 * scale;
  legend.x = LEGEND_LEFT * scale;
  legend.y = pane->axis.y + 11.0 * scale;
  bw_display_list_push_clip (list, pane->rect);
  bw_display_list_add_rect (list, bw_colour_with_alpha (model->style.background, 0.92f),
                            bw_layer_snap (4.0 * scale), bw_layer_snap (pane->axis.y + 2.0 * scale),
                            bw_layer_snap (entry.width + (10.0 + REMOVE_SIDE) * scale),
                            bw_layer_snap (LEGEND_ROW * scale));
  put_entry (&legend, pane->study, &entry);
  bw_display_list_pop_clip (list);
}

/**
 * bw_chart_draw_legend:
 *
 * The bar's figures at the top left; rows wrap before the badge and the plot's edge. A ground lets
 * candles shine through without making the figures hard to read.
 */
void
bw_chart_draw_legend (BwChartModel *model, BwDisplayList *list, gsize bar_index)
{
  Legend legend = { .model = model };
  double scale = model->scale;
  float row_height = bw_layer_snap (LEGEND_ROW * scale);

  put_legend (&legend, bar_index);
  for (guint i = 0; i < MIN (legend.n_rows, N_LEGEND_ROWS_MAX); i++)
    bw_display_list_add_rect (list, bw_colour_with_alpha (model->style.background, 0.92f),
                              bw_layer_snap (4.0 * scale), bw_layer_snap (9.0 * scale) + i * row_height,
                              bw_layer_snap (legend.rights[i]), row_height);
  legend = (Legend){ .model = model, .list = list, .is_drawing = TRUE };
  put_legend (&legend, bar_index);
  for (guint i = 0; i < bw_chart_panes_get_n (model); i++)
    draw_pane_legend (model, list, bw_chart_panes_get (model, i), bar_index);
}
