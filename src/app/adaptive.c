/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/adaptive.h"

#define NARROW_BELOW 600
#define MEDIUM_BELOW 1100
#define WIDTH_MIN 360
#define HEIGHT_MIN 294

struct _BwAdaptive
{
  GtkWidget parent_instance;
  GtkWidget *child; /* (owned) (nullable) */
  BwWidthClass width_class;
  guint announce_idle;
};

static void bw_adaptive_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwAdaptive, bw_adaptive, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, bw_adaptive_buildable_init))

enum
{
  SIGNAL_WIDTH_CLASS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];
static GtkBuildableIface *parent_buildable;

static gboolean
announce_cb (gpointer user_data)
{
  BwAdaptive *self = BW_ADAPTIVE (user_data);

  self->announce_idle = 0;
  g_signal_emit (self, signals[SIGNAL_WIDTH_CLASS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
bw_adaptive_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bw_adaptive_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  BwAdaptive *self = BW_ADAPTIVE (widget);
  int smallest = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH_MIN : HEIGHT_MIN;

  *minimum = *natural = 0;
  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  *minimum = MIN (*minimum, smallest);
  *natural = MAX (*natural, *minimum);
}

static BwWidthClass
get_class_of (int width)
{
  return width < NARROW_BELOW ? BW_WIDTH_NARROW : width < MEDIUM_BELOW ? BW_WIDTH_MEDIUM : BW_WIDTH_WIDE;
}

static void
bw_adaptive_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BwAdaptive *self = BW_ADAPTIVE (widget);
  BwWidthClass width_class = get_class_of (width);

  if (self->child != NULL)
    {
      int width_min, height_min;

      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &width_min, NULL, NULL, NULL);
      gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, -1, &height_min, NULL, NULL, NULL);
      gtk_widget_allocate (self->child, MAX (width, width_min), MAX (height, height_min), baseline,
                           NULL);
    }
  if (width_class != self->width_class)
    {
      /* Nothing may be rearranged while it is being allocated; before the next frame is soon enough. */
      self->width_class = width_class;
      if (self->announce_idle == 0)
        self->announce_idle = g_idle_add_full (G_PRIORITY_HIGH, announce_cb, self, NULL);
    }
}

static void
bw_adaptive_dispose (GObject *object)
{
  BwAdaptive *self = BW_ADAPTIVE (object);

  g_clear_handle_id (&self->announce_idle, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_adaptive_parent_class)->dispose (object);
}

static void
bw_adaptive_class_init (BwAdaptiveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_adaptive_dispose;
  widget_class->get_request_mode = bw_adaptive_get_request_mode;
  widget_class->measure = bw_adaptive_measure;
  widget_class->size_allocate = bw_adaptive_size_allocate;

  /**
   * BwAdaptive::width-class-changed:
   *
   * The width has passed a limit; see bw_adaptive_get_width_class().
   */
  signals[SIGNAL_WIDTH_CLASS_CHANGED] =
      g_signal_new ("width-class-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_adaptive_init (BwAdaptive *self)
{
  self->width_class = BW_WIDTH_WIDE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
bw_adaptive_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    bw_adaptive_set_child (BW_ADAPTIVE (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
bw_adaptive_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = bw_adaptive_add_child;
}

GtkWidget *
bw_adaptive_new (void)
{
  return g_object_new (BW_TYPE_ADAPTIVE, NULL);
}

void
bw_adaptive_set_child (BwAdaptive *self, GtkWidget *child)
{
  g_return_if_fail (BW_IS_ADAPTIVE (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/** bw_adaptive_expect: the width it will have when it is shown, so that nothing is arranged twice. */
void
bw_adaptive_expect (BwAdaptive *self, int width)
{
  self->width_class = get_class_of (width);
}

BwWidthClass
bw_adaptive_get_width_class (BwAdaptive *self)
{
  return self->width_class;
}
