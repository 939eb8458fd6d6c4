/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/fees.h"

G_BEGIN_DECLS

/* The parts of an account's state that fees, interest and dividends are made of. */

/* What has been owed since the last trading day ended, of one calendar day each, and in all since the
 * last posting; at sixteen decimals. */
typedef struct
{
  gint32 date; /* of that trading day; 0: none */
  __int128 debit_day_e16, credit_day_e16, borrow_day_e16;
  __int128 interest_e16, borrow_e16; /* @interest less what is earned on cash */
} BwCarry;

/* A dividend between its ex-date and its payment. */
typedef struct
{
  BwTime pay;
  BwAccountId account;
  BwInstrumentId instrument;
  BwFixed amount; /* below 0: owed on shares sold short */
} BwReceivable;

G_END_DECLS
