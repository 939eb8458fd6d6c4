/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "table.h"

#include <gio/gio.h>
#include <math.h>

static char **
split_line (const char *line)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GString) field = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  for (const char *p = line;; p++)
    {
      if (*p == '"')
        is_quoted = !is_quoted;
      else if (*p == '\0' || (*p == ',' && !is_quoted))
        {
          g_ptr_array_add (fields, g_strdup (field->str));
          g_string_truncate (field, 0);
          if (*p == '\0')
            break;
        }
      else if (*p != '\r')
        g_string_append_c (field, *p);
    }
  g_ptr_array_add (fields, NULL);
  return (char **)g_ptr_array_steal (fields, NULL);
}

/* Returns: (nullable): %NULL when the file is absent */
Table *
table_load (const char *relative)
{
  const char *shared = g_getenv ("BW_TEST_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "data", relative, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) raw = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GConverter) gunzip =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  Table *table;
  char *line;

  if (raw == NULL)
    return NULL;
  stream = g_str_has_suffix (relative, ".gz") ? g_converter_input_stream_new (raw, gunzip)
                                              : g_object_ref (raw);
  lines = g_data_input_stream_new (stream);
  table = g_new0 (Table, 1);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      g_ptr_array_add (table->rows, split_line (line));
      g_free (line);
    }
  return table;
}

void
table_free (Table *table)
{
  g_ptr_array_unref (table->rows);
  g_free (table);
}

/* An empty field is NaN. */
double *
table_get_column (const Table *table, guint column, gsize *n_values)
{
  double *values = g_new (double, table->rows->len);

  *n_values = table->rows->len - 1;
  for (gsize i = 0; i < *n_values; i++)
    {
      char **row = g_ptr_array_index (table->rows, i + 1);

      values[i] = row[column][0] != '\0' ? g_ascii_strtod (row[column], NULL) : NAN;
    }
  return values;
}
