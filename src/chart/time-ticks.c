/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/axis.h"

#include <math.h>

/*
 * Ticks of the index axis. A tick sits on the first bar of a calendar unit (a quarter of an hour, a
 * session, a month…): where the unit of a bar differs from that of the bar before. The unit is the
 * finest that leaves room for labels; where sessions make ticks crowd, the greater unit wins.
 * Boundaries are found by binary search, so the cost is ticks times log bars.
 */

#define N_CANDIDATES_MAX 320

typedef struct
{
  gint64 step_ns; /* up to a week */
  int n_months;   /* or months */
} Unit;

static const Unit units[] = {
  { BW_MINUTE, 0 },
  { 5 * BW_MINUTE, 0 },
  { 15 * BW_MINUTE, 0 },
  { 30 * BW_MINUTE, 0 },
  { BW_HOUR, 0 },
  { 2 * BW_HOUR, 0 },
  { 4 * BW_HOUR, 0 },
  { BW_DAY, 0 },
  { 7 * BW_DAY, 0 },
  { 0, 1 },
  { 0, 3 },
  { 0, 6 },
  { 0, 12 },
  { 0, 24 },
  { 0, 60 },
  { 0, 120 },
};

#define NOMINAL_MONTH_NS (G_GINT64_CONSTANT (2629746) * BW_SECOND)
#define MONDAY_SHIFT_NS  (3 * BW_DAY) /* 1 January 1970 was a Thursday */

static gint64
divide_floor (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

static gint64
get_local (const BwTimeSource *source, gsize bar_index)
{
  BwTime time = source->start (source->data, bar_index);

  return time + (source->offset_at != NULL ? source->offset_at (source->zone, time) : 0);
}

static gint64
get_bucket (const Unit *unit, gint64 local_ns)
{
  int year, month, day;

  if (unit->n_months == 0)
    return divide_floor (local_ns + (unit->step_ns == 7 * BW_DAY ? MONDAY_SHIFT_NS : 0),
                         unit->step_ns);
  bw_date_to_ymd ((BwDate)divide_floor (local_ns, BW_DAY), &year, &month, &day);
  return divide_floor (year * 12 + month - 1, unit->n_months);
}

/* Where the bucket after @bucket starts, in local time. */
static gint64
get_bucket_end (const Unit *unit, gint64 bucket)
{
  gint64 month_index;

  if (unit->n_months == 0)
    return (bucket + 1) * unit->step_ns - (unit->step_ns == 7 * BW_DAY ? MONDAY_SHIFT_NS : 0);
  month_index = (bucket + 1) * unit->n_months;
  return bw_date_from_ymd ((int)divide_floor (month_index, 12),
                           (int)(month_index - divide_floor (month_index, 12) * 12) + 1, 1) *
         BW_DAY;
}

static BwTickKind
get_kind (gint64 local_ns, gint64 local_before_ns)
{
  int year, month, day, year_before, month_before, day_before;
  BwDate date = (BwDate)divide_floor (local_ns, BW_DAY);
  BwDate date_before = (BwDate)divide_floor (local_before_ns, BW_DAY);

  if (date == date_before)
    return BW_TICK_TIME;
  bw_date_to_ymd (date, &year, &month, &day);
  bw_date_to_ymd (date_before, &year_before, &month_before, &day_before);
  if (year != year_before)
    return BW_TICK_YEAR;
  return month != month_before ? BW_TICK_MONTH : BW_TICK_DAY;
}

/* The first bar in [first, end) that starts at or after @time; @end when none does. */
static gsize
find_start (const BwTimeSource *source, BwTime time, gsize first, gsize end)
{
  while (first < end)
    {
      gsize middle = first + (end - first) / 2;

      if (source->start (source->data, middle) < time)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

/* The first bar behind @bar_index that lies in a later bucket. The offset of @bar_index serves for
 * the search; a bar or two off where the zone's offset changes is put right by looking. */
static gsize
find_next_bucket (const BwTimeSource *source, const Unit *unit, gsize bar_index, gsize end)
{
  gint64 local_ns = get_local (source, bar_index);
  gint64 bucket = get_bucket (unit, local_ns);
  gint64 offset = local_ns - source->start (source->data, bar_index);
  gsize next = find_start (source, get_bucket_end (unit, bucket) - offset, bar_index + 1, end);

  while (next > bar_index + 1 && get_bucket (unit, get_local (source, next - 1)) != bucket)
    next--;
  while (next < end && get_bucket (unit, get_local (source, next)) == bucket)
    next++;
  return next;
}

/* The usual distance of two bars: the least of some samples, since sessions only lengthen it. Bars
 * that follow the price may start together. */
static gint64
sample_bar_ns (const BwTimeSource *source, gsize first, gsize end)
{
  gint64 least = G_MAXINT64;
  gsize n = end - first - 1;

  for (guint i = 0; i < 16; i++)
    {
      gsize at = first + n * i / 16;

      gint64 distance = source->start (source->data, at + 1) - source->start (source->data, at);

      if (distance > 0)
        least = MIN (least, distance);
    }
  return least;
}

static double
estimate_spacing (
    const BwChartAxis *axis, const BwTimeSource *source, const Unit *unit, gsize first, gsize end)
{
  double bar_width = axis->width / axis->n_visible;
  double span_ns = source->start (source->data, end - 1) - source->start (source->data, first);
  double unit_ns = unit->n_months == 0 ? unit->step_ns : unit->n_months * (double)NOMINAL_MONTH_NS;
  gint64 bar_ns = sample_bar_ns (source, first, end);

  if (unit_ns < BW_DAY)
    return bar_width * MAX (1.0, unit_ns / bar_ns);
  return bar_width * MAX (1.0, (end - 1 - first) * unit_ns / MAX (span_ns, 1.0));
}

/* Returns N_CANDIDATES_MAX + 1 when there are more than fit. */
static guint
collect_candidates (
    const BwTimeSource *source, const Unit *unit, gsize first, gsize end, BwTimeTick *candidates)
{
  guint n = 0;
  gsize bar_index = first > 0 ? find_next_bucket (source, unit, first - 1, end) : 0;

  while (bar_index < end)
    {
      gint64 local_ns = get_local (source, bar_index);

      if (n == N_CANDIDATES_MAX)
        return N_CANDIDATES_MAX + 1;
      candidates[n++] = (BwTimeTick){
        .bar_index = bar_index,
        .local_ns = local_ns,
        .kind =
            bar_index == 0 ? BW_TICK_DAY : get_kind (local_ns, get_local (source, bar_index - 1)),
      };
      bar_index = find_next_bucket (source, unit, bar_index, end);
    }
  return n;
}

/* Greater kinds first, then from the left; a tick that comes too near a kept one is dropped. */
static guint
keep_apart (const BwChartAxis *axis, double spacing_min, BwTimeTick *ticks, guint n_ticks)
{
  gboolean is_kept[N_CANDIDATES_MAX] = { FALSE };
  guint n_kept = 0;

  for (int kind = BW_TICK_YEAR; kind >= BW_TICK_TIME; kind--)
    for (guint i = 0; i < n_ticks; i++)
      {
        double x = bw_chart_axis_x (axis, ticks[i].bar_index + 0.5);
        gboolean is_free = ticks[i].kind == kind;

        for (guint j = i; is_free && j > 0; j--)
          {
            double distance = x - bw_chart_axis_x (axis, ticks[j - 1].bar_index + 0.5);

            if (distance >= spacing_min)
              break;
            is_free = !is_kept[j - 1];
          }
        for (guint j = i + 1; is_free && j < n_ticks; j++)
          {
            double distance = bw_chart_axis_x (axis, ticks[j].bar_index + 0.5) - x;

            if (distance >= spacing_min)
              break;
            is_free = !is_kept[j];
          }
        if (is_free)
          is_kept[i] = TRUE;
      }
  for (guint i = 0; i < n_ticks; i++)
    if (is_kept[i])
      ticks[n_kept++] = ticks[i];
  return n_kept;
}

/**
 * bw_chart_axis_time_ticks:
 * @spacing_min: device units between two labels' middles, at least
 * @ticks: (array length=n_ticks_max) (out caller-allocates)
 *
 * Returns: how many ticks, from left to right
 */
guint
bw_chart_axis_time_ticks (const BwChartAxis *axis,
                          const BwTimeSource *source,
                          double spacing_min,
                          BwTimeTick *ticks,
                          guint n_ticks_max)
{
  BwTimeTick candidates[N_CANDIDATES_MAX];
  double first_visible = MAX (0.0, floor (axis->first_bar));
  double end_visible = MIN ((double)source->n_bars, ceil (axis->first_bar + axis->n_visible));
  gsize first, end;
  guint n = 0;

  if (axis->width <= 0.0 || end_visible - first_visible < 1.0)
    return 0;
  first = (gsize)first_visible;
  end = (gsize)end_visible;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (end - first > 1 && i + 1 < G_N_ELEMENTS (units) &&
          estimate_spacing (axis, source, &units[i], first, end) < spacing_min)
        continue;
      n = collect_candidates (source, &units[i], first, end, candidates);
      if (n <= N_CANDIDATES_MAX)
        break;
    }
  n = keep_apart (axis, spacing_min, candidates, MIN (n, N_CANDIDATES_MAX));
  n = MIN (n, n_ticks_max);
  for (guint i = 0; i < n; i++)
    ticks[i] = candidates[i];
  return n;
}
