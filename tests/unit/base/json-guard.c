/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/json-guard.h"

#include <string.h>

static const struct
{
  const char *text;
  gboolean is_safe;
} texts[] = {
  { "", TRUE },
  { "{\"a\": [1, -2.5e+3, true, false, null]}", TRUE },
  { "[\"[[[[\", \"\\\"[{\", \"]]\"]", TRUE },
  { "  \t\r\n{}", TRUE },
  { "{", TRUE }, /* wrong, but safe: the parser says so */
  { "]", FALSE },
  { "[1]]", FALSE },
  { "[1, /* \" */ 2]", FALSE },
  { "// \"\n[1]", FALSE },
  { "['a']", FALSE },
  { "[1 # x\n]", FALSE },
  { "{a: 1}", TRUE },
  { "\x80", FALSE },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i].text);
      g_assert_cmpint (bw_json_is_safe (texts[i].text, strlen (texts[i].text)), ==, texts[i].is_safe);
    }
  g_assert_false (bw_json_is_safe ("[\0]", 3));
}

static void
test_depth (void)
{
  for (gsize depth = 1; depth <= 1000000; depth *= 2)
    {
      g_autofree char *text = g_strnfill (2 * depth, '[');

      memset (text + depth, ']', depth);
      g_assert_cmpint (bw_json_is_safe (text, 2 * depth), ==, depth <= BW_JSON_DEPTH_MAX);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-guard/texts", test_texts);
  g_test_add_func ("/base/json-guard/depth", test_depth);
  return g_test_run ();
}
