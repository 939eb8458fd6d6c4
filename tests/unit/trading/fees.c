/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rig.h"
#include "trading/fees.h"

static const struct
{
  const char *name;
  const char *schedule;
  BwInstrumentClass instrument_class;
  BwSide side;
  const char *time;
  const char *quantity, *amount, *fee;
} cases[] = {
  { "none", "none", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "100", "5000", "0" },
  { "a purchase: CAT alone", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_BUY, "2026-03-02T15:00:00Z", "100000", "5000", "2.20" },
  { "a coin", "us-equity-2026", BW_INSTRUMENT_CRYPTO, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "100", "5000", "0" },
  { "one share rounds up, each fee", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "1", "50", "0.02" },
  { "a fund", "us-equity-2026", BW_INSTRUMENT_ETF, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "1000", "50000", "0.23" },
  { "the cap, just below", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "50200", "1", "10.90" },
  { "the cap", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "1000000", "1", "31.79" },
  { "2025, before the SEC's fee ended", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2025-05-14T03:59:59Z", "100", "1000000", "27.83" },
  { "2025, after", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2025-05-14T04:00:00Z", "100", "1000000", "0.03" },
  { "2026, before it came back", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-04-04T03:59:59Z", "100", "1000000", "0.03" },
  { "2026, after", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-04-04T04:00:00Z", "100", "1000000", "20.63" },
  { "last second of 2025", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-01-01T04:59:59Z", "1000000", "1", "30.30" },
  { "first second of 2026", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-01-01T05:00:00Z", "1000000", "1", "31.79" },
  { "no TAF in the last quarter of 2026", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-10-01T04:00:00Z", "1000000", "1", "14.01" },
  { "TAF of 2027", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2027-01-01T05:00:00Z", "1000000", "1", "25.62" },
  { "CAT before Assessment 1", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_BUY, "2024-10-01T03:59:59Z", "1000000", "1", "35.00" },
  { "CAT with Assessment 1", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_BUY, "2024-10-01T04:00:00Z", "1000000", "1", "48.00" },
  { "before all rows", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2012-01-01T05:00:00Z", "1000000", "1", "0" },
  { "2020: SEC and TAF of then", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2020-01-01T05:00:00Z", "1000000", "1", "5.96" },
  { "options: ORF, OCC, CAT", "us-equity-2026", BW_INSTRUMENT_OPTION, BW_SIDE_BUY, "2026-03-02T15:00:00Z", "10", "1000", "0.55" },
  { "options: clearing was capped", "us-equity-2026", BW_INSTRUMENT_OPTION, BW_SIDE_BUY, "2025-02-14T04:59:59Z", "3000", "1000", "149.95" },
  { "options: clearing is not any more", "us-equity-2026", BW_INSTRUMENT_OPTION, BW_SIDE_BUY, "2025-02-14T05:00:00Z", "3000", "1000", "169.95" },
  { "a share's commission, the minimum", "us-equity-per-share", BW_INSTRUMENT_EQUITY, BW_SIDE_BUY, "2020-01-01T15:00:00Z", "100", "2500", "1.00" },
  { "a share's commission", "us-equity-per-share", BW_INSTRUMENT_EQUITY, BW_SIDE_BUY, "2020-01-01T15:00:00Z", "1000", "25000", "5.00" },
  { "a share's commission, the maximum", "us-equity-per-share", BW_INSTRUMENT_EQUITY, BW_SIDE_BUY, "2020-01-01T15:00:00Z", "1000", "250", "2.50" },
  { "a commission in percent", "us-equity-percent", BW_INSTRUMENT_EQUITY, BW_SIDE_BUY, "2020-01-01T15:00:00Z", "1000", "12345", "12.35" },
  { "a coin sold", "crypto-tiers", BW_INSTRUMENT_CRYPTO, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "1", "10000", "25" },
  { "a coin bought costs coins", "crypto-tiers", BW_INSTRUMENT_CRYPTO, BW_SIDE_BUY, "2026-03-02T15:00:00Z", "1", "10000", "0" },
};

static void
ask (const char *schedule, BwInstrument *instrument, BwSide side, const char *time, const char *quantity,
     const char *amount, BwFeeQuestion *question)
{
  if (instrument->instrument_class == BW_INSTRUMENT_OPTION)
    instrument->multiplier = BW_FIXED (100);
  *question = (BwFeeQuestion){ .schedule = schedule, .instrument = instrument, .side = side, .day = 1,
                               .quantity = fx (quantity), .amount = fx (amount) };
  g_assert_true (bw_time_parse_rfc3339 (time, -1, &question->time));
}

static void
test_fees (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwFeeTally tally = { 0 };
      BwInstrument instrument;
      BwFeeQuestion question;
      BwFees fees;

      g_test_message ("%s", cases[i].name);
      bw_instrument_init (&instrument, cases[i].instrument_class, "X");
      ask (cases[i].schedule, &instrument, cases[i].side, cases[i].time, cases[i].quantity,
           cases[i].amount, &question);
      g_assert_true (bw_fees_of_fill (&question, &tally, &fees));
      assert_fixed (fees.cash, cases[i].fee);
    }
  g_assert_true (bw_fees_exist ("none"));
  g_assert_true (bw_fees_exist ("us-equity-2026"));
  g_assert_false (bw_fees_exist ("us-equity-1999"));
  for (gsize i = 0; i < bw_fees_n_schedules (); i++)
    g_assert_true (bw_fees_exist (bw_fees_schedule_at (i)));
}

/* A hundred fills of one share pay the cent that one fill of a hundred pays; a new day pays again. */
static void
test_day (void)
{
  BwFeeTally tally = { 0 };
  BwFixed sum = BW_FIXED_ZERO;
  BwInstrument instrument;
  BwFeeQuestion question;
  BwFees fees;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "X");
  ask ("us-equity-2026", &instrument, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "1", "50", &question);
  for (int i = 0; i < 100; i++)
    {
      g_assert_true (bw_fees_of_fill (&question, &tally, &fees));
      g_assert_true (bw_fixed_add (sum, fees.cash, &sum));
    }
  assert_fixed (sum, "0.03");
  question.day++;
  g_assert_true (bw_fees_of_fill (&question, &tally, &fees));
  assert_fixed (fees.cash, "0.02");
}

/* An order's minimum is taken once, whatever it is filled in. */
static void
test_order (void)
{
  BwFeeTally tally = { 0 };
  BwInstrument instrument;
  BwFeeQuestion question;
  BwFees fees;

  bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "X");
  ask ("us-equity-per-share", &instrument, BW_SIDE_BUY, "2020-01-01T15:00:00Z", "100", "2500", &question);
  g_assert_true (bw_fees_of_fill (&question, &tally, &fees));
  assert_fixed (fees.cash, "1");
  question.order_quantity = fx ("100");
  question.order_amount = fx ("2500");
  g_assert_true (bw_fees_of_fill (&question, &tally, &fees));
  assert_fixed (fees.cash, "0");
  question.order_quantity = fx ("200");
  question.order_amount = fx ("5000");
  g_assert_true (bw_fees_of_fill (&question, &tally, &fees));
  assert_fixed (fees.cash, "0.5");
}

static const struct
{
  const char *volume; /* of the day before */
  gboolean is_maker;
  const char *time, *fee; /* of coins for $10,000 sold */
} tiers[] = {
  { "0", FALSE, "2023-03-12T23:59:59Z", "25" },
  { "0", TRUE, "2023-03-12T23:59:59Z", "25" },
  { "500000", FALSE, "2023-03-12T12:00:00Z", "25" },
  { "500000.01", FALSE, "2023-03-12T12:00:00Z", "22" },
  { "1000000.01", FALSE, "2023-03-12T12:00:00Z", "20" },
  { "5000000.01", FALSE, "2023-03-12T12:00:00Z", "18" },
  { "10000000.01", FALSE, "2023-03-12T12:00:00Z", "15" },
  { "25000000.01", FALSE, "2023-03-12T12:00:00Z", "13" },
  { "50000000.01", FALSE, "2023-03-12T12:00:00Z", "10" },
  { "100000000", FALSE, "2023-03-12T12:00:00Z", "10" },
  { "100000000.01", FALSE, "2023-03-12T12:00:00Z", "8" },
  { "0", TRUE, "2026-03-12T12:00:00Z", "15" },
  { "100000", FALSE, "2026-03-12T12:00:00Z", "25" },
  { "100000.01", FALSE, "2026-03-12T12:00:00Z", "22" },
  { "100000.01", TRUE, "2026-03-12T12:00:00Z", "12" },
  { "500000.01", TRUE, "2026-03-12T12:00:00Z", "10" },
  { "1000000.01", TRUE, "2026-03-12T12:00:00Z", "8" },
  { "10000000.01", TRUE, "2026-03-12T12:00:00Z", "5" },
  { "25000000.01", TRUE, "2026-03-12T12:00:00Z", "2" },
  { "50000000.01", FALSE, "2026-03-12T12:00:00Z", "12" },
  { "100000000.01", FALSE, "2026-03-12T12:00:00Z", "10" },
  { "100000000.01", TRUE, "2026-03-12T12:00:00Z", "0" },
};

static void
test_tiers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tiers); i++)
    {
      BwFeeTally tally = { 0 };
      BwInstrument instrument;
      BwFeeQuestion question;
      BwFees fees;
      BwTime time;

      g_test_message ("%s, %s", tiers[i].time, tiers[i].volume);
      bw_instrument_init (&instrument, BW_INSTRUMENT_CRYPTO, "X");
      ask ("crypto-tiers", &instrument, BW_SIDE_SELL, tiers[i].time, "1", "10000", &question);
      time = question.time;
      question.time = time - BW_DAY;
      question.amount = fx (tiers[i].volume);
      g_assert_true (bw_fees_of_fill (&question, &tally, &fees));
      question.time = time;
      question.amount = fx ("10000");
      question.is_maker = tiers[i].is_maker;
      assert_fixed (bw_fees_crypto_volume (&tally, time), tiers[i].volume);
      g_assert_true (bw_fees_of_fill (&question, &tally, &fees));
      assert_fixed (fees.cash, tiers[i].fee);
      assert_fixed (bw_fees_crypto_volume (&tally, time), tiers[i].volume); /* today counts tomorrow */
      assert_fixed (bw_fees_crypto_volume (&tally, time + 30 * BW_DAY), "10000");
      assert_fixed (bw_fees_crypto_volume (&tally, time + 31 * BW_DAY), "0");
    }
}

static void
test_rates (void)
{
  __int128 interest_e16;
  BwFixed rate;

  g_assert_true (bw_rates_of_day_e16 ("alpaca-live", BW_RATE_DEBIT, 0, fx ("5000"), &interest_e16));
  /* $5,000 at 3.75 % over 360: $0.520833… a day */
  g_assert_true (interest_e16 == G_GINT64_CONSTANT (5208333333333333));
  g_assert_false (bw_rates_of_day_e16 ("us-equity-2026", BW_RATE_DEBIT, 0, fx ("5000"), &interest_e16));
  /* Bands: $100,000 at 6 %, $20,000 at 5 % */
  g_assert_true (bw_rates_of_day_e16 ("all-costs", BW_RATE_DEBIT, 0, fx ("120000"), &interest_e16));
  g_assert_true (interest_e16 / 1000000 == G_GINT64_CONSTANT (194444444444));
  /* Nothing is earned on the first $10,000. */
  g_assert_true (bw_rates_of_day_e16 ("all-costs", BW_RATE_CREDIT, 0, fx ("10000"), &interest_e16));
  g_assert_true (interest_e16 == 0);
  g_assert_true (bw_rates_of_day_e16 ("all-costs", BW_RATE_CREDIT, 0, fx ("46000"), &interest_e16));
  g_assert_true (interest_e16 == BW_FIXED_ONE_E8 * (__int128) BW_FIXED_ONE_E8);
  g_assert_true (bw_rates_borrow ("alpaca-live", 0, &rate));
  assert_fixed (rate, "0.025");
  g_assert_false (bw_rates_borrow ("none", 0, &rate));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/fees/table", test_fees);
  g_test_add_func ("/trading/fees/day", test_day);
  g_test_add_func ("/trading/fees/order", test_order);
  g_test_add_func ("/trading/fees/tiers", test_tiers);
  g_test_add_func ("/trading/fees/rates", test_rates);
  return g_test_run ();
}
