/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/program-private.h"

G_BEGIN_DECLS

/**
 * BwSessionState:
 * @session: the one of the last bar; NaN before the first
 * @close: of the last bar
 * @previous: the close of the session before
 * @open: the first open of the session
 */
typedef struct
{
  double session, close, previous, open;
} BwSessionState;

/* Each works out [first, end) of @out. What stands in front of a column is as good as what is in
 * it. */
void bw_kernel_fill (double value, gsize first, gsize end, double *out);
double bw_kernel_scalar (const BwStep *step, const BwFacts *facts);
void bw_kernel_bars (const double *bars, gsize first, gsize end, double *out);
void bw_kernel_session (BwSessionState *state,
                        gboolean is_open,
                        const double *session,
                        const double *column,
                        gsize n,
                        double *out);
void bw_kernel_window (const BwStep *step, const double *in, gsize first, gsize end, double *out);
void
bw_kernel_apply (BwOp op, const double *a, const double *b, gsize first, gsize end, double *out);

G_END_DECLS
