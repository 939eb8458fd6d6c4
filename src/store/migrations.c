/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database-private.h"
#include "src/store/store-resources.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#define FOLDER "/io/github/bellwether/store/migrations/"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static const char *
folder_of (BwDatabaseKind kind)
{
  return kind == BW_DATABASE_TRADING ? FOLDER "trading/" : FOLDER "market/";
}

/* (transfer full): the names in number order; they are part of the program, so they are there. */
static char **
list_names (BwDatabaseKind kind)
{
  g_autoptr (GError) error = NULL;
  char **names = g_resource_enumerate_children (bw_store_get_resource (), folder_of (kind),
                                                G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (names == NULL)
    g_error ("the program was built without its migrations: %s", error->message);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

int
bw_migrations_latest (BwDatabaseKind kind)
{
  g_auto (GStrv) names = list_names (kind);

  return (int) g_strv_length (names);
}

static gboolean
run_one (BwDatabase *database, const char *name, int version, GError **error)
{
  g_autofree char *what = g_strdup_printf ("Bringing the profile up to date (%s)", name);
  g_autofree char *path = g_strconcat (folder_of (bw_database_kind (database)), name, NULL);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", version);
  g_autoptr (GBytes) script = g_resource_lookup_data (bw_store_get_resource (), path,
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *sql = NULL;

  g_assert (script != NULL);
  sql = g_strndup (g_bytes_get_data (script, NULL), g_bytes_get_size (script));
  if (!bw_database_begin (database, error))
    return FALSE;
  if (!bw_database_exec (database, sql, what, error)
      || !bw_database_exec (database, mark, what, error))
    {
      bw_database_rollback (database);
      return FALSE;
    }
  return bw_database_commit (database, error);
}

/* Each script in a transaction of its own, with the number it reaches. */
gboolean
bw_migrations_run (BwDatabase *database, int from_version, GError **error)
{
  g_auto (GStrv) names = list_names (bw_database_kind (database));

  for (int i = from_version; names[i] != NULL; i++)
    {
      g_assert (g_ascii_strtoll (names[i], NULL, 10) == i + 1);
      if (!run_one (database, names[i], i + 1, error))
        return FALSE;
    }
  return TRUE;
}
