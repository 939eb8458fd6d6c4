/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database-private.h"
#include "store/timelines.h"

void
bw_timeline_free (BwTimeline *timeline)
{
  g_free (timeline->kind);
  g_free (timeline->name);
  g_free (timeline->source);
  g_free (timeline);
}

/**
 * bw_timelines_add:
 * @timeline: id 0: the next is given and written here; else it must be unused
 *
 * Keeps a new timeline, durably.
 */
gboolean
bw_timelines_add (BwDatabase *database, BwTimeline *timeline, GError **error)
{
  static const char what[] = "Keeping a timeline";
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "INSERT INTO timelines (kind, name, source, seed, parent, forked_at, created, is_closed, id)"
      " VALUES (?, ?, ?, ?, nullif (?, 0), ?, ?, ?, nullif (?, 0))",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_text (statement, 1, timeline->kind);
  bw_bind_text (statement, 2, timeline->name);
  bw_bind_text (statement, 3, timeline->source);
  bw_bind_int (statement, 4, (gint64) timeline->seed);
  bw_bind_int (statement, 5, timeline->parent);
  bw_bind_int (statement, 6, (gint64) timeline->forked_at);
  bw_bind_int (statement, 7, timeline->created);
  bw_bind_int (statement, 8, timeline->is_closed);
  bw_bind_int (statement, 9, timeline->id);
  if (!bw_database_run (database, statement, what, error))
    return FALSE;
  timeline->id = (BwTimelineId) sqlite3_last_insert_rowid (bw_database_handle (database));
  return TRUE;
}

/* A closed timeline is kept but no longer run. */
gboolean
bw_timelines_set_closed (BwDatabase *database, BwTimelineId timeline, gboolean is_closed,
                         GError **error)
{
  static const char what[] = "Closing a timeline";
  sqlite3_stmt *statement = bw_database_prepare (
      database, "UPDATE timelines SET is_closed = ? WHERE id = ?", what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, is_closed != FALSE);
  bw_bind_int (statement, 2, timeline);
  if (!bw_database_run (database, statement, what, error))
    return FALSE;
  if (sqlite3_changes (bw_database_handle (database)) == 1)
    return TRUE;
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND, "There is no timeline %u.",
               timeline);
  return FALSE;
}

static char *
copy_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/**
 * bw_timelines_list:
 *
 * Returns: (transfer full) (element-type BwTimeline): all of them, oldest first
 */
GPtrArray *
bw_timelines_list (BwDatabase *database, GError **error)
{
  static const char what[] = "Reading the timelines";
  g_autoptr (GPtrArray) timelines
      = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_timeline_free);
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "SELECT id, kind, name, source, seed, ifnull (parent, 0), forked_at, created, is_closed"
      " FROM timelines ORDER BY id",
      what, error);

  if (statement == NULL)
    return NULL;
  while (bw_database_next (database, statement, what, &failure))
    {
      BwTimeline *timeline = g_new0 (BwTimeline, 1);

      timeline->id = (BwTimelineId) sqlite3_column_int64 (statement, 0);
      timeline->kind = copy_text (statement, 1);
      timeline->name = copy_text (statement, 2);
      timeline->source = copy_text (statement, 3);
      timeline->seed = (guint64) sqlite3_column_int64 (statement, 4);
      timeline->parent = (BwTimelineId) sqlite3_column_int64 (statement, 5);
      timeline->forked_at = (guint64) sqlite3_column_int64 (statement, 6);
      timeline->created = sqlite3_column_int64 (statement, 7);
      timeline->is_closed = sqlite3_column_int (statement, 8);
      g_ptr_array_add (timelines, timeline);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&timelines);
}
