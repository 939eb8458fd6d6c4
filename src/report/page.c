/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/page.h"

#include <glib/gi18n.h>


/* On paper there is one theme. */
static const guint32 inks[] = {
  [BW_INK_TEXT] = 0x1b1f24,
  [BW_INK_DIM] = 0x69727d,
  [BW_INK_HAIRLINE] = 0xd9dde2,
  [BW_INK_WASH] = 0xf4f5f7,
  [BW_INK_ACCENT] = 0x2462a8,
  [BW_INK_UP] = 0x0f7b4f,
  [BW_INK_DOWN] = 0xb8322e,
  [BW_INK_BADGE] = 0xa86a00,
  [BW_INK_PAPER] = 0xffffff,
};

BwColour
bw_ink_colour (BwInk ink)
{
  guint32 rgb = inks[ink];

  return (BwColour){ (float) (rgb >> 16 & 255) / 255, (float) (rgb >> 8 & 255) / 255,
                     (float) (rgb & 255) / 255, 1 };
}

void
bw_page_set_ink (BwPage *page, BwInk ink)
{
  BwColour colour = bw_ink_colour (ink);

  cairo_set_source_rgb (page->cr, colour.red, colour.green, colour.blue);
}

/**
 * bw_page_init:
 * @surface: a paged surface of %BW_PAGE_WIDTH × %BW_PAGE_HEIGHT points
 * @n_pages: what a first run has counted; 0 in that run
 *
 * Opens the document on its first page, which carries no head.
 */
void
bw_page_init (BwPage *page, cairo_surface_t *surface, guint n_pages)
{
  *page = (BwPage){ .y = BW_PAGE_MARGIN, .page_number = 1, .n_pages = n_pages };
  page->cr = cairo_create (surface);
  page->layout = pango_cairo_create_layout (page->cr);
  pango_cairo_context_set_resolution (pango_layout_get_context (page->layout), 72);
}

void
bw_page_clear (BwPage *page)
{
  g_clear_object (&page->layout);
  g_clear_pointer (&page->cr, cairo_destroy);
}

static void
set_font (BwPage *page, const BwTextStyle *style)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_family_static (font, BW_PAGE_FONTS);
  pango_font_description_set_weight (font, style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_size (font, (int) (style->size * PANGO_SCALE));
  pango_layout_set_font_description (page->layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (page->layout, attributes);
  pango_attr_list_unref (attributes);
}

/**
 * bw_page_text:
 * @x: left, middle or right of the text, as its style aligns it
 * @width_max: the text is shortened with an ellipsis beyond this; 0: never
 *
 * Writes one line on a baseline.
 *
 * Returns: its width, points
 */
double
bw_page_text (BwPage *page, double x, double baseline, double width_max, const BwTextStyle *style, const char *text)
{
  int width, height;
  double text_width;

  set_font (page, style);
  pango_layout_set_width (page->layout, width_max > 0 ? (int) (width_max * PANGO_SCALE) : -1);
  pango_layout_set_ellipsize (page->layout, width_max > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_alignment (page->layout, PANGO_ALIGN_LEFT);
  pango_layout_set_text (page->layout, text, -1);
  pango_layout_get_size (page->layout, &width, &height);
  text_width = (double) width / PANGO_SCALE;
  switch (style->align)
    {
    case BW_ALIGN_LEFT:
      break;
    case BW_ALIGN_CENTRE:
      x -= text_width / 2;
      break;
    case BW_ALIGN_RIGHT:
      x -= text_width;
      break;
    }
  bw_page_set_ink (page, style->ink);
  cairo_move_to (page->cr, x, baseline - (double) pango_layout_get_baseline (page->layout) / PANGO_SCALE);
  pango_cairo_show_layout (page->cr, page->layout);
  return text_width;
}

/**
 * bw_page_paragraph:
 * @y: the top of the first line
 *
 * Writes lines broken at @width.
 *
 * Returns: the height they take, points
 */
double
bw_page_paragraph (BwPage *page, double x, double y, double width, const BwTextStyle *style, const char *text)
{
  int text_width, height;

  set_font (page, style);
  pango_layout_set_width (page->layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (page->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_line_spacing (page->layout, 1.25f);
  pango_layout_set_text (page->layout, text, -1);
  pango_layout_get_size (page->layout, &text_width, &height);
  bw_page_set_ink (page, style->ink);
  cairo_move_to (page->cr, x, y);
  pango_cairo_show_layout (page->cr, page->layout);
  pango_layout_set_line_spacing (page->layout, 0);
  return (double) height / PANGO_SCALE;
}

void
bw_page_rule (BwPage *page, double x0, double x1, double y, double line_width, BwInk ink)
{
  bw_page_set_ink (page, ink);
  cairo_set_line_width (page->cr, line_width);
  cairo_move_to (page->cr, x0, y);
  cairo_line_to (page->cr, x1, y);
  cairo_stroke (page->cr);
}

/* The head of every page but the cover: what it is, of whom, and that it is simulated. */
static void
draw_head (BwPage *page)
{
  const BwTextStyle title = { 8.5, TRUE, BW_INK_TEXT, BW_ALIGN_LEFT };
  const BwTextStyle subtitle = { 8.5, FALSE, BW_INK_DIM, BW_ALIGN_LEFT };
  double width;

  bw_page_mark (page, BW_PAGE_LEFT, 34, 16);
  width = bw_page_text (page, BW_PAGE_LEFT + 23, 46, 190, &title, page->title);
  bw_page_text (page, BW_PAGE_LEFT + 31 + width, 46, 220, &subtitle, page->subtitle);
  bw_page_badge (page, BW_PAGE_RIGHT, 43, _("Simulated trading"));
  bw_page_rule (page, BW_PAGE_LEFT, BW_PAGE_RIGHT, 60, 0.6, BW_INK_HAIRLINE);
}

static void
draw_foot (BwPage *page)
{
  const BwTextStyle left = { 7, FALSE, BW_INK_DIM, BW_ALIGN_LEFT };
  const BwTextStyle right = { 7, FALSE, BW_INK_DIM, BW_ALIGN_RIGHT };
  double y = BW_PAGE_HEIGHT - 34;
  g_autofree char *number
      = page->n_pages > 0 ? g_strdup_printf (_("Page %u of %u"), page->page_number, page->n_pages)
                          : g_strdup_printf ("%u", page->page_number);

  bw_page_rule (page, BW_PAGE_LEFT, BW_PAGE_RIGHT, y - 13, 0.6, BW_INK_HAIRLINE);
  bw_page_text (page, BW_PAGE_LEFT, y, BW_PAGE_INNER_WIDTH - 90, &left, page->notice);
  bw_page_text (page, BW_PAGE_RIGHT, y, 0, &right, number);
}

/**
 * bw_page_next:
 *
 * Finishes the current page and begins another, with its head.
 */
void
bw_page_next (BwPage *page)
{
  draw_foot (page);
  cairo_show_page (page->cr);
  page->page_number++;
  page->y = BW_PAGE_TOP;
  draw_head (page);
}

/* Finishes the last page. */
void
bw_page_finish (BwPage *page)
{
  draw_foot (page);
  cairo_show_page (page->cr);
}

/**
 * bw_page_reserve:
 *
 * Begins another page when less than @height points are left on this one.
 *
 * Returns: whether it did
 */
gboolean
bw_page_reserve (BwPage *page, double height)
{
  if (page->y + height <= BW_PAGE_BOTTOM)
    return FALSE;
  bw_page_next (page);
  return TRUE;
}

/* A section's heading; @detail stands dim beside it. */
void
bw_page_section (BwPage *page, const char *title, const char *detail)
{
  const BwTextStyle bold = { 12, TRUE, BW_INK_TEXT, BW_ALIGN_LEFT };
  const BwTextStyle dim = { 8.5, FALSE, BW_INK_DIM, BW_ALIGN_LEFT };
  double width = bw_page_text (page, BW_PAGE_LEFT, page->y + 10, 0, &bold, title);

  if (detail != NULL)
    bw_page_text (page, BW_PAGE_LEFT + width + 9, page->y + 10, BW_PAGE_INNER_WIDTH - width - 9, &dim, detail);
  page->y += 22;
}

/* The house's mark: a bell. */
void
bw_page_mark (BwPage *page, double x, double y, double size)
{
  cairo_t *cr = page->cr;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size / 32, size / 32);
  bw_page_set_ink (page, BW_INK_ACCENT);
  cairo_arc (cr, 16, 5.2, 2.7, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_move_to (cr, 16, 5.6);
  cairo_curve_to (cr, 22.6, 5.6, 24.6, 10.6, 24.9, 15);
  cairo_curve_to (cr, 25.2, 19.2, 26, 21.2, 28.6, 23.6);
  cairo_line_to (cr, 3.4, 23.6);
  cairo_curve_to (cr, 6, 21.2, 6.8, 19.2, 7.1, 15);
  cairo_curve_to (cr, 7.4, 10.6, 9.4, 5.6, 16, 5.6);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_arc (cr, 16, 26.2, 3.3, 0, G_PI);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* An outlined word that can't be missed; @right is its right edge, @middle its middle line. */
void
bw_page_badge (BwPage *page, double right, double middle, const char *text)
{
  const BwTextStyle style = { 7.5, TRUE, BW_INK_BADGE, BW_ALIGN_RIGHT };
  cairo_t *cr = page->cr;
  double width, radius = 7.5, left;

  width = bw_page_text (page, right - 9, middle + 2.7, 0, &style, text) + 18;
  left = right - width;
  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, middle, radius, -G_PI / 2, G_PI / 2);
  cairo_arc (cr, left + radius, middle, radius, G_PI / 2, 3 * G_PI / 2);
  cairo_close_path (cr);
  cairo_set_line_width (cr, 0.9);
  bw_page_set_ink (page, BW_INK_BADGE);
  cairo_stroke (cr);
}
