/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/axis.h"
#include "chart/bars.h"
#include "chart/pyramid.h"
#include "chart/style.h"
#include "indicators/indicator.h"

G_BEGIN_DECLS

#define BW_STUDY_WIDTH_MAX   4
#define BW_STUDY_WEIGHT_MIN  0.05
#define BW_STUDY_WEIGHT_MAX  5.0
#define BW_STUDY_TITLE_BYTES 96
#define BW_STUDY_N_MAX       40                        /* on one chart */
#define BW_STUDY_COLOUR_SIGN BW_CHART_N_SERIES_COLOURS /* as prices: up above 0, down below */

typedef enum
{
  BW_PLOT_LINE,
  BW_PLOT_STEPS,     /* a line of levels: each value from its bar's left to its right */
  BW_PLOT_HISTOGRAM, /* columns from 0 */
  BW_PLOT_AREA,      /* a line, and a ground from it down to 0 or to the pane's edge */
  BW_PLOT_DOTS,
  BW_PLOT_MARKS,     /* where it is not 0: a triangle below the bar if above 0, else above it */
  BW_N_PLOTS
} BwPlotKind;

/**
 * BwStudyOutput:
 * @colour_index: into BwChartStyle.series, or %BW_STUDY_COLOUR_SIGN
 * @width: of a line, in logical pixels, from 1 to BW_STUDY_WIDTH_MAX
 *
 * How one output is drawn.
 */
typedef struct
{
  BwPlotKind plot;
  guint colour_index;
  guint width;
  gboolean is_visible;
} BwStudyOutput;

/**
 * BwStudySpec:
 * @id: not 0, different for each study of a chart; what hit regions carry
 * @in_pane: in a pane of its own under the prices, not over them
 * @has_ground: a tint between its outermost lines, or between its outermost levels
 * @pane_weight: its pane's height, in heights of the price's
 *
 * One indicator on a chart: which, and how it looks.
 */
typedef struct
{
  guint64 id;
  const BwIndicatorInfo *info;
  double parameters[BW_INDICATOR_PARAMETERS_MAX];
  BwStudyOutput outputs[BW_INDICATOR_OUTPUTS_MAX];
  gboolean is_visible, in_pane, has_ground;
  double pane_weight;
} BwStudySpec;

void bw_study_spec_init (BwStudySpec *spec, const BwIndicatorInfo *info);
void bw_study_spec_init_period (BwStudySpec *spec, const char *name, double period, guint64 id);
gboolean bw_study_spec_equal (const BwStudySpec *a, const BwStudySpec *b);
gboolean bw_study_spec_has_same_values (const BwStudySpec *a, const BwStudySpec *b);
void bw_study_spec_shift_colours (BwStudySpec *spec, guint n_used);
char *bw_study_spec_print_title (const BwStudySpec *spec, char *title);
const char *bw_plot_kind_get_name (BwPlotKind kind);

/**
 * BwStudy:
 *
 * An indicator over a chart's bars. Its values are not stored, but worked out a chunk at a time from
 * checkpoints, so that ten million bars need no second array of ten million; the chunks used last are
 * kept. A last bar that changes costs one step from the state before it.
 */
typedef struct _BwStudy BwStudy;


BwStudy *bw_study_new (const BwStudySpec *spec, const BwChartBars *bars);
void bw_study_free (BwStudy *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwStudy, bw_study_free)

const BwStudySpec *bw_study_get_spec (const BwStudy *study);
gboolean bw_study_restyle (BwStudy *study, const BwStudySpec *spec);
guint bw_study_get_n_outputs (const BwStudy *study);
void bw_study_set_zone (BwStudy *study, const char *zone, BwZoneOffsetFunc offset_at);
void bw_study_reset (BwStudy *study);
void bw_study_bars_changed_from (BwStudy *study, gsize first);
double bw_study_get_value (BwStudy *study, guint output, gsize bar_index);
void bw_study_get_values (BwStudy *study, guint output, gsize first, gsize end, double *values);
BwExtent bw_study_fold (BwStudy *study, guint output, gsize first, gsize end);
BwExtent bw_study_fold_seen (BwStudy *study, gsize first, gsize end);
guint64 bw_study_get_n_fed (const BwStudy *study);

G_END_DECLS
