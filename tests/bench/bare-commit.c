/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bare-commit.h"

#include <stdlib.h>

#include <sqlite3.h>

struct _BwBareCommit
{
  sqlite3 *handle;
  sqlite3_stmt *insert;
};

BwBareCommit *
bw_bare_commit_new (const char *path)
{
  BwBareCommit *bare = g_new0 (BwBareCommit, 1);

  if (sqlite3_open (path, &bare->handle) != SQLITE_OK
      || sqlite3_exec (bare->handle,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "CREATE TABLE rows (id INTEGER PRIMARY KEY, bytes BLOB)",
                       NULL, NULL, NULL)
             != SQLITE_OK
      || sqlite3_prepare_v2 (bare->handle, "INSERT INTO rows (bytes) VALUES (zeroblob (?))", -1,
                             &bare->insert, NULL)
             != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (bare->handle));
  return bare;
}

void
bw_bare_commit_free (BwBareCommit *bare)
{
  sqlite3_finalize (bare->insert);
  sqlite3_close (bare->handle);
  g_free (bare);
}

/* How long one took. */
double
bw_bare_commit_once_ms (BwBareCommit *bare, gsize n_bytes)
{
  gint64 start_us = g_get_monotonic_time ();

  sqlite3_bind_int64 (bare->insert, 1, (gint64) n_bytes);
  if (sqlite3_step (bare->insert) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (bare->handle));
  sqlite3_reset (bare->insert);
  return (double) (g_get_monotonic_time () - start_us) * 1e-3;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bw_bench_quantile (double *numbers, gsize n_numbers, double share)
{
  qsort (numbers, n_numbers, sizeof *numbers, compare);
  return numbers[MIN ((gsize) (share * (double) n_numbers), n_numbers - 1)];
}
