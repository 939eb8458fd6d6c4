/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

static const BwTableColumn alert_columns[] = {
  { "id", "Alert", TRUE },      { "state", "State", FALSE },  { "symbol", "Symbol", FALSE },
  { "condition", "Tells when", FALSE }, { "repeat", "How often", FALSE }, { "fired", "Fired", TRUE }, { "last", "Last (UTC)", FALSE },
};

static const BwTableColumn log_columns[] = {
  { "time", "Time (UTC)", FALSE }, { "alert", "Alert", TRUE }, { "symbol", "Symbol", FALSE },
  { "price", "Price", TRUE },      { "why", "Why", FALSE },    { "message", "Message", FALSE },
};

typedef struct
{
  char *repeat, *timeframe, *message, *expires;
  int pause, n_max;
  gboolean is_on_tick;
} AlertOptions;

static void
set_text (JsonObject *parameters, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (parameters, name, text);
}

static int
add (const BwCliOptions *options, const AlertOptions *given)
{
  g_autofree char *words = NULL;
  JsonObject *parameters;

  if (options->n_words < 3)
    return bw_cli_usage_error ("alert add takes: SYMBOL and what it waits for, such as crosses 61.20");
  words = g_strjoinv (" ", options->words + 2);
  parameters = bw_cli_parameters (options);
  json_object_set_string_member (parameters, "symbol", options->words[1]);
  json_object_set_string_member (parameters, "words", words);
  set_text (parameters, "repeat", given->repeat);
  set_text (parameters, "timeframe", given->timeframe);
  set_text (parameters, "message", given->message);
  set_text (parameters, "expires", given->expires);
  if (given->pause > 0)
    json_object_set_int_member (parameters, "pause", given->pause);
  json_object_set_boolean_member (parameters, "tick", given->is_on_tick);
  return bw_cli_finish_table (options, bw_cli_call (options, "alert-add", parameters), alert_columns, G_N_ELEMENTS (alert_columns));
}

static gboolean
read_id (const BwCliOptions *options, gint64 *id)
{
  return options->n_words > 1 && g_ascii_string_to_signed (options->words[1], 10, 1, G_MAXINT64, id, NULL);
}

static int
change (const BwCliOptions *options)
{
  JsonObject *parameters;
  gint64 id;

  if (!read_id (options, &id))
    return bw_cli_usage_error ("alert %s takes an alert's number; alert list tells them", options->words[0]);
  parameters = bw_cli_parameters (options);
  json_object_set_string_member (parameters, "act", options->words[0]);
  json_object_set_int_member (parameters, "id", id);
  if (options->n_words > 2)
    json_object_set_int_member (parameters, "minutes", g_ascii_strtoll (options->words[2], NULL, 10));
  return bw_cli_finish_table (options, bw_cli_call (options, "alert-change", parameters), alert_columns, G_N_ELEMENTS (alert_columns));
}

static int
show_log (const BwCliOptions *options, const AlertOptions *given)
{
  JsonObject *parameters = bw_cli_parameters (options);
  gint64 id;

  if (read_id (options, &id))
    json_object_set_int_member (parameters, "id", id);
  if (given->n_max > 0)
    json_object_set_int_member (parameters, "limit", given->n_max);
  return bw_cli_finish_table (options, bw_cli_call (options, "alert-log", parameters), log_columns, G_N_ELEMENTS (log_columns));
}

static int
dispatch (const BwCliOptions *options, const AlertOptions *given)
{
  const char *act = options->n_words > 0 ? options->words[0] : "list";

  if (g_str_equal (act, "list"))
    return bw_cli_finish_table (options, bw_cli_call (options, "alerts", bw_cli_parameters (options)), alert_columns,
                   G_N_ELEMENTS (alert_columns));
  if (g_str_equal (act, "add"))
    return add (options, given);
  if (g_str_equal (act, "log"))
    return show_log (options, given);
  if (g_str_equal (act, "remove") || g_str_equal (act, "enable") || g_str_equal (act, "disable") || g_str_equal (act, "snooze"))
    return change (options);
  return bw_cli_usage_error ("alert knows add, list, remove, enable, disable, snooze and log; not “%s”", act);
}

int
bw_cli_alert (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  AlertOptions given = { 0 };
  const GOptionEntry entries[] = {
    { "repeat", 0, 0, G_OPTION_ARG_STRING, &given.repeat, "once, bar or every", "HOW" },
    { "pause", 0, 0, G_OPTION_ARG_INT, &given.pause, "With every: at least so long in between; 60", "SECONDS" },
    { "timeframe", 0, 0, G_OPTION_ARG_STRING, &given.timeframe, "Of bars; 1m", "TIMEFRAME" },
    { "tick", 0, 0, G_OPTION_ARG_NONE, &given.is_on_tick, "A condition: also while a bar grows", NULL },
    { "expires", 0, 0, G_OPTION_ARG_STRING, &given.expires, "Until then, market time", "TIME" },
    { "message", 0, 0, G_OPTION_ARG_STRING, &given.message, "{symbol} {price} {condition} {why} {time} {count}", "TEXT" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &given.n_max, "log: at most so many; 100", "N" },
    { NULL },
  };
  int outcome;

  if (!bw_cli_parse (argc, argv, "add SYMBOL WHAT… | list | log [ID] | remove ID | enable ID | disable ID | snooze ID [MINUTES]",
                     "Alerts: `alert add XYZ crosses 61.20`, `… crosses-up 61`, `… above 62`, `… enters 60 62`,\n"
                     "`… falls 5%`, `… moves 3% 30` (within 30 minutes), `… volume 100000 --timeframe 5m`,\n"
                     "`… when 'RSI(14) crosses above 70' --timeframe 5m`.",
                     entries, &options))
    return BW_CLI_USAGE;
  outcome = dispatch (&options, &given);
  g_free (given.repeat);
  g_free (given.timeframe);
  g_free (given.message);
  g_free (given.expires);
  return outcome;
}
