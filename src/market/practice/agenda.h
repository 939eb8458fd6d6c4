/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/injection.h"
#include "market/event.h"

G_BEGIN_DECLS

/* What happens to shares besides quotes and trades. Private to market/practice. */

/* What is going to happen at a given time besides quotes and trades. Saved: never change a number. */
typedef enum
{
  BW_AGENDA_MORNING = 1,    /* the next session is made */
  BW_AGENDA_NEWS = 2,       /* a: headline */
  BW_AGENDA_EARNINGS = 3,   /* a: earned, b: expected */
  BW_AGENDA_DIVIDEND = 4,   /* a: amount, b: pay time */
  BW_AGENDA_SPLIT = 5,      /* a: to, b: from */
  BW_AGENDA_DELIST = 6,     /* a: price */
  BW_AGENDA_HALT = 7,       /* a: cause, b: until */
  BW_AGENDA_RESUME = 8,     /* a: whether it was asked for, and ends any halt */
  BW_AGENDA_REOPEN = 9,     /* the print after a halt */
  BW_AGENDA_GAP = 10,       /* a: thousand millionths of the price's logarithm, b: minutes it takes */
  BW_AGENDA_MARKET_GAP = 11, /* likewise, of all shares */
  /* These go through all shares, one event a step; index: the next one. */
  BW_AGENDA_BORROW = 12,       /* a: whether all are told */
  BW_AGENDA_IMBALANCE = 13,    /* a: BwPrint, b: when the next comes, or 0 */
  BW_AGENDA_OPEN_AUCTION = 14,
  BW_AGENDA_CLOSE_AUCTION = 15,
  BW_AGENDA_HALT_ALL = 16,     /* a: cause, b: until */
  BW_AGENDA_RENAME = 17,       /* one share's. a: how many symbols it has had before */
} BwPracticeAgendaKind;

typedef struct
{
  BwTime time;
  gint32 kind; /* BwPracticeAgendaKind */
  gint32 index;
  gint64 a, b;
} BwPracticeAgendaItem;

/* A change of the session's grid; replayed when a saved feed is restored. */
typedef struct
{
  gint32 index; /* of a company; -1: all */
  gint32 minute;
  gint32 ramp;   /* minutes until it is whole; -1: it scales what the price still does, no gap */
  double number; /* logarithm, or factor */
} BwPracticeBend;

/**
 * BwPracticeFate:
 * @scale: shares today a share of the start
 * @reference: the last close
 * @carry: log price added to the model's at the end of the session
 * @heat: by what its volatility is multiplied then
 * @cash_price, @cash_date: of a takeover under way; 0: none
 * @halted_until: 0: it trades
 * @limit_since: how long it has been at its price band; 0: it isn't
 * @band_low, @band_high: in ticks
 * @band_first: the grid's minute from which the band's average counts
 * @due_kind, @due_e8: the injected action of the next morning
 * @n_renames: how often it has got another symbol
 *
 * What has happened to a share.
 */
typedef struct
{
  double scale, reference, carry, heat, cash_price;
  gint64 cash_date;
  BwTime halted_until, limit_since;
  double band_low, band_high;
  gint32 band_first;
  guint8 halt_cause;
  guint8 is_gone;
  guint8 due_kind; /* BwInjectionKind */
  guint8 n_renames;
  gint64 due_e8;
} BwPracticeFate;

G_END_DECLS
