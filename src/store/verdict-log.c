/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/verdict-log.h"

#include "store/ledger-tables-private.h"
#include "store/trading-reader-private.h"
#include "trading/fields.h"

static const char what[] = "Reading the log of verdicts";

/* Writes a record; one that is there already stays. */
gboolean
bw_verdict_log_add (BwDatabase *database, BwTimelineId timeline, guint64 sequence,
                    const BwVerdicts *verdicts, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "INSERT OR IGNORE INTO verdicts SELECT ?1, ?2, ?3,"
      " 1 + (SELECT ifnull (max (place), 0) FROM verdicts WHERE timeline = ?1 AND account = ?3),"
      " CASE WHEN ?5 = 1 THEN 0 ELSE 1 + (SELECT ifnull (max (held_place), 0) FROM verdicts"
      " WHERE timeline = ?1 AND account = ?3 AND held_place > 0) END, ?4, ?5, ?6",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_fields_put (bytes, &bw_fields_verdicts, verdicts);
  for (guint i = 0; i < verdicts->n_rules; i++)
    bw_fields_put (bytes, &bw_fields_rule_verdict, &verdicts->rules[i]);
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, (gint64) sequence);
  bw_bind_int (statement, 3, verdicts->account);
  bw_bind_int (statement, 4, (gint64) verdicts->order);
  bw_bind_int (statement, 5, verdicts->outcome);
  sqlite3_bind_blob (statement, 6, bytes->data, (int) bytes->len, SQLITE_TRANSIENT);
  return bw_database_run (database, statement, what, error);
}

static gboolean
take_verdicts (sqlite3_stmt *statement, BwVerdicts *verdicts)
{
  BwReader reader;

  *verdicts = (BwVerdicts){ 0 };
  bw_reader_init (&reader, sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0));
  bw_fields_get (&reader, &bw_fields_verdicts, verdicts);
  if (verdicts->n_rules > BW_N_RULE_VERDICTS)
    return FALSE;
  for (guint i = 0; i < verdicts->n_rules; i++)
    bw_fields_get (&reader, &bw_fields_rule_verdict, &verdicts->rules[i]);
  return !reader.failed;
}

gboolean
bw_trading_reader_count_verdicts (BwTradingReader *reader, const BwVerdictsQuery *query,
                                  guint64 *n_verdicts, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      query->is_held_only ? "SELECT ifnull (max (held_place), 0) FROM verdicts WHERE timeline = ? AND account = ?"
                            " AND held_place > 0"
                          : "SELECT ifnull (max (place), 0) FROM verdicts WHERE timeline = ? AND account = ?",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, query->timeline);
  bw_bind_int (statement, 2, query->account);
  if (!bw_database_next (reader->database, statement, what, error))
    return FALSE;
  *n_verdicts = (guint64) sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * bw_trading_reader_verdicts:
 * @offset: how many newer ones to pass over
 *
 * A record that can't be read is passed over. Cost: one seek and the page.
 *
 * Returns: (transfer full) (element-type BwVerdicts): newest first
 */
GArray *
bw_trading_reader_verdicts (BwTradingReader *reader, const BwVerdictsQuery *query, guint64 offset,
                            gsize n_max, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (BwVerdicts));
  GError *failure = NULL;
  guint64 n_verdicts;
  sqlite3_stmt *statement;

  if (!bw_trading_reader_count_verdicts (reader, query, &n_verdicts, error))
    return NULL;
  statement = bw_database_prepare (
      reader->database,
      query->is_held_only ? "SELECT record FROM verdicts WHERE timeline = ? AND account = ? AND held_place > 0"
                            " AND held_place <= ? ORDER BY held_place DESC LIMIT ?"
                          : "SELECT record FROM verdicts WHERE timeline = ? AND account = ? AND place <= ?"
                            " ORDER BY place DESC LIMIT ?",
      what, error);
  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, query->timeline);
  bw_bind_int (statement, 2, query->account);
  bw_bind_int (statement, 3, n_verdicts > offset ? (gint64) (n_verdicts - offset) : 0);
  bw_bind_int (statement, 4, (gint64) MIN (n_max, (gsize) G_MAXINT32));
  while (bw_database_next (reader->database, statement, what, &failure))
    {
      BwVerdicts verdicts;

      if (take_verdicts (statement, &verdicts))
        g_array_append_val (rows, verdicts);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&rows);
}
