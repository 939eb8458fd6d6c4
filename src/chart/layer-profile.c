/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/layer-private.h"
#include "chart/profile.h"

#include <math.h>

/* Volume by price, behind the bars: rows from one edge, stronger within the value area, with a line at
 * the point of control and at both ends of the value area. */

#define SESSION_WIDTH_MIN 24.0 /* logical pixels, below which a session's profile says nothing */
#define N_SESSIONS_MAX    200

static const char *const range_names[BW_PROFILE_N_RANGES] = { "off", "visible", "sessions" };

void
bw_profile_spec_init (BwProfileSpec *spec)
{
  *spec = (BwProfileSpec){ .range = BW_PROFILE_OFF, .n_rows = 60, .width_percent = 25.0,
                           .value_percent = 70.0 };
}

/** bw_profile_spec_clamp: every field in its range; what is no number becomes the default. */
void
bw_profile_spec_clamp (BwProfileSpec *spec)
{
  if ((guint) spec->range >= BW_PROFILE_N_RANGES)
    spec->range = BW_PROFILE_OFF;
  spec->n_rows = CLAMP (spec->n_rows, BW_PROFILE_ROWS_MIN, BW_PROFILE_ROWS_MAX);
  spec->width_percent = isnan (spec->width_percent) ? 25.0 : CLAMP (spec->width_percent, 5.0, 80.0);
  spec->value_percent = isnan (spec->value_percent) ? 70.0 : CLAMP (spec->value_percent, 10.0, 100.0);
}

const char *
bw_profile_range_get_name (BwProfileRange range)
{
  return range_names[range];
}

gboolean
bw_profile_range_find (const char *name, BwProfileRange *range)
{
  for (guint i = 0; i < BW_PROFILE_N_RANGES; i++)
    if (g_strcmp0 (range_names[i], name) == 0)
      {
        *range = i;
        return TRUE;
      }
  return FALSE;
}

void
bw_chart_model_set_profile (BwChartModel *model, const BwProfileSpec *spec)
{
  model->profile = *spec;
  bw_profile_spec_clamp (&model->profile);
  bw_chart_model_invalidate (model, BW_CHART_LAYER_BIT (BW_CHART_LAYER_PROFILE));
}

const BwProfileSpec *
bw_chart_model_get_profile (const BwChartModel *model)
{
  return &model->profile;
}

static gboolean
has_sessions (const BwChartModel *model)
{
  return model->profile.range == BW_PROFILE_SESSIONS &&
         bw_timeframe_is_intraday (model->bars.tail->timeframe);
}

/* Of the bars [@first, @end), in rows that all profiles in view share. */
static void
build_profile (BwChartModel *model, gsize first, gsize end, double row_size, BwVolumeProfile *profile)
{
  BwExtent extent = bw_pyramid_fold (model->pyramid, first, end);

  if (model->profile_index == NULL)
    model->profile_index = bw_profile_index_new (&model->bars);
  bw_profile_index_build (model->profile_index, first, end, row_size, &extent,
                          model->profile.value_percent / 100.0, profile);
}

static double
choose_row_size (BwChartModel *model, gsize first, gsize end)
{
  BwExtent extent = bw_pyramid_fold (model->pyramid, first, end);

  return bw_profile_choose_row_size (&extent, model->profile.n_rows, model->tick);
}

/* From @left to @right; rows begin at the one that @is_left says. */
typedef struct
{
  float left, right;
  gboolean is_left;
} Place;

static void
add_row (BwChartModel *model, BwDisplayList *list, const BwVolumeProfile *profile, guint row,
         const BwPriceMap *map, const Place *place)
{
  double low = (double) (profile->first_row + row) * profile->row_size;
  float top = bw_layer_snap (bw_layer_map_price (map, low + profile->row_size));
  float bottom = bw_layer_snap (bw_layer_map_price (map, low));
  float room = (place->right - place->left), height = MAX (bottom - top - 1.0f, 1.0f), up, whole;
  gboolean is_value = row >= profile->value_first && row < profile->value_end;
  float alpha = is_value ? 0.42f : 0.20f;
  const BwChartStyle *style = &model->style;

  if (!(top < bottom) || bottom < 0.0f || top > model->axis.height)
    return;
  whole = bw_layer_snap (room * (profile->up[row] + profile->down[row]) / profile->greatest);
  up = bw_layer_snap (room * profile->up[row] / profile->greatest);
  if (model->profile.is_whole)
    up = 0.0f;
  bw_display_list_add_rect (list, bw_colour_with_alpha (style->up, alpha),
                            place->is_left ? place->left : place->right - up, top, up, height);
  bw_display_list_add_rect (
      list, bw_colour_with_alpha (model->profile.is_whole ? style->series[0] : style->down, alpha),
      place->is_left ? place->left + up : place->right - whole, top, whole - up, height);
}

static void
add_level (BwChartModel *model, BwDisplayList *list, const BwPriceMap *map, double price, float dash,
           float left, float right)
{
  float line = MAX (1.0f, floorf ((float) model->scale));
  float y = bw_layer_snap (bw_layer_map_price (map, price)) + line / 2.0f;

  if (y >= 0.0f && y <= model->axis.height)
    bw_display_list_add_line (list, model->style.series[1], line, left, y, right, y,
                              dash * (float) model->scale);
}

static void
draw_profile (BwChartModel *model, BwDisplayList *list, const BwVolumeProfile *profile,
              const BwPriceMap *map, const Place *place, float line_left, float line_right)
{
  double first = (double) profile->first_row, size = profile->row_size;

  if (profile->n_rows == 0)
    return;
  for (guint row = 0; row < profile->n_rows; row++)
    add_row (model, list, profile, row, map, place);
  add_level (model, list, map, (first + profile->control + 0.5) * size, 0.0f, line_left, line_right);
  add_level (model, list, map, (first + profile->value_first) * size, 3.0f, line_left, line_right);
  add_level (model, list, map, (first + profile->value_end) * size, 3.0f, line_left, line_right);
}

/* The first bar of the local day after that of @bar_index. */
static gsize
find_next_day (const BwChartModel *model, gsize bar_index)
{
  BwTime start = bw_chart_bars_get_start (&model->bars, bar_index);
  gint64 local = bw_chart_model_to_local (model, start), into_day = local % BW_DAY;
  gsize n = bw_chart_bars_get_n (&model->bars), next;

  if (into_day < 0)
    into_day += BW_DAY;
  next = bw_chart_bars_find (&model->bars, start - into_day + BW_DAY);
  return CLAMP (next, bar_index + 1, n);
}

/* The first bar of the local day of @bar_index. */
static gsize
find_day (const BwChartModel *model, gsize bar_index)
{
  BwTime start = bw_chart_bars_get_start (&model->bars, bar_index);
  gint64 into_day = bw_chart_model_to_local (model, start) % BW_DAY;

  if (into_day < 0)
    into_day += BW_DAY;
  return MIN (bw_chart_bars_find (&model->bars, start - into_day), bar_index);
}

/* Each day whole, even where a part of it is out of view: its profile doesn't change with panning. */
static void
draw_sessions (BwChartModel *model, BwDisplayList *list, gsize first, gsize end, const BwPriceMap *map)
{
  gsize day = find_day (model, first), day_end = find_next_day (model, end - 1);
  double row_size = choose_row_size (model, day, day_end);
  float share = (float) model->profile.width_percent / 100.0f;

  for (guint n = 0; day < end && n < N_SESSIONS_MAX; n++)
    {
      gsize next = find_next_day (model, day);
      float left = bw_layer_snap (bw_chart_axis_x (&model->axis, day));
      float right = bw_layer_snap (bw_chart_axis_x (&model->axis, next));
      Place place = { left, left + (right - left) * share, TRUE };
      BwVolumeProfile profile;

      if (right - left >= SESSION_WIDTH_MIN * model->scale)
        {
          build_profile (model, day, next, row_size, &profile);
          draw_profile (model, list, &profile, map, &place, left, right);
        }
      day = next;
    }
}

static void
draw_visible (BwChartModel *model, BwDisplayList *list, gsize first, gsize end, const BwPriceMap *map)
{
  float width = bw_layer_snap (model->axis.width);
  float room = width * (float) model->profile.width_percent / 100.0f;
  Place place = { model->profile.is_left ? 0.0f : width - room,
                  model->profile.is_left ? room : width, model->profile.is_left };
  BwVolumeProfile profile;

  build_profile (model, first, end, choose_row_size (model, first, end), &profile);
  draw_profile (model, list, &profile, map, &place, 0.0f, width);
}

void
bw_chart_build_profile (BwChartModel *model, BwDisplayList *list)
{
  BwPriceMap map = bw_layer_get_price_map (&model->axis);
  gsize first, end;

  if (model->profile.range == BW_PROFILE_OFF || !bw_chart_model_get_visible (model, &first, &end))
    return;
  bw_display_list_push_clip (list, (BwRect){ 0, 0, bw_layer_snap (model->axis.width),
                                             bw_layer_snap (model->axis.height) });
  if (has_sessions (model))
    draw_sessions (model, list, first, end, &map);
  else
    draw_visible (model, list, first, end, &map);
  bw_display_list_pop_clip (list);
}

/**
 * bw_chart_model_describe_profile:
 *
 * Returns: (transfer full) (nullable): the profile of the bars in view in a sentence; %NULL without one
 */
char *
bw_chart_model_describe_profile (BwChartModel *model)
{
  char control[BW_CHART_TEXT_BYTES], low[BW_CHART_TEXT_BYTES], high[BW_CHART_TEXT_BYTES];
  BwVolumeProfile profile;
  gsize first, end;

  bw_chart_model_ensure_layout (model);
  if (model->profile.range == BW_PROFILE_OFF || !bw_chart_model_get_visible (model, &first, &end))
    return NULL;
  build_profile (model, first, end, choose_row_size (model, first, end), &profile);
  if (profile.n_rows == 0)
    return g_strdup (bw_chart_translate ("summary", "No volume to make a profile of"));
  bw_chart_print_number ((profile.first_row + profile.control + 0.5) * profile.row_size,
                         model->n_decimals, control);
  bw_chart_print_number ((profile.first_row + profile.value_first) * profile.row_size,
                         model->n_decimals, low);
  bw_chart_print_number ((profile.first_row + profile.value_end) * profile.row_size,
                         model->n_decimals, high);
  return g_strdup_printf (
      bw_chart_translate ("summary", "Volume: point of control %s, value area from %s to %s"), control,
      low, high);
}
