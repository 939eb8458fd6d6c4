/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/order-matrix.h" /* the room's own: no account can hold an option yet */

/* The type × time-in-force matrix, cell by cell, as SEMANTICS section 1 has it: Y and N in the order
 * day, gtc, ioc, fok, opg, cls. */
static const struct
{
  const char *name;
  BwInstrumentClass instrument_class;
  gboolean is_fraction;
  BwOrderType type;
  const char *cells;
} rows[] = {
  { "equity, market", BW_INSTRUMENT_EQUITY, FALSE, BW_ORDER_MARKET, "YYYYYY" },
  { "equity, limit", BW_INSTRUMENT_EQUITY, FALSE, BW_ORDER_LIMIT, "YYYYYY" },
  { "equity, stop", BW_INSTRUMENT_EQUITY, FALSE, BW_ORDER_STOP, "YYNNNN" },
  { "equity, stop-limit", BW_INSTRUMENT_EQUITY, FALSE, BW_ORDER_STOP_LIMIT, "YYNNNN" },
  { "equity, trailing stop", BW_INSTRUMENT_EQUITY, FALSE, BW_ORDER_TRAILING_STOP, "YYNNNN" },
  { "fund, market", BW_INSTRUMENT_ETF, FALSE, BW_ORDER_MARKET, "YYYYYY" },
  { "fraction, market", BW_INSTRUMENT_EQUITY, TRUE, BW_ORDER_MARKET, "YNNNNN" },
  { "fraction, limit", BW_INSTRUMENT_EQUITY, TRUE, BW_ORDER_LIMIT, "YNNNNN" },
  { "fraction, stop", BW_INSTRUMENT_EQUITY, TRUE, BW_ORDER_STOP, "YNNNNN" },
  { "fraction, stop-limit", BW_INSTRUMENT_EQUITY, TRUE, BW_ORDER_STOP_LIMIT, "YNNNNN" },
  { "fraction, trailing stop", BW_INSTRUMENT_EQUITY, TRUE, BW_ORDER_TRAILING_STOP, "NNNNNN" },
  { "coin, market", BW_INSTRUMENT_CRYPTO, FALSE, BW_ORDER_MARKET, "NYYNNN" },
  { "coin, limit", BW_INSTRUMENT_CRYPTO, FALSE, BW_ORDER_LIMIT, "NYYNNN" },
  { "coin, stop", BW_INSTRUMENT_CRYPTO, FALSE, BW_ORDER_STOP, "NNNNNN" },
  { "coin, stop-limit", BW_INSTRUMENT_CRYPTO, FALSE, BW_ORDER_STOP_LIMIT, "NYNNNN" },
  { "coin, trailing stop", BW_INSTRUMENT_CRYPTO, FALSE, BW_ORDER_TRAILING_STOP, "NNNNNN" },
  { "option, market", BW_INSTRUMENT_OPTION, FALSE, BW_ORDER_MARKET, "YNNNNN" },
  { "option, limit", BW_INSTRUMENT_OPTION, FALSE, BW_ORDER_LIMIT, "YNNNNN" },
  { "option, stop", BW_INSTRUMENT_OPTION, FALSE, BW_ORDER_STOP, "NNNNNN" },
  { "option, stop-limit", BW_INSTRUMENT_OPTION, FALSE, BW_ORDER_STOP_LIMIT, "NNNNNN" },
  { "option, trailing stop", BW_INSTRUMENT_OPTION, FALSE, BW_ORDER_TRAILING_STOP, "NNNNNN" },
};

static void
test_cells (void)
{
  static const BwTif tifs[] = { BW_TIF_DAY, BW_TIF_GTC, BW_TIF_IOC, BW_TIF_FOK, BW_TIF_OPG, BW_TIF_CLS };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (tifs); j++)
      {
        BwOrder order = { .type = (guint8) rows[i].type, .tif = (guint8) tifs[j] };
        BwInstrument instrument;
        gboolean is_allowed;

        bw_instrument_init (&instrument, rows[i].instrument_class, "X");
        instrument.fractionable = TRUE;
        is_allowed = bw_order_matrix_check (&instrument, &order, rows[i].is_fraction) == BW_REASON_NONE;
        g_test_message ("%s, %s", rows[i].name, bw_tif_word (tifs[j]));
        g_assert_cmpint (is_allowed, ==, rows[i].cells[j] == 'Y');
      }
}

/* limit and day alone, whatever else the matrix has. */
static void
test_extended_hours (void)
{
  for (int type = BW_ORDER_MARKET; type <= BW_ORDER_LIMIT_IF_TOUCHED; type++)
    for (int tif = BW_TIF_DAY; tif <= BW_TIF_GTD; tif++)
      {
        BwOrder order = { .type = (guint8) type, .tif = (guint8) tif, .flags = BW_ORDER_EXTENDED_HOURS };
        BwInstrument instrument;

        bw_instrument_init (&instrument, BW_INSTRUMENT_EQUITY, "X");
        g_assert_cmpint (bw_order_matrix_check (&instrument, &order, FALSE) == BW_REASON_NONE, ==,
                         type == BW_ORDER_LIMIT && tif == BW_TIF_DAY);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/order-matrix/cells", test_cells);
  g_test_add_func ("/trading/order-matrix/extended-hours", test_extended_hours);
  return g_test_run ();
}
