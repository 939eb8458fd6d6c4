/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "base/percent.h"

#include <stdio.h>

static const BwTableColumn symbol_columns[] = {
  { "symbol", "Symbol", FALSE }, { "name", "Name", FALSE },     { "class", "Class", FALSE },
  { "sector", "Sector", FALSE }, { "source", "Source", FALSE }, { "market", "Market", FALSE },
};

static const BwTableColumn position_columns[] = {
  { "symbol", "Symbol", FALSE },
  { "qty", "Quantity", TRUE },
  { "avg_price", "Average $", TRUE },
  { "mark", "Now $", TRUE },
  { "market_value", "Value $", TRUE },
  { "unrealized", "Unrealised $", TRUE },
  { "realized", "Realised $", TRUE },
};

static const BwTableColumn order_columns[] = {
  { "number", "No.", TRUE },
  { "created_at", "Created (UTC)", FALSE },
  { "symbol", "Symbol", FALSE },
  { "side", "Side", FALSE },
  { "qty", "Quantity", TRUE },
  { "filled_qty", "Filled", TRUE },
  { "type", "Type", FALSE },
  { "limit_price", "Limit $", TRUE },
  { "stop_price", "Stop $", TRUE },
  { "time_in_force", "In force", FALSE },
  { "status", "Status", FALSE },
  { "filled_avg_price", "Average $", TRUE },
  { "reason", "Reason", FALSE },
  { "terms", "Terms", FALSE },
};

static const BwTableColumn fill_columns[] = {
  { "number", "No.", TRUE },      { "time", "Time (UTC)", FALSE }, { "symbol", "Symbol", FALSE },
  { "side", "Side", FALSE },      { "qty", "Quantity", TRUE },     { "price", "Price $", TRUE },
  { "fee", "Fee $", TRUE },       { "realized", "Realised $", TRUE },
};

static const BwTableColumn account_columns[] = {
  { "name", "Account", FALSE },
  { "type", "Type", FALSE },
  { "profile", "Fill profile", FALSE },
  { "equity", "Equity $", TRUE },
  { "cash", "Cash $", TRUE },
  { "buying_power", "Buying power $", TRUE },
  { "long_value", "Long $", TRUE },
  { "short_value", "Short $", TRUE },
  { "reserved", "Reserved $", TRUE },
  { "maintenance_margin", "Maintenance $", TRUE },
  { "settled_cash", "Settled $", TRUE },
  { "withdrawable", "Withdrawable $", TRUE },
  { "margin_rule", "Margin rule", FALSE },
  { "day_trades", "Day trades", TRUE },
  { "ambiguous_exits", "Ambiguous exits", TRUE },
  { "margin_call", "Margin call", FALSE },
  { "margin_call_amount", "Call $", TRUE },
  { "day_profit", "Today $", TRUE },
  { "total_profit", "Since opening $", TRUE },
  { "unrealized", "Unrealised $", TRUE },
  { "realized", "Realised $", TRUE },
  { "fees_paid", "Fees $", TRUE },
  { "dividends", "Dividends $", TRUE },
  { "interest_paid", "Interest $", TRUE },
};

static const BwTableColumn timeline_columns[] = {
  { "timeline", "No.", TRUE },       { "name", "Timeline", FALSE }, { "now", "Now (UTC)", FALSE },
  { "session", "Session", FALSE },   { "speed", "Speed", TRUE },    { "playing", "Playing", FALSE },
};

static int
print_rows (const BwCliOptions *options, JsonNode *answer, const BwTableColumn *columns, gsize n_columns,
            const char *nothing)
{
  g_autoptr (JsonNode) owned_answer = answer;
  g_autoptr (GString) text = g_string_new (NULL);

  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options->is_json)
    {
      bw_cli_print_json (answer);
      return BW_CLI_OK;
    }
  if (json_array_get_length (json_node_get_array (answer)) == 0)
    g_string_assign (text, nothing);
  else
    bw_table_print (json_node_get_array (answer), columns, n_columns, text);
  g_print ("%s", text->str);
  return BW_CLI_OK;
}

static int
refuse_words (const BwCliOptions *options, const char *command)
{
  if (options->n_words == 0)
    return BW_CLI_OK;
  return bw_cli_usage_error ("%s: “%s” is not expected here; see bellwether-cli %s --help", command,
                             options->words[0], command);
}

int
bw_cli_status (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *object;

  if (!bw_cli_parse (argc, argv, NULL, "The profile, and the clocks of its timelines.", NULL, &options) ||
      refuse_words (&options, argv[0]) != BW_CLI_OK)
    return BW_CLI_USAGE;
  answer = bw_cli_call (&options, "status", bw_cli_parameters (&options));
  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options.is_json)
    {
      bw_cli_print_json (answer);
      return BW_CLI_OK;
    }
  object = json_node_get_object (answer);
  g_print ("Bellwether %s\nProfile %s\n", json_object_get_string_member (object, "version"),
           json_object_get_string_member (object, "profile"));
  bw_table_print (json_object_get_array_member (object, "timelines"), timeline_columns,
                  G_N_ELEMENTS (timeline_columns), text);
  g_print ("%s", text->str);
  return BW_CLI_OK;
}

/* What borrowing it costs a year, where it can be sold short at all. */
static void
add_borrow (GString *text, JsonObject *symbol)
{
  const char *rate = json_object_get_string_member_with_default (symbol, "borrow_rate", NULL);
  gboolean is_easy = json_object_get_boolean_member_with_default (symbol, "easy_to_borrow", FALSE);
  BwFixed share;
  char percent[BW_PERCENT_TEXT_BYTES];

  if (rate == NULL || bw_fixed_parse (rate, -1, &share) != BW_FIXED_PARSE_OK)
    return;
  g_string_append_printf (text, "%s %s", is_easy ? "borrow" : "hard to borrow,", bw_percent_print (share, percent));
}

/* Gets `market`: in one line what few symbols have, as words: a halt, a borrow rate, an auction that is near. */
static void
set_market (JsonObject *symbol)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *auction = json_object_has_member (symbol, "auction") ? json_object_get_object_member (symbol, "auction") : NULL;

  add_borrow (text, symbol);
  if (json_object_get_boolean_member_with_default (symbol, "halted", FALSE))
    g_string_append_printf (text, "%shalted", text->len > 0 ? ", " : "");
  if (auction != NULL)
    g_string_append_printf (text, "%s%s auction at %s, %s left over", text->len > 0 ? ", " : "",
                            json_object_get_string_member (auction, "auction"),
                            json_object_get_string_member (auction, "indicative_price"),
                            json_object_get_string_member (auction, "imbalance"));
  json_object_set_string_member (symbol, "market", text->str);
}

int
bw_cli_symbols (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  JsonNode *answer;

  if (!bw_cli_parse (argc, argv, NULL, "Everything that has prices here.", NULL, &options) ||
      refuse_words (&options, argv[0]) != BW_CLI_OK)
    return BW_CLI_USAGE;
  answer = bw_cli_call (&options, "symbols", bw_cli_parameters (&options));
  for (guint i = 0; answer != NULL && !options.is_json && i < json_array_get_length (json_node_get_array (answer)); i++)
    set_market (json_array_get_object_element (json_node_get_array (answer), i));
  return print_rows (&options, answer, symbol_columns, G_N_ELEMENTS (symbol_columns), "There are no symbols yet.\n");
}

static void
append_cell (GString *text, JsonObject *row, const char *member)
{
  JsonNode *node = json_object_get_member (row, member);

  g_string_append_c (text, ',');
  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    {
      g_autofree char *number = bw_number_to_text (json_node_get_double (node));

      g_string_append (text, number);
    }
}

static void
print_bars_csv (JsonArray *rows)
{
  g_autoptr (GString) text = g_string_new ("time,open,high,low,close,volume\n");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_string_append (text, json_object_get_string_member (row, "time"));
      append_cell (text, row, "open");
      append_cell (text, row, "high");
      append_cell (text, row, "low");
      append_cell (text, row, "close");
      append_cell (text, row, "volume");
      g_string_append_c (text, '\n');
    }
  fwrite (text->str, 1, text->len, stdout);
}

static const BwTableColumn bar_columns[] = {
  { "time", "Start", FALSE }, { "open", "Open", TRUE },   { "high", "High", TRUE },
  { "low", "Low", TRUE },     { "close", "Close", TRUE }, { "volume", "Volume", TRUE },
};

static void
set_text (JsonObject *parameters, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (parameters, name, text);
}

int
bw_cli_bars (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *timeframe = NULL, *from = NULL, *to = NULL;
  gboolean is_csv = FALSE;
  const GOptionEntry entries[] = {
    { "timeframe", 't', 0, G_OPTION_ARG_STRING, &timeframe, "1m, 5m, 15m, 1h, 1d, 1w, 1M …; 1d", "T" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, "The first bar starts here or later", "TIME" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, "The last bar starts before", "TIME" },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &is_csv, "Comma separated", NULL },
    { NULL },
  };
  JsonObject *parameters;
  JsonNode *answer;

  if (!bw_cli_parse (argc, argv, "SYMBOL", "A symbol's bars, aggregated from what is stored.", entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words != 1)
    return bw_cli_usage_error ("bars takes one symbol");
  parameters = bw_cli_parameters (&options);
  set_text (parameters, "symbol", options.words[0]);
  set_text (parameters, "timeframe", timeframe);
  set_text (parameters, "from", from);
  set_text (parameters, "to", to);
  answer = bw_cli_call (&options, "bars", parameters);
  if (answer != NULL && is_csv && !options.is_json)
    {
      print_bars_csv (json_node_get_array (answer));
      json_node_unref (answer);
      return BW_CLI_OK;
    }
  return print_rows (&options, answer, bar_columns, G_N_ELEMENTS (bar_columns), "No bars are stored there.\n");
}

int
bw_cli_account (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!bw_cli_parse (argc, argv, NULL, "An account's money, margin and profit.", NULL, &options) ||
      refuse_words (&options, argv[0]) != BW_CLI_OK)
    return BW_CLI_USAGE;
  answer = bw_cli_call (&options, "account", bw_cli_parameters (&options));
  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options.is_json)
    {
      bw_cli_print_json (answer);
      return BW_CLI_OK;
    }
  bw_table_print_record (json_node_get_object (answer), account_columns, G_N_ELEMENTS (account_columns), text);
  g_print ("%s", text->str);
  return BW_CLI_OK;
}

int
bw_cli_positions (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };

  if (!bw_cli_parse (argc, argv, NULL, "What an account holds.", NULL, &options) ||
      refuse_words (&options, argv[0]) != BW_CLI_OK)
    return BW_CLI_USAGE;
  return print_rows (&options, bw_cli_call (&options, "positions", bw_cli_parameters (&options)),
                     position_columns, G_N_ELEMENTS (position_columns), "No positions.\n");
}

int
bw_cli_orders (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *status = NULL, *symbol = NULL;
  gint64 n_max = 0, offset = 0;
  const GOptionEntry entries[] = {
    { "status", 's', 0, G_OPTION_ARG_STRING, &status, "all, working, filled, canceled or rejected", "S" },
    { "symbol", 0, 0, G_OPTION_ARG_STRING, &symbol, "Of this symbol only", "SYMBOL" },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &n_max, "At most so many; 500", "N" },
    { "offset", 0, 0, G_OPTION_ARG_INT64, &offset, "Leave out so many of the newest", "N" },
    { NULL },
  };
  JsonObject *parameters;
  JsonNode *answer;

  if (!bw_cli_parse (argc, argv, NULL, "An account's orders, newest first.", entries, &options) ||
      refuse_words (&options, argv[0]) != BW_CLI_OK)
    return BW_CLI_USAGE;
  parameters = bw_cli_parameters (&options);
  set_text (parameters, "status", status);
  set_text (parameters, "symbol", symbol);
  if (n_max > 0)
    json_object_set_int_member (parameters, "limit", n_max);
  if (offset > 0)
    json_object_set_int_member (parameters, "offset", offset);
  answer = bw_cli_call (&options, "orders", parameters);
  for (guint i = 0; answer != NULL && !options.is_json && i < json_array_get_length (json_node_get_array (answer)); i++)
    bw_cli_set_terms (json_array_get_object_element (json_node_get_array (answer), i));
  return print_rows (&options, answer, order_columns, G_N_ELEMENTS (order_columns), "No orders.\n");
}

int
bw_cli_fills (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  gint64 n_max = 0, after = 0;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT64, &n_max, "At most so many; 500", "N" },
    { "after", 0, 0, G_OPTION_ARG_INT64, &after, "Behind the fill of this number", "N" },
    { NULL },
  };
  JsonObject *parameters;

  if (!bw_cli_parse (argc, argv, NULL, "An account's fills, oldest first; --json says why each price.", entries,
                     &options) ||
      refuse_words (&options, argv[0]) != BW_CLI_OK)
    return BW_CLI_USAGE;
  parameters = bw_cli_parameters (&options);
  if (n_max > 0)
    json_object_set_int_member (parameters, "limit", n_max);
  if (after > 0)
    json_object_set_int_member (parameters, "after", after);
  return print_rows (&options, bw_cli_call (&options, "fills", parameters), fill_columns,
                     G_N_ELEMENTS (fill_columns), "No fills.\n");
}
