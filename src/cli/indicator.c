/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "indicators/indicator.h"

#include <math.h>
#include <string.h>

/* Works on a file of bars alone; no profile is opened. */

#define N_COLUMNS 6
#define SESSION   5

/* A file without sessions has one a day: what comes before the time of day in the first column. */
static const char *const column_names[N_COLUMNS] = { "open",  "high",   "low",
                                                     "close", "volume", "session" };
static const char letters[] = "ohlcvs";

typedef struct
{
  char *stamp_name;           /* (owned): the first column's header */
  GPtrArray *stamps;          /* (owned): its fields */
  GArray *columns[N_COLUMNS]; /* (owned) (nullable): double; NaN where the field is empty */
} BarFile;

static void
bar_file_clear (BarFile *file)
{
  g_free (file->stamp_name);
  g_clear_pointer (&file->stamps, g_ptr_array_unref);
  for (guint k = 0; k < N_COLUMNS; k++)
    g_clear_pointer (&file->columns[k], g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BarFile, bar_file_clear)

static gsize
get_n_bars (const BarFile *file)
{
  return file->stamps->len;
}

/* Returns: (transfer full) (nullable) */
static char *
read_text (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GInputStream) raw = G_INPUT_STREAM (g_file_read (file, NULL, error));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GConverter) gunzip =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = NULL;

  if (raw == NULL)
    return NULL;
  stream = g_str_has_suffix (path, ".gz") ? g_converter_input_stream_new (raw, gunzip)
                                          : g_object_ref (raw);
  if (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_NONE, NULL, error) < 0 ||
      !g_output_stream_write_all (memory, "", 1, NULL, NULL, error) ||
      !g_output_stream_close (memory, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
}

/* An empty field and "nan" are NaN. */
static gboolean
parse_field (const char *field, double *value)
{
  char *end;

  *value = NAN;
  if (field == NULL || field[0] == '\0' || g_ascii_strcasecmp (field, "nan") == 0)
    return TRUE;
  *value = g_ascii_strtod (field, &end);
  return end != field && *end == '\0';
}

static gboolean
parse_row (BarFile *file, char **fields, const int *places, gsize line, GError **error)
{
  guint n_fields = g_strv_length (fields);

  g_ptr_array_add (file->stamps, g_strdup (fields[0]));
  for (guint k = 0; k < N_COLUMNS; k++)
    {
      double value;

      if (places[k] < 0)
        continue;
      if (!parse_field ((guint)places[k] < n_fields ? g_strstrip (fields[places[k]]) : NULL,
                        &value))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "line %" G_GSIZE_FORMAT ": %s is “%s”, not a number", line, column_names[k],
                       fields[places[k]]);
          return FALSE;
        }
      g_array_append_val (file->columns[k], value);
    }
  return TRUE;
}

static void
find_columns (BarFile *file, char **header, int *places)
{
  for (guint k = 0; k < N_COLUMNS; k++)
    {
      places[k] = -1;
      for (int i = 0; header[i] != NULL; i++)
        if (g_ascii_strcasecmp (header[i], column_names[k]) == 0)
          places[k] = i;
      if (places[k] >= 0)
        file->columns[k] = g_array_new (FALSE, FALSE, sizeof (double));
    }
}

static void
number_days (BarFile *file)
{
  double session = 0.0;

  if (file->columns[SESSION] != NULL)
    return;
  file->columns[SESSION] = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < file->stamps->len; i++)
    {
      const char *stamp = g_ptr_array_index (file->stamps, i);

      if (i > 0 &&
          strncmp (stamp, g_ptr_array_index (file->stamps, i - 1), strcspn (stamp, " T")) != 0)
        session += 1.0;
      g_array_append_val (file->columns[SESSION], session);
    }
}

static gboolean
load_bars (BarFile *file, const char *path, GError **error)
{
  g_autofree char *text = read_text (path, error);
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) header = NULL;
  int places[N_COLUMNS];

  if (text == NULL)
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  header = g_strsplit (lines[0] != NULL ? g_strchomp (lines[0]) : "", ",", -1);
  for (char **name = header; *name != NULL; name++)
    g_strstrip (*name);
  file->stamp_name = g_strdup (header[0] != NULL ? header[0] : "bar");
  file->stamps = g_ptr_array_new_with_free_func (g_free);
  find_columns (file, header, places);
  for (gsize i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = NULL;

      if (g_strchomp (lines[i])[0] == '\0')
        continue;
      fields = g_strsplit (lines[i], ",", -1);
      if (!parse_row (file, fields, places, i + 1, error))
        return FALSE;
    }
  number_days (file);
  return TRUE;
}

static const double *
get_column (const BarFile *file, guint k)
{
  return file->columns[k] != NULL ? (const double *)(const void *)file->columns[k]->data : NULL;
}

static gboolean
check_bars (const BwIndicatorInfo *info, const BarFile *file, const char *path)
{
  if (get_n_bars (file) == 0)
    {
      g_printerr ("bellwether-cli: %s holds no bars\n", path);
      return FALSE;
    }
  for (const char *letter = info->inputs; *letter != '\0'; letter++)
    {
      guint k = (guint)(strchr (letters, *letter) - letters);

      if (file->columns[k] != NULL)
        continue;
      g_printerr ("bellwether-cli: %s reads the column “%s”, and %s has none of that name\n",
                  info->name, column_names[k], path);
      return FALSE;
    }
  return TRUE;
}

static void
append_number (GString *text, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = 15; precision <= 17; precision++)
    {
      const char *format = precision == 15 ? "%.15g" : precision == 16 ? "%.16g" : "%.17g";

      g_ascii_formatd (digits, sizeof digits, format, value);
      if (g_ascii_strtod (digits, NULL) == value)
        break;
    }
  g_string_append (text, digits);
}

static gboolean
is_missing (const BwIndicatorInfo *info, const BarFile *file, gsize i)
{
  for (const char *letter = info->inputs; *letter != '\0'; letter++)
    if (!isfinite (get_column (file, (guint)(strchr (letters, *letter) - letters))[i]))
      return TRUE;
  return FALSE;
}

/* A cell is empty while the indicator warms up and at a bar without prices; "nan" where the
 * function has no value (the arc sine of 2), empty again where a sparse one has nothing to say. */
static void
print_values (BwIndicator *indicator, const BarFile *file, double *const *values)
{
  const BwIndicatorInfo *info = bw_indicator_peek_info (indicator);
  g_autoptr (GString) text = g_string_new (file->stamp_name);
  gsize n_whole = 0;

  for (guint k = 0; info->outputs[k] != NULL; k++)
    g_string_append_printf (text, ",%s", info->outputs[k]);
  g_string_append_c (text, '\n');
  for (gsize i = 0; i < get_n_bars (file); i++)
    {
      gboolean is_empty = is_missing (info, file, i);

      if (!is_empty && n_whole++ < bw_indicator_get_lead (indicator))
        is_empty = TRUE;
      g_string_append (text, g_ptr_array_index (file->stamps, i));
      for (guint k = 0; info->outputs[k] != NULL; k++)
        {
          g_string_append_c (text, ',');
          if (!isnan (values[k][i]))
            append_number (text, values[k][i]);
          else if (!is_empty && !info->is_sparse)
            g_string_append (text, "nan");
        }
      g_string_append_c (text, '\n');
    }
  g_print ("%s", text->str);
}

/* What a reader should know before trusting the numbers. */
static void
warn (BwIndicator *indicator, const BarFile *file)
{
  const BwIndicatorInfo *info = bw_indicator_peek_info (indicator);
  gsize n_needed = bw_indicator_get_lead (indicator) + 1, n_bars = get_n_bars (file);
  const double *close = get_column (file, 3);
  gboolean is_constant = close != NULL && n_bars > 1;

  if (n_bars < n_needed)
    g_printerr ("bellwether-cli: %s has its first value at bar %" G_GSIZE_FORMAT
                "; there are only %" G_GSIZE_FORMAT "\n",
                info->name, n_needed, n_bars);
  for (gsize i = 1; i < n_bars && is_constant; i++)
    is_constant = close[i] == close[0];
  if (is_constant)
    g_printerr ("bellwether-cli: all closes are the same; what %s measures of their moves is 0\n",
                info->name);
}

static int
print_indicator (const BwIndicatorInfo *info, const double *parameters, const char *path)
{
  g_auto (BarFile) file = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, &error);
  double *values[BW_INDICATOR_OUTPUTS_MAX] = { NULL };
  guint n_outputs = bw_indicator_info_get_n_outputs (info);
  BwIndicatorBars bars;

  if (indicator == NULL || !load_bars (&file, path, &error))
    {
      g_printerr ("bellwether-cli: %s\n", error->message);
      return indicator == NULL ? BW_CLI_USAGE : BW_CLI_FAILED;
    }
  if (!check_bars (info, &file, path))
    return BW_CLI_FAILED;
  for (guint k = 0; k < n_outputs; k++)
    values[k] = g_new (double, get_n_bars (&file));
  bars = (BwIndicatorBars){ get_column (&file, 0), get_column (&file, 1),
                            get_column (&file, 2), get_column (&file, 3),
                            get_column (&file, 4), get_column (&file, SESSION) };
  bw_indicator_feed (indicator, &bars, get_n_bars (&file), values);
  warn (indicator, &file);
  print_values (indicator, &file, values);
  for (guint k = 0; k < n_outputs; k++)
    g_free (values[k]);
  return BW_CLI_OK;
}

static JsonNode *
describe (const BwIndicatorInfo *info)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *const strings[] = { "name",   info->name,
                                  "title",  info->title,
                                  "group",  bw_indicator_group_get_name (info->group),
                                  "inputs", info->inputs,
                                  "plot",   info->is_overlay ? "overlay" : "pane" };
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, NULL, NULL);

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i += 2)
    {
      json_builder_set_member_name (builder, strings[i]);
      json_builder_add_string_value (builder, strings[i + 1]);
    }
  json_builder_set_member_name (builder, "warm_up");
  json_builder_add_int_value (builder, (gint64)bw_indicator_get_lead (indicator));
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_array (builder);
  for (const BwIndicatorParameter *parameter = info->parameters; parameter->name != NULL;
       parameter++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, parameter->name);
      json_builder_set_member_name (builder, "default");
      json_builder_add_double_value (builder, parameter->value);
      json_builder_set_member_name (builder, "min");
      json_builder_add_double_value (builder, parameter->min);
      json_builder_set_member_name (builder, "max");
      json_builder_add_double_value (builder, parameter->max);
      json_builder_set_member_name (builder, "whole");
      json_builder_add_boolean_value (builder, parameter->is_whole);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "outputs");
  json_builder_begin_array (builder);
  for (guint k = 0; info->outputs[k] != NULL; k++)
    json_builder_add_string_value (builder, info->outputs[k]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "levels");
  json_builder_begin_array (builder);
  for (guint k = 0; k < info->n_levels; k++)
    json_builder_add_double_value (builder, info->levels[k]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static int
print_list (gboolean is_json)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  JsonArray *all = json_array_new ();

  json_node_take_array (root, all);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);

      if (is_json)
        {
          json_array_add_element (all, describe (info));
          continue;
        }
      g_print ("%-20s  %s", info->name, info->title);
      for (const BwIndicatorParameter *parameter = info->parameters; parameter->name != NULL;
           parameter++)
        g_print ("%s%s=%g", parameter == info->parameters ? "; " : " ", parameter->name,
                 parameter->value);
      g_print ("\n");
    }
  if (is_json)
    bw_cli_print_json (root);
  return BW_CLI_OK;
}

/**
 * bw_cli_indicator:
 *
 * `indicator NAME [--param k=v]... --data FILE [--csv]`: one line a bar; `indicator --list
 * [--json]`.
 */
int
bw_cli_indicator (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_autofree char *path = NULL;
  g_auto (GStrv) settings = NULL;
  gboolean wants_list = FALSE, is_csv = FALSE;
  double parameters[BW_INDICATOR_PARAMETERS_MAX];
  const BwIndicatorInfo *info;
  const GOptionEntry entries[] = {
    { "list", 'l', 0, G_OPTION_ARG_NONE, &wants_list, "Every indicator there is", NULL },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &path,
      "Bars: CSV or .csv.gz, its columns named in the first line", "FILE" },
    { "param", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings, "A parameter, as TimePeriod=20",
      "NAME=VALUE" },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &is_csv, "Answer in CSV, which it does anyway", NULL },
    { NULL },
  };

  if (!bw_cli_parse (argc, argv, "NAME --data FILE", "An indicator's values over a file of bars.",
                     entries, &options))
    return BW_CLI_USAGE;
  if (wants_list)
    return print_list (options.is_json);
  if (options.n_words != 1 || path == NULL)
    return bw_cli_usage_error (
        "indicator needs a name and --data FILE; indicator --list names them all");
  info = bw_indicator_find (options.words[0]);
  if (info == NULL)
    return bw_cli_usage_error ("there is no indicator “%s”; indicator --list names them all",
                               options.words[0]);
  bw_indicator_info_get_defaults (info, parameters);
  for (char **setting = settings; setting != NULL && *setting != NULL; setting++)
    {
      g_auto (GStrv) words = g_strsplit (*setting, "=", 2);
      g_autoptr (GError) error = NULL;

      if (words[0] == NULL || words[1] == NULL)
        return bw_cli_usage_error ("--param is NAME=VALUE, not “%s”", *setting);
      if (!bw_indicator_info_set_parameter (info, parameters, words[0], words[1], &error))
        return bw_cli_usage_error ("%s", error->message);
    }
  return print_indicator (info, parameters, path);
}
