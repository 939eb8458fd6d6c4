/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/kernels-private.h"

#include <math.h>
#include <string.h>

void
bw_kernel_fill (double value, gsize first, gsize end, double *out)
{
  for (gsize i = first; i < end; i++)
    out[i] = value;
}

/* Without regard to case. Of a text that isn't known nothing is known. */
static double
test_text (const BwStep *step, const BwFacts *facts)
{
  const char *text = facts->texts[step->n];
  g_autofree char *wanted = NULL, *folded = NULL;
  gboolean is_met;

  if (text == NULL || *text == '\0')
    return NAN;
  wanted = g_utf8_casefold (step->text, -1);
  folded = g_utf8_casefold (text, -1);
  is_met =
      step->op == BW_OP_TEXT_EQUAL ? strcmp (folded, wanted) == 0 : strstr (folded, wanted) != NULL;
  return is_met ? 1.0 : 0.0;
}

/* What is the same on every bar. */
double
bw_kernel_scalar (const BwStep *step, const BwFacts *facts)
{
  if (step->op == BW_OP_CONSTANT)
    return step->number;
  if (step->op == BW_OP_FACT)
    return isfinite (facts->numbers[step->n]) ? facts->numbers[step->n] : NAN;
  return test_text (step, facts);
}

/* @bars: (nullable): where there are none, nothing is known; what is infinite isn't known either.
 */
void
bw_kernel_bars (const double *bars, gsize first, gsize end, double *out)
{
  if (bars == NULL)
    bw_kernel_fill (NAN, first, end, out);
  else
    for (gsize i = first; i < end; i++)
      out[i] = isfinite (bars[i]) ? bars[i] : NAN;
}

/**
 * bw_kernel_session:
 * @is_open: the session's open is asked for, else the close before it
 * @session: (nullable): a number that changes where the next one begins; %NULL: with every bar
 * @column: the open, or the close; bars without one don't count
 *
 * From the first bar on, always: it goes through all of them.
 */
void
bw_kernel_session (BwSessionState *state,
                   gboolean is_open,
                   const double *session,
                   const double *column,
                   gsize n,
                   double *out)
{
  for (gsize i = 0; i < n; i++)
    {
      if (session == NULL || session[i] != state->session)
        {
          state->previous = state->close;
          state->open = NAN;
          state->session = session != NULL ? session[i] : 0;
        }
      if (isnan (state->open))
        state->open = column[i];
      if (!isnan (column[i]))
        state->close = column[i];
      out[i] = is_open ? state->open : state->previous;
    }
}

static void
run_count (guint n_bars, const double *in, gsize first, gsize end, double *out)
{
  gsize count = 0;

  for (gssize i = (gssize)first - (gssize)n_bars + 1; i < (gssize)first; i++)
    count += in[i] == 1.0;
  for (gsize i = first; i < end; i++)
    {
      count += in[i] == 1.0;
      out[i] = (double)count;
      count -= in[(gssize)i - (gssize)n_bars + 1] == 1.0;
    }
}

/* The extreme of each window, bar by bar: the one held counts until it leaves the window, and then
 * the window is gone through again. */
static void
run_extreme (const BwStep *step, const double *in, gsize first, gsize end, double *out)
{
  gssize n = (gssize)step->n, best = -n, last = 0;
  double sign = step->op == BW_OP_HIGHEST ? 1.0 : -1.0, extreme = NAN;
  gsize n_known = 0;

  for (gssize i = (gssize)first; i < (gssize)end; i++)
    {
      gssize from = i - n + 1;

      if (i == (gssize)first || best < from)
        {
          extreme = NAN;
          last = from;
          best = from - 1;
        }
      for (; last <= i; last++)
        if (!isnan (in[last]) && (isnan (extreme) || in[last] * sign >= extreme * sign))
          {
            extreme = in[last];
            best = last;
          }
      if (i == (gssize)first)
        for (gssize k = from; k < i; k++)
          n_known += !isnan (in[k]);
      n_known += !isnan (in[i]);
      out[i] = n_known >= step->min_bars ? extreme : NAN;
      n_known -= !isnan (in[from]);
    }
}

void
bw_kernel_window (const BwStep *step, const double *in, gsize first, gsize end, double *out)
{
  if (first == end)
    return;
  if (step->op == BW_OP_LAG)
    memcpy (out + first, in + (gssize)first - (gssize)step->n, (end - first) * sizeof *out);
  else if (step->op == BW_OP_COUNT)
    run_count (step->n, in, first, end, out);
  else
    run_extreme (step, in, first, end, out);
}

#define EACH(OP, expression)                                                                       \
  case OP:                                                                                         \
    for (gsize i = first; i < end; i++)                                                            \
      out[i] = expression;                                                                         \
    return;

static double
cross_at (const double *a, const double *b, gsize i)
{
  double a_before = a[(gssize)i - 1], b_before = b[(gssize)i - 1];

  if (isnan (a[i]) || isnan (b[i]) || isnan (a_before) || isnan (b_before))
    return NAN;
  return a[i] > b[i] && a_before <= b_before ? 1.0 : 0.0;
}

static double
finite_or_unknown (double value)
{
  return isfinite (value) ? value : NAN;
}

/* @b: of an operation with one operand: @a. */
void
bw_kernel_apply (BwOp op, const double *a, const double *b, gsize first, gsize end, double *out)
{
  switch ((int)op)
    {
      EACH (BW_OP_ADD, finite_or_unknown (a[i] + b[i]))
      EACH (BW_OP_SUBTRACT, finite_or_unknown (a[i] - b[i]))
      EACH (BW_OP_MULTIPLY, finite_or_unknown (a[i] * b[i]))
      EACH (BW_OP_DIVIDE, finite_or_unknown (a[i] / b[i]))
      EACH (BW_OP_NEGATE, -a[i])
      EACH (BW_OP_CROSS, cross_at (a, b, i))
    default:
      for (gsize i = first; i < end; i++)
        out[i] = bw_op_apply (op, a[i], b[i]);
    }
}
