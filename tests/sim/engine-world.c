/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-world.h"

#include "market/practice/market.h"
#include "store/timelines.h"

#include <string.h>

#define N_DAYS 2
#define N_MINUTES 390

static BwTime
read_wall (gpointer user_data)
{
  return ((Hands *) user_data)->wall;
}

static gint64
read_monotonic (gpointer user_data)
{
  return bw_clock_monotonic (bw_clock_system ()) + __atomic_load_n (&((Hands *) user_data)->ahead, __ATOMIC_SEQ_CST);
}

static char *
name_order (BwTimelineId timeline, BwOrderId id)
{
  return g_strdup_printf ("%u/%" G_GUINT64_FORMAT, timeline, id);
}

static void
told_order_cb (BwEngine *engine, guint timeline, const BwOrder *order, gpointer user_data)
{
  ToldOrder told = { timeline, *order };

  g_hash_table_insert (((World *) user_data)->orders, name_order (timeline, order->id), g_memdup2 (&told, sizeof told));
}

static void
told_fill_cb (BwEngine *engine, guint timeline, const BwFill *fill, gpointer user_data)
{
  ToldFill told = { timeline, *fill };

  g_array_append_val (((World *) user_data)->fills, told);
}

static void
find_timelines (World *world)
{
  gsize n_timelines = bw_engine_n_timelines (world->fixture.engine);

  world->n_timelines = 0;
  for (gsize i = 0; i < n_timelines && world->n_timelines < WORLD_TIMELINES_MAX; i++)
    world->timelines[world->n_timelines++] = bw_engine_timeline_at (world->fixture.engine, i)->id;
}

/**
 * world_open:
 *
 * Opens the profile; the practice market stands still, so that time goes where it is sent.
 */
void
world_open (World *world)
{
  g_autoptr (GError) error = NULL;

  fixture_open (&world->fixture, &world->clock, &error);
  g_assert_no_error (error);
  g_signal_connect (world->fixture.engine, "order-event", G_CALLBACK (told_order_cb), world);
  g_signal_connect (world->fixture.engine, "fill", G_CALLBACK (told_fill_cb), world);
  bw_engine_set_playing (world->fixture.engine, BW_TIMELINE_PRACTICE, FALSE);
  find_timelines (world);
}

void
world_close (World *world)
{
  fixture_close (&world->fixture);
}

/* Nobody asked it to close, and nobody listens any more. */
void
world_drop (World *world)
{
  g_clear_object (&world->fixture.engine);
}

/* The practice market of the seed, before the engine would make one of its own. */
static void
make_practice (World *world, guint64 seed)
{
  g_autofree char *path = g_build_filename (world->fixture.folder, "trading.db", NULL);
  g_autoptr (BwTimeline) row = g_new0 (BwTimeline, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) trading = bw_database_open (BW_DATABASE_TRADING, path, world->hands.wall, &error);

  g_assert_no_error (error);
  row->kind = g_strdup ("practice");
  row->name = g_strdup ("Practice market");
  row->source = g_strdup_printf ("{\"generator\":%d}", BW_PRACTICE_VERSION);
  row->seed = seed;
  row->created = world->hands.wall;
  bw_timelines_add (trading, row, &error);
  g_assert_no_error (error);
}

/* Two sessions of minutes that wander. */
static void
import (World *world, const char *symbol)
{
  g_autofree char *name = g_strconcat (symbol, ".csv", NULL);
  g_autofree char *path = g_build_filename (world->fixture.folder, name, NULL);
  g_autoptr (GString) text = g_string_new ("timestamp,open,high,low,close,volume\n");
  g_autoptr (BwImportSpec) spec = bw_import_spec_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportOutcome) outcome = NULL;
  BwTime first = bw_date_from_ymd (2026, 6, 1) * BW_DAY + 13 * BW_HOUR + 30 * BW_MINUTE;
  int cents = between (world, 2000, 20000);

  for (int minute = 0; minute < N_DAYS * N_MINUTES; minute++)
    {
      g_autofree char *stamp =
          bw_time_to_rfc3339 (first + minute / N_MINUTES * BW_DAY + minute % N_MINUTES * BW_MINUTE);
      int close = MAX (cents + between (world, -40, 40), 500);
      int high = MAX (cents, close) + between (world, 0, 20), low = MIN (cents, close) - between (world, 0, 20);

      g_string_append_printf (text, "%s,%d.%02d,%d.%02d,%d.%02d,%d.%02d,%d\n", stamp, cents / 100, cents % 100,
                              high / 100, high % 100, low / 100, low % 100, close / 100, close % 100,
                              between (world, 100, 5000));
      cents = close;
    }
  g_file_set_contents (path, text->str, text->len, &error);
  g_assert_no_error (error);
  bw_engine_import_async (world->fixture.engine, spec, NULL, catch_result_cb, &result);
  outcome = bw_engine_import_finish (world->fixture.engine, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
open_replay (World *world)
{
  BwInstrumentId instruments[] = { bw_engine_find_instrument (world->fixture.engine, "ACME")->id,
                                   bw_engine_find_instrument (world->fixture.engine, "OTHER")->id };
  BwReplaySpec spec = { .name = "Lesson",
                        .instruments = instruments,
                        .n_instruments = G_N_ELEMENTS (instruments),
                        .start = bw_date_from_ymd (2026, 6, 1) * BW_DAY + 13 * BW_HOUR + 30 * BW_MINUTE,
                        .speed = 1,
                        .cash = BW_FIXED (50000) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_engine_open_replay_async (world->fixture.engine, &spec, NULL, catch_result_cb, &result);
  bw_engine_open_replay_finish (world->fixture.engine, wait_for (&result), &error);
  g_assert_no_error (error);
}

/**
 * world_begin:
 *
 * A new profile with the practice market of @seed and a replay, on a disk that doesn't fail yet.
 */
void
world_begin (World *world, guint64 seed)
{
  *world = (World){ .random = g_rand_new_with_seed ((guint32) seed) };
  world->hands = (Hands){ bw_date_from_ymd (2026, 7, 1) * BW_DAY, BW_HOUR };
  world->clock = (BwClock){ read_wall, read_monotonic, &world->hands };
  world->asked = g_array_new (FALSE, FALSE, sizeof (Asked));
  world->faltering = g_array_new (FALSE, FALSE, sizeof (guint));
  world->orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->fills = g_array_new (FALSE, FALSE, sizeof (ToldFill));
  world->fixture.folder = g_dir_make_tmp ("bw-sim-XXXXXX", NULL);
  make_practice (world, seed);
  world_open (world);
  import (world, "ACME");
  import (world, "OTHER");
  open_replay (world);
  find_timelines (world);
}

void
world_end (World *world)
{
  fixture_remove (&world->fixture);
  g_rand_free (world->random);
  g_array_unref (world->asked);
  g_array_unref (world->faltering);
  g_hash_table_unref (world->orders);
  g_array_unref (world->fills);
}

BwTimelineId
world_timeline (World *world)
{
  return world->timelines[between (world, 0, (int) world->n_timelines - 1)];
}

/* Which name an order goes by, if the command makes one of its own. */
static guint
remember (World *world, BwTimelineId timeline, BwInput *input)
{
  Asked asked = { .timeline = timeline };

  for (guint i = 0; i < sizeof asked.uuid.bytes; i++)
    asked.uuid.bytes[i] = (guint8) g_rand_int_range (world->random, 1, 256);
  if (input->kind == BW_INPUT_NEW_ORDER)
    input->new_order.uuid = asked.uuid;
  else if (input->kind == BW_INPUT_REPLACE_ORDER)
    input->replace_order.uuid = asked.uuid;
  else
    return G_MAXUINT;
  g_array_append_val (world->asked, asked);
  return world->asked->len - 1;
}

/**
 * world_command:
 *
 * Sends a command and waits. Returns: whether it was answered, with whatever; %FALSE when nothing
 * could be written.
 */
gboolean
world_command (World *world, BwTimelineId timeline, BwInput *input)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BwCommandResult outcome;
  guint place = remember (world, timeline, input);

  world->n_commands++;
  bw_engine_command_async (world->fixture.engine, timeline, input, NULL, catch_result_cb, &result);
  if (!bw_engine_command_finish (world->fixture.engine, wait_for (&result), &outcome, &error))
    {
      g_assert_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_FROZEN);
      world->n_failed++;
      if (place != G_MAXUINT)
        g_array_append_val (world->faltering, place);
      return FALSE;
    }
  world->n_refused += outcome.reason != BW_REASON_NONE;
  if (place != G_MAXUINT && outcome.order.id != 0 &&
      memcmp (&outcome.order.uuid, &g_array_index (world->asked, Asked, place).uuid, sizeof (BwUuid)) == 0)
    g_array_index (world->asked, Asked, place).id = outcome.order.id;
  return TRUE;
}

gboolean
world_jump (World *world, BwTimelineId timeline, BwTime time)
{
  g_autoptr (GAsyncResult) result = NULL;

  bw_engine_jump_async (world->fixture.engine, timeline, time, NULL, catch_result_cb, &result);
  return bw_engine_jump_finish (world->fixture.engine, wait_for (&result), NULL) != 0;
}

gboolean
world_branch (World *world, BwTimelineId timeline, BwTime time)
{
  g_autoptr (GAsyncResult) result = NULL;
  BwTimelineId id;

  bw_engine_branch_async (world->fixture.engine, timeline, time, NULL, NULL, catch_result_cb, &result);
  id = bw_engine_branch_finish (world->fixture.engine, wait_for (&result), NULL);
  if (id == 0)
    return FALSE;
  world->timelines[world->n_timelines++] = id;
  world->n_branches++;
  return TRUE;
}

/**
 * world_thaw:
 *
 * The disk takes everything again: waits until trading goes on. What was said not to be done then
 * never will be.
 */
void
world_thaw (World *world)
{
  for (guint i = 0; i < world->n_timelines; i++)
    while (bw_engine_timeline (world->fixture.engine, world->timelines[i])->frozen_reason != NULL)
      {
        /* The engine tries once a second; by our clock that is now. */
        __atomic_add_fetch (&world->hands.ahead, 2 * BW_SECOND, __ATOMIC_SEQ_CST);
        fixture_flush (&world->fixture);
        g_main_context_iteration (NULL, FALSE);
      }
  for (guint i = 0; i < world->faltering->len; i++)
    g_array_index (world->asked, Asked, g_array_index (world->faltering, guint, i)).is_undone = TRUE;
  g_array_set_size (world->faltering, 0);
}
