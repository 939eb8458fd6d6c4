/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/axis.h"
#include "chart/line-chart.h"

G_BEGIN_DECLS

#define BW_CHART_TEXT_BYTES 96

/**
 * BwTranslateFunc:
 *
 * The chart's few words in the user's language; g_dpgettext2() behind the text domain is one. This room
 * knows no translations: the front end hands them in. xgettext finds the words by the keywords
 * bw_chart_translate:1c,2 and BW_CHART_WORD:1c,2.
 */
typedef const char *(*BwTranslateFunc) (const char *context, const char *text);

#define BW_CHART_WORD(context, text) text

void bw_chart_set_translator (BwTranslateFunc translate);
const char *bw_chart_translate (const char *context, const char *text) G_GNUC_FORMAT (2);

char *bw_chart_print_number (double number, guint n_decimals, char *text);
char *bw_chart_print_short (double number, char *text);
char *bw_chart_print_axis_number (double number, double step, BwNumberKind kind, char *text);
char *bw_chart_print_tick (const BwTimeTick *tick, gboolean is_intraday, char *text);
char *bw_chart_print_instant (gint64 local_ns, gboolean has_time, char *text);
char *bw_chart_print_duration (gint64 duration_ns, char *text);

G_END_DECLS
