/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-view-private.h"

#include <math.h>

/* Pointer, wheel, touch and keyboard of the chart. */

#define ZOOM_STEP  1.2
#define CLICK_SLOP 4.0 /* logical pixels */

static void
set_crosshair (BwChartView *self, double x, double y)
{
  double scale = bw_chart_view_get_device_scale (self);

  self->pointer_x = x;
  self->pointer_y = y;
  bw_chart_model_set_crosshair (self->model, x * scale, y * scale);
  bw_chart_view_tell_pointed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GdkModifierType
get_state (gpointer controller)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
}

static const char *
get_cursor_name (const BwHitRegion *region)
{
  switch (region->kind)
    {
    case BW_HIT_PRICE_AXIS:
    case BW_HIT_ORDER_LINE:
    case BW_HIT_PANE_SEPARATOR:
      return "ns-resize";
    case BW_HIT_TIME_AXIS:
      return "ew-resize";
    case BW_HIT_PRICE_PLUS:
    case BW_HIT_ORDER_CANCEL:
    case BW_HIT_COMPARED_REMOVE:
    case BW_HIT_FILL:
    case BW_HIT_STUDY:
    case BW_HIT_STUDY_REMOVE:
      return "pointer";
    case BW_HIT_PLOT:
    case BW_HIT_VOLUME:
    case BW_HIT_PANE:
      return "crosshair";
    case BW_HIT_POSITION:
    case BW_HIT_MARK:
    case BW_HIT_PANE_AXIS:
    case BW_HIT_NONE:
      break;
    }
  return "default";
}

static BwHitRegion
hit (BwChartView *self, double x, double y)
{
  double scale = bw_chart_view_get_device_scale (self);
  BwHitRegion region = { .kind = BW_HIT_NONE };

  bw_chart_model_hit (self->model, x * scale, y * scale, &region);
  return region;
}

/* Where drawings may be: nothing that is to be clicked or dragged lies over them. */
static gboolean
is_free (const BwHitRegion *region)
{
  return region->kind == BW_HIT_PLOT || region->kind == BW_HIT_NONE || region->kind == BW_HIT_FILL ||
         region->kind == BW_HIT_MARK || region->kind == BW_HIT_POSITION;
}

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkDevice *device = gtk_gesture_get_device (gesture);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static void
pointer_moved_cb (GtkEventControllerMotion *motion, double x, double y, gpointer user_data)
{
  BwChartView *self = user_data;
  BwHitRegion region;

  /* A mouse that rests is told of again with each new layout: that doesn't take the crosshair back from
   * the keys, nor from the table. */
  if (x == self->mouse_x && y == self->mouse_y)
    return;
  self->mouse_x = x;
  self->mouse_y = y;
  if (self->drag == BW_CHART_DRAG_NONE)
    {
      const char *cursor = NULL;

      region = hit (self, x, y);
      if (is_free (&region))
        cursor = bw_drawing_input_cursor (self, x, y);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor != NULL ? cursor : get_cursor_name (&region));
      bw_drawing_input_hover (self, x, y, get_state (motion));
    }
  set_crosshair (self, x, y);
}

static void
pointer_left_cb (GtkEventControllerMotion *motion, gpointer user_data)
{
  BwChartView *self = user_data;

  self->mouse_x = self->mouse_y = NAN;
  bw_chart_model_clear_crosshair (self->model);
  bw_chart_view_tell_pointed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
wheel_turned_cb (GtkEventControllerScroll *scroll, double dx, double dy, gpointer user_data)
{
  BwChartView *self = user_data;
  double scale = bw_chart_view_get_device_scale (self);
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  if (state & GDK_SHIFT_MASK)
    dx += dy;
  if (fabs (dx) > fabs (dy) || (state & GDK_SHIFT_MASK))
    bw_chart_model_pan (self->model, -dx * 40.0 * scale, 0.0);
  else
    bw_chart_model_zoom_at (self->model, self->pointer_x * scale, pow (ZOOM_STEP, -dy));
  bw_chart_view_range_changed (self);
  return GDK_EVENT_STOP;
}

static BwChartDrag
choose_drag (const BwHitRegion *region, gboolean is_shifted)
{
  switch (region->kind)
    {
    case BW_HIT_PRICE_AXIS:
      return BW_CHART_DRAG_PRICE_AXIS;
    case BW_HIT_TIME_AXIS:
      return BW_CHART_DRAG_TIME_AXIS;
    case BW_HIT_PRICE_PLUS:
    case BW_HIT_ORDER_CANCEL:
    case BW_HIT_COMPARED_REMOVE:
    case BW_HIT_FILL:
    case BW_HIT_STUDY:
    case BW_HIT_STUDY_REMOVE:
      return BW_CHART_DRAG_CLICK;
    case BW_HIT_PANE_SEPARATOR:
      return BW_CHART_DRAG_SEPARATOR;
    case BW_HIT_ORDER_LINE:
      return BW_CHART_DRAG_ORDER;
    case BW_HIT_NONE:
    case BW_HIT_PLOT:
    case BW_HIT_VOLUME:
    case BW_HIT_POSITION:
    case BW_HIT_MARK:
    case BW_HIT_PANE:
    case BW_HIT_PANE_AXIS:
      break;
    }
  return is_shifted ? BW_CHART_DRAG_MEASURE : BW_CHART_DRAG_PAN;
}

static void
drag_begun_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  BwChartView *self = user_data;
  double scale = bw_chart_view_get_device_scale (self);
  GdkModifierType state = get_state (gesture);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_region = hit (self, x, y);
  self->drag_start_x = x;
  self->drag_start_y = y;
  if (is_free (&self->drag_region) &&
      bw_drawing_input_press (self, x, y, state, is_touch (GTK_GESTURE (gesture))))
    self->drag = BW_CHART_DRAG_DRAWING;
  else
    self->drag = choose_drag (&self->drag_region, (state & GDK_SHIFT_MASK) != 0);
  self->drag_x = x * scale;
  self->drag_y = y * scale;
  bw_chart_model_clear_measure (self->model);
  if (self->drag == BW_CHART_DRAG_PAN)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_moved_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, gpointer user_data)
{
  BwChartView *self = user_data;
  double scale = bw_chart_view_get_device_scale (self), x, y, dx, dy, price;
  const BwChartAxis *axis;

  x = (self->drag_start_x + offset_x) * scale;
  y = (self->drag_start_y + offset_y) * scale;
  dx = x - self->drag_x;
  dy = y - self->drag_y;
  self->drag_x = x;
  self->drag_y = y;
  axis = bw_chart_model_get_axis (self->model);
  switch (self->drag)
    {
    case BW_CHART_DRAG_PAN:
      bw_chart_model_pan (self->model, dx, dy);
      bw_chart_view_range_changed (self);
      break;
    case BW_CHART_DRAG_PRICE_AXIS:
      bw_chart_model_scale_price (self->model, exp (-dy / (150.0 * scale)));
      bw_chart_view_range_changed (self);
      break;
    case BW_CHART_DRAG_TIME_AXIS:
      bw_chart_model_zoom_at (self->model, axis->x + axis->width, exp (dx / (200.0 * scale)));
      bw_chart_view_range_changed (self);
      break;
    case BW_CHART_DRAG_MEASURE:
      bw_chart_model_set_measure (self->model, self->drag_start_x * scale,
                                  self->drag_start_y * scale, x, y);
      break;
    case BW_CHART_DRAG_ORDER:
      if (fabs (offset_y) >= CLICK_SLOP)
        {
          price = bw_chart_view_snap_price (self, bw_chart_axis_price (axis, y));
          bw_chart_model_drag_order (self->model, self->drag_region.id, price);
        }
      break;
    case BW_CHART_DRAG_SEPARATOR:
      bw_chart_model_move_separator (self->model, self->drag_region.id, y);
      break;
    case BW_CHART_DRAG_DRAWING:
      /* A press that trembles is a click. */
      if (hypot (offset_x, offset_y) >= CLICK_SLOP)
        bw_drawing_input_drag (self, x / scale, y / scale, get_state (gesture));
      set_crosshair (self, x / scale, y / scale);
      break;
    case BW_CHART_DRAG_CLICK:
    case BW_CHART_DRAG_NONE:
      break;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
act_on_click (BwChartView *self)
{
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);
  guint64 id = self->drag_region.id;

  switch (self->drag_region.kind)
    {
    case BW_HIT_PRICE_PLUS:
      bw_chart_view_emit_price_activated (
          self, bw_chart_view_snap_price (self, bw_chart_axis_price (axis, round (self->drag_y))));
      break;
    case BW_HIT_ORDER_CANCEL:
      bw_chart_view_emit_order_cancelled (self, id);
      break;
    case BW_HIT_FILL:
      bw_chart_view_emit_fill_activated (self, id);
      break;
    case BW_HIT_STUDY:
      bw_chart_view_emit_study_activated (self, id, self->drag_start_x, self->drag_start_y);
      break;
    case BW_HIT_STUDY_REMOVE:
      bw_chart_view_emit_study_removed (self, id);
      break;
    case BW_HIT_COMPARED_REMOVE:
      bw_chart_view_emit_compared_removed (self, id);
      break;
    case BW_HIT_NONE:
    case BW_HIT_PLOT:
    case BW_HIT_VOLUME:
    case BW_HIT_PRICE_AXIS:
    case BW_HIT_TIME_AXIS:
    case BW_HIT_ORDER_LINE:
    case BW_HIT_POSITION:
    case BW_HIT_MARK:
    case BW_HIT_PANE:
    case BW_HIT_PANE_AXIS:
    case BW_HIT_PANE_SEPARATOR:
      break;
    }
}

static void
drag_ended_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, gpointer user_data)
{
  BwChartView *self = user_data;
  BwChartDrag drag = self->drag;
  gboolean has_moved = hypot (offset_x, offset_y) >= CLICK_SLOP;
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);

  self->drag = BW_CHART_DRAG_NONE;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  if (drag == BW_CHART_DRAG_CLICK && !has_moved)
    act_on_click (self);
  if (drag == BW_CHART_DRAG_SEPARATOR)
    bw_chart_view_emit_panes_resized (self);
  if (drag == BW_CHART_DRAG_DRAWING)
    bw_drawing_input_release (self, self->drag_start_x + offset_x, self->drag_start_y + offset_y,
                              get_state (gesture), has_moved);
  if (drag == BW_CHART_DRAG_PAN && !has_moved)
    bw_drawing_input_click (self, self->drag_start_x, self->drag_start_y);
  if (drag == BW_CHART_DRAG_ORDER)
    {
      double price = bw_chart_view_snap_price (self, bw_chart_axis_price (axis, self->drag_y));

      bw_chart_model_drag_order (self->model, 0, 0.0);
      if (fabs (offset_y) >= CLICK_SLOP)
        bw_chart_view_emit_order_moved (self, self->drag_region.id, price);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_cancelled_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  BwChartView *self = user_data;

  if (self->drag == BW_CHART_DRAG_DRAWING)
    bw_drawing_input_cancel (self);
  self->drag = BW_CHART_DRAG_NONE;
  bw_chart_model_drag_order (self->model, 0, 0.0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_presses, double x, double y, gpointer user_data)
{
  BwChartView *self = user_data;
  BwHitRegion region;

  if (n_presses != 2)
    return;
  region = hit (self, x, y);
  if (is_free (&region) && bw_drawing_input_double (self, x, y))
    return;
  if (region.kind == BW_HIT_PRICE_AXIS)
    bw_chart_model_set_price_auto (self->model, TRUE);
  else if (region.kind == BW_HIT_PLOT || region.kind == BW_HIT_VOLUME ||
           region.kind == BW_HIT_PANE || region.kind == BW_HIT_TIME_AXIS)
    bw_chart_model_reset (self->model);
  else
    return;
  bw_chart_view_range_changed (self);
}

static void
pinched_cb (GtkGestureZoom *gesture, double total, gpointer user_data)
{
  BwChartView *self = user_data;
  double scale = bw_chart_view_get_device_scale (self), x, y;
  double *before = g_object_get_data (G_OBJECT (gesture), "bw-scale");

  if (before == NULL)
    {
      before = g_new (double, 1);
      *before = 1.0;
      g_object_set_data_full (G_OBJECT (gesture), "bw-scale", before, g_free);
    }
  if (total <= 0.0 || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;
  bw_chart_model_zoom_at (self->model, x * scale, total / *before);
  *before = total;
  bw_chart_view_range_changed (self);
}

static void
pinch_begun_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer user_data)
{
  g_object_set_data (G_OBJECT (gesture), "bw-scale", NULL);
}

/* Zooming by key keeps the newest bar where it is, or the crosshair's bar. */
static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);
  double x = axis->x + axis->width * (bw_chart_model_is_following (self->model) ? 1.0 : 0.5);

  bw_chart_model_zoom_at (self->model, x,
                          g_str_has_suffix (name, "in") ? ZOOM_STEP : 1.0 / ZOOM_STEP);
  bw_chart_view_range_changed (self);
}

static void
pan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);
  double share = g_str_has_prefix (name, "chart.page") ? 0.9 : 0.1;

  bw_chart_model_pan (self->model,
                      round (axis->width * share) * (g_str_has_suffix (name, "left") ? 1.0 : -1.0),
                      0.0);
  bw_chart_view_range_changed (self);
}

static void
end_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  double first_bar, n_visible, n_bars = bw_chart_model_get_n_bars (self->model);

  bw_chart_model_get_range (self->model, &first_bar, &n_visible);
  if (n_visible <= 0.0)
    return;
  first_bar = g_str_equal (name, "chart.first") ? 0.0 : n_bars - n_visible * 0.96;
  bw_chart_model_set_range (self->model, first_bar, n_visible);
  bw_chart_view_range_changed (self);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  bw_chart_view_reset (BW_CHART_VIEW (widget));
}

/* The crosshair by key goes from bar to bar, at their closes, and up and down by ticks. */
static void
crosshair_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  double scale = bw_chart_view_get_device_scale (self), ohlcv[5], first_bar, n_visible, bar, price;
  double n_bars = bw_chart_model_get_n_bars (self->model);
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);

  if (n_bars < 1.0)
    return;
  bw_chart_model_get_range (self->model, &first_bar, &n_visible);
  bar = floor (bw_chart_axis_bar (axis, self->pointer_x * scale));
  price = bw_chart_axis_price (axis, self->pointer_y * scale);
  if (g_str_has_suffix (name, "-up") || g_str_has_suffix (name, "-down"))
    {
      double step = MAX (self->tick, (axis->price_high - axis->price_low) / axis->height);

      price =
          bw_chart_view_snap_price (self, price + (g_str_has_suffix (name, "-up") ? step : -step));
    }
  else
    {
      bar += g_str_has_suffix (name, "-left") ? -1.0 : 1.0;
      /* A drawing may reach into what is to come. */
      bar = CLAMP (bar, 0.0, self->tool != BW_DRAWING_TOOL_NONE ? n_bars + n_visible : n_bars - 1.0);
      if (bar < first_bar || bar >= first_bar + n_visible - 1.0)
        {
          bw_chart_model_set_range (self->model, bar - n_visible / 2.0, n_visible);
          bw_chart_view_range_changed (self);
          axis = bw_chart_model_get_axis (self->model);
        }
      if (bar < n_bars)
        {
          bw_chart_model_get_bar (self->model, (gsize)bar, ohlcv);
          price = ohlcv[3];
        }
    }
  set_crosshair (self, bw_chart_axis_x (axis, bar + 0.5) / scale,
                 bw_chart_axis_y (axis, price) / scale);
  bw_drawing_input_hover (self, self->pointer_x, self->pointer_y, 0);
}

static void
crosshair_off_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);

  bw_chart_model_clear_crosshair (self->model);
  bw_chart_model_clear_measure (self->model);
  bw_chart_view_tell_pointed (self);
  gtk_widget_queue_draw (widget);
}

static void
place_order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  double scale = bw_chart_view_get_device_scale (self);
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);

  if (bw_chart_model_get_n_bars (self->model) > 0)
    bw_chart_view_emit_price_activated (
        self, bw_chart_view_snap_price (self, bw_chart_axis_price (axis, self->pointer_y * scale)));
}

static void
log_scale_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  gboolean is_log = bw_chart_model_get_scale (self->model) == BW_PRICE_SCALE_LOG;

  /* In a panel the panel keeps it. */
  if (gtk_widget_activate_action (widget, "chart-panel.log", NULL))
    return;
  bw_chart_view_set_scale (self, is_log ? BW_PRICE_SCALE_LINEAR : BW_PRICE_SCALE_LOG);
}

static void
menu_pressed_cb (GtkGestureClick *gesture, int n_presses, double x, double y, gpointer user_data)
{
  BwChartView *self = user_data;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  bw_chart_view_emit_menu_asked (self, x, y);
}

/* By key: at the crosshair, or in the middle before there was one. */
static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  gboolean has_pointer = self->pointer_x > 0.0 || self->pointer_y > 0.0;

  bw_chart_view_emit_menu_asked (self, has_pointer ? self->pointer_x : gtk_widget_get_width (widget) / 2.0,
                                 has_pointer ? self->pointer_y : gtk_widget_get_height (widget) / 2.0);
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
  guint key, second_key;
  GdkModifierType modifiers;
} actions[] = {
  { "chart.zoom-in", zoom_action, GDK_KEY_plus, GDK_KEY_KP_Add, 0 },
  { "chart.zoom-out", zoom_action, GDK_KEY_minus, GDK_KEY_KP_Subtract, 0 },
  { "chart.pan-left", pan_action, GDK_KEY_Left, GDK_KEY_KP_Left, 0 },
  { "chart.pan-right", pan_action, GDK_KEY_Right, GDK_KEY_KP_Right, 0 },
  { "chart.page-left", pan_action, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0 },
  { "chart.page-right", pan_action, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0 },
  { "chart.first", end_action, GDK_KEY_Home, GDK_KEY_KP_Home, 0 },
  { "chart.last", end_action, GDK_KEY_End, GDK_KEY_KP_End, 0 },
  { "chart.reset", reset_action, GDK_KEY_0, GDK_KEY_KP_0, 0 },
  { "chart.crosshair-left", crosshair_action, GDK_KEY_Left, GDK_KEY_KP_Left, GDK_CONTROL_MASK },
  { "chart.crosshair-right", crosshair_action, GDK_KEY_Right, GDK_KEY_KP_Right, GDK_CONTROL_MASK },
  { "chart.crosshair-up", crosshair_action, GDK_KEY_Up, GDK_KEY_KP_Up, GDK_CONTROL_MASK },
  { "chart.crosshair-down", crosshair_action, GDK_KEY_Down, GDK_KEY_KP_Down, GDK_CONTROL_MASK },
  { "chart.crosshair-off", crosshair_off_action, GDK_KEY_Escape, 0, 0 },
  { "chart.place-order", place_order_action, GDK_KEY_Return, GDK_KEY_KP_Enter, 0 },
  { "chart.log-scale", log_scale_action, GDK_KEY_l, 0, GDK_ALT_MASK },
  { "chart.menu", menu_action, GDK_KEY_F10, 0, GDK_SHIFT_MASK },
  { "chart.menu-key", menu_action, GDK_KEY_Menu, 0, 0 },
};

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean is_keyboard, GtkTooltip *tooltip, gpointer user_data)
{
  BwChartView *self = BW_CHART_VIEW (widget);
  BwHitRegion region = is_keyboard ? hit (self, self->pointer_x, self->pointer_y) : hit (self, x, y);
  const char *text =
      region.kind == BW_HIT_MARK ? bw_chart_model_get_mark_text (self->model, region.id) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

void
bw_chart_view_class_init_input (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
      gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers,
                                           actions[i].name, NULL);
      if (actions[i].second_key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].second_key,
                                             actions[i].modifiers, actions[i].name, NULL);
    }
}

void
bw_chart_view_init_input (BwChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new (),
             *pinch = gtk_gesture_zoom_new (), *menu = gtk_gesture_click_new ();

  self->mouse_x = self->mouse_y = NAN;
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (motion, "enter", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (pointer_moved_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (wheel_turned_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_moved_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancelled_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begun_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinched_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_gesture_group (click, drag);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
}
