/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/style.h"

#include <string.h>

BwColour
bw_colour_from_rgb (guint32 rgb)
{
  return (BwColour){ ((rgb >> 16) & 0xff) / 255.0f, ((rgb >> 8) & 0xff) / 255.0f,
                     (rgb & 0xff) / 255.0f, 1.0f };
}

/**
 * bw_colour_with_alpha:
 *
 * Returns: @colour with its alpha multiplied by @alpha
 */
BwColour
bw_colour_with_alpha (BwColour colour, float alpha)
{
  colour.alpha *= alpha;
  return colour;
}

BwColour
bw_colour_mix (BwColour a, BwColour b, float share_of_b)
{
  return (BwColour){ a.red + (b.red - a.red) * share_of_b,
                     a.green + (b.green - a.green) * share_of_b,
                     a.blue + (b.blue - a.blue) * share_of_b,
                     a.alpha + (b.alpha - a.alpha) * share_of_b };
}

/**
 * bw_colour_ink_on:
 *
 * Returns: white on an opaque @ground where that has a contrast of 3 or more, else near black.
 * Small bold figures read better so than by the greater ratio alone.
 */
BwColour
bw_colour_ink_on (BwColour ground)
{
  float luminance = 0.2126f * ground.red * ground.red + 0.7152f * ground.green * ground.green +
                    0.0722f * ground.blue * ground.blue;

  /* 1.05 / (0.3 + 0.05) = 3 */
  return luminance > 0.3f ? bw_colour_from_rgb (0x101012) : bw_colour_from_rgb (0xffffff);
}

gboolean
bw_colour_equal (BwColour a, BwColour b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

static void
set_series (BwChartStyle *style, const guint32 *rgb)
{
  for (guint i = 0; i < BW_CHART_N_SERIES_COLOURS; i++)
    style->series[i] = bw_colour_from_rgb (rgb[i]);
}

/**
 * bw_chart_style_init_light:
 *
 * Dark on white: for the light theme's fall-back and always for paper.
 */
void
bw_chart_style_init_light (BwChartStyle *style)
{
  static const guint32 series[] = { 0x2a6fdb, 0xb07d00, 0x8a3ffc, 0x00807a,
                                    0xc0447a, 0x5f7a1f, 0xb85a1e, 0x5b6470 };

  *style = (BwChartStyle){
    .background = bw_colour_from_rgb (0xffffff),
    .text = bw_colour_from_rgb (0x2a2a2e),
    .text_dim = bw_colour_from_rgb (0x6a6a70),
    .text_on_accent = bw_colour_from_rgb (0xffffff),
    .grid = bw_colour_from_rgb (0xe9e9ec),
    .separator = bw_colour_from_rgb (0xd0d0d6),
    .crosshair = bw_colour_from_rgb (0x77777e),
    .up = bw_colour_from_rgb (0x13885a),
    .down = bw_colour_from_rgb (0xca2e37),
    .flat = bw_colour_from_rgb (0x6c6c72),
    .entry = bw_colour_from_rgb (0x2a6fdb),
    .stop = bw_colour_from_rgb (0xca2e37),
    .target = bw_colour_from_rgb (0x13885a),
    .badge = bw_colour_from_rgb (0x9a6700),
    .volume_alpha = 0.34f,
    .font_size = 11.0f,
  };
  set_series (style, series);
}

void
bw_chart_style_init_dark (BwChartStyle *style)
{
  static const guint32 series[] = { 0x5b9bff, 0xf5c211, 0xb98cff, 0x2ec7bd,
                                    0xf178ad, 0xa9c95a, 0xf2995c, 0xa4adb8 };

  *style = (BwChartStyle){
    .background = bw_colour_from_rgb (0x242428),
    .text = bw_colour_from_rgb (0xe6e6ea),
    .text_dim = bw_colour_from_rgb (0x9e9ea6),
    .text_on_accent = bw_colour_from_rgb (0x101012),
    .grid = bw_colour_from_rgb (0x333338),
    .separator = bw_colour_from_rgb (0x4a4a52),
    .crosshair = bw_colour_from_rgb (0xa8a8b0),
    .up = bw_colour_from_rgb (0x33c88e),
    .down = bw_colour_from_rgb (0xff6b6b),
    .flat = bw_colour_from_rgb (0xa0a0a8),
    .entry = bw_colour_from_rgb (0x5b9bff),
    .stop = bw_colour_from_rgb (0xff6b6b),
    .target = bw_colour_from_rgb (0x33c88e),
    .badge = bw_colour_from_rgb (0xf5c211),
    .volume_alpha = 0.38f,
    .font_size = 11.0f,
  };
  set_series (style, series);
}

static void
estimate_text (
    gpointer data, const char *text, float font_size, gboolean is_bold, float *width, float *height)
{
  *width = g_utf8_strlen (text, -1) * font_size * (is_bold ? 0.64f : 0.6f);
  *height = font_size * 1.4f;
}

/**
 * bw_text_measure_init_estimate:
 *
 * A measure without fonts, a fixed width a character: for tests, and until a painter gives its own.
 */
void
bw_text_measure_init_estimate (BwTextMeasure *measure)
{
  *measure = (BwTextMeasure){ .measure = estimate_text };
}
