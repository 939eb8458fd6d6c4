/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/alert-work.h"

#include "engine/requests.h"

static void
tell (BwLoop *loop, const BwAlert *alert, gboolean is_removed)
{
  BwAlertUpdate change = { .is_removed = is_removed, .alert = *alert };
  BwUpdate *update = bw_loop_gather (loop);

  g_array_append_val (update->alerts, change);
  update->changed |= BW_CHANGED_ALERTS;
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  guint64 left = (*(BwAlertEntry *const *) a)->alert.id, right = (*(BwAlertEntry *const *) b)->alert.id;

  return (left > right) - (left < right);
}

/* (transfer container): by number */
static GPtrArray *
list_entries (BwRun *run)
{
  GPtrArray *entries = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  if (run->alerts == NULL)
    return entries;
  g_hash_table_iter_init (&iter, run->alerts->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (entries, value);
  g_ptr_array_sort (entries, compare_ids);
  return entries;
}

/**
 * bw_alerts_show:
 *
 * Tells all of a timeline's alerts, when it has just been opened.
 */
void
bw_alerts_show (BwLoop *loop, BwRun *run)
{
  g_autoptr (GPtrArray) entries = list_entries (run);

  for (guint i = 0; i < entries->len; i++)
    tell (loop, &((BwAlertEntry *) g_ptr_array_index (entries, i))->alert, FALSE);
}

void
bw_notices_show (BwLoop *loop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) notices = bw_notices_list (loop->keeper.trading, &error);

  if (notices == NULL)
    {
      g_message ("%s", error->message);
      return;
    }
  g_array_append_vals (bw_loop_gather (loop)->notices, notices->data, notices->len);
  bw_loop_gather (loop)->changed |= BW_CHANGED_NOTICES;
}

static gboolean
write_entry (BwLoop *loop, BwRun *run, BwAlertEntry *entry, GError **error)
{
  g_autoptr (GBytes) record = bw_run_alerts_record (run, entry);

  return bw_alerts_update (loop->keeper.trading, entry->alert.id, record, error);
}

gboolean
bw_alerts_keep_all (BwLoop *loop, BwRun *run, GError **error)
{
  g_autoptr (GPtrArray) entries = list_entries (run);

  if (entries->len == 0)
    return TRUE;
  if (!bw_database_begin (loop->keeper.trading, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!write_entry (loop, run, g_ptr_array_index (entries, i), error))
      {
        bw_database_rollback (loop->keeper.trading);
        return FALSE;
      }
  return bw_database_commit (loop->keeper.trading, error);
}

static gboolean
write_firings (BwLoop *loop, BwRun *run, GPtrArray *dirty, GError **error)
{
  if (!bw_database_begin (loop->keeper.trading, error))
    return FALSE;
  for (guint i = 0; i < run->alerts->pending->len; i++)
    if (!bw_alert_log_add (loop->keeper.trading, &g_array_index (run->alerts->pending, BwAlertFiring, i), error))
      goto fail;
  for (guint i = 0; i < dirty->len; i++)
    if (!write_entry (loop, run, g_ptr_array_index (dirty, i), error))
      goto fail;
  if (bw_database_commit (loop->keeper.trading, error))
    return TRUE;

fail:
  bw_database_rollback (loop->keeper.trading);
  for (guint i = 0; i < dirty->len; i++)
    ((BwAlertEntry *) g_ptr_array_index (dirty, i))->is_dirty = TRUE;
  return FALSE;
}

/* Those that fired, expired or were restated since the last time. */
static GPtrArray *
list_dirty (BwRun *run)
{
  GPtrArray *dirty = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, run->alerts->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((BwAlertEntry *) value)->is_dirty)
      g_ptr_array_add (dirty, value);
  return dirty;
}

/**
 * bw_alerts_flush:
 *
 * To be called when what @run has seen is durable. On failure it is tried again after the next commit;
 * should the process end before, playing the journal brings the firing back.
 */
void
bw_alerts_flush (BwLoop *loop, BwRun *run)
{
  g_autoptr (GPtrArray) dirty = NULL;
  g_autoptr (GError) error = NULL;

  if (!bw_run_alerts_has_news (run))
    return;
  dirty = list_dirty (run);
  if (!write_firings (loop, run, dirty, &error))
    {
      g_message ("Keeping what alerts told: %s", error->message);
      return;
    }
  for (guint i = 0; i < dirty->len; i++)
    tell (loop, &((BwAlertEntry *) g_ptr_array_index (dirty, i))->alert, FALSE);
  g_array_append_vals (bw_loop_gather (loop)->firings, run->alerts->pending->data, run->alerts->pending->len);
  g_array_set_size (run->alerts->pending, 0);
  run->alerts->must_write = FALSE;
}

/* ---- Requests ---- */

static gboolean
refuse (BwLoop *loop, BwRequest *request, BwEngineError code, const char *message)
{
  bw_loop_answer_refusal (loop, request->task, code, message);
  return FALSE;
}

static gboolean
check (BwLoop *loop, BwRequest *request, BwRun *run, const BwAlert *alert)
{
  g_autofree char *fault = NULL;
  const char *message = NULL;

  if (bw_run_track (run, alert->instrument) == NULL)
    return refuse (loop, request, BW_ENGINE_ERROR_UNKNOWN, "The timeline has no such symbol.");
  if (bw_alert_check (alert, run->now, &message) != BW_ALERT_FIELD_NONE)
    return refuse (loop, request, BW_ENGINE_ERROR_INVALID, message);
  if (alert->kind == BW_ALERT_EXPRESSION)
    fault = bw_engine_check_condition (alert->expression, alert->timeframe, NULL);
  return fault == NULL || refuse (loop, request, BW_ENGINE_ERROR_INVALID, fault);
}

/* A rule that is given anew keeps its number and how often it fired. */
static void
carry_over (BwAlert *alert, const BwAlert *before)
{
  alert->n_fired = before->n_fired;
  alert->fired = before->fired;
  alert->fired_price = before->fired_price;
  alert->created = before->created;
}

void
bw_alert_save_run (BwLoop *loop, BwRequest *request)
{
  BwAlert *alert = request->data;
  g_autoptr (GError) error = NULL;
  BwAlertEntry *entry;
  guint8 status = alert->status;
  BwRun *run;

  request->timeline = alert->timeline;
  run = bw_request_find_run (loop, request);
  if (run == NULL || !check (loop, request, run, alert))
    return;
  bw_alert_arm (alert);
  alert->status = status == BW_ALERT_OFF ? BW_ALERT_OFF : BW_ALERT_ACTIVE;
  alert->created = run->now;
  alert->position = run->position;
  entry = alert->id != 0 ? bw_run_alerts_find (run, alert->id) : NULL;
  if (alert->id != 0 && entry == NULL)
    {
      refuse (loop, request, BW_ENGINE_ERROR_UNKNOWN, "There is no such alert.");
      return;
    }
  if (entry != NULL)
    carry_over (alert, &entry->alert);
  else if (!bw_alerts_add (loop->keeper.trading, alert, &error))
    {
      bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
      return;
    }
  bw_run_alerts_remove (run, alert->id);
  entry = bw_run_alerts_add (run, alert, TRUE);
  if (!write_entry (loop, run, entry, &error))
    {
      bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
      return;
    }
  bw_alerts_tick (loop, run);
  tell (loop, &entry->alert, FALSE);
  bw_loop_answer (loop, request->task, g_memdup2 (&entry->alert, sizeof entry->alert), g_free);
}

static void
change (BwRun *run, BwAlertEntry *entry, const BwAlertChange *wish)
{
  BwAlert alert = entry->alert;

  if (wish->act == BW_ALERT_ACT_DISABLE || wish->act == BW_ALERT_ACT_SNOOZE)
    {
      if (wish->act == BW_ALERT_ACT_DISABLE)
        entry->alert.status = BW_ALERT_OFF;
      else
        entry->alert.snoozed_until = run->now + wish->duration_ns;
      bw_alert_book_touch (bw_run_alerts_book (run, alert.instrument));
      return;
    }
  bw_alert_arm (&alert);
  alert.position = run->position;
  if (alert.expires != 0 && alert.expires <= run->now)
    alert.expires = 0;
  bw_run_alerts_remove (run, alert.id);
  bw_run_alerts_add (run, &alert, TRUE);
}

static BwRun *
find_run_of (BwLoop *loop, guint64 id)
{
  for (guint i = 0; i < loop->runs->len; i++)
    if (bw_run_alerts_find (g_ptr_array_index (loop->runs, i), id) != NULL)
      return g_ptr_array_index (loop->runs, i);
  return NULL;
}

void
bw_alert_change_run (BwLoop *loop, BwRequest *request)
{
  const BwAlertChange *wish = request->data;
  BwRun *run = find_run_of (loop, wish->id);
  g_autoptr (GError) error = NULL;
  BwAlertEntry *entry;

  if (run == NULL)
    {
      refuse (loop, request, BW_ENGINE_ERROR_UNKNOWN, "There is no such alert.");
      return;
    }
  request->timeline = run->id;
  run = bw_request_find_run (loop, request);
  if (run == NULL)
    return;
  entry = bw_run_alerts_find (run, wish->id);
  if (wish->act == BW_ALERT_ACT_REMOVE)
    {
      BwAlert alert = entry->alert;

      if (bw_alerts_remove (loop->keeper.trading, wish->id, &error))
        {
          bw_run_alerts_remove (run, wish->id);
          tell (loop, &alert, TRUE);
        }
    }
  else
    {
      change (run, entry, wish);
      entry = bw_run_alerts_find (run, wish->id);
      if (write_entry (loop, run, entry, &error))
        tell (loop, &entry->alert, FALSE);
    }
  if (error != NULL)
    bw_loop_answer_error (loop, request->task, g_steal_pointer (&error));
  else
    bw_loop_answer (loop, request->task, NULL, NULL);
}

void
bw_notice_run (BwLoop *loop, BwRequest *request)
{
  BwNotice *notice = request->data;
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  if (!loop->is_open)
    return;
  notice->wall_time = notice->id == 0 ? bw_clock_wall (&loop->clock) : notice->wall_time;
  if (notice->id == 0)
    is_done = bw_notices_add (loop->keeper.trading, notice, &error);
  else
    is_done = bw_notices_set_read (loop->keeper.trading, MAX (notice->id, 0), &error);
  if (!is_done)
    g_message ("%s", error->message);
  g_array_append_vals (bw_loop_gather (loop)->notices, notice, 1);
  bw_loop_gather (loop)->changed |= BW_CHANGED_NOTICES;
}
