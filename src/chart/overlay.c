/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/overlay.h"

#include "indicators/indicator.h"

#include <string.h>

struct _BwOverlayLine
{
  BwChartOverlay spec;
  const BwChartBars *bars; /* (borrowed) */
  BwPyramid *pyramid;      /* (owned) */
  BwIndicator *indicator;  /* (owned) */
  GByteArray *checkpoints; /* (owned): its state before the first bar of each chunk */
  gsize cached_chunk;      /* G_MAXSIZE: none */
  double *cached;          /* (owned) (array length=BW_PYRAMID_CHUNK) */
  double *inputs;          /* (owned): the closes a chunk needs, with the window before it */
  double *outputs;         /* (owned): as many */
};

/* Copies the closes of [first, end). */
static void
gather_closes (const BwChartBars *bars, gsize first, gsize end, double *closes)
{
  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (bars, first, end);

      memcpy (closes, run.close, run.n * sizeof (double));
      closes += run.n;
      first += run.n;
    }
}

static BwIndicator *
make_indicator (const BwChartOverlay *spec)
{
  double period = spec->period;

  return bw_indicator_new (bw_indicator_find (spec->kind == BW_OVERLAY_SMA ? "SMA" : "EMA"),
                           &period, NULL);
}

static void
feed (BwIndicator *indicator, const double *closes, gsize n, double *values)
{
  BwIndicatorBars bars = { .close = closes };

  bw_indicator_feed (indicator, &bars, n, &values);
}

/* A window that slides needs the bars in it alone. */
static void
evaluate_sma (BwOverlayLine *line, gsize first, gsize n)
{
  gsize n_before = MIN (first, (gsize)line->spec.period - 1);
  g_autoptr (BwIndicator) indicator = make_indicator (&line->spec);

  gather_closes (line->bars, first - n_before, first + n, line->inputs);
  feed (indicator, line->inputs, n_before + n, line->outputs);
  memcpy (line->cached, line->outputs + n_before, n * sizeof (double));
}

static gsize
get_n_checkpoints (const BwOverlayLine *line)
{
  return line->checkpoints->len / bw_indicator_get_state_size (line->indicator);
}

static void
add_checkpoint (BwOverlayLine *line)
{
  guint n_bytes = (guint)bw_indicator_get_state_size (line->indicator),
        end = line->checkpoints->len;

  g_byte_array_set_size (line->checkpoints, end + n_bytes);
  bw_indicator_save (line->indicator, line->checkpoints->data + end);
}

static void
go_to_checkpoint (BwOverlayLine *line, gsize chunk)
{
  bw_indicator_restore (line->indicator, line->checkpoints->data +
                                             chunk * bw_indicator_get_state_size (line->indicator));
}

static void
evaluate_ema (BwOverlayLine *line, gsize chunk, gsize n)
{
  gsize n_known = get_n_checkpoints (line);

  if (chunk >= n_known)
    go_to_checkpoint (line, n_known - 1);
  for (; n_known <= chunk; n_known++)
    {
      gsize first = (n_known - 1) * (gsize)BW_PYRAMID_CHUNK;

      gather_closes (line->bars, first, first + BW_PYRAMID_CHUNK, line->inputs);
      feed (line->indicator, line->inputs, BW_PYRAMID_CHUNK, line->outputs);
      add_checkpoint (line);
    }
  go_to_checkpoint (line, chunk);
  gather_closes (line->bars, chunk * BW_PYRAMID_CHUNK, chunk * BW_PYRAMID_CHUNK + n, line->inputs);
  feed (line->indicator, line->inputs, n, line->cached);
}

static const double *
ensure_cached (BwOverlayLine *line, gsize chunk)
{
  gsize first = chunk * BW_PYRAMID_CHUNK;
  gsize n = MIN (bw_chart_bars_get_n (line->bars) - first, (gsize)BW_PYRAMID_CHUNK);

  if (line->cached_chunk == chunk)
    return line->cached;
  switch (line->spec.kind)
    {
    case BW_OVERLAY_SMA:
      evaluate_sma (line, first, n);
      break;
    case BW_OVERLAY_EMA:
      evaluate_ema (line, chunk, n);
      break;
    }
  line->cached_chunk = chunk;
  return line->cached;
}

static void
read_values (gpointer data,
             gsize first,
             gsize n,
             const double **low,
             const double **high,
             const double **volume)
{
  BwOverlayLine *line = data;

  *low = *high = ensure_cached (line, first / BW_PYRAMID_CHUNK) + first % BW_PYRAMID_CHUNK;
}

/* Those behind the one of @chunk. */
static void
forget_checkpoints (BwOverlayLine *line, gsize chunk)
{
  gsize n_bytes = (chunk + 1) * bw_indicator_get_state_size (line->indicator);

  if (line->checkpoints->len > n_bytes)
    g_byte_array_set_size (line->checkpoints, (guint)n_bytes);
}

/**
 * bw_overlay_line_new:
 * @bars: borrowed for the line's whole life
 */
BwOverlayLine *
bw_overlay_line_new (const BwChartOverlay *overlay, const BwChartBars *bars)
{
  BwOverlayLine *line = g_new0 (BwOverlayLine, 1);

  line->spec = *overlay;
  line->spec.period = CLAMP (overlay->period, 1u, BW_INDICATOR_PERIOD_MAX);
  line->bars = bars;
  line->pyramid = bw_pyramid_new (read_values, line);
  line->indicator = make_indicator (&line->spec);
  line->checkpoints = g_byte_array_new ();
  add_checkpoint (line);
  line->cached = g_new (double, BW_PYRAMID_CHUNK);
  line->inputs = g_new (double, BW_PYRAMID_CHUNK + line->spec.period);
  line->outputs = g_new (double, BW_PYRAMID_CHUNK + line->spec.period);
  bw_overlay_line_reset (line);
  return line;
}

void
bw_overlay_line_free (BwOverlayLine *line)
{
  bw_pyramid_free (line->pyramid);
  bw_indicator_free (line->indicator);
  g_byte_array_unref (line->checkpoints);
  g_free (line->cached);
  g_free (line->inputs);
  g_free (line->outputs);
  g_free (line);
}

const BwChartOverlay *
bw_overlay_line_get_spec (const BwOverlayLine *line)
{
  return &line->spec;
}

/**
 * bw_overlay_line_reset:
 *
 * The bars are other bars now.
 */
void
bw_overlay_line_reset (BwOverlayLine *line)
{
  forget_checkpoints (line, 0);
  line->cached_chunk = G_MAXSIZE;
  bw_pyramid_reset (line->pyramid, bw_chart_bars_get_n (line->bars));
}

/**
 * bw_overlay_line_bars_changed_from:
 *
 * Bars from @first on changed or were appended.
 */
void
bw_overlay_line_bars_changed_from (BwOverlayLine *line, gsize first)
{
  gsize chunk = first / BW_PYRAMID_CHUNK;

  forget_checkpoints (line, chunk);
  if (line->cached_chunk != G_MAXSIZE && line->cached_chunk >= chunk)
    line->cached_chunk = G_MAXSIZE;
  bw_pyramid_grow (line->pyramid, bw_chart_bars_get_n (line->bars));
  bw_pyramid_invalidate_from (line->pyramid, first);
}

double
bw_overlay_line_get_value (BwOverlayLine *line, gsize bar_index)
{
  return ensure_cached (line, bar_index / BW_PYRAMID_CHUNK)[bar_index % BW_PYRAMID_CHUNK];
}

/**
 * bw_overlay_line_get_values:
 * @values: (array) (out caller-allocates): @end - @first values; NaN while the window fills
 */
void
bw_overlay_line_get_values (BwOverlayLine *line, gsize first, gsize end, double *values)
{
  while (first < end)
    {
      gsize chunk = first / BW_PYRAMID_CHUNK, base = chunk * BW_PYRAMID_CHUNK;
      gsize stop = MIN (end, base + BW_PYRAMID_CHUNK);

      memcpy (values, ensure_cached (line, chunk) + (first - base),
              (stop - first) * sizeof (double));
      values += stop - first;
      first = stop;
    }
}

/**
 * bw_overlay_line_fold:
 *
 * Returns: the extremes of the values in [@first, @end). Bounds that are not multiples of
 *   BW_PYRAMID_FAN cost an evaluation of their chunk.
 */
BwExtent
bw_overlay_line_fold (BwOverlayLine *line, gsize first, gsize end)
{
  return bw_pyramid_fold (line->pyramid, first, end);
}
