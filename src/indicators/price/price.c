/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/tables-private.h"

#include "indicators/pure-private.h"
#include "indicators/statistics/statistics-private.h"

BW_PURE_INIT (average, 4, (a[i] + b[i] + c[i] + d[i]) * 0.25)
BW_PURE_INIT (median, 2, (a[i] + b[i]) * 0.5)
BW_PURE_INIT (typical, 3, (a[i] + b[i] + c[i]) / 3.0)
BW_PURE_INIT (weighted, 3, (a[i] + b[i] + c[i] * 2.0) * 0.25)

/* Heikin-Ashi: the open is the mean of the last one's body. */
BW_CLONES static void
run_heikin_ashi (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  double *last = node->state; /* open, close */

  for (gsize i = 0; i < n; i++)
    {
      double close = (in[0][i] + in[1][i] + in[2][i] + in[3][i]) * 0.25;
      double open = node->seen + i == 0 ? (in[0][i] + in[3][i]) * 0.5 : (last[0] + last[1]) * 0.5;

      out[0][i] = open;
      out[1][i] = MAX (in[1][i], MAX (open, close));
      out[2][i] = MIN (in[2][i], MIN (open, close));
      out[3][i] = close;
      last[0] = open;
      last[1] = close;
    }
}

static void
init_heikin_ashi (BwNode *node, const double *parameters)
{
  bw_node_setup (node, run_heikin_ashi, 2 * sizeof (double), 0, 0);
}

/* clang-format off */
const BwIndicatorInfo bw_price_table[] = {
  { "AVGPRICE", "Average Price", BW_INDICATOR_PRICE, "ohlc", { "Real" }, .is_overlay = TRUE, .init = init_average },
  { "MEDPRICE", "Median Price", BW_INDICATOR_PRICE, "hl", { "Real" }, .is_overlay = TRUE, .init = init_median },
  { "TYPPRICE", "Typical Price", BW_INDICATOR_PRICE, "hlc", { "Real" }, .is_overlay = TRUE, .init = init_typical },
  { "WCLPRICE", "Weighted Close Price", BW_INDICATOR_PRICE, "hlc", { "Real" }, .is_overlay = TRUE, .init = init_weighted },
  { "AVGDEV", "Average Deviation", BW_INDICATOR_PRICE, "c", { "Real" }, { BW_TIME_PERIOD (14, 2) }, .init = bw_avgdev_init },
  { "HEIKINASHI", "Heikin-Ashi Candles", BW_INDICATOR_PRICE, "ohlc", { "Open", "High", "Low", "Close" }, .is_overlay = TRUE, .init = init_heikin_ashi },
  { NULL },
};
/* clang-format on */
