/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/cell.h"

#include <string.h>

#define FLASH_US 300000
#define FLASH_ALPHA 0.28f
#define BAR_ALPHA 0.20f

struct _BwCell
{
  GtkWidget parent_instance;
  char *text;           /* (owned) (nullable) */
  PangoLayout *layout;  /* (owned) (nullable): made when first drawn */
  float xalign;
  BwTone tone;
  BwTone bar_tone;
  double bar_share;     /* 0: none */
  gboolean is_bar_from_end;
  int flash_sign;
  gint64 flash_started_us; /* frame time; 0 while nothing flashes */
  guint flash_tick;
  int line_height, line_baseline;
};

G_DEFINE_FINAL_TYPE (BwCell, bw_cell, GTK_TYPE_WIDGET)

static gboolean is_flashing_allowed = TRUE;

/** bw_cell_set_flashing_allowed: the preference; the desktop's wish for less motion comes first. */
void
bw_cell_set_flashing_allowed (gboolean is_allowed)
{
  is_flashing_allowed = is_allowed;
}

static PangoLayout *
ensure_layout (BwCell *self)
{
  static PangoAttrList *plain = NULL;
  static PangoAttrList *strong = NULL;

  if (plain == NULL)
    {
      plain = pango_attr_list_new ();
      pango_attr_list_insert (plain, pango_attr_font_features_new ("tnum=1"));
      strong = pango_attr_list_copy (plain);
      pango_attr_list_insert (strong, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
    }
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      pango_layout_set_attributes (self->layout, self->tone == BW_TONE_STRONG ? strong : plain);
    }
  return self->layout;
}

static void
bw_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                 int *natural, int *minimum_baseline, int *natural_baseline)
{
  BwCell *self = BW_CELL (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 8;
      *natural = 60;
      return;
    }
  if (self->line_height == 0)
    {
      PangoContext *context = gtk_widget_get_pango_context (widget);
      PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

      self->line_baseline = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics));
      self->line_height =
          self->line_baseline + PANGO_PIXELS_CEIL (pango_font_metrics_get_descent (metrics));
      pango_font_metrics_unref (metrics);
    }
  *minimum = *natural = self->line_height;
}

static void
snapshot_flash (BwCell *self, GtkSnapshot *snapshot, int width, int height)
{
  gint64 now_us = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
  float left = 1.0f - (float) (now_us - self->flash_started_us) / FLASH_US;
  GdkRGBA colour;

  if (left <= 0)
    return;
  bw_style_lookup (GTK_WIDGET (self), bw_tone_of_sign (self->flash_sign), &colour);
  colour.alpha *= FLASH_ALPHA * MIN (left, 1.0f);
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (-4, 0, width + 8, height));
}

static void
snapshot_bar (BwCell *self, GtkSnapshot *snapshot, int width, int height)
{
  float bar_width = (float) (CLAMP (self->bar_share, 0, 1) * (width + 16));
  float x = self->is_bar_from_end ? (float) width + 8 - bar_width : -8;
  GdkRGBA colour;

  bw_style_lookup (GTK_WIDGET (self), self->bar_tone, &colour);
  colour.alpha *= BAR_ALPHA;
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (x, -1, bar_width, height + 2));
}

static void
bw_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwCell *self = BW_CELL (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int text_width, text_height;
  PangoLayout *layout;
  GdkRGBA colour;

  if (self->bar_share > 0)
    snapshot_bar (self, snapshot, width, height);
  if (self->flash_started_us != 0)
    snapshot_flash (self, snapshot, width, height);
  if (self->text == NULL || *self->text == '\0')
    return;

  layout = ensure_layout (self);
  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  if (text_width > width)
    {
      pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
      text_width = width;
    }
  bw_style_lookup (widget, self->tone, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (int) ((float) (width - text_width) * self->xalign),
                                                (float) ((height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
bw_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  BwCell *self = BW_CELL (widget);

  GTK_WIDGET_CLASS (bw_cell_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
  if (self->line_height != 0)
    {
      self->line_height = 0;
      gtk_widget_queue_resize (widget);
    }
}

static void
stop_flash (BwCell *self)
{
  if (self->flash_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->flash_tick);
  self->flash_tick = 0;
  self->flash_started_us = 0;
}

static void
bw_cell_unmap (GtkWidget *widget)
{
  stop_flash (BW_CELL (widget));
  GTK_WIDGET_CLASS (bw_cell_parent_class)->unmap (widget);
}

static void
bw_cell_dispose (GObject *object)
{
  stop_flash (BW_CELL (object));
  g_clear_object (&BW_CELL (object)->layout);
  G_OBJECT_CLASS (bw_cell_parent_class)->dispose (object);
}

static void
bw_cell_finalize (GObject *object)
{
  g_free (BW_CELL (object)->text);
  G_OBJECT_CLASS (bw_cell_parent_class)->finalize (object);
}

static void
bw_cell_class_init (BwCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_cell_dispose;
  object_class->finalize = bw_cell_finalize;
  widget_class->measure = bw_cell_measure;
  widget_class->snapshot = bw_cell_snapshot;
  widget_class->css_changed = bw_cell_css_changed;
  widget_class->unmap = bw_cell_unmap;
  gtk_widget_class_set_css_name (widget_class, "bwcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
bw_cell_init (BwCell *self)
{
}

GtkWidget *
bw_cell_new (float xalign)
{
  BwCell *self = g_object_new (BW_TYPE_CELL, NULL);

  self->xalign = xalign;
  return GTK_WIDGET (self);
}

const char *
bw_cell_get_text (BwCell *self)
{
  return self->text;
}

/** bw_cell_forget: before the cell shows another row, so that the change doesn't flash. */
void
bw_cell_forget (BwCell *self)
{
  stop_flash (self);
  self->bar_share = 0;
}

/** bw_cell_take: like bw_cell_set(), taking @text. */
void
bw_cell_take (BwCell *self, char *text, BwTone tone)
{
  if (g_strcmp0 (self->text, text) == 0 && tone == self->tone)
    {
      g_free (text);
      return;
    }
  g_free (self->text);
  self->text = text;
  self->tone = tone;
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_cell_set (BwCell *self, const char *text, BwTone tone)
{
  bw_cell_take (self, g_strdup (text), tone);
}

/** bw_cell_set_bar: a size bar behind the text, @share of the cell's width; 0 for none. */
void
bw_cell_set_bar (BwCell *self, double share, BwTone tone, gboolean from_end)
{
  if (self->bar_share == share && self->bar_tone == tone)
    return;
  self->bar_share = share;
  self->bar_tone = tone;
  self->is_bar_from_end = from_end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
flash_tick_cb (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer user_data)
{
  BwCell *self = BW_CELL (widget);

  gtk_widget_queue_draw (widget);
  if (gdk_frame_clock_get_frame_time (frame_clock) - self->flash_started_us < FLASH_US)
    return G_SOURCE_CONTINUE;
  self->flash_tick = 0;
  self->flash_started_us = 0;
  return G_SOURCE_REMOVE;
}

/** bw_cell_flash: a soft glow in the tone of @sign, unless motion isn't wanted. */
void
bw_cell_flash (BwCell *self, int sign)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_motion = TRUE;

  if (!is_flashing_allowed || sign == 0 || !gtk_widget_get_mapped (widget))
    return;
  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &has_motion, NULL);
  if (!has_motion)
    return;
  self->flash_sign = sign;
  self->flash_started_us = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (widget));
  if (self->flash_tick == 0)
    self->flash_tick = gtk_widget_add_tick_callback (widget, flash_tick_cb, NULL, NULL);
}
