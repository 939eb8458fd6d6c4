/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/own.h"

#include "trading/margin.h"
#include "trading/risk/source.h"

/* A strategy's and an agent's own book: what the fills of its orders have bought and sold in each
 * account, kept as a quantity and the cash that came of it. Its profit is that cash and what the
 * quantity is worth now. Dividends, interest and borrow fees are the account's alone.
 *
 * Others may trade the same symbol in the same account. What is left of a source's position is never
 * more than the account holds that way: what is gone was closed by somebody else, at that fill's price. */

static GArray *
positions_of (const BwCore *core)
{
  return core->risk->own_positions;
}

static BwOwnPosition *
find_position (const BwCore *core, guint16 source, BwAccountId account, BwInstrumentId instrument)
{
  for (guint i = 0; i < positions_of (core)->len; i++)
    {
      BwOwnPosition *own = &g_array_index (positions_of (core), BwOwnPosition, i);

      if (own->source == source && own->account == account && own->instrument == instrument)
        return own;
    }
  return NULL;
}

static BwOwnMark *
find_mark (const BwCore *core, guint16 source, BwAccountId account)
{
  for (guint i = 0; i < core->risk->own_marks->len; i++)
    {
      BwOwnMark *mark = &g_array_index (core->risk->own_marks, BwOwnMark, i);

      if (mark->source == source && mark->account == account)
        return mark;
    }
  return NULL;
}

/* What @quantity is worth at @price, below 0 for a short; a figure out of range is 0. */
static BwFixed
worth (const BwCore *core, BwInstrumentId instrument, BwFixed quantity, BwFixed price)
{
  __int128 value_e16;
  BwFixed value;

  if (price.e8 <= 0 ||
      !bw_margin_value_e16 (&bw_core_instrument_state (core, instrument)->definition, bw_fixed_abs (quantity), price, &value_e16) ||
      !bw_fixed_from_e16 (value_e16, BW_ROUND_HALF_EVEN, &value))
    return BW_FIXED_ZERO;
  return (BwFixed){ quantity.e8 < 0 ? -value.e8 : value.e8 };
}

/* A book that would leave the range stays where it is. */
static void
add_to (BwFixed *sum, BwFixed amount)
{
  BwFixed result;

  if (bw_fixed_add (*sum, amount, &result))
    *sum = result;
}

static void
trade (const BwCore *core, BwOwnPosition *own, BwFixed quantity, BwFixed price)
{
  BwFixed cash = worth (core, own->instrument, quantity, price);

  add_to (&own->quantity, quantity);
  add_to (&own->cash, (BwFixed){ -cash.e8 });
}

static void
add_fill (BwCore *core, guint16 source, const BwOwnFill *fill)
{
  const BwOrder *order = fill->order;
  BwOwnPosition *own = find_position (core, source, order->account, order->instrument);

  if (own == NULL)
    {
      BwOwnPosition first = { source, order->account, order->instrument, BW_FIXED_ZERO, BW_FIXED_ZERO };
      BwOwnMark mark = { .source = source, .account = order->account };

      g_array_append_val (core->risk->own_positions, first);
      own = &g_array_index (core->risk->own_positions, BwOwnPosition, core->risk->own_positions->len - 1);
      if (find_mark (core, source, order->account) == NULL)
        g_array_append_val (core->risk->own_marks, mark);
    }
  trade (core, own, (BwFixed){ order->side == BW_SIDE_BUY ? fill->quantity.e8 : -fill->quantity.e8 }, fill->price);
  add_to (&own->cash, (BwFixed){ -fill->fee.e8 });
}

/* What of @quantity the account still holds that way. */
static BwFixed
still_there (BwFixed quantity, BwFixed held)
{
  if ((quantity.e8 > 0) != (held.e8 > 0))
    return BW_FIXED_ZERO;
  return quantity.e8 > 0 ? bw_fixed_min (quantity, held) : bw_fixed_max (quantity, held);
}

/**
 * bw_own_filled:
 *
 * Cost: O(own positions), and nothing where no order was ever sent under a name.
 */
void
bw_own_filled (BwCore *core, const BwOwnFill *fill)
{
  const BwOrder *order = fill->order;

  if (order->strategy != 0)
    add_fill (core, order->strategy, fill);
  if (order->agent != 0)
    add_fill (core, order->agent, fill);
  for (guint i = 0; i < positions_of (core)->len; i++)
    {
      BwOwnPosition *own = &g_array_index (positions_of (core), BwOwnPosition, i);
      BwFixed left;

      if (own->account != order->account || own->instrument != order->instrument)
        continue;
      left = still_there (own->quantity, fill->position_after);
      if (left.e8 != own->quantity.e8)
        trade (core, own, (BwFixed){ left.e8 - own->quantity.e8 }, fill->price);
    }
}

/**
 * bw_own_changed:
 * @before, @after: what the account held and holds, by a split or a delisting
 * @cash: that it was paid for what was taken
 *
 * Each source has its part of it.
 */
void
bw_own_changed (BwCore *core, BwAccountId account, BwInstrumentId instrument, BwFixed before, BwFixed after, BwFixed cash)
{
  for (guint i = 0; i < positions_of (core)->len; i++)
    {
      BwOwnPosition *own = &g_array_index (positions_of (core), BwOwnPosition, i);
      BwFixed part;

      if (own->account != account || own->instrument != instrument || before.e8 == 0)
        continue;
      if (bw_fixed_mul_div (cash, own->quantity, before, BW_ROUND_HALF_EVEN, &part))
        add_to (&own->cash, part);
      if (bw_fixed_mul_div (own->quantity, after, before, BW_ROUND_TRUNCATE, &part))
        own->quantity = part;
    }
}

/* The account is reset: its past is nobody's. */
void
bw_own_forget (BwCore *core, BwAccountId account)
{
  for (guint i = positions_of (core)->len; i > 0; i--)
    if (g_array_index (positions_of (core), BwOwnPosition, i - 1).account == account)
      g_array_remove_index (positions_of (core), i - 1);
  for (guint i = core->risk->own_marks->len; i > 0; i--)
    if (g_array_index (core->risk->own_marks, BwOwnMark, i - 1).account == account)
      g_array_remove_index (core->risk->own_marks, i - 1);
}

/* Returns: what the source has made in the account since it first traded there; 0 where it never did */
BwFixed
bw_own_profit (const BwCore *core, guint16 source, BwAccountId account)
{
  BwFixed profit = BW_FIXED_ZERO;

  for (guint i = 0; i < positions_of (core)->len; i++)
    {
      const BwOwnPosition *own = &g_array_index (positions_of (core), BwOwnPosition, i);

      if (own->source != source || own->account != account)
        continue;
      add_to (&profit, own->cash);
      if (own->quantity.e8 != 0)
        add_to (&profit, worth (core, own->instrument, own->quantity,
                                bw_mark_of (bw_core_instrument_state (core, own->instrument), own->quantity)));
    }
  return profit;
}

/* Of the account's equity when its day began; below 0: a profit. */
static BwFixed
share_of (BwFixed from, BwFixed to, const BwAccountState *account)
{
  BwFixed loss, share;

  if (!bw_fixed_sub (from, to, &loss) || loss.e8 == 0)
    return BW_FIXED_ZERO;
  if (account->account.day_start_equity.e8 <= 0 ||
      !bw_fixed_div (loss, account->account.day_start_equity, BW_ROUND_HALF_EVEN, &share))
    return loss.e8 > 0 ? BW_FIXED (1) : BW_FIXED_ZERO;
  return share;
}

/**
 * bw_own_losses:
 * @day_loss: (out): what the source has lost in the account today
 * @drawdown: (out): what it has lost there since it stood highest
 *
 * Both as fractions of the account's equity when the day began; 0 where it never traded.
 */
void
bw_own_losses (const BwCore *core, guint16 source, const BwAccountState *account, BwFixed *day_loss, BwFixed *drawdown)
{
  const BwOwnMark *mark = find_mark (core, source, account->account.id);
  BwFixed profit;

  *day_loss = *drawdown = BW_FIXED_ZERO;
  if (mark == NULL)
    return;
  profit = bw_own_profit (core, source, account->account.id);
  *day_loss = share_of (mark->day_start, profit, account);
  *drawdown = share_of (bw_fixed_max (mark->peak, profit), profit, account);
}

void
bw_own_begin_day (BwCore *core, BwAccountId account)
{
  for (guint i = 0; i < core->risk->own_marks->len; i++)
    {
      BwOwnMark *mark = &g_array_index (core->risk->own_marks, BwOwnMark, i);

      if (mark->account == account)
        mark->day_start = bw_own_profit (core, mark->source, account);
    }
}

/* The highest profits, as they are looked at with the account's losses. */
void
bw_own_raise (BwCore *core, BwAccountId account)
{
  for (guint i = 0; i < core->risk->own_marks->len; i++)
    {
      BwOwnMark *mark = &g_array_index (core->risk->own_marks, BwOwnMark, i);

      if (mark->account == account)
        mark->peak = bw_fixed_max (mark->peak, bw_own_profit (core, mark->source, account));
    }
}

/* A drawdown limit of the source begins to count: from what it has made now. */
void
bw_own_forget_peaks (BwCore *core, guint16 source)
{
  for (guint i = 0; i < core->risk->own_marks->len; i++)
    {
      BwOwnMark *mark = &g_array_index (core->risk->own_marks, BwOwnMark, i);

      if (mark->source == source)
        mark->peak = bw_own_profit (core, source, mark->account);
    }
}

#define F BW_FIELD
#define T BwOwnPosition
static const BwField position_fields[] = {
  F (T, source, U16), F (T, account, U32), F (T, instrument, U32), F (T, quantity, I64), F (T, cash, I64),
};
#undef T
#define T BwOwnMark
static const BwField mark_fields[] = {
  F (T, source, U16), F (T, account, U32), F (T, day_start, I64), F (T, peak, I64),
};
#undef T
#undef F

void
bw_own_put (GByteArray *bytes, const BwCore *core)
{
  bw_codec_put_u64 (bytes, positions_of (core)->len);
  for (guint i = 0; i < positions_of (core)->len; i++)
    bw_codec_put (bytes, position_fields, G_N_ELEMENTS (position_fields), &g_array_index (positions_of (core), BwOwnPosition, i));
  bw_codec_put_u64 (bytes, core->risk->own_marks->len);
  for (guint i = 0; i < core->risk->own_marks->len; i++)
    bw_codec_put (bytes, mark_fields, G_N_ELEMENTS (mark_fields), &g_array_index (core->risk->own_marks, BwOwnMark, i));
}

static gboolean
are_known (const BwCore *core, guint16 source, BwAccountId account)
{
  return bw_risk_source_at (core, source) != NULL && bw_core_account_state (core, account) != NULL;
}

void
bw_own_get (BwReader *reader, BwCore *core)
{
  guint32 n = bw_codec_get_count (reader, G_MAXUINT32 - 1);

  for (guint32 i = 0; i < n && !reader->failed; i++)
    {
      BwOwnPosition own = { 0 };

      bw_codec_get (reader, position_fields, G_N_ELEMENTS (position_fields), &own);
      if (!are_known (core, own.source, own.account) || bw_core_instrument_state (core, own.instrument) == NULL)
        reader->failed = TRUE;
      else
        g_array_append_val (core->risk->own_positions, own);
    }
  n = reader->failed ? 0 : bw_codec_get_count (reader, G_MAXUINT32 - 1);
  for (guint32 i = 0; i < n && !reader->failed; i++)
    {
      BwOwnMark mark = { 0 };

      bw_codec_get (reader, mark_fields, G_N_ELEMENTS (mark_fields), &mark);
      if (!are_known (core, mark.source, mark.account))
        reader->failed = TRUE;
      else
        g_array_append_val (core->risk->own_marks, mark);
    }
}
