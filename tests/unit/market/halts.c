/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/halts.h"

/* Of 2026-03-02, in New York. */
static BwSession
session_of_the_day (void)
{
  BwSession session;

  g_assert_true (bw_calendar_next_session (BW_CALENDAR_XNYS, bw_date_from_ymd (2026, 3, 1), &session));
  return session;
}

static BwFixed
fx (const char *text)
{
  BwFixed number;

  g_assert_cmpint (bw_fixed_parse (text, -1, &number), ==, BW_FIXED_PARSE_OK);
  return number;
}

static const struct
{
  const char *name;
  BwLuldTier tier;
  const char *reference;
  int minute; /* after the open */
  const char *lower, *upper;
} bands[] = {
  { "tier 1", BW_LULD_TIER_1, "100", 60, "95", "105" },
  { "tier 2", BW_LULD_TIER_2, "100", 60, "90", "110" },
  { "tier 1 just above three dollars", BW_LULD_TIER_1, "3.01", 60, "2.86", "3.16" },
  { "three dollars", BW_LULD_TIER_1, "3.00", 60, "2.40", "3.60" },
  { "tier 2 from 75 cents", BW_LULD_TIER_2, "0.75", 60, "0.60", "0.90" },
  { "below: fifteen cents", BW_LULD_TIER_2, "0.70", 60, "0.55", "0.85" },
  { "below: 75 %, if that is less", BW_LULD_TIER_2, "0.10", 60, "0.02", "0.18" },
  { "a minute before it gets wide", BW_LULD_TIER_1, "100", 364, "95", "105" },
  { "wide near the close", BW_LULD_TIER_1, "100", 365, "90", "110" },
  { "tier 2 stays as it is", BW_LULD_TIER_2, "100", 365, "90", "110" },
  { "tier 2 up to three dollars doesn't", BW_LULD_TIER_2, "2", 365, "1.20", "2.80" },
  { "not wide at the open any more", BW_LULD_TIER_1, "100", 5, "95", "105" },
};

static void
test_bands (void)
{
  BwSession session = session_of_the_day ();
  BwLuldBand band;

  for (gsize i = 0; i < G_N_ELEMENTS (bands); i++)
    {
      g_test_message ("%s", bands[i].name);
      g_assert_true (bw_luld_band (bands[i].tier, fx (bands[i].reference),
                                   session.open + bands[i].minute * BW_MINUTE, &session, &band));
      g_assert_cmpint (band.lower.e8, ==, fx (bands[i].lower).e8);
      g_assert_cmpint (band.upper.e8, ==, fx (bands[i].upper).e8);
    }
  g_assert_false (bw_luld_band (BW_LULD_TIER_1, fx ("100"), session.open - 1, &session, &band));
  g_assert_false (bw_luld_band (BW_LULD_TIER_1, fx ("100"), session.close, &session, &band));
  g_assert_false (bw_luld_band (BW_LULD_TIER_1, BW_FIXED_ZERO, session.open, &session, &band));
}

static void
test_bands_before_the_amendment (void)
{
  BwSession session;
  BwLuldBand band;

  g_assert_true (bw_calendar_next_session (BW_CALENDAR_XNYS, bw_date_from_ymd (2019, 3, 3), &session));
  g_assert_true (bw_luld_band (BW_LULD_TIER_2, fx ("100"), session.open + BW_MINUTE, &session, &band));
  g_assert_cmpint (band.lower.e8, ==, fx ("80").e8);
  g_assert_true (bw_luld_band (BW_LULD_TIER_2, fx ("100"), session.open + 15 * BW_MINUTE, &session, &band));
  g_assert_cmpint (band.lower.e8, ==, fx ("90").e8);
}

static void
test_limit_state (void)
{
  BwLuldBand band = { fx ("95"), fx ("105") };
  BwLuld luld;

  bw_luld_init (&luld);
  g_assert_false (bw_luld_step (&luld, &band, fx ("99"), fx ("99.10"), 0));
  g_assert_false (bw_luld_step (&luld, &band, fx ("94.90"), fx ("95"), BW_SECOND));
  g_assert_false (bw_luld_step (&luld, &band, fx ("94.90"), fx ("95"), 16 * BW_SECOND - 1));
  /* Out of it for a moment: it counts from the start again. */
  g_assert_false (bw_luld_step (&luld, &band, fx ("95"), fx ("95.01"), 16 * BW_SECOND - 1));
  g_assert_false (bw_luld_step (&luld, &band, fx ("105"), BW_FIXED_ZERO, 16 * BW_SECOND));
  g_assert_true (bw_luld_step (&luld, &band, fx ("105"), BW_FIXED_ZERO, 31 * BW_SECOND));
  g_assert_cmpint (luld.paused_until, ==, 331 * BW_SECOND);
  g_assert_false (bw_luld_step (&luld, &band, fx ("105"), BW_FIXED_ZERO, 331 * BW_SECOND - 1));
  g_assert_false (bw_luld_step (&luld, &band, fx ("105"), BW_FIXED_ZERO, 331 * BW_SECOND));
  g_assert_true (bw_luld_step (&luld, &band, fx ("105"), BW_FIXED_ZERO, 346 * BW_SECOND));
}

static void
test_breakers (void)
{
  g_assert_cmpint (bw_breaker_reached (fx ("93.01"), fx ("100")), ==, BW_HALT_CAUSE_UNSTATED);
  g_assert_cmpint (bw_breaker_reached (fx ("93"), fx ("100")), ==, BW_HALT_CAUSE_BREAKER_1);
  g_assert_cmpint (bw_breaker_reached (fx ("87.01"), fx ("100")), ==, BW_HALT_CAUSE_BREAKER_1);
  g_assert_cmpint (bw_breaker_reached (fx ("87"), fx ("100")), ==, BW_HALT_CAUSE_BREAKER_2);
  g_assert_cmpint (bw_breaker_reached (fx ("80.01"), fx ("100")), ==, BW_HALT_CAUSE_BREAKER_2);
  g_assert_cmpint (bw_breaker_reached (fx ("80"), fx ("100")), ==, BW_HALT_CAUSE_BREAKER_3);
}

static void
test_ends (void)
{
  BwSession session = session_of_the_day ();
  BwTime noon = session.open + 150 * BW_MINUTE, late = session.close - 35 * BW_MINUTE;

  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_LULD, noon, &session), ==, noon + 5 * BW_MINUTE);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_LULD, session.close - BW_MINUTE, &session), ==, BW_TIME_MAX);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_LULD, noon, NULL), ==, noon + 5 * BW_MINUTE);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_BREAKER_1, late - 1, &session), ==, late - 1 + 15 * BW_MINUTE);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_BREAKER_1, late, &session), ==, late);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_BREAKER_2, late, &session), ==, late);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_BREAKER_3, late, &session), ==, session.post_close);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_NEWS, noon, &session), ==, BW_TIME_MAX);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_USER, noon, &session), ==, BW_TIME_MAX);
  g_assert_cmpint (bw_halt_until (BW_HALT_CAUSE_LULD, BW_TIME_MAX - 1, NULL), ==, BW_TIME_MAX);
}

static void
test_words (void)
{
  for (int cause = BW_HALT_CAUSE_UNSTATED; cause <= BW_HALT_CAUSE_USER; cause++)
    {
      BwHaltCause parsed = BW_HALT_CAUSE_UNSTATED;

      g_assert_true (bw_halt_cause_parse (bw_halt_cause_word ((BwHaltCause) cause), &parsed));
      g_assert_cmpint (parsed, ==, cause);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/halts/bands", test_bands);
  g_test_add_func ("/market/halts/bands-before-the-amendment", test_bands_before_the_amendment);
  g_test_add_func ("/market/halts/limit-state", test_limit_state);
  g_test_add_func ("/market/halts/breakers", test_breakers);
  g_test_add_func ("/market/halts/ends", test_ends);
  g_test_add_func ("/market/halts/words", test_words);
  return g_test_run ();
}
