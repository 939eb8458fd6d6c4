/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-json.h"

#include "base/json-guard.h"

void
bw_json_set_fixed (JsonObject *object, const char *member, BwFixed amount)
{
  char text[BW_FIXED_TEXT_BYTES];

  json_object_set_string_member (object, member, bw_fixed_print (amount, 0, 8, text));
}

/* Money shows two decimals at least. */
void
bw_json_set_money (JsonObject *object, const char *member, BwFixed amount)
{
  char text[BW_FIXED_TEXT_BYTES];

  json_object_set_string_member (object, member, bw_fixed_print (amount, 2, 8, text));
}

void
bw_json_set_time (JsonObject *object, const char *member, BwTime time)
{
  g_autofree char *text = NULL;

  if (time == BW_TIME_NONE || time == BW_TIME_MAX)
    {
      json_object_set_null_member (object, member);
      return;
    }
  text = bw_time_to_rfc3339 (time);
  json_object_set_string_member (object, member, text);
}

void
bw_json_set_uuid (JsonObject *object, const char *member, const BwUuid *uuid)
{
  char text[BW_UUID_TEXT_BYTES];

  json_object_set_string_member (object, member, bw_uuid_print (uuid, text));
}

static void
set_price (JsonObject *object, const char *member, BwFixed price)
{
  if (bw_fixed_is_zero (price))
    json_object_set_null_member (object, member);
  else
    bw_json_set_money (object, member, price);
}

static void
set_symbol (JsonObject *object, BwEngine *engine, BwInstrumentId id)
{
  const BwInstrument *instrument = bw_engine_instrument (engine, id);

  json_object_set_string_member (object, "symbol", instrument != NULL ? instrument->symbol : "");
}

JsonObject *
bw_json_order (BwEngine *engine, const BwOrder *order)
{
  JsonObject *object = json_object_new ();

  bw_json_set_uuid (object, "id", &order->uuid);
  json_object_set_int_member (object, "number", (gint64) order->id);
  set_symbol (object, engine, order->instrument);
  json_object_set_string_member (object, "side", bw_side_word (order->side));
  json_object_set_string_member (object, "type", bw_order_type_word (order->type));
  json_object_set_string_member (object, "time_in_force", bw_tif_word (order->tif));
  json_object_set_string_member (object, "status", bw_order_status_word (order->status));
  if (order->reason == BW_REASON_NONE)
    json_object_set_null_member (object, "reason");
  else
    json_object_set_string_member (object, "reason", bw_reason_word (order->reason));
  if (order->status == BW_ORDER_REJECTED)
    json_object_set_int_member (object, "code", bw_reason_api_code (order->reason));
  json_object_set_string_member (object, "order_class", bw_order_class_word (order->order_class));
  if ((order->flags & (BW_ORDER_TAKE_PROFIT | BW_ORDER_STOP_LOSS)) != 0)
    json_object_set_string_member (object, "leg",
                                   (order->flags & BW_ORDER_TAKE_PROFIT) != 0 ? "take_profit" : "stop_loss");
  if (order->parent != 0)
    json_object_set_int_member (object, "parent", (gint64) order->parent);
  json_object_set_boolean_member (object, "waits", (order->flags & BW_ORDER_WAITS) != 0);
  bw_json_set_fixed (object, "qty", order->quantity);
  bw_json_set_fixed (object, "filled_qty", order->filled);
  set_price (object, "filled_avg_price", bw_order_average_price (order));
  set_price (object, "limit_price", order->limit_price);
  set_price (object, "stop_price", order->stop_price);
  if (order->trail.e8 > 0)
    bw_json_set_fixed (object, (order->flags & BW_ORDER_TRAIL_PERCENT) != 0 ? "trail_percent" : "trail_price",
                       order->trail);
  if ((order->flags & BW_ORDER_REDUCE_ONLY) != 0)
    json_object_set_boolean_member (object, "reduce_only", TRUE);
  if ((order->flags & BW_ORDER_EXTENDED_HOURS) != 0)
    json_object_set_boolean_member (object, "extended_hours", TRUE);
  if (!bw_fixed_is_zero (order->notional))
    bw_json_set_money (object, "notional", order->notional);
  if (order->replaces != 0)
    json_object_set_int_member (object, "replaces", (gint64) order->replaces);
  if (order->replaced_by != 0)
    json_object_set_int_member (object, "replaced_by", (gint64) order->replaced_by);
  bw_json_set_time (object, "created_at", order->created);
  bw_json_set_time (object, "updated_at", order->updated);
  bw_json_set_time (object, "expires_at", order->expires);
  return object;
}

/* @details: (nullable): what few orders have; members of what this one has not are left out */
void
bw_json_set_details (JsonObject *object, const BwOrderDetails *details)
{
  if (details == NULL)
    return;
  if (!bw_fixed_is_zero (details->limit_offset))
    bw_json_set_money (object, "limit_offset", details->limit_offset);
  if (!bw_fixed_is_zero (details->display))
    bw_json_set_fixed (object, "display_qty", details->display);
  if (details->when[0] != '\0')
    json_object_set_string_member (object, "when", details->when);
}

static JsonArray *
certificate_notes (guint8 flags)
{
  JsonArray *notes = json_array_new ();

  for (guint bit = 0; bit < 8; bit++)
    if ((flags & 1u << bit) != 0)
      json_array_add_string_element (notes, bw_certificate_flag_word ((BwCertificateFlags) (1u << bit)));
  return notes;
}

static JsonObject *
certificate_object (const BwCertificate *certificate)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "profile", bw_profile_word (certificate->profile));
  json_object_set_string_member (object, "rule", bw_rule_word (certificate->rule));
  json_object_set_int_member (object, "model_version", certificate->model_version);
  bw_json_set_time (object, "market_time", certificate->market.time);
  json_object_set_double_member (object, "age_seconds", (double) certificate->age_ns / (double) BW_SECOND);
  json_object_set_int_member (object, "level", certificate->level_index);
  set_price (object, "best_price", certificate->best_price);
  set_price (object, "level_price", certificate->level_price);
  bw_json_set_fixed (object, "level_size", certificate->level_size);
  bw_json_set_fixed (object, "slippage", certificate->slippage);
  bw_json_set_fixed (object, "consumed_before", certificate->consumed);
  bw_json_set_fixed (object, "model_slippage", certificate->model_slippage);
  json_object_set_array_member (object, "notes", certificate_notes (certificate->flags));
  json_object_set_double_member (object, "latency_seconds", (double) certificate->latency_ns / (double) BW_SECOND);
  json_object_set_int_member (object, "seed", (gint64) certificate->seed);
  json_object_set_int_member (object, "draw", (gint64) certificate->draw);
  return object;
}

JsonObject *
bw_json_fill (BwEngine *engine, const BwFill *fill)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", (gint64) fill->id);
  json_object_set_int_member (object, "order_number", (gint64) fill->order);
  set_symbol (object, engine, fill->instrument);
  json_object_set_string_member (object, "side", bw_side_word (fill->side));
  bw_json_set_fixed (object, "qty", fill->quantity);
  bw_json_set_money (object, "price", fill->price);
  bw_json_set_money (object, "fee", fill->fee);
  bw_json_set_money (object, "realized", fill->realized);
  bw_json_set_fixed (object, "position_qty", fill->position_after);
  bw_json_set_time (object, "time", fill->time);
  json_object_set_object_member (object, "why", certificate_object (&fill->certificate));
  return object;
}

JsonObject *
bw_json_position (BwEngine *engine, const BwPosition *position)
{
  JsonObject *object = json_object_new ();

  set_symbol (object, engine, position->instrument);
  bw_json_set_fixed (object, "qty", position->quantity);
  set_price (object, "avg_price", position->average_price);
  set_price (object, "mark", position->mark);
  bw_json_set_money (object, "market_value", position->market_value);
  bw_json_set_money (object, "cost", position->cost);
  bw_json_set_money (object, "unrealized", position->unrealized);
  bw_json_set_money (object, "realized", position->realized);
  bw_json_set_money (object, "realized_today", position->realized_today);
  bw_json_set_time (object, "opened_at", position->opened);
  return object;
}

JsonObject *
bw_json_account (BwEngine *engine, const BwAccountView *view)
{
  const BwAccount *account = &view->account;
  const BwAccountFigures *figures = &view->figures;
  JsonObject *object = json_object_new ();

  bw_json_set_uuid (object, "id", &account->uuid);
  json_object_set_int_member (object, "timeline", view->timeline);
  json_object_set_int_member (object, "number", account->id);
  json_object_set_string_member (object, "name", account->terms.name);
  json_object_set_string_member (object, "currency", account->terms.currency);
  json_object_set_string_member (object, "type",
                                 account->terms.type == BW_ACCOUNT_CASH ? "cash" : "margin");
  json_object_set_int_member (object, "multiplier", account->terms.multiplier);
  json_object_set_string_member (object, "profile", bw_profile_word (account->terms.profile));
  json_object_set_string_member (object, "fees", account->terms.fee_schedule);
  json_object_set_boolean_member (object, "halted", account->halt != BW_HALT_NONE);
  bw_json_set_money (object, "equity", figures->equity);
  bw_json_set_money (object, "cash", figures->cash);
  bw_json_set_money (object, "buying_power", figures->buying_power);
  bw_json_set_money (object, "long_value", figures->long_value);
  bw_json_set_money (object, "short_value", figures->short_value);
  bw_json_set_money (object, "initial_margin", figures->initial_margin);
  bw_json_set_money (object, "maintenance_margin", figures->maintenance_margin);
  bw_json_set_money (object, "reserved", figures->reserved);
  json_object_set_string_member (object, "margin_rule",
                                 figures->margin_rule == BW_MARGIN_RULE_INTRADAY ? "intraday" : "regt-pdt");
  bw_json_set_money (object, "settled_cash", figures->settled_cash);
  bw_json_set_money (object, "unsettled_cash", figures->unsettled_cash);
  bw_json_set_money (object, "withdrawable", figures->withdrawable);
  bw_json_set_money (object, "day_trading_power", figures->day_trading_power);
  bw_json_set_money (object, "margin_level", figures->intraday_level);
  json_object_set_int_member (object, "day_trades", figures->n_day_trades);
  json_object_set_int_member (object, "ambiguous_exits", account->n_ambiguous);
  json_object_set_string_member (object, "margin_call",
                                 bw_margin_call_word ((BwMarginCallKind) account->margin.call.kind));
  bw_json_set_money (object, "margin_call_amount", account->margin.call.amount);
  bw_json_set_money (object, "intraday_call_amount", account->margin.intraday_call.amount);
  bw_json_set_money (object, "day_profit", figures->day_profit);
  bw_json_set_money (object, "total_profit", figures->total_profit);
  bw_json_set_money (object, "unrealized", figures->unrealized);
  bw_json_set_money (object, "realized", account->realized);
  bw_json_set_money (object, "fees_paid", account->fees);
  bw_json_set_money (object, "dividends", account->dividends);
  bw_json_set_money (object, "dividends_owed", account->receivable);
  bw_json_set_money (object, "interest_paid", account->interest);
  bw_json_set_money (object, "interest_accrued", account->accrued);
  bw_json_set_money (object, "deposits", account->deposits);
  json_object_set_int_member (object, "positions", account->n_positions);
  json_object_set_int_member (object, "open_orders", account->n_open_orders);
  bw_json_set_standing (object, engine, view);
  return object;
}

static const char *
phase_word (BwSessionPhase phase)
{
  switch (phase)
    {
    case BW_PHASE_CLOSED:
      return "closed";
    case BW_PHASE_PRE:
      return "pre";
    case BW_PHASE_CORE:
      return "core";
    case BW_PHASE_POST:
      return "post";
    case BW_PHASE_OVERNIGHT:
      return "overnight";
    }
  g_assert_not_reached ();
}

JsonObject *
bw_json_timeline (const BwTimelineView *view)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "timeline", view->id);
  json_object_set_string_member (object, "name", view->name);
  json_object_set_string_member (object, "kind",
                                 view->kind == BW_TIMELINE_KIND_PRACTICE ? "practice" : "replay");
  if (view->parent != 0)
    json_object_set_int_member (object, "parent", view->parent);
  else
    json_object_set_null_member (object, "parent");
  bw_json_set_time (object, "now", view->now);
  bw_json_set_time (object, "start", view->start);
  bw_json_set_time (object, "end", view->end);
  json_object_set_double_member (object, "speed", view->speed);
  json_object_set_boolean_member (object, "playing", view->is_playing);
  json_object_set_string_member (object, "session", phase_word (view->phase));
  if (view->frozen_reason != NULL)
    json_object_set_string_member (object, "frozen", view->frozen_reason);
  else
    json_object_set_null_member (object, "frozen");
  return object;
}

JsonNode *
bw_json_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

JsonNode *
bw_json_take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

/**
 * bw_json_parse_object:
 * @text: (array length=n_bytes): a request's body, from outside; nothing at all is an empty object
 *
 * Errors: what is wrong and where, when it is no JSON object or nested deeper than %BW_JSON_DEPTH_MAX.
 *
 * Returns: (transfer full) (nullable)
 */
JsonObject *
bw_json_parse_object (const char *text, gsize n_bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (n_bytes == 0)
    return json_object_new ();
  if (!bw_json_is_safe (text, n_bytes))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The request's body must be JSON with at most %d arrays and objects in one another.",
                   BW_JSON_DEPTH_MAX);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize) n_bytes, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "The request's body must be a JSON object.");
      return NULL;
    }
  return json_object_ref (json_node_get_object (root));
}
