/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/run.h"
#include "store/alerts.h"
#include "strategy/alert/alert-book.h"
#include "strategy/evaluation.h"

G_BEGIN_DECLS

/**
 * BwAlertCondition:
 * @program: what an EXPRESSION says
 * @due: when a bar will have ended that was not looked at
 * @is_loading: its bars are being read
 *
 * An alert on indicators. Bars are read as charts read them, when one has ended: what it says
 * depends on them alone, however fast the market goes and whether the engine was stopped meanwhile.
 */
typedef struct
{
  BwAlertEntry *entry; /* (borrowed): of its book */
  BwProgram *program;  /* (owned) */
  BwTime due;
  gint64 look_mono; /* not before, of an alert on every price */
  gboolean is_loading;
} BwAlertCondition;

/**
 * BwRunAlerts:
 * @books: (element-type BwAlertBook): by instrument
 * @conditions: (element-type BwAlertCondition)
 * @pending: (element-type BwAlertFiring): not durable yet
 * @must_write: some entry's state is to be written
 *
 * The alerts of one timeline, on the engine thread. Their state is kept with the place in the feed
 * that it has seen, and is otherwise made again from there by playing the journal: a firing is
 * written after the entry that caused it and before it is told, once.
 */
struct _BwRunAlerts
{
  GHashTable *books;     /* (owned) */
  GHashTable *entries;   /* (owned): id -> (borrowed) BwAlertEntry */
  GPtrArray *conditions; /* (owned) */
  GArray *pending;       /* (owned) */
  gboolean must_write;
};

gboolean bw_run_alerts_load (BwRun *run, BwDatabase *trading, GError **error);
void bw_run_alerts_free (BwRunAlerts *alerts);
BwAlertEntry *bw_run_alerts_find (BwRun *run, guint64 id);
BwAlertEntry *bw_run_alerts_add (BwRun *run, const BwAlert *alert, gboolean is_new);
void bw_run_alerts_remove (BwRun *run, guint64 id);
BwAlertBook *bw_run_alerts_book (BwRun *run, BwInstrumentId instrument);
void bw_run_alerts_see (BwRun *run, BwAlertBook *book, const BwMarketEvent *event);
/* Where an alert's state is to be written from. (transfer full) */
GBytes *bw_run_alerts_record (BwRun *run, BwAlertEntry *entry);
void bw_run_alerts_mark (BwRun *run, BwAlertEntry *entry);
void bw_run_alerts_fire (BwRun *run, BwAlertEntry *entry, BwTime time, BwFixed price);
BwTime bw_run_alerts_bar_end (BwCalendarId calendar, BwTimeframe timeframe, BwTime time, BwTime *start);

static inline gboolean
bw_run_alerts_has_news (const BwRun *run)
{
  return run->alerts != NULL && run->alerts->must_write;
}

G_END_DECLS
