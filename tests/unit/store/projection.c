/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/order-details.h"

#include <string.h>

#include "temporary-folder.h"

#define TIMELINE 3
#define N_ACCOUNTS 2
#define N_ORDERS 5000

typedef struct
{
  BwTemporaryFolder folder;
  char *path;
  BwDatabase *database;
  BwProjection *projection;
  BwTradingReader *reader;
  GRand *rand;
  GArray *model; /* BwOrder, in creation order, all accounts */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  bw_temporary_folder_make (&fixture->folder);
  fixture->path = g_build_filename (fixture->folder.path, "trading.db", NULL);
  fixture->database = bw_database_open (BW_DATABASE_TRADING, fixture->path, 0, &error);
  g_assert_no_error (error);
  fixture->projection = bw_projection_new (fixture->database, &error);
  g_assert_no_error (error);
  fixture->reader = bw_trading_reader_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  fixture->model = g_array_new (FALSE, TRUE, sizeof (BwOrder));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_array_unref (fixture->model);
  g_rand_free (fixture->rand);
  bw_trading_reader_free (fixture->reader);
  bw_projection_free (fixture->projection);
  bw_database_close (fixture->database);
  g_free (fixture->path);
  bw_temporary_folder_remove (&fixture->folder);
}

/* The core's record format by hand, so that the store's tests stand on the headers alone. */
static void
put_output (GByteArray *bytes, BwOutputKind kind, guint64 sequence, gconstpointer body,
            gsize body_bytes)
{
  BwOutputHeader header = { .kind = kind, .sequence = sequence };
  gsize n_bytes = (sizeof header + body_bytes + 15) / 16 * 16;
  guint start = bytes->len;

  header.bytes = (guint16) n_bytes;
  g_byte_array_set_size (bytes, start + (guint) n_bytes);
  memset (bytes->data + start, 0, n_bytes);
  memcpy (bytes->data + start, &header, sizeof header);
  memcpy (bytes->data + start + sizeof header, body, body_bytes);
}

static void
give_outputs (Fixture *fixture, guint64 journal_sequence, GByteArray *bytes)
{
  g_autoptr (GError) error = NULL;
  BwOutputs outputs = { bytes->data, bytes->len, bytes->len };

  g_assert_true (bw_projection_outputs (fixture->projection, TIMELINE, journal_sequence, &outputs,
                                        &error));
  g_assert_no_error (error);
}

static void
begin (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_projection_begin (fixture->projection, &error));
  g_assert_no_error (error);
}

static void
commit (Fixture *fixture, guint64 journal_sequence)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_projection_commit (fixture->projection, journal_sequence, &error));
  g_assert_no_error (error);
}

static BwOrder
make_order (Fixture *fixture, guint64 id)
{
  BwOrder order = { .id = id };

  order.account = 1 + (guint32) g_rand_int_range (fixture->rand, 0, N_ACCOUNTS);
  order.instrument = 1 + (guint32) g_rand_int_range (fixture->rand, 0, 5);
  order.side = (guint8) g_rand_int_range (fixture->rand, 1, 3);
  order.type = BW_ORDER_LIMIT;
  order.tif = BW_TIF_GTC;
  order.status = BW_ORDER_NEW;
  order.flags = BW_ORDER_EXTENDED_HOURS | BW_ORDER_LIQUIDATES;
  order.quantity = BW_FIXED (1 + g_rand_int_range (fixture->rand, 0, 50));
  order.limit_price = BW_FIXED (1 + g_rand_int_range (fixture->rand, 0, 9));
  order.filled_cost_e16 = -((__int128) id << 70) - 7;
  order.client_id_hash[1] = G_MAXUINT64 - id;
  order.created = (BwTime) id * BW_SECOND;
  order.updated = order.created;
  order.expires = BW_TIME_MAX;
  memcpy (order.uuid.bytes, &id, sizeof id);
  return order;
}

static void
change_order (Fixture *fixture, BwOrder *order, BwTime now)
{
  static const BwOrderStatus next[]
      = { BW_ORDER_PARTIALLY_FILLED, BW_ORDER_FILLED, BW_ORDER_FILLED,   BW_ORDER_CANCELED,
          BW_ORDER_EXPIRED,          BW_ORDER_REPLACED, BW_ORDER_REJECTED };

  order->status = (guint8) next[g_rand_int_range (fixture->rand, 0, G_N_ELEMENTS (next))];
  order->updated = now;
  order->filled = BW_FIXED (1);
  if (order->status == BW_ORDER_REJECTED)
    order->reason = BW_REASON_BUYING_POWER;
}

/* A random life of many orders, projected in transactions of random length. */
static void
play (Fixture *fixture)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint64 sequence = 0, journal_sequence = 0;

  begin (fixture);
  for (guint64 id = 1; id <= N_ORDERS; id++)
    {
      BwOrder order = make_order (fixture, id);

      g_byte_array_set_size (bytes, 0);
      put_output (bytes, BW_OUTPUT_ORDER, ++sequence, &order, sizeof order);
      g_array_append_val (fixture->model, order);
      for (int i = g_rand_int_range (fixture->rand, 0, 3); i > 0; i--)
        {
          BwOrder *other = &g_array_index (fixture->model, BwOrder,
                                           g_rand_int_range (fixture->rand, 0, (gint32) id));

          if (!bw_order_status_is_open (other->status))
            continue;
          change_order (fixture, other, (BwTime) id * BW_SECOND);
          put_output (bytes, BW_OUTPUT_ORDER, ++sequence, other, sizeof *other);
        }
      give_outputs (fixture, ++journal_sequence, bytes);
      if (g_rand_int_range (fixture->rand, 0, 40) == 0)
        {
          commit (fixture, journal_sequence);
          begin (fixture);
        }
    }
  commit (fixture, journal_sequence);
}

static gboolean
belongs (const BwOrdersQuery *query, const BwOrder *order)
{
  gboolean is_canceled = order->status == BW_ORDER_CANCELED || order->status == BW_ORDER_EXPIRED
                         || order->status == BW_ORDER_REPLACED;

  if (order->account != query->account
      || (query->instrument != 0 && order->instrument != query->instrument))
    return FALSE;
  switch (query->filter)
    {
    case BW_ORDERS_ALL:
      return TRUE;
    case BW_ORDERS_WORKING:
      return bw_order_status_is_open (order->status);
    case BW_ORDERS_FILLED:
      return order->status == BW_ORDER_FILLED;
    case BW_ORDERS_CANCELED:
      return is_canceled;
    case BW_ORDERS_REJECTED:
      return order->status == BW_ORDER_REJECTED;
    }
  g_assert_not_reached ();
}

static gint64
sort_value (const BwOrdersQuery *query, const BwOrder *order)
{
  switch (query->sort)
    {
    case BW_ORDERS_BY_CREATED:
      return 0;
    case BW_ORDERS_BY_UPDATED:
      return order->updated;
    case BW_ORDERS_BY_INSTRUMENT:
      return order->instrument;
    case BW_ORDERS_BY_SIDE:
      return order->side;
    case BW_ORDERS_BY_QUANTITY:
      return order->quantity.e8;
    case BW_ORDERS_BY_LIMIT_PRICE:
      return order->limit_price.e8;
    case BW_ORDERS_BY_STATUS:
      return order->status;
    }
  g_assert_not_reached ();
}

static int
compare_by_query (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const BwOrdersQuery *query = user_data;
  const BwOrder *one = a, *other = b;
  gint64 x = sort_value (query, one), y = sort_value (query, other);
  int order = x != y ? (x < y ? -1 : 1) : (one->id < other->id ? -1 : one->id > other->id);

  return query->is_descending ? -order : order;
}

static void
assert_pages_equal_model (Fixture *fixture, const BwOrdersQuery *query)
{
  g_autoptr (GArray) expected = g_array_new (FALSE, TRUE, sizeof (BwOrder));
  g_autoptr (GError) error = NULL;
  guint64 n_orders = 0;

  for (guint i = 0; i < fixture->model->len; i++)
    if (belongs (query, &g_array_index (fixture->model, BwOrder, i)))
      g_array_append_val (expected, g_array_index (fixture->model, BwOrder, i));
  g_array_sort_with_data (expected, compare_by_query, (gpointer) query);
  g_assert_true (bw_trading_reader_count_orders (fixture->reader, query, &n_orders, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_orders, ==, expected->len);
  for (int i = 0; i < 8; i++)
    {
      guint offset = i == 0 ? 0 : (guint) g_rand_int_range (fixture->rand, 0, (gint32) expected->len + 2);
      guint n_max = (guint) g_rand_int_range (fixture->rand, 1, 300);
      guint n_expected = offset >= expected->len ? 0 : MIN (n_max, expected->len - offset);
      g_autoptr (GArray) page
          = bw_trading_reader_orders (fixture->reader, query, offset, n_max, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->len, ==, n_expected);
      if (n_expected > 0)
        g_assert_cmpmem (page->data, page->len * sizeof (BwOrder),
                         expected->data + offset * sizeof (BwOrder), n_expected * sizeof (BwOrder));
    }
}

static void
test_every_list (Fixture *fixture, gconstpointer unused)
{
  play (fixture);
  g_assert_cmpuint (bw_projection_sequence (fixture->projection), ==, N_ORDERS);
  g_assert_cmpuint (bw_trading_reader_sequence (fixture->reader), ==, N_ORDERS);
  for (BwAccountId account = 1; account <= N_ACCOUNTS + 1; account++)
    for (int filter = BW_ORDERS_ALL; filter <= BW_ORDERS_REJECTED; filter++)
      for (int sort = BW_ORDERS_BY_CREATED; sort <= BW_ORDERS_BY_STATUS; sort++)
        for (int down = 0; down < 2; down++)
          {
            BwOrdersQuery query = { .timeline = TIMELINE, .account = account, .filter = filter,
                                    .sort = sort, .is_descending = down };

            assert_pages_equal_model (fixture, &query);
            query.instrument = 1 + (guint32) g_rand_int_range (fixture->rand, 0, 5);
            assert_pages_equal_model (fixture, &query);
          }
}

static void
test_twice_is_once (Fixture *fixture, gconstpointer unused)
{
  BwOrdersQuery all = { .timeline = TIMELINE, .account = 1, .filter = BW_ORDERS_FILLED };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) events = NULL;

  play (fixture);
  begin (fixture);
  for (guint i = 0; i < fixture->model->len; i++)
    {
      const BwOrder *order = &g_array_index (fixture->model, BwOrder, i);

      g_byte_array_set_size (bytes, 0);
      put_output (bytes, BW_OUTPUT_ORDER, 1000000 + i, order, sizeof *order);
      give_outputs (fixture, N_ORDERS, bytes);
      give_outputs (fixture, N_ORDERS, bytes);
    }
  commit (fixture, N_ORDERS);
  assert_pages_equal_model (fixture, &all);
  events = bw_trading_reader_order_events (fixture->reader, TIMELINE, 1, NULL);
  g_assert_cmpuint (events->len, >=, 2);
  g_assert_cmpuint (g_array_index (events, BwOrderEvent, events->len - 1).sequence, ==, 1000000);
}

static void
test_rollback_and_reset (Fixture *fixture, gconstpointer unused)
{
  BwOrdersQuery working = { .timeline = TIMELINE, .account = 1, .filter = BW_ORDERS_WORKING };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  BwOrder order;

  play (fixture);
  begin (fixture);
  order = make_order (fixture, N_ORDERS + 1);
  order.account = 1;
  put_output (bytes, BW_OUTPUT_ORDER, 999999, &order, sizeof order);
  give_outputs (fixture, N_ORDERS + 1, bytes);
  bw_projection_rollback (fixture->projection);
  assert_pages_equal_model (fixture, &working);
  begin (fixture);
  give_outputs (fixture, N_ORDERS + 1, bytes);
  commit (fixture, N_ORDERS + 1);
  g_array_append_val (fixture->model, order);
  assert_pages_equal_model (fixture, &working);
  g_assert_true (bw_projection_reset (fixture->projection, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (bw_projection_sequence (fixture->projection), ==, 0);
  g_array_set_size (fixture->model, 0);
  assert_pages_equal_model (fixture, &working);
}

/* The window's thread: pages while the other thread writes. Every page is of one state: places in a
 * row, none missing, none twice, and the list only grows. */
static gpointer
page_while_written (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTradingReader) reader = bw_trading_reader_open (fixture->path, &error);
  BwOrdersQuery all = { .timeline = TIMELINE, .account = 1 };
  BwOrdersQuery filled = { .timeline = TIMELINE, .account = 1, .filter = BW_ORDERS_FILLED };
  guint64 n_orders = 0, n_before = 0, n_rounds = 0, last_id;

  g_assert_no_error (error);
  while (bw_trading_reader_sequence (reader) < N_ORDERS)
    {
      g_autoptr (GArray) page = NULL, filled_page = NULL;

      g_assert_true (bw_trading_reader_count_orders (reader, &all, &n_orders, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_orders, >=, n_before);
      page = bw_trading_reader_orders (reader, &all, n_before, 100000, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n_before + page->len, >=, n_orders);
      last_id = 0;
      for (guint i = 0; i < page->len; i++)
        {
          g_assert_cmpuint (g_array_index (page, BwOrder, i).id, >, last_id);
          last_id = g_array_index (page, BwOrder, i).id;
        }
      n_before = n_orders;
      filled_page = bw_trading_reader_orders (reader, &filled, 0, 100000, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < filled_page->len; i++)
        g_assert_cmpint (g_array_index (filled_page, BwOrder, i).status, ==, BW_ORDER_FILLED);
      n_rounds++;
    }
  return GSIZE_TO_POINTER (n_rounds);
}

static void
test_reader_beside_writer (Fixture *fixture, gconstpointer unused)
{
  GThread *thread = g_thread_new ("reader", page_while_written, fixture);
  BwOrdersQuery all = { .timeline = TIMELINE, .account = 1 };

  play (fixture);
  g_thread_join (thread);
  assert_pages_equal_model (fixture, &all);
}

static void
test_order_by_name (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  BwOrder order = make_order (fixture, 77), found;
  BwTimelineId timeline = 0;
  BwUuid unknown = { { 9 } };

  begin (fixture);
  put_output (bytes, BW_OUTPUT_ORDER, 1, &order, sizeof order);
  give_outputs (fixture, 1, bytes);
  commit (fixture, 1);
  g_assert_true (bw_trading_reader_order (fixture->reader, TIMELINE, 77, &found, &error));
  g_assert_cmpmem (&found, sizeof found, &order, sizeof order);
  g_assert_true (
      bw_trading_reader_order_by_uuid (fixture->reader, &order.uuid, &timeline, &found, &error));
  g_assert_cmpuint (timeline, ==, TIMELINE);
  g_assert_cmpuint (found.id, ==, 77);
  g_assert_false (
      bw_trading_reader_order_by_uuid (fixture->reader, &unknown, &timeline, &found, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (bw_trading_reader_order (fixture->reader, TIMELINE + 1, 77, &found, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
}

static BwFill
make_fill (guint64 id, BwMarketEventKind kind)
{
  BwFill fill = { .id = id, .order = 70 + id % 2, .account = 1, .instrument = 5, .side = BW_SIDE_SELL,
                  .is_last = 1, .time = (BwTime) id, .quantity = BW_FIXED (3),
                  .price = { -1 + G_MAXINT64 }, .fee = { 12 }, .realized = { -5 },
                  .position_after = { -7 } };
  BwCertificate *certificate = &fill.certificate;

  certificate->profile = BW_PROFILE_REALISTIC;
  certificate->rule = BW_RULE_BOOK_WALK;
  certificate->level_index = -1;
  certificate->model_version = G_MAXUINT32;
  certificate->market.kind = (guint8) kind;
  certificate->market.time = 99;
  certificate->market.instrument = 5;
  certificate->age_ns = 7;
  certificate->seed = G_MAXUINT64;
  certificate->draw = 1ull << 63;
  switch (kind)
    {
    case BW_MARKET_QUOTE:
      certificate->market.quote.bid.e8 = 1;
      certificate->market.quote.bid_size.e8 = 2;
      certificate->market.quote.ask.e8 = 3;
      certificate->market.quote.ask_size.e8 = 4;
      break;
    case BW_MARKET_TRADE:
      certificate->market.trade.price.e8 = 5;
      certificate->market.trade.size.e8 = 6;
      certificate->market.print = BW_PRINT_AUCTION_CLOSE;
      break;
    case BW_MARKET_BAR:
      certificate->market.bar.open.e8 = 7;
      certificate->market.bar.high.e8 = 8;
      certificate->market.bar.low.e8 = 9;
      certificate->market.bar.close.e8 = 10;
      certificate->market.bar.volume.e8 = 11;
      certificate->market.bar.timeframe = BW_TIMEFRAME_1D;
      break;
    case BW_MARKET_DEPTH:
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
    case BW_MARKET_SPLIT:
    case BW_MARKET_DIVIDEND:
    case BW_MARKET_RENAME:
    case BW_MARKET_DELIST:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      break;
    }
  return fill;
}

static void
test_fills (Fixture *fixture, gconstpointer unused)
{
  static const BwMarketEventKind kinds[]
      = { BW_MARKET_QUOTE, BW_MARKET_TRADE, BW_MARKET_BAR, BW_MARKET_DEPTH };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) first = NULL, second = NULL, of_order = NULL;
  guint64 n_fills = 0;

  begin (fixture);
  for (guint64 id = 1; id <= G_N_ELEMENTS (kinds); id++)
    {
      BwFill fill = make_fill (id, kinds[id - 1]);

      put_output (bytes, BW_OUTPUT_FILL, id, &fill, sizeof fill);
    }
  give_outputs (fixture, 1, bytes);
  commit (fixture, 1);
  for (guint64 id = 1; id <= G_N_ELEMENTS (kinds); id++)
    {
      BwFill fill = make_fill (id, kinds[id - 1]), found;

      g_assert_true (bw_trading_reader_fill (fixture->reader, TIMELINE, id, &found, NULL));
      g_assert_cmpmem (&found, sizeof found, &fill, sizeof fill);
    }
  g_assert_true (bw_trading_reader_count_fills (fixture->reader, TIMELINE, 1, &n_fills, NULL));
  g_assert_cmpuint (n_fills, ==, 4);
  first = bw_trading_reader_fills (fixture->reader, TIMELINE, 1, 0, 3, NULL);
  g_assert_cmpuint (first->len, ==, 3);
  second = bw_trading_reader_fills (fixture->reader, TIMELINE, 1, 3, 3, NULL);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpuint (g_array_index (second, BwFill, 0).id, ==, 4);
  of_order = bw_trading_reader_order_fills (fixture->reader, TIMELINE, 71, NULL);
  g_assert_cmpuint (of_order->len, ==, 2);
}

static void
test_books (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) first = NULL, rest = NULL, none = NULL;

  begin (fixture);
  for (guint64 id = 1; id <= 5; id++)
    {
      BwPostingSet set = { .id = id, .account = 1, .activity = BW_ACTIVITY_FILL, .n_postings = 2,
                           .time = 40, .fill = id };

      set.postings[0] = (BwPosting){ BW_LEDGER_CASH, 0, { -100 }, { 0 } };
      set.postings[1] = (BwPosting){ BW_LEDGER_SECURITIES, 9, { 100 }, { 1 } };
      put_output (bytes, BW_OUTPUT_POSTINGS, id, &set, sizeof set);
    }
  give_outputs (fixture, 1, bytes);
  commit (fixture, 1);
  first = bw_trading_reader_posting_sets (fixture->reader, TIMELINE, 1, 0, 3, NULL);
  g_assert_cmpuint (first->len, ==, 3);
  rest = bw_trading_reader_posting_sets (fixture->reader, TIMELINE, 1, 3, 99, NULL);
  g_assert_cmpuint (rest->len, ==, 2);
  for (guint i = 0; i < rest->len; i++)
    {
      const BwPostingSet *set = &g_array_index (rest, BwPostingSet, i);

      g_assert_cmpuint (set->id, ==, 4 + i);
      g_assert_cmpuint (set->n_postings, ==, 2);
      g_assert_cmpint (set->postings[0].amount.e8 + set->postings[1].amount.e8, ==, 0);
      g_assert_cmpuint (set->postings[1].instrument, ==, 9);
    }
  none = bw_trading_reader_posting_sets (fixture->reader, TIMELINE, 2, 0, 99, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_accounts_positions_equity (Fixture *fixture, gconstpointer unused)
{
  BwAccount account = { .id = 2, .uuid = { { 1, 2, 3 } }, .terms = { .name = "Übung", .currency = "USD",
                        .fee_schedule = "none", .type = BW_ACCOUNT_MARGIN, .multiplier = 2,
                        .latency_ns = 5, .stale_after_ns = G_MAXINT64 },
                        .halt = BW_HALT_FROZEN, .opened = -4, .cash = { -9 }, .fees = { 3 } };
  BwPosition position = { .account = 2, .instrument = 7, .quantity = { -3 }, .cost = { -4 },
                          .mark = { 5 }, .opened = 8 };
  BwEquitySample sample = { .time = 10, .equity = { 1 }, .deposits = { -2 } };
  g_autoptr (GArray) accounts = NULL, positions = NULL, curve = NULL, flat = NULL;

  begin (fixture);
  g_assert_true (bw_projection_account (fixture->projection, TIMELINE, &account, NULL));
  g_assert_true (bw_projection_position (fixture->projection, TIMELINE, &position, NULL));
  for (sample.time = 10; sample.time < 20; sample.time++)
    g_assert_true (bw_projection_equity (fixture->projection, TIMELINE, 2, &sample, NULL));
  commit (fixture, 1);
  accounts = bw_trading_reader_accounts (fixture->reader, TIMELINE, NULL);
  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_cmpmem (accounts->data, sizeof account, &account, sizeof account);
  positions = bw_trading_reader_positions (fixture->reader, TIMELINE, 2, NULL);
  g_assert_cmpuint (positions->len, ==, 1);
  g_assert_cmpmem (positions->data, sizeof position, &position, sizeof position);
  curve = bw_trading_reader_equity (fixture->reader, TIMELINE, 2, 12, 15, NULL);
  g_assert_cmpuint (curve->len, ==, 3);
  g_assert_cmpint (g_array_index (curve, BwEquitySample, 0).time, ==, 12);
  g_assert_cmpint (g_array_index (curve, BwEquitySample, 0).deposits.e8, ==, -2);
  position.quantity.e8 = 0;
  begin (fixture);
  g_assert_true (bw_projection_position (fixture->projection, TIMELINE, &position, NULL));
  commit (fixture, 2);
  flat = bw_trading_reader_positions (fixture->reader, TIMELINE, 2, NULL);
  g_assert_cmpuint (flat->len, ==, 0);
}

/* What few orders have beside their row: it comes in either order, twice is once, and a reset
 * takes it away. */
static void
test_order_details (Fixture *fixture, gconstpointer unused)
{
  BwOrderDetail detail = { .order = 5, .limit_offset = BW_FIXED (2), .display = BW_FIXED (100) };
  BwOrderCondition condition = { .order = 5, .when = "HLVN.bid > 10" };
  BwOrderCondition other = { .order = 9, .when = "pnl < -100" };
  BwOrder orders[] = { { .id = 9 }, { .id = 7 }, { .id = 5 } };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) of_page = NULL, after = NULL;
  BwOrderDetails found;

  put_output (bytes, BW_OUTPUT_CONDITION, 1, &condition, sizeof condition);
  put_output (bytes, BW_OUTPUT_ORDER_DETAIL, 2, &detail, sizeof detail);
  put_output (bytes, BW_OUTPUT_CONDITION, 3, &other, sizeof other);
  for (int i = 0; i < 2; i++)
    {
      begin (fixture);
      give_outputs (fixture, 1, bytes);
      commit (fixture, 1);
    }
  g_assert_true (bw_trading_reader_order_details (fixture->reader, TIMELINE, 5, &found, NULL));
  g_assert_cmpint (found.limit_offset.e8, ==, detail.limit_offset.e8);
  g_assert_cmpint (found.display.e8, ==, detail.display.e8);
  g_assert_cmpstr (found.when, ==, condition.when);
  g_assert_true (bw_trading_reader_order_details (fixture->reader, TIMELINE, 7, &found, NULL));
  g_assert_cmpint (found.display.e8, ==, 0);
  g_assert_cmpstr (found.when, ==, "");
  of_page = bw_trading_reader_details_of (fixture->reader, TIMELINE, orders, G_N_ELEMENTS (orders), NULL);
  g_assert_cmpuint (of_page->len, ==, 2);
  g_assert_null (bw_order_details_find (of_page, 7));
  g_assert_cmpstr (bw_order_details_find (of_page, 9)->when, ==, other.when);
  g_assert_true (bw_projection_reset (fixture->projection, NULL));
  after = bw_trading_reader_details_of (fixture->reader, TIMELINE, orders, G_N_ELEMENTS (orders), NULL);
  g_assert_cmpuint (after->len, ==, 0);
}

/* Who repeats a client id is shown what was accepted under it, not what was refused. */
static void
test_order_by_client_id (Fixture *fixture, gconstpointer unused)
{
  static const guint64 unknown[2] = { 3, 3 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  BwOrder found;

  for (guint64 id = 1; id <= 3; id++)
    {
      BwOrder order = make_order (fixture, id);

      order.client_id_hash[0] = 77;
      order.client_id_hash[1] = 78;
      order.status = id == 2 ? BW_ORDER_FILLED : BW_ORDER_REJECTED;
      order.reason = id == 1   ? BW_REASON_BUYING_POWER
                     : id == 2 ? BW_REASON_NONE
                               : BW_REASON_DUPLICATE_CLIENT_ID;
      put_output (bytes, BW_OUTPUT_ORDER, id, &order, sizeof order);
    }
  begin (fixture);
  give_outputs (fixture, 1, bytes);
  commit (fixture, 1);
  g_assert_true (bw_trading_reader_order_by_client_id (fixture->reader, TIMELINE, (guint64[]){ 77, 78 }, &found,
                                                       NULL));
  g_assert_cmpuint (found.id, ==, 2);
  g_assert_false (bw_trading_reader_order_by_client_id (fixture->reader, TIMELINE, unknown, &found, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
}

static void
test_corporate_actions (Fixture *fixture, gconstpointer unused)
{
  BwCorporateAction split = { .kind = BW_MARKET_SPLIT, .account = 2, .instrument = 7, .time = 11,
                              .quantity_before = BW_FIXED (10), .quantity_after = BW_FIXED (40),
                              .cash = { -3 }, .to = BW_FIXED (4), .from = BW_FIXED (1), .symbol = "NEW" };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) actions = NULL, none = NULL;

  put_output (bytes, BW_OUTPUT_CORPORATE_ACTION, 4, &split, sizeof split);
  for (int i = 0; i < 2; i++)
    {
      begin (fixture);
      give_outputs (fixture, 1, bytes);
      commit (fixture, 1);
    }
  actions = bw_trading_reader_corporate_actions (fixture->reader, TIMELINE, 2, NULL);
  g_assert_cmpuint (actions->len, ==, 1);
  g_assert_cmpmem (actions->data, sizeof split, &split, sizeof split);
  none = bw_trading_reader_corporate_actions (fixture->reader, TIMELINE, 1, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/store/projection/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("every-list", test_every_list);
  ADD ("twice-is-once", test_twice_is_once);
  ADD ("rollback-and-reset", test_rollback_and_reset);
  ADD ("reader-beside-writer", test_reader_beside_writer);
  ADD ("order-by-name", test_order_by_name);
  ADD ("fills", test_fills);
  ADD ("books", test_books);
  ADD ("accounts-positions-equity", test_accounts_positions_equity);
  ADD ("order-details", test_order_details);
  ADD ("order-by-client-id", test_order_by_client_id);
  ADD ("corporate-actions", test_corporate_actions);
  return g_test_run ();
}
