/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/rows.h"

#include <string.h>

/* Rows that are pointed together and the text they stand for are one. */

static const struct
{
  const char *name, *text, *rows, *printed;
} cases[] = {
  { "nothing", "  ", "", "" },
  { "one", "RSI(14)<30", "RSI(14) | < | 30;", "RSI(14) < 30" },
  { "two", "close > SMA(50) and volume >= 1M", "close | > | SMA(50); volume | >= | 1M;",
    "close > SMA(50) and volume >= 1M" },
  { "groups", "close > 1 and open > 2 or high crosses above 3",
    "close | > | 1; open | > | 2; or high | crosses above | 3;",
    "close > 1 and open > 2 or high crosses above 3" },
  { "a range", "RSI between 30 and 70 and close > 5", "RSI | between | 30 | 70; close | > | 5;",
    "RSI between 30 and 70 and close > 5" },
  { "a list", "sector in (\"Energy\" , 'Materials')", "sector | in | \"Energy\" , 'Materials';",
    "sector in (\"Energy\" , 'Materials')" },
  { "brackets stay together", "(close > 1 or open > 2) and high > 3",
    "(close > 1 or open > 2); high | > | 3;", "(close > 1 or open > 2) and high > 3" },
  { "a row in brackets", "(close > 1) and high > 3", "(close > 1); high | > | 3;",
    "(close > 1) and high > 3" },
  { "not", "not close > 1", "not close > 1;", "not close > 1" },
  { "sides in brackets", "(close - open) * 2 > (1 + 1)", "(close - open) * 2 | > | (1 + 1);",
    "(close - open) * 2 > (1 + 1)" },
};

static char *
describe (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < rows->len; k++)
    {
      const BwConditionRow *row = g_ptr_array_index (rows, k);

      g_string_append_printf (text, "%s%s%s", k > 0 ? " " : "", row->is_or ? "or " : "", row->left);
      if (row->op != BW_ROW_TEXT)
        g_string_append_printf (text, " | %s | %s", bw_row_operator_text (row->op), row->right);
      if (row->upper != NULL)
        g_string_append_printf (text, " | %s", row->upper);
      g_string_append_c (text, ';');
    }
  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  gsize k = GPOINTER_TO_SIZE (data);
  g_autoptr (GPtrArray) rows = bw_condition_rows_parse (cases[k].text), again = NULL;
  g_autofree char *described = NULL, *printed = NULL, *redescribed = NULL;

  g_assert_nonnull (rows);
  described = describe (rows);
  g_assert_cmpstr (described, ==, cases[k].rows);
  printed = bw_condition_rows_print (rows);
  g_assert_cmpstr (printed, ==, cases[k].printed);
  again = bw_condition_rows_parse (printed);
  redescribed = describe (again);
  g_assert_cmpstr (redescribed, ==, cases[k].rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwConditionRow *before = g_ptr_array_index (rows, i),
                           *after = g_ptr_array_index (again, i);

      g_assert_cmpuint (before->span.offset, ==, after->span.offset);
      g_assert_cmpuint (before->span.n_bytes, ==, after->span.n_bytes);
    }
}

static void
test_unreadable (void)
{
  g_assert_null (bw_condition_rows_parse ("close >"));
  g_assert_null (bw_condition_rows_parse ("RIS > 4"));
}

/* What a person types into a row of text doesn't reach out of it. */
static void
test_loose (void)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify)bw_condition_row_free);
  g_autofree char *printed = NULL;

  g_ptr_array_add (rows, bw_condition_row_new (BW_ROW_TEXT, "close > 1 or open > 2", NULL, NULL));
  g_ptr_array_add (rows, bw_condition_row_new (BW_ROW_BETWEEN, "high", "3", "4"));
  printed = bw_condition_rows_print (rows);
  g_assert_cmpstr (printed, ==, "(close > 1 or open > 2) and high between 3 and 4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autofree char *path = g_strdup_printf ("/rows/case/%s", cases[k].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (k), test_case);
    }
  g_test_add_func ("/rows/unreadable", test_unreadable);
  g_test_add_func ("/rows/loose", test_loose);
  return g_test_run ();
}
