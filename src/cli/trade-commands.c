/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include <string.h>

static const BwTableColumn result_columns[] = {
  { "number", "Order", FALSE },          { "symbol", "Symbol", FALSE },
  { "side", "Side", FALSE },             { "qty", "Quantity", FALSE },
  { "type", "Type", FALSE },             { "limit_price", "Limit $", FALSE },
  { "stop_price", "Stop $", FALSE },     { "time_in_force", "In force", FALSE },
  { "status", "Status", FALSE },         { "filled_qty", "Filled", FALSE },
  { "filled_avg_price", "Average $", FALSE }, { "reason", "Reason", FALSE },
  { "terms", "Terms", FALSE },
};

/* Prints what a command came to. An order that was rejected is a failure for a shell. */
static int
finish (const BwCliOptions *options, JsonNode *answer, const char *done)
{
  g_autoptr (JsonNode) owned_answer = answer;
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *object;

  if (answer == NULL)
    return BW_CLI_FAILED;
  object = json_node_get_object (answer);
  if (options->is_json)
    bw_cli_print_json (answer);
  else if (json_object_has_member (object, "status"))
    {
      bw_cli_set_terms (object);
      bw_table_print_record (object, result_columns, G_N_ELEMENTS (result_columns), text);
      g_print ("%s", text->str);
      if (json_object_has_member (object, "existing"))
        g_print ("It was sent before: order %" G_GINT64_FORMAT " has this client id.\n",
                 json_object_get_int_member (json_object_get_object_member (object, "existing"), "number"));
    }
  else
    g_print ("%s\n", done);
  return g_str_equal (json_object_get_string_member_with_default (object, "status", ""), "rejected")
             ? BW_CLI_FAILED
             : BW_CLI_OK;
}

/* `2.50`, or `3%`. */
static void
set_trail (JsonObject *parameters, const char *text)
{
  gsize length = strlen (text);
  g_autofree char *number = g_strndup (text, length > 0 && text[length - 1] == '%' ? length - 1 : length);

  json_object_set_string_member (parameters, length > 0 && text[length - 1] == '%' ? "trail_percent" : "trail_price",
                                 number);
}

/* `limit P`, `stop P`, `stop_limit STOP P`, `trailing_stop P|P%`, …: as in scenarios. */
static gboolean
read_type (const BwCliOptions *options, int word_index, JsonObject *parameters)
{
  const char *type = word_index < options->n_words ? options->words[word_index] : "market";
  int n_prices = options->n_words - word_index - 1;
  const char *first = n_prices >= 1 ? options->words[word_index + 1] : NULL;
  const char *second = n_prices >= 2 ? options->words[word_index + 2] : NULL;

  json_object_set_string_member (parameters, "type", type);
  if (g_str_equal (type, "market"))
    return n_prices <= 0;
  if (g_str_equal (type, "limit") && n_prices == 1)
    json_object_set_string_member (parameters, "limit_price", first);
  else if ((g_str_equal (type, "stop") || g_str_equal (type, "market_if_touched")) && n_prices == 1)
    json_object_set_string_member (parameters, "stop_price", first);
  else if (g_str_equal (type, "trailing_stop") && n_prices == 1)
    set_trail (parameters, first);
  else if (g_str_equal (type, "trailing_stop_limit") && n_prices == 2)
    {
      set_trail (parameters, first);
      json_object_set_string_member (parameters, "limit_offset", second);
    }
  else if ((g_str_equal (type, "stop_limit") || g_str_equal (type, "limit_if_touched")) && n_prices == 2)
    {
      json_object_set_string_member (parameters, "stop_price", first);
      json_object_set_string_member (parameters, "limit_price", second);
    }
  else
    return FALSE;
  return TRUE;
}

/* A price of a leg; nothing where @price is %NULL. */
static void
set_leg (JsonObject *parameters, const char *leg, const char *member, const char *price)
{
  if (price == NULL)
    return;
  if (!json_object_has_member (parameters, leg))
    json_object_set_object_member (parameters, leg, json_object_new ());
  json_object_set_string_member (json_object_get_object_member (parameters, leg), member, price);
}

int
bw_cli_order (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *tif = NULL, *client_id = NULL, *notional = NULL, *until = NULL, *iceberg = NULL;
  g_autofree char *take_profit = NULL, *stop_loss = NULL, *stop_loss_limit = NULL;
  g_autofree char *order_class = NULL, *when = NULL, *strategy = NULL, *agent = NULL;
  gboolean is_extended = FALSE, is_reduce_only = FALSE;
  const GOptionEntry entries[] = {
    { "take-profit", 0, 0, G_OPTION_ARG_STRING, &take_profit, "Leaves at this limit once it is filled", "P" },
    { "stop-loss", 0, 0, G_OPTION_ARG_STRING, &stop_loss, "Leaves at this stop once it is filled", "P" },
    { "stop-loss-limit", 0, 0, G_OPTION_ARG_STRING, &stop_loss_limit, "The stop's limit", "P" },
    { "class", 0, 0, G_OPTION_ARG_STRING, &order_class, "bracket, oco, oto; by the legs that are given", "C" },
    { "when", 0, 0, G_OPTION_ARG_STRING, &when, "Waits until this holds: 'XYZ.bid > 10 and time >= 10:30'", "CONDITION" },
    { "tif", 0, 0, G_OPTION_ARG_STRING, &tif, "day, gtc, gtd, ioc, fok, opg, cls; day", "T" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until, "When a gtd order ends", "DATE" },
    { "iceberg", 0, 0, G_OPTION_ARG_STRING, &iceberg, "Shows this much of it at a time", "QTY" },
    { "reduce-only", 0, 0, G_OPTION_ARG_NONE, &is_reduce_only, "Never opens a position or turns it around", NULL },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &client_id, "Your own name for it; sent twice, it counts once", "TEXT" },
    { "strategy", 0, 0, G_OPTION_ARG_STRING, &strategy, "The strategy that sends it, whose limits count too", "NAME" },
    { "agent", 0, 0, G_OPTION_ARG_STRING, &agent, "The agent that sends it, whose limits count too", "NAME" },
    { "notional", 0, 0, G_OPTION_ARG_STRING, &notional, "An amount of money instead of a quantity (write - for it)", "MONEY" },
    { "extended", 0, 0, G_OPTION_ARG_NONE, &is_extended, "Works before and after hours too", NULL },
    { NULL },
  };
  g_autoptr (JsonObject) parameters = NULL;

  if (!bw_cli_parse (argc, argv, "buy|sell|short|cover QTY SYMBOL [market | limit P | stop P | stop_limit STOP P |"
                     " trailing_stop T | trailing_stop_limit T OFFSET | market_if_touched P | limit_if_touched P LIMIT]",
                     "Sends an order.", entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words < 3)
    return bw_cli_usage_error ("order takes a side, a quantity and a symbol: order buy 100 XYZ limit 10.50");
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "side", options.words[0]);
  json_object_set_string_member (parameters, "symbol", options.words[2]);
  if (!g_str_equal (options.words[1], "-"))
    json_object_set_string_member (parameters, "qty", options.words[1]);
  if (!read_type (&options, 3, parameters))
    return bw_cli_usage_error ("the type is market, limit P, stop P, stop_limit STOP P, trailing_stop T or T%%,"
                               " trailing_stop_limit T OFFSET, market_if_touched P or limit_if_touched P LIMIT");
  if (tif != NULL)
    json_object_set_string_member (parameters, "time_in_force", tif);
  if (client_id != NULL)
    json_object_set_string_member (parameters, "client_order_id", client_id);
  if (notional != NULL)
    json_object_set_string_member (parameters, "notional", notional);
  if (until != NULL)
    json_object_set_string_member (parameters, "expires_at", until);
  if (iceberg != NULL)
    json_object_set_string_member (parameters, "display_qty", iceberg);
  json_object_set_boolean_member (parameters, "reduce_only", is_reduce_only);
  if (order_class != NULL)
    json_object_set_string_member (parameters, "order_class", order_class);
  if (when != NULL)
    json_object_set_string_member (parameters, "when", when);
  if (strategy != NULL)
    json_object_set_string_member (parameters, "strategy", strategy);
  if (agent != NULL)
    json_object_set_string_member (parameters, "agent", agent);
  set_leg (parameters, "take_profit", "limit_price", take_profit);
  set_leg (parameters, "stop_loss", "stop_price", stop_loss);
  set_leg (parameters, "stop_loss", "limit_price", stop_loss_limit);
  json_object_set_boolean_member (parameters, "extended_hours", is_extended);
  return finish (&options, bw_cli_call (&options, "order", g_steal_pointer (&parameters)), "Sent.");
}

static void
set_text (JsonObject *parameters, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (parameters, member, text);
}

int
bw_cli_replace (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *quantity = NULL, *limit = NULL, *stop = NULL, *trail = NULL, *client_id = NULL;
  const GOptionEntry entries[] = {
    { "qty", 0, 0, G_OPTION_ARG_STRING, &quantity, "The new quantity, what is filled counted", "QTY" },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &limit, "The new limit", "P" },
    { "stop", 0, 0, G_OPTION_ARG_STRING, &stop, "The new stop, or what is to be touched", "P" },
    { "trail", 0, 0, G_OPTION_ARG_STRING, &trail, "The new trail: an amount, or N% where it is a percentage", "T" },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &client_id, "Your own name for the new order", "TEXT" },
    { NULL },
  };
  g_autoptr (JsonObject) parameters = NULL;

  if (!bw_cli_parse (argc, argv, "ORDER",
                     "Puts a new order in the place of a working one, by its number or id. What isn't given stays.",
                     entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words != 1)
    return bw_cli_usage_error ("replace takes one order");
  if (quantity == NULL && limit == NULL && stop == NULL && trail == NULL)
    return bw_cli_usage_error ("replace needs --qty, --limit, --stop or --trail");
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "order", options.words[0]);
  set_text (parameters, "qty", quantity);
  set_text (parameters, "limit_price", limit);
  set_text (parameters, "stop_price", stop);
  set_text (parameters, "client_order_id", client_id);
  if (trail != NULL)
    set_trail (parameters, trail);
  return finish (&options, bw_cli_call (&options, "replace", g_steal_pointer (&parameters)), "Replaced.");
}

int
bw_cli_cancel (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  gboolean is_all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 'a', 0, G_OPTION_ARG_NONE, &is_all, "Every working order of the account", NULL },
    { NULL },
  };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, "ORDER", "Cancels an order, by its number or id.", entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words != (is_all ? 0 : 1))
    return bw_cli_usage_error ("cancel takes one order, or --all");
  parameters = bw_cli_parameters (&options);
  if (is_all)
    return finish (&options, bw_cli_call (&options, "cancel-all", parameters), "All working orders are canceled.");
  json_object_set_string_member (parameters, "order", options.words[0]);
  return finish (&options, bw_cli_call (&options, "cancel", parameters), "Canceled.");
}

static int
run_on_symbol (int argc, char **argv, const char *summary)
{
  g_auto (BwCliOptions) options = { 0 };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, "SYMBOL", summary, NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words != 1)
    return bw_cli_usage_error ("%s takes one symbol", argv[0]);
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "symbol", options.words[0]);
  return finish (&options, bw_cli_call (&options, argv[0], parameters), "Done.");
}

int
bw_cli_close (int argc, char **argv)
{
  return run_on_symbol (argc, argv, "Closes a position at market.");
}

int
bw_cli_reverse (int argc, char **argv)
{
  return run_on_symbol (argc, argv, "Closes a position and opens the same size the other way.");
}

static int
run_cash (int argc, char **argv, const char *summary)
{
  g_auto (BwCliOptions) options = { 0 };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, "AMOUNT", summary, NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words != 1)
    return bw_cli_usage_error ("%s takes one amount", argv[0]);
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "amount", options.words[0]);
  return finish (&options, bw_cli_call (&options, argv[0], parameters), "Done.");
}

int
bw_cli_deposit (int argc, char **argv)
{
  return run_cash (argc, argv, "Puts practice money into an account.");
}

int
bw_cli_reset (int argc, char **argv)
{
  return run_cash (argc, argv, "Cancels all orders, takes all positions out and begins again with so much cash.");
}

int
bw_cli_withdraw (int argc, char **argv)
{
  return run_cash (argc, argv, "Takes practice money out of an account.");
}

static const BwTableColumn plan_columns[] = {
  { "symbol", "Symbol", FALSE }, { "qty", "Quantity", TRUE },   { "weight", "Weight now", TRUE },
  { "target", "Target", TRUE },  { "drift", "Drift", TRUE },     { "order", "Order", TRUE },
  { "price", "Price $", TRUE },  { "weight_after", "Weight after", TRUE }, { "stage", "Stage", TRUE },
  { "sent", "Sent", FALSE },     { "reason", "Reason", FALSE },
};

int
bw_cli_rebalance (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *band = NULL;
  gboolean closes_others = FALSE, sends = FALSE;
  const GOptionEntry entries[] = {
    { "band", 0, 0, G_OPTION_ARG_STRING, &band, "Leave alone what is off by no more than this; 0%", "SHARE" },
    { "close-others", 0, 0, G_OPTION_ARG_NONE, &closes_others, "Sell what has no target", NULL },
    { "send", 0, 0, G_OPTION_ARG_NONE, &sends, "Send it: sales first; again, once they are filled, the purchases", NULL },
    { NULL },
  };
  g_autoptr (JsonObject) parameters = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *targets = json_object_new ();

  if (!bw_cli_parse (argc, argv, "SYMBOL=SHARE…", "Plans the orders that bring a portfolio to target weights.", entries,
                     &options))
    {
      json_object_unref (targets);
      return BW_CLI_USAGE;
    }
  parameters = bw_cli_parameters (&options);
  json_object_set_object_member (parameters, "targets", targets);
  for (int i = 0; i < options.n_words; i++)
    {
      char *equals = strchr (options.words[i], '=');

      if (equals == NULL)
        return bw_cli_usage_error ("“%s”: write SYMBOL=SHARE, like XYZ=20%%", options.words[i]);
      *equals = '\0';
      json_object_set_string_member (targets, options.words[i], equals + 1);
    }
  if (band != NULL)
    json_object_set_string_member (parameters, "band", band);
  json_object_set_boolean_member (parameters, "close_others", closes_others);
  json_object_set_boolean_member (parameters, "send", sends);
  answer = bw_cli_call (&options, "rebalance", g_steal_pointer (&parameters));
  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options.is_json)
    bw_cli_print_json (answer);
  else
    bw_table_print (json_node_get_array (answer), plan_columns, G_N_ELEMENTS (plan_columns), text);
  g_print ("%s", text->str);
  return BW_CLI_OK;
}

int
bw_cli_play (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  double speed = 0;
  gboolean is_paused = FALSE;
  const GOptionEntry entries[] = {
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, "Market seconds a second, 1 to 1000", "N" },
    { "pause", 0, 0, G_OPTION_ARG_NONE, &is_paused, "Stop the clock", NULL },
    { NULL },
  };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, NULL, "Sets a timeline's clock going, or stops it.", entries, &options))
    return BW_CLI_USAGE;
  parameters = bw_cli_parameters (&options);
  json_object_set_boolean_member (parameters, "playing", !is_paused);
  if (speed != 0)
    json_object_set_double_member (parameters, "speed", speed);
  return finish (&options, bw_cli_call (&options, "play", parameters), is_paused ? "Paused." : "Playing.");
}
