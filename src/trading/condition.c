/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/condition.h"

/* Three-valued: a comparison with a price that nobody has seen is unknown, not false, so that `not`
 * does not make it true. An order is let go by what is true alone. */

typedef struct
{
  gint64 number; /* of a truth: BwTruth */
  gboolean is_known;
} Value;

static gboolean
is_operand (guint8 kind)
{
  return kind >= BW_CONDITION_NUMBER && kind <= BW_CONDITION_EQUITY;
}

static gboolean
is_comparison (guint8 kind)
{
  return kind >= BW_CONDITION_LESS && kind <= BW_CONDITION_UNEQUAL;
}

static gboolean
compares (guint8 kind, gint64 a, gint64 b)
{
  switch (kind)
    {
    case BW_CONDITION_LESS:
      return a < b;
    case BW_CONDITION_AT_MOST:
      return a <= b;
    case BW_CONDITION_MORE:
      return a > b;
    case BW_CONDITION_AT_LEAST:
      return a >= b;
    case BW_CONDITION_EQUAL:
      return a == b;
    default:
      return a != b;
    }
}

static BwTruth
both (BwTruth a, BwTruth b)
{
  if (a == BW_TRUTH_FALSE || b == BW_TRUTH_FALSE)
    return BW_TRUTH_FALSE;
  return a == BW_TRUTH_TRUE && b == BW_TRUTH_TRUE ? BW_TRUTH_TRUE : BW_TRUTH_UNKNOWN;
}

static BwTruth
negated (BwTruth a)
{
  return a == BW_TRUTH_UNKNOWN ? a : a == BW_TRUTH_TRUE ? BW_TRUTH_FALSE : BW_TRUTH_TRUE;
}

/* One step that takes two values; what does not fit 64 bits is not known. */
static Value
combine (guint8 kind, Value a, Value b)
{
  Value result = { 0, a.is_known && b.is_known };

  if (kind == BW_CONDITION_AND)
    return (Value){ both ((BwTruth) a.number, (BwTruth) b.number), TRUE };
  if (kind == BW_CONDITION_OR)
    return (Value){ negated (both (negated ((BwTruth) a.number), negated ((BwTruth) b.number))), TRUE };
  if (is_comparison (kind))
    {
      if (!result.is_known)
        return (Value){ BW_TRUTH_UNKNOWN, TRUE };
      return (Value){ compares (kind, a.number, b.number) ? BW_TRUTH_TRUE : BW_TRUTH_FALSE, TRUE };
    }
  if (kind == BW_CONDITION_ADD ? __builtin_add_overflow (a.number, b.number, &result.number)
                               : __builtin_sub_overflow (a.number, b.number, &result.number))
    result.is_known = FALSE;
  return result;
}

/**
 * bw_condition_evaluate:
 * @condition: a sound one
 *
 * Cost: O(steps), no allocation.
 */
BwTruth
bw_condition_evaluate (const BwCondition *condition, BwConditionRead read, gpointer user_data)
{
  Value stack[BW_CONDITION_STEPS_MAX] = { 0 };
  guint n = 0;

  for (guint i = 0; i < condition->n_steps; i++)
    {
      const BwConditionStep *step = &condition->steps[i];

      if (step->kind == BW_CONDITION_NUMBER || step->kind == BW_CONDITION_INSTANT)
        stack[n++] = (Value){ step->number, TRUE };
      else if (is_operand (step->kind))
        {
          stack[n].is_known = read (step, user_data, &stack[n].number);
          n++;
        }
      else if (step->kind == BW_CONDITION_NOT)
        stack[n - 1].number = negated ((BwTruth) stack[n - 1].number);
      else
        {
          n--;
          stack[n - 1] = combine (step->kind, stack[n - 1], stack[n]);
        }
    }
  return (BwTruth) stack[0].number;
}

typedef enum
{
  KIND_NUMBER,
  KIND_INSTANT,
  KIND_TRUTH,
} Kind;

/* What a step that takes two values makes of their kinds; FALSE when it takes no such ones. */
static gboolean
combine_kinds (guint8 step, Kind a, Kind b, Kind *result)
{
  if (a != b)
    return FALSE;
  *result = step == BW_CONDITION_ADD || step == BW_CONDITION_SUBTRACT ? KIND_NUMBER : KIND_TRUTH;
  if (step == BW_CONDITION_AND || step == BW_CONDITION_OR)
    return a == KIND_TRUTH;
  return is_comparison (step) ? a != KIND_TRUTH : a == KIND_NUMBER;
}

/**
 * bw_condition_is_sound:
 *
 * Returns: whether the steps, read from outside, leave exactly one truth and never take what is not
 * there
 */
gboolean
bw_condition_is_sound (const BwCondition *condition)
{
  Kind stack[BW_CONDITION_STEPS_MAX];
  guint n = 0;

  if (condition->n_steps == 0 || condition->n_steps > BW_CONDITION_STEPS_MAX)
    return FALSE;
  for (guint i = 0; i < condition->n_steps; i++)
    {
      guint8 kind = condition->steps[i].kind;

      if (is_operand (kind))
        stack[n++] = kind == BW_CONDITION_INSTANT || kind == BW_CONDITION_TIME ? KIND_INSTANT : KIND_NUMBER;
      else if (kind == BW_CONDITION_NOT)
        {
          if (n < 1 || stack[n - 1] != KIND_TRUTH)
            return FALSE;
        }
      else if (kind >= BW_CONDITION_ADD && kind <= BW_CONDITION_OR)
        {
          if (n < 2 || !combine_kinds (kind, stack[n - 2], stack[n - 1], &stack[n - 2]))
            return FALSE;
          n--;
        }
      else
        return FALSE;
    }
  return n == 1 && stack[0] == KIND_TRUTH;
}

/* Does it read the account's own figures? */
gboolean
bw_condition_reads_account (const BwCondition *condition)
{
  for (guint i = 0; i < condition->n_steps; i++)
    if (condition->steps[i].kind >= BW_CONDITION_PNL && condition->steps[i].kind <= BW_CONDITION_EQUITY)
      return TRUE;
  return FALSE;
}

/**
 * bw_condition_next_instant:
 *
 * Returns: the first instant after @now at which the passing of time alone can change its truth; at a
 * time that is written, and right behind it. %BW_TIME_MAX: none
 */
BwTime
bw_condition_next_instant (const BwCondition *condition, BwTime now)
{
  BwTime next = BW_TIME_MAX;

  for (guint i = 0; i < condition->n_steps; i++)
    {
      BwTime instant = condition->steps[i].number;

      if (condition->steps[i].kind != BW_CONDITION_INSTANT || instant == BW_TIME_MAX)
        continue;
      if (instant <= now)
        instant++;
      if (instant > now)
        next = MIN (next, instant);
    }
  return next;
}
