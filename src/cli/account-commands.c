/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "trading/terms.h"

/* The options of an account's terms, one each: --margin-rule intraday. */

typedef struct
{
  char *texts[BW_N_TERMS]; /* (owned) */
  char *name, *preset, *cash; /* (owned) */
} Terms;

static void
terms_clear (Terms *terms)
{
  for (int term = 0; term < BW_N_TERMS; term++)
    g_free (terms->texts[term]);
  g_free (terms->name);
  g_free (terms->preset);
  g_free (terms->cash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Terms, terms_clear)

/* --profile is every command's: the folder. */
static const char *
option_name (BwTerm term)
{
  return term == BW_TERM_PROFILE ? "fill-profile" : bw_term_word (term);
}

static void
fill_entries (Terms *terms, GOptionEntry *entries)
{
  for (int term = 0; term < BW_N_TERMS; term++)
    entries[term] = (GOptionEntry){ option_name (term), 0, 0, G_OPTION_ARG_STRING, &terms->texts[term],
                                    bw_term_choices (term), "…" };
}

static JsonObject *
make_parameters (const BwCliOptions *options, const Terms *terms)
{
  JsonObject *parameters = bw_cli_parameters (options);

  for (int term = 0; term < BW_N_TERMS; term++)
    if (terms->texts[term] != NULL)
      {
        g_autofree char *name = g_strdelimit (g_strdup (bw_term_word (term)), "-", '_');

        json_object_set_string_member (parameters, name, terms->texts[term]);
      }
  if (terms->name != NULL)
    json_object_set_string_member (parameters, "name", terms->name);
  if (terms->preset != NULL)
    json_object_set_string_member (parameters, "preset", terms->preset);
  if (terms->cash != NULL)
    json_object_set_string_member (parameters, "cash", g_strchug (terms->cash));
  return parameters;
}

static int
finish (const BwCliOptions *options, JsonNode *answer, const char *done)
{
  g_autoptr (JsonNode) owned_answer = answer;
  JsonObject *object;

  if (answer == NULL)
    return BW_CLI_FAILED;
  object = json_node_get_object (answer);
  if (options->is_json)
    bw_cli_print_json (answer);
  else
    g_print ("%s: account %" G_GINT64_FORMAT " “%s”, %s, %s\n", done, json_object_get_int_member (object, "number"),
             json_object_get_string_member (object, "name"), json_object_get_string_member (object, "type"),
             json_object_get_string_member (object, "profile"));
  return BW_CLI_OK;
}

int
bw_cli_open_account (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_auto (Terms) terms = { 0 };
  GOptionEntry entries[BW_N_TERMS + 3] = {
    [BW_N_TERMS] = { "preset", 0, 0, G_OPTION_ARG_STRING, &terms.preset,
                     "beginner-cash, realistic-margin, alpaca-paper or conservative; realistic-margin", "P" },
    [BW_N_TERMS + 1] = { "cash", 0, 0, G_OPTION_ARG_STRING, &terms.cash, "What it begins with; the preset's", "MONEY" },
  };

  fill_entries (&terms, entries);
  if (!bw_cli_parse (argc, argv, "NAME", "Opens another account on a timeline. A preset is where it starts from;\n"
                     "what else is said comes on top.", entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words != 1)
    return bw_cli_usage_error ("open-account takes one name");
  terms.name = g_strdup (options.words[0]);
  return finish (&options, bw_cli_call (&options, "open-account", make_parameters (&options, &terms)), "Opened");
}

int
bw_cli_account_terms (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_auto (Terms) terms = { 0 };
  GOptionEntry entries[BW_N_TERMS + 2] = {
    [BW_N_TERMS] = { "name", 0, 0, G_OPTION_ARG_STRING, &terms.name, "What it is called", "NAME" },
  };

  fill_entries (&terms, entries);
  if (!bw_cli_parse (argc, argv, NULL, "Changes an account's terms from here on; what isn't said stays.", entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("account-terms takes options only; account --json tells the terms");
  return finish (&options, bw_cli_call (&options, "account-terms", make_parameters (&options, &terms)), "Changed");
}

static const BwTableColumn list_columns[] = {
  { "timeline", "Timeline", TRUE }, { "number", "No.", TRUE },    { "name", "Account", FALSE },
  { "type", "Type", FALSE },        { "profile", "Fills", FALSE }, { "fees", "Fees", FALSE },
  { "equity", "Equity $", TRUE },   { "cash", "Cash $", TRUE },    { "margin_call", "Call", FALSE },
};

int
bw_cli_accounts (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!bw_cli_parse (argc, argv, NULL, "All accounts of all timelines.", NULL, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("accounts takes no words");
  answer = bw_cli_call (&options, "accounts", bw_cli_parameters (&options));
  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options.is_json)
    bw_cli_print_json (answer);
  else
    bw_table_print (json_node_get_array (answer), list_columns, G_N_ELEMENTS (list_columns), text);
  g_print ("%s", text->str);
  return BW_CLI_OK;
}
