/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

static const BwTableColumn limit_columns[] = {
  { "rule", "Limit", FALSE }, { "value", "Value", FALSE },   { "used", "Used now", FALSE },
  { "scope", "Of", FALSE },   { "resize", "Cuts", FALSE },
};

static const BwTableColumn verdict_columns[] = {
  { "time", "Time (UTC)", FALSE }, { "order", "Order", TRUE },     { "symbol", "Symbol", FALSE },
  { "side", "Side", FALSE },       { "asked", "Asked", TRUE },     { "allowed", "Allowed", TRUE },
  { "outcome", "Verdict", FALSE }, { "reason", "Reason", FALSE },
};

int
bw_cli_limits (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };

  if (!bw_cli_parse (argc, argv, NULL, "An account's limits, and how much of each is used.", NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("limits takes no words; limit sets one");
  return bw_cli_finish_table (&options, bw_cli_call (&options, "limits", bw_cli_parameters (&options)), limit_columns,
                 G_N_ELEMENTS (limit_columns));
}

int
bw_cli_limit (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *value = NULL, *whose = NULL;
  gboolean is_all = FALSE, resizes = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &is_all, "For all accounts", NULL },
    { "of", 0, 0, G_OPTION_ARG_STRING, &whose, "For what a strategy or an agent sends", "strategy:NAME|agent:NAME" },
    { "resize", 0, 0, G_OPTION_ARG_NONE, &resizes, "Cut an order that is too large instead of refusing it", NULL },
    { NULL },
  };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, "set RULE VALUE…", "Sets a limit: `limit set max-position 10%`, `… max-order-rate 10/min`,\n"
                     "`… symbols AAPL MSFT`, `… max-position off`; `inherit` gives way to what all accounts have.\n"
                     "`… kill-switch on`, `on cancel`, `on flatten`, `on freeze` or `off` stops and frees it.\n"
                     "`limits` lists the rules.", entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words < 3 || !g_str_equal (options.words[0], "set"))
    return bw_cli_usage_error ("limit takes: set RULE VALUE");
  value = g_strjoinv (" ", options.words + 2);
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "rule", options.words[1]);
  json_object_set_string_member (parameters, "value", value);
  json_object_set_boolean_member (parameters, "all", is_all);
  json_object_set_boolean_member (parameters, "resize", resizes);
  if (whose != NULL)
    json_object_set_string_member (parameters, "of", whose);
  return bw_cli_finish_table (&options, bw_cli_call (&options, "set-limit", parameters), limit_columns,
                 G_N_ELEMENTS (limit_columns));
}

int
bw_cli_verdicts (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  gboolean is_held = FALSE;
  int n_max = 0;
  const GOptionEntry entries[] = {
    { "held", 0, 0, G_OPTION_ARG_NONE, &is_held, "Only orders that were cut or refused", NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &n_max, "At most so many; 100", "N" },
    { NULL },
  };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, NULL, "What the limits made of orders, newest first; --json tells every rule's numbers.",
                     entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("verdicts takes no words");
  parameters = bw_cli_parameters (&options);
  json_object_set_boolean_member (parameters, "held", is_held);
  if (n_max > 0)
    json_object_set_int_member (parameters, "limit", n_max);
  return bw_cli_finish_table (&options, bw_cli_call (&options, "verdicts", parameters), verdict_columns,
                 G_N_ELEMENTS (verdict_columns));
}
