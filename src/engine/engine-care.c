/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/engine-private.h"

#include "engine/work.h"

/* The façade, continued: proofs and backups. */

void
bw_engine_verify_async (BwEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  bw_loop_push (self->loop,
                bw_engine_begin_call (self, bw_work_verify_run, bw_engine_verify_async, cancellable, callback, user_data));
}

/**
 * bw_engine_verify_finish:
 * @report: (out) (optional): what was found, in sentences, also when something is wrong
 *
 * Returns: %TRUE when everything is proven; %FALSE without an error when something is wrong
 */
gboolean
bw_engine_verify_finish (BwEngine *self, GAsyncResult *result, char **report, GError **error)
{
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), error);

  if (report != NULL)
    *report = text != NULL ? g_strdup (text + 1) : NULL;
  return text != NULL && text[0] == '+';
}

void
bw_engine_backup_async (BwEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  bw_loop_push (self->loop,
                bw_engine_begin_call (self, bw_work_backup_run, bw_engine_backup_async, cancellable, callback, user_data));
}

char *
bw_engine_backup_finish (BwEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
