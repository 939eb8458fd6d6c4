/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/timeframe.h"
#include "strategy/syntax.h"

G_BEGIN_DECLS

#define BW_PROGRAM_STEPS_MAX 1024
/* Bars looked back over, all parts of a program together. */
#define BW_PROGRAM_COST_MAX 200000
#define BW_YEAR_BARS_MAX    6000

/* What is known of an instrument besides its bars. */
typedef enum
{
  BW_FACT_SHARES,
  BW_FACT_EARNINGS, /* per share, of a year */
  BW_FACT_DIVIDEND, /* likewise */
  BW_N_NUMBER_FACTS,
} BwNumberFact;

typedef enum
{
  BW_FACT_SYMBOL,
  BW_FACT_NAME,
  BW_FACT_SECTOR,
  BW_FACT_INDUSTRY,
  BW_FACT_CLASS,
  BW_FACT_EXCHANGE,
  BW_FACT_CURRENCY,
  BW_FACT_SOURCE,
  BW_N_TEXT_FACTS,
} BwTextFact;

/**
 * BwFacts:
 * @numbers: NaN where it isn't known
 * @texts: (nullable) (borrowed): %NULL or "" where it isn't known
 */
typedef struct
{
  double numbers[BW_N_NUMBER_FACTS];
  const char *texts[BW_N_TEXT_FACTS];
} BwFacts;

extern const BwFacts bw_facts_none;

/**
 * BwProgram:
 *
 * One or several expressions, ready to be worked out over bars. What they have in common is in it
 * once. Immutable after the last bw_program_add(); shared between threads. Nothing in it depends on
 * an instrument.
 */
typedef struct _BwProgram BwProgram;

/* What an expression gives. */
typedef struct
{
  BwValueType type;
  BwUnit unit;
  guint column;    /* of the program's; of a text, nothing */
  BwTextFact text; /* of a text that is a fact */
  char *constant;  /* (owned) (nullable): of a text that isn't */
} BwProgramRoot;

BwProgram *bw_program_new (BwTimeframe timeframe);
BwProgram *bw_program_ref (BwProgram *program);
void bw_program_unref (BwProgram *program);
gboolean bw_program_add (BwProgram *program, const char *text, BwFault *fault);
gboolean bw_program_add_condition (BwProgram *program, const char *text, BwFault *fault);
guint bw_program_get_n_roots (const BwProgram *program);
const BwProgramRoot *bw_program_get_root (const BwProgram *program, guint index);
const char *bw_program_get_text (const BwProgram *program, guint index, const BwFacts *facts);
guint bw_program_get_n_steps (const BwProgram *program);
gsize bw_program_get_n_bars (const BwProgram *program);
gboolean bw_program_reads_facts (const BwProgram *program);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProgram, bw_program_unref)

G_END_DECLS
