/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/order.h"

typedef struct
{
  guint number;
  const char *word;
} Word;

static const Word side_words[] = { { BW_SIDE_BUY, "buy" }, { BW_SIDE_SELL, "sell" } };

static const Word type_words[] = {
  { BW_ORDER_MARKET, "market" },
  { BW_ORDER_LIMIT, "limit" },
  { BW_ORDER_STOP, "stop" },
  { BW_ORDER_STOP_LIMIT, "stop_limit" },
  { BW_ORDER_TRAILING_STOP, "trailing_stop" },
  { BW_ORDER_TRAILING_STOP_LIMIT, "trailing_stop_limit" },
  { BW_ORDER_MARKET_IF_TOUCHED, "market_if_touched" },
  { BW_ORDER_LIMIT_IF_TOUCHED, "limit_if_touched" },
};

static const Word tif_words[] = {
  { BW_TIF_DAY, "day" }, { BW_TIF_GTC, "gtc" }, { BW_TIF_IOC, "ioc" }, { BW_TIF_FOK, "fok" },
  { BW_TIF_OPG, "opg" }, { BW_TIF_CLS, "cls" }, { BW_TIF_GTD, "gtd" },
};

static const Word class_words[] = {
  { BW_ORDER_CLASS_SIMPLE, "simple" },
  { BW_ORDER_CLASS_BRACKET, "bracket" },
  { BW_ORDER_CLASS_OCO, "oco" },
  { BW_ORDER_CLASS_OTO, "oto" },
};

static const Word status_words[] = {
  { BW_ORDER_NEW, "new" },
  { BW_ORDER_ACCEPTED, "accepted" },
  { BW_ORDER_HELD, "held" },
  { BW_ORDER_PARTIALLY_FILLED, "partially_filled" },
  { BW_ORDER_FILLED, "filled" },
  { BW_ORDER_CANCELED, "canceled" },
  { BW_ORDER_EXPIRED, "expired" },
  { BW_ORDER_REPLACED, "replaced" },
  { BW_ORDER_REJECTED, "rejected" },
  { BW_ORDER_PENDING_NEW, "pending_new" },
  { BW_ORDER_PENDING_CANCEL, "pending_cancel" },
  { BW_ORDER_PENDING_REPLACE, "pending_replace" },
  { BW_ORDER_DONE_FOR_DAY, "done_for_day" },
  { BW_ORDER_SUSPENDED, "suspended" },
  { BW_ORDER_STOPPED, "stopped" },
  { BW_ORDER_CALCULATED, "calculated" },
  { BW_ORDER_ACCEPTED_FOR_BIDDING, "accepted_for_bidding" },
};

static const char *
say (const Word *words, gsize n_words, guint number)
{
  for (gsize i = 0; i < n_words; i++)
    if (words[i].number == number)
      return words[i].word;
  return "unknown";
}

static gboolean
hear (const Word *words, gsize n_words, const char *word, guint *number)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (words[i].word, word))
      {
        *number = words[i].number;
        return TRUE;
      }
  return FALSE;
}

#define DEFINE_WORDS(prefix, Type, words)                                 \
  const char *prefix##_word (Type value)                                  \
  {                                                                       \
    return say (words, G_N_ELEMENTS (words), value);                      \
  }                                                                       \
                                                                          \
  gboolean prefix##_parse (const char *word, Type *value)                 \
  {                                                                       \
    guint number;                                                         \
                                                                          \
    if (!hear (words, G_N_ELEMENTS (words), word, &number))               \
      return FALSE;                                                       \
    *value = (Type) number;                                               \
    return TRUE;                                                          \
  }

DEFINE_WORDS (bw_side, BwSide, side_words)
DEFINE_WORDS (bw_order_type, BwOrderType, type_words)
DEFINE_WORDS (bw_tif, BwTif, tif_words)
DEFINE_WORDS (bw_order_class, BwOrderClass, class_words)
DEFINE_WORDS (bw_order_status, BwOrderStatus, status_words)

/**
 * bw_order_average_price:
 *
 * Returns: the exact cost of the fills ÷ what was filled, half-even at eight decimals; 0 before
 * the first fill
 */
BwFixed
bw_order_average_price (const BwOrder *order)
{
  __int128 quotient, rest, double_rest;

  if (order->filled.e8 <= 0)
    return BW_FIXED_ZERO;
  /* Prices of fills are above 0, so both are. */
  quotient = order->filled_cost_e16 / order->filled.e8;
  rest = order->filled_cost_e16 % order->filled.e8;
  double_rest = 2 * rest;
  if (double_rest > order->filled.e8 || (double_rest == order->filled.e8 && (quotient & 1) != 0))
    quotient++;
  return (BwFixed){ (gint64) quotient };
}

BwFixed
bw_order_remaining (const BwOrder *order)
{
  return (BwFixed){ order->quantity.e8 - order->filled.e8 };
}
