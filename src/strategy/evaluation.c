/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/evaluation.h"

#include "strategy/kernels-private.h"

#include <math.h>
#include <string.h>

/* Each step has a column with room for a block of bars and, in front of it, as many earlier bars as
 * some other step looks back at. A kernel reads and writes columns and has no state besides;
 * between blocks the last bars of a column move to its front. So a feed of one bar is a block of
 * one, and where bars are cut makes no difference.
 *
 * Where only the last bar counts, all bars are one block and each step works out as many of the
 * last bars as others ask it for. */

#define BLOCK 256

struct _BwEvaluation
{
  BwProgram *program; /* (owned) */
  guint n_steps;
  gsize n_room;             /* bars in a block */
  double *arena;            /* (owned): all columns, one behind the other */
  double **columns;         /* (owned): of each step, the first bar of the block */
  double *ordinals;         /* (owned): a session number for each bar, where bars have none */
  double n_fed;             /* bars before this block */
  BwIndicator **indicators; /* (owned) (element-type BwIndicator): of each step, or NULL */
  BwSessionState *sessions; /* (owned): of each step */
  guint8 *fresh;            /* (owned): the indicators' state when nothing was fed */
  gsize n_indicator_bytes;
};

static void
lay_out (BwEvaluation *evaluation, gsize n_room)
{
  gsize n = 0;

  for (guint k = 0; k < evaluation->n_steps; k++)
    n += bw_program_step (evaluation->program, k)->kept + n_room;
  g_free (evaluation->arena);
  g_free (evaluation->ordinals);
  evaluation->arena = g_new (double, MAX (n, 1u));
  evaluation->ordinals = g_new (double, n_room);
  evaluation->n_room = n_room;
  n = 0;
  for (guint k = 0; k < evaluation->n_steps; k++)
    {
      n += bw_program_step (evaluation->program, k)->kept;
      evaluation->columns[k] = evaluation->arena + n;
      n += n_room;
    }
}

static void
forget_columns (BwEvaluation *evaluation)
{
  for (guint k = 0; k < evaluation->n_steps; k++)
    {
      gsize n_kept = bw_program_step (evaluation->program, k)->kept;

      for (gsize i = 0; i < n_kept; i++)
        evaluation->columns[k][-1 - (gssize)i] = NAN;
      evaluation->sessions[k] = (BwSessionState){ NAN, NAN, NAN, NAN };
    }
  evaluation->n_fed = 0;
}

static void
save_indicators (const BwEvaluation *evaluation, guint8 *state)
{
  for (guint k = 0; k < evaluation->n_steps; k++)
    if (evaluation->indicators[k] != NULL)
      {
        bw_indicator_save (evaluation->indicators[k], state);
        state += bw_indicator_get_state_size (evaluation->indicators[k]);
      }
}

static void
restore_indicators (BwEvaluation *evaluation, const guint8 *state)
{
  for (guint k = 0; k < evaluation->n_steps; k++)
    if (evaluation->indicators[k] != NULL)
      {
        bw_indicator_restore (evaluation->indicators[k], state);
        state += bw_indicator_get_state_size (evaluation->indicators[k]);
      }
}

/**
 * bw_evaluation_new:
 * @program: complete; nothing may be added to it as long as the evaluation lives
 */
BwEvaluation *
bw_evaluation_new (BwProgram *program)
{
  BwEvaluation *evaluation = g_new0 (BwEvaluation, 1);

  evaluation->program = bw_program_ref (program);
  evaluation->n_steps = program->steps->len;
  evaluation->columns = g_new0 (double *, evaluation->n_steps);
  evaluation->indicators = g_new0 (BwIndicator *, evaluation->n_steps);
  evaluation->sessions = g_new0 (BwSessionState, evaluation->n_steps);
  for (guint k = 0; k < evaluation->n_steps; k++)
    {
      const BwStep *step = bw_program_step (program, k);

      if (step->op != BW_OP_INDICATOR || step->wanted == 0)
        continue;
      evaluation->indicators[k] = bw_indicator_new (step->info, step->parameters, NULL);
      evaluation->n_indicator_bytes += bw_indicator_get_state_size (evaluation->indicators[k]);
    }
  evaluation->fresh = g_malloc (MAX (evaluation->n_indicator_bytes, 1u));
  save_indicators (evaluation, evaluation->fresh);
  lay_out (evaluation, BLOCK);
  forget_columns (evaluation);
  return evaluation;
}

void
bw_evaluation_free (BwEvaluation *evaluation)
{
  for (guint k = 0; k < evaluation->n_steps; k++)
    g_clear_pointer (&evaluation->indicators[k], bw_indicator_free);
  bw_program_unref (evaluation->program);
  g_free (evaluation->arena);
  g_free (evaluation->columns);
  g_free (evaluation->ordinals);
  g_free (evaluation->indicators);
  g_free (evaluation->sessions);
  g_free (evaluation->fresh);
  g_free (evaluation);
}

/* As if nothing had been fed. */
void
bw_evaluation_reset (BwEvaluation *evaluation)
{
  restore_indicators (evaluation, evaluation->fresh);
  forget_columns (evaluation);
}

typedef struct
{
  const BwIndicatorBars *bars;
  gsize offset, n_bars; /* of the block */
  const BwFacts *facts;
} Block;

static const double *
find_bars (const BwIndicatorBars *bars, char letter)
{
  switch (letter)
    {
    case 'o':
      return bars->open;
    case 'h':
      return bars->high;
    case 'l':
      return bars->low;
    case 'c':
      return bars->close;
    default:
      return bars->volume;
    }
}

static void
run_indicator (BwEvaluation *evaluation, const BwStep *step, guint column, const Block *block)
{
  BwIndicatorBars bars = { .session = evaluation->ordinals };
  double *outputs[BW_INDICATOR_OUTPUTS_MAX];
  guint k = 0;

  if (block->bars->session != NULL)
    bars.session = block->bars->session + block->offset;
  for (const char *letter = step->info->inputs; *letter != '\0'; letter++)
    if (*letter != 's')
      {
        const double *input = evaluation->columns[step->args[k++]];

        if (*letter == 'o')
          bars.open = input;
        else if (*letter == 'h')
          bars.high = input;
        else if (*letter == 'l')
          bars.low = input;
        else if (*letter == 'c')
          bars.close = input;
        else
          bars.volume = input;
      }
  for (guint output = 0; output < bw_indicator_info_get_n_outputs (step->info); output++)
    outputs[output] = evaluation->columns[column + output];
  bw_indicator_feed (evaluation->indicators[column], &bars, block->n_bars, outputs);
}

static void
run_step (BwEvaluation *evaluation, guint column, const Block *block, gsize first)
{
  const BwStep *step = bw_program_step (evaluation->program, column);
  const double *a = step->n_args > 0 ? evaluation->columns[step->args[0]] : NULL;
  const double *b = step->n_args > 1 ? evaluation->columns[step->args[1]] : a;
  const double *session =
      block->bars->session != NULL ? block->bars->session + block->offset : NULL;
  const double *bars;
  double *out = evaluation->columns[column];

  switch ((int)step->op)
    {
    case BW_OP_OUTPUT:
      return;
    case BW_OP_INDICATOR:
      run_indicator (evaluation, step, column, block);
      return;
    case BW_OP_BARS:
      bars = find_bars (block->bars, (char)step->n);
      bw_kernel_bars (bars != NULL ? bars + block->offset : NULL, first, block->n_bars, out);
      return;
    case BW_OP_PREVIOUS_CLOSE:
    case BW_OP_SESSION_OPEN:
      bw_kernel_session (&evaluation->sessions[column], step->op == BW_OP_SESSION_OPEN, session, a,
                         block->n_bars, out);
      return;
    case BW_OP_CONSTANT:
    case BW_OP_FACT:
    case BW_OP_TEXT_EQUAL:
    case BW_OP_TEXT_CONTAINS:
      bw_kernel_fill (bw_kernel_scalar (step, block->facts), first, block->n_bars, out);
      return;
    case BW_OP_LAG:
    case BW_OP_HIGHEST:
    case BW_OP_LOWEST:
    case BW_OP_COUNT:
      bw_kernel_window (step, a, first, block->n_bars, out);
      return;
    default:
      bw_kernel_apply (step->op, a, b, first, block->n_bars, out);
      return;
    }
}

/* The last bars of each column go in front of the next block. */
static void
keep_last (BwEvaluation *evaluation, gsize n_bars)
{
  for (guint k = 0; k < evaluation->n_steps; k++)
    {
      gsize n_kept = bw_program_step (evaluation->program, k)->kept;
      double *front = evaluation->columns[k] - n_kept;

      memmove (front, front + n_bars, n_kept * sizeof *front);
    }
  evaluation->n_fed += (double)n_bars;
}

static void
number_bars (BwEvaluation *evaluation, gsize n_bars)
{
  for (gsize i = 0; i < n_bars; i++)
    evaluation->ordinals[i] = evaluation->n_fed + (double)i;
}

static void
copy_roots (BwEvaluation *evaluation, gsize offset, gsize n_bars, double *const *values)
{
  for (guint k = 0; k < bw_program_get_n_roots (evaluation->program); k++)
    {
      const BwProgramRoot *root = bw_program_get_root (evaluation->program, k);

      if (values[k] == NULL)
        continue;
      if (root->type == BW_VALUE_TEXT)
        bw_kernel_fill (NAN, 0, n_bars, values[k] + offset);
      else
        memcpy (values[k] + offset, evaluation->columns[root->column], n_bars * sizeof (double));
    }
}

/**
 * bw_evaluation_feed:
 * @bars: a column that isn't there is unknown; without sessions each bar is one of its own
 * @facts: (nullable)
 * @values: (array): of each root, room for @n_bars values, or %NULL
 *
 * Goes on where the last feed stopped.
 */
void
bw_evaluation_feed (BwEvaluation *evaluation,
                    const BwIndicatorBars *bars,
                    gsize n_bars,
                    const BwFacts *facts,
                    double *const *values)
{
  Block block = { bars, 0, 0, facts != NULL ? facts : &bw_facts_none };

  for (; block.offset < n_bars; block.offset += block.n_bars)
    {
      block.n_bars = MIN (n_bars - block.offset, (gsize)BLOCK);
      number_bars (evaluation, block.n_bars);
      for (guint k = 0; k < evaluation->n_steps; k++)
        if (bw_program_step (evaluation->program, k)->wanted > 0)
          run_step (evaluation, k, &block, 0);
      copy_roots (evaluation, block.offset, block.n_bars, values);
      keep_last (evaluation, block.n_bars);
    }
}

/**
 * bw_evaluation_last:
 * @values: (out caller-allocates): one of each root
 *
 * What a fresh evaluation that is fed all bars gives on the last of them; all unknown when there is
 * none. The evaluation is as fresh again before it as after a reset, and needs one after it to be
 * fed.
 */
void
bw_evaluation_last (BwEvaluation *evaluation,
                    const BwIndicatorBars *bars,
                    gsize n_bars,
                    const BwFacts *facts,
                    double *values)
{
  Block block = { bars, 0, n_bars, facts != NULL ? facts : &bw_facts_none };

  if (n_bars > evaluation->n_room)
    lay_out (evaluation, n_bars + n_bars / 4);
  bw_evaluation_reset (evaluation);
  number_bars (evaluation, n_bars);
  for (guint k = 0; k < evaluation->n_steps && n_bars > 0; k++)
    {
      gsize wanted = bw_program_step (evaluation->program, k)->wanted;

      if (wanted > 0)
        run_step (evaluation, k, &block, n_bars - MIN (wanted, n_bars));
    }
  for (guint k = 0; k < bw_program_get_n_roots (evaluation->program); k++)
    {
      const BwProgramRoot *root = bw_program_get_root (evaluation->program, k);

      values[k] = n_bars == 0 || root->type == BW_VALUE_TEXT
                      ? NAN
                      : evaluation->columns[root->column][n_bars - 1];
    }
}

/**
 * bw_evaluation_get_state_size:
 *
 * Returns: bytes that bw_evaluation_save() writes; constant for the evaluation's life
 */
gsize
bw_evaluation_get_state_size (const BwEvaluation *evaluation)
{
  gsize n_bytes = evaluation->n_indicator_bytes + sizeof evaluation->n_fed +
                  evaluation->n_steps * sizeof *evaluation->sessions;

  for (guint k = 0; k < evaluation->n_steps; k++)
    n_bytes += bw_program_step (evaluation->program, k)->kept * sizeof (double);
  return n_bytes;
}

/**
 * bw_evaluation_save:
 * @state: (out caller-allocates): bw_evaluation_get_state_size() bytes
 *
 * Where it stands, to go on from there again: how a bar that still grows is looked at. Of use to
 * this very evaluation alone.
 */
void
bw_evaluation_save (const BwEvaluation *evaluation, gpointer state)
{
  guint8 *bytes = state;

  save_indicators (evaluation, bytes);
  bytes += evaluation->n_indicator_bytes;
  memcpy (bytes, &evaluation->n_fed, sizeof evaluation->n_fed);
  bytes += sizeof evaluation->n_fed;
  memcpy (bytes, evaluation->sessions, evaluation->n_steps * sizeof *evaluation->sessions);
  bytes += evaluation->n_steps * sizeof *evaluation->sessions;
  for (guint k = 0; k < evaluation->n_steps; k++)
    {
      gsize n_kept = bw_program_step (evaluation->program, k)->kept;

      memcpy (bytes, evaluation->columns[k] - n_kept, n_kept * sizeof (double));
      bytes += n_kept * sizeof (double);
    }
}

/* @state: what bw_evaluation_save() wrote of this evaluation. */
void
bw_evaluation_restore (BwEvaluation *evaluation, gconstpointer state)
{
  const guint8 *bytes = state;

  restore_indicators (evaluation, bytes);
  bytes += evaluation->n_indicator_bytes;
  memcpy (&evaluation->n_fed, bytes, sizeof evaluation->n_fed);
  bytes += sizeof evaluation->n_fed;
  memcpy (evaluation->sessions, bytes, evaluation->n_steps * sizeof *evaluation->sessions);
  bytes += evaluation->n_steps * sizeof *evaluation->sessions;
  for (guint k = 0; k < evaluation->n_steps; k++)
    {
      gsize n_kept = bw_program_step (evaluation->program, k)->kept;

      memcpy (evaluation->columns[k] - n_kept, bytes, n_kept * sizeof (double));
      bytes += n_kept * sizeof (double);
    }
}
