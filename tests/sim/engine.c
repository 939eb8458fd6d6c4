/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine-world.h"

#include "../unit/store/fault-vfs.h"

#include <stdlib.h>

/* The whole engine under seeded misfortune: commands of all kinds on a practice market, a replay and
 * branches of them, on a disk that runs full, whose syncs fail and whose power goes in the midst of
 * a write, so that what was not synced is torn, lost or reordered. Then it is opened again: all that
 * was acknowledged is there, none of it twice, and the journal proves the rest. SIM_ENGINE_SEEDS
 * says how many worlds, SIM_SEED where to begin. The commands and the market are the seed's; where
 * in the engine's writing a fault hits is the threads' as well. */

#define N_SEEDS 4
#define N_ROUNDS 8
#define ACTS_A_ROUND 150

typedef enum
{
  FAULT_NONE,
  FAULT_FULL_DISK, /* for a while */
  FAULT_SYNCS,     /* for a while */
  FAULT_POWER,     /* in the midst of a write */
  FAULT_PLUG,      /* between two commands */
  N_FAULTS,
} Fault;

static guint
number_of (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL) ? (guint) number : otherwise;
}

static gboolean
is_frozen (World *world)
{
  for (guint i = 0; i < world->n_timelines; i++)
    if (bw_engine_timeline (world->fixture.engine, world->timelines[i])->frozen_reason != NULL)
      return TRUE;
  return FALSE;
}

static void
begin_fault (World *world, Fault fault)
{
  if (fault == FAULT_FULL_DISK)
    bw_fault_vfs_set_room (between (world, 0, 100000));
  else if (fault == FAULT_SYNCS)
    bw_fault_vfs_fail_syncs_after (between (world, 0, 40));
  else if (fault == FAULT_POWER)
    bw_fault_vfs_lose_power_after (between (world, 1, 500));
}

/* The disk is well again, and the engine finds out. */
static void
end_fault (World *world)
{
  bw_fault_vfs_set_room (-1);
  bw_fault_vfs_fail_syncs_after (-1);
  world_thaw (world);
}

static void
play_round (World *world, Fault fault)
{
  begin_fault (world, fault);
  for (guint i = 0; i < ACTS_A_ROUND && !bw_fault_vfs_is_powerless (); i++)
    {
      world_act (world);
      if (is_frozen (world) && !bw_fault_vfs_is_powerless () && one_in (world, 3))
        end_fault (world);
    }
  if (!bw_fault_vfs_is_powerless () && fault != FAULT_PLUG)
    end_fault (world);
}

/* However it ended, it is opened again. */
static void
end_round (World *world, Fault fault)
{
  gboolean is_cut = bw_fault_vfs_is_powerless () || fault == FAULT_PLUG;

  if (is_cut)
    bw_fault_vfs_lose_power_after (0);
  if (one_in (world, 2))
    world_drop (world);
  else
    world_close (world);
  if (is_cut)
    bw_fault_vfs_power_back ();
  else
    bw_fault_vfs_lose_power_after (-1);
  /* Nobody heard whether they were done. */
  g_array_set_size (world->faltering, 0);
  world_open (world);
}

static void
play_seed (guint seed, guint64 *n_commands, guint64 *n_fills)
{
  World world;

  bw_fault_vfs_install (seed);
  world_begin (&world, seed);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Fault fault = (Fault) between (&world, FAULT_NONE, N_FAULTS - 1);

      play_round (&world, fault);
      end_round (&world, fault);
      /* Each proof goes over all that came before. */
      if (round % 2 == 0 || round == N_ROUNDS - 1)
        world_prove (&world);
    }
  *n_commands += world.n_commands;
  *n_fills += world.fills->len;
  g_test_message ("seed %u: %" G_GUINT64_FORMAT " commands, %" G_GUINT64_FORMAT " refused, %" G_GUINT64_FORMAT
                  " not written, %u orders, %u fills told, %" G_GUINT64_FORMAT " branches",
                  seed, world.n_commands, world.n_refused, world.n_failed, g_hash_table_size (world.orders),
                  world.fills->len, world.n_branches);
  world_close (&world);
  world_end (&world);
  bw_fault_vfs_uninstall ();
}

static void
test_worlds (void)
{
  guint first = number_of ("SIM_SEED", 1), n_seeds = number_of ("SIM_ENGINE_SEEDS", N_SEEDS);
  guint64 n_commands = 0, n_fills = 0;

  for (guint i = 0; i < n_seeds; i++)
    {
      g_printerr ("engine simulator: seed %u\n", first + i);
      play_seed (first + i, &n_commands, &n_fills);
    }
  g_test_message ("%u seeds, %" G_GUINT64_FORMAT " commands, %" G_GUINT64_FORMAT " fills", n_seeds, n_commands, n_fills);
  g_assert_cmpuint (n_fills, >, n_seeds); /* it did trade */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/engine/worlds", test_worlds);
  return g_test_run ();
}
