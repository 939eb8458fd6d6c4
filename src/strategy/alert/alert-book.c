/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/alert/alert-book.h"

#include "market/calendar.h"
#include "strategy/alert/alert-record.h"

/* What happens exactly, and when an alert fires:
 *
 * A price crosses a level when it reaches or passes it and was strictly on the other side before. A
 * touch counts; what follows it (turning back, or going on) is not another crossing. A price that
 * jumps over the level crosses it, and the alert tells the price behind the gap. An alert that was
 * set on its level waits until the price has left it. Above and below are strict, and hold at once
 * if they do when the alert is set. A channel's edges belong to it. A move is counted from the
 * lowest (highest) price of its window, the price itself included, or from the last session's close.
 *
 * What is asked as a crossing fires at the crossing; one that falls into a pause or a snooze is lost.
 * What is asked as a state (above, below, a move, a volume) fires at the first price at which it
 * holds and the alert may speak; each time: when it becomes true. */

typedef struct
{
  gint64 e8;
  BwAlertEntry *entry; /* (borrowed) */
} Level;

/* A price as an alert sees it. @is_path: of a bar, reached from the book's last without a gap. */
typedef struct
{
  BwAlertBook *book;
  BwTime time;     /* what is told */
  BwTime bar_time; /* within the bar it belongs to */
  BwFixed price, size;
  guint64 position;
  gboolean is_path;
  GArray *firings;
} Sight;

/* What came of a look. */
typedef struct
{
  gboolean is_edge, holds, is_state, is_up;
  BwFixed value;
} Finding;

static void
free_entry (gpointer data)
{
  BwAlertEntry *entry = data;

  g_free (entry->window);
  g_free (entry);
}

/**
 * bw_alert_book_new:
 *
 * Returns: (transfer full): without alerts
 */
BwAlertBook *
bw_alert_book_new (BwInstrumentId instrument, BwCalendarId calendar, BwAlertBarEnd bar_end)
{
  BwAlertBook *book = g_new0 (BwAlertBook, 1);

  book->instrument = instrument;
  book->calendar = calendar;
  book->bar_end = bar_end;
  book->entries = g_ptr_array_new_with_free_func (free_entry);
  book->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  book->ranged = g_ptr_array_new ();
  bw_alert_book_touch (book);
  return book;
}

void
bw_alert_book_free (BwAlertBook *book)
{
  g_ptr_array_unref (book->entries);
  g_array_unref (book->levels);
  g_ptr_array_unref (book->ranged);
  g_free (book);
}

/**
 * bw_alert_book_touch:
 *
 * The next price is looked at whole.
 */
void
bw_alert_book_touch (BwAlertBook *book)
{
  book->is_stale = TRUE;
  book->quiet_low = book->quiet_high = BW_FIXED_ZERO;
  book->quiet_until = G_MININT64;
}

/* Where the price stands without anything having happened. */
static void
settle (BwAlertEntry *entry, BwFixed price)
{
  BwAlert *alert = &entry->alert;

  if (alert->side != BW_ALERT_SIDE_NONE)
    return;
  if (alert->kind == BW_ALERT_CHANNEL)
    alert->side = price.e8 >= alert->level.e8 && price.e8 <= alert->high.e8 ? BW_ALERT_SIDE_INSIDE : BW_ALERT_SIDE_OUTSIDE;
  else if (alert->kind == BW_ALERT_PRICE && alert->test <= BW_ALERT_CROSSES_DOWN && price.e8 != alert->level.e8)
    alert->side = price.e8 < alert->level.e8 ? BW_ALERT_SIDE_BELOW : BW_ALERT_SIDE_ABOVE;
}

/**
 * bw_alert_book_add:
 * @is_new: it begins with the book's last price; else with what it has seen before
 *
 * Returns: (transfer none): good until it is removed
 */
BwAlertEntry *
bw_alert_book_add (BwAlertBook *book, const BwAlert *alert, gboolean is_new)
{
  BwAlertEntry *entry = g_new0 (BwAlertEntry, 1);

  entry->alert = *alert;
  entry->seen = alert->position;
  entry->due = G_MININT64;
  if (alert->kind == BW_ALERT_MOVE)
    entry->window = g_new0 (BwAlertWindow, 1);
  if (is_new && book->has_last)
    settle (entry, book->last);
  g_ptr_array_add (book->entries, entry);
  bw_alert_book_touch (book);
  return entry;
}

BwAlertEntry *
bw_alert_book_find (BwAlertBook *book, guint64 id)
{
  for (guint i = 0; i < book->entries->len; i++)
    {
      BwAlertEntry *entry = g_ptr_array_index (book->entries, i);

      if (entry->alert.id == id)
        return entry;
    }
  return NULL;
}

gboolean
bw_alert_book_remove (BwAlertBook *book, guint64 id)
{
  BwAlertEntry *entry = bw_alert_book_find (book, id);

  if (entry == NULL)
    return FALSE;
  g_array_set_size (book->levels, 0);
  g_ptr_array_set_size (book->ranged, 0);
  g_ptr_array_remove (book->entries, entry);
  bw_alert_book_touch (book);
  return TRUE;
}

/**
 * bw_alert_book_set_last:
 * @price: the last trade's before what the book is going to be shown
 */
void
bw_alert_book_set_last (BwAlertBook *book, BwFixed price)
{
  book->last = price;
  book->has_last = TRUE;
}

static BwTime
find_close (BwCalendarId calendar, BwTime time)
{
  BwSession session;

  if (!bw_calendar_session_at_or_after (calendar, time, &session))
    return BW_TIME_MAX;
  if (session.close < time && !bw_calendar_next_session (calendar, session.date, &session))
    return BW_TIME_MAX;
  return session.close;
}

/**
 * bw_alert_book_set_close:
 * @close: of the session before; 0 while unknown: then the alert waits for the next
 *
 * What a move since the close before is counted from, when the alert is set.
 */
void
bw_alert_book_set_close (BwAlertBook *book, BwAlertEntry *entry, BwFixed close, BwTime now)
{
  if (entry->window == NULL || entry->alert.window_minutes != 0)
    return;
  entry->window->close = close;
  entry->window->closes_at = find_close (book->calendar, now);
}

/**
 * bw_alert_book_keep:
 * @position: how far the book has been shown its feed
 *
 * Returns: (transfer full): the alert's record as of there
 */
GBytes *
bw_alert_book_keep (BwAlertBook *book, BwAlertEntry *entry, guint64 position)
{
  entry->alert.position = MAX (position, entry->seen);
  if (entry->is_volume_known)
    entry->alert.bar_volume.e8 = book->volume.e8 - entry->volume_base.e8;
  entry->is_dirty = FALSE;
  return bw_alert_record_write (&entry->alert, entry->window);
}

/* ---- What is asked ---- */

static Finding
look_at_level (BwAlert *alert, BwFixed price)
{
  int order = bw_fixed_compare (price, alert->level);
  guint8 before = alert->side;
  Finding finding = { .value = alert->level };
  gboolean is_up, is_down;

  if (alert->test == BW_ALERT_IS_ABOVE || alert->test == BW_ALERT_IS_BELOW)
    {
      finding.is_state = TRUE;
      finding.is_up = alert->test == BW_ALERT_IS_ABOVE;
      finding.holds = finding.is_up ? order > 0 : order < 0;
      alert->side = finding.holds ? BW_ALERT_SIDE_INSIDE : BW_ALERT_SIDE_OUTSIDE;
      finding.is_edge = finding.holds && before != BW_ALERT_SIDE_INSIDE;
      return finding;
    }
  is_up = before == BW_ALERT_SIDE_BELOW && order >= 0;
  is_down = before == BW_ALERT_SIDE_ABOVE && order <= 0;
  if (order != 0)
    alert->side = order < 0 ? BW_ALERT_SIDE_BELOW : BW_ALERT_SIDE_ABOVE;
  else if (is_up || is_down)
    alert->side = is_up ? BW_ALERT_SIDE_FROM_BELOW : BW_ALERT_SIDE_FROM_ABOVE;
  finding.is_up = is_up;
  finding.is_edge = (is_up && alert->test != BW_ALERT_CROSSES_DOWN) || (is_down && alert->test != BW_ALERT_CROSSES_UP);
  return finding;
}

static Finding
look_at_channel (BwAlert *alert, const Sight *sight)
{
  gboolean is_inside = sight->price.e8 >= alert->level.e8 && sight->price.e8 <= alert->high.e8;
  gboolean was_inside = alert->side == BW_ALERT_SIDE_INSIDE, was_outside = alert->side == BW_ALERT_SIDE_OUTSIDE;
  Finding finding = { .is_up = sight->price.e8 > sight->book->last.e8 };
  gboolean has_passed = sight->is_path && was_outside && !is_inside &&
                        (sight->book->last.e8 < alert->level.e8) != (sight->price.e8 < alert->level.e8);

  alert->side = is_inside ? BW_ALERT_SIDE_INSIDE : BW_ALERT_SIDE_OUTSIDE;
  if (alert->test == BW_ALERT_ENTERS)
    finding.is_edge = (was_outside && is_inside) || has_passed;
  else
    finding.is_edge = (was_inside && !is_inside) || has_passed;
  finding.value = (alert->test == BW_ALERT_ENTERS) == finding.is_up ? alert->level : alert->high;
  return finding;
}

/* A price that is @share above (below) @from, or as near as makes no difference. */
static BwFixed
find_trigger (BwFixed from, BwFixed share, gboolean is_up)
{
  BwFixed factor = { is_up ? BW_FIXED_ONE_E8 + share.e8 : MAX (BW_FIXED_ONE_E8 - share.e8, 0) };
  BwFixed trigger = is_up ? BW_FIXED_MAX : BW_FIXED_ZERO;

  bw_fixed_mul (from, factor, is_up ? BW_ROUND_CEILING : BW_ROUND_FLOOR, &trigger);
  return trigger;
}

static void
roll_close (BwAlertEntry *entry, const Sight *sight)
{
  BwAlertWindow *window = entry->window;

  if (window->closes_at != 0 && sight->bar_time > window->closes_at && sight->book->has_last)
    window->close = sight->book->last;
  if (sight->bar_time > window->closes_at)
    window->closes_at = find_close (sight->book->calendar, sight->bar_time);
}

/* What a move is counted from; FALSE: nothing is known yet. */
static gboolean
find_origins (BwAlertEntry *entry, BwFixed *low, BwFixed *high)
{
  if (entry->alert.window_minutes > 0)
    return bw_alert_window_extremes (entry->window, low, high);
  *low = *high = entry->window->close;
  return low->e8 > 0;
}

static void
find_move_triggers (BwAlertEntry *entry, BwFixed *up, BwFixed *down)
{
  const BwAlert *alert = &entry->alert;
  BwFixed low, high;

  *up = BW_FIXED_MAX;
  *down = BW_FIXED_ZERO;
  if (!find_origins (entry, &low, &high))
    return;
  if (alert->test != BW_ALERT_FALLS)
    *up = find_trigger (low, alert->share, TRUE);
  if (alert->test != BW_ALERT_RISES)
    *down = find_trigger (high, alert->share, FALSE);
}

static Finding
look_at_move (BwAlertEntry *entry, const Sight *sight)
{
  BwAlert *alert = &entry->alert;
  Finding finding = { .is_state = TRUE };
  guint8 before = alert->side;
  BwFixed up, down, low, high, difference;

  if (alert->window_minutes > 0)
    bw_alert_window_add (entry->window, alert->window_minutes, sight->bar_time, sight->price);
  else
    roll_close (entry, sight);
  find_move_triggers (entry, &up, &down);
  finding.is_up = sight->price.e8 >= up.e8;
  finding.holds = finding.is_up || sight->price.e8 <= down.e8;
  alert->side = finding.holds ? BW_ALERT_SIDE_INSIDE : BW_ALERT_SIDE_OUTSIDE;
  finding.is_edge = finding.holds && before != BW_ALERT_SIDE_INSIDE;
  if (finding.holds && find_origins (entry, &low, &high) &&
      bw_fixed_sub (sight->price, finding.is_up ? low : high, &difference))
    bw_fixed_div (difference, finding.is_up ? low : high, BW_ROUND_HALF_EVEN, &finding.value);
  return finding;
}

/* Begins the bar that the price is in; goes on with the one that was under way when it was kept. */
static void
begin_bar (BwAlertEntry *entry, const Sight *sight)
{
  BwAlert *alert = &entry->alert;
  BwTime start, before_e8 = sight->book->volume.e8 - sight->size.e8;

  entry->bar_end = sight->book->bar_end (sight->book->calendar, alert->timeframe, sight->bar_time, &start);
  entry->volume_base.e8 = before_e8;
  if (start == alert->bar_start && !entry->is_volume_known)
    entry->volume_base.e8 -= alert->bar_volume.e8;
  else
    alert->side = BW_ALERT_SIDE_OUTSIDE;
  alert->bar_start = start;
  entry->is_volume_known = TRUE;
}

static Finding
look_at_volume (BwAlertEntry *entry, const Sight *sight)
{
  BwAlert *alert = &entry->alert;
  Finding finding = { .is_state = TRUE, .is_up = TRUE };

  if (!entry->is_volume_known || sight->bar_time >= entry->bar_end)
    begin_bar (entry, sight);
  alert->bar_volume.e8 = sight->book->volume.e8 - entry->volume_base.e8;
  finding.value = alert->bar_volume;
  finding.holds = alert->bar_volume.e8 > alert->level.e8;
  finding.is_edge = finding.holds && alert->side != BW_ALERT_SIDE_INSIDE;
  alert->side = finding.holds ? BW_ALERT_SIDE_INSIDE : BW_ALERT_SIDE_OUTSIDE;
  return finding;
}

/* ---- Firing ---- */

static void
fire (BwAlertEntry *entry, const Sight *sight, const Finding *finding)
{
  BwAlert *alert = &entry->alert;
  BwAlertFiring firing = { .time = sight->time, .price = sight->price, .value = finding->value, .is_up = finding->is_up };
  BwTime start;

  /* Within a bar the price went through the level itself. */
  if (sight->is_path && (alert->kind == BW_ALERT_PRICE || alert->kind == BW_ALERT_CHANNEL) && !finding->is_state)
    firing.price = finding->value;
  alert->n_fired++;
  alert->fired = sight->time;
  alert->fired_price = firing.price;
  if (alert->repeat == BW_ALERT_ONCE)
    {
      alert->status = BW_ALERT_DONE;
      sight->book->is_stale = TRUE;
    }
  else if (alert->repeat == BW_ALERT_EVERY_BAR)
    alert->blocked_until = sight->book->bar_end (sight->book->calendar, alert->timeframe, sight->bar_time, &start);
  else
    alert->blocked_until = sight->time + alert->pause_ns;
  entry->is_dirty = TRUE;
  sight->book->has_news = TRUE;
  firing.alert = *alert;
  g_array_append_val (sight->firings, firing);
}

static gboolean
may_speak (const BwAlert *alert, const Sight *sight)
{
  BwTime blocked_time = alert->repeat == BW_ALERT_EVERY_BAR ? sight->bar_time : sight->time;

  return blocked_time >= alert->blocked_until && sight->time >= alert->snoozed_until;
}

static Finding
look_at_entry (BwAlertEntry *entry, const Sight *sight)
{
  switch ((BwAlertKind) entry->alert.kind)
    {
    case BW_ALERT_PRICE:
      return look_at_level (&entry->alert, sight->price);
    case BW_ALERT_CHANNEL:
      return look_at_channel (&entry->alert, sight);
    case BW_ALERT_MOVE:
      return look_at_move (entry, sight);
    case BW_ALERT_VOLUME:
      return look_at_volume (entry, sight);
    case BW_ALERT_EXPRESSION:
    case BW_ALERT_DRAWING:
      break;
    }
  return (Finding){ 0 };
}

/* When it has to be looked at although the price says nothing. */
static BwTime
find_due (const BwAlertEntry *entry, const Sight *sight, const Finding *finding)
{
  const BwAlert *alert = &entry->alert;
  BwTime due = alert->expires != 0 ? alert->expires : BW_TIME_MAX;

  if (finding->is_state && finding->holds && alert->repeat != BW_ALERT_EVERY_TIME && !may_speak (alert, sight))
    due = MIN (due, MAX (alert->blocked_until, alert->snoozed_until));
  if (alert->kind == BW_ALERT_VOLUME)
    due = MIN (due, entry->bar_end);
  else if (alert->kind == BW_ALERT_MOVE && alert->window_minutes > 0)
    due = MIN (due, (entry->window->slot + 1) * bw_alert_window_slot_ns (alert->window_minutes));
  else if (alert->kind == BW_ALERT_MOVE)
    due = MIN (due, entry->window->closes_at);
  return due;
}

static void
evaluate (BwAlertEntry *entry, const Sight *sight)
{
  BwAlert *alert = &entry->alert;
  Finding finding;

  if (alert->status != BW_ALERT_ACTIVE || sight->position <= entry->seen)
    return;
  if (alert->expires != 0 && sight->time >= alert->expires)
    {
      alert->status = BW_ALERT_EXPIRED;
      entry->is_dirty = TRUE;
      sight->book->has_news = TRUE;
      sight->book->is_stale = TRUE;
      return;
    }
  finding = look_at_entry (entry, sight);
  if ((finding.is_state && alert->repeat != BW_ALERT_EVERY_TIME ? finding.holds : finding.is_edge) &&
      may_speak (alert, sight))
    fire (entry, sight, &finding);
  entry->due = find_due (entry, sight, &finding);
}

/* ---- The order of levels ---- */

static gint
compare_levels (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const Level *) a)->e8, right = ((const Level *) b)->e8;

  return (left > right) - (left < right);
}

static void
add_level (BwAlertBook *book, BwFixed price, BwAlertEntry *entry)
{
  Level level = { price.e8, entry };

  g_array_append_val (book->levels, level);
}

static void
rebuild (BwAlertBook *book)
{
  book->is_stale = FALSE;
  g_array_set_size (book->levels, 0);
  g_ptr_array_set_size (book->ranged, 0);
  for (guint i = 0; i < book->entries->len; i++)
    {
      BwAlertEntry *entry = g_ptr_array_index (book->entries, i);

      if (entry->alert.status != BW_ALERT_ACTIVE)
        continue;
      if (entry->alert.kind == BW_ALERT_PRICE || entry->alert.kind == BW_ALERT_CHANNEL)
        add_level (book, entry->alert.level, entry);
      if (entry->alert.kind == BW_ALERT_CHANNEL)
        add_level (book, entry->alert.high, entry);
      if (entry->alert.kind == BW_ALERT_MOVE || entry->alert.kind == BW_ALERT_VOLUME)
        g_ptr_array_add (book->ranged, entry);
    }
  g_array_sort (book->levels, compare_levels);
}

/* The first level at or above @e8. */
static guint
find_level (const BwAlertBook *book, gint64 e8)
{
  guint low = 0, high = book->levels->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (book->levels, Level, middle).e8 < e8)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
narrow_for_move (BwAlertBook *book, BwAlertEntry *entry, BwFixed price)
{
  BwFixed up, down;

  find_move_triggers (entry, &up, &down);
  if (price.e8 < up.e8)
    book->quiet_high = bw_fixed_min (book->quiet_high, up);
  else
    book->quiet_low = bw_fixed_max (book->quiet_low, (BwFixed){ up.e8 - 1 });
  if (price.e8 > down.e8)
    book->quiet_low = bw_fixed_max (book->quiet_low, down);
  else
    book->quiet_high = bw_fixed_min (book->quiet_high, (BwFixed){ down.e8 + 1 });
  if (entry->alert.window_minutes > 0)
    {
      gint64 n_slots = entry->alert.window_minutes * BW_MINUTE / bw_alert_window_slot_ns (entry->alert.window_minutes);
      guint place = (guint) (entry->window->slot % n_slots);

      /* What lies between the slot's extremes changes nothing. */
      book->quiet_low = bw_fixed_max (book->quiet_low, (BwFixed){ entry->window->low[place].e8 - 1 });
      book->quiet_high = bw_fixed_min (book->quiet_high, (BwFixed){ entry->window->high[place].e8 + 1 });
    }
}

/* How far the price, the clock and the volume may go before anything can happen. */
static void
find_quiet (BwAlertBook *book, BwFixed price, gboolean must_find_due)
{
  guint above = find_level (book, price.e8), n_levels = book->levels->len;

  book->quiet_high = above < n_levels ? (BwFixed){ g_array_index (book->levels, Level, above).e8 } : BW_FIXED_MAX;
  book->quiet_low = BW_FIXED_MIN;
  if (book->quiet_high.e8 == price.e8)
    book->quiet_low = price;
  else if (above > 0)
    book->quiet_low.e8 = g_array_index (book->levels, Level, above - 1).e8;
  book->quiet_volume = BW_FIXED_MAX;
  for (guint i = 0; i < book->ranged->len; i++)
    {
      BwAlertEntry *entry = g_ptr_array_index (book->ranged, i);

      if (entry->alert.kind == BW_ALERT_MOVE)
        narrow_for_move (book, entry, price);
      else if (entry->alert.side != BW_ALERT_SIDE_INSIDE)
        book->quiet_volume.e8 = MIN (book->quiet_volume.e8, entry->volume_base.e8 + entry->alert.level.e8);
    }
  if (!must_find_due)
    return;
  book->quiet_until = BW_TIME_MAX;
  for (guint i = 0; i < book->entries->len; i++)
    {
      const BwAlertEntry *entry = g_ptr_array_index (book->entries, i);

      if (entry->alert.status == BW_ALERT_ACTIVE)
        book->quiet_until = MIN (book->quiet_until, entry->due);
    }
}

static void
look (const Sight *sight)
{
  BwAlertBook *book = sight->book;
  gint64 from_e8 = book->has_last ? book->last.e8 : sight->price.e8;
  gboolean is_due = sight->time >= book->quiet_until;
  BwTime due = book->quiet_until;

  if (book->is_stale)
    rebuild (book);
  for (guint i = find_level (book, MIN (from_e8, sight->price.e8)); i < book->levels->len; i++)
    {
      const Level *level = &g_array_index (book->levels, Level, i);

      if (level->e8 > MAX (from_e8, sight->price.e8))
        break;
      evaluate (level->entry, sight);
      due = MIN (due, level->entry->due);
    }
  for (guint i = 0; i < book->ranged->len; i++)
    {
      BwAlertEntry *entry = g_ptr_array_index (book->ranged, i);

      evaluate (entry, sight);
      due = MIN (due, entry->due);
    }
  for (guint i = 0; is_due && i < book->entries->len; i++)
    {
      BwAlertEntry *entry = g_ptr_array_index (book->entries, i);

      if (entry->due <= sight->time)
        evaluate (entry, sight);
    }
  book->last = sight->price;
  book->has_last = TRUE;
  book->quiet_until = due;
  if (book->is_stale)
    rebuild (book);
  find_quiet (book, sight->price, is_due);
}

/**
 * bw_alert_book_look:
 *
 * bw_alert_book_trade(), when it is not sure that nothing happens.
 */
void
bw_alert_book_look (BwAlertBook *book, BwTime time, BwFixed price, BwFixed size, guint64 position, GArray *firings)
{
  Sight sight = { book, time, time, price, size, position, FALSE, firings };

  /* On the very level of many alerts a price may stand for long. */
  if (!book->is_stale && book->has_last && price.e8 == book->last.e8 && time < book->quiet_until &&
      book->volume.e8 < book->quiet_volume.e8)
    return;
  look (&sight);
}

/**
 * bw_alert_book_bar:
 * @time: its end
 * @path: the prices it stands for, in order: the open, the extremes, the close
 *
 * A bar of a replay: from its open on the price goes through every price in between.
 */
void
bw_alert_book_bar (BwAlertBook *book, BwTime time, const BwFixed path[4], BwFixed volume, guint64 position, GArray *firings)
{
  for (guint i = 0; i < 4; i++)
    {
      Sight sight = { book, time, time - 1, path[i], BW_FIXED_ZERO, position, i > 0, firings };

      if (i == 3)
        {
          sight.size = volume;
          if (!bw_fixed_add (book->volume, volume, &book->volume))
            book->volume = BW_FIXED_MAX;
        }
      look (&sight);
    }
}

/**
 * bw_alert_book_split:
 *
 * Prices and quantities that alerts wait for are restated in the shares after the split.
 */
void
bw_alert_book_split (BwAlertBook *book, BwFixed to, BwFixed from, guint64 position)
{
  BwFixed restated;

  if (to.e8 <= 0 || from.e8 <= 0)
    return;
  for (guint i = 0; i < book->entries->len; i++)
    {
      BwAlertEntry *entry = g_ptr_array_index (book->entries, i);
      BwAlert *alert = &entry->alert;
      gboolean is_volume = alert->kind == BW_ALERT_VOLUME;

      if (position <= entry->seen)
        continue;
      if (bw_fixed_mul_div (alert->level, is_volume ? to : from, is_volume ? from : to, BW_ROUND_HALF_EVEN, &restated))
        alert->level = restated;
      if (bw_fixed_mul_div (alert->high, from, to, BW_ROUND_HALF_EVEN, &restated))
        alert->high = restated;
      if (entry->window != NULL)
        bw_alert_window_restate (entry->window, to, from);
      entry->is_dirty = TRUE;
    }
  if (bw_fixed_mul_div (book->last, from, to, BW_ROUND_HALF_EVEN, &restated))
    book->last = restated;
  book->has_news = TRUE;
  bw_alert_book_touch (book);
}
