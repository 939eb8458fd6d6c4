/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/alert-work.h"

#include "engine/history.h"
#include "engine/jobs.h"
#include "engine/span.h"
#include "store/instruments.h"

#include <math.h>

/* Alerts on what indicators say. When a bar has ended, a worker reads the bars as charts do and works
 * the condition out on each; every one that ended since the last look is looked at, in order. An alert
 * on every price looks at the bar under way as well, as often as is worth it. */

/* An alert that is on every price: so often, of real time. */
#define LOOK_NS (250 * BW_MILLISECOND)
#define MISSED_MAX 20000
/* Averages that never forget have forgotten enough by then. */
#define SETTLING_FACTOR 4
#define SETTLING_BARS 250

typedef struct
{
  BwTimelineId timeline;
  guint64 alert;
  BwHistoryQuery query;
  BwProgram *program;         /* (owned) */
  char *market_path;          /* (owned) */
  BwPracticeMarket *practice; /* (owned) (nullable) */
  BwBarSeries *series;        /* (owned) (nullable): what came of it … */
  double *values;             /* (owned): … and the condition on each bar */
} Look;

static void
free_look (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->query.live, g_array_unref);
  g_clear_pointer (&look->query.splits, g_array_unref);
  g_clear_pointer (&look->practice, bw_practice_market_unref);
  g_clear_pointer (&look->series, bw_bar_series_unref);
  bw_program_unref (look->program);
  g_free (look->market_path);
  g_free (look->values);
  g_free (look);
}

static void
work_out (Look *look)
{
  const BwBarSeries *series = look->series;
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new (look->program);
  g_autofree double *sessions = g_new (double, series->n_bars + 1);
  BwIndicatorBars bars = { series->open, series->high, series->low, series->close, series->volume, sessions };
  double *columns[1] = { look->values = g_new (double, series->n_bars + 1) };

  for (gsize i = 0; i < series->n_bars; i++)
    sessions[i] = bw_calendar_date_of (look->query.instrument.calendar, series->start[i]);
  bw_evaluation_feed (evaluation, &bars, series->n_bars, &bw_facts_none, columns);
}

static BwAlertCondition *
find_condition (BwRun *run, guint64 id)
{
  for (guint i = 0; run->alerts != NULL && i < run->alerts->conditions->len; i++)
    {
      BwAlertCondition *condition = g_ptr_array_index (run->alerts->conditions, i);

      if (condition->entry->alert.id == id)
        return condition;
    }
  return NULL;
}

/* One look at one bar, ended or not. */
static void
judge (BwRun *run, BwAlertEntry *entry, gboolean is_met, gboolean was_met, BwTime time, BwTime bar_end, double close)
{
  BwAlert *alert = &entry->alert;
  gboolean wants = alert->repeat == BW_ALERT_EVERY_TIME ? is_met && !was_met : is_met;
  BwFixed price = BW_FIXED_ZERO;

  if (alert->status != BW_ALERT_ACTIVE)
    return;
  if (alert->expires != 0 && time >= alert->expires)
    {
      alert->status = BW_ALERT_EXPIRED;
      bw_run_alerts_mark (run, entry);
      return;
    }
  alert->side = is_met ? BW_ALERT_SIDE_INSIDE : BW_ALERT_SIDE_OUTSIDE;
  if (!wants || time < alert->blocked_until || time < alert->snoozed_until)
    return;
  bw_fixed_from_double (close, &price);
  bw_run_alerts_fire (run, entry, time, price);
  /* The bar's end is the last look at it: what blocks until there lets the next one speak. */
  if (alert->repeat == BW_ALERT_EVERY_BAR)
    alert->blocked_until = bar_end + 1;
}

static void
look_at_bars (BwRun *run, const BwAlertCondition *condition, const Look *look)
{
  BwAlertEntry *entry = condition->entry;
  BwAlert *alert = &entry->alert;
  const BwBarSeries *series = look->series;
  BwTime before = alert->bar_start;

  for (gsize i = 0; i < series->n_bars; i++)
    {
      BwTime end = bw_span_end (look->query.instrument.calendar, look->query.timeframe, series->start[i]);
      gboolean is_met = bw_value_is_met (look->values[i]);
      gboolean was_met = i > 0 && bw_value_is_met (look->values[i - 1]);

      if (end <= look->query.now)
        {
          alert->bar_start = MAX (alert->bar_start, series->start[i]);
          if (before != 0 && series->start[i] > before)
            judge (run, entry, is_met, alert->is_on_tick ? alert->side == BW_ALERT_SIDE_INSIDE : was_met, end, end,
                   series->close[i]);
        }
      else if (alert->is_on_tick)
        judge (run, entry, is_met, alert->side == BW_ALERT_SIDE_INSIDE, look->query.now, end, series->close[i]);
    }
  /* From where the next start goes on. */
  if (before == 0)
    bw_run_alerts_mark (run, entry);
}

static void
looked_run (BwLoop *loop, BwRequest *request)
{
  Look *look = request->data;
  BwRun *run = bw_loop_run (loop, look->timeline);
  BwAlertCondition *condition = run != NULL ? find_condition (run, look->alert) : NULL;
  BwTime start;

  /* Removed or changed meanwhile. */
  if (condition == NULL || condition->program != look->program)
    return;
  condition->is_loading = FALSE;
  condition->due = bw_run_alerts_bar_end (look->query.instrument.calendar, look->query.timeframe, look->query.now, &start);
  if (condition->entry->alert.is_on_tick)
    condition->due = look->query.now + 1;
  condition->look_mono = loop->mono + LOOK_NS;
  if (look->series == NULL)
    return;
  look_at_bars (run, condition, look);
  bw_alerts_flush (loop, run);
}

static void
look_cb (BwLoop *loop, gpointer data)
{
  Look *look = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwHistory) history = bw_history_open (look->market_path, look->practice, &error);
  BwRequest *request = bw_request_new (looked_run, NULL);

  if (history != NULL)
    look->series = bw_history_load (history, &look->query, &error);
  if (look->series != NULL)
    work_out (look);
  else
    g_message ("Reading the bars of an alert: %s", error->message);
  request->has_data = TRUE;
  request->data = look;
  request->free_data = free_look;
  bw_loop_push (loop, request);
}

static void
begin_look (BwLoop *loop, BwRun *run, BwAlertCondition *condition)
{
  const BwAlert *alert = &condition->entry->alert;
  BwTrack *track = bw_run_track (run, alert->instrument);
  gint64 n_missed = alert->bar_start != 0 ? (run->now - alert->bar_start) / (alert->timeframe * BW_SECOND) : 0;
  Look *look = g_new0 (Look, 1);

  look->timeline = run->id;
  look->alert = alert->id;
  look->program = bw_program_ref (condition->program);
  look->query = (BwHistoryQuery){
    .timeframe = alert->timeframe,
    .before = BW_TIME_MAX,
    .now = run->now,
    .n_max = SETTLING_FACTOR * bw_program_get_n_bars (condition->program) + SETTLING_BARS + (gsize) CLAMP (n_missed, 0, MISSED_MAX) + 2,
    .splits = g_array_copy (run->splits),
  };
  if (!bw_instruments_get (loop->keeper.market, alert->instrument, &look->query.instrument, NULL))
    {
      free_look (look);
      condition->due = BW_TIME_MAX;
      return;
    }
  if (run->kind == BW_TIMELINE_KIND_PRACTICE)
    look->query.live = bw_track_copy_minutes (track);
  look->market_path = g_strdup (bw_profile_folder_market_path (loop->keeper.folder));
  look->practice = loop->practice != NULL ? bw_practice_market_ref (loop->practice) : NULL;
  condition->is_loading = TRUE;
  bw_jobs_push (loop, look_cb, look);
}

void
bw_alerts_tick (BwLoop *loop, BwRun *run)
{
  for (guint i = 0; run->alerts != NULL && run->frozen == NULL && i < run->alerts->conditions->len; i++)
    {
      BwAlertCondition *condition = g_ptr_array_index (run->alerts->conditions, i);

      if (condition->entry->alert.status == BW_ALERT_ACTIVE && !condition->is_loading && run->now >= condition->due &&
          (!condition->entry->alert.is_on_tick || loop->mono >= condition->look_mono))
        begin_look (loop, run, condition);
    }
}

char *
bw_engine_check_condition (const char *expression, BwTimeframe timeframe, const char *(*translate) (const char *text))
{
  g_auto (BwFault) fault = { 0 };
  g_autoptr (BwProgram) program = bw_program_new (timeframe);

  if (bw_program_add_condition (program, expression, &fault))
    return NULL;
  return bw_fault_message (&fault, translate);
}
