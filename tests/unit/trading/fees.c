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
  { "a purchase", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_BUY, "2026-03-02T15:00:00Z", "100", "5000", "0" },
  { "a coin", "us-equity-2026", BW_INSTRUMENT_CRYPTO, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "100", "5000", "0" },
  { "one share rounds up", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "1", "50", "0.01" },
  { "a fund", "us-equity-2026", BW_INSTRUMENT_ETF, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "1000", "50000", "0.20" },
  { "the cap, just below", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "50200", "1", "9.79" },
  { "the cap", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-03-02T15:00:00Z", "1000000", "1", "9.79" },
  { "2025, before the SEC's fee ended", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2025-05-14T03:59:59Z", "100", "1000000", "27.82" },
  { "2025, after", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2025-05-14T04:00:00Z", "100", "1000000", "0.02" },
  { "last second of 2025", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-01-01T04:59:59Z", "1000000", "1", "8.30" },
  { "first second of 2026", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2026-01-01T05:00:00Z", "1000000", "1", "9.79" },
  { "before all rows", "us-equity-2026", BW_INSTRUMENT_EQUITY, BW_SIDE_SELL, "2020-01-01T05:00:00Z", "1000000", "1", "0" },
};

static void
test_fees (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwInstrument instrument;
      BwTime time;

      g_test_message ("%s", cases[i].name);
      bw_instrument_init (&instrument, cases[i].instrument_class, "X");
      g_assert_true (bw_time_parse_rfc3339 (cases[i].time, -1, &time));
      assert_fixed (bw_fees_of_fill (cases[i].schedule, &instrument, cases[i].side, time,
                                     fx (cases[i].quantity), fx (cases[i].amount)),
                    cases[i].fee);
    }
  g_assert_true (bw_fees_exist ("none"));
  g_assert_true (bw_fees_exist ("us-equity-2026"));
  g_assert_false (bw_fees_exist ("us-equity-1999"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/fees/table", test_fees);
  return g_test_run ();
}
