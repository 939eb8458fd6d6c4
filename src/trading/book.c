/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/book.h"

#include "base/random.h"

/* Each tree is a treap over (key, rank): in the order in which the market meets the orders, with
 * heap priorities hashed from the order's id, so that its shape, and with it the cost, follows from
 * the orders alone. Links are slots of the core's order pool; the tree allocates nothing. The price
 * of the first order is kept in the instrument, so that a tick that touches nothing looks at one
 * number a tree. */

#define NOTHING_BELOW G_MININT64
#define NOTHING_ABOVE G_MAXINT64

/* Buy limits and sell stops meet a falling market: the highest price first. */
static gboolean
is_falling (BwBookKind book)
{
  return book == BW_BOOK_BUY_LIMIT || book == BW_BOOK_SELL_STOP;
}

static gint64
empty_price (BwBookKind book)
{
  return is_falling (book) ? NOTHING_BELOW : NOTHING_ABOVE;
}

BwBookKind
bw_book_of (const BwOrder *order)
{
  gboolean is_buy = order->side == BW_SIDE_BUY;

  switch ((BwOrderType) order->type)
    {
    case BW_ORDER_LIMIT:
      return is_buy ? BW_BOOK_BUY_LIMIT : BW_BOOK_SELL_LIMIT;
    case BW_ORDER_STOP:
    case BW_ORDER_STOP_LIMIT:
      if ((order->flags & BW_ORDER_TRIGGERED) == 0)
        return is_buy ? BW_BOOK_BUY_STOP : BW_BOOK_SELL_STOP;
      if (order->type == BW_ORDER_STOP_LIMIT)
        return is_buy ? BW_BOOK_BUY_LIMIT : BW_BOOK_SELL_LIMIT;
      return is_buy ? BW_BOOK_BUY_MARKET : BW_BOOK_SELL_MARKET;
    case BW_ORDER_MARKET:
    case BW_ORDER_TRAILING_STOP:
    case BW_ORDER_TRAILING_STOP_LIMIT:
    case BW_ORDER_MARKET_IF_TOUCHED:
    case BW_ORDER_LIMIT_IF_TOUCHED:
      break;
    }
  return is_buy ? BW_BOOK_BUY_MARKET : BW_BOOK_SELL_MARKET;
}

static gint64
book_price (const BwOrder *order, BwBookKind book)
{
  switch (book)
    {
    case BW_BOOK_BUY_LIMIT:
    case BW_BOOK_SELL_LIMIT:
      return order->limit_price.e8;
    case BW_BOOK_BUY_STOP:
    case BW_BOOK_SELL_STOP:
      return order->stop_price.e8;
    case BW_BOOK_BUY_MARKET:
    case BW_BOOK_SELL_MARKET:
    case BW_BOOK_NONE:
      break;
    }
  return 0;
}

void
bw_book_init (BwInstrumentState *instrument)
{
  for (int book = 0; book < BW_N_BOOKS; book++)
    {
      instrument->root[book] = BW_NIL;
      instrument->best[book] = empty_price ((BwBookKind) book);
    }
  instrument->has_waiting = FALSE;
}

static inline guint64
priority_of (const BwWorkingOrder *order)
{
  return bw_random_mix (order->order.id);
}

gint64
bw_book_key (const BwWorkingOrder *working)
{
  BwBookKind book = (BwBookKind) working->book;
  gint64 price = book_price (&working->order, book);

  return is_falling (book) ? -price : price;
}

/* Both of one tree. */
static inline gboolean
comes_before (const BwWorkingOrder *a, const BwWorkingOrder *b)
{
  gint64 a_key = bw_book_key (a), b_key = bw_book_key (b);

  return a_key != b_key ? a_key < b_key : a->rank < b->rank;
}

/* Parts @tree into what comes before @pivot and the rest. */
static void
split (BwCore *core, guint32 tree, const BwWorkingOrder *pivot, guint32 *before, guint32 *after)
{
  while (tree != BW_NIL)
    {
      BwWorkingOrder *node = bw_core_working (core, tree);

      if (comes_before (node, pivot))
        {
          *before = tree;
          before = &node->right;
          tree = node->right;
        }
      else
        {
          *after = tree;
          after = &node->left;
          tree = node->left;
        }
    }
  *before = BW_NIL;
  *after = BW_NIL;
}

/* Joins two trees, all of @before coming before all of @after. */
static guint32
join (BwCore *core, guint32 before, guint32 after)
{
  guint32 root = BW_NIL;
  guint32 *link = &root;

  while (before != BW_NIL && after != BW_NIL)
    {
      BwWorkingOrder *a = bw_core_working (core, before);
      BwWorkingOrder *b = bw_core_working (core, after);

      if (priority_of (a) > priority_of (b))
        {
          *link = before;
          link = &a->right;
          before = a->right;
        }
      else
        {
          *link = after;
          link = &b->left;
          after = b->left;
        }
    }
  *link = before != BW_NIL ? before : after;
  return root;
}

static void
update_best (BwCore *core, BwInstrumentState *instrument, BwBookKind book)
{
  guint32 slot = instrument->root[book];

  instrument->has_waiting = instrument->root[BW_BOOK_BUY_MARKET] != BW_NIL ||
                            instrument->root[BW_BOOK_SELL_MARKET] != BW_NIL;
  if (slot == BW_NIL)
    {
      instrument->best[book] = empty_price (book);
      return;
    }
  while (bw_core_working (core, slot)->left != BW_NIL)
    slot = bw_core_working (core, slot)->left;
  instrument->best[book] = book_price (&bw_core_working (core, slot)->order, book);
}

/**
 * bw_book_insert:
 *
 * Puts the order into the tree it belongs to, at the time priority it has. Cost: O(log n).
 */
void
bw_book_insert (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  BwWorkingOrder *order = bw_core_working (core, slot);
  BwBookKind book = bw_book_of (&order->order);
  guint64 priority = priority_of (order);
  guint32 *link = &instrument->root[book];

  order->book = (guint8) book;
  while (*link != BW_NIL)
    {
      BwWorkingOrder *node = bw_core_working (core, *link);

      if (priority_of (node) < priority)
        break;
      link = comes_before (order, node) ? &node->left : &node->right;
    }
  split (core, *link, order, &order->left, &order->right);
  *link = slot;
  if ((order->order.flags & BW_ORDER_EXTENDED_HOURS) != 0)
    instrument->n_extended++;
  update_best (core, instrument, book);
}

/**
 * bw_book_remove:
 *
 * Takes the order out of its tree; nothing happens when it is in none. Cost: O(log n).
 */
void
bw_book_remove (BwCore *core, BwInstrumentState *instrument, guint32 slot)
{
  BwWorkingOrder *order = bw_core_working (core, slot);
  BwBookKind book = (BwBookKind) order->book;
  guint32 *link;

  if (book == BW_BOOK_NONE)
    return;
  link = &instrument->root[book];
  while (*link != slot)
    {
      BwWorkingOrder *node = bw_core_working (core, *link);

      link = comes_before (order, node) ? &node->left : &node->right;
    }
  *link = join (core, order->left, order->right);
  order->left = order->right = BW_NIL;
  order->book = BW_BOOK_NONE;
  if ((order->order.flags & BW_ORDER_EXTENDED_HOURS) != 0)
    instrument->n_extended--;
  update_best (core, instrument, book);
}

static void
collect (BwCore *core, guint32 slot, gint64 key_max)
{
  while (slot != BW_NIL)
    {
      BwWorkingOrder *node = bw_core_working (core, slot);

      if (bw_book_key (node) <= key_max)
        {
          collect (core, node->left, key_max);
          g_array_append_val (core->touched, slot);
          slot = node->right;
        }
      else
        slot = node->left;
    }
}

/**
 * bw_book_collect:
 * @price: where the market is
 *
 * Appends to the core's touched orders those of @book that a market at @price reaches, nearest
 * first. Cost: O(log n + orders touched).
 */
void
bw_book_collect (BwCore *core, const BwInstrumentState *instrument, BwBookKind book, gint64 price)
{
  collect (core, instrument->root[book], is_falling (book) ? -price : price);
}
