/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/csv-scanner.h"

#include <string.h>

#include "base/random.h"

#define CELLS_MAX 16

/* Rows are written as their cells joined by `|`, a malformed one with a `!` in front. */
static const struct
{
  const char *name;
  const char *text;
  char delimiter;
  const char *rows[6];
} cases[] = {
  { "plain", "a,b,c\n1,2,3\n", ',', { "a|b|c", "1|2|3" } },
  { "no line end at the end", "a,b\n1,2", ',', { "a|b", "1|2" } },
  { "CRLF", "a,b\r\n1,2\r\n", ',', { "a|b", "1|2" } },
  { "CR alone", "a,b\r1,2\r", ',', { "a|b", "1|2" } },
  { "semicolon", "a;b,c\n", ';', { "a|b,c" } },
  { "tab", "a\tb\n", '\t', { "a|b" } },
  { "bar", "a|b\n", '|', { "a|b" } },
  { "empty cells", ",,\n,\n", ',', { "||", "|" } },
  { "blank line", "a,b\n\n1,2\n", ',', { "a|b", "", "1|2" } },
  { "quoted", "\"a\",\"b,c\"\n", ',', { "a|b,c" } },
  { "doubled quotes", "\"say \"\"hi\"\"\",x\n", ',', { "say \"hi\"|x" } },
  { "empty quotes", "\"\",\"\"\"\"\n", ',', { "|\"" } },
  { "line ends in quotes", "\"a\nb\",c\r\n\"d\r\ne\",f\n", ',', { "a\nb|c", "d\r\ne|f" } },
  { "a quote inside", "a\"b,c\n", ',', { "a\"b|c" } },
  { "quoted at the end", "a,\"b\"", ',', { "a|b" } },
  { "text behind a quote", "\"a\"b,c\n1,2\n", ',', { "!a|c", "1|2" } },
  { "a quote that never closes", "a,\"b\n1,2\n", ',', { "!a,\"b", "1|2" } },
  { "a long cell", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz,b\n", ',',
    { "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz|b" } },
};

static char *
print_row (const BwCsvRow *row)
{
  GString *text = g_string_new (row->is_malformed ? "!" : "");

  for (guint i = 0; i < MIN (row->n_cells, CELLS_MAX); i++)
    {
      g_autofree char *cell = bw_csv_cell_dup (&row->cells[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", cell);
    }
  return g_string_free (text, FALSE);
}

static void
test_rows (void)
{
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const char *text = cases[c].text;
      gsize n_left = strlen (text);
      gsize i = 0;

      g_test_message ("%s", cases[c].name);
      for (;;)
        {
          BwCsvCell cells[CELLS_MAX];
          BwCsvRow row = { .cells = cells, .n_cells_max = CELLS_MAX };
          BwCsvOutcome outcome = bw_csv_scan_row (text, n_left, TRUE, cases[c].delimiter, &row);
          g_autofree char *printed = NULL;

          if (outcome == BW_CSV_END)
            break;
          g_assert_cmpint (outcome, ==, BW_CSV_ROW);
          printed = print_row (&row);
          g_assert_cmpstr (printed, ==, cases[c].rows[i++]);
          text += row.n_bytes;
          n_left -= row.n_bytes;
        }
      g_assert_null (cases[c].rows[i]);
    }
}

/* A row cut anywhere is either asked for again or, its line end seen, the same as in full. */
static void
test_cut_rows (void)
{
  const char *text = "one,\"two\nlines\",three\r\nnext";
  gsize n_whole = (gsize) (strstr (text, "next") - text);

  for (gsize n = 1; n <= strlen (text); n++)
    {
      BwCsvCell cells[CELLS_MAX];
      BwCsvRow row = { .cells = cells, .n_cells_max = CELLS_MAX };
      BwCsvOutcome outcome = bw_csv_scan_row (text, n, FALSE, ',', &row);

      g_assert_cmpint (outcome, ==, n >= n_whole ? BW_CSV_ROW : BW_CSV_MORE);
      if (outcome == BW_CSV_ROW)
        {
          g_assert_cmpuint (row.n_bytes, ==, n_whole);
          g_assert_cmpuint (row.n_lines, ==, 2);
          g_assert_cmpuint (row.n_cells, ==, 3);
        }
    }
}

static void
test_limits (void)
{
  g_autofree char *text = g_strnfill (BW_CSV_ROW_BYTES_MAX + 10, 'x');
  BwCsvCell cells[2];
  BwCsvRow row = { .cells = cells, .n_cells_max = 2 };

  text[0] = '"';
  text[5] = '\n';
  g_assert_cmpint (bw_csv_scan_row (text, BW_CSV_ROW_BYTES_MAX, FALSE, ',', &row), ==, BW_CSV_MORE);
  g_assert_cmpint (bw_csv_scan_row (text, BW_CSV_ROW_BYTES_MAX + 10, FALSE, ',', &row), ==, BW_CSV_ROW);
  g_assert_true (row.is_malformed);
  g_assert_cmpuint (row.n_bytes, ==, 6);
  g_assert_cmpint (bw_csv_scan_row ("1,2,3,4\n", 8, TRUE, ',', &row), ==, BW_CSV_ROW);
  g_assert_cmpuint (row.n_cells, ==, 4);
  g_assert_cmpint (bw_csv_scan_row ("", 0, TRUE, ',', &row), ==, BW_CSV_END);
}

static void
test_find_special (void)
{
  char text[80];

  for (guint64 i = 0; i < 20000; i++)
    {
      gsize n = bw_random_at (9, i, 0, 0, 0) % (sizeof text + 1);

      for (gsize k = 0; k < n; k++)
        text[k] = "abcdefghijklmno0123456789.-:;|\t,\"\n\r\x80\xff"[bw_random_at (9, i, k, 1, 0) % 37 %
                                                                (i % 2 == 0 ? 37 : 24)];
      for (gsize start = 0; start <= n; start += 7)
        g_assert_true (bw_csv_find_special (text + start, text + n, ',') ==
                       bw_csv_find_special_scalar (text + start, text + n, ','));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/csv-scanner/rows", test_rows);
  g_test_add_func ("/base/csv-scanner/cut-rows", test_cut_rows);
  g_test_add_func ("/base/csv-scanner/limits", test_limits);
  g_test_add_func ("/base/csv-scanner/find-special", test_find_special);
  return g_test_run ();
}
