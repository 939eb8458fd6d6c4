/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database-private.h"
#include "store/values.h"

/**
 * bw_values_set:
 * @value: (nullable): UTF-8; %NULL forgets the key
 */
gboolean
bw_values_set (BwDatabase *database, const char *key, const char *value, GError **error)
{
  static const char what[] = "Saving a setting";
  sqlite3_stmt *statement;

  g_return_val_if_fail (value == NULL || g_utf8_validate (value, -1, NULL), FALSE);

  statement = value != NULL
                  ? bw_database_prepare (database,
                                         "INSERT INTO stored_values (key, value) VALUES (?, ?)"
                                         " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                         what, error)
                  : bw_database_prepare (database, "DELETE FROM stored_values WHERE key = ?", what,
                                         error);
  if (statement == NULL)
    return FALSE;
  bw_bind_text (statement, 1, key);
  if (value != NULL)
    bw_bind_text (statement, 2, value);
  return bw_database_run (database, statement, what, error);
}

/**
 * bw_values_get:
 *
 * Returns: (transfer full) (nullable): the value; %NULL without @error when there is none
 */
char *
bw_values_get (BwDatabase *database, const char *key, GError **error)
{
  static const char what[] = "Reading a setting";
  sqlite3_stmt *statement = bw_database_prepare (
      database, "SELECT value FROM stored_values WHERE key = ?", what, error);
  char *value = NULL;

  if (statement == NULL)
    return NULL;
  bw_bind_text (statement, 1, key);
  if (bw_database_next (database, statement, what, error))
    {
      value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      sqlite3_reset (statement);
    }
  return value;
}

/**
 * bw_values_keys:
 * @prefix: what they begin with; empty for all
 *
 * Returns: (transfer full) (array zero-terminated=1): the keys, sorted
 */
char **
bw_values_keys (BwDatabase *database, const char *prefix, GError **error)
{
  static const char what[] = "Reading the settings";
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  GError *failure = NULL;
  sqlite3_stmt *statement = bw_database_prepare (
      database,
      "SELECT key FROM stored_values WHERE substr (key, 1, length (?1)) = ?1 ORDER BY key", what,
      error);

  if (statement == NULL)
    return NULL;
  bw_bind_text (statement, 1, prefix);
  while (bw_database_next (database, statement, what, &failure))
    g_ptr_array_add (keys, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}
