/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/decimal-scan.h"

#include "base/random.h"

static const struct
{
  const char *text;
  char point;
  gboolean fits;
  double number;
} double_cases[] = {
  { "0", '.', TRUE, 0 },
  { "-0", '.', TRUE, 0 },
  { "1", '.', TRUE, 1 },
  { "+1.5", '.', TRUE, 1.5 },
  { "-1,5", ',', TRUE, -1.5 },
  { ".5", '.', TRUE, 0.5 },
  { "5.", '.', TRUE, 5 },
  { "1e5", '.', TRUE, 1e5 },
  { "1.25E-3", '.', TRUE, 1.25e-3 },
  { "1e22", '.', TRUE, 1e22 },
  { "1e23", '.', TRUE, 1e23 },
  { "9007199254740993", '.', TRUE, 9007199254740992.0 },
  { "0.1000000000000000055511151231257827021181583404541015625", '.', TRUE, 0.1 },
  { "123456789012345678901234567890", '.', TRUE, 123456789012345678901234567890.0 },
  { "1e308", '.', TRUE, 1e308 },
  { "4.9e-324", '.', TRUE, 4.9e-324 },
  { "1e309", '.', FALSE, 0 },
  { "-1e99999999999", '.', FALSE, 0 },
  { "", '.', FALSE, 0 },
  { ".", '.', FALSE, 0 },
  { "-", '.', FALSE, 0 },
  { "e5", '.', FALSE, 0 },
  { "1e", '.', FALSE, 0 },
  { "1e+", '.', FALSE, 0 },
  { "1.2.3", '.', FALSE, 0 },
  { "1,5", '.', FALSE, 0 },
  { " 1", '.', FALSE, 0 },
  { "1 ", '.', FALSE, 0 },
  { "0x10", '.', FALSE, 0 },
  { "nan", '.', FALSE, 0 },
  { "inf", '.', FALSE, 0 },
};

static void
test_doubles (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (double_cases); i++)
    {
      double number = 42;

      g_test_message ("\"%s\"", double_cases[i].text);
      g_assert_cmpint (bw_double_parse (double_cases[i].text, strlen (double_cases[i].text),
                                        double_cases[i].point, &number),
                       ==, double_cases[i].fits);
      if (double_cases[i].fits)
        g_assert_cmpfloat (number, ==, double_cases[i].number);
    }
}

/* Random decimals of every length against the C library, which rounds correctly. */
static void
test_against_strtod (void)
{
  for (guint64 i = 0; i < 200000; i++)
    {
      guint64 draw = bw_random_at (1, i, 0, 0, 0);
      char digits[32], text[64];
      int n_digits, n_decimals;
      double number;

      g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, bw_random_at (2, i, 0, 0, 0) >> (draw % 60));
      n_digits = (int) strlen (digits);
      n_decimals = (int) (draw / 64 % (guint64) (n_digits + 1));
      g_snprintf (text, sizeof text, "%.*s.%s", n_digits - n_decimals, digits, digits + n_digits - n_decimals);
      if (draw / 4096 % 4 == 0)
        g_snprintf (text + strlen (text), 8, "e%d", (int) (draw / 65536 % 80) - 40);
      g_assert_true (bw_double_parse (text, strlen (text), '.', &number));
      g_assert_cmpfloat (number, ==, g_ascii_strtod (text, NULL));
    }
}

static const struct
{
  const char *text;
  gboolean fits;
  guint64 e8;
  int n_decimals;
} e8_cases[] = {
  { "1.25", TRUE, 125000000, 2 },
  { "100", TRUE, 10000000000, 0 },
  { "1.2500000000000", TRUE, 125000000, 2 },
  { "0.000000005", TRUE, 0, 9 },  /* a tie goes to even */
  { "0.000000015", TRUE, 2, 9 },
  { "0.0000000150000000000000000000001", TRUE, 2, 0 }, /* the cut digits break it */
  { "0.000000025", TRUE, 2, 9 },
  { "0.00000002500000000000000000001", TRUE, 3, 0 },
  { "167.41999816894531", TRUE, 16741999817, 14 },
  { "90071992.54740991", TRUE, 9007199254740991, 8 },
  { "90071992.54740992", FALSE, 0, 8 },
  { "1e30", FALSE, 0, 0 },
  { "1e-30", TRUE, 0, 30 },
  { "0", TRUE, 0, 0 },
  { "0e30", TRUE, 0, 0 },
};

static void
test_e8 (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (e8_cases); i++)
    {
      BwDecimal decimal;
      guint64 e8 = 0;

      g_test_message ("%s", e8_cases[i].text);
      g_assert_true (bw_decimal_parse (e8_cases[i].text, strlen (e8_cases[i].text), '.', &decimal));
      g_assert_cmpint (bw_decimal_round_e8 (&decimal, &e8), ==, e8_cases[i].fits);
      if (e8_cases[i].fits)
        g_assert_cmpuint (e8, ==, e8_cases[i].e8);
      if (e8_cases[i].n_decimals > 0 || !decimal.is_cut)
        g_assert_cmpint (bw_decimal_n_decimals (&decimal), ==, e8_cases[i].n_decimals);
      else
        g_assert_cmpint (bw_decimal_n_decimals (&decimal), >, 8);
    }
}

/* The short cut takes what it takes as the careful one does, and refuses the rest. */
static void
test_scan (void)
{
  static const char *const refused[] = { "", "-1,", ".5,", "1.,", "x", "123456789.5,", "1.123456789,",
                                         "12345678901234567,", "\"1\"," };
  guint n_scanned = 0;

  for (guint64 i = 0; i < 200000; i++)
    {
      guint64 draw = bw_random_at (3, i, 0, 0, 0);
      guint64 number = bw_random_at (4, i, 0, 0, 0) >> (draw % 64);
      char text[64 + BW_DECIMAL_SCAN_BYTES] = "";
      guint64 digits;
      int n_decimals;
      const char *end;
      double expected;
      gsize n;

      if (draw / 64 % 3 == 0)
        g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, number);
      else
        g_snprintf (text, sizeof text, "%u.%0*u", (unsigned) (number % 100000000),
                    (int) (draw / 256 % 8) + 1, (unsigned) (number >> 32) % 10);
      n = strlen (text);
      text[n] = ",\n;\r"[draw / 65536 % 4];
      end = bw_decimal_scan (text, '.', &digits, &n_decimals);
      if (end == NULL)
        continue;
      n_scanned++;
      g_assert_true (end == text + n);
      g_assert_true (bw_double_parse (text, n, '.', &expected));
      if (digits <= BW_DECIMAL_EXACT_MAX)
        g_assert_cmpfloat ((double) digits / bw_decimal_powers[n_decimals], ==, expected);
    }
  g_assert_cmpuint (n_scanned, >, 150000);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      char text[64 + BW_DECIMAL_SCAN_BYTES] = "";
      guint64 digits;
      int n_decimals;

      g_strlcpy (text, refused[i], sizeof text);
      g_test_message ("%s", text);
      g_assert_null (bw_decimal_scan (text, '.', &digits, &n_decimals));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/decimal/doubles", test_doubles);
  g_test_add_func ("/base/decimal/against-strtod", test_against_strtod);
  g_test_add_func ("/base/decimal/e8", test_e8);
  g_test_add_func ("/base/decimal/scan", test_scan);
  return g_test_run ();
}
