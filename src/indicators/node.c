/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/node-private.h"

#include <string.h>

/* A kernel reads back as far as `history` bars before its block. Inside a long array the bars are
 * where they are and the kernel reads the caller's columns; at the start of each feed they are not,
 * and a block goes through a buffer that keeps the last bars in front of it. The arithmetic is the
 * same either way. */

void
bw_memory_free (BwMemory *memory)
{
  g_aligned_free (memory->block);
  g_free (memory);
}

static gpointer
allocate (GPtrArray *all, gsize n_bytes)
{
  BwMemory *memory = g_new (BwMemory, 1);

  memory->n_bytes = MAX (n_bytes, 1u);
  memory->block = g_aligned_alloc0 (1, memory->n_bytes, BW_ALIGNMENT);
  g_ptr_array_add (all, memory);
  return memory->block;
}

gpointer
bw_node_alloc (BwNode *node, gsize n_bytes)
{
  return allocate (node->memory, n_bytes);
}

double *
bw_node_alloc_block (BwNode *node)
{
  return bw_node_alloc (node, BW_BLOCK * sizeof (double));
}

/**
 * bw_node_new:
 * @memory: takes everything the node and its children allocate: BwMemory
 */
BwNode *
bw_node_new (
    GPtrArray *memory, guint n_inputs, guint n_outputs, BwInitFunc init, const double *parameters)
{
  BwNode *node = allocate (memory, sizeof *node);

  node->memory = memory;
  node->n_inputs = n_inputs;
  node->n_outputs = n_outputs;
  init (node, parameters);
  if (node->history > 0)
    {
      node->capacity = 2 * node->history + 2 * BW_BLOCK;
      node->held = node->history;
      for (guint k = 0; k < n_inputs; k++)
        node->buffer[k] = bw_node_alloc (node, node->capacity * sizeof (double));
    }
  return node;
}

BwNode *
bw_node_child (
    BwNode *node, guint n_inputs, guint n_outputs, BwInitFunc init, const double *parameters)
{
  return bw_node_new (node->memory, n_inputs, n_outputs, init, parameters);
}

/* Called by an init function. Returns: (transfer none): its state, all 0 */
gpointer
bw_node_setup (BwNode *node, BwRunFunc run, gsize state_bytes, gsize history, gsize lead)
{
  node->run = run;
  node->state = bw_node_alloc (node, state_bytes);
  node->history = history;
  node->lead = lead;
  return node->state;
}

static void
run_pure (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  node->pure (node, in, n, out);
}

/* As bw_node_setup(), for a kernel that looks for missing bars itself. */
gpointer
bw_node_setup_pure (BwNode *node, BwPureFunc pure, gsize state_bytes, gsize history, gsize lead)
{
  node->pure = pure;
  return bw_node_setup (node, run_pure, state_bytes, history, lead);
}

static void
run_block (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  gsize skip = bw_node_get_skip (node, n);

  node->run (node, in, n, out);
  node->seen += n;
  for (guint k = 0; k < node->n_outputs; k++)
    for (gsize i = 0; i < skip; i++)
      out[k][i] = NAN;
}

/* Makes room behind the held bars for @n more. */
static void
make_room (BwNode *node, gsize n)
{
  if (node->held + n <= node->capacity)
    return;
  for (guint k = 0; k < node->n_inputs; k++)
    memmove (node->buffer[k], node->buffer[k] + node->held - node->history,
             node->history * sizeof (double));
  node->held = node->history;
}

/**
 * bw_node_feed:
 * @n: at most %BW_BLOCK
 */
void
bw_node_feed (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  const double *columns[BW_INDICATOR_INPUTS_MAX];

  if (n == 0)
    return;
  if (node->history == 0)
    {
      run_block (node, in, n, out);
      return;
    }
  make_room (node, n);
  for (guint k = 0; k < node->n_inputs; k++)
    {
      columns[k] = node->buffer[k] + node->held;
      memcpy (node->buffer[k] + node->held, in[k], n * sizeof (double));
    }
  run_block (node, columns, n, out);
  node->held += n;
}

/* Keeps the last bars of those that a kernel read in place. */
static void
hold_last (BwNode *node, const double *const *end)
{
  node->held = node->history;
  for (guint k = 0; k < node->n_inputs; k++)
    if (node->history > 0)
      memcpy (node->buffer[k], end[k] - node->history, node->history * sizeof (double));
}

/**
 * bw_node_feed_bars:
 * @n_before: bars in front of @in that the run already fed
 *
 * Any number of bars that follow one another in place. Ends with bw_node_end_run().
 */
void
bw_node_feed_bars (
    BwNode *node, const double *const *in, gsize n_before, gsize n, double *const *out)
{
  const double *columns[BW_INDICATOR_INPUTS_MAX];
  double *values[BW_INDICATOR_OUTPUTS_MAX];

  for (gsize first = 0, n_block; first < n; first += n_block)
    {
      n_block = MIN (n - first, (gsize)BW_BLOCK);
      for (guint k = 0; k < node->n_inputs; k++)
        columns[k] = in[k] + first;
      for (guint k = 0; k < node->n_outputs; k++)
        values[k] = out[k] + first;
      node->is_in_place = n_before + first > 0 && n_before + first >= node->history;
      if (node->is_in_place)
        run_block (node, columns, n_block, values);
      else
        bw_node_feed (node, columns, n_block, values);
    }
}

/**
 * bw_node_end_run:
 * @end: behind the last bars fed
 */
void
bw_node_end_run (BwNode *node, const double *const *end)
{
  if (node->is_in_place)
    hold_last (node, end);
  node->is_in_place = FALSE;
}

#define PURE_BLOCK (32 * BW_BLOCK)

/* Returns: so many of @n bars that those behind them are stored where no cache line is split, when
 * they are not yet; otherwise @n_most at most */
static gsize
find_aligned (const double *values, gsize n, gsize n_most)
{
  gsize n_over = GPOINTER_TO_SIZE (values) % BW_ALIGNMENT / sizeof (double);

  return MIN (n, n_over > 0 ? BW_ALIGNMENT / sizeof (double) - n_over : n_most);
}

/**
 * bw_node_feed_whole:
 *
 * A pure kernel's bars, in place, as far as none is missing: a few, then more and more, so that
 * where bars are missing no more is done in vain than was done before. Returns: how many were
 * taken; behind them, within %PURE_BLOCK, a bar is missing or the column ends
 */
gsize
bw_node_feed_whole (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  const double *columns[BW_INDICATOR_INPUTS_MAX];
  double *values[BW_INDICATOR_OUTPUTS_MAX];
  gsize first = 0, n_block, n_most = BW_BLOCK / 4;

  for (; first < n; first += n_block)
    {
      n_block = find_aligned (out[0] + first, n - first, n_most);
      n_most = MIN (2 * n_most, (gsize)PURE_BLOCK);
      for (guint k = 0; k < node->n_inputs; k++)
        columns[k] = in[k] + first;
      for (guint k = 0; k < node->n_outputs; k++)
        values[k] = out[k] + first;
      if (node->pure (node, columns, n_block, values) >> 63 != 0)
        break;
      for (guint k = 0; k < node->n_outputs; k++)
        for (gsize i = 0; i < bw_node_get_skip (node, n_block); i++)
          values[k][i] = NAN;
      node->seen += n_block;
    }
  node->is_in_place = first > 0 || node->is_in_place;
  return first;
}

/**
 * bw_node_feed_after:
 * @skip: leading bars of the block that its inputs don't have yet
 *
 * Feeds a stage that follows another. Returns: how many leading outputs are NaN
 */
gsize
bw_node_feed_after (BwNode *node, gsize skip, const double *const *in, gsize n, double *const *out)
{
  const double *columns[BW_INDICATOR_INPUTS_MAX];
  double *values[BW_INDICATOR_OUTPUTS_MAX];
  gsize n_warm = bw_node_get_skip (node, n - skip);

  for (guint k = 0; k < node->n_inputs; k++)
    columns[k] = in[k] + skip;
  for (guint k = 0; k < node->n_outputs; k++)
    {
      values[k] = out[k] + skip;
      for (gsize i = 0; i < skip; i++)
        out[k][i] = NAN;
    }
  bw_node_feed (node, columns, n - skip, values);
  return skip + n_warm;
}

gsize
bw_node_feed_one (BwNode *node, gsize skip, const double *x, gsize n, double *out)
{
  return bw_node_feed_after (node, skip, &x, n, &out);
}
