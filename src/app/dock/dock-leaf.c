/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dock/dock-leaf.h"

#include <glib/gi18n.h>

#define EDGE_SHARE 0.25

struct _BwDockLeaf
{
  GtkWidget parent_instance;
  GtkWidget *strip;      /* (owned): title row */
  GtkWidget *tabs;       /* in the strip */
  GtkMenuButton *menu;   /* in the strip */
  AdwTabView *view;      /* (owned) */
  GMenuModel *(*make_menu) (BwPanel *panel, gpointer user_data);
  gpointer menu_data;    /* (borrowed): the dock */
  gboolean is_over;      /* something is held over it, to be dropped on @over_side */
  BwDockSide over_side;
};

G_DEFINE_FINAL_TYPE (BwDockLeaf, bw_dock_leaf, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DROPPED,
  SIGNAL_PANEL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const link_classes[BW_N_LINKS] = { NULL, "link-blue", "link-orange", "link-purple" };
static const char *const link_tooltips[BW_N_LINKS] = { NULL, N_("Follows the blue symbol"),
                                                       N_("Follows the orange symbol"), N_("Follows the purple symbol") };

/* ---- Tabs ---- */

static BwPanel *
get_tab_panel (GtkWidget *tab)
{
  return g_object_get_data (G_OBJECT (tab), "bw-panel");
}

static void
update_tabs (BwDockLeaf *self)
{
  BwPanel *chosen = bw_dock_leaf_get_chosen (self);

  for (GtkWidget *tab = gtk_widget_get_first_child (self->tabs); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab))
    {
      gboolean is_chosen = get_tab_panel (tab) == chosen;

      if (is_chosen)
        gtk_widget_add_css_class (tab, "chosen");
      else
        gtk_widget_remove_css_class (tab, "chosen");
      gtk_accessible_update_state (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_STATE_SELECTED, is_chosen, -1);
    }
}

/* Where the row of titles scrolls, that of the panel in front is in sight. */
static gboolean
show_chosen_cb (gpointer user_data)
{
  BwDockLeaf *self = BW_DOCK_LEAF (user_data);
  GtkWidget *tab = gtk_widget_get_first_child (self->tabs);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;

  while (tab != NULL && !gtk_widget_has_css_class (tab, "chosen"))
    tab = gtk_widget_get_next_sibling (tab);
  if (tab == NULL || !gtk_widget_compute_bounds (tab, self->tabs, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (gtk_widget_get_parent (self->tabs)));
  gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
  return G_SOURCE_REMOVE;
}

static void
selected_page_cb (BwDockLeaf *self)
{
  BwPanel *chosen = bw_dock_leaf_get_chosen (self);

  update_tabs (self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_chosen_cb, g_object_ref (self), g_object_unref);
  if (chosen != NULL)
    g_signal_emit (self, signals[SIGNAL_PANEL_CHOSEN], 0, bw_panel_get_id (chosen));
}

static void
tab_clicked_cb (GtkButton *tab, gpointer user_data)
{
  BwDockLeaf *self = BW_DOCK_LEAF (user_data);
  BwPanel *panel = get_tab_panel (GTK_WIDGET (tab));

  adw_tab_view_set_selected_page (self->view, adw_tab_view_get_page (self->view, GTK_WIDGET (panel)));
}

static void
update_dot (BwPanel *panel, GParamSpec *pspec, gpointer user_data)
{
  GtkWidget *dot = user_data;
  BwLink link = bw_panel_get_link (panel);

  for (guint i = 1; i < BW_N_LINKS; i++)
    gtk_widget_remove_css_class (dot, link_classes[i]);
  gtk_widget_set_visible (dot, link != BW_LINK_NONE);
  gtk_widget_set_tooltip_text (dot, link != BW_LINK_NONE ? _(link_tooltips[link]) : NULL);
  if (link != BW_LINK_NONE)
    gtk_widget_add_css_class (dot, link_classes[link]);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  return gdk_content_provider_new_typed (BW_TYPE_PANEL, user_data);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, gpointer user_data)
{
  GtkWidget *tab = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (tab);

  gtk_drag_source_set_icon (source, icon, 8, 8);
}

static void
show_tab_menu_cb (GtkGestureClick *click, int n_press, double x, double y, gpointer user_data)
{
  BwDockLeaf *self = BW_DOCK_LEAF (user_data);
  GtkWidget *tab = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));

  tab_clicked_cb (GTK_BUTTON (tab), self);
  gtk_menu_button_popup (self->menu);
}

static void
add_tab (BwDockLeaf *self, BwPanel *panel)
{
  GtkWidget *tab = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = gtk_label_new ("●");
  GtkWidget *label = gtk_label_new (NULL);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  gtk_widget_add_css_class (dot, "link-dot");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  g_object_bind_property (panel, "title", label, "label", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (panel, "notify::link", G_CALLBACK (update_dot), dot, 0);
  update_dot (panel, NULL, dot);
  gtk_box_append (GTK_BOX (content), dot);
  gtk_box_append (GTK_BOX (content), label);
  gtk_button_set_child (GTK_BUTTON (tab), content);
  gtk_widget_add_css_class (tab, "dock-tab");
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bw_panel_get_title (panel), -1);
  g_object_set_data (G_OBJECT (tab), "bw-panel", panel); /* borrowed: the tab goes before it */
  g_signal_connect_object (tab, "clicked", G_CALLBACK (tab_clicked_cb), self, 0);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), panel);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), NULL);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (source));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (show_tab_menu_cb), self, 0);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (secondary));
  gtk_box_append (GTK_BOX (self->tabs), tab);
}

static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  BwDockLeaf *self = BW_DOCK_LEAF (user_data);
  BwPanel *panel = bw_dock_leaf_get_chosen (self);
  g_autoptr (GMenuModel) model = NULL;

  if (panel == NULL || self->make_menu == NULL)
    return;
  model = self->make_menu (panel, self->menu_data);
  gtk_menu_button_set_menu_model (button, model);
}

/* ---- Dropping ---- */

static BwDockSide
find_side (BwDockLeaf *self, double x, double y)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  double left = x / width, top = y / height;
  double nearest = MIN (MIN (left, 1 - left), MIN (top, 1 - top));

  if (nearest > EDGE_SHARE || y < gtk_widget_get_height (self->strip))
    return BW_DOCK_CENTRE;
  if (nearest == left)
    return BW_DOCK_LEFT;
  if (nearest == 1 - left)
    return BW_DOCK_RIGHT;
  return nearest == top ? BW_DOCK_TOP : BW_DOCK_BOTTOM;
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, gpointer user_data)
{
  BwDockLeaf *self = BW_DOCK_LEAF (user_data);
  BwDockSide side = find_side (self, x, y);

  if (!self->is_over || side != self->over_side)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->is_over = TRUE;
  self->over_side = side;
  return GDK_ACTION_MOVE;
}

static void
drop_leave_cb (GtkDropTarget *target, gpointer user_data)
{
  BwDockLeaf *self = BW_DOCK_LEAF (user_data);

  self->is_over = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  BwDockLeaf *self = BW_DOCK_LEAF (user_data);
  g_autoptr (BwPanel) panel = g_value_dup_object (value);

  self->is_over = FALSE;
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, panel, (int) find_side (self, x, y));
  return TRUE;
}

/* ---- Widget ---- */

static void
bw_dock_leaf_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwDockLeaf *self = BW_DOCK_LEAF (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  graphene_rect_t rect = GRAPHENE_RECT_INIT (0, 0, width, height);
  GdkRGBA colour;

  GTK_WIDGET_CLASS (bw_dock_leaf_parent_class)->snapshot (widget, snapshot);
  if (!self->is_over)
    return;
  if (self->over_side == BW_DOCK_LEFT || self->over_side == BW_DOCK_RIGHT)
    rect.size.width /= 2;
  if (self->over_side == BW_DOCK_TOP || self->over_side == BW_DOCK_BOTTOM)
    rect.size.height /= 2;
  if (self->over_side == BW_DOCK_RIGHT)
    rect.origin.x = rect.size.width;
  if (self->over_side == BW_DOCK_BOTTOM)
    rect.origin.y = rect.size.height;
  bw_style_lookup (widget, BW_TONE_ACCENT, &colour);
  colour.alpha *= 0.25f;
  gtk_snapshot_append_color (snapshot, &colour, &rect);
}

static void
bw_dock_leaf_dispose (GObject *object)
{
  BwDockLeaf *self = BW_DOCK_LEAF (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bw_dock_leaf_parent_class)->dispose (object);
}

static void
bw_dock_leaf_class_init (BwDockLeafClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_dock_leaf_dispose;
  widget_class->snapshot = bw_dock_leaf_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "bwdockleaf");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * BwDockLeaf::dropped:
   * @panel: what was dropped
   * @side: BwDockSide
   */
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, BW_TYPE_PANEL, G_TYPE_INT);
  /**
   * BwDockLeaf::panel-chosen:
   * @id: of the panel now in front
   */
  signals[SIGNAL_PANEL_CHOSEN] = g_signal_new ("panel-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bw_dock_leaf_init (BwDockLeaf *self)
{
  GtkDropTarget *target = gtk_drop_target_new (BW_TYPE_PANEL, GDK_ACTION_MOVE);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *scroller;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->strip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->strip, "dock-strip");
  self->tabs = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  /* Titles keep their width; where there is no room for all of them the row scrolls. */
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->tabs);
  gtk_scrollable_set_hscroll_policy (GTK_SCROLLABLE (gtk_widget_get_parent (self->tabs)), GTK_SCROLL_NATURAL);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_focusable (scroller, FALSE);
  gtk_box_append (GTK_BOX (self->strip), scroller);
  self->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->menu, "bw-more-symbolic");
  gtk_menu_button_set_create_popup_func (self->menu, create_menu_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->menu), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->menu), "dock-menu");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), _("Panel menu"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Panel menu"), -1);
  gtk_box_append (GTK_BOX (self->strip), GTK_WIDGET (self->menu));
  gtk_widget_set_parent (self->strip, GTK_WIDGET (self));

  self->view = adw_tab_view_new ();
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->view), GTK_WIDGET (self));
  g_signal_connect_object (self->view, "notify::selected-page", G_CALLBACK (selected_page_cb), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (target, "motion", G_CALLBACK (drop_motion_cb), self, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (drop_leave_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
bw_dock_leaf_new (void)
{
  return g_object_new (BW_TYPE_DOCK_LEAF, NULL);
}

/** bw_dock_leaf_add: @panel must stand nowhere. */
void
bw_dock_leaf_add (BwDockLeaf *self, BwPanel *panel)
{
  adw_tab_view_append (self->view, GTK_WIDGET (panel));
  add_tab (self, panel);
  update_tabs (self);
}

/** bw_dock_leaf_clear: lets all panels go, so that they can stand elsewhere. */
void
bw_dock_leaf_clear (BwDockLeaf *self)
{
  GtkWidget *tab;

  g_signal_handlers_block_by_func (self->view, selected_page_cb, self);
  while ((tab = gtk_widget_get_first_child (self->tabs)) != NULL)
    gtk_box_remove (GTK_BOX (self->tabs), tab);
  while (adw_tab_view_get_n_pages (self->view) > 0)
    adw_tab_view_close_page (self->view, adw_tab_view_get_nth_page (self->view, 0));
  g_signal_handlers_unblock_by_func (self->view, selected_page_cb, self);
}

void
bw_dock_leaf_choose (BwDockLeaf *self, const char *id)
{
  for (int i = 0; i < adw_tab_view_get_n_pages (self->view); i++)
    {
      AdwTabPage *page = adw_tab_view_get_nth_page (self->view, i);

      if (g_strcmp0 (bw_panel_get_id (BW_PANEL (adw_tab_page_get_child (page))), id) == 0)
        adw_tab_view_set_selected_page (self->view, page);
    }
}

/** bw_dock_leaf_get_chosen: (nullable): the panel in front. */
BwPanel *
bw_dock_leaf_get_chosen (BwDockLeaf *self)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (self->view);

  return page != NULL ? BW_PANEL (adw_tab_page_get_child (page)) : NULL;
}

/** bw_dock_leaf_set_menu_source: who makes the menu of the panel in front, when it is opened. */
void
bw_dock_leaf_set_menu_source (BwDockLeaf *self, GMenuModel *(*make) (BwPanel *panel, gpointer user_data),
                              gpointer user_data)
{
  self->make_menu = make;
  self->menu_data = user_data;
}
