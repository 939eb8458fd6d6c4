/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/percent.h"

static const struct
{
  const char *text;
  gint64 share_e8;
  const char *printed; /* NULL: refused */
} cases[] = {
  { "10%", 10000000, "10%" },       { "0.5%", 500000, "0.5%" },     { "-7%", -7000000, "-7%" },
  { "100%", 100000000, "100%" },    { "0.000001%", 1, "0.000001%" }, { "12.50%", 12500000, "12.5%" },
  { "0%", 0, "0%" },                { "0.0000001%", 0, NULL },      { "10", 0, NULL },
  { "%", 0, NULL },                 { "", 0, NULL },                { "ten%", 0, NULL },
  { "10 %", 0, NULL },              { "10%%", 0, NULL },            { "99999999999999%", 0, NULL },
};

static void
test_percent (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwFixed share = { 42 };
      char text[BW_PERCENT_TEXT_BYTES];

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (bw_percent_parse (cases[i].text, &share), ==, cases[i].printed != NULL);
      g_assert_cmpint (share.e8, ==, cases[i].printed != NULL ? cases[i].share_e8 : 42);
      if (cases[i].printed != NULL)
        g_assert_cmpstr (bw_percent_print (share, text), ==, cases[i].printed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/percent/both-ways", test_percent);
  return g_test_run ();
}
