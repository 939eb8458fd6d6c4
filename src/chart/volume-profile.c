/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/volume-profile.h"

#include "chart/axis.h"

#include <math.h>

/* A chunk that spans more rows than this is not kept but read each time: prices no market knows. */
#define N_CHUNK_ROWS_MAX 4096

typedef struct
{
  gboolean is_built, is_wide;
  gint64 first_row;
  guint n_rows;
  double *rows; /* (owned): up and down of each row */
} Chunk;

struct _BwProfileIndex
{
  const BwChartBars *bars; /* (borrowed) */
  double row_size;
  GArray *chunks;          /* (owned): Chunk */
};

/* Rows into which volume goes: up and down side by side. */
typedef struct
{
  double row_size;
  gint64 first_row;
  guint n_rows;
  double *rows;
} Window;

static void
clear_chunk (gpointer data)
{
  g_free (((Chunk *) data)->rows);
}

BwProfileIndex *
bw_profile_index_new (const BwChartBars *bars)
{
  BwProfileIndex *index = g_new0 (BwProfileIndex, 1);

  index->bars = bars;
  index->chunks = g_array_new (FALSE, TRUE, sizeof (Chunk));
  g_array_set_clear_func (index->chunks, clear_chunk);
  return index;
}

void
bw_profile_index_free (BwProfileIndex *index)
{
  g_array_unref (index->chunks);
  g_free (index);
}

/**
 * bw_profile_index_invalidate_from:
 *
 * Bars from @first on have changed, were added or taken away.
 */
void
bw_profile_index_invalidate_from (BwProfileIndex *index, gsize first)
{
  guint n_kept = (guint) (first / BW_PYRAMID_CHUNK);

  if (index->chunks->len > n_kept)
    g_array_set_size (index->chunks, n_kept);
}

static void
add_to_row (const Window *window, double row, gboolean is_up, double volume)
{
  double at = row - (double) window->first_row;

  if (at >= 0.0 && at < window->n_rows)
    window->rows[2 * (gsize) at + (is_up ? 0 : 1)] += volume;
}

static void
spread_bar (const Window *window, const BwBarRun *run, gsize i)
{
  double low = run->low[i], high = run->high[i], volume = run->volume[i];
  double from = floor (low / window->row_size), to = floor (high / window->row_size);
  gboolean is_up = run->close[i] >= run->open[i];

  if (!(volume > 0.0) || !isfinite (volume) || !(low <= high) || !isfinite (low) || !isfinite (high))
    return;
  if (from == to)
    {
      add_to_row (window, from, is_up, volume);
      return;
    }
  volume /= high - low;
  from = MAX (from, (double) window->first_row);
  to = MIN (to, (double) window->first_row + window->n_rows - 1.0);
  for (double row = from; row <= to; row += 1.0)
    add_to_row (window, row, is_up,
                volume * (MIN (high, (row + 1.0) * window->row_size) -
                          MAX (low, row * window->row_size)));
}

static void
spread_bars (const BwChartBars *bars, gsize first, gsize end, const Window *window)
{
  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (bars, first, end);

      for (gsize i = 0; i < run.n; i++)
        spread_bar (window, &run, i);
      first += run.n;
    }
}

static BwExtent
find_extent (const BwChartBars *bars, gsize first, gsize end)
{
  BwExtent extent = bw_extent_empty ();

  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (bars, first, end);

      bw_extent_fold (&extent, run.low, run.high, run.volume, run.n);
      first += run.n;
    }
  return extent;
}

static void
build_chunk (BwProfileIndex *index, Chunk *chunk, gsize first)
{
  BwExtent extent = find_extent (index->bars, first, first + BW_PYRAMID_CHUNK);
  double from = floor (extent.low / index->row_size), to = floor (extent.high / index->row_size);
  Window window;

  chunk->is_built = TRUE;
  if (!(extent.low <= extent.high))
    return;
  chunk->is_wide = !(to - from < N_CHUNK_ROWS_MAX) || fabs (from) > 1e15;
  if (chunk->is_wide)
    return;
  chunk->first_row = (gint64) from;
  chunk->n_rows = (guint) (to - from) + 1;
  chunk->rows = g_new0 (double, 2 * (gsize) chunk->n_rows);
  window = (Window){ index->row_size, chunk->first_row, chunk->n_rows, chunk->rows };
  spread_bars (index->bars, first, first + BW_PYRAMID_CHUNK, &window);
}

static void
add_chunk (BwProfileIndex *index, guint chunk_index, const Window *window)
{
  gsize first = (gsize) chunk_index * BW_PYRAMID_CHUNK;
  Chunk *chunk;

  if (index->chunks->len <= chunk_index)
    g_array_set_size (index->chunks, chunk_index + 1);
  chunk = &g_array_index (index->chunks, Chunk, chunk_index);
  if (!chunk->is_built)
    build_chunk (index, chunk, first);
  if (chunk->is_wide)
    spread_bars (index->bars, first, first + BW_PYRAMID_CHUNK, window);
  for (guint row = 0; row < chunk->n_rows; row++)
    {
      gint64 at = chunk->first_row + row - window->first_row;

      if (at < 0 || at >= window->n_rows)
        continue;
      window->rows[2 * at] += chunk->rows[2 * row];
      window->rows[2 * at + 1] += chunk->rows[2 * row + 1];
    }
}

/* Bars at the two ends one by one, whole chunks between them from what is kept. */
static void
add_bars (BwProfileIndex *index, gsize first, gsize end, const Window *window)
{
  gsize chunk = (first + BW_PYRAMID_CHUNK - 1) / BW_PYRAMID_CHUNK, chunk_end = end / BW_PYRAMID_CHUNK;

  if (chunk >= chunk_end)
    {
      spread_bars (index->bars, first, end, window);
      return;
    }
  spread_bars (index->bars, first, chunk * BW_PYRAMID_CHUNK, window);
  for (gsize i = chunk; i < chunk_end; i++)
    add_chunk (index, (guint) i, window);
  spread_bars (index->bars, chunk_end * BW_PYRAMID_CHUNK, end, window);
}

/**
 * bw_profile_choose_row_size:
 * @n_rows: at most so many rows
 *
 * Returns: the smallest 1, 2 or 5 times a power of ten, not below @tick, with which @extent takes no
 *   more than @n_rows rows; such sizes stay the same while the view moves. 0 where there are no prices
 */
double
bw_profile_choose_row_size (const BwExtent *extent, guint n_rows, double tick)
{
  double span = extent->high - extent->low, size;

  if (!(span >= 0.0) || !isfinite (span))
    return 0.0;
  n_rows = CLAMP (n_rows, BW_PROFILE_ROWS_MIN, BW_PROFILE_ROWS_MAX);
  if (span == 0.0)
    return tick > 0.0 ? tick : MAX (fabs (extent->high) * 1e-6, 1e-8);
  size = bw_nice_step (span, n_rows - 1, tick);
  while (floor (extent->high / size) - floor (extent->low / size) >= n_rows)
    size = bw_nice_step (size * 1.5, 1, tick);
  return size;
}

/**
 * bw_volume_profile_find_value_area:
 * @value_share: of the volume, 0.7 as a rule
 *
 * The point of control is the row with the most volume; of equals the one nearest to the middle. From
 * there the value area grows by the neighbouring row that has more, the upper of equals, until it has
 * @value_share of the volume. Source: Chicago Board of Trade, A Six-Part Study Guide to Market Profile
 * (1996), part II, "Value area calculation", a row at a time.
 */
void
bw_volume_profile_find_value_area (BwVolumeProfile *profile, double value_share)
{
  double middle = (profile->n_rows - 1) / 2.0, inside;

  profile->total = profile->greatest = 0.0;
  profile->control = 0;
  for (guint i = 0; i < profile->n_rows; i++)
    {
      double volume = profile->up[i] + profile->down[i];

      profile->total += volume;
      if (volume > profile->greatest ||
          (volume == profile->greatest && fabs (i - middle) < fabs (profile->control - middle)))
        {
          profile->greatest = volume;
          profile->control = i;
        }
    }
  profile->value_first = profile->control;
  profile->value_end = MIN (profile->control + 1, profile->n_rows);
  inside = profile->greatest;
  while (inside < value_share * profile->total * (1.0 - 1e-12) &&
         (profile->value_first > 0 || profile->value_end < profile->n_rows))
    {
      guint low = profile->value_first, high = profile->value_end;
      double below = low > 0 ? profile->up[low - 1] + profile->down[low - 1] : -1.0;
      double above = high < profile->n_rows ? profile->up[high] + profile->down[high] : -1.0;

      if (above >= below)
        profile->value_end++;
      else
        profile->value_first--;
      inside += MAX (above, below);
    }
}

/**
 * bw_profile_index_build:
 * @extent: of the bars [@first, @end)
 * @profile: (out caller-allocates)
 *
 * Cost: the chunks between, times their rows, and less than two chunks of bars.
 */
void
bw_profile_index_build (BwProfileIndex *index, gsize first, gsize end, double row_size,
                        const BwExtent *extent, double value_share, BwVolumeProfile *profile)
{
  double rows[2 * BW_PROFILE_ROWS_MAX] = { 0.0 };
  double from = floor (extent->low / row_size), to = floor (extent->high / row_size);
  Window window = { row_size, 0, 0, rows };

  profile->n_rows = 0;
  profile->row_size = row_size;
  profile->total = profile->greatest = 0.0;
  profile->control = profile->value_first = profile->value_end = 0;
  if (!(row_size > 0.0) || !(to >= from) || to - from >= BW_PROFILE_ROWS_MAX || fabs (from) > 1e15)
    return;
  if (index->row_size != row_size)
    {
      g_array_set_size (index->chunks, 0);
      index->row_size = row_size;
    }
  profile->first_row = window.first_row = (gint64) from;
  window.n_rows = (guint) (to - from) + 1;
  add_bars (index, first, end, &window);
  for (guint i = 0; i < window.n_rows; i++)
    {
      profile->up[i] = rows[2 * i];
      profile->down[i] = rows[2 * i + 1];
      profile->total += rows[2 * i] + rows[2 * i + 1];
    }
  if (profile->total > 0.0)
    {
      profile->n_rows = window.n_rows;
      bw_volume_profile_find_value_area (profile, value_share);
    }
}
