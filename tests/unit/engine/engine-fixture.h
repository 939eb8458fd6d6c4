/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

#include <ftw.h>
#include <stdio.h>

G_BEGIN_DECLS

/* An engine on a profile of its own, driven from a test: every call waits for its end. */
typedef struct
{
  char *folder;     /* (owned) */
  BwEngine *engine; /* (owned) */
  BwChanged changed;
  guint n_order_events;
  guint n_fills;
} EngineFixture;

static inline int
remove_one (const char *path, const struct stat *status, int flag, struct FTW *place)
{
  return remove (path);
}

static inline void
catch_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Waits for an asynchronous call that was given catch_result_cb and @result. */
static inline GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static inline void
changed_cb (BwEngine *engine, guint what, gpointer user_data)
{
  ((EngineFixture *) user_data)->changed |= what;
}

static inline void
order_event_cb (BwEngine *engine, guint timeline, const BwOrder *order, gpointer user_data)
{
  ((EngineFixture *) user_data)->n_order_events++;
}

static inline void
fill_cb (BwEngine *engine, guint timeline, const BwFill *fill, gpointer user_data)
{
  ((EngineFixture *) user_data)->n_fills++;
}

static inline gboolean
fixture_open (EngineFixture *fixture, const BwClock *clock, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (fixture->folder == NULL)
    fixture->folder = g_dir_make_tmp ("bw-engine-XXXXXX", NULL);
  fixture->engine = bw_engine_new (fixture->folder, clock);
  g_signal_connect (fixture->engine, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (fixture->engine, "order-event", G_CALLBACK (order_event_cb), fixture);
  g_signal_connect (fixture->engine, "fill", G_CALLBACK (fill_cb), fixture);
  bw_engine_open_async (fixture->engine, NULL, catch_result_cb, &result);
  return bw_engine_open_finish (fixture->engine, wait_for (&result), error);
}

static inline void
fixture_close (EngineFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_engine_close_async (fixture->engine, catch_result_cb, &result);
  bw_engine_close_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->engine);
}

static inline void
fixture_remove (EngineFixture *fixture)
{
  nftw (fixture->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  g_clear_pointer (&fixture->folder, g_free);
}

static inline void
fixture_command (EngineFixture *fixture, BwTimelineId timeline, const BwInput *input, BwCommandResult *outcome)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_engine_command_async (fixture->engine, timeline, input, NULL, catch_result_cb, &result);
  bw_engine_command_finish (fixture->engine, wait_for (&result), outcome, &error);
  g_assert_no_error (error);
}

static inline void
fixture_order (EngineFixture *fixture, BwTimelineId timeline, const char *symbol, BwSide side, BwOrderType type,
               BwFixed quantity, BwFixed limit_price, BwCommandResult *outcome)
{
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };

  input.new_order.account = bw_engine_account_at (fixture->engine, 0)->account.id;
  for (gsize i = 0; i < bw_engine_n_accounts (fixture->engine); i++)
    if (bw_engine_account_at (fixture->engine, i)->timeline == timeline)
      input.new_order.account = bw_engine_account_at (fixture->engine, i)->account.id;
  input.new_order.instrument = bw_engine_find_instrument (fixture->engine, symbol)->id;
  input.new_order.side = side;
  input.new_order.type = type;
  input.new_order.tif = BW_TIF_GTC;
  input.new_order.quantity = quantity;
  input.new_order.limit_price = limit_price;
  fixture_command (fixture, timeline, &input, outcome);
}

static inline void
fixture_flush (EngineFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bw_engine_flush_async (fixture->engine, NULL, catch_result_cb, &result);
  bw_engine_flush_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
}

static inline gboolean
fixture_verify (EngineFixture *fixture, char **report)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_proven;

  bw_engine_verify_async (fixture->engine, NULL, catch_result_cb, &result);
  is_proven = bw_engine_verify_finish (fixture->engine, wait_for (&result), report, &error);
  g_assert_no_error (error);
  return is_proven;
}

static inline BwBarSeries *
fixture_bars (EngineFixture *fixture, BwTimelineId timeline, BwInstrumentId instrument, BwTimeframe timeframe,
              gsize n_max)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BwBarSeries *series;

  bw_engine_load_bars_async (fixture->engine, timeline, instrument, timeframe, BW_TIME_MAX, n_max, NULL,
                             catch_result_cb, &result);
  series = bw_engine_load_bars_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  return series;
}

static inline BwTimelineId
fixture_jump (EngineFixture *fixture, BwTimelineId timeline, BwTime time)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BwTimelineId id;

  bw_engine_jump_async (fixture->engine, timeline, time, NULL, catch_result_cb, &result);
  id = bw_engine_jump_finish (fixture->engine, wait_for (&result), &error);
  g_assert_no_error (error);
  return id;
}

G_END_DECLS
