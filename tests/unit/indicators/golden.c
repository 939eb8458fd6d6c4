/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "golden.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* A column of a CSV file in the golden folder, gunzipped if need be; an empty field is NaN. NULL
 * when the file is absent. */
static double *
load_column (const char *relative, guint column, gsize *n_values)
{
  const char *shared = g_getenv ("BW_TEST_SHARED");
  g_autofree char *path =
      g_build_filename (shared != NULL ? shared : "", "data", "golden", relative, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) raw = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GConverter) gunzip =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));
  char *line;

  if (raw == NULL)
    {
      g_array_unref (values);
      return NULL;
    }
  stream = g_str_has_suffix (relative, ".gz") ? g_converter_input_stream_new (raw, gunzip)
                                              : g_object_ref (raw);
  lines = g_data_input_stream_new (stream);
  g_free (g_data_input_stream_read_line (lines, NULL, NULL, NULL));
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      g_auto (GStrv) fields = g_strsplit (g_strchomp (line), ",", -1);
      double value = fields[column][0] != '\0' ? g_ascii_strtod (fields[column], NULL) : NAN;

      g_array_append_val (values, value);
      g_free (line);
    }
  *n_values = values->len;
  return (double *)(void *)g_array_free (values, FALSE);
}

double *
load_golden_closes (gsize *n_values)
{
  return load_column ("bars_JNJ_2014_2015.csv", 4, n_values);
}

double *
load_golden_output (const char *function, gsize *n_values)
{
  g_autofree char *relative = g_strdup_printf ("talib/%s.csv.gz", function);

  return load_column (relative, 1, n_values);
}

/* NaN must meet NaN. */
void
check_close (const double *actual, const double *expected, gsize n_values, double tolerance)
{
  for (gsize i = 0; i < n_values; i++)
    {
      if (isnan (expected[i]) != isnan (actual[i]))
        g_error ("value %" G_GSIZE_FORMAT " is %.17g, not %.17g", i, actual[i], expected[i]);
      if (!isnan (expected[i]) && fabs (actual[i] - expected[i]) > tolerance * fabs (expected[i]))
        g_error ("value %" G_GSIZE_FORMAT " is %.17g, not %.17g", i, actual[i], expected[i]);
    }
}

void
check_golden (const char *function, BatchFunc batch)
{
  gsize n_values = 0, n_expected = 0;
  g_autofree double *closes = load_golden_closes (&n_values);
  g_autofree double *expected = load_golden_output (function, &n_expected);
  g_autofree double *out = NULL;

  if (closes == NULL || expected == NULL)
    {
      g_test_skip ("the golden files are not here (BW_TEST_SHARED)");
      return;
    }
  g_assert_cmpuint (n_values, ==, 504);
  g_assert_cmpuint (n_expected, ==, n_values);
  out = g_new (double, n_values);
  batch (closes, n_values, 30, out);
  check_close (out, expected, n_values, 1e-9);
}

/* Any split into pieces gives the bits of the batch. */
void
check_pieces (BatchFunc batch, PiecesFunc pieces)
{
  static const guint periods[] = { 1, 2, 3, 20, 200, 400 };
  static const gsize n_pieces[] = { 1, 2, 3, 7, 13, 333 };
  double values[333], expected[333], actual[333];
  g_autoptr (GRand) random = g_rand_new_with_seed (20260302);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = 50.0 + 10.0 * g_rand_double (random);
  for (guint p = 0; p < G_N_ELEMENTS (periods); p++)
    for (guint k = 0; k < G_N_ELEMENTS (n_pieces); k++)
      {
        batch (values, G_N_ELEMENTS (values), periods[p], expected);
        pieces (values, G_N_ELEMENTS (values), periods[p], n_pieces[k], actual);
        for (guint i = 0; i < G_N_ELEMENTS (values); i++)
          g_assert_true (memcmp (&actual[i], &expected[i], sizeof (double)) == 0 ||
                         (isnan (actual[i]) && isnan (expected[i])));
      }
}
