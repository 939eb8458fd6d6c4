/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dock/dock-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "base/json-guard.h"

/* A dock's layout as JSON in the profile, and back. */

static const char *const link_names[BW_N_LINKS] = { "none", "blue", "orange", "purple" };

/* Where a window stands is the desktop's to say; on which monitor it fills the screen isn't. */
static void
write_window_state (JsonBuilder *builder, GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  GdkMonitor *monitor = surface != NULL ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface) : NULL;
  const char *connector = monitor != NULL ? gdk_monitor_get_connector (monitor) : NULL;

  if (gtk_window_is_maximized (window))
    {
      json_builder_set_member_name (builder, "maximized");
      json_builder_add_boolean_value (builder, TRUE);
    }
  if (gtk_window_is_fullscreen (window))
    {
      json_builder_set_member_name (builder, "fullscreen");
      json_builder_add_string_value (builder, connector != NULL ? connector : "");
    }
}

static void
restore_window_state (GtkWindow *window, JsonObject *object)
{
  const char *connector = json_object_get_string_member_with_default (object, "fullscreen", NULL);
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window)));

  if (json_object_get_boolean_member_with_default (object, "maximized", FALSE))
    gtk_window_maximize (window);
  for (guint i = 0; connector != NULL && i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      /* A monitor that is no longer there leaves the window as it is. */
      if (g_strcmp0 (gdk_monitor_get_connector (monitor), connector) == 0)
        gtk_window_fullscreen_on_monitor (window, monitor);
    }
}

static void
write_windows (BwDock *self, JsonBuilder *builder)
{
  GHashTableIter iter;
  gpointer id, window;

  json_builder_set_member_name (builder, "windows");
  json_builder_begin_array (builder);
  g_hash_table_iter_init (&iter, self->windows);
  while (g_hash_table_iter_next (&iter, &id, &window))
    {
      int width, height;

      gtk_window_get_default_size (window, &width, &height); /* what it has when it doesn't fill the screen */
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "panel");
      json_builder_add_string_value (builder, id);
      json_builder_set_member_name (builder, "width");
      json_builder_add_int_value (builder, width);
      json_builder_set_member_name (builder, "height");
      json_builder_add_int_value (builder, height);
      write_window_state (builder, window);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* The colour that each panel follows; one that follows none keeps its own symbol. */
static void
write_links (BwDock *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "links");
  json_builder_begin_object (builder);
  for (guint i = 0; i < self->n_specs; i++)
    {
      BwPanel *panel = g_hash_table_lookup (self->panels, self->specs[i].id);

      if (panel == NULL)
        continue;
      json_builder_set_member_name (builder, self->specs[i].id);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "colour");
      json_builder_add_string_value (builder, link_names[bw_panel_get_link (panel)]);
      if (bw_panel_get_link (panel) == BW_LINK_NONE)
        {
          json_builder_set_member_name (builder, "instrument");
          json_builder_add_int_value (builder, bw_panel_get_instrument (panel));
        }
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

/** bw_dock_save: the layout as JSON, windows and linked colours included. */
char *
bw_dock_save (BwDock *self)
{
  g_autofree char *tree = bw_dock_layout_to_json (self->root);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) tree_node = json_from_string (tree, NULL);
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "tree");
  json_builder_add_value (builder, g_steal_pointer (&tree_node));
  write_windows (self, builder);
  write_links (self, builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

static void
open_saved_window (JsonArray *array, guint index, JsonNode *element, gpointer user_data)
{
  BwDock *self = BW_DOCK (user_data);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  const char *id = object != NULL ? json_object_get_string_member_with_default (object, "panel", NULL) : NULL;

  if (id == NULL || !g_strv_contains ((const char *const *) self->ids, id) ||
      g_hash_table_contains (self->windows, id) || bw_dock_node_find (self->root, id) != NULL)
    return;
  bw_dock_open_window (self, id, (int) CLAMP (json_object_get_int_member_with_default (object, "width", 640), 200, 8192),
                       (int) CLAMP (json_object_get_int_member_with_default (object, "height", 420), 150, 8192));
  restore_window_state (g_hash_table_lookup (self->windows, id), object);
}

static void
read_link (JsonObject *links, const char *id, JsonNode *element, gpointer user_data)
{
  BwDock *self = BW_DOCK (user_data);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  const char *colour = object != NULL ? json_object_get_string_member_with_default (object, "colour", "") : "";
  BwPanel *panel = bw_dock_get_panel (self, id);

  for (guint link = 0; panel != NULL && link < BW_N_LINKS; link++)
    if (g_str_equal (colour, link_names[link]))
      {
        bw_panel_set_link (panel, link);
        if (link == BW_LINK_NONE)
          bw_panel_choose_instrument (
              panel, (BwInstrumentId) json_object_get_int_member_with_default (object, "instrument", 0));
      }
}

/* (transfer full) (nullable): of what bw_dock_save() wrote, or somebody made of it */
static JsonNode *
parse (const char *json)
{
  JsonNode *node;

  if (json == NULL || !bw_json_is_safe (json, strlen (json)))
    return NULL;
  node = json_from_string (json, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_clear_pointer (&node, json_node_unref);
  return NULL;
}

/**
 * bw_dock_load:
 * @json: (nullable): of bw_dock_save(); what can't be used is the default layout
 */
void
bw_dock_load (BwDock *self, const char *json)
{
  g_autoptr (JsonNode) node = parse (json);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  g_autofree char *tree = NULL;
  BwDockNode *root = NULL;

  if (object != NULL && json_object_has_member (object, "tree"))
    {
      tree = json_to_string (json_object_get_member (object, "tree"), FALSE);
      root = bw_dock_layout_from_json (tree, (const char *const *) self->ids);
    }
  if (root == NULL)
    {
      root = bw_dock_layout_from_json (self->default_layout, (const char *const *) self->ids);
      object = NULL;
    }
  bw_dock_set_root (self, root);
  if (object != NULL && json_object_has_member (object, "links") &&
      JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "links")))
    json_object_foreach_member (json_object_get_object_member (object, "links"), read_link, self);
  if (object != NULL && json_object_has_member (object, "windows") &&
      JSON_NODE_HOLDS_ARRAY (json_object_get_member (object, "windows")))
    json_array_foreach_element (json_object_get_array_member (object, "windows"), open_saved_window, self);
}

/**
 * bw_dock_choose:
 * @json: (nullable): another layout; %NULL is the default
 *
 * Closes the windows of panels and arranges all anew.
 */
void
bw_dock_choose (BwDock *self, const char *json)
{
  g_autoptr (GList) windows = g_hash_table_get_values (self->windows);

  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_close (link->data);
  bw_dock_load (self, json);
  bw_dock_tell_changed (self);
}
