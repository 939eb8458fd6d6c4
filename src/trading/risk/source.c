/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/source.h"

#include "trading/risk/own.h"

#include <string.h>

/* A strategy's and an agent's limits count beside those of the account that its order is for. Its losses
 * are its own (own.c); what positions it may open is measured on what the account holds. They hold up its
 * own orders, and halt nobody else. */

void
bw_risk_source_free (gpointer source)
{
  bw_risk_account_free (((BwRiskSource *) source)->risk);
  g_free (source);
}

/* Returns: (nullable): %NULL for 0 and numbers that nobody has */
const BwRiskSource *
bw_risk_source_at (const BwCore *core, guint16 number)
{
  const GPtrArray *sources = core->risk->sources;

  return number >= 1 && number <= sources->len ? g_ptr_array_index (sources, number - 1) : NULL;
}

/* Returns: its number; 0 where it has not been named yet. There are few of them. */
guint16
bw_risk_source_find (const BwCore *core, BwLimitScope scope, const char *name)
{
  const GPtrArray *sources = core->risk->sources;

  for (guint i = 0; name[0] != '\0' && i < sources->len; i++)
    {
      const BwRiskSource *source = g_ptr_array_index (sources, i);

      if (source->scope == scope && g_str_equal (source->name, name))
        return (guint16) (i + 1);
    }
  return 0;
}

/* Returns: its number; 0 for no name, and where there is no room for one more */
guint16
bw_risk_source_ensure (BwCore *core, BwLimitScope scope, const char *name)
{
  guint16 number = bw_risk_source_find (core, scope, name);
  BwRiskSource *source;

  if (number != 0 || name[0] == '\0' || core->risk->sources->len == BW_RISK_SOURCES_MAX)
    return number;
  source = g_new0 (BwRiskSource, 1);
  source->scope = (guint8) scope;
  g_strlcpy (source->name, name, sizeof source->name);
  source->risk = bw_risk_account_new ();
  g_ptr_array_add (core->risk->sources, source);
  return (guint16) core->risk->sources->len;
}

/**
 * bw_risk_source_set:
 *
 * Takes in a limit of a strategy or an agent; one that is off or inherited is none.
 */
void
bw_risk_source_set (BwCore *core, guint16 number, const BwLimit *limit)
{
  BwRiskAccount *risk = bw_risk_source_at (core, number)->risk;
  BwLimit *own = &risk->own[limit->rule];

  if (limit->rule == BW_LIMIT_DRAWDOWN && own->mode != BW_LIMIT_ON)
    bw_own_forget_peaks (core, number);
  core->risk->n_drawdowns -= limit->rule == BW_LIMIT_DRAWDOWN && own->mode == BW_LIMIT_ON;
  *own = *limit;
  core->risk->n_drawdowns += limit->rule == BW_LIMIT_DRAWDOWN && own->mode == BW_LIMIT_ON;
  bw_risk_choose (risk, NULL);
}

/* Does any limit count for the order? */
gboolean
bw_risk_is_limited (const BwCore *core, const BwAccountState *account, const BwOrder *order)
{
  const BwRiskSource *strategy, *agent;

  if (account->risk->n_active > 0)
    return TRUE;
  if (G_LIKELY (order->strategy == 0 && order->agent == 0))
    return FALSE;
  strategy = bw_risk_source_at (core, order->strategy);
  agent = bw_risk_source_at (core, order->agent);
  return (strategy != NULL && strategy->risk->n_active > 0) || (agent != NULL && agent->risk->n_active > 0);
}

/**
 * bw_core_n_sources, bw_core_source_limit:
 * @rule: one that people set, or the kill switch
 * @index: below their count, in the order they were first named
 * @limit: (out): as it was set, with whose it is; mode inherited where nothing was
 *
 * What strategies and agents are held to.
 */
guint
bw_core_n_sources (const BwCore *core)
{
  return core->risk->sources->len;
}

void
bw_core_source_limit (const BwCore *core, guint index, BwLimitRule rule, BwLimit *limit)
{
  const BwRiskSource *source = g_ptr_array_index (core->risk->sources, index);

  if (rule == BW_LIMIT_KILL_SWITCH)
    {
      *limit = (BwLimit){ .mode = source->halt != BW_HALT_NONE ? BW_LIMIT_ON : BW_LIMIT_INHERITED };
      g_strlcpy (limit->list, source->halt == BW_HALT_FROZEN ? "freeze" : "stop", sizeof limit->list);
    }
  else
    *limit = source->risk->own[rule];
  limit->rule = (guint8) rule;
  limit->scope = source->scope;
  g_strlcpy (limit->source, source->name, sizeof limit->source);
}
