/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../sim/steps.h"
#include "base/clock.h"
#include "store/journal.h"
#include "trading/journal.h"

#include <glib/gstdio.h>

/* recover.1m: a journal of a million entries, each an input of the core, read from its file, checked
 * and replayed into a new core: recovery where no snapshot helps. */

#define N_ENTRIES 1000000
#define N_IN_BATCH 4096
#define SEED 1

static void
append (BwJournal *journal, GArray *entries)
{
  g_autoptr (GError) error = NULL;

  if (!bw_journal_append (journal, (BwJournalEntry *) (gpointer) entries->data, entries->len, &error))
    g_error ("%s", error->message);
  g_array_set_size (entries, 0);
}

/* The inputs of the simulator's worlds, one behind the other, until there are enough. */
static void
write_entries (BwDatabase *database)
{
  g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (BwJournalEntry));
  GArray *steps = steps_make (SEED, N_ENTRIES + N_ENTRIES / 10);
  BwScenarioWorld world;
  gsize n_entries = 0, at = 0;

  bw_scenario_world_init (&world);
  bw_scenario_world_begin (&world, "America/New_York", bw_date_from_ymd (2026, 3, 2), SEED);
  for (guint i = 0; i < steps->len; i++)
    step_run (&g_array_index (steps, Step, i), &world);
  while (n_entries < N_ENTRIES)
    {
      BwInput input;
      BwDepth depth;
      gsize n_bytes = bw_journal_decode_input (world.journal->data + at, world.journal->len - at, &input, &depth, NULL);
      BwJournalEntry entry = { .timeline = 1, .kind = 1, .bytes = world.journal->data + at, .n_bytes = n_bytes };

      if (n_bytes == 0)
        g_error ("the world had fewer inputs than entries are wanted");
      g_array_append_val (entries, entry);
      at += n_bytes;
      n_entries++;
      if (entries->len == N_IN_BATCH || n_entries == N_ENTRIES)
        append (journal, entries);
    }
  bw_scenario_world_clear (&world);
  g_array_unref (steps);
}

typedef struct
{
  BwCore *core;
  BwOutputs outputs;
  gsize n_entries;
} Recovery;

static gboolean
visit (const BwJournalEntry *entry, gpointer user_data)
{
  Recovery *recovery = user_data;
  BwInput input;
  BwDepth depth;

  if (bw_journal_decode_input (entry->bytes, entry->n_bytes, &input, &depth, NULL) == 0)
    g_error ("entry %" G_GUINT64_FORMAT " is damaged", entry->sequence);
  bw_outputs_reset (&recovery->outputs);
  bw_core_step (recovery->core, &input, &recovery->outputs);
  recovery->n_entries++;
  return TRUE;
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bellwether-recover-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "trading.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDatabase) database = bw_database_open (BW_DATABASE_TRADING, path, 0, &error);
  Recovery recovery = { .core = bw_core_new (SEED) };
  gint64 start;

  if (database == NULL)
    g_error ("%s", error->message);
  write_entries (database);
  bw_outputs_init (&recovery.outputs);
  start = bw_clock_monotonic (bw_clock_system ());
  if (!bw_journal_read (database, 1, 1, visit, &recovery, &error) || recovery.n_entries != N_ENTRIES)
    g_error ("%s", error != NULL ? error->message : "entries are missing");
  g_print ("recover.1m %.3f s\n", (double) (bw_clock_monotonic (bw_clock_system ()) - start) * 1e-9);
  bw_core_free (recovery.core);
  bw_outputs_clear (&recovery.outputs);
  g_clear_pointer (&database, bw_database_close);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
