/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/risk/limit.h"

G_BEGIN_DECLS

/* Stored: never change a number. */
typedef enum
{
  BW_VERDICT_PASS = 1,
  BW_VERDICT_RESIZE = 2,
  BW_VERDICT_REJECT = 3,
} BwVerdictOutcome;

/* What one rule made of an order: what it measures before and after, and its limit. */
typedef struct
{
  guint8 rule;    /* BwLimitRule */
  guint8 outcome; /* BwVerdictOutcome */
  guint8 scope;   /* BwLimitScope: whose limit */
  BwFixed before, after, limit;
} BwRuleVerdict;

/**
 * BwVerdicts:
 * @order: the order; of a refused replacement the one that stays
 * @outcome: the gravest of its rules'
 * @asked: the quantity that was sent; @allowed: what became of it, 0 when it was refused
 *
 * The verdicts of every rule that looked at an order, in the order they did.
 */
typedef struct
{
  BwOrderId order;
  BwAccountId account;
  BwInstrumentId instrument;
  BwTime time;
  guint8 outcome; /* BwVerdictOutcome */
  guint8 reason;  /* BwReason */
  guint8 side;    /* BwSide */
  guint8 n_rules;
  BwFixed asked, allowed, price;
  BwRuleVerdict rules[BW_N_RULE_VERDICTS];
} BwVerdicts;

static inline gsize
bw_verdicts_bytes (guint n_rules)
{
  return G_STRUCT_OFFSET (BwVerdicts, rules) + n_rules * sizeof (BwRuleVerdict);
}

const char *bw_verdict_word (BwVerdictOutcome outcome);
gboolean bw_verdict_parse (const char *word, BwVerdictOutcome *outcome);

G_END_DECLS
