/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/scenario.h"

#include <glib.h>
#include <string.h>

/* Every file in tests/scenarios holds: the rules of trading, told as a trader would. */

static void
run_file (gconstpointer user_data)
{
  const char *path = user_data;
  g_autofree char *text = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) report = g_string_new (NULL);
  gsize n_bytes;

  g_file_get_contents (path, &text, &n_bytes, &error);
  g_assert_no_error (error);
  if (bw_scenario_run (name, text, n_bytes, report) == BW_SCENARIO_HELD)
    return;
  g_test_message ("%s", report->str);
  g_test_fail ();
}

/* The same file with the power going off after every statement from the first `at` on: everything
 * still holds, and what comes back is always what was there. */
static char *
add_crashes (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *crashing = g_string_new (NULL);
  gboolean has_started = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append_printf (crashing, "%s\n", lines[i]);
      has_started |= g_str_has_prefix (lines[i], "at ");
      if (has_started && *lines[i] != '\0' && *lines[i] != '#')
        g_string_append (crashing, "crash\nexpect same-after-crash\n");
    }
  return g_string_free (crashing, FALSE);
}

static void
run_crashing (gconstpointer user_data)
{
  const char *path = user_data;
  g_autofree char *text = NULL;
  g_autofree char *crashing = NULL;
  g_autoptr (GString) report = g_string_new (NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  crashing = add_crashes (text);
  if (bw_scenario_run (path, crashing, strlen (crashing), report) == BW_SCENARIO_HELD)
    return;
  g_test_message ("%s", report->str);
  g_test_fail ();
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("BW_TEST_SOURCE") != NULL ? g_getenv ("BW_TEST_SOURCE") : BW_SOURCE_ROOT,
                        "tests", "scenarios", NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) files = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  files = g_dir_open (folder, 0, NULL);
  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    if (g_str_has_suffix (name, ".scenario"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  g_assert_cmpuint (paths->len, >=, 40);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *base = g_path_get_basename (paths->pdata[i]);
      g_autofree char *test_name = g_strconcat ("/trading/scenario-files/", base, NULL);

      g_autofree char *crash_name = g_strconcat ("/trading/scenario-crashes/", base, NULL);

      g_test_add_data_func (test_name, paths->pdata[i], run_file);
      g_test_add_data_func (crash_name, paths->pdata[i], run_crashing);
    }
  return g_test_run ();
}
