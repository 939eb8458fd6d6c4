/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/notices.h"

#include "store/database-private.h"

static const char what[] = "Keeping a notice";

static gboolean
trim (BwDatabase *database, GError **error)
{
  sqlite3_stmt *statement =
      bw_database_prepare (database, "DELETE FROM notices WHERE id <= (SELECT max (id) FROM notices) - ?", what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, BW_NOTICES_KEPT);
  return bw_database_run (database, statement, what, error);
}

/**
 * bw_notices_add:
 * @notice: its number is given here
 *
 * The oldest goes when there are more than %BW_NOTICES_KEPT.
 */
gboolean
bw_notices_add (BwDatabase *database, BwNotice *notice, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "INSERT INTO notices (kind, timeline, instrument, object, time, wall_time, is_read, title, body)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, notice->kind);
  bw_bind_int (statement, 2, notice->timeline);
  bw_bind_int (statement, 3, notice->instrument);
  bw_bind_int (statement, 4, (gint64) notice->object);
  bw_bind_int (statement, 5, notice->time);
  bw_bind_int (statement, 6, notice->wall_time);
  bw_bind_int (statement, 7, notice->is_read != FALSE);
  bw_bind_text (statement, 8, notice->title);
  bw_bind_text (statement, 9, notice->body);
  if (!bw_database_run (database, statement, what, error))
    return FALSE;
  notice->id = sqlite3_last_insert_rowid (bw_database_handle (database));
  return trim (database, error);
}

/* @id 0: all of them. */
gboolean
bw_notices_set_read (BwDatabase *database, gint64 id, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      database, "UPDATE notices SET is_read = 1 WHERE is_read = 0 AND (?1 = 0 OR id = ?1)", what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, id);
  return bw_database_run (database, statement, what, error);
}

static void
copy_text (sqlite3_stmt *statement, int column, char *text, gsize n_bytes)
{
  g_strlcpy (text, (const char *) sqlite3_column_text (statement, column), n_bytes);
}

/**
 * bw_notices_list:
 *
 * Returns: (transfer full) (element-type BwNotice): all, oldest first
 */
GArray *
bw_notices_list (BwDatabase *database, GError **error)
{
  static const char reading[] = "Reading the notices";
  g_autoptr (GArray) notices = g_array_new (FALSE, TRUE, sizeof (BwNotice));
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "SELECT id, kind, timeline, instrument, object, time, wall_time, is_read, title, body FROM notices ORDER BY id",
      reading, error);

  if (statement == NULL)
    return NULL;
  while (bw_database_next (database, statement, reading, &failure))
    {
      BwNotice notice = { 0 };

      notice.id = sqlite3_column_int64 (statement, 0);
      notice.kind = (guint8) sqlite3_column_int (statement, 1);
      notice.timeline = (BwTimelineId) sqlite3_column_int64 (statement, 2);
      notice.instrument = (BwInstrumentId) sqlite3_column_int64 (statement, 3);
      notice.object = (guint64) sqlite3_column_int64 (statement, 4);
      notice.time = sqlite3_column_int64 (statement, 5);
      notice.wall_time = sqlite3_column_int64 (statement, 6);
      notice.is_read = sqlite3_column_int (statement, 7);
      copy_text (statement, 8, notice.title, sizeof notice.title);
      copy_text (statement, 9, notice.body, sizeof notice.body);
      g_array_append_val (notices, notice);
    }
  if (failure == NULL)
    return g_steal_pointer (&notices);
  g_propagate_error (error, failure);
  return NULL;
}
