/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"
#include "trading/sizing.h"

static const BwTableColumn columns[] = {
  { "symbol", "Symbol", FALSE },         { "method", "Method", FALSE },   { "qty", "Quantity", TRUE },
  { "missing", "Missing", FALSE },       { "equity", "Equity $", TRUE },  { "price", "Price $", TRUE },
  { "of_equity", "Of equity", TRUE },    { "money", "That is $", TRUE },  { "a_unit", "A unit takes $", TRUE },
  { "amount", "Amount", TRUE },          { "stop", "Stop $", TRUE },      { "range", "Average true range $", TRUE },
  { "multiple", "Ranges away", TRUE },   { "volatility", "Volatility a year", TRUE },
  { "kelly", "Part of Kelly", TRUE },    { "win_rate", "Win rate", TRUE }, { "payoff", "Payoff", TRUE },
  { "from", "From", FALSE },
};

/* "range: 14 days until 2026-02-27". */
static void
set_from (JsonObject *answer)
{
  JsonObject *sources = json_object_get_object_member (answer, "sources");
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, sources);
  while (json_object_iter_next (&iter, &member, &node))
    g_string_append_printf (text, "%s%s: %s", text->len > 0 ? ", " : "", member, json_node_get_string (node));
  json_object_set_string_member (answer, "from", text->str);
}

/* The columns that the method has. */
static void
print (JsonObject *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  BwTableColumn shown[G_N_ELEMENTS (columns)];
  gsize n_shown = 0;

  set_from (answer);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      JsonNode *node = json_object_get_member (answer, columns[i].member);

      if (node != NULL && (JSON_NODE_HOLDS_NULL (node) || *json_node_get_string (node) != '\0'))
        shown[n_shown++] = columns[i];
    }
  bw_table_print_record (answer, shown, n_shown, text);
  g_print ("%s", text->str);
}

/**
 * bw_cli_size:
 *
 * `SYMBOL METHOD`: how many to trade. Fails where nothing can be said.
 */
int
bw_cli_size (int argc, char **argv)
{
  static const char summary[] =
      "How many to buy or sell, by one of these methods:\n"
      "  fixed       an amount\n"
      "  percent     a share of equity is invested\n"
      "  risk        a share of equity is lost at the stop\n"
      "  atr         … at a multiple of the average true range\n"
      "  volatility  the position swings a share of equity a year\n"
      "  kelly       a part of what Kelly says\n"
      "What isn't stated is the preset's, or what stored days and closed trades tell.";
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *preset = NULL, *side = NULL;
  char *texts[BW_N_SIZING_NUMBERS] = { NULL };
  GOptionEntry entries[BW_N_SIZING_NUMBERS + 3] = {
    { "preset", 0, 0, G_OPTION_ARG_STRING, &preset, "conservative, moderate or aggressive; moderate", "P" },
    { "side", 0, 0, G_OPTION_ARG_STRING, &side, "buy or sell; buy", "S" },
  };
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonObject) parameters = NULL;
  gboolean is_known;

  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    entries[2 + i] = (GOptionEntry){ bw_sizing_number_word (i), 0, 0, G_OPTION_ARG_STRING, &texts[i],
                                     bw_sizing_number_is_percent (i) ? "A percentage, like 1%" : "A number above 0",
                                     "N" };
  if (!bw_cli_parse (argc, argv, "SYMBOL METHOD", summary, entries, &options))
    return BW_CLI_USAGE;
  parameters = bw_cli_parameters (&options);
  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    if (texts[i] != NULL)
      {
        g_autofree char *member = g_strdelimit (g_strdup (bw_sizing_number_word (i)), "-", '_');

        json_object_set_string_member (parameters, member, texts[i]);
        g_free (texts[i]);
      }
  if (options.n_words != 2)
    return bw_cli_usage_error ("size takes a symbol and a method: size XYZ risk --stop 47.50");
  json_object_set_string_member (parameters, "symbol", options.words[0]);
  json_object_set_string_member (parameters, "method", options.words[1]);
  if (preset != NULL)
    json_object_set_string_member (parameters, "preset", preset);
  if (side != NULL)
    json_object_set_string_member (parameters, "side", side);
  answer = bw_cli_call (&options, "size", g_steal_pointer (&parameters));
  if (answer == NULL)
    return BW_CLI_FAILED;
  is_known = !json_object_get_null_member (json_node_get_object (answer), "qty");
  if (options.is_json)
    bw_cli_print_json (answer);
  else
    print (json_node_get_object (answer));
  return is_known ? BW_CLI_OK : BW_CLI_FAILED;
}
