/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/compile-private.h"

#include "base/translatable.h"

#include <math.h>
#include <string.h>

/* Fields, functions and indicators. */

#define SESSION_SECONDS 23400 /* of the longest regular session of shares */
#define SESSIONS_A_YEAR 252

static const char a_period[] = N_ ("a whole number of bars");

static gboolean
set_number (BwOperand *out, guint column, BwUnit unit)
{
  *out = (BwOperand){ .type = BW_VALUE_NUMBER, .unit = unit, .column = column };
  return TRUE;
}

static guint
push_fact (BwProgram *program, BwNumberFact fact)
{
  return bw_program_push (program, &(BwStep){ .op = BW_OP_FACT, .n = fact });
}

static guint
push_session (BwProgram *program, BwOp op)
{
  guint bars = bw_program_push_bars (program, op == BW_OP_PREVIOUS_CLOSE ? 'c' : 'o');

  return bw_program_push (program, &(BwStep){ .op = op, .n_args = 1, .args = { bars } });
}

/* How far @of is above @base, in percent. */
static guint
push_percent (BwProgram *program, guint of, guint base)
{
  guint ratio = bw_program_push_op (program, BW_OP_DIVIDE, of, base);
  guint change =
      bw_program_push_op (program, BW_OP_SUBTRACT, ratio, bw_program_push_constant (program, 1));

  return bw_program_push_op (program, BW_OP_MULTIPLY, change,
                             bw_program_push_constant (program, 100));
}

static guint
push_indicator_of (BwProgram *program, const char *name, guint input, double period)
{
  return bw_program_push_indicator (program, bw_indicator_find (name), &period, &input);
}

/* The mean of @n_bars; the sum where @is_sum. */
static guint
push_mean (BwProgram *program, guint of, guint n_bars, gboolean is_sum)
{
  if (n_bars == 1)
    return of;
  return push_indicator_of (program, is_sum ? "SUM" : "SMA", of, n_bars);
}

static gboolean
push_year (BwCompiler *compiler, const BwSyntax *syntax, BwOp op, guint *column)
{
  BwTimeframe timeframe = compiler->program->timeframe;
  guint n_bars = SESSIONS_A_YEAR;

  if (timeframe >= BW_TIMEFRAME_1MO)
    n_bars = 12;
  else if (timeframe >= BW_TIMEFRAME_1W)
    n_bars = 52;
  else if (timeframe > BW_TIMEFRAME_NONE && timeframe < BW_TIMEFRAME_1D)
    n_bars *= (guint)((SESSION_SECONDS + timeframe - 1) / timeframe);
  if (n_bars > BW_YEAR_BARS_MAX)
    return bw_compiler_fail (compiler, BW_FAULT_TIMEFRAME, syntax->span,
                             g_strdup_printf ("%u", n_bars));
  *column = bw_program_push_window (
      compiler->program, op,
      bw_program_push_bars (compiler->program, op == BW_OP_HIGHEST ? 'h' : 'l'), n_bars, 1);
  return TRUE;
}

/* Price over earnings, unknown where there are none. */
static guint
push_price_earnings (BwProgram *program)
{
  guint earnings = push_fact (program, BW_FACT_EARNINGS);
  guint none = bw_program_push_constant (program, 0);
  /* 1 where they are above 0, else 0: a division by it leaves nothing known. */
  guint is_some = bw_program_push_op (program, BW_OP_LESS, none, earnings);
  guint known = bw_program_push_op (program, BW_OP_MULTIPLY, earnings, is_some);

  return bw_program_push_op (program, BW_OP_DIVIDE, bw_program_push_bars (program, 'c'), known);
}

static gboolean
compile_field (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  static const BwTextFact texts[] = { BW_FACT_SYMBOL,   BW_FACT_NAME,  BW_FACT_SECTOR,
                                      BW_FACT_INDUSTRY, BW_FACT_CLASS, BW_FACT_EXCHANGE,
                                      BW_FACT_CURRENCY, BW_FACT_SOURCE };
  static const char letters[] = "ohlcv";
  BwProgram *program = compiler->program;
  const BwWord *word = syntax->word;
  guint close = bw_program_push_bars (program, 'c'), column = 0;

  if (word->type == BW_VALUE_TEXT)
    {
      *out = (BwOperand){ .type = BW_VALUE_TEXT, .text = texts[word->id - BW_WORD_SYMBOL] };
      return TRUE;
    }
  switch ((int)word->id)
    {
    case BW_WORD_PREVIOUS_CLOSE:
      column = push_session (program, BW_OP_PREVIOUS_CLOSE);
      break;
    case BW_WORD_SESSION_OPEN:
      column = push_session (program, BW_OP_SESSION_OPEN);
      break;
    case BW_WORD_YEAR_HIGH:
    case BW_WORD_YEAR_LOW:
      if (!push_year (compiler, syntax,
                      word->id == BW_WORD_YEAR_HIGH ? BW_OP_HIGHEST : BW_OP_LOWEST, &column))
        return FALSE;
      break;
    case BW_WORD_CHANGE:
      column = bw_program_push_op (program, BW_OP_SUBTRACT, close,
                                   push_session (program, BW_OP_PREVIOUS_CLOSE));
      break;
    case BW_WORD_CHANGE_PERCENT:
      column = push_percent (program, close, push_session (program, BW_OP_PREVIOUS_CLOSE));
      break;
    case BW_WORD_GAP:
      column = push_percent (program, push_session (program, BW_OP_SESSION_OPEN),
                             push_session (program, BW_OP_PREVIOUS_CLOSE));
      break;
    case BW_WORD_DOLLAR_VOLUME:
      column =
          bw_program_push_op (program, BW_OP_MULTIPLY, bw_program_push_bars (program, 'v'), close);
      break;
    case BW_WORD_MARKET_CAP:
      column =
          bw_program_push_op (program, BW_OP_MULTIPLY, push_fact (program, BW_FACT_SHARES), close);
      break;
    case BW_WORD_SHARES:
      column = push_fact (program, BW_FACT_SHARES);
      break;
    case BW_WORD_EARNINGS:
      column = push_fact (program, BW_FACT_EARNINGS);
      break;
    case BW_WORD_PRICE_EARNINGS:
      column = push_price_earnings (program);
      break;
    case BW_WORD_DIVIDEND:
      column = push_fact (program, BW_FACT_DIVIDEND);
      break;
    case BW_WORD_DIVIDEND_YIELD:
      column = bw_program_push_op (
          program, BW_OP_MULTIPLY,
          bw_program_push_op (program, BW_OP_DIVIDE, push_fact (program, BW_FACT_DIVIDEND), close),
          bw_program_push_constant (program, 100));
      break;
    default:
      column = bw_program_push_bars (program, letters[word->id - BW_WORD_OPEN]);
      break;
    }
  return set_number (out, column, word->unit);
}

static char *
describe_call (const BwWord *word)
{
  if (word->id == BW_WORD_MIN || word->id == BW_WORD_MAX)
    return g_strdup_printf ("%s(x, y)", word->name);
  if (word->id == BW_WORD_ABS)
    return g_strdup_printf ("%s(x)", word->name);
  if (word->id == BW_WORD_COUNT)
    return g_strdup_printf ("%s(close > open, 10)", word->name);
  if (word->n_values_max == 2)
    return g_strdup_printf ("%s(20), %s(close, 20)", word->name, word->name);
  return g_strdup_printf ("%s(20)", word->name);
}

static gboolean
fail_arguments (BwCompiler *compiler, const BwSyntax *syntax)
{
  return bw_compiler_fail (compiler, BW_FAULT_ARGUMENTS, syntax->name,
                           describe_call (syntax->word));
}

/* A fixed number, as every parameter is. */
static gboolean
compile_fixed (BwCompiler *compiler, const BwSyntax *value, const char *name, double *number)
{
  BwOperand operand;

  if (!bw_compile_typed (compiler, value, BW_VALUE_NUMBER, &operand))
    return FALSE;
  if (!bw_program_is_constant (compiler->program, operand.column, number))
    return bw_compiler_fail (compiler, BW_FAULT_CONSTANT, value->span, g_strdup (name));
  return TRUE;
}

static gboolean
compile_period (BwCompiler *compiler, const BwSyntax *value, guint *n_bars)
{
  double number;

  if (!compile_fixed (compiler, value, "n", &number))
    return FALSE;
  if (number >= 1 && number <= BW_EXPRESSION_LAG_MAX && number == floor (number))
    {
      *n_bars = (guint)number;
      return TRUE;
    }
  compiler->fault->expected = a_period;
  return bw_compiler_fail (compiler, BW_FAULT_RANGE, value->span,
                           g_strdup_printf ("1 … %d", BW_EXPRESSION_LAG_MAX));
}

static gboolean
compile_choice (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  BwOp op = syntax->word->id == BW_WORD_MIN ? BW_OP_MIN : BW_OP_MAX;

  if (syntax->parts->len < 2 || syntax->parts->len > syntax->word->n_values_max)
    return fail_arguments (compiler, syntax);
  for (guint k = 0; k < syntax->parts->len; k++)
    {
      BwOperand one;

      if (!bw_compile_typed (compiler, bw_syntax_part (syntax, k), BW_VALUE_NUMBER, &one))
        return FALSE;
      if (k == 0)
        *out = one;
      else
        set_number (out, bw_program_push_op (compiler->program, op, out->column, one.column),
                    out->unit == BW_UNIT_PLAIN ? one.unit : out->unit);
    }
  return TRUE;
}

static gboolean
compile_abs (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  BwOperand of;

  if (syntax->parts->len != 1)
    return fail_arguments (compiler, syntax);
  if (!bw_compile_typed (compiler, bw_syntax_part (syntax, 0), BW_VALUE_NUMBER, &of))
    return FALSE;
  return set_number (out, bw_program_push_op (compiler->program, BW_OP_ABS, of.column, of.column),
                     of.unit);
}

/* highest, lowest, average, sum, count: perhaps a series, then a number of bars. */
static gboolean
compile_window (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  BwProgram *program = compiler->program;
  BwWordId id = syntax->word->id;
  BwValueType type = id == BW_WORD_COUNT ? BW_VALUE_TRUTH : BW_VALUE_NUMBER;
  BwOperand series = { .unit = BW_UNIT_PRICE };
  guint n = syntax->parts->len, n_bars = 0;

  if (n < (id == BW_WORD_COUNT ? 2 : 1) || n > 2)
    return fail_arguments (compiler, syntax);
  if (n == 2 && !bw_compile_typed (compiler, bw_syntax_part (syntax, 0), type, &series))
    return FALSE;
  if (n == 1)
    series.column = bw_program_push_bars (program, id == BW_WORD_HIGHEST  ? 'h'
                                                   : id == BW_WORD_LOWEST ? 'l'
                                                                          : 'c');
  if (!compile_period (compiler, bw_syntax_part (syntax, n - 1), &n_bars))
    return FALSE;
  if (id == BW_WORD_AVERAGE || id == BW_WORD_SUM)
    return set_number (out, push_mean (program, series.column, n_bars, id == BW_WORD_SUM),
                       series.unit);
  return set_number (out,
                     bw_program_push_window (program,
                                             id == BW_WORD_COUNT     ? BW_OP_COUNT
                                             : id == BW_WORD_HIGHEST ? BW_OP_HIGHEST
                                                                     : BW_OP_LOWEST,
                                             series.column, n_bars, n_bars),
                     id == BW_WORD_COUNT ? BW_UNIT_COUNT : series.unit);
}

/* return, average volume, relative volume: a number of bars, or none. */
static gboolean
compile_over_bars (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  BwProgram *program = compiler->program;
  guint n_bars = (guint)syntax->word->period;
  guint close = bw_program_push_bars (program, 'c'), volume = bw_program_push_bars (program, 'v');
  guint column;

  if (syntax->parts->len > 1)
    return fail_arguments (compiler, syntax);
  if (syntax->parts->len == 1 && !compile_period (compiler, bw_syntax_part (syntax, 0), &n_bars))
    return FALSE;
  if (syntax->word->id == BW_WORD_RETURN)
    column = push_percent (program, close, bw_program_push_lag (program, close, n_bars));
  else
    column = push_mean (program, volume, n_bars, FALSE);
  if (syntax->word->id == BW_WORD_RELATIVE_VOLUME)
    column = bw_program_push_op (program, BW_OP_DIVIDE, volume,
                                 bw_program_push_lag (program, column, 1));
  return set_number (out, column, syntax->word->unit);
}

gboolean
bw_compile_word (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  const BwWord *word = syntax->word;

  if (syntax->output != NULL)
    return bw_compiler_fail (compiler, BW_FAULT_NO_OUTPUT, syntax->name, NULL);
  if (syntax->has_brackets && word->n_values_max == 0)
    return bw_compiler_fail (compiler, BW_FAULT_NO_ARGUMENTS, syntax->name, NULL);
  for (guint k = 0; k < syntax->parts->len; k++)
    if (bw_syntax_part (syntax, k)->label != NULL)
      return bw_compiler_fail (compiler, BW_FAULT_LABEL, bw_syntax_part (syntax, k)->label_span,
                               describe_call (word));
  switch ((int)word->id)
    {
    case BW_WORD_MIN:
    case BW_WORD_MAX:
      return compile_choice (compiler, syntax, out);
    case BW_WORD_ABS:
      return compile_abs (compiler, syntax, out);
    case BW_WORD_RETURN:
    case BW_WORD_AVERAGE_VOLUME:
    case BW_WORD_RELATIVE_VOLUME:
      return compile_over_bars (compiler, syntax, out);
    default:
      return word->n_values_max > 0 ? compile_window (compiler, syntax, out)
                                    : compile_field (compiler, syntax, out);
    }
}

/* Returns: @names as "a, b, c" */
static char *
list_outputs (const BwIndicatorInfo *info)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint k = 0; info->outputs[k] != NULL; k++)
    g_string_append_printf (list, "%s.%s", k > 0 ? ", " : "", info->outputs[k]);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
list_parameters (const BwIndicatorInfo *info)
{
  g_autoptr (GString) list = g_string_new (info->name);

  g_string_append_c (list, '(');
  for (guint k = 0; info->parameters[k].name != NULL; k++)
    g_string_append_printf (list, "%s%s", k > 0 ? ", " : "", info->parameters[k].name);
  g_string_append_c (list, ')');
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
holds (const char *name, const char *part)
{
  g_autofree char *small_name = g_ascii_strdown (name, -1);
  g_autofree char *small_part = g_ascii_strdown (part, -1);

  return strstr (small_name, small_part) != NULL;
}

/* Returns: the index of the only name that is @wanted or, if none is, holds it; -1 for none or
 * several */
static int
match_name (const char *const *names, guint n, const char *wanted)
{
  int found = -1;

  for (guint k = 0; k < n; k++)
    if (g_ascii_strcasecmp (names[k], wanted) == 0)
      return (int)k;
  for (guint k = 0; k < n; k++)
    if (holds (names[k], wanted))
      {
        if (found >= 0)
          return -1;
        found = (int)k;
      }
  return found;
}

static gboolean
find_parameter (BwCompiler *compiler,
                const BwSyntax *value,
                const BwIndicatorInfo *info,
                guint *index)
{
  const char *names[BW_INDICATOR_PARAMETERS_MAX];
  const char *label = value->label;
  guint n = bw_indicator_info_get_n_parameters (info);
  int found;

  for (guint k = 0; k < n; k++)
    names[k] = info->parameters[k].name;
  if (g_ascii_strcasecmp (label, "length") == 0 || g_ascii_strcasecmp (label, "n") == 0)
    label = "TimePeriod";
  found = match_name (names, n, label);
  if (found < 0)
    return bw_compiler_fail (compiler, BW_FAULT_LABEL, value->label_span, list_parameters (info));
  *index = (guint)found;
  return TRUE;
}

static gboolean
compile_parameter (BwCompiler *compiler,
                   const BwSyntax *value,
                   const BwIndicatorParameter *parameter,
                   double *number)
{
  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

  if (!compile_fixed (compiler, value, parameter->name, number))
    return FALSE;
  if (*number >= parameter->min && *number <= parameter->max &&
      (!parameter->is_whole || *number == floor (*number)))
    return TRUE;
  compiler->fault->expected = parameter->is_whole ? N_ ("a whole number") : N_ ("a number");
  g_ascii_formatd (low, sizeof low, "%.10g", parameter->min);
  g_ascii_formatd (high, sizeof high, "%.10g", parameter->max);
  return bw_compiler_fail (compiler, BW_FAULT_RANGE, value->span,
                           g_strdup_printf ("%s: %s … %s", parameter->name, low, high));
}

static gboolean
compile_parameters (BwCompiler *compiler, const BwSyntax *syntax, guint first, double *parameters)
{
  const BwIndicatorInfo *info = syntax->indicator;
  guint n = bw_indicator_info_get_n_parameters (info), given = 0;

  for (guint k = first; k < syntax->parts->len; k++)
    {
      const BwSyntax *value = bw_syntax_part (syntax, k);
      guint index = k - first;

      if (value->label != NULL && !find_parameter (compiler, value, info, &index))
        return FALSE;
      if (index >= n ||
          (value->label == NULL && k > first && bw_syntax_part (syntax, k - 1)->label != NULL))
        return bw_compiler_fail (compiler, BW_FAULT_ARGUMENTS, syntax->name,
                                 list_parameters (info));
      if ((given & 1u << index) != 0)
        return bw_compiler_fail (compiler, BW_FAULT_TWICE, value->span, NULL);
      given |= 1u << index;
      if (!compile_parameter (compiler, value, &info->parameters[index], &parameters[index]))
        return FALSE;
    }
  return TRUE;
}

/* The series it is of: those that stand in front, one for each it reads, or the bars' own. */
static gboolean
compile_inputs (BwCompiler *compiler, const BwSyntax *syntax, guint *inputs, guint *n_given)
{
  const BwIndicatorInfo *info = syntax->indicator;
  guint n_inputs = (guint)strlen (info->inputs);
  BwOperand first;

  *n_given = 0;
  for (guint k = 0; k < n_inputs; k++)
    inputs[k] =
        info->inputs[k] == 's' ? 0 : bw_program_push_bars (compiler->program, info->inputs[k]);
  if (syntax->parts->len == 0 || bw_syntax_part (syntax, 0)->label != NULL)
    return TRUE;
  if (!bw_compile_typed (compiler, bw_syntax_part (syntax, 0), BW_VALUE_NUMBER, &first))
    return FALSE;
  if (bw_program_is_constant (compiler->program, first.column, NULL))
    return TRUE;
  if (strchr (info->inputs, 's') != NULL || syntax->parts->len < n_inputs)
    return bw_compiler_fail (compiler, BW_FAULT_ARGUMENTS, syntax->name, list_parameters (info));
  for (guint k = 0; k < n_inputs; k++)
    {
      BwOperand one;

      if (!bw_compile_typed (compiler, bw_syntax_part (syntax, k), BW_VALUE_NUMBER, &one))
        return FALSE;
      inputs[k] = one.column;
    }
  *n_given = n_inputs;
  return TRUE;
}

static gboolean
choose_output (BwCompiler *compiler, const BwSyntax *syntax, guint *output)
{
  const BwIndicatorInfo *info = syntax->indicator;
  guint n = bw_indicator_info_get_n_outputs (info);
  const char *wanted = syntax->output;
  int found;

  *output = 0;
  if (wanted == NULL && (n == 1 || g_str_equal (info->outputs[0], info->name) ||
                         g_str_equal (info->outputs[0], "Real")))
    return TRUE;
  if (wanted == NULL)
    return bw_compiler_fail (compiler, BW_FAULT_OUTPUT_NEEDED, syntax->name, list_outputs (info));
  if (g_ascii_strcasecmp (wanted, "histogram") == 0)
    wanted = "hist";
  found = match_name (info->outputs, n, wanted);
  if (found < 0)
    return bw_compiler_fail (compiler, BW_FAULT_OUTPUT, syntax->output_span, list_outputs (info));
  *output = (guint)found;
  return TRUE;
}

gboolean
bw_compile_indicator (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out)
{
  const BwIndicatorInfo *info = syntax->indicator;
  double parameters[BW_INDICATOR_PARAMETERS_MAX] = { 0 };
  guint inputs[BW_INDICATOR_INPUTS_MAX] = { 0 };
  guint n_given, output;

  bw_indicator_info_get_defaults (info, parameters);
  if (!compile_inputs (compiler, syntax, inputs, &n_given) ||
      !compile_parameters (compiler, syntax, n_given, parameters) ||
      !choose_output (compiler, syntax, &output))
    return FALSE;
  return set_number (
      out, bw_program_push_indicator (compiler->program, info, parameters, inputs) + output,
      info->is_overlay && n_given == 0 && info->group != BW_INDICATOR_PATTERN ? BW_UNIT_PRICE
                                                                              : BW_UNIT_PLAIN);
}
