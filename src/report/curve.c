/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/curve.h"

#include "chart/line-chart.h"
#include "market/calendar.h"
#include "report/chart-painter.h"

#include <glib/gi18n.h>
#include <math.h>

/* The chart room snaps lines to whole units; on paper a unit is a quarter of a point, so that
 * hairlines are fine and curves keep their detail. */
#define UNITS_PER_POINT 4.0
/* Sizes of the screen are a little too strong for paper. */
#define SCALE (0.8 * UNITS_PER_POINT)
#define TEXT_SIZE (7.4f / 0.8f)

static void
init_paper_style (BwChartStyle *style)
{
  bw_chart_style_init_light (style);
  style->text_dim = bw_ink_colour (BW_INK_DIM);
  style->grid = bw_ink_colour (BW_INK_HAIRLINE);
  style->separator = bw_ink_colour (BW_INK_DIM);
  style->background = bw_ink_colour (BW_INK_PAPER);
  style->font_size = TEXT_SIZE;
}

/**
 * bw_curve_draw:
 *
 * Draws a curve with its axes into the given room, in vectors, by the window's own drawing code.
 * Fewer than two points make no curve: the room stays empty but for a sentence.
 */
void
bw_curve_draw (BwPage *page, const BwCurve *curve, double x, double y, double width, double height)
{
  g_autoptr (BwChartPainter) painter = bw_chart_painter_new (BW_PAGE_FONTS);
  g_autoptr (BwDisplayList) list = bw_display_list_new ();
  BwChartStyle style;
  BwTextMeasure measure;
  gboolean is_drawdown = curve->kind == BW_CURVE_DRAWDOWN;
  BwLineChart chart = {
    .times = curve->times,
    .values = curve->values,
    .n_points = curve->n_points,
    .kind = is_drawdown ? BW_LINE_CHART_BASELINE : BW_LINE_CHART_AREA,
    .number = is_drawdown ? BW_NUMBER_PERCENT : BW_NUMBER_MONEY,
    .colour = bw_ink_colour (is_drawdown ? BW_INK_DOWN : BW_INK_ACCENT),
    .zone = curve->zone,
    .offset_at = bw_zone_offset_at,
    .width = width * UNITS_PER_POINT,
    .height = height * UNITS_PER_POINT,
    .scale = SCALE,
    .hover_x = NAN,
  };

  if (curve->n_points < 2)
    {
      const BwTextStyle dim = { 8.5, FALSE, BW_INK_DIM, BW_ALIGN_CENTRE };

      bw_page_set_ink (page, BW_INK_WASH);
      cairo_rectangle (page->cr, x, y, width, height);
      cairo_fill (page->cr);
      bw_page_text (page, x + width / 2, y + height / 2 + 3, width, &dim, _("Not enough history for a curve yet."));
      return;
    }
  init_paper_style (&style);
  bw_chart_painter_get_measure (painter, &measure);
  bw_line_chart_build (&chart, &style, &measure, list);
  cairo_save (page->cr);
  cairo_translate (page->cr, x, y);
  cairo_scale (page->cr, 1 / UNITS_PER_POINT, 1 / UNITS_PER_POINT);
  cairo_new_path (page->cr);
  bw_chart_painter_paint (painter, page->cr, list);
  cairo_restore (page->cr);
}
