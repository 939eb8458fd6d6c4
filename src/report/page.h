/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/style.h"

#include <cairo.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define BW_PAGE_FONTS "Cantarell, Inter, Noto Sans, DejaVu Sans, sans-serif"

/* A4 in points, and the room inside the margins. */
#define BW_PAGE_WIDTH 595.0
#define BW_PAGE_HEIGHT 842.0
#define BW_PAGE_MARGIN 46.0
#define BW_PAGE_LEFT BW_PAGE_MARGIN
#define BW_PAGE_RIGHT (BW_PAGE_WIDTH - BW_PAGE_MARGIN)
#define BW_PAGE_INNER_WIDTH (BW_PAGE_RIGHT - BW_PAGE_LEFT)
#define BW_PAGE_TOP 84.0
#define BW_PAGE_BOTTOM (BW_PAGE_HEIGHT - 62.0)

/* The report's few colours: one ink, two greys, one accent; the rest belongs to data. */
typedef enum
{
  BW_INK_TEXT,
  BW_INK_DIM,
  BW_INK_HAIRLINE,
  BW_INK_WASH,   /* ground of table headings */
  BW_INK_ACCENT,
  BW_INK_UP,
  BW_INK_DOWN,
  BW_INK_BADGE,
  BW_INK_PAPER,
} BwInk;

typedef enum
{
  BW_ALIGN_LEFT,
  BW_ALIGN_CENTRE,
  BW_ALIGN_RIGHT,
} BwAlign;

typedef struct
{
  double size; /* points */
  gboolean is_bold;
  BwInk ink;
  BwAlign align;
} BwTextStyle;

/**
 * BwPage:
 * @cr: paints the current page; user space is points
 * @y: where the next thing goes; sections move it down
 * @n_pages: pages in all; 0 while they are being counted
 * @title, @subtitle: in the head of every page but the first
 * @notice: in the foot of every page
 *
 * A growing document: what is written goes to the current page, and bw_page_next() begins
 * another. The whole report is run twice, first to count its pages.
 */
typedef struct
{
  cairo_t *cr;         /* (owned) */
  PangoLayout *layout; /* (owned) */
  double y;
  guint page_number;
  guint n_pages;
  const char *title;
  const char *subtitle;
  const char *notice;
} BwPage;

void bw_page_init (BwPage *page, cairo_surface_t *surface, guint n_pages);
void bw_page_clear (BwPage *page);
void bw_page_next (BwPage *page);
void bw_page_finish (BwPage *page);
gboolean bw_page_reserve (BwPage *page, double height);

BwColour bw_ink_colour (BwInk ink);
void bw_page_set_ink (BwPage *page, BwInk ink);
double bw_page_text (BwPage *page, double x, double baseline, double width_max, const BwTextStyle *style, const char *text);
double bw_page_paragraph (BwPage *page, double x, double y, double width, const BwTextStyle *style, const char *text);
void bw_page_rule (BwPage *page, double x0, double x1, double y, double line_width, BwInk ink);
void bw_page_section (BwPage *page, const char *title, const char *detail);
void bw_page_mark (BwPage *page, double x, double y, double size);
void bw_page_badge (BwPage *page, double right, double middle, const char *text);

G_END_DECLS
