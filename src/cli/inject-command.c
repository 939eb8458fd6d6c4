/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"
#include "market/injection.h"

#include <string.h>

/* `-7%` is -0.07; anything else stays as it is. */
static char *
read_number (const char *word)
{
  gsize length = strlen (word);
  g_autofree char *digits = g_strndup (word, length > 0 ? length - 1 : 0);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (length < 2 || word[length - 1] != '%')
    return g_strdup (word);
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.6f", g_ascii_strtod (digits, NULL) / 100));
}

/**
 * bw_cli_inject:
 *
 * `EVENT [SYMBOL] [NUMBER]`: makes something happen in the practice market.
 */
int
bw_cli_inject (int argc, char **argv)
{
  static const char summary[] =
      "Makes something happen in the practice market, to practise:\n"
      "  halt SYMBOL, resume SYMBOL, luld SYMBOL, breaker LEVEL; gap SYMBOL PERCENT; market PERCENT; volatility [SYMBOL] FACTOR;\n"
      "  good-news SYMBOL, bad-news SYMBOL; earnings SYMBOL SURPRISE; and, on the next morning,\n"
      "  split SYMBOL RATIO; dividend SYMBOL AMOUNT; rename SYMBOL; delist SYMBOL CASH.\n"
      "Percents are written -7% or -0.07. A replay can only be\n"
      "halted and resumed: halt, resume, luld and breaker.";
  g_auto (BwCliOptions) options = { 0 };
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *number = NULL;
  BwInjectionKind kind;
  JsonObject *parameters;
  int n_rest;

  if (!bw_cli_parse (argc, argv, "EVENT [SYMBOL] [NUMBER]", summary, NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words == 0 || !bw_injection_kind_parse (options.words[0], &kind))
    return bw_cli_usage_error ("inject takes one of the events that inject --help lists");
  n_rest = options.n_words - 1;
  if (bw_injection_has_magnitude (kind))
    {
      if (n_rest < 1)
        return bw_cli_usage_error ("%s takes a number", options.words[0]);
      number = read_number (options.words[n_rest--]);
    }
  if (n_rest > 1)
    return bw_cli_usage_error ("%s takes no more words", options.words[0]);
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "event", options.words[0]);
  if (n_rest == 1)
    json_object_set_string_member (parameters, "symbol", options.words[1]);
  if (number != NULL)
    json_object_set_string_member (parameters, "magnitude", number);
  answer = bw_cli_call (&options, "inject", parameters);
  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options.is_json)
    bw_cli_print_json (answer);
  else
    g_print ("Done.\n");
  return BW_CLI_OK;
}
