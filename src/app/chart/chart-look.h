/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart/chart-compare.h"

G_BEGIN_DECLS

/*
 * How a chart looks: its type, price scale, volume profile, marks and compared symbols, as a menu of types,
 * a part of the menu of the rest, and the actions behind them, which change the setup:
 *   chart-look.type (s), chart-look.scale (s), chart-look.profile (s): which is shown
 *   chart-look.sessions, .dividends, .splits, .news, .earnings, .halts, .bad-data: marks, each on or off
 *   chart-look.type-settings, chart-look.profile-settings: the dialog
 *   chart-look.remove-compared (u)
 */
typedef struct _BwChartLook BwChartLook;

BwChartLook *bw_chart_look_new (BwChartKeeper *keeper, BwChartComparison *comparison, GtkMenuButton *type_button, GMenu *more_menu);
void bw_chart_look_free (BwChartLook *self);
void bw_chart_look_update (BwChartLook *self);
const char *bw_chart_look_print_hidden (BwChartLook *self, char *letters);

void bw_chart_menu_append (GMenu *menu, const char *label, const char *action, GVariant *target);
const char *bw_chart_look_get_type_title (BwChartType type);

G_END_DECLS
