/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-report-private.h"

#include "report/curve.h"

#include <glib/gi18n.h>
#include <math.h>

#define FIGURES_TOP 196.0
#define FIGURES_HEIGHT 66.0
#define N_FIGURES 5
#define EQUITY_HEIGHT 232.0
#define DRAWDOWN_HEIGHT 132.0

static void
draw_title (BwAccountReport *report)
{
  BwPage *page = &report->page;
  const BwReportData *data = report->data;
  const BwTextStyle house = { 11, TRUE, BW_INK_TEXT, BW_ALIGN_LEFT };
  const BwTextStyle kind = { 9.5, FALSE, BW_INK_DIM, BW_ALIGN_LEFT };
  const BwTextStyle name = { 27, TRUE, BW_INK_TEXT, BW_ALIGN_LEFT };
  const BwTextStyle line = { 10, FALSE, BW_INK_DIM, BW_ALIGN_LEFT };
  g_autofree char *period = bw_account_report_period (data);
  g_autofree char *summary = g_strdup_printf ("%s  ·  %s  ·  %s", period, data->currency, data->source);

  bw_page_mark (page, BW_PAGE_LEFT, 44, 21);
  bw_page_text (page, BW_PAGE_LEFT + 29, 59, 0, &house, "Bellwether");
  bw_page_badge (page, BW_PAGE_RIGHT, 55, _("Simulated trading"));
  bw_page_text (page, BW_PAGE_LEFT, 112, 0, &kind, _("Account report"));
  bw_page_text (page, BW_PAGE_LEFT, 142, BW_PAGE_INNER_WIDTH, &name, data->account_name);
  bw_page_text (page, BW_PAGE_LEFT, 164, BW_PAGE_INNER_WIDTH, &line, summary);
}

/* One of the five figures: what it is, how much, and what puts it in proportion. */
static void
draw_figure (BwPage *page, guint index, const char *label, const char *value, BwInk ink, const char *remark)
{
  const double width = BW_PAGE_INNER_WIDTH / N_FIGURES;
  const BwTextStyle label_style = { 7.8, FALSE, BW_INK_DIM, BW_ALIGN_LEFT };
  const BwTextStyle value_style = { 15, TRUE, ink, BW_ALIGN_LEFT };
  double x = BW_PAGE_LEFT + index * width + (index > 0 ? 11 : 0);
  double room = width - (index > 0 ? 11 : 0) - 4;

  if (index > 0)
    {
      bw_page_set_ink (page, BW_INK_HAIRLINE);
      cairo_rectangle (page->cr, BW_PAGE_LEFT + index * width, FIGURES_TOP + 8, 0.6, FIGURES_HEIGHT - 16);
      cairo_fill (page->cr);
    }
  bw_page_text (page, x, FIGURES_TOP + 19, room, &label_style, label);
  bw_page_text (page, x, FIGURES_TOP + 38, room, &value_style, value);
  bw_page_text (page, x, FIGURES_TOP + 53, room, &label_style, remark);
}

/* How long the deepest drawdown took to be made good. */
static char *
describe_recovery (const BwReportFigures *figures)
{
  const BwDrawdown *worst = &figures->worst;
  g_autofree char *time = NULL;

  if (!(worst->depth < 0))
    return g_strdup (_("never below its high"));
  if (worst->recovery_index == BW_DRAWDOWN_OPEN)
    return g_strdup (_("not regained yet"));
  time = bw_format_age (figures->curve_times[worst->recovery_index] - figures->curve_times[worst->peak_index]);
  return g_strdup_printf (_("regained after %s"), time);
}

/* Under the Sharpe ratio: the volatility that it is measured by, or why there is none yet. */
static char *
describe_volatility (const BwReportFigures *figures)
{
  g_autofree char *volatility = bw_format_percent (figures->performance.annual_volatility, BW_FORMAT_PLAIN);

  if (!figures->is_daily)
    return g_strdup_printf (_("after %d days"), BW_REPORT_DAYS_MIN);
  return g_strdup_printf (_("volatility %s a year"), volatility);
}

static void
draw_figures (BwAccountReport *report)
{
  BwPage *page = &report->page;
  const BwReportFigures *f = report->figures;
  const BwPerformance *p = &f->performance;
  const char *currency = report->data->currency;
  g_autofree char *equity = bw_format_money (report->data->figures.equity, currency, BW_FORMAT_PLAIN);
  g_autofree char *start = bw_report_money (f->start_equity, currency, BW_FORMAT_PLAIN);
  g_autofree char *profit = bw_report_money (f->net_profit, currency, BW_FORMAT_SIGN);
  g_autofree char *total = bw_format_percent (p->total_return, BW_FORMAT_SIGN | BW_FORMAT_ARROW);
  g_autofree char *depth = bw_format_percent (p->max_drawdown, BW_FORMAT_PLAIN);
  g_autofree char *recovery = describe_recovery (f);
  g_autofree char *sharpe = bw_report_ratio (p->sharpe);
  g_autofree char *win_rate = bw_format_percent (f->statistics.win_rate, BW_FORMAT_PLAIN);
  g_autofree char *from = g_strdup_printf (_("from %s"), start);
  g_autofree char *swing = describe_volatility (f);
  g_autofree char *n_trades = g_strdup_printf (
      ngettext ("of %u closed trade", "of %u closed trades", (gulong) f->statistics.n_trades),
      (guint) f->statistics.n_trades);

  bw_page_rule (page, BW_PAGE_LEFT, BW_PAGE_RIGHT, FIGURES_TOP, 1.4, BW_INK_TEXT);
  bw_page_rule (page, BW_PAGE_LEFT, BW_PAGE_RIGHT, FIGURES_TOP + FIGURES_HEIGHT, 0.6, BW_INK_HAIRLINE);
  draw_figure (page, 0, _("Equity"), equity, BW_INK_TEXT, from);
  draw_figure (page, 1, _("Net profit"), profit, bw_report_gain_ink (f->net_profit), total);
  draw_figure (page, 2, _("Deepest drawdown"), depth, bw_report_gain_ink (p->max_drawdown), recovery);
  draw_figure (page, 3, _("Sharpe ratio"), sharpe, BW_INK_TEXT, swing);
  draw_figure (page, 4, _("Win rate"), win_rate, BW_INK_TEXT, n_trades);
}

/* A young account's falls are told by the minute. */
static char *
format_moment (const BwReportFigures *figures, BwTime time, const char *zone)
{
  g_autofree char *date = bw_format_date (time, zone);
  g_autofree char *minute = bw_format_minute (time, zone);

  if (figures->is_daily)
    return g_steal_pointer (&date);
  return g_strdup_printf ("%s, %s", date, minute);
}

/* The result in sentences, for who reads no tables. */
static char *
tell_result (BwAccountReport *report)
{
  const BwReportFigures *f = report->figures;
  const char *currency = report->data->currency;
  g_autofree char *days = bw_report_days (MAX (f->performance.n_returns, 1));
  g_autofree char *profit = bw_report_money (fabs (f->net_profit), currency, BW_FORMAT_PLAIN);
  g_autofree char *fees = bw_report_money (f->statistics.fees, currency, BW_FORMAT_PLAIN);
  g_autofree char *depth = bw_format_percent (-f->worst.depth, BW_FORMAT_PLAIN);
  GString *text = g_string_new (NULL);

  if (f->n_days == 0)
    g_string_append (text, _("The account has no history in this period."));
  else if (f->net_profit >= 0)
    g_string_append_printf (text, _("In %s the account made %s, fees of %s on closed trades included."), days, profit, fees);
  else
    g_string_append_printf (text, _("In %s the account lost %s, fees of %s on closed trades included."), days, profit, fees);
  if (f->worst.depth < 0)
    {
      g_autofree char *peak = format_moment (f, f->curve_times[f->worst.peak_index], report->data->zone);
      g_autofree char *trough = format_moment (f, f->curve_times[f->worst.trough_index], report->data->zone);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("Its deepest fall was %s, from the high of %s to %s;"), depth, peak, trough);
      g_string_append_c (text, ' ');
      if (f->worst.recovery_index == BW_DRAWDOWN_OPEN)
        g_string_append (text, _("the high has not been regained yet."));
      else
        {
          g_autofree char *regained
              = format_moment (f, f->curve_times[f->worst.recovery_index], report->data->zone);

          g_string_append_printf (text, _("it was regained on %s."), regained);
        }
    }
  return g_string_free (text, FALSE);
}

static void
draw_curves (BwAccountReport *report)
{
  BwPage *page = &report->page;
  const BwReportData *data = report->data;
  const BwReportFigures *f = report->figures;
  BwCurve equity = { f->curve_times, f->curve_equity, f->n_curve, BW_CURVE_EQUITY, data->zone };
  BwCurve drawdown = { f->curve_times, f->curve_drawdown, f->n_curve, BW_CURVE_DRAWDOWN, data->zone };
  const char *rhythm = f->net_flows != 0 ? _("close of each day, deposits included") : _("close of each day");
  g_autofree char *detail = g_strdup_printf ("%s, %s", data->currency, f->is_daily ? rhythm : _("minute by minute"));

  page->y = FIGURES_TOP + FIGURES_HEIGHT + 24;
  bw_page_section (page, _("Equity"), detail);
  bw_curve_draw (page, &equity, BW_PAGE_LEFT, page->y, BW_PAGE_INNER_WIDTH, EQUITY_HEIGHT);
  page->y += EQUITY_HEIGHT + 22;
  bw_page_section (page, _("Drawdown"), f->is_daily ? _("below the highest close so far, deposits removed") : _("below the highest so far"));
  bw_curve_draw (page, &drawdown, BW_PAGE_LEFT, page->y, BW_PAGE_INNER_WIDTH, DRAWDOWN_HEIGHT);
  page->y += DRAWDOWN_HEIGHT + 20;
}

void
bw_account_report_cover (BwAccountReport *report)
{
  const BwTextStyle body = { 9, FALSE, BW_INK_TEXT, BW_ALIGN_LEFT };
  g_autofree char *told = tell_result (report);

  draw_title (report);
  draw_figures (report);
  draw_curves (report);
  bw_page_paragraph (&report->page, BW_PAGE_LEFT, report->page.y, BW_PAGE_INNER_WIDTH, &body, told);
}
