/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/timeframe.h"
#include "trading/order.h"

G_BEGIN_DECLS

/* What goes into and comes out of the calls of engine/engine.h. */

/**
 * BwCommandResult:
 * @reason: %BW_REASON_NONE when it was done; else why not
 * @order: the order it made or changed; id 0 where there is none
 *
 * What came of a command, durable. A refusal by the rules of trading is a result, not an error.
 */
typedef struct
{
  BwReason reason;
  BwOrder order;
  BwAccountId account; /* of an account that was opened */
  BwInstrumentId instrument;
} BwCommandResult;

typedef struct
{
  char name[64];
  const BwInstrumentId *instruments; /* (borrowed) */
  gsize n_instruments;
  BwTime start;
  BwTimeframe timeframe; /* of the bars to play; NONE: the finest stored */
  double speed;
  BwFixed cash;          /* of its account; terms of the practice account */
  gboolean uses_finer;   /* finer bars say what came first within one, where they are stored and agree */
} BwReplaySpec;

typedef struct
{
  gint64 command_durable_ns; /* last command, submit to durable */
  guint64 n_events;          /* market events since the start */
  guint64 n_commands;
  guint64 journal_sequence;
  BwTime data_time;          /* of the newest market event */
} BwEngineHealth;

/**
 * BwRerun:
 * @recorded, @replayed: SHA-256 of what came out, then and now: orders, fills, postings, refusals
 * @n_commands: what came from outside, accounts and instruments included
 * @n_events: of the market
 *
 * A timeline's commands played again from its first moment at full speed.
 */
typedef struct
{
  char *recorded, *replayed; /* (owned) */
  char *difference; /* (owned) (nullable): the first result that is another, in words */
  guint64 n_commands, n_events, n_outputs;
  gint64 took_ns;
} BwRerun;

void bw_rerun_free (BwRerun *rerun);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRerun, bw_rerun_free)

#define BW_ENGINE_ERROR (bw_engine_error_quark ())
GQuark bw_engine_error_quark (void);

typedef enum
{
  BW_ENGINE_ERROR_CLOSED,  /* the engine is not open */
  BW_ENGINE_ERROR_FROZEN,  /* the timeline is frozen; its view says why */
  BW_ENGINE_ERROR_NO_DATA, /* nothing is stored for what was asked */
  BW_ENGINE_ERROR_INVALID, /* what was asked makes no sense; the message says why */
  BW_ENGINE_ERROR_UNKNOWN, /* no such timeline, account or instrument */
} BwEngineError;

G_END_DECLS
