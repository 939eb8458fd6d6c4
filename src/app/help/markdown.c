/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/help/markdown.h"

#include <string.h>

/* As much of Markdown as the help is written in: headings, paragraphs, bullets and numbers, tables, code
 * (indented or fenced), bold, code in a line, italics, links. What isn't known is shown as it stands. */

#define HEADING_LEVEL_MAX 3

static void
free_block (gpointer data)
{
  BwMarkdownBlock *block = data;

  g_free (block->text);
  g_strfreev (block->cells);
  g_free (block);
}

static void
append_escaped (GString *markup, const char *text, gsize n_bytes)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) n_bytes);

  g_string_append (markup, escaped);
}

/* Takes “[words](target)” at @text; returns what is behind it, or NULL. */
static const char *
take_link (GString *markup, const char *text)
{
  const char *middle = strstr (text, "](");
  const char *end = middle != NULL ? strchr (middle, ')') : NULL;

  if (end == NULL || memchr (text, '\n', (gsize) (end - text)) != NULL)
    return NULL;
  g_string_append (markup, "<a href=\"");
  append_escaped (markup, middle + 2, (gsize) (end - middle - 2));
  g_string_append (markup, "\">");
  append_escaped (markup, text + 1, (gsize) (middle - text - 1));
  g_string_append (markup, "</a>");
  return end + 1;
}

/* Takes what stands between two @mark at @text; returns what is behind, or NULL. */
static const char *
take_marked (GString *markup, const char *text, const char *mark, const char *tag)
{
  gsize n_mark = strlen (mark);
  const char *end = strstr (text + n_mark, mark);

  if (end == NULL || end == text + n_mark)
    return NULL;
  g_string_append_printf (markup, "<%s>", tag);
  append_escaped (markup, text + n_mark, (gsize) (end - text) - n_mark);
  g_string_append_printf (markup, "</%s>", tag);
  return end + n_mark;
}

/** bw_markdown_inline_to_markup: bold, code and links of a line as Pango markup. */
char *
bw_markdown_inline_to_markup (const char *text)
{
  GString *markup = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *behind = NULL;

      if (*text == '[')
        behind = take_link (markup, text);
      else if (g_str_has_prefix (text, "**"))
        behind = take_marked (markup, text, "**", "b");
      else if (*text == '*' && text[1] != ' ')
        behind = take_marked (markup, text, "*", "i");
      else if (*text == '`')
        behind = take_marked (markup, text, "`", "tt");
      if (behind == NULL)
        {
          gsize n = 1 + strcspn (text + 1, "[*`");

          append_escaped (markup, text, n);
          behind = text + n;
        }
      text = behind;
    }
  return g_string_free (markup, FALSE);
}

static BwMarkdownBlock *
add_block (GPtrArray *blocks, BwMarkdownKind kind, guint number)
{
  BwMarkdownBlock *block = g_new0 (BwMarkdownBlock, 1);

  block->kind = kind;
  block->number = number;
  g_ptr_array_add (blocks, block);
  return block;
}

static gboolean
read_heading (const char *line, guint *level, const char **text)
{
  *level = (guint) strspn (line, "#");
  *text = line + *level;
  return *level > 0 && **text == ' ';
}

static gboolean
read_item (const char *line, guint *number, const char **text)
{
  gsize n_digits = strspn (line, "0123456789");

  *number = 0;
  *text = line + 2;
  if (g_str_has_prefix (line, "- ") || g_str_has_prefix (line, "* "))
    return TRUE;
  if (n_digits == 0 || n_digits > 3 || !g_str_has_prefix (line + n_digits, ". "))
    return FALSE;
  *number = (guint) g_ascii_strtoull (line, NULL, 10);
  *text = line + n_digits + 2;
  return TRUE;
}

/* The rule under a table's head. */
static gboolean
is_rule (const char *line)
{
  return strspn (line, "|-: ") == strlen (line);
}

static void
read_row (GPtrArray *blocks, const char *line, gboolean is_head)
{
  BwMarkdownBlock *block = add_block (blocks, BW_MARKDOWN_ROW, 0);
  g_autofree char *inner = g_strdup (line + 1);
  g_auto (GStrv) cells = NULL;

  block->is_head = is_head;
  g_strchomp (inner);
  if (g_str_has_suffix (inner, "|"))
    inner[strlen (inner) - 1] = '\0';
  cells = g_strsplit (inner, "|", 16);
  block->cells = g_new0 (char *, g_strv_length (cells) + 1);
  for (guint i = 0; cells[i] != NULL; i++)
    block->cells[i] = bw_markdown_inline_to_markup (g_strstrip (cells[i]));
}

typedef struct
{
  GPtrArray *blocks;    /* (borrowed) */
  GString *open;        /* (owned): lines of the block that isn't closed */
  BwMarkdownKind kind;  /* of it */
  guint number;
  gboolean is_fenced;
  gboolean is_in_table;
} Parser;

static void
close_block (Parser *parser)
{
  BwMarkdownBlock *block;

  if (parser->open->len == 0)
    return;
  block = add_block (parser->blocks, parser->kind, parser->number);
  block->text = parser->kind == BW_MARKDOWN_CODE ? g_strdup (g_strchomp (parser->open->str))
                                                 : bw_markdown_inline_to_markup (parser->open->str);
  g_string_set_size (parser->open, 0);
}

static void
begin_block (Parser *parser, BwMarkdownKind kind, guint number)
{
  close_block (parser);
  parser->kind = kind;
  parser->number = number;
}

static void
append_line (Parser *parser, const char *line)
{
  g_autofree char *stripped = g_strstrip (g_strdup (line));

  if (parser->open->len > 0)
    g_string_append_c (parser->open, ' ');
  g_string_append (parser->open, stripped);
}

static void
append_code (Parser *parser, const char *line)
{
  if (parser->kind != BW_MARKDOWN_CODE)
    begin_block (parser, BW_MARKDOWN_CODE, 0);
  g_string_append_printf (parser->open, "%s\n", line);
}

static void
read_text_line (Parser *parser, const char *line)
{
  const char *text;
  guint number;

  if (read_heading (line, &number, &text))
    {
      begin_block (parser, BW_MARKDOWN_HEADING, MIN (number, HEADING_LEVEL_MAX));
      append_line (parser, text);
      close_block (parser);
      parser->kind = BW_MARKDOWN_PARAGRAPH;
    }
  else if (read_item (line, &number, &text))
    {
      begin_block (parser, BW_MARKDOWN_ITEM, number);
      append_line (parser, text);
    }
  else
    {
      if (parser->open->len == 0 || parser->kind == BW_MARKDOWN_CODE)
        begin_block (parser, BW_MARKDOWN_PARAGRAPH, 0);
      append_line (parser, line);
    }
}

static void
read_line (Parser *parser, const char *line)
{
  gboolean was_in_table = parser->is_in_table;
  gboolean is_code = g_str_has_prefix (line, "    ") && (parser->open->len == 0 || parser->kind == BW_MARKDOWN_CODE);

  parser->is_in_table = *line == '|' && !parser->is_fenced;
  if (g_str_has_prefix (line, "```"))
    {
      close_block (parser);
      parser->is_fenced = !parser->is_fenced;
    }
  else if (parser->is_fenced || is_code)
    append_code (parser, parser->is_fenced ? line : line + 4);
  else if (parser->is_in_table)
    {
      close_block (parser);
      if (!is_rule (line))
        read_row (parser->blocks, line, !was_in_table);
    }
  else if (line[strspn (line, " \t\r")] == '\0')
    close_block (parser);
  else if (!g_str_has_prefix (line, "<!--"))
    read_text_line (parser, line);
}

/**
 * bw_markdown_parse:
 *
 * Returns: (transfer full) (element-type BwMarkdownBlock): in reading order
 */
GPtrArray *
bw_markdown_parse (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Parser parser = { g_ptr_array_new_with_free_func (free_block), g_string_new (NULL), BW_MARKDOWN_PARAGRAPH, 0,
                    FALSE, FALSE };

  for (char **line = lines; *line != NULL; line++)
    read_line (&parser, *line);
  close_block (&parser);
  g_string_free (parser.open, TRUE);
  return parser.blocks;
}

char *
bw_markdown_get_title (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *title;
  guint level;

  for (char **line = lines; *line != NULL; line++)
    if (read_heading (*line, &level, &title))
      return g_strstrip (g_strdup (title));
  return g_strdup ("");
}
