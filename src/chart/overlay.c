/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/overlay.h"

#include "indicators/ema.h"
#include "indicators/sma.h"

#include <string.h>

struct _BwOverlayLine
{
  BwChartOverlay spec;
  const BwChartBars *bars; /* (borrowed) */
  BwPyramid *pyramid;      /* (owned) */
  GArray *checkpoints;     /* (owned): BwEma before the first bar of each chunk */
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

static void
evaluate_sma (BwOverlayLine *line, gsize first, gsize n)
{
  gsize n_before = MIN (first, (gsize)line->spec.period - 1);

  gather_closes (line->bars, first - n_before, first + n, line->inputs);
  bw_sma (line->inputs, n_before + n, line->spec.period, line->outputs);
  memcpy (line->cached, line->outputs + n_before, n * sizeof (double));
}

static void
evaluate_ema (BwOverlayLine *line, gsize chunk, gsize n)
{
  BwEma ema;

  if (line->checkpoints->len == 0)
    {
      bw_ema_init (&ema, line->spec.period);
      g_array_append_val (line->checkpoints, ema);
    }
  while (line->checkpoints->len <= chunk)
    {
      gsize first = (line->checkpoints->len - 1) * (gsize)BW_PYRAMID_CHUNK;

      ema = g_array_index (line->checkpoints, BwEma, line->checkpoints->len - 1);
      gather_closes (line->bars, first, first + BW_PYRAMID_CHUNK, line->inputs);
      bw_ema_feed (&ema, line->inputs, BW_PYRAMID_CHUNK, line->outputs);
      g_array_append_val (line->checkpoints, ema);
    }
  ema = g_array_index (line->checkpoints, BwEma, chunk);
  gather_closes (line->bars, chunk * BW_PYRAMID_CHUNK, chunk * BW_PYRAMID_CHUNK + n, line->inputs);
  bw_ema_feed (&ema, line->inputs, n, line->cached);
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

/**
 * bw_overlay_line_new:
 * @bars: borrowed for the line's whole life
 */
BwOverlayLine *
bw_overlay_line_new (const BwChartOverlay *overlay, const BwChartBars *bars)
{
  BwOverlayLine *line = g_new0 (BwOverlayLine, 1);

  line->spec = *overlay;
  line->spec.period = MAX (overlay->period, 1u);
  line->bars = bars;
  line->pyramid = bw_pyramid_new (read_values, line);
  line->checkpoints = g_array_new (FALSE, FALSE, sizeof (BwEma));
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
  g_array_unref (line->checkpoints);
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
  g_array_set_size (line->checkpoints, 0);
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

  if (line->checkpoints->len > chunk + 1)
    g_array_set_size (line->checkpoints, chunk + 1);
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
