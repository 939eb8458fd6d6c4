/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/boot.h"

#include "engine/alert-work.h"
#include "engine/jobs.h"
#include "engine/references.h"
#include "engine/requests.h"
#include "engine/recovery.h"
#include "store/instruments.h"
#include "store/trading-reader.h"
#include "store/values.h"

#define PRACTICE_CASH BW_FIXED (100000)
#define PRACTICE_LATENCY_NS (20 * BW_MILLISECOND)
#define PRACTICE_STALE_NS (30 * BW_SECOND)
#define FEE_SCHEDULE "us-equity-2026"
/* Recent activity told at the start. */
#define ACTIVITIES_AT_START 50

static gboolean
add_practice_instruments (BwLoop *loop, GArray *instruments, GError **error)
{
  if (!bw_database_begin (loop->keeper.market, error))
    return FALSE;
  for (gsize i = 0; i < bw_practice_market_n_instruments (loop->practice); i++)
    {
      BwInstrument instrument = *bw_practice_market_instrument (loop->practice, i);

      if (!bw_instruments_add (loop->keeper.market, &instrument, error))
        {
          bw_database_rollback (loop->keeper.market);
          return FALSE;
        }
      g_array_append_val (instruments, instrument);
    }
  /* The journal is going to name their numbers: they have to outlive the power, too. */
  return bw_database_commit (loop->keeper.market, error) && bw_database_sync (loop->keeper.market, error);
}

/* A market.db that was lost is begun anew with the same numbers; the market's hash in the journal
 * would notice others. */
static gboolean
ensure_practice_instruments (BwLoop *loop, GPtrArray *rows, GError **error)
{
  g_autoptr (GArray) instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));

  for (guint i = 0; i < rows->len; i++)
    {
      const BwTimeline *row = g_ptr_array_index (rows, i);

      if (!g_str_equal (row->kind, "practice"))
        continue;
      loop->practice = bw_recovery_make_practice (row, error);
      if (loop->practice == NULL)
        return FALSE;
      for (gsize k = 0; k < bw_practice_market_n_instruments (loop->practice); k++)
        {
          const BwInstrument *made = bw_practice_market_instrument (loop->practice, k);
          BwInstrument unused;

          if (!bw_instruments_find (loop->keeper.market, made->source, made->symbol, &unused, NULL))
            return add_practice_instruments (loop, instruments, error);
        }
      return TRUE;
    }
  return TRUE;
}

static void
init_terms (BwAccountTerms *terms, const char *name, BwTimelineKind kind)
{
  bw_account_terms_init (terms, BW_ACCOUNT_MARGIN, name);
  terms->multiplier = 2;
  terms->profile = BW_PROFILE_REALISTIC;
  g_strlcpy (terms->fee_schedule, FEE_SCHEDULE, sizeof terms->fee_schedule);
  if (kind == BW_TIMELINE_KIND_PRACTICE)
    {
      terms->latency_ns = PRACTICE_LATENCY_NS;
      terms->stale_after_ns = PRACTICE_STALE_NS;
    }
}

/**
 * bw_boot_begin_timeline:
 * @instruments: (array length=n_instruments): numbered
 *
 * Fills the first batch; the caller commits it.
 */
void
bw_boot_begin_timeline (BwRun *run, const BwInstrument *instruments, gsize n_instruments, const char *account_name,
                        BwFixed cash, BwTime wall)
{
  BwInput input = { .kind = BW_INPUT_OPEN_ACCOUNT, .time = run->now };

  bw_run_tell_sessions (run, run->now);
  for (gsize i = 0; i < n_instruments; i++)
    {
      BwInput define = { .kind = BW_INPUT_DEFINE_INSTRUMENT, .time = run->now };

      define.instrument = instruments[i];
      bw_run_input (run, &define);
    }
  bw_uuid_new_v7 (wall, &input.open_account.uuid);
  init_terms (&input.open_account.terms, account_name, run->kind);
  bw_run_input (run, &input);
  if (bw_core_n_accounts (run->core) == 0 || bw_fixed_sign (cash) <= 0)
    return;
  input = (BwInput){ .kind = BW_INPUT_DEPOSIT, .time = run->now };
  input.cash.account = bw_core_account_at (run->core, 0)->id;
  input.cash.amount = cash;
  bw_run_input (run, &input);
}

static guint64
make_seed (BwTime wall)
{
  BwUuid uuid;
  guint64 seed = 0;

  bw_uuid_new_v7 (wall, &uuid);
  for (guint i = 8; i < 16; i++)
    seed = seed << 8 | uuid.bytes[i];
  /* Databases keep it as a signed number. */
  return seed & G_MAXINT64;
}

static gboolean
create_practice (BwLoop *loop, GError **error)
{
  BwTime wall = bw_clock_wall (&loop->clock);
  g_autoptr (BwTimeline) row = g_new0 (BwTimeline, 1);
  g_autoptr (GArray) instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));
  BwRun *run;

  row->kind = g_strdup ("practice");
  row->name = g_strdup ("Practice market");
  row->source = g_strdup_printf ("{\"generator\":%d}", BW_PRACTICE_VERSION);
  row->seed = make_seed (wall);
  row->created = wall;
  loop->practice = bw_practice_market_new (row->seed);
  if (!add_practice_instruments (loop, instruments, error) ||
      !bw_timelines_add (loop->keeper.trading, row, error))
    return FALSE;
  run = bw_recovery_open (loop, row->id, error);
  if (run == NULL)
    return FALSE;
  bw_loop_add_run (loop, run);
  bw_boot_begin_timeline (run, (const BwInstrument *) instruments->data, instruments->len, "Practice account",
                          PRACTICE_CASH, wall);
  run->is_playing = TRUE;
  if (!bw_keeper_commit (&loop->keeper, &run, 1, error))
    return FALSE;
  bw_batch_reset (&run->batch);
  return TRUE;
}

/* A profile whose practice timeline was made and whose first commit was not. */
static gboolean
finish_creation (BwLoop *loop, GError **error)
{
  BwRun *run = bw_loop_run (loop, BW_TIMELINE_PRACTICE);
  g_autoptr (GArray) instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));

  if (run == NULL || run->frozen != NULL || bw_core_n_accounts (run->core) > 0)
    return TRUE;
  if (!add_practice_instruments (loop, instruments, error))
    return FALSE;
  bw_boot_begin_timeline (run, (const BwInstrument *) instruments->data, instruments->len, "Practice account",
                          PRACTICE_CASH, bw_clock_wall (&loop->clock));
  if (!bw_keeper_commit (&loop->keeper, &run, 1, error))
    return FALSE;
  bw_batch_reset (&run->batch);
  return TRUE;
}

/* Made, and the power went before its first commit: nobody was told of it. */
static void
drop_unfinished (BwLoop *loop)
{
  for (guint i = loop->runs->len; i-- > 0;)
    {
      BwRun *run = g_ptr_array_index (loop->runs, i);

      if (run->id == BW_TIMELINE_PRACTICE || run->frozen != NULL || bw_core_n_accounts (run->core) > 0)
        continue;
      bw_timelines_set_closed (loop->keeper.trading, run->id, TRUE, NULL);
      bw_loop_remove_run (loop, run);
    }
}

static char *
pace_key (const BwRun *run)
{
  return g_strdup_printf ("engine/pace/%u", run->id);
}

/**
 * bw_boot_keep_pace:
 *
 * What can't be kept is not lost for long: the next change tries again.
 */
void
bw_boot_keep_pace (BwLoop *loop, BwRun *run)
{
  g_autofree char *key = pace_key (run);
  char speed[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *value = g_strdup_printf ("%d %s", run->is_playing, g_ascii_dtostr (speed, sizeof speed, run->speed));
  g_autoptr (GError) error = NULL;

  if (!bw_values_set (loop->keeper.trading, key, value, &error))
    g_message ("Keeping a timeline's pace: %s", error->message);
}

static void
restore_pace (BwLoop *loop, BwRun *run)
{
  g_autofree char *key = pace_key (run);
  g_autofree char *value = bw_values_get (loop->keeper.trading, key, NULL);
  double speed;

  run->is_playing = run->kind == BW_TIMELINE_KIND_PRACTICE;
  if (value == NULL || value[0] == '\0' || value[1] != ' ')
    return;
  run->is_playing = value[0] == '1';
  speed = g_ascii_strtod (value + 2, NULL);
  if (speed >= 1 && speed <= 1000)
    run->speed = speed;
}

static const char *
find_description (BwLoop *loop, const BwInstrument *instrument)
{
  gsize index;

  if (loop->practice != NULL && g_str_equal (instrument->source, "practice") &&
      bw_practice_market_find (loop->practice, instrument->symbol, &index))
    return bw_practice_market_description (loop->practice, index);
  return NULL;
}

/* The stored name is the one it began with, by which it is found again; what it is called now, and
 * whether it is easy to borrow, the practice market's core knows. It is told behind the first name, by
 * which it is still found. */
static gboolean
follow_core (BwLoop *loop, BwInstrument *instrument)
{
  BwRun *run = bw_loop_run (loop, BW_TIMELINE_PRACTICE);
  const BwInstrument *current = run != NULL && g_str_equal (instrument->source, "practice")
                                    ? bw_core_instrument (run->core, instrument->id)
                                    : NULL;

  if (current == NULL ||
      (g_str_equal (instrument->symbol, current->symbol) && instrument->easy_to_borrow == current->easy_to_borrow))
    return FALSE;
  g_strlcpy (instrument->symbol, current->symbol, sizeof instrument->symbol);
  instrument->easy_to_borrow = current->easy_to_borrow;
  return TRUE;
}

/**
 * bw_boot_show_instruments:
 *
 * Tells all instruments of the profile.
 */
void
bw_boot_show_instruments (BwLoop *loop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) instruments = bw_instruments_list (loop->keeper.market, NULL, &error);
  BwUpdate *update = bw_loop_gather (loop);

  if (instruments == NULL)
    {
      g_message ("Listing the instruments: %s", error->message);
      return;
    }
  for (guint i = 0; i < instruments->len; i++)
    {
      BwInstrumentUpdate change = { .instrument = g_array_index (instruments, BwInstrument, i) };

      change.description = find_description (loop, &change.instrument);
      g_array_append_val (update->instruments, change);
      if (follow_core (loop, &change.instrument))
        g_array_append_val (update->instruments, change);
    }
  update->changed |= BW_CHANGED_INSTRUMENTS;
}

static gint
compare_activities (gconstpointer a, gconstpointer b)
{
  const BwActivityView *left = a, *right = b;

  return (left->time > right->time) - (left->time < right->time);
}

static void
add_recent_orders (BwTradingReader *reader, const BwRun *run, BwAccountId account, GArray *activities)
{
  BwOrdersQuery query = { .timeline = run->id, .account = account, .is_descending = TRUE };
  g_autoptr (GArray) orders = bw_trading_reader_orders (reader, &query, 0, ACTIVITIES_AT_START, NULL);

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    {
      BwActivityView activity = { .kind = BW_ACTIVITY_KIND_ORDER, .timeline = run->id, .account = account };

      activity.order = g_array_index (orders, BwOrder, i);
      activity.time = activity.order.updated;
      if (activity.order.status != BW_ORDER_FILLED && activity.order.status != BW_ORDER_PARTIALLY_FILLED)
        g_array_append_val (activities, activity);
    }
}

static void
add_recent_fills (BwTradingReader *reader, const BwRun *run, BwAccountId account, GArray *activities)
{
  g_autoptr (GArray) fills = NULL;
  guint64 n_fills = 0;

  if (!bw_trading_reader_count_fills (reader, run->id, account, &n_fills, NULL))
    return;
  fills = bw_trading_reader_fills (reader, run->id, account,
                                   n_fills > ACTIVITIES_AT_START ? n_fills - ACTIVITIES_AT_START : 0,
                                   4 * ACTIVITIES_AT_START, NULL);
  for (guint i = 0; fills != NULL && i < fills->len; i++)
    {
      BwActivityView activity = { .kind = BW_ACTIVITY_KIND_FILL, .timeline = run->id, .account = account };

      activity.fill = g_array_index (fills, BwFill, i);
      activity.time = activity.fill.time;
      g_array_append_val (activities, activity);
    }
}

static void
show_recent (BwLoop *loop)
{
  g_autoptr (BwTradingReader) reader =
      bw_trading_reader_open (bw_profile_folder_trading_path (loop->keeper.folder), NULL);
  g_autoptr (GArray) activities = g_array_new (FALSE, FALSE, sizeof (BwActivityView));

  if (reader == NULL)
    return;
  for (guint i = 0; i < loop->runs->len; i++)
    {
      BwRun *run = g_ptr_array_index (loop->runs, i);

      for (gsize k = 0; k < bw_core_n_accounts (run->core); k++)
        {
          add_recent_orders (reader, run, bw_core_account_at (run->core, k)->id, activities);
          add_recent_fills (reader, run, bw_core_account_at (run->core, k)->id, activities);
        }
    }
  g_array_sort (activities, compare_activities);
  for (guint i = 0; i < activities->len; i++)
    bw_update_add_activity (bw_loop_gather (loop), &g_array_index (activities, BwActivityView, i));
}

static gboolean
open_profile (BwLoop *loop, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!bw_keeper_open (&loop->keeper, loop->profile_path, &loop->clock, error))
    return FALSE;
  rows = bw_timelines_list (loop->keeper.trading, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    {
      if (!create_practice (loop, error))
        return FALSE;
    }
  else if (!ensure_practice_instruments (loop, rows, error) || !bw_recovery_open_all (loop, error))
    return FALSE;
  drop_unfinished (loop);
  if (!finish_creation (loop, error) || !bw_keeper_catch_up (&loop->keeper, loop->runs, error))
    return FALSE;
  return TRUE;
}

void
bw_boot_open_run (BwLoop *loop, BwRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (!open_profile (loop, &error))
    {
      g_ptr_array_set_size (loop->runs, 0);
      bw_keeper_close (&loop->keeper);
      bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
      return;
    }
  loop->is_open = TRUE;
  bw_boot_show_instruments (loop);
  show_recent (loop);
  bw_notices_show (loop);
  for (guint i = 0; i < loop->runs->len; i++)
    {
      BwRun *run = g_ptr_array_index (loop->runs, i);

      restore_pace (loop, run);
      run->last_mono = bw_clock_monotonic (&loop->clock);
      bw_loop_show_run (loop, run);
      bw_references_find (loop, run);
    }
  bw_loop_answer (loop, request->task, NULL, NULL);
}

/**
 * bw_boot_close_run:
 *
 * Writes what is left, saves the state, and lets go of the profile.
 */
void
bw_boot_close_run (BwLoop *loop, BwRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (loop->is_open && bw_loop_commit (loop, TRUE) &&
      bw_keeper_project (&loop->keeper, loop->runs, G_MAXSIZE, NULL, NULL, &error))
    for (guint i = 0; i < loop->runs->len && error == NULL; i++)
      {
        BwRun *run = g_ptr_array_index (loop->runs, i);

        if (run->frozen == NULL && (run->n_snapshot_entries > 0 || run->n_snapshot_events > 0) &&
            bw_alerts_keep_all (loop, run, &error))
          bw_keeper_save (&loop->keeper, run, &error);
      }
  loop->is_open = FALSE;
  bw_jobs_stop (loop);
  for (guint i = 0; i < loop->runs->len; i++)
    bw_loop_stop_jumps (loop, g_ptr_array_index (loop->runs, i));
  for (guint i = 0; i < loop->flushers->len; i++)
    bw_loop_answer (loop, g_ptr_array_index (loop->flushers, i), NULL, NULL);
  g_ptr_array_set_size (loop->flushers, 0);
  g_ptr_array_set_size (loop->runs, 0);
  bw_keeper_close (&loop->keeper);
  /* The journal has everything; the next start takes a little longer. */
  if (error != NULL)
    g_message ("Closing: %s", error->message);
  bw_loop_answer (loop, request->task, NULL, NULL);
}
