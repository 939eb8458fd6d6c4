/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database-private.h"
#include "store/instruments.h"

#define COLUMNS \
  "source, symbol, name, class, sector, calendar, currency, tick_e8, lot_e8, multiplier_e8," \
  " easy_to_borrow, fractionable, leverage, is_ipo"

static void
bind_instrument (sqlite3_stmt *statement, const BwInstrument *instrument)
{
  bw_bind_text (statement, 1, instrument->source);
  bw_bind_text (statement, 2, instrument->symbol);
  bw_bind_text (statement, 3, instrument->name);
  bw_bind_int (statement, 4, instrument->instrument_class);
  bw_bind_int (statement, 5, instrument->sector);
  bw_bind_int (statement, 6, instrument->calendar);
  bw_bind_text (statement, 7, instrument->currency);
  bw_bind_fixed (statement, 8, instrument->tick);
  bw_bind_fixed (statement, 9, instrument->lot);
  bw_bind_fixed (statement, 10, instrument->multiplier);
  bw_bind_int (statement, 11, instrument->easy_to_borrow != FALSE);
  bw_bind_int (statement, 12, instrument->fractionable != FALSE);
  bw_bind_int (statement, 13, instrument->leverage);
  bw_bind_int (statement, 14, instrument->is_ipo != FALSE);
}

static void
take_text (sqlite3_stmt *statement, int column, char *text, gsize n_bytes)
{
  const char *stored = (const char *) sqlite3_column_text (statement, column);

  g_strlcpy (text, stored != NULL ? stored : "", n_bytes);
}

/* Columns: id, then COLUMNS. */
static void
take_instrument (sqlite3_stmt *statement, BwInstrument *instrument)
{
  *instrument = (BwInstrument){ 0 };
  instrument->id = (BwInstrumentId) sqlite3_column_int64 (statement, 0);
  take_text (statement, 1, instrument->source, sizeof instrument->source);
  take_text (statement, 2, instrument->symbol, sizeof instrument->symbol);
  take_text (statement, 3, instrument->name, sizeof instrument->name);
  instrument->instrument_class = sqlite3_column_int (statement, 4);
  instrument->sector = sqlite3_column_int (statement, 5);
  instrument->calendar = sqlite3_column_int (statement, 6);
  take_text (statement, 7, instrument->currency, sizeof instrument->currency);
  instrument->tick = bw_column_fixed (statement, 8);
  instrument->lot = bw_column_fixed (statement, 9);
  instrument->multiplier = bw_column_fixed (statement, 10);
  instrument->easy_to_borrow = sqlite3_column_int (statement, 11);
  instrument->fractionable = sqlite3_column_int (statement, 12);
  instrument->leverage = (guint32) sqlite3_column_int (statement, 13);
  instrument->is_ipo = sqlite3_column_int (statement, 14);
}

/**
 * bw_instruments_add:
 * @instrument: id 0: the next free one is given and written here; else it must be unused
 *
 * Gives an instrument its number. One that is there already (same source and symbol) keeps its
 * number and its record, and both are written to @instrument.
 */
gboolean
bw_instruments_add (BwDatabase *market, BwInstrument *instrument, GError **error)
{
  static const char what[] = "Keeping an instrument";
  GError *failure = NULL;
  sqlite3_stmt *statement;

  if (bw_instruments_find (market, instrument->source, instrument->symbol, instrument, &failure))
    return TRUE;
  if (!g_error_matches (failure, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_error_free (failure);
  statement = bw_database_prepare (
      market,
      "INSERT INTO instruments (" COLUMNS ", id)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0))",
      what, error);
  if (statement == NULL)
    return FALSE;
  bind_instrument (statement, instrument);
  bw_bind_int (statement, 15, instrument->id);
  if (!bw_database_run (market, statement, what, error))
    return FALSE;
  instrument->id = (BwInstrumentId) sqlite3_last_insert_rowid (bw_database_handle (market));
  return TRUE;
}

/* Changes what is known of an instrument; source, symbol and id stay. */
gboolean
bw_instruments_update (BwDatabase *market, const BwInstrument *instrument, GError **error)
{
  static const char what[] = "Changing an instrument";
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "UPDATE instruments SET name = ?3, class = ?4, sector = ?5, calendar = ?6, currency = ?7,"
      " tick_e8 = ?8, lot_e8 = ?9, multiplier_e8 = ?10, easy_to_borrow = ?11, fractionable = ?12,"
      " leverage = ?13, is_ipo = ?14 WHERE id = ?15 AND source = ?1 AND symbol = ?2",
      what, error);

  if (statement == NULL)
    return FALSE;
  bind_instrument (statement, instrument);
  bw_bind_int (statement, 15, instrument->id);
  if (!bw_database_run (market, statement, what, error))
    return FALSE;
  if (sqlite3_changes (bw_database_handle (market)) == 1)
    return TRUE;
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND, "There is no instrument %u (%s).",
               instrument->id, instrument->symbol);
  return FALSE;
}

static gboolean
take_one (BwDatabase *market, sqlite3_stmt *statement, BwInstrument *instrument, GError **error)
{
  GError *failure = NULL;

  if (bw_database_next (market, statement, "Looking up an instrument", &failure))
    {
      take_instrument (statement, instrument);
      sqlite3_reset (statement);
      return TRUE;
    }
  if (failure == NULL)
    g_set_error (&failure, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
                 "There is no such instrument.");
  g_propagate_error (error, failure);
  return FALSE;
}

/* Errors: %BW_STORE_ERROR_NOT_FOUND; @instrument is untouched then. */
gboolean
bw_instruments_find (BwDatabase *market, const char *source, const char *symbol,
                     BwInstrument *instrument, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      market, "SELECT id, " COLUMNS " FROM instruments WHERE source = ? AND symbol = ?",
      "Looking up an instrument", error);

  if (statement == NULL)
    return FALSE;
  bw_bind_text (statement, 1, source);
  bw_bind_text (statement, 2, symbol);
  return take_one (market, statement, instrument, error);
}

/* Errors: %BW_STORE_ERROR_NOT_FOUND; @instrument is untouched then. */
gboolean
bw_instruments_get (BwDatabase *market, BwInstrumentId id, BwInstrument *instrument, GError **error)
{
  sqlite3_stmt *statement
      = bw_database_prepare (market, "SELECT id, " COLUMNS " FROM instruments WHERE id = ?",
                             "Looking up an instrument", error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, id);
  return take_one (market, statement, instrument, error);
}

/**
 * bw_instruments_list:
 * @source: (nullable): of which source; %NULL for all
 *
 * Returns: (transfer full) (element-type BwInstrument): by symbol, then by number
 */
GArray *
bw_instruments_list (BwDatabase *market, const char *source, GError **error)
{
  static const char what[] = "Reading the instruments";
  g_autoptr (GArray) instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrument));
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      market,
      "SELECT id, " COLUMNS " FROM instruments WHERE ?1 IS NULL OR source = ?1"
      " ORDER BY symbol, id",
      what, error);

  if (statement == NULL)
    return NULL;
  if (source != NULL)
    bw_bind_text (statement, 1, source);
  else
    sqlite3_bind_null (statement, 1);
  while (bw_database_next (market, statement, what, &failure))
    {
      BwInstrument instrument;

      take_instrument (statement, &instrument);
      g_array_append_val (instruments, instrument);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&instruments);
}
