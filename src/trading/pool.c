/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/pool.h"

#include <string.h>

void
bw_pool_init (BwPool *pool, gsize item_bytes)
{
  *pool = (BwPool){ .item_bytes = (guint32) ((item_bytes + 15) & ~(gsize) 15), .first_free = BW_NIL };
}

void
bw_pool_clear (BwPool *pool)
{
  for (guint32 i = 0; i < pool->n_chunks; i++)
    g_free (pool->chunks[i]);
  g_free (pool->chunks);
  bw_pool_init (pool, pool->item_bytes);
}

guint32
bw_pool_take (BwPool *pool)
{
  guint32 item = pool->first_free;

  pool->n_used++;
  if (item != BW_NIL)
    {
      guint32 *link = bw_pool_at (pool, item);

      pool->first_free = *link;
      memset (link, 0, pool->item_bytes);
      return item;
    }
  item = pool->n_items++;
  if (item >> BW_POOL_CHUNK_SHIFT == pool->n_chunks)
    {
      pool->chunks = g_renew (guint8 *, pool->chunks, pool->n_chunks + 1);
      pool->chunks[pool->n_chunks++] =
          g_malloc0 ((gsize) pool->item_bytes << BW_POOL_CHUNK_SHIFT);
    }
  return item;
}

void
bw_pool_give_back (BwPool *pool, guint32 item)
{
  guint32 *link = bw_pool_at (pool, item);

  *link = pool->first_free;
  pool->first_free = item;
  pool->n_used--;
}
