/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"
#include "market/import/layout.h"

G_BEGIN_DECLS

/**
 * BwImportMoment:
 * @date: what the calendar on the wall says; with an epoch layout, of UTC
 * @in_day_ns: what the clock says; 0 without one
 * @has_time: a time of day was there
 * @has_offset: @offset_ns was in the text (of an epoch: 0)
 *
 * A date and time as written, before any zone is applied.
 */
typedef struct
{
  BwDate date;
  gint64 in_day_ns;
  gint64 offset_ns;
  gboolean has_time;
  gboolean has_offset;
} BwImportMoment;

gboolean bw_import_moment_parse (BwImportDate layout, const char *text, gsize n_bytes, BwImportMoment *moment);
gboolean bw_import_moment_parse_time (const char *text, gsize n_bytes, BwImportMoment *moment);
gboolean bw_import_timeframe_parse (const char *text, gsize n_bytes, gint32 *timeframe);

G_END_DECLS
