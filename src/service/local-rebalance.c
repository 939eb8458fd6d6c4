/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "base/percent.h"
#include "trading/rebalance.h"

#include <string.h>

/* Rebalancing: a plan, and on request the orders of its first open stage. Sales go first; once they
 * are filled the same command sends the purchases. */

typedef struct
{
  BwLocalCall *call;
  BwTimelineId timeline;
  BwAccountId account;
  BwRebalanceTerms terms;
  GArray *items; /* (owned): BwRebalanceItem */
  GArray *lines; /* (owned): BwRebalanceLine */
  guint next;    /* line to send */
  guint n_sent;
  gboolean is_first_stage; /* what is being sent */
} Plan;

static void
free_plan (Plan *plan)
{
  g_array_unref (plan->items);
  g_array_unref (plan->lines);
  g_free (plan);
}

static void
add_item (Plan *plan, const BwInstrument *instrument, BwFixed quantity, const BwFixed *target)
{
  const BwQuoteView *quote = bw_engine_quote (plan->call->engine, plan->timeline, instrument->id);
  BwRebalanceItem item = { .instrument = instrument, .quantity = quantity, .has_target = target != NULL };

  if (target != NULL)
    item.target = *target;
  if (quote != NULL)
    {
      item.bid = quote->market.bid_size.e8 > 0 ? quote->market.bid : BW_FIXED_ZERO;
      item.ask = quote->market.ask_size.e8 > 0 ? quote->market.ask : BW_FIXED_ZERO;
      item.last = quote->market.last;
    }
  g_array_append_val (plan->items, item);
}

static BwFixed
held_quantity (Plan *plan, BwInstrumentId instrument)
{
  gsize n_positions;
  const BwPosition *positions =
      bw_engine_positions (plan->call->engine, plan->timeline, plan->account, &n_positions);

  for (gsize i = 0; i < n_positions; i++)
    if (positions[i].instrument == instrument)
      return positions[i].quantity;
  return BW_FIXED_ZERO;
}

/* "12.5%" or "0.125". */
static gboolean
parse_share (const char *text, BwFixed *share)
{
  return bw_percent_parse (text, share) || bw_fixed_parse (text, -1, share) == BW_FIXED_PARSE_OK;
}

static gboolean
has_item (const Plan *plan, BwInstrumentId instrument)
{
  for (guint i = 0; i < plan->items->len; i++)
    if (g_array_index (plan->items, BwRebalanceItem, i).instrument->id == instrument)
      return TRUE;
  return FALSE;
}

static gboolean
read_targets (Plan *plan, GError **error)
{
  JsonNode *node = json_object_get_member (plan->call->parameters, "targets");
  JsonObjectIter iter;
  const char *symbol;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                           "“targets” is missing: symbols and their shares of equity, {\"XYZ\": \"20%\"}.");
      return FALSE;
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &symbol, &value))
    {
      const BwInstrument *instrument = bw_engine_find_instrument (plan->call->engine, symbol);
      const char *text = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;
      BwFixed target;

      if (instrument == NULL || text == NULL || !parse_share (text, &target) || has_item (plan, instrument->id))
        {
          g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                       "“targets”: “%s” %s.", symbol,
                       instrument == NULL ? "is no symbol here" : "needs one share of equity, like \"20%\"");
          return FALSE;
        }
      add_item (plan, instrument, held_quantity (plan, instrument->id), &target);
    }
  return TRUE;
}

static void
add_others (Plan *plan)
{
  gsize n_positions;
  const BwPosition *positions =
      bw_engine_positions (plan->call->engine, plan->timeline, plan->account, &n_positions);

  for (gsize i = 0; i < n_positions; i++)
    if (!has_item (plan, positions[i].instrument))
      add_item (plan, bw_engine_instrument (plan->call->engine, positions[i].instrument), positions[i].quantity, NULL);
}

static JsonNode *
describe_plan (Plan *plan)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < plan->lines->len; i++)
    {
      const BwRebalanceItem *item = &g_array_index (plan->items, BwRebalanceItem, i);
      const BwRebalanceLine *line = &g_array_index (plan->lines, BwRebalanceLine, i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "symbol", item->instrument->symbol);
      bw_json_set_fixed (row, "qty", item->quantity);
      bw_json_set_fixed (row, "weight", line->weight);
      if (item->has_target)
        bw_json_set_fixed (row, "target", item->target);
      else
        json_object_set_null_member (row, "target");
      bw_json_set_fixed (row, "drift", line->drift);
      bw_json_set_fixed (row, "order", line->order);
      bw_json_set_fixed (row, "price", line->price);
      bw_json_set_fixed (row, "weight_after", line->weight_after);
      json_object_set_int_member (row, "stage", line->order.e8 == 0 ? 0 : line->is_first_stage ? 1 : 2);
      json_object_set_boolean_member (row, "sent", plan->n_sent > 0 && line->order.e8 != 0 &&
                                                       line->is_first_stage == plan->is_first_stage);
      json_object_set_string_member (row, "reason", bw_reason_word ((BwReason) line->reason));
      json_array_add_object_element (rows, row);
    }
  return bw_json_take_array (rows);
}

static void send_next (Plan *plan);

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Plan *plan = user_data;
  BwCommandResult outcome;
  GError *error = NULL;

  if (bw_engine_command_finish (BW_ENGINE (object), result, &outcome, &error) && outcome.reason != BW_REASON_NONE)
    g_set_error (&error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_REFUSED, "%s: order %u of the plan was refused; %u "
                 "were sent before it.", bw_reason_word (outcome.reason), plan->next, plan->n_sent);
  if (error != NULL)
    {
      bw_local_call_fail (plan->call, error);
      free_plan (plan);
      return;
    }
  plan->n_sent++;
  send_next (plan);
}

static void
send_next (Plan *plan)
{
  while (plan->next < plan->lines->len)
    {
      const BwRebalanceItem *item = &g_array_index (plan->items, BwRebalanceItem, plan->next);
      const BwRebalanceLine *line = &g_array_index (plan->lines, BwRebalanceLine, plan->next);
      BwInput input = { .kind = BW_INPUT_NEW_ORDER };

      plan->next++;
      if (line->order.e8 == 0 || line->is_first_stage != plan->is_first_stage)
        continue;
      input.new_order.account = plan->account;
      input.new_order.instrument = item->instrument->id;
      input.new_order.side = line->order.e8 > 0 ? BW_SIDE_BUY : BW_SIDE_SELL;
      input.new_order.type = BW_ORDER_MARKET;
      input.new_order.tif =
          item->instrument->instrument_class == BW_INSTRUMENT_CRYPTO ? BW_TIF_GTC : BW_TIF_DAY;
      input.new_order.quantity = bw_fixed_abs (line->order);
      bw_engine_command_async (plan->call->engine, plan->timeline, &input, bw_local_call_cancellable (plan->call),
                               sent_cb, plan);
      return;
    }
  bw_local_call_return (plan->call, describe_plan (plan));
  free_plan (plan);
}

static gboolean
make_plan (Plan *plan, GError **error)
{
  const BwAccountView *account;
  const char *band = bw_local_get_text (plan->call, "band", "0");
  BwReason reason;

  if (!bw_local_get_account (plan->call, &plan->timeline, &plan->account, error) || !read_targets (plan, error))
    return FALSE;
  if (!parse_share (band, &plan->terms.band) || plan->terms.band.e8 < 0)
    {
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“band” is “%s”; write a share like 1%%.",
                   band);
      return FALSE;
    }
  add_others (plan);
  account = bw_engine_account (plan->call->engine, plan->timeline, plan->account);
  plan->terms.equity = account->figures.equity;
  plan->terms.closes_others = bw_local_get_flag (plan->call, "close_others");
  g_array_set_size (plan->lines, plan->items->len);
  reason = bw_rebalance_plan (&plan->terms, (const BwRebalanceItem *) plan->items->data, plan->items->len,
                              (BwRebalanceLine *) plan->lines->data);
  if (reason == BW_REASON_NONE)
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_REFUSED, "%s: %s", bw_reason_word (reason),
               reason == BW_REASON_BUYING_POWER ? "the targets add up to more than all of the equity."
                                                : "the account has no equity to share out.");
  return FALSE;
}

void
bw_local_rebalance (BwLocalCall *call)
{
  Plan *plan = g_new0 (Plan, 1);
  GError *error = NULL;

  plan->call = call;
  plan->items = g_array_new (FALSE, TRUE, sizeof (BwRebalanceItem));
  plan->lines = g_array_new (FALSE, TRUE, sizeof (BwRebalanceLine));
  if (!make_plan (plan, &error))
    {
      bw_local_call_fail (call, error);
      free_plan (plan);
      return;
    }
  plan->next = bw_local_get_flag (call, "send") ? 0 : plan->lines->len;
  for (guint i = 0; i < plan->lines->len; i++)
    plan->is_first_stage |= g_array_index (plan->lines, BwRebalanceLine, i).is_first_stage;
  send_next (plan);
}
