/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include <string.h>

static const BwTableColumn columns[] = {
  { "id", "Number", TRUE }, { "kind", "Kind", FALSE }, { "from", "From (UTC)", FALSE }, { "to", "To (UTC)", FALSE },
  { "text", "Text", FALSE },
};

static char *
print_anchor (JsonArray *anchors, guint index)
{
  JsonObject *anchor = json_array_get_object_element (anchors, index);
  g_autofree char *price = bw_number_to_text (json_object_get_double_member (anchor, "price"));

  return g_strdup_printf ("%s @ %s", json_object_get_string_member (anchor, "time"), price);
}

static JsonArray *
make_rows (JsonArray *drawings)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < json_array_get_length (drawings); i++)
    {
      JsonObject *drawing = json_array_get_object_element (drawings, i), *row = json_object_new ();
      JsonArray *anchors = json_object_get_array_member (drawing, "anchors");
      guint n = json_array_get_length (anchors);
      g_autofree char *from = print_anchor (anchors, 0), *to = n > 1 ? print_anchor (anchors, n - 1) : g_strdup ("");

      json_object_set_int_member (row, "id", json_object_get_int_member (drawing, "id"));
      json_object_set_string_member (row, "kind", json_object_get_string_member (drawing, "kind"));
      json_object_set_string_member (row, "from", from);
      json_object_set_string_member (row, "to", to);
      json_object_set_string_member (row, "text", json_object_get_string_member (drawing, "text"));
      json_array_add_object_element (rows, row);
    }
  return rows;
}

static int
show (const BwCliOptions *options, JsonNode *answer)
{
  g_autoptr (JsonNode) owned_answer = answer;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonArray) rows = NULL;
  JsonArray *problems;

  if (answer == NULL)
    return BW_CLI_FAILED;
  if (options->is_json)
    {
      bw_cli_print_json (answer);
      return BW_CLI_OK;
    }
  rows = make_rows (json_object_get_array_member (json_node_get_object (answer), "drawings"));
  problems = json_object_get_array_member (json_node_get_object (answer), "problems");
  if (json_array_get_length (rows) == 0)
    g_string_assign (text, "Nothing is drawn there.\n");
  else
    bw_table_print (rows, columns, G_N_ELEMENTS (columns), text);
  g_print ("%s", text->str);
  for (guint i = 0; i < json_array_get_length (problems); i++)
    g_printerr ("%s\n", json_array_get_string_element (problems, i));
  return BW_CLI_OK;
}

/* "2026-03-02T15:14:00Z@61.2" */
static gboolean
add_anchor (JsonArray *anchors, const char *word)
{
  const char *at = strchr (word, '@');
  JsonObject *anchor;
  g_autofree char *time = NULL;

  if (at == NULL || at[1] == '\0')
    return FALSE;
  time = g_strndup (word, (gsize) (at - word));
  anchor = json_object_new ();
  json_object_set_string_member (anchor, "time", time);
  json_object_set_string_member (anchor, "price", at + 1);
  json_array_add_object_element (anchors, anchor);
  return TRUE;
}

typedef struct
{
  char *text, *colour, *dash, *extend; /* (owned) (nullable) */
  double width;
  gboolean is_all;
} Looks;

static int
add (const BwCliOptions *options, JsonObject *parameters, const Looks *looks)
{
  JsonObject *drawing = json_object_new ();
  JsonArray *anchors = json_array_new ();
  g_auto (GStrv) sides = looks->extend != NULL ? g_strsplit (looks->extend, ",", 3) : NULL;

  json_object_set_int_member (drawing, "version", 1);
  json_object_set_string_member (drawing, "kind", options->words[2]);
  json_object_set_array_member (drawing, "anchors", anchors);
  json_object_set_object_member (parameters, "drawing", drawing);
  for (int i = 3; i < options->n_words; i++)
    if (!add_anchor (anchors, options->words[i]))
      {
        json_object_unref (parameters);
        return bw_cli_usage_error ("“%s” is no anchor; write TIME@PRICE: 2026-03-02T15:14:00Z@61.2", options->words[i]);
      }
  if (looks->text != NULL)
    json_object_set_string_member (drawing, "text", looks->text);
  if (looks->colour != NULL)
    json_object_set_string_member (drawing, "colour", looks->colour);
  if (looks->dash != NULL)
    json_object_set_string_member (drawing, "dash", looks->dash);
  if (looks->width > 0.0)
    json_object_set_double_member (drawing, "width", looks->width);
  if (sides != NULL)
    {
      JsonArray *extend = json_array_new ();

      for (char **side = sides; *side != NULL; side++)
        json_array_add_string_element (extend, *side);
      json_object_set_array_member (drawing, "extend", extend);
    }
  return show (options, bw_cli_call (options, "add-drawing", parameters));
}

static int
run (const BwCliOptions *options, const Looks *looks)
{
  const char *verb = options->words[0];
  JsonObject *parameters = bw_cli_parameters (options);
  g_autoptr (JsonNode) answer = NULL;

  json_object_set_string_member (parameters, "symbol", options->words[1]);
  if (g_str_equal (verb, "list") && options->n_words == 2)
    return show (options, bw_cli_call (options, "drawings", parameters));
  if (g_str_equal (verb, "add") && options->n_words >= 4)
    return add (options, parameters, looks);
  if (g_str_equal (verb, "remove") && options->n_words == (looks->is_all ? 2 : 3))
    {
      json_object_set_boolean_member (parameters, "all", looks->is_all);
      if (!looks->is_all)
        json_object_set_int_member (parameters, "id", g_ascii_strtoll (options->words[2], NULL, 10));
      return show (options, bw_cli_call (options, "remove-drawing", parameters));
    }
  if ((g_str_equal (verb, "export") || g_str_equal (verb, "import")) && options->n_words == 3)
    {
      g_autofree char *path = g_canonicalize_filename (options->words[2], NULL);

      json_object_set_string_member (parameters, "path", path);
      if (g_str_equal (verb, "import"))
        return show (options, bw_cli_call (options, "import-drawings", parameters));
      answer = bw_cli_call (options, "export-drawings", parameters);
      if (answer != NULL && options->is_json)
        bw_cli_print_json (answer);
      else if (answer != NULL)
        g_print ("Written to %s\n", path);
      return answer != NULL ? BW_CLI_OK : BW_CLI_FAILED;
    }
  json_object_unref (parameters);
  return bw_cli_usage_error ("drawings takes: list SYMBOL, add SYMBOL KIND TIME@PRICE…, remove SYMBOL NUMBER,"
                             " export SYMBOL FILE or import SYMBOL FILE");
}

int
bw_cli_drawings (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  Looks looks = { 0 };
  const GOptionEntry entries[] = {
    { "text", 0, 0, G_OPTION_ARG_STRING, &looks.text, "What it says", "TEXT" },
    { "colour", 0, 0, G_OPTION_ARG_STRING, &looks.colour, "series-1 … series-8, or #rrggbb", "COLOUR" },
    { "dash", 0, 0, G_OPTION_ARG_STRING, &looks.dash, "solid, dashed or dotted", "DASH" },
    { "width", 0, 0, G_OPTION_ARG_DOUBLE, &looks.width, "In pixels", "W" },
    { "extend", 0, 0, G_OPTION_ARG_STRING, &looks.extend, "left, right or left,right", "SIDES" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &looks.is_all, "With remove: every drawing of the symbol", NULL },
    { NULL },
  };
  int outcome = BW_CLI_USAGE;

  if (bw_cli_parse (argc, argv, "list|add|remove|export|import SYMBOL …",
                    "What is drawn on a symbol's charts. Kinds: trend-line, ray, extended-line, horizontal-line,\n"
                    "vertical-line, channel, fib-retracement, fib-extension, rectangle, ellipse, arrow, brush,\n"
                    "polyline, text, measure, long-position, short-position.\n"
                    "drawings add HLVN trend-line 2026-03-02T15:14:00Z@61.2 2026-03-02T20:00:00Z@62 --extend right",
                    entries, &options))
    outcome = options.n_words >= 2 ? run (&options, &looks)
                                   : bw_cli_usage_error ("drawings takes a verb and a symbol: drawings list HLVN");
  g_free (looks.text);
  g_free (looks.colour);
  g_free (looks.dash);
  g_free (looks.extend);
  return outcome;
}
