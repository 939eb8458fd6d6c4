/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analytics/benchmark.h"
#include "analytics/equity-curve.h"
#include "analytics/performance.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* The golden vector of SEMANTICS section 4. */
static const double golden_returns[] = { 0.01, -0.02, 0.015, 0.003, -0.007, 0.012, -0.001, 0.004, -0.011, 0.006 };
static const double golden_benchmark[] = { 0.008, -0.015, 0.01, 0.002, -0.004, 0.009, 0.001, 0.003, -0.008, 0.005 };

static void
assert_near (const char *name, double got, double expected, double tolerance)
{
  g_test_message ("%s: %.12g, expected %.12g", name, got, expected);
  g_assert_cmpfloat_with_epsilon (got, expected, tolerance);
}

static void
test_golden_vector (void)
{
  BwPerformance p;

  bw_performance_measure (golden_returns, G_N_ELEMENTS (golden_returns), 0, 252, &p);
  g_assert_cmpuint (p.n_returns, ==, 10);
  assert_near ("total", p.total_return, 0.010503120762, 5e-13);
  assert_near ("annual", p.annual_return, 0.301214844709, 5e-13);
  assert_near ("volatility", p.annual_volatility, 0.174611568918, 5e-13);
  assert_near ("sharpe", p.sharpe, 1.587523677370, 5e-13);
  assert_near ("downside", p.downside_risk, 0.119954991559, 5e-13);
  assert_near ("sortino", p.sortino, 2.310866737570, 5e-13);
  assert_near ("drawdown", p.max_drawdown, -0.02, 1e-15);
  assert_near ("calmar", p.calmar, 15.060742235, 5e-10);
  assert_near ("var 95", p.value_at_risk_95, 0.01595, 1e-15);
  assert_near ("cvar 95", p.expected_shortfall_95, 0.02, 1e-15);
  assert_near ("var 95 normal", p.value_at_risk_95_normal, 0.016992559143, 5e-13);
  assert_near ("var 99 normal", p.value_at_risk_99_normal, 0.024488651664, 5e-13);
  assert_near ("omega", p.omega, 1.282051282051, 5e-13);
  assert_near ("tail", p.tail_ratio, 0.855799373041, 5e-13);
  assert_near ("skewness", p.skewness, -0.604757037, 5e-10);
  assert_near ("kurtosis", p.kurtosis, 2.381307014, 5e-10);
  assert_near ("probabilistic sharpe", p.probabilistic_sharpe, 0.614420865906, 5e-13);
  assert_near ("best", p.best_return, 0.015, 1e-15);
  assert_near ("worst", p.worst_return, -0.02, 1e-15);
  assert_near ("positive", p.positive_share, 0.6, 1e-15);
}

static void
test_golden_benchmark (void)
{
  BwBenchmark b;

  bw_benchmark_measure (golden_returns, golden_benchmark, G_N_ELEMENTS (golden_returns), 0, 252, &b);
  assert_near ("beta", b.beta, 1.367481365921, 5e-13);
  /* SEMANTICS prints …894331. Its own beta and the means (both 0.0011) give, in exact arithmetic,
   * (1 − 0.0011 · (β − 1))^252 − 1 = −0.096867884331: one digit of the document is a slip. */
  assert_near ("alpha", b.alpha, -0.096867884331, 5e-13);
  assert_near ("tracking error", b.tracking_error, 0.049638694584, 5e-13);
  assert_near ("information ratio", b.information_ratio, 0, 1e-12);
}

static void
test_benchmark_itself (void)
{
  BwBenchmark b;

  bw_benchmark_measure (golden_benchmark, golden_benchmark, G_N_ELEMENTS (golden_benchmark), 0, 252, &b);
  assert_near ("beta", b.beta, 1, 1e-14);
  assert_near ("alpha", b.alpha, 0, 1e-12);
  assert_near ("correlation", b.correlation, 1, 1e-14);
  assert_near ("capture", b.capture, 1, 1e-14);
  g_assert_true (isnan (b.information_ratio));
}

/* What can't be said is NaN, on both sides of each edge. */
static void
test_edges (void)
{
  const double flat[] = { 0, 0, 0 }, one[] = { 0.01 }, ruin[] = { 0.5, -1.0, 0.5 };
  const double broken[] = { 0.01, NAN, 0.02 }, endless[] = { 0.01, INFINITY };
  BwPerformance p;
  BwBenchmark b;

  bw_performance_measure (NULL, 0, 0, 252, &p);
  g_assert_true (isnan (p.total_return) && isnan (p.sharpe) && isnan (p.worst_return));

  bw_performance_measure (one, 1, 0, 252, &p);
  g_assert_cmpfloat_with_epsilon (p.total_return, 0.01, 1e-15);
  g_assert_true (isnan (p.annual_volatility) && isnan (p.sharpe) && isnan (p.calmar));

  bw_performance_measure (flat, 3, 0, 252, &p);
  g_assert_cmpfloat (p.total_return, ==, 0);
  g_assert_cmpfloat (p.annual_volatility, ==, 0);
  g_assert_true (isnan (p.sharpe) && isnan (p.sortino) && isnan (p.omega) && isnan (p.skewness));

  bw_performance_measure (ruin, 3, 0, 252, &p);
  g_assert_cmpfloat (p.total_return, ==, -1);
  g_assert_cmpfloat (p.annual_return, ==, -1);
  g_assert_cmpfloat (p.max_drawdown, ==, -1);
  g_assert_true (isnan (p.stability));

  bw_performance_measure (broken, 3, 0, 252, &p);
  g_assert_true (isnan (p.total_return) && isnan (p.best_return));
  bw_performance_measure (endless, 2, 0, 252, &p);
  g_assert_true (isnan (p.total_return));

  bw_benchmark_measure (one, one, 1, 0, 252, &b);
  g_assert_true (isnan (b.beta) && isnan (b.up_capture));
  bw_benchmark_measure (golden_returns, flat, 3, 0, 252, &b);
  g_assert_true (isnan (b.beta) && isnan (b.capture));
}

static void
test_percentile (void)
{
  const double sorted[] = { 1, 2, 3, 4, 10 };

  g_assert_cmpfloat (bw_percentile (sorted, 5, 0), ==, 1);
  g_assert_cmpfloat (bw_percentile (sorted, 5, 1), ==, 10);
  g_assert_cmpfloat (bw_percentile (sorted, 5, 0.5), ==, 3);
  g_assert_cmpfloat_with_epsilon (bw_percentile (sorted, 5, 0.9), 7.6, 1e-12);
  g_assert_cmpfloat (bw_percentile (sorted, 1, 0.3), ==, 1);
  g_assert_true (isnan (bw_percentile (sorted, 0, 0.5)));
}

static GArray *
load_returns (const char *folder, const char *symbol)
{
  g_autofree char *name = g_strdup_printf ("returns_%s.csv", symbol);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *returns = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  for (gsize i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      double value = g_ascii_strtod (strchr (lines[i], ',') + 1, NULL);

      g_array_append_val (returns, value);
    }
  return returns;
}

static void
check_empyrical (const char *folder, JsonObject *expected)
{
  const char *symbol = json_object_get_string_member (expected, "returns");
  g_autoptr (GArray) returns = load_returns (folder, symbol);
  g_autoptr (GArray) benchmark
      = load_returns (folder, json_object_get_string_member (expected, "benchmark"));
  JsonObject *metrics = json_object_get_object_member (expected, "metrics");
  double risk_free = json_object_get_double_member (expected, "risk_free_per_day");
  BwPerformance p;
  BwBenchmark b;

  g_test_message ("%s, risk free %g", symbol, risk_free);
  g_assert_cmpint (returns->len, ==, json_object_get_int_member (expected, "n"));
  bw_performance_measure ((double *) (void *) returns->data, returns->len, risk_free, 252, &p);
  bw_benchmark_measure ((double *) (void *) returns->data, (double *) (void *) benchmark->data,
                        returns->len, risk_free, 252, &b);
#define CHECK(name, value) assert_near (name, value, json_object_get_double_member (metrics, name), 1e-9)
  CHECK ("total_return", p.total_return);
  CHECK ("annual_return", p.annual_return);
  CHECK ("annual_volatility", p.annual_volatility);
  CHECK ("sharpe", p.sharpe);
  CHECK ("downside_risk", p.downside_risk);
  CHECK ("sortino", p.sortino);
  CHECK ("max_drawdown", p.max_drawdown);
  CHECK ("calmar", p.calmar);
  CHECK ("omega", p.omega);
  CHECK ("var_95", -p.value_at_risk_95);
  CHECK ("cvar_95", -p.expected_shortfall_95);
  CHECK ("tail_ratio", p.tail_ratio);
  CHECK ("stability", p.stability);
  CHECK ("beta", b.beta);
  CHECK ("alpha", b.alpha);
  CHECK ("excess_sharpe", b.information_ratio / sqrt (252));
  CHECK ("capture", b.capture);
  CHECK ("up_capture", b.up_capture);
  CHECK ("down_capture", b.down_capture);
#undef CHECK
}

static void
test_empyrical (void)
{
  const char *shared = g_getenv ("BW_TEST_SHARED");
  g_autofree char *folder = g_build_filename (shared != NULL ? shared : "", "data", "golden", "metrics", NULL);
  g_autofree char *path = g_build_filename (folder, "empyrical.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the golden files are not on this machine");
      return;
    }
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), >, 0);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_empyrical (folder, json_array_get_object_element (cases, i));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/performance/golden-vector", test_golden_vector);
  g_test_add_func ("/performance/golden-benchmark", test_golden_benchmark);
  g_test_add_func ("/performance/benchmark-itself", test_benchmark_itself);
  g_test_add_func ("/performance/edges", test_edges);
  g_test_add_func ("/performance/percentile", test_percentile);
  g_test_add_func ("/performance/empyrical", test_empyrical);
  return g_test_run ();
}
