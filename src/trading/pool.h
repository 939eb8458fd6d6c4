/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No item. */
#define BW_NIL G_MAXUINT32

#define BW_POOL_CHUNK_SHIFT 10

/**
 * BwPool:
 *
 * Items of one size, named by a small number and never moved: chunks of 1024 that are allocated
 * when first needed and kept. A freed item is reused, last freed first.
 */
typedef struct
{
  guint8 **chunks; /* (owned) */
  guint32 n_chunks;
  guint32 item_bytes; /* a multiple of 16 */
  guint32 n_items;    /* handed out at least once */
  guint32 n_used;
  guint32 first_free;
} BwPool;

void bw_pool_init (BwPool *pool, gsize item_bytes);
void bw_pool_clear (BwPool *pool);
guint32 bw_pool_take (BwPool *pool); /* the item's bytes are zero */
void bw_pool_give_back (BwPool *pool, guint32 item);

static inline gpointer
bw_pool_at (const BwPool *pool, guint32 item)
{
  return pool->chunks[item >> BW_POOL_CHUNK_SHIFT] +
         (gsize) (item & ((1u << BW_POOL_CHUNK_SHIFT) - 1)) * pool->item_bytes;
}

G_END_DECLS
