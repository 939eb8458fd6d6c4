/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/run.h"

/* What a state snapshot carries besides the core: the clock, the place in the feed and the minutes
 * that are not archived yet. Stored as a GVariant, little-endian. */
#define STATE_VERSION 2
#define STATE_TYPE_1 "(uxtxxtxaya(uu(xddddd)a(xddddd))a(uxx))" /* before splits were kept */
#define STATE_TYPE "(uxtxxtxaya(uu(xddddd)a(xddddd))a(uxx)a(uxxx))"

static GVariant *
pack_minute (const BwMinuteView *minute)
{
  return g_variant_new ("(xddddd)", minute->start, minute->open, minute->high, minute->low, minute->close,
                        minute->volume);
}

static GVariant *
pack_track (const BwTrack *track)
{
  GVariantBuilder minutes;

  g_variant_builder_init (&minutes, G_VARIANT_TYPE ("a(xddddd)"));
  for (guint i = 0; i < track->minutes->len; i++)
    g_variant_builder_add_value (&minutes, pack_minute (&g_array_index (track->minutes, BwMinuteView, i)));
  return g_variant_new ("(uu@(xddddd)a(xddddd))", track->instrument, (guint32) track->is_depth_on, pack_minute (&track->minute), &minutes);
}

/**
 * bw_run_save_feed:
 *
 * Appends what bw_run_restore() needs.
 */
void
bw_run_save_feed (BwRun *run, GByteArray *bytes)
{
  g_autoptr (GByteArray) feed = g_byte_array_new ();
  g_autoptr (GVariant) state = NULL;
  GVariantBuilder tracks, calendars, splits;

  bw_feed_save (run->feed, feed);
  g_variant_builder_init (&tracks, G_VARIANT_TYPE ("a(uu(xddddd)a(xddddd))"));
  for (guint i = 0; i < run->n_tracks; i++)
    g_variant_builder_add_value (&tracks, pack_track (&run->tracks[i]));
  g_variant_builder_init (&calendars, G_VARIANT_TYPE ("a(uxx)"));
  for (guint i = 0; i < run->n_calendars; i++)
    g_variant_builder_add (&calendars, "(uxx)", (guint32) run->calendars[i].calendar,
                           (gint64) run->calendars[i].told.date, (gint64) 0);
  g_variant_builder_init (&splits, G_VARIANT_TYPE ("a(uxxx)"));
  for (guint i = 0; i < run->splits->len; i++)
    {
      const BwSplit *split = &g_array_index (run->splits, BwSplit, i);

      g_variant_builder_add (&splits, "(uxxx)", split->instrument, split->time, split->to.e8, split->from.e8);
    }
  state = g_variant_ref_sink (g_variant_new (
      "(uxtxxtx@aya(uu(xddddd)a(xddddd))a(uxx)a(uxxx))", (guint32) STATE_VERSION, run->now, run->position,
      run->last_event_time, run->next_minute, run->market_hash, run->pending_ns,
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, feed->data, feed->len, 1), &tracks, &calendars, &splits));
  g_byte_array_append (bytes, g_variant_get_data (state), g_variant_get_size (state));
}

static void
unpack_minute (GVariant *variant, BwMinuteView *minute)
{
  g_variant_get (variant, "(xddddd)", &minute->start, &minute->open, &minute->high, &minute->low, &minute->close,
                 &minute->volume);
}

static void
unpack_track (BwRun *run, GVariant *variant)
{
  g_autoptr (GVariant) growing = NULL, minutes = NULL;
  guint32 instrument, is_depth_on;
  BwTrack *track;

  g_variant_get (variant, "(uu@(xddddd)@a(xddddd))", &instrument, &is_depth_on, &growing, &minutes);
  track = bw_run_track (run, instrument);
  if (track == NULL)
    return;
  track->is_depth_on = is_depth_on != 0;
  unpack_minute (growing, &track->minute);
  g_array_set_size (track->minutes, 0);
  for (gsize i = 0; i < g_variant_n_children (minutes); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (minutes, i);
      BwMinuteView minute;

      unpack_minute (child, &minute);
      g_array_append_val (track->minutes, minute);
    }
  track->n_minutes_told = track->minutes->len;
}

static void
unpack_calendars (BwRun *run, GVariant *calendars)
{
  for (gsize i = 0; i < g_variant_n_children (calendars); i++)
    {
      guint32 calendar;
      gint64 date, unused;

      g_variant_get_child (calendars, i, "(uxx)", &calendar, &date, &unused);
      for (guint k = 0; k < run->n_calendars; k++)
        if (run->calendars[k].calendar == calendar && date != BW_DATE_NONE)
          bw_calendar_session (calendar, (BwDate) date, &run->calendars[k].told);
    }
}

static void
unpack_splits (BwRun *run, GVariant *state)
{
  g_autoptr (GVariant) splits = g_variant_get_child_value (state, g_variant_n_children (state) - 1);

  for (gsize i = 0; i < g_variant_n_children (splits); i++)
    {
      BwSplit split;

      g_variant_get_child (splits, i, "(uxxx)", &split.instrument, &split.time, &split.to.e8, &split.from.e8);
      g_array_append_val (run->splits, split);
    }
}

/* The version stands in front of all layouts. */
static const char *
state_type (const guint8 *bytes, gsize n_bytes)
{
  return n_bytes >= 4 && bytes[0] == 1 && bytes[1] == 0 && bytes[2] == 0 && bytes[3] == 0 ? STATE_TYPE_1 : STATE_TYPE;
}

/**
 * bw_run_restore:
 * @core: (transfer full): loaded from the same snapshot
 * @bytes: (array length=n_bytes): as bw_run_save_feed() wrote them
 *
 * Errors: %BW_JOURNAL_ERROR_DAMAGED, or the feed's own; the run is then of no more use.
 */
gboolean
bw_run_restore (BwRun *run, BwCore *core, const guint8 *bytes, gsize n_bytes, GError **error)
{
  g_autoptr (GBytes) copy = g_bytes_new (bytes, n_bytes);
  g_autoptr (GVariant) state = g_variant_new_from_bytes (G_VARIANT_TYPE (state_type (bytes, n_bytes)), copy, FALSE);
  g_autoptr (GVariant) feed = NULL, tracks = NULL, calendars = NULL;
  gconstpointer feed_bytes;
  gsize n_feed_bytes;
  guint32 version;

  g_clear_pointer (&run->core, bw_core_free);
  run->core = core;
  g_variant_ref_sink (state);
  if (!g_variant_is_normal_form (state))
    {
      g_set_error_literal (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED, "A state snapshot is damaged");
      return FALSE;
    }
  g_variant_get (state, g_variant_is_of_type (state, G_VARIANT_TYPE (STATE_TYPE_1))
                            ? "(uxtxxtx@ay@a(uu(xddddd)a(xddddd))@a(uxx))"
                            : "(uxtxxtx@ay@a(uu(xddddd)a(xddddd))@a(uxx)a(uxxx))",
                 &version, &run->now, &run->position,
                 &run->last_event_time, &run->next_minute, &run->market_hash, &run->pending_ns, &feed, &tracks,
                 &calendars);
  if (version == 0 || version > STATE_VERSION)
    {
      g_set_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION,
                   "A state snapshot was written by a newer version of Bellwether (%u)", version);
      return FALSE;
    }
  feed_bytes = g_variant_get_fixed_array (feed, &n_feed_bytes, 1);
  if (!bw_feed_restore (run->feed, feed_bytes, n_feed_bytes, error))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (tracks); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (tracks, i);

      unpack_track (run, child);
    }
  unpack_calendars (run, calendars);
  if (version >= 2)
    unpack_splits (run, state);
  run->noted_position = run->position;
  return TRUE;
}
