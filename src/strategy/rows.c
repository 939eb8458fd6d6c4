/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/rows.h"

#include <string.h>

static const struct
{
  const char *text;
  BwSyntaxKind kind;
} operators[BW_N_ROW_OPERATORS] = {
  [BW_ROW_GREATER] = { ">", BW_SYNTAX_GREATER },
  [BW_ROW_GREATER_EQUAL] = { ">=", BW_SYNTAX_GREATER_EQUAL },
  [BW_ROW_LESS] = { "<", BW_SYNTAX_LESS },
  [BW_ROW_LESS_EQUAL] = { "<=", BW_SYNTAX_LESS_EQUAL },
  [BW_ROW_EQUAL] = { "=", BW_SYNTAX_EQUAL },
  [BW_ROW_UNEQUAL] = { "!=", BW_SYNTAX_UNEQUAL },
  [BW_ROW_CROSSES_ABOVE] = { "crosses above", BW_SYNTAX_CROSSES_ABOVE },
  [BW_ROW_CROSSES_BELOW] = { "crosses below", BW_SYNTAX_CROSSES_BELOW },
  [BW_ROW_BETWEEN] = { "between", BW_SYNTAX_BETWEEN },
  [BW_ROW_IN] = { "in", BW_SYNTAX_IN },
  [BW_ROW_CONTAINS] = { "contains", BW_SYNTAX_CONTAINS },
};

/* @right, @upper: (nullable) */
BwConditionRow *
bw_condition_row_new (BwRowOperator op, const char *left, const char *right, const char *upper)
{
  BwConditionRow *row = g_new0 (BwConditionRow, 1);

  row->op = op;
  row->left = g_strdup (left);
  row->right = g_strdup (right);
  row->upper = g_strdup (upper);
  return row;
}

void
bw_condition_row_free (BwConditionRow *row)
{
  g_free (row->left);
  g_free (row->right);
  g_free (row->upper);
  g_free (row);
}

/* As it is written in an expression. */
const char *
bw_row_operator_text (BwRowOperator op)
{
  g_return_val_if_fail (op < BW_N_ROW_OPERATORS, NULL);

  return operators[op].text;
}

static char *
copy_span (const char *text, BwSpan span)
{
  return g_strndup (text + span.offset, span.n_bytes);
}

/* Everything from the first value of a list to its last one. */
static BwSpan
span_list (const BwSyntax *in)
{
  const BwSyntax *first = bw_syntax_part (in, 1), *last = bw_syntax_part (in, in->parts->len - 1);

  return (BwSpan){ first->span.offset,
                   last->span.offset + last->span.n_bytes - first->span.offset };
}

static BwConditionRow *
read_row (const char *text, const BwSyntax *syntax)
{
  BwConditionRow *row = g_new0 (BwConditionRow, 1);

  row->span = syntax->span;
  row->op = BW_ROW_TEXT;
  for (guint k = 0; k < BW_N_ROW_OPERATORS && !syntax->is_enclosed; k++)
    if (operators[k].kind == syntax->kind)
      row->op = k;
  if (row->op == BW_ROW_TEXT)
    {
      row->left = copy_span (text, syntax->span);
      return row;
    }
  row->left = copy_span (text, bw_syntax_part (syntax, 0)->span);
  row->right = copy_span (text, row->op == BW_ROW_IN ? span_list (syntax)
                                                     : bw_syntax_part (syntax, 1)->span);
  if (row->op == BW_ROW_BETWEEN)
    row->upper = copy_span (text, bw_syntax_part (syntax, 2)->span);
  return row;
}

/* Goes down the left side of a chain of @kind, as deep as it is not in brackets. */
static void
collect (const BwSyntax *syntax, BwSyntaxKind kind, GPtrArray *parts)
{
  if (syntax->kind == kind && !syntax->is_enclosed)
    {
      collect (bw_syntax_part (syntax, 0), kind, parts);
      collect (bw_syntax_part (syntax, 1), kind, parts);
    }
  else
    g_ptr_array_add (parts, (gpointer)syntax);
}

/**
 * bw_condition_rows_parse:
 *
 * Returns: (transfer full) (nullable) (element-type BwConditionRow): %NULL when @text can't be
 * read. What is no plain comparison is a row of text. An empty text has no rows.
 */
GPtrArray *
bw_condition_rows_parse (const char *text)
{
  g_auto (BwFault) fault = { 0 };
  g_autoptr (BwSyntax) syntax = bw_syntax_parse (text, &fault);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify)bw_condition_row_free);
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  if (syntax == NULL)
    return fault.code == BW_FAULT_EMPTY ? g_steal_pointer (&rows) : NULL;
  collect (syntax, BW_SYNTAX_OR, groups);
  for (guint g = 0; g < groups->len; g++)
    {
      g_autoptr (GPtrArray) parts = g_ptr_array_new ();

      collect (g_ptr_array_index (groups, g), BW_SYNTAX_AND, parts);
      for (guint k = 0; k < parts->len; k++)
        {
          BwConditionRow *row = read_row (text, g_ptr_array_index (parts, k));

          row->is_or = g > 0 && k == 0;
          g_ptr_array_add (rows, row);
        }
    }
  return g_steal_pointer (&rows);
}

/* A row of text that would fall apart between others stands in brackets. */
static void
print_text (const char *text, GString *all)
{
  g_auto (BwFault) fault = { 0 };
  g_autoptr (BwSyntax) syntax = bw_syntax_parse (text, &fault);
  gboolean is_loose = syntax != NULL && !syntax->is_enclosed &&
                      (syntax->kind == BW_SYNTAX_OR || syntax->kind == BW_SYNTAX_AND);

  if (is_loose)
    g_string_append_printf (all, "(%s)", text);
  else
    g_string_append (all, text);
}

static void
print_row (const BwConditionRow *row, GString *all)
{
  const char *right = row->right != NULL ? row->right : "";

  if (row->op == BW_ROW_TEXT)
    print_text (row->left, all);
  else if (row->op == BW_ROW_IN)
    g_string_append_printf (all, "%s in (%s)", row->left, right);
  else if (row->op == BW_ROW_BETWEEN)
    g_string_append_printf (all, "%s between %s and %s", row->left, right,
                            row->upper != NULL ? row->upper : "");
  else
    g_string_append_printf (all, "%s %s %s", row->left, operators[row->op].text, right);
}

/**
 * bw_condition_rows_print:
 * @rows: (element-type BwConditionRow): their spans are set to where they stand now
 *
 * Returns: (transfer full): one expression
 */
char *
bw_condition_rows_print (GPtrArray *rows)
{
  GString *all = g_string_new (NULL);

  for (guint k = 0; k < rows->len; k++)
    {
      BwConditionRow *row = g_ptr_array_index (rows, k);

      if (k > 0)
        g_string_append (all, row->is_or ? " or " : " and ");
      row->span.offset = (guint)all->len;
      print_row (row, all);
      row->span.n_bytes = (guint)all->len - row->span.offset;
    }
  return g_string_free (all, FALSE);
}
