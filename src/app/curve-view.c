/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/curve-view.h"

#include "app/chart/chart-painter-gsk.h"
#include "app/format.h"
#include "chart/text.h"

#include <glib/gi18n.h>
#include <math.h>

typedef enum
{
  CONTENT_NONE,
  CONTENT_CURVE,
  CONTENT_SPARKLINE,
  CONTENT_BARS,
} Content;

struct _BwCurveView
{
  GtkWidget parent_instance;
  Content content;
  BwLineChartKind kind;
  BwNumberKind number;
  BwTime *times;           /* (owned) (nullable) */
  double *values, *others; /* (owned) (nullable) */
  gsize n_points;
  BwBarItem *items; /* (owned): labels owned */
  guint n_items;
  char *zone; /* (owned) (nullable) */
  BwZoneOffsetFunc offset_at;
  char *colour_name; /* (owned) (nullable) */
  double hover_x;
  BwGskPainter *painter; /* (owned) */
  BwDisplayList *list;   /* (owned) */
  GskRenderNode *node;   /* (owned) (nullable): dropped on change */
  int width, height;
};

G_DEFINE_FINAL_TYPE (BwCurveView, bw_curve_view, GTK_TYPE_WIDGET)

static void
drop_node (BwCurveView *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* see chart-painter-gsk.c */
    static BwColour
    get_colour (BwCurveView *self, const BwChartStyle *style)
{
  GdkRGBA rgba;

  if (self->colour_name != NULL &&
      gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                      self->colour_name, &rgba))
    return (BwColour){ rgba.red, rgba.green, rgba.blue, rgba.alpha };
  return g_strcmp0 (self->colour_name, "bw_down") == 0 ? style->down
         : g_strcmp0 (self->colour_name, "bw_up") == 0 ? style->up
                                                       : style->series[0];
}
G_GNUC_END_IGNORE_DEPRECATIONS

static void
build_list (BwCurveView *self, double scale)
{
  BwChartStyle style;
  BwTextMeasure measure;
  double width = self->width * scale, height = self->height * scale;
  BwLineChart curve;
  BwBarChart bars;

  bw_display_list_clear (self->list);
  bw_chart_style_init_from_widget (&style, GTK_WIDGET (self));
  bw_gsk_painter_get_measure (self->painter, &measure);
  switch (self->content)
    {
    case CONTENT_CURVE:
      curve = (BwLineChart){ self->times,
                             self->values,
                             self->others,
                             self->n_points,
                             self->kind,
                             self->number,
                             get_colour (self, &style),
                             self->zone,
                             self->offset_at,
                             width,
                             height,
                             scale,
                             self->hover_x * scale };
      bw_line_chart_build (&curve, &style, &measure, self->list);
      break;
    case CONTENT_SPARKLINE:
      bw_sparkline_build (self->values, self->n_points, get_colour (self, &style), width, height,
                          scale, self->list);
      break;
    case CONTENT_BARS:
      bars = (BwBarChart){ self->items, self->n_items, self->number, width, height, scale };
      bw_bar_chart_build (&bars, &style, &measure, self->list);
      break;
    case CONTENT_NONE:
      break;
    }
}

static void
bw_curve_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwCurveView *self = BW_CURVE_VIEW (widget);
  double scale = gtk_widget_get_scale_factor (widget);

  if (self->node == NULL || self->width != gtk_widget_get_width (widget) ||
      self->height != gtk_widget_get_height (widget))
    {
      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->width = gtk_widget_get_width (widget);
      self->height = gtk_widget_get_height (widget);
      build_list (self, scale);
      self->node =
          bw_gsk_painter_render (self->painter, self->list, scale, self->width, self->height, INFINITY);
    }
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
}

static void
bw_curve_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  BwCurveView *self = BW_CURVE_VIEW (widget);
  gboolean is_horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  if (self->content == CONTENT_SPARKLINE)
    {
      *minimum = is_horizontal ? 48 : 18;
      *natural = is_horizontal ? 96 : 24;
      return;
    }
  *minimum = is_horizontal ? 120 : 72;
  *natural = is_horizontal ? 480 : 200;
  if (self->content == CONTENT_BARS && !is_horizontal)
    *minimum = *natural = CLAMP ((int)self->n_items * 26, 72, 26 * 24);
}

static void
bw_curve_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  BwCurveView *self = BW_CURVE_VIEW (widget);

  GTK_WIDGET_CLASS (bw_curve_view_parent_class)->css_changed (widget, change);
  bw_gsk_painter_reset (self->painter);
  drop_node (self);
}

static void
bw_curve_view_unrealize (GtkWidget *widget)
{
  g_clear_pointer (&BW_CURVE_VIEW (widget)->node, gsk_render_node_unref);
  GTK_WIDGET_CLASS (bw_curve_view_parent_class)->unrealize (widget);
}

static void
pointer_moved_cb (GtkEventControllerMotion *motion, double x, double y, gpointer user_data)
{
  BwCurveView *self = user_data;

  if (self->content != CONTENT_CURVE)
    return;
  self->hover_x = x;
  drop_node (self);
}

static void
pointer_left_cb (GtkEventControllerMotion *motion, gpointer user_data)
{
  BwCurveView *self = user_data;

  self->hover_x = NAN;
  drop_node (self);
}

static void
clear_data (BwCurveView *self)
{
  for (guint i = 0; i < self->n_items; i++)
    g_free ((char *)self->items[i].label);
  g_clear_pointer (&self->items, g_free);
  g_clear_pointer (&self->times, g_free);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->others, g_free);
  self->n_items = 0;
  self->n_points = 0;
  self->content = CONTENT_NONE;
}

static void
bw_curve_view_finalize (GObject *object)
{
  BwCurveView *self = BW_CURVE_VIEW (object);

  clear_data (self);
  g_free (self->zone);
  g_free (self->colour_name);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  bw_gsk_painter_free (self->painter);
  bw_display_list_free (self->list);
  G_OBJECT_CLASS (bw_curve_view_parent_class)->finalize (object);
}

static void
bw_curve_view_class_init (BwCurveViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_curve_view_finalize;
  widget_class->snapshot = bw_curve_view_snapshot;
  widget_class->measure = bw_curve_view_measure;
  widget_class->css_changed = bw_curve_view_css_changed;
  widget_class->unrealize = bw_curve_view_unrealize;
  gtk_widget_class_set_css_name (widget_class, "bwcurve");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bw_curve_view_init (BwCurveView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->hover_x = NAN;
  self->list = bw_display_list_new ();
  self->painter = bw_gsk_painter_new (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Curve"), -1);
}

GtkWidget *
bw_curve_view_new (void)
{
  return g_object_new (BW_TYPE_CURVE_VIEW, NULL);
}

static void
content_changed (BwCurveView *self, Content before)
{
  /* A curve that grows by a point keeps its place; another kind of picture wants another size. */
  if (before != self->content || self->content == CONTENT_BARS)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  drop_node (self);
}

static void
describe (BwCurveView *self)
{
  char first[BW_CHART_TEXT_BYTES], last[BW_CHART_TEXT_BYTES];
  g_autofree char *summary = NULL;
  g_autofree char *n_points = NULL;

  if (self->n_points == 0)
    return;
  n_points = bw_format_count (self->n_points);
  bw_chart_print_axis_number (self->values[0], self->number == BW_NUMBER_PERCENT ? 1e-4 : 0.01,
                              self->number, first);
  bw_chart_print_axis_number (self->values[self->n_points - 1],
                              self->number == BW_NUMBER_PERCENT ? 1e-4 : 0.01, self->number, last);
  summary = g_strdup_printf (_ ("%s points, from %s to %s"), n_points, first,
                             last);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary, -1);
}

/**
 * bw_curve_view_set_curve:
 * @times: (array length=n_points) (nullable)
 * @values: (array length=n_points)
 * @others: (array length=n_points) (nullable): a second line to compare with
 */
void
bw_curve_view_set_curve (BwCurveView *self,
                         BwLineChartKind kind,
                         BwNumberKind number,
                         const BwTime *times,
                         const double *values,
                         const double *others,
                         gsize n_points)
{
  Content before = self->content;

  clear_data (self);
  self->content = CONTENT_CURVE;
  self->kind = kind;
  self->number = number;
  self->times = g_memdup2 (times, n_points * sizeof *times);
  self->values = g_memdup2 (values, n_points * sizeof *values);
  self->others = g_memdup2 (others, n_points * sizeof *others);
  self->n_points = n_points;
  describe (self);
  content_changed (self, before);
}

void
bw_curve_view_set_sparkline (BwCurveView *self, const double *values, gsize n_values)
{
  Content before = self->content;

  clear_data (self);
  self->content = CONTENT_SPARKLINE;
  self->values = g_memdup2 (values, n_values * sizeof *values);
  self->n_points = n_values;
  content_changed (self, before);
}

void
bw_curve_view_set_bars (BwCurveView *self,
                        BwNumberKind number,
                        const BwBarItem *items,
                        guint n_items)
{
  Content before = self->content;

  clear_data (self);
  self->content = CONTENT_BARS;
  self->number = number;
  self->items = g_new0 (BwBarItem, n_items + 1);
  self->n_items = n_items;
  for (guint i = 0; i < n_items; i++)
    self->items[i] = (BwBarItem){ g_strdup (items[i].label), items[i].value };
  content_changed (self, before);
}

void
bw_curve_view_set_zone (BwCurveView *self, const char *zone, BwZoneOffsetFunc offset_at)
{
  g_free (self->zone);
  self->zone = g_strdup (zone);
  self->offset_at = offset_at;
  drop_node (self);
}

/**
 * bw_curve_view_set_colour_name:
 * @css_name: (nullable): a named colour of the style sheet; the first series colour when %NULL
 */
void
bw_curve_view_set_colour_name (BwCurveView *self, const char *css_name)
{
  if (g_strcmp0 (self->colour_name, css_name) == 0)
    return;
  g_free (self->colour_name);
  self->colour_name = g_strdup (css_name);
  drop_node (self);
}
