/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include <glib/gstdio.h>

#define DEMO_SPEED 300.0
#define DEMO_WAIT_MS 1000

/* One step of the tour: what is said, and what is done. */
typedef struct
{
  const char *sentence;
  const char *side;
  const char *quantity;
  gsize symbol_index;
} DemoOrder;

static const DemoOrder demo_orders[] = {
  { "Buying 100 shares at market", "buy", "100", 0 },
  { "Buying 50 shares at market", "buy", "50", 1 },
  { "Selling 40 shares short at market", "sell", "40", 2 },
};

static JsonNode *
call (BwCliSession *session, const char *command, JsonObject *parameters)
{
  g_autoptr (JsonObject) owned_parameters = parameters;
  g_autoptr (GError) error = NULL;
  JsonNode *answer = bw_cli_session_call (session, command, owned_parameters, &error);

  if (answer == NULL)
    g_printerr ("bellwether-cli demo: %s\n", error->message);
  return answer;
}

static gboolean
run (BwCliSession *session, const char *command, JsonObject *parameters)
{
  g_autoptr (JsonNode) answer = call (session, command, parameters);

  return answer != NULL;
}

static gboolean
set_playing (BwCliSession *session, gboolean is_playing)
{
  JsonObject *parameters = json_object_new ();

  json_object_set_boolean_member (parameters, "playing", is_playing);
  json_object_set_double_member (parameters, "speed", DEMO_SPEED);
  return run (session, "play", parameters);
}

static gboolean
send_order (BwCliSession *session, const DemoOrder *order, JsonArray *symbols)
{
  JsonObject *instrument = json_array_get_object_element (symbols, (guint) order->symbol_index);
  JsonObject *parameters = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *result;

  json_object_set_string_member (parameters, "side", order->side);
  json_object_set_string_member (parameters, "qty", order->quantity);
  json_object_set_string_member (parameters, "symbol", json_object_get_string_member (instrument, "symbol"));
  g_print ("%s: %s (%s)\n", order->sentence, json_object_get_string_member (instrument, "symbol"),
           json_object_get_string_member (instrument, "name"));
  answer = call (session, "order", parameters);
  if (answer == NULL)
    return FALSE;
  result = json_node_get_object (answer);
  g_print ("  %s, %s of %s filled\n", json_object_get_string_member (result, "status"),
           json_object_get_string_member (result, "filled_qty"), json_object_get_string_member (result, "qty"));
  return TRUE;
}

static gboolean
trade (BwCliSession *session)
{
  g_autoptr (JsonNode) symbols = call (session, "symbols", json_object_new ());

  if (symbols == NULL || json_array_get_length (json_node_get_array (symbols)) < G_N_ELEMENTS (demo_orders))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (demo_orders); i++)
    if (!send_order (session, &demo_orders[i], json_node_get_array (symbols)))
      return FALSE;
  g_print ("Letting the practice market run at %g×\n", DEMO_SPEED);
  if (!set_playing (session, TRUE))
    return FALSE;
  bw_cli_session_wait (session, DEMO_WAIT_MS);
  return set_playing (session, FALSE);
}

static gboolean
write_files (BwCliSession *session, const char *folder)
{
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);
  g_autofree char *pdf = g_build_filename (whole, "account.pdf", NULL);
  JsonObject *csv_parameters = json_object_new ();
  JsonObject *pdf_parameters = json_object_new ();

  if (g_mkdir_with_parents (whole, 0755) != 0)
    {
      g_printerr ("bellwether-cli demo: the folder “%s” can't be made: %s\n", whole, g_strerror (errno));
      json_object_unref (csv_parameters);
      json_object_unref (pdf_parameters);
      return FALSE;
    }
  json_object_set_string_member (csv_parameters, "path", whole);
  json_object_set_string_member (pdf_parameters, "path", pdf);
  if (!run (session, "export-csv", csv_parameters))
    {
      json_object_unref (pdf_parameters);
      return FALSE;
    }
  if (!run (session, "export-pdf", pdf_parameters))
    return FALSE;
  g_print ("Orders, fills, positions and ledger as CSV, and the report as PDF, are in %s\n", whole);
  return TRUE;
}

static gboolean
prove (BwCliSession *session)
{
  g_autoptr (JsonNode) answer = call (session, "verify", json_object_new ());

  if (answer == NULL)
    return FALSE;
  g_print ("%s\n", json_object_get_string_member (json_node_get_object (answer), "report"));
  return TRUE;
}

/* A tour without a window, on a profile of its own unless one is named. */
int
bw_cli_demo (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *folder = NULL;
  g_autofree char *profile = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwCliSession) session = NULL;
  const GOptionEntry entries[] = {
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &folder, "Where its files go; out", "DIR" },
    { NULL },
  };

  if (!bw_cli_parse (argc, argv, NULL,
                     "Trades on the practice market for a moment, writes the books to files and proves them.",
                     entries, &options))
    return BW_CLI_USAGE;
  if (options.n_words > 0)
    return bw_cli_usage_error ("demo takes no words");
  profile = options.profile != NULL ? g_strdup (options.profile) : g_dir_make_tmp ("bellwether-demo-XXXXXX", &error);
  if (profile != NULL)
    session = bw_cli_session_open (profile, &error);
  if (session == NULL)
    {
      g_printerr ("bellwether-cli demo: %s\n", error->message);
      return BW_CLI_FAILED;
    }
  if (!trade (session) || !write_files (session, folder != NULL ? folder : "out") || !prove (session))
    return BW_CLI_FAILED;
  g_print ("The profile of this demo: %s\n", profile);
  return BW_CLI_OK;
}
