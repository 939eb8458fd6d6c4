/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/indicator.h"

#include <math.h>
#include <string.h>

/* What holds of every indicator, whatever it measures. */

#define N_BARS 1200

typedef struct
{
  double open[N_BARS], high[N_BARS], low[N_BARS], close[N_BARS], volume[N_BARS], session[N_BARS];
} Bars;

static void
make_bars (Bars *bars, double step)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260401);
  double price = 100.0;

  for (guint i = 0; i < N_BARS; i++)
    {
      bars->open[i] = price;
      price = MAX (1.0, price + step * (g_rand_double (random) - 0.5));
      bars->close[i] = price;
      bars->high[i] = MAX (bars->open[i], price) + step * g_rand_double (random);
      bars->low[i] = MAX (MIN (bars->open[i], price) - step * g_rand_double (random), 0.5);
      bars->volume[i] = step > 0.0 ? floor (1000.0 * g_rand_double (random)) : 0.0;
      bars->session[i] = i / 78;
    }
}

static BwIndicatorBars
view_bars (const Bars *bars, gsize first)
{
  return (BwIndicatorBars){ bars->open + first,  bars->high + first,   bars->low + first,
                            bars->close + first, bars->volume + first, bars->session + first };
}

static double *
evaluate (const BwIndicatorInfo *info,
          const double *parameters,
          const Bars *bars,
          gsize first,
          gsize n,
          gsize n_piece)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, &error);
  guint n_outputs = bw_indicator_info_get_n_outputs (info);
  double *values = g_new (double, n_outputs *n + 1), *out[BW_INDICATOR_OUTPUTS_MAX];

  g_assert_no_error (error);
  for (gsize done = 0; done < n; done += n_piece)
    {
      gsize at = first + done;
      BwIndicatorBars view = view_bars (bars, at);

      for (guint k = 0; k < n_outputs; k++)
        out[k] = values + k * n + done;
      bw_indicator_feed (indicator, &view, MIN (n_piece, n - done), out);
    }
  return values;
}

static void
check_same (const BwIndicatorInfo *info, const double *actual, const double *expected, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (actual[i] != expected[i] && !(isnan (actual[i]) && isnan (expected[i])))
      g_error ("%s: value %" G_GSIZE_FORMAT " is %.17g, not %.17g", info->name, i, actual[i],
               expected[i]);
}

static void
test_lead (void)
{
  Bars bars;

  make_bars (&bars, 2.0);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);
      g_autoptr (BwIndicator) indicator = bw_indicator_new (info, NULL, NULL);
      g_autofree double *values = evaluate (info, NULL, &bars, 0, N_BARS, N_BARS);
      gsize lead = bw_indicator_get_lead (indicator);

      g_assert_cmpuint (lead, <, N_BARS / 2);
      for (gsize k = 0; k < bw_indicator_info_get_n_outputs (info); k++)
        {
          for (gsize j = 0; j < lead; j++)
            g_assert_true (isnan (values[k * N_BARS + j]));
          for (gsize j = lead;
               j < N_BARS && !info->is_sparse && !g_str_equal (info->name, "ACOS") &&
               !g_str_equal (info->name, "ASIN") && !g_str_equal (info->name, "DIV");
               j++)
            if (isnan (values[k * N_BARS + j]))
              g_error ("%s: bar %" G_GSIZE_FORMAT " has no value", info->name, j);
        }
    }
}

/* Constant prices without volume have finite values, and one bar or none is no trouble. */
static void
test_dull (void)
{
  Bars bars;

  make_bars (&bars, 0.0);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);
      g_autofree double *values = evaluate (info, NULL, &bars, 0, N_BARS, N_BARS);
      g_autofree double *one = evaluate (info, NULL, &bars, 0, 1, 1);
      g_autofree double *none = evaluate (info, NULL, &bars, 0, 0, 1);

      check_same (info, one, values, 1);
      if (info->group != BW_INDICATOR_MATH && !info->is_sparse && !isfinite (values[N_BARS - 1]))
        g_error ("%s of constant prices is %g", info->name, values[N_BARS - 1]);
    }
}

/* A missing bar leaves no trace but its own. */
static void
test_missing (void)
{
  static Bars whole, gappy;
  guint n = 0;

  make_bars (&gappy, 2.0);
  for (guint i = 0; i < N_BARS; i++)
    if (i % 97 == 13)
      gappy.open[i] = gappy.high[i] = gappy.low[i] = gappy.close[i] = gappy.volume[i] = NAN;
    else
      {
        whole.open[n] = gappy.open[i];
        whole.high[n] = gappy.high[i];
        whole.low[n] = gappy.low[i];
        whole.close[n] = gappy.close[i];
        whole.volume[n] = gappy.volume[i];
        whole.session[n++] = gappy.session[i];
      }
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);
      g_autofree double *expected = evaluate (info, NULL, &whole, 0, n, n);
      g_autofree double *values = evaluate (info, NULL, &gappy, 0, N_BARS, N_BARS);

      n = 0;
      for (guint j = 0; j < N_BARS; j++)
        if (j % 97 == 13)
          g_assert_true (isnan (values[j]));
        else
          check_same (info, &values[j], &expected[n++], 1);
    }
}

/* At periods short and long, any split gives the bits of the whole. */
static void
test_pieces (void)
{
  static const gsize pieces[] = { 1, 5, 511, 513 };
  static const double periods[] = { 1, 2, 31, 300, 600 };
  static Bars bars;

  make_bars (&bars, 2.0);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);
      double parameters[BW_INDICATOR_PARAMETERS_MAX];

      for (guint p = 0; p < G_N_ELEMENTS (periods); p++)
        {
          g_autofree double *expected = NULL;

          bw_indicator_info_get_defaults (info, parameters);
          if (info->parameters[0].name == NULL || periods[p] < info->parameters[0].min ||
              periods[p] > info->parameters[0].max)
            continue;
          parameters[0] = periods[p];
          expected = evaluate (info, parameters, &bars, 0, N_BARS, N_BARS);
          for (guint k = 0; k < G_N_ELEMENTS (pieces); k++)
            {
              g_autofree double *actual = evaluate (info, parameters, &bars, 0, N_BARS, pieces[k]);

              check_same (info, actual, expected, N_BARS * bw_indicator_info_get_n_outputs (info));
            }
        }
    }
}

/* The two averages everything is built upon, against their definitions. */
static void
test_averages (void)
{
  static Bars bars;
  static const double periods[] = { 1, 2, 8, 20, 300 };

  make_bars (&bars, 2.0);
  for (guint p = 0; p < G_N_ELEMENTS (periods); p++)
    {
      const BwIndicatorInfo *simple = bw_indicator_find ("SMA"),
                            *smooth = bw_indicator_find ("EMA");
      g_autofree double *sma = evaluate (simple, &periods[p], &bars, 0, N_BARS, N_BARS);
      g_autofree double *ema = evaluate (smooth, &periods[p], &bars, 0, N_BARS, N_BARS);
      gssize period = (gssize)periods[p];
      double expected = 0.0;

      for (gssize i = period - 1; i < N_BARS; i++)
        {
          double sum = 0.0;

          for (gssize k = i - period + 1; k <= i; k++)
            sum += bars.close[k];
          g_assert_cmpfloat_with_epsilon (sma[i], sum / periods[p], 1e-10);
          expected = i == period - 1
                         ? sum / periods[p]
                         : expected + 2.0 / (periods[p] + 1.0) * (bars.close[i] - expected);
          g_assert_cmpfloat_with_epsilon (ema[i], expected, 1e-10);
        }
    }
}

/* What was saved is gone on from with the same bits. */
static void
test_save (void)
{
  static Bars bars;

  make_bars (&bars, 2.0);
  for (gsize i = 0; i < bw_indicator_get_n_infos (); i++)
    {
      const BwIndicatorInfo *info = bw_indicator_get_info (i);
      g_autoptr (BwIndicator) indicator = bw_indicator_new (info, NULL, NULL);
      g_autofree char *state = g_malloc (bw_indicator_get_state_size (indicator));
      double first[BW_INDICATOR_OUTPUTS_MAX][400], second[BW_INDICATOR_OUTPUTS_MAX][400];
      double *out[BW_INDICATOR_OUTPUTS_MAX];
      BwIndicatorBars begun = view_bars (&bars, 0), rest = view_bars (&bars, 400);

      for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
        out[k] = first[k];
      bw_indicator_feed (indicator, &begun, 400, out);
      bw_indicator_save (indicator, state);
      bw_indicator_feed (indicator, &rest, 400, out);
      bw_indicator_restore (indicator, state);
      for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
        out[k] = second[k];
      bw_indicator_feed (indicator, &rest, 400, out);
      for (guint k = 0; k < bw_indicator_info_get_n_outputs (info); k++)
        check_same (info, second[k], first[k], 400);
    }
}

static void
test_parameters (void)
{
  const BwIndicatorInfo *info = bw_indicator_find ("rsi");
  g_autoptr (GError) error = NULL;
  double parameters[BW_INDICATOR_PARAMETERS_MAX];

  bw_indicator_info_get_defaults (info, parameters);
  g_assert_true (bw_indicator_info_set_parameter (info, parameters, "timeperiod", "21", &error));
  g_assert_cmpfloat (parameters[0], ==, 21.0);
  g_assert_false (bw_indicator_info_set_parameter (info, parameters, "TimePeriod", "2.5", &error));
  g_assert_error (error, BW_INDICATOR_ERROR, BW_INDICATOR_ERROR_PARAMETER);
  g_assert_nonnull (strstr (error->message, "from 2 to 100000"));
  g_clear_error (&error);
  g_assert_false (bw_indicator_info_set_parameter (info, parameters, "TimePeriod", "nan", &error));
  g_clear_error (&error);
  g_assert_false (bw_indicator_info_set_parameter (info, parameters, "TimePeriod", "14x", &error));
  g_assert_cmpfloat (parameters[0], ==, 21.0);
  g_assert_cmpuint (bw_indicator_get_n_infos (), >=, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/indicators/lead", test_lead);
  g_test_add_func ("/indicators/dull", test_dull);
  g_test_add_func ("/indicators/missing", test_missing);
  g_test_add_func ("/indicators/pieces", test_pieces);
  g_test_add_func ("/indicators/averages", test_averages);
  g_test_add_func ("/indicators/save", test_save);
  g_test_add_func ("/indicators/parameters", test_parameters);
  return g_test_run ();
}
