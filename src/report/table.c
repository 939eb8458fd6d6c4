/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/table.h"

#include <glib/gi18n.h>

#define ROW_HEIGHT 16.5
#define HEAD_HEIGHT 18.0
#define CELL_PADDING 5.0

static void
draw_cells (BwTable *table, const BwTableCell *cells, gboolean is_bold, double size, double baseline)
{
  double left = BW_PAGE_LEFT;

  for (guint i = 0; i < table->n_columns; i++)
    {
      const BwTableColumn *column = &table->columns[i];
      double width = column->share * BW_PAGE_INNER_WIDTH;
      BwTextStyle style = { size, is_bold, cells[i].ink, column->align };
      double x = left + CELL_PADDING;

      if (column->align == BW_ALIGN_RIGHT)
        x = left + width - CELL_PADDING;
      else if (column->align == BW_ALIGN_CENTRE)
        x = left + width / 2;
      if (cells[i].text != NULL && *cells[i].text != '\0')
        bw_page_text (table->page, x, baseline, width - CELL_PADDING, &style, cells[i].text);
      left += width;
    }
}

static void
draw_headings (BwTable *table)
{
  BwPage *page = table->page;
  BwTableCell cells[BW_TABLE_COLUMNS_MAX];

  for (guint i = 0; i < table->n_columns; i++)
    cells[i] = (BwTableCell){ table->columns[i].title, BW_INK_DIM };
  bw_page_set_ink (page, BW_INK_WASH);
  cairo_rectangle (page->cr, BW_PAGE_LEFT, page->y, BW_PAGE_INNER_WIDTH, HEAD_HEIGHT);
  cairo_fill (page->cr);
  draw_cells (table, cells, TRUE, 7.2, page->y + 12);
  page->y += HEAD_HEIGHT;
}

/**
 * bw_table_begin:
 * @detail: (nullable): what stands dim beside the title
 *
 * Writes the title and the headings; a table never begins with less than three rows' room.
 */
void
bw_table_begin (BwTable *table,
                BwPage *page,
                const char *title,
                const char *detail,
                const BwTableColumn *columns,
                guint n_columns)
{
  g_return_if_fail (n_columns <= BW_TABLE_COLUMNS_MAX);

  *table = (BwTable){ page, title, columns, n_columns };
  bw_page_reserve (page, 22 + HEAD_HEIGHT + 3 * ROW_HEIGHT);
  bw_page_section (page, title, detail);
  draw_headings (table);
}

static void
go_on (BwTable *table, double height)
{
  if (bw_page_reserve (table->page, height))
    {
      bw_page_section (table->page, table->title, _("continued"));
      draw_headings (table);
    }
}

void
bw_table_add_row (BwTable *table, const BwTableCell *cells)
{
  BwPage *page = table->page;

  go_on (table, ROW_HEIGHT);
  draw_cells (table, cells, FALSE, 8, page->y + 11.3);
  page->y += ROW_HEIGHT;
  bw_page_rule (page, BW_PAGE_LEFT, BW_PAGE_RIGHT, page->y, 0.4, BW_INK_HAIRLINE);
}

/* A bold last row under a strong line. */
void
bw_table_add_sum (BwTable *table, const BwTableCell *cells)
{
  BwPage *page = table->page;

  go_on (table, ROW_HEIGHT);
  bw_page_rule (page, BW_PAGE_LEFT, BW_PAGE_RIGHT, page->y, 0.9, BW_INK_TEXT);
  draw_cells (table, cells, TRUE, 8, page->y + 11.6);
  page->y += ROW_HEIGHT;
}

/* A sentence in place of rows, or under them. */
void
bw_table_add_note (BwTable *table, const char *text)
{
  const BwTextStyle style = { 8, FALSE, BW_INK_DIM, BW_ALIGN_LEFT };

  go_on (table, ROW_HEIGHT);
  bw_page_text (table->page, BW_PAGE_LEFT + CELL_PADDING, table->page->y + 12,
                BW_PAGE_INNER_WIDTH - 2 * CELL_PADDING, &style, text);
  table->page->y += ROW_HEIGHT;
}

void
bw_table_end (BwTable *table)
{
  table->page->y += 24;
}
