/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/equity-curve.h"

#include "market/calendar.h"

#include <math.h>

/**
 * bw_equity_curve_daily:
 * @times: (array length=n_points): when each value was taken, rising
 * @equity: (array length=n_points): values, in money
 * @zone: the zone whose midnight parts the days
 * @day_times: (array length=n_points) (out caller-allocates): the time of each day's last point
 * @day_equity: (array length=n_points) (out caller-allocates): its value
 *
 * Thins a curve to the last point of each local day. Days without a point have none here either.
 *
 * Returns: days found, at most @n_points
 */
gsize
bw_equity_curve_daily (const BwTime *times,
                       const double *equity,
                       gsize n_points,
                       const char *zone,
                       BwTime *day_times,
                       double *day_equity)
{
  gsize n_days = 0;
  BwDate last = BW_DATE_NONE;

  for (gsize i = 0; i < n_points; i++)
    {
      BwDate date = bw_zone_date_at (zone, times[i], NULL);

      if (n_days == 0 || date != last)
        n_days++;
      last = date;
      day_times[n_days - 1] = times[i];
      day_equity[n_days - 1] = equity[i];
    }
  return n_days;
}

/**
 * bw_equity_curve_returns:
 * @equity: (array length=n_points): values at the ends of successive periods; the first is the start
 * @flows: (array length=n_points) (nullable): money that came in (above 0) or went out during the
 *   period that ends at each point; @flows[0] is ignored
 * @returns: (array length=n_points) (out caller-allocates): simple returns, one fewer than points
 *
 * Time-weighted returns: what came from outside is taken out of the period's end before dividing,
 * so that a deposit is not a gain. A period that starts at or below 0 has no return and gives NaN.
 *
 * Returns: @n_points − 1, or 0
 */
gsize
bw_equity_curve_returns (const double *equity, const double *flows, gsize n_points, double *returns)
{
  if (n_points < 2)
    return 0;
  for (gsize i = 1; i < n_points; i++)
    {
      double flow = flows != NULL ? flows[i] : 0.0;

      returns[i - 1] = equity[i - 1] > 0 ? (equity[i] - flow) / equity[i - 1] - 1.0 : NAN;
    }
  return n_points - 1;
}

/**
 * bw_equity_curve_growth:
 * @flows: (array length=n_points) (nullable): deposits less withdrawals since the point before
 * @growth: (array length=n_points) (out caller-allocates): what 1 became
 *
 * A deposit makes no growth, and no peak.
 */
void
bw_equity_curve_growth (const double *equity, const double *flows, gsize n_points, double *growth)
{
  for (gsize i = 0; i < n_points; i++)
    {
      double flow = flows != NULL ? flows[i] : 0.0;

      if (i == 0)
        growth[i] = 1.0;
      else
        growth[i] = equity[i - 1] > 0 ? growth[i - 1] * (equity[i] - flow) / equity[i - 1] : NAN;
    }
}

/**
 * bw_equity_curve_daily_flows:
 * @times, @flows: (array length=n_points): rising times; @flows is %NULL when nothing came or went
 * @day_times: (array length=n_days): of bw_equity_curve_daily()
 * @day_flows: (array length=n_days) (out caller-allocates): what came from outside in each period
 *   that ends at a day's point
 */
void
bw_equity_curve_daily_flows (const BwTime *times, const double *flows, gsize n_points, const BwTime *day_times,
                             gsize n_days, double *day_flows)
{
  gsize day = 0;

  for (gsize i = 0; i < n_days; i++)
    day_flows[i] = 0.0;
  for (gsize i = 1; i < n_points && flows != NULL && n_days > 0; i++)
    {
      while (day + 1 < n_days && times[i] > day_times[day])
        day++;
      day_flows[day] += flows[i];
    }
}

/**
 * bw_returns_compound:
 *
 * Returns: the total return of @returns one after the other; 0 of none
 */
double
bw_returns_compound (const double *returns, gsize n_returns)
{
  double growth = 1.0;

  for (gsize i = 0; i < n_returns; i++)
    growth *= 1.0 + returns[i];
  return growth - 1.0;
}

/* The newest point at or before @time, from *@index on; NaN before the first and after the last. */
static double
value_at (const BwTime *times, const double *values, gsize n_points, BwTime time, gsize *index)
{
  while (*index + 1 < n_points && times[*index + 1] <= time)
    (*index)++;
  if (n_points == 0 || time < times[0] || time > times[n_points - 1])
    return NAN;
  return values[*index];
}

/**
 * bw_equity_curve_join:
 * @times_a, @a: (array length=n_a): rising times
 * @times_b, @b: (array length=n_b): likewise
 * @times, @joined_a, @joined_b: (out caller-allocates): room for @n_a + @n_b
 *
 * Two curves over the instants of both. Between its points a curve keeps its last value; where it
 * has not begun or is over it is NaN.
 *
 * Returns: how many instants there are
 */
gsize
bw_equity_curve_join (const BwTime *times_a, const double *a, gsize n_a, const BwTime *times_b, const double *b,
                      gsize n_b, BwTime *times, double *joined_a, double *joined_b)
{
  gsize next_a = 0, next_b = 0, index_a = 0, index_b = 0, n = 0;

  while (next_a < n_a || next_b < n_b)
    {
      BwTime time = next_b >= n_b || (next_a < n_a && times_a[next_a] <= times_b[next_b]) ? times_a[next_a]
                                                                                           : times_b[next_b];

      while (next_a < n_a && times_a[next_a] <= time)
        next_a++;
      while (next_b < n_b && times_b[next_b] <= time)
        next_b++;
      times[n] = time;
      joined_a[n] = value_at (times_a, a, n_a, time, &index_a);
      joined_b[n] = value_at (times_b, b, n_b, time, &index_b);
      n++;
    }
  return n;
}
