/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shrink.h"

#include "checks.h"

/* Delta debugging (Zeller and Hildebrandt 2002, ddmin): halves, quarters … of the steps are left out
 * as long as something still goes wrong. */

void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->wrong, g_free);
}

static void
crash (BwScenarioWorld *world, Outcome *outcome)
{
  bw_scenario_world_crash (world);
  if (world->crash_difference == NULL)
    return;
  outcome->wrong = g_strdup (world->crash_difference);
  outcome->is_lost = TRUE;
}

void
steps_run (const GArray *steps, guint64 seed, guint crash_every, Outcome *outcome)
{
  Checks *checks = checks_new ();
  BwScenarioWorld world;

  *outcome = (Outcome){ 0 };
  bw_scenario_world_init (&world);
  checks_begin (checks, &world);
  bw_scenario_world_begin (&world, "America/New_York", bw_date_from_ymd (2026, 3, 2), seed);
  while (outcome->wrong == NULL && outcome->n_run < steps->len)
    {
      step_run (&g_array_index (steps, Step, outcome->n_run), &world);
      outcome->n_run++;
      outcome->wrong = checks_look (checks, &world);
      if (outcome->wrong == NULL && outcome->n_run % crash_every == 0)
        crash (&world, outcome);
    }
  if (outcome->wrong == NULL)
    crash (&world, outcome);
  outcome->n_fills = checks_n_fills (checks);
  bw_scenario_world_clear (&world);
  checks_free (checks);
}

/* Steps borrowed from another list; the array does not free their texts. */
static GArray *
without (const GArray *steps, guint first, guint end)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (Step));

  g_array_append_vals (rest, steps->data, first);
  g_array_append_vals (rest, &g_array_index (steps, Step, end), steps->len - end);
  return rest;
}

static gboolean
goes_wrong (const GArray *steps, guint64 seed, gboolean is_lost)
{
  Outcome outcome;
  gboolean is_wrong;

  steps_run (steps, seed, G_MAXUINT, &outcome);
  is_wrong = outcome.wrong != NULL && outcome.is_lost == is_lost;
  outcome_clear (&outcome);
  return is_wrong;
}

static GArray *
minimize (GArray *steps, guint64 seed, gboolean is_lost)
{
  guint n_parts = 2;

  while (steps->len >= 2)
    {
      guint n_in_part = (steps->len + n_parts - 1) / n_parts;
      gboolean is_smaller = FALSE;

      for (guint first = 0; first < steps->len && !is_smaller; first += n_in_part)
        {
          GArray *rest = without (steps, first, MIN (first + n_in_part, steps->len));

          is_smaller = goes_wrong (rest, seed, is_lost);
          g_array_unref (is_smaller ? steps : rest);
          steps = is_smaller ? rest : steps;
        }
      if (is_smaller)
        n_parts = MAX (n_parts - 1, 2);
      else if (n_in_part == 1)
        break;
      else
        n_parts = MIN (2 * n_parts, steps->len);
    }
  return steps;
}

char *
steps_shrink (const GArray *steps, guint64 seed, const Outcome *outcome)
{
  GString *text = g_string_new ("# SPDX-License-Identifier: GPL-3.0-or-later\n");
  GArray *few = without (steps, MIN (outcome->n_run, steps->len), steps->len);

  if (goes_wrong (few, seed, outcome->is_lost))
    few = minimize (few, seed, outcome->is_lost);
  g_string_append_printf (text, "# Found by tests/sim, seed %" G_GUINT64_FORMAT ": %s.\nseed %" G_GUINT64_FORMAT "\n",
                          seed, outcome->wrong, seed);
  for (guint i = 0; i < few->len; i++)
    step_print (&g_array_index (few, Step, i), text);
  g_string_append (text, outcome->is_lost ? "expect same-after-crash\n" : "expect balanced\n");
  g_array_unref (few);
  return g_string_free (text, FALSE);
}
