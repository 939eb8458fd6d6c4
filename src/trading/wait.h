/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/check.h"
#include "trading/codec.h"
#include "trading/condition.h"

G_BEGIN_DECLS

/* Orders that wait for a condition (wait.c says how). */

/* A condition that an order waits for. */
typedef struct
{
  BwCondition condition;
  char text[BW_CONDITION_BYTES]; /* as it was sent */
} BwWaiting;

BwReason bw_wait_check (const BwCore *core, const BwNewOrder *request);
void bw_wait_begin (BwCore *core, guint32 slot, const char *when);
void bw_wait_end (BwCore *core, guint32 slot);
guint32 bw_wait_detach (BwCore *core, guint32 slot);
void bw_wait_attach (BwCore *core, guint32 slot, guint32 waiting);
gboolean bw_wait_is_over (const BwCore *core, guint32 slot);
void bw_wait_fire (BwCore *core, guint32 slot);
void bw_wait_say (BwCore *core, guint32 slot);

/* Something that conditions read has changed: they are looked at when the event is over. */
void bw_wait_mark (BwCore *core, const BwInstrumentState *instrument);
void bw_wait_mark_accounts (BwCore *core);
void bw_wait_run (BwCore *core);

/* Day orders that wait get their end when their session begins. */
void bw_wait_begin_day (BwCore *core, int calendar);

/* Of a saved state. */
void bw_wait_put (GByteArray *bytes, const BwCore *core, const BwWorkingOrder *working);
void bw_wait_get (BwReader *reader, BwCore *core, guint32 slot);

G_END_DECLS
