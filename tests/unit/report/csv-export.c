/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/csv-export.h"
#include "report/durable-file.h"
#include "sample.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static const struct
{
  const char *field;
  const char *text;
} field_cases[] = {
  { "", "" },
  { "HLVN", "HLVN" },
  { "two words", "two words" },
  { "a,b", "\"a,b\"" },
  { "say \"so\"", "\"say \"\"so\"\"\"" },
  { "line\nbreak", "\"line\nbreak\"" },
  { " leading", "\" leading\"" },
  { "Ünïcode", "Ünïcode" },
  { "=1+1", "'=1+1" },
  { "+SUM(A1)", "'+SUM(A1)" },
  { "-2", "'-2" },
  { "@cmd", "'@cmd" },
  { "\tx", "\"'\tx\"" },
  { "=A1,\"b\"", "\"'=A1,\"\"b\"\"\"" },
  { "＝1", "'＝1" },
  { "a=b", "a=b" },
};

static void
test_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (field_cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      bw_csv_append_field (text, field_cases[i].field);
      g_assert_cmpstr (text->str, ==, field_cases[i].text);
    }
}

static guint
count_commas (const char *line)
{
  guint n = 0;

  for (const char *p = line; *p != '\0'; p++)
    n += *p == ',';
  return n;
}

/* Every line of every table has the header's number of fields and ends with CR LF. */
static void
test_shape (void)
{
  g_autoptr (Sample) sample = sample_new (60, 2);
  const gsize n_rows[BW_CSV_N_TABLES] = {
    [BW_CSV_ORDERS] = sample->data.n_orders,
    [BW_CSV_FILLS] = sample->data.n_fills,
    [BW_CSV_POSITIONS] = sample->data.n_positions,
    [BW_CSV_LEDGER] = 4 * sample->data.n_posting_sets,
  };

  for (int table = 0; table < BW_CSV_N_TABLES; table++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (GStrv) lines = NULL;
      guint n_lines;

      bw_csv_append_header (text, (BwCsvTable) table, sample->data.currency);
      bw_csv_append_rows (text, (BwCsvTable) table, &sample->data);
      g_test_message ("%s", bw_csv_table_file_name ((BwCsvTable) table));
      g_assert_true (g_utf8_validate (text->str, (gssize) text->len, NULL));
      g_assert_true (g_str_has_suffix (text->str, "\r\n"));
      lines = g_strsplit (text->str, "\r\n", -1);
      n_lines = g_strv_length (lines) - 1;
      g_assert_cmpuint (n_lines, ==, n_rows[table] + 1);
      g_assert_nonnull (strstr (lines[0], table == BW_CSV_LEDGER ? "amount_usd" : "_usd"));
      g_assert_null (strchr (lines[0], '$'));
      for (guint i = 1; i < n_lines; i++)
        g_assert_cmpuint (count_commas (lines[i]), ==, count_commas (lines[0]));
    }
}

static const BwInstrument *
lookup_one (BwInstrumentId id, gpointer user_data)
{
  return id == 1 ? user_data : NULL;
}

/* Rows to the letter: full precision, empty where the order has no such price, UTC. */
static void
test_rows (void)
{
  BwInstrument instrument;
  BwOrder order = { .id = 7, .instrument = 1, .side = BW_SIDE_BUY, .type = BW_ORDER_LIMIT, .tif = BW_TIF_GTC,
                    .status = BW_ORDER_PARTIALLY_FILLED, .quantity = { 150000000 }, .filled = { 1 },
                    .filled_cost_e16 = 6112000000, .limit_price = { 6112000000 },
                    .created = BW_SECOND, .updated = BW_SECOND + 1, .expires = BW_TIME_MAX };
  BwPostingSet set = { .id = 3, .activity = BW_ACTIVITY_CSD, .n_postings = 2, .time = BW_DAY };
  BwReportData data = { .currency = "EUR", .lookup = lookup_one, .lookup_data = &instrument, .orders = &order,
                        .n_orders = 1, .posting_sets = &set, .n_posting_sets = 1 };
  BwOrderDetails details = { .order = 9, .limit_offset = { 25000000 }, .display = BW_FIXED (1),
                             .when = "XYZ.bid > 9, or so" };
  g_autoptr (GArray) all_details = g_array_new (FALSE, FALSE, sizeof details);
  g_autoptr (GString) orders = g_string_new (NULL);
  g_autoptr (GString) ledger = g_string_new (NULL);

  g_array_append_val (all_details, details);
  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "XYZ");
  set.postings[0] = (BwPosting){ BW_LEDGER_CASH, 0, BW_FIXED (100000), BW_FIXED_ZERO };
  set.postings[1] = (BwPosting){ BW_LEDGER_CAPITAL, 0, BW_FIXED (-100000), BW_FIXED_ZERO };
  bw_csv_append_header (orders, BW_CSV_ORDERS, data.currency);
  bw_csv_append_rows (orders, BW_CSV_ORDERS, &data);
  g_assert_nonnull (strstr (orders->str, "limit_price_eur,stop_price_eur,average_fill_price_eur"));
  g_assert_nonnull (strstr (orders->str, "\r\n7,,1970-01-01T00:00:01Z,1970-01-01T00:00:01.000000001Z,XYZ,buy,limit,gtc,"
                                         "partially_filled,,1.5,0.00000001,61.12,,61.12,no,,simple,,,,,,,,,no,\r\n"));
  g_string_truncate (orders, 0);
  order = (BwOrder){ .id = 9, .instrument = 1, .side = BW_SIDE_SELL, .type = BW_ORDER_TRAILING_STOP_LIMIT,
                     .tif = BW_TIF_GTC, .status = BW_ORDER_HELD, .quantity = BW_FIXED (2), .trail = BW_FIXED (3),
                     .flags = BW_ORDER_TRAIL_PERCENT | BW_ORDER_REDUCE_ONLY | BW_ORDER_STOP_LOSS,
                     .order_class = BW_ORDER_CLASS_BRACKET, .parent = 7, .replaces = 8, .replaced_by = 10 };
  data.order_details = all_details;
  bw_csv_append_rows (orders, BW_CSV_ORDERS, &data);
  g_assert_true (g_str_has_suffix (
      orders->str, ",bracket,stop-loss,7,8,10,3,percent,0.25,1,yes,\"XYZ.bid > 9, or so\"\r\n"));
  bw_csv_append_header (ledger, BW_CSV_LEDGER, data.currency);
  bw_csv_append_rows (ledger, BW_CSV_LEDGER, &data);
  g_assert_cmpstr (ledger->str, ==,
                   "entry_number,time_utc,activity,ledger,symbol,amount_eur,quantity,fill_number\r\n"
                   "3,1970-01-02T00:00:00Z,CSD,cash,,100000.00,0,\r\n"
                   "3,1970-01-02T00:00:00Z,CSD,capital,,-100000.00,0,\r\n");
}

static void
test_export (void)
{
  g_autoptr (Sample) sample = sample_new (10, 1);
  g_autofree char *folder = g_dir_make_tmp ("bw-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ledger.csv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  g_assert_true (bw_csv_export_table (&sample->data, BW_CSV_LEDGER, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "entry_number,"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0444, !=, 0);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* no temporary file is left */
}

/* What can't be written says which path and why, and leaves nothing behind. */
static void
test_refusals (void)
{
  g_autoptr (Sample) sample = sample_new (2, 1);
  g_autofree char *folder = g_dir_make_tmp ("bw-csv-XXXXXX", NULL);
  g_autofree char *taken = g_build_filename (folder, "taken", NULL);
  g_autofree char *missing = g_build_filename (folder, "none", "orders.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (bw_csv_export_table (&sample->data, BW_CSV_ORDERS, missing, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, missing));
  g_clear_error (&error);
  g_assert_cmpint (g_mkdir (taken, 0755), ==, 0);
  g_assert_false (bw_csv_export_table (&sample->data, BW_CSV_ORDERS, taken, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_rmdir (taken);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A file that is given up, or whose disk is full, never takes the place of the old one. */
static void
test_given_up (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-csv-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "orders.csv", NULL);
  g_autofree char *contents = NULL;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  {
    g_autoptr (BwDurableFile) file = bw_durable_file_new (path, NULL);

    g_assert_true (bw_durable_file_write (file, "half", 4, NULL));
  }
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_full_disk (void)
{
  BwDurableFile *file;
  g_autofree char *path = g_strdup ("/dev/shm/bw-full-disk-test");
  g_autoptr (GError) error = NULL;
  struct rlimit limit, old;

  if (!g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) || getrlimit (RLIMIT_FSIZE, &old) != 0)
    {
      g_test_skip ("no place to fill");
      return;
    }
  limit = (struct rlimit){ 4096, old.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  file = bw_durable_file_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  {
    g_autofree char *bytes = g_malloc0 (100000);

    g_assert_false (bw_durable_file_write (file, bytes, 100000, &error));
  }
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, path));
  bw_durable_file_free (file);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-export/fields", test_fields);
  g_test_add_func ("/csv-export/shape", test_shape);
  g_test_add_func ("/csv-export/rows", test_rows);
  g_test_add_func ("/csv-export/export", test_export);
  g_test_add_func ("/csv-export/refusals", test_refusals);
  g_test_add_func ("/durable-file/given-up", test_given_up);
  g_test_add_func ("/durable-file/full-disk", test_full_disk);
  return g_test_run ();
}
