/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-figures.h"
#include "report/account-report.h"
#include "sample.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* What a program that reads the file finds in it, with the layout kept; NULL without poppler. */
static char *
read_text (GBytes *pdf, const char *folder)
{
  g_autofree char *tool = g_find_program_in_path ("pdftotext");
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  const char *argv[] = { tool, "-layout", path, "-", NULL };
  char *text = NULL;
  int status = -1;

  if (tool == NULL)
    return NULL;
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_unlink (path);
  return text;
}

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    n++;
  return n;
}

static char *
render_to_text (const BwReportData *data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = bw_account_report_render (data, &error);
  g_autofree char *folder = g_dir_make_tmp ("bw-report-XXXXXX", NULL);
  char *text;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (pdf, NULL), "%PDF-1."));
  text = read_text (pdf, folder);
  g_rmdir (folder);
  return text;
}

static void
test_figures (void)
{
  g_autoptr (Sample) sample = sample_new (250, 2);
  g_autoptr (BwReportFigures) figures = bw_report_figures_new (&sample->data);
  double first = g_array_index (sample->equity, double, 0);
  double last = g_array_index (sample->equity, double, sample->equity->len - 1);
  double growth = 1;

  g_assert_cmpuint (figures->n_days, ==, 251);
  g_assert_cmpfloat_with_epsilon (figures->start_equity, 100000, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures->net_flows, 5000, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures->net_profit, last - first - 5000, 1e-6);
  g_assert_cmpuint (figures->performance.n_returns, ==, 250);
  g_assert_cmpfloat (figures->performance.periods_per_year, ==, 252);
  g_assert_cmpfloat_with_epsilon (figures->worst.depth, figures->performance.max_drawdown, 1e-12);
  for (guint i = 0; i < figures->months->len; i++)
    growth *= 1 + g_array_index (figures->months, BwMonthReturn, i).month_return;
  g_assert_cmpfloat_with_epsilon (growth - 1, figures->performance.total_return, 1e-9);
  g_assert_cmpuint (figures->months->len, ==, 12);
}

/* The deposit halfway is neither a gain nor a peak. */
static void
test_deposit_is_no_gain (void)
{
  const BwTime times[] = { 1, BW_DAY, 2 * BW_DAY, 3 * BW_DAY };
  const double equity[] = { 100, 100, 200, 190 }, flows[] = { 100, 0, 100, 0 };
  BwReportData data = { .zone = "UTC", .point_times = times, .point_equity = equity, .point_flows = flows, .n_points = 4 };
  g_autoptr (BwReportFigures) figures = NULL;

  data.figures.equity = BW_FIXED (190);
  figures = bw_report_figures_new (&data);
  g_assert_cmpfloat_with_epsilon (figures->net_profit, -10, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures->performance.total_return, -0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (figures->worst.depth, -0.05, 1e-12);
}

/* Hours make no year: what needs days is not made up, and the fall within the day is seen. */
static void
test_young_account (void)
{
  const BwTime times[] = { 0, BW_MINUTE, 2 * BW_MINUTE, 3 * BW_MINUTE };
  const double equity[] = { 100, 110, 99, 120 };
  BwReportData data = { .account_name = "Young", .currency = "USD", .source = "Practice market", .zone = "UTC",
                        .period_end = BW_HOUR, .point_times = times, .point_equity = equity, .n_points = 4 };
  g_autoptr (BwReportFigures) figures = NULL;
  g_autofree char *text = NULL;

  data.figures.equity = BW_FIXED (120);
  figures = bw_report_figures_new (&data);
  g_assert_false (figures->is_daily);
  g_assert_cmpuint (figures->n_curve, ==, 4);
  g_assert_cmpfloat_with_epsilon (figures->performance.total_return, 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (figures->performance.max_drawdown, -0.1, 1e-12);
  g_assert_cmpuint (figures->worst.recovery_index, ==, 3);
  g_assert_true (isnan (figures->performance.annual_return) && isnan (figures->performance.sharpe));
  g_assert_true (isnan (figures->performance.value_at_risk_95));
  text = render_to_text (&data);
  if (text != NULL)
    {
      g_assert_nonnull (strstr (text, "regained after 2 min"));
      g_assert_nonnull (strstr (text, "after 20 days"));
      g_assert_nonnull (strstr (text, "minute by minute"));
    }
}

static void
test_pages (void)
{
  g_autoptr (Sample) sample = sample_new (250, 2);
  g_autofree char *text = render_to_text (&sample->data);
  guint n_pages;

  if (text == NULL)
    {
      g_test_skip ("pdftotext is not on this machine");
      return;
    }
  n_pages = count (text, "\f");
  g_assert_cmpuint (n_pages, >, 5);
  g_assert_cmpuint (count (text, "Simulated trading: no real money"), ==, n_pages);
  for (guint i = 1; i <= n_pages; i++)
    {
      g_autofree char *number = g_strdup_printf ("Page %u of %u", i, n_pages);

      g_assert_nonnull (strstr (text, number));
    }
  g_assert_cmpuint (count (text, "Practice account"), >=, n_pages);
  g_assert_nonnull (strstr (text, "3 Mar 2025 – "));
  g_assert_nonnull (strstr (text, "Equity"));
  g_assert_nonnull (strstr (text, "from $100,000.00"));
  g_assert_nonnull (strstr (text, "Profit by symbol"));
  g_assert_nonnull (strstr (text, "Halvorn Instruments"));
  /* The headings of a table come again on each of its pages. */
  g_assert_cmpuint (count (text, "Closed trades"), >, 2);
  g_assert_cmpuint (count (text, "Opened"), ==, count (text, "continued") + 1);
}

static void
test_same_bytes (void)
{
  g_autoptr (Sample) sample = sample_new (30, 1);
  g_autoptr (GBytes) one = bw_account_report_render (&sample->data, NULL);
  g_autoptr (GBytes) two = bw_account_report_render (&sample->data, NULL);

  g_assert_true (g_bytes_equal (one, two));
}

/* An account that never traded has a report too, with dashes where nothing can be said. */
static void
test_empty (void)
{
  BwReportData data = { .account_name = "New", .currency = "EUR", .source = "Practice market", .zone = "UTC",
                        .period_end = BW_DAY };
  g_autofree char *text = render_to_text (&data);

  if (text == NULL)
    {
      g_test_skip ("pdftotext is not on this machine");
      return;
    }
  g_assert_nonnull (strstr (text, "no history"));
  g_assert_nonnull (strstr (text, "No position was open."));
  g_assert_nonnull (strstr (text, "No trade was closed"));
  g_assert_null (strstr (text, "nan"));
  g_assert_null (strstr (text, "inf"));
}

static void
test_names_of_all_kinds (void)
{
  BwReportData data = { .account_name = "An account <b>with</b> & a very long name that never ends, 帳戶, عربى",
                        .currency = "USD", .source = "Practice market", .zone = "Europe/Berlin", .period_end = BW_DAY };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = bw_account_report_render (&data, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pdf), >, 1000);
}

static void
test_thousands_of_trades (void)
{
  g_autoptr (Sample) sample = sample_new (500, 8);
  g_autofree char *text = render_to_text (&sample->data);

  if (text == NULL)
    {
      g_test_skip ("pdftotext is not on this machine");
      return;
    }
  g_assert_nonnull (strstr (text, "These are the last 1000 of"));
  g_assert_cmpuint (count (text, "\f"), <, 40);
}

static void
test_write (void)
{
  g_autoptr (Sample) sample = sample_new (30, 1);
  g_autofree char *folder = g_dir_make_tmp ("bw-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a report.pdf", NULL);
  g_autofree char *missing = g_build_filename (folder, "no", "such", "folder.pdf", NULL);
  const char *artefact = g_getenv ("BW_TEST_ARTEFACTS");
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_account_report_write (&sample->data, path, &error));
  g_assert_no_error (error);
  g_assert_true (bw_account_report_write (&sample->data, path, &error));
  g_assert_false (bw_account_report_write (&sample->data, missing, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "folder.pdf"));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  if (artefact != NULL)
    {
      g_autoptr (Sample) year = sample_new (250, 2);
      g_autofree char *kept = g_build_filename (artefact, "account-report.pdf", NULL);

      g_mkdir_with_parents (artefact, 0755);
      g_assert_true (bw_account_report_write (&year->data, kept, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-report/figures", test_figures);
  g_test_add_func ("/account-report/deposit-is-no-gain", test_deposit_is_no_gain);
  g_test_add_func ("/account-report/young-account", test_young_account);
  g_test_add_func ("/account-report/pages", test_pages);
  g_test_add_func ("/account-report/same-bytes", test_same_bytes);
  g_test_add_func ("/account-report/empty", test_empty);
  g_test_add_func ("/account-report/names-of-all-kinds", test_names_of_all_kinds);
  g_test_add_func ("/account-report/thousands-of-trades", test_thousands_of_trades);
  g_test_add_func ("/account-report/write", test_write);
  return g_test_run ();
}
