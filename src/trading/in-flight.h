/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/codec.h"
#include "trading/core-private.h"
#include "trading/input.h"

G_BEGIN_DECLS

/**
 * BwInFlight:
 * @due: when it reaches the venue
 * @kind: %BW_INPUT_CANCEL_ORDER or %BW_INPUT_REPLACE_ORDER
 * @change: what is asked for; of a cancel the order alone
 *
 * A cancel or a replacement on its way.
 */
typedef struct
{
  BwTime due;
  guint8 kind;
  BwAccountId account;
  BwInstrumentId instrument;
  BwReplaceOrder change;
} BwInFlight;

gboolean bw_in_flight_takes_time (const BwCore *core, const BwWorkingOrder *working);
void bw_in_flight_send_cancel (BwCore *core, guint32 slot);
void bw_in_flight_send_replacement (BwCore *core, guint32 slot, const BwReplaceOrder *change);
void bw_in_flight_cancel_all (BwCore *core, BwAccountId account);
void bw_in_flight_overtaken (BwCore *core, BwOrderId order, BwOrderStatus status);
BwTime bw_in_flight_due (const BwCore *core);
void bw_in_flight_arrive_first (BwCore *core);
void bw_in_flight_put (GByteArray *bytes, const BwCore *core);
void bw_in_flight_get (BwReader *reader, BwCore *core);

G_END_DECLS
