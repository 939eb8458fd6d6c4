/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hot path is bw_journal_append(): one row is one INSERT in its own transaction, so an
 * acknowledgement costs what SQLite's bare commit costs: one page and one sync of the log. */
#include "config.h"

#include "store/database-private.h"
#include "store/hash.h"
#include "store/journal-private.h"

struct _BwJournal
{
  BwDatabase *database; /* (borrowed) */
  guint64 last;
  guint64 check;
};

#define CHECK_BEFORE_FIRST G_GUINT64_CONSTANT (0x42656c6c77657468)

static guint64
chain (guint64 check_before, const BwJournalEntry *entry)
{
  guint64 head[5]
      = { GUINT64_TO_LE (entry->sequence), GUINT64_TO_LE ((guint64) entry->timeline),
          GUINT64_TO_LE ((guint64) entry->kind), GUINT64_TO_LE ((guint64) entry->wall_time),
          GUINT64_TO_LE ((guint64) entry->core_time) };

  return bw_hash (bw_hash (check_before, head, sizeof head), entry->bytes, entry->n_bytes);
}

/* The place and check of the newest entry at or before @limit. */
gboolean
bw_journal_find_last (BwDatabase *database, guint64 limit, guint64 *last, guint64 *check, GError **error)
{
  static const char what[] = "Opening the journal";
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "SELECT sequence, check_value FROM journal WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1",
      what, error);

  if (statement == NULL)
    return FALSE;
  *last = 0;
  *check = CHECK_BEFORE_FIRST;
  bw_bind_int (statement, 1, (gint64) MIN (limit, (guint64) G_MAXINT64));
  if (bw_database_next (database, statement, what, &failure))
    {
      *last = (guint64) sqlite3_column_int64 (statement, 0);
      *check = (guint64) sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* The chain can't tell that its last links are missing, but what was made from them can. */
gboolean
bw_journal_find_last_used (BwDatabase *database, guint64 *last_used, GError **error)
{
  gint64 number = 0;

  if (!bw_database_get_int (database,
                            "SELECT max (ifnull ((SELECT max (value) FROM marks"
                            "                     WHERE name = 'projected_to'), 0),"
                            "            ifnull ((SELECT max (journal_sequence) FROM snapshots), 0))",
                            &number, "Opening the journal", error))
    return FALSE;
  *last_used = (guint64) MAX (number, 0);
  return TRUE;
}

static gboolean
check_end (BwDatabase *database, guint64 last, GError **error)
{
  guint64 last_used = 0;

  if (!bw_journal_find_last_used (database, &last_used, error))
    return FALSE;
  if (last_used <= last)
    return TRUE;
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
               "The journal ends at entry %" G_GUINT64_FORMAT ", but entry %" G_GUINT64_FORMAT
               " was written: its end is missing. A backup can be restored.",
               last, last_used);
  return FALSE;
}

/**
 * bw_journal_open:
 * @database: (transfer none): trading.db, open to write; outlives the journal
 *
 * Errors: %BW_STORE_ERROR_DAMAGED when entries are missing at its end.
 *
 * Returns: (transfer full): the journal, ready to be appended to
 */
BwJournal *
bw_journal_open (BwDatabase *database, GError **error)
{
  g_autoptr (BwJournal) journal = g_new0 (BwJournal, 1);

  journal->database = database;
  if (!bw_journal_find_last (database, G_MAXUINT64, &journal->last, &journal->check, error)
      || !check_end (database, journal->last, error))
    return NULL;
  return g_steal_pointer (&journal);
}

void
bw_journal_free (BwJournal *journal)
{
  g_free (journal);
}

/* The sequence of the newest entry; 0 when there is none. */
guint64
bw_journal_last (const BwJournal *journal)
{
  return journal->last;
}

static gboolean
insert (BwJournal *journal, const BwJournalEntry *entry, guint64 check, GError **error)
{
  static const char what[] = "Writing the journal";
  sqlite3_stmt *statement = bw_database_prepare (
      journal->database, "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)", what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, (gint64) entry->sequence);
  bw_bind_int (statement, 2, entry->timeline);
  bw_bind_int (statement, 3, entry->kind);
  bw_bind_int (statement, 4, entry->wall_time);
  bw_bind_int (statement, 5, entry->core_time);
  bw_bind_bytes (statement, 6, entry->bytes, entry->n_bytes);
  bw_bind_int (statement, 7, (gint64) check);
  return bw_database_run (journal->database, statement, what, error);
}

/**
 * bw_journal_append:
 * @entries: in order; their sequences are written here
 *
 * Appends all or none, and returns when they are on the disk. On failure the journal is as it was
 * and can be appended to again.
 *
 * Errors: %BW_STORE_ERROR_FULL, %BW_STORE_ERROR_BUSY, %BW_STORE_ERROR_FAILED: nothing may be shown
 * or answered. Cost: one sync of the disk, a microsecond or two an entry.
 */
gboolean
bw_journal_append (BwJournal *journal, BwJournalEntry *entries, gsize n_entries, GError **error)
{
  guint64 check = journal->check;
  gboolean is_batch = n_entries > 1;

  if (n_entries == 0)
    return TRUE;
  if (is_batch && !bw_database_begin (journal->database, error))
    return FALSE;
  for (gsize i = 0; i < n_entries; i++)
    {
      entries[i].sequence = journal->last + 1 + i;
      check = chain (check, &entries[i]);
      if (!insert (journal, &entries[i], check, error))
        {
          bw_database_rollback (journal->database);
          return FALSE;
        }
    }
  if (is_batch && !bw_database_commit (journal->database, error))
    return FALSE;
  journal->last += n_entries;
  journal->check = check;
  return TRUE;
}

static void
take_row (sqlite3_stmt *statement, BwJournalEntry *entry)
{
  entry->sequence = (guint64) sqlite3_column_int64 (statement, 0);
  entry->timeline = (BwTimelineId) sqlite3_column_int64 (statement, 1);
  entry->kind = (guint32) sqlite3_column_int64 (statement, 2);
  entry->wall_time = sqlite3_column_int64 (statement, 3);
  entry->core_time = sqlite3_column_int64 (statement, 4);
  entry->bytes = sqlite3_column_blob (statement, 5);
  entry->n_bytes = (gsize) sqlite3_column_bytes (statement, 5);
}

/**
 * bw_journal_read:
 * @first: sequence of the first entry wanted
 * @timeline: whose entries; 0 for all
 * @visit: called with each in order; must not write to @database
 *
 * Reads and checks the journal from @first to its end. Every entry is checked, also of other
 * timelines, before it is handed out.
 *
 * Errors: %BW_STORE_ERROR_DAMAGED names the first entry that is not what was written; those before
 * it have been visited.
 */
gboolean
bw_journal_read (BwDatabase *database, guint64 first, BwTimelineId timeline, BwJournalVisit visit,
                 gpointer user_data, GError **error)
{
  static const char what[] = "Reading the journal";
  GError *failure = NULL;
  guint64 last = 0, check = 0;
  gboolean wants_more = TRUE;
  sqlite3_stmt *statement;

  first = MAX (first, 1);
  if (!bw_journal_find_last (database, first - 1, &last, &check, error))
    return FALSE;
  statement = bw_database_prepare (
      database, "SELECT * FROM journal WHERE sequence > ? ORDER BY sequence", what, error);
  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, (gint64) last);
  while (wants_more && bw_database_next (database, statement, what, &failure))
    {
      BwJournalEntry entry;

      take_row (statement, &entry);
      check = chain (check, &entry);
      if (entry.sequence != last + 1 || check != (guint64) sqlite3_column_int64 (statement, 6))
        {
          g_set_error (&failure, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
                       "Entry %" G_GUINT64_FORMAT " of the journal is not what was written, or "
                       "entries before it are missing. A backup can be restored.",
                       last + 1);
          break;
        }
      last++;
      if (entry.sequence >= first && (timeline == 0 || timeline == entry.timeline))
        wants_more = visit (&entry, user_data);
    }
  sqlite3_reset (statement);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
count_entry (const BwJournalEntry *entry, gpointer user_data)
{
  ++*(guint64 *) user_data;
  return TRUE;
}

/**
 * bw_journal_verify:
 * @n_entries: (out): how many there are
 *
 * Checks the whole chain.
 */
gboolean
bw_journal_verify (BwDatabase *database, guint64 *n_entries, GError **error)
{
  *n_entries = 0;
  return bw_journal_read (database, 1, 0, count_entry, n_entries, error);
}
