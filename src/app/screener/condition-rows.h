/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/rows.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwConditionRows:
 *
 * An expression as rows to point at: field, operator, value. ::changed when the user has changed
 * it.
 */
#define BW_TYPE_CONDITION_ROWS (bw_condition_rows_get_type ())
G_DECLARE_FINAL_TYPE (BwConditionRows, bw_condition_rows, BW, CONDITION_ROWS, GtkBox)

GtkWidget *bw_condition_rows_new (void);
void bw_condition_rows_set_text (BwConditionRows *self, const char *text);
char *bw_condition_rows_get_text (BwConditionRows *self);
void bw_condition_rows_set_fault (BwConditionRows *self, const BwFault *fault, const char *message);

G_END_DECLS
