/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "store/profile-folder.h"

static gboolean
is_negative_number (const char *word)
{
  return word[0] == '-' && (g_ascii_isdigit (word[1]) || word[1] == '.');
}

/**
 * bw_cli_parse:
 * @usage: what follows the command's name: "SYMBOL --timeframe T"
 * @entries: (nullable): the command's own options
 *
 * Takes the options out of @argv. Returns: %FALSE when they can't be understood, having said so
 */
gboolean
bw_cli_parse (int argc, char **argv, const char *usage, const char *summary, const GOptionEntry *entries,
              BwCliOptions *options)
{
  const GOptionEntry common[] = {
    { "profile", 'p', 0, G_OPTION_ARG_FILENAME, &options->profile, "The profile's folder", "DIR" },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options->is_json, "Answer in JSON", NULL },
    { "timeline", 0, 0, G_OPTION_ARG_INT64, &options->timeline, "The timeline; 1 is the practice market", "N" },
    { "account", 0, 0, G_OPTION_ARG_INT64, &options->account, "The account's number on its timeline", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) copy = g_new0 (char *, (gsize) argc + 1);

  /* "-5" is an amount, not an option: a blank before it keeps the parser's hands off. */
  for (int i = 0; i < argc; i++)
    copy[i] = g_strconcat (is_negative_number (argv[i]) ? " " : "", argv[i], NULL);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  g_option_context_set_summary (context, summary);
  if (!g_option_context_parse_strv (context, &copy, &error))
    {
      g_printerr ("bellwether-cli %s: %s\n", argv[0], error->message);
      return FALSE;
    }
  options->words = g_strdupv (copy + 1);
  for (char **word = options->words; *word != NULL; word++)
    g_strchug (*word);
  options->n_words = (int) g_strv_length (options->words);
  return TRUE;
}

void
bw_cli_options_clear (BwCliOptions *options)
{
  g_clear_pointer (&options->profile, g_free);
  g_clear_pointer (&options->words, g_strfreev);
}

/**
 * bw_cli_parameters:
 *
 * Returns: (transfer full): parameters that hold what the common options say
 */
JsonObject *
bw_cli_parameters (const BwCliOptions *options)
{
  JsonObject *parameters = json_object_new ();

  if (options->timeline != 0)
    json_object_set_int_member (parameters, "timeline", options->timeline);
  if (options->account != 0)
    json_object_set_int_member (parameters, "account", options->account);
  return parameters;
}

/**
 * bw_cli_call:
 * @parameters: (transfer full): of the command
 *
 * Opens the profile, runs one command, closes it again. Returns: (transfer full) (nullable): the
 * result; %NULL after the failure was printed
 */
JsonNode *
bw_cli_call (const BwCliOptions *options, const char *command, JsonObject *parameters)
{
  g_autoptr (JsonObject) owned_parameters = parameters;
  g_autofree char *path =
      options->profile != NULL ? g_strdup (options->profile) : bw_profile_folder_default_path ("default");
  g_autoptr (GError) error = NULL;
  g_autoptr (BwCliSession) session = bw_cli_session_open (path, &error);
  JsonNode *answer = NULL;

  if (session != NULL)
    answer = bw_cli_session_call (session, command, owned_parameters, &error);
  if (answer == NULL)
    g_printerr ("bellwether-cli: %s\n", error->message);
  return answer;
}

void
bw_cli_print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, TRUE);

  g_print ("%s\n", text);
}

/**
 * bw_cli_finish_table:
 * @answer: (transfer full) (nullable): rows, or %NULL when the call failed and has said why
 *
 * Prints the answer as a table, or as JSON if asked. Returns: what the command ends with
 */
int
bw_cli_finish_table (const BwCliOptions *options, JsonNode *answer, const BwTableColumn *columns, gsize n_columns)
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
    g_string_assign (text, "Nothing yet.\n");
  else
    bw_table_print (json_node_get_array (answer), columns, n_columns, text);
  g_print ("%s", text->str);
  return BW_CLI_OK;
}

/**
 * bw_cli_usage_error:
 *
 * Prints what was not understood. Returns: %BW_CLI_USAGE
 */
int
bw_cli_usage_error (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("bellwether-cli: %s\n", text);
  return BW_CLI_USAGE;
}
