/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/order-story.h"

#include "app/format.h"
#include "app/words.h"

#include <glib/gi18n.h>

#define CHAIN_MAX 64 /* replacements that are followed, each way */
#define LEGS_MAX 2

static gboolean
read_order (BwTradingReader *reader, BwTimelineId timeline, BwOrderId id, BwOrder *order)
{
  return id != 0 && bw_trading_reader_order (reader, timeline, id, order, NULL);
}

/**
 * bw_order_story_chain:
 *
 * Returns: (transfer full) (element-type BwOrder): what it replaced, itself and what replaced it, the
 *   oldest first
 */
GArray *
bw_order_story_chain (BwTradingReader *reader, BwTimelineId timeline, const BwOrder *order)
{
  GArray *chain = g_array_new (FALSE, FALSE, sizeof (BwOrder));
  BwOrder next = *order;

  g_array_append_val (chain, next);
  while (chain->len < CHAIN_MAX && read_order (reader, timeline, next.replaces, &next))
    g_array_prepend_val (chain, next);
  next = *order;
  for (int i = 0; i < CHAIN_MAX && read_order (reader, timeline, next.replaced_by, &next); i++)
    g_array_append_val (chain, next);
  return chain;
}

static void
add_newest (GArray *group, BwTradingReader *reader, BwTimelineId timeline, const BwOrder *order)
{
  g_autoptr (GArray) chain = bw_order_story_chain (reader, timeline, order);

  g_array_append_val (group, g_array_index (chain, BwOrder, chain->len - 1));
}

/**
 * bw_order_story_group:
 *
 * The entry of a group makes its legs at once, so that their numbers follow its own; each has its
 * replacements.
 *
 * Returns: (transfer full) (element-type BwOrder): the entry and its legs as they stand now; empty
 *   for an order without a group
 */
GArray *
bw_order_story_group (BwTradingReader *reader, BwTimelineId timeline, const BwOrder *order)
{
  GArray *group = g_array_new (FALSE, FALSE, sizeof (BwOrder));
  g_autoptr (GArray) chain = NULL;
  BwOrder entry = *order, leg;

  if (order->order_class == BW_ORDER_CLASS_SIMPLE)
    return group;
  if (order->parent != 0 && !read_order (reader, timeline, order->parent, &entry))
    return group;
  chain = bw_order_story_chain (reader, timeline, &entry);
  entry = g_array_index (chain, BwOrder, 0);
  add_newest (group, reader, timeline, &entry);
  for (BwOrderId id = entry.id + 1; id <= entry.id + LEGS_MAX; id++)
    if (read_order (reader, timeline, id, &leg) && leg.parent == entry.id && leg.replaces == 0)
      add_newest (group, reader, timeline, &leg);
  return group;
}

/** bw_order_story_role: what it does in its group. */
const char *
bw_order_story_role (const BwOrder *order)
{
  if ((order->flags & BW_ORDER_STOP_LOSS) != 0)
    return _("Stop loss");
  if ((order->flags & BW_ORDER_TAKE_PROFIT) != 0 || order->order_class == BW_ORDER_CLASS_OCO)
    return _("Take profit");
  return order->order_class == BW_ORDER_CLASS_SIMPLE ? _("Order") : _("Entry");
}

/** bw_order_story_trail: (transfer full): how far the stop stays behind: "1.50" or "2%". */
char *
bw_order_story_trail (const BwInstrument *instrument, BwFixed trail, guint flags)
{
  g_autofree char *percent = NULL;

  if ((flags & BW_ORDER_TRAIL_PERCENT) == 0)
    return bw_format_price (instrument, trail);
  percent = bw_format_number (trail, 0, 8, BW_FORMAT_PLAIN);
  return g_strdup_printf ("%s" BW_EN_SPACE "%%", percent);
}

/* "Buy $500 of HLVN", "Sell 100 HLVN trailing 2%"; NULL: bw_words_order() says it. */
static char *
describe_rare (const BwInstrument *instrument, BwSide side, BwFixed quantity, BwFixed notional, BwFixed trail,
               guint flags)
{
  const char *symbol = instrument != NULL ? instrument->symbol : "?";
  g_autofree char *size = bw_format_quantity (quantity, BW_FORMAT_PLAIN);
  g_autofree char *trailing = bw_order_story_trail (instrument, trail, flags);
  g_autofree char *money = bw_format_amount (notional, BW_FORMAT_PLAIN);

  if (!bw_fixed_is_zero (trail))
    /* Translators: side, quantity, symbol, distance: "Sell 100 HLVN trailing 1.50" */
    return g_strdup_printf (_("%s %s %s trailing %s"), bw_words_side (side), size, symbol, trailing);
  if (bw_fixed_is_zero (quantity) && !bw_fixed_is_zero (notional))
    /* Translators: side, money, symbol: "Buy $500.00 of HLVN" */
    return g_strdup_printf (_("%s $%s of %s"), bw_words_side (side), money, symbol);
  return NULL;
}

/** bw_order_story_new: (transfer full): an order that is to be sent, in words. */
char *
bw_order_story_new (const BwInstrument *instrument, const BwNewOrder *order)
{
  char *rare = describe_rare (instrument, order->side, order->quantity, order->notional, order->trail, order->flags);

  return rare != NULL ? rare
                      : bw_words_order (instrument, order->side, order->quantity, order->type, order->limit_price,
                                        order->stop_price);
}

/** bw_order_story_what: (transfer full): the order in words. */
char *
bw_order_story_what (const BwInstrument *instrument, const BwOrder *order)
{
  char *rare = describe_rare (instrument, order->side, order->quantity, order->notional, order->trail, order->flags);

  if (rare != NULL)
    return rare;
  return bw_words_order (instrument, order->side, order->quantity, order->type, order->limit_price, order->stop_price);
}

static void
add_price (GString *text, const BwInstrument *instrument, const char *word, BwFixed before, BwFixed now)
{
  g_autofree char *old = bw_format_price (instrument, before);
  g_autofree char *new = bw_format_price (instrument, now);

  if (bw_fixed_compare (before, now) == 0)
    return;
  g_string_append_printf (text, "%s%s ", text->len > 0 ? " · " : "", word);
  if (bw_fixed_is_zero (before) || bw_fixed_is_zero (now))
    g_string_append (text, bw_fixed_is_zero (now) ? BW_DASH : new);
  else
    g_string_append_printf (text, "%s → %s", old, new);
}

static void
add_quantity (GString *text, const char *word, BwFixed before, BwFixed now)
{
  g_autofree char *old = bw_format_quantity (before, BW_FORMAT_PLAIN);
  g_autofree char *new = bw_format_quantity (now, BW_FORMAT_PLAIN);

  if (bw_fixed_compare (before, now) == 0)
    return;
  g_string_append_printf (text, "%s%s ", text->len > 0 ? " · " : "", word);
  if (bw_fixed_is_zero (before))
    g_string_append (text, new);
  else
    g_string_append_printf (text, "%s → %s", old, new);
}

/**
 * bw_order_story_change:
 * @before: (nullable): the event before @event
 *
 * Returns: (transfer full): why it came to @event, and what is another than before; empty for nothing
 */
char *
bw_order_story_change (const BwInstrument *instrument, const BwOrderEvent *before, const BwOrderEvent *event)
{
  static const BwOrderEvent nothing;
  GString *text = g_string_new (event->reason != BW_REASON_NONE ? bw_words_reason (event->reason) : NULL);

  if (before == NULL)
    before = &nothing;
  add_quantity (text, _("Quantity"), before->quantity, event->quantity);
  add_quantity (text, _("Filled"), before->filled, event->filled);
  add_price (text, instrument, _("Limit"), before->limit_price, event->limit_price);
  add_price (text, instrument, _("Stop"), before->stop_price, event->stop_price);
  return g_string_free (text, FALSE);
}
