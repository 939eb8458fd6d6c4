/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "indicators/indicator.h"

#include "indicators/node-private.h"

#include <string.h>

struct _BwIndicator
{
  const BwIndicatorInfo *info;
  GPtrArray *memory; /* (owned): BwMemory */
  BwNode *node;
  guint n_inputs, n_outputs;
};

G_DEFINE_QUARK (bw - indicator - error - quark, bw_indicator_error)

static gboolean
check_parameter (const BwIndicatorInfo *info,
                 const BwIndicatorParameter *parameter,
                 double value,
                 GError **error)
{
  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE], text[G_ASCII_DTOSTR_BUF_SIZE];

  if (value >= parameter->min && value <= parameter->max &&
      (!parameter->is_whole || value == floor (value)))
    return TRUE;
  g_ascii_formatd (low, sizeof low, "%g", parameter->min);
  g_ascii_formatd (high, sizeof high, "%.10g", parameter->max);
  g_ascii_formatd (text, sizeof text, "%.10g", value);
  g_set_error (error, BW_INDICATOR_ERROR, BW_INDICATOR_ERROR_PARAMETER,
               "%s: %s must be %s from %s to %s, not %s", info->name, parameter->name,
               parameter->is_whole ? "a whole number" : "a number", low, high, text);
  return FALSE;
}

/**
 * bw_indicator_info_set_parameter:
 * @parameters: (inout): values in the info's order
 * @text: a number, as typed
 *
 * Errors: %BW_INDICATOR_ERROR_PARAMETER names the parameter and what it may be.
 */
gboolean
bw_indicator_info_set_parameter (const BwIndicatorInfo *info,
                                 double *parameters,
                                 const char *name,
                                 const char *text,
                                 GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint k = 0; info->parameters[k].name != NULL; k++)
    {
      char *end;
      double value = g_ascii_strtod (text, &end);

      g_string_append_printf (known, "%s%s", k > 0 ? ", " : "", info->parameters[k].name);
      if (g_ascii_strcasecmp (info->parameters[k].name, name) != 0)
        continue;
      if (end == text || *end != '\0')
        {
          g_set_error (error, BW_INDICATOR_ERROR, BW_INDICATOR_ERROR_PARAMETER,
                       "%s: %s needs a number, not “%s”", info->name, name, text);
          return FALSE;
        }
      if (!check_parameter (info, &info->parameters[k], value, error))
        return FALSE;
      parameters[k] = value;
      return TRUE;
    }
  g_set_error (error, BW_INDICATOR_ERROR, BW_INDICATOR_ERROR_PARAMETER,
               "%s has no parameter “%s”; it has %s", info->name, name,
               known->len > 0 ? known->str : "none");
  return FALSE;
}

/**
 * bw_indicator_new:
 * @parameters: (nullable): in the info's order; %NULL for the defaults
 *
 * Allocates everything it will ever need. Errors: %BW_INDICATOR_ERROR_PARAMETER
 *
 * Returns: (transfer full) (nullable)
 */
BwIndicator *
bw_indicator_new (const BwIndicatorInfo *info, const double *parameters, GError **error)
{
  double values[BW_INDICATOR_PARAMETERS_MAX] = { 0 };
  BwIndicator *indicator;

  bw_indicator_info_get_defaults (info, values);
  for (guint k = 0; parameters != NULL && info->parameters[k].name != NULL; k++)
    {
      if (!check_parameter (info, &info->parameters[k], parameters[k], error))
        return NULL;
      values[k] = parameters[k];
    }
  indicator = g_new0 (BwIndicator, 1);
  indicator->info = info;
  indicator->memory = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_memory_free);
  indicator->n_inputs = (guint)strlen (info->inputs);
  indicator->n_outputs = bw_indicator_info_get_n_outputs (info);
  indicator->node = bw_node_new (indicator->memory, indicator->n_inputs, indicator->n_outputs,
                                 info->init, values);
  return indicator;
}

void
bw_indicator_free (BwIndicator *indicator)
{
  g_ptr_array_unref (indicator->memory);
  g_free (indicator);
}

const BwIndicatorInfo *
bw_indicator_peek_info (const BwIndicator *indicator)
{
  return indicator->info;
}

/**
 * bw_indicator_get_lead:
 *
 * Returns: how many bars have no value while it warms up
 */
gsize
bw_indicator_get_lead (const BwIndicator *indicator)
{
  return indicator->node->lead;
}

/**
 * bw_indicator_get_state_size:
 *
 * Returns: bytes that bw_indicator_save() writes; constant for the indicator's life
 */
gsize
bw_indicator_get_state_size (const BwIndicator *indicator)
{
  gsize n_bytes = 0;

  for (guint k = 0; k < indicator->memory->len; k++)
    n_bytes += ((const BwMemory *)g_ptr_array_index (indicator->memory, k))->n_bytes;
  return n_bytes;
}

/**
 * bw_indicator_save:
 * @state: (out caller-allocates): bw_indicator_get_state_size() bytes
 *
 * Where the indicator stands, to go on from there again. Of use to this very indicator alone.
 */
void
bw_indicator_save (const BwIndicator *indicator, gpointer state)
{
  char *bytes = state;

  for (guint k = 0; k < indicator->memory->len; k++)
    {
      const BwMemory *memory = g_ptr_array_index (indicator->memory, k);

      memcpy (bytes, memory->block, memory->n_bytes);
      bytes += memory->n_bytes;
    }
}

/**
 * bw_indicator_restore:
 * @state: what bw_indicator_save() wrote of this indicator
 */
void
bw_indicator_restore (BwIndicator *indicator, gconstpointer state)
{
  const char *bytes = state;

  for (guint k = 0; k < indicator->memory->len; k++)
    {
      const BwMemory *memory = g_ptr_array_index (indicator->memory, k);

      memcpy (memory->block, bytes, memory->n_bytes);
      bytes += memory->n_bytes;
    }
}

static const double *
pick_column (const BwIndicatorBars *bars, char letter)
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
    case 's':
      return bars->session;
    default:
      return bars->volume;
    }
}

/* Whether a column, or the sum of two to four, is finite throughout. A sum isn't where one of its
 * terms isn't; where it isn't for being too large, the bars are looked at one by one. */
#define ARE_FINITE(name, sum)                                                                      \
  BW_CLONES static gboolean are_##name##_finite (const double *const *in, gsize first, gsize end)  \
  {                                                                                                \
    guint64 carry = 0;                                                                             \
                                                                                                   \
    for (gsize i = first; i < end; i++)                                                            \
      carry |= bw_carry_of (sum);                                                                  \
    return carry >> 63 == 0;                                                                       \
  }

ARE_FINITE (one, in[0][i])
ARE_FINITE (two, in[0][i] + in[1][i])
ARE_FINITE (three, in[0][i] + in[1][i] + in[2][i])
ARE_FINITE (four, (in[0][i] + in[1][i]) + (in[2][i] + in[3][i]))

static gboolean
are_finite (const double *const *in, guint n_inputs, gsize first, gsize end)
{
  static gboolean (*const looks[]) (const double *const *, gsize,
                                    gsize) = { are_one_finite, are_two_finite, are_three_finite,
                                               are_four_finite };

  if (n_inputs > 4 && !are_one_finite (in + 4, first, end))
    return FALSE;
  return looks[CLAMP (n_inputs, 1, 4) - 1](in, first, end);
}

static gboolean
is_bar_finite (const double *const *in, guint n_inputs, gsize i)
{
  for (guint k = 0; k < n_inputs; k++)
    if (!isfinite (in[k][i]))
      return FALSE;
  return TRUE;
}

/* Returns: the first missing bar of [@first, @end), or @end */
static gsize
find_gap (const double *const *in, guint n_inputs, gsize first, gsize end)
{
  if (are_finite (in, n_inputs, first, end))
    return end;
  while (first < end && is_bar_finite (in, n_inputs, first))
    first++;
  return first;
}

/* A block at a time is looked through and then fed, so that it comes from memory once. Returns: how
 * many bars there are before a missing one */
static gsize
feed_run (BwNode *node, const double *const *in, gsize n, double *const *out)
{
  const double *columns[BW_INDICATOR_INPUTS_MAX];
  double *values[BW_INDICATOR_OUTPUTS_MAX];
  const gsize n_block = node->n_inputs == 1 ? BW_BLOCK : BW_BLOCK / 2;
  gboolean tries_whole = node->pure != NULL;
  gsize first = 0, end, stop;

  do
    {
      for (guint k = 0; k < node->n_inputs; k++)
        columns[k] = in[k] + first;
      for (guint k = 0; k < node->n_outputs; k++)
        values[k] = out[k] + first;
      if (tries_whole && first >= node->history)
        {
          tries_whole = FALSE;
          stop = bw_node_feed_whole (node, columns, n - first, values);
          first += stop;
          for (guint k = 0; k < node->n_inputs; k++)
            columns[k] += stop;
          for (guint k = 0; k < node->n_outputs; k++)
            values[k] += stop;
        }
      stop = MIN (n, first + n_block);
      end = find_gap (in, node->n_inputs, first, stop);
      bw_node_feed_bars (node, columns, first, end - first, values);
      first = end;
    }
  while (end == stop && end < n);
  for (guint k = 0; k < node->n_inputs; k++)
    columns[k] = in[k] + first;
  bw_node_end_run (node, columns);
  return first;
}

/**
 * bw_indicator_feed:
 * @n_bars: 0 is allowed
 * @outputs: (array): as many columns as the info names, @n_bars values each; not an input column
 *
 * Goes on where the last feed stopped: the batch form is one feed of all bars, the streaming form
 * one feed a bar, and any split gives the same bits. An output is NaN for the first
 * bw_indicator_get_lead() bars. A bar of which an input is NaN or infinite is a missing bar: its
 * outputs are NaN, and the indicator goes on behind it as if it had not been there.
 *
 * Cost: a pass or a few over blocks that fit the first cache; no allocation.
 */
void
bw_indicator_feed (BwIndicator *indicator,
                   const BwIndicatorBars *bars,
                   gsize n_bars,
                   double *const *outputs)
{
  const double *in[BW_INDICATOR_INPUTS_MAX], *run[BW_INDICATOR_INPUTS_MAX] = { NULL };
  double *out[BW_INDICATOR_OUTPUTS_MAX];
  gsize first = 0;

  for (guint k = 0; k < indicator->n_inputs; k++)
    {
      in[k] = pick_column (bars, indicator->info->inputs[k]);
      g_return_if_fail (in[k] != NULL || n_bars == 0);
    }
  while (first < n_bars)
    {
      for (guint k = 0; k < indicator->n_inputs; k++)
        run[k] = in[k] + first;
      for (guint k = 0; k < indicator->n_outputs; k++)
        out[k] = outputs[k] + first;
      first += feed_run (indicator->node, run, n_bars - first, out);
      for (; first < n_bars && !is_bar_finite (in, indicator->n_inputs, first); first++)
        for (guint k = 0; k < indicator->n_outputs; k++)
          outputs[k][first] = NAN;
    }
}
