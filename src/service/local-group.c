/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "trading/condition.h"
#include "trading/order-legs.h"

#include <string.h>

/* What an order's parameters say beyond the order itself: the legs of its group
 * (`take_profit{limit_price}`, `stop_loss{stop_price, limit_price}`, `order_class`: SEMANTICS 1) and
 * the condition it waits for (`when`). */

static gboolean
refuse (GError **error, const char *name, const char *why)
{
  g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER, "“%s”: %s.", name, why);
  return FALSE;
}

/* The price @member of the object @name; 0 where it is absent. */
static gboolean
read_leg (BwLocalCall *call, const char *name, const char *member, BwFixed *price, GError **error)
{
  JsonNode *node = json_object_get_member (call->parameters, name), *value;
  const char *text;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, name, "an object of prices is expected");
  value = json_object_get_member (json_node_get_object (node), member);
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  text = JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING
             ? json_node_get_string (value)
             : "";
  if (bw_fixed_parse (text, -1, price) == BW_FIXED_PARSE_OK && bw_fixed_sign (*price) > 0)
    return TRUE;
  return refuse (error, member, "a price above zero is expected, as a string");
}

static BwInstrumentId
find_symbol (const char *symbol, gpointer user_data)
{
  const BwInstrument *instrument = bw_engine_find_instrument (user_data, symbol);

  return instrument != NULL ? instrument->id : 0;
}

/* HH:MM is of the date that the instrument's exchange has on the timeline. */
static gboolean
read_condition (BwLocalCall *call, BwTimelineId timeline, BwNewOrder *order, GError **error)
{
  const char *text = bw_local_get_text (call, "when", "");
  const BwInstrument *instrument = bw_engine_instrument (call->engine, order->instrument);
  const BwTimelineView *view = bw_engine_timeline (call->engine, timeline);
  const char *zone = bw_calendar_zone (instrument != NULL ? instrument->calendar : BW_CALENDAR_XNYS);
  BwDate date = bw_zone_date_at (zone, view != NULL ? view->now : 0, NULL);
  BwConditionNames names = { find_symbol, call->engine, zone, date };
  g_autofree char *anchored = bw_condition_anchor (text, zone, date);
  g_autofree char *why = NULL;
  BwConditionProblem problem;
  BwCondition condition;

  if (*text == '\0')
    return TRUE;
  if (!bw_condition_parse (text, &names, &condition, &problem))
    {
      why = g_strdup_printf ("%s is expected at its letter %u", bw_condition_expected_words (problem.expected),
                             problem.column);
      return refuse (error, "when", why);
    }
  if (g_strlcpy (order->when, anchored, sizeof order->when) >= sizeof order->when)
    return refuse (error, "when", "it is too long");
  return TRUE;
}

/**
 * bw_local_read_group:
 * @order: (inout): its instrument and type are known
 *
 * Errors: %BW_LOCAL_API_ERROR_PARAMETER
 */
gboolean
bw_local_read_group (BwLocalCall *call, BwTimelineId timeline, BwNewOrder *order, GError **error)
{
  const char *class_text = bw_local_get_text (call, "order_class", "");
  BwOrderClass order_class = BW_ORDER_CLASS_SIMPLE;

  if (!read_leg (call, "take_profit", "limit_price", &order->take_profit, error) ||
      !read_leg (call, "stop_loss", "stop_price", &order->stop_loss, error) ||
      !read_leg (call, "stop_loss", "limit_price", &order->stop_loss_limit, error) ||
      !read_condition (call, timeline, order, error))
    return FALSE;
  if (*class_text == '\0')
    order_class = bw_order_class_of_legs (order->take_profit, order->stop_loss);
  else if (!bw_order_class_parse (class_text, &order_class))
    return refuse (error, "order_class", "simple, bracket, oco or oto is expected");
  order->order_class = (guint8) order_class;
  /* The target of an OCO may be stated as the order's limit, as a leg, or as both. */
  if (order_class == BW_ORDER_CLASS_OCO && bw_fixed_is_zero (order->limit_price))
    order->limit_price = order->take_profit;
  return TRUE;
}
