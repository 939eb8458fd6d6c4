/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/alerts.h"

#include "store/database-private.h"
#include "store/trading-reader-private.h"
#include "strategy/alert/alert-record.h"

static const char keeping[] = "Keeping an alert";
static const char reading[] = "Reading the alerts";
static const char reading_log[] = "Reading the alerts' history";

static void
bind_record (sqlite3_stmt *statement, int index, GBytes *record)
{
  gsize n_bytes;
  gconstpointer bytes = g_bytes_get_data (record, &n_bytes);

  bw_bind_bytes (statement, index, bytes, n_bytes);
}

/**
 * bw_alerts_add:
 * @alert: its number is given here; never one that another had
 */
gboolean
bw_alerts_add (BwDatabase *database, BwAlert *alert, GError **error)
{
  g_autoptr (GBytes) record = bw_alert_record_write (alert, NULL);
  sqlite3_stmt *statement =
      bw_database_prepare (database, "INSERT INTO alerts (timeline, record) VALUES (?, ?)", keeping, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, alert->timeline);
  bind_record (statement, 2, record);
  if (!bw_database_run (database, statement, keeping, error))
    return FALSE;
  alert->id = (guint64) sqlite3_last_insert_rowid (bw_database_handle (database));
  return TRUE;
}

/* @record: as bw_alert_record_write() gives it. Errors: %BW_STORE_ERROR_NOT_FOUND. */
gboolean
bw_alerts_update (BwDatabase *database, guint64 id, GBytes *record, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (database, "UPDATE alerts SET record = ? WHERE id = ?", keeping, error);

  if (statement == NULL)
    return FALSE;
  bind_record (statement, 1, record);
  bw_bind_int (statement, 2, (gint64) id);
  if (!bw_database_run (database, statement, keeping, error))
    return FALSE;
  if (sqlite3_changes (bw_database_handle (database)) == 1)
    return TRUE;
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND, "There is no alert %" G_GUINT64_FORMAT ".", id);
  return FALSE;
}

/* Its history stays. */
gboolean
bw_alerts_remove (BwDatabase *database, guint64 id, GError **error)
{
  static const char what[] = "Removing an alert";
  sqlite3_stmt *statement = bw_database_prepare (database, "DELETE FROM alerts WHERE id = ?", what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, (gint64) id);
  return bw_database_run (database, statement, what, error);
}

static gboolean
take_record (sqlite3_stmt *statement, int column, BwAlert *alert, BwAlertWindow *window)
{
  g_autoptr (GBytes) record = g_bytes_new (sqlite3_column_blob (statement, column),
                                           (gsize) sqlite3_column_bytes (statement, column));

  return bw_alert_record_read (record, alert, window);
}

/**
 * bw_alerts_list:
 * @timeline: whose; 0 for all
 *
 * A record that can't be read is passed over.
 *
 * Returns: (transfer full) (element-type BwStoredAlert): oldest first
 */
GArray *
bw_alerts_list (BwDatabase *database, BwTimelineId timeline, GError **error)
{
  g_autoptr (GArray) alerts = g_array_new (FALSE, TRUE, sizeof (BwStoredAlert));
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      database, "SELECT id, timeline, record FROM alerts WHERE ?1 = 0 OR timeline = ?1 ORDER BY id", reading, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, timeline);
  while (bw_database_next (database, statement, reading, &failure))
    {
      BwStoredAlert stored;

      if (!take_record (statement, 2, &stored.alert, &stored.window))
        {
          g_message ("An alert can't be read: %" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (statement, 0));
          continue;
        }
      stored.alert.id = (guint64) sqlite3_column_int64 (statement, 0);
      stored.alert.timeline = (guint32) sqlite3_column_int64 (statement, 1);
      g_array_append_val (alerts, stored);
    }
  if (failure == NULL)
    return g_steal_pointer (&alerts);
  g_propagate_error (error, failure);
  return NULL;
}

static gboolean
trim_log (BwDatabase *database, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      database, "DELETE FROM alert_log WHERE place <= (SELECT max (place) FROM alert_log) - ?", keeping, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, BW_ALERT_LOG_KEPT);
  return bw_database_run (database, statement, keeping, error);
}

/**
 * bw_alert_log_add:
 *
 * Writes a firing; one that is there already stays what it is.
 */
gboolean
bw_alert_log_add (BwDatabase *database, const BwAlertFiring *firing, GError **error)
{
  g_autoptr (GBytes) record = bw_alert_record_write (&firing->alert, NULL);
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "INSERT OR IGNORE INTO alert_log (alert, n, timeline, time, price_e8, value_e8, is_up, record)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      keeping, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, (gint64) firing->alert.id);
  bw_bind_int (statement, 2, firing->alert.n_fired);
  bw_bind_int (statement, 3, firing->alert.timeline);
  bw_bind_int (statement, 4, firing->time);
  bw_bind_fixed (statement, 5, firing->price);
  bw_bind_fixed (statement, 6, firing->value);
  bw_bind_int (statement, 7, firing->is_up != FALSE);
  bind_record (statement, 8, record);
  return bw_database_run (database, statement, keeping, error) && trim_log (database, error);
}

gboolean
bw_trading_reader_count_firings (BwTradingReader *reader, BwTimelineId timeline, guint64 alert, guint64 *n_firings,
                                 GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT count (*) FROM alert_log WHERE (?1 = 0 OR timeline = ?1) AND (?2 = 0 OR alert = ?2)", reading_log, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, (gint64) alert);
  if (!bw_database_next (reader->database, statement, reading_log, error))
    return FALSE;
  *n_firings = (guint64) sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * bw_trading_reader_firings:
 * @offset: how many newer ones to pass over
 *
 * Returns: (transfer full) (element-type BwAlertFiring): newest first
 */
GArray *
bw_trading_reader_firings (BwTradingReader *reader, BwTimelineId timeline, guint64 alert, guint64 offset, gsize n_max,
                           GError **error)
{
  g_autoptr (GArray) firings = g_array_new (FALSE, TRUE, sizeof (BwAlertFiring));
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      reader->database,
      "SELECT alert, timeline, time, price_e8, value_e8, is_up, record FROM alert_log"
      " WHERE (?1 = 0 OR timeline = ?1) AND (?2 = 0 OR alert = ?2) ORDER BY place DESC LIMIT ?3 OFFSET ?4",
      reading_log, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, (gint64) alert);
  bw_bind_int (statement, 3, (gint64) MIN (n_max, (gsize) G_MAXINT32));
  bw_bind_int (statement, 4, (gint64) offset);
  while (bw_database_next (reader->database, statement, reading_log, &failure))
    {
      BwAlertFiring firing = { 0 };

      if (!take_record (statement, 6, &firing.alert, NULL))
        continue;
      firing.alert.id = (guint64) sqlite3_column_int64 (statement, 0);
      firing.alert.timeline = (guint32) sqlite3_column_int64 (statement, 1);
      firing.time = sqlite3_column_int64 (statement, 2);
      firing.price = bw_column_fixed (statement, 3);
      firing.value = bw_column_fixed (statement, 4);
      firing.is_up = sqlite3_column_int (statement, 5);
      g_array_append_val (firings, firing);
    }
  if (failure == NULL)
    return g_steal_pointer (&firings);
  g_propagate_error (error, failure);
  return NULL;
}
