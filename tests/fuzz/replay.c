/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

/* Feeds a fuzz target its stored inputs, whole, cut short at every power of two and with one bit
 * turned at 64 places, so that a plain build without libFuzzer keeps walking the edges. */

static void
feed_variants (const char *contents, gsize contents_bytes)
{
  g_autofree guint8 *copy = g_memdup2 (contents, MAX (contents_bytes, 1));

  LLVMFuzzerTestOneInput (copy, contents_bytes);
  for (gsize cut = 1; cut < contents_bytes; cut *= 2)
    LLVMFuzzerTestOneInput (copy, cut);
  for (gsize i = 0; i < 64 && contents_bytes > 0; i++)
    {
      gsize place = i * 2654435761u % contents_bytes;

      copy[place] ^= (guint8) (1u << (i % 8));
      LLVMFuzzerTestOneInput (copy, contents_bytes);
      copy[place] ^= (guint8) (1u << (i % 8));
    }
}

static void
test_seed (gconstpointer path)
{
  g_autofree char *contents = NULL;
  gsize contents_bytes = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, &contents_bytes, &error);
  g_assert_no_error (error);
  feed_variants (contents, contents_bytes);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 2); /* what follows the folder only has to be there first */
  folder = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *test_path = g_strconcat ("/fuzz/", name, NULL);

      g_test_add_data_func_full (test_path, g_build_filename (argv[1], name, NULL), test_seed,
                                 g_free);
    }
  return g_test_run ();
}
