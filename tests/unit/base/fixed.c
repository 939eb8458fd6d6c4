/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/fixed.h"

static const struct
{
  const char *text;
  BwFixedParse outcome;
  gint64 e8;
} parse_cases[] = {
  { "0", BW_FIXED_PARSE_OK, 0 },
  { "1.25", BW_FIXED_PARSE_OK, 125000000 },
  { "-1.25", BW_FIXED_PARSE_OK, -125000000 },
  { ".5", BW_FIXED_PARSE_OK, 50000000 },
  { "5.", BW_FIXED_PARSE_OK, 500000000 },
  { "0.00000001", BW_FIXED_PARSE_OK, 1 },
  { "0.000000010", BW_FIXED_PARSE_OK, 1 },
  { "0.000000011", BW_FIXED_PARSE_PRECISION, 0 },
  { "92233720368.54775807", BW_FIXED_PARSE_OK, G_MAXINT64 },
  { "92233720368.54775808", BW_FIXED_PARSE_RANGE, 0 },
  { "-92233720368.54775808", BW_FIXED_PARSE_OK, G_MININT64 },
  { "1000000000000000000000000000000000000000", BW_FIXED_PARSE_RANGE, 0 },
  { "", BW_FIXED_PARSE_SYNTAX, 0 },
  { ".", BW_FIXED_PARSE_SYNTAX, 0 },
  { "-", BW_FIXED_PARSE_SYNTAX, 0 },
  { "1e5", BW_FIXED_PARSE_SYNTAX, 0 },
  { "1,000", BW_FIXED_PARSE_SYNTAX, 0 },
  { "1.2.3", BW_FIXED_PARSE_SYNTAX, 0 },
  { " 1", BW_FIXED_PARSE_SYNTAX, 0 },
  { "nan", BW_FIXED_PARSE_SYNTAX, 0 },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      BwFixed number = { 42 };
      BwFixedParse outcome = bw_fixed_parse (parse_cases[i].text, -1, &number);

      g_test_message ("\"%s\"", parse_cases[i].text);
      g_assert_cmpint (outcome, ==, parse_cases[i].outcome);
      g_assert_cmpint (number.e8, ==, outcome == BW_FIXED_PARSE_OK ? parse_cases[i].e8 : 42);
    }
}

static const struct
{
  gint64 e8;
  int decimals_min, decimals_max;
  const char *text;
} print_cases[] = {
  { 0, 0, 8, "0" },
  { 0, 2, 2, "0.00" },
  { 125000000, 2, 2, "1.25" },
  { 125000000, 0, 1, "1.2" }, /* a tie goes to even */
  { 135000000, 0, 1, "1.4" },
  { -1, 0, 8, "-0.00000001" },
  { -1, 2, 2, "0.00" },
  { 99999999, 2, 2, "1.00" },
  { G_MAXINT64, 0, 8, "92233720368.54775807" },
  { G_MININT64, 0, 8, "-92233720368.54775808" },
  { 1000000000, 0, 0, "10" },
};

static void
test_print (void)
{
  char text[BW_FIXED_TEXT_BYTES];

  for (gsize i = 0; i < G_N_ELEMENTS (print_cases); i++)
    g_assert_cmpstr (bw_fixed_print ((BwFixed){ print_cases[i].e8 }, print_cases[i].decimals_min,
                                     print_cases[i].decimals_max, text),
                     ==, print_cases[i].text);
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 10000; i++)
    {
      guint64 high = g_test_rand_int (), low = (guint32) g_test_rand_int ();
      BwFixed number = { (gint64) ((high << 32 | low) >> g_test_rand_int_range (0, 60)) };
      BwFixed back = BW_FIXED_ZERO;
      g_autofree char *text = bw_fixed_to_string (number);

      g_assert_cmpint (bw_fixed_parse (text, -1, &back), ==, BW_FIXED_PARSE_OK);
      g_assert_cmpint (back.e8, ==, number.e8);
    }
}

static void
test_overflow_refuses (void)
{
  BwFixed result = { 7 };

  g_assert_false (bw_fixed_add (BW_FIXED_MAX, (BwFixed){ 1 }, &result));
  g_assert_false (bw_fixed_sub (BW_FIXED_MIN, (BwFixed){ 1 }, &result));
  g_assert_false (bw_fixed_negate (BW_FIXED_MIN, &result));
  g_assert_false (bw_fixed_mul (BW_FIXED_MAX, BW_FIXED (2), BW_ROUND_FLOOR, &result));
  g_assert_false (bw_fixed_div (BW_FIXED (1), BW_FIXED_ZERO, BW_ROUND_FLOOR, &result));
  g_assert_cmpint (result.e8, ==, 7);
  g_assert_true (bw_fixed_add (BW_FIXED_MAX, BW_FIXED_ZERO, &result));
  g_assert_cmpint (result.e8, ==, G_MAXINT64);
}

static const struct
{
  gint64 a, b;
  BwRound round;
  gint64 product;
} round_cases[] = {
  { 3, 50000000, BW_ROUND_FLOOR, 1 },      { 3, 50000000, BW_ROUND_CEILING, 2 },
  { 3, 50000000, BW_ROUND_HALF_EVEN, 2 },  { 1, 50000000, BW_ROUND_HALF_EVEN, 0 },
  { -3, 50000000, BW_ROUND_FLOOR, -2 },    { -3, 50000000, BW_ROUND_CEILING, -1 },
  { -3, 50000000, BW_ROUND_TRUNCATE, -1 }, { -1, 50000000, BW_ROUND_HALF_EVEN, 0 },
  { -3, 50000000, BW_ROUND_HALF_EVEN, -2 },
};

static void
test_rounding (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (round_cases); i++)
    {
      BwFixed product;

      g_assert_true (bw_fixed_mul ((BwFixed){ round_cases[i].a }, (BwFixed){ round_cases[i].b },
                                   round_cases[i].round, &product));
      g_assert_cmpint (product.e8, ==, round_cases[i].product);
    }
}

/* By the book: the nearest below, and one more where the rest says so. */
static __int128
divided_slowly (__int128 e16, BwRound round)
{
  __int128 floor = e16 / BW_FIXED_ONE_E8 - (e16 % BW_FIXED_ONE_E8 < 0);
  gint64 rest = (gint64) (e16 - floor * BW_FIXED_ONE_E8);

  switch (round)
    {
    case BW_ROUND_FLOOR:
      return floor;
    case BW_ROUND_CEILING:
      return floor + (rest > 0);
    case BW_ROUND_TRUNCATE:
      return floor + (rest > 0 && e16 < 0);
    case BW_ROUND_HALF_EVEN:
      return floor + (2 * rest > BW_FIXED_ONE_E8 || (2 * rest == BW_FIXED_ONE_E8 && (floor & 1) != 0));
    }
  g_assert_not_reached ();
}

static void
check_from_e16 (__int128 e16)
{
  for (int round = BW_ROUND_FLOOR; round <= BW_ROUND_TRUNCATE; round++)
    {
      __int128 expected = divided_slowly (e16, (BwRound) round);
      gboolean fits = expected <= G_MAXINT64 && expected >= G_MININT64;
      BwFixed result = { 1 };

      g_assert_cmpint (bw_fixed_from_e16 (e16, (BwRound) round, &result), ==, fits);
      g_assert_cmpint (result.e8, ==, fits ? (gint64) expected : 1);
    }
}

/* Sums of every length, and those beside a half, a whole and the ends of the range. */
static void
test_from_e16 (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const __int128 one = BW_FIXED_ONE_E8;
  const __int128 edges[] = { 0, one / 2, one, 3 * one / 2, G_MAXINT64 * one, G_MININT64 * one,
                             ((__int128) 1 << 90), G_MAXINT64 };

  for (int i = 0; i < 20000; i++)
    {
      unsigned __int128 size = (unsigned __int128) g_rand_int (rand) << 64 |
                               (unsigned __int128) g_rand_int (rand) << 32 | g_rand_int (rand);

      check_from_e16 ((__int128) (size >> (i % 96)));
      check_from_e16 (-(__int128) (size >> (i % 96)));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    for (int by = -2; by <= 2; by++)
      {
        check_from_e16 (edges[i] + by);
        check_from_e16 (-edges[i] + by);
        check_from_e16 (edges[i] + one / 2 + by);
        check_from_e16 (edges[i] - one / 2 + by);
      }
}

static void
test_double_edge (void)
{
  BwFixed number;

  g_assert_true (bw_fixed_from_double (90071992.53, &number));
  g_assert_cmpint (number.e8, ==, G_GINT64_CONSTANT (9007199253000000));
  g_assert_false (bw_fixed_from_double (90071992.54, &number));
  g_assert_false (bw_fixed_from_double (0.0 / 0.0, &number));
  g_assert_true (bw_fixed_from_double (0.1, &number));
  g_assert_cmpint (number.e8, ==, 10000000);
}

static void
test_round_to_step (void)
{
  BwFixed rounded;

  g_assert_true (bw_fixed_round_to ((BwFixed){ -1 }, BW_FIXED (1), BW_ROUND_FLOOR, &rounded));
  g_assert_cmpint (rounded.e8, ==, -BW_FIXED_ONE_E8);
  g_assert_true (bw_fixed_is_multiple (BW_FIXED (3), (BwFixed){ 1000000 }));
  g_assert_false (bw_fixed_is_multiple ((BwFixed){ 1500001 }, (BwFixed){ 1000000 }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/fixed/parse", test_parse);
  g_test_add_func ("/base/fixed/print", test_print);
  g_test_add_func ("/base/fixed/round-trip", test_round_trip);
  g_test_add_func ("/base/fixed/overflow-refuses", test_overflow_refuses);
  g_test_add_func ("/base/fixed/rounding", test_rounding);
  g_test_add_func ("/base/fixed/from-e16", test_from_e16);
  g_test_add_func ("/base/fixed/double-edge", test_double_edge);
  g_test_add_func ("/base/fixed/round-to-step", test_round_to_step);
  return g_test_run ();
}
