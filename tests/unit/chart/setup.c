/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/setup.h"

#include <string.h>

static void
test_round_trip (void)
{
  g_autoptr (BwChartSetup) setup = bw_chart_setup_new (), again = NULL, look = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *second = NULL, *template = NULL;
  BwStudySpec *spec;
  guint64 id;

  setup->timeframe = BW_TIMEFRAME_5M;
  setup->symbol = g_strdup ("HLVN");
  setup->scale = BW_PRICE_SCALE_LOG;
  setup->has_volume = FALSE;
  setup->type = (BwChartTypeSpec){ BW_CHART_POINT_FIGURE, BW_BOX_PERCENT, 21, 0.25, 1.5, 5, TRUE, FALSE, 40.0 };
  setup->profile = (BwProfileSpec){ BW_PROFILE_SESSIONS, 44, 33.0, 68.0, TRUE, TRUE };
  setup->hides_news = TRUE;
  setup->compared = g_strdup ("ABC,XYZ");
  for (gsize i = 0; i < bw_indicator_get_n_infos () && setup->studies->len < BW_STUDY_N_MAX; i += 6)
    g_assert_true (bw_chart_setup_add_study (setup, bw_indicator_get_info (i), NULL));
  spec = bw_chart_setup_get_study (setup, 3);
  spec->outputs[0] = (BwStudyOutput){ BW_PLOT_AREA, 5, 3, FALSE };
  spec->in_pane = TRUE;
  spec->pane_weight = 0.4375;
  spec->is_visible = FALSE;
  id = spec->id;
  text = bw_chart_setup_print (setup, BW_CHART_SETUP_CHART);
  again = bw_chart_setup_parse (text, &error);
  g_assert_no_error (error);
  second = bw_chart_setup_print (again, BW_CHART_SETUP_CHART);
  g_assert_cmpstr (text, ==, second);
  g_assert_cmpint (again->timeframe, ==, BW_TIMEFRAME_5M);
  g_assert_cmpstr (again->symbol, ==, "HLVN");
  g_assert_cmpint (again->scale, ==, BW_PRICE_SCALE_LOG);
  g_assert_false (again->has_volume);
  g_assert_true (bw_chart_type_spec_equal (&again->type, &setup->type));
  g_assert_cmpint (again->profile.range, ==, BW_PROFILE_SESSIONS);
  g_assert_cmpuint (again->profile.n_rows, ==, 44);
  g_assert_cmpfloat (again->profile.value_percent, ==, 68.0);
  g_assert_true (again->profile.is_left && again->profile.is_whole);
  g_assert_true (again->hides_news && !again->hides_splits);
  g_assert_cmpstr (again->compared, ==, "ABC,XYZ");
  g_assert_cmpuint (again->studies->len, ==, setup->studies->len);
  g_assert_true (bw_study_spec_equal (spec, bw_chart_setup_find_study (again, id, NULL)));
  /* A template says nothing of what it is a chart of. */
  template = bw_chart_setup_print (setup, BW_CHART_SETUP_TEMPLATE);
  look = bw_chart_setup_parse (template, &error);
  g_assert_no_error (error);
  g_assert_null (look->symbol);
  g_assert_null (look->compared);
  g_assert_cmpint (look->timeframe, ==, BW_TIMEFRAME_NONE);
  g_assert_cmpint (look->scale, ==, BW_PRICE_SCALE_LOG);
  g_assert_cmpuint (look->studies->len, ==, setup->studies->len);
}

static void
test_old_text (void)
{
  g_autoptr (BwChartSetup) setup = bw_chart_setup_parse ("300|sma-20,volume,ema-9,log,|HLVN", NULL);
  char title[BW_STUDY_TITLE_BYTES];

  g_assert_nonnull (setup);
  g_assert_cmpint (setup->timeframe, ==, 300);
  g_assert_cmpstr (setup->symbol, ==, "HLVN");
  g_assert_true (setup->has_volume);
  g_assert_cmpint (setup->scale, ==, BW_PRICE_SCALE_LOG);
  g_assert_cmpuint (setup->studies->len, ==, 2);
  g_assert_cmpstr (bw_study_spec_print_title (bw_chart_setup_get_study (setup, 0), title), ==, "SMA 20");
  g_assert_cmpstr (bw_study_spec_print_title (bw_chart_setup_get_study (setup, 1), title), ==, "EMA 9");
}

/* Each says where it is broken and what it may be. */
static void
test_broken (void)
{
  static const struct { const char *text, *told; int code; } cases[] = {
    { "", "isn't readable", BW_CHART_SETUP_ERROR_BROKEN },
    { "300|", "isn't readable", BW_CHART_SETUP_ERROR_BROKEN },
    { "[]", "isn't readable", BW_CHART_SETUP_ERROR_BROKEN },
    { "{", "isn't readable", BW_CHART_SETUP_ERROR_BROKEN },
    { "{}", "chart: is missing", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":2}", "newer Bellwether", BW_CHART_SETUP_ERROR_NEWER },
    { "{\"chart\":1,\"volume\":3}", "volume: must be true or false", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"timeframe\":-5}", "timeframe: must be from 0", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"scale\":\"cubic\"}", "scale: is none", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"studies\":{}}", "studies: must be a list", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"studies\":[7]}", "studies[0].indicator: is missing", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"studies\":[{\"indicator\":\"RSI\"},{\"indicator\":\"RS\"}]}",
      "studies[1].indicator: there is no indicator “RS”", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"studies\":[{\"indicator\":\"RSI\",\"parameters\":{\"TimePeriod\":1}}]}",
      "studies[0].parameters: RSI: TimePeriod must be a whole number from 2 to 100000, not 1",
      BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"studies\":[{\"indicator\":\"RSI\",\"parameters\":{\"Depth\":1}}]}",
      "RSI has no parameter “Depth”; it has TimePeriod", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"studies\":[{\"indicator\":\"RSI\",\"outputs\":{\"Real\":{\"width\":9}}}]}",
      "studies[0].outputs.Real.width: must be from 1 to 4", BW_CHART_SETUP_ERROR_BROKEN },
    { "{\"chart\":1,\"studies\":[{\"indicator\":\"RSI\",\"height\":1e300}]}",
      "studies[0].height: must be from 0.05 to 5", BW_CHART_SETUP_ERROR_BROKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (bw_chart_setup_parse (cases[i].text, &error));
      g_assert_error (error, BW_CHART_SETUP_ERROR, cases[i].code);
      if (strstr (error->message, cases[i].told) == NULL)
        g_error ("%s\ntells: %s\nnot: %s", cases[i].text, error->message, cases[i].told);
    }
}

/* What it doesn't know of its own version is left out; what it doesn't say keeps its default. */
static void
test_lenient (void)
{
  g_autoptr (BwChartSetup) setup = bw_chart_setup_parse (
      "{\"chart\":1,\"colour\":\"blue\",\"studies\":[{\"indicator\":\"macd\"}]}", NULL);

  g_assert_nonnull (setup);
  g_assert_true (setup->has_volume);
  g_assert_cmpuint (setup->studies->len, ==, 1);
  g_assert_cmpfloat (bw_chart_setup_get_study (setup, 0)->parameters[1], ==, 26.0);
}

static void
test_studies (void)
{
  g_autoptr (BwChartSetup) setup = bw_chart_setup_new ();
  BwStudySpec removed;
  guint64 ids[3];
  guint index;

  for (guint i = 0; i < 3; i++)
    g_assert_true (bw_chart_setup_add_study (setup, bw_indicator_find ("SMA"), &ids[i]));
  g_assert_cmpuint (bw_chart_setup_get_study (setup, 1)->outputs[0].colour_index, ==, 1);
  g_assert_true (bw_chart_setup_move_study (setup, ids[0], 1));
  g_assert_false (bw_chart_setup_move_study (setup, ids[1], -1));
  g_assert_nonnull (bw_chart_setup_find_study (setup, ids[0], &index));
  g_assert_cmpuint (index, ==, 1);
  removed = *bw_chart_setup_find_study (setup, ids[0], NULL);
  g_assert_true (bw_chart_setup_remove_study (setup, ids[0]));
  g_assert_false (bw_chart_setup_remove_study (setup, ids[0]));
  bw_chart_setup_insert_study (setup, 1, &removed);
  g_assert_true (bw_study_spec_equal (bw_chart_setup_get_study (setup, 1), &removed));
  while (setup->studies->len < BW_STUDY_N_MAX)
    g_assert_true (bw_chart_setup_add_study (setup, bw_indicator_find ("RSI"), NULL));
  g_assert_false (bw_chart_setup_add_study (setup, bw_indicator_find ("RSI"), NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/setup/round-trip", test_round_trip);
  g_test_add_func ("/setup/old-text", test_old_text);
  g_test_add_func ("/setup/broken", test_broken);
  g_test_add_func ("/setup/lenient", test_lenient);
  g_test_add_func ("/setup/studies", test_studies);
  return g_test_run ();
}
