/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/indicator.h"
#include "indicators/vector-private.h"

#include <math.h>

G_BEGIN_DECLS

/* Kernels never see more bars than this at a time. */
#define BW_BLOCK 512
/* Of what an indicator allocates: a cache line. */
#define BW_ALIGNMENT 64

/**
 * BwRunFunc:
 * @in: columns whose bars [-history, n) may be read; before the first bar ever they are 0
 * @n: at most %BW_BLOCK
 *
 * Works out @n bars and leaves in the state what the next call needs. How bars are split into calls
 * must not change a bit of the result. What it writes for the first `lead` bars is replaced by NaN.
 */
typedef void (*BwRunFunc) (BwNode *node, const double *const *in, gsize n, double *const *out);
/**
 * BwPureFunc:
 *
 * The same for a kernel that looks for missing bars as it goes, and then leaves its state alone.
 * Any @n. Returns: bw_carry_of() of all it read, or'ed
 */
typedef guint64 (*BwPureFunc) (const BwNode *node,
                               const double *const *in,
                               gsize n,
                               double *const *out);
typedef void (*BwInitFunc) (BwNode *node, const double *parameters);

struct _BwNode
{
  GPtrArray *memory; /* (borrowed): BwMemory that the whole indicator allocated; freed with it */
  BwRunFunc run;
  BwPureFunc pure; /* (nullable) */
  gpointer state;
  guint n_inputs, n_outputs;
  gsize history;                           /* bars before a block that run reads */
  gsize lead;                              /* bars without a value */
  gsize seen;                              /* bars before this block */
  double *buffer[BW_INDICATOR_INPUTS_MAX]; /* the last `held` bars and room for a block */
  gsize held, capacity;
  gboolean is_in_place; /* the last block was read where it is, and the buffer is behind */
};

/* A block that an indicator allocated when it was made; none comes later. */
typedef struct
{
  gpointer block; /* (owned) */
  gsize n_bytes;
} BwMemory;

void bw_memory_free (BwMemory *memory);
gpointer bw_node_alloc (BwNode *node, gsize n_bytes);
double *bw_node_alloc_block (BwNode *node);
BwNode *bw_node_new (
    GPtrArray *memory, guint n_inputs, guint n_outputs, BwInitFunc init, const double *parameters);
BwNode *bw_node_child (
    BwNode *node, guint n_inputs, guint n_outputs, BwInitFunc init, const double *parameters);
gpointer bw_node_setup (BwNode *node, BwRunFunc run, gsize state_bytes, gsize history, gsize lead);
gpointer
bw_node_setup_pure (BwNode *node, BwPureFunc pure, gsize state_bytes, gsize history, gsize lead);
void bw_node_feed (BwNode *node, const double *const *in, gsize n, double *const *out);
gsize bw_node_feed_whole (BwNode *node, const double *const *in, gsize n, double *const *out);
void bw_node_feed_bars (
    BwNode *node, const double *const *in, gsize n_before, gsize n, double *const *out);
void bw_node_end_run (BwNode *node, const double *const *end);
gsize bw_node_feed_one (BwNode *node, gsize skip, const double *x, gsize n, double *out);
gsize
bw_node_feed_after (BwNode *node, gsize skip, const double *const *in, gsize n, double *const *out);

/* How many of the next @n outputs are still warming up. */
static inline gsize
bw_node_get_skip (const BwNode *node, gsize n)
{
  return node->seen >= node->lead ? 0 : MIN (n, node->lead - node->seen);
}

G_END_DECLS
