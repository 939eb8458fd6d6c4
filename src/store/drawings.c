/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/drawings.h"

#include "store/database-private.h"
#include "store/drawing-json.h"

/**
 * bw_drawings_save:
 * @id: of the drawing, never 0
 * @json: (nullable): of bw_drawing_to_json(); %NULL takes the drawing out
 */
gboolean
bw_drawings_save (BwDatabase *database, BwInstrumentId instrument, guint64 id, const char *json, GError **error)
{
  static const char what[] = "Saving a drawing";
  sqlite3_stmt *statement;

  g_return_val_if_fail (id > 0 && id <= G_MAXINT64, FALSE);

  statement = json != NULL ? bw_database_prepare (database,
                                                  "INSERT INTO drawings (id, instrument, json) VALUES (?1, ?2, ?3)"
                                                  " ON CONFLICT (id) DO UPDATE SET json = excluded.json",
                                                  what, error)
                           : bw_database_prepare (database, "DELETE FROM drawings WHERE id = ?1 AND instrument = ?2",
                                                  what, error);
  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, (gint64) id);
  bw_bind_int (statement, 2, instrument);
  if (json != NULL)
    bw_bind_text (statement, 3, json);
  return bw_database_run (database, statement, what, error);
}

/**
 * bw_drawings_load:
 * @problems: (element-type utf8): a sentence is added for each that can't be read; it stays in the table as
 *   it is, for the program that can
 *
 * Returns: (transfer full) (nullable) (element-type BwDrawing): by id
 */
GPtrArray *
bw_drawings_load (BwDatabase *database, BwInstrumentId instrument, GPtrArray *problems, GError **error)
{
  static const char what[] = "Reading the drawings";
  g_autoptr (GPtrArray) drawings = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_drawing_unref);
  GError *failure = NULL;
  sqlite3_stmt *statement =
      bw_database_prepare (database, "SELECT id, json FROM drawings WHERE instrument = ? ORDER BY id", what, error);

  if (statement == NULL)
    return NULL;
  bw_bind_int (statement, 1, instrument);
  while (bw_database_next (database, statement, what, &failure))
    {
      g_autoptr (GError) problem = NULL;
      BwDrawing *drawing = bw_drawing_from_json ((const char *) sqlite3_column_text (statement, 1),
                                                 (gsize) sqlite3_column_bytes (statement, 1), &problem);

      if (drawing == NULL)
        {
          g_ptr_array_add (problems, g_strdup_printf ("Drawing %" G_GINT64_FORMAT " can't be shown: %s.",
                                                      (gint64) sqlite3_column_int64 (statement, 0), problem->message));
          continue;
        }
      drawing->id = (guint64) sqlite3_column_int64 (statement, 0);
      g_ptr_array_add (drawings, drawing);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  return g_steal_pointer (&drawings);
}

/**
 * bw_drawings_last_id:
 * @last_id: (out): the highest there ever was, also if that drawing is gone; 0 before the first
 */
gboolean
bw_drawings_last_id (BwDatabase *database, guint64 *last_id, GError **error)
{
  gint64 number;

  if (!bw_database_get_int (database, "SELECT ifnull (max (seq), 0) FROM sqlite_sequence WHERE name = 'drawings'",
                            &number, "Reading the drawings", error))
    return FALSE;
  *last_id = (guint64) number;
  return TRUE;
}
