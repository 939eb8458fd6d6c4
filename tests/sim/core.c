/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shrink.h"
#include "trading/execute.h"
#include "trading/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* The pure core under seeded misfortune: after every step the books balance, no order is lost,
 * doubled or filled by what it should not be, and every so often it crashes: what recovery brings
 * back is the same state that said the same. A failing seed is shrunk to a scenario that
 * `bellwether-cli scenario` runs. SIM_STEPS says how many steps, SIM_SEED where to begin. */

#define N_STEPS 2000000
#define STEPS_A_SEED 4000
#define CRASH_EVERY 1500

static guint64
number_of (const char *variable, guint64 otherwise)
{
  const char *text = g_getenv (variable);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL) ? number : otherwise;
}

/* Says what went wrong, shrunk, and leaves it as a file. */
static void
report (const GArray *steps, guint64 seed, const Outcome *outcome)
{
  g_autofree char *name = g_strdup_printf ("sim-%" G_GUINT64_FORMAT ".scenario", seed);
  g_autofree char *scenario = NULL;
  g_autoptr (GError) error = NULL;

  g_printerr ("seed %" G_GUINT64_FORMAT " goes wrong after %u steps: %s\n", seed, outcome->n_run, outcome->wrong);
  scenario = steps_shrink (steps, seed, outcome);
  if (!g_file_set_contents (name, scenario, -1, &error))
    g_printerr ("%s\n", error->message);
  g_printerr ("shrunk, in %s:\n%s", name, scenario);
}

static void
test_steps (void)
{
  guint64 n_left = number_of ("SIM_STEPS", N_STEPS), n_done = 0, n_fills = 0;
  guint64 seed = number_of ("SIM_SEED", 1);
  guint n_wrong = 0;

  for (; n_done < n_left && n_wrong < 3; seed++)
    {
      GArray *steps = steps_make (seed, STEPS_A_SEED);
      Outcome outcome;

      steps_run (steps, seed, CRASH_EVERY, &outcome);
      n_done += outcome.n_run;
      n_fills += outcome.n_fills;
      if (outcome.wrong != NULL)
        {
          n_wrong++;
          report (steps, seed, &outcome);
        }
      outcome_clear (&outcome);
      g_array_unref (steps);
    }
  g_test_message ("%" G_GUINT64_FORMAT " steps, %" G_GUINT64_FORMAT " fills", n_done, n_fills);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_assert_cmpuint (n_fills, >, n_done / 200); /* it did trade */
}

/* A core that forgets what it filled is found out, and what is shrunk shows it, in few lines. */
static void
test_shrinker (void)
{
  GArray *steps = steps_make (7, STEPS_A_SEED);
  g_autofree char *scenario = NULL;
  g_autoptr (GString) said = g_string_new (NULL);
  Outcome outcome;
  guint n_lines = 0;

  bw_execute_forgets_pending = TRUE;
  steps_run (steps, 7, CRASH_EVERY, &outcome);
  g_assert_nonnull (outcome.wrong);
  scenario = steps_shrink (steps, 7, &outcome);
  g_assert_cmpint (bw_scenario_run ("shrunk", scenario, strlen (scenario), said), ==, BW_SCENARIO_FAILED);
  bw_execute_forgets_pending = FALSE;
  for (const char *c = scenario; *c != '\0'; c++)
    n_lines += *c == '\n';
  g_test_message ("%u steps became %u lines:\n%s%s", outcome.n_run, n_lines, scenario, said->str);
  g_assert_cmpuint (n_lines, <=, 14);
  /* It is the core that was wrong, not the story. */
  g_assert_cmpint (bw_scenario_run ("shrunk", scenario, strlen (scenario), said), ==, BW_SCENARIO_HELD);
  outcome_clear (&outcome);
  g_array_unref (steps);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/core/shrinker", test_shrinker);
  g_test_add_func ("/sim/core/steps", test_steps);
  return g_test_run ();
}
