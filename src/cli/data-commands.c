/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

static int
finish (const BwCliOptions *options, JsonNode *answer, const char *member, const char *sentence)
{
  g_autoptr (JsonNode) owned_answer = answer;

  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options->is_json)
    bw_cli_print_json (answer);
  else
    g_print ("%s%s\n", sentence,
             json_object_get_string_member_with_default (json_node_get_object (answer), member, ""));
  return BW_CLI_OK;
}

/* The owner of the profile may stand in another folder: paths travel whole. */
static void
set_path (JsonObject *parameters, const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);

  json_object_set_string_member (parameters, "path", whole);
}

static void
print_import (JsonObject *answer)
{
  JsonArray *problems = json_object_get_array_member (answer, "quarantine");
  JsonArray *series = json_object_get_array_member (answer, "series");

  g_print ("%s: %s rows read, %s accepted, %s quarantined\n",
           json_object_get_string_member (answer, "file"), json_object_get_string_member (answer, "read"),
           json_object_get_string_member (answer, "accepted"),
           json_object_get_string_member (answer, "quarantined"));
  for (guint i = 0; i < json_array_get_length (series); i++)
    {
      JsonObject *row = json_array_get_object_element (series, i);

      g_print ("  %s %s: %s new, %s replaced, %s unchanged\n", json_object_get_string_member (row, "symbol"),
               json_object_get_string_member (row, "timeframe"), json_object_get_string_member (row, "added"),
               json_object_get_string_member (row, "replaced"), json_object_get_string_member (row, "unchanged"));
    }
  for (guint i = 0; i < json_array_get_length (problems); i++)
    {
      JsonObject *row = json_array_get_object_element (problems, i);

      g_print ("  %s: %s\n", json_object_get_string_member (row, "reason"),
               json_object_get_string_member (row, "rows"));
    }
}

static int
import_one (const BwCliOptions *options, const char *path, const char *const *names, char *const *values)
{
  JsonObject *parameters = bw_cli_parameters (options);
  g_autoptr (JsonNode) answer = NULL;

  set_path (parameters, path);
  for (gsize i = 0; names[i] != NULL; i++)
    if (values[i] != NULL)
      json_object_set_string_member (parameters, names[i], values[i]);
  answer = bw_cli_call (options, "import", parameters);
  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options->is_json)
    bw_cli_print_json (answer);
  else
    for (guint i = 0; i < json_array_get_length (json_node_get_array (answer)); i++)
      print_import (json_array_get_object_element (json_node_get_array (answer), i));
  return BW_CLI_OK;
}

int
bw_cli_import (int argc, char **argv)
{
  static const char *const names[] = { "symbol", "zone", "timeframe", "stamp", "class", NULL };
  g_auto (BwCliOptions) options = { 0 };
  char *values[G_N_ELEMENTS (names)] = { NULL };
  const GOptionEntry entries[] = {
    { "symbol", 's', 0, G_OPTION_ARG_STRING, &values[0], "For a file without a symbol column", "SYMBOL" },
    { "zone", 'z', 0, G_OPTION_ARG_STRING, &values[1], "Of times without an offset: America/New_York", "ZONE" },
    { "timeframe", 't', 0, G_OPTION_ARG_STRING, &values[2], "1m, 5m, 1h, 1d …", "T" },
    { "stamp", 0, 0, G_OPTION_ARG_STRING, &values[3], "Which end of a bar its time names: start or end", "END" },
    { "class", 0, 0, G_OPTION_ARG_STRING, &values[4], "equity, etf, crypto, fx, future or index", "CLASS" },
    { NULL },
  };
  int worst = BW_CLI_OK;

  if (!bw_cli_parse (argc, argv, "FILE…",
                     "Imports bars from CSV, .csv.gz and .zip; what is not given is guessed, and said.", entries,
                     &options))
    return BW_CLI_USAGE;
  if (options.n_words == 0)
    return bw_cli_usage_error ("import takes a file or more");
  for (int i = 0; i < options.n_words; i++)
    {
      int outcome = import_one (&options, options.words[i], names, values);

      worst = MAX (worst, outcome);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    g_free (values[i]);
  return worst;
}

int
bw_cli_export (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *folder = NULL, *pdf = NULL;
  const GOptionEntry entries[] = {
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Orders, fills, positions and ledger into this folder", "DIR" },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, "The account report as a PDF", "FILE" },
    { NULL },
  };
  JsonObject *parameters;
  int outcome = BW_CLI_OK;

  if (!bw_cli_parse (argc, argv, NULL, "Writes an account's books to files.", entries, &options))
    return BW_CLI_USAGE;
  if ((folder == NULL && pdf == NULL) || options.n_words > 0)
    return bw_cli_usage_error ("export takes --csv DIR, --pdf FILE or both");
  if (folder != NULL)
    {
      parameters = bw_cli_parameters (&options);
      set_path (parameters, folder);
      outcome = finish (&options, bw_cli_call (&options, "export-csv", parameters), "path", "Written to ");
    }
  if (pdf != NULL && outcome == BW_CLI_OK)
    {
      parameters = bw_cli_parameters (&options);
      set_path (parameters, pdf);
      outcome = finish (&options, bw_cli_call (&options, "export-pdf", parameters), "path", "Written to ");
    }
  return outcome;
}

int
bw_cli_verify (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };

  if (!bw_cli_parse (argc, argv, NULL, "Replays the whole journal and compares it with every book.", NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("verify takes no words");
  return finish (&options, bw_cli_call (&options, "verify", bw_cli_parameters (&options)), "report", "");
}

int
bw_cli_backup (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };

  if (!bw_cli_parse (argc, argv, NULL, "Copies the profile's databases into its backups folder.", NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("backup takes no words");
  return finish (&options, bw_cli_call (&options, "backup", bw_cli_parameters (&options)), "path", "Written to ");
}
