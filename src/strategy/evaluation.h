/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/program.h"

G_BEGIN_DECLS

/**
 * BwEvaluation:
 *
 * A program at work on the bars of one instrument. Fed all bars at once, one at a time or in any
 * other way, it gives the same bits. For one thread at a time; nothing is allocated while bars come
 * in but where bw_evaluation_last() meets more bars than ever before.
 *
 * Values: a number, or 1 for a condition that is met and 0 for one that isn't; NaN is unknown, and
 * what is unknown is not met. A text has no value here: see bw_program_get_text().
 */
typedef struct _BwEvaluation BwEvaluation;

BwEvaluation *bw_evaluation_new (BwProgram *program);
void bw_evaluation_free (BwEvaluation *evaluation);
void bw_evaluation_reset (BwEvaluation *evaluation);
void bw_evaluation_feed (BwEvaluation *evaluation,
                         const BwIndicatorBars *bars,
                         gsize n_bars,
                         const BwFacts *facts,
                         double *const *values);
void bw_evaluation_last (BwEvaluation *evaluation,
                         const BwIndicatorBars *bars,
                         gsize n_bars,
                         const BwFacts *facts,
                         double *values);
gsize bw_evaluation_get_state_size (const BwEvaluation *evaluation);
void bw_evaluation_save (const BwEvaluation *evaluation, gpointer state);
void bw_evaluation_restore (BwEvaluation *evaluation, gconstpointer state);

static inline gboolean
bw_value_is_met (double value)
{
  return value == 1.0;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEvaluation, bw_evaluation_free)

G_END_DECLS
