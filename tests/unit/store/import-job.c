/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/import-job.h"

#include "market/import/reader.h"
#include "store/import-flaws.h"
#include "store/instruments.h"

#include <math.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

#include "temporary-folder.h"

typedef struct
{
  BwTemporaryFolder folder;
  BwDatabase *market;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  bw_temporary_folder_make (&fixture->folder);
  path = g_build_filename (fixture->folder.path, "market.db", NULL);
  fixture->market = bw_database_open (BW_DATABASE_MARKET, path, 0, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  bw_database_close (fixture->market);
  bw_temporary_folder_remove (&fixture->folder);
}

static char *
write_file (Fixture *fixture, const char *name, const char *text, gssize n_bytes)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder.path, name, NULL);

  g_assert_true (g_file_set_contents (path, text, n_bytes, &error));
  g_assert_no_error (error);
  return path;
}

/* (transfer full): @n_days sessions from 2020-01-06 on, around @price */
static char *
make_csv (int n_days, double price)
{
  GString *text = g_string_new ("date,open,high,low,close,volume\n");
  BwDate date = bw_date_from_ymd (2020, 1, 6);

  for (int i = 0; i < n_days; date++)
    {
      char day[16];
      BwSession session;

      if (!bw_calendar_session (BW_CALENDAR_XNYS, date, &session))
        continue;
      g_string_append_printf (text, "%s,%.2f,%.2f,%.2f,%.2f,%d\n", bw_date_print (date, day), price,
                              price + 1, price - 1, price + 0.5, 1000 + i);
      i++;
    }
  return g_string_free (text, FALSE);
}

static void
write_archive (const char *path, int format, int filter, const char *const *names,
               const char *const *texts, gsize n_files)
{
  struct archive *archive = archive_write_new ();

  archive_write_set_format (archive, format);
  archive_write_add_filter (archive, filter);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  for (gsize i = 0; i < n_files; i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, names[i]);
      archive_entry_set_size (entry, (gint64) strlen (texts[i]));
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0600);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, texts[i], strlen (texts[i])), ==,
                       (int) strlen (texts[i]));
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
}

static BwImportOutcome *
import (Fixture *fixture, const char *path, GError **error)
{
  g_autoptr (BwImportSpec) spec = bw_import_spec_new (path);

  return bw_import_run (fixture->market, spec, 42, NULL, NULL, NULL, error);
}

static guint64
count_stored (Fixture *fixture)
{
  g_autoptr (GArray) list = bw_bars_list (fixture->market, 0, NULL);
  guint64 n_bars = 0;

  for (guint i = 0; i < list->len; i++)
    n_bars += g_array_index (list, BwStoredBars, i).n_bars;
  return n_bars;
}

/* Nothing of a failed import is there: no bars, no instrument, no record. */
static void
assert_nothing (Fixture *fixture)
{
  g_autoptr (GArray) instruments = bw_instruments_list (fixture->market, NULL, NULL);
  g_autoptr (GPtrArray) records = bw_import_records (fixture->market, NULL);

  g_assert_cmpuint (count_stored (fixture), ==, 0);
  g_assert_cmpuint (instruments->len, ==, 0);
  g_assert_cmpuint (records->len, ==, 0);
}

static void
test_plain_and_again (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = make_csv (300, 100), *other_text = make_csv (350, 101);
  g_autofree char *path = write_file (fixture, "ABCD.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) first = import (fixture, path, &error), second = NULL, third = NULL;
  const BwImportedSeries *series;
  BwInstrument instrument;

  g_assert_no_error (error);
  g_assert_cmpuint (first->report->n_accepted, ==, 300);
  g_assert_cmpuint (first->written.n_added, ==, 300);
  g_assert_cmpuint (first->series->len, ==, 1);
  series = &g_array_index (first->series, BwImportedSeries, 0);
  g_assert_cmpint (series->timeframe, ==, BW_TIMEFRAME_1D);
  g_assert_true (bw_instruments_find (fixture->market, "import", "ABCD", &instrument, &error));
  g_assert_cmpuint (instrument.id, ==, series->instrument.id);

  second = import (fixture, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->written.n_unchanged, ==, 300);
  g_assert_cmpuint (count_stored (fixture), ==, 300);

  g_free (g_steal_pointer (&path));
  path = write_file (fixture, "ABCD.csv", other_text, -1);
  third = import (fixture, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (third->written.n_replaced, ==, 300);
  g_assert_cmpuint (third->written.n_added, ==, 50);
  g_assert_nonnull (strstr (third->message, "300 took the place"));
  g_assert_cmpuint (count_stored (fixture), ==, 350);
}

static void
test_compressed (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = make_csv (300, 100);
  const char *const texts[] = { text };
  const char *const names[] = { "x" };
  g_autofree char *path = g_build_filename (fixture->folder.path, "GZIP.csv.gz", NULL);
  g_autofree char *whole = NULL;
  g_autofree char *cut_path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = NULL;
  gsize n_bytes;

  write_archive (path, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_GZIP, names, texts, 1);
  g_assert_true (g_file_get_contents (path, &whole, &n_bytes, NULL));
  cut_path = write_file (fixture, "CUT.csv.gz", whole, (gssize) n_bytes / 2);
  g_assert_null (import (fixture, cut_path, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  assert_nothing (fixture);
  outcome = import (fixture, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome->written.n_added, ==, 300);
  g_assert_cmpstr (g_array_index (outcome->series, BwImportedSeries, 0).instrument.symbol, ==, "GZIP");
}

static char *
make_zip (Fixture *fixture)
{
  g_autofree char *one = make_csv (200, 100), *two = make_csv (250, 50);
  const char *const texts[] = { one, "Prices of two stocks.\nNothing else.\n", two, "junk" };
  const char *const names[] = { "prices/ONE.csv", "prices/README.txt", "prices/TWO.csv",
                                "__MACOSX/prices/._ONE.csv" };
  char *path = g_build_filename (fixture->folder.path, "prices.zip", NULL);

  write_archive (path, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, names, texts, 4);
  return path;
}

static void
test_archive (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = make_zip (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = import (fixture, path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (outcome->series->len, ==, 2);
  g_assert_cmpuint (outcome->report->n_accepted, ==, 450);
  g_assert_cmpuint (count_stored (fixture), ==, 450);
  g_assert_nonnull (strstr (outcome->message, "README.txt was passed over"));
}

static void
test_archive_by_preview (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = make_zip (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) specs = bw_import_preview (path, &error);
  g_autoptr (BwImportOutcome) outcome = NULL;
  BwImportSpec *spec;

  g_assert_no_error (error);
  g_assert_cmpuint (specs->len, ==, 3);
  spec = specs->pdata[2];
  g_assert_cmpstr (spec->member, ==, "prices/TWO.csv");
  g_assert_cmpint (spec->guess->verdict, ==, BW_IMPORT_VERDICT_BARS);
  bw_import_guess_set_symbol (spec->guess, "RENAMED");
  outcome = bw_import_run (fixture->market, spec, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome->written.n_added, ==, 250);
  g_assert_cmpstr (g_array_index (outcome->series, BwImportedSeries, 0).instrument.symbol, ==,
                   "RENAMED");
  g_free (spec->member);
  spec->member = g_strdup ("prices/THREE.csv");
  g_assert_null (bw_import_run (fixture->market, spec, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
}

static const struct
{
  const char *name;
  const char *bytes;
  gssize n_bytes;
} hopeless[] = {
  { "empty.csv", "", 0 },
  { "binary.csv", "\x7f\x45LF\x00\x01\x02\x00\x00\xff\xfe\x00\x00\x00\x01\x00", 16 },
  { "words.csv", "all work and no play\nmakes jack a dull boy\n", -1 },
  { "wrong-columns.csv", "name,age\nAnn,30\nBob,40\n", -1 },
  { "not-a.zip", "PK\x03\x04nonsense that is no archive at all, whatever it says", -1 },
  { "not-a.csv.gz", "\x1f\x8b\x08nonsense", -1 },
};

static void
test_hopeless (Fixture *fixture, gconstpointer user_data)
{
  gsize which = GPOINTER_TO_SIZE (user_data);
  g_autofree char *path
      = write_file (fixture, hopeless[which].name, hopeless[which].bytes, hopeless[which].n_bytes);
  g_autoptr (GError) error = NULL;

  g_assert_null (import (fixture, path, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (strlen (error->message), >, 20);
  assert_nothing (fixture);
}

/* Files that are good behind their dress: the same three days, however they are written. */
static const struct
{
  const char *name;
  const char *text;
  gssize n_bytes;
} dressed[] = {
  { "bom", "\xef\xbb\xbf" "date,open,high,low,close,volume\n2020-01-06,10,11,9,10.5,100\n"
    "2020-01-07,10,11,9,10.5,100\n2020-01-08,10,11,9,10.5,100\n", -1 },
  { "crlf", "date,open,high,low,close,volume\r\n2020-01-06,10,11,9,10.5,100\r\n"
    "2020-01-07,10,11,9,10.5,100\r\n2020-01-08,10,11,9,10.5,100\r\n", -1 },
  { "quoted", "\"date\",\"open\",\"high\",\"low\",\"close\",\"volume\"\n"
    "\"2020-01-06\",\"10\",\"11\",\"9\",\"10.5\",\"100\"\n"
    "\"2020-01-07\",\"10\",\"11\",\"9\",\"10.5\",\"100\"\n"
    "\"2020-01-08\",\"10\",\"11\",\"9\",\"10.5\",\"100\"\n", -1 },
  { "decimal-comma", "date;open;high;low;close;volume\n2020-01-06;10,0;11,0;9,0;10,5;100\n"
    "2020-01-07;10,0;11,0;9,0;10,5;100\n2020-01-08;10,0;11,0;9,0;10,5;100\n", -1 },
  { "newest-first", "date,open,high,low,close,volume\n2020-01-08,10,11,9,10.5,100\n"
    "2020-01-07,10,11,9,10.5,100\n2020-01-06,10,11,9,10.5,100\n", -1 },
  { "no-last-line-end", "date,open,high,low,close,volume\n2020-01-06,10,11,9,10.5,100\n"
    "2020-01-07,10,11,9,10.5,100\n2020-01-08,10,11,9,10.5,100", -1 },
};

static void
test_dressed (Fixture *fixture, gconstpointer user_data)
{
  gsize which = GPOINTER_TO_SIZE (user_data);
  g_autofree char *path = write_file (fixture, "DRESS.csv", dressed[which].text, dressed[which].n_bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = import (fixture, path, &error);
  g_autoptr (BwBarSeries) series = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (outcome->written.n_added, ==, 3);
  series = bw_bars_load (fixture->market,
                         g_array_index (outcome->series, BwImportedSeries, 0).instrument.id,
                         BW_TIMEFRAME_1D, BW_TIME_NONE, BW_TIME_MAX, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n_bars, ==, 3);
  for (gsize i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (series->close[i], ==, 10.5);
      g_assert_cmpfloat (series->volume[i], ==, 100);
    }
}

static void
test_no_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (import (fixture, "/nowhere/at/all.csv", &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (import (fixture, fixture->folder.path, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FAILED);
}

static void
test_report_is_kept (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = "date,open,high,low,close,volume\n"
                             "2020-01-06,10,11,9,10.5,100\n"
                             "2020-01-07,10,9,11,10.5,100\n"
                             "2020-01-08,10,11,9,10.5,100\n"
                             "2020-01-09,-10,11,9,10.5,100\n"
                             "2020-01-10,abc,11,9,10.5,100\n"
                             "2020-01-10,10,11,9,10.5,100\n";
  g_autofree char *path = write_file (fixture, "DIRT.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = import (fixture, path, &error);
  g_autoptr (GPtrArray) records = NULL, refusals = NULL;
  const BwImportRecord *record;

  g_assert_no_error (error);
  records = bw_import_records (fixture->market, &error);
  g_assert_cmpuint (records->len, ==, 1);
  record = records->pdata[0];
  g_assert_cmpuint (record->id, ==, outcome->import_id);
  g_assert_cmpstr (record->path, ==, path);
  g_assert_cmpint (record->finished, ==, 42);
  g_assert_cmpuint (record->n_rows, ==, 6);
  g_assert_cmpuint (record->n_accepted, ==, 3);
  g_assert_cmpuint (record->n_quarantined, ==, 3);
  g_assert_nonnull (strstr (record->report_json, "\"ohlc-order\":1"));
  refusals = bw_import_record_refusals (fixture->market, record->id, &error);
  g_assert_cmpuint (refusals->len, ==, 3);
  g_assert_cmpint (((BwImportRefusal *) refusals->pdata[0])->reason, ==, BW_IMPORT_REASON_OHLC_ORDER);
  g_assert_cmpuint (((BwImportRefusal *) refusals->pdata[0])->line, ==, 3);
  g_assert_cmpstr (((BwImportRefusal *) refusals->pdata[0])->raw, ==, "2020-01-07,10,9,11,10.5,100");
}

/* Three rows put aside and the two days they leave out, by time; of this symbol and no other. */
static void
test_flaws (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = "date,open,high,low,close,volume\n"
                             "2020-01-06,10,11,9,10.5,100\n"
                             "2020-01-07,10,9,11,10.5,100\n"
                             "2020-01-08,10,11,9,10.5,100\n"
                             "2020-01-09,-10,11,9,10.5,100\n"
                             "2020-01-10,abc,11,9,10.5,100\n"
                             "2020-01-10,10,11,9,10.5,100\n"
                             "not a day,10,11,9,10.5,100\n";
  static const struct { int day; BwImportReason reason; guint64 line; } wanted[] = {
    { 7, BW_IMPORT_REASON_OHLC_ORDER, 3 },
    { 9, BW_IMPORT_REASON_NOT_POSITIVE, 5 },
    { 10, BW_IMPORT_REASON_BAD_NUMBER, 6 },
  };
  g_autofree char *path = write_file (fixture, "DIRT.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = import (fixture, path, &error);
  const BwInstrument *instrument;
  g_autoptr (GPtrArray) flaws = NULL, none = NULL, finer = NULL;
  guint n_rows = 0, n_gaps = 0;

  g_assert_no_error (error);
  instrument = &g_array_index (outcome->series, BwImportedSeries, 0).instrument;
  flaws = bw_import_flaws (fixture->market, instrument->source, instrument->symbol, BW_TIMEFRAME_1D, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < flaws->len; i++)
    {
      const BwDataFlaw *flaw = flaws->pdata[i];

      if (flaw->reason == 0)
        {
          g_assert_cmpint (flaw->from, <, flaw->to);
          g_assert_cmpuint (flaw->n_missing, ==, 1);
          n_gaps++;
          continue;
        }
      g_assert_cmpint (bw_calendar_date_of (instrument->calendar, flaw->from), ==,
                       bw_date_from_ymd (2020, 1, wanted[n_rows].day));
      g_assert_cmpint (flaw->reason, ==, wanted[n_rows].reason);
      g_assert_cmpuint (flaw->line, ==, wanted[n_rows].line);
      g_assert_cmpstr (flaw->path, ==, path);
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, 3);
  g_assert_cmpuint (n_gaps, ==, 2);
  none = bw_import_flaws (fixture->market, instrument->source, "CLEAN", BW_TIMEFRAME_1D, &error);
  g_assert_cmpuint (none->len, ==, 0);
  finer = bw_import_flaws (fixture->market, instrument->source, instrument->symbol, BW_TIMEFRAME_1M, &error);
  g_assert_cmpuint (finer->len, ==, 0);
}

typedef struct
{
  double last;
  guint n_calls;
  GCancellable *cancel_at_half; /* (nullable) */
} Watch;

static void
watch (double fraction, guint64 n_rows, gpointer user_data)
{
  Watch *seen = user_data;

  g_assert_cmpfloat (fraction, >=, seen->last);
  g_assert_cmpfloat (fraction, <=, 1);
  seen->last = fraction;
  seen->n_calls++;
  if (fraction >= 0.5 && seen->cancel_at_half != NULL)
    g_cancellable_cancel (seen->cancel_at_half);
}

/* A file of several pieces. */
static char *
write_minutes (Fixture *fixture, int n_minutes)
{
  GString *text = g_string_new ("timestamp,open,high,low,close,volume\n");
  char *path;

  for (int i = 0; i < n_minutes; i++)
    g_string_append_printf (text, "%d,10.00,10.%02d,9.50,10.00,%d\n", 1577836800 + i * 60, i % 100, i);
  path = write_file (fixture, "BTCUSD.csv", text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return path;
}

static void
test_progress_and_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = write_minutes (fixture, 200000);
  g_autoptr (BwImportSpec) spec = bw_import_spec_new (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = NULL;
  g_autoptr (BwBarSeries) series = NULL;
  Watch seen = { .cancel_at_half = cancellable };

  g_assert_null (bw_import_run (fixture->market, spec, 0, watch, &seen, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_nothing (fixture);
  seen = (Watch){ 0 };
  outcome = bw_import_run (fixture->market, spec, 0, watch, &seen, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (outcome->written.n_added, ==, 200000);
  g_assert_cmpfloat (seen.last, ==, 1);
  g_assert_cmpuint (seen.n_calls, >=, 4);
  series = bw_bars_load (fixture->market,
                         g_array_index (outcome->series, BwImportedSeries, 0).instrument.id,
                         BW_TIMEFRAME_1M, BW_TIME_NONE, BW_TIME_MAX, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (series->n_bars, ==, 200000);
  for (gsize i = 0; i < series->n_bars; i++)
    {
      g_assert_cmpint (series->start[i], ==, (1577836800 + (BwTime) i * 60) * BW_SECOND);
      g_assert_cmpfloat (series->volume[i], ==, (double) i);
    }
}

static void
test_real_files (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *name;
    guint64 n_accepted;
    guint n_series;
  } files[] = { { "equities/us_1min_2019-02-11_15.csv.gz", 30859, 16 },
                { "equities/us_daily_2010_2021.csv.gz", 436658, 157 },
                { "crypto/coinbase_1min_samples_2016_2018.csv.gz", 21639, 3 },
                { "fx/fx_intraday_2018_2022.csv.gz", 58373, 3 } };
  const char *shared = g_getenv ("BW_TEST_SHARED");
  g_autofree char *folder = shared != NULL ? g_build_filename (shared, "data", NULL) : NULL;
  guint64 n_bytes = 0, n_bars = 0;
  g_autoptr (GArray) list = NULL;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the shared market data is not here");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (BwImportOutcome) outcome = import (fixture, path, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (outcome->report->n_accepted, ==, files[i].n_accepted);
      g_assert_cmpuint (outcome->series->len, ==, files[i].n_series);
    }
  list = bw_bars_list (fixture->market, 0, NULL);
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, BwStoredBars, i).timeframe == BW_TIMEFRAME_1M)
      {
        n_bars += g_array_index (list, BwStoredBars, i).n_bars;
        n_bytes += g_array_index (list, BwStoredBars, i).n_bytes;
      }
  g_assert_cmpuint (n_bars, >, 50000);
  g_assert_cmpuint (n_bytes, <, 9 * n_bars);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/store/import-job/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("plain-and-again", test_plain_and_again);
  ADD ("compressed", test_compressed);
  ADD ("archive", test_archive);
  ADD ("archive-by-preview", test_archive_by_preview);
  ADD ("no-file", test_no_file);
  ADD ("report-is-kept", test_report_is_kept);
  ADD ("flaws", test_flaws);
  ADD ("progress-and-cancel", test_progress_and_cancel);
  ADD ("real-files", test_real_files);
  for (gsize i = 0; i < G_N_ELEMENTS (dressed); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/import-job/dressed/%s", dressed[i].name);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_dressed, tear_down);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (hopeless); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/import-job/hopeless/%s", hopeless[i].name);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_hopeless, tear_down);
    }
  return g_test_run ();
}
