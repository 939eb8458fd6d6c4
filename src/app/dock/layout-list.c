/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dock/layout-list.h"

#include "base/json-guard.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

void
bw_layout_free (BwLayout *layout)
{
  g_free (layout->id);
  g_free (layout->name);
  g_free (layout->json);
  g_free (layout);
}

static BwLayout *
layout_new (const char *id, const char *name, const char *json)
{
  BwLayout *layout = g_new0 (BwLayout, 1);

  layout->id = g_strdup (id);
  layout->name = g_strdup (name);
  layout->json = g_strdup (json);
  return layout;
}

/** bw_layout_list_new: the built-ins as they come, the first in use. */
BwLayoutList *
bw_layout_list_new (const BwBuiltinLayout *builtins, guint n_builtins)
{
  BwLayoutList *list = g_new0 (BwLayoutList, 1);

  list->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_layout_free);
  list->builtins = builtins;
  list->n_builtins = n_builtins;
  for (guint i = 0; i < n_builtins; i++)
    g_ptr_array_add (list->layouts, layout_new (builtins[i].id, NULL, NULL));
  list->current = g_strdup (builtins[0].id);
  return list;
}

void
bw_layout_list_free (BwLayoutList *list)
{
  g_ptr_array_unref (list->layouts);
  g_free (list->current);
  g_free (list);
}

/** bw_layout_list_find: (transfer none) (nullable): @index (out) (optional) is its place. */
BwLayout *
bw_layout_list_find (const BwLayoutList *list, const char *id, guint *index)
{
  for (guint i = 0; id != NULL && i < list->layouts->len; i++)
    {
      BwLayout *layout = g_ptr_array_index (list->layouts, i);

      if (!g_str_equal (layout->id, id))
        continue;
      if (index != NULL)
        *index = i;
      return layout;
    }
  return NULL;
}

const BwBuiltinLayout *
bw_layout_list_find_builtin (const BwLayoutList *list, const char *id)
{
  for (guint i = 0; i < list->n_builtins; i++)
    if (g_str_equal (list->builtins[i].id, id))
      return &list->builtins[i];
  return NULL;
}

/** bw_layout_list_get_title: as people read it. */
const char *
bw_layout_list_get_title (const BwLayoutList *list, const BwLayout *layout)
{
  const BwBuiltinLayout *builtin = bw_layout_list_find_builtin (list, layout->id);

  return layout->name != NULL ? layout->name : builtin != NULL ? _(builtin->title) : layout->id;
}

/* ---- Text ---- */

static void
read_layout (JsonArray *array, guint index, JsonNode *element, gpointer user_data)
{
  BwLayoutList *list = user_data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  const char *id = object != NULL ? json_object_get_string_member_with_default (object, "id", NULL) : NULL;
  const char *name = object != NULL ? json_object_get_string_member_with_default (object, "name", NULL) : NULL;
  const char *json = object != NULL ? json_object_get_string_member_with_default (object, "layout", NULL) : NULL;
  gboolean is_builtin = id != NULL && bw_layout_list_find_builtin (list, id) != NULL;

  if (id == NULL || bw_layout_list_find (list, id, NULL) != NULL || list->layouts->len >= BW_LAYOUT_N_MAX)
    return;
  if (is_builtin)
    g_ptr_array_add (list->layouts, layout_new (id, NULL, json));
  else if (name != NULL && json != NULL && strlen (name) <= BW_LAYOUT_NAME_BYTES_MAX)
    g_ptr_array_add (list->layouts, layout_new (id, name, json));
}

/**
 * bw_layout_list_read:
 * @text: (nullable): of bw_layout_list_write(); what can't be used of it is left out
 *
 * Built-ins that @text doesn't name, because they are newer than it, stand last.
 */
void
bw_layout_list_read (BwLayoutList *list, const char *text)
{
  g_autoptr (JsonNode) node = text != NULL && bw_json_is_safe (text, strlen (text)) ? json_from_string (text, NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *layouts = object != NULL ? json_object_get_member (object, "layouts") : NULL;

  g_ptr_array_set_size (list->layouts, 0);
  if (layouts != NULL && JSON_NODE_HOLDS_ARRAY (layouts))
    json_array_foreach_element (json_node_get_array (layouts), read_layout, list);
  for (guint i = 0; i < list->n_builtins; i++)
    if (bw_layout_list_find (list, list->builtins[i].id, NULL) == NULL)
      g_ptr_array_add (list->layouts, layout_new (list->builtins[i].id, NULL, NULL));
  if (object == NULL || !bw_layout_list_choose (list, json_object_get_string_member_with_default (object, "current", NULL)))
    bw_layout_list_choose (list, list->builtins[0].id);
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/** bw_layout_list_write: (transfer full): for bw_layout_list_read() */
char *
bw_layout_list_write (const BwLayoutList *list)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  add_member (builder, "current", list->current);
  json_builder_set_member_name (builder, "layouts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->layouts->len; i++)
    {
      const BwLayout *layout = g_ptr_array_index (list->layouts, i);

      json_builder_begin_object (builder);
      add_member (builder, "id", layout->id);
      add_member (builder, "name", layout->name);
      add_member (builder, "layout", layout->json);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

/* ---- Changes ---- */

/**
 * bw_layout_list_is_name_free:
 * @but_id: (nullable): the layout that may have it already
 *
 * Returns: %FALSE for a blank name, one too long, and one that another layout has
 */
gboolean
bw_layout_list_is_name_free (const BwLayoutList *list, const char *name, const char *but_id)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  if (*g_strstrip (wanted) == '\0' || strlen (name) > BW_LAYOUT_NAME_BYTES_MAX)
    return FALSE;
  for (guint i = 0; i < list->layouts->len; i++)
    {
      const BwLayout *layout = g_ptr_array_index (list->layouts, i);
      g_autofree char *folded = g_utf8_casefold (bw_layout_list_get_title (list, layout), -1);

      if (g_str_equal (folded, wanted) && g_strcmp0 (layout->id, but_id) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_layout_list_add:
 *
 * Returns: (transfer none) (nullable): the id of a new layout; %NULL when the name isn't free or there are too many
 */
const char *
bw_layout_list_add (BwLayoutList *list, const char *name, const char *json)
{
  g_autofree char *id = NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  BwLayout *layout;

  if (list->layouts->len >= BW_LAYOUT_N_MAX || !bw_layout_list_is_name_free (list, stripped, NULL))
    return NULL;
  for (guint number = 1; id == NULL || bw_layout_list_find (list, id, NULL) != NULL; number++)
    {
      g_free (id);
      id = g_strdup_printf ("u%u", number);
    }
  layout = layout_new (id, stripped, json);
  g_ptr_array_add (list->layouts, layout);
  return layout->id;
}

gboolean
bw_layout_list_rename (BwLayoutList *list, const char *id, const char *name)
{
  BwLayout *layout = bw_layout_list_find (list, id, NULL);

  if (layout == NULL || layout->name == NULL || !bw_layout_list_is_name_free (list, name, id))
    return FALSE;
  g_free (layout->name);
  layout->name = g_strstrip (g_strdup (name));
  return TRUE;
}

/** bw_layout_list_set_json: @json (nullable): %NULL puts a built-in back as it came. */
gboolean
bw_layout_list_set_json (BwLayoutList *list, const char *id, const char *json)
{
  BwLayout *layout = bw_layout_list_find (list, id, NULL);

  if (layout == NULL || (json == NULL && layout->name != NULL) || g_strcmp0 (layout->json, json) == 0)
    return FALSE;
  g_free (layout->json);
  layout->json = g_strdup (json);
  return TRUE;
}

/** bw_layout_list_take: (transfer full) (nullable): one of the user's, out of the list; the first is used instead. */
BwLayout *
bw_layout_list_take (BwLayoutList *list, const char *id, guint *index)
{
  BwLayout *layout = bw_layout_list_find (list, id, index);

  if (layout == NULL || layout->name == NULL)
    return NULL;
  g_ptr_array_steal_index (list->layouts, *index);
  if (g_str_equal (list->current, layout->id))
    bw_layout_list_choose (list, ((BwLayout *) g_ptr_array_index (list->layouts, 0))->id);
  return layout;
}

/** bw_layout_list_put_back: @layout (transfer full): what bw_layout_list_take() took. */
void
bw_layout_list_put_back (BwLayoutList *list, BwLayout *layout, guint index)
{
  g_ptr_array_insert (list->layouts, (int) MIN (index, list->layouts->len), layout);
}

/** bw_layout_list_move: up or down by places; Returns: whether it moved */
gboolean
bw_layout_list_move (BwLayoutList *list, const char *id, int by)
{
  guint index;
  BwLayout *layout = bw_layout_list_find (list, id, &index);
  int to = layout != NULL ? (int) index + by : -1;

  if (to < 0 || to >= (int) list->layouts->len)
    return FALSE;
  g_ptr_array_steal_index (list->layouts, index);
  g_ptr_array_insert (list->layouts, to, layout);
  return TRUE;
}

gboolean
bw_layout_list_choose (BwLayoutList *list, const char *id)
{
  if (bw_layout_list_find (list, id, NULL) == NULL)
    return FALSE;
  if (g_strcmp0 (list->current, id) != 0)
    {
      g_free (list->current);
      list->current = g_strdup (id);
    }
  return TRUE;
}
