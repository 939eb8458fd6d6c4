/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/program-private.h"

#include <math.h>
#include <string.h>

/* A program is a list of columns, each worked out from earlier ones. A step that is there already
 * is not written again, so what several expressions have in common is worked out once; what is
 * constant is worked out here. */

const BwFacts bw_facts_none = { { NAN, NAN, NAN }, { NULL } };

static void
clear_step (gpointer step)
{
  g_free (((BwStep *)step)->text);
}

static void
clear_root (gpointer root)
{
  g_free (((BwProgramRoot *)root)->constant);
}

/**
 * bw_program_new:
 * @timeframe: of the bars it will see: how many make 52 weeks depends on it
 */
BwProgram *
bw_program_new (BwTimeframe timeframe)
{
  BwProgram *program = g_new0 (BwProgram, 1);

  program->ref_count = 1;
  program->timeframe = timeframe;
  program->steps = g_array_new (FALSE, TRUE, sizeof (BwStep));
  g_array_set_clear_func (program->steps, clear_step);
  program->roots = g_array_new (FALSE, TRUE, sizeof (BwProgramRoot));
  g_array_set_clear_func (program->roots, clear_root);
  program->known =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  return program;
}

BwProgram *
bw_program_ref (BwProgram *program)
{
  g_atomic_int_inc (&program->ref_count);
  return program;
}

void
bw_program_unref (BwProgram *program)
{
  if (!g_atomic_int_dec_and_test (&program->ref_count))
    return;
  g_array_unref (program->steps);
  g_array_unref (program->roots);
  g_hash_table_unref (program->known);
  g_free (program);
}

static GBytes *
describe (const BwStep *step)
{
  GByteArray *bytes = g_byte_array_new ();

#define APPEND(field) g_byte_array_append (bytes, (const guint8 *)&step->field, sizeof step->field)
  APPEND (op);
  APPEND (n_args);
  APPEND (args);
  APPEND (n);
  APPEND (min_bars);
  APPEND (number);
  APPEND (info);
  APPEND (parameters);
#undef APPEND
  if (step->text != NULL)
    g_byte_array_append (bytes, (const guint8 *)step->text, (guint)strlen (step->text));
  return g_byte_array_free_to_bytes (bytes);
}

/* How far before the first bar the step itself looks. */
static gsize
reach_of (const BwStep *step)
{
  switch ((int)step->op)
    {
    case BW_OP_LAG:
      return step->n;
    case BW_OP_HIGHEST:
    case BW_OP_LOWEST:
    case BW_OP_COUNT:
      return step->n - 1;
    case BW_OP_CROSS:
    case BW_OP_PREVIOUS_CLOSE:
      return 1;
    default:
      return 0;
    }
}

/* How many bars it takes beyond what its parts take. */
static gsize
lead_of (const BwStep *step)
{
  if (step->op == BW_OP_HIGHEST || step->op == BW_OP_LOWEST)
    return step->min_bars - 1;
  return step->op == BW_OP_COUNT ? 0 : reach_of (step);
}

/**
 * bw_program_push:
 * @step: copied, with its text
 *
 * Returns: the column that holds it, new or known
 */
guint
bw_program_push (BwProgram *program, const BwStep *step)
{
  g_autoptr (GBytes) key = describe (step);
  guint column = GPOINTER_TO_UINT (g_hash_table_lookup (program->known, key));
  BwStep added = *step;

  if (column > 0)
    return column - 1;
  added.text = g_strdup (step->text);
  for (guint k = 0; k < step->n_args; k++)
    added.n_lead = MAX (added.n_lead, bw_program_step (program, step->args[k])->n_lead);
  added.n_lead += lead_of (step);
  program->cost += reach_of (step) + 1;
  for (guint k = 0; k < step->n_args; k++)
    bw_program_step (program, step->args[k])->kept =
        MAX (bw_program_step (program, step->args[k])->kept, reach_of (step));
  g_array_append_val (program->steps, added);
  column = program->steps->len - 1;
  g_hash_table_insert (program->known, g_steal_pointer (&key), GUINT_TO_POINTER (column + 1));
  return column;
}

guint
bw_program_push_constant (BwProgram *program, double number)
{
  return bw_program_push (program, &(BwStep){ .op = BW_OP_CONSTANT, .number = number });
}

gboolean
bw_program_is_constant (const BwProgram *program, guint column, double *number)
{
  const BwStep *step = bw_program_step (program, column);

  if (number != NULL)
    *number = step->number;
  return step->op == BW_OP_CONSTANT;
}

static double
truth_of (gboolean is_met)
{
  return is_met ? 1.0 : 0.0;
}

/* Three values: what is unknown stays so unless the other side decides. */
static double
apply_logic (BwOp op, double a, double b)
{
  double decides = op == BW_OP_AND ? 0.0 : 1.0;

  if (a == decides || b == decides)
    return decides;
  return isnan (a) || isnan (b) ? NAN : 1.0 - decides;
}

/**
 * bw_op_apply:
 * @b: of an operation with one operand: anything
 *
 * What one bar's values give. NaN is unknown, and so is what it takes part in.
 */
double
bw_op_apply (BwOp op, double a, double b)
{
  if (op == BW_OP_AND || op == BW_OP_OR)
    return apply_logic (op, a, b);
  if (isnan (a) || (isnan (b) && op != BW_OP_NEGATE && op != BW_OP_ABS && op != BW_OP_NOT))
    return NAN;
  switch ((int)op)
    {
    case BW_OP_NEGATE:
      return -a;
    case BW_OP_ABS:
      return fabs (a);
    case BW_OP_NOT:
      return 1.0 - a;
    case BW_OP_ADD:
      return a + b;
    case BW_OP_SUBTRACT:
      return a - b;
    case BW_OP_MULTIPLY:
      return a * b;
    case BW_OP_DIVIDE:
      return b == 0.0 ? NAN : a / b;
    case BW_OP_MIN:
      return b < a ? b : a;
    case BW_OP_MAX:
      return b > a ? b : a;
    case BW_OP_LESS:
      return truth_of (a < b);
    case BW_OP_LESS_EQUAL:
      return truth_of (a <= b);
    case BW_OP_EQUAL:
      return truth_of (a == b);
    default:
      g_return_val_if_reached (NAN);
    }
}

/* @b: of an operation with one operand: the same as @a. */
guint
bw_program_push_op (BwProgram *program, BwOp op, guint a, guint b)
{
  gboolean is_single = op == BW_OP_NEGATE || op == BW_OP_ABS || op == BW_OP_NOT;
  BwStep step = { .op = op, .n_args = is_single ? 1 : 2, .args = { a, is_single ? 0 : b } };
  double x, y;

  if (op != BW_OP_CROSS && bw_program_is_constant (program, a, &x) &&
      bw_program_is_constant (program, b, &y))
    {
      double value = bw_op_apply (op, x, y);

      return bw_program_push_constant (program, isfinite (value) ? value : NAN);
    }
  return bw_program_push (program, &step);
}

guint
bw_program_push_lag (BwProgram *program, guint of, guint n_bars)
{
  if (n_bars == 0 || bw_program_is_constant (program, of, NULL))
    return of;
  return bw_program_push (program,
                          &(BwStep){ .op = BW_OP_LAG, .n_args = 1, .args = { of }, .n = n_bars });
}

guint
bw_program_push_window (BwProgram *program, BwOp op, guint of, guint n_bars, guint min_bars)
{
  if (n_bars == 1 && op != BW_OP_COUNT)
    return of;
  return bw_program_push (
      program,
      &(BwStep){ .op = op, .n_args = 1, .args = { of }, .n = n_bars, .min_bars = min_bars });
}

guint
bw_program_push_bars (BwProgram *program, char letter)
{
  return bw_program_push (program, &(BwStep){ .op = BW_OP_BARS, .n = (guint)letter });
}

/**
 * bw_program_push_indicator:
 * @parameters: within their ranges
 * @inputs: columns, one for each letter of the info's inputs
 *
 * Returns: the column of its first output; the others follow
 */
guint
bw_program_push_indicator (BwProgram *program,
                           const BwIndicatorInfo *info,
                           const double *parameters,
                           const guint *inputs)
{
  BwStep step = { .op = BW_OP_INDICATOR, .info = info };
  guint n_steps = program->steps->len, column;
  BwStep *added;

  for (const char *letter = info->inputs; *letter != '\0'; letter++)
    if (*letter != 's')
      step.args[step.n_args++] = inputs[letter - info->inputs];
  memcpy (step.parameters, parameters,
          bw_indicator_info_get_n_parameters (info) * sizeof *parameters);
  column = bw_program_push (program, &step);
  if (column < n_steps)
    return column;
  {
    g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, NULL);

    g_return_val_if_fail (indicator != NULL, column);
    added = bw_program_step (program, column);
    added->n_lead += bw_indicator_get_lead (indicator);
    program->cost += bw_indicator_get_state_size (indicator) / sizeof (double) / 4;
  }
  for (guint k = 1; k < bw_indicator_info_get_n_outputs (info); k++)
    {
      BwStep output = { .op = BW_OP_OUTPUT, .n_args = 1, .args = { column }, .n = k };

      bw_program_push (program, &output);
    }
  return column;
}

guint
bw_program_get_n_roots (const BwProgram *program)
{
  return program->roots->len;
}

const BwProgramRoot *
bw_program_get_root (const BwProgram *program, guint index)
{
  g_return_val_if_fail (index < program->roots->len, NULL);

  return &g_array_index (program->roots, BwProgramRoot, index);
}

/**
 * bw_program_get_text:
 *
 * Returns: (nullable): what an expression that is a text says of an instrument
 */
const char *
bw_program_get_text (const BwProgram *program, guint index, const BwFacts *facts)
{
  const BwProgramRoot *root = bw_program_get_root (program, index);
  const char *text;

  if (root->type != BW_VALUE_TEXT)
    return NULL;
  text = root->constant != NULL ? root->constant : facts->texts[root->text];
  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * bw_program_get_n_steps:
 *
 * Returns: how many columns it works out; what expressions have in common counts once
 */
guint
bw_program_get_n_steps (const BwProgram *program)
{
  return program->steps->len;
}

/**
 * bw_program_get_n_bars:
 *
 * Returns: how many bars it takes until every expression can have a value
 */
gsize
bw_program_get_n_bars (const BwProgram *program)
{
  gsize n_bars = 1;

  for (guint k = 0; k < program->roots->len; k++)
    {
      const BwProgramRoot *root = bw_program_get_root (program, k);

      if (root->type != BW_VALUE_TEXT)
        n_bars = MAX (n_bars, bw_program_step (program, root->column)->n_lead + 1);
    }
  return n_bars;
}

/**
 * bw_program_reads_facts:
 *
 * Returns: whether anything but bars counts
 */
gboolean
bw_program_reads_facts (const BwProgram *program)
{
  for (guint k = 0; k < program->steps->len; k++)
    if (bw_program_step (program, k)->op == BW_OP_FACT ||
        bw_program_step (program, k)->op == BW_OP_TEXT_EQUAL ||
        bw_program_step (program, k)->op == BW_OP_TEXT_CONTAINS)
      return TRUE;
  return FALSE;
}
