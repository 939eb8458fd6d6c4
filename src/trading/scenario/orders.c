/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/order-type.h"
#include "trading/scenario/statements.h"

#include "trading/condition.h"
#include "trading/order-legs.h"

#include <string.h>

/* Statements that act on orders and positions. */

/* What stands for a number that no order can hold: the core refuses it for the right reason. */
#define REFUSED_QUANTITY BW_FIXED (-1)
#define REFUSED_PRICE BW_FIXED (-1)
#define REFUSED_NOTIONAL BW_FIXED_MIN

static void
read_side (BwScenarioLine *line, BwNewOrder *order)
{
  static const struct
  {
    const char *word;
    BwSide side;
    BwIntent intent;
  } sides[] = {
    { "buy", BW_SIDE_BUY, BW_INTENT_AUTO },
    { "sell", BW_SIDE_SELL, BW_INTENT_AUTO },
    { "short", BW_SIDE_SELL, BW_INTENT_OPEN },
    { "cover", BW_SIDE_BUY, BW_INTENT_CLOSE },
  };
  const char *word = bw_scenario_line_word (line, "the side");

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    if (g_str_equal (sides[i].word, word))
      {
        order->side = (guint8) sides[i].side;
        order->intent = (guint8) sides[i].intent;
        return;
      }
  bw_scenario_line_fail (line, "'%s' is no side: buy, sell, short or cover", word);
}

/* `2.50`, or `3%`. */
static BwFixed
read_trail (BwScenarioLine *line, guint16 *flags)
{
  char *word = line->next < line->n_words ? line->words[line->next] : NULL;
  gsize length = word != NULL ? strlen (word) : 0;

  if (length > 1 && word[length - 1] == '%')
    {
      word[length - 1] = '\0';
      *flags |= BW_ORDER_TRAIL_PERCENT;
    }
  return bw_scenario_line_order_number (line, "the trail", REFUSED_PRICE);
}

static void
read_type (BwScenarioLine *line, BwNewOrder *order)
{
  const char *word = bw_scenario_line_word (line, "the type");
  BwOrderType type;

  if (line->problem != NULL)
    return;
  if (!bw_order_type_parse (word, &type))
    {
      bw_scenario_line_fail (line, "'%s' is no type of order", word);
      return;
    }
  order->type = (guint8) type;
  if (bw_order_type_has_trigger (type))
    order->stop_price = bw_scenario_line_order_number (line, "the stop", REFUSED_PRICE);
  if (bw_order_type_has_limit (type))
    order->limit_price = bw_scenario_line_order_number (line, "the limit", REFUSED_PRICE);
  if (bw_order_type_trails (type))
    order->trail = read_trail (line, &order->flags);
  if (type == BW_ORDER_TRAILING_STOP_LIMIT)
    order->limit_offset = bw_scenario_line_order_number (line, "the offset", REFUSED_PRICE);
}

static BwCalendarId
calendar_of (const BwScenarioWorld *world, const BwNewOrder *order)
{
  const BwInstrument *instrument = bw_core_instrument (world->core, order->instrument);

  return instrument != NULL ? instrument->calendar : BW_CALENDAR_XNYS;
}

static void
read_client_id (BwScenarioLine *line, char client_id[BW_CLIENT_ID_BYTES])
{
  const char *text = bw_scenario_line_word (line, "the client id");

  if (strlen (text) >= BW_CLIENT_ID_BYTES)
    bw_scenario_line_fail (line, "a client id has at most %d bytes", BW_CLIENT_ID_BYTES - 1);
  else
    g_strlcpy (client_id, text, BW_CLIENT_ID_BYTES);
}

static void
read_source (BwScenarioLine *line, const char *key, char source[BW_SOURCE_BYTES])
{
  if (g_strlcpy (source, bw_scenario_line_word (line, key), BW_SOURCE_BYTES) >= BW_SOURCE_BYTES)
    bw_scenario_line_fail (line, "the name of %s has at most %d bytes", key, BW_SOURCE_BYTES - 1);
}

static void
read_tif (BwScenarioLine *line, BwNewOrder *order)
{
  const char *word = bw_scenario_line_word (line, "the time in force");
  BwTif tif;

  if (line->problem != NULL)
    return;
  if (!bw_tif_parse (word, &tif))
    {
      bw_scenario_line_fail (line, "tif '%s' is unknown", word);
      return;
    }
  order->tif = (guint8) tif;
  if (tif == BW_TIF_GTD)
    order->expires = bw_gtd_expiry (calendar_of (line->world, order), bw_scenario_line_date (line));
}

/* A leg's price that is stated as nothing: refused, not absent. */
static BwFixed
read_leg_price (BwScenarioLine *line, const char *what)
{
  BwFixed price = bw_scenario_line_order_number (line, what, REFUSED_PRICE);

  return price.e8 == 0 ? REFUSED_PRICE : price;
}

static void
read_class (BwScenarioLine *line, BwNewOrder *order)
{
  const char *word = bw_scenario_line_word (line, "the class");
  BwOrderClass order_class;

  if (line->problem != NULL)
    return;
  if (!bw_order_class_parse (word, &order_class))
    bw_scenario_line_fail (line, "'%s' is no class of orders: bracket, oco or oto", word);
  else
    order->order_class = (guint8) order_class;
}

static BwInstrumentId
find_symbol (const char *symbol, gpointer user_data)
{
  const BwScenarioWorld *world = user_data;

  return GPOINTER_TO_UINT (g_hash_table_lookup (world->symbols, symbol));
}

/* To the end of the line. What is no condition is the file's fault, not the order's. */
static void
read_condition (BwScenarioLine *line, BwNewOrder *order)
{
  BwScenarioWorld *world = line->world;
  BwConditionNames names = { find_symbol, world, world->zone, world->date };
  g_autofree char *text = g_strjoinv (" ", line->words + line->next);
  g_autofree char *anchored = bw_condition_anchor (text, world->zone, world->date);
  BwConditionProblem problem;
  BwCondition condition;

  line->next = line->n_words;
  if (line->problem != NULL)
    return;
  if (!bw_condition_parse (text, &names, &condition, &problem))
    bw_scenario_line_fail (line, "the condition '%s' at its %u. letter: %s was expected", text,
                           problem.column, bw_condition_expected_words (problem.expected));
  else if (g_strlcpy (order->when, anchored, sizeof order->when) >= sizeof order->when)
    bw_scenario_line_fail (line, "a condition has at most %d letters", BW_CONDITION_BYTES - 1);
}

static void
read_order_key (BwScenarioLine *line, const char *key, BwNewOrder *order)
{
  if (g_str_equal (key, "tif"))
    read_tif (line, order);
  else if (g_str_equal (key, "take-profit"))
    order->take_profit = read_leg_price (line, "the target");
  else if (g_str_equal (key, "stop-loss"))
    {
      order->stop_loss = read_leg_price (line, "the stop");
      if (bw_scenario_line_accept (line, "limit"))
        order->stop_loss_limit = read_leg_price (line, "the stop's limit");
    }
  else if (g_str_equal (key, "class"))
    read_class (line, order);
  else if (g_str_equal (key, "when"))
    read_condition (line, order);
  else if (g_str_equal (key, "extended"))
    order->flags |= BW_ORDER_EXTENDED_HOURS;
  else if (g_str_equal (key, "notional"))
    {
      order->notional = bw_scenario_line_order_number (line, "the notional", REFUSED_NOTIONAL);
      if (order->notional.e8 == 0)
        order->notional = BW_FIXED (-1); /* stated as nothing: refused, not absent */
    }
  else if (g_str_equal (key, "client-id"))
    read_client_id (line, order->client_id);
  else if (g_str_equal (key, "strategy"))
    read_source (line, key, order->strategy);
  else if (g_str_equal (key, "agent"))
    read_source (line, key, order->agent);
  else if (g_str_equal (key, "reduce-only"))
    order->flags |= BW_ORDER_REDUCE_ONLY;
  else if (g_str_equal (key, "iceberg"))
    {
      order->display = bw_scenario_line_order_number (line, "what is shown", REFUSED_QUANTITY);
      if (order->display.e8 == 0)
        order->display = REFUSED_QUANTITY;
    }
  else
    bw_scenario_line_unknown_key (line, key);
}

/* The file calls the legs of the order ID by ID.tp and ID.sl. */
static void
name_legs (BwScenarioWorld *world, const char *id, const BwNewOrder *order)
{
  for (int is_stop = 0; is_stop < 2; is_stop++)
    {
      g_autofree char *name = g_strconcat (id, is_stop ? ".sl" : ".tp", NULL);
      BwUuid uuid;

      if (is_stop ? order->stop_loss.e8 == 0
                  : order->take_profit.e8 == 0 || order->order_class == BW_ORDER_CLASS_OCO)
        continue;
      uuid = bw_order_leg_uuid (&order->uuid, is_stop);
      bw_scenario_world_name_uuid (world, &uuid, bw_scenario_world_add_order (world, name));
    }
}

void
bw_scenario_run_order (BwScenarioLine *line)
{
  BwScenarioWorld *world = line->world;
  const char *id = bw_scenario_line_word (line, "the order's id");
  BwInput input = { .kind = BW_INPUT_NEW_ORDER };
  BwNewOrder *order = &input.new_order;
  const BwInstrument *instrument;
  const char *key;
  gboolean has_quantity;

  if (line->problem == NULL && g_hash_table_contains (world->orders, id))
    bw_scenario_line_fail (line, "there is already an order '%s'", id);
  order->account = bw_scenario_line_account (line);
  read_side (line, order);
  has_quantity = !bw_scenario_line_accept (line, "-");
  if (has_quantity)
    order->quantity = bw_scenario_line_order_number (line, "the quantity", REFUSED_QUANTITY);
  /* A symbol that is not there is for the core to refuse. */
  order->instrument = GPOINTER_TO_UINT (
      g_hash_table_lookup (world->symbols, bw_scenario_line_word (line, "the symbol")));
  read_type (line, order);
  instrument = bw_core_instrument (world->core, order->instrument);
  order->tif = instrument != NULL && instrument->instrument_class == BW_INSTRUMENT_CRYPTO ? BW_TIF_GTC
                                                                                         : BW_TIF_DAY;
  while ((key = bw_scenario_line_key (line)) != NULL)
    read_order_key (line, key, order);
  if (line->problem == NULL && !has_quantity && order->notional.e8 == 0)
    bw_scenario_line_fail (line, "a quantity of '-' needs a notional");
  if (line->problem != NULL)
    return;
  if (order->tif == BW_TIF_GTC)
    order->expires = bw_gtc_expiry (calendar_of (world, order), world->now);
  if (order->order_class == BW_ORDER_CLASS_SIMPLE)
    order->order_class = (guint8) bw_order_class_of_legs (order->take_profit, order->stop_loss);
  bw_scenario_world_make_uuid (world, &order->uuid);
  bw_scenario_world_name_uuid (world, &order->uuid, bw_scenario_world_add_order (world, id));
  name_legs (world, id, order);
  bw_scenario_world_step (world, &input);
}

void
bw_scenario_run_replace (BwScenarioLine *line)
{
  BwScenarioWorld *world = line->world;
  BwScenarioOrder *order = bw_scenario_line_order (line);
  BwInput input = { .kind = BW_INPUT_REPLACE_ORDER };
  BwReplaceOrder *change = &input.replace_order;
  const char *key;

  while ((key = bw_scenario_line_key (line)) != NULL)
    {
      if (g_str_equal (key, "qty"))
        {
          change->quantity = bw_scenario_line_order_number (line, "the quantity", REFUSED_QUANTITY);
          if (change->quantity.e8 == 0)
            change->quantity = REFUSED_QUANTITY; /* 0 would leave it as it is */
        }
      else if (g_str_equal (key, "limit") || g_str_equal (key, "stop"))
        {
          BwFixed price = bw_scenario_line_order_number (line, "the price", REFUSED_PRICE);

          if (price.e8 == 0)
            price = REFUSED_PRICE;
          *(*key == 'l' ? &change->limit_price : &change->stop_price) = price;
        }
      else if (g_str_equal (key, "trail"))
        {
          guint16 flags = 0;

          change->trail = read_trail (line, &flags);
          if (change->trail.e8 == 0)
            change->trail = REFUSED_PRICE;
          if (line->problem == NULL && flags != (order->order.flags & BW_ORDER_TRAIL_PERCENT))
            bw_scenario_line_fail (line, "a trail stays what it is: money or percent");
        }
      else if (g_str_equal (key, "client-id"))
        read_client_id (line, change->client_id);
      else
        bw_scenario_line_unknown_key (line, key);
    }
  if (line->problem != NULL)
    return;
  change->order = order->order.id;
  bw_scenario_world_make_uuid (world, &change->uuid);
  bw_scenario_world_name_uuid (world, &change->uuid, order);
  order->refused = BW_REASON_NONE;
  world->addressed = order;
  bw_scenario_world_step (world, &input);
  world->addressed = NULL;
}

void
bw_scenario_run_cancel (BwScenarioLine *line)
{
  BwScenarioOrder *order = bw_scenario_line_order (line);
  BwInput input = { .kind = BW_INPUT_CANCEL_ORDER };

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return;
  input.cancel_order.order = order->order.id;
  order->refused = BW_REASON_NONE;
  line->world->addressed = order;
  bw_scenario_world_step (line->world, &input);
  line->world->addressed = NULL;
}

static void
run_on_account (BwScenarioLine *line, BwInputKind kind, gboolean has_symbol)
{
  BwInput input = { .kind = (guint8) kind };

  input.account.account = bw_scenario_line_account (line);
  if (has_symbol)
    input.account.instrument = bw_scenario_line_symbol (line);
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return;
  bw_scenario_world_make_uuid (line->world, &input.account.uuid);
  bw_scenario_world_step (line->world, &input);
}

void
bw_scenario_run_cancel_all (BwScenarioLine *line)
{
  run_on_account (line, BW_INPUT_CANCEL_ALL, FALSE);
}

void
bw_scenario_run_close (BwScenarioLine *line)
{
  run_on_account (line, BW_INPUT_CLOSE_POSITION, TRUE);
}

void
bw_scenario_run_flatten (BwScenarioLine *line)
{
  run_on_account (line, BW_INPUT_FLATTEN, FALSE);
}
