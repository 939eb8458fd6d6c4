/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include "base/time.h"
#include "chart/chart-studies.h"
#include "market/zone.h"
#include "report/chart-export.h"

#include <math.h>
#include <string.h>

#define WIDTH 1280
#define HEIGHT 720
#define BARS_SHOWN 160
#define STUDIES_MAX 16u
#define DECIMALS_MAX 8

typedef struct
{
  char *timeframe, *from, *to, *studies, *out, *zone, *theme; /* (owned) (nullable) */
  int width, height, n_shown;
  double scale;
  BwStudySpec specs[STUDIES_MAX];
  guint n_specs;
} ChartWords;

static void
chart_words_clear (ChartWords *words)
{
  g_free (words->timeframe);
  g_free (words->from);
  g_free (words->to);
  g_free (words->studies);
  g_free (words->out);
  g_free (words->zone);
  g_free (words->theme);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChartWords, chart_words_clear)

static double
get_number (JsonObject *row, const char *member)
{
  JsonNode *node = json_object_get_member (row, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? json_node_get_double (node) : NAN;
}

/* Returns: (transfer full) (nullable) */
static BwBarSeries *
read_series (JsonArray *rows, BwTimeframe timeframe)
{
  g_autoptr (BwBarSeries) series = bw_bar_series_new (timeframe, json_array_get_length (rows));

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      BwTime start;

      if (!bw_time_parse_rfc3339 (json_object_get_string_member (row, "time"), -1, &start))
        return NULL;
      bw_bar_series_append (series, start, get_number (row, "open"), get_number (row, "high"), get_number (row, "low"),
                            get_number (row, "close"), get_number (row, "volume"));
    }
  return g_steal_pointer (&series);
}

/* As many as the closes need, two at least. */
static guint
count_decimals (const BwBarSeries *series)
{
  guint n_decimals = 2;

  for (gsize i = 0; i < series->n_bars; i++)
    for (double scale = pow (10.0, n_decimals);
         n_decimals < DECIMALS_MAX && fabs (series->close[i] * scale - round (series->close[i] * scale)) > 1e-6 * scale / 100.0;
         scale *= 10.0)
      n_decimals++;
  return n_decimals;
}

/* Its numbers, in the order in which the registry lists its parameters; those left out keep their defaults. */
static gboolean
parse_parameters (char *text, BwStudySpec *study)
{
  g_auto (GStrv) numbers = g_strsplit (text, ",", -1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      if (i >= bw_indicator_info_get_n_parameters (study->info))
        {
          bw_cli_usage_error ("%s has %u parameters, not %u", study->info->name,
                              bw_indicator_info_get_n_parameters (study->info), g_strv_length (numbers));
          return FALSE;
        }
      if (!bw_indicator_info_set_parameter (study->info, study->parameters, study->info->parameters[i].name,
                                            g_strstrip (numbers[i]), &error))
        {
          bw_cli_usage_error ("%s", error->message);
          return FALSE;
        }
    }
  return TRUE;
}

/* "sma(20)", "macd(12, 26, 9)" or "rsi" */
static gboolean
parse_study (char *text, BwStudySpec *study)
{
  char *open = strchr (g_strstrip (text), '(');
  const BwIndicatorInfo *info;
  g_autofree char *name = g_ascii_strdown (text, open != NULL ? open - text : -1);

  info = bw_indicator_find (g_strstrip (name));
  if (info == NULL || (open != NULL && !g_str_has_suffix (text, ")")))
    {
      bw_cli_usage_error ("“%s” is no indicator: write sma(20), macd(12,26,9) or rsi; indicator --list names them", text);
      return FALSE;
    }
  bw_study_spec_init (study, info);
  if (open == NULL)
    return TRUE;
  text[strlen (text) - 1] = '\0';
  return parse_parameters (open + 1, study);
}

/* A comma within brackets parts numbers, one outside parts studies. */
static gboolean
parse_studies (const char *text, BwStudySpec *studies, guint *n_studies)
{
  g_autofree char *copy = g_strdup (text != NULL ? text : "");
  char *start = copy;
  int depth = 0;

  *n_studies = 0;
  if (*g_strstrip (copy) == '\0')
    return TRUE;
  for (char *at = copy;; at++)
    {
      gboolean is_end = *at == '\0';

      depth += *at == '(' ? 1 : *at == ')' ? -1 : 0;
      if (!is_end && (*at != ',' || depth > 0))
        continue;
      *at = '\0';
      if (*n_studies == STUDIES_MAX)
        {
          bw_cli_usage_error ("a chart has up to %u studies", STUDIES_MAX);
          return FALSE;
        }
      if (!parse_study (start, &studies[*n_studies]))
        return FALSE;
      studies[*n_studies].id = *n_studies + 1;
      bw_study_spec_shift_colours (&studies[*n_studies], *n_studies);
      (*n_studies)++;
      if (is_end)
        return TRUE;
      start = at + 1;
    }
}

static int
write_chart (const BwCliOptions *options, const ChartWords *words, BwChartFile file, BwBarSeries *series)
{
  g_autoptr (BwChartModel) model = bw_chart_model_new ();
  g_autofree char *title = g_strdup_printf ("%s %s", options->words[0], words->timeframe);
  g_autofree char *caption = bw_chart_export_caption (title, NULL, words->zone, series->start[series->n_bars - 1]);
  guint n_decimals = count_decimals (series);
  BwChartExport export = { file, words->width, words->height, words->scale, NULL, caption, 0, 0, series->n_bars };
  g_autoptr (GError) error = NULL;
  BwChartStyle style;

  if (g_strcmp0 (words->theme, "dark") == 0)
    bw_chart_style_init_dark (&style);
  else
    bw_chart_style_init_light (&style);
  export.style = &style;
  bw_chart_model_set_title (model, options->words[0], words->timeframe);
  bw_chart_model_set_price_format (model, n_decimals, pow (10.0, -(double) n_decimals));
  bw_chart_model_set_zone (model, words->zone, words->zone != NULL ? bw_zone_offset_at : NULL);
  bw_chart_model_set_size (model, words->width, words->height, 1.0);
  bw_chart_model_set_series (model, series);
  bw_chart_model_set_studies (model, words->specs, words->n_specs);
  bw_chart_model_set_range (model, (double) series->n_bars - words->n_shown, words->n_shown * 1.04);
  if (!bw_chart_export_write (model, &export, words->out, &error))
    {
      g_printerr ("bellwether-cli: %s\n", error->message);
      return BW_CLI_FAILED;
    }
  if (options->is_json)
    g_print ("{ \"path\": \"%s\" }\n", words->out);
  else
    g_print ("Written to %s\n", words->out);
  return BW_CLI_OK;
}

static int
check_words (const BwCliOptions *options, ChartWords *words, BwChartFile *file, BwTimeframe *timeframe)
{
  if (options->n_words != 1 || words->out == NULL)
    return bw_cli_usage_error ("chart takes one symbol and --out FILE");
  if (!bw_chart_file_of_path (words->out, file))
    return bw_cli_usage_error ("a chart is written as .png, .svg, .pdf or .csv, not as “%s”", words->out);
  if (!bw_timeframe_parse (words->timeframe, timeframe))
    return bw_cli_usage_error ("“%s” is no timeframe: 1m, 5m, 15m, 1h, 1d, 1w, 1M …", words->timeframe);
  if (words->theme != NULL && !g_str_equal (words->theme, "light") && !g_str_equal (words->theme, "dark"))
    return bw_cli_usage_error ("the theme is light or dark, not “%s”", words->theme);
  if (words->zone != NULL && !bw_zone_exists (words->zone))
    return bw_cli_usage_error ("there is no time zone “%s”", words->zone);
  if (words->n_shown < 1)
    return bw_cli_usage_error ("a chart shows a bar at least");
  return parse_studies (words->studies, words->specs, &words->n_specs) ? BW_CLI_OK : BW_CLI_USAGE;
}

int
bw_cli_chart (int argc, char **argv)
{
  g_auto (BwCliOptions) options = { 0 };
  g_auto (ChartWords) words = { .width = WIDTH, .height = HEIGHT, .scale = 1.0, .n_shown = BARS_SHOWN };
  const GOptionEntry entries[] = {
    { "timeframe", 't', 0, G_OPTION_ARG_STRING, &words.timeframe, "1m, 5m, 15m, 1h, 1d, 1w, 1M …; 1d", "T" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &words.from, "The first bar starts here or later", "TIME" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &words.to, "The last bar starts before", "TIME" },
    { "studies", 's', 0, G_OPTION_ARG_STRING, &words.studies, "Indicators: sma(20),macd(12,26,9),rsi", "LIST" },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &words.out, "The file: .png, .svg, .pdf or .csv", "FILE" },
    { "bars", 'n', 0, G_OPTION_ARG_INT, &words.n_shown, "How many of the newest a picture shows; 160", "N" },
    { "width", 0, 0, G_OPTION_ARG_INT, &words.width, "In pixels; 1280", "W" },
    { "height", 0, 0, G_OPTION_ARG_INT, &words.height, "In pixels; 720", "H" },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &words.scale, "Of a PNG: 2 for twice the pixels", "S" },
    { "zone", 'z', 0, G_OPTION_ARG_STRING, &words.zone, "Of its times: America/New_York; UTC", "ZONE" },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &words.theme, "light or dark; light", "THEME" },
    { NULL },
  };
  g_autoptr (BwBarSeries) series = NULL;
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *parameters;
  BwTimeframe timeframe = BW_TIMEFRAME_1D;
  BwChartFile file = BW_CHART_FILE_PNG;

  if (!bw_cli_parse (argc, argv, "SYMBOL", "Draws a symbol's chart, or writes its bars and studies as CSV.", entries, &options))
    return BW_CLI_USAGE;
  if (words.timeframe == NULL)
    words.timeframe = g_strdup ("1d");
  if (check_words (&options, &words, &file, &timeframe) != BW_CLI_OK)
    return BW_CLI_USAGE;
  parameters = bw_cli_parameters (&options);
  json_object_set_string_member (parameters, "symbol", options.words[0]);
  json_object_set_string_member (parameters, "timeframe", words.timeframe);
  if (words.from != NULL)
    json_object_set_string_member (parameters, "from", words.from);
  if (words.to != NULL)
    json_object_set_string_member (parameters, "to", words.to);
  answer = bw_cli_call (&options, "bars", parameters);
  series = answer != NULL ? read_series (json_node_get_array (answer), timeframe) : NULL;
  if (series == NULL)
    return BW_CLI_FAILED;
  if (series->n_bars == 0)
    {
      g_printerr ("bellwether-cli: no bars of %s are stored there\n", options.words[0]);
      return BW_CLI_FAILED;
    }
  return write_chart (&options, &words, file, series);
}
