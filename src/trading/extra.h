/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/codec.h"
#include "trading/core-private.h"

G_BEGIN_DECLS

/**
 * BwOrderExtra:
 * @limit_offset: trailing_stop_limit: how far beyond its stop its limit is
 * @display: iceberg: how much of it the book shows at a time; 0: all
 * @shown: iceberg: what is left of the part that is shown now
 * @water_mark: trailing: the best price since it was sent; 0: none yet. While it rests its group's
 *   mark counts, this is what is saved
 * @trail_group: where a trailing order rests; %BW_NIL. Not saved: follows from @water_mark
 * @condition: slot of what it waits for; %BW_NIL. Not saved
 * @legs: of the entry of a group: what takes the profit, what limits the loss; 0: none
 * @sibling: the leg that ends with this one; 0: none
 *
 * What few open orders have and BwWorkingOrder has no room for.
 */
typedef struct
{
  BwFixed limit_offset;
  BwFixed display;
  BwFixed shown;
  BwFixed water_mark;
  guint32 trail_group;
  guint32 condition;
  BwOrderId legs[2];
  BwOrderId sibling;
} BwOrderExtra;

/* (nullable): what the order has of it */
static inline BwOrderExtra *
bw_core_extra (const BwCore *core, const BwWorkingOrder *working)
{
  return working->extra == BW_NIL ? NULL : bw_pool_at (&core->extras, working->extra);
}

BwOrderExtra *bw_extra_ensure (BwCore *core, BwWorkingOrder *working);
void bw_extra_free (BwCore *core, BwWorkingOrder *working);
void bw_extra_put (GByteArray *bytes, const BwCore *core, const BwWorkingOrder *working);
void bw_extra_get (BwReader *reader, BwCore *core, BwWorkingOrder *working);

G_END_DECLS
