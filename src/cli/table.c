/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/table.h"

#include <math.h>
#include <string.h>

#define GAP "  "

/* A cell's width, split at the decimal point, in characters. */
typedef struct
{
  glong before;
  glong after; /* the point included */
} Width;

/**
 * bw_number_to_text:
 *
 * Returns: (transfer full): the shortest text that reads back as the same number, without an
 *   exponent where that stays short
 */
char *
bw_number_to_text (double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = 15; precision <= 17; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", precision);
      g_ascii_formatd (digits, sizeof digits, format, number);
      if (g_ascii_strtod (digits, NULL) == number)
        break;
    }
  if (strchr (digits, 'e') != NULL && fabs (number) < 1e15 && fabs (number) >= 1e-8)
    g_ascii_formatd (digits, sizeof digits, "%.8f", number);
  return g_strdup (digits);
}

static char *
cell_text (JsonObject *row, const char *member)
{
  JsonNode *node = json_object_get_member (row, member);
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "yes" : "no");
  return bw_number_to_text (json_node_get_double (node));
}

static Width
measure (const char *text, gboolean is_number)
{
  const char *point = is_number ? strchr (text, '.') : NULL;
  glong all = g_utf8_strlen (text, -1);

  if (point == NULL)
    return (Width){ all, 0 };
  return (Width){ g_utf8_strlen (text, point - text), g_utf8_strlen (point, -1) };
}

static void
pad (GString *text, glong n_blanks)
{
  for (; n_blanks > 0; n_blanks--)
    g_string_append_c (text, ' ');
}

/* Numbers line up on their point; everything else on its left edge. */
static void
print_cell (GString *text, const char *cell, gboolean is_number, Width width, Width column)
{
  if (is_number)
    pad (text, column.before - width.before);
  g_string_append (text, cell);
  pad (text, is_number ? column.after - width.after
                       : column.before + column.after - width.before - width.after);
}

static void
widen (Width *column, Width cell)
{
  column->before = MAX (column->before, cell.before);
  column->after = MAX (column->after, cell.after);
}

static void
trim_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

/**
 * bw_table_print:
 * @rows: of objects
 *
 * Appends a table to @text: titles, then a line a row.
 */
void
bw_table_print (JsonArray *rows, const BwTableColumn *columns, gsize n_columns, GString *text)
{
  g_autofree Width *widths = g_new0 (Width, n_columns);
  guint n_rows = json_array_get_length (rows);

  for (gsize i = 0; i < n_columns; i++)
    {
      Width title = { g_utf8_strlen (columns[i].title, -1), 0 };

      for (guint row_index = 0; row_index < n_rows; row_index++)
        {
          g_autofree char *cell =
              cell_text (json_array_get_object_element (rows, row_index), columns[i].member);

          widen (&widths[i], measure (cell, columns[i].is_number));
        }
      if (widths[i].before + widths[i].after < title.before)
        widths[i].before = title.before - widths[i].after;
      pad (text, columns[i].is_number ? widths[i].before + widths[i].after - title.before : 0);
      g_string_append (text, columns[i].title);
      pad (text, columns[i].is_number ? 0 : widths[i].before + widths[i].after - title.before);
      g_string_append (text, GAP);
    }
  trim_line (text);
  for (guint row_index = 0; row_index < n_rows; row_index++)
    {
      for (gsize i = 0; i < n_columns; i++)
        {
          g_autofree char *cell =
              cell_text (json_array_get_object_element (rows, row_index), columns[i].member);

          print_cell (text, cell, columns[i].is_number, measure (cell, columns[i].is_number),
                      widths[i]);
          g_string_append (text, GAP);
        }
      trim_line (text);
    }
}

/**
 * bw_table_print_record:
 *
 * Appends one object to @text, a line a member: its title, then its value.
 */
void
bw_table_print_record (JsonObject *record, const BwTableColumn *columns, gsize n_columns, GString *text)
{
  Width numbers = { 0, 0 };
  glong title_width = 0;

  for (gsize i = 0; i < n_columns; i++)
    {
      g_autofree char *cell = cell_text (record, columns[i].member);

      title_width = MAX (title_width, g_utf8_strlen (columns[i].title, -1));
      if (columns[i].is_number)
        widen (&numbers, measure (cell, TRUE));
    }
  for (gsize i = 0; i < n_columns; i++)
    {
      g_autofree char *cell = cell_text (record, columns[i].member);
      Width width = measure (cell, columns[i].is_number);

      g_string_append (text, columns[i].title);
      pad (text, title_width - g_utf8_strlen (columns[i].title, -1));
      g_string_append (text, GAP);
      print_cell (text, cell, columns[i].is_number, width, columns[i].is_number ? numbers : width);
      trim_line (text);
    }
}
