/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/help/markdown.h"

#include <pango/pango.h>
#include <string.h>

static const struct
{
  const char *text;
  const char *markup;
} inline_cases[] = {
  { "plain < words & such", "plain &lt; words &amp; such" },
  { "**bold** and `code <x>`", "<b>bold</b> and <tt>code &lt;x&gt;</tt>" },
  { "see [Trading](trading.md).", "see <a href=\"trading.md\">Trading</a>." },
  { "a [bracket] stays, 2 * 3 too", "a [bracket] stays, 2 * 3 too" },
  { "**never closed, `nor this", "**never closed, `nor this" },
  { "**** [](", "**** [](" },
  { "*held* until 2 * 3", "<i>held</i> until 2 * 3" },
  { "", "" },
};

static void
test_inline (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inline_cases); i++)
    {
      g_autofree char *markup = bw_markdown_inline_to_markup (inline_cases[i].text);

      g_assert_cmpstr (markup, ==, inline_cases[i].markup);
    }
}

static const char guide[] = "<!-- SPDX -->\n# Title\n\nA line\nand its **end**.\n- one\n  goes on\n- two\n\n2. second\n\n"
                            "    code  here\n    more\n\n## Keys\n| key | does |\n|---|---|\n| `B` | buy |\n\n"
                            "```\nfenced - not a list\n```\n";

static const struct
{
  BwMarkdownKind kind;
  guint number;
  const char *text;
} blocks_expected[] = {
  { BW_MARKDOWN_HEADING, 1, "Title" },
  { BW_MARKDOWN_PARAGRAPH, 0, "A line and its <b>end</b>." },
  { BW_MARKDOWN_ITEM, 0, "one goes on" },
  { BW_MARKDOWN_ITEM, 0, "two" },
  { BW_MARKDOWN_ITEM, 2, "second" },
  { BW_MARKDOWN_CODE, 0, "code  here\nmore" },
  { BW_MARKDOWN_HEADING, 2, "Keys" },
  { BW_MARKDOWN_ROW, 0, NULL },
  { BW_MARKDOWN_ROW, 0, NULL },
  { BW_MARKDOWN_CODE, 0, "fenced - not a list" },
};

static void
test_blocks (void)
{
  g_autoptr (GPtrArray) blocks = bw_markdown_parse (guide);
  g_autofree char *title = bw_markdown_get_title (guide);

  g_assert_cmpstr (title, ==, "Title");
  g_assert_cmpuint (blocks->len, ==, G_N_ELEMENTS (blocks_expected));
  for (guint i = 0; i < blocks->len; i++)
    {
      const BwMarkdownBlock *block = g_ptr_array_index (blocks, i);

      g_assert_cmpint (block->kind, ==, blocks_expected[i].kind);
      g_assert_cmpuint (block->number, ==, blocks_expected[i].number);
      g_assert_cmpstr (block->text, ==, blocks_expected[i].text);
      if (block->kind == BW_MARKDOWN_ROW)
        {
          g_assert_cmpint (block->is_head, ==, i == 7);
          g_assert_cmpuint (g_strv_length (block->cells), ==, 2);
          g_assert_cmpstr (block->cells[0], ==, i == 7 ? "key" : "<tt>B</tt>");
        }
    }
}

/* Whatever the text, what comes out is markup that Pango takes. */
static void
test_any_text (void)
{
  static const char alphabet[] = "ab*`[]()#-|.1 \n<&";
  GRand *random = g_rand_new_with_seed (7);

  for (int round = 0; round < 3000; round++)
    {
      char text[40];
      g_autoptr (GPtrArray) blocks = NULL;

      for (gsize i = 0; i < sizeof text - 1; i++)
        text[i] = alphabet[g_rand_int_range (random, 0, (gint32) sizeof alphabet - 1)];
      text[sizeof text - 1] = '\0';
      blocks = bw_markdown_parse (text);
      for (guint i = 0; i < blocks->len; i++)
        {
          const BwMarkdownBlock *block = g_ptr_array_index (blocks, i);

          if (block->text != NULL && block->kind != BW_MARKDOWN_CODE && strstr (block->text, "<a ") == NULL)
            g_assert_true (pango_parse_markup (block->text, -1, 0, NULL, NULL, NULL, NULL));
        }
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/markdown/inline", test_inline);
  g_test_add_func ("/app/markdown/blocks", test_blocks);
  g_test_add_func ("/app/markdown/any-text", test_any_text);
  return g_test_run ();
}
