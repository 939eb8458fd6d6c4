/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv-scanner.h"

#define CELLS_MAX 8

static void
require (gboolean holds, const char *promise)
{
  if (holds)
    return;
  g_printerr ("broken: %s\n", promise);
  abort (); /* libFuzzer keeps the input of an abort, not of g_error()'s trap */
}

/* Rows cover the text without a hole, their cells lie within them, and a row that is found in a part
 * of the text is the row of the whole. The first byte chooses the delimiter. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  char delimiter;
  const char *text;
  gsize n_left;

  if (data_bytes == 0)
    return 0;
  delimiter = ",;\t| "[data[0] % 5];
  text = (const char *) data + 1;
  n_left = data_bytes - 1;
  while (n_left > 0)
    {
      BwCsvCell cells[CELLS_MAX], part_cells[CELLS_MAX];
      BwCsvRow row = { .cells = cells, .n_cells_max = CELLS_MAX };
      BwCsvRow part = { .cells = part_cells, .n_cells_max = CELLS_MAX };

      require (bw_csv_scan_row (text, n_left, TRUE, delimiter, &row) == BW_CSV_ROW, "the last row ends");
      require (row.n_bytes > 0 && row.n_bytes <= n_left, "a row has bytes");
      require (row.n_cells > 0 && row.n_lines > 0, "a row has a cell and a line");
      for (guint i = 0; i < MIN (row.n_cells, CELLS_MAX); i++)
        {
          g_autofree char *copy = bw_csv_cell_dup (&cells[i]);

          require (cells[i].text >= text && cells[i].text + cells[i].n_bytes <= text + row.n_bytes,
                   "a cell lies in its row");
          require (strlen (copy) <= cells[i].n_bytes, "a cell only shrinks");
        }
      for (gsize n = row.n_bytes; n > 0; n /= 2)
        if (bw_csv_scan_row (text, n, FALSE, delimiter, &part) == BW_CSV_ROW)
          require (part.n_bytes == row.n_bytes && part.n_cells == row.n_cells && part.n_lines == row.n_lines,
                   "a whole row is the same whatever follows");
      require (bw_csv_find_special (text, text + n_left, delimiter)
                   == bw_csv_find_special_scalar (text, text + n_left, delimiter),
               "both searches agree");
      text += row.n_bytes;
      n_left -= row.n_bytes;
    }
  return 0;
}
