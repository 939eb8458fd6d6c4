/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/random.h"
#include "market/import/reader.h"

/* Bytes of a CSV file of minute bars to bar series in memory, on one thread. */

#define N_ROWS 4000000
#define FEED_BYTES (256 * 1024)

static GString *
make_file (guint64 n_rows)
{
  GString *text = g_string_sized_new (n_rows * 64);
  BwSession session = { 0 };
  BwTime at = 0;
  gint64 price = 15000;

  g_string_append (text, "symbol,datetime,open,high,low,close,volume\n");
  bw_calendar_next_session (BW_CALENDAR_XNYS, bw_date_from_ymd (1995, 1, 1), &session);
  at = session.open;
  for (guint64 i = 0; i < n_rows; i++)
    {
      guint64 draw = bw_random_at (1, i, 0, 0, 0);
      gint64 close = MAX (1000, price + (gint64) (draw % 41) - 20);
      gint64 high = MAX (price, close) + (gint64) (draw >> 8) % 15, low = MIN (price, close) - (gint64) (draw >> 16) % 15;
      gint64 in_day;
      BwDate date = bw_zone_date_at (BW_ZONE_NEW_YORK, at, &in_day);
      char day[16];

      g_string_append_printf (text,
                              "ACME,%s %02d:%02d:00,%d.%02d,%d.%02d,%d.%02d,%d.%02d,%u\n",
                              bw_date_print (date, day), (int) (in_day / BW_HOUR), (int) (in_day / BW_MINUTE % 60),
                              (int) price / 100, (int) price % 100, (int) high / 100, (int) high % 100,
                              (int) low / 100, (int) low % 100, (int) close / 100, (int) close % 100,
                              (unsigned) (draw >> 24) % 200000);
      price = close;
      at += BW_MINUTE;
      if (at >= session.close)
        {
          bw_calendar_next_session (BW_CALENDAR_XNYS, session.date, &session);
          at = session.open;
        }
    }
  return text;
}

static double
run_once (const GString *text, gboolean is_careful)
{
  const guint8 *bytes = (const guint8 *) text->str;
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("acme.csv", bytes, text->len, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportReader) reader = bw_import_reader_new (guess, 100, &error);
  BwImportPart part;
  guint64 n_bars = 0;
  gint64 start = g_get_monotonic_time ();

  if (reader == NULL)
    g_error ("%s", error->message);
  bw_import_reader_set_careful (reader, is_careful);
  for (gsize at = 0; at < text->len; at += FEED_BYTES)
    {
      gsize n = MIN (FEED_BYTES, text->len - at);

      if (!bw_import_reader_feed (reader, bytes + at, n, at + n == text->len, NULL, &error))
        g_error ("%s", error->message);
      while (bw_import_reader_take (reader, 65536, &part))
        {
          n_bars += part.series->n_bars;
          bw_import_part_clear (&part);
        }
    }
  return (double) n_bars * 1e6 / (double) (g_get_monotonic_time () - start);
}

/* The best of some runs: the others had to share the machine. */
static void
run (const GString *text, const char *name, gboolean is_careful, int n_runs)
{
  double best = 0;

  for (int i = 0; i < n_runs; i++)
    best = MAX (best, run_once (text, is_careful));
  g_print ("%s %.0f rows/s\n", name, best);
}

int
main (void)
{
  GString *text = make_file (N_ROWS);

  run (text, "import.parse", FALSE, 7);
  run (text, "import.parse.careful", TRUE, 2);
  g_string_free (text, TRUE);
  return 0;
}
