/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a block of text is. */
typedef enum
{
  BW_MARKDOWN_HEADING,   /* level 1 to 3 */
  BW_MARKDOWN_PARAGRAPH,
  BW_MARKDOWN_ITEM,      /* of a list; number 0 is a bullet */
  BW_MARKDOWN_CODE,      /* as it stands, lines kept */
  BW_MARKDOWN_ROW,       /* of a table; cells */
} BwMarkdownKind;

/**
 * BwMarkdownBlock:
 * @text: Pango markup; of code plain text
 * @cells: (nullable): of a row: Pango markup
 * @is_head: the first row of a table
 */
typedef struct
{
  BwMarkdownKind kind;
  guint number; /* a heading's level, an item's number */
  char *text;   /* (owned) (nullable) */
  char **cells; /* (owned) (nullable) */
  gboolean is_head;
} BwMarkdownBlock;

GPtrArray *bw_markdown_parse (const char *text);        /* BwMarkdownBlock */
char *bw_markdown_inline_to_markup (const char *text); /* (transfer full) */
char *bw_markdown_get_title (const char *text);        /* (transfer full): the first heading */

G_END_DECLS
