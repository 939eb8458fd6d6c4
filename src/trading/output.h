/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/account.h"
#include "trading/input.h"
#include "trading/margin-event.h"
#include "trading/posting.h"
#include "trading/risk/verdict.h"

G_BEGIN_DECLS

/* Stored in the journal: never change a number. */
typedef enum
{
  BW_OUTPUT_ORDER = 1,      /* BwOrder as it is after the event */
  BW_OUTPUT_FILL = 2,       /* BwFill */
  BW_OUTPUT_POSTINGS = 3,   /* BwPostingSet, n_postings entries of it */
  BW_OUTPUT_REFUSED = 4,    /* BwRefusal: a command that made no order */
  BW_OUTPUT_ACCOUNT = 5,    /* BwAccount: opened, or its terms or halt changed */
  BW_OUTPUT_INSTRUMENT = 6, /* BwInstrument: defined, renamed, or easy to borrow or not any more */
  BW_OUTPUT_ORDER_DETAIL = 7, /* BwOrderDetail: of an order just accepted */
  BW_OUTPUT_VERDICTS = 8,   /* BwVerdicts of an order, n_rules of it */
  BW_OUTPUT_MARGIN_EVENT = 9, /* BwMarginEvent */
  BW_OUTPUT_CORPORATE_ACTION = 10, /* BwCorporateAction: as it was applied to an account */
  BW_OUTPUT_CONDITION = 11, /* BwOrderCondition */
} BwOutputKind;

/* What an order waits for, said when it is accepted. */
typedef struct
{
  BwOrderId order;
  BwTime time;
  BwAccountId account;
  char when[BW_CONDITION_BYTES];
} BwOrderCondition;

/* A cancel, replace, close, deposit … that could not be done. */
typedef struct
{
  guint8 input_kind; /* BwInputKind */
  guint8 reason;     /* BwReason */
  BwAccountId account;
  BwInstrumentId instrument;
  BwOrderId order;
  BwTime time;
} BwRefusal;

/**
 * BwCorporateAction:
 * @kind: %BW_MARKET_SPLIT, %BW_MARKET_DIVIDEND, %BW_MARKET_RENAME or %BW_MARKET_DELIST
 * @cash: split, delisting: paid for what was taken; dividend: owed from now on, paid at @pay; below 0:
 *   paid by the account
 * @to, @from: split: the ratio; dividend: @to is the amount a share
 * @symbol: what it is called from now on
 *
 * What an event of the market did to an account that holds the instrument.
 */
typedef struct
{
  guint8 kind; /* BwMarketEventKind */
  BwAccountId account;
  BwInstrumentId instrument;
  BwTime time;
  BwFixed quantity_before, quantity_after;
  BwFixed cash;
  BwFixed to, from;
  BwTime pay;
  char symbol[BW_SYMBOL_BYTES];
} BwCorporateAction;

/* What a BwOrder does not hold, said once, behind the order's first event. */
typedef struct
{
  BwOrderId order;
  BwFixed limit_offset; /* trailing_stop_limit: its limit beyond its stop; 0: none */
  BwFixed display;      /* iceberg: what the book shows at a time; 0: all */
} BwOrderDetail;

typedef struct
{
  guint16 kind;  /* BwOutputKind */
  guint16 bytes; /* of this record, header included; a multiple of 16 */
  guint32 reserved;
  guint64 sequence; /* rises by one an output over the core's life */
} BwOutputHeader;

/**
 * BwOutputs:
 *
 * The caller's buffer for what the core says: records of different sizes, one behind the other,
 * each 16-byte aligned. Grows while warming up, then allocates nothing.
 */
typedef struct
{
  guint8 *bytes; /* (owned) */
  gsize n_bytes;
  gsize n_allocated;
} BwOutputs;

void bw_outputs_init (BwOutputs *outputs);
void bw_outputs_clear (BwOutputs *outputs); /* frees */
static inline void
bw_outputs_reset (BwOutputs *outputs)
{
  outputs->n_bytes = 0;
}

/* Appends a record of @kind with @body_bytes of body; returns where the body goes. */
gpointer bw_outputs_append (BwOutputs *outputs, BwOutputKind kind, guint64 sequence, gsize body_bytes);

/* for (h = bw_outputs_first (o); h != NULL; h = bw_outputs_next (o, h)) bw_output_body (h) */
static inline const BwOutputHeader *
bw_outputs_first (const BwOutputs *outputs)
{
  return outputs->n_bytes > 0 ? (const BwOutputHeader *) outputs->bytes : NULL;
}

static inline const BwOutputHeader *
bw_outputs_next (const BwOutputs *outputs, const BwOutputHeader *header)
{
  const guint8 *next = (const guint8 *) header + header->bytes;

  return next < outputs->bytes + outputs->n_bytes ? (const BwOutputHeader *) next : NULL;
}

static inline gconstpointer
bw_output_body (const BwOutputHeader *header)
{
  return header + 1;
}

G_END_DECLS
