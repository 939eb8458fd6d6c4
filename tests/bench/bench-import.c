/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/import-job.h"

#include <stdio.h>

#include <glib/gstdio.h>

#include "bare-commit.h"
#include "base/random.h"

/* import.csv: minute bars from a file to the durable store. import.bytes_per_bar: what they take
 * there. bars.load: a million of them back into memory. The bars are those of peers/src/gen.c in
 * kind: cents, Gaussian minutes, evenly drawn volumes, no gaps. */

#define N_BARS 2000000
#define N_LOADED 1000000
#define N_RUNS 7

static guint64 counter;

static double
draw_unit (void)
{
  return bw_random_unit (bw_random_at (1, counter++, 0, 0, 0));
}

static double
draw_gauss (void)
{
  double sum = 0;

  for (int i = 0; i < 12; i++)
    sum += draw_unit ();
  return sum - 6;
}

static gint64
draw_cents (double price, double spread)
{
  return (gint64) (price + spread * draw_gauss () + 0.5);
}

static void
write_csv (const char *path)
{
  FILE *file = fopen (path, "w");
  gint64 close = 10000;

  fprintf (file, "timestamp,open,high,low,close,volume\n");
  for (gint64 i = 0; i < N_BARS; i++)
    {
      gint64 open = close, high, low;
      gint64 drawn = draw_cents ((double) open * (1 - 8e-7) + 8e-3, (double) open * 4e-4);
      gint64 above = draw_cents (0, (double) open * 2e-4);
      gint64 below = draw_cents (0, (double) open * 2e-4);

      close = MAX (drawn, 100);
      high = MAX (open, close) + ABS (above);
      low = MAX (MIN (open, close) - ABS (below), 50);
      fprintf (file,
               "%" G_GINT64_FORMAT ",%d.%02d,%d.%02d,%d.%02d,%d.%02d,%d\n",
               1420209000000 + i * 60000, (int) open / 100, (int) open % 100, (int) high / 100,
               (int) high % 100, (int) low / 100, (int) low % 100, (int) close / 100,
               (int) close % 100, 100 + (int) (draw_unit () * 10000));
    }
  fclose (file);
}

static void
remove_database (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  g_unlink (path);
  g_unlink (log);
  g_unlink (index);
}

static BwDatabase *
import_once (const char *csv_path, const char *path, double *seconds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportSpec) spec = bw_import_spec_new (csv_path);
  g_autoptr (BwImportOutcome) outcome = NULL;
  BwDatabase *market;
  gint64 start_us;

  remove_database (path);
  market = bw_database_open (BW_DATABASE_MARKET, path, 0, &error);
  if (market == NULL)
    g_error ("%s", error->message);
  start_us = g_get_monotonic_time ();
  outcome = bw_import_run (market, spec, 0, NULL, NULL, NULL, &error);
  *seconds = (double) (g_get_monotonic_time () - start_us) * 1e-6;
  if (outcome == NULL || outcome->written.n_added != N_BARS)
    g_error ("%s", error != NULL ? error->message : outcome->message);
  return market;
}

static void
measure_load (BwDatabase *market, BwInstrumentId instrument)
{
  BwTime first = 1420209000000 * BW_MILLISECOND;
  double times[N_RUNS];

  for (int i = 0; i < N_RUNS; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr (BwBarSeries) series = bw_bars_load (market, instrument, BW_TIMEFRAME_1M, first,
                                                     first + N_LOADED * BW_MINUTE, NULL);

      times[i] = (double) (g_get_monotonic_time () - start_us) * 1e-3;
      if (series == NULL || series->n_bars != N_LOADED)
        g_error ("not all bars came back");
    }
  g_print ("bars.load %.2f ms\n", bw_bench_quantile (times, N_RUNS, 0.5));
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-bench-XXXXXX", NULL);
  g_autofree char *csv_path = g_build_filename (folder, "BENCH.csv", NULL);
  g_autofree char *path = g_build_filename (folder, "market.db", NULL);
  double times[N_RUNS];
  BwDatabase *market = NULL;
  g_autoptr (GArray) list = NULL;
  const BwStoredBars *stored;

  write_csv (csv_path);
  for (int i = 0; i < N_RUNS; i++)
    {
      g_clear_pointer (&market, bw_database_close);
      market = import_once (csv_path, path, &times[i]);
    }
  g_print ("import.csv %.0f rows/s\n", N_BARS / bw_bench_quantile (times, N_RUNS, 0.5));
  list = bw_bars_list (market, 0, NULL);
  stored = &g_array_index (list, BwStoredBars, 0);
  g_print ("import.bytes_per_bar %.2f B\n", (double) stored->n_bytes / (double) stored->n_bars);
  measure_load (market, stored->instrument);
  bw_database_close (market);
  remove_database (path);
  g_unlink (csv_path);
  g_rmdir (folder);
  return 0;
}
