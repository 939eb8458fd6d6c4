/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/report-data.h"

/* A made-up account with a year of trading, for the report's tests. */
typedef struct
{
  BwReportData data; /* borrows all below */
  GArray *instruments;
  GArray *times, *equity, *flows;
  GArray *fills, *orders, *positions, *posting_sets;
} Sample;

Sample *sample_new (guint n_days, guint n_trades_per_day);
void sample_free (Sample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sample, sample_free)
