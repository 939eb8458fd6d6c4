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

/* ---- Terms ---- */

static const char *
describe_class (const BwOrder *order)
{
  switch ((BwOrderClass) order->order_class)
    {
    case BW_ORDER_CLASS_SIMPLE:
      return NULL;
    case BW_ORDER_CLASS_BRACKET:
      return _("bracket");
    case BW_ORDER_CLASS_OCO:
      return _("exit pair");
    case BW_ORDER_CLASS_OTO:
      return _("entry and exit");
    }
  return NULL;
}

static void
tell (BwOrderTermFunc func, gpointer user_data, const char *title, char *value)
{
  func (title, value, user_data);
  g_free (value);
}

static void
tell_group (const BwOrder *order, BwOrderTermFunc func, gpointer user_data)
{
  const char *order_class = describe_class (order);

  if (order_class != NULL)
    tell (func, user_data, _("Group"), g_strdup_printf ("%s · %s", order_class, bw_order_story_role (order)));
}

static void
tell_details (const BwInstrument *instrument, const BwOrder *order, const BwOrderDetails *details, BwOrderTermFunc func,
              gpointer user_data)
{
  if (!bw_fixed_is_zero (details->limit_offset))
    tell (func, user_data, _("Limit beyond the stop"), bw_format_price (instrument, details->limit_offset));
  if (!bw_fixed_is_zero (details->display))
    tell (func, user_data, _("Show at a time"), bw_format_quantity (details->display, BW_FORMAT_PLAIN));
  if (*details->when != '\0')
    func ((order->flags & BW_ORDER_WAITS) != 0 ? _("Waits until") : _("Waited until"), details->when, user_data);
}

/**
 * bw_order_story_foreach_term:
 * @details: (nullable): what few orders have, where it can be read
 *
 * What an order was sent with beside its type, prices and quantity.
 */
void
bw_order_story_foreach_term (const BwInstrument *instrument, const BwOrder *order, const BwOrderDetails *details,
                             const char *zone, BwOrderTermFunc func, gpointer user_data)
{
  tell_group (order, func, user_data);
  if (!bw_fixed_is_zero (order->trail))
    tell (func, user_data, _("Trail"), bw_order_story_trail (instrument, order->trail, order->flags));
  if (!bw_fixed_is_zero (order->notional))
    tell (func, user_data, _("Amount of money"), bw_format_amount (order->notional, BW_FORMAT_PLAIN));
  if (details != NULL)
    tell_details (instrument, order, details, func, user_data);
  if (order->tif == BW_TIF_GTD)
    tell (func, user_data, _("Until"), bw_format_date_time (order->expires, zone));
  if ((order->flags & BW_ORDER_REDUCE_ONLY) != 0)
    func (_("Only reduces the position"), NULL, user_data);
  if ((order->flags & BW_ORDER_EXTENDED_HOURS) != 0)
    func (_("Before and after hours too"), NULL, user_data);
}

static void
add_line (const char *title, const char *value, gpointer user_data)
{
  GString *text = user_data;

  g_string_append_printf (text, "\n%s", title);
  if (value != NULL)
    g_string_append_printf (text, ": %s", value);
}

/** bw_order_story_all: (transfer full): an order's whole terms in words, a line each. */
char *
bw_order_story_all (const BwInstrument *instrument, const BwOrder *order, const BwOrderDetails *details,
                    const char *zone)
{
  g_autofree char *what = bw_order_story_what (instrument, order);
  GString *text = g_string_new (what);

  g_string_append_printf (text, "\n%s · %s · %s", bw_words_type (order->type), bw_words_tif (order->tif),
                          bw_words_status (order->status));
  bw_order_story_foreach_term (instrument, order, details, zone, add_line, text);
  if (order->reason != BW_REASON_NONE)
    g_string_append_printf (text, "\n%s", bw_words_reason (order->reason));
  return g_string_free (text, FALSE);
}

/**
 * bw_order_story_type:
 *
 * Returns: (transfer full): a table's word for what kind of order it is: "Trailing stop 2 %",
 *   "Limit · iceberg", "Market · waits · exit pair"
 */
char *
bw_order_story_type (const BwInstrument *instrument, const BwOrder *order, const BwOrderDetails *details)
{
  GString *text = g_string_new (bw_words_type (order->type));

  if (!bw_fixed_is_zero (order->trail))
    {
      g_autofree char *trail = bw_order_story_trail (instrument, order->trail, order->flags);

      g_string_append_printf (text, " %s", trail);
    }
  if ((order->flags & BW_ORDER_STOP_LOSS) != 0 || (order->flags & BW_ORDER_TAKE_PROFIT) != 0)
    g_string_append_printf (text, " · %s", bw_order_story_role (order));
  else if (order->order_class != BW_ORDER_CLASS_SIMPLE)
    g_string_append_printf (text, " · %s", describe_class (order));
  if (details != NULL && !bw_fixed_is_zero (details->display))
    g_string_append_printf (text, " · %s", _("iceberg"));
  if ((order->flags & BW_ORDER_WAITS) != 0 || (details != NULL && *details->when != '\0'))
    g_string_append_printf (text, " · %s", _("conditional"));
  if ((order->flags & BW_ORDER_REDUCE_ONLY) != 0)
    g_string_append_printf (text, " · %s", _("reduce-only"));
  if ((order->flags & BW_ORDER_EXTENDED_HOURS) != 0)
    g_string_append_printf (text, " · %s", _("extended"));
  return g_string_free (text, FALSE);
}

/**
 * bw_order_story_outcome:
 * @base: what the position costs, or its entry asks for
 * @price: at which @leg would be hit
 * @gain: (out): what is left of it then, below 0 a loss; in the instrument's currency
 */
gboolean
bw_order_story_outcome (const BwInstrument *instrument, const BwOrder *leg, BwFixed base, BwFixed price, BwFixed *gain)
{
  BwFixed unit = { leg->side == BW_SIDE_SELL ? price.e8 - base.e8 : base.e8 - price.e8 };

  return !bw_fixed_is_zero (base) && bw_fixed_mul (unit, bw_order_remaining (leg), BW_ROUND_HALF_EVEN, gain) &&
         bw_fixed_mul (*gain, instrument->multiplier, BW_ROUND_HALF_EVEN, gain);
}
