/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/alert/alert-book.h"

#include "base/random.h"

/* alerts.tick.N: a trade of an instrument with so many price alerts, far enough apart that a cent
 * passes few of them; alerts.tick.quiet: none is passed. All fire again and again. */

#define N_TICKS 2000000

static BwTime
end_bar (BwCalendarId calendar, BwTimeframe timeframe, BwTime time, BwTime *start)
{
  *start = time - time % (timeframe * BW_SECOND);
  return *start + timeframe * BW_SECOND;
}

static double
measure (guint n_alerts, gint64 step_e8, gsize *n_fired)
{
  BwAlertBook *book = bw_alert_book_new (1, BW_CALENDAR_XNYS, end_bar);
  g_autoptr (GArray) firings = g_array_new (FALSE, FALSE, sizeof (BwAlertFiring));
  BwFixed price = BW_FIXED (100);
  BwTime time = BW_DAY;
  gint64 start_us;

  bw_alert_book_set_last (book, price);
  for (guint i = 0; i < n_alerts; i++)
    {
      BwAlert alert;

      bw_alert_init (&alert, BW_ALERT_PRICE, 1);
      alert.id = i + 1;
      alert.repeat = BW_ALERT_EVERY_TIME;
      alert.pause_ns = BW_SECOND;
      alert.level.e8 = BW_FIXED (50).e8 + (gint64) i * BW_FIXED (100).e8 / (gint64) n_alerts + 1;
      bw_alert_book_add (book, &alert, TRUE);
    }
  start_us = g_get_monotonic_time ();
  *n_fired = 0;
  for (guint64 tick = 1; tick <= N_TICKS; tick++)
    {
      guint64 bits = bw_random_mix (tick);

      price.e8 += ((gint64) (bits % 3) - 1) * step_e8;
      time += 10 * BW_MILLISECOND;
      bw_alert_book_trade (book, time, price, BW_FIXED (100), tick, firings);
      *n_fired += firings->len;
      g_array_set_size (firings, 0);
    }
  bw_alert_book_free (book);
  return (double) (g_get_monotonic_time () - start_us) * 1e3 / N_TICKS;
}

int
main (void)
{
  static const guint counts[] = { 1, 100, 10000 };
  gsize n_fired;

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      double ns = measure (counts[i], BW_FIXED_ONE_E8 / 100, &n_fired);

      g_print ("alerts.tick.%u %.1f ns\n", counts[i], ns);
      g_print ("alerts.fired.%u %" G_GSIZE_FORMAT " firings\n", counts[i], n_fired);
    }
  g_print ("alerts.tick.quiet %.1f ns\n", measure (10000, 100, &n_fired));
  return 0;
}
