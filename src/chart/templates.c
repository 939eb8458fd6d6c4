/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/templates.h"

#include "base/json-guard.h"
#include "chart/setup.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* {"chart-templates": 1, "preferred": "Mine", "templates": [{"name": "Mine", "setup": "{…}"}]} */

#define VERSION_KEY "chart-templates"
#define BYTES_MAX   (16u << 20)

static void
free_template (gpointer data)
{
  BwChartTemplate *template = data;

  g_free (template->name);
  g_free (template->setup);
  g_free (template);
}

BwChartTemplates *
bw_chart_templates_new (void)
{
  BwChartTemplates *templates = g_new0 (BwChartTemplates, 1);

  templates->items = g_ptr_array_new_with_free_func (free_template);
  return templates;
}

void
bw_chart_templates_free (BwChartTemplates *templates)
{
  g_ptr_array_unref (templates->items);
  g_free (templates->preferred);
  g_free (templates);
}

static BwChartTemplate *
get (const BwChartTemplates *templates, guint index)
{
  return g_ptr_array_index (templates->items, index);
}

static gboolean
find (const BwChartTemplates *templates, const char *name, guint *index)
{
  for (guint i = 0; i < templates->items->len; i++)
    if (strcmp (get (templates, i)->name, name) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/** bw_chart_templates_find: (nullable) */
const BwChartTemplate *
bw_chart_templates_find (const BwChartTemplates *templates, const char *name)
{
  guint index;

  return find (templates, name, &index) ? get (templates, index) : NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const BwChartTemplate *left = *(BwChartTemplate *const *)a, *right = *(BwChartTemplate *const *)b;

  return g_utf8_collate (left->name, right->name);
}

static gboolean
is_name (const char *name)
{
  return *name != '\0' && strlen (name) <= BW_CHART_TEMPLATE_NAME_BYTES && g_utf8_validate (name, -1, NULL);
}

/**
 * bw_chart_templates_set:
 *
 * Keeps @setup under @name, in place of what had that name.
 *
 * Returns: %FALSE when that can't be a name, or there are too many
 */
gboolean
bw_chart_templates_set (BwChartTemplates *templates, const char *name, const char *setup)
{
  BwChartTemplate *template;
  guint index;

  if (!is_name (name))
    return FALSE;
  if (find (templates, name, &index))
    {
      g_free (get (templates, index)->setup);
      get (templates, index)->setup = g_strdup (setup);
      return TRUE;
    }
  if (templates->items->len >= BW_CHART_TEMPLATES_MAX)
    return FALSE;
  template = g_new0 (BwChartTemplate, 1);
  template->name = g_strdup (name);
  template->setup = g_strdup (setup);
  g_ptr_array_add (templates->items, template);
  g_ptr_array_sort (templates->items, compare);
  return TRUE;
}

/**
 * bw_chart_templates_rename:
 *
 * Returns: %FALSE when there is none of that name, or another has the new one
 */
gboolean
bw_chart_templates_rename (BwChartTemplates *templates, const char *name, const char *to)
{
  guint index, other;

  if (!find (templates, name, &index) || !is_name (to) || find (templates, to, &other))
    return FALSE;
  if (g_strcmp0 (templates->preferred, name) == 0)
    bw_chart_templates_prefer (templates, to);
  g_free (get (templates, index)->name);
  get (templates, index)->name = g_strdup (to);
  g_ptr_array_sort (templates->items, compare);
  return TRUE;
}

gboolean
bw_chart_templates_remove (BwChartTemplates *templates, const char *name)
{
  guint index;

  if (!find (templates, name, &index))
    return FALSE;
  if (g_strcmp0 (templates->preferred, name) == 0)
    bw_chart_templates_prefer (templates, NULL);
  g_ptr_array_remove_index (templates->items, index);
  return TRUE;
}

/**
 * bw_chart_templates_prefer:
 * @name: (nullable): what new charts begin with
 */
void
bw_chart_templates_prefer (BwChartTemplates *templates, const char *name)
{
  char *copy = g_strdup (name);

  g_free (templates->preferred);
  templates->preferred = copy;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static BwChartTemplates *
read_templates (JsonObject *object)
{
  BwChartTemplates *templates = bw_chart_templates_new ();
  JsonNode *list = json_object_get_member (object, "templates");
  guint n = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_array_get_length (json_node_get_array (list)) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (list), i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = item != NULL ? get_text (item, "name") : NULL;
      const char *setup = item != NULL ? get_text (item, "setup") : NULL;

      if (name != NULL && setup != NULL)
        bw_chart_templates_set (templates, name, setup);
    }
  if (get_text (object, "preferred") != NULL && bw_chart_templates_find (templates, get_text (object, "preferred")) != NULL)
    bw_chart_templates_prefer (templates, get_text (object, "preferred"));
  return templates;
}

/**
 * bw_chart_templates_parse:
 *
 * Errors: those of bw_chart_setup_parse(), of the whole list; what a single one holds is not looked at.
 *
 * Returns: (transfer full) (nullable)
 */
BwChartTemplates *
bw_chart_templates_parse (const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize n_bytes = strlen (text);
  JsonNode *root, *version;

  if (n_bytes > BYTES_MAX || !bw_json_is_safe (text, n_bytes) ||
      !json_parser_load_from_data (parser, text, (gssize)n_bytes, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      (version = json_object_get_member (json_node_get_object (root), VERSION_KEY)) == NULL ||
      !JSON_NODE_HOLDS_VALUE (version) || json_node_get_value_type (version) != G_TYPE_INT64)
    {
      g_set_error (error, BW_CHART_SETUP_ERROR, BW_CHART_SETUP_ERROR_BROKEN,
                   "The list of templates isn't readable: it should be a JSON object that begins with {\"%s\":",
                   VERSION_KEY);
      return NULL;
    }
  if (json_node_get_int (version) > BW_CHART_TEMPLATES_VERSION)
    {
      g_set_error_literal (error, BW_CHART_SETUP_ERROR, BW_CHART_SETUP_ERROR_NEWER,
                           "The templates were saved by a newer Bellwether. Update Bellwether to use them.");
      return NULL;
    }
  return read_templates (json_node_get_object (root));
}

char *
bw_chart_templates_print (const BwChartTemplates *templates)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, VERSION_KEY);
  json_builder_add_int_value (builder, BW_CHART_TEMPLATES_VERSION);
  if (templates->preferred != NULL)
    {
      json_builder_set_member_name (builder, "preferred");
      json_builder_add_string_value (builder, templates->preferred);
    }
  json_builder_set_member_name (builder, "templates");
  json_builder_begin_array (builder);
  for (guint i = 0; i < templates->items->len; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, get (templates, i)->name);
      json_builder_set_member_name (builder, "setup");
      json_builder_add_string_value (builder, get (templates, i)->setup);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
