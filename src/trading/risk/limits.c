/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/command.h"
#include "trading/fields.h"
#include "trading/risk/kill-switch.h"
#include "trading/risk/own.h"
#include "trading/risk/source.h"

#include <string.h>

/* How the limits are kept: everybody's, each account's own, and which of the two counts. What an
 * account has set for itself, on or off, takes the place of what all have. */

BwRiskState *
bw_risk_state_new (void)
{
  BwRiskState *risk = g_new0 (BwRiskState, 1);

  risk->next_check = BW_TIME_MAX;
  for (guint i = 0; i < BW_N_LIMITS; i++)
    risk->all[i].rule = (guint8) i;
  risk->sources = g_ptr_array_new_with_free_func (bw_risk_source_free);
  risk->own_positions = g_array_new (FALSE, FALSE, sizeof (BwOwnPosition));
  risk->own_marks = g_array_new (FALSE, FALSE, sizeof (BwOwnMark));
  return risk;
}

void
bw_risk_state_free (BwRiskState *risk)
{
  g_ptr_array_unref (risk->sources);
  g_array_unref (risk->own_positions);
  g_array_unref (risk->own_marks);
  g_free (risk);
}

BwRiskAccount *
bw_risk_account_new (void)
{
  BwRiskAccount *risk = g_new0 (BwRiskAccount, 1);

  for (guint i = 0; i < BW_N_LIMITS; i++)
    risk->own[i].rule = (guint8) i;
  return risk;
}

void
bw_risk_account_free (BwRiskAccount *risk)
{
  if (risk == NULL)
    return;
  g_free (risk->times);
  g_free (risk);
}

/* A ring of @n_max times that keeps the newest of what there was. */
static void
resize_ring (BwRiskAccount *risk, guint32 n_max)
{
  guint32 n_kept = MIN (risk->n_times, n_max);
  BwTime *times;

  if (n_max == risk->n_times_max)
    return;
  times = n_max > 0 ? g_new0 (BwTime, n_max) : NULL;
  for (guint32 i = 0; i < n_kept; i++)
    {
      guint32 from = risk->next_time + risk->n_times_max - n_kept + i;

      times[i] = risk->times[from % risk->n_times_max];
    }
  g_free (risk->times);
  risk->times = times;
  risk->n_times = n_kept;
  risk->n_times_max = n_max;
  risk->next_time = n_max > 0 ? n_kept % n_max : 0;
}

static void
note_time (BwRiskAccount *risk, BwTime time)
{
  if (risk->n_times_max == 0)
    return;
  risk->times[risk->next_time] = time;
  risk->next_time = (risk->next_time + 1) % risk->n_times_max;
  risk->n_times = MIN (risk->n_times + 1, risk->n_times_max);
}

/* An order was accepted: it counts for the order rate from now on, of who sent it too. */
void
bw_risk_note_order (const BwCore *core, BwAccountState *account, const BwOrder *order)
{
  const BwRiskSource *strategy = bw_risk_source_at (core, order->strategy);
  const BwRiskSource *agent = bw_risk_source_at (core, order->agent);

  note_time (account->risk, core->now);
  if (G_UNLIKELY (strategy != NULL))
    note_time (strategy->risk, core->now);
  if (G_UNLIKELY (agent != NULL))
    note_time (agent->risk, core->now);
}

/* How many orders were accepted after @time, of as many as the rate allows. */
guint32
bw_risk_orders_since (const BwRiskAccount *risk, BwTime time)
{
  guint32 low = 0, high = risk->n_times;

  /* The i-th newest; they never rise. */
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      guint32 at = (risk->next_time + risk->n_times_max - 1 - middle) % risk->n_times_max;

      if (risk->times[at] > time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * bw_risk_choose:
 * @all: (nullable): what counts where it has nothing of its own
 *
 * Settles which limits count.
 */
void
bw_risk_choose (BwRiskAccount *risk, const BwLimit *all)
{
  const BwLimit *rate;

  risk->n_active = 0;
  for (guint rule = BW_LIMIT_DAILY_LOSS; rule < BW_N_LIMITS; rule++)
    {
      const BwLimit *limit = risk->own[rule].mode != BW_LIMIT_INHERITED || all == NULL ? &risk->own[rule]
                                                                                      : &all[rule];

      risk->active[rule] = limit->mode == BW_LIMIT_ON ? limit : NULL;
      risk->n_active += limit->mode == BW_LIMIT_ON;
    }
  rate = risk->active[BW_LIMIT_ORDER_RATE];
  resize_ring (risk, rate != NULL ? (guint32) (rate->value.e8 / BW_FIXED_ONE_E8) : 0);
}

/**
 * bw_risk_refresh:
 *
 * Settles which limits count for @account, after one of them or of everybody's changed, or when it
 * was opened. A drawdown limit that begins to count measures from the equity of now.
 */
void
bw_risk_refresh (BwCore *core, BwAccountState *account)
{
  BwRiskAccount *risk = account->risk;
  gboolean kept_peak = risk->keeps_peak;

  bw_risk_choose (risk, core->risk->all);
  risk->keeps_peak = risk->active[BW_LIMIT_DRAWDOWN] != NULL || core->risk->n_drawdowns > 0;
  risk->watches_losses = risk->active[BW_LIMIT_DAILY_LOSS] != NULL || risk->keeps_peak;
  if (!risk->keeps_peak)
    risk->peak_profit = BW_FIXED_ZERO;
  else if (!kept_peak)
    bw_risk_forget_peak (core, account);
}

/**
 * bw_risk_set_limit:
 * @account: whose; 0: everybody's, and of a strategy's or an agent's
 *
 * Takes in a limit or a kill switch, or says why not: `not-allowed` for one that is not valid
 * (bw_limit_is_valid()), `unknown-account`. Losses beyond it halt at once.
 */
void
bw_risk_set_limit (BwCore *core, BwAccountId account, const BwLimit *limit)
{
  BwAccountState *owner = bw_core_account_state (core, account);
  BwReason reason = BW_REASON_NONE;
  guint16 source = 0;

  if (!bw_limit_is_valid (limit) || (limit->scope != BW_LIMIT_SCOPE_ACCOUNT && account != 0))
    reason = BW_REASON_NOT_ALLOWED;
  else if (account != 0 && owner == NULL)
    reason = BW_REASON_UNKNOWN_ACCOUNT;
  else if (limit->scope != BW_LIMIT_SCOPE_ACCOUNT)
    {
      source = bw_risk_source_ensure (core, (BwLimitScope) limit->scope, limit->source);
      reason = source != 0 ? BW_REASON_NONE : BW_REASON_NOT_ALLOWED;
    }
  if (reason != BW_REASON_NONE)
    {
      bw_command_refuse (core, BW_INPUT_SET_LIMIT, reason, account, 0, 0);
      return;
    }
  if (limit->rule == BW_LIMIT_KILL_SWITCH)
    {
      bw_kill_switch_set (core, account, source, limit);
      return;
    }
  if (source != 0)
    bw_risk_source_set (core, source, limit);
  else
    *(owner != NULL ? &owner->risk->own[limit->rule] : &core->risk->all[limit->rule]) = *limit;
  for (guint i = 0; i < core->accounts->len; i++)
    {
      BwAccountState *state = g_ptr_array_index (core->accounts, i);

      if (owner != NULL && owner != state)
        continue;
      bw_risk_refresh (core, state);
      bw_risk_watch (core, state);
    }
  bw_risk_schedule (core);
  core->next_due = MIN (core->next_due, core->risk->next_check);
}

/* State: what was set, the peak, the times, who was named. What counts follows from that. */

static void
put_limits (GByteArray *bytes, const BwLimit *limits)
{
  guint n_set = 0;

  for (guint rule = 0; rule < BW_N_LIMITS; rule++)
    n_set += limits[rule].mode != BW_LIMIT_INHERITED;
  bw_codec_put_u64 (bytes, n_set);
  for (guint rule = 0; rule < BW_N_LIMITS; rule++)
    if (limits[rule].mode != BW_LIMIT_INHERITED)
      bw_fields_put (bytes, &bw_fields_limit, &limits[rule]);
}

static void
get_limits (BwReader *reader, BwLimit *limits)
{
  guint32 n_set = bw_codec_get_count (reader, BW_N_LIMITS);

  for (guint32 i = 0; i < n_set && !reader->failed; i++)
    {
      BwLimit limit = { 0 };

      bw_fields_get (reader, &bw_fields_limit, &limit);
      if (!reader->failed && bw_limit_is_valid (&limit))
        limits[limit.rule] = limit;
      else
        reader->failed = TRUE;
    }
}

static void
put_times (GByteArray *bytes, const BwRiskAccount *risk)
{
  bw_codec_put_u64 (bytes, risk->n_times);
  for (guint32 i = 0; i < risk->n_times; i++)
    bw_codec_put_i64 (bytes, risk->times[(risk->next_time + risk->n_times_max - risk->n_times + i)
                                         % risk->n_times_max]);
}

static void
put_sources (GByteArray *bytes, const GPtrArray *sources)
{
  bw_codec_put_u64 (bytes, sources->len);
  for (guint i = 0; i < sources->len; i++)
    {
      const BwRiskSource *source = g_ptr_array_index (sources, i);

      bw_fields_put (bytes, &bw_fields_risk_source, source);
      put_limits (bytes, source->risk->own);
      put_times (bytes, source->risk);
    }
}

void
bw_risk_save (const BwCore *core, GByteArray *bytes)
{
  put_limits (bytes, core->risk->all);
  put_sources (bytes, core->risk->sources);
  for (guint i = 0; i < core->accounts->len; i++)
    {
      const BwRiskAccount *risk = ((BwAccountState *) g_ptr_array_index (core->accounts, i))->risk;

      put_limits (bytes, risk->own);
      bw_codec_put_i64 (bytes, risk->peak_profit.e8);
      put_times (bytes, risk);
    }
}

static void
get_times (BwReader *reader, BwRiskAccount *risk)
{
  guint32 n_times = bw_codec_get_count (reader, risk->n_times_max);

  for (guint32 i = 0; i < n_times && !reader->failed; i++)
    risk->times[i] = bw_codec_get_i64 (reader);
  if (reader->failed)
    return;
  risk->n_times = n_times;
  risk->next_time = risk->n_times_max > 0 ? n_times % risk->n_times_max : 0;
}

static void
get_sources (BwReader *reader, BwCore *core)
{
  guint32 n_sources = bw_codec_get_count (reader, BW_RISK_SOURCES_MAX);

  for (guint32 i = 0; i < n_sources && !reader->failed; i++)
    {
      BwRiskSource read = { 0 };
      BwRiskSource *source;

      bw_fields_get (reader, &bw_fields_risk_source, &read);
      if (bw_risk_source_ensure (core, (BwLimitScope) read.scope, read.name) != i + 1)
        reader->failed = TRUE;
      if (reader->failed)
        return;
      source = g_ptr_array_index (core->risk->sources, i);
      get_limits (reader, source->risk->own);
      bw_risk_choose (source->risk, NULL);
      core->risk->n_drawdowns += source->risk->active[BW_LIMIT_DRAWDOWN] != NULL;
      get_times (reader, source->risk);
    }
}

/* @reader: behind the accounts; a state of another form fails it. */
void
bw_risk_load (BwReader *reader, BwCore *core)
{
  get_limits (reader, core->risk->all);
  get_sources (reader, core);
  for (guint i = 0; i < core->accounts->len && !reader->failed; i++)
    {
      BwAccountState *account = g_ptr_array_index (core->accounts, i);

      get_limits (reader, account->risk->own);
      bw_risk_refresh (core, account);
      account->risk->peak_profit.e8 = bw_codec_get_i64 (reader);
      get_times (reader, account->risk);
    }
  if (!reader->failed)
    bw_risk_schedule (core);
}

/**
 * bw_core_limit:
 * @account: 0: what all accounts have
 * @limit: (out): as it was set; with mode inherited where nothing was
 *
 * Returns: %FALSE for an unknown account or a rule that is not set
 */
gboolean
bw_core_limit (const BwCore *core, BwAccountId account, BwLimitRule rule, BwLimit *limit)
{
  const BwAccountState *state = bw_core_account_state (core, account);

  if (rule < BW_LIMIT_DAILY_LOSS || rule >= BW_N_LIMITS || (account != 0 && state == NULL))
    return FALSE;
  *limit = state != NULL ? state->risk->own[rule] : core->risk->all[rule];
  return TRUE;
}
