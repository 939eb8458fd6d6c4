/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/heat-view.h"

#include "app/chart/chart-painter-gsk.h"
#include "app/format.h"

#include <glib/gi18n.h>
#include <math.h>

struct _BwHeatView
{
  GtkWidget parent_instance;
  GArray *items;           /* (owned): BwHeatItem, its texts owned */
  GArray *tiles;           /* (owned): BwRect, logical pixels */
  GPtrArray *tile_buttons; /* (owned): of each item, children */
  double full_change;
  BwGskPainter *painter; /* (owned) */
  BwDisplayList *list;   /* (owned) */
  GskRenderNode *node;   /* (owned) (nullable) */
  int width, height;     /* of @list */
};

G_DEFINE_FINAL_TYPE (BwHeatView, bw_heat_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_item (gpointer data)
{
  BwHeatItem *item = data;

  g_free ((char *)item->label);
  g_free ((char *)item->group);
}

static void
build_list (BwHeatView *self, int width, int height)
{
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  BwHeatMap map = { (const BwHeatItem *)(gpointer)self->items->data,
                    self->items->len,
                    self->full_change,
                    width * scale,
                    height * scale,
                    scale };
  BwTextMeasure measure;
  BwChartStyle style;

  self->width = width;
  self->height = height;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  bw_display_list_clear (self->list);
  bw_chart_style_init_from_widget (&style, GTK_WIDGET (self));
  bw_gsk_painter_get_measure (self->painter, &measure);
  g_array_set_size (self->tiles, self->items->len);
  bw_heat_map_build (&map, &style, &measure, self->list, (BwRect *)(gpointer)self->tiles->data);
  for (guint k = 0; k < self->tiles->len; k++)
    {
      BwRect *tile = &g_array_index (self->tiles, BwRect, k);

      *tile = (BwRect){ (float)(tile->x / scale), (float)(tile->y / scale),
                        (float)(tile->width / scale), (float)(tile->height / scale) };
    }
}

/* A button's own measure is asked for, and not heeded: the tile is as large as it is. */
static void
bw_heat_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BwHeatView *self = BW_HEAT_VIEW (widget);

  build_list (self, width, height);
  for (guint k = 0; k < self->tile_buttons->len; k++)
    {
      GtkWidget *button = g_ptr_array_index (self->tile_buttons, k);
      const BwRect *tile = &g_array_index (self->tiles, BwRect, k);
      int least;

      gtk_widget_set_child_visible (button, tile->width >= 2 && tile->height >= 2);
      gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (button,
                                &(GtkAllocation){ (int)tile->x, (int)tile->y,
                                                  MAX ((int)tile->width, 1),
                                                  MAX ((int)tile->height, 1) },
                                -1);
    }
}

static void
bw_heat_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwHeatView *self = BW_HEAT_VIEW (widget);

  if (self->node == NULL)
    self->node =
        bw_gsk_painter_render (self->painter, self->list, gtk_widget_get_scale_factor (widget),
                               (float)self->width, (float)self->height, INFINITY);
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  GTK_WIDGET_CLASS (bw_heat_view_parent_class)->snapshot (widget, snapshot);
}

static void
bw_heat_view_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = 160;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 800 : 480;
}

static void
bw_heat_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bw_heat_view_parent_class)->css_changed (widget, change);
  bw_gsk_painter_reset (BW_HEAT_VIEW (widget)->painter);
  gtk_widget_queue_allocate (widget);
}

static void
clicked_cb (GtkWidget *button, BwHeatView *self)
{
  guint index;

  if (g_ptr_array_find (self->tile_buttons, button, &index))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, index);
}

/* How far the middle of @to lies ahead of that of @from; what is aside counts twice. Below 0:
 * behind. */
static double
distance_ahead (const BwRect *from, const BwRect *to, int dx, int dy)
{
  double x = to->x + to->width / 2 - from->x - from->width / 2;
  double y = to->y + to->height / 2 - from->y - from->height / 2;
  double ahead = x * dx + y * dy, aside = fabs (x * dy) + fabs (y * dx);

  return ahead < 1 ? -1 : ahead + 2 * aside;
}

static gboolean
key_cb (GtkEventControllerKey *keys,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        gpointer user_data)
{
  BwHeatView *self = user_data;
  int dx = keyval == GDK_KEY_Right ? 1 : keyval == GDK_KEY_Left ? -1 : 0;
  int dy = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  double nearest = INFINITY;
  guint index, found = 0;

  if ((dx == 0 && dy == 0) || focus == NULL ||
      !g_ptr_array_find (self->tile_buttons, focus, &index))
    return GDK_EVENT_PROPAGATE;
  for (guint k = 0; k < self->tiles->len; k++)
    {
      const BwRect *tile = &g_array_index (self->tiles, BwRect, k);
      double distance = distance_ahead (&g_array_index (self->tiles, BwRect, index), tile, dx, dy);

      if (tile->width < 2 || tile->height < 2 || distance < 0 || distance >= nearest)
        continue;
      nearest = distance;
      found = k;
    }
  if (isfinite (nearest))
    gtk_widget_grab_focus (g_ptr_array_index (self->tile_buttons, found));
  return GDK_EVENT_STOP;
}

static void
bw_heat_view_dispose (GObject *object)
{
  BwHeatView *self = BW_HEAT_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->tile_buttons, 0);
  G_OBJECT_CLASS (bw_heat_view_parent_class)->dispose (object);
}

static void
bw_heat_view_finalize (GObject *object)
{
  BwHeatView *self = BW_HEAT_VIEW (object);

  g_array_unref (self->items);
  g_array_unref (self->tiles);
  g_ptr_array_unref (self->tile_buttons);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  bw_gsk_painter_free (self->painter);
  bw_display_list_free (self->list);
  G_OBJECT_CLASS (bw_heat_view_parent_class)->finalize (object);
}

static void
bw_heat_view_class_init (BwHeatViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_heat_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_heat_view_finalize;
  widget_class->size_allocate = bw_heat_view_size_allocate;
  widget_class->snapshot = bw_heat_view_snapshot;
  widget_class->measure = bw_heat_view_measure;
  widget_class->css_changed = bw_heat_view_css_changed;
  gtk_widget_class_set_css_name (widget_class, "bwheat");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * BwHeatView::chosen:
   * @index: of the item
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_heat_view_init (BwHeatView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->items = g_array_new (FALSE, TRUE, sizeof (BwHeatItem));
  g_array_set_clear_func (self->items, clear_item);
  self->tiles = g_array_new (FALSE, TRUE, sizeof (BwRect));
  self->tile_buttons = g_ptr_array_new ();
  self->painter = bw_gsk_painter_new (GTK_WIDGET (self));
  self->list = bw_display_list_new ();
  self->full_change = 0.03;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
bw_heat_view_new (void)
{
  return g_object_new (BW_TYPE_HEAT_VIEW, NULL);
}

static void
name_button (GtkWidget *button, const BwHeatItem *item)
{
  g_autofree char *change =
      isnan (item->change) ? g_strdup (BW_DASH) : bw_format_percent (item->change, BW_FORMAT_SIGN);
  g_autofree char *size = bw_format_size (isfinite (item->size) ? item->size : 0);
  g_autofree char *name =
      g_strdup_printf ("%s, %s, %s, %s", item->label, change, item->group, size);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * bw_heat_view_set_items:
 * @items: (array length=n_items): copied; at most %BW_HEAT_ITEMS_MAX are shown
 * @full_change: where the colour is full, as a fraction
 */
void
bw_heat_view_set_items (BwHeatView *self,
                        const BwHeatItem *items,
                        guint n_items,
                        double full_change)
{
  n_items = MIN (n_items, (guint)BW_HEAT_ITEMS_MAX);
  g_array_set_size (self->items, 0);
  self->full_change = full_change;
  for (guint k = 0; k < n_items; k++)
    {
      BwHeatItem item = items[k];

      item.label = g_strdup (items[k].label);
      item.group = g_strdup (items[k].group);
      g_array_append_val (self->items, item);
    }
  while (self->tile_buttons->len > n_items)
    {
      gtk_widget_unparent (g_ptr_array_index (self->tile_buttons, self->tile_buttons->len - 1));
      g_ptr_array_set_size (self->tile_buttons, (gint)self->tile_buttons->len - 1);
    }
  while (self->tile_buttons->len < n_items)
    {
      GtkWidget *button = gtk_button_new ();

      gtk_widget_add_css_class (button, "heat-tile");
      gtk_widget_set_parent (button, GTK_WIDGET (self));
      g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
      g_ptr_array_add (self->tile_buttons, button);
    }
  for (guint k = 0; k < n_items; k++)
    name_button (g_ptr_array_index (self->tile_buttons, k),
                 &g_array_index (self->items, BwHeatItem, k));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
