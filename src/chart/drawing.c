/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/drawing.h"

#include "chart/text.h"

#include <math.h>
#include <string.h>

#define PRICE_MAX 1e15
/* Times that no bar has: 1700 to 2250, within what nanoseconds in 64 bits hold. */
#define TIME_FIRST (G_GINT64_CONSTANT (-8520336000) * BW_SECOND)
#define TIME_LAST (G_GINT64_CONSTANT (8835955200) * BW_SECOND)

static const struct
{
  const char *word;
  guint n_clicks;     /* to place it; 0: until told to end */
  guint n_min, n_max; /* anchors */
  gboolean has_fill, can_extend;
} kinds[] = {
  [BW_DRAWING_TREND_LINE] = { "trend-line", 2, 2, 2, FALSE, TRUE },
  [BW_DRAWING_RAY] = { "ray", 2, 2, 2, FALSE, FALSE },
  [BW_DRAWING_EXTENDED_LINE] = { "extended-line", 2, 2, 2, FALSE, FALSE },
  [BW_DRAWING_HORIZONTAL_LINE] = { "horizontal-line", 1, 1, 1, FALSE, FALSE },
  [BW_DRAWING_VERTICAL_LINE] = { "vertical-line", 1, 1, 1, FALSE, FALSE },
  [BW_DRAWING_CHANNEL] = { "channel", 3, 3, 3, TRUE, TRUE },
  [BW_DRAWING_FIB_RETRACEMENT] = { "fib-retracement", 2, 2, 2, TRUE, TRUE },
  [BW_DRAWING_FIB_EXTENSION] = { "fib-extension", 3, 3, 3, TRUE, TRUE },
  [BW_DRAWING_RECTANGLE] = { "rectangle", 2, 2, 2, TRUE, TRUE },
  [BW_DRAWING_ELLIPSE] = { "ellipse", 2, 2, 2, TRUE, FALSE },
  [BW_DRAWING_ARROW] = { "arrow", 2, 2, 2, FALSE, FALSE },
  [BW_DRAWING_BRUSH] = { "brush", 0, 2, BW_DRAWING_N_ANCHORS_MAX, FALSE, FALSE },
  [BW_DRAWING_POLYLINE] = { "polyline", 0, 2, 200, FALSE, FALSE },
  [BW_DRAWING_TEXT] = { "text", 1, 1, 1, FALSE, FALSE },
  [BW_DRAWING_MEASURE] = { "measure", 2, 2, 2, TRUE, FALSE },
  [BW_DRAWING_LONG_POSITION] = { "long-position", 1, 3, 3, TRUE, FALSE },
  [BW_DRAWING_SHORT_POSITION] = { "short-position", 1, 3, 3, TRUE, FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == BW_DRAWING_N_KINDS);

static const double retracements[] = { 0.0, 0.236, 0.382, 0.5, 0.618, 0.786, 1.0, 1.618 };
static const double extensions[] = { 0.0, 0.382, 0.618, 1.0, 1.382, 1.618, 2.618 };

/**
 * bw_drawing_new:
 *
 * Returns: (transfer full): a drawing of @kind without anchors, as it is drawn when nothing else is said
 */
BwDrawing *
bw_drawing_new (BwDrawingKind kind)
{
  BwDrawing *drawing = g_new0 (BwDrawing, 1);

  drawing->n_references = 1;
  drawing->kind = kind;
  drawing->anchors = g_array_new (FALSE, TRUE, sizeof (BwDrawingAnchor));
  drawing->levels = g_array_new (FALSE, TRUE, sizeof (double));
  drawing->text = g_strdup ("");
  drawing->width = kind == BW_DRAWING_BRUSH || kind == BW_DRAWING_ARROW ? 2.0 : 1.5;
  drawing->fill_opacity = kinds[kind].has_fill ? 0.12 : 0.0;
  drawing->risk_percent = 1.0;
  if (kind == BW_DRAWING_FIB_RETRACEMENT)
    g_array_append_vals (drawing->levels, retracements, G_N_ELEMENTS (retracements));
  else if (kind == BW_DRAWING_FIB_EXTENSION)
    g_array_append_vals (drawing->levels, extensions, G_N_ELEMENTS (extensions));
  return drawing;
}

/**
 * bw_drawing_copy:
 *
 * Returns: (transfer full): one of the same id and looks, to be changed
 */
BwDrawing *
bw_drawing_copy (const BwDrawing *drawing)
{
  BwDrawing *copy = g_memdup2 (drawing, sizeof *drawing);

  copy->n_references = 1;
  copy->anchors = g_array_copy (drawing->anchors);
  copy->levels = g_array_copy (drawing->levels);
  copy->text = g_strdup (drawing->text);
  return copy;
}

BwDrawing *
bw_drawing_ref (BwDrawing *drawing)
{
  drawing->n_references++;
  return drawing;
}

void
bw_drawing_unref (BwDrawing *drawing)
{
  if (--drawing->n_references > 0)
    return;
  g_array_unref (drawing->anchors);
  g_array_unref (drawing->levels);
  g_free (drawing->text);
  g_free (drawing);
}

static gboolean
equal_numbers (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

gboolean
bw_drawing_equal (const BwDrawing *a, const BwDrawing *b)
{
  if (a->id != b->id || a->kind != b->kind || a->anchors->len != b->anchors->len ||
      a->levels->len != b->levels->len || strcmp (a->text, b->text) != 0 || a->has_rgb != b->has_rgb ||
      a->rgb != b->rgb || a->colour_index != b->colour_index || a->dash != b->dash ||
      a->is_locked != b->is_locked || a->is_hidden != b->is_hidden || a->is_log != b->is_log ||
      a->extends_left != b->extends_left || a->extends_right != b->extends_right)
    return FALSE;
  for (guint i = 0; i < a->anchors->len; i++)
    if (bw_drawing_anchor (a, i)->time != bw_drawing_anchor (b, i)->time ||
        !equal_numbers (bw_drawing_anchor (a, i)->price, bw_drawing_anchor (b, i)->price))
      return FALSE;
  for (guint i = 0; i < a->levels->len; i++)
    if (!equal_numbers (g_array_index (a->levels, double, i), g_array_index (b->levels, double, i)))
      return FALSE;
  return equal_numbers (a->width, b->width) && equal_numbers (a->fill_opacity, b->fill_opacity) &&
         equal_numbers (a->account_size, b->account_size) && equal_numbers (a->risk_percent, b->risk_percent);
}

void
bw_drawing_add_anchor (BwDrawing *drawing, BwTime time, double price)
{
  BwDrawingAnchor anchor = { time, price };

  g_array_append_val (drawing->anchors, anchor);
}

static const char *
check_numbers (const BwDrawing *drawing)
{
  for (guint i = 0; i < drawing->anchors->len; i++)
    {
      const BwDrawingAnchor *anchor = bw_drawing_anchor (drawing, i);

      if (!isfinite (anchor->price) || fabs (anchor->price) > PRICE_MAX)
        return "an anchor's price is no number";
      if (anchor->time < TIME_FIRST || anchor->time > TIME_LAST)
        return "an anchor's time is out of range";
    }
  if (drawing->levels->len > BW_DRAWING_N_LEVELS_MAX)
    return "there are too many levels";
  for (guint i = 0; i < drawing->levels->len; i++)
    if (!(fabs (g_array_index (drawing->levels, double, i)) <= 100.0))
      return "a level is not between -100 and 100";
  if (!(drawing->width >= 0.5 && drawing->width <= BW_DRAWING_WIDTH_MAX))
    return "the width is out of range";
  if (!(drawing->fill_opacity >= 0.0 && drawing->fill_opacity <= 1.0))
    return "the opacity is not between 0 and 1";
  if (!(drawing->account_size >= 0.0 && drawing->account_size <= PRICE_MAX))
    return "the account's size is out of range";
  if (!(drawing->risk_percent >= 0.0 && drawing->risk_percent <= 100.0))
    return "the risk is not between 0 and 100 percent";
  return NULL;
}

/**
 * bw_drawing_check:
 *
 * Everything that draws, stores or reads a drawing may count on what this lets through.
 *
 * Returns: (nullable): what is wrong with it, to follow a colon; %NULL when it is sound
 */
const char *
bw_drawing_check (const BwDrawing *drawing)
{
  if ((guint) drawing->kind >= BW_DRAWING_N_KINDS)
    return "there is no such kind";
  if (drawing->anchors->len < kinds[drawing->kind].n_min)
    return "anchors are missing";
  if (drawing->anchors->len > kinds[drawing->kind].n_max)
    return "there are too many anchors";
  if (strlen (drawing->text) > BW_DRAWING_TEXT_BYTES_MAX || !g_utf8_validate (drawing->text, -1, NULL))
    return "the text is too long or no UTF-8";
  if ((guint) drawing->dash > BW_DRAWING_DOTTED || drawing->colour_index >= 64)
    return "the style is unknown";
  return check_numbers (drawing);
}

/* ---- Kinds ---- */

/** bw_drawing_kind_word: as it is stored and typed: "trend-line". */
const char *
bw_drawing_kind_word (BwDrawingKind kind)
{
  g_return_val_if_fail ((guint) kind < BW_DRAWING_N_KINDS, "");

  return kinds[kind].word;
}

gboolean
bw_drawing_kind_parse (const char *word, BwDrawingKind *kind)
{
  for (guint i = 0; i < BW_DRAWING_N_KINDS; i++)
    if (strcmp (kinds[i].word, word) == 0)
      {
        *kind = (BwDrawingKind) i;
        return TRUE;
      }
  return FALSE;
}

/** bw_drawing_kind_n_clicks: that place it; 0: as many as wanted, until it is ended. */
guint
bw_drawing_kind_n_clicks (BwDrawingKind kind)
{
  return kinds[kind].n_clicks;
}

void
bw_drawing_kind_n_anchors (BwDrawingKind kind, guint *n_min, guint *n_max)
{
  *n_min = kinds[kind].n_min;
  *n_max = kinds[kind].n_max;
}

gboolean
bw_drawing_kind_has_levels (BwDrawingKind kind)
{
  return kind == BW_DRAWING_FIB_RETRACEMENT || kind == BW_DRAWING_FIB_EXTENSION;
}

gboolean
bw_drawing_kind_has_fill (BwDrawingKind kind)
{
  return kinds[kind].has_fill;
}

gboolean
bw_drawing_kind_can_extend (BwDrawingKind kind)
{
  return kinds[kind].can_extend;
}

gboolean
bw_drawing_kind_is_position (BwDrawingKind kind)
{
  return kind == BW_DRAWING_LONG_POSITION || kind == BW_DRAWING_SHORT_POSITION;
}

/* ---- Time and bars ---- */

static gint64
get_timeframe_ns (const BwDrawingBars *bars)
{
  return MAX ((gint64) bars->timeframe, 1) * BW_SECOND;
}

/* The last bar that starts at or before @time; there is one. */
static gsize
find_bar (const BwDrawingBars *bars, BwTime time)
{
  gsize low = 0, high = bars->n_bars;

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (bars->start (bars->data, middle) <= time)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* How long bar @i lasts on the axis: the timeframe, less where the next begins sooner (February). */
static gint64
get_bar_ns (const BwDrawingBars *bars, gsize i)
{
  gint64 nominal = get_timeframe_ns (bars);

  if (i + 1 < bars->n_bars)
    return CLAMP (bars->start (bars->data, i + 1) - bars->start (bars->data, i), 1, nominal);
  return nominal;
}

/**
 * bw_drawing_bars_index:
 *
 * Returns: where @time is on the axis of bar indices; a bar's start is its middle, at i + 0.5. Rises
 *   with @time, without jumps. Without bars: 0.
 */
double
bw_drawing_bars_index (const BwDrawingBars *bars, BwTime time)
{
  gsize i;
  BwTime first;
  double into;

  if (bars->n_bars == 0)
    return 0.0;
  first = bars->start (bars->data, 0);
  if (time < first)
    return 0.5 - ((double) first - (double) time) / (double) get_timeframe_ns (bars);
  i = find_bar (bars, time);
  into = (double) (time - bars->start (bars->data, i)) / (double) get_bar_ns (bars, i);
  return (double) i + 0.5 + (i + 1 < bars->n_bars ? MIN (into, 1.0) : into);
}

/**
 * bw_drawing_bars_time:
 *
 * Returns: the time at @index; a bar's middle is its start, exactly. The inverse of
 *   bw_drawing_bars_index().
 */
BwTime
bw_drawing_bars_time (const BwDrawingBars *bars, double index)
{
  double from_first = index - 0.5, whole, ns;
  gsize i;

  if (bars->n_bars == 0)
    return 0;
  whole = CLAMP (floor (from_first), 0.0, (double) bars->n_bars - 1.0);
  i = (gsize) whole;
  ns = (from_first - whole) * (double) (from_first < 0.0 ? get_timeframe_ns (bars) : get_bar_ns (bars, i));
  ns = CLAMP (ns, -4e18, 4e18);
  return CLAMP (bars->start (bars->data, i) + (gint64) round (ns), TIME_FIRST, TIME_LAST);
}

/* ---- Lines that have a price at a time ---- */

/**
 * bw_drawing_n_lines:
 *
 * Returns: how many lines of @drawing have a price that can be crossed; 0 of a text
 */
guint
bw_drawing_n_lines (const BwDrawing *drawing)
{
  switch (drawing->kind)
    {
    case BW_DRAWING_TREND_LINE:
    case BW_DRAWING_RAY:
    case BW_DRAWING_EXTENDED_LINE:
    case BW_DRAWING_HORIZONTAL_LINE:
    case BW_DRAWING_ARROW:
      return 1;
    case BW_DRAWING_CHANNEL:
    case BW_DRAWING_RECTANGLE:
      return 2;
    case BW_DRAWING_FIB_RETRACEMENT:
    case BW_DRAWING_FIB_EXTENSION:
      return drawing->levels->len;
    case BW_DRAWING_LONG_POSITION:
    case BW_DRAWING_SHORT_POSITION:
      return 3;
    case BW_DRAWING_VERTICAL_LINE:
    case BW_DRAWING_ELLIPSE:
    case BW_DRAWING_BRUSH:
    case BW_DRAWING_POLYLINE:
    case BW_DRAWING_TEXT:
    case BW_DRAWING_MEASURE:
    case BW_DRAWING_N_KINDS:
      break;
    }
  return 0;
}

/**
 * bw_drawing_line_name:
 *
 * Returns: (transfer full): what the line is called among the drawing's: "61.8 %", "Stop"; empty when
 *   there is but one
 */
char *
bw_drawing_line_name (const BwDrawing *drawing, guint line_index)
{
  static const char *const channel[] = { BW_CHART_WORD ("drawing", "Base"), BW_CHART_WORD ("drawing", "Parallel") };
  static const char *const edges[] = { BW_CHART_WORD ("drawing", "Upper edge"), BW_CHART_WORD ("drawing", "Lower edge") };
  static const char *const position[] = { BW_CHART_WORD ("drawing", "Entry"), BW_CHART_WORD ("drawing", "Stop"),
                                          BW_CHART_WORD ("drawing", "Target") };
  char number[BW_CHART_TEXT_BYTES];

  g_return_val_if_fail (line_index < bw_drawing_n_lines (drawing), NULL);

  if (drawing->kind == BW_DRAWING_CHANNEL)
    return g_strdup (bw_chart_translate ("drawing", channel[line_index]));
  if (drawing->kind == BW_DRAWING_RECTANGLE)
    return g_strdup (bw_chart_translate ("drawing", edges[line_index]));
  if (bw_drawing_kind_is_position (drawing->kind))
    return g_strdup (bw_chart_translate ("drawing", position[line_index]));
  if (!bw_drawing_kind_has_levels (drawing->kind))
    return g_strdup ("");
  bw_chart_print_number (g_array_index (drawing->levels, double, line_index) * 100.0, 1, number);
  return g_strdup_printf ("%s %%", number);
}

/* On the line through two anchors, straight in bars and on the drawing's own scale. */
static gboolean
interpolate (const BwDrawing *drawing, const BwDrawingBars *bars, BwTime time, gboolean goes_left,
             gboolean goes_right, double *price)
{
  const BwDrawingAnchor *a = bw_drawing_anchor (drawing, 0), *b = bw_drawing_anchor (drawing, 1);
  double x0, x1, x, share;

  if (a->time > b->time)
    {
      const BwDrawingAnchor *swapped = a;

      a = b;
      b = swapped;
    }
  if ((time < a->time && !goes_left) || (time > b->time && !goes_right))
    return FALSE;
  x0 = bw_drawing_bars_index (bars, a->time);
  x1 = bw_drawing_bars_index (bars, b->time);
  x = bw_drawing_bars_index (bars, time);
  if (x1 <= x0)
    return FALSE;
  share = (x - x0) / (x1 - x0);
  if (drawing->is_log && a->price > 0.0 && b->price > 0.0)
    *price = a->price * pow (b->price / a->price, share);
  else
    *price = a->price + (b->price - a->price) * share;
  return isfinite (*price);
}

static gboolean
get_channel_price (const BwDrawing *drawing, const BwDrawingBars *bars, BwTime time, guint line_index, double *price)
{
  const BwDrawingAnchor *third = bw_drawing_anchor (drawing, 2);
  double base;

  if (!interpolate (drawing, bars, time, drawing->extends_left, drawing->extends_right, price))
    return FALSE;
  if (line_index == 0)
    return TRUE;
  if (!interpolate (drawing, bars, third->time, TRUE, TRUE, &base))
    return FALSE;
  if (drawing->is_log && base > 0.0 && third->price > 0.0)
    *price *= third->price / base;
  else
    *price += third->price - base;
  return isfinite (*price);
}

/* Levels and edges: a price of their own, within the times of the anchors that bound them. */
static gboolean
is_within (const BwDrawing *drawing, BwTime time, guint first_anchor)
{
  BwTime from = BW_TIME_MAX, to = BW_TIME_NONE;

  for (guint i = first_anchor; i < drawing->anchors->len; i++)
    {
      from = MIN (from, bw_drawing_anchor (drawing, i)->time);
      to = MAX (to, bw_drawing_anchor (drawing, i)->time);
    }
  return (time >= from || drawing->extends_left) && (time <= to || drawing->extends_right);
}

static double
get_level_price (const BwDrawing *drawing, guint level_index)
{
  double level = g_array_index (drawing->levels, double, level_index);
  double first = bw_drawing_anchor (drawing, 0)->price, second = bw_drawing_anchor (drawing, 1)->price;

  if (drawing->kind == BW_DRAWING_FIB_RETRACEMENT)
    return second + (first - second) * level;
  return bw_drawing_anchor (drawing, 2)->price + (second - first) * level;
}

/**
 * bw_drawing_get_price_at:
 * @bars: on whose axis the line is straight; closed sessions take no room on it
 * @line_index: below bw_drawing_n_lines(): of a channel 0 is the base and 1 its parallel, of a rectangle
 *   0 is the upper edge and 1 the lower, of a Fibonacci tool the level, of a position entry, stop, target
 * @price: (out): where the line is at @time
 *
 * What an alert on a drawing crosses. Between two anchors the price follows the scale that the line was
 * drawn on (BwDrawing.is_log), whatever scale a chart shows it on. A line that doesn't extend has no
 * price beyond its anchors. Fibonacci levels and position lines are shares of prices on either scale.
 *
 * Returns: whether the line has a price then
 */
gboolean
bw_drawing_get_price_at (const BwDrawing *drawing, const BwDrawingBars *bars, BwTime time, guint line_index,
                         double *price)
{
  const BwDrawingAnchor *a, *b;

  if (line_index >= bw_drawing_n_lines (drawing) || bw_drawing_check (drawing) != NULL)
    return FALSE;
  a = bw_drawing_anchor (drawing, 0);
  b = bw_drawing_anchor (drawing, MIN (1, drawing->anchors->len - 1));
  switch (drawing->kind)
    {
    case BW_DRAWING_HORIZONTAL_LINE:
      *price = a->price;
      return TRUE;
    case BW_DRAWING_TREND_LINE:
      return interpolate (drawing, bars, time, drawing->extends_left, drawing->extends_right, price);
    case BW_DRAWING_ARROW:
      return interpolate (drawing, bars, time, FALSE, FALSE, price);
    case BW_DRAWING_RAY:
      return interpolate (drawing, bars, time, b->time < a->time, b->time > a->time, price);
    case BW_DRAWING_EXTENDED_LINE:
      return interpolate (drawing, bars, time, TRUE, TRUE, price);
    case BW_DRAWING_CHANNEL:
      return get_channel_price (drawing, bars, time, line_index, price);
    case BW_DRAWING_FIB_RETRACEMENT:
    case BW_DRAWING_FIB_EXTENSION:
      *price = get_level_price (drawing, line_index);
      return is_within (drawing, time, 0);
    case BW_DRAWING_RECTANGLE:
      *price = line_index == 0 ? MAX (a->price, b->price) : MIN (a->price, b->price);
      return is_within (drawing, time, 0);
    case BW_DRAWING_LONG_POSITION:
    case BW_DRAWING_SHORT_POSITION:
      *price = bw_drawing_anchor (drawing, line_index)->price;
      return is_within (drawing, time, 0);
    case BW_DRAWING_VERTICAL_LINE:
    case BW_DRAWING_ELLIPSE:
    case BW_DRAWING_BRUSH:
    case BW_DRAWING_POLYLINE:
    case BW_DRAWING_TEXT:
    case BW_DRAWING_MEASURE:
    case BW_DRAWING_N_KINDS:
      break;
    }
  return FALSE;
}

/**
 * bw_drawing_get_plan:
 * @plan: (out): what @drawing, a position tool, would risk and win
 *
 * Returns: %FALSE when the stop is on the wrong side of the entry, or at it: there is no risk to reckon with
 */
gboolean
bw_drawing_get_plan (const BwDrawing *drawing, BwDrawingPlan *plan)
{
  double direction = drawing->kind == BW_DRAWING_LONG_POSITION ? 1.0 : -1.0, entry, budget;

  *plan = (BwDrawingPlan){ 0 };
  if (!bw_drawing_kind_is_position (drawing->kind) || drawing->anchors->len != 3)
    return FALSE;
  entry = bw_drawing_anchor (drawing, 0)->price;
  plan->risk = direction * (entry - bw_drawing_anchor (drawing, 1)->price);
  plan->reward = direction * (bw_drawing_anchor (drawing, 2)->price - entry);
  if (!(plan->risk > 0.0))
    return FALSE;
  plan->ratio = plan->reward / plan->risk;
  plan->stop_share = entry != 0.0 ? plan->risk / fabs (entry) : 0.0;
  plan->target_share = entry != 0.0 ? plan->reward / fabs (entry) : 0.0;
  budget = drawing->account_size * drawing->risk_percent / 100.0;
  plan->quantity = floor (budget / plan->risk * (1.0 + 1e-12));
  plan->amount_at_risk = plan->quantity * plan->risk;
  plan->amount_to_win = plan->quantity * plan->reward;
  return TRUE;
}
