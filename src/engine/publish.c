/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/alert-work.h"
#include "engine/loop.h"

/* From the timelines to the main loop: only what changed, at most once a frame, and at once when
 * somebody waits for an answer. */

static void
pack_timeline (BwLoop *loop, BwRun *run)
{
  BwUpdate *update = bw_loop_gather (loop);
  BwTimelineView view;

  bw_run_view (run, &view);
  g_array_append_val (update->timelines, view);
  update->changed |= BW_CHANGED_TIMELINES;
  run->is_view_dirty = FALSE;
}

static void
pack_quote (BwUpdate *update, BwRun *run, BwTrack *track)
{
  BwQuoteUpdate quote = { .timeline = run->id };

  quote.quote.instrument = track->instrument;
  if (!bw_core_market_state (run->core, track->instrument, &quote.quote.market))
    return;
  if (bw_fixed_is_zero (quote.quote.market.previous_close))
    quote.quote.market.previous_close = track->reference_close;
  quote.quote.imbalance = track->imbalance;
  g_array_append_val (update->quotes, quote);
}

static void
pack_quotes (BwLoop *loop, BwRun *run)
{
  BwUpdate *update;

  if (run->dirty_quotes->len == 0)
    return;
  update = bw_loop_gather (loop);
  for (guint i = 0; i < run->dirty_quotes->len; i++)
    {
      BwTrack *track = &run->tracks[g_array_index (run->dirty_quotes, guint, i)];

      track->is_quote_dirty = FALSE;
      pack_quote (update, run, track);
    }
  g_array_set_size (run->dirty_quotes, 0);
  update->changed |= BW_CHANGED_QUOTES;
}

static void
pack_account (BwUpdate *update, BwRun *run, const BwAccount *account)
{
  BwAccountUpdate change = { .view = { .timeline = run->id, .account = *account } };
  guint first = update->positions->len;

  bw_core_account_figures (run->core, account->id, &change.view.figures);
  change.first_position = first;
  g_array_set_size (update->positions, first + account->n_positions);
  change.n_positions = bw_core_positions (run->core, account->id,
                                          &g_array_index (update->positions, BwPosition, first), account->n_positions);
  g_array_set_size (update->positions, first + change.n_positions);
  g_array_append_val (update->accounts, change);
}

static void
pack_accounts (BwLoop *loop, BwRun *run, gboolean is_all)
{
  for (gsize i = 0; i < bw_core_n_accounts (run->core); i++)
    {
      const BwAccount *account = bw_core_account_at (run->core, i);

      if (is_all || account->n_positions > 0)
        {
          pack_account (bw_loop_gather (loop), run, account);
          bw_loop_gather (loop)->changed |= BW_CHANGED_ACCOUNTS | BW_CHANGED_POSITIONS;
        }
    }
  run->are_accounts_dirty = FALSE;
}

static void
pack_minutes (BwUpdate *update, BwTrack *track, BwTapeUpdate *change)
{
  guint n_ended = track->minutes->len - track->n_minutes_told;

  change->first_minute = update->minutes->len;
  g_array_append_vals (update->minutes, &g_array_index (track->minutes, BwMinuteView, track->n_minutes_told), n_ended);
  track->n_minutes_told = track->minutes->len;
  if (track->minute.start != BW_TIME_NONE)
    g_array_append_val (update->minutes, track->minute);
  change->n_minutes = update->minutes->len - change->first_minute;
}

static void
pack_prints (BwUpdate *update, BwTrack *track, BwTapeUpdate *change)
{
  guint64 first = MAX (track->n_prints_told, track->n_prints > BW_TAPE_PRINTS_MAX ? track->n_prints - BW_TAPE_PRINTS_MAX : 0);

  change->first_print = update->prints->len;
  for (; first < track->n_prints; first++)
    g_array_append_val (update->prints, track->tape[first % BW_TAPE_PRINTS_MAX]);
  track->n_prints_told = track->n_prints;
  change->n_prints = update->prints->len - change->first_print;
}

static void
pack_tapes (BwLoop *loop, BwRun *run)
{
  for (guint i = 0; i < run->n_tracks; i++)
    {
      BwTrack *track = &run->tracks[i];
      BwTapeUpdate change = { .timeline = run->id, .instrument = track->instrument };
      BwUpdate *update;

      if (!track->is_tape_dirty || track->tape == NULL)
        continue;
      update = bw_loop_gather (loop);
      change.has_depth = track->has_depth;
      if (track->has_depth)
        change.depth = *track->depth;
      pack_minutes (update, track, &change);
      pack_prints (update, track, &change);
      g_array_append_val (update->tapes, change);
      track->is_tape_dirty = FALSE;
      track->has_depth = FALSE;
      update->changed |= BW_CHANGED_TAPE;
    }
}

/* What a chart shows of before a split is another curve now. */
static void
pack_instruments (BwLoop *loop, BwRun *run)
{
  bw_loop_gather (loop)->changed |= BW_CHANGED_INSTRUMENTS;
  run->are_instruments_dirty = FALSE;
}

static void
pack_happenings (BwLoop *loop, BwRun *run)
{
  BwUpdate *update;

  if (run->happenings->len == run->n_happenings_told)
    return;
  update = bw_loop_gather (loop);
  for (guint i = run->n_happenings_told; i < run->happenings->len; i++)
    {
      BwHappeningView happening = { run->id, g_array_index (run->happenings, BwMarketEvent, i) };

      g_array_append_val (update->happenings, happening);
    }
  run->n_happenings_told = run->happenings->len;
  update->changed |= BW_CHANGED_HAPPENINGS;
}

static void
pack_frame (BwLoop *loop)
{
  for (guint i = 0; i < loop->runs->len; i++)
    {
      BwRun *run = g_ptr_array_index (loop->runs, i);
      gboolean has_moved = run->dirty_quotes->len > 0;

      if (run->are_instruments_dirty)
        pack_instruments (loop, run);
      if (run->is_view_dirty || bw_run_is_active (run))
        pack_timeline (loop, run);
      pack_quotes (loop, run);
      if (run->are_accounts_dirty || has_moved)
        pack_accounts (loop, run, run->are_accounts_dirty);
      pack_tapes (loop, run);
      pack_happenings (loop, run);
    }
  loop->unpublished = 0;
  loop->is_frame_due = FALSE;
  loop->published_mono = loop->mono;
}

/* What an answer must not come before: the state it speaks of. */
static void
pack_changed (BwLoop *loop)
{
  for (guint i = 0; i < loop->runs->len; i++)
    {
      BwRun *run = g_ptr_array_index (loop->runs, i);

      if (run->is_view_dirty)
        pack_timeline (loop, run);
      if (run->are_accounts_dirty)
        pack_accounts (loop, run, TRUE);
    }
}

static void
fill_health (BwLoop *loop, BwEngineHealth *health)
{
  *health = (BwEngineHealth){ .command_durable_ns = loop->command_durable_ns, .n_commands = loop->n_commands };
  if (loop->keeper.journal != NULL)
    health->journal_sequence = bw_journal_last (loop->keeper.journal);
  for (guint i = 0; i < loop->runs->len; i++)
    {
      const BwRun *run = g_ptr_array_index (loop->runs, i);

      health->n_events += run->n_events;
      health->data_time = MAX (health->data_time, run->last_event_time);
    }
}

/**
 * bw_loop_publish:
 *
 * Gives the main loop what there is, after the commit.
 */
void
bw_loop_publish (BwLoop *loop)
{
  gboolean has_answers = loop->awaiting->len > 0;
  BwUpdate *waiting;

  if (!has_answers && loop->mono - loop->published_mono < BW_LOOP_FRAME_NS)
    return;
  /* The main loop is behind: gather on, unless somebody waits. */
  if (!has_answers && __atomic_load_n (&loop->update, __ATOMIC_ACQUIRE) != NULL)
    {
      loop->published_mono = loop->mono;
      return;
    }
  if (loop->is_frame_due || loop->mono - loop->published_mono >= BW_LOOP_FRAME_NS)
    pack_frame (loop);
  else
    pack_changed (loop);
  if (loop->gathering == NULL && !has_answers)
    return;
  g_array_append_vals (bw_loop_gather (loop)->replies, loop->awaiting->data, loop->awaiting->len);
  g_array_set_size (loop->awaiting, 0);
  fill_health (loop, &loop->gathering->health);
  waiting = bw_loop_take_update (loop);
  if (waiting != NULL)
    {
      bw_update_join (waiting, g_steal_pointer (&loop->gathering));
      loop->gathering = waiting;
    }
  __atomic_store_n (&loop->update, g_steal_pointer (&loop->gathering), __ATOMIC_RELEASE);
  g_source_set_ready_time (loop->wake, 0);
}

static void
show_order_cb (const BwOrder *order, gpointer user_data)
{
  BwOrderUpdate *change = user_data;
  BwUpdate *update = *(BwUpdate **) (change + 1);

  change->order = *order;
  g_array_append_val (update->orders, *change);
}

/**
 * bw_loop_show_run:
 *
 * Tells all of a timeline's state, when it has just been opened.
 */
void
bw_loop_show_run (BwLoop *loop, BwRun *run)
{
  struct
  {
    BwOrderUpdate change;
    BwUpdate *update;
  } visit = { { .timeline = run->id, .is_silent = TRUE }, bw_loop_gather (loop) };
  BwListingUpdate listing = { .timeline = run->id, .first_id = visit.update->ids->len, .n_ids = run->n_tracks };

  for (guint i = 0; i < run->n_tracks; i++)
    {
      g_array_append_val (visit.update->ids, run->tracks[i].instrument);
      pack_quote (visit.update, run, &run->tracks[i]);
    }
  g_array_append_val (visit.update->listings, listing);
  pack_timeline (loop, run);
  pack_accounts (loop, run, TRUE);
  bw_alerts_show (loop, run);
  for (gsize i = 0; i < bw_core_n_accounts (run->core); i++)
    bw_core_foreach_open_order (run->core, bw_core_account_at (run->core, i)->id, show_order_cb, &visit.change);
  visit.update->changed |= BW_CHANGED_TIMELINES | BW_CHANGED_QUOTES | BW_CHANGED_ACCOUNTS | BW_CHANGED_POSITIONS |
                           BW_CHANGED_ORDERS | BW_CHANGED_INSTRUMENTS;
}
