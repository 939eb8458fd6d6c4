/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/run-alerts.h"

#include "market/aggregate.h"

static void
free_condition (gpointer data)
{
  BwAlertCondition *condition = data;

  bw_program_unref (condition->program);
  g_free (condition);
}

static BwRunAlerts *
ensure_alerts (BwRun *run)
{
  BwRunAlerts *alerts = run->alerts;

  if (alerts != NULL)
    return alerts;
  alerts = g_new0 (BwRunAlerts, 1);
  alerts->books = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) bw_alert_book_free);
  alerts->entries = g_hash_table_new (g_int64_hash, g_int64_equal);
  alerts->conditions = g_ptr_array_new_with_free_func (free_condition);
  alerts->pending = g_array_new (FALSE, FALSE, sizeof (BwAlertFiring));
  run->alerts = alerts;
  return alerts;
}

void
bw_run_alerts_free (BwRunAlerts *alerts)
{
  g_ptr_array_unref (alerts->conditions);
  g_hash_table_unref (alerts->entries);
  g_hash_table_unref (alerts->books);
  g_array_unref (alerts->pending);
  g_free (alerts);
}

/* Out of hours a bar is what the clock makes of it. */
BwTime
bw_run_alerts_bar_end (BwCalendarId calendar, BwTimeframe timeframe, BwTime time, BwTime *start)
{
  BwTime length = timeframe * BW_SECOND;
  BwBucket bucket;

  if (!bw_bucket_at (calendar, timeframe, time, &bucket) || time < bucket.start || time >= bucket.end)
    bucket = (BwBucket){ time - time % length, time - time % length + length };
  *start = bucket.start;
  return bucket.end;
}

static BwFixed
find_last (BwRun *run, BwInstrumentId instrument)
{
  BwMarketState market;

  return bw_core_market_state (run->core, instrument, &market) ? market.last : BW_FIXED_ZERO;
}

/* The close that a move is counted from, as the lists show it. */
static BwFixed
find_close (BwRun *run, BwInstrumentId instrument)
{
  BwTrack *track = bw_run_track (run, instrument);
  BwMarketState market;

  if (bw_core_market_state (run->core, instrument, &market) && !bw_fixed_is_zero (market.previous_close))
    return market.previous_close;
  return track != NULL ? track->reference_close : BW_FIXED_ZERO;
}

static BwAlertBook *
ensure_book (BwRun *run, BwTrack *track)
{
  BwRunAlerts *alerts = ensure_alerts (run);
  BwAlertBook *book = g_hash_table_lookup (alerts->books, GUINT_TO_POINTER (track->instrument));
  BwFixed last;

  if (book != NULL)
    return book;
  book = bw_alert_book_new (track->instrument, track->calendar, bw_run_alerts_bar_end);
  last = find_last (run, track->instrument);
  if (!bw_fixed_is_zero (last))
    bw_alert_book_set_last (book, last);
  g_hash_table_insert (alerts->books, GUINT_TO_POINTER (track->instrument), book);
  track->alerts = book;
  return book;
}

/* What can't be read any more, of a newer language perhaps, waits in silence. */
static void
add_condition (BwRun *run, BwAlertEntry *entry)
{
  g_auto (BwFault) fault = { 0 };
  g_autoptr (BwProgram) program = bw_program_new (entry->alert.timeframe);
  BwAlertCondition *condition;

  if (!bw_program_add_condition (program, entry->alert.expression, &fault))
    {
      g_autofree char *message = bw_fault_message (&fault, NULL);

      g_message ("An alert's condition can't be read: %s", message);
      return;
    }
  condition = g_new0 (BwAlertCondition, 1);
  condition->entry = entry;
  condition->program = g_steal_pointer (&program);
  condition->due = BW_TIME_NONE;
  g_ptr_array_add (run->alerts->conditions, condition);
}

/**
 * bw_run_alerts_add:
 * @is_new: it begins with the prices as they stand
 *
 * Returns: (transfer none) (nullable): %NULL when the timeline has no such instrument
 */
BwAlertEntry *
bw_run_alerts_add (BwRun *run, const BwAlert *alert, gboolean is_new)
{
  BwTrack *track = bw_run_track (run, alert->instrument);
  BwAlertBook *book;
  BwAlertEntry *entry;

  if (track == NULL)
    return NULL;
  book = ensure_book (run, track);
  entry = bw_alert_book_add (book, alert, is_new);
  if (is_new)
    bw_alert_book_set_close (book, entry, find_close (run, alert->instrument), run->now);
  g_hash_table_insert (run->alerts->entries, &entry->alert.id, entry);
  if (alert->kind == BW_ALERT_EXPRESSION)
    add_condition (run, entry);
  return entry;
}

BwAlertEntry *
bw_run_alerts_find (BwRun *run, guint64 id)
{
  return run->alerts != NULL ? g_hash_table_lookup (run->alerts->entries, &id) : NULL;
}

/**
 * bw_run_alerts_book:
 *
 * Returns: (transfer none) (nullable): the instrument's; %NULL while it has no alert
 */
BwAlertBook *
bw_run_alerts_book (BwRun *run, BwInstrumentId instrument)
{
  return run->alerts != NULL ? g_hash_table_lookup (run->alerts->books, GUINT_TO_POINTER (instrument)) : NULL;
}

void
bw_run_alerts_remove (BwRun *run, guint64 id)
{
  BwAlertEntry *entry = bw_run_alerts_find (run, id);
  BwAlertBook *book;

  if (entry == NULL)
    return;
  book = bw_run_alerts_book (run, entry->alert.instrument);
  for (guint i = run->alerts->conditions->len; i-- > 0;)
    if (((BwAlertCondition *) g_ptr_array_index (run->alerts->conditions, i))->entry == entry)
      g_ptr_array_remove_index (run->alerts->conditions, i);
  g_hash_table_remove (run->alerts->entries, &id);
  bw_alert_book_remove (book, id);
  if (book->entries->len == 0)
    {
      bw_run_track (run, book->instrument)->alerts = NULL;
      g_hash_table_remove (run->alerts->books, GUINT_TO_POINTER (book->instrument));
    }
}

/**
 * bw_run_alerts_load:
 *
 * The timeline's alerts as they are kept. To be called at the state snapshot, before the journal's
 * tail is played.
 */
gboolean
bw_run_alerts_load (BwRun *run, BwDatabase *trading, GError **error)
{
  g_autoptr (GArray) stored = bw_alerts_list (trading, run->id, error);

  if (stored == NULL)
    return FALSE;
  for (guint i = 0; i < stored->len; i++)
    {
      const BwStoredAlert *kept = &g_array_index (stored, BwStoredAlert, i);
      BwAlertEntry *entry = bw_run_alerts_add (run, &kept->alert, FALSE);

      if (entry != NULL && entry->window != NULL)
        *entry->window = kept->window;
    }
  return TRUE;
}

static void
see_bar (BwRun *run, BwAlertBook *book, const BwMarketEvent *event)
{
  gboolean is_high_first = event->bar.high.e8 - event->bar.open.e8 < event->bar.open.e8 - event->bar.low.e8;
  BwFixed path[4] = { event->bar.open, is_high_first ? event->bar.high : event->bar.low,
                      is_high_first ? event->bar.low : event->bar.high, event->bar.close };

  bw_alert_book_bar (book, event->time, path, event->bar.volume, run->event_position, run->alerts->pending);
}

/**
 * bw_run_alerts_see:
 * @event: of @book's instrument
 *
 * A bar goes the way on which orders are filled: to the nearer extreme first.
 */
void
bw_run_alerts_see (BwRun *run, BwAlertBook *book, const BwMarketEvent *event)
{
  if (event->kind == BW_MARKET_TRADE)
    bw_alert_book_trade (book, event->time, event->trade.price, event->trade.size, run->event_position,
                         run->alerts->pending);
  else if (event->kind == BW_MARKET_BAR)
    see_bar (run, book, event);
  else if (event->kind == BW_MARKET_SPLIT)
    bw_alert_book_split (book, event->split.to, event->split.from, run->event_position);
  run->alerts->must_write |= book->has_news;
  book->has_news = FALSE;
}

GBytes *
bw_run_alerts_record (BwRun *run, BwAlertEntry *entry)
{
  return bw_alert_book_keep (bw_run_alerts_book (run, entry->alert.instrument), entry, run->position);
}

/* Its state is to be written soon. */
void
bw_run_alerts_mark (BwRun *run, BwAlertEntry *entry)
{
  entry->is_dirty = TRUE;
  run->alerts->must_write = TRUE;
}

/**
 * bw_run_alerts_fire:
 * @time: the end of the bar
 *
 * For a condition that was met: what bw_alert_book_look() does for prices.
 */
void
bw_run_alerts_fire (BwRun *run, BwAlertEntry *entry, BwTime time, BwFixed price)
{
  BwAlert *alert = &entry->alert;
  BwAlertFiring firing = { .time = time, .price = price, .is_up = TRUE };

  alert->n_fired++;
  alert->fired = time;
  alert->fired_price = price;
  if (alert->repeat == BW_ALERT_ONCE)
    alert->status = BW_ALERT_DONE;
  else if (alert->repeat == BW_ALERT_EVERY_TIME)
    alert->blocked_until = time + alert->pause_ns;
  bw_run_alerts_mark (run, entry);
  firing.alert = *alert;
  g_array_append_val (run->alerts->pending, firing);
}
