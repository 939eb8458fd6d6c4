/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"
#include "chart/volume-profile.h"

G_BEGIN_DECLS

/* Stored by their names. */
typedef enum
{
  BW_PROFILE_OFF,
  BW_PROFILE_VISIBLE,   /* one, of the bars in view */
  BW_PROFILE_SESSIONS,  /* one a day of the market's zone; bars of a day and more: as visible */
  BW_PROFILE_N_RANGES
} BwProfileRange;

/**
 * BwProfileSpec:
 * @n_rows: at most, BW_PROFILE_ROWS_MIN to BW_PROFILE_ROWS_MAX
 * @width_percent: of the plot or of the session, 5 to 80
 * @value_percent: of the volume in the value area, 10 to 100
 */
typedef struct
{
  BwProfileRange range;
  guint n_rows;
  double width_percent;
  double value_percent;
  gboolean is_left;   /* begins at the left edge instead of the right; a session's always does */
  gboolean is_whole;  /* up and down are not told apart */
} BwProfileSpec;

void bw_profile_spec_init (BwProfileSpec *spec);
void bw_profile_spec_clamp (BwProfileSpec *spec);
const char *bw_profile_range_get_name (BwProfileRange range);
gboolean bw_profile_range_find (const char *name, BwProfileRange *range);

void bw_chart_model_set_profile (BwChartModel *model, const BwProfileSpec *spec);
const BwProfileSpec *bw_chart_model_get_profile (const BwChartModel *model);
char *bw_chart_model_describe_profile (BwChartModel *model);

G_END_DECLS
