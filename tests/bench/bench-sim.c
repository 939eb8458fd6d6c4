/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../sim/shrink.h"
#include "base/clock.h"

/* sim.steps: how many checked steps the simulator of the pure core makes in a second, recoveries
 * included. */

#define N_SEEDS 50
#define STEPS_A_SEED 4000

int
main (void)
{
  gint64 run_ns = 0;
  guint64 n_steps = 0;

  for (guint64 seed = 1; seed <= N_SEEDS; seed++)
    {
      GArray *steps = steps_make (seed, STEPS_A_SEED);
      gint64 start = bw_clock_monotonic (bw_clock_system ());
      Outcome outcome;

      steps_run (steps, seed, 1500, &outcome);
      run_ns += bw_clock_monotonic (bw_clock_system ()) - start;
      n_steps += outcome.n_run;
      if (outcome.wrong != NULL)
        g_error ("seed %" G_GUINT64_FORMAT ": %s", seed, outcome.wrong);
      outcome_clear (&outcome);
      g_array_unref (steps);
    }
  g_print ("sim.steps %.0f steps/s\n", (double) n_steps * 1e9 / (double) run_ns);
  return 0;
}
