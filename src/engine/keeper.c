/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/keeper.h"

#include "store/snapshot.h"

#include <string.h>

/* Entries written to the projections in one transaction while catching up. */
#define CATCH_UP_ENTRIES 2000

/* One committed entry, or samples alone (n_bytes 0). */
typedef struct
{
  BwTimelineId timeline;
  guint64 sequence;
  guint8 *bytes; /* (owned) (nullable): outputs */
  gsize n_bytes;
  BwRunSample *samples; /* (owned) (nullable) */
  guint n_samples;
} BacklogItem;

static void
free_item (gpointer data)
{
  BacklogItem *item = data;

  g_free (item->bytes);
  g_free (item->samples);
  g_free (item);
}

/**
 * bw_keeper_open:
 * @keeper: zeroed
 *
 * Takes the profile's lock and opens its files. Errors: BW_STORE_ERROR.
 */
gboolean
bw_keeper_open (BwKeeper *keeper, const char *path, const BwClock *clock, GError **error)
{
  BwTime now = bw_clock_wall (clock);

  keeper->clock = clock;
  g_queue_init (&keeper->backlog);
  keeper->folder = bw_profile_folder_open (path, clock, error);
  if (keeper->folder == NULL)
    return FALSE;
  keeper->trading = bw_database_open (BW_DATABASE_TRADING, bw_profile_folder_trading_path (keeper->folder), now, error);
  if (keeper->trading == NULL)
    return FALSE;
  keeper->market = bw_database_open (BW_DATABASE_MARKET, bw_profile_folder_market_path (keeper->folder), now, error);
  if (keeper->market == NULL)
    return FALSE;
  keeper->journal = bw_journal_open (keeper->trading, error);
  if (keeper->journal == NULL)
    return FALSE;
  keeper->projection = bw_projection_new (keeper->trading, error);
  return keeper->projection != NULL;
}

void
bw_keeper_close (BwKeeper *keeper)
{
  g_queue_clear_full (&keeper->backlog, free_item);
  g_clear_pointer (&keeper->projection, bw_projection_free);
  g_clear_pointer (&keeper->journal, bw_journal_free);
  g_clear_pointer (&keeper->market, bw_database_close);
  g_clear_pointer (&keeper->trading, bw_database_close);
  g_clear_pointer (&keeper->folder, bw_profile_folder_free);
}

static void
push_item (BwKeeper *keeper, BacklogItem *item)
{
  if (keeper->backlog.length == 0)
    keeper->backlog_mono = bw_clock_monotonic (keeper->clock);
  keeper->n_backlog_bytes += item->n_bytes;
  g_queue_push_tail (&keeper->backlog, item);
}

/**
 * bw_keeper_add_samples:
 * @sequence: of the entry they belong to
 */
void
bw_keeper_add_samples (BwKeeper *keeper, BwRun *run, guint64 sequence)
{
  BacklogItem *item;

  if (run->samples->len == 0)
    return;
  item = g_new0 (BacklogItem, 1);
  item->timeline = run->id;
  item->sequence = sequence;
  item->n_samples = run->samples->len;
  item->samples = g_memdup2 (run->samples->data, run->samples->len * sizeof (BwRunSample));
  g_array_set_size (run->samples, 0);
  push_item (keeper, item);
}

static void
remember (BwKeeper *keeper, BwRun *run, guint64 sequence)
{
  BacklogItem *item;

  /* An entry that says nothing to the tables needs no transaction there: the next one passes it. */
  if (run->batch.outputs.n_bytes > 0)
    {
      item = g_new0 (BacklogItem, 1);
      item->timeline = run->id;
      item->sequence = sequence;
      item->n_bytes = run->batch.outputs.n_bytes;
      item->bytes = g_memdup2 (run->batch.outputs.bytes, item->n_bytes);
      push_item (keeper, item);
    }
  bw_keeper_add_samples (keeper, run, sequence);
}

/**
 * bw_keeper_commit:
 * @runs: (array length=n_runs): those whose batch is due
 *
 * Errors: those of bw_journal_append(): then nothing was written.
 */
gboolean
bw_keeper_commit (BwKeeper *keeper, BwRun **runs, gsize n_runs, GError **error)
{
  g_autofree BwJournalEntry *entries = g_new0 (BwJournalEntry, n_runs);
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (8192);
  g_autofree gsize *offsets = g_new (gsize, n_runs + 1);
  BwTime wall = bw_clock_wall (keeper->clock);

  for (gsize i = 0; i < n_runs; i++)
    {
      offsets[i] = bytes->len;
      bw_run_note_market (runs[i]);
      bw_batch_encode (&runs[i]->batch, bytes);
    }
  offsets[n_runs] = bytes->len;
  for (gsize i = 0; i < n_runs; i++)
    entries[i] = (BwJournalEntry){
      .timeline = runs[i]->id,
      .kind = BW_JOURNAL_BATCH,
      .wall_time = wall,
      .core_time = runs[i]->now,
      .bytes = bytes->data + offsets[i],
      .n_bytes = offsets[i + 1] - offsets[i],
    };
  if (!bw_journal_append (keeper->journal, entries, n_runs, error))
    return FALSE;
  for (gsize i = 0; i < n_runs; i++)
    {
      bw_run_sample_flows (runs[i]);
      remember (keeper, runs[i], entries[i].sequence);
      runs[i]->n_snapshot_entries++;
    }
  return TRUE;
}

/**
 * bw_keeper_save:
 *
 * Writes a state snapshot of @run, whose batch must be empty.
 */
gboolean
bw_keeper_save (BwKeeper *keeper, BwRun *run, GError **error)
{
  g_autoptr (GByteArray) core = g_byte_array_new ();
  g_autoptr (GByteArray) feed = g_byte_array_new ();
  g_autoptr (BwSnapshot) snapshot = g_new0 (BwSnapshot, 1);

  bw_core_save (run->core, core);
  bw_run_save_feed (run, feed);
  snapshot->timeline = run->id;
  snapshot->journal_sequence = bw_journal_last (keeper->journal);
  snapshot->wall_time = bw_clock_wall (keeper->clock);
  snapshot->core_time = run->now;
  snapshot->core = g_byte_array_free_to_bytes (g_steal_pointer (&core));
  snapshot->feed = g_byte_array_free_to_bytes (g_steal_pointer (&feed));
  if (!bw_snapshot_save (keeper->trading, snapshot, error))
    return FALSE;
  run->n_snapshot_entries = 0;
  run->n_snapshot_events = 0;
  return TRUE;
}

static gboolean
project_state (BwKeeper *keeper, BwRun *run, GError **error)
{
  for (gsize i = 0; i < bw_core_n_accounts (run->core); i++)
    {
      const BwAccount *account = bw_core_account_at (run->core, i);
      g_autofree BwPosition *positions = g_new (BwPosition, account->n_positions + 1);
      gsize n_positions = bw_core_positions (run->core, account->id, positions, account->n_positions + 1);

      if (!bw_projection_account (keeper->projection, run->id, account, error))
        return FALSE;
      for (gsize k = 0; k < n_positions; k++)
        if (!bw_projection_position (keeper->projection, run->id, &positions[k], error))
          return FALSE;
    }
  return TRUE;
}

/* What takes positions away without a fill: those that are still there are written again afterwards. */
static gboolean
project_taken_positions (BwKeeper *keeper, BwTimelineId timeline, const BwPostingSet *set, GError **error)
{
  if (set->activity != BW_ACTIVITY_REORG && set->activity != BW_ACTIVITY_CIL && set->activity != BW_ACTIVITY_JNLS)
    return TRUE;
  for (guint i = 0; i < set->n_postings; i++)
    {
      BwPosition position = { .account = set->account, .instrument = set->postings[i].instrument };

      if (set->postings[i].ledger == BW_LEDGER_SECURITIES &&
          !bw_projection_position (keeper->projection, timeline, &position, error))
        return FALSE;
    }
  return TRUE;
}

/* Positions that the outputs closed are not among the core's any more. */
static gboolean
project_closed_positions (BwKeeper *keeper, BwTimelineId timeline, const BwOutputs *outputs, GError **error)
{
  for (const BwOutputHeader *h = bw_outputs_first (outputs); h != NULL; h = bw_outputs_next (outputs, h))
    if (h->kind == BW_OUTPUT_FILL)
      {
        const BwFill *fill = bw_output_body (h);
        BwPosition position = { .account = fill->account, .instrument = fill->instrument };

        if (bw_fixed_is_zero (fill->position_after) &&
            !bw_projection_position (keeper->projection, timeline, &position, error))
          return FALSE;
      }
    else if (h->kind == BW_OUTPUT_POSTINGS &&
             !project_taken_positions (keeper, timeline, bw_output_body (h), error))
      return FALSE;
  return TRUE;
}

static gboolean
project_item (BwKeeper *keeper, const BacklogItem *item, GError **error)
{
  BwOutputs outputs = { .bytes = item->bytes, .n_bytes = item->n_bytes };

  for (guint i = 0; i < item->n_samples; i++)
    if (!bw_projection_equity (keeper->projection, item->timeline, item->samples[i].account, &item->samples[i].sample,
                               error))
      return FALSE;
  if (item->n_bytes == 0)
    return TRUE;
  return bw_projection_outputs (keeper->projection, item->timeline, item->sequence, &outputs, error) &&
         project_closed_positions (keeper, item->timeline, &outputs, error);
}

/* Which timelines the first @n_items touch with outputs. */
static void
list_touched (BwKeeper *keeper, gsize n_items, GPtrArray *runs, GPtrArray *touched)
{
  GList *link = keeper->backlog.head;

  for (gsize i = 0; i < n_items; i++, link = link->next)
    {
      const BacklogItem *item = link->data;

      if (item->n_bytes == 0)
        continue;
      for (guint k = 0; k < runs->len; k++)
        {
          BwRun *run = g_ptr_array_index (runs, k);

          if (run->id == item->timeline && !g_ptr_array_find (touched, run, NULL))
            g_ptr_array_add (touched, run);
        }
    }
}

/**
 * bw_keeper_project:
 * @n_least: how many entries to write even when something urgent waits
 *
 * Brings the tables up to the journal, or some way towards it. On failure the backlog is kept.
 */
gboolean
bw_keeper_project (BwKeeper *keeper, GPtrArray *runs, gsize n_least, BwKeeperIsUrgent is_urgent, gpointer user_data,
                   GError **error)
{
  g_autoptr (GPtrArray) touched = g_ptr_array_new ();
  guint64 sequence = bw_projection_sequence (keeper->projection);
  gsize n_items = 0;

  if (keeper->backlog.length == 0 || keeper->held > 0)
    return TRUE;
  if (!bw_projection_begin (keeper->projection, error))
    return FALSE;
  for (GList *link = keeper->backlog.head; link != NULL; link = link->next)
    {
      const BacklogItem *item = link->data;

      if (n_items >= n_least && is_urgent != NULL && is_urgent (user_data))
        break;
      if (!project_item (keeper, item, error))
        goto fail;
      sequence = MAX (sequence, item->sequence);
      n_items++;
    }
  list_touched (keeper, n_items, runs, touched);
  for (guint i = 0; i < touched->len; i++)
    if (!project_state (keeper, g_ptr_array_index (touched, i), error))
      goto fail;
  if (!bw_projection_commit (keeper->projection, sequence, error))
    return FALSE;
  keeper->n_projected += n_items;
  for (; n_items > 0; n_items--)
    {
      BacklogItem *item = g_queue_pop_head (&keeper->backlog);

      keeper->n_backlog_bytes -= item->n_bytes;
      free_item (item);
    }
  keeper->backlog_mono = bw_clock_monotonic (keeper->clock);
  return TRUE;

fail:
  bw_projection_rollback (keeper->projection);
  return FALSE;
}

static gboolean
queue_entry (BwKeeper *keeper, const BwJournalEntry *entry, GError **error)
{
  BwBatchReader reader;
  BwOutputs outputs;
  BacklogItem *item;

  bw_outputs_init (&outputs);
  if (!bw_batch_reader_init (&reader, entry->bytes, entry->n_bytes, error) ||
      !bw_journal_decode_outputs (reader.outputs, reader.n_outputs_bytes, &outputs, error))
    {
      bw_outputs_clear (&outputs);
      return FALSE;
    }
  item = g_new0 (BacklogItem, 1);
  item->timeline = entry->timeline;
  item->sequence = entry->sequence;
  item->n_bytes = outputs.n_bytes;
  item->bytes = g_memdup2 (outputs.bytes, outputs.n_bytes);
  push_item (keeper, item);
  bw_outputs_clear (&outputs);
  return TRUE;
}

/**
 * bw_keeper_adopt:
 * @entries: (array length=n_entries): of @run's timeline, whose number is given; numbered on return
 *
 * Errors: those of bw_journal_append(): then nothing was written.
 */
gboolean
bw_keeper_adopt (BwKeeper *keeper, BwRun *run, BwJournalEntry *entries, gsize n_entries, GError **error)
{
  if (!bw_journal_append (keeper->journal, entries, n_entries, error))
    return FALSE;
  for (gsize i = 0; i < n_entries; i++)
    if (!queue_entry (keeper, &entries[i], error))
      return FALSE;
  if (n_entries > 0)
    bw_keeper_add_samples (keeper, run, entries[n_entries - 1].sequence);
  /* The next start should not play all of it again. */
  run->n_snapshot_entries += (guint) n_entries;
  return TRUE;
}

typedef struct
{
  BwKeeper *keeper;
  GError *error;
} CatchUp;

static gboolean
queue_entry_cb (const BwJournalEntry *entry, gpointer user_data)
{
  CatchUp *catch_up = user_data;

  return queue_entry (catch_up->keeper, entry, &catch_up->error) &&
         catch_up->keeper->backlog.length < CATCH_UP_ENTRIES;
}

/**
 * bw_keeper_catch_up:
 *
 * Writes to the tables what the journal has beyond them. To be called before anything is appended.
 */
gboolean
bw_keeper_catch_up (BwKeeper *keeper, GPtrArray *runs, GError **error)
{
  while (bw_projection_sequence (keeper->projection) < bw_journal_last (keeper->journal))
    {
      guint64 before = bw_projection_sequence (keeper->projection);
      CatchUp catch_up = { keeper, NULL };

      if (!bw_journal_read (keeper->trading, before + 1, 0, queue_entry_cb, &catch_up, error))
        return FALSE;
      if (catch_up.error != NULL)
        {
          g_propagate_error (error, catch_up.error);
          return FALSE;
        }
      if (!bw_keeper_project (keeper, runs, G_MAXSIZE, NULL, NULL, error))
        return FALSE;
      if (bw_projection_sequence (keeper->projection) <= before)
        break;
    }
  return TRUE;
}
