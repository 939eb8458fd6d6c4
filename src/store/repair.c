/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/repair.h"

#include "store/backup-private.h"
#include "store/journal.h"
#include "store/market-rescue-private.h"

#include <string.h>

void
bw_repair_free (BwRepair *repair)
{
  g_free (repair->profile_path);
  g_free (repair->backup_path);
  g_free (repair->description);
  g_free (repair);
}

/* Looks at all of a file: its pages, and in trading.db the journal's chain. A file that is not
 * there, or that is well but of an older layout, is not damaged. */
static gboolean
is_damaged (BwDatabaseKind kind, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) database = NULL;
  guint64 n_entries = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  database = bw_database_open_read_only (kind, path, &error);
  if (database != NULL && bw_database_check (database, &error) && kind == BW_DATABASE_TRADING
      && bw_journal_verify (database, &n_entries, &error))
    {
      g_autoptr (BwJournal) journal = bw_journal_open (database, &error); /* looks at its end */
    }
  return g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED);
}

static char *
path_in (const BwRepair *repair, const char *name)
{
  return g_build_filename (repair->profile_path, name, NULL);
}

/* The newest backup that is itself whole. */
static gboolean
plan_trading (BwRepair *repair, GError **error)
{
  g_autofree char *path = path_in (repair, "trading.db");
  g_autofree char *folder = path_in (repair, "backups");
  g_autoptr (GPtrArray) backups = bw_backup_list (folder, BW_DATABASE_TRADING, NULL);

  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const BwBackup *backup = backups->pdata[i];

      if (bw_backup_compare (backup->path, path, &repair->trading, NULL))
        {
          repair->backup_path = g_strdup (backup->path);
          return TRUE;
        }
    }
  return bw_backup_compare (NULL, path, &repair->trading, error);
}

static void
describe (BwRepair *repair)
{
  GString *text = g_string_new (NULL);

  if (repair->is_trading_damaged)
    {
      g_autofree char *loss = bw_backup_describe_loss (&repair->trading);

      g_string_append_printf (text, "Accounts and orders (trading.db) are damaged. %s", loss);
    }
  if (repair->is_market_damaged)
    {
      g_string_append_printf (text,
                              "%sImported price history (market.db) is damaged. %" G_GUINT64_FORMAT
                              " bars can be read and will be kept",
                              text->len > 0 ? "\n\n" : "", repair->n_bars_kept);
      if (repair->n_bars_lost > 0)
        g_string_append_printf (text,
                                "; %" G_GUINT64_FORMAT " can't: import their files again.",
                                repair->n_bars_lost);
      else
        g_string_append (text, "; none is known to be lost.");
      g_string_append (text, " The damaged file is kept beside it.");
    }
  if (text->len == 0)
    g_string_append (text, "Neither of the profile's two files is damaged.");
  repair->description = g_string_free (text, FALSE);
}

/**
 * bw_repair_plan:
 * @profile_path: the profile's folder; nobody has it open
 *
 * Examines both files of a profile that could not be opened and says what can be saved. Changes
 * nothing. Cost: reads both files whole.
 *
 * Returns: (transfer full): the plan
 */
BwRepair *
bw_repair_plan (const char *profile_path, GError **error)
{
  g_autoptr (BwRepair) repair = g_new0 (BwRepair, 1);
  g_autofree char *trading_path = NULL;
  g_autofree char *market_path = NULL;

  repair->profile_path = g_strdup (profile_path);
  trading_path = path_in (repair, "trading.db");
  market_path = path_in (repair, "market.db");
  repair->is_trading_damaged = is_damaged (BW_DATABASE_TRADING, trading_path);
  repair->is_market_damaged = is_damaged (BW_DATABASE_MARKET, market_path);
  if (repair->is_trading_damaged && !plan_trading (repair, error))
    return NULL;
  if (repair->is_market_damaged
      && !bw_market_rescue (market_path, NULL, &repair->n_bars_kept, &repair->n_bars_lost, error))
    return NULL;
  describe (repair);
  return g_steal_pointer (&repair);
}

static gboolean
repair_market (const BwRepair *repair, BwTime now, GError **error)
{
  g_autofree char *path = path_in (repair, "market.db");
  g_autofree char *restoring = bw_backup_restoring_path (path);
  guint64 n_kept = 0, n_lost = 0;
  BwDatabase *target = bw_database_open (BW_DATABASE_MARKET, restoring, now, error);
  gboolean is_done;

  if (target == NULL)
    return FALSE;
  is_done = bw_market_rescue (path, target, &n_kept, &n_lost, error);
  bw_database_close (target);
  return is_done && bw_backup_swap (restoring, path, now, NULL, error);
}

/**
 * bw_repair_run:
 *
 * Does what the plan says. The damaged files are kept beside the new ones.
 *
 * Errors: %BW_STORE_ERROR_FULL, %BW_STORE_ERROR_READ_ONLY, %BW_STORE_ERROR_FAILED: the file that
 * could not be replaced is as it was.
 */
gboolean
bw_repair_run (const BwRepair *repair, BwTime now, GError **error)
{
  g_autofree char *trading_path = path_in (repair, "trading.db");

  if (repair->is_trading_damaged
      && !bw_backup_restore (repair->backup_path, trading_path, now, NULL, error))
    return FALSE;
  return !repair->is_market_damaged || repair_market (repair, now, error);
}
