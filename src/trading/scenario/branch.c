/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/branch.h"

#include <string.h>

/* Statements that happen in every world. */
static const char *const common_words[] = {
  "zone",   "date",  "seed",     "instrument", "at",     "quote", "trade",   "depth", "bar", "halt",
  "resume", "split", "dividend", "rename",     "delist", "rate",  "session", "crash", NULL,
};

static void
free_world (gpointer data)
{
  bw_scenario_world_clear (data);
  g_free (data);
}

static void
keep_line (BwScenarioBranches *branches, guint world, char **words)
{
  g_ptr_array_add (g_ptr_array_index (branches->lines, world), g_strdupv (words));
}

static void
add_world (BwScenarioBranches *branches, BwScenarioWorld *world)
{
  g_ptr_array_add (branches->worlds, world);
  g_ptr_array_add (branches->lines, g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev));
}

/**
 * bw_scenario_branches_init:
 * @first: (borrowed): the file's world
 */
void
bw_scenario_branches_init (BwScenarioBranches *branches, BwScenarioWorld *first)
{
  branches->worlds = g_ptr_array_new ();
  branches->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  add_world (branches, first);
}

void
bw_scenario_branches_clear (BwScenarioBranches *branches)
{
  for (guint i = 1; i < branches->worlds->len; i++)
    free_world (g_ptr_array_index (branches->worlds, i));
  g_ptr_array_unref (branches->worlds);
  g_ptr_array_unref (branches->lines);
}

/* The branch that has an account, or alone has an order, that the statement names; else the first. */
static guint
find_world (const BwScenarioBranches *branches, char **words)
{
  const BwScenarioWorld *first = g_ptr_array_index (branches->worlds, 0);

  for (char **word = words + 1; *word != NULL; word++)
    for (guint i = 1; i < branches->worlds->len; i++)
      {
        const BwScenarioWorld *world = g_ptr_array_index (branches->worlds, i);

        if (g_hash_table_contains (world->accounts, *word) ||
            (g_hash_table_contains (world->orders, *word) && !g_hash_table_contains (first->orders, *word)))
          return i;
      }
  return 0;
}

static gboolean
is_common (char **words)
{
  if (g_str_equal (words[0], "expect"))
    return words[1] != NULL && (g_str_equal (words[1], "balanced") || g_str_equal (words[1], "same-after-crash"));
  return g_strv_contains (common_words, words[0]);
}

/**
 * bw_scenario_branches_run:
 *
 * Runs a statement where it belongs. Returns: what @run said
 */
gboolean
bw_scenario_branches_run (BwScenarioBranches *branches, char **words, BwScenarioRunWords run, gpointer user_data)
{
  guint only = find_world (branches, words);

  for (guint i = 0; i < branches->worlds->len; i++)
    if (is_common (words) || i == only)
      {
        keep_line (branches, i, words);
        if (!run (g_ptr_array_index (branches->worlds, i), words, user_data))
          return FALSE;
      }
  return TRUE;
}

/* The accounts a branch brought along answer to no name any more; the one it is about to its new one. */
static void
rename_account (BwScenarioWorld *world, char **words)
{
  gpointer id = g_hash_table_lookup (world->accounts, words[1]);

  g_hash_table_remove_all (world->accounts);
  g_hash_table_insert (world->accounts, g_strdup (words[3]), id);
}

/* The same start as @original had. */
static BwScenarioWorld *
begin_world (const BwScenarioWorld *original)
{
  BwScenarioWorld *world = g_new0 (BwScenarioWorld, 1);

  bw_scenario_world_init (world);
  bw_scenario_world_begin (world, original->first_zone, original->first_date, original->seed);
  return world;
}

/**
 * bw_scenario_branches_add:
 * @words: `branch A as B`
 * @replay: runs what had been run in the world of A; expectations it may pass over
 *
 * Returns: (nullable): why it can't be done
 */
const char *
bw_scenario_branches_add (BwScenarioBranches *branches, char **words, BwScenarioRunWords replay)
{
  BwScenarioWorld *world;
  const GPtrArray *lines;
  guint from;

  if (g_strv_length (words) != 4 || !g_str_equal (words[2], "as"))
    return "write: branch ACCOUNT as NAME";
  from = find_world (branches, words);
  if (!g_hash_table_contains (((BwScenarioWorld *) g_ptr_array_index (branches->worlds, from))->accounts, words[1]))
    return "there is no such account";
  for (guint i = 0; i < branches->worlds->len; i++)
    if (g_hash_table_contains (((BwScenarioWorld *) g_ptr_array_index (branches->worlds, i))->accounts, words[3]))
      return "an account is called that already";
  world = begin_world (g_ptr_array_index (branches->worlds, from));
  add_world (branches, world);
  lines = g_ptr_array_index (branches->lines, from);
  for (guint i = 0; i < lines->len; i++)
    {
      keep_line (branches, branches->worlds->len - 1, g_ptr_array_index (lines, i));
      if (g_str_equal (*(char **) g_ptr_array_index (lines, i), "branch"))
        rename_account (world, g_ptr_array_index (lines, i));
      else if (!replay (world, g_ptr_array_index (lines, i), NULL))
        return "what came before can't be run again";
    }
  keep_line (branches, branches->worlds->len - 1, words);
  rename_account (world, words);
  return NULL;
}
