/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "checks.h"

/* An order as the outputs have told it so far. */
typedef struct
{
  gboolean is_known, is_open;
  BwSide side;
  BwFixed quantity, filled, limit;
  BwTime arrival; /* by the account's latency then */
  BwOrderStatus status;
  gboolean is_replacing; /* by a change that travels */
  BwAccountId account;
} Shadow;

struct _Checks
{
  GArray *orders; /* (owned): Shadow by id */
  gsize n_open;
  guint64 sequence, n_fills;
  char *wrong; /* (owned) (nullable): the first thing */
};

Checks *
checks_new (void)
{
  Checks *checks = g_new0 (Checks, 1);

  checks->orders = g_array_new (FALSE, TRUE, sizeof (Shadow));
  return checks;
}

void
checks_free (Checks *checks)
{
  g_array_unref (checks->orders);
  g_free (checks->wrong);
  g_free (checks);
}

guint64
checks_n_fills (const Checks *checks)
{
  return checks->n_fills;
}

static Shadow *
shadow_of (Checks *checks, BwOrderId id)
{
  if (id >= checks->orders->len)
    g_array_set_size (checks->orders, (guint) id + 1);
  return &g_array_index (checks->orders, Shadow, id);
}

/* A split scales what an order has filled with what it wants, whose rest comes down to whole shares
 * (of what is not fractionable). */
static gboolean
is_scaled (const Shadow *shadow, const BwOrder *order)
{
  __int128 difference = (__int128) order->filled.e8 * shadow->quantity.e8 -
                        (__int128) shadow->filled.e8 * order->quantity.e8;

  return order->quantity.e8 != shadow->quantity.e8 &&
         ABS (difference) <= (__int128) 2 * BW_FIXED_ONE_E8 * shadow->quantity.e8;
}

#define FROM(status) (1u << BW_ORDER_##status)
#define WORKING (FROM (NEW) | FROM (PARTIALLY_FILLED))
#define SENT (WORKING | FROM (SUSPENDED) | FROM (PENDING_NEW))
#define BEGINS 1u
#define OPEN (SENT | FROM (ACCEPTED) | FROM (HELD) | FROM (PENDING_CANCEL) | FROM (PENDING_REPLACE) | FROM (DONE_FOR_DAY))

/* The state machine: what each status may follow. Any may be told again, with other numbers. */
static gboolean
is_transition (BwOrderStatus from, BwOrderStatus to)
{
  static const guint32 before[] = {
    [BW_ORDER_NEW] = BEGINS | SENT | FROM (ACCEPTED) | FROM (HELD) | FROM (DONE_FOR_DAY) | FROM (PENDING_REPLACE),
    [BW_ORDER_PARTIALLY_FILLED] = BEGINS | SENT | FROM (ACCEPTED) | FROM (DONE_FOR_DAY) | FROM (PENDING_REPLACE),
    [BW_ORDER_SUSPENDED] = BEGINS | SENT | FROM (ACCEPTED) | FROM (HELD) | FROM (DONE_FOR_DAY) | FROM (PENDING_REPLACE),
    [BW_ORDER_ACCEPTED] = BEGINS | FROM (HELD) | FROM (PENDING_NEW),
    [BW_ORDER_HELD] = BEGINS,
    [BW_ORDER_PENDING_NEW] = BEGINS | FROM (HELD) | FROM (ACCEPTED),
    [BW_ORDER_PENDING_CANCEL] = SENT | FROM (PENDING_REPLACE),
    [BW_ORDER_PENDING_REPLACE] = SENT,
    [BW_ORDER_DONE_FOR_DAY] = WORKING | FROM (SUSPENDED) | FROM (PENDING_REPLACE),
    [BW_ORDER_FILLED] = WORKING | FROM (PENDING_CANCEL) | FROM (PENDING_REPLACE),
    [BW_ORDER_CANCELED] = OPEN,
    [BW_ORDER_EXPIRED] = OPEN,
    [BW_ORDER_REPLACED] = OPEN & ~FROM (PENDING_CANCEL),
    [BW_ORDER_REJECTED] = BEGINS | FROM (HELD),
  };

  return to < G_N_ELEMENTS (before) && (from == to || (before[to] & 1u << from) != 0);
}

static void
begin (Checks *checks, Shadow *shadow, const BwOrder *order, const BwAccountTerms *terms)
{
  gboolean has_travelled = order->replaces != 0 && order->replaces < checks->orders->len &&
                           g_array_index (checks->orders, Shadow, order->replaces).is_replacing;

  *shadow = (Shadow){ .is_known = TRUE, .side = (BwSide) order->side, .filled = order->filled,
                      .arrival = order->created + (has_travelled ? 0 : terms->latency_ns),
                      .account = order->account };
}

/* No order is lost, doubled or comes back; what it has filled is what its fills say. */
static char *
look_at_order (Checks *checks, const BwOrder *order, const BwAccountTerms *terms)
{
  Shadow *shadow = shadow_of (checks, order->id);
  gboolean is_open = bw_order_status_is_open ((BwOrderStatus) order->status);

  if (!shadow->is_known)
    begin (checks, shadow, order, terms);
  else if (!shadow->is_open)
    return g_strdup_printf ("order %" G_GUINT64_FORMAT " had ended and is spoken of again", order->id);
  else
    checks->n_open--;
  if (shadow->is_open && is_scaled (shadow, order))
    shadow->filled = order->filled;
  if (order->filled.e8 != shadow->filled.e8)
    return g_strdup_printf ("order %" G_GUINT64_FORMAT " has filled what no fill says", order->id);
  if (order->filled.e8 > order->quantity.e8)
    return g_strdup_printf ("order %" G_GUINT64_FORMAT " has filled more than it wants", order->id);
  if ((order->status == BW_ORDER_FILLED) != (order->filled.e8 == order->quantity.e8) &&
      order->status != BW_ORDER_REJECTED && order->status != BW_ORDER_CANCELED)
    return g_strdup_printf ("order %" G_GUINT64_FORMAT ": its status is not what it has filled", order->id);
  if (!is_transition (shadow->status, (BwOrderStatus) order->status))
    return g_strdup_printf ("order %" G_GUINT64_FORMAT " was %s and is %s", order->id,
                            bw_order_status_word (shadow->status), bw_order_status_word (order->status));
  shadow->status = (BwOrderStatus) order->status;
  shadow->is_replacing = order->status == BW_ORDER_PENDING_REPLACE ||
                         (order->status == BW_ORDER_REPLACED && shadow->is_replacing);
  shadow->quantity = order->quantity;
  shadow->limit = order->limit_price;
  shadow->is_open = is_open;
  checks->n_open += is_open;
  return NULL;
}

/* Never on a trade or a bar older than the order, on a stale quote, at an invalid price. */
static char *
look_at_certificate (const Shadow *shadow, const BwFill *fill, const BwAccountTerms *terms)
{
  const BwCertificate *certificate = &fill->certificate;
  const BwMarketEvent *market = &certificate->market;
  BwTime arrival = shadow->arrival;

  if (fill->price.e8 <= 0 || fill->quantity.e8 <= 0)
    return g_strdup ("at a price or for a quantity that is none");
  if (shadow->limit.e8 > 0 && (fill->side == BW_SIDE_BUY ? fill->price.e8 > shadow->limit.e8
                                                         : fill->price.e8 < shadow->limit.e8))
    return g_strdup ("beyond its limit");
  if (fill->time < arrival)
    return g_strdup ("before it arrived");
  if (certificate->profile == BW_PROFILE_IMMEDIATE)
    return NULL;
  if ((market->kind == BW_MARKET_QUOTE || market->kind == BW_MARKET_DEPTH) &&
      certificate->age_ns > terms->stale_after_ns)
    return g_strdup ("on a stale quote");
  if (market->kind == BW_MARKET_TRADE && market->time < arrival)
    return g_strdup ("on a trade that was there before it");
  if (market->kind == BW_MARKET_BAR && (certificate->flags & BW_CERTIFICATE_OPTIMISTIC) == 0 &&
      market->time - market->bar.timeframe * BW_SECOND < arrival)
    return g_strdup ("on a bar that had begun before it");
  return NULL;
}

static char *
look_at_fill (Checks *checks, const BwFill *fill, const BwCore *core)
{
  Shadow *shadow = shadow_of (checks, fill->order);
  g_autofree char *wrong = NULL;

  if (!shadow->is_open)
    return g_strdup_printf ("order %" G_GUINT64_FORMAT " fills and is not open", fill->order);
  if (fill->id != ++checks->n_fills)
    return g_strdup_printf ("fill %" G_GUINT64_FORMAT " is out of turn", fill->id);
  if (fill->quantity.e8 > shadow->quantity.e8 - shadow->filled.e8)
    return g_strdup_printf ("order %" G_GUINT64_FORMAT " fills more than it has left", fill->order);
  shadow->filled.e8 += fill->quantity.e8;
  wrong = look_at_certificate (shadow, fill, &bw_core_account (core, fill->account)->terms);
  return wrong != NULL ? g_strdup_printf ("order %" G_GUINT64_FORMAT " fills %s", fill->order, wrong) : NULL;
}

/* What one input made the core say. */
static void
stepped_cb (BwScenarioWorld *world, gpointer user_data)
{
  Checks *checks = user_data;

  for (const BwOutputHeader *h = bw_outputs_first (&world->outputs); h != NULL && checks->wrong == NULL;
       h = bw_outputs_next (&world->outputs, h))
    {
      if (h->sequence != ++checks->sequence)
        checks->wrong = g_strdup_printf ("output %" G_GUINT64_FORMAT " is out of turn", h->sequence);
      else if (h->kind == BW_OUTPUT_ORDER)
        {
          const BwOrder *order = bw_output_body (h);

          checks->wrong = look_at_order (checks, order, &bw_core_account (world->core, order->account)->terms);
        }
      else if (h->kind == BW_OUTPUT_FILL)
        checks->wrong = look_at_fill (checks, bw_output_body (h), world->core);
    }
}

/**
 * checks_begin:
 *
 * From here on everything that the world's core says is looked at.
 */
void
checks_begin (Checks *checks, BwScenarioWorld *world)
{
  world->stepped = stepped_cb;
  world->stepped_data = checks;
}

/**
 * checks_look:
 *
 * Whether all was well up to now, and the books are.
 */
char *
checks_look (Checks *checks, BwScenarioWorld *world)
{
  char *wrong = g_steal_pointer (&checks->wrong);

  if (wrong != NULL)
    return wrong;
  if (checks->n_open != bw_core_n_open_orders (world->core))
    return g_strdup_printf ("%" G_GSIZE_FORMAT " orders should be open, %" G_GSIZE_FORMAT " are", checks->n_open,
                            bw_core_n_open_orders (world->core));
  bw_scenario_world_is_balanced (world, &wrong);
  return wrong;
}
