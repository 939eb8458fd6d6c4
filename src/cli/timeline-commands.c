/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

static const BwTableColumn timeline_columns[] = {
  { "timeline", "Timeline", TRUE }, { "name", "Name", FALSE },   { "kind", "Kind", FALSE },
  { "parent", "Branch of", TRUE },  { "now", "Clock", FALSE },   { "speed", "Speed ×", TRUE },
  { "playing", "Playing", FALSE },
};

static int
finish (const BwCliOptions *options, JsonNode *answer)
{
  g_autoptr (JsonNode) owned_answer = answer;
  g_autoptr (GString) text = g_string_new (NULL);

  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options->is_json)
    bw_cli_print_json (answer);
  else if (JSON_NODE_HOLDS_ARRAY (answer))
    bw_table_print (json_node_get_array (answer), timeline_columns, G_N_ELEMENTS (timeline_columns), text);
  else
    bw_table_print_record (json_node_get_object (answer), timeline_columns, G_N_ELEMENTS (timeline_columns), text);
  g_print ("%s", text->str);
  return BW_CLI_OK;
}

int
bw_cli_timelines (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };

  if (!bw_cli_parse (argc, argv, NULL, "Lists the practice market, the replays and the branches.", NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("timelines takes no words");
  return finish (&options, bw_cli_call (&options, "timelines", bw_cli_parameters (&options)));
}

int
bw_cli_branch (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *name = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "What to call it", "TEXT" },
    { NULL },
  };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, "TIME", "Copies a timeline as it was at TIME (2026-03-02T10:30:00-05:00), to play on "
                     "from there: what if?", entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words != 1)
    return bw_cli_usage_error ("branch takes one time");
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "at", options.words[0]);
  if (name != NULL)
    json_object_set_string_member (parameters, "name", name);
  return finish (&options, bw_cli_call (&options, "branch", parameters));
}

int
bw_cli_jump (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, "TIME", "Plays a timeline to TIME at full speed. Back in time is a new timeline.", NULL,
                     &options))
    return BW_CLI_USAGE;
  if (options.n_words != 1)
    return bw_cli_usage_error ("jump takes one time");
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "to", options.words[0]);
  return finish (&options, bw_cli_call (&options, "jump", parameters));
}

int
bw_cli_open_replay (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *start = NULL, *timeframe = NULL, *cash = NULL, *name = NULL, *symbols = NULL;
  gboolean has_bars_alone = FALSE;
  const GOptionEntry entries[] = {
    { "start", 0, 0, G_OPTION_ARG_STRING, &start, "From this date or time on", "TIME" },
    { "timeframe", 0, 0, G_OPTION_ARG_STRING, &timeframe, "Bars to play: 1m, 5m, 1h, 1d; the finest stored", "T" },
    { "cash", 0, 0, G_OPTION_ARG_STRING, &cash, "Its account's practice money; 100000", "MONEY" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, "What to call it", "TEXT" },
    { "bars-alone", 0, 0, G_OPTION_ARG_NONE, &has_bars_alone,
      "Not the finer bars that are stored within them, which say what came first", NULL },
    { NULL },
  };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, "SYMBOL…", "Opens a replay of stored history; `play --timeline N` sets it going.",
                     entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words == 0 || start == NULL)
    return bw_cli_usage_error ("open-replay takes a symbol or more, and --start");
  symbols = g_strjoinv (",", options.words);
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "symbols", symbols);
  json_object_set_string_member (parameters, "start", start);
  if (timeframe != NULL)
    json_object_set_string_member (parameters, "timeframe", timeframe);
  if (cash != NULL)
    json_object_set_string_member (parameters, "cash", cash);
  if (name != NULL)
    json_object_set_string_member (parameters, "name", name);
  if (has_bars_alone)
    json_object_set_boolean_member (parameters, "bars-alone", TRUE);
  return finish (&options, bw_cli_call (&options, "open-replay", parameters));
}

int
bw_cli_replay (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object;
  gboolean is_same;

  if (!bw_cli_parse (argc, argv, NULL, "Gives a timeline's commands to a core that begins anew, at full speed, and "
                     "compares what comes out with what was recorded.", NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("replay takes no words; --timeline N says which");
  answer = bw_cli_call (&options, "rerun", bw_cli_parameters (&options));
  if (answer == NULL)
    return BW_CLI_FAILED;
  object = json_node_get_object (answer);
  is_same = json_object_get_boolean_member (object, "same");
  if (options.is_json)
    bw_cli_print_json (answer);
  else
    g_print ("%" G_GINT64_FORMAT " commands, %" G_GINT64_FORMAT " market events, %" G_GINT64_FORMAT
             " results in %.3f s\nrecorded %s\nreplayed %s\n%s\n",
             json_object_get_int_member (object, "commands"), json_object_get_int_member (object, "market_events"),
             json_object_get_int_member (object, "results"), json_object_get_double_member (object, "seconds"),
             json_object_get_string_member (object, "recorded"), json_object_get_string_member (object, "replayed"),
             is_same ? "The same journal." : "Another journal: please report this.");
  return is_same ? BW_CLI_OK : BW_CLI_FAILED;
}
