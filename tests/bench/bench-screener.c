/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/clock.h"
#include "base/random.h"
#include "engine/screen.h"

/* 10,000 symbols of 250 daily bars through five conditions, in memory: the best of several.
 *
 *   screener.run        all of them, as many threads as there are processors
 *   screener.run.one    likewise, one thread
 *   screener.compile    the condition, from text
 */
#define N_SYMBOLS 10000
#define N_BARS    250
#define N_REPEATS 7

static const char condition[] = "RSI(14) < 60 and close > SMA(50) and relative volume > 0.5 and "
                                "MACD(12, 26, 9).hist > -1 and close > BBANDS(20, 2).lower";

static BwScreenEntry *
make_entry (guint64 seed)
{
  g_autoptr (BwBarSeries) bars = bw_bar_series_new (BW_TIMEFRAME_1D, N_BARS);
  double price = 20 + 100 * bw_random_unit (bw_random_at (seed, 0, 0, 0, 0));
  g_autofree char *symbol = g_strdup_printf ("S%05" G_GUINT64_FORMAT, seed);
  BwInstrument instrument;

  for (gsize i = 0; i < N_BARS; i++)
    {
      double open = price;

      price =
          MAX (1, price * (1 + (bw_random_unit (bw_random_at (seed, i, 1, 0, 0)) - 0.48) * 0.04));
      bw_bar_series_append (bars, (BwTime)i * BW_DAY, open, MAX (open, price) * 1.01,
                            MIN (open, price) * 0.99, price,
                            1e4 * bw_random_unit (bw_random_at (seed, i, 2, 0, 0)));
    }
  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, symbol);
  return bw_screen_entry_new (&instrument, bars);
}

static double
time_run (const BwScreenTask *task, guint n_threads)
{
  double best = G_MAXDOUBLE;

  for (guint k = 0; k < N_REPEATS; k++)
    {
      gint64 begun = bw_clock_monotonic (bw_clock_system ());
      g_autoptr (BwScreenResult) result = bw_screen_run (task, n_threads);

      best = MIN (best, (double)(bw_clock_monotonic (bw_clock_system ()) - begun) / 1e6);
      if (k == 0)
        g_printerr ("%u of %u meet it\n", result->rows->len, N_SYMBOLS);
    }
  return best;
}

int
main (void)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)bw_screen_entry_unref);
  g_autoptr (BwProgram) program = NULL;
  g_auto (BwFault) fault = { 0 };
  BwScreenTask task = {
    .has_condition = TRUE, .n_entries = N_SYMBOLS, .now = BW_TIME_MAX, .n_bars = N_BARS
  };
  gint64 begun;

  for (guint64 k = 0; k < N_SYMBOLS; k++)
    g_ptr_array_add (entries, make_entry (k));
  begun = bw_clock_monotonic (bw_clock_system ());
  program = bw_program_new (BW_TIMEFRAME_1D);
  if (!bw_program_add_condition (program, condition, &fault))
    return 1;
  g_print ("screener.compile %.3f ms\n",
           (double)(bw_clock_monotonic (bw_clock_system ()) - begun) / 1e6);
  task.program = program;
  task.entries = (BwScreenEntry *const *)entries->pdata;
  g_print ("screener.run %.1f ms\n", time_run (&task, g_get_num_processors ()));
  g_print ("screener.run.one %.1f ms\n", time_run (&task, 1));
  return 0;
}
