/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-studies.h"

#include "report/series-csv.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define START (BwTime) (1772461800 * BW_SECOND) /* Mon 2 Mar 2026 09:30 in New York */

/* Three bars of five minutes, the last without a volume, and an average of two over them. */
static BwChartModel *
make_model (void)
{
  BwStudySpec study;
  g_autoptr (BwBarSeries) series = bw_bar_series_new (BW_TIMEFRAME_5M, 3);
  BwChartModel *model = bw_chart_model_new ();

  bw_bar_series_append (series, START, 10.0, 10.5, 9.75, 10.25, 1200);
  bw_bar_series_append (series, START + 5 * BW_MINUTE, 10.25, 10.5, 10.0, 10.0, 0);
  bw_bar_series_append (series, START + 10 * BW_MINUTE, 10.0, 11.0, 10.0, 11.0, NAN);
  bw_chart_model_set_price_format (model, 2, 0.01);
  bw_chart_model_set_series (model, series);
  bw_study_spec_init_period (&study, "SMA", 2, 1);
  bw_chart_model_set_studies (model, &study, 1);
  return model;
}

static void
test_csv (void)
{
  g_autoptr (BwChartModel) model = make_model ();
  g_autoptr (BwSeriesTable) table = bw_series_table_new_for_chart (model);
  g_autoptr (GString) text = g_string_new (NULL);

  bw_series_csv_append_header (text, table);
  g_assert_cmpstr (text->str, ==, "time_utc,open,high,low,close,volume,change,sma_2\r\n");
  g_string_truncate (text, 0);
  bw_series_csv_append_row (text, table, 0);
  g_assert_cmpstr (text->str, ==, "2026-03-02T14:30:00Z,10,10.5,9.75,10.25,1200,,\r\n");
  g_string_truncate (text, 0);
  bw_series_csv_append_row (text, table, 2);
  g_assert_cmpstr (text->str, ==, "2026-03-02T14:40:00Z,10,11,10,11,,0.1,10.5\r\n");
}

static void
test_tabs (void)
{
  g_autoptr (BwChartModel) model = make_model ();
  g_autoptr (BwSeriesTable) table = bw_series_table_new_for_chart (model);
  g_autoptr (GString) text = g_string_new (NULL);

  bw_series_tsv_append_header (text, table, "Time");
  bw_series_tsv_append_row (text, table, 1, "America/New_York");
  g_assert_cmpstr (text->str, ==,
                   "Time\tOpen\tHigh\tLow\tClose\tVolume\tChange\tSMA 2\n"
                   "2026-03-02 09:35\t10.25\t10.5\t10\t10\t0\t-0.024390243902439\t10.125\n");
}

static void
test_printed (void)
{
  static const struct { guint column; double value; const char *text; } cases[] = {
    { 0, 10.0, "10.00" },
    { 3, 1234.5, "1,234.50" },
    { 4, 1200.0, "1,200" },
    { 4, NAN, "–" },
    { 5, 0.1, "+10.00\xe2\x80\xaf%" },
    { 5, -0.025, "−2.50\xe2\x80\xaf%" },
    { 5, NAN, "–" },
    { 6, 10.125, "10.1250" },
  };
  g_autoptr (BwChartModel) model = make_model ();
  g_autoptr (BwSeriesTable) table = bw_series_table_new_for_chart (model);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = bw_series_table_print (table, cases[i].column, cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_file (void)
{
  g_autoptr (BwChartModel) model = make_model ();
  g_autoptr (BwSeriesTable) table = bw_series_table_new_for_chart (model);
  g_autofree char *folder = g_dir_make_tmp ("bw-series-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bars.csv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_series_csv_write (table, 1, 3, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "time_utc,"));
  g_assert_null (strstr (contents, "14:30:00Z"));
  g_assert_nonnull (strstr (contents, "14:35:00Z"));
  g_assert_true (g_str_has_suffix (contents, "10.5\r\n"));
  g_assert_false (bw_series_csv_write (table, 0, 3, "/nonexistent/folder/bars.csv", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "/nonexistent/folder/bars.csv"));
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series-csv/csv", test_csv);
  g_test_add_func ("/series-csv/tabs", test_tabs);
  g_test_add_func ("/series-csv/printed", test_printed);
  g_test_add_func ("/series-csv/file", test_file);
  return g_test_run ();
}
