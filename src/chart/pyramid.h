/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/* A chunk is what the index builds at a time; a node folds that many values, or nodes below it. A fan of
 * 16 folds no faster in a frame and needs twice the memory. */
#define BW_PYRAMID_CHUNK 4096
#define BW_PYRAMID_FAN 32

/**
 * BwExtent:
 * @low: the lowest of the lows; above @high when there is none (all NaN, or no values)
 * @volume: the sum of the volumes, as a folded bar has it; a NaN counts as none
 */
typedef struct
{
  double low, high, volume;
} BwExtent;

/**
 * BwPyramidReadFunc:
 * @n: values wanted from @first on, all of one chunk
 * @low, @high, @volume: (out): arrays of @n, valid until the next call; @volume may be %NULL
 *
 * The values under the index.
 */
typedef void (*BwPyramidReadFunc) (gpointer data, gsize first, gsize n, const double **low, const double **high, const double **volume);

/**
 * BwPyramid:
 *
 * An index of extremes over a growing array: levels of 32, 1024 and 4096 values, each folded from the
 * one below. It is built chunk by chunk when first asked, so opening ten million bars costs nothing
 * and a view only pays for what it has shown.
 */
typedef struct _BwPyramid BwPyramid;

BwPyramid *bw_pyramid_new (BwPyramidReadFunc read, gpointer data);
void bw_pyramid_free (BwPyramid *pyramid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPyramid, bw_pyramid_free)

void bw_pyramid_reset (BwPyramid *pyramid, gsize n_values);
void bw_pyramid_grow (BwPyramid *pyramid, gsize n_values);
void bw_pyramid_invalidate_from (BwPyramid *pyramid, gsize first);
BwExtent bw_pyramid_fold (BwPyramid *pyramid, gsize first, gsize end);

void bw_extent_fold (BwExtent *extent, const double *low, const double *high, const double *volume, gsize n);

static inline BwExtent
bw_extent_empty (void)
{
  return (BwExtent){ INFINITY, -INFINITY, 0.0 };
}

G_END_DECLS
