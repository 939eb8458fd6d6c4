/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table.h"

#include "indicators/indicator.h"

#include <math.h>
#include <string.h>

/* Every function of TA-Lib's at its default parameters, against TA-Lib's own figures; and every
 * indicator fed in pieces, against itself fed at once. */

#define TOLERANCE 1e-9

/* Where TA-Lib's own rounding is larger than that. @off is
 * how far a value may be off at least. */
static const struct
{
  const char *name;
  double off;
} looser[] = {
  /* TA-Lib takes the square of the mean from the mean of squares of the whole prices: at bar 391 it
   * says 0.01150400001704, and the two-digit prices' variance is 0.011504 exactly. */
  { "VAR", 1e-10 },
  /* Two strengths that are equal but for rounding differ in which is the lower: 0 or 5e-13 of 100.
   */
  { "STOCHRSI", 1e-11 },
};

static double
get_allowance (const char *name, double expected)
{
  for (guint k = 0; k < G_N_ELEMENTS (looser); k++)
    if (g_str_equal (looser[k].name, name))
      return MAX (looser[k].off, TOLERANCE * fabs (expected));
  return TOLERANCE * fabs (expected);
}

typedef struct
{
  gsize n;
  double *columns[6];
} Bars;

static const char *const bars_path = "golden/bars_JNJ_2014_2015.csv";

static void
clear_bars (Bars *bars)
{
  for (guint k = 0; k < G_N_ELEMENTS (bars->columns); k++)
    g_free (bars->columns[k]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bars, clear_bars)

static gboolean
load_bars (Bars *bars)
{
  g_autoptr (Table) table = table_load (bars_path);

  for (guint k = 0; table != NULL && k < 5; k++)
    bars->columns[k] = table_get_column (table, k + 1, &bars->n);
  if (table != NULL)
    bars->columns[5] = g_new (double, bars->n);
  for (gsize i = 0; i < bars->n; i++)
    bars->columns[5][i] = floor ((double)i / 5.0);
  if (table == NULL)
    g_test_skip ("the golden files are not here (BW_TEST_SHARED)");
  return table != NULL;
}

static BwIndicatorBars
view_bars (const Bars *bars, gsize first)
{
  return (BwIndicatorBars){ bars->columns[0] + first, bars->columns[1] + first,
                            bars->columns[2] + first, bars->columns[3] + first,
                            bars->columns[4] + first, bars->columns[5] + first };
}

/* Returns: (transfer full): the outputs, one after the other, fed @n_piece bars at a time */
static double *
evaluate (const BwIndicatorInfo *info, const Bars *bars, gsize n_piece)
{
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, NULL, NULL);
  guint n_outputs = bw_indicator_info_get_n_outputs (info);
  double *values = g_new (double, n_outputs * bars->n + 1);
  double *outputs[BW_INDICATOR_OUTPUTS_MAX];

  for (gsize first = 0; first < bars->n; first += n_piece)
    {
      BwIndicatorBars view = view_bars (bars, first);

      for (guint k = 0; k < n_outputs; k++)
        outputs[k] = values + k * bars->n + first;
      bw_indicator_feed (indicator, &view, MIN (n_piece, bars->n - first), outputs);
    }
  return values;
}

static void
check_function (gconstpointer data)
{
  const BwIndicatorInfo *info = data;
  g_autofree char *path = g_strdup_printf ("golden/talib/%s.csv.gz", info->name);
  g_autoptr (Table) table = table_load (path);
  g_auto (Bars) bars = { 0 };
  g_autofree double *values = NULL;
  char **header;

  if (table == NULL)
    {
      g_test_skip ("no TA-Lib figures for it here");
      return;
    }
  g_assert_true (load_bars (&bars));
  values = evaluate (info, &bars, bars.n);
  header = g_ptr_array_index (table->rows, 0);
  g_assert_cmpuint (g_strv_length (header), ==, bw_indicator_info_get_n_outputs (info) + 1);
  for (guint k = 0; info->outputs[k] != NULL; k++)
    {
      gsize n_expected;
      g_autofree double *expected = table_get_column (table, k + 1, &n_expected);

      g_assert_cmpstr (info->outputs[k], ==, header[k + 1]);
      g_assert_cmpuint (n_expected, ==, bars.n);
      for (gsize i = 0; i < bars.n; i++)
        {
          double actual = values[k * bars.n + i];

          if (isnan (expected[i]) != isnan (actual) ||
              (!isnan (expected[i]) && expected[i] != actual &&
               fabs (actual - expected[i]) > get_allowance (info->name, expected[i])))
            {
              g_test_message ("%s of bar %" G_GSIZE_FORMAT " is %.17g, not %.17g", info->outputs[k],
                              i, actual, expected[i]);
              g_test_fail ();
              return;
            }
        }
    }
}

/* Gaps, zeros and NaN in real bars. */
static void
spoil (Bars *bars)
{
  for (gsize i = 100; i < 110; i++)
    bars->columns[4][i] = 0.0;
  for (guint k = 0; k < 4; k++)
    {
      for (gsize i = 150; i < 200; i++)
        bars->columns[k][i] = 100.0;
      for (gsize i = 300; i < 303; i++)
        bars->columns[k][i] = 0.0;
    }
  bars->columns[3][0] = NAN;
  bars->columns[1][60] = INFINITY;
  for (guint k = 0; k < 5; k++)
    for (gsize i = 250; i < 257; i++)
      bars->columns[k][i] = NAN;
  bars->columns[4][bars->n - 1] = NAN;
}

static void
check_pieces (gconstpointer data)
{
  static const gsize pieces[] = { 1, 2, 3, 7, 13 };
  const BwIndicatorInfo *info = data;
  g_auto (Bars) bars = { 0 };
  guint n_outputs = bw_indicator_info_get_n_outputs (info);

  if (!load_bars (&bars))
    return;
  for (guint is_spoilt = 0; is_spoilt < 2; is_spoilt++)
    {
      g_autofree double *expected = NULL;

      if (is_spoilt)
        spoil (&bars);
      expected = evaluate (info, &bars, bars.n);
      for (guint p = 0; p < G_N_ELEMENTS (pieces); p++)
        {
          g_autofree double *actual = evaluate (info, &bars, pieces[p]);

          for (gsize i = 0; i < n_outputs * bars.n; i++)
            if (actual[i] != expected[i] && !(isnan (actual[i]) && isnan (expected[i])))
              {
                g_test_message ("value %" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT
                                " bars a step: %.17g, not %.17g",
                                i, pieces[p], actual[i], expected[i]);
                g_test_fail ();
                return;
              }
        }
    }
}

/* Every function TA-Lib's list has is here, with the same parameters. */
static void
test_list (void)
{
  g_autoptr (Table) table = table_load ("golden/talib/index.csv");

  if (table == NULL)
    {
      g_test_skip ("the golden files are not here (BW_TEST_SHARED)");
      return;
    }
  for (guint r = 1; r < table->rows->len; r++)
    {
      char **row = g_ptr_array_index (table->rows, r);
      const BwIndicatorInfo *info = bw_indicator_find (row[0]);
      g_autoptr (GString) parameters = g_string_new (NULL);
      g_autoptr (BwIndicator) indicator = NULL;

      if (info == NULL)
        g_error ("%s is missing", row[0]);
      for (guint k = 0; info->parameters[k].name != NULL; k++)
        g_string_append_printf (parameters, "%s%s=%g", k > 0 ? " " : "", info->parameters[k].name,
                                info->parameters[k].value);
      g_assert_cmpstr (parameters->str, ==, row[3]);
      indicator = bw_indicator_new (info, NULL, NULL);
      g_assert_cmpuint (bw_indicator_get_lead (indicator), ==, g_ascii_strtoull (row[4], NULL, 10));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peer/indicators/list", test_list);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);
      g_autofree char *golden = g_strdup_printf ("/peer/indicators/talib/%s", info->name);
      g_autofree char *pieces = g_strdup_printf ("/peer/indicators/pieces/%s", info->name);

      g_test_add_data_func (golden, info, check_function);
      g_test_add_data_func (pieces, info, check_pieces);
    }
  return g_test_run ();
}
