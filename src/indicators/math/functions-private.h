/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of each value of a column; @out may be @x. */
void bw_each_exp (const double *x, gsize n, double *out);
void bw_each_log (const double *x, gsize n, double *out);
void bw_each_log10 (const double *x, gsize n, double *out);
void bw_each_sin (const double *x, gsize n, double *out);
void bw_each_cos (const double *x, gsize n, double *out);
void bw_each_tan (const double *x, gsize n, double *out);
void bw_each_sinh (const double *x, gsize n, double *out);
void bw_each_cosh (const double *x, gsize n, double *out);
void bw_each_tanh (const double *x, gsize n, double *out);
void bw_each_asin (const double *x, gsize n, double *out);
void bw_each_acos (const double *x, gsize n, double *out);
void bw_each_atan (const double *x, gsize n, double *out);

G_END_DECLS
