/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "trading/scenario/scenario.h"

/* Reads one file and runs it; what it has to say goes to standard output. */
static BwScenarioResult
run_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) report = g_string_new (NULL);
  BwScenarioResult result;
  gsize n_bytes;

  if (!g_file_get_contents (path, &text, &n_bytes, &error))
    {
      g_print ("%s:0: %s\n", path, error->message);
      return BW_SCENARIO_NOT_UNDERSTOOD;
    }
  result = bw_scenario_run (path, text, n_bytes, report);
  g_print ("%s", report->str);
  if (result == BW_SCENARIO_HELD)
    g_print ("%s: every expectation held\n", path);
  return result;
}

/**
 * bw_cli_scenario:
 *
 * `scenario FILE...`: runs each on a core of its own.
 *
 * Returns: the worst: 0 every expectation held, 1 one did not, 2 a file can't be understood
 */
int
bw_cli_scenario (int argc, char **argv)
{
  BwScenarioResult worst = BW_SCENARIO_HELD;

  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      g_print ("Usage: bellwether-cli scenario FILE...\n\n"
               "Runs scenarios of trading rules, each on a core of its own.\n"
               "Exit status: 0 every expectation held, 1 one did not, 2 a file can't be understood.\n");
      return argc < 2 ? (int) BW_SCENARIO_NOT_UNDERSTOOD : 0;
    }
  for (int i = 1; i < argc; i++)
    {
      BwScenarioResult result = run_file (argv[i]);

      worst = MAX (worst, result);
    }
  return (int) worst;
}
