/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/drawing-json.h"

#include "base/json-guard.h"
#include "store/error.h"

#include <json-glib/json-glib.h>
#include <string.h>

/*
 * { "version": 1, "kind": "trend-line", "anchors": [ { "time": "2026-03-02T15:14:00Z", "price": 61.2 }, … ],
 *   "text": "", "colour": "series-1" or "#rrggbb", "width": 1.5, "dash": "solid", "opacity": 0,
 *   "locked": false, "hidden": false, "scale": "linear", "extend": [ "left", "right" ], "levels": [ … ],
 *   "account": 0, "risk": 1 }
 *
 * All but version, kind and anchors may be missing. A file of them:
 * { "format": "bellwether-drawings", "version": 1, "symbol": "HLVN", "drawings": [ … ] }
 */

#define FILE_FORMAT "bellwether-drawings"

static const char *const dashes[] = { "solid", "dashed", "dotted" };

/* ---- Writing ---- */

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/* json-glib adds ".0" to what has no point, also behind an exponent (1e-08.0, which nobody can read): such
 * a number is written as text. */
static JsonNode *
make_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  g_ascii_dtostr (text, sizeof text, number);
  if (strchr (text, 'e') != NULL && strchr (text, '.') == NULL)
    json_node_set_string (node, text);
  else
    json_node_set_double (node, number);
  return node;
}

static JsonArray *
make_anchors (const BwDrawing *drawing)
{
  JsonArray *anchors = json_array_new ();

  for (guint i = 0; i < drawing->anchors->len; i++)
    {
      JsonObject *anchor = json_object_new ();
      g_autofree char *time = bw_time_to_rfc3339 (bw_drawing_anchor (drawing, i)->time);

      json_object_set_string_member (anchor, "time", time);
      json_object_set_member (anchor, "price", make_number (bw_drawing_anchor (drawing, i)->price));
      json_array_add_object_element (anchors, anchor);
    }
  return anchors;
}

static void
set_shape (JsonObject *object, const BwDrawing *drawing)
{
  JsonArray *extend = json_array_new (), *levels;

  if (drawing->extends_left)
    json_array_add_string_element (extend, "left");
  if (drawing->extends_right)
    json_array_add_string_element (extend, "right");
  json_object_set_array_member (object, "extend", extend);
  if (bw_drawing_kind_has_levels (drawing->kind))
    {
      levels = json_array_new ();
      for (guint i = 0; i < drawing->levels->len; i++)
        json_array_add_element (levels, make_number (g_array_index (drawing->levels, double, i)));
      json_object_set_array_member (object, "levels", levels);
    }
  if (bw_drawing_kind_is_position (drawing->kind))
    {
      json_object_set_member (object, "account", make_number (drawing->account_size));
      json_object_set_member (object, "risk", make_number (drawing->risk_percent));
    }
}

static JsonObject *
make_object (const BwDrawing *drawing)
{
  JsonObject *object = json_object_new ();
  g_autofree char *colour = drawing->has_rgb ? g_strdup_printf ("#%06x", drawing->rgb)
                                             : g_strdup_printf ("series-%u", drawing->colour_index + 1);

  json_object_set_int_member (object, "version", BW_DRAWING_JSON_VERSION);
  json_object_set_string_member (object, "kind", bw_drawing_kind_word (drawing->kind));
  json_object_set_array_member (object, "anchors", make_anchors (drawing));
  json_object_set_string_member (object, "text", drawing->text);
  json_object_set_string_member (object, "colour", colour);
  json_object_set_member (object, "width", make_number (drawing->width));
  json_object_set_string_member (object, "dash", dashes[drawing->dash]);
  json_object_set_member (object, "opacity", make_number (drawing->fill_opacity));
  json_object_set_boolean_member (object, "locked", drawing->is_locked);
  json_object_set_boolean_member (object, "hidden", drawing->is_hidden);
  json_object_set_string_member (object, "scale", drawing->is_log ? "log" : "linear");
  set_shape (object, drawing);
  return object;
}

/**
 * bw_drawing_to_json:
 * @drawing: sound, see bw_drawing_check()
 *
 * Returns: (transfer full): one object on one line; the id is not part of it
 */
char *
bw_drawing_to_json (const BwDrawing *drawing)
{
  g_autoptr (JsonNode) node = take_object (make_object (drawing));

  return json_to_string (node, FALSE);
}

/**
 * bw_drawings_to_file:
 *
 * Returns: (transfer full): the text of a file that bw_drawings_from_file() reads
 */
char *
bw_drawings_to_file (const char *symbol, BwDrawing *const *drawings, guint n_drawings)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = NULL;

  json_object_set_string_member (object, "format", FILE_FORMAT);
  json_object_set_int_member (object, "version", BW_DRAWING_JSON_VERSION);
  json_object_set_string_member (object, "symbol", symbol);
  for (guint i = 0; i < n_drawings; i++)
    json_array_add_object_element (array, make_object (drawings[i]));
  json_object_set_array_member (object, "drawings", array);
  node = take_object (object);
  return json_to_string (node, TRUE);
}

/* ---- Reading ---- */

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, BW_STORE_ERROR, BW_STORE_ERROR_FAILED, text);
  return FALSE;
}

/* A member of the wanted type; one that is missing is none. */
static gboolean
look_up (JsonObject *object, const char *member, JsonNodeType type, JsonNode **node, GError **error)
{
  *node = json_object_get_member (object, member);
  if (*node == NULL || json_node_get_node_type (*node) == type)
    return TRUE;
  return refuse (error, "“%s” is not what it should be", member);
}

/* A number, or one written as text. */
static gboolean
take_number (JsonNode *node, double *number)
{
  const char *text;
  char *end;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      text = json_node_get_string (node);
      if (text[0] == '\0' || text[strspn (text, "+-.0123456789eE")] != '\0')
        return FALSE;
      *number = g_ascii_strtod (text, &end);
      return *end == '\0';
    }
  *number = json_node_get_double (node);
  return json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE;
}

static gboolean
read_number (JsonObject *object, const char *member, double *number, GError **error)
{
  JsonNode *node;

  if (!look_up (object, member, JSON_NODE_VALUE, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  return take_number (node, number) || refuse (error, "“%s” is no number", member);
}

static gboolean
read_flag (JsonObject *object, const char *member, gboolean *flag, GError **error)
{
  JsonNode *node;

  if (!look_up (object, member, JSON_NODE_VALUE, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (error, "“%s” is neither true nor false", member);
  *flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_text (JsonObject *object, const char *member, const char **text, GError **error)
{
  JsonNode *node;

  if (!look_up (object, member, JSON_NODE_VALUE, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, "“%s” is no text", member);
  *text = json_node_get_string (node);
  return TRUE;
}

static gboolean
read_anchors (JsonObject *object, BwDrawing *drawing, GError **error)
{
  JsonNode *node;
  JsonArray *array;

  if (!look_up (object, "anchors", JSON_NODE_ARRAY, &node, error))
    return FALSE;
  array = node != NULL ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *text = NULL;
      double price = 0.0;
      BwTime time;

      if (i >= BW_DRAWING_N_ANCHORS_MAX || !JSON_NODE_HOLDS_OBJECT (element))
        return refuse (error, "anchor %u is not one", i + 1);
      if (!read_text (json_node_get_object (element), "time", &text, error) ||
          !read_number (json_node_get_object (element), "price", &price, error))
        return FALSE;
      if (text == NULL || !bw_time_parse_rfc3339 (text, -1, &time))
        return refuse (error, "anchor %u has no time like 2026-03-02T15:14:00Z", i + 1);
      if (!json_object_has_member (json_node_get_object (element), "price"))
        return refuse (error, "anchor %u has no price", i + 1);
      bw_drawing_add_anchor (drawing, time, price);
    }
  return TRUE;
}

static gboolean
read_levels (JsonObject *object, BwDrawing *drawing, GError **error)
{
  JsonNode *node;
  JsonArray *array;

  if (!look_up (object, "levels", JSON_NODE_ARRAY, &node, error))
    return FALSE;
  if (node == NULL || !bw_drawing_kind_has_levels (drawing->kind))
    return TRUE;
  array = json_node_get_array (node);
  g_array_set_size (drawing->levels, 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      double level;

      if (i >= BW_DRAWING_N_LEVELS_MAX || !take_number (element, &level))
        return refuse (error, "level %u is not one", i + 1);
      g_array_append_val (drawing->levels, level);
    }
  return TRUE;
}

static gboolean
read_extend (JsonObject *object, BwDrawing *drawing, GError **error)
{
  JsonNode *node;
  JsonArray *array;

  if (!look_up (object, "extend", JSON_NODE_ARRAY, &node, error))
    return FALSE;
  array = node != NULL ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *side = JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING
                             ? json_node_get_string (element)
                             : "";

      if (strcmp (side, "left") != 0 && strcmp (side, "right") != 0)
        return refuse (error, "“extend” takes left and right");
      drawing->extends_left |= strcmp (side, "left") == 0;
      drawing->extends_right |= strcmp (side, "right") == 0;
    }
  return TRUE;
}

static gboolean
parse_hex (const char *text, guint32 *rgb)
{
  *rgb = 0;
  for (guint i = 0; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      *rgb = *rgb << 4 | (guint32) digit;
    }
  return text[6] == '\0';
}

static gboolean
read_style (JsonObject *object, BwDrawing *drawing, GError **error)
{
  const char *colour = "series-1", *dash = "solid", *scale = "linear";

  if (!read_text (object, "colour", &colour, error) || !read_text (object, "dash", &dash, error) ||
      !read_text (object, "scale", &scale, error))
    return FALSE;
  drawing->has_rgb = colour[0] == '#' && parse_hex (colour + 1, &drawing->rgb);
  if (!drawing->has_rgb)
    {
      if (!g_str_has_prefix (colour, "series-") || colour[7] < '1' || colour[7] > '8' || colour[8] != '\0')
        return refuse (error, "“%s” is no colour; write series-1 to series-8 or #rrggbb", colour);
      drawing->rgb = 0;
      drawing->colour_index = (guint) (colour[7] - '1');
    }
  for (guint i = 0;; i++)
    {
      if (i == G_N_ELEMENTS (dashes))
        return refuse (error, "“%s” is no dash; there are solid, dashed and dotted", dash);
      if (strcmp (dashes[i], dash) == 0)
        {
          drawing->dash = (BwDrawingDash) i;
          break;
        }
    }
  if (strcmp (scale, "linear") != 0 && strcmp (scale, "log") != 0)
    return refuse (error, "“%s” is no scale; there are linear and log", scale);
  drawing->is_log = strcmp (scale, "log") == 0;
  return TRUE;
}

static gboolean
read_rest (JsonObject *object, BwDrawing *drawing, GError **error)
{
  const char *text = "", *problem;

  if (!read_text (object, "text", &text, error) || !read_number (object, "width", &drawing->width, error) ||
      !read_number (object, "opacity", &drawing->fill_opacity, error) ||
      !read_flag (object, "locked", &drawing->is_locked, error) ||
      !read_flag (object, "hidden", &drawing->is_hidden, error) ||
      !read_number (object, "account", &drawing->account_size, error) ||
      !read_number (object, "risk", &drawing->risk_percent, error))
    return FALSE;
  g_free (drawing->text);
  drawing->text = g_strdup (text);
  problem = bw_drawing_check (drawing);
  return problem == NULL || refuse (error, "%s", problem);
}

static BwDrawing *
read_object (JsonObject *object, GError **error)
{
  g_autoptr (BwDrawing) drawing = NULL;
  const char *word = NULL;
  double version = 0.0;
  BwDrawingKind kind;

  if (!read_number (object, "version", &version, error) || !read_text (object, "kind", &word, error))
    return NULL;
  if (version > BW_DRAWING_JSON_VERSION)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER, "it was written by a newer Bellwether (version %g)", version);
      return NULL;
    }
  if (version != BW_DRAWING_JSON_VERSION)
    {
      refuse (error, "it has no version");
      return NULL;
    }
  if (word == NULL || !bw_drawing_kind_parse (word, &kind))
    {
      refuse (error, "there is no kind of drawing called “%s”", word != NULL ? word : "");
      return NULL;
    }
  drawing = bw_drawing_new (kind);
  if (!read_anchors (object, drawing, error) || !read_style (object, drawing, error) ||
      !read_extend (object, drawing, error) || !read_levels (object, drawing, error) ||
      !read_rest (object, drawing, error))
    return NULL;
  return g_steal_pointer (&drawing);
}

/* (transfer full) (nullable) */
static JsonObject *
parse (const char *text, gsize n_bytes, gsize n_bytes_max, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (n_bytes > n_bytes_max || !g_utf8_validate_len (text, n_bytes, NULL) || !bw_json_is_safe (text, n_bytes))
    {
      refuse (error, "it is no JSON, or too long");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize) n_bytes, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse (error, "it is no JSON object");
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}

/**
 * bw_drawing_from_json:
 * @text: (array length=n_bytes): from outside, any bytes
 *
 * Errors: BW_STORE_ERROR_NEWER when a newer program wrote it; otherwise what is wrong with it, to follow a
 * colon.
 *
 * Returns: (transfer full) (nullable): a sound drawing without an id
 */
BwDrawing *
bw_drawing_from_json (const char *text, gsize n_bytes, GError **error)
{
  g_autoptr (JsonObject) object = parse (text, n_bytes, BW_DRAWING_JSON_BYTES_MAX, error);

  return object != NULL ? read_object (object, error) : NULL;
}

/**
 * bw_drawings_from_file:
 * @problems: (element-type utf8): a sentence is added for each drawing that can't be read
 *
 * Errors: when the whole is no such file.
 *
 * Returns: (transfer full) (nullable) (element-type BwDrawing): those that can be read, without ids
 */
GPtrArray *
bw_drawings_from_file (const char *text, gsize n_bytes, GPtrArray *problems, GError **error)
{
  g_autoptr (JsonObject) object = parse (text, n_bytes, BW_DRAWING_FILE_BYTES_MAX, error);
  g_autoptr (GPtrArray) drawings = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_drawing_unref);
  const char *format = NULL;
  JsonNode *node;
  JsonArray *array;

  if (object == NULL || !read_text (object, "format", &format, error) ||
      !look_up (object, "drawings", JSON_NODE_ARRAY, &node, error))
    return NULL;
  if (g_strcmp0 (format, FILE_FORMAT) != 0 || node == NULL)
    {
      refuse (error, "it is no file of drawings");
      return NULL;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autoptr (GError) problem = NULL;
      BwDrawing *drawing = JSON_NODE_HOLDS_OBJECT (element) ? read_object (json_node_get_object (element), &problem) : NULL;

      if (drawing != NULL)
        g_ptr_array_add (drawings, drawing);
      else
        g_ptr_array_add (problems, g_strdup_printf ("Drawing %u: %s.", i + 1,
                                                    problem != NULL ? problem->message : "it is no JSON object"));
    }
  return g_steal_pointer (&drawings);
}
