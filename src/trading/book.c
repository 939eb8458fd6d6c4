/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/book.h"

#include "trading/trail.h"

#include "base/random.h"

/* Each tree is a treap over (key, rank): in the order in which the market meets the orders, with
 * heap priorities hashed from the order's id, so that its shape, and with it the cost, follows from
 * the orders alone. Links are slots of the core's order pool; the tree allocates nothing. The price
 * of the first order is kept in the instrument, so that a tick that touches nothing looks at one
 * number a tree. */

#define NOTHING_BELOW G_MININT64
#define NOTHING_ABOVE G_MAXINT64

/* Buy limits, sell stops and buys if touched meet a falling market: the highest price first. */
static gboolean
is_falling (BwBookKind book)
{
  return book == BW_BOOK_BUY_LIMIT || book == BW_BOOK_SELL_STOP || book == BW_BOOK_BUY_TOUCH ||
         book == BW_BOOK_BUY_AUCTION;
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

  if (bw_order_is_for_auction (order))
    return is_buy ? BW_BOOK_BUY_AUCTION : BW_BOOK_SELL_AUCTION;
  if (bw_order_waits_for_price (order))
    switch ((BwOrderType) order->type)
      {
      case BW_ORDER_MARKET_IF_TOUCHED:
      case BW_ORDER_LIMIT_IF_TOUCHED:
        return is_buy ? BW_BOOK_BUY_TOUCH : BW_BOOK_SELL_TOUCH;
      case BW_ORDER_TRAILING_STOP:
      case BW_ORDER_TRAILING_STOP_LIMIT:
        return is_buy ? BW_BOOK_BUY_TRAIL : BW_BOOK_SELL_TRAIL;
      case BW_ORDER_STOP:
      case BW_ORDER_STOP_LIMIT:
      case BW_ORDER_MARKET:
      case BW_ORDER_LIMIT:
        return is_buy ? BW_BOOK_BUY_STOP : BW_BOOK_SELL_STOP;
      }
  if (bw_order_type_has_limit ((BwOrderType) order->type) ||
      order->type == BW_ORDER_TRAILING_STOP_LIMIT)
    return is_buy ? BW_BOOK_BUY_LIMIT : BW_BOOK_SELL_LIMIT;
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
    case BW_BOOK_BUY_TOUCH:
    case BW_BOOK_SELL_TOUCH:
      return order->stop_price.e8;
    case BW_BOOK_BUY_AUCTION:
      return order->limit_price.e8 > 0 ? order->limit_price.e8 : G_MAXINT64;
    case BW_BOOK_SELL_AUCTION:
      return order->limit_price.e8;
    case BW_BOOK_BUY_TRAIL:
    case BW_BOOK_SELL_TRAIL:
      return order->trail.e8;
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
  instrument->trail_root[0] = instrument->trail_root[1] = BW_NIL;
  instrument->has_waiting = instrument->has_watching = FALSE;
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

/* The order that the market meets first; %BW_NIL in an empty tree. */
guint32
bw_book_first (const BwCore *core, guint32 tree)
{
  while (tree != BW_NIL && bw_core_working (core, tree)->left != BW_NIL)
    tree = bw_core_working (core, tree)->left;
  return tree;
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
  slot = bw_book_first (core, slot);
  instrument->best[book] = book_price (&bw_core_working (core, slot)->order, book);
}

/* The order's @book says its key in the tree. */
void
bw_book_tree_insert (BwCore *core, guint32 *tree, guint32 slot)
{
  BwWorkingOrder *order = bw_core_working (core, slot);
  guint64 priority = priority_of (order);
  guint32 *link = tree;

  while (*link != BW_NIL)
    {
      BwWorkingOrder *node = bw_core_working (core, *link);

      if (priority_of (node) < priority)
        break;
      link = comes_before (order, node) ? &node->left : &node->right;
    }
  split (core, *link, order, &order->left, &order->right);
  *link = slot;
}

void
bw_book_tree_remove (BwCore *core, guint32 *tree, guint32 slot)
{
  BwWorkingOrder *order = bw_core_working (core, slot);
  guint32 *link = tree;

  while (*link != slot)
    {
      BwWorkingOrder *node = bw_core_working (core, *link);

      link = comes_before (order, node) ? &node->left : &node->right;
    }
  *link = join (core, order->left, order->right);
  order->left = order->right = BW_NIL;
}

static void
update_watching (BwInstrumentState *instrument)
{
  instrument->has_watching = instrument->root[BW_BOOK_BUY_TOUCH] != BW_NIL ||
                             instrument->root[BW_BOOK_SELL_TOUCH] != BW_NIL ||
                             bw_trail_any (instrument);
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

  order->book = (guint8) book;
  if ((order->order.flags & BW_ORDER_EXTENDED_HOURS) != 0)
    instrument->n_extended++;
  if (book > BW_BOOK_NONE)
    bw_trail_insert (core, instrument, slot);
  else
    {
      bw_book_tree_insert (core, &instrument->root[book], slot);
      update_best (core, instrument, book);
    }
  update_watching (instrument);
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

  if (book == BW_BOOK_NONE)
    return;
  if (book > BW_BOOK_NONE)
    bw_trail_remove (core, instrument, slot);
  else
    bw_book_tree_remove (core, &instrument->root[book], slot);
  order->book = BW_BOOK_NONE;
  if ((order->order.flags & BW_ORDER_EXTENDED_HOURS) != 0)
    instrument->n_extended--;
  if (book < BW_N_BOOKS)
    update_best (core, instrument, book);
  update_watching (instrument);
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
