/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/syntax.h"

G_BEGIN_DECLS

/* What stands between the sides of a condition, as a list offers it. */
typedef enum
{
  BW_ROW_GREATER,
  BW_ROW_GREATER_EQUAL,
  BW_ROW_LESS,
  BW_ROW_LESS_EQUAL,
  BW_ROW_EQUAL,
  BW_ROW_UNEQUAL,
  BW_ROW_CROSSES_ABOVE,
  BW_ROW_CROSSES_BELOW,
  BW_ROW_BETWEEN,
  BW_ROW_IN,
  BW_ROW_CONTAINS,
  BW_N_ROW_OPERATORS,
  BW_ROW_TEXT = BW_N_ROW_OPERATORS, /* the row is a text of its own, in @left */
} BwRowOperator;

/**
 * BwConditionRow:
 * @is_or: it begins another group: groups are joined by "or", rows within one by "and"
 * @right, @upper: (nullable): the other side; the upper end of a range
 * @span: where it stands in the expression it was read from or printed to
 *
 * One line of a condition that is built by pointing.
 */
typedef struct
{
  gboolean is_or;
  BwRowOperator op;
  char *left, *right, *upper; /* (owned) */
  BwSpan span;
} BwConditionRow;

BwConditionRow *
bw_condition_row_new (BwRowOperator op, const char *left, const char *right, const char *upper);
void bw_condition_row_free (BwConditionRow *row);
const char *bw_row_operator_text (BwRowOperator op);
GPtrArray *bw_condition_rows_parse (const char *text);
char *bw_condition_rows_print (GPtrArray *rows);

G_END_DECLS
