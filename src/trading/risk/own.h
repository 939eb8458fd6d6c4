/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/codec.h"
#include "trading/core-private.h"

G_BEGIN_DECLS

/* What strategies and agents hold and have made themselves (own.c). */

/* @cash: what its trades there have brought, less what they cost, fees too */
typedef struct
{
  guint16 source;
  BwAccountId account;
  BwInstrumentId instrument;
  BwFixed quantity; /* below 0: short */
  BwFixed cash;
} BwOwnPosition;

/* A source's profit in an account, when the account's day began, and the highest since its drawdown limit was set. */
typedef struct
{
  guint16 source;
  BwAccountId account;
  BwFixed day_start, peak;
} BwOwnMark;

/* One execution of an order: what is told of it that counts here. */
typedef struct
{
  const BwOrder *order;
  BwFixed quantity, price, fee;
  BwFixed position_after;
} BwOwnFill;

void bw_own_filled (BwCore *core, const BwOwnFill *fill);
void bw_own_changed (BwCore *core, BwAccountId account, BwInstrumentId instrument, BwFixed before, BwFixed after, BwFixed cash);
void bw_own_forget (BwCore *core, BwAccountId account);
BwFixed bw_own_profit (const BwCore *core, guint16 source, BwAccountId account);
void bw_own_losses (const BwCore *core, guint16 source, const BwAccountState *account, BwFixed *day_loss, BwFixed *drawdown);
void bw_own_begin_day (BwCore *core, BwAccountId account);
void bw_own_raise (BwCore *core, BwAccountId account);
void bw_own_forget_peaks (BwCore *core, guint16 source);
void bw_own_put (GByteArray *bytes, const BwCore *core);
void bw_own_get (BwReader *reader, BwCore *core);

G_END_DECLS
