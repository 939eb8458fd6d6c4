/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rebalance-run.h"

#include "app/words.h"

#include <glib/gi18n.h>

BwRebalanceGoal *
bw_rebalance_goal_new (BwTimelineId timeline, BwAccountId account)
{
  BwRebalanceGoal *goal = g_new0 (BwRebalanceGoal, 1);

  goal->timeline = timeline;
  goal->account = account;
  goal->targets = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return goal;
}

void
bw_rebalance_goal_free (BwRebalanceGoal *goal)
{
  g_hash_table_unref (goal->targets);
  g_free (goal);
}

static void
add_item (const BwRebalanceGoal *goal, BwEngine *engine, BwInstrumentId instrument, BwFixed quantity, GArray *items)
{
  const BwQuoteView *quote = bw_engine_quote (engine, goal->timeline, instrument);
  const BwFixed *target = g_hash_table_lookup (goal->targets, GUINT_TO_POINTER (instrument));
  BwRebalanceItem item = { .instrument = bw_engine_instrument (engine, instrument), .quantity = quantity };

  if (item.instrument == NULL)
    return;
  if (target != NULL)
    {
      item.has_target = TRUE;
      item.target = *target;
    }
  if (quote != NULL)
    {
      item.bid = quote->market.bid_size.e8 > 0 ? quote->market.bid : BW_FIXED_ZERO;
      item.ask = quote->market.ask_size.e8 > 0 ? quote->market.ask : BW_FIXED_ZERO;
      item.last = quote->market.last;
    }
  g_array_append_val (items, item);
}

static gboolean
has_item (const GArray *items, BwInstrumentId instrument)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, BwRebalanceItem, i).instrument->id == instrument)
      return TRUE;
  return FALSE;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (((const BwRebalanceItem *) a)->instrument->symbol, ((const BwRebalanceItem *) b)->instrument->symbol);
}

/**
 * bw_rebalance_goal_plan:
 * @items: (inout): BwRebalanceItem; filled: what is held and what has a target, by symbol
 * @lines: (inout): BwRebalanceLine; one an item
 */
BwReason
bw_rebalance_goal_plan (const BwRebalanceGoal *goal, BwEngine *engine, GArray *items, GArray *lines)
{
  const BwAccountView *account = bw_engine_account (engine, goal->timeline, goal->account);
  BwRebalanceTerms terms = { .band = goal->band, .closes_others = goal->closes_others };
  const BwPosition *positions;
  GHashTableIter iter;
  gsize n_positions;
  gpointer key;

  g_array_set_size (items, 0);
  g_array_set_size (lines, 0);
  if (account == NULL)
    return BW_REASON_UNKNOWN_ACCOUNT;
  terms.equity = account->figures.equity;
  positions = bw_engine_positions (engine, goal->timeline, goal->account, &n_positions);
  for (gsize i = 0; i < n_positions; i++)
    add_item (goal, engine, positions[i].instrument, positions[i].quantity, items);
  g_hash_table_iter_init (&iter, goal->targets);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!has_item (items, GPOINTER_TO_UINT (key)))
      add_item (goal, engine, GPOINTER_TO_UINT (key), BW_FIXED_ZERO, items);
  g_array_sort (items, compare_items);
  g_array_set_size (lines, items->len);
  return bw_rebalance_plan (&terms, (const BwRebalanceItem *) (gpointer) items->data, items->len,
                            (BwRebalanceLine *) (gpointer) lines->data);
}

/* ---- Sending it, stage by stage ---- */

typedef struct
{
  BwDesk *desk;          /* (owned) */
  BwRebalanceGoal *goal; /* (owned) */
  GArray *open;          /* (owned): BwOrderId of this stage that still work */
  gulong changed;        /* the handler that waits for them; 0: none */
  guint n_asked;         /* answers that are still to come */
  guint n_sent, n_refused;
  BwReason refused;
  gboolean is_first_stage;
} Sending;

static void
sending_free (Sending *sending)
{
  g_clear_signal_handler (&sending->changed, sending->desk);
  g_object_unref (sending->desk);
  bw_rebalance_goal_free (sending->goal);
  g_array_unref (sending->open);
  g_free (sending);
}

static void send_stage (Sending *sending);

static void
finish (Sending *sending)
{
  g_autofree char *text = NULL;

  if (sending->n_refused > 0)
    text = g_strdup_printf (ngettext ("%u order of the plan was refused: %s", "%u orders of the plan were refused: %s",
                                      sending->n_refused),
                            sending->n_refused, bw_words_reason (sending->refused));
  else if (sending->n_sent == 0)
    text = g_strdup (_("Nothing to do: the portfolio is on its targets"));
  else
    text = g_strdup_printf (ngettext ("Rebalanced with %u order", "Rebalanced with %u orders", sending->n_sent),
                            sending->n_sent);
  bw_desk_tell (sending->desk, text);
  sending_free (sending);
}

static gboolean
is_working (Sending *sending, BwOrderId order)
{
  gsize n_orders;
  const BwOrder *const *orders = bw_engine_open_orders (bw_desk_get_engine (sending->desk), sending->goal->timeline,
                                                        sending->goal->account, &n_orders);

  for (gsize i = 0; i < n_orders; i++)
    if (orders[i]->id == order)
      return TRUE;
  return FALSE;
}

/* The stage is over when none of its orders works any more; then the next one is planned anew. */
static void
look_on (Sending *sending)
{
  for (guint i = 0; i < sending->open->len; i++)
    if (is_working (sending, g_array_index (sending->open, BwOrderId, i)))
      return;
  if (sending->n_asked > 0)
    return;
  g_clear_signal_handler (&sending->changed, sending->desk);
  g_array_set_size (sending->open, 0);
  if (!sending->is_first_stage || sending->n_refused > 0)
    {
      finish (sending);
      return;
    }
  sending->is_first_stage = FALSE;
  send_stage (sending);
}

static void
changed_cb (BwDesk *desk, guint what, gpointer user_data)
{
  if ((what & BW_CHANGED_ORDERS) != 0)
    look_on (user_data);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Sending *sending = user_data;
  g_autoptr (GError) error = NULL;
  BwCommandResult outcome = { 0 };

  sending->n_asked--;
  if (!bw_engine_command_finish (BW_ENGINE (object), result, &outcome, &error))
    {
      sending->n_refused++;
      sending->refused = BW_REASON_FROZEN;
    }
  else if (outcome.reason != BW_REASON_NONE)
    {
      sending->n_refused++;
      sending->refused = outcome.reason;
    }
  else
    {
      sending->n_sent++;
      g_array_append_val (sending->open, outcome.order.id);
    }
  look_on (sending);
}

static void
send_stage (Sending *sending)
{
  BwEngine *engine = bw_desk_get_engine (sending->desk);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (BwRebalanceItem));
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (BwRebalanceLine));

  sending->n_asked = 1; /* until all are asked for */
  sending->changed = g_signal_connect (sending->desk, "changed", G_CALLBACK (changed_cb), sending);
  if (bw_rebalance_goal_plan (sending->goal, engine, items, lines) != BW_REASON_NONE)
    g_array_set_size (lines, 0);
  for (guint i = 0; i < lines->len; i++)
    {
      const BwRebalanceItem *item = &g_array_index (items, BwRebalanceItem, i);
      const BwRebalanceLine *line = &g_array_index (lines, BwRebalanceLine, i);
      BwInput input = { .kind = BW_INPUT_NEW_ORDER };

      if (line->order.e8 == 0 || line->is_first_stage != sending->is_first_stage)
        continue;
      input.new_order.account = sending->goal->account;
      input.new_order.instrument = item->instrument->id;
      input.new_order.side = line->order.e8 > 0 ? BW_SIDE_BUY : BW_SIDE_SELL;
      input.new_order.type = BW_ORDER_MARKET;
      input.new_order.tif = item->instrument->instrument_class == BW_INSTRUMENT_CRYPTO ? BW_TIF_GTC : BW_TIF_DAY;
      input.new_order.quantity = bw_fixed_abs (line->order);
      sending->n_asked++;
      bw_engine_command_async (engine, sending->goal->timeline, &input, NULL, sent_cb, sending);
    }
  sending->n_asked--;
  look_on (sending);
}

/**
 * bw_rebalance_run:
 * @goal: (transfer full): what to reach
 */
void
bw_rebalance_run (BwDesk *desk, BwRebalanceGoal *goal)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->desk = g_object_ref (desk);
  sending->goal = goal;
  sending->open = g_array_new (FALSE, FALSE, sizeof (BwOrderId));
  sending->is_first_stage = TRUE;
  send_stage (sending);
}
