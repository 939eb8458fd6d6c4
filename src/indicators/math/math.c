/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/extreme-private.h"
#include "indicators/math/functions-private.h"
#include "indicators/moving-private.h"
#include "indicators/pure-private.h"
#include "indicators/tables-private.h"

/* Functions of one bar's close (or close and volume), and their kernels. A value outside the
 * function's domain (the arc sine of a price) is NaN. */
#define CALL(name, function)                                                                       \
  static void run_##name (BwNode *node, const double *const *in, gsize n, double *const *out)      \
  {                                                                                                \
    function (in[0], n, out[0]);                                                                   \
  }                                                                                                \
  static void init_##name (BwNode *node, const double *parameters)                                 \
  {                                                                                                \
    bw_node_setup (node, run_##name, 0, 0, 0);                                                     \
  }

CALL (acos, bw_each_acos)
CALL (asin, bw_each_asin)
CALL (atan, bw_each_atan)
CALL (cos, bw_each_cos)
CALL (cosh, bw_each_cosh)
CALL (exp, bw_each_exp)
CALL (ln, bw_each_log)
CALL (log10, bw_each_log10)
CALL (sin, bw_each_sin)
CALL (sinh, bw_each_sinh)
CALL (tan, bw_each_tan)
CALL (tanh, bw_each_tanh)
BW_PURE_INIT (sqrt, 1, sqrt (a[i]))
BW_PURE_INIT (ceil, 1, ceil (a[i]))
BW_PURE_INIT (floor, 1, floor (a[i]))
BW_PURE_INIT (add, 2, a[i] + b[i])
BW_PURE_INIT (sub, 2, a[i] - b[i])
BW_PURE_INIT (mult, 2, a[i] * b[i])
BW_PURE_INIT (div, 2, a[i] / b[i])

typedef struct
{
  BwExtreme extremes[2]; /* in the order of the outputs */
} Extremes;

static void
run_extremes (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Extremes *state = node->state;

  for (guint k = 0; k < node->n_outputs; k++)
    bw_extreme_run (&state->extremes[k], in[0], node->seen, n, out[k]);
}

static void
init_extremes (BwNode *node, gsize period, gboolean begins_low)
{
  Extremes *state = bw_node_setup (node, run_extremes, sizeof *state, period, period - 1);

  bw_extreme_init (&state->extremes[0], node, period, begins_low);
  bw_extreme_init (&state->extremes[1], node, period, !begins_low);
}

void
bw_max_node_init (BwNode *node, const double *parameters)
{
  init_extremes (node, (gsize)parameters[0], FALSE);
}

void
bw_min_node_init (BwNode *node, const double *parameters)
{
  init_extremes (node, (gsize)parameters[0], TRUE);
}

/* Where the extreme is, counted from the first bar fed. Of equals, the newest when it enters, the
 * oldest when the window is looked through again, as in TA-Lib. */
typedef struct
{
  BwExtreme extremes[2]; /* in the order of the outputs */
  gssize places[2];
  double *values;
} Places;

static void
run_places (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  Places *state = node->state;
  gsize lead = node->lead, skip = bw_node_get_skip (node, n);

  for (guint k = 0; k < node->n_outputs && skip < n; k++)
    {
      bw_extreme_run (&state->extremes[k], in[0], node->seen, n, state->values);
      if (node->seen <= lead)
        state->places[k] = -1;
      bw_extreme_follow (&state->extremes[k], in[0] + skip, state->values + skip, node->seen + skip,
                         n - skip, FALSE, &state->places[k], out[k] + skip);
    }
}

static void
init_places (BwNode *node, gsize period, gboolean begins_low)
{
  Places *state = bw_node_setup (node, run_places, sizeof *state, period, period - 1);

  bw_extreme_init (&state->extremes[0], node, period, begins_low);
  bw_extreme_init (&state->extremes[1], node, period, !begins_low);
  state->values = bw_node_alloc_block (node);
}

static void
init_max_index (BwNode *node, const double *parameters)
{
  init_places (node, (gsize)parameters[0], FALSE);
}

static void
init_min_index (BwNode *node, const double *parameters)
{
  init_places (node, (gsize)parameters[0], TRUE);
}

#define OF_CLOSE(NAME, title, function)                                                            \
  {                                                                                                \
    NAME, title, BW_INDICATOR_MATH, "c", { "Real" }, .init = init_##function                       \
  }
#define OF_TWO(NAME, title, function)                                                              \
  {                                                                                                \
    NAME, title " of close and volume", BW_INDICATOR_MATH, "cv", { "Real" },                       \
        .init = init_##function                                                                    \
  }

/* clang-format off */
const BwIndicatorInfo bw_math_table[] = {
  OF_CLOSE ("ACOS", "Vector Trigonometric ACos", acos),
  OF_CLOSE ("ASIN", "Vector Trigonometric ASin", asin),
  OF_CLOSE ("ATAN", "Vector Trigonometric ATan", atan),
  OF_CLOSE ("CEIL", "Vector Ceil", ceil),
  OF_CLOSE ("COS", "Vector Trigonometric Cos", cos),
  OF_CLOSE ("COSH", "Vector Trigonometric Cosh", cosh),
  OF_CLOSE ("EXP", "Vector Arithmetic Exp", exp),
  OF_CLOSE ("FLOOR", "Vector Floor", floor),
  OF_CLOSE ("LN", "Vector Log Natural", ln),
  OF_CLOSE ("LOG10", "Vector Log10", log10),
  OF_CLOSE ("SIN", "Vector Trigonometric Sin", sin),
  OF_CLOSE ("SINH", "Vector Trigonometric Sinh", sinh),
  OF_CLOSE ("SQRT", "Vector Square Root", sqrt),
  OF_CLOSE ("TAN", "Vector Trigonometric Tan", tan),
  OF_CLOSE ("TANH", "Vector Trigonometric Tanh", tanh),
  OF_TWO ("ADD", "Sum", add),
  OF_TWO ("SUB", "Difference", sub),
  OF_TWO ("MULT", "Product", mult),
  OF_TWO ("DIV", "Quotient", div),
  { "SUM", "Summation", BW_INDICATOR_MATH, "c", { "Real" }, { BW_TIME_PERIOD (30, 2) }, .init = bw_sum_node_init },
  { "MAX", "Highest value over a specified period", BW_INDICATOR_MATH, "c", { "Real" }, { BW_TIME_PERIOD (30, 2) }, .is_overlay = TRUE, .init = bw_max_node_init },
  { "MIN", "Lowest value over a specified period", BW_INDICATOR_MATH, "c", { "Real" }, { BW_TIME_PERIOD (30, 2) }, .is_overlay = TRUE, .init = bw_min_node_init },
  { "MINMAX", "Lowest and highest values over a specified period", BW_INDICATOR_MATH, "c", { "Min", "Max" }, { BW_TIME_PERIOD (30, 2) }, .is_overlay = TRUE, .init = bw_min_node_init },
  { "MAXINDEX", "Index of highest value over a specified period", BW_INDICATOR_MATH, "c", { "Integer" }, { BW_TIME_PERIOD (30, 2) }, .init = init_max_index },
  { "MININDEX", "Index of lowest value over a specified period", BW_INDICATOR_MATH, "c", { "Integer" }, { BW_TIME_PERIOD (30, 2) }, .init = init_min_index },
  { "MINMAXINDEX", "Indexes of lowest and highest values over a specified period", BW_INDICATOR_MATH, "c", { "MinIdx", "MaxIdx" }, { BW_TIME_PERIOD (30, 2) }, .init = init_min_index },
  { NULL },
};
/* clang-format on */
