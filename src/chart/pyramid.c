/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/pyramid.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * Levels lie chunk after chunk: a chunk holds 128 nodes of 32 values and 4 nodes of 1024; the third
 * level has one node a chunk. A chunk is built when a fold first needs it. The last chunk may be
 * short: its nodes fold what there is, and growing marks it unbuilt again, which costs a few
 * microseconds at the next fold, however long the history.
 */

#define FAN      BW_PYRAMID_FAN
#define N_FINE   (BW_PYRAMID_CHUNK / FAN)
#define N_COARSE (N_FINE / FAN)

typedef struct
{
  BwExtent fine[N_FINE];
  BwExtent coarse[N_COARSE];
} Chunk;

struct _BwPyramid
{
  BwPyramidReadFunc read;
  gpointer data; /* (borrowed) */
  gsize n_values;
  GPtrArray *chunks;    /* (owned): Chunk (nullable), allocated when built */
  GArray *tops;         /* (owned): BwExtent, one a chunk */
  GByteArray *is_built; /* (owned): one flag a chunk */
};

BwPyramid *
bw_pyramid_new (BwPyramidReadFunc read, gpointer data)
{
  BwPyramid *pyramid = g_new0 (BwPyramid, 1);

  pyramid->read = read;
  pyramid->data = data;
  pyramid->chunks = g_ptr_array_new_with_free_func (g_free);
  pyramid->tops = g_array_new (FALSE, TRUE, sizeof (BwExtent));
  pyramid->is_built = g_byte_array_new ();
  return pyramid;
}

void
bw_pyramid_free (BwPyramid *pyramid)
{
  g_ptr_array_unref (pyramid->chunks);
  g_array_unref (pyramid->tops);
  g_byte_array_unref (pyramid->is_built);
  g_free (pyramid);
}

/**
 * bw_pyramid_reset:
 *
 * Forgets everything; @n_values values are new.
 */
void
bw_pyramid_reset (BwPyramid *pyramid, gsize n_values)
{
  g_ptr_array_set_size (pyramid->chunks, 0);
  g_array_set_size (pyramid->tops, 0);
  g_byte_array_set_size (pyramid->is_built, 0);
  pyramid->n_values = 0;
  bw_pyramid_grow (pyramid, n_values);
}

/**
 * bw_pyramid_grow:
 *
 * Values were appended: there are @n_values now. Those before are unchanged.
 */
void
bw_pyramid_grow (BwPyramid *pyramid, gsize n_values)
{
  gsize n_before = pyramid->chunks->len;
  gsize n_chunks = (n_values + BW_PYRAMID_CHUNK - 1) / BW_PYRAMID_CHUNK;
  gsize n_known = pyramid->n_values;

  g_return_if_fail (n_values >= n_known);

  pyramid->n_values = n_values;
  if (n_chunks > n_before)
    {
      g_ptr_array_set_size (pyramid->chunks, n_chunks);
      g_array_set_size (pyramid->tops, n_chunks);
      g_byte_array_set_size (pyramid->is_built, n_chunks);
      memset (pyramid->is_built->data + n_before, 0, n_chunks - n_before);
    }
  if (n_values > n_known)
    bw_pyramid_invalidate_from (pyramid, n_known);
}

/**
 * bw_pyramid_invalidate_from:
 *
 * The values from @first on have changed.
 */
void
bw_pyramid_invalidate_from (BwPyramid *pyramid, gsize first)
{
  gsize chunk = first / BW_PYRAMID_CHUNK;

  if (chunk < pyramid->is_built->len)
    memset (pyramid->is_built->data + chunk, 0, pyramid->is_built->len - chunk);
}

static void
fold_extent (BwExtent *into, const BwExtent *from)
{
  into->low = from->low < into->low ? from->low : into->low;
  into->high = from->high > into->high ? from->high : into->high;
  into->volume += from->volume;
}

/**
 * bw_extent_fold:
 * @volume: (array length=n) (nullable)
 *
 * Widens @extent by @n values. A NaN counts as absent.
 */
void
bw_extent_fold (
    BwExtent *extent, const double *low, const double *high, const double *volume, gsize n)
{
  gsize i = 0;

#ifdef __SSE2__
  /* minpd and maxpd give their second operand when one is NaN: the extreme so far. Extremes are
   * exact in any order. */
  if (n >= 8)
    {
      __m128d low_a = _mm_set1_pd (extent->low), low_b = low_a;
      __m128d high_a = _mm_set1_pd (extent->high), high_b = high_a;
      __m128d volume_a = _mm_setzero_pd (), volume_b = _mm_setzero_pd ();
      double lanes[2];

      for (; i + 4 <= n; i += 4)
        {
          low_a = _mm_min_pd (_mm_loadu_pd (low + i), low_a);
          low_b = _mm_min_pd (_mm_loadu_pd (low + i + 2), low_b);
          high_a = _mm_max_pd (_mm_loadu_pd (high + i), high_a);
          high_b = _mm_max_pd (_mm_loadu_pd (high + i + 2), high_b);
          if (volume != NULL)
            {
              __m128d a = _mm_loadu_pd (volume + i), b = _mm_loadu_pd (volume + i + 2);

              volume_a = _mm_add_pd (volume_a, _mm_and_pd (a, _mm_cmpord_pd (a, a)));
              volume_b = _mm_add_pd (volume_b, _mm_and_pd (b, _mm_cmpord_pd (b, b)));
            }
        }
      _mm_storeu_pd (lanes, _mm_min_pd (low_a, low_b));
      extent->low = MIN (lanes[0], lanes[1]);
      _mm_storeu_pd (lanes, _mm_max_pd (high_a, high_b));
      extent->high = MAX (lanes[0], lanes[1]);
      _mm_storeu_pd (lanes, _mm_add_pd (volume_a, volume_b));
      extent->volume += lanes[0] + lanes[1];
    }
#endif
  for (; i < n; i++)
    {
      extent->low = low[i] < extent->low ? low[i] : extent->low;
      extent->high = high[i] > extent->high ? high[i] : extent->high;
      if (volume != NULL && volume[i] == volume[i])
        extent->volume += volume[i];
    }
}

static Chunk *
ensure_chunk (BwPyramid *pyramid, gsize chunk_index)
{
  const double *low, *high, *volume = NULL;
  gsize first = chunk_index * BW_PYRAMID_CHUNK;
  gsize n = MIN (pyramid->n_values - first, (gsize)BW_PYRAMID_CHUNK);
  Chunk *chunk = g_ptr_array_index (pyramid->chunks, chunk_index);
  BwExtent top = bw_extent_empty ();

  if (pyramid->is_built->data[chunk_index])
    return chunk;
  if (chunk == NULL)
    g_ptr_array_index (pyramid->chunks, chunk_index) = chunk = g_new (Chunk, 1);
  pyramid->read (pyramid->data, first, n, &low, &high, &volume);
  for (gsize i = 0; i < N_COARSE; i++)
    chunk->coarse[i] = bw_extent_empty ();
  for (gsize i = 0; i < N_FINE; i++)
    {
      gsize at = i * FAN;

      chunk->fine[i] = bw_extent_empty ();
      if (at < n)
        bw_extent_fold (&chunk->fine[i], low + at, high + at, volume != NULL ? volume + at : NULL,
                        MIN (n - at, (gsize)FAN));
      fold_extent (&chunk->coarse[i / FAN], &chunk->fine[i]);
    }
  for (gsize i = 0; i < N_COARSE; i++)
    fold_extent (&top, &chunk->coarse[i]);
  g_array_index (pyramid->tops, BwExtent, chunk_index) = top;
  pyramid->is_built->data[chunk_index] = TRUE;
  return chunk;
}

static void
fold_raw (BwPyramid *pyramid, gsize chunk_index, gsize first, gsize end, BwExtent *extent)
{
  const double *low, *high, *volume = NULL;
  gsize base = chunk_index * BW_PYRAMID_CHUNK;

  pyramid->read (pyramid->data, base + first, end - first, &low, &high, &volume);
  bw_extent_fold (extent, low, high, volume, end - first);
}

/* [first, end) within one chunk, relative to it. */
static void
fold_in_chunk (BwPyramid *pyramid, gsize chunk_index, gsize first, gsize end, BwExtent *extent)
{
  Chunk *chunk = ensure_chunk (pyramid, chunk_index);
  gsize fine = (first + FAN - 1) / FAN, fine_end = end / FAN;

  if (fine > fine_end)
    {
      fold_raw (pyramid, chunk_index, first, end, extent);
      return;
    }
  if (first < fine * FAN)
    fold_raw (pyramid, chunk_index, first, fine * FAN, extent);
  if (fine_end * FAN < end)
    fold_raw (pyramid, chunk_index, fine_end * FAN, end, extent);
  while (fine < fine_end && fine % FAN != 0)
    fold_extent (extent, &chunk->fine[fine++]);
  for (; fine + FAN <= fine_end; fine += FAN)
    fold_extent (extent, &chunk->coarse[fine / FAN]);
  while (fine < fine_end)
    fold_extent (extent, &chunk->fine[fine++]);
}

/**
 * bw_pyramid_fold:
 *
 * Returns: the extremes of the values in [@first, @end), exactly those of looking at each.
 *   Cost: constant, but for chunks that are built on the way
 */
BwExtent
bw_pyramid_fold (BwPyramid *pyramid, gsize first, gsize end)
{
  BwExtent extent = bw_extent_empty ();

  end = MIN (end, pyramid->n_values);
  while (first < end)
    {
      gsize chunk_index = first / BW_PYRAMID_CHUNK;
      gsize base = chunk_index * BW_PYRAMID_CHUNK;
      gsize stop = MIN (end - base, (gsize)BW_PYRAMID_CHUNK);

      if (first == base && (stop == BW_PYRAMID_CHUNK || end == pyramid->n_values))
        {
          ensure_chunk (pyramid, chunk_index);
          fold_extent (&extent, &g_array_index (pyramid->tops, BwExtent, chunk_index));
        }
      else
        fold_in_chunk (pyramid, chunk_index, first - base, stop, &extent);
      first = base + stop;
    }
  return extent;
}
