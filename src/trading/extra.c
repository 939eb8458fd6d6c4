/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/extra.h"

#define T BwOrderExtra
#define F BW_FIELD
static const BwField extra_fields[] = {
  F (T, limit_offset, I64), F (T, display, I64), F (T, shown, I64), F (T, water_mark, I64),
  F (T, legs[0], U64), F (T, legs[1], U64), F (T, sibling, U64),
};
#undef F
#undef T

/**
 * bw_extra_ensure:
 *
 * Returns: (transfer none): the order's; made, with nothing in it, where it had none
 */
BwOrderExtra *
bw_extra_ensure (BwCore *core, BwWorkingOrder *working)
{
  BwOrderExtra *extra;

  if (working->extra != BW_NIL)
    return bw_core_extra (core, working);
  working->extra = bw_pool_take (&core->extras);
  extra = bw_core_extra (core, working);
  extra->trail_group = extra->condition = BW_NIL;
  return extra;
}

void
bw_extra_free (BwCore *core, BwWorkingOrder *working)
{
  if (working->extra == BW_NIL)
    return;
  bw_pool_give_back (&core->extras, working->extra);
  working->extra = BW_NIL;
}

/* Of a saved state: whether there is one, and what is in it. */
void
bw_extra_put (GByteArray *bytes, const BwCore *core, const BwWorkingOrder *working)
{
  const BwOrderExtra *extra = bw_core_extra (core, working);

  bw_codec_put_u64 (bytes, extra != NULL);
  if (extra != NULL)
    bw_codec_put (bytes, extra_fields, G_N_ELEMENTS (extra_fields), extra);
}

void
bw_extra_get (BwReader *reader, BwCore *core, BwWorkingOrder *working)
{
  if (bw_codec_get_count (reader, 1) == 1)
    bw_codec_get (reader, extra_fields, G_N_ELEMENTS (extra_fields), bw_extra_ensure (core, working));
}
