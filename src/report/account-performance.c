/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-report-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define COLUMN_GAP 26.0
#define COLUMN_WIDTH ((BW_PAGE_INNER_WIDTH - COLUMN_GAP) / 2)
#define LINE_HEIGHT 15.4
#define N_BARS_MAX 16
#define BAR_HEIGHT 15.0

/* A name on the left, dots of nothing, a value on the right, a hairline below. */
static void
draw_pair (BwPage *page, double left, double *y, const char *name, BwInk ink, char *value)
{
  const BwTextStyle name_style = { 8.3, FALSE, BW_INK_DIM, BW_ALIGN_LEFT };
  const BwTextStyle value_style = { 8.3, TRUE, ink, BW_ALIGN_RIGHT };

  bw_page_text (page, left, *y + 10.6, COLUMN_WIDTH * 0.66, &name_style, name);
  bw_page_text (page, left + COLUMN_WIDTH, *y + 10.6, 0, &value_style, value);
  *y += LINE_HEIGHT;
  bw_page_rule (page, left, left + COLUMN_WIDTH, *y, 0.4, BW_INK_HAIRLINE);
  g_free (value);
}

static void
draw_heading (BwPage *page, double left, double *y, const char *text)
{
  const BwTextStyle style = { 9.5, TRUE, BW_INK_TEXT, BW_ALIGN_LEFT };

  bw_page_text (page, left, *y + 9, 0, &style, text);
  *y += 16;
  bw_page_rule (page, left, left + COLUMN_WIDTH, *y, 0.9, BW_INK_TEXT);
}

static void
draw_risk (BwAccountReport *report, double left, double *y)
{
  BwPage *page = &report->page;
  const BwPerformance *p = &report->figures->performance;
  const BwFormatFlags sign = BW_FORMAT_SIGN;

  draw_heading (page, left, y, _("Return and risk"));
  draw_pair (page, left, y, _("Total return"), bw_report_gain_ink (p->total_return), bw_format_percent (p->total_return, sign));
  draw_pair (page, left, y, _("Annual return"), bw_report_gain_ink (p->annual_return), bw_format_percent (p->annual_return, sign));
  draw_pair (page, left, y, _("Volatility, annual"), BW_INK_TEXT, bw_format_percent (p->annual_volatility, 0));
  draw_pair (page, left, y, _("Sharpe ratio"), BW_INK_TEXT, bw_report_ratio (p->sharpe));
  draw_pair (page, left, y, _("Sortino ratio"), BW_INK_TEXT, bw_report_ratio (p->sortino));
  draw_pair (page, left, y, _("Calmar ratio"), BW_INK_TEXT, bw_report_ratio (p->calmar));
  draw_pair (page, left, y, _("Deepest drawdown"), bw_report_gain_ink (p->max_drawdown), bw_format_percent (p->max_drawdown, 0));
  draw_pair (page, left, y, _("Longest recovery"), BW_INK_TEXT,
             report->figures->is_daily ? bw_report_days (report->figures->longest_days) : g_strdup (BW_DASH));
  draw_pair (page, left, y, _("Best day"), bw_report_gain_ink (p->best_return), bw_format_percent (p->best_return, sign));
  draw_pair (page, left, y, _("Worst day"), bw_report_gain_ink (p->worst_return), bw_format_percent (p->worst_return, sign));
  draw_pair (page, left, y, _("Days with a gain"), BW_INK_TEXT, bw_format_percent (p->positive_share, 0));
  draw_pair (page, left, y, _("Value at risk, one day, 95 %"), BW_INK_TEXT, bw_format_percent (p->value_at_risk_95, 0));
  draw_pair (page, left, y, _("Expected shortfall, 95 %"), BW_INK_TEXT, bw_format_percent (p->expected_shortfall_95, 0));
}

static char *
format_holding (double average_holding_ns)
{
  if (!isfinite (average_holding_ns))
    return g_strdup (BW_DASH);
  return bw_format_age ((gint64) average_holding_ns);
}

static void
draw_trading (BwAccountReport *report, double left, double *y)
{
  BwPage *page = &report->page;
  const BwTradeStatistics *s = &report->figures->statistics;
  const BwFormatFlags sign = BW_FORMAT_SIGN;
  g_autofree char *heading = g_strdup_printf (_("Closed trades, %s"), report->data->currency);

  draw_heading (page, left, y, heading);
  draw_pair (page, left, y, _("Trades"), BW_INK_TEXT, bw_format_count (s->n_trades));
  draw_pair (page, left, y, _("Winners, losers"), BW_INK_TEXT, g_strdup_printf ("%u, %u", (guint) s->n_winners, (guint) s->n_losers));
  draw_pair (page, left, y, _("Win rate"), BW_INK_TEXT, bw_format_percent (s->win_rate, 0));
  draw_pair (page, left, y, _("Profit factor"), BW_INK_TEXT, bw_report_ratio (s->profit_factor));
  draw_pair (page, left, y, _("Expectancy of a trade"), bw_report_gain_ink (s->expectancy), bw_report_amount (s->expectancy, sign));
  draw_pair (page, left, y, _("Average win"), bw_report_gain_ink (s->average_win), bw_report_amount (s->average_win, sign));
  draw_pair (page, left, y, _("Average loss"), bw_report_gain_ink (s->average_loss), bw_report_amount (s->average_loss, sign));
  draw_pair (page, left, y, _("Best trade"), bw_report_gain_ink (s->best), bw_report_amount (s->best, sign));
  draw_pair (page, left, y, _("Worst trade"), bw_report_gain_ink (s->worst), bw_report_amount (s->worst, sign));
  draw_pair (page, left, y, _("Longest losing run"), BW_INK_TEXT, bw_format_count (s->longest_losing_run));
  draw_pair (page, left, y, _("Average holding time"), BW_INK_TEXT, format_holding (s->average_holding_ns));
  draw_pair (page, left, y, _("Fees"), BW_INK_TEXT, bw_report_amount (s->fees, 0));
  draw_pair (page, left, y, _("Net profit of closed trades"), bw_report_gain_ink (s->net_profit), bw_report_amount (s->net_profit, sign));
}

/* How strongly a month is tinted: full from five percent on. */
static void
draw_month (BwPage *page, double x, double y, double width, double height, double month_return)
{
  const BwTextStyle style = { 7.4, FALSE, BW_INK_TEXT, BW_ALIGN_CENTRE };
  BwColour colour = bw_ink_colour (month_return >= 0 ? BW_INK_UP : BW_INK_DOWN);
  double strength = MIN (fabs (month_return) / 0.05, 1.0);
  BwFixed percent;

  cairo_set_source_rgba (page->cr, colour.red, colour.green, colour.blue, 0.06 + 0.30 * strength);
  cairo_rectangle (page->cr, x + 0.75, y + 0.75, width - 1.5, height - 1.5);
  cairo_fill (page->cr);
  if (isfinite (month_return) && bw_fixed_from_double (round (month_return * 10000) / 100, &percent))
    {
      g_autofree char *text = bw_format_number (percent, 2, 2, BW_FORMAT_SIGN);

      bw_page_text (page, x + width / 2, y + height / 2 + 2.7, 0, &style, text);
    }
}

static void
draw_months (BwAccountReport *report)
{
  static const char *const names[] = { N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
                                       N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec") };
  const BwTextStyle head = { 7.2, TRUE, BW_INK_DIM, BW_ALIGN_CENTRE };
  const BwTextStyle year_style = { 8, TRUE, BW_INK_TEXT, BW_ALIGN_LEFT };
  const double year_width = 34, width = (BW_PAGE_INNER_WIDTH - year_width) / 12, height = 20;
  BwPage *page = &report->page;
  GArray *months = report->figures->months;
  int year = 0;

  if (months->len == 0)
    return;
  bw_page_reserve (page, 22 + 14 + 2 * height);
  bw_page_section (page, _("Months"), _("return in percent"));
  for (guint i = 0; i < 12; i++)
    bw_page_text (page, BW_PAGE_LEFT + year_width + (i + 0.5) * width, page->y + 7, 0, &head, _(names[i]));
  page->y += 12;
  for (guint i = 0; i < months->len; i++)
    {
      const BwMonthReturn *month = &g_array_index (months, BwMonthReturn, i);

      if (month->year != year)
        {
          g_autofree char *text = g_strdup_printf ("%d", month->year);

          if (year != 0)
            page->y += height;
          bw_page_reserve (page, height);
          year = month->year;
          bw_page_text (page, BW_PAGE_LEFT, page->y + height / 2 + 2.9, 0, &year_style, text);
        }
      draw_month (page, BW_PAGE_LEFT + year_width + (month->month - 1) * width, page->y, width, height,
                  month->month_return);
    }
  page->y += height + 24;
}

static void
draw_profit_bar (BwAccountReport *report, const BwInstrumentProfit *row, double zero, double unit)
{
  BwPage *page = &report->page;
  const BwTextStyle symbol = { 8.3, TRUE, BW_INK_TEXT, BW_ALIGN_LEFT };
  const BwTextStyle count = { 8, FALSE, BW_INK_DIM, BW_ALIGN_RIGHT };
  const BwTextStyle value = { 8.3, FALSE, bw_report_gain_ink (row->profit), BW_ALIGN_RIGHT };
  g_autofree char *amount = bw_report_amount (row->profit, BW_FORMAT_SIGN);
  g_autofree char *trades = g_strdup_printf (
      ngettext ("%u trade", "%u trades", (gulong) row->n_trades), (guint) row->n_trades);
  double length = row->profit * unit;

  bw_page_text (page, BW_PAGE_LEFT, page->y + 10.4, 70, &symbol, bw_report_symbol (report->data, row->instrument));
  bw_page_text (page, BW_PAGE_LEFT + 130, page->y + 10.4, 0, &count, trades);
  bw_page_set_ink (page, row->profit >= 0 ? BW_INK_UP : BW_INK_DOWN);
  cairo_rectangle (page->cr, MIN (zero, zero + length), page->y + 3.2, MAX (fabs (length), 0.8), 8.2);
  cairo_fill (page->cr);
  bw_page_text (page, BW_PAGE_RIGHT, page->y + 10.4, 0, &value, amount);
  page->y += BAR_HEIGHT;
}

/* The best and the worst, around one zero; what is left out is said. */
static void
draw_instruments (BwAccountReport *report)
{
  BwPage *page = &report->page;
  GArray *rows = report->figures->by_instrument;
  const double left = BW_PAGE_LEFT + 146, right = BW_PAGE_RIGHT - 74;
  double highest = 0, lowest = 0, unit, zero;
  guint n_shown = MIN (rows->len, N_BARS_MAX), n_head = rows->len > N_BARS_MAX ? N_BARS_MAX / 2 : n_shown;
  g_autofree char *detail = NULL;

  if (rows->len == 0)
    return;
  highest = MAX (0, g_array_index (rows, BwInstrumentProfit, 0).profit);
  lowest = MIN (0, g_array_index (rows, BwInstrumentProfit, rows->len - 1).profit);
  unit = (right - left) / MAX (highest - lowest, 1e-9);
  zero = left - lowest * unit;
  detail = n_shown < rows->len
               ? g_strdup_printf (_("closed trades, %s; the %u best and worst of %u"), report->data->currency, n_shown, rows->len)
               : g_strdup_printf (_("closed trades, %s"), report->data->currency);
  bw_page_reserve (page, 22 + n_shown * BAR_HEIGHT);
  bw_page_section (page, _("Profit by symbol"), detail);
  bw_page_set_ink (page, BW_INK_HAIRLINE);
  cairo_rectangle (page->cr, zero - 0.3, page->y, 0.6, n_shown * BAR_HEIGHT);
  cairo_fill (page->cr);
  for (guint i = 0; i < n_shown; i++)
    {
      guint index = i < n_head ? i : rows->len - (n_shown - i);

      draw_profit_bar (report, &g_array_index (rows, BwInstrumentProfit, index), zero, unit);
    }
  page->y += 24;
}

static void
draw_account (BwAccountReport *report, double left, double *y)
{
  BwPage *page = &report->page;
  const BwAccountFigures *a = &report->data->figures;
  g_autofree char *heading = g_strdup_printf (_("Account at the end, %s"), report->data->currency);

  draw_heading (page, left, y, heading);
  draw_pair (page, left, y, _("Cash"), BW_INK_TEXT, bw_format_amount (a->cash, 0));
  draw_pair (page, left, y, _("Long positions"), BW_INK_TEXT, bw_format_amount (a->long_value, 0));
  draw_pair (page, left, y, _("Short positions"), BW_INK_TEXT, bw_format_amount (a->short_value, 0));
  draw_pair (page, left, y, _("Equity"), BW_INK_TEXT, bw_format_amount (a->equity, 0));
}

static void
draw_flows (BwAccountReport *report, double left, double *y)
{
  BwPage *page = &report->page;
  const BwAccountFigures *a = &report->data->figures;
  const BwReportFigures *f = report->figures;
  g_autofree char *heading = g_strdup_printf (_("Where it came from, %s"), report->data->currency);

  draw_heading (page, left, y, heading);
  draw_pair (page, left, y, _("Equity at the start"), BW_INK_TEXT, bw_report_amount (f->start_equity, 0));
  draw_pair (page, left, y, _("Deposits less withdrawals"), BW_INK_TEXT, bw_report_amount (f->net_flows, BW_FORMAT_SIGN));
  draw_pair (page, left, y, _("Net profit"), bw_report_gain_ink (f->net_profit), bw_report_amount (f->net_profit, BW_FORMAT_SIGN));
  draw_pair (page, left, y, _("Of it unrealised now"), bw_report_gain_ink ((double) bw_fixed_sign (a->unrealized)),
             bw_format_amount (a->unrealized, BW_FORMAT_SIGN));
}

void
bw_account_report_performance (BwAccountReport *report)
{
  BwPage *page = &report->page;
  const double right_column = BW_PAGE_LEFT + COLUMN_WIDTH + COLUMN_GAP;
  double left_y, right_y;

  bw_page_next (page);
  bw_page_section (page, _("Performance"),
                   report->figures->is_daily ? NULL : _("figures over a year come after 20 days"));
  left_y = right_y = page->y;
  draw_risk (report, BW_PAGE_LEFT, &left_y);
  draw_trading (report, right_column, &right_y);
  left_y = right_y = MAX (left_y, right_y) + 18;
  draw_account (report, BW_PAGE_LEFT, &left_y);
  draw_flows (report, right_column, &right_y);
  page->y = MAX (left_y, right_y) + 26;
  draw_months (report);
  draw_instruments (report);
}
