/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-report-private.h"
#include "report/activity.h"
#include "report/table.h"

#include <glib/gi18n.h>

/* What came in and went out beside trades: dividends, interest, borrow fees, cash for fractions and
 * delisted shares line by line, fees of trades by their sum. */

#define N_ROWS_MAX 200

static BwFixed
cash_of (const BwPostingSet *set)
{
  for (guint i = 0; i < set->n_postings; i++)
    if (set->postings[i].ledger == BW_LEDGER_CASH)
      return set->postings[i].amount;
  return BW_FIXED_ZERO;
}

static BwInstrumentId
instrument_of (const BwPostingSet *set)
{
  for (guint i = 0; i < set->n_postings; i++)
    if (set->postings[i].instrument != 0)
      return set->postings[i].instrument;
  return 0;
}

static gboolean
is_listed (const BwPostingSet *set)
{
  return set->activity == BW_ACTIVITY_DIV || set->activity == BW_ACTIVITY_INT || set->activity == BW_ACTIVITY_BORROW ||
         set->activity == BW_ACTIVITY_CIL || set->activity == BW_ACTIVITY_REORG;
}

static void
add_line (BwTable *table, const BwReportData *data, const BwPostingSet *set)
{
  BwFixed cash = cash_of (set);
  BwInstrumentId instrument = instrument_of (set);
  g_autofree char *day = bw_format_date (set->time, data->zone);
  g_autofree char *amount = bw_format_amount (cash, BW_FORMAT_SIGN);
  const BwTableCell cells[] = {
    { day, BW_INK_TEXT },
    { bw_format_activity (set->activity), BW_INK_TEXT },
    { instrument != 0 ? bw_report_symbol (data, instrument) : "", BW_INK_DIM },
    { amount, bw_fixed_sign (cash) < 0 ? BW_INK_DOWN : BW_INK_UP },
  };

  bw_table_add_row (table, cells);
}

/* Fees of trades, those taken in coins with what they were worth. */
static BwFixed
sum_fees (const BwReportData *data)
{
  BwFixed sum = BW_FIXED_ZERO;

  for (gsize i = 0; i < data->n_posting_sets; i++)
    for (guint k = 0; k < data->posting_sets[i].n_postings; k++)
      {
        const BwPostingSet *set = &data->posting_sets[i];

        if (set->postings[k].ledger == BW_LEDGER_FEES &&
            (set->activity == BW_ACTIVITY_FEE || set->activity == BW_ACTIVITY_CFEE) &&
            !bw_fixed_sub (sum, set->postings[k].amount, &sum))
          return sum;
      }
  return sum;
}

static void
add_sum (BwTable *table, const char *what, BwFixed amount)
{
  g_autofree char *text = bw_format_amount (amount, BW_FORMAT_SIGN);
  const BwTableCell cells[] = { { what, BW_INK_TEXT }, { NULL, 0 }, { NULL, 0 }, { text, BW_INK_TEXT } };

  bw_table_add_sum (table, cells);
}

void
bw_account_report_income (BwAccountReport *report)
{
  const BwReportData *data = report->data;
  g_autofree char *detail = g_strdup_printf (_("beside trades, in %s"), data->currency);
  const BwTableColumn columns[] = {
    { _("Date"), 0.20, BW_ALIGN_LEFT },
    { _("What"), 0.40, BW_ALIGN_LEFT },
    { _("Symbol"), 0.20, BW_ALIGN_LEFT },
    { _("Amount"), 0.20, BW_ALIGN_RIGHT },
  };
  BwFixed fees = sum_fees (data);
  guint n_listed = 0, n_skipped = 0;
  BwTable table;

  for (gsize i = 0; i < data->n_posting_sets; i++)
    n_listed += is_listed (&data->posting_sets[i]);
  if (n_listed == 0 && bw_fixed_is_zero (fees))
    return;
  bw_table_begin (&table, &report->page, _("Dividends, interest and fees"), detail, columns, G_N_ELEMENTS (columns));
  for (gsize i = 0; i < data->n_posting_sets; i++)
    if (is_listed (&data->posting_sets[i]) && n_skipped++ + N_ROWS_MAX >= n_listed)
      add_line (&table, data, &data->posting_sets[i]);
  if (!bw_fixed_is_zero (fees))
    add_sum (&table, _("Fees of trades"), fees);
  bw_table_end (&table);
}
