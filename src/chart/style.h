/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/display-list.h"

G_BEGIN_DECLS

#define BW_CHART_N_SERIES_COLOURS 8

typedef enum
{
  BW_CANDLES_FILLED,  /* up and down by colour; both bodies filled */
  BW_CANDLES_HOLLOW,  /* up hollow, down filled: for the set without colours, and for print */
} BwCandleShape;

/**
 * BwTextMeasure:
 *
 * How wide and high a line of text is, in the units of @font_size (device units). The room that
 * paints supplies it; widths must be those of tabular figures.
 */
typedef struct
{
  void (*measure) (gpointer data, const char *text, float font_size, gboolean is_bold, float *width, float *height);
  gpointer data; /* (borrowed) */
} BwTextMeasure;

/**
 * BwChartStyle:
 *
 * Colours and sizes; the caller fills it from CSS. Sizes are logical pixels, multiplied by the
 * model's scale when drawn.
 */
typedef struct
{
  BwColour background;
  BwColour text;            /* legend values, tags on neutral ground */
  BwColour text_dim;        /* axis labels, legend names */
  BwColour text_on_accent;  /* text on a filled tag */
  BwColour grid;
  BwColour separator;       /* between sessions */
  BwColour crosshair;
  BwColour up, down, flat;
  BwColour entry, stop, target;
  BwColour badge;
  BwColour series[BW_CHART_N_SERIES_COLOURS];
  float volume_alpha;       /* volume columns are up and down at this strength */
  float font_size;          /* axis and labels */
  BwCandleShape candle_shape;
} BwChartStyle;

void bw_chart_style_init_light (BwChartStyle *style);
void bw_chart_style_init_dark (BwChartStyle *style);
BwColour bw_colour_from_rgb (guint32 rgb);
BwColour bw_colour_with_alpha (BwColour colour, float alpha);
BwColour bw_colour_mix (BwColour a, BwColour b, float share_of_b);
BwColour bw_colour_ink_on (BwColour ground);
gboolean bw_colour_equal (BwColour a, BwColour b);
void bw_text_measure_init_estimate (BwTextMeasure *measure);

G_END_DECLS
