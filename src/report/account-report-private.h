/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/account-figures.h"
#include "report/format.h"
#include "report/page.h"

G_BEGIN_DECLS

/* The account report in its making: what its parts share. */
typedef struct
{
  const BwReportData *data;         /* (borrowed) */
  const BwReportFigures *figures;   /* (borrowed) */
  BwPage page;
} BwAccountReport;

void bw_account_report_cover (BwAccountReport *report);
void bw_account_report_performance (BwAccountReport *report);
void bw_account_report_positions (BwAccountReport *report);
void bw_account_report_trades (BwAccountReport *report);
void bw_account_report_income (BwAccountReport *report);

char *bw_account_report_period (const BwReportData *data);
char *bw_report_money (double amount, const char *currency, BwFormatFlags flags);
char *bw_report_amount (double amount, BwFormatFlags flags);
char *bw_report_ratio (double ratio);
char *bw_report_days (gsize n_days);
BwInk bw_report_gain_ink (double amount);
const char *bw_report_symbol (const BwReportData *data, BwInstrumentId id);

G_END_DECLS
