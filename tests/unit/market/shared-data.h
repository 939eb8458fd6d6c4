/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>

/* Files of the shared data set. A test that can't find it skips, saying so. */

static inline char *
shared_data_path (const char *relative)
{
  const char *shared = g_getenv ("BW_TEST_SHARED");

  return shared != NULL ? g_build_filename (shared, "data", relative, NULL) : NULL;
}

static inline GBytes *
shared_data_inflate (const char *bytes, gsize n_bytes)
{
  g_autoptr (GZlibDecompressor) inflater = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_data (bytes, (gssize) n_bytes, NULL);
  g_autoptr (GInputStream) plain =
      g_converter_input_stream_new (raw, G_CONVERTER (inflater));
  g_autoptr (GOutputStream) collected = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (collected, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (collected));
}

/* The whole file, unpacked when its name ends in .gz; NULL when it isn't there. */
static inline GBytes *
shared_data_load_path (const char *path)
{
  char *bytes;
  gsize n_bytes;
  GBytes *plain;

  if (path == NULL || !g_file_get_contents (path, &bytes, &n_bytes, NULL))
    return NULL;
  if (!g_str_has_suffix (path, ".gz"))
    return g_bytes_new_take (bytes, n_bytes);
  plain = shared_data_inflate (bytes, n_bytes);
  g_free (bytes);
  return plain;
}

static inline GBytes *
shared_data_load (const char *relative)
{
  g_autofree char *path = shared_data_path (relative);

  return shared_data_load_path (path);
}

/* The file's lines without the header, NULL-terminated. By memchr: g_strsplit () looks with strstr (), which a
 * sanitizer lets measure the rest of the text for each line. */
static inline char **
shared_data_load_lines (const char *relative)
{
  g_autoptr (GBytes) bytes = shared_data_load (relative);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  const char *at, *end, *stop;
  gsize n_bytes;

  if (bytes == NULL)
    return NULL;
  at = g_bytes_get_data (bytes, &n_bytes);
  end = at + n_bytes;
  at = memchr (at, '\n', n_bytes);
  g_assert_nonnull (at);
  for (at++; at < end; at = stop + 1)
    {
      stop = memchr (at, '\n', (gsize)(end - at));
      if (stop == NULL)
        stop = end;
      if (stop > at)
        g_ptr_array_add (lines, g_strndup (at, (gsize)(stop - at)));
    }
  g_ptr_array_add (lines, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}
