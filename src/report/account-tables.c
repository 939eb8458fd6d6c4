/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-report-private.h"
#include "report/table.h"

#include <glib/gi18n.h>

/* More rows than anybody reads on paper: the CSV files have them all. */
#define N_TRADES_MAX 1000

static BwInk
gain_ink (BwFixed amount)
{
  int sign = bw_fixed_sign (amount);

  return sign > 0 ? BW_INK_UP : sign < 0 ? BW_INK_DOWN : BW_INK_TEXT;
}

static double
share_of (BwFixed part, BwFixed whole)
{
  return bw_fixed_to_double (part) / bw_fixed_to_double (bw_fixed_abs (whole));
}

static void
add_position (BwTable *table, const BwReportData *data, const BwPosition *position)
{
  const BwInstrument *instrument = data->lookup (position->instrument, data->lookup_data);
  g_autofree char *quantity = bw_format_quantity (position->quantity, BW_FORMAT_SIGN);
  g_autofree char *average = bw_format_price (instrument, position->average_price);
  g_autofree char *mark = bw_format_price (instrument, position->mark);
  g_autofree char *value = bw_format_amount (position->market_value, BW_FORMAT_PLAIN);
  g_autofree char *gain = bw_format_amount (position->unrealized, BW_FORMAT_SIGN);
  g_autofree char *percent = bw_format_percent (share_of (position->unrealized, position->cost), BW_FORMAT_SIGN);
  g_autofree char *weight = bw_format_percent (share_of (position->market_value, data->figures.equity), BW_FORMAT_PLAIN);
  BwInk ink = gain_ink (position->unrealized);
  const BwTableCell cells[] = {
    { bw_report_symbol (data, position->instrument), BW_INK_TEXT },
    { instrument != NULL ? instrument->name : "", BW_INK_DIM },
    { quantity, BW_INK_TEXT }, { average, BW_INK_TEXT }, { mark, BW_INK_TEXT },
    { value, BW_INK_TEXT }, { gain, ink }, { percent, ink }, { weight, BW_INK_DIM },
  };

  bw_table_add_row (table, cells);
}

static void
add_position_sum (BwTable *table, const BwReportData *data)
{
  BwFixed value = BW_FIXED_ZERO, gain = BW_FIXED_ZERO;
  g_autofree char *value_text = NULL;
  g_autofree char *gain_text = NULL;
  g_autofree char *weight = NULL;

  for (gsize i = 0; i < data->n_positions; i++)
    {
      bw_fixed_add (value, data->positions[i].market_value, &value);
      bw_fixed_add (gain, data->positions[i].unrealized, &gain);
    }
  value_text = bw_format_amount (value, BW_FORMAT_PLAIN);
  gain_text = bw_format_amount (gain, BW_FORMAT_SIGN);
  weight = bw_format_percent (share_of (value, data->figures.equity), BW_FORMAT_PLAIN);
  {
    const BwTableCell cells[] = {
      { _("Together"), BW_INK_TEXT }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 },
      { value_text, BW_INK_TEXT }, { gain_text, gain_ink (gain) }, { NULL, 0 }, { weight, BW_INK_DIM },
    };

    bw_table_add_sum (table, cells);
  }
}

void
bw_account_report_positions (BwAccountReport *report)
{
  const BwReportData *data = report->data;
  g_autofree char *when = bw_format_date_time (MIN (data->generated, data->period_end), data->zone);
  g_autofree char *detail = g_strdup_printf (_("open at %s, in %s"), when, data->currency);
  const BwTableColumn columns[] = {
    { _("Symbol"), 0.09, BW_ALIGN_LEFT },      { _("Name"), 0.25, BW_ALIGN_LEFT },
    { _("Quantity"), 0.09, BW_ALIGN_RIGHT },   { _("Average"), 0.09, BW_ALIGN_RIGHT },
    { _("Price"), 0.09, BW_ALIGN_RIGHT },      { _("Value"), 0.12, BW_ALIGN_RIGHT },
    { _("Gain"), 0.10, BW_ALIGN_RIGHT },       { _("Gain %"), 0.085, BW_ALIGN_RIGHT },
    { _("Share"), 0.085, BW_ALIGN_RIGHT },
  };
  BwTable table;

  bw_page_reserve (&report->page, 220);
  bw_table_begin (&table, &report->page, _("Positions"), detail, columns, G_N_ELEMENTS (columns));
  for (gsize i = 0; i < data->n_positions; i++)
    add_position (&table, data, &data->positions[i]);
  if (data->n_positions > 0)
    add_position_sum (&table, data);
  else
    bw_table_add_note (&table, _("No position was open."));
  bw_table_end (&table);
}

static char *
format_price (const BwInstrument *instrument, double price)
{
  BwFixed fixed;

  if (!bw_fixed_from_double (price, &fixed))
    return g_strdup (BW_DASH);
  return bw_format_price (instrument, fixed);
}

static char *
format_quantity (double quantity)
{
  BwFixed fixed;

  if (!bw_fixed_from_double (quantity, &fixed))
    return g_strdup (BW_DASH);
  return bw_format_quantity (fixed, BW_FORMAT_PLAIN);
}

static char *
format_moment (BwTime time, const char *zone)
{
  g_autofree char *date = bw_format_date (time, zone);
  g_autofree char *minute = bw_format_minute (time, zone);

  return g_strdup_printf ("%s, %s", date, minute);
}

static void
add_trade (BwTable *table, const BwReportData *data, const BwTrade *trade)
{
  const BwInstrument *instrument = data->lookup (trade->instrument, data->lookup_data);
  g_autofree char *opened = format_moment (trade->entry_time, data->zone);
  g_autofree char *closed = format_moment (trade->exit_time, data->zone);
  g_autofree char *quantity = format_quantity (trade->quantity);
  g_autofree char *entry = format_price (instrument, trade->entry_price);
  g_autofree char *exit = format_price (instrument, trade->exit_price);
  g_autofree char *fees = bw_report_amount (trade->fees, BW_FORMAT_PLAIN);
  g_autofree char *profit = bw_report_amount (trade->profit, BW_FORMAT_SIGN);
  const BwTableCell cells[] = {
    { closed, BW_INK_TEXT },
    { bw_report_symbol (data, trade->instrument), BW_INK_TEXT },
    { trade->side == BW_SIDE_BUY ? _("long") : _("short"), BW_INK_DIM },
    { quantity, BW_INK_TEXT }, { opened, BW_INK_DIM }, { entry, BW_INK_TEXT },
    { exit, BW_INK_TEXT }, { fees, BW_INK_DIM }, { profit, bw_report_gain_ink (trade->profit) },
  };

  bw_table_add_row (table, cells);
}

static void
add_trade_sum (BwTable *table, const BwTradeStatistics *statistics)
{
  g_autofree char *fees = bw_report_amount (statistics->fees, BW_FORMAT_PLAIN);
  g_autofree char *profit = bw_report_amount (statistics->net_profit, BW_FORMAT_SIGN);
  const BwTableCell cells[] = {
    { _("Together"), BW_INK_TEXT }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 },
    { NULL, 0 }, { fees, BW_INK_DIM }, { profit, bw_report_gain_ink (statistics->net_profit) },
  };

  bw_table_add_sum (table, cells);
}

void
bw_account_report_trades (BwAccountReport *report)
{
  const BwReportData *data = report->data;
  GArray *trades = report->figures->trades;
  guint first = trades->len > N_TRADES_MAX ? trades->len - N_TRADES_MAX : 0;
  g_autofree char *detail = g_strdup_printf (_("first in, first out; profit in %s after fees"), data->currency);
  const BwTableColumn columns[] = {
    { _("Closed"), 0.165, BW_ALIGN_LEFT },   { _("Symbol"), 0.095, BW_ALIGN_LEFT },
    { _("Side"), 0.065, BW_ALIGN_LEFT },     { _("Quantity"), 0.10, BW_ALIGN_RIGHT },
    { _("Opened"), 0.175, BW_ALIGN_LEFT },   { _("Entry"), 0.10, BW_ALIGN_RIGHT },
    { _("Exit"), 0.10, BW_ALIGN_RIGHT },     { _("Fees"), 0.08, BW_ALIGN_RIGHT },
    { _("Profit"), 0.12, BW_ALIGN_RIGHT },
  };
  BwTable table;

  bw_table_begin (&table, &report->page, _("Closed trades"), detail, columns, G_N_ELEMENTS (columns));
  for (guint i = first; i < trades->len; i++)
    add_trade (&table, data, &g_array_index (trades, BwTrade, i));
  if (trades->len > 0)
    add_trade_sum (&table, &report->figures->statistics);
  else
    bw_table_add_note (&table, _("No trade was closed in this period."));
  if (first > 0)
    {
      g_autofree char *note = g_strdup_printf (
          _("These are the last %u of %u trades; the sums are of all. The CSV export lists every fill."),
          (guint) N_TRADES_MAX, trades->len);

      bw_table_add_note (&table, note);
    }
  bw_table_end (&table);
}
