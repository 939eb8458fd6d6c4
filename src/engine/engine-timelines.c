/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/engine-private.h"

#include "engine/branch.h"
#include "engine/requests.h"
#include "engine/rerun.h"
#include "engine/work.h"

/* The façade, continued: clocks, what there is to replay, replays, jumps and branches. */

void
bw_engine_set_playing (BwEngine *self, BwTimelineId timeline, gboolean is_playing)
{
  BwRequest *request = bw_request_new (bw_request_playing_run, NULL);

  request->timeline = timeline;
  request->is_on = is_playing;
  bw_loop_push (self->loop, request);
}

void
bw_engine_set_speed (BwEngine *self, BwTimelineId timeline, double speed)
{
  BwRequest *request = bw_request_new (bw_request_speed_run, NULL);

  request->timeline = timeline;
  request->speed = speed;
  bw_loop_push (self->loop, request);
}

void
bw_engine_step (BwEngine *self, BwTimelineId timeline, BwTimeframe timeframe)
{
  BwRequest *request = bw_request_new (bw_request_step_run, NULL);

  request->timeline = timeline;
  request->timeframe = timeframe;
  bw_loop_push (self->loop, request);
}

/**
 * bw_engine_skip_to_open:
 *
 * Plays at full speed to the close, if the market is open, and goes to the next open.
 */
void
bw_engine_skip_to_open (BwEngine *self, BwTimelineId timeline)
{
  BwRequest *request = bw_request_new (bw_request_skip_run, NULL);

  request->timeline = timeline;
  bw_loop_push (self->loop, request);
}

void
bw_engine_list_bars_async (BwEngine *self, const BwInstrumentId *instruments, gsize n_instruments,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request =
      bw_engine_begin_call (self, bw_work_list_bars_run, bw_engine_list_bars_async, cancellable, callback, user_data);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

  g_array_append_vals (ids, instruments, n_instruments);
  bw_engine_set_data (request, ids, (GDestroyNotify) g_array_unref);
  bw_loop_push (self->loop, request);
}

GArray *
bw_engine_list_bars_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bw_engine_open_replay_async (BwEngine *self, const BwReplaySpec *spec, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request =
      bw_engine_begin_call (self, bw_work_replay_run, bw_engine_open_replay_async, cancellable, callback, user_data);
  BwWorkReplay *replay = g_new0 (BwWorkReplay, 1);

  g_strlcpy (replay->name, spec->name, sizeof replay->name);
  replay->speed = spec->speed;
  replay->uses_finer = spec->uses_finer;
  replay->source = bw_replay_source_new ();
  replay->source->timeframe = spec->timeframe;
  replay->source->start = spec->start;
  replay->source->cash = spec->cash;
  g_array_append_vals (replay->source->instruments, spec->instruments, spec->n_instruments);
  bw_engine_set_data (request, replay, (GDestroyNotify) bw_work_replay_free);
  bw_loop_push (self->loop, request);
}

BwTimelineId
bw_engine_open_replay_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
}

void
bw_engine_jump_async (BwEngine *self, BwTimelineId timeline, BwTime time, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request = bw_engine_begin_call (self, bw_work_jump_run, bw_engine_jump_async, cancellable, callback, user_data);

  request->timeline = timeline;
  request->time = time;
  bw_loop_push (self->loop, request);
}

BwTimelineId
bw_engine_jump_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
}

void
bw_engine_branch_async (BwEngine *self, BwTimelineId timeline, BwTime time, const char *name,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request = bw_engine_begin_call (self, bw_branch_run, bw_engine_branch_async, cancellable, callback, user_data);
  BwBranchSpec *spec = g_new0 (BwBranchSpec, 1);

  spec->time = time;
  if (name != NULL)
    g_strlcpy (spec->name, name, sizeof spec->name);
  request->timeline = timeline;
  bw_engine_set_data (request, spec, g_free);
  bw_loop_push (self->loop, request);
}

BwTimelineId
bw_engine_branch_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
}

void
bw_engine_rerun_async (BwEngine *self, BwTimelineId timeline, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  BwRequest *request = bw_engine_begin_call (self, bw_rerun_run, bw_engine_rerun_async, cancellable, callback, user_data);

  request->timeline = timeline;
  bw_loop_push (self->loop, request);
}

BwRerun *
bw_engine_rerun_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bw_engine_close_timeline_async (BwEngine *self, BwTimelineId timeline, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  BwRequest *request = bw_engine_begin_call (self, bw_work_close_timeline_run, bw_engine_close_timeline_async, NULL, callback,
                                   user_data);

  request->timeline = timeline;
  bw_loop_push (self->loop, request);
}

gboolean
bw_engine_close_timeline_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return bw_engine_finish_call (self, result, error);
}
