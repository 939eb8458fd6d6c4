/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dock/layout.h"

#include "base/json-guard.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define SHARE_MIN 0.05
#define SHARE_MAX 0.95
#define DEPTH_MAX 16

BwDockNode *
bw_dock_node_new_leaf (void)
{
  BwDockNode *node = g_new0 (BwDockNode, 1);

  node->is_leaf = TRUE;
  node->panels = g_ptr_array_new_with_free_func (g_free);
  return node;
}

BwDockNode *
bw_dock_node_new_split (GtkOrientation orientation, double share, BwDockNode *start, BwDockNode *end)
{
  BwDockNode *node = g_new0 (BwDockNode, 1);

  node->orientation = orientation;
  node->share = CLAMP (share, SHARE_MIN, SHARE_MAX);
  node->start = start;
  node->end = end;
  start->parent = node;
  end->parent = node;
  return node;
}

void
bw_dock_node_free (BwDockNode *node)
{
  if (node == NULL)
    return;
  bw_dock_node_free (node->start);
  bw_dock_node_free (node->end);
  g_clear_pointer (&node->panels, g_ptr_array_unref);
  g_free (node->active);
  g_free (node);
}

static gboolean
find_index (BwDockNode *leaf, const char *panel, guint *index)
{
  return g_ptr_array_find_with_equal_func (leaf->panels, panel, g_str_equal, index);
}

/** bw_dock_node_find: (nullable): the leaf that holds @panel. */
BwDockNode *
bw_dock_node_find (BwDockNode *root, const char *panel)
{
  BwDockNode *found;

  if (root == NULL)
    return NULL;
  if (root->is_leaf)
    return find_index (root, panel, NULL) ? root : NULL;
  found = bw_dock_node_find (root->start, panel);
  return found != NULL ? found : bw_dock_node_find (root->end, panel);
}

BwDockNode *
bw_dock_node_first_leaf (BwDockNode *root)
{
  while (root != NULL && !root->is_leaf)
    root = root->start;
  return root;
}

guint
bw_dock_node_count_leaves (BwDockNode *root)
{
  if (root == NULL)
    return 0;
  return root->is_leaf ? 1 : bw_dock_node_count_leaves (root->start) + bw_dock_node_count_leaves (root->end);
}

/** bw_dock_node_add: puts @panel into @leaf, in front; @index -1 is the end. */
void
bw_dock_node_add (BwDockNode *leaf, const char *panel, int index)
{
  g_return_if_fail (leaf->is_leaf);

  g_ptr_array_insert (leaf->panels, index, g_strdup (panel));
  g_free (leaf->active);
  leaf->active = g_strdup (panel);
}

/** bw_dock_node_list: appends the ids (borrowed) of all panels, in reading order. */
void
bw_dock_node_list (BwDockNode *root, GPtrArray *panels)
{
  if (root == NULL)
    return;
  if (!root->is_leaf)
    {
      bw_dock_node_list (root->start, panels);
      bw_dock_node_list (root->end, panels);
      return;
    }
  for (guint i = 0; i < root->panels->len; i++)
    g_ptr_array_add (panels, g_ptr_array_index (root->panels, i));
}

/* Puts @replacement where @node was. */
static void
replace_node (BwDockNode **root, BwDockNode *node, BwDockNode *replacement)
{
  BwDockNode *parent = node->parent;

  replacement->parent = parent;
  if (parent == NULL)
    *root = replacement;
  else if (parent->start == node)
    parent->start = replacement;
  else
    parent->end = replacement;
}

/* An empty leaf goes, and its sibling takes the room of both. */
static void
drop_leaf (BwDockNode **root, BwDockNode *leaf)
{
  BwDockNode *parent = leaf->parent;
  BwDockNode *sibling;

  if (parent == NULL)
    {
      *root = NULL;
      bw_dock_node_free (leaf);
      return;
    }
  sibling = parent->start == leaf ? parent->end : parent->start;
  replace_node (root, parent, sibling);
  parent->start = NULL;
  parent->end = NULL;
  bw_dock_node_free (parent);
  bw_dock_node_free (leaf);
}

/**
 * bw_dock_layout_remove:
 * @root: (inout): becomes %NULL when the last panel goes
 *
 * Returns: whether @panel was there
 */
gboolean
bw_dock_layout_remove (BwDockNode **root, const char *panel)
{
  BwDockNode *leaf = bw_dock_node_find (*root, panel);
  guint index;

  if (leaf == NULL || !find_index (leaf, panel, &index))
    return FALSE;
  if (g_strcmp0 (leaf->active, panel) == 0)
    g_clear_pointer (&leaf->active, g_free);
  g_ptr_array_remove_index (leaf->panels, index);
  if (leaf->panels->len == 0)
    drop_leaf (root, leaf);
  else if (leaf->active == NULL)
    leaf->active = g_strdup (g_ptr_array_index (leaf->panels, MIN (index, leaf->panels->len - 1)));
  return TRUE;
}

/**
 * bw_dock_layout_move:
 * @panel: in the tree or not yet
 * @beside: a panel of the leaf it goes to, or is split off from
 *
 * Returns: %FALSE, and nothing has changed, when @beside isn't there or nothing would move
 */
gboolean
bw_dock_layout_move (BwDockNode **root, const char *panel, const char *beside, BwDockSide side)
{
  g_autofree char *moved = g_strdup (panel); /* may be the string that the tree frees */
  BwDockNode *target = bw_dock_node_find (*root, beside);
  BwDockNode *source = bw_dock_node_find (*root, panel);
  BwDockNode *leaf, *split;
  gboolean is_first = side == BW_DOCK_LEFT || side == BW_DOCK_TOP;

  if (target == NULL)
    return FALSE;
  if (source == target && (side == BW_DOCK_CENTRE || target->panels->len == 1))
    return FALSE;

  if (side == BW_DOCK_CENTRE)
    {
      bw_dock_node_add (target, moved, -1);
      if (source != NULL)
        {
          /* Removed from where it was: the target now holds it too, so look in the source itself. */
          guint index;

          find_index (source, moved, &index);
          if (g_strcmp0 (source->active, moved) == 0)
            g_clear_pointer (&source->active, g_free);
          g_ptr_array_remove_index (source->panels, index);
          if (source->panels->len == 0)
            drop_leaf (root, source);
          else if (source->active == NULL)
            source->active = g_strdup (g_ptr_array_index (source->panels, 0));
        }
      return TRUE;
    }

  if (source != NULL)
    bw_dock_layout_remove (root, moved);
  leaf = bw_dock_node_new_leaf ();
  bw_dock_node_add (leaf, moved, -1);
  split = g_new0 (BwDockNode, 1);
  split->orientation = side == BW_DOCK_LEFT || side == BW_DOCK_RIGHT ? GTK_ORIENTATION_HORIZONTAL
                                                                     : GTK_ORIENTATION_VERTICAL;
  split->share = 0.5;
  replace_node (root, target, split);
  split->start = is_first ? leaf : target;
  split->end = is_first ? target : leaf;
  leaf->parent = split;
  target->parent = split;
  return TRUE;
}

/* ---- JSON ---- */

static void
write_node (JsonBuilder *builder, BwDockNode *node)
{
  json_builder_begin_object (builder);
  if (node->is_leaf)
    {
      json_builder_set_member_name (builder, "panels");
      json_builder_begin_array (builder);
      for (guint i = 0; i < node->panels->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (node->panels, i));
      json_builder_end_array (builder);
      if (node->active != NULL)
        {
          json_builder_set_member_name (builder, "active");
          json_builder_add_string_value (builder, node->active);
        }
    }
  else
    {
      json_builder_set_member_name (builder, "split");
      json_builder_add_string_value (
          builder, node->orientation == GTK_ORIENTATION_HORIZONTAL ? "horizontal" : "vertical");
      json_builder_set_member_name (builder, "share");
      json_builder_add_double_value (builder, node->share);
      json_builder_set_member_name (builder, "start");
      write_node (builder, node->start);
      json_builder_set_member_name (builder, "end");
      write_node (builder, node->end);
    }
  json_builder_end_object (builder);
}

char *
bw_dock_layout_to_json (BwDockNode *root)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  if (root == NULL)
    return g_strdup ("{}");
  write_node (builder, root);
  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

static BwDockNode *read_node (JsonObject *object, const char *const *known_panels, GHashTable *seen, int depth);

static BwDockNode *
read_child (JsonObject *object, const char *member, const char *const *known_panels, GHashTable *seen, int depth)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return read_node (json_node_get_object (node), known_panels, seen, depth + 1);
}

static BwDockNode *
read_leaf (JsonObject *object, const char *const *known_panels, GHashTable *seen)
{
  JsonNode *list = json_object_get_member (object, "panels");
  const char *active = json_object_get_string_member_with_default (object, "active", NULL);
  g_autoptr (BwDockNode) leaf = bw_dock_node_new_leaf ();
  JsonArray *array;

  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return NULL;
  array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *panel = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;

      if (panel != NULL && g_strv_contains (known_panels, panel) && g_hash_table_add (seen, g_strdup (panel)))
        bw_dock_node_add (leaf, panel, -1);
    }
  if (leaf->panels->len == 0)
    return NULL;
  if (active == NULL || !find_index (leaf, active, NULL))
    active = g_ptr_array_index (leaf->panels, 0);
  g_free (leaf->active);
  leaf->active = g_strdup (active);
  return g_steal_pointer (&leaf);
}

static BwDockNode *
read_node (JsonObject *object, const char *const *known_panels, GHashTable *seen, int depth)
{
  BwDockNode *start, *end;
  const char *word = json_object_get_string_member_with_default (object, "split", NULL);

  if (depth > DEPTH_MAX)
    return NULL;
  if (word == NULL)
    return read_leaf (object, known_panels, seen);
  start = read_child (object, "start", known_panels, seen, depth);
  end = read_child (object, "end", known_panels, seen, depth);
  if (start == NULL || end == NULL)
    return start != NULL ? start : end;
  return bw_dock_node_new_split (strcmp (word, "vertical") == 0 ? GTK_ORIENTATION_VERTICAL
                                                                : GTK_ORIENTATION_HORIZONTAL,
                                 json_object_get_double_member_with_default (object, "share", 0.5),
                                 start, end);
}

/**
 * bw_dock_layout_from_json:
 * @known_panels: (array zero-terminated=1): others are left out, as is what stands twice
 *
 * Reads what bw_dock_layout_to_json() wrote, or what somebody made of it.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing of it can be used
 */
BwDockNode *
bw_dock_layout_from_json (const char *json, const char *const *known_panels)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonNode *root;

  if (json == NULL || !bw_json_is_safe (json, strlen (json)) ||
      !json_parser_load_from_data (parser, json, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  return read_node (json_node_get_object (root), known_panels, seen, 0);
}
