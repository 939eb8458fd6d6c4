/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/alert/alert-firing.h"
#include "strategy/alert/alert-window.h"

G_BEGIN_DECLS

/* Where the bar that @time is in ends. */
typedef BwTime (*BwAlertBarEnd) (BwCalendarId calendar, BwTimeframe timeframe, BwTime time, BwTime *start);

/**
 * BwAlertEntry:
 * @window: (owned) (nullable): what a MOVE remembers
 *
 * An alert in a book.
 */
typedef struct
{
  BwAlert alert;
  BwAlertWindow *window;
  guint64 seen;        /* events up to there are in its state already */
  BwTime due;          /* look at it then, whatever the price */
  BwTime bar_end;      /* of the bar whose volume is counted */
  BwFixed volume_base; /* the book's volume when the alert's bar began */
  gboolean is_volume_known;
  gboolean is_dirty; /* its state is to be written */
} BwAlertEntry;

/**
 * BwAlertBook:
 *
 * The alerts of one instrument in one timeline, the price levels among them in order. A price that
 * passes no level and leaves no band costs a few comparisons, however many alerts there are; one
 * that does costs the search and those it passes. Pure: what it is shown decides what it says.
 *
 * Memory: about 600 bytes an alert.
 */
typedef struct
{
  BwInstrumentId instrument;
  BwCalendarId calendar;
  BwAlertBarEnd bar_end;
  GPtrArray *entries; /* (owned): BwAlertEntry, by id */
  GArray *levels;     /* (owned): by price */
  GPtrArray *ranged;  /* (borrowed) entries that look at more than a level */
  gboolean has_news;  /* a state is to be written; cleared by who does */
  gboolean is_stale;  /* @levels and @ranged are to be made again */
  gboolean has_last;
  BwFixed last;
  BwFixed volume;          /* traded since the book was made */
  BwFixed quiet_low, quiet_high; /* strictly between them nothing happens … */
  BwTime quiet_until;            /* … before then … */
  BwFixed quiet_volume;          /* … and before so much is traded */
} BwAlertBook;

BwAlertBook *bw_alert_book_new (BwInstrumentId instrument, BwCalendarId calendar, BwAlertBarEnd bar_end);
void bw_alert_book_free (BwAlertBook *book);
BwAlertEntry *bw_alert_book_add (BwAlertBook *book, const BwAlert *alert, gboolean is_new);
gboolean bw_alert_book_remove (BwAlertBook *book, guint64 id);
BwAlertEntry *bw_alert_book_find (BwAlertBook *book, guint64 id);
void bw_alert_book_set_last (BwAlertBook *book, BwFixed price);
void bw_alert_book_set_close (BwAlertBook *book, BwAlertEntry *entry, BwFixed close, BwTime now);
void bw_alert_book_look (BwAlertBook *book, BwTime time, BwFixed price, BwFixed size, guint64 position, GArray *firings);
void bw_alert_book_bar (BwAlertBook *book, BwTime time, const BwFixed path[4], BwFixed volume, guint64 position, GArray *firings);
void bw_alert_book_split (BwAlertBook *book, BwFixed to, BwFixed from, guint64 position);
GBytes *bw_alert_book_keep (BwAlertBook *book, BwAlertEntry *entry, guint64 position);
/* After a state was changed from outside. */
void bw_alert_book_touch (BwAlertBook *book);

/**
 * bw_alert_book_trade:
 * @position: of the event in its feed; alerts that have seen it are passed over
 * @firings: (element-type BwAlertFiring): appended to
 */
static inline void
bw_alert_book_trade (BwAlertBook *book, BwTime time, BwFixed price, BwFixed size, guint64 position, GArray *firings)
{
  if (!bw_fixed_add (book->volume, size, &book->volume))
    book->volume = BW_FIXED_MAX;
  if (G_LIKELY (price.e8 > book->quiet_low.e8 && price.e8 < book->quiet_high.e8 && time < book->quiet_until &&
                book->volume.e8 < book->quiet_volume.e8))
    {
      book->last = price;
      return;
    }
  bw_alert_book_look (book, time, price, size, position, firings);
}

G_END_DECLS
