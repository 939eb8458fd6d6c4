/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"
#include "market/instrument.h"

G_BEGIN_DECLS

/* The condition an order waits for (`when`): text to a compact form, and its truth. Pure: what it
 * reads is handed in. The grammar is in tests/scenarios/README.md. */

#define BW_CONDITION_STEPS_MAX 64

/* Stored in the core's state: never change a number. */
typedef enum
{
  BW_CONDITION_NUMBER = 1,
  BW_CONDITION_INSTANT = 2,    /* a time that is written */
  BW_CONDITION_LAST = 3,       /* prices of an instrument */
  BW_CONDITION_BID = 4,
  BW_CONDITION_ASK = 5,
  BW_CONDITION_TIME = 6,       /* now */
  BW_CONDITION_PNL = 7,        /* the account's own: equity less net deposits */
  BW_CONDITION_DAY_PNL = 8,
  BW_CONDITION_EQUITY = 9,
  BW_CONDITION_ADD = 16,
  BW_CONDITION_SUBTRACT = 17,
  BW_CONDITION_LESS = 18,
  BW_CONDITION_AT_MOST = 19,
  BW_CONDITION_MORE = 20,
  BW_CONDITION_AT_LEAST = 21,
  BW_CONDITION_EQUAL = 22,
  BW_CONDITION_UNEQUAL = 23,
  BW_CONDITION_NOT = 24,
  BW_CONDITION_AND = 25,
  BW_CONDITION_OR = 26,
} BwConditionStepKind;

/* @number: 8 decimals, or of an instant its nanoseconds UTC. */
typedef struct
{
  guint8 kind; /* BwConditionStepKind */
  BwInstrumentId instrument;
  gint64 number;
} BwConditionStep;

/* Steps in postfix order: operands first. */
typedef struct
{
  guint8 n_steps;
  BwConditionStep steps[BW_CONDITION_STEPS_MAX];
} BwCondition;

/* What was expected where a text can't be understood. */
typedef enum
{
  BW_CONDITION_EXPECTED_OPERAND = 1, /* a price, a time, pnl, day-pnl, equity or a number */
  BW_CONDITION_EXPECTED_COMPARISON,  /* < <= > >= = != */
  BW_CONDITION_EXPECTED_CLOSING,     /* ) */
  BW_CONDITION_EXPECTED_END,         /* and, or, or the end */
  BW_CONDITION_EXPECTED_NUMBER,      /* one of at most eight decimals, in range */
  BW_CONDITION_EXPECTED_TIME,        /* beside `time`: HH:MM, HH:MM:SS or a full RFC 3339 time */
  BW_CONDITION_EXPECTED_FULL_TIME,   /* there is no date here that HH:MM could be of */
  BW_CONDITION_EXPECTED_SYMBOL,      /* one that exists */
  BW_CONDITION_EXPECTED_NO_TIME,     /* times can only be compared with `time` */
  BW_CONDITION_EXPECTED_LESS,        /* it is too long or too deep */
} BwConditionExpected;

/* @column: counted from 1, in bytes; @n_bytes: how long what stands there is; 0 at the end */
typedef struct
{
  BwConditionExpected expected;
  guint column;
  guint n_bytes;
} BwConditionProblem;

/**
 * BwConditionNames:
 * @find: the instrument of a symbol; 0: there is none
 * @zone: (nullable): whose HH:MM times are; %NULL: only full times are understood
 * @date: the zone's date that they are of
 */
typedef struct
{
  BwInstrumentId (*find) (const char *symbol, gpointer user_data);
  gpointer user_data;
  const char *zone;
  BwDate date;
} BwConditionNames;

typedef enum
{
  BW_TRUTH_FALSE,
  BW_TRUTH_TRUE,
  BW_TRUTH_UNKNOWN, /* it reads a price that nobody has seen */
} BwTruth;

/* Returns: FALSE when what the step reads is not known. */
typedef gboolean (*BwConditionRead) (const BwConditionStep *step, gpointer user_data, gint64 *number);

gboolean bw_condition_parse (const char *text, const BwConditionNames *names, BwCondition *condition, BwConditionProblem *problem);
const char *bw_condition_expected_words (BwConditionExpected expected);
char *bw_condition_anchor (const char *text, const char *zone, BwDate date);

gboolean bw_condition_is_sound (const BwCondition *condition);
BwTruth bw_condition_evaluate (const BwCondition *condition, BwConditionRead read, gpointer user_data);
gboolean bw_condition_reads_account (const BwCondition *condition);
BwTime bw_condition_next_instant (const BwCondition *condition, BwTime now);

G_END_DECLS
