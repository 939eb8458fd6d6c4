/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a working order waits: price-ordered trees an instrument, and the groups of trail.h. */
typedef enum
{
  BW_BOOK_BUY_LIMIT,
  BW_BOOK_SELL_LIMIT,
  BW_BOOK_BUY_STOP,
  BW_BOOK_SELL_STOP,
  BW_BOOK_BUY_MARKET,
  BW_BOOK_SELL_MARKET,
  BW_BOOK_BUY_TOUCH,  /* if-touched, before it is */
  BW_BOOK_SELL_TOUCH,
  BW_BOOK_BUY_AUCTION, /* opg and cls */
  BW_BOOK_SELL_AUCTION,
  BW_N_BOOKS,
  BW_BOOK_NONE = BW_N_BOOKS,
  BW_BOOK_BUY_TRAIL, /* no tree of its own */
  BW_BOOK_SELL_TRAIL,
} BwBookKind;

G_END_DECLS
