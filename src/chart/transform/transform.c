/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/transform/transform-private.h"

/*
 * The driver of all transforms. The state after the bar before the last is kept, with the number of
 * derived bars finished by then; an update cuts the derived series back to that, takes the bars
 * that are final, keeps the state again, and takes the last bar on a copy.
 */

struct _BwTransform
{
  BwChartTypeSpec spec;
  double tick;
  BwTransformTakeFunc take;
  double box;
  gsize n_basis;          /* bars that the box was found from */
  gsize n_final;          /* bars taken for good */
  gsize n_final_derived;  /* derived bars finished by them */
  BwTransformState state; /* after them */
  GArray *kagi;           /* (owned): BwKagiBar, one a derived bar; else empty */
};

static const BwTransformTakeFunc takes[BW_CHART_N_TYPES] = {
  [BW_CHART_HEIKIN_ASHI] = bw_transform_take_heikin_ashi,
  [BW_CHART_RENKO] = bw_transform_take_renko,
  [BW_CHART_KAGI] = bw_transform_take_kagi,
  [BW_CHART_POINT_FIGURE] = bw_transform_take_point_figure,
  [BW_CHART_RANGE] = bw_transform_take_range,
};

/**
 * bw_transform_new:
 * @spec: of a type that bw_chart_type_is_derived(); copied
 * @tick: of the instrument, in price: boxes are whole ticks; 0 for none
 */
BwTransform *
bw_transform_new (const BwChartTypeSpec *spec, double tick)
{
  BwTransform *transform;

  g_return_val_if_fail (bw_chart_type_is_derived (spec->type), NULL);

  transform = g_new0 (BwTransform, 1);
  transform->spec = *spec;
  bw_chart_type_spec_clamp (&transform->spec);
  transform->tick = tick > 0.0 && isfinite (tick) ? tick : 0.0;
  transform->take = takes[spec->type];
  transform->kagi = g_array_new (FALSE, FALSE, sizeof (BwKagiBar));
  return transform;
}

void
bw_transform_free (BwTransform *transform)
{
  g_array_unref (transform->kagi);
  g_free (transform);
}

/**
 * bw_transform_reset:
 *
 * The bars are other bars now.
 */
void
bw_transform_reset (BwTransform *transform)
{
  transform->n_final = transform->n_final_derived = transform->n_basis = 0;
  transform->box = 0.0;
  transform->state = (BwTransformState){ 0 };
  g_array_set_size (transform->kagi, 0);
}

/** bw_transform_finish: puts @bar at the end of the derived series. */
void
bw_transform_finish (BwTransformStep *step, const BwGrowingBar *bar)
{
  bw_bar_series_append (step->derived, bar->start, bar->open, bar->high, bar->low, bar->close,
                        bar->volume);
  if (step->spec->type == BW_CHART_KAGI)
    g_array_append_val (step->kagi, bar->kagi);
}

/**
 * bw_transform_has_room:
 * @n_more: whole bars
 *
 * Returns: whether so many more may be made; if not, the box is too small and the step is of no use
 */
gboolean
bw_transform_has_room (BwTransformStep *step, double n_more)
{
  step->n_wanted = MAX (step->n_wanted, step->derived->n_bars + n_more);
  return step->n_wanted <= BW_TRANSFORM_N_BARS_MAX;
}

static void
take_bars (BwTransform *transform,
           BwTransformStep *step,
           BwTransformState *state,
           const BwChartBars *source,
           gsize first,
           gsize end)
{
  while (first < end && step->n_wanted <= BW_TRANSFORM_N_BARS_MAX)
    {
      BwBarRun run = bw_chart_bars_get_run (source, first, end);

      for (gsize i = 0; i < run.n; i++)
        {
          BwSourceBar bar = { run.start[i], run.open[i],  run.high[i],
                              run.low[i],   run.close[i], run.volume[i] };

          transform->take (step, state, &bar);
        }
      first += run.n;
    }
}

static void
cut (BwTransform *transform, BwBarSeries *derived)
{
  derived->n_bars = transform->n_final_derived;
  if (transform->spec.type == BW_CHART_KAGI)
    g_array_set_size (transform->kagi, (guint) transform->n_final_derived);
}

/* Takes what is new; returns the bars wanted, which may be more than there is room for. */
static double
run_through (BwTransform *transform, const BwChartBars *source, BwBarSeries *derived)
{
  gsize n = bw_chart_bars_get_n (source);
  BwTransformStep step = { &transform->spec, transform->box, derived, transform->kagi, 0.0 };
  BwTransformState state;

  cut (transform, derived);
  if (n == 0)
    return 0.0;
  take_bars (transform, &step, &transform->state, source, transform->n_final, n - 1);
  transform->n_final = n - 1;
  transform->n_final_derived = derived->n_bars;
  state = transform->state;
  take_bars (transform, &step, &state, source, n - 1, n);
  if (state.has_growing)
    bw_transform_finish (&step, &state.growing);
  return step.n_wanted;
}

/**
 * bw_transform_update:
 * @source: grown, or with another last bar, since the last update; anything else asks for
 *   bw_transform_reset()
 * @derived: the same at every update, written by nobody else
 *
 * Cost: the bars that are new, and the last. A box that hangs on the bars is found anew when the
 * newest bar is of another day, and all bars with it. Where a box is so small that there would be
 * more than BW_TRANSFORM_N_BARS_MAX bars, it is doubled until there aren't.
 *
 * Returns: index of the first derived bar that may have changed; there may be fewer than before
 */
gsize
bw_transform_update (BwTransform *transform, const BwChartBars *source, BwBarSeries *derived)
{
  gsize n_basis = bw_transform_count_basis (&transform->spec, source);
  gsize first_changed;
  double n_wanted;

  derived->timeframe = source->tail->timeframe;
  if (transform->box == 0.0 || n_basis != transform->n_basis ||
      (n_basis > 0 && n_basis > transform->n_final))
    {
      bw_transform_reset (transform);
      transform->n_basis = n_basis;
      transform->box = bw_transform_find_box (&transform->spec, source, n_basis, transform->tick);
      if (transform->spec.type == BW_CHART_HEIKIN_ASHI)
        bw_bar_series_reserve (derived, bw_chart_bars_get_n (source));
    }
  first_changed = transform->n_final_derived;
  while ((n_wanted = run_through (transform, source, derived)) > BW_TRANSFORM_N_BARS_MAX)
    {
      double box = transform->box;

      /* As few doublings as it takes: the one jump that asks for the most says how many at least. */
      box *= exp2 (MAX (1.0, floor (log2 (n_wanted / BW_TRANSFORM_N_BARS_MAX))));
      bw_transform_reset (transform);
      transform->n_basis = n_basis;
      transform->box = box;
      first_changed = 0;
    }
  return first_changed;
}

/**
 * bw_transform_get_box:
 *
 * Returns: the box in use, in price (percent for a Kagi chart of BW_BOX_PERCENT); 0 before an update
 */
double
bw_transform_get_box (const BwTransform *transform)
{
  return transform->box;
}

/** bw_transform_get_kagi: (nullable): of a derived bar, for a Kagi chart. */
const BwKagiBar *
bw_transform_get_kagi (const BwTransform *transform, gsize bar_index)
{
  return bar_index < transform->kagi->len ? &g_array_index (transform->kagi, BwKagiBar, bar_index)
                                          : NULL;
}

/**
 * bw_transform_series:
 *
 * Returns: (transfer full): @series transformed at once
 */
BwBarSeries *
bw_transform_series (const BwBarSeries *series, const BwChartTypeSpec *spec, double tick)
{
  g_autoptr (BwTransform) transform = bw_transform_new (spec, tick);
  g_autoptr (BwBarSeries) copy = bw_bar_series_copy_range (series, 0, series->n_bars);
  BwBarSeries *derived = bw_bar_series_new (series->timeframe, 64);
  BwChartBars bars;

  bw_chart_bars_init (&bars);
  bw_chart_bars_set_base (&bars, copy);
  bw_transform_update (transform, &bars, derived);
  bw_chart_bars_clear (&bars);
  return derived;
}
