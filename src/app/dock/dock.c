/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dock/dock-private.h"

#include "app/dock/dock-leaf.h"

#include <glib/gi18n.h>

#define HANDLE_SIZE 6
#define WINDOW_BAR_HEIGHT 47

G_DEFINE_FINAL_TYPE (BwDock, bw_dock, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void arrange (BwDock *self);

/* What bw_dock_save() returns is another than before. */
void
bw_dock_tell_changed (BwDock *self)
{
  if (!self->is_arranging)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/** bw_dock_get_panel: (nullable): the panel of @id, made when need be. */
BwPanel *
bw_dock_get_panel (BwDock *self, const char *id)
{
  BwPanel *panel = g_hash_table_lookup (self->panels, id);

  if (panel == NULL && g_strv_contains ((const char *const *) self->ids, id))
    {
      panel = self->make (id, self->make_data);
      g_hash_table_insert (self->panels, g_strdup (id), g_object_ref_sink (panel));
      g_signal_connect_object (panel, "notify::link", G_CALLBACK (bw_dock_tell_changed), self, G_CONNECT_SWAPPED);
    }
  return panel;
}

static const char *
find_title (BwDock *self, const char *id)
{
  for (guint i = 0; i < self->n_specs; i++)
    if (g_str_equal (self->specs[i].id, id))
      return _(self->specs[i].title);
  return id;
}

/* ---- The panel menu ---- */

static void
append_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static void
append_links (GMenu *menu, const char *id)
{
  static const char *const labels[BW_N_LINKS] = { N_("Follow No Colour"), N_("Follow Blue"),
                                                  N_("Follow Orange"), N_("Follow Purple") };

  for (guint link = 0; link < BW_N_LINKS; link++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(labels[link]), NULL);

      g_menu_item_set_action_and_target (item, "dock.link", "(su)", id, link);
      g_menu_append_item (menu, item);
    }
}

static GMenuModel *
make_menu (BwPanel *panel, gpointer user_data)
{
  BwDock *self = BW_DOCK (user_data);
  const char *id = bw_panel_get_id (panel);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) links = g_menu_new ();
  g_autoptr (GMenu) hidden = g_menu_new ();
  g_autoptr (GMenu) moves = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  append_item (places, _("Split to the Right"), "dock.split-right", id);
  append_item (places, _("Split Downwards"), "dock.split-down", id);
  append_item (places, _("Pop Out"), "dock.pop-out", id);
  for (guint i = 0; i < self->n_specs; i++)
    {
      const char *other = self->specs[i].id;

      if (bw_dock_node_find (self->root, other) != NULL && bw_dock_node_find (self->root, other) != bw_dock_node_find (self->root, id))
        {
          g_autoptr (GMenuItem) item = g_menu_item_new (_(self->specs[i].title), NULL);

          g_menu_item_set_action_and_target (item, "dock.move", "(ss)", id, other);
          g_menu_append_item (moves, item);
        }
      if (bw_dock_node_find (self->root, other) == NULL)
        append_item (hidden, _(self->specs[i].title), "dock.show", other);
    }
  g_menu_append_submenu (places, _("Move Beside"), G_MENU_MODEL (moves));
  append_links (links, id);
  append_item (last, _("Hide"), "dock.hide", id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
  g_menu_append_submenu (last, _("Linked Symbol"), G_MENU_MODEL (links));
  if (g_menu_model_get_n_items (G_MENU_MODEL (hidden)) > 0)
    g_menu_append_submenu (last, _("Show Panel"), G_MENU_MODEL (hidden));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

/* ---- From tree to widgets ---- */

static void
dropped_cb (BwDockLeaf *leaf, BwPanel *panel, int side, gpointer user_data)
{
  BwDock *self = BW_DOCK (user_data);
  BwPanel *beside = bw_dock_leaf_get_chosen (leaf);

  if (beside == NULL || self->is_single)
    return;
  if (bw_dock_layout_move (&self->root, bw_panel_get_id (panel), bw_panel_get_id (beside), side))
    {
      arrange (self);
      bw_dock_tell_changed (self);
    }
}

static void
panel_chosen_cb (BwDockLeaf *leaf, const char *id, gpointer user_data)
{
  BwDock *self = BW_DOCK (user_data);
  BwDockNode *node = bw_dock_node_find (self->root, id);

  if (self->is_arranging || node == NULL)
    return;
  g_free (node->active);
  node->active = g_strdup (id);
  bw_dock_tell_changed (self);
}

static void
position_cb (GtkPaned *paned, GParamSpec *pspec, gpointer user_data)
{
  BwDock *self = BW_DOCK (user_data);
  BwDockNode *node = g_object_get_data (G_OBJECT (paned), "bw-node");
  gboolean is_horizontal = node->orientation == GTK_ORIENTATION_HORIZONTAL;
  int size = is_horizontal ? gtk_widget_get_width (GTK_WIDGET (paned))
                           : gtk_widget_get_height (GTK_WIDGET (paned));

  if (self->is_arranging || self->needs_positions || size <= HANDLE_SIZE)
    return;
  node->share = CLAMP ((double) gtk_paned_get_position (paned) / (size - HANDLE_SIZE), 0.02, 0.98);
  bw_dock_tell_changed (self);
}

static GtkWidget *
build_leaf (BwDock *self, GPtrArray *ids, const char *active)
{
  GtkWidget *leaf = bw_dock_leaf_new ();

  bw_dock_leaf_set_menu_source (BW_DOCK_LEAF (leaf), make_menu, self);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      bw_dock_leaf_add (BW_DOCK_LEAF (leaf), bw_dock_get_panel (self, id));
    }
  if (active != NULL)
    bw_dock_leaf_choose (BW_DOCK_LEAF (leaf), active);
  g_signal_connect_object (leaf, "dropped", G_CALLBACK (dropped_cb), self, 0);
  g_signal_connect_object (leaf, "panel-chosen", G_CALLBACK (panel_chosen_cb), self, 0);
  return leaf;
}

static GtkWidget *
build_node (BwDock *self, BwDockNode *node)
{
  GtkWidget *paned;
  gboolean has_chart_start, has_chart_end;

  if (node->is_leaf)
    return build_leaf (self, node->panels, node->active);

  paned = gtk_paned_new (node->orientation);
  gtk_paned_set_wide_handle (GTK_PANED (paned), FALSE);
  gtk_paned_set_start_child (GTK_PANED (paned), build_node (self, node->start));
  gtk_paned_set_end_child (GTK_PANED (paned), build_node (self, node->end));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  /* A larger window is a larger chart; lists keep their size. */
  has_chart_start = bw_dock_node_find (node->start, "chart") != NULL;
  has_chart_end = bw_dock_node_find (node->end, "chart") != NULL;
  gtk_paned_set_resize_start_child (GTK_PANED (paned), has_chart_start || !has_chart_end);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), has_chart_end || !has_chart_start);
  g_object_set_data (G_OBJECT (paned), "bw-node", node);
  g_signal_connect_object (paned, "notify::position", G_CALLBACK (position_cb), self, 0);
  return paned;
}

/* Lets every panel go before the old widgets do. */
static void
clear_widget (GtkWidget *widget)
{
  if (BW_IS_DOCK_LEAF (widget))
    bw_dock_leaf_clear (BW_DOCK_LEAF (widget));
  else if (GTK_IS_PANED (widget))
    {
      clear_widget (gtk_paned_get_start_child (GTK_PANED (widget)));
      clear_widget (gtk_paned_get_end_child (GTK_PANED (widget)));
    }
}

/* Where one panel is shown at a time, another has a place beside the dock: unless it has a window. */
static gboolean
is_aside (BwDock *self, const char *id)
{
  return self->is_single && g_strcmp0 (self->aside_id, id) == 0 && !g_hash_table_contains (self->windows, id);
}

static void
arrange (BwDock *self)
{
  self->is_arranging = TRUE;
  if (self->aside != NULL)
    adw_bin_set_child (self->aside, NULL);
  if (self->child != NULL)
    {
      clear_widget (self->child);
      g_clear_pointer (&self->child, gtk_widget_unparent);
    }
  if (self->root != NULL && self->is_single)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();

      for (guint i = 0; i < self->n_specs; i++)
        if (bw_dock_node_find (self->root, self->specs[i].id) != NULL && !is_aside (self, self->specs[i].id))
          g_ptr_array_add (ids, (gpointer) self->specs[i].id);
      self->child = build_leaf (self, ids, NULL);
    }
  else if (self->root != NULL)
    self->child = build_node (self, self->root);
  if (self->child != NULL)
    gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  if (self->aside != NULL && is_aside (self, self->aside_id))
    adw_bin_set_child (self->aside, GTK_WIDGET (bw_dock_get_panel (self, self->aside_id)));
  self->needs_positions = TRUE;
  self->is_arranging = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Takes @root (owned) for the tree there was. */
void
bw_dock_set_root (BwDock *self, BwDockNode *root)
{
  if (self->child != NULL)
    clear_widget (self->child);
  g_clear_pointer (&self->root, bw_dock_node_free);
  self->root = root;
  arrange (self);
}

/* ---- Windows ---- */

static void
home_free (gpointer data)
{
  Home *home = data;

  g_free (home->beside);
  g_free (home);
}

static void
remember_home (BwDock *self, const char *id)
{
  BwDockNode *leaf = bw_dock_node_find (self->root, id);
  BwDockNode *parent = leaf != NULL ? leaf->parent : NULL;
  Home *home;

  if (leaf == NULL || (leaf->panels->len == 1 && parent == NULL))
    return;
  home = g_new0 (Home, 1);
  if (leaf->panels->len > 1)
    {
      const char *first = g_ptr_array_index (leaf->panels, 0);

      home->side = BW_DOCK_CENTRE;
      home->beside = g_strdup (g_str_equal (first, id) ? g_ptr_array_index (leaf->panels, 1) : first);
    }
  else
    {
      gboolean is_start = parent->start == leaf;
      BwDockNode *neighbour = bw_dock_node_first_leaf (is_start ? parent->end : parent->start);

      home->side = parent->orientation == GTK_ORIENTATION_HORIZONTAL ? (is_start ? BW_DOCK_LEFT : BW_DOCK_RIGHT)
                                                                     : (is_start ? BW_DOCK_TOP : BW_DOCK_BOTTOM);
      home->share = parent->share;
      home->beside = g_strdup (g_ptr_array_index (neighbour->panels, 0));
    }
  g_hash_table_replace (self->homes, g_strdup (id), home);
}

/* Returns: whether the panel of @id could be put back where it came from */
static gboolean
bring_home (BwDock *self, const char *id)
{
  Home *home = g_hash_table_lookup (self->homes, id);
  BwDockNode *leaf;

  if (home == NULL || !bw_dock_layout_move (&self->root, id, home->beside, home->side))
    return FALSE;
  leaf = bw_dock_node_find (self->root, id);
  if (home->side != BW_DOCK_CENTRE && leaf->parent != NULL)
    leaf->parent->share = home->share;
  g_hash_table_remove (self->homes, id);
  arrange (self);
  bw_dock_tell_changed (self);
  return TRUE;
}

static gboolean
window_close_cb (GtkWindow *window, gpointer user_data)
{
  BwDock *self = BW_DOCK (user_data);
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (window), "bw-id"));

  /* A closed window's panel goes back to where the others are. */
  gtk_box_remove (GTK_BOX (adw_window_get_content (ADW_WINDOW (window))), GTK_WIDGET (bw_dock_get_panel (self, id)));
  g_hash_table_remove (self->windows, id);
  if (!bring_home (self, id))
    bw_dock_show (self, id);
  return FALSE;
}

/* The main window's keys work in a panel's window as well; closing is its own. */
static gboolean
window_key_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (user_data));

  if (keyval == GDK_KEY_F11)
    {
      GtkWindow *window = GTK_WINDOW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys)));

      g_object_set (window, "fullscreened", !gtk_window_is_fullscreen (window), NULL);
      return TRUE;
    }
  if ((state & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK && keyval == GDK_KEY_w)
    {
      gtk_window_close (GTK_WINDOW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys))));
      return TRUE;
    }
  return root != NULL && gtk_event_controller_key_forward (keys, GTK_WIDGET (root));
}

/* Gives the panel, which stands nowhere, a window. */
void
bw_dock_open_window (BwDock *self, const char *id, int width, int height)
{
  static const char *const kept[] = { "notify::default-width", "notify::default-height", "notify::maximized",
                                      "notify::fullscreened" };
  BwPanel *panel = bw_dock_get_panel (self, id);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  if (is_aside (self, id))
    adw_bin_set_child (self->aside, NULL);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (window_key_cb), self, 0);
  gtk_widget_add_controller (window, keys);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_title (GTK_WINDOW (window), find_title (self, id));
  gtk_window_set_application (GTK_WINDOW (window), GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_widget_add_css_class (window, "bw-popped-out");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_widget_set_vexpand (GTK_WIDGET (panel), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel));
  adw_window_set_content (ADW_WINDOW (window), box);
  g_object_bind_property (panel, "title", window, "title", G_BINDING_SYNC_CREATE);
  g_object_set_data_full (G_OBJECT (window), "bw-id", g_strdup (id), g_free);
  g_signal_connect_object (window, "close-request", G_CALLBACK (window_close_cb), self, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_signal_connect_object (window, kept[i], G_CALLBACK (bw_dock_tell_changed), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->windows, g_strdup (id), window);
  gtk_widget_insert_action_group (window, "desk", bw_desk_get_actions (bw_panel_get_desk (panel)));
  gtk_window_present (GTK_WINDOW (window));
}

/** bw_dock_pop_out: gives the panel a window of its own. */
void
bw_dock_pop_out (BwDock *self, const char *id)
{
  g_autofree char *popped = g_strdup (id);
  GtkWidget *panel = GTK_WIDGET (bw_dock_get_panel (self, popped));
  int width = gtk_widget_get_width (panel);
  int height = gtk_widget_get_height (panel);

  if (g_hash_table_contains (self->windows, id) || self->is_single)
    return;
  remember_home (self, popped);
  bw_dock_layout_remove (&self->root, popped);
  arrange (self);
  bw_dock_open_window (self, popped, MAX (width, 300), MAX (height, 260) + WINDOW_BAR_HEIGHT);
  bw_dock_tell_changed (self);
}

/* ---- Showing and hiding ---- */

/** bw_dock_show: brings the panel of @id to the front, wherever it is. */
void
bw_dock_show (BwDock *self, const char *id)
{
  g_autofree char *shown = g_strdup (id);
  GtkWindow *window = g_hash_table_lookup (self->windows, id);
  BwDockNode *leaf = bw_dock_node_find (self->root, id);

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  if (leaf == NULL && bring_home (self, shown))
    return;
  if (leaf == NULL)
    {
      leaf = bw_dock_node_first_leaf (self->root);
      if (leaf == NULL)
        leaf = self->root = bw_dock_node_new_leaf ();
      bw_dock_node_add (leaf, shown, -1);
      arrange (self);
      bw_dock_tell_changed (self);
    }
  else
    {
      GtkWidget *widget = gtk_widget_get_ancestor (GTK_WIDGET (bw_dock_get_panel (self, shown)), BW_TYPE_DOCK_LEAF);

      if (widget != NULL)
        bw_dock_leaf_choose (BW_DOCK_LEAF (widget), shown);
    }
}

void
bw_dock_hide (BwDock *self, const char *id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *hidden = g_strdup (id);
  g_autofree char *message = NULL;

  bw_dock_node_list (self->root, ids);
  if (ids->len < 2 || bw_dock_node_find (self->root, hidden) == NULL)
    return; /* the last one stays: an empty dock has no menu to bring one back */
  remember_home (self, hidden);
  bw_dock_layout_remove (&self->root, hidden);
  arrange (self);
  bw_dock_tell_changed (self);
  message = g_strdup_printf (_("The panel “%s” is hidden"), find_title (self, hidden));
  bw_desk_tell_with_action (bw_panel_get_desk (bw_dock_get_panel (self, hidden)), message, _("Undo"), "win.panel",
                            g_variant_new_string (hidden));
}

/** bw_dock_set_single: one panel at a time, as a phone has room for. */
void
bw_dock_set_single (BwDock *self, gboolean is_single)
{
  if (self->is_single == is_single)
    return;
  self->is_single = is_single;
  arrange (self);
}

/**
 * bw_dock_set_aside:
 * @place: (nullable): a part of the same page; must stay as long as the dock
 *
 * While one panel is shown at a time, the panel of @id stands in @place instead.
 */
void
bw_dock_set_aside (BwDock *self, const char *id, AdwBin *place)
{
  g_free (self->aside_id);
  self->aside_id = g_strdup (id);
  self->aside = place;
  arrange (self);
}

static void
collect_leaves (GtkWidget *widget, GPtrArray *leaves)
{
  if (BW_IS_DOCK_LEAF (widget))
    g_ptr_array_add (leaves, widget);
  else if (GTK_IS_PANED (widget))
    {
      collect_leaves (gtk_paned_get_start_child (GTK_PANED (widget)), leaves);
      collect_leaves (gtk_paned_get_end_child (GTK_PANED (widget)), leaves);
    }
}

/* The first widget in @widget that takes the keyboard; a table takes it as a whole. */
static gboolean
focus_first (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return FALSE;
  if ((gtk_widget_get_focusable (widget) || GTK_IS_COLUMN_VIEW (widget)) &&
      !GTK_IS_SCROLLED_WINDOW (widget) && gtk_widget_grab_focus (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (focus_first (child))
      return TRUE;
  return FALSE;
}

/** bw_dock_focus_next: moves the keyboard to the next panel in sight, or the one before. */
void
bw_dock_focus_next (BwDock *self, int direction)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *holder = focus != NULL ? gtk_widget_get_ancestor (focus, BW_TYPE_DOCK_LEAF) : NULL;
  guint index = 0;

  if (self->child == NULL)
    return;
  collect_leaves (self->child, leaves);
  if (holder != NULL && g_ptr_array_find (leaves, holder, &index))
    index = (index + leaves->len + (direction > 0 ? 1 : -1)) % leaves->len;
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), TRUE);
  for (guint i = 0; i < leaves->len; i++)
    {
      GtkWidget *leaf = g_ptr_array_index (leaves, (index + i) % leaves->len);
      BwPanel *panel = bw_dock_leaf_get_chosen (BW_DOCK_LEAF (leaf));

      /* Where nothing in it takes the keyboard its title does. */
      if ((panel != NULL && focus_first (GTK_WIDGET (panel))) || focus_first (leaf))
        break;
    }
}

/* ---- Actions ---- */

static void
split_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwDock *self = BW_DOCK (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  BwDockSide side = g_str_has_suffix (action_name, "right") ? BW_DOCK_RIGHT : BW_DOCK_BOTTOM;

  if (!self->is_single && bw_dock_layout_move (&self->root, id, id, side))
    {
      arrange (self);
      bw_dock_tell_changed (self);
    }
}

static void
move_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwDock *self = BW_DOCK (widget);
  const char *id, *beside;

  g_variant_get (parameter, "(&s&s)", &id, &beside);
  if (bw_dock_layout_move (&self->root, id, beside, BW_DOCK_CENTRE))
    {
      arrange (self);
      bw_dock_tell_changed (self);
    }
}

static void
panel_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwDock *self = BW_DOCK (widget);
  const char *id = g_variant_get_string (parameter, NULL);

  if (g_str_equal (action_name, "dock.pop-out"))
    bw_dock_pop_out (self, id);
  else if (g_str_equal (action_name, "dock.hide"))
    bw_dock_hide (self, id);
  else
    bw_dock_show (self, id);
}

static void
link_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *id;
  guint32 link;

  g_variant_get (parameter, "(&su)", &id, &link);
  if (link < BW_N_LINKS)
    bw_panel_set_link (bw_dock_get_panel (BW_DOCK (widget), id), link);
}

/* ---- Widget ---- */

static void
bw_dock_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                 int *natural, int *minimum_baseline, int *natural_baseline)
{
  BwDock *self = BW_DOCK (widget);

  *minimum = *natural = 0;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
}

/* Gives every pane its share before it is allocated for the first time. */
static void
apply_positions (GtkWidget *widget, int width, int height)
{
  BwDockNode *node;
  gboolean is_horizontal;
  int start;

  if (!GTK_IS_PANED (widget))
    return;
  node = g_object_get_data (G_OBJECT (widget), "bw-node");
  is_horizontal = node->orientation == GTK_ORIENTATION_HORIZONTAL;
  start = (int) (node->share * ((is_horizontal ? width : height) - HANDLE_SIZE) + 0.5);
  gtk_paned_set_position (GTK_PANED (widget), start);
  start = gtk_paned_get_position (GTK_PANED (widget));
  apply_positions (gtk_paned_get_start_child (GTK_PANED (widget)), is_horizontal ? start : width,
                   is_horizontal ? height : start);
  apply_positions (gtk_paned_get_end_child (GTK_PANED (widget)),
                   is_horizontal ? width - start - HANDLE_SIZE : width,
                   is_horizontal ? height : height - start - HANDLE_SIZE);
}

static void
bw_dock_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BwDock *self = BW_DOCK (widget);

  if (self->child == NULL)
    return;
  if (self->needs_positions)
    apply_positions (self->child, width, height);
  gtk_widget_allocate (self->child, width, height, baseline, NULL);
  self->needs_positions = FALSE;
}

static void
bw_dock_dispose (GObject *object)
{
  BwDock *self = BW_DOCK (object);

  self->is_arranging = TRUE;
  if (self->child != NULL)
    {
      clear_widget (self->child);
      g_clear_pointer (&self->child, gtk_widget_unparent);
    }
  g_clear_pointer (&self->windows, g_hash_table_unref);
  g_clear_pointer (&self->homes, g_hash_table_unref);
  g_clear_pointer (&self->panels, g_hash_table_unref);
  g_clear_pointer (&self->root, bw_dock_node_free);
  G_OBJECT_CLASS (bw_dock_parent_class)->dispose (object);
}

static void
bw_dock_finalize (GObject *object)
{
  g_strfreev (BW_DOCK (object)->ids);
  g_free (BW_DOCK (object)->default_layout);
  g_free (BW_DOCK (object)->aside_id);
  G_OBJECT_CLASS (bw_dock_parent_class)->finalize (object);
}

static void
bw_dock_class_init (BwDockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_dock_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_dock_finalize;
  widget_class->measure = bw_dock_measure;
  widget_class->size_allocate = bw_dock_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "bwdock");
  gtk_widget_class_install_action (widget_class, "dock.split-right", "s", split_cb);
  gtk_widget_class_install_action (widget_class, "dock.split-down", "s", split_cb);
  gtk_widget_class_install_action (widget_class, "dock.move", "(ss)", move_cb);
  gtk_widget_class_install_action (widget_class, "dock.pop-out", "s", panel_action_cb);
  gtk_widget_class_install_action (widget_class, "dock.hide", "s", panel_action_cb);
  gtk_widget_class_install_action (widget_class, "dock.show", "s", panel_action_cb);
  gtk_widget_class_install_action (widget_class, "dock.link", "(su)", link_cb);

  /**
   * BwDock::changed:
   *
   * What bw_dock_save() returns is another than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_dock_init (BwDock *self)
{
  self->panels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->windows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->homes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, home_free);
}

/**
 * bw_dock_new:
 * @specs: (array length=n_specs): all panels there can be; borrowed for good
 * @default_layout: a tree as JSON
 */
GtkWidget *
bw_dock_new (const BwDockPanelSpec *specs, guint n_specs, const char *default_layout,
             BwDockMakeFunc make, gpointer user_data)
{
  BwDock *self = g_object_new (BW_TYPE_DOCK, NULL);
  GStrvBuilder *ids = g_strv_builder_new ();

  self->specs = specs;
  self->n_specs = n_specs;
  self->default_layout = g_strdup (default_layout);
  self->make = make;
  self->make_data = user_data;
  for (guint i = 0; i < n_specs; i++)
    g_strv_builder_add (ids, specs[i].id);
  self->ids = g_strv_builder_end (ids);
  g_strv_builder_unref (ids);
  return GTK_WIDGET (self);
}
