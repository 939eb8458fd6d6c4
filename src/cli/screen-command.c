/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"
#include "report/csv-export.h"

#include <string.h>

#define COLUMNS_MAX 48

/* Numbers and truths stand as they are; text is quoted where it has to be. */
static void
append_value (GString *text, JsonObject *row, const char *member)
{
  JsonNode *node = json_object_get_member (row, member);

  g_string_append_c (text, ',');
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      g_autofree char *number = bw_number_to_text (json_node_get_double (node));

      g_string_append (text, number);
    }
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    bw_csv_append_field (text, json_node_get_string (node));
}

static void
print_csv (JsonObject *answer)
{
  JsonArray *rows = json_object_get_array_member (answer, "rows");
  JsonArray *columns = json_object_get_array_member (answer, "columns");
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append (text, "symbol");
  for (guint k = 0; k < json_array_get_length (columns); k++)
    {
      g_string_append_c (text, ',');
      bw_csv_append_field (text, json_array_get_string_element (columns, k));
    }
  g_string_append_c (text, '\n');
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      bw_csv_append_field (text, json_object_get_string_member (row, "symbol"));
      for (guint k = 0; k < json_array_get_length (columns); k++)
        append_value (text, row, json_array_get_string_element (columns, k));
      g_string_append_c (text, '\n');
    }
  g_print ("%s", text->str);
}

static void
print_table (JsonObject *answer)
{
  JsonArray *columns = json_object_get_array_member (answer, "columns");
  guint n = MIN (json_array_get_length (columns), COLUMNS_MAX - 1);
  BwTableColumn shown[COLUMNS_MAX] = { { "symbol", "Symbol", FALSE } };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint k = 0; k < n; k++)
    {
      const char *name = json_array_get_string_element (columns, k);

      shown[k + 1] = (BwTableColumn){ name, name, TRUE };
    }
  bw_table_print (json_object_get_array_member (answer, "rows"), shown, n + 1, text);
  g_print ("%s%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " in %.1f ms\n", text->str,
           json_object_get_int_member (answer, "n_found"),
           json_object_get_int_member (answer, "n_universe"),
           json_object_get_double_member (answer, "took_ms"));
}

/**
 * bw_cli_screen:
 *
 * `"CONDITION"`: the symbols that meet it.
 */
int
bw_cli_screen (int argc, char **argv)
{
  static const char summary[] =
      "The symbols that meet a condition, as in\n"
      "  screen \"RSI(14) < 30 and close > SMA(200)\" --columns \"close, RSI(14)\" --sort "
      "\"RSI(14)\"\n"
      "  screen \"close crosses above SMA(50)\" --universe sector:Energy --sort -volume --csv\n"
      "An empty condition is met by all. The help page Screener has the language.";
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *universe = NULL, *columns = NULL, *sort = NULL, *timeframe = NULL;
  gint64 limit = 0;
  gboolean is_csv = FALSE;
  GOptionEntry entries[] = {
    { "universe", 0, 0, G_OPTION_ARG_STRING, &universe,
      "all, practice, imported, watchlist[:NAME], sector:NAME or symbols:A,B; all", "U" },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &columns, "Expressions, parted by commas", "C" },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, "By an expression; -X: from the highest down",
      "X" },
    { "timeframe", 0, 0, G_OPTION_ARG_STRING, &timeframe, "Of the bars; 1d", "T" },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &limit, "No more than so many", "N" },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &is_csv, "Comma-separated", NULL },
    { NULL },
  };
  struct
  {
    const char *member;
    char **text;
  } const texts[] = { { "universe", &universe },
                      { "columns", &columns },
                      { "sort", &sort },
                      { "timeframe", &timeframe } };
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonObject) parameters = NULL;

  if (!bw_cli_parse (argc, argv, "CONDITION", summary, entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words != 1)
    return bw_cli_usage_error ("screen takes one condition, in quotes: screen \"RSI(14) < 30\"");
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "condition", options.words[0]);
  for (gsize k = 0; k < G_N_ELEMENTS (texts); k++)
    if (*texts[k].text != NULL)
      json_object_set_string_member (parameters, texts[k].member, *texts[k].text);
  if (limit > 0)
    json_object_set_int_member (parameters, "limit", limit);
  answer = bw_cli_call (&options, "screen", g_steal_pointer (&parameters));
  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options.is_json)
    bw_cli_print_json (answer);
  else if (is_csv)
    print_csv (json_node_get_object (answer));
  else
    print_table (json_node_get_object (answer));
  return BW_CLI_OK;
}
