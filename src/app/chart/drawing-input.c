/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/drawing-input.h"

#include "app/chart/chart-view-private.h"

#include <math.h>

/*
 * A tool in hand places anchors: by clicks, by one drag from the first to the second, or by Enter at the
 * crosshair. Without a tool a press on a drawing selects and drags it: by a handle, by a line, and once it is
 * selected by what it encloses.
 */

enum
{
  TOOL_CHANGED,
  ADDED,
  CHANGED,
  SELECTED,
  COMMAND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
queue_draw (BwChartView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- Placing ---- */

static void
show_placing (BwChartView *self)
{
  g_autoptr (BwDrawing) copy = self->placing != NULL ? bw_drawing_copy (self->placing) : NULL;

  bw_chart_model_set_drafted (self->model, copy);
  queue_draw (self);
}

static void
drop_placing (BwChartView *self)
{
  g_clear_pointer (&self->placing, bw_drawing_unref);
  self->n_placed = 0;
  show_placing (self);
}

/* Where the last anchor goes; Shift keeps to steps of 45 degrees from the one before it. */
static void
point_at (BwChartView *self, double x, double y, GdkModifierType state, const BwDrawingAnchor *from,
          BwDrawingAnchor *anchor)
{
  double scale = bw_chart_view_get_device_scale (self), device_x = x * scale, device_y = y * scale;
  gboolean is_constrained = (state & GDK_SHIFT_MASK) != 0 && from != NULL;

  if (is_constrained)
    {
      BwDrawingView view;
      BwPlace place;

      bw_chart_model_get_drawing_view (self->model, &view);
      place = bw_drawing_view_place (&view, from);
      bw_drawing_constrain (place.x, place.y, &device_x, &device_y);
    }
  bw_chart_model_point_at (self->model, device_x, device_y, is_constrained ? BW_MAGNET_OFF : self->magnet, anchor);
}

static void
set_last_anchor (BwChartView *self, double x, double y, GdkModifierType state)
{
  guint last = self->placing->anchors->len - 1;
  BwDrawingAnchor anchor;

  point_at (self, x, y, state, last > 0 ? bw_drawing_anchor (self->placing, last - 1) : NULL, &anchor);
  g_array_index (self->placing->anchors, BwDrawingAnchor, last) = anchor;
}

static gboolean
is_one_place (const BwDrawing *drawing)
{
  for (guint i = 1; i < drawing->anchors->len; i++)
    if (bw_drawing_anchor (drawing, i)->time != bw_drawing_anchor (drawing, 0)->time ||
        bw_drawing_anchor (drawing, i)->price != bw_drawing_anchor (drawing, 0)->price)
      return FALSE;
  return drawing->anchors->len > 1;
}

static void
drop_repeated_ends (BwDrawing *drawing)
{
  while (drawing->anchors->len > 1)
    {
      const BwDrawingAnchor *last = bw_drawing_anchor (drawing, drawing->anchors->len - 1), *before = last - 1;

      if (last->time != before->time || last->price != before->price)
        return;
      g_array_set_size (drawing->anchors, drawing->anchors->len - 1);
    }
}

/* What has no length is a slip of the hand: nothing comes of it. */
static void
finish_placing (BwChartView *self)
{
  g_autoptr (BwDrawing) drawing = g_steal_pointer (&self->placing);
  BwDrawingView view;

  self->n_placed = 0;
  bw_chart_model_get_drawing_view (self->model, &view);
  if (bw_drawing_kind_n_clicks (drawing->kind) == 0)
    drop_repeated_ends (drawing);
  bw_drawing_finish (drawing, &view);
  if (!is_one_place (drawing) && bw_drawing_check (drawing) == NULL)
    g_signal_emit (self, signals[ADDED], 0, drawing);
  show_placing (self);
  if (!self->keeps_tool)
    bw_chart_view_set_drawing_tool (self, BW_DRAWING_TOOL_NONE);
}

static void
add_follower (BwChartView *self)
{
  const BwDrawingAnchor last = *bw_drawing_anchor (self->placing, self->placing->anchors->len - 1);

  bw_drawing_add_anchor (self->placing, last.time, last.price);
}

/* One click, or one Enter. */
static void
place_anchor (BwChartView *self, double x, double y, GdkModifierType state)
{
  guint n_clicks = bw_drawing_kind_n_clicks ((BwDrawingKind) self->tool), n_min, n_max;

  if (bw_chart_model_get_n_bars (self->model) == 0)
    return;
  if (self->placing == NULL)
    {
      self->placing = bw_drawing_new ((BwDrawingKind) self->tool);
      self->placing->is_log = bw_chart_model_get_axis (self->model)->is_log;
      bw_drawing_add_anchor (self->placing, 0, 0.0);
    }
  set_last_anchor (self, x, y, state);
  self->n_placed++;
  bw_drawing_kind_n_anchors ((BwDrawingKind) self->tool, &n_min, &n_max);
  if (self->n_placed == n_clicks || self->placing->anchors->len >= n_max)
    {
      finish_placing (self);
      return;
    }
  add_follower (self);
  show_placing (self);
}

/* A line of as many clicks as wanted ends where it last was told to go. */
static gboolean
end_path (BwChartView *self)
{
  if (self->placing == NULL || bw_drawing_kind_n_clicks (self->placing->kind) != 0 || self->n_placed < 2)
    return FALSE;
  g_array_set_size (self->placing->anchors, self->n_placed);
  finish_placing (self);
  return TRUE;
}

/* ---- Dragging ---- */

static gboolean
begin_drag (BwChartView *self, double x, double y, gboolean is_touch)
{
  double scale = bw_chart_view_get_device_scale (self);
  guint64 selected = bw_chart_model_get_selected_drawing (self->model);
  BwDrawing *drawing;
  BwDrawingHit hit;

  if (!bw_chart_model_hit_drawing (self->model, x * scale, y * scale, is_touch, &hit) ||
      (hit.part == BW_DRAWING_PART_INSIDE && hit.id != selected))
    return FALSE;
  bw_chart_view_select_drawing (self, hit.id);
  drawing = bw_chart_model_find_drawing (self->model, hit.id);
  if (drawing == NULL || drawing->is_locked)
    return FALSE;
  self->held = hit;
  self->held_drawing = bw_drawing_ref (drawing);
  return TRUE;
}

static void
move_whole (BwChartView *self, BwDrawing *copy, double x, double y)
{
  double scale = bw_chart_view_get_device_scale (self), from, to;
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);
  double n_bars = floor (bw_chart_axis_bar (axis, x * scale)) - floor (bw_chart_axis_bar (axis, self->drag_start_x * scale));
  BwDrawingView view;

  bw_chart_model_get_drawing_view (self->model, &view);
  from = bw_chart_axis_price (axis, self->drag_start_y * scale);
  to = bw_chart_axis_price (axis, y * scale);
  if (!axis->is_log && self->tick > 0.0)
    to = from + round ((to - from) / self->tick) * self->tick;
  bw_drawing_shift (copy, &view.bars, n_bars, from, to, axis->is_log);
}

/* ---- What chart-input.c tells ---- */

/**
 * bw_drawing_input_press:
 *
 * Returns: whether the press, and the drag that may follow, is for a drawing
 */
gboolean
bw_drawing_input_press (BwChartView *self, double x, double y, GdkModifierType state, gboolean is_touch)
{
  if (self->tool == BW_DRAWING_TOOL_NONE)
    return (state & GDK_SHIFT_MASK) == 0 && begin_drag (self, x, y, is_touch);
  if (self->tool == BW_DRAWING_BRUSH && self->placing != NULL)
    drop_placing (self);
  self->has_begun_here = self->placing == NULL;
  place_anchor (self, x, y, state);
  return TRUE;
}

void
bw_drawing_input_drag (BwChartView *self, double x, double y, GdkModifierType state)
{
  g_autoptr (BwDrawing) copy = NULL;
  BwDrawingAnchor anchor;

  if (self->placing != NULL)
    {
      guint n = self->placing->anchors->len;

      set_last_anchor (self, x, y, self->tool == BW_DRAWING_BRUSH ? 0 : state);
      if (self->tool == BW_DRAWING_BRUSH && n < BW_DRAWING_N_ANCHORS_MAX)
        {
          add_follower (self);
          self->n_placed++;
        }
      show_placing (self);
      return;
    }
  if (self->held_drawing == NULL)
    return;
  copy = bw_drawing_copy (self->held_drawing);
  if (self->held.part == BW_DRAWING_PART_HANDLE)
    {
      guint other = self->held.handle == 0 ? 1 : 0;

      point_at (self, x, y, state, copy->anchors->len == 2 && self->held.handle < 2 ? bw_drawing_anchor (copy, other) : NULL,
                &anchor);
      bw_drawing_move_handle (copy, (guint) self->held.handle, &anchor);
      copy->is_log = bw_chart_model_get_axis (self->model)->is_log;
    }
  else
    {
      move_whole (self, copy, x, y);
    }
  bw_chart_model_set_drafted (self->model, copy);
  queue_draw (self);
}

void
bw_drawing_input_release (BwChartView *self, double x, double y, GdkModifierType state, gboolean has_moved)
{
  if (self->placing != NULL)
    {
      if (self->tool == BW_DRAWING_BRUSH)
        {
          if (!end_path (self))
            drop_placing (self);
        }
      else if (has_moved && self->has_begun_here)
        {
          place_anchor (self, x, y, state);
        }
      return;
    }
  if (self->held_drawing == NULL)
    return;
  if (has_moved && bw_chart_model_get_drafted (self->model) != NULL)
    {
      g_autoptr (BwDrawing) moved = bw_drawing_ref (bw_chart_model_get_drafted (self->model));

      g_signal_emit (self, signals[CHANGED], 0, moved);
    }
  g_clear_pointer (&self->held_drawing, bw_drawing_unref);
  bw_chart_model_set_drafted (self->model, NULL);
  queue_draw (self);
}

/**
 * bw_drawing_input_click:
 *
 * A press on the plot that was let go where it was: what encloses the place is selected, or nothing.
 */
void
bw_drawing_input_click (BwChartView *self, double x, double y)
{
  double scale = bw_chart_view_get_device_scale (self);
  BwDrawingHit hit = { 0 };

  if (self->tool != BW_DRAWING_TOOL_NONE)
    return;
  bw_chart_model_hit_drawing (self->model, x * scale, y * scale, FALSE, &hit);
  bw_chart_view_select_drawing (self, hit.id);
}

/** bw_drawing_input_double: a double click ends a path, or asks for a drawing's settings. */
gboolean
bw_drawing_input_double (BwChartView *self, double x, double y)
{
  double scale = bw_chart_view_get_device_scale (self);
  BwDrawingHit hit;

  if (self->tool != BW_DRAWING_TOOL_NONE)
    {
      end_path (self);
      return TRUE;
    }
  if (!bw_chart_model_hit_drawing (self->model, x * scale, y * scale, FALSE, &hit))
    return FALSE;
  bw_chart_view_select_drawing (self, hit.id);
  g_signal_emit (self, signals[COMMAND], 0, "settings");
  return TRUE;
}

/** bw_drawing_input_hover: the pointer, or the crosshair by keys, is there: the next anchor would be. */
void
bw_drawing_input_hover (BwChartView *self, double x, double y, GdkModifierType state)
{
  if (self->placing == NULL || self->tool == BW_DRAWING_BRUSH)
    return;
  set_last_anchor (self, x, y, state);
  show_placing (self);
}

/**
 * bw_drawing_input_cancel:
 *
 * Gives up what is under way: the drag, else what is being placed, else the tool, else the selection.
 *
 * Returns: whether there was anything
 */
gboolean
bw_drawing_input_cancel (BwChartView *self)
{
  if (self->held_drawing != NULL)
    {
      g_clear_pointer (&self->held_drawing, bw_drawing_unref);
      bw_chart_model_set_drafted (self->model, NULL);
      queue_draw (self);
      return TRUE;
    }
  if (self->placing != NULL)
    {
      drop_placing (self);
      return TRUE;
    }
  if (self->tool != BW_DRAWING_TOOL_NONE)
    {
      bw_chart_view_set_drawing_tool (self, BW_DRAWING_TOOL_NONE);
      return TRUE;
    }
  if (bw_chart_model_get_selected_drawing (self->model) == 0)
    return FALSE;
  bw_chart_view_select_drawing (self, 0);
  return TRUE;
}

/** bw_drawing_input_cursor: (nullable): %NULL where there is nothing of a drawing */
const char *
bw_drawing_input_cursor (BwChartView *self, double x, double y)
{
  double scale = bw_chart_view_get_device_scale (self);
  BwDrawingHit hit;

  if (self->tool != BW_DRAWING_TOOL_NONE)
    return "cell";
  if (!bw_chart_model_hit_drawing (self->model, x * scale, y * scale, FALSE, &hit))
    return NULL;
  if (hit.part == BW_DRAWING_PART_INSIDE && hit.id != bw_chart_model_get_selected_drawing (self->model))
    return NULL;
  return hit.part == BW_DRAWING_PART_HANDLE ? "grab" : "pointer";
}

/* ---- Keys ---- */

static gboolean
nudge (BwChartView *self, double n_bars, double n_ticks)
{
  const BwDrawing *selected = bw_chart_model_find_drawing (self->model, bw_chart_model_get_selected_drawing (self->model));
  double step = self->tick > 0.0 ? self->tick : 0.01, price;
  g_autoptr (BwDrawing) copy = NULL;
  BwDrawingView view;

  if (selected == NULL || self->tool != BW_DRAWING_TOOL_NONE)
    return FALSE;
  if (selected->is_locked)
    return TRUE;
  copy = bw_drawing_copy (selected);
  bw_chart_model_get_drawing_view (self->model, &view);
  price = bw_drawing_anchor (copy, 0)->price;
  bw_drawing_shift (copy, &view.bars, n_bars, price, price + n_ticks * step, FALSE);
  g_signal_emit (self, signals[CHANGED], 0, copy);
  return TRUE;
}

static gboolean
go_to_next (BwChartView *self, int direction)
{
  guint64 selected = bw_chart_model_get_selected_drawing (self->model);
  guint64 next = bw_chart_model_next_drawing (self->model, selected, direction);

  if (selected == 0 && next == 0)
    return FALSE;
  bw_chart_view_select_drawing (self, next);
  if (next == 0)
    return FALSE;
  bw_chart_view_show_drawing (self, bw_chart_model_find_drawing (self->model, next));
  return TRUE;
}

static gboolean
command (BwChartView *self, const char *name, gboolean needs_selection)
{
  if (needs_selection && bw_chart_model_get_selected_drawing (self->model) == 0)
    return FALSE;
  g_signal_emit (self, signals[COMMAND], 0, name);
  return TRUE;
}

/* With a tool in hand Enter sets an anchor at the crosshair; where the last one is it ends a path. */
static gboolean
enter (BwChartView *self)
{
  if (self->tool == BW_DRAWING_TOOL_NONE)
    return command (self, "settings", TRUE);
  if (self->placing != NULL && self->n_placed >= 2 && bw_drawing_kind_n_clicks (self->placing->kind) == 0)
    {
      const BwDrawingAnchor *follower = bw_drawing_anchor (self->placing, self->n_placed), *last = follower - 1;

      if (follower->time == last->time && follower->price == last->price)
        return end_path (self);
    }
  place_anchor (self, self->pointer_x, self->pointer_y, 0);
  return TRUE;
}

static gboolean
press_plain_key (BwChartView *self, guint key, gboolean is_shifted)
{
  double step = is_shifted ? 10.0 : 1.0;

  switch (key)
    {
    case GDK_KEY_Escape:
      return bw_drawing_input_cancel (self);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      return command (self, "delete", TRUE);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return enter (self);
    case GDK_KEY_Tab:
      return go_to_next (self, 1);
    case GDK_KEY_ISO_Left_Tab:
      return go_to_next (self, -1);
    case GDK_KEY_Left:
      return nudge (self, -step, 0.0);
    case GDK_KEY_Right:
      return nudge (self, step, 0.0);
    case GDK_KEY_Up:
      return nudge (self, 0.0, step);
    case GDK_KEY_Down:
      return nudge (self, 0.0, -step);
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer user_data)
{
  BwChartView *self = user_data;
  gboolean is_shifted = (state & GDK_SHIFT_MASK) != 0;

  if ((state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_CONTROL_MASK) == 0)
    return press_plain_key (self, key, is_shifted);
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_z:
      return command (self, is_shifted ? "redo" : "undo", FALSE);
    case GDK_KEY_y:
      return command (self, "redo", FALSE);
    case GDK_KEY_d:
      return command (self, "duplicate", TRUE);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
bw_drawing_input_class_init (GType type)
{
  signals[TOOL_CHANGED] = g_signal_new ("drawing-tool-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ADDED] = g_signal_new ("drawing-added", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CHANGED] = g_signal_new ("drawing-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SELECTED] = g_signal_new ("drawing-selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[COMMAND] = g_signal_new ("drawing-command", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
bw_drawing_input_init (BwChartView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->tool = BW_DRAWING_TOOL_NONE;
  /* Before the chart's own bindings: an arrow moves the selected drawing rather than the chart. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
bw_drawing_input_clear (BwChartView *self)
{
  g_clear_pointer (&self->placing, bw_drawing_unref);
  g_clear_pointer (&self->held_drawing, bw_drawing_unref);
}

/* ---- Public ---- */

void
bw_chart_view_set_drawings (BwChartView *self, BwDrawing *const *drawings, guint n_drawings)
{
  guint64 selected = bw_chart_model_get_selected_drawing (self->model);

  bw_chart_model_set_drawings (self->model, drawings, n_drawings);
  if (bw_chart_model_get_selected_drawing (self->model) != selected)
    g_signal_emit (self, signals[SELECTED], 0, (guint64) 0);
  bw_chart_view_describe (self);
  queue_draw (self);
}

/* Before there was a pointer the keys begin at the newest bar's close. */
static void
begin_crosshair (BwChartView *self)
{
  double scale = bw_chart_view_get_device_scale (self), ohlcv[5];
  gsize n_bars = bw_chart_model_get_n_bars (self->model);
  const BwChartAxis *axis = bw_chart_model_get_axis (self->model);

  if (self->pointer_x > 0.0 || self->pointer_y > 0.0 || n_bars == 0)
    return;
  bw_chart_model_get_bar (self->model, n_bars - 1, ohlcv);
  self->pointer_x = bw_chart_axis_x (axis, (double) n_bars - 0.5) / scale;
  self->pointer_y = bw_chart_axis_y (axis, ohlcv[3]) / scale;
  bw_chart_model_set_crosshair (self->model, self->pointer_x * scale, self->pointer_y * scale);
}

/**
 * bw_chart_view_set_drawing_tool:
 * @tool: a BwDrawingKind, or BW_DRAWING_TOOL_NONE
 *
 * What is being placed with another tool is given up. By keyboard it begins at the newest bar.
 */
void
bw_chart_view_set_drawing_tool (BwChartView *self, int tool)
{
  if (self->tool == tool)
    return;
  self->tool = tool;
  drop_placing (self);
  if (tool != BW_DRAWING_TOOL_NONE)
    {
      begin_crosshair (self);
      bw_chart_view_select_drawing (self, 0);
    }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), tool != BW_DRAWING_TOOL_NONE ? "cell" : "crosshair");
  g_signal_emit (self, signals[TOOL_CHANGED], 0);
}

int
bw_chart_view_get_drawing_tool (BwChartView *self)
{
  return self->tool;
}

void
bw_chart_view_set_magnet (BwChartView *self, BwMagnet magnet)
{
  self->magnet = magnet;
}

/** bw_chart_view_set_keeps_tool: whether the tool stays in hand after something was drawn with it. */
void
bw_chart_view_set_keeps_tool (BwChartView *self, gboolean keeps_tool)
{
  self->keeps_tool = keeps_tool;
}

/** bw_chart_view_select_drawing: its handles are shown and it is spoken of; 0: none. */
void
bw_chart_view_select_drawing (BwChartView *self, guint64 id)
{
  if (bw_chart_model_get_selected_drawing (self->model) == id)
    return;
  bw_chart_model_select_drawing (self->model, id);
  g_signal_emit (self, signals[SELECTED], 0, bw_chart_model_get_selected_drawing (self->model));
  bw_chart_view_describe (self);
  queue_draw (self);
}

/**
 * bw_chart_view_show_drawing:
 *
 * Moves the view so that the drawing's first anchor can be seen, if it can't.
 */
void
bw_chart_view_show_drawing (BwChartView *self, const BwDrawing *drawing)
{
  double first_bar, n_visible, bar, last;
  BwDrawingView view;

  bw_chart_model_get_drawing_view (self->model, &view);
  if (view.bars.n_bars == 0 || drawing->kind == BW_DRAWING_HORIZONTAL_LINE)
    return;
  bw_chart_model_get_range (self->model, &first_bar, &n_visible);
  bar = bw_drawing_bars_index (&view.bars, bw_drawing_anchor (drawing, 0)->time);
  last = bw_drawing_bars_index (&view.bars, bw_drawing_anchor (drawing, drawing->anchors->len - 1)->time);
  if (MAX (bar, last) >= first_bar && MIN (bar, last) <= first_bar + n_visible)
    return;
  bw_chart_model_set_range (self->model, bar - n_visible / 2.0, n_visible);
  bw_chart_view_range_changed (self);
}
