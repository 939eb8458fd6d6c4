/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"

#include "base/log.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

/* When the process was started, on the monotonic clock, for the measure of the start: the kernel
 * counts it in ticks since the boot, as field 22 of /proc/self/stat. 0 when it can't be told. */
static gint64
read_process_start (void)
{
  g_autofree char *text = NULL;
  const char *cursor;
  guint64 ticks;

  /* A bench that starts the program knows the instant better than the kernel's ticks. */
  text = g_strdup (g_getenv ("BW_TRACE_START"));
  if (text != NULL && strlen (text) > 6)
    return g_ascii_strtoll (text, NULL, 10);
  g_clear_pointer (&text, g_free);
  if (!g_file_get_contents ("/proc/self/stat", &text, NULL, NULL))
    return 0;
  cursor = g_strrstr (text, ")");
  for (int field = 3; cursor != NULL && field <= 22; field++)
    {
      cursor = strchr (cursor, ' ');
      cursor = cursor != NULL ? cursor + 1 : NULL;
    }
  if (cursor == NULL)
    return 0;
  ticks = g_ascii_strtoull (cursor, NULL, 10);
  return (gint64) ticks * (BW_SECOND / sysconf (_SC_CLK_TCK));
}

/* Where GL is drawn by the processor, GTK's cairo renderer is faster, starts faster and takes less
 * memory. A card shows as a render node; without one GL can only be software. */
static void
choose_renderer (void)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (g_getenv ("GSK_RENDERER") != NULL)
    return;
  folder = g_dir_open ("/dev/dri", 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return;
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
}

/* Runs from the build tree too: the compiled schema then lies in the tree's data folder. */
static void
find_schemas (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *schemas = NULL;

  if (folder == NULL || g_getenv ("GSETTINGS_SCHEMA_DIR") != NULL)
    return;
  schemas = g_build_filename (folder, "..", "..", "data", "gschemas.compiled", NULL);
  if (g_file_test (schemas, G_FILE_TEST_EXISTS))
    {
      g_autofree char *data = g_build_filename (folder, "..", "..", "data", NULL);

      g_setenv ("GSETTINGS_SCHEMA_DIR", data, TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (BwApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BW_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  bw_log_install (bw_clock_system ());
  choose_renderer ();
  find_schemas ();
  application = bw_application_new (bw_clock_system (), read_process_start ());
  return g_application_run (G_APPLICATION (application), argc, argv);
}
