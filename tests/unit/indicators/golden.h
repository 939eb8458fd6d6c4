/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the moving averages' tests share: TA-Lib's values, and the three ways of feeding. */

typedef void (*BatchFunc) (const double *values, gsize n_values, guint period, double *out);
typedef void (*PiecesFunc) (const double *values, gsize n_values, guint period, gsize n_piece, double *out);

double *load_golden_closes (gsize *n_values);
double *load_golden_output (const char *function, gsize *n_values);
void check_golden (const char *function, BatchFunc batch);
void check_pieces (BatchFunc batch, PiecesFunc pieces);
void check_close (const double *actual, const double *expected, gsize n_values, double tolerance);
