/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-world.h"

#include <string.h>

#define PAGE 4096

/* All orders of a timeline by their name outside: none twice. */
static GHashTable *
gather_orders (World *world, BwTimelineId timeline)
{
  BwTradingReader *reader = bw_engine_trading_reader (world->fixture.engine);
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (gsize i = 0; i < bw_engine_n_accounts (world->fixture.engine); i++)
    {
      const BwAccountView *account = bw_engine_account_at (world->fixture.engine, i);
      BwOrdersQuery query = { .timeline = timeline, .account = account->account.id };
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) page = NULL;
      guint64 offset = 0;

      if (account->timeline != timeline)
        continue;
      do
        {
          g_clear_pointer (&page, g_array_unref);
          page = bw_trading_reader_orders (reader, &query, offset, PAGE, &error);
          g_assert_no_error (error);
          for (guint k = 0; k < page->len; k++)
            {
              const BwOrder *order = &g_array_index (page, BwOrder, k);
              char name[BW_UUID_TEXT_BYTES];

              g_assert_true (g_hash_table_insert (orders, g_strdup (bw_uuid_print (&order->uuid, name)),
                                                  g_memdup2 (order, sizeof *order)));
            }
          offset += page->len;
        }
      while (page->len == PAGE);
    }
  return g_steal_pointer (&orders);
}

/* What was acknowledged is there; what was said not to be done is not. */
static void
prove_asked (World *world, BwTimelineId timeline)
{
  g_autoptr (GHashTable) orders = gather_orders (world, timeline);

  for (guint i = 0; i < world->asked->len; i++)
    {
      const Asked *asked = &g_array_index (world->asked, Asked, i);
      char name[BW_UUID_TEXT_BYTES];
      const BwOrder *order;

      if (asked->timeline != timeline)
        continue;
      order = g_hash_table_lookup (orders, bw_uuid_print (&asked->uuid, name));
      if (asked->id != 0 && (order == NULL || order->id != asked->id))
        g_error ("order %" G_GUINT64_FORMAT " of timeline %u was acknowledged and is lost", asked->id, timeline);
      if (asked->is_undone && order != NULL)
        g_error ("order %" G_GUINT64_FORMAT " of timeline %u was said not to be done and is there", order->id, timeline);
    }
}

static void
prove_told_orders (World *world)
{
  BwTradingReader *reader = bw_engine_trading_reader (world->fixture.engine);
  GHashTableIter iter;
  ToldOrder *told;

  g_hash_table_iter_init (&iter, world->orders);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &told))
    {
      g_autoptr (GError) error = NULL;
      BwOrder order;

      bw_trading_reader_order (reader, told->timeline, told->order.id, &order, &error);
      g_assert_no_error (error);
      g_assert_cmpint (memcmp (&order.uuid, &told->order.uuid, sizeof order.uuid), ==, 0);
      g_assert_cmpint (order.filled.e8, >=, told->order.filled.e8);
      g_assert_cmpint (order.updated, >=, told->order.updated);
      if (!bw_order_status_is_open ((BwOrderStatus) told->order.status))
        g_assert_cmpint (order.status, ==, told->order.status);
    }
}

static void
prove_told_fills (World *world)
{
  BwTradingReader *reader = bw_engine_trading_reader (world->fixture.engine);

  for (guint i = 0; i < world->fills->len; i++)
    {
      const ToldFill *told = &g_array_index (world->fills, ToldFill, i);
      g_autoptr (GError) error = NULL;
      BwFill fill;

      bw_trading_reader_fill (reader, told->timeline, told->fill.id, &fill, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fill.order, ==, told->fill.order);
      g_assert_cmpint (fill.quantity.e8, ==, told->fill.quantity.e8);
      g_assert_cmpint (fill.price.e8, ==, told->fill.price.e8);
      g_assert_cmpint (fill.fee.e8, ==, told->fill.fee.e8);
    }
}

/* What the window shows as open is what the tables have as open. */
static void
prove_open (World *world)
{
  BwEngine *engine = world->fixture.engine;

  for (gsize i = 0; i < bw_engine_n_accounts (engine); i++)
    {
      const BwAccountView *account = bw_engine_account_at (engine, i);
      BwOrdersQuery query = { .timeline = account->timeline,
                              .account = account->account.id,
                              .filter = BW_ORDERS_WORKING };
      g_autoptr (GError) error = NULL;
      guint64 n_stored = 0;
      gsize n_shown;

      bw_engine_open_orders (engine, account->timeline, account->account.id, &n_shown);
      bw_trading_reader_count_orders (bw_engine_trading_reader (engine), &query, &n_stored, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n_shown, ==, n_stored);
      g_assert_cmpuint (account->account.n_open_orders, ==, n_stored);
    }
}

/* The same commands at full speed give the same journal. */
static void
prove_again (World *world, BwTimelineId timeline)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRerun) rerun = NULL;

  bw_engine_rerun_async (world->fixture.engine, timeline, NULL, catch_result_cb, &result);
  rerun = bw_engine_rerun_finish (world->fixture.engine, wait_for (&result), &error);
  g_assert_no_error (error);
  if (!g_str_equal (rerun->recorded, rerun->replayed))
    g_error ("timeline %u played again gives another journal: %s", timeline, rerun->difference);
}

/**
 * world_prove:
 *
 * On a disk that works: all that was acknowledged is there, none of it twice; the journal played
 * from its first entry gives the running state, the books and the tables; and so do its commands
 * alone.
 */
void
world_prove (World *world)
{
  g_autofree char *report = NULL;

  fixture_flush (&world->fixture);
  if (!fixture_verify (&world->fixture, &report))
    g_error ("not proven: %s", report);
  for (guint i = 0; i < world->n_timelines; i++)
    {
      prove_asked (world, world->timelines[i]);
      prove_again (world, world->timelines[i]);
    }
  prove_told_orders (world);
  prove_told_fills (world);
  prove_open (world);
}
