/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/history.h"
#include "engine/views.h"
#include "store/instruments.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a company does to its shares, as charts and lists show it. */

#define DAY_0 (BwTime) (G_GINT64_CONSTANT (20514) * BW_DAY + 14 * BW_HOUR + 30 * BW_MINUTE) /* Mon 2 Mar 2026, 9:30 */

typedef struct
{
  char *folder;
  char *path;
  BwDatabase *market;
  BwInstrument instrument;
} Fixture;

/* Ten trading days at 100, then ten at 25: 4:1 on Monday 16 March. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBarSeries) bars = bw_bar_series_new (BW_TIMEFRAME_1D, 20);
  BwBarsWritten written;

  fixture->folder = g_dir_make_tmp ("bw-splits-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "market.db", NULL);
  fixture->market = bw_database_open (BW_DATABASE_MARKET, fixture->path, 0, &error);
  g_assert_no_error (error);
  bw_instrument_init (&fixture->instrument, BW_INSTRUMENT_EQUITY, "XYZ");
  g_strlcpy (fixture->instrument.source, "import", sizeof fixture->instrument.source);
  fixture->instrument.is_ipo = TRUE;
  fixture->instrument.leverage = 3;
  g_assert_true (bw_instruments_add (fixture->market, &fixture->instrument, &error));
  for (int day = 0; day < 26; day++)
    if (day % 7 < 5)
      {
        double price = day < 14 ? 100 : 25;
        /* Summer time began on Sunday 8 March. */
        BwTime start = DAY_0 + day * BW_DAY - (day >= 6 ? BW_HOUR : 0);

        bw_bar_series_append (bars, start, price, price + 1, price - 1, price, 1000);
      }
  g_assert_true (bw_bars_write (fixture->market, fixture->instrument.id, bars, 0, &written, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  bw_database_close (fixture->market);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static BwBarSeries *
load (Fixture *fixture, BwTimeframe timeframe, gboolean is_adjusted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwHistory) history = bw_history_open (fixture->path, NULL, &error);
  const BwSplit splits[] = {
    { fixture->instrument.id, DAY_0 + 14 * BW_DAY - 2 * BW_HOUR, BW_FIXED (4), BW_FIXED (1) },
    { fixture->instrument.id + 1, DAY_0 + 20 * BW_DAY, BW_FIXED (2), BW_FIXED (1) },
  };
  BwHistoryQuery query = { .instrument = fixture->instrument, .timeframe = timeframe, .before = BW_TIME_MAX,
                           .now = BW_TIME_MAX, .n_max = 100 };
  BwBarSeries *bars;

  if (is_adjusted)
    {
      query.splits = g_array_new (FALSE, FALSE, sizeof (BwSplit));
      g_array_append_vals (query.splits, splits, G_N_ELEMENTS (splits));
    }
  bars = bw_history_load (history, &query, &error);
  g_assert_no_error (error);
  g_clear_pointer (&query.splits, g_array_unref);
  return bars;
}

/* Read with the split there is no cliff: prices before it times 1/4, volume times 4; what is stored
 * stays as it was traded, and another instrument's split changes nothing. */
static void
test_no_cliff (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwBarSeries) raw = load (fixture, BW_TIMEFRAME_1D, FALSE);
  g_autoptr (BwBarSeries) bars = load (fixture, BW_TIMEFRAME_1D, TRUE);

  g_assert_cmpuint (raw->n_bars, ==, 20);
  g_assert_cmpfloat (raw->close[9], ==, 100);
  g_assert_cmpfloat (raw->close[10], ==, 25);
  g_assert_cmpuint (bars->n_bars, ==, 20);
  for (gsize i = 0; i < bars->n_bars; i++)
    {
      g_assert_cmpfloat (bars->close[i], ==, 25);
      g_assert_cmpfloat (bars->high[i], ==, i < 10 ? 25.25 : 26);
      g_assert_cmpfloat (bars->volume[i], ==, i < 10 ? 4000 : 1000);
    }
}

/* March has the split in its middle: bars are restated before they are folded. */
static void
test_a_split_within_a_bar (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (BwBarSeries) months = load (fixture, BW_TIMEFRAME_1MO, TRUE);

  g_assert_cmpuint (months->n_bars, ==, 1);
  g_assert_cmpfloat (months->open[0], ==, 25);
  g_assert_cmpfloat (months->high[0], ==, 26);
  g_assert_cmpfloat (months->low[0], ==, 24);
  g_assert_cmpfloat (months->volume[0], ==, 10 * 4000 + 10 * 1000);
}

static void
test_stored_terms (Fixture *fixture, gconstpointer unused)
{
  BwInstrument found;

  g_assert_true (bw_instruments_get (fixture->market, fixture->instrument.id, &found, NULL));
  g_assert_cmpint (found.is_ipo, ==, TRUE);
  g_assert_cmpuint (found.leverage, ==, 3);
  found.is_ipo = FALSE;
  g_assert_true (bw_instruments_update (fixture->market, &found, NULL));
  g_assert_true (bw_instruments_find (fixture->market, "import", "XYZ", &found, NULL));
  g_assert_cmpint (found.is_ipo, ==, FALSE);
}

static void
say (BwUpdate *update, BwTimelineId timeline, const BwInstrument *instrument)
{
  BwOutputs outputs;

  bw_outputs_init (&outputs);
  memcpy (bw_outputs_append (&outputs, BW_OUTPUT_INSTRUMENT, 1, sizeof *instrument), instrument, sizeof *instrument);
  bw_update_add_outputs (update, timeline, &outputs);
  bw_outputs_clear (&outputs);
}

/* The practice market's word of a new name, and of who lends, is everybody's; what describes the
 * company stays, and the old name still finds it. A branch's word changes nothing here. */
static void
test_rename (void)
{
  BwViews *views = bw_views_new ();
  g_autoptr (BwUpdate) first = bw_update_new ();
  g_autoptr (BwUpdate) second = bw_update_new ();
  g_autoptr (BwUpdate) third = bw_update_new ();
  BwInstrumentUpdate change = { .description = "Makes things." };

  bw_instrument_init (&change.instrument, BW_INSTRUMENT_EQUITY, "OLD");
  change.instrument.id = 5;
  change.instrument.easy_to_borrow = TRUE;
  g_array_append_val (first->instruments, change);
  bw_views_apply (views, first);
  g_assert_cmpstr (bw_views_instrument (views, 5)->symbol, ==, "OLD");

  g_strlcpy (change.instrument.symbol, "NEW", sizeof change.instrument.symbol);
  change.instrument.easy_to_borrow = FALSE;
  say (second, BW_TIMELINE_PRACTICE + 1, &change.instrument);
  bw_views_apply (views, second);
  g_assert_cmpstr (bw_views_instrument (views, 5)->symbol, ==, "OLD");

  say (third, BW_TIMELINE_PRACTICE, &change.instrument);
  g_assert_true ((third->changed & BW_CHANGED_INSTRUMENTS) != 0);
  bw_views_apply (views, third);
  g_assert_cmpstr (bw_views_instrument (views, 5)->symbol, ==, "NEW");
  g_assert_false (bw_views_instrument (views, 5)->easy_to_borrow);
  g_assert_cmpstr (bw_views_description (views, 5), ==, "Makes things.");
  g_assert_true (bw_views_find_instrument (views, "new") == bw_views_instrument (views, 5));
  g_assert_true (bw_views_find_instrument (views, "OLD") == bw_views_instrument (views, 5));
  g_assert_null (bw_views_find_instrument (views, "ELSE"));
  bw_views_free (views);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/splits/no-cliff", Fixture, NULL, set_up, test_no_cliff, tear_down);
  g_test_add ("/splits/a-split-within-a-bar", Fixture, NULL, set_up, test_a_split_within_a_bar, tear_down);
  g_test_add ("/splits/stored-terms", Fixture, NULL, set_up, test_stored_terms, tear_down);
  g_test_add_func ("/splits/rename", test_rename);
  return g_test_run ();
}
