/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The floor that a durable acknowledgement is compared with: SQLite alone, one row of a blob
 * inserted in a transaction of its own, write-ahead log, full sync. Call it in turn with what is
 * measured, so that both see the same disk. */
typedef struct _BwBareCommit BwBareCommit;

BwBareCommit *bw_bare_commit_new (const char *path);
void bw_bare_commit_free (BwBareCommit *bare);
double bw_bare_commit_once_ms (BwBareCommit *bare, gsize n_bytes);

/* Sorts @numbers; @share 0.5 is the median. */
double bw_bench_quantile (double *numbers, gsize n_numbers, double share);

G_END_DECLS
