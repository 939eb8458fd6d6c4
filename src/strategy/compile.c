/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/compile-private.h"

#include "base/translatable.h"

#include <math.h>

/* Types and units are judged here, and what is written becomes steps. A percentage counts in
 * points: 5% is 5. Beside something else in percent it stays so; as a factor it is a hundredth. */

static const char a_number[] = N_ ("a number");
static const char a_condition[] = N_ ("a condition");
static const char a_text[] = N_ ("a text");
static const char expected_condition[] = N_ ("a condition, as in “RSI(14) < 30”");
static const char expected_quoted[] = N_ ("a text in quotes, as in “sector = \"Energy\"”");

static const char *
name_type (BwValueType type)
{
  return type == BW_VALUE_TRUTH ? a_condition : type == BW_VALUE_TEXT ? a_text : a_number;
}

gboolean
bw_compiler_fail (BwCompiler *compiler, BwFaultCode code, BwSpan span, char *hint)
{
  if (compiler->fault->code != BW_FAULT_NONE)
    g_free (hint);
  else
    compiler->fault->hint = hint;
  return bw_fault_set (compiler->fault, compiler->text, code, span);
}

static gboolean
fail_type (BwCompiler *compiler, const BwSyntax *syntax, BwValueType type, const char *expected)
{
  compiler->fault->kind = name_type (type);
  compiler->fault->expected = expected;
  return bw_compiler_fail (compiler, BW_FAULT_TYPE, syntax->span, NULL);
}

gboolean
bw_compile_typed (BwCompiler *compiler,
                  const BwSyntax *syntax,
                  BwValueType type,
                  BwOperand *operand)
{
  if (!bw_compile (compiler, syntax, operand))
    return FALSE;
  if (operand->type == type)
    return TRUE;
  return fail_type (compiler, syntax, operand->type,
                    type == BW_VALUE_TRUTH ? expected_condition : name_type (type));
}

static gboolean
set_op (BwCompiler *compiler, BwOp op, guint a, guint b, BwValueType type, BwOperand *out)
{
  *out = (BwOperand){ .type = type, .column = bw_program_push_op (compiler->program, op, a, b) };
  return TRUE;
}

static gboolean
is_constant (const BwCompiler *compiler, const BwOperand *operand)
{
  return bw_program_is_constant (compiler->program, operand->column, NULL);
}

/* Sides that are added or compared: a percentage that is written must meet something in percent, or
 * another number that is written. A field in percent may be compared with a plain number. */
static gboolean
check_units (BwCompiler *compiler, const BwSyntax *const *sides, const BwOperand *operands)
{
  for (guint k = 0; k < 2; k++)
    {
      gboolean is_percent = operands[k].unit == BW_UNIT_PERCENT;
      gboolean is_met = operands[1 - k].unit == BW_UNIT_PERCENT;

      if (is_percent && is_constant (compiler, &operands[k]) && !is_met)
        return bw_compiler_fail (compiler, BW_FAULT_PERCENT, sides[k]->span, NULL);
      if (is_percent && !is_met && !is_constant (compiler, &operands[1 - k]) &&
          operands[1 - k].unit != BW_UNIT_PLAIN)
        return bw_compiler_fail (compiler, BW_FAULT_PERCENT, sides[k]->span, NULL);
    }
  return TRUE;
}

static gboolean
compile_two (BwCompiler *compiler, const BwSyntax *a, const BwSyntax *b, BwOperand *operands)
{
  const BwSyntax *sides[] = { a, b };

  return bw_compile_typed (compiler, a, BW_VALUE_NUMBER, &operands[0]) &&
         bw_compile_typed (compiler, b, BW_VALUE_NUMBER, &operands[1]) &&
         check_units (compiler, sides, operands);
}

static BwUnit
join_units (BwUnit a, BwUnit b)
{
  return a == BW_UNIT_PLAIN ? b : a;
}

static gboolean
compile_sum (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  BwOp op = syntax->kind == BW_SYNTAX_ADD ? BW_OP_ADD : BW_OP_SUBTRACT;
  BwOperand sides[2];

  if (!compile_two (compiler, bw_syntax_part (syntax, 0), bw_syntax_part (syntax, 1), sides))
    return FALSE;
  set_op (compiler, op, sides[0].column, sides[1].column, BW_VALUE_NUMBER, out);
  out->unit = join_units (sides[0].unit, sides[1].unit);
  return TRUE;
}

static void
make_fraction (BwCompiler *compiler, BwOperand *operand)
{
  BwProgram *program = compiler->program;

  operand->column = bw_program_push_op (program, BW_OP_DIVIDE, operand->column,
                                        bw_program_push_constant (program, 100));
  operand->unit = BW_UNIT_PLAIN;
}

static gboolean
compile_product (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  gboolean is_product = syntax->kind == BW_SYNTAX_MULTIPLY;
  BwOp op = is_product ? BW_OP_MULTIPLY : BW_OP_DIVIDE;
  BwOperand sides[2];
  BwUnit unit;

  for (guint k = 0; k < 2; k++)
    if (!bw_compile_typed (compiler, bw_syntax_part (syntax, k), BW_VALUE_NUMBER, &sides[k]))
      return FALSE;
  unit = sides[0].unit != BW_UNIT_PLAIN && sides[1].unit != BW_UNIT_PLAIN ? BW_UNIT_PLAIN
         : is_product ? join_units (sides[0].unit, sides[1].unit)
                      : sides[0].unit;
  if (sides[0].unit == BW_UNIT_PERCENT && sides[1].unit == BW_UNIT_PERCENT)
    {
      if (is_product)
        make_fraction (compiler, &sides[1]);
      unit = is_product ? BW_UNIT_PERCENT : BW_UNIT_PLAIN;
    }
  else
    for (guint k = 0; k < 2; k++)
      if (sides[k].unit == BW_UNIT_PERCENT &&
          (k == 1 && !is_product ? TRUE : !is_constant (compiler, &sides[1 - k])))
        {
          unit = sides[1 - k].unit;
          make_fraction (compiler, &sides[k]);
        }
  set_op (compiler, op, sides[0].column, sides[1].column, BW_VALUE_NUMBER, out);
  out->unit = unit;
  return TRUE;
}

static gboolean
compile_text_test (
    BwCompiler *compiler, const BwSyntax *a, const BwSyntax *b, BwOp op, BwOperand *out)
{
  BwOperand sides[2];
  BwStep step = { .op = op };
  guint fact;

  if (!bw_compile_typed (compiler, a, BW_VALUE_TEXT, &sides[0]) ||
      !bw_compile (compiler, b, &sides[1]))
    return FALSE;
  if (sides[1].type != BW_VALUE_TEXT)
    return fail_type (compiler, b, sides[1].type, expected_quoted);
  fact = sides[0].constant != NULL ? 1 : 0;
  if (sides[fact].constant != NULL || sides[1 - fact].constant == NULL ||
      (op == BW_OP_TEXT_CONTAINS && fact == 1))
    return fail_type (compiler, b, BW_VALUE_TEXT,
                      sides[1].constant == NULL ? expected_quoted
                                                : N_ ("a field that is a text on the other side"));
  step.n = sides[fact].text;
  step.text = (char *)sides[1 - fact].constant;
  *out =
      (BwOperand){ .type = BW_VALUE_TRUTH, .column = bw_program_push (compiler->program, &step) };
  return TRUE;
}

static gboolean
compile_equal (BwCompiler *compiler, const BwSyntax *a, const BwSyntax *b, BwOperand *out)
{
  BwOperand sides[2];

  if (!bw_compile (compiler, a, &sides[0]))
    return FALSE;
  if (sides[0].type == BW_VALUE_TEXT)
    return compile_text_test (compiler, a, b, BW_OP_TEXT_EQUAL, out);
  if (!compile_two (compiler, a, b, sides))
    return FALSE;
  return set_op (compiler, BW_OP_EQUAL, sides[0].column, sides[1].column, BW_VALUE_TRUTH, out);
}

static gboolean
compile_comparison (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  const BwSyntax *a = bw_syntax_part (syntax, 0), *b = bw_syntax_part (syntax, 1);
  gboolean is_swapped =
      syntax->kind == BW_SYNTAX_GREATER || syntax->kind == BW_SYNTAX_GREATER_EQUAL;
  gboolean is_strict = syntax->kind == BW_SYNTAX_LESS || syntax->kind == BW_SYNTAX_GREATER;
  BwOperand sides[2];

  if (syntax->kind == BW_SYNTAX_EQUAL)
    return compile_equal (compiler, a, b, out);
  if (syntax->kind == BW_SYNTAX_UNEQUAL)
    return compile_equal (compiler, a, b, out) &&
           set_op (compiler, BW_OP_NOT, out->column, out->column, BW_VALUE_TRUTH, out);
  if (!compile_two (compiler, a, b, sides))
    return FALSE;
  return set_op (compiler, is_strict ? BW_OP_LESS : BW_OP_LESS_EQUAL, sides[is_swapped].column,
                 sides[!is_swapped].column, BW_VALUE_TRUTH, out);
}

static gboolean
compile_crosses (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  BwOperand sides[2], back;

  if (!compile_two (compiler, bw_syntax_part (syntax, 0), bw_syntax_part (syntax, 1), sides))
    return FALSE;
  set_op (compiler, BW_OP_CROSS, sides[0].column, sides[1].column, BW_VALUE_TRUTH, out);
  if (syntax->kind == BW_SYNTAX_CROSSES_ABOVE)
    return TRUE;
  set_op (compiler, BW_OP_CROSS, sides[1].column, sides[0].column, BW_VALUE_TRUTH, &back);
  if (syntax->kind == BW_SYNTAX_CROSSES)
    return set_op (compiler, BW_OP_OR, out->column, back.column, BW_VALUE_TRUTH, out);
  *out = back;
  return TRUE;
}

static gboolean
compile_between (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  const BwSyntax *of = bw_syntax_part (syntax, 0);
  BwOperand low[2], high[2];
  BwProgram *program = compiler->program;

  if (!compile_two (compiler, of, bw_syntax_part (syntax, 1), low) ||
      !compile_two (compiler, of, bw_syntax_part (syntax, 2), high))
    return FALSE;
  return set_op (compiler, BW_OP_AND,
                 bw_program_push_op (program, BW_OP_LESS_EQUAL, low[1].column, low[0].column),
                 bw_program_push_op (program, BW_OP_LESS_EQUAL, high[0].column, high[1].column),
                 BW_VALUE_TRUTH, out);
}

static gboolean
compile_in (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  for (guint k = 1; k < syntax->parts->len; k++)
    {
      BwOperand one = { 0 };

      if (!compile_equal (compiler, bw_syntax_part (syntax, 0), bw_syntax_part (syntax, k), &one))
        return FALSE;
      if (k == 1)
        *out = one;
      else
        set_op (compiler, BW_OP_OR, out->column, one.column, BW_VALUE_TRUTH, out);
    }
  return TRUE;
}

static gboolean
compile_logic (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  BwOperand sides[2] = { { 0 } };
  guint n = syntax->parts->len;

  for (guint k = 0; k < n; k++)
    if (!bw_compile_typed (compiler, bw_syntax_part (syntax, k), BW_VALUE_TRUTH, &sides[k]))
      return FALSE;
  return set_op (compiler,
                 syntax->kind == BW_SYNTAX_NOT   ? BW_OP_NOT
                 : syntax->kind == BW_SYNTAX_AND ? BW_OP_AND
                                                 : BW_OP_OR,
                 sides[0].column, sides[n - 1].column, BW_VALUE_TRUTH, out);
}

static gboolean
compile_history (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  const BwSyntax *of = bw_syntax_part (syntax, 0);

  if (!bw_compile (compiler, of, out))
    return FALSE;
  if (out->type == BW_VALUE_TEXT)
    return fail_type (compiler, of, BW_VALUE_TEXT, N_ ("a number or a condition before “[”"));
  out->column = bw_program_push_lag (compiler->program, out->column, (guint)syntax->number);
  return TRUE;
}

static gboolean
compile_negate (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  BwOperand of;

  if (!bw_compile_typed (compiler, bw_syntax_part (syntax, 0), BW_VALUE_NUMBER, &of))
    return FALSE;
  set_op (compiler, BW_OP_NEGATE, of.column, of.column, BW_VALUE_NUMBER, out);
  out->unit = of.unit;
  return TRUE;
}

static gboolean
compile_literal (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  *out = (BwOperand){ .type = BW_VALUE_TEXT, .constant = syntax->text };
  if (syntax->kind == BW_SYNTAX_NUMBER)
    *out = (BwOperand){ .type = BW_VALUE_NUMBER,
                        .unit = syntax->unit,
                        .column = bw_program_push_constant (compiler->program, syntax->number) };
  return TRUE;
}

static gboolean
compile_contains (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  return compile_text_test (compiler, bw_syntax_part (syntax, 0), bw_syntax_part (syntax, 1),
                            BW_OP_TEXT_CONTAINS, out);
}

static gboolean (*const compilers[]) (BwCompiler *compiler,
                                      const BwSyntax *syntax,
                                      BwOperand *out) = {
  [BW_SYNTAX_NUMBER] = compile_literal,
  [BW_SYNTAX_TEXT] = compile_literal,
  [BW_SYNTAX_WORD] = bw_compile_word,
  [BW_SYNTAX_INDICATOR] = bw_compile_indicator,
  [BW_SYNTAX_HISTORY] = compile_history,
  [BW_SYNTAX_NEGATE] = compile_negate,
  [BW_SYNTAX_ADD] = compile_sum,
  [BW_SYNTAX_SUBTRACT] = compile_sum,
  [BW_SYNTAX_MULTIPLY] = compile_product,
  [BW_SYNTAX_DIVIDE] = compile_product,
  [BW_SYNTAX_LESS] = compile_comparison,
  [BW_SYNTAX_LESS_EQUAL] = compile_comparison,
  [BW_SYNTAX_GREATER] = compile_comparison,
  [BW_SYNTAX_GREATER_EQUAL] = compile_comparison,
  [BW_SYNTAX_EQUAL] = compile_comparison,
  [BW_SYNTAX_UNEQUAL] = compile_comparison,
  [BW_SYNTAX_CROSSES_ABOVE] = compile_crosses,
  [BW_SYNTAX_CROSSES_BELOW] = compile_crosses,
  [BW_SYNTAX_CROSSES] = compile_crosses,
  [BW_SYNTAX_BETWEEN] = compile_between,
  [BW_SYNTAX_IN] = compile_in,
  [BW_SYNTAX_CONTAINS] = compile_contains,
  [BW_SYNTAX_NOT] = compile_logic,
  [BW_SYNTAX_AND] = compile_logic,
  [BW_SYNTAX_OR] = compile_logic,
};

gboolean
bw_compile (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  *out = (BwOperand){ 0 };
  if (!compilers[syntax->kind](compiler, syntax, out))
    return FALSE;
  if (compiler->program->steps->len <= BW_PROGRAM_STEPS_MAX &&
      compiler->program->cost <= BW_PROGRAM_COST_MAX)
    return TRUE;
  return bw_compiler_fail (compiler, BW_FAULT_TOO_COSTLY, syntax->span,
                           g_strdup_printf ("%d", BW_PROGRAM_COST_MAX));
}

/* Which columns are asked for where only the last bar counts, and how far back. */
static void
ask_for (BwProgram *program, guint column, gsize n_bars)
{
  BwStep *step = bw_program_step (program, column);

  step->wanted = MAX (step->wanted, n_bars);
}

static gsize
add_wanted (gsize wanted, gsize n_bars)
{
  return wanted > BW_WANTED_ALL - n_bars ? BW_WANTED_ALL : wanted + n_bars;
}

static void
ask_for_all (BwProgram *program)
{
  for (guint k = 0; k < program->roots->len; k++)
    if (bw_program_get_root (program, k)->type != BW_VALUE_TEXT)
      ask_for (program, bw_program_get_root (program, k)->column, 1);
  for (guint column = program->steps->len; column-- > 0;)
    {
      const BwStep *step = bw_program_step (program, column);
      gsize wanted = step->wanted;

      if (wanted == 0)
        continue;
      if (step->op == BW_OP_INDICATOR || step->op == BW_OP_OUTPUT ||
          step->op == BW_OP_PREVIOUS_CLOSE || step->op == BW_OP_SESSION_OPEN)
        wanted = BW_WANTED_ALL;
      else if (step->op == BW_OP_LAG)
        wanted = add_wanted (wanted, step->n);
      else if (step->op == BW_OP_HIGHEST || step->op == BW_OP_LOWEST || step->op == BW_OP_COUNT)
        wanted = add_wanted (wanted, step->n - 1);
      else if (step->op == BW_OP_CROSS)
        wanted = add_wanted (wanted, 1);
      for (guint k = 0; k < step->n_args; k++)
        ask_for (program, step->args[k], wanted);
    }
}

static gboolean
add (BwProgram *program, const char *text, gboolean is_condition, BwFault *fault)
{
  g_autoptr (BwSyntax) syntax = bw_syntax_parse (text, fault);
  BwCompiler compiler = { program, text, fault };
  BwProgramRoot root = { 0 };
  BwOperand operand;

  if (syntax == NULL)
    return FALSE;
  if (is_condition ? !bw_compile_typed (&compiler, syntax, BW_VALUE_TRUTH, &operand)
                   : !bw_compile (&compiler, syntax, &operand))
    return FALSE;
  root = (BwProgramRoot){ operand.type, operand.unit, operand.column, operand.text,
                          g_strdup (operand.constant) };
  g_array_append_val (program->roots, root);
  ask_for_all (program);
  return TRUE;
}

/**
 * bw_program_add:
 * @text: an expression of any type
 * @fault: (out caller-allocates): all zero when it is handed in; where and what was expected
 *
 * The new root is the last one. A program that refused a text still serves what was added before.
 */
gboolean
bw_program_add (BwProgram *program, const char *text, BwFault *fault)
{
  return add (program, text, FALSE, fault);
}

/* The same for what must be met or not. */
gboolean
bw_program_add_condition (BwProgram *program, const char *text, BwFault *fault)
{
  return add (program, text, TRUE, fault);
}
