/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database-private.h"
#include "store/snapshot.h"

#include <string.h>

#include <gio/gio.h>

/* Stored: never change a number. */
enum
{
  ENCODING_PLAIN = 0,
  ENCODING_ZLIB = 1,
};

#define DIGEST_BYTES 32
#define COMPRESS_BYTES_MIN 512
/* No state is bigger; a damaged length does not eat the machine's memory. */
#define STATE_BYTES_MAX (G_GUINT64_CONSTANT (4) << 30)

void
bw_snapshot_free (BwSnapshot *snapshot)
{
  g_clear_pointer (&snapshot->core, g_bytes_unref);
  g_clear_pointer (&snapshot->feed, g_bytes_unref);
  g_free (snapshot);
}

/* (transfer full) (nullable): the converter's whole output; NULL when the input is not its */
static GByteArray *
convert_all (GConverter *converter, const guint8 *bytes, gsize n_bytes)
{
  g_autoptr (GByteArray) result = g_byte_array_new ();
  GConverterResult outcome = G_CONVERTER_CONVERTED;
  guint8 *piece = g_malloc (65536);

  while (outcome != G_CONVERTER_FINISHED)
    {
      gsize n_read = 0, n_written = 0;

      outcome = g_converter_convert (converter, bytes, n_bytes, piece, 65536,
                                     G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
      if (outcome == G_CONVERTER_ERROR || result->len + n_written > MIN (STATE_BYTES_MAX, G_MAXUINT))
        {
          g_free (piece);
          return NULL;
        }
      g_byte_array_append (result, piece, (guint) n_written);
      bytes += n_read;
      n_bytes -= n_read;
    }
  g_free (piece);
  return g_steal_pointer (&result);
}

static GBytes *
pack (GBytes *state, int *encoding)
{
  gsize n_bytes = 0;
  const guint8 *bytes = g_bytes_get_data (state, &n_bytes);
  g_autoptr (GConverter) compressor = NULL;
  g_autoptr (GByteArray) packed = NULL;

  *encoding = ENCODING_PLAIN;
  if (n_bytes < COMPRESS_BYTES_MIN)
    return g_bytes_ref (state);
  compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1));
  packed = convert_all (compressor, bytes, n_bytes);
  if (packed == NULL || packed->len >= n_bytes)
    return g_bytes_ref (state);
  *encoding = ENCODING_ZLIB;
  return g_byte_array_free_to_bytes (g_steal_pointer (&packed));
}

static void
digest_of (GBytes *core, gconstpointer feed, gsize n_feed_bytes, guint8 digest[DIGEST_BYTES])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize n_bytes = 0, digest_bytes = DIGEST_BYTES;
  const guchar *bytes = g_bytes_get_data (core, &n_bytes);
  guint64 core_bytes = GUINT64_TO_LE ((guint64) n_bytes);

  g_checksum_update (checksum, (const guchar *) &core_bytes, sizeof core_bytes);
  if (n_bytes > 0)
    g_checksum_update (checksum, bytes, (gssize) n_bytes);
  if (n_feed_bytes > 0)
    g_checksum_update (checksum, feed, (gssize) n_feed_bytes);
  g_checksum_get_digest (checksum, digest, &digest_bytes);
}

static gboolean
insert (BwDatabase *database, const BwSnapshot *snapshot, GError **error)
{
  static const char what[] = "Saving the state";
  int encoding = ENCODING_PLAIN;
  g_autoptr (GBytes) core = pack (snapshot->core, &encoding);
  gsize n_core_bytes = 0, n_feed_bytes = 0;
  const guint8 *core_bytes = g_bytes_get_data (core, &n_core_bytes);
  const guint8 *feed_bytes
      = snapshot->feed != NULL ? g_bytes_get_data (snapshot->feed, &n_feed_bytes) : NULL;
  guint8 digest[DIGEST_BYTES];
  gboolean is_done;
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "INSERT INTO snapshots (timeline, journal_sequence, wall_time, core_time, encoding, digest,"
      " core, feed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      what, error);

  if (statement == NULL)
    return FALSE;
  digest_of (core, feed_bytes, n_feed_bytes, digest);
  bw_bind_int (statement, 1, snapshot->timeline);
  bw_bind_int (statement, 2, (gint64) snapshot->journal_sequence);
  bw_bind_int (statement, 3, snapshot->wall_time);
  bw_bind_int (statement, 4, snapshot->core_time);
  bw_bind_int (statement, 5, encoding);
  bw_bind_bytes (statement, 6, digest, sizeof digest);
  bw_bind_bytes (statement, 7, core_bytes, n_core_bytes);
  bw_bind_bytes (statement, 8, feed_bytes, n_feed_bytes);
  is_done = bw_database_run (database, statement, what, error);
  sqlite3_clear_bindings (statement);
  return is_done;
}

static gboolean
drop_old (BwDatabase *database, BwTimelineId timeline, GError **error)
{
  static const char what[] = "Saving the state";
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "DELETE FROM snapshots WHERE timeline = ?1 AND id NOT IN (SELECT id FROM snapshots"
      " WHERE timeline = ?1 ORDER BY journal_sequence DESC, id DESC LIMIT ?2)",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, timeline);
  bw_bind_int (statement, 2, BW_SNAPSHOTS_KEPT);
  return bw_database_run (database, statement, what, error);
}

/**
 * bw_snapshot_save:
 *
 * Keeps a state, durably, and the two before it.
 */
gboolean
bw_snapshot_save (BwDatabase *database, const BwSnapshot *snapshot, GError **error)
{
  g_return_val_if_fail (snapshot->core != NULL, FALSE);

  if (!bw_database_begin (database, error))
    return FALSE;
  if (!insert (database, snapshot, error) || !drop_old (database, snapshot->timeline, error))
    {
      bw_database_rollback (database);
      return FALSE;
    }
  return bw_database_commit (database, error);
}

static BwSnapshot *
take_row (sqlite3_stmt *statement)
{
  g_autoptr (GBytes) core = g_bytes_new (sqlite3_column_blob (statement, 5),
                                         (gsize) sqlite3_column_bytes (statement, 5));
  gsize n_feed_bytes = (gsize) sqlite3_column_bytes (statement, 6);
  const guint8 *feed = sqlite3_column_blob (statement, 6);
  guint8 digest[DIGEST_BYTES];
  BwSnapshot *snapshot;

  digest_of (core, feed, n_feed_bytes, digest);
  if (sqlite3_column_bytes (statement, 4) != DIGEST_BYTES
      || memcmp (sqlite3_column_blob (statement, 4), digest, DIGEST_BYTES) != 0)
    return NULL;
  if (sqlite3_column_int (statement, 3) == ENCODING_ZLIB)
    {
      g_autoptr (GConverter) expander
          = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
      gsize n_bytes = 0;
      const guint8 *bytes = g_bytes_get_data (core, &n_bytes);
      GByteArray *state = convert_all (expander, bytes, n_bytes);

      if (state == NULL)
        return NULL;
      g_bytes_unref (core);
      core = g_byte_array_free_to_bytes (state);
    }
  snapshot = g_new0 (BwSnapshot, 1);
  snapshot->journal_sequence = (guint64) sqlite3_column_int64 (statement, 0);
  snapshot->wall_time = sqlite3_column_int64 (statement, 1);
  snapshot->core_time = sqlite3_column_int64 (statement, 2);
  snapshot->core = g_steal_pointer (&core);
  snapshot->feed = g_bytes_new (feed, n_feed_bytes);
  return snapshot;
}

/**
 * bw_snapshot_load:
 *
 * The timeline's newest state whose digest is right; its @n_skipped says how many newer ones were
 * not, which costs only a longer replay.
 *
 * Errors: %BW_STORE_ERROR_NOT_FOUND when there is no good one: replay from the start.
 *
 * Returns: (transfer full): the snapshot
 */
BwSnapshot *
bw_snapshot_load (BwDatabase *database, BwTimelineId timeline, GError **error)
{
  static const char what[] = "Reading the state";
  GError *failure = NULL;
  BwSnapshot *snapshot = NULL;
  guint n_skipped = 0;
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "SELECT journal_sequence, wall_time, core_time, encoding, digest, core, feed FROM snapshots"
      " WHERE timeline = ? ORDER BY journal_sequence DESC, id DESC",
      what, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, timeline);
  while (snapshot == NULL && bw_database_next (database, statement, what, &failure))
    {
      snapshot = take_row (statement);
      if (snapshot == NULL)
        n_skipped++;
    }
  sqlite3_reset (statement);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  if (snapshot == NULL)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
                   "Timeline %u has no saved state that can be used (%u damaged).", timeline,
                   n_skipped);
      return NULL;
    }
  snapshot->timeline = timeline;
  snapshot->n_skipped = n_skipped;
  return snapshot;
}
