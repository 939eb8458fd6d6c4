/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/chart-studies.h"
#include "chart/text.h"

#include <math.h>
#include <string.h>

#define WIDTH  800.0
#define HEIGHT 600.0

static BwBarSeries *
make_bars (gsize n)
{
  BwBarSeries *series = bw_bar_series_new (BW_TIMEFRAME_5M, MAX (n, 1));
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  double price = 60.0;

  for (gsize i = 0; i < n; i++)
    {
      double open = price, close = open * (1.0 + 0.002 * (g_rand_double (random) - 0.5));

      bw_bar_series_append (series, (BwTime)i * 5 * BW_MINUTE + 1700000000 * BW_SECOND, open,
                            MAX (open, close) + 0.02, MIN (open, close) - 0.02, close,
                            100.0 + g_rand_int_range (random, 0, 900));
      price = close;
    }
  return series;
}

/* Studies 1 to @n_studies, each in a pane of its own. */
static BwChartModel *
make_model (gsize n_bars, guint n_studies)
{
  static const char *const names[] = { "RSI", "MACD", "OBV", "ATR", "STOCH" };
  g_autoptr (BwBarSeries) series = make_bars (n_bars);
  BwChartModel *model = bw_chart_model_new ();
  BwStudySpec specs[BW_STUDY_N_MAX];

  for (guint i = 0; i < n_studies; i++)
    {
      bw_study_spec_init (&specs[i], bw_indicator_find (names[i % G_N_ELEMENTS (names)]));
      specs[i].id = i + 1;
    }
  bw_chart_model_set_size (model, WIDTH, HEIGHT, 1.0);
  bw_chart_model_set_title (model, "HLVN", "5m");
  bw_chart_model_set_series (model, series);
  bw_chart_model_set_studies (model, specs, n_studies);
  return model;
}

/* Panes follow one another down to the time axis, and leave the prices a third. */
static void
test_heights (void)
{
  for (guint n = 0; n <= 20; n++)
    for (double height = 60.0; height < 1400.0; height += 97.0)
      {
        g_autoptr (BwChartModel) model = make_model (300, n);
        const BwChartAxis *axis;
        double below = height - 24.0;
        guint n_shown = 0;
        BwRect rect;

        bw_chart_model_set_size (model, WIDTH, height, 1.0);
        axis = bw_chart_model_get_axis (model);
        g_assert_cmpfloat (axis->height, >=, (below * 0.34 - 1.0) * 0.82);
        for (guint id = n; id > 0; id--)
          if (bw_chart_model_get_pane (model, id, &rect))
            {
              g_assert_cmpfloat (rect.height, >=, 40.0);
              g_assert_cmpfloat (rect.y + rect.height, ==, below);
              below = rect.y;
              n_shown++;
            }
        g_assert_cmpfloat (axis->height, <=, below);
        g_assert_true (n_shown == n || height < 60.0 + 66.0 * n);
      }
}

static void
test_separator (void)
{
  g_autoptr (BwChartModel) model = make_model (300, 3);
  BwRect before[4], after[4];

  for (guint id = 1; id <= 3; id++)
    g_assert_true (bw_chart_model_get_pane (model, id, &before[id]));
  g_assert_true (bw_chart_model_move_separator (model, 2, before[2].y - 20.0));
  for (guint id = 1; id <= 3; id++)
    g_assert_true (bw_chart_model_get_pane (model, id, &after[id]));
  g_assert_cmpfloat_with_epsilon (after[1].height, before[1].height - 20.0, 1.0);
  g_assert_cmpfloat_with_epsilon (after[2].height, before[2].height + 20.0, 1.0);
  g_assert_cmpfloat_with_epsilon (after[3].height, before[3].height, 1.0);
  /* It can't be moved over its neighbours. */
  g_assert_true (bw_chart_model_move_separator (model, 2, -5000.0));
  g_assert_true (bw_chart_model_get_pane (model, 1, &after[1]));
  g_assert_cmpfloat (after[1].height, >=, 40.0);
  g_assert_true (bw_chart_model_move_separator (model, 1, 5000.0));
  g_assert_true (bw_chart_model_get_pane (model, 1, &after[1]));
  g_assert_cmpfloat (after[1].height, >=, 40.0);
  g_assert_false (bw_chart_model_move_separator (model, 99, 100.0));
}

static void
test_hits (void)
{
  g_autoptr (BwChartModel) model = make_model (300, 2);
  BwHitRegion region;
  BwRect rect;

  g_assert_true (bw_chart_model_get_pane (model, 2, &rect));
  g_assert_true (bw_chart_model_hit (model, 400.0, rect.y + rect.height / 2.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_PANE);
  g_assert_cmpuint (region.id, ==, 2);
  g_assert_true (bw_chart_model_hit (model, WIDTH - 10.0, rect.y + rect.height / 2.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_PANE_AXIS);
  g_assert_true (bw_chart_model_hit (model, 400.0, rect.y + 1.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_PANE_SEPARATOR);
  g_assert_true (bw_chart_model_hit (model, 20.0, rect.y + 11.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_STUDY);
  g_assert_cmpuint (region.id, ==, 2);
  /* The × is there once its entry is pointed at. */
  bw_chart_model_set_crosshair (model, 20.0, rect.y + 11.0);
  for (double x = 20.0; region.kind == BW_HIT_STUDY && x < 500.0; x += 2.0)
    g_assert_true (bw_chart_model_hit (model, x, rect.y + 11.0, &region));
  g_assert_cmpint (region.kind, ==, BW_HIT_STUDY_REMOVE);
}

static gboolean
has_text_at (BwChartModel *model, BwChartLayer layer, const char *part, double top, double bottom)
{
  const BwDisplayList *list = bw_chart_model_get_layer (model, layer, NULL);

  for (guint i = 0; i < list->ops->len; i++)
    {
      const BwDrawOp *op = bw_display_list_get_op (list, i);

      if (op->kind == BW_DRAW_TEXT && op->y >= top && op->y <= bottom &&
          strstr (bw_display_list_get_text (list, op), part) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Each pane has its legend and its axis; the crosshair reads the pane's value. */
static void
test_reads_values (void)
{
  g_autoptr (BwChartModel) model = make_model (300, 2);
  char text[BW_CHART_TEXT_BYTES];
  BwRect rect;

  g_assert_true (bw_chart_model_get_pane (model, 1, &rect));
  g_assert_true (has_text_at (model, BW_CHART_LAYER_CROSSHAIR, "RSI 14", rect.y, rect.y + rect.height));
  bw_chart_model_print_study_value (model, 0, bw_chart_model_get_study_value (model, 0, 0, 299), text);
  g_assert_true (has_text_at (model, BW_CHART_LAYER_CROSSHAIR, text, rect.y, rect.y + rect.height));
  g_assert_true (has_text_at (model, BW_CHART_LAYER_AXES, text, rect.y, rect.y + rect.height));
  bw_chart_model_set_crosshair (model, 300.0, rect.y + rect.height / 2.0);
  g_assert_true (has_text_at (model, BW_CHART_LAYER_CROSSHAIR, ".", rect.y + rect.height / 2.0 - 1.0,
                              rect.y + rect.height / 2.0 + 1.0));
}

/* A hidden one gives its pane back and stays in the legend, so that it can be shown again. */
static void
test_hidden (void)
{
  g_autoptr (BwChartModel) model = make_model (300, 2);
  BwStudySpec specs[2] = { *bw_chart_model_get_study_spec (model, 0), *bw_chart_model_get_study_spec (model, 1) };
  const BwChartAxis *axis = bw_chart_model_get_axis (model);
  double height = axis->height;
  BwRect rect;

  specs[0].is_visible = FALSE;
  bw_chart_model_set_studies (model, specs, 2);
  g_assert_false (bw_chart_model_get_pane (model, 1, &rect));
  g_assert_cmpfloat (bw_chart_model_get_axis (model)->height, >, height);
  g_assert_true (has_text_at (model, BW_CHART_LAYER_CROSSHAIR, "RSI 14", 0.0, 100.0));
}

/* Nothing, one bar, one price and no volume, numbers that no market knows: finite axes, no crash. */
static void
test_bad_bars (void)
{
  for (guint kind = 0; kind < 5; kind++)
    {
      g_autoptr (BwChartModel) model = make_model (0, 5);
      g_autoptr (BwBarSeries) series = make_bars (kind == 0 ? 0 : kind == 1 ? 1 : 200);

      for (gsize i = 0; kind > 1 && i < series->n_bars; i++)
        {
          double price = kind == 2 ? 7.0 : kind == 3 ? NAN : (i % 2 == 0 ? 1e300 : -1e300);

          series->open[i] = series->high[i] = series->low[i] = series->close[i] = price;
          series->volume[i] = 0.0;
        }
      bw_chart_model_set_series (model, series);
      for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
        {
          const BwDisplayList *list = bw_chart_model_get_layer (model, i, NULL);

          for (guint k = 0; k < list->rects->len; k++)
            {
              const BwRect *rect = &g_array_index (list->rects, BwRect, k);

              g_assert_true (isfinite (rect->x + rect->y + rect->width + rect->height));
            }
        }
    }
}

/* A tick within what is in view draws the newest bar and what names its values; history stays. */
static void
test_tick_keeps_history (void)
{
  static const BwChartLayer kept[] = { BW_CHART_LAYER_GRID, BW_CHART_LAYER_VOLUME, BW_CHART_LAYER_BARS,
                                       BW_CHART_LAYER_OVERLAYS, BW_CHART_LAYER_PANES };
  g_autoptr (BwChartModel) model = make_model (300, 5);
  guint64 before[BW_CHART_N_LAYERS], after[BW_CHART_N_LAYERS];
  double ohlcv[5];

  bw_chart_model_set_range (model, 120.0, 200.0);
  bw_chart_model_get_bar (model, 299, ohlcv);
  bw_chart_model_update_last (model, ohlcv[0], ohlcv[1], ohlcv[2], ohlcv[3], 100.0);
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    bw_chart_model_get_layer (model, i, &before[i]);
  bw_chart_model_update_last (model, ohlcv[0], ohlcv[1], ohlcv[2], ohlcv[3] + (ohlcv[0] - ohlcv[3]) * 0.001, 101.0);
  for (guint i = 0; i < BW_CHART_N_LAYERS; i++)
    bw_chart_model_get_layer (model, i, &after[i]);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_cmpuint (before[kept[i]], ==, after[kept[i]]);
  g_assert_cmpuint (before[BW_CHART_LAYER_NEWEST], <, after[BW_CHART_LAYER_NEWEST]);
  g_assert_cmpuint (before[BW_CHART_LAYER_AXES], <, after[BW_CHART_LAYER_AXES]);
  /* A volume greater than all others changes the height of every column. */
  bw_chart_model_update_last (model, ohlcv[0], ohlcv[1], ohlcv[2], ohlcv[3], 1e6);
  bw_chart_model_get_layer (model, BW_CHART_LAYER_VOLUME, &before[0]);
  g_assert_cmpuint (before[0], >, after[BW_CHART_LAYER_VOLUME]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/panes/heights", test_heights);
  g_test_add_func ("/panes/separator", test_separator);
  g_test_add_func ("/panes/hits", test_hits);
  g_test_add_func ("/panes/reads-values", test_reads_values);
  g_test_add_func ("/panes/hidden", test_hidden);
  g_test_add_func ("/panes/bad-bars", test_bad_bars);
  g_test_add_func ("/panes/tick-keeps-history", test_tick_keeps_history);
  return g_test_run ();
}
