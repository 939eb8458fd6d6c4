/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/study.h"

#include <string.h>

/*
 * Three stores, from the cheapest to keep to the dearest. Checkpoints: the indicator's state before
 * the first bar of every stride-th chunk; when they outgrow their room every second one is dropped
 * and the stride doubles. Slots: the values of the chunks used last. The pyramids: the extremes of
 * each output, from which wide views are drawn without looking at the values again. Beside them
 * stands the state before the newest bar, so that a bar that changes with each tick is one step.
 */

#define CHUNK             BW_PYRAMID_CHUNK
#define CHECKPOINTS_BYTES (4u << 20)
#define N_SLOTS           24

typedef struct
{
  gsize chunk;    /* G_MAXSIZE: none */
  gsize n_values; /* that are good, from its first on */
  double *values; /* (owned) (nullable): CHUNK of each output, one output after the other */
} Slot;

typedef struct
{
  BwStudy *study; /* (borrowed) */
  guint output;
  BwPyramid *pyramid; /* (owned) */
} Output;

struct _BwStudy
{
  BwStudySpec spec;
  const BwChartBars *bars; /* (borrowed) */
  BwIndicator *indicator;  /* (owned) */
  guint n_outputs;
  gsize state_bytes;
  char *zone; /* (owned) (nullable) */
  BwZoneOffsetFunc offset_at;
  GByteArray *checkpoints; /* (owned): before chunk 0, stride, 2 * stride… */
  gsize stride;            /* in chunks */
  gsize position;          /* the bar the indicator stands before; G_MAXSIZE: anywhere */
  gpointer last_state;     /* (owned): before bar last_index */
  gsize last_index;        /* G_MAXSIZE: none */
  Slot slots[N_SLOTS];
  Output outputs[BW_INDICATOR_OUTPUTS_MAX];
  double *session; /* (owned) (nullable): CHUNK, for those that read it */
  guint64 n_fed;
};

/* ---- Bars in ---- */

/* The day in the market's zone. The offset is asked for once an hour of bars, since it changes on
 * the hour. */
static void
fill_sessions (BwStudy *study, const BwTime *start, gsize n)
{
  const gint64 hour_ns = G_GINT64_CONSTANT (3600000000000), day_ns = 24 * hour_ns;
  gint64 hour = G_MININT64, offset = 0;

  for (gsize i = 0; i < n; i++)
    {
      gint64 local;

      if (start[i] / hour_ns != hour)
        {
          hour = start[i] / hour_ns;
          offset = study->offset_at != NULL ? study->offset_at (study->zone, start[i]) : 0;
        }
      local = start[i] + offset;
      study->session[i] = (double)(local / day_ns - (local % day_ns < 0));
    }
}

/* The indicator stands before @first. Its values of [@first, @end), all of one chunk, go to @values:
 * CHUNK an output, from the place of @first on. */
static void
feed (BwStudy *study, gsize first, gsize end, double *values)
{
  gsize at = first % CHUNK;

  while (first < end)
    {
      BwBarRun run = bw_chart_bars_get_run (study->bars, first, end);
      BwIndicatorBars bars = { run.open, run.high, run.low, run.close, run.volume, study->session };
      double *outputs[BW_INDICATOR_OUTPUTS_MAX];

      if (study->session != NULL)
        fill_sessions (study, run.start, run.n);
      for (guint k = 0; k < study->n_outputs; k++)
        outputs[k] = values + k * CHUNK + at;
      bw_indicator_feed (study->indicator, &bars, run.n, outputs);
      study->n_fed += run.n;
      at += run.n;
      first += run.n;
    }
  study->position = end;
}

/* ---- Checkpoints ---- */

static gsize
get_n_checkpoints (const BwStudy *study)
{
  return study->checkpoints->len / study->state_bytes;
}

static void
drop_every_second (BwStudy *study)
{
  gsize n = get_n_checkpoints (study);
  guint8 *states = study->checkpoints->data;

  for (gsize i = 1; 2 * i < n; i++)
    memcpy (states + i * study->state_bytes, states + 2 * i * study->state_bytes,
            study->state_bytes);
  g_byte_array_set_size (study->checkpoints, (guint)((n + 1) / 2 * study->state_bytes));
  study->stride *= 2;
}

/* The indicator stands before @chunk: keeps that, if it is the next that is kept. */
static void
note_position (BwStudy *study, gsize chunk)
{
  gsize n = get_n_checkpoints (study), end;

  if (chunk != n * study->stride)
    return;
  if (n > 1 && (n + 1) * study->state_bytes > CHECKPOINTS_BYTES)
    {
      drop_every_second (study);
      n = get_n_checkpoints (study);
      if (chunk != n * study->stride)
        return;
    }
  end = study->checkpoints->len;
  g_byte_array_set_size (study->checkpoints, (guint)(end + study->state_bytes));
  bw_indicator_save (study->indicator, study->checkpoints->data + end);
}

/* Those behind the start of @chunk. */
static void
forget_checkpoints (BwStudy *study, gsize chunk)
{
  gsize n = chunk / study->stride + 1;

  if (get_n_checkpoints (study) > n)
    g_byte_array_set_size (study->checkpoints, (guint)(n * study->state_bytes));
}

/* Brings the indicator to the start of @chunk. @values: room for a chunk's, overwritten. */
static void
go_to_chunk (BwStudy *study, gsize chunk, double *values)
{
  gsize n_known = get_n_checkpoints (study), known, at;

  if (study->position == chunk * CHUNK)
    return;
  known = MIN (chunk / study->stride, n_known - 1);
  at = known * study->stride;
  /* From where it stands is nearer than from the checkpoint. */
  if (study->position != G_MAXSIZE && study->position % CHUNK == 0 &&
      study->position / CHUNK >= at && study->position / CHUNK < chunk)
    at = study->position / CHUNK;
  else
    bw_indicator_restore (study->indicator, study->checkpoints->data + known * study->state_bytes);
  for (; at < chunk; at++)
    {
      feed (study, at * CHUNK, (at + 1) * CHUNK, values);
      note_position (study, at + 1);
    }
  study->position = chunk * CHUNK;
}

/* ---- Values ---- */

/* Feeds up to @end, keeping the state before the newest bar on the way. */
static void
feed_to (BwStudy *study, gsize first, gsize end, double *values)
{
  gsize last = bw_chart_bars_get_n (study->bars) - 1;

  if (first <= last && last < end)
    {
      feed (study, first, last, values);
      bw_indicator_save (study->indicator, study->last_state);
      study->last_index = last;
      first = last;
    }
  feed (study, first, end, values);
  if (end % CHUNK == 0)
    note_position (study, end / CHUNK);
}

static Slot *
choose_slot (BwStudy *study, gsize chunk)
{
  Slot *slot = &study->slots[chunk % N_SLOTS];

  if (slot->chunk != chunk)
    {
      slot->chunk = chunk;
      slot->n_values = 0;
    }
  if (slot->values == NULL)
    slot->values = g_new (double, (gsize)CHUNK * study->n_outputs);
  return slot;
}

/* Returns: the chunk's values, CHUNK an output; as many are good as it has bars */
static const double *
ensure_chunk (BwStudy *study, gsize chunk)
{
  gsize base = chunk * CHUNK;
  gsize n = MIN (bw_chart_bars_get_n (study->bars) - base, (gsize)CHUNK);
  Slot *slot = choose_slot (study, chunk);

  if (slot->n_values >= n)
    return slot->values;
  if (study->last_index != G_MAXSIZE && study->last_index >= base &&
      study->last_index <= base + slot->n_values)
    {
      bw_indicator_restore (study->indicator, study->last_state);
      feed_to (study, study->last_index, base + n, slot->values);
    }
  else
    {
      go_to_chunk (study, chunk, slot->values);
      feed_to (study, base, base + n, slot->values);
    }
  slot->n_values = n;
  return slot->values;
}

static void
read_values (gpointer data,
             gsize first,
             gsize n,
             const double **low,
             const double **high,
             const double **volume)
{
  Output *output = data;

  *low = *high =
      ensure_chunk (output->study, first / CHUNK) + output->output * CHUNK + first % CHUNK;
}

/**
 * bw_study_new:
 * @spec: its parameters must be in their ranges; bw_chart_setup_parse() and the settings see to it
 * @bars: borrowed for the study's whole life
 *
 * Returns: (transfer full) (nullable): %NULL if a parameter is out of its range
 */
BwStudy *
bw_study_new (const BwStudySpec *spec, const BwChartBars *bars)
{
  BwIndicator *indicator = bw_indicator_new (spec->info, spec->parameters, NULL);
  BwStudy *study;

  if (indicator == NULL)
    return NULL;
  study = g_new0 (BwStudy, 1);
  study->spec = *spec;
  study->bars = bars;
  study->indicator = indicator;
  study->n_outputs = bw_indicator_info_get_n_outputs (spec->info);
  study->state_bytes = bw_indicator_get_state_size (indicator);
  study->checkpoints = g_byte_array_new ();
  study->stride = 1;
  study->last_state = g_malloc (study->state_bytes);
  if (strchr (spec->info->inputs, 's') != NULL)
    study->session = g_new (double, CHUNK);
  for (guint k = 0; k < study->n_outputs; k++)
    {
      study->outputs[k].study = study;
      study->outputs[k].output = k;
      study->outputs[k].pyramid = bw_pyramid_new (read_values, &study->outputs[k]);
    }
  note_position (study, 0);
  bw_study_reset (study);
  return study;
}

void
bw_study_free (BwStudy *study)
{
  for (guint k = 0; k < study->n_outputs; k++)
    bw_pyramid_free (study->outputs[k].pyramid);
  for (guint i = 0; i < N_SLOTS; i++)
    g_free (study->slots[i].values);
  bw_indicator_free (study->indicator);
  g_byte_array_unref (study->checkpoints);
  g_free (study->last_state);
  g_free (study->session);
  g_free (study->zone);
  g_free (study);
}

const BwStudySpec *
bw_study_get_spec (const BwStudy *study)
{
  return &study->spec;
}

/**
 * bw_study_restyle:
 *
 * Returns: whether @spec works out the same numbers, so that the study can look like it from here on;
 *   otherwise nothing is changed
 */
gboolean
bw_study_restyle (BwStudy *study, const BwStudySpec *spec)
{
  if (!bw_study_spec_has_same_values (&study->spec, spec))
    return FALSE;
  study->spec = *spec;
  return TRUE;
}

guint
bw_study_get_n_outputs (const BwStudy *study)
{
  return study->n_outputs;
}

/**
 * bw_study_set_zone:
 * @zone: (nullable): where a day ends, for those that begin anew each session
 */
void
bw_study_set_zone (BwStudy *study, const char *zone, BwZoneOffsetFunc offset_at)
{
  if (g_strcmp0 (study->zone, zone) == 0 && study->offset_at == offset_at)
    return;
  g_free (study->zone);
  study->zone = g_strdup (zone);
  study->offset_at = offset_at;
  if (study->session != NULL)
    bw_study_reset (study);
}

/**
 * bw_study_reset:
 *
 * The bars are other bars now.
 */
void
bw_study_reset (BwStudy *study)
{
  forget_checkpoints (study, 0);
  study->stride = 1;
  study->position = study->last_index = G_MAXSIZE;
  for (guint i = 0; i < N_SLOTS; i++)
    {
      study->slots[i].chunk = G_MAXSIZE;
      g_clear_pointer (&study->slots[i].values, g_free);
    }
  for (guint k = 0; k < study->n_outputs; k++)
    bw_pyramid_reset (study->outputs[k].pyramid, bw_chart_bars_get_n (study->bars));
}

/**
 * bw_study_bars_changed_from:
 *
 * Bars from @first on changed or were appended.
 */
void
bw_study_bars_changed_from (BwStudy *study, gsize first)
{
  gsize chunk = first / CHUNK;

  forget_checkpoints (study, chunk);
  if (study->position != G_MAXSIZE && study->position > first)
    study->position = G_MAXSIZE;
  if (study->last_index != G_MAXSIZE && study->last_index > first)
    study->last_index = G_MAXSIZE;
  for (guint i = 0; i < N_SLOTS; i++)
    {
      Slot *slot = &study->slots[i];

      if (slot->chunk == G_MAXSIZE || slot->chunk < chunk)
        continue;
      if (slot->chunk > chunk)
        slot->chunk = G_MAXSIZE;
      else
        slot->n_values = MIN (slot->n_values, first - chunk * CHUNK);
    }
  for (guint k = 0; k < study->n_outputs; k++)
    {
      bw_pyramid_grow (study->outputs[k].pyramid, bw_chart_bars_get_n (study->bars));
      bw_pyramid_invalidate_from (study->outputs[k].pyramid, first);
    }
}

double
bw_study_get_value (BwStudy *study, guint output, gsize bar_index)
{
  return ensure_chunk (study, bar_index / CHUNK)[output * CHUNK + bar_index % CHUNK];
}

/**
 * bw_study_get_values:
 * @values: (array) (out caller-allocates): @end - @first values; NaN while it warms up
 */
void
bw_study_get_values (BwStudy *study, guint output, gsize first, gsize end, double *values)
{
  while (first < end)
    {
      gsize chunk = first / CHUNK, base = chunk * CHUNK, stop = MIN (end, base + CHUNK);

      memcpy (values, ensure_chunk (study, chunk) + output * CHUNK + (first - base),
              (stop - first) * sizeof (double));
      values += stop - first;
      first = stop;
    }
}

/**
 * bw_study_fold:
 *
 * Returns: the extremes of an output in [@first, @end). Bounds that are not multiples of
 *   BW_PYRAMID_FAN look at the values of their chunk.
 */
BwExtent
bw_study_fold (BwStudy *study, guint output, gsize first, gsize end)
{
  return bw_pyramid_fold (study->outputs[output].pyramid, first, end);
}

/* A range of less than a chunk and more than a few nodes needn't be exact at its ends. */
static void
align (const BwStudy *study, gsize *first, gsize *end)
{
  gsize n_bars = bw_chart_bars_get_n (study->bars);

  if (*end - *first < (gsize)CHUNK * N_SLOTS)
    return;
  *first = *first / BW_PYRAMID_FAN * BW_PYRAMID_FAN;
  *end = MIN ((*end + BW_PYRAMID_FAN - 1) / BW_PYRAMID_FAN * BW_PYRAMID_FAN, n_bars);
}

/**
 * bw_study_fold_seen:
 *
 * Returns: the extremes of all outputs that are shown; empty when there are none. Outputs are folded
 *   chunk by chunk together, so that a chunk is worked out once for all of them.
 */
BwExtent
bw_study_fold_seen (BwStudy *study, gsize first, gsize end)
{
  BwExtent all = bw_extent_empty ();

  align (study, &first, &end);
  while (first < end)
    {
      gsize stop = MIN (end, (first / CHUNK + 1) * CHUNK);

      for (guint k = 0; k < study->n_outputs; k++)
        {
          BwExtent extent;

          if (!study->spec.outputs[k].is_visible)
            continue;
          extent = bw_study_fold (study, k, first, stop);
          all.low = MIN (all.low, extent.low);
          all.high = MAX (all.high, extent.high);
        }
      first = stop;
    }
  return all;
}

/**
 * bw_study_get_n_fed:
 *
 * Returns: how many bars it has worked out in its life: what a change cost
 */
guint64
bw_study_get_n_fed (const BwStudy *study)
{
  return study->n_fed;
}
