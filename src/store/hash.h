/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/* A 64-bit check of stored bytes against damage (not against forgery): multiply-and-fold in two
 * lanes, some bytes a cycle, the same on every CPU. The values are stored: never change it. */

#define BW_HASH_K0 G_GUINT64_CONSTANT (0xa0761d6478bd642f)
#define BW_HASH_K1 G_GUINT64_CONSTANT (0xe7037ed1a0b428db)
#define BW_HASH_K2 G_GUINT64_CONSTANT (0x8ebc6af09c88c6e3)
#define BW_HASH_K3 G_GUINT64_CONSTANT (0x589965cc75374cc3)

static inline guint64
bw_hash_fold (guint64 a, guint64 b)
{
  unsigned __int128 product = (unsigned __int128) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

static inline guint64
bw_hash_load (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT64_FROM_LE (word);
}

static inline guint64
bw_hash (guint64 seed, gconstpointer data, gsize n_bytes)
{
  const guint8 *bytes = data;
  guint8 tail[32] = { 0 };
  guint64 a = seed ^ BW_HASH_K0, b = seed ^ BW_HASH_K1;
  gsize n_left = n_bytes;

  for (; n_left >= 32; n_left -= 32, bytes += 32)
    {
      a = bw_hash_fold (bw_hash_load (bytes) ^ BW_HASH_K2, bw_hash_load (bytes + 8) ^ a);
      b = bw_hash_fold (bw_hash_load (bytes + 16) ^ BW_HASH_K3, bw_hash_load (bytes + 24) ^ b);
    }
  if (n_left > 0)
    memcpy (tail, bytes, n_left);
  a = bw_hash_fold (bw_hash_load (tail) ^ BW_HASH_K2, bw_hash_load (tail + 8) ^ a);
  b = bw_hash_fold (bw_hash_load (tail + 16) ^ BW_HASH_K3, bw_hash_load (tail + 24) ^ b);
  return bw_hash_fold (a ^ BW_HASH_K1, b ^ BW_HASH_K0 ^ (guint64) n_bytes);
}

G_END_DECLS
