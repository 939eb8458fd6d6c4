/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/halts.h"

#define BREAKER_NS      (15 * BW_MINUTE)
#define LAST_BREAKER_NS (35 * BW_MINUTE) /* before the close: 15:25 of a whole day */
#define OPEN_WIDE_NS    (15 * BW_MINUTE)
#define CLOSE_WIDE_NS   (25 * BW_MINUTE)

/* Amendment 18 of the plan ended the wide bands of the first minutes, and those of tier 2 above $3
 * at the close. */
#define AMENDMENT_18 (G_GINT64_CONSTANT (1582502400) * BW_SECOND) /* 2020-02-24 UTC */

static const struct
{
  BwHaltCause cause;
  const char *word;
} cause_words[] = {
  { BW_HALT_CAUSE_UNSTATED, "unstated" },   { BW_HALT_CAUSE_NEWS, "news" },
  { BW_HALT_CAUSE_LULD, "luld" },           { BW_HALT_CAUSE_BREAKER_1, "breaker-1" },
  { BW_HALT_CAUSE_BREAKER_2, "breaker-2" }, { BW_HALT_CAUSE_BREAKER_3, "breaker-3" },
  { BW_HALT_CAUSE_USER, "user" },
};

/**
 * bw_luld_is_wide:
 *
 * Returns: whether the band has twice its width: in the last 25 minutes that of tier 1, and of tier 2
 *   up to $3; before 2020-02-24 all, then and in the first 15 minutes too
 */
gboolean
bw_luld_is_wide (BwLuldTier tier, BwFixed reference, BwTime now, const BwSession *session)
{
  gboolean is_late = now >= session->close - CLOSE_WIDE_NS;

  if (now < AMENDMENT_18)
    return is_late || now < session->open + OPEN_WIDE_NS;
  return is_late && (tier == BW_LULD_TIER_1 || bw_fixed_compare (reference, BW_FIXED (3)) <= 0);
}

/**
 * bw_luld_percent:
 *
 * Returns: how far from its reference a band is: 5 % (tier 2: 10 %) above $3, 20 % from $0.75; below
 *   that 75 %, of which only $0.15 count
 */
guint
bw_luld_percent (BwLuldTier tier, BwFixed reference)
{
  static const BwFixed three_quarters = { 75000000 };

  if (bw_fixed_compare (reference, BW_FIXED (3)) > 0)
    return tier == BW_LULD_TIER_1 ? 5 : 10;
  return bw_fixed_compare (reference, three_quarters) >= 0 ? 20 : 75;
}

static BwFixed
width_of (BwLuldTier tier, BwFixed reference)
{
  static const BwFixed fifteen_cents = { 15000000 };
  gint64 percent = bw_luld_percent (tier, reference);
  BwFixed width = { 0 };

  bw_fixed_mul (reference, (BwFixed){ percent * (BW_FIXED_ONE_E8 / 100) }, BW_ROUND_HALF_EVEN, &width);
  return percent == 75 ? bw_fixed_min (width, fifteen_cents) : width;
}

/**
 * bw_luld_band:
 * @reference: mean price of the last five minutes, above 0
 * @session: of the day; there are bands in its core hours alone
 * @band: (out): rounded to the cent, as the plan publishes them; the lower is a cent at least
 *
 * Source: SEMANTICS 3; Plan to Address Extraordinary Market Volatility, sections V and VI.
 *
 * Returns: %FALSE where there is no band
 */
gboolean
bw_luld_band (BwLuldTier tier, BwFixed reference, BwTime now, const BwSession *session, BwLuldBand *band)
{
  static const BwFixed cent = { 1000000 };
  BwFixed width, lower, upper;

  if (bw_fixed_sign (reference) <= 0 || now < session->open || now >= session->close)
    return FALSE;
  width = width_of (tier, reference);
  if (bw_luld_is_wide (tier, reference, now, session) && !bw_fixed_mul_int (width, 2, &width))
    return FALSE;
  if (!bw_fixed_sub (reference, width, &lower) || !bw_fixed_add (reference, width, &upper) ||
      !bw_fixed_round_to (lower, cent, BW_ROUND_HALF_EVEN, &lower) ||
      !bw_fixed_round_to (upper, cent, BW_ROUND_HALF_EVEN, &upper))
    return FALSE;
  *band = (BwLuldBand){ bw_fixed_max (lower, cent), upper };
  return TRUE;
}

void
bw_luld_init (BwLuld *luld)
{
  *luld = (BwLuld){ BW_TIME_NONE, BW_TIME_NONE };
}

/**
 * bw_luld_step:
 * @bid, @ask: the national best; 0 for none
 *
 * The share is in limit state while its best offer is at the lower band or its best bid at the
 * upper one; when that has lasted fifteen seconds trading pauses for five minutes.
 *
 * Returns: whether a pause begins now
 */
gboolean
bw_luld_step (BwLuld *luld, const BwLuldBand *band, BwFixed bid, BwFixed ask, BwTime now)
{
  gboolean is_limit = (ask.e8 > 0 && ask.e8 <= band->lower.e8) || (bid.e8 > 0 && bid.e8 >= band->upper.e8);

  if (luld->paused_until != BW_TIME_NONE)
    {
      if (now < luld->paused_until)
        return FALSE;
      bw_luld_init (luld);
    }
  if (!is_limit)
    {
      luld->limit_since = BW_TIME_NONE;
      return FALSE;
    }
  if (luld->limit_since == BW_TIME_NONE)
    luld->limit_since = now;
  if (now - luld->limit_since < BW_LULD_LIMIT_STATE_NS)
    return FALSE;
  luld->paused_until = now + BW_LULD_PAUSE_NS;
  return TRUE;
}

/**
 * bw_breaker_reached:
 * @index: the market's index now
 * @previous_close: above 0
 *
 * Returns: the cause of the deepest breaker that a fall of 7, 13 or 20 % has reached; else
 *   %BW_HALT_CAUSE_UNSTATED
 */
BwHaltCause
bw_breaker_reached (BwFixed index, BwFixed previous_close)
{
  __int128 hundred_times = (__int128) index.e8 * 100;

  if (hundred_times <= (__int128) previous_close.e8 * 80)
    return BW_HALT_CAUSE_BREAKER_3;
  if (hundred_times <= (__int128) previous_close.e8 * 87)
    return BW_HALT_CAUSE_BREAKER_2;
  return hundred_times <= (__int128) previous_close.e8 * 93 ? BW_HALT_CAUSE_BREAKER_1
                                                             : BW_HALT_CAUSE_UNSTATED;
}

static BwTime
add_time (BwTime time, gint64 ns)
{
  return time > BW_TIME_MAX - ns ? BW_TIME_MAX : time + ns;
}

/**
 * bw_halt_until:
 * @session: (nullable): of the day
 *
 * When trading resumes by itself: a price band's pause after five minutes, or with the closing
 * auction where that is sooner; breakers of level 1 and 2 after fifteen minutes, and they do not
 * stop the market in the last 35 (from 15:25); level 3 when the day is over; other halts when
 * somebody says so.
 *
 * Returns: the instant; %BW_TIME_MAX: when it is said; @now: it does not stop at all
 */
BwTime
bw_halt_until (BwHaltCause cause, BwTime now, const BwSession *session)
{
  switch (cause)
    {
    case BW_HALT_CAUSE_LULD:
      if (session != NULL && now < session->close && add_time (now, BW_LULD_PAUSE_NS) >= session->close)
        return BW_TIME_MAX;
      return add_time (now, BW_LULD_PAUSE_NS);
    case BW_HALT_CAUSE_BREAKER_1:
    case BW_HALT_CAUSE_BREAKER_2:
      if (session != NULL && now >= session->close - LAST_BREAKER_NS)
        return now;
      return add_time (now, BREAKER_NS);
    case BW_HALT_CAUSE_BREAKER_3:
      return session != NULL ? session->post_close : BW_TIME_MAX;
    case BW_HALT_CAUSE_UNSTATED:
    case BW_HALT_CAUSE_NEWS:
    case BW_HALT_CAUSE_USER:
      break;
    }
  return BW_TIME_MAX;
}

const char *
bw_halt_cause_word (BwHaltCause cause)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cause_words); i++)
    if (cause_words[i].cause == cause)
      return cause_words[i].word;
  return "unstated";
}

gboolean
bw_halt_cause_parse (const char *word, BwHaltCause *cause)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cause_words); i++)
    if (g_str_equal (cause_words[i].word, word))
      {
        *cause = cause_words[i].cause;
        return TRUE;
      }
  return FALSE;
}
