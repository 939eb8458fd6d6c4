/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/setup.h"

#include "base/json-guard.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/*
 * {"chart": 1, "timeframe": 300, "scale": "log", …, "studies": [{"indicator": "RSI",
 *  "parameters": {"TimePeriod": 14}, "pane": true, …, "outputs": {"Real": {"plot": "line", …}}}]}
 *
 * Tables say what a field is called, where it lies and what it may be; one reader and one writer go
 * through them. Older texts are "300|sma-20,volume,|HLVN".
 */

#define VERSION_KEY "chart"

G_DEFINE_QUARK (bw - chart - setup - error - quark, bw_chart_setup_error)

typedef enum
{
  FIELD_SWITCH, /* gboolean */
  FIELD_WHOLE,  /* int or guint of 4 bytes, from min to max */
  FIELD_NUMBER, /* double, from min to max */
  FIELD_CHOICE, /* enum of 4 bytes, by name, up to max - 1 */
  FIELD_TEXT,   /* char *, at most max bytes */
} FieldKind;

typedef struct
{
  const char *name;
  FieldKind kind;
  gsize offset;
  double min, max;
  const char *(*get_name) (guint choice);
  BwChartSetupScope scope; /* the widest it is written in */
} Field;

static const char *
get_scale_name (guint scale)
{
  static const char *const names[BW_PRICE_N_SCALES] = { "linear", "log", "percent", "indexed" };

  return names[scale];
}

static const char *
get_type_name (guint type)
{
  return bw_chart_type_get_name (type);
}

static const char *
get_method_name (guint method)
{
  return bw_box_method_get_name (method);
}

static const char *
get_profile_name (guint range)
{
  return bw_profile_range_get_name (range);
}

static const char *
get_plot_name (guint plot)
{
  return bw_plot_kind_get_name (plot);
}

#define IN_CHART(field)  G_STRUCT_OFFSET (BwChartSetup, field)
#define IN_STUDY(field)  G_STRUCT_OFFSET (BwStudySpec, field)
#define IN_OUTPUT(field) G_STRUCT_OFFSET (BwStudyOutput, field)

#define LOOK(name, kind, field, min, max, get_name)                                                \
  { name, kind, IN_CHART (field), min, max, get_name, BW_CHART_SETUP_TEMPLATE }

static const Field chart_fields[] = {
  { "timeframe", FIELD_WHOLE, IN_CHART (timeframe), 0, 1e8, NULL, BW_CHART_SETUP_CHART },
  { "symbol", FIELD_TEXT, IN_CHART (symbol), 0, 64, NULL, BW_CHART_SETUP_CHART },
  { "scale", FIELD_CHOICE, IN_CHART (scale), 0, BW_PRICE_N_SCALES, get_scale_name, BW_CHART_SETUP_TEMPLATE },
  { "volume", FIELD_SWITCH, IN_CHART (has_volume), 0, 1, NULL, BW_CHART_SETUP_TEMPLATE },
  LOOK ("type", FIELD_CHOICE, type.type, 0, BW_CHART_N_TYPES, get_type_name),
  LOOK ("box", FIELD_CHOICE, type.method, 0, BW_BOX_N_METHODS, get_method_name),
  LOOK ("atr-period", FIELD_WHOLE, type.atr_period, 1, 200, NULL),
  LOOK ("box-size", FIELD_NUMBER, type.box_size, 1e-8, 1e9, NULL),
  LOOK ("box-percent", FIELD_NUMBER, type.percent, 0.01, 50, NULL),
  LOOK ("reversal", FIELD_WHOLE, type.n_reversal, 1, 20, NULL),
  LOOK ("closes", FIELD_SWITCH, type.uses_closes, 0, 1, NULL),
  LOOK ("wicks", FIELD_SWITCH, type.has_wicks, 0, 1, NULL),
  LOOK ("baseline", FIELD_NUMBER, type.baseline, 1, 99, NULL),
  LOOK ("profile", FIELD_CHOICE, profile.range, 0, BW_PROFILE_N_RANGES, get_profile_name),
  LOOK ("profile-rows", FIELD_WHOLE, profile.n_rows, BW_PROFILE_ROWS_MIN, BW_PROFILE_ROWS_MAX, NULL),
  LOOK ("profile-width", FIELD_NUMBER, profile.width_percent, 5, 80, NULL),
  LOOK ("profile-value-area", FIELD_NUMBER, profile.value_percent, 10, 100, NULL),
  LOOK ("profile-left", FIELD_SWITCH, profile.is_left, 0, 1, NULL),
  LOOK ("profile-whole", FIELD_SWITCH, profile.is_whole, 0, 1, NULL),
  LOOK ("hide-sessions", FIELD_SWITCH, hides_sessions, 0, 1, NULL),
  LOOK ("hide-dividends", FIELD_SWITCH, hides_dividends, 0, 1, NULL),
  LOOK ("hide-splits", FIELD_SWITCH, hides_splits, 0, 1, NULL),
  LOOK ("hide-news", FIELD_SWITCH, hides_news, 0, 1, NULL),
  LOOK ("hide-earnings", FIELD_SWITCH, hides_earnings, 0, 1, NULL),
  LOOK ("hide-halts", FIELD_SWITCH, hides_halts, 0, 1, NULL),
  LOOK ("hide-bad-data", FIELD_SWITCH, hides_bad_data, 0, 1, NULL),
  { "compared", FIELD_TEXT, IN_CHART (compared), 0, 512, NULL, BW_CHART_SETUP_CHART },
};

static const Field study_fields[] = {
  { "visible", FIELD_SWITCH, IN_STUDY (is_visible), 0, 1, NULL, BW_CHART_SETUP_TEMPLATE },
  { "pane", FIELD_SWITCH, IN_STUDY (in_pane), 0, 1, NULL, BW_CHART_SETUP_TEMPLATE },
  { "ground", FIELD_SWITCH, IN_STUDY (has_ground), 0, 1, NULL, BW_CHART_SETUP_TEMPLATE },
  { "height", FIELD_NUMBER, IN_STUDY (pane_weight), BW_STUDY_WEIGHT_MIN, BW_STUDY_WEIGHT_MAX, NULL,
    BW_CHART_SETUP_TEMPLATE },
};

static const Field output_fields[] = {
  { "plot", FIELD_CHOICE, IN_OUTPUT (plot), 0, BW_N_PLOTS, get_plot_name, BW_CHART_SETUP_TEMPLATE },
  { "colour", FIELD_WHOLE, IN_OUTPUT (colour_index), 0, BW_STUDY_COLOUR_SIGN, NULL,
    BW_CHART_SETUP_TEMPLATE },
  { "width", FIELD_WHOLE, IN_OUTPUT (width), 1, BW_STUDY_WIDTH_MAX, NULL, BW_CHART_SETUP_TEMPLATE },
  { "visible", FIELD_SWITCH, IN_OUTPUT (is_visible), 0, 1, NULL, BW_CHART_SETUP_TEMPLATE },
};

/* ---- The setup ---- */

BwChartSetup *
bw_chart_setup_new (void)
{
  BwChartSetup *setup = g_new0 (BwChartSetup, 1);

  setup->has_volume = TRUE;
  bw_chart_type_spec_init (&setup->type);
  bw_profile_spec_init (&setup->profile);
  setup->studies = g_array_new (FALSE, FALSE, sizeof (BwStudySpec));
  return setup;
}

BwChartSetup *
bw_chart_setup_copy (const BwChartSetup *setup)
{
  BwChartSetup *copy = g_memdup2 (setup, sizeof *setup);

  copy->symbol = g_strdup (setup->symbol);
  copy->compared = g_strdup (setup->compared);
  copy->studies = g_array_copy (setup->studies);
  return copy;
}

void
bw_chart_setup_free (BwChartSetup *setup)
{
  g_free (setup->symbol);
  g_free (setup->compared);
  g_array_unref (setup->studies);
  g_free (setup);
}

BwStudySpec *
bw_chart_setup_get_study (const BwChartSetup *setup, guint index)
{
  g_return_val_if_fail (index < setup->studies->len, NULL);

  return &g_array_index (setup->studies, BwStudySpec, index);
}

/**
 * bw_chart_setup_find_study:
 * @index: (out) (optional)
 *
 * Returns: (nullable)
 */
BwStudySpec *
bw_chart_setup_find_study (const BwChartSetup *setup, guint64 id, guint *index)
{
  for (guint i = 0; i < setup->studies->len; i++)
    if (bw_chart_setup_get_study (setup, i)->id == id)
      {
        if (index != NULL)
          *index = i;
        return bw_chart_setup_get_study (setup, i);
      }
  return NULL;
}

static guint64
find_next_id (const BwChartSetup *setup)
{
  guint64 id = 0;

  for (guint i = 0; i < setup->studies->len; i++)
    id = MAX (id, bw_chart_setup_get_study (setup, i)->id);
  return id + 1;
}

/* Colours that curves over the prices already have; a pane starts over. */
static guint
count_colours (const BwChartSetup *setup)
{
  guint n = 0;

  for (guint i = 0; i < setup->studies->len; i++)
    {
      const BwStudySpec *spec = bw_chart_setup_get_study (setup, i);

      if (!spec->in_pane && spec->outputs[0].colour_index != BW_STUDY_COLOUR_SIGN)
        n += bw_indicator_info_get_n_outputs (spec->info);
    }
  return n;
}

/**
 * bw_chart_setup_add_study:
 * @id: (out) (optional)
 *
 * Adds the indicator with its defaults, in colours that the chart doesn't show yet.
 *
 * Returns: whether there was room for another
 */
gboolean
bw_chart_setup_add_study (BwChartSetup *setup, const BwIndicatorInfo *info, guint64 *id)
{
  BwStudySpec spec;

  if (setup->studies->len >= BW_STUDY_N_MAX)
    return FALSE;
  bw_study_spec_init (&spec, info);
  spec.id = find_next_id (setup);
  if (!spec.in_pane)
    bw_study_spec_shift_colours (&spec, count_colours (setup));
  g_array_append_val (setup->studies, spec);
  if (id != NULL)
    *id = spec.id;
  return TRUE;
}

/**
 * bw_chart_setup_insert_study:
 *
 * Puts a removed study back, with its id.
 */
void
bw_chart_setup_insert_study (BwChartSetup *setup, guint index, const BwStudySpec *spec)
{
  g_array_insert_val (setup->studies, MIN (index, setup->studies->len), *spec);
}

gboolean
bw_chart_setup_remove_study (BwChartSetup *setup, guint64 id)
{
  guint index;

  if (bw_chart_setup_find_study (setup, id, &index) == NULL)
    return FALSE;
  g_array_remove_index (setup->studies, index);
  return TRUE;
}

/**
 * bw_chart_setup_move_study:
 * @direction: -1 for one place up, 1 for one down
 *
 * Returns: whether there was a place
 */
gboolean
bw_chart_setup_move_study (BwChartSetup *setup, guint64 id, int direction)
{
  guint index, other;
  BwStudySpec spec;

  if (bw_chart_setup_find_study (setup, id, &index) == NULL || (direction < 0 && index == 0))
    return FALSE;
  other = direction < 0 ? index - 1 : index + 1;
  if (other >= setup->studies->len)
    return FALSE;
  spec = *bw_chart_setup_get_study (setup, index);
  *bw_chart_setup_get_study (setup, index) = *bw_chart_setup_get_study (setup, other);
  *bw_chart_setup_get_study (setup, other) = spec;
  return TRUE;
}

/* ---- Reading ---- */

static gboolean
refuse (GError **error, const char *where, const char *name, const char *what)
{
  g_set_error (error, BW_CHART_SETUP_ERROR, BW_CHART_SETUP_ERROR_BROKEN, "%s%s%s: %s", where,
               *where != '\0' ? "." : "", name, what);
  return FALSE;
}

static gboolean
refuse_range (GError **error, const char *where, const Field *field)
{
  g_autofree char *what =
      g_strdup_printf ("must be from %g to %g%s", field->min, field->max,
                       field->kind == FIELD_WHOLE ? ", without decimals" : "");

  return refuse (error, where, field->name, what);
}

static gboolean
read_number (JsonNode *node, double *number)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || (json_node_get_value_type (node) != G_TYPE_INT64 &&
                                        json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;
  *number = json_node_get_double (node);
  return isfinite (*number);
}

static const char *
read_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
read_choice (const Field *field, const char *text, guint *choice)
{
  for (guint i = 0; text != NULL && i < (guint)field->max; i++)
    if (strcmp (field->get_name (i), text) == 0)
      {
        *choice = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_field (JsonNode *node, const Field *field, gpointer place, const char *where, GError **error)
{
  const char *text = read_text (node);
  double number;

  switch (field->kind)
    {
    case FIELD_SWITCH:
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return refuse (error, where, field->name, "must be true or false");
      *(gboolean *)place = json_node_get_boolean (node);
      return TRUE;
    case FIELD_WHOLE:
      if (!read_number (node, &number) || number < field->min || number > field->max ||
          number != floor (number))
        return refuse_range (error, where, field);
      *(int *)place = (int)number;
      return TRUE;
    case FIELD_NUMBER:
      if (!read_number (node, &number) || number < field->min || number > field->max)
        return refuse_range (error, where, field);
      *(double *)place = number;
      return TRUE;
    case FIELD_CHOICE:
      if (!read_choice (field, text, place))
        return refuse (error, where, field->name, "is none of the known words");
      return TRUE;
    case FIELD_TEXT:
      if (text == NULL || strlen (text) > (gsize)field->max)
        return refuse (error, where, field->name, "must be a short text");
      g_free (*(char **)place);
      *(char **)place = g_strdup (text);
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_fields (JsonObject *object,
             const Field *fields,
             gsize n_fields,
             gpointer place,
             const char *where,
             GError **error)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      JsonNode *node = json_object_get_member (object, fields[i].name);

      if (node != NULL && !read_field (node, &fields[i], (char *)place + fields[i].offset, where, error))
        return FALSE;
    }
  return TRUE;
}

static JsonObject *
get_object (JsonObject *parent, const char *name)
{
  JsonNode *node = json_object_get_member (parent, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Through the indicator's own check, so that a range is spelled in one place. */
static gboolean
read_parameters (JsonObject *object, BwStudySpec *spec, const char *where, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (const GList *l = names; l != NULL; l = l->next)
    {
      g_autoptr (GError) refused = NULL;
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      double number;

      if (!read_number (json_object_get_member (object, l->data), &number))
        return refuse (error, where, l->data, "must be a number");
      if (!bw_indicator_info_set_parameter (spec->info, spec->parameters, l->data,
                                            g_ascii_dtostr (text, sizeof text, number), &refused))
        return refuse (error, where, "parameters", refused->message);
    }
  return TRUE;
}

static gboolean
read_outputs (JsonObject *object, BwStudySpec *spec, const char *where, GError **error)
{
  for (guint k = 0; spec->info->outputs[k] != NULL; k++)
    {
      JsonObject *output = get_object (object, spec->info->outputs[k]);
      g_autofree char *here = g_strconcat (where, ".outputs.", spec->info->outputs[k], NULL);

      if (output != NULL && !read_fields (output, output_fields, G_N_ELEMENTS (output_fields),
                                          &spec->outputs[k], here, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_study (JsonNode *node, BwStudySpec *spec, const char *where, GError **error)
{
  JsonObject *object, *part;
  const char *name;
  const BwIndicatorInfo *info;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, where, "indicator", "is missing");
  object = json_node_get_object (node);
  name = json_object_has_member (object, "indicator")
             ? read_text (json_object_get_member (object, "indicator"))
             : NULL;
  info = name != NULL ? bw_indicator_find (name) : NULL;
  if (info == NULL)
    {
      g_autofree char *what = g_strdup_printf ("there is no indicator “%.40s”", name != NULL ? name : "");

      return refuse (error, where, "indicator", what);
    }
  bw_study_spec_init (spec, info);
  if (!read_fields (object, study_fields, G_N_ELEMENTS (study_fields), spec, where, error))
    return FALSE;
  part = get_object (object, "parameters");
  if (part != NULL && !read_parameters (part, spec, where, error))
    return FALSE;
  part = get_object (object, "outputs");
  return part == NULL || read_outputs (part, spec, where, error);
}

static gboolean
read_studies (JsonObject *object, BwChartSetup *setup, GError **error)
{
  JsonNode *node = json_object_get_member (object, "studies");
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, "", "studies", "must be a list");
  array = json_node_get_array (node);
  if (json_array_get_length (array) > BW_STUDY_N_MAX)
    return refuse (error, "", "studies", "are more than a chart can show");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *where = g_strdup_printf ("studies[%u]", i);
      BwStudySpec spec;

      if (!read_study (json_array_get_element (array, i), &spec, where, error))
        return FALSE;
      spec.id = i + 1;
      g_array_append_val (setup->studies, spec);
    }
  return TRUE;
}

static gboolean
check_version (JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, VERSION_KEY);
  double version;

  if (node == NULL || !read_number (node, &version) || version < 1.0)
    return refuse (error, "", VERSION_KEY, "is missing: this is not the setup of a chart");
  if (version <= BW_CHART_SETUP_VERSION)
    return TRUE;
  g_set_error (error, BW_CHART_SETUP_ERROR, BW_CHART_SETUP_ERROR_NEWER,
               "It was saved by a newer Bellwether (format %g; this one reads up to %d). Update "
               "Bellwether to use it.",
               version, BW_CHART_SETUP_VERSION);
  return FALSE;
}

/* The switches of the first versions: averages by name. */
static const struct
{
  const char *name, *indicator;
  double period;
} old_overlays[] = {
  { "sma-20", "SMA", 20 },   { "sma-50", "SMA", 50 }, { "sma-200", "SMA", 200 },
  { "ema-9", "EMA", 9 }, { "ema-21", "EMA", 21 },
};

static BwChartSetup *
parse_old (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", 3), names = NULL;
  g_autoptr (BwChartSetup) setup = bw_chart_setup_new ();
  const char *const *on;
  gint64 timeframe;

  if (g_strv_length (parts) != 3 || !g_ascii_string_to_signed (parts[0], 10, 0, 100000000, &timeframe, NULL))
    return NULL;
  setup->timeframe = (BwTimeframe)timeframe;
  setup->symbol = g_strndup (parts[2], 64);
  names = g_strsplit (parts[1], ",", 16);
  on = (const char *const *)names;
  setup->scale = g_strv_contains (on, "log") ? BW_PRICE_SCALE_LOG : BW_PRICE_SCALE_LINEAR;
  setup->has_volume = g_strv_contains (on, "volume");
  for (guint i = 0; i < G_N_ELEMENTS (old_overlays); i++)
    if (g_strv_contains (on, old_overlays[i].name))
      {
        bw_chart_setup_add_study (setup, bw_indicator_find (old_overlays[i].indicator), NULL);
        bw_chart_setup_get_study (setup, setup->studies->len - 1)->parameters[0] = old_overlays[i].period;
      }
  return g_steal_pointer (&setup);
}

/**
 * bw_chart_setup_parse:
 *
 * Errors: %BW_CHART_SETUP_ERROR_BROKEN names the place and what it may be;
 *   %BW_CHART_SETUP_ERROR_NEWER when a newer program wrote it.
 *
 * Returns: (transfer full) (nullable)
 */
BwChartSetup *
bw_chart_setup_parse (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (BwChartSetup) setup = NULL;
  JsonObject *object;
  gsize n_bytes = strlen (text);

  if (g_utf8_validate (text, -1, NULL) && g_ascii_isdigit (*text) && (setup = parse_old (text)) != NULL)
    return g_steal_pointer (&setup);
  if (n_bytes > BW_CHART_SETUP_BYTES_MAX || !bw_json_is_safe (text, n_bytes) ||
      !json_parser_load_from_data (parser, text, (gssize)n_bytes, NULL) ||
      json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, BW_CHART_SETUP_ERROR, BW_CHART_SETUP_ERROR_BROKEN,
                   "It isn't readable: it should be a JSON object that begins with {\"%s\":",
                   VERSION_KEY);
      return NULL;
    }
  object = json_node_get_object (json_parser_get_root (parser));
  setup = bw_chart_setup_new ();
  if (!check_version (object, error) ||
      !read_fields (object, chart_fields, G_N_ELEMENTS (chart_fields), setup, "", error) ||
      !read_studies (object, setup, error))
    return NULL;
  return g_steal_pointer (&setup);
}

/* ---- Writing ---- */

static void
write_field (JsonBuilder *builder, const Field *field, gconstpointer place)
{
  if (field->kind == FIELD_TEXT && *(char *const *)place == NULL)
    return;
  json_builder_set_member_name (builder, field->name);
  switch (field->kind)
    {
    case FIELD_SWITCH:
      json_builder_add_boolean_value (builder, *(const gboolean *)place);
      break;
    case FIELD_WHOLE:
      json_builder_add_int_value (builder, *(const int *)place);
      break;
    case FIELD_NUMBER:
      json_builder_add_double_value (builder, *(const double *)place);
      break;
    case FIELD_CHOICE:
      json_builder_add_string_value (builder, field->get_name (*(const guint *)place));
      break;
    case FIELD_TEXT:
      json_builder_add_string_value (builder, *(char *const *)place);
      break;
    }
}

static void
write_fields (JsonBuilder *builder,
              const Field *fields,
              gsize n_fields,
              gconstpointer place,
              BwChartSetupScope scope)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].scope >= scope)
      write_field (builder, &fields[i], (const char *)place + fields[i].offset);
}

static void
write_study (JsonBuilder *builder, const BwStudySpec *spec, BwChartSetupScope scope)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "indicator");
  json_builder_add_string_value (builder, spec->info->name);
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_object (builder);
  for (guint k = 0; spec->info->parameters[k].name != NULL; k++)
    {
      json_builder_set_member_name (builder, spec->info->parameters[k].name);
      json_builder_add_double_value (builder, spec->parameters[k]);
    }
  json_builder_end_object (builder);
  write_fields (builder, study_fields, G_N_ELEMENTS (study_fields), spec, scope);
  json_builder_set_member_name (builder, "outputs");
  json_builder_begin_object (builder);
  for (guint k = 0; spec->info->outputs[k] != NULL; k++)
    {
      json_builder_set_member_name (builder, spec->info->outputs[k]);
      json_builder_begin_object (builder);
      write_fields (builder, output_fields, G_N_ELEMENTS (output_fields), &spec->outputs[k], scope);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/**
 * bw_chart_setup_print:
 *
 * Returns: (transfer full): what bw_chart_setup_parse() reads back
 */
char *
bw_chart_setup_print (const BwChartSetup *setup, BwChartSetupScope scope)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, VERSION_KEY);
  json_builder_add_int_value (builder, BW_CHART_SETUP_VERSION);
  write_fields (builder, chart_fields, G_N_ELEMENTS (chart_fields), setup, scope);
  json_builder_set_member_name (builder, "studies");
  json_builder_begin_array (builder);
  for (guint i = 0; i < setup->studies->len; i++)
    write_study (builder, bw_chart_setup_get_study (setup, i), scope);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
