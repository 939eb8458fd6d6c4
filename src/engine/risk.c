/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/risk.h"

#include "engine/loop.h"
#include "engine/requests.h"

static void
read_sources (const BwCore *core, BwRiskView *view)
{
  for (guint i = 0; i < bw_core_n_sources (core); i++)
    for (int rule = BW_LIMIT_DAILY_LOSS; rule <= BW_LIMIT_KILL_SWITCH && view->n_sourced < BW_RISK_VIEW_SOURCED_MAX; rule++)
      {
        BwLimit *limit = &view->sourced[view->n_sourced];

        bw_core_source_limit (core, i, rule, limit);
        view->n_sourced += limit->mode == BW_LIMIT_ON;
      }
}

/* An account's limits and what counts against them, read on the engine thread. */
void
bw_request_risk_run (BwLoop *loop, BwRequest *request)
{
  BwRun *run = bw_loop_run (loop, request->timeline);
  BwAccountId account = request->input.account.account;
  BwRiskView *view;

  if (run == NULL || bw_core_account (run->core, account) == NULL)
    {
      bw_loop_answer_refusal (loop, request->task, BW_ENGINE_ERROR_UNKNOWN, "There is no such account");
      return;
    }
  view = g_new0 (BwRiskView, 1);
  for (int rule = BW_LIMIT_DAILY_LOSS; rule < BW_N_LIMITS; rule++)
    {
      bw_core_limit (run->core, 0, rule, &view->all[rule]);
      bw_core_limit (run->core, account, rule, &view->own[rule]);
    }
  bw_core_limits_used (run->core, account, view->used);
  read_sources (run->core, view);
  bw_loop_answer (loop, request->task, view, g_free);
}

/**
 * bw_engine_risk_finish:
 *
 * Returns: %FALSE and @error when there is no such account
 */
gboolean
bw_engine_risk_finish (BwEngine *self, GAsyncResult *result, BwRiskView *view, GError **error)
{
  g_autofree BwRiskView *value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value != NULL)
    *view = *value;
  return value != NULL;
}

void
bw_engine_set_limit_async (BwEngine *self, BwTimelineId timeline, BwAccountId account,
                           const BwLimit *limit, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  BwInput input = { .kind = BW_INPUT_SET_LIMIT };

  input.set_limit.account = account;
  input.set_limit.limit = *limit;
  bw_engine_command_async (self, timeline, &input, cancellable, callback, user_data);
}
