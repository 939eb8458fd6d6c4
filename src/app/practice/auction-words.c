/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/practice/auction-words.h"

#include "app/format.h"

#include <glib/gi18n.h>

/** bw_auction_is_near: whether an imbalance stands; until the auction's print. */
gboolean
bw_auction_is_near (const BwQuoteView *quote)
{
  return quote != NULL && quote->imbalance.time != BW_TIME_NONE && quote->imbalance.reference.e8 > 0 &&
         !quote->market.is_halted;
}

/** bw_auction_left_text: (transfer full): "2,100 to buy": what finds no other side. */
char *
bw_auction_left_text (const BwImbalance *imbalance)
{
  g_autofree char *left = bw_format_quantity (bw_fixed_abs (imbalance->imbalance), BW_FORMAT_PLAIN);

  if (bw_fixed_is_zero (imbalance->imbalance))
    return g_strdup (_("balanced"));
  /* Translators: an auction's imbalance: "2,100 to buy" */
  return g_strdup_printf (bw_fixed_sign (imbalance->imbalance) > 0 ? _("%s to buy") : _("%s to sell"), left);
}

/**
 * bw_auction_text:
 *
 * Returns: (transfer full): in one line: which auction, its indicative price, what would meet and what
 *   is left over
 */
char *
bw_auction_text (const BwInstrument *instrument, const BwImbalance *imbalance)
{
  g_autofree char *price = bw_format_price (instrument, imbalance->reference);
  g_autofree char *paired = bw_format_quantity (imbalance->paired, BW_FORMAT_PLAIN);
  g_autofree char *left = bw_auction_left_text (imbalance);

  return g_strdup_printf (imbalance->print == BW_PRINT_AUCTION_CLOSE
                              /* Translators: "Practice closing auction: indicative 101.25, paired 12,300, 2,100 to buy" */
                              ? _("Practice closing auction: indicative %s, paired %s, %s")
                              : _("Practice opening auction: indicative %s, paired %s, %s"),
                          price, paired, left);
}

/**
 * bw_borrow_text:
 * @market: (nullable)
 *
 * Returns: (transfer full): whether it can be had to sell short, and what that costs a year
 */
char *
bw_borrow_text (const BwInstrument *instrument, const BwMarketState *market)
{
  g_autofree char *rate = NULL;

  if (market == NULL || !market->has_borrow_rate)
    return g_strdup (instrument->easy_to_borrow ? _("Yes") : _("No"));
  rate = bw_format_percent (bw_fixed_to_double (market->borrow_rate), BW_FORMAT_PLAIN);
  return g_strdup_printf (instrument->easy_to_borrow ? _("Easy to borrow, %s a year") : _("Hard to borrow, %s a year"),
                          rate);
}
