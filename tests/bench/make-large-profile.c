/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/engine.h"

#include <glib/gstdio.h>
#include <stdio.h>

/* make-large-profile FOLDER: a profile of a million orders and ten million imported minute bars, for
 * start.window.large. Made once, by the engine itself: an order is a limit far off the market that is
 * cancelled at once, so that all are in the journal and the tables and none is left working. */

#define N_ORDERS 1000000
#define N_IN_FLIGHT 20000
#define N_SYMBOLS 20
#define N_BARS_EACH 500000
#define FIRST_MINUTE_S G_GINT64_CONSTANT (1262304000)

typedef struct
{
  GAsyncResult *result;
} Wait;

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  ((Wait *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&wait->result);
}

static void
ordered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  BwCommandResult outcome;

  if (!bw_engine_command_finish (BW_ENGINE (object), result, &outcome, &error))
    g_error ("%s", error->message);
  ++*(guint *) user_data;
}

static void
make_orders (BwEngine *engine)
{
  guint n_sent = 0, n_done = 0;

  while (n_done < N_ORDERS)
    {
      while (n_sent < N_ORDERS && n_sent - n_done < N_IN_FLIGHT)
        {
          BwInput input = { .kind = BW_INPUT_NEW_ORDER };

          input.new_order.account = bw_engine_account_at (engine, 0)->account.id;
          input.new_order.instrument = bw_engine_instrument_at (engine, n_sent % 50)->id;
          input.new_order.side = BW_SIDE_BUY;
          input.new_order.type = BW_ORDER_LIMIT;
          input.new_order.tif = BW_TIF_IOC;
          input.new_order.quantity = BW_FIXED (1);
          input.new_order.limit_price = BW_FIXED (1);
          bw_engine_command_async (engine, BW_TIMELINE_PRACTICE, &input, NULL, ordered_cb, &n_done);
          n_sent++;
        }
      g_main_context_iteration (NULL, TRUE);
    }
}

/* Crypto-like, round the clock: a minute has a row whatever the session. */
static void
write_bars (const char *path)
{
  FILE *file = g_fopen (path, "w");

  if (file == NULL)
    g_error ("can't write %s", path);
  fputs ("symbol,datetime_utc,open,high,low,close,volume\n", file);
  for (int symbol = 0; symbol < N_SYMBOLS; symbol++)
    {
      int cents = 5000 + 700 * symbol;

      for (int i = 0; i < N_BARS_EACH; i++)
        {
          g_autoptr (GDateTime) stamp = g_date_time_new_from_unix_utc (FIRST_MINUTE_S + i * 60);
          int open = cents;

          cents = MAX (100, cents + (int) ((guint32) (i * 2654435761u + symbol) >> 29) - 3 - (i & 1));
          fprintf (file, "LRG%02d,%04d-%02d-%02d %02d:%02d:00,%d.%02d,%d.%02d,%d.%02d,%d.%02d,%d\n", symbol,
                   g_date_time_get_year (stamp), g_date_time_get_month (stamp), g_date_time_get_day_of_month (stamp),
                   g_date_time_get_hour (stamp), g_date_time_get_minute (stamp), open / 100, open % 100,
                   (MAX (open, cents) + 3) / 100, (MAX (open, cents) + 3) % 100, (MIN (open, cents) - 3) / 100,
                   (MIN (open, cents) - 3) % 100, cents / 100, cents % 100, 100 + i % 900);
        }
    }
  fclose (file);
}

static void
make_bars (BwEngine *engine, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "large.csv", NULL);
  g_autoptr (GPtrArray) specs = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  write_bars (path);
  specs = bw_import_preview (path, &error);
  if (specs == NULL)
    g_error ("%s", error->message);
  bw_engine_import_async (engine, g_ptr_array_index (specs, 0), NULL, done_cb, &wait);
  {
    g_autoptr (GAsyncResult) result = wait_for (&wait);
    g_autoptr (BwImportOutcome) outcome = bw_engine_import_finish (engine, result, &error);

    if (outcome == NULL)
      g_error ("%s", error->message);
    g_printerr ("%s\n", outcome->message);
  }
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_autoptr (BwEngine) engine = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  if (argc != 2)
    {
      g_printerr ("make-large-profile FOLDER\n");
      return 2;
    }
  engine = bw_engine_new (argv[1], bw_clock_system ());
  bw_engine_open_async (engine, NULL, done_cb, &wait);
  {
    g_autoptr (GAsyncResult) result = wait_for (&wait);

    if (!bw_engine_open_finish (engine, result, &error))
      g_error ("%s", error->message);
  }
  make_orders (engine);
  g_printerr ("%d orders\n", N_ORDERS);
  make_bars (engine, argv[1]);
  bw_engine_close_async (engine, done_cb, &wait);
  {
    g_autoptr (GAsyncResult) result = wait_for (&wait);

    if (!bw_engine_close_finish (engine, result, &error))
      g_error ("%s", error->message);
  }
  return 0;
}
