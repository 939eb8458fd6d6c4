/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/scenario.h"

#include <glib/gstdio.h>

/* Seeds for the journal's fuzz target: what some of the scenarios did, in today's format. Called with
 * the folder of the seeds, a file to touch, and the scenarios. */

static void
save (const char *folder, const char *file, const char *what, const GByteArray *bytes)
{
  g_autofree char *base = g_path_get_basename (file);
  g_autofree char *name = g_strdup_printf ("%s-%s", what, base);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  if (argc < 4)
    g_error ("make-journal-seeds FOLDER STAMP SCENARIO...");
  g_mkdir_with_parents (argv[1], 0755);
  for (int i = 3; i < argc; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GString) report = g_string_new (NULL);
      BwScenarioRecord record = { g_byte_array_new (), g_byte_array_new () };
      gsize n_bytes;

      if (!g_file_get_contents (argv[i], &text, &n_bytes, &error))
        g_error ("%s", error->message);
      if (bw_scenario_run_recorded (argv[i], text, n_bytes, report, &record) != BW_SCENARIO_HELD)
        g_error ("%s", report->str);
      save (argv[1], argv[i], "inputs", record.journal);
      save (argv[1], argv[i], "state", record.state);
      g_byte_array_unref (record.journal);
      g_byte_array_unref (record.state);
    }
  if (!g_file_set_contents (argv[2], "", 0, &error))
    g_error ("%s", error->message);
  return 0;
}
