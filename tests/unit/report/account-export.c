/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-export.h"

#include "engine-fixture.h"

#include <string.h>

/* An account's books on files, from a running engine: what was acknowledged before the call is there. */

static gboolean
export_to (EngineFixture *fixture, BwAccountId account, BwExportKind kind, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_account_export_async (fixture->engine, BW_TIMELINE_PRACTICE, account, kind, path, NULL, catch_result_cb, &result);
  return bw_account_export_finish (fixture->engine, wait_for (&result), error);
}

static char **
read_lines (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  return g_strsplit (contents, "\r\n", -1);
}

static void
trade (EngineFixture *fixture)
{
  const char *symbol = bw_engine_instrument_at (fixture->engine, 0)->symbol;
  BwCommandResult outcome;

  fixture_order (fixture, BW_TIMELINE_PRACTICE, symbol, BW_SIDE_BUY, BW_ORDER_MARKET, BW_FIXED (10), BW_FIXED_ZERO, &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
  while (fixture->n_fills == 0)
    g_main_context_iteration (NULL, TRUE);
  fixture_order (fixture, BW_TIMELINE_PRACTICE, symbol, BW_SIDE_BUY, BW_ORDER_LIMIT, BW_FIXED (5), BW_FIXED (1), &outcome);
  g_assert_cmpint (outcome.reason, ==, BW_REASON_NONE);
}

/* The ledger's column of money adds up to nothing, to the last digit. */
static void
assert_ledger_balances (char **lines)
{
  BwFixed sum = BW_FIXED_ZERO;
  guint n_rows = 0;

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++, n_rows++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
      BwFixed amount;

      g_assert_cmpint (bw_fixed_parse (fields[5], -1, &amount), ==, BW_FIXED_PARSE_OK);
      g_assert_true (bw_fixed_add (sum, amount, &sum));
    }
  g_assert_cmpuint (n_rows, >=, 4);
  g_assert_cmpint (sum.e8, ==, 0);
}

static void
test_export (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *contents = NULL;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  trade (&fixture);
  folder = g_build_filename (fixture.folder, "books", "of today", NULL);
  g_assert_true (export_to (&fixture, 1, BW_EXPORT_CSV_FOLDER, folder, &error));
  g_assert_no_error (error);
  {
    g_auto (GStrv) orders = read_lines (folder, "orders.csv");
    g_auto (GStrv) fills = read_lines (folder, "fills.csv");
    g_auto (GStrv) positions = read_lines (folder, "positions.csv");
    g_auto (GStrv) ledger = read_lines (folder, "ledger.csv");

    g_assert_cmpuint (g_strv_length (orders), ==, 1 + 2 + 1);
    g_assert_nonnull (strstr (orders[1], ",market,gtc,filled,"));
    /* On its way, or there already: the clock runs. */
    g_assert_true (strstr (orders[2], ",limit,gtc,pending_new,") != NULL || strstr (orders[2], ",limit,gtc,new,") != NULL);
    g_assert_cmpuint (g_strv_length (fills), ==, 1 + fixture.n_fills + 1);
    g_assert_cmpuint (g_strv_length (positions), ==, 1 + 1 + 1);
    assert_ledger_balances (ledger);
  }

  pdf = g_build_filename (fixture.folder, "report.pdf", NULL);
  g_assert_true (export_to (&fixture, 1, BW_EXPORT_PDF, pdf, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (pdf, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

static void
test_refusals (void)
{
  EngineFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  g_autofree char *below = NULL;

  g_assert_true (fixture_open (&fixture, bw_clock_system (), &error));
  g_assert_false (export_to (&fixture, 99, BW_EXPORT_PDF, "/nowhere/report.pdf", &error));
  g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN);
  g_clear_error (&error);

  file = g_build_filename (fixture.folder, "file", NULL);
  below = g_build_filename (file, "folder", NULL);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_false (export_to (&fixture, 1, BW_EXPORT_CSV_FOLDER, below, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_nonnull (strstr (error->message, below));
  g_clear_error (&error);
  g_assert_false (export_to (&fixture, 1, BW_EXPORT_PDF, below, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  fixture_close (&fixture);
  fixture_remove (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-export/export", test_export);
  g_test_add_func ("/account-export/refusals", test_refusals);
  return g_test_run ();
}
