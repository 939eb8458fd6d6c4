/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/scenario.h"

#include "trading/scenario/branch.h"
#include "trading/scenario/statements.h"

#include <string.h>

/* One statement a line, run as it is read. The zone, the seed and the first date are looked for
 * ahead, as the core's first instant and its randomness follow from them. */

static const BwScenarioStatement statements[] = {
  { "zone", FALSE, bw_scenario_run_zone },
  { "date", FALSE, bw_scenario_run_date },
  { "seed", FALSE, bw_scenario_run_seed },
  { "instrument", FALSE, bw_scenario_run_instrument },
  { "account", FALSE, bw_scenario_run_account },
  { "terms", FALSE, bw_scenario_run_terms },
  { "limit", FALSE, bw_scenario_run_limit },
  { "hold", FALSE, bw_scenario_run_hold },
  { "at", TRUE, bw_scenario_run_at },
  { "quote", TRUE, bw_scenario_run_quote },
  { "trade", TRUE, bw_scenario_run_trade },
  { "depth", TRUE, bw_scenario_run_depth },
  { "bar", TRUE, bw_scenario_run_bar },
  { "halt", TRUE, bw_scenario_run_halt },
  { "resume", TRUE, bw_scenario_run_resume },
  { "bands", TRUE, bw_scenario_run_bands },
  { "index", TRUE, bw_scenario_run_index },
  { "split", TRUE, bw_scenario_run_split },
  { "dividend", TRUE, bw_scenario_run_dividend },
  { "rename", TRUE, bw_scenario_run_rename },
  { "delist", TRUE, bw_scenario_run_delist },
  { "rate", TRUE, bw_scenario_run_rate },
  { "session", TRUE, bw_scenario_run_session },
  { "order", TRUE, bw_scenario_run_order },
  { "replace", TRUE, bw_scenario_run_replace },
  { "cancel", TRUE, bw_scenario_run_cancel },
  { "cancel-all", TRUE, bw_scenario_run_cancel_all },
  { "close", TRUE, bw_scenario_run_close },
  { "flatten", TRUE, bw_scenario_run_flatten },
  { "deposit", TRUE, bw_scenario_run_deposit },
  { "withdraw", TRUE, bw_scenario_run_withdraw },
  { "reset", TRUE, bw_scenario_run_reset },
  { "crash", TRUE, bw_scenario_run_crash },
};

/* The words of a line, without its comment; NULL when there are none. */
static char **
split_line (const char *text, gsize n_bytes)
{
  const char *comment = memchr (text, '#', n_bytes);
  g_autofree char *copy = g_strndup (text, comment != NULL ? (gsize) (comment - text) : n_bytes);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  char *cursor = copy;

  for (;;)
    {
      gsize length;

      cursor += strspn (cursor, " \t\r\v\f");
      length = strcspn (cursor, " \t\r\v\f");
      if (length == 0)
        break;
      g_ptr_array_add (words, g_strndup (cursor, length));
      cursor += length;
    }
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_steal (words, NULL);
}

static const BwScenarioStatement *
find_statement (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (g_str_equal (statements[i].word, word))
      return &statements[i];
  return NULL;
}

/* What a line that is still to come says before the clock starts. */
static gboolean
look_at (BwScenarioWorld *world, char **words, gboolean *has_started)
{
  const BwScenarioStatement *statement = find_statement (words[0]);
  guint n_words = g_strv_length (words);
  guint64 seed;
  BwDate date;

  if (g_str_equal (words[0], "seed") && n_words == 2)
    {
      if (g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXUINT64, &seed, NULL))
        world->seed = seed;
    }
  if (*has_started)
    return TRUE;
  if (g_str_equal (words[0], "zone") && n_words == 2 && bw_zone_exists (words[1]))
    {
      g_free (world->zone);
      world->zone = g_strdup (words[1]);
    }
  if (g_str_equal (words[0], "date") && n_words == 2 && bw_date_parse (words[1], -1, &date) &&
      date >= bw_date_from_ymd (1990, 1, 1) && date <= bw_date_from_ymd (2040, 12, 31))
    {
      world->date = date;
      *has_started = TRUE;
    }
  if (statement == NULL || statement->starts_clock)
    *has_started = TRUE;
  return TRUE;
}

typedef gboolean (*LineFunc) (guint line_number, char **words, gpointer user_data);

/* Calls @func for every line that has words, until it says stop. */
static void
foreach_line (const char *text, gsize n_bytes, LineFunc func, gpointer user_data)
{
  const char *end = text + n_bytes;
  guint line_number = 1;

  for (const char *cursor = text; cursor < end; line_number++)
    {
      const char *newline = memchr (cursor, '\n', (gsize) (end - cursor));
      const char *stop = newline != NULL ? newline : end;
      g_auto (GStrv) words = split_line (cursor, (gsize) (stop - cursor));

      if (words != NULL && !func (line_number, words, user_data))
        return;
      cursor = stop + 1;
    }
}

typedef struct
{
  BwScenarioWorld world;
  BwScenarioBranches branches;
  guint line_number;
  const char *file_name;
  GString *report;
  BwScenarioResult result;
  gboolean has_started;
} Run;

static gboolean
look_ahead (guint line_number, char **words, gpointer user_data)
{
  Run *run = user_data;

  return look_at (&run->world, words, &run->has_started);
}

static void
report_failure (Run *run, guint line_number, const char *text)
{
  g_string_append_printf (run->report, "%s:%u: %s\n", run->file_name, line_number, text);
  run->result = BW_SCENARIO_FAILED;
}

static void
report_problem (Run *run, const char *problem)
{
  g_string_append_printf (run->report, "%s:%u: %s\n", run->file_name, run->line_number, problem);
  run->result = BW_SCENARIO_NOT_UNDERSTOOD;
}

static gboolean
run_words (BwScenarioWorld *world, char **words, gpointer user_data)
{
  Run *run = user_data; /* NULL: a branch catches up with what was said before */
  BwScenarioLine line = { .world = world, .words = words, .n_words = g_strv_length (words), .next = 1 };
  const BwScenarioStatement *statement = find_statement (words[0]);
  g_autofree char *why_not = NULL, *failure = NULL, *problem = NULL;

  if (g_str_equal (words[0], "expect"))
    failure = bw_scenario_run_expect (&line);
  else if (statement != NULL)
    statement->run (&line);
  else
    bw_scenario_line_fail (&line, "'%s' is no statement, or not supported yet", words[0]);
  problem = line.problem;
  if (run == NULL)
    return problem == NULL;
  if (problem != NULL)
    {
      report_problem (run, problem);
      return FALSE;
    }
  if (failure != NULL)
    report_failure (run, run->line_number, failure);
  if (!bw_scenario_world_is_balanced (world, &why_not))
    {
      g_autofree char *text = g_strdup_printf ("expected balanced; found: %s", why_not);

      report_failure (run, run->line_number, text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_line (guint line_number, char **words, gpointer user_data)
{
  Run *run = user_data;
  const char *problem;

  run->line_number = line_number;
  if (!g_str_equal (words[0], "branch"))
    return bw_scenario_branches_run (&run->branches, words, run_words, run);
  problem = bw_scenario_branches_add (&run->branches, words, run_words);
  if (problem != NULL)
    report_problem (run, problem);
  return problem == NULL;
}

/**
 * bw_scenario_say:
 * @world: begun
 * @text: one statement, no expectation
 *
 * Runs a line that was not read from a file: the simulator's steps.
 *
 * Returns: (transfer full) (nullable): why it can't be understood; then it was not run
 */
char *
bw_scenario_say (BwScenarioWorld *world, const char *text)
{
  g_auto (GStrv) words = split_line (text, strlen (text));
  const BwScenarioStatement *statement = words != NULL ? find_statement (words[0]) : NULL;
  BwScenarioLine line = { .world = world, .words = words, .next = 1 };

  if (statement == NULL)
    return g_strdup_printf ("'%s' is no statement", text);
  line.n_words = g_strv_length (words);
  statement->run (&line);
  return line.problem;
}

/**
 * bw_scenario_run:
 * @file_name: as the report names it
 * @text: (array length=n_bytes): the scenario, see design/SCENARIOS.md
 * @report: appended to: a line FILE:LINE for what did not hold or could not be understood
 *
 * Runs a scenario on a core of its own. Depends on nothing but the text.
 */
BwScenarioResult
bw_scenario_run (const char *file_name, const char *text, gsize n_bytes, GString *report)
{
  return bw_scenario_run_recorded (file_name, text, n_bytes, report, NULL);
}

/**
 * bw_scenario_run_recorded:
 * @record: (nullable): appended to, unless the text can't be run at all
 */
BwScenarioResult
bw_scenario_run_recorded (const char *file_name, const char *text, gsize n_bytes, GString *report,
                          const BwScenarioRecord *record)
{
  Run run = { .file_name = file_name, .report = report, .result = BW_SCENARIO_HELD };
  BwScenarioWorld *world = &run.world;
  g_autofree char *zone = NULL;

  if (memchr (text, '\0', n_bytes) != NULL || !g_utf8_validate (text, (gssize) n_bytes, NULL))
    {
      g_string_append_printf (report, "%s:1: this is not a text file in UTF-8\n", file_name);
      return BW_SCENARIO_NOT_UNDERSTOOD;
    }
  if (n_bytes >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0) /* a byte order mark */
    {
      text += 3;
      n_bytes -= 3;
    }
  bw_scenario_world_init (world);
  world->date = bw_date_from_ymd (2026, 3, 2);
  foreach_line (text, n_bytes, look_ahead, &run);
  zone = g_strdup (world->zone);
  bw_scenario_world_begin (world, zone, world->date, world->seed);
  bw_scenario_branches_init (&run.branches, world);
  foreach_line (text, n_bytes, run_line, &run);
  bw_scenario_branches_clear (&run.branches);
  if (record != NULL)
    {
      g_byte_array_append (record->journal, world->journal->data, world->journal->len);
      bw_core_save (world->core, record->state);
    }
  bw_scenario_world_clear (world);
  return run.result;
}
