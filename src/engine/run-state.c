/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/run.h"

/* What a state snapshot carries besides the core: the clock, the place in the feed, the minutes
 * that are not archived yet, the splits and the newest happenings. Stored as a GVariant,
 * little-endian. */
/* Time, instrument, kind, a halt's cause, two numbers of the kind, a rename's symbol. */
#define HAPPENING_TYPE "(xuyyxxs)"
#define STATE_VERSION 2
#define STATE_TYPE "(uxtxxtxaya(uu(xddddd)a(xddddd))a(uxx)a(uxxx)a" HAPPENING_TYPE ")"

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

/* Where the numbers of a happening are. */
static void
find_numbers (BwMarketEvent *event, gint64 **first, gint64 **second)
{
  *first = *second = NULL;
  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_SPLIT:
      *first = &event->split.to.e8;
      *second = &event->split.from.e8;
      break;
    case BW_MARKET_DIVIDEND:
      *first = &event->dividend.amount.e8;
      *second = &event->dividend.pay;
      break;
    case BW_MARKET_DELIST:
      *first = &event->delist.price.e8;
      break;
    case BW_MARKET_EARNINGS:
      *first = &event->earnings.earned.e8;
      *second = &event->earnings.expected.e8;
      break;
    case BW_MARKET_NEWS:
      *first = (gint64 *) &event->news.headline;
      break;
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
    case BW_MARKET_RENAME:
    case BW_MARKET_QUOTE:
    case BW_MARKET_TRADE:
    case BW_MARKET_DEPTH:
    case BW_MARKET_BAR:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
      break;
    }
}

static void
add_happening (GVariantBuilder *builder, const BwMarketEvent *event)
{
  BwMarketEvent copy = *event;
  gint64 *first, *second;

  find_numbers (&copy, &first, &second);
  g_variant_builder_add (builder, HAPPENING_TYPE, event->time, (guint32) event->instrument, (guchar) event->kind,
                         (guchar) event->cause, first != NULL ? *first : 0, second != NULL ? *second : 0,
                         event->kind == BW_MARKET_RENAME ? event->rename.symbol : "");
}

static GVariant *
pack_happenings (const BwRun *run)
{
  GVariantBuilder builder;
  guint first = run->happenings->len - MIN (run->happenings->len, BW_HAPPENINGS_KEPT);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" HAPPENING_TYPE));
  for (guint i = first; i < run->happenings->len; i++)
    add_happening (&builder, &g_array_index (run->happenings, BwMarketEvent, i));
  return g_variant_builder_end (&builder);
}

/* Front ends begin anew, so they are all to be told. */
static void
unpack_happenings (BwRun *run, GVariant *happenings)
{
  g_array_set_size (run->happenings, 0);
  run->n_happenings_told = 0;
  for (gsize i = 0; i < g_variant_n_children (happenings); i++)
    {
      BwMarketEvent event = { 0 };
      gint64 numbers[2], *first, *second;
      guint32 instrument;
      const char *symbol;
      g_autoptr (GVariant) child = g_variant_get_child_value (happenings, i);

      g_variant_get (child, "(xuyyxx&s)", &event.time, &instrument, &event.kind, &event.cause, &numbers[0],
                     &numbers[1], &symbol);
      event.instrument = instrument;
      find_numbers (&event, &first, &second);
      if (first != NULL)
        *first = numbers[0];
      if (second != NULL)
        *second = numbers[1];
      if (event.kind == BW_MARKET_RENAME)
        g_strlcpy (event.rename.symbol, symbol, sizeof event.rename.symbol);
      g_array_append_val (run->happenings, event);
    }
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
      "(uxtxxtx@aya(uu(xddddd)a(xddddd))a(uxx)a(uxxx)@a" HAPPENING_TYPE ")", (guint32) STATE_VERSION, run->now,
      run->position, run->last_event_time, run->next_minute, run->market_hash, run->pending_ns,
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, feed->data, feed->len, 1), &tracks, &calendars, &splits,
      pack_happenings (run)));
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
unpack_splits (BwRun *run, GVariant *splits)
{
  g_array_set_size (run->splits, 0);
  for (gsize i = 0; i < g_variant_n_children (splits); i++)
    {
      BwSplit split;

      g_variant_get_child (splits, i, "(uxxx)", &split.instrument, &split.time, &split.to.e8, &split.from.e8);
      g_array_append_val (run->splits, split);
    }
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
  g_autoptr (GVariant) state = g_variant_new_from_bytes (G_VARIANT_TYPE (STATE_TYPE), copy, FALSE);
  g_autoptr (GVariant) feed = NULL, tracks = NULL, calendars = NULL, happenings = NULL, splits = NULL;
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
  g_variant_get (state, "(uxtxxtx@ay@a(uu(xddddd)a(xddddd))@a(uxx)@a(uxxx)@a" HAPPENING_TYPE ")", &version, &run->now,
                 &run->position, &run->last_event_time, &run->next_minute, &run->market_hash, &run->pending_ns, &feed,
                 &tracks, &calendars, &splits, &happenings);
  if (version != STATE_VERSION)
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
  unpack_splits (run, splits);
  unpack_happenings (run, happenings);
  run->noted_position = run->position;
  return TRUE;
}
