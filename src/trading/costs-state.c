/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/costs-state.h"

#include "trading/corporate.h"

#define F BW_FIELD

#define T BwAccountState
static const BwField account_fields[] = {
  F (T, tally.day, I32), F (T, tally.volume_day, I32), F (T, tally.sum_e20[0], I128),
  F (T, tally.sum_e20[1], I128), F (T, tally.sum_e20[2], I128), F (T, tally.sum_e20[3], I128),
  F (T, tally.sum_e20[4], I128), F (T, carry.date, I32), F (T, carry.debit_day_e16, I128),
  F (T, carry.credit_day_e16, I128), F (T, carry.borrow_day_e16, I128), F (T, carry.interest_e16, I128),
  F (T, carry.borrow_e16, I128),
};
#undef T
G_STATIC_ASSERT (BW_N_FEES == 5);

#define T BwReceivable
static const BwField receivable_fields[] = {
  F (T, pay, I64), F (T, account, U32), F (T, instrument, U32), F (T, amount, I64),
};
#undef T

void
bw_costs_put_account (GByteArray *bytes, const BwAccountState *account)
{
  bw_codec_put (bytes, account_fields, G_N_ELEMENTS (account_fields), account);
  for (int i = 0; i < BW_VOLUME_DAYS; i++)
    bw_codec_put_i64 (bytes, account->tally.volume[i].e8);
}

void
bw_costs_get_account (BwReader *reader, BwAccountState *account)
{
  bw_codec_get (reader, account_fields, G_N_ELEMENTS (account_fields), account);
  for (int i = 0; i < BW_VOLUME_DAYS; i++)
    account->tally.volume[i].e8 = bw_codec_get_i64 (reader);
}

void
bw_costs_put_dividends (GByteArray *bytes, const BwCore *core)
{
  bw_codec_put_u64 (bytes, core->dividends->len);
  for (guint i = 0; i < core->dividends->len; i++)
    bw_codec_put (bytes, receivable_fields, G_N_ELEMENTS (receivable_fields),
                  &g_array_index (core->dividends, BwReceivable, i));
}

/* After accounts and instruments. */
void
bw_costs_get_dividends (BwReader *reader, BwCore *core)
{
  guint32 n = bw_codec_get_count (reader, G_MAXUINT32 - 1);

  for (guint32 i = 0; i < n && !reader->failed; i++)
    {
      BwReceivable dividend = { 0 };

      bw_codec_get (reader, receivable_fields, G_N_ELEMENTS (receivable_fields), &dividend);
      if (bw_core_account_state (core, dividend.account) == NULL ||
          bw_core_instrument_state (core, dividend.instrument) == NULL)
        reader->failed = TRUE;
      else
        bw_dividend_add (core, &dividend);
    }
}
