/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/alert-work.h"
#include "engine/engine-private.h"

/* The façade, continued: alerts and notices. */

static gint
compare_alerts (gconstpointer a, gconstpointer b)
{
  guint64 left = (*(BwAlert *const *) a)->id, right = (*(BwAlert *const *) b)->id;

  return (left > right) - (left < right);
}

static void
apply_alert (BwEngine *self, const BwAlertUpdate *change, gboolean *must_sort)
{
  BwAlert *known = g_hash_table_lookup (self->alerts_by_id, &change->alert.id);

  if (change->is_removed && known != NULL)
    {
      g_hash_table_remove (self->alerts_by_id, &change->alert.id);
      g_ptr_array_remove (self->alerts, known);
      return;
    }
  if (change->is_removed)
    return;
  if (known != NULL)
    {
      *known = change->alert;
      return;
    }
  known = g_memdup2 (&change->alert, sizeof change->alert);
  *must_sort |= self->alerts->len > 0 && compare_alerts (&g_ptr_array_index (self->alerts, self->alerts->len - 1), &known) > 0;
  g_ptr_array_add (self->alerts, known);
  g_hash_table_insert (self->alerts_by_id, &known->id, known);
}

static void
drop_timeline (BwEngine *self, BwTimelineId timeline)
{
  for (guint i = self->alerts->len; i-- > 0;)
    {
      BwAlert *alert = g_ptr_array_index (self->alerts, i);

      if (alert->timeline != timeline)
        continue;
      g_hash_table_remove (self->alerts_by_id, &alert->id);
      g_ptr_array_remove_index (self->alerts, i);
    }
}

static void
apply_notice (BwEngine *self, const BwNotice *notice)
{
  if (notice->title[0] != '\0')
    {
      g_array_append_vals (self->notices, notice, 1);
      if (self->notices->len > BW_NOTICES_KEPT)
        g_array_remove_index (self->notices, 0);
      return;
    }
  for (guint i = 0; i < self->notices->len; i++)
    {
      BwNotice *known = &g_array_index (self->notices, BwNotice, i);

      if (notice->id < 0 || notice->id == known->id)
        known->is_read = TRUE;
    }
}

void
bw_engine_apply_alerts (BwEngine *self, const BwUpdate *update)
{
  gboolean must_sort = FALSE;

  for (guint i = 0; i < update->alerts->len; i++)
    apply_alert (self, &g_array_index (update->alerts, BwAlertUpdate, i), &must_sort);
  if (must_sort)
    g_ptr_array_sort (self->alerts, compare_alerts);
  for (guint i = 0; i < update->timelines_closed->len; i++)
    drop_timeline (self, g_array_index (update->timelines_closed, BwTimelineId, i));
  for (guint i = 0; i < update->notices->len; i++)
    apply_notice (self, &g_array_index (update->notices, BwNotice, i));
}

gsize
bw_engine_n_alerts (BwEngine *self)
{
  return self->alerts->len;
}

const BwAlert *
bw_engine_alert_at (BwEngine *self, gsize index)
{
  return index < self->alerts->len ? g_ptr_array_index (self->alerts, index) : NULL;
}

const BwAlert *
bw_engine_alert (BwEngine *self, guint64 id)
{
  return g_hash_table_lookup (self->alerts_by_id, &id);
}

void
bw_engine_save_alert_async (BwEngine *self, const BwAlert *alert, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request =
      bw_engine_begin_call (self, bw_alert_save_run, bw_engine_save_alert_async, cancellable, callback, user_data);

  bw_engine_set_data (request, g_memdup2 (alert, sizeof *alert), g_free);
  bw_loop_push (self->loop, request);
}

/**
 * bw_engine_save_alert_finish:
 * @alert: (out caller-allocates) (optional): as it is kept, with its number
 */
gboolean
bw_engine_save_alert_finish (BwEngine *self, GAsyncResult *result, BwAlert *alert, GError **error)
{
  g_autofree BwAlert *kept = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  kept = g_task_propagate_pointer (G_TASK (result), error);
  if (kept != NULL && alert != NULL)
    *alert = *kept;
  return kept != NULL;
}

void
bw_engine_change_alert_async (BwEngine *self, guint64 id, BwAlertAct act, BwTime duration_ns,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  BwRequest *request =
      bw_engine_begin_call (self, bw_alert_change_run, bw_engine_change_alert_async, cancellable, callback, user_data);
  BwAlertChange change = { id, act, duration_ns };

  bw_engine_set_data (request, g_memdup2 (&change, sizeof change), g_free);
  bw_loop_push (self->loop, request);
}

gboolean
bw_engine_change_alert_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return bw_engine_finish_call (self, result, error);
}

gsize
bw_engine_n_notices (BwEngine *self)
{
  return self->notices->len;
}

const BwNotice *
bw_engine_notice_at (BwEngine *self, gsize index)
{
  if (index >= self->notices->len)
    return NULL;
  return &g_array_index (self->notices, BwNotice, self->notices->len - 1 - index);
}

guint
bw_engine_n_unread_notices (BwEngine *self)
{
  guint n_unread = 0;

  for (guint i = 0; i < self->notices->len; i++)
    n_unread += !g_array_index (self->notices, BwNotice, i).is_read;
  return n_unread;
}

static void
push_notice (BwEngine *self, const BwNotice *notice)
{
  BwRequest *request = bw_request_new (bw_notice_run, NULL);

  bw_engine_set_data (request, g_memdup2 (notice, sizeof *notice), g_free);
  bw_loop_push (self->loop, request);
}

void
bw_engine_add_notice (BwEngine *self, const BwNotice *notice)
{
  g_return_if_fail (notice->id == 0 && notice->title[0] != '\0');

  push_notice (self, notice);
}

void
bw_engine_read_notices (BwEngine *self, gint64 id)
{
  BwNotice notice = { .id = id != 0 ? id : -1 };

  push_notice (self, &notice);
}
