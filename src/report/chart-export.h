/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  BW_CHART_FILE_PNG,
  BW_CHART_FILE_SVG,
  BW_CHART_FILE_PDF,
  BW_CHART_FILE_CSV,
  BW_CHART_N_FILES
} BwChartFile;

/**
 * BwChartExport:
 * @width, @height: of the whole picture in logical pixels; on paper 96 of them are an inch
 * @scale: device pixels of a PNG for each of them
 * @style: (nullable): other colours than the model's; %NULL keeps them
 * @caption: (nullable): a line below the chart: that it is simulated, what it shows, its zone
 * @left_out: bits of the layers that aren't painted
 * @first, @end: rows [first, end) of a CSV file; pictures show what the chart shows
 *
 * What is exported of a chart.
 */
typedef struct
{
  BwChartFile file;
  double width, height, scale;
  const BwChartStyle *style; /* (borrowed) */
  const char *caption;       /* (borrowed) */
  guint left_out;
  gsize first, end;
} BwChartExport;

#define BW_CHART_EXPORT_LENGTH_MAX 16384.0

gboolean bw_chart_file_of_path (const char *path, BwChartFile *file);
const char *bw_chart_file_ending (BwChartFile file);
char *bw_chart_export_caption (const char *title, const char *source, const char *zone, BwTime now);
GBytes *bw_chart_export_render (BwChartModel *model, const BwChartExport *export, GError **error);
gboolean bw_chart_export_write (BwChartModel *model, const BwChartExport *export, const char *path, GError **error);

G_END_DECLS
