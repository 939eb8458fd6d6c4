/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-view.h"

#include "app/chart/chart-view-private.h"
#include "chart/pointing.h"
#include "chart/text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define NEWEST_MAX 240.0 /* logical pixels from the newest bar to the axis that are painted with it */

/* Shows a BwChartModel. Each layer's render node is kept until the model builds that layer anew, so
 * that moving the pointer draws the crosshair's layer and nothing else. */

#define DESCRIBE_DELAY_MS 1000

G_DEFINE_FINAL_TYPE (BwChartView, bw_chart_view, GTK_TYPE_WIDGET)

enum
{
  ORDER_LINE_MOVED,
  ORDER_LINE_CANCELLED,
  PRICE_ACTIVATED,
  FILL_ACTIVATED,
  COMPARED_REMOVED,
  OLDER_WANTED,
  MENU_ASKED,
  RANGE_CHANGED,
  BARS_CHANGED,
  POINTED,
  STUDY_ACTIVATED,
  STUDY_REMOVED,
  PANES_RESIZED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * bw_chart_view_describe:
 *
 * Tells screen readers at once what is shown; of a selected drawing first.
 */
void
bw_chart_view_describe (BwChartView *self)
{
  const BwDrawing *selected =
      bw_chart_model_find_drawing (self->model, bw_chart_model_get_selected_drawing (self->model));
  g_autofree char *summary = bw_chart_model_summarize (self->model);
  g_autofree char *drawing =
      selected != NULL ? bw_chart_model_describe_drawing (self->model, selected) : NULL;
  g_autofree char *both =
      drawing != NULL ? g_strdup_printf (_ ("Selected: %s. %s"), drawing, summary) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Price chart"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  both != NULL ? both : summary, -1);
}

static gboolean
describe_cb (gpointer user_data)
{
  BwChartView *self = user_data;

  bw_chart_view_describe (self);
  self->describe_source = 0;
  return G_SOURCE_REMOVE;
}

/* The text for screen readers follows, but at most once a second. */
void
bw_chart_view_queue_change (BwChartView *self)
{
  if (self->describe_source == 0)
    self->describe_source = g_timeout_add (DESCRIBE_DELAY_MS, describe_cb, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
bw_chart_view_get_device_scale (BwChartView *self)
{
  return gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

double
bw_chart_view_snap_price (BwChartView *self, double price)
{
  if (self->snap != NULL)
    return self->snap (price, self->snap_data);
  return self->tick > 0.0 ? round (price / self->tick) * self->tick : price;
}

/**
 * bw_chart_view_range_changed:
 *
 * Tells listeners, and asks for older bars when the left edge comes near.
 */
void
bw_chart_view_range_changed (BwChartView *self)
{
  double first_bar, n_visible;

  bw_chart_view_queue_change (self);
  bw_chart_model_get_range (self->model, &first_bar, &n_visible);
  g_signal_emit (self, signals[RANGE_CHANGED], 0);
  if (first_bar < n_visible * 0.5 && !self->has_asked_for_older &&
      bw_chart_model_get_n_bars (self->model) > 0)
    {
      self->has_asked_for_older = TRUE;
      g_signal_emit (self, signals[OLDER_WANTED], 0);
    }
}

void
bw_chart_view_emit_order_moved (BwChartView *self, guint64 id, double price)
{
  g_signal_emit (self, signals[ORDER_LINE_MOVED], 0, id, price);
}

void
bw_chart_view_emit_order_cancelled (BwChartView *self, guint64 id)
{
  g_signal_emit (self, signals[ORDER_LINE_CANCELLED], 0, id);
}

void
bw_chart_view_emit_price_activated (BwChartView *self, double price)
{
  g_signal_emit (self, signals[PRICE_ACTIVATED], 0, price);
}

void
bw_chart_view_emit_menu_asked (BwChartView *self, double x, double y)
{
  double scale = bw_chart_view_get_device_scale (self), ohlcv[5];
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);
  double bar = floor (bw_chart_axis_bar (axis, x * scale));
  double price = bw_chart_view_snap_price (self, bw_chart_axis_price (axis, y * scale));
  gint64 time = BW_TIME_NONE;

  if (bw_chart_model_get_n_bars (self->model) == 0)
    return;
  if (bar >= 0.0 && bar < (double) bw_chart_model_get_n_bars (self->model))
    time = bw_chart_model_get_bar (self->model, (gsize) bar, ohlcv);
  g_signal_emit (self, signals[MENU_ASKED], 0, x, y, price, time);
}

void
bw_chart_view_emit_compared_removed (BwChartView *self, guint64 id)
{
  g_signal_emit (self, signals[COMPARED_REMOVED], 0, id);
}

void
bw_chart_view_emit_fill_activated (BwChartView *self, guint64 id)
{
  g_signal_emit (self, signals[FILL_ACTIVATED], 0, id);
}

/* Listeners hear of bars, not of pixels. */
void
bw_chart_view_tell_pointed (BwChartView *self)
{
  BwTime pointed = bw_chart_model_get_pointed (self->model);

  if (self->pointed == pointed)
    return;
  self->pointed = pointed;
  g_signal_emit (self, signals[POINTED], 0, (gint64) pointed);
}

void
bw_chart_view_emit_study_activated (BwChartView *self, guint64 id, double x, double y)
{
  g_signal_emit (self, signals[STUDY_ACTIVATED], 0, id, x, y);
}

void
bw_chart_view_emit_study_removed (BwChartView *self, guint64 id)
{
  g_signal_emit (self, signals[STUDY_REMOVED], 0, id);
}

void
bw_chart_view_emit_panes_resized (BwChartView *self)
{
  g_signal_emit (self, signals[PANES_RESIZED], 0);
}

static void
apply_style (BwChartView *self)
{
  BwChartStyle style;
  BwTextMeasure measure;

  bw_gsk_painter_reset (self->painter);
  bw_gsk_painter_get_measure (self->painter, &measure);
  bw_chart_model_set_text_measure (self->model, &measure);
  bw_chart_style_init_from_widget (&style, GTK_WIDGET (self));
  style.candle_shape = self->candle_shape;
  bw_chart_model_set_style (self->model, &style);
}

static void
drop_nodes (BwChartView *self)
{
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    g_clear_pointer (&self->nodes[i], gsk_render_node_unref);
  memset (self->serials, 0, sizeof self->serials);
}

static void
bw_chart_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  GTK_WIDGET_CLASS (bw_chart_view_parent_class)->css_changed (widget, change);
  apply_style (self);
  gtk_widget_queue_draw (widget);
}

static void
bw_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  double scale = bw_chart_view_get_device_scale (self);

  bw_chart_model_set_size (self->model, width * scale, height * scale, scale);
}

static void
append_message (BwChartView *self, GtkSnapshot *snapshot)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->message);
  const BwChartStyle *style = bw_chart_model_get_style (self->model);
  GdkRGBA colour = { style->text_dim.red, style->text_dim.green, style->text_dim.blue,
                     style->text_dim.alpha };
  int width = gtk_widget_get_width (GTK_WIDGET (self)),
      height = gtk_widget_get_height (GTK_WIDGET (self));
  int text_height;

  pango_layout_set_width (layout, MAX (width - 48, 1) * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (24, (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  g_object_unref (layout);
}

/* Where what each tick changes begins, in device units: the newest bar when the axis isn't far, the axis. */
static float
get_ticking_left (BwChartView *self, BwChartLayer layer)
{
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);
  double left = bw_chart_axis_x (axis, (double) bw_chart_model_get_n_bars (self->model) - 2.0) - 4.0;

  if (layer == BW_CHART_LAYER_AXES)
    return ceilf ((float) axis->width);
  if (layer != BW_CHART_LAYER_NEWEST || left < axis->width - NEWEST_MAX * bw_chart_view_get_device_scale (self))
    return INFINITY;
  return floorf ((float) MAX (left, 0.0));
}

static void
bw_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  double scale = bw_chart_view_get_device_scale (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  bw_chart_model_set_size (self->model, width * scale, height * scale, scale);
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    {
      guint64 serial;
      const BwDisplayList *list = bw_chart_model_get_layer (self->model, i, &serial);

      if (serial != self->serials[i])
        {
          g_clear_pointer (&self->nodes[i], gsk_render_node_unref);
          self->nodes[i] = bw_gsk_painter_render (self->painter, list, scale, width, height,
                                                  get_ticking_left (self, i));
          self->serials[i] = serial;
        }
      if (self->nodes[i] != NULL)
        gtk_snapshot_append_node (snapshot, self->nodes[i]);
    }
  if (self->message != NULL && bw_chart_model_get_n_bars (self->model) == 0)
    append_message (self, snapshot);
}

static void
bw_chart_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 360;
}

static void
bw_chart_view_unrealize (GtkWidget *widget)
{
  /* Nodes are made for this window's renderer. */
  drop_nodes (BW_CHART_VIEW (widget));
  GTK_WIDGET_CLASS (bw_chart_view_parent_class)->unrealize (widget);
}

static void
bw_chart_view_dispose (GObject *object)
{
  BwChartView *self = BW_CHART_VIEW (object);

  g_clear_handle_id (&self->describe_source, g_source_remove);
  drop_nodes (self);
  bw_drawing_input_clear (self);
  G_OBJECT_CLASS (bw_chart_view_parent_class)->dispose (object);
}

static void
bw_chart_view_finalize (GObject *object)
{
  BwChartView *self = BW_CHART_VIEW (object);

  bw_chart_model_free (self->model);
  bw_gsk_painter_free (self->painter);
  g_free (self->message);
  G_OBJECT_CLASS (bw_chart_view_parent_class)->finalize (object);
}

static void
create_compared_signal (GType type)
{
  /**
   * BwChartView::compared-removed:
   *
   * The × of the compared symbol @id was clicked.
   */
  signals[COMPARED_REMOVED] = g_signal_new ("compared-removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
}

static void
create_signals (GType type)
{
  /**
   * BwChartView::order-line-moved:
   *
   * The line of order @id was dropped at another price, already snapped.
   */
  signals[ORDER_LINE_MOVED] =
      g_signal_new ("order-line-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    2, G_TYPE_UINT64, G_TYPE_DOUBLE);
  /**
   * BwChartView::order-line-cancelled:
   *
   * The × of order @id was clicked.
   */
  signals[ORDER_LINE_CANCELLED] = g_signal_new ("order-line-cancelled", type, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  /**
   * BwChartView::price-activated:
   *
   * The + beside the price axis was clicked: an order is wanted at this price, already snapped.
   */
  signals[PRICE_ACTIVATED] = g_signal_new ("price-activated", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  /**
   * BwChartView::fill-activated:
   *
   * The marker of fill @id was clicked.
   */
  signals[FILL_ACTIVATED] = g_signal_new ("fill-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  /**
   * BwChartView::older-wanted:
   *
   * The view is near the left edge. Emitted once until bw_chart_view_set_series() brings more.
   */
  signals[OLDER_WANTED] =
      g_signal_new ("older-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * BwChartView::menu-asked:
   *
   * What can be done at that place is asked for, by a right click or by the menu key.
   */
  signals[MENU_ASKED] = g_signal_new ("menu-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                      G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_INT64);
  /**
   * BwChartView::range-changed:
   *
   * The user panned, zoomed or reset the view.
   */
  signals[RANGE_CHANGED] =
      g_signal_new ("range-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * BwChartView::bars-changed:
   * @what: BwBarsChange
   *
   * What is drawn has become another: for its table twin.
   */
  signals[BARS_CHANGED] = g_signal_new ("bars-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT);
  /**
   * BwChartView::pointed:
   * @time: a bar's start; BW_TIME_NONE when the pointer has left
   *
   * The user's crosshair is on another bar. Not emitted for what bw_chart_view_point_at() does.
   */
  signals[POINTED] = g_signal_new ("pointed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_INT64);
}

static void
create_study_signals (GType type)
{
  /**
   * BwChartView::study-activated:
   *
   * The legend entry of study @id was clicked, there in logical units.
   */
  signals[STUDY_ACTIVATED] =
      g_signal_new ("study-activated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                    G_TYPE_UINT64, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  /**
   * BwChartView::study-removed:
   *
   * The × in the legend of study @id was clicked.
   */
  signals[STUDY_REMOVED] = g_signal_new ("study-removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT64);
  /**
   * BwChartView::panes-resized:
   *
   * A separator between panes was let go elsewhere.
   */
  signals[PANES_RESIZED] =
      g_signal_new ("panes-resized", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static const char *
translate (const char *context, const char *text)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, context, text);
}

static void
bw_chart_view_class_init (BwChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_chart_view_dispose;
  object_class->finalize = bw_chart_view_finalize;
  widget_class->snapshot = bw_chart_view_snapshot;
  widget_class->measure = bw_chart_view_measure;
  widget_class->size_allocate = bw_chart_view_size_allocate;
  widget_class->css_changed = bw_chart_view_css_changed;
  widget_class->unrealize = bw_chart_view_unrealize;
  bw_chart_set_translator (translate);
  create_signals (G_TYPE_FROM_CLASS (klass));
  create_compared_signal (G_TYPE_FROM_CLASS (klass));
  create_study_signals (G_TYPE_FROM_CLASS (klass));
  bw_drawing_input_class_init (G_TYPE_FROM_CLASS (klass));
  gtk_widget_class_set_css_name (widget_class, "bwchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  bw_chart_view_class_init_input (widget_class);
}

static void
bw_chart_view_init (BwChartView *self)
{
  self->model = bw_chart_model_new ();
  self->painter = bw_gsk_painter_new (GTK_WIDGET (self));
  self->tick = 0.01;
  self->pointed = BW_TIME_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  apply_style (self);
  bw_chart_view_init_input (self);
  bw_drawing_input_init (self);
  bw_chart_view_queue_change (self);
}

GtkWidget *
bw_chart_view_new (void)
{
  return g_object_new (BW_TYPE_CHART_VIEW, NULL);
}

void
bw_chart_view_set_title (BwChartView *self, const char *symbol, const char *detail)
{
  bw_chart_model_set_title (self->model, symbol, detail);
  bw_chart_view_queue_change (self);
}

/**
 * bw_chart_view_set_message:
 * @message: (nullable): shown while there are no bars: what is loading, or why there is nothing
 */
void
bw_chart_view_set_message (BwChartView *self, const char *message)
{
  if (g_strcmp0 (self->message, message) == 0)
    return;
  g_free (self->message);
  self->message = g_strdup (message);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_chart_view_set_series:
 * @series: (nullable): see bw_chart_model_set_series()
 */
void
bw_chart_view_set_series (BwChartView *self, BwBarSeries *series)
{
  self->has_asked_for_older = FALSE;
  bw_chart_model_set_series (self->model, series);
  g_signal_emit (self, signals[BARS_CHANGED], 0, BW_BARS_ALL);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_append (BwChartView *self,
                      BwTime start,
                      double open,
                      double high,
                      double low,
                      double close,
                      double volume)
{
  bw_chart_model_append (self->model, start, open, high, low, close, volume);
  g_signal_emit (self, signals[BARS_CHANGED], 0, BW_BARS_NEWEST);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_update_last (
    BwChartView *self, double open, double high, double low, double close, double volume)
{
  bw_chart_model_update_last (self->model, open, high, low, close, volume);
  g_signal_emit (self, signals[BARS_CHANGED], 0, BW_BARS_NEWEST);
  bw_chart_view_queue_change (self);
}

/** bw_chart_view_set_studies: see bw_chart_model_set_studies(). */
void
bw_chart_view_set_studies (BwChartView *self, const BwStudySpec *specs, guint n_specs)
{
  bw_chart_model_set_studies (self->model, specs, n_specs);
  g_signal_emit (self, signals[BARS_CHANGED], 0, BW_BARS_STUDIES);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_orders (BwChartView *self, const BwChartOrder *orders, guint n_orders)
{
  bw_chart_model_set_orders (self->model, orders, n_orders);
  bw_chart_view_queue_change (self);
}

/**
 * bw_chart_view_set_position:
 * @position: (nullable)
 */
void
bw_chart_view_set_position (BwChartView *self, const BwChartPosition *position)
{
  bw_chart_model_set_position (self->model, position);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_fills (BwChartView *self, const BwChartFill *fills, guint n_fills)
{
  bw_chart_model_set_fills (self->model, fills, n_fills);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_marks (BwChartView *self, const BwChartMark *marks, guint n_marks)
{
  bw_chart_model_set_marks (self->model, marks, n_marks);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_last (BwChartView *self, double price)
{
  bw_chart_model_set_last (self->model, price);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_countdown (BwChartView *self, const char *text)
{
  bw_chart_model_set_countdown (self->model, text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_chart_view_set_badge (BwChartView *self, const char *text)
{
  bw_chart_model_set_badge (self->model, text);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_chart_view_set_zone:
 * @offset_at: (nullable): bw_zone_offset_at() of market/calendar.h
 */
void
bw_chart_view_set_zone (BwChartView *self, const char *zone, BwZoneOffsetFunc offset_at)
{
  bw_chart_model_set_zone (self->model, zone, offset_at);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_price_format (BwChartView *self, guint n_decimals, double tick)
{
  self->tick = tick;
  bw_chart_model_set_price_format (self->model, n_decimals, tick);
  bw_chart_view_queue_change (self);
}

/**
 * bw_chart_view_set_snap_func:
 * @snap: (nullable): rounds a pointed price to a valid one; %NULL rounds to the tick
 */
void
bw_chart_view_set_snap_func (BwChartView *self, BwSnapPriceFunc snap, gpointer user_data)
{
  self->snap = snap;
  self->snap_data = user_data;
}

void
bw_chart_view_set_scale (BwChartView *self, BwPriceScale scale)
{
  bw_chart_model_set_scale (self->model, scale);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_volume_visible (BwChartView *self, gboolean is_visible)
{
  bw_chart_model_set_volume_visible (self->model, is_visible);
  bw_chart_view_queue_change (self);
}

void
bw_chart_view_set_candle_shape (BwChartView *self, BwCandleShape shape)
{
  self->candle_shape = shape;
  apply_style (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_chart_view_get_range (BwChartView *self, double *first_bar, double *n_visible)
{
  bw_chart_model_get_range (self->model, first_bar, n_visible);
}

void
bw_chart_view_set_range (BwChartView *self, double first_bar, double n_visible)
{
  bw_chart_model_set_range (self->model, first_bar, n_visible);
  bw_chart_view_range_changed (self);
}

void
bw_chart_view_show_time (BwChartView *self, BwTime from, BwTime to)
{
  bw_chart_model_show_time (self->model, from, to);
  bw_chart_view_range_changed (self);
}

void
bw_chart_view_reset (BwChartView *self)
{
  bw_chart_model_reset (self->model);
  bw_chart_view_range_changed (self);
}

/**
 * bw_chart_view_point_at:
 * @time: %BW_TIME_NONE takes the crosshair away
 * @price: NaN for the time alone
 * @must_show: whether to pan there when it is out of sight
 *
 * Points for somebody else: a row of the table, a linked chart.
 */
void
bw_chart_view_point_at (BwChartView *self, BwTime time, double price, gboolean must_show)
{
  if (time == BW_TIME_NONE)
    bw_chart_model_clear_crosshair (self->model);
  else if (!bw_chart_model_point_to (self->model, time, price) && must_show && bw_chart_model_get_n_bars (self->model) > 0)
    {
      double first_bar, n_visible;

      bw_chart_model_get_range (self->model, &first_bar, &n_visible);
      bw_chart_view_set_range (self, (double) bw_chart_model_find_bar (self->model, time) + 0.5 - n_visible / 2.0, n_visible);
      bw_chart_model_point_to (self->model, time, price);
    }
  self->pointed = bw_chart_model_get_pointed (self->model);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/** bw_chart_view_get_pointed: the start of the bar under the crosshair; %BW_TIME_NONE without one. */
BwTime
bw_chart_view_get_pointed (BwChartView *self)
{
  return bw_chart_model_get_pointed (self->model);
}

/**
 * bw_chart_view_get_model:
 *
 * Returns: (transfer none): to ask; changes go through the view, which draws them
 */
BwChartModel *
bw_chart_view_get_model (BwChartView *self)
{
  return self->model;
}

/* The model was another painter's for a moment. */
static void
take_model_back (BwChartView *self)
{
  apply_style (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_chart_view_export:
 *
 * A file of what is shown. Errors: as bw_chart_export_write().
 */
gboolean
bw_chart_view_export (BwChartView *self, const BwChartExport *export, const char *path, GError **error)
{
  gboolean is_done = bw_chart_export_write (self->model, export, path, error);

  take_model_back (self);
  return is_done;
}

/** bw_chart_view_render: (transfer full) (nullable): like bw_chart_view_export(), as bytes. */
GBytes *
bw_chart_view_render (BwChartView *self, const BwChartExport *export, GError **error)
{
  GBytes *bytes = bw_chart_export_render (self->model, export, error);

  take_model_back (self);
  return bytes;
}
