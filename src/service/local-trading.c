/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

/* An answer that needs the history: it is read once it has got there. */
typedef struct
{
  BwLocalCall *call;
  BwTimelineId timeline;
  BwCommandResult outcome;
} Answer;

/* The order with what its row has no room for; one that was sent before with the first of them. */
static void
answer_flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Answer *answer = user_data;
  BwEngine *engine = BW_ENGINE (object);
  BwTradingReader *reader = bw_engine_trading_reader (engine);
  const BwOrder *order = &answer->outcome.order;
  JsonObject *object_node;
  BwOrderDetails details;
  BwOrder existing;
  GError *error = NULL;

  if (!bw_engine_flush_finish (engine, result, &error))
    {
      bw_local_call_fail (answer->call, error);
      return;
    }
  object_node = bw_json_order (engine, order);
  if (bw_trading_reader_order_details (reader, answer->timeline, order->id, &details, NULL))
    bw_json_set_details (object_node, &details);
  if (order->reason == BW_REASON_DUPLICATE_CLIENT_ID &&
      bw_trading_reader_order_by_client_id (reader, answer->timeline, order->client_id_hash, &existing, NULL))
    {
      JsonObject *first = bw_json_order (engine, &existing);

      if (bw_trading_reader_order_details (reader, answer->timeline, existing.id, &details, NULL))
        bw_json_set_details (first, &details);
      json_object_set_object_member (object_node, "existing", first);
    }
  bw_local_call_return (answer->call, bw_json_take_object (object_node));
}

/* Whether the answer has to wait for the history: for few orders only. */
static gboolean
needs_history (BwLocalCall *call, const BwOrder *order)
{
  return order->reason == BW_REASON_DUPLICATE_CLIENT_ID || order->replaces != 0 ||
         json_object_has_member (call->parameters, "limit_offset") ||
         json_object_has_member (call->parameters, "display_qty") ||
         json_object_has_member (call->parameters, "when");
}

static void
command_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  GError *error = NULL;
  BwCommandResult outcome;
  JsonObject *answer;

  if (!bw_engine_command_finish (BW_ENGINE (object), result, &outcome, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  if (outcome.reason != BW_REASON_NONE && outcome.order.id == 0)
    {
      bw_local_call_fail (call, g_error_new (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_REFUSED,
                                             "%s: this can't be done.", bw_reason_word (outcome.reason)));
      return;
    }
  if (outcome.order.id != 0 && needs_history (call, &outcome.order))
    {
      Answer *later = g_new0 (Answer, 1);

      later->call = call;
      later->timeline = (BwTimelineId) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
      later->outcome = outcome;
      bw_engine_flush_async (call->engine, bw_local_call_cancellable (call), answer_flushed_cb, later);
      return;
    }
  answer = outcome.order.id != 0 ? bw_json_order (call->engine, &outcome.order) : json_object_new ();
  bw_local_call_return (call, bw_json_take_object (answer));
}

static void
run_command (BwLocalCall *call, BwTimelineId timeline, const BwInput *input)
{
  bw_engine_command_async (call->engine, timeline, input, bw_local_call_cancellable (call),
                           command_done_cb, call);
}

static gboolean
need_word (BwLocalCall *call, const char *name, const char *text, gboolean is_known, GError **error)
{
  if (is_known)
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” can't be “%s”.", name, text);
  return FALSE;
}

/* buy, sell; short and cover state the intent (SCENARIOS: Sides). */
static gboolean
read_side (BwLocalCall *call, BwNewOrder *order, GError **error)
{
  const char *text;
  BwSide side = BW_SIDE_BUY;

  if (!bw_local_need_text (call, "side", &text, error))
    return FALSE;
  if (g_str_equal (text, "short") || g_str_equal (text, "cover"))
    {
      order->side = g_str_equal (text, "short") ? BW_SIDE_SELL : BW_SIDE_BUY;
      order->intent = g_str_equal (text, "short") ? BW_INTENT_OPEN : BW_INTENT_CLOSE;
      return TRUE;
    }
  if (!need_word (call, "side", text, bw_side_parse (text, &side), error))
    return FALSE;
  order->side = side;
  return TRUE;
}

/* `trail_price` in money or `trail_percent`. */
static gboolean
read_trail (BwLocalCall *call, BwNewOrder *order, GError **error)
{
  BwFixed percent = BW_FIXED_ZERO;

  if (!bw_local_get_fixed (call, "trail_price", &order->trail, error) ||
      !bw_local_get_fixed (call, "trail_percent", &percent, error))
    return FALSE;
  if (percent.e8 == 0)
    return TRUE;
  if (order->trail.e8 != 0)
    {
      g_set_error_literal (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                           "“trail_price” and “trail_percent” exclude each other.");
      return FALSE;
    }
  order->trail = percent;
  order->flags |= BW_ORDER_TRAIL_PERCENT;
  return TRUE;
}

/* `expires_at` of a gtd order: a date, or an instant. */
static gboolean
read_end (BwLocalCall *call, BwInstrumentId instrument, BwTime *expires, GError **error)
{
  const BwInstrument *definition = bw_engine_instrument (call->engine, instrument);
  const char *text;
  BwDate date;

  if (!bw_local_need_text (call, "expires_at", &text, error))
    return FALSE;
  if (bw_date_parse (text, -1, &date))
    *expires = bw_gtd_expiry (definition != NULL ? definition->calendar : BW_CALENDAR_XNYS, date);
  else if (!bw_time_parse_rfc3339 (text, -1, expires))
    {
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                   "“expires_at” is a date like 2026-03-31 or a time, not “%s”.", text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_client_id (BwLocalCall *call, char client_id[BW_CLIENT_ID_BYTES], GError **error)
{
  const char *text = bw_local_get_text (call, "client_order_id", "");

  if (g_strlcpy (client_id, text, BW_CLIENT_ID_BYTES) < BW_CLIENT_ID_BYTES)
    return TRUE;
  g_set_error_literal (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                       "“client_order_id” holds 128 bytes at most.");
  return FALSE;
}

static gboolean
read_source (BwLocalCall *call, const char *member, char source[BW_SOURCE_BYTES], GError **error)
{
  if (g_strlcpy (source, bw_local_get_text (call, member, ""), BW_SOURCE_BYTES) < BW_SOURCE_BYTES)
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” holds %d bytes at most.", member,
               BW_SOURCE_BYTES - 1);
  return FALSE;
}

static gboolean
read_order (BwLocalCall *call, BwNewOrder *order, GError **error)
{
  const char *type_text = bw_local_get_text (call, "type", "market");
  const char *tif_text = bw_local_get_text (call, "time_in_force", "day");
  BwOrderType type = BW_ORDER_MARKET;
  BwTif tif = BW_TIF_DAY;

  if (!read_side (call, order, error) || !bw_local_need_instrument (call, &order->instrument, error) ||
      !need_word (call, "type", type_text, bw_order_type_parse (type_text, &type), error) ||
      !need_word (call, "time_in_force", tif_text, bw_tif_parse (tif_text, &tif), error) ||
      !bw_local_get_fixed (call, "qty", &order->quantity, error) ||
      !bw_local_get_fixed (call, "notional", &order->notional, error) ||
      !bw_local_get_fixed (call, "limit_price", &order->limit_price, error) ||
      !bw_local_get_fixed (call, "stop_price", &order->stop_price, error) ||
      !bw_local_get_fixed (call, "limit_offset", &order->limit_offset, error) ||
      !bw_local_get_fixed (call, "display_qty", &order->display, error))
    return FALSE;
  order->flags = bw_local_get_flag (call, "extended_hours") ? BW_ORDER_EXTENDED_HOURS : 0;
  if (bw_local_get_flag (call, "reduce_only"))
    order->flags |= BW_ORDER_REDUCE_ONLY;
  if (!read_trail (call, order, error) ||
      (tif == BW_TIF_GTD && !read_end (call, order->instrument, &order->expires, error)))
    return FALSE;
  if (!read_client_id (call, order->client_id, error) ||
      !read_source (call, "strategy", order->strategy, error) || !read_source (call, "agent", order->agent, error))
    return FALSE;
  order->type = type;
  order->tif = tif;
  return TRUE;
}

void
bw_local_order (BwLocalCall *call)
{
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };
  BwTimelineId timeline;
  GError *error = NULL;

  if (!bw_local_get_account (call, &timeline, &input.new_order.account, &error) ||
      !read_order (call, &input.new_order, &error) ||
      !bw_local_read_group (call, timeline, &input.new_order, &error))
    bw_local_call_fail (call, error);
  else
    run_command (call, timeline, &input);
}

/* An order by its UUID or by its number on the timeline. */
static gboolean
need_order (BwLocalCall *call, BwTimelineId timeline, BwOrderId *order, GError **error)
{
  const char *text;
  BwUuid uuid;
  BwOrder found;
  BwTimelineId found_timeline;
  guint64 number;

  if (!bw_local_need_text (call, "order", &text, error))
    return FALSE;
  if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    {
      *order = number;
      return TRUE;
    }
  if (bw_uuid_parse (text, &uuid) &&
      bw_trading_reader_order_by_uuid (bw_engine_trading_reader (call->engine), &uuid, &found_timeline,
                                       &found, NULL) &&
      found_timeline == timeline)
    {
      *order = found.id;
      return TRUE;
    }
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
               "%s: there is no order “%s” here.", bw_reason_word (BW_REASON_UNKNOWN_ORDER), text);
  return FALSE;
}

/* A field of a replacement: nothing, or above 0 (0 would leave it as it is). */
static gboolean
get_change (BwLocalCall *call, const char *name, BwFixed *value, GError **error)
{
  if (!bw_local_get_fixed (call, name, value, error))
    return FALSE;
  if (!json_object_has_member (call->parameters, name) || bw_fixed_sign (*value) > 0)
    return TRUE;
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s” must be above 0.", name);
  return FALSE;
}

/* A trail stays what it is: `trail_price` in money or `trail_percent`; `trail` is in either. */
static gboolean
read_new_trail (BwLocalCall *call, BwTimelineId timeline, BwReplaceOrder *change, GError **error)
{
  gboolean has_price = json_object_has_member (call->parameters, "trail_price");
  gboolean has_percent = json_object_has_member (call->parameters, "trail_percent");
  BwOrder order;

  if (!get_change (call, has_percent ? "trail_percent" : has_price ? "trail_price" : "trail", &change->trail, error))
    return FALSE;
  if (!has_price && !has_percent)
    return TRUE;
  if (!bw_trading_reader_order (bw_engine_trading_reader (call->engine), timeline, change->order, &order, error))
    return FALSE;
  if (has_price != has_percent && has_percent == ((order.flags & BW_ORDER_TRAIL_PERCENT) != 0))
    return TRUE;
  g_set_error_literal (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                       "A trail stays what it is: an amount or a percentage.");
  return FALSE;
}

static void
replace_flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  BwInput input = { .kind = BW_INPUT_REPLACE_ORDER };
  BwTimelineId timeline;
  BwAccountId account;
  GError *error = NULL;

  if (!bw_engine_flush_finish (BW_ENGINE (object), result, &error) ||
      !bw_local_get_account (call, &timeline, &account, &error) ||
      !need_order (call, timeline, &input.replace_order.order, &error) ||
      !get_change (call, "qty", &input.replace_order.quantity, &error) ||
      !get_change (call, "limit_price", &input.replace_order.limit_price, &error) ||
      !get_change (call, "stop_price", &input.replace_order.stop_price, &error) ||
      !read_new_trail (call, timeline, &input.replace_order, &error) ||
      !read_client_id (call, input.replace_order.client_id, &error))
    bw_local_call_fail (call, error);
  else
    run_command (call, timeline, &input);
}

void
bw_local_replace (BwLocalCall *call)
{
  bw_engine_flush_async (call->engine, bw_local_call_cancellable (call), replace_flushed_cb, call);
}

static void
cancel_flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  BwLocalCall *call = user_data;
  BwInput input = { .kind = BW_INPUT_CANCEL_ORDER };
  BwTimelineId timeline;
  BwAccountId account;
  GError *error = NULL;

  if (!bw_engine_flush_finish (BW_ENGINE (object), result, &error) ||
      !bw_local_get_account (call, &timeline, &account, &error) ||
      !need_order (call, timeline, &input.cancel_order.order, &error))
    bw_local_call_fail (call, error);
  else
    run_command (call, timeline, &input);
}

void
bw_local_cancel (BwLocalCall *call)
{
  bw_engine_flush_async (call->engine, bw_local_call_cancellable (call), cancel_flushed_cb, call);
}

static void
run_account_command (BwLocalCall *call, BwInputKind kind, gboolean needs_instrument)
{
  BwInput input = { .kind = (guint8) kind };
  BwTimelineId timeline;
  GError *error = NULL;

  if (!bw_local_get_account (call, &timeline, &input.account.account, &error) ||
      (needs_instrument && !bw_local_need_instrument (call, &input.account.instrument, &error)))
    bw_local_call_fail (call, error);
  else
    run_command (call, timeline, &input);
}

void
bw_local_cancel_all (BwLocalCall *call)
{
  run_account_command (call, BW_INPUT_CANCEL_ALL, FALSE);
}

void
bw_local_close (BwLocalCall *call)
{
  run_account_command (call, BW_INPUT_CLOSE_POSITION, TRUE);
}

void
bw_local_reverse (BwLocalCall *call)
{
  run_account_command (call, BW_INPUT_REVERSE_POSITION, TRUE);
}

void
bw_local_flatten (BwLocalCall *call)
{
  run_account_command (call, BW_INPUT_FLATTEN, FALSE);
}

static void
run_cash_command (BwLocalCall *call, BwInputKind kind)
{
  BwInput input = { .kind = (guint8) kind };
  BwTimelineId timeline;
  GError *error = NULL;

  if (!bw_local_get_account (call, &timeline, &input.cash.account, &error) ||
      !bw_local_get_fixed (call, "amount", &input.cash.amount, &error))
    bw_local_call_fail (call, error);
  else if (bw_fixed_sign (input.cash.amount) <= 0)
    bw_local_call_fail (call, g_error_new_literal (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                                                   "“amount” must be above 0."));
  else
    run_command (call, timeline, &input);
}

/* Back to a starting amount; 0 is one. */
void
bw_local_reset (BwLocalCall *call)
{
  g_autoptr (GError) error = NULL;
  BwInput input = { .kind = BW_INPUT_RESET_ACCOUNT };
  BwTimelineId timeline;

  if (!bw_local_get_account (call, &timeline, &input.cash.account, &error) ||
      !bw_local_get_fixed (call, "amount", &input.cash.amount, &error))
    bw_local_call_fail (call, g_steal_pointer (&error));
  else if (bw_fixed_sign (input.cash.amount) < 0)
    bw_local_call_fail (call, g_error_new_literal (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                                                   "“amount” must not be below 0."));
  else
    run_command (call, timeline, &input);
}

void
bw_local_deposit (BwLocalCall *call)
{
  run_cash_command (call, BW_INPUT_DEPOSIT);
}

void
bw_local_withdraw (BwLocalCall *call)
{
  run_cash_command (call, BW_INPUT_WITHDRAW);
}
