/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/program.h"

G_BEGIN_DECLS

typedef enum
{
  BW_OP_CONSTANT,       /* number */
  BW_OP_BARS,           /* n: 'o', 'h', 'l', 'c', 'v' */
  BW_OP_FACT,           /* n: BwNumberFact */
  BW_OP_TEXT_EQUAL,     /* n: BwTextFact; text */
  BW_OP_TEXT_CONTAINS,  /* likewise */
  BW_OP_PREVIOUS_CLOSE, /* of the session before: close */
  BW_OP_SESSION_OPEN,   /* open */
  BW_OP_LAG,            /* n bars */
  BW_OP_HIGHEST,        /* of n bars, of which min_bars are known */
  BW_OP_LOWEST,
  BW_OP_COUNT,
  BW_OP_NEGATE,
  BW_OP_ABS,
  BW_OP_ADD,
  BW_OP_SUBTRACT,
  BW_OP_MULTIPLY,
  BW_OP_DIVIDE,
  BW_OP_MIN,
  BW_OP_MAX,
  BW_OP_LESS,
  BW_OP_LESS_EQUAL,
  BW_OP_EQUAL,
  BW_OP_NOT,
  BW_OP_AND,
  BW_OP_OR,
  BW_OP_CROSS,     /* the first from below or at to above the second */
  BW_OP_INDICATOR, /* its first output */
  BW_OP_OUTPUT,    /* another one, n behind its indicator; nothing to do */
} BwOp;

/**
 * BwStep:
 * @args: columns, all before its own
 * @wanted: of how many of the last bars its value is asked for when only the last counts
 * @kept: how many bars of its column are looked back at
 * @n_lead: bars until it can have a value
 *
 * One column of a program.
 */
typedef struct
{
  BwOp op;
  guint n_args;
  guint args[BW_INDICATOR_INPUTS_MAX];
  guint n, min_bars;
  double number;
  char *text; /* (owned) (nullable) */
  const BwIndicatorInfo *info;
  double parameters[BW_INDICATOR_PARAMETERS_MAX];
  gsize wanted, kept, n_lead;
} BwStep;

struct _BwProgram
{
  gint ref_count; /* atomic */
  BwTimeframe timeframe;
  GArray *steps;     /* (element-type BwStep) */
  GArray *roots;     /* (element-type BwProgramRoot) */
  GHashTable *known; /* (owned): bytes of a step -> its column + 1 */
  gsize cost;
};

#define BW_WANTED_ALL G_MAXSIZE

static inline BwStep *
bw_program_step (const BwProgram *program, guint column)
{
  return &g_array_index (program->steps, BwStep, column);
}

guint bw_program_push (BwProgram *program, const BwStep *step);
guint bw_program_push_constant (BwProgram *program, double number);
guint bw_program_push_op (BwProgram *program, BwOp op, guint a, guint b);
guint bw_program_push_lag (BwProgram *program, guint of, guint n_bars);
guint bw_program_push_window (BwProgram *program, BwOp op, guint of, guint n_bars, guint min_bars);
guint bw_program_push_indicator (BwProgram *program,
                                 const BwIndicatorInfo *info,
                                 const double *parameters,
                                 const guint *inputs);
guint bw_program_push_bars (BwProgram *program, char letter);
gboolean bw_program_is_constant (const BwProgram *program, guint column, double *number);
double bw_op_apply (BwOp op, double a, double b);

G_END_DECLS
