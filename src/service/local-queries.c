/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-api-private.h"

#include "market/calendar.h"

#define ROWS_DEFAULT 500
#define ROWS_MAX 100000

void
bw_local_status (BwLocalCall *call)
{
  JsonObject *answer = json_object_new ();
  JsonArray *timelines = json_array_new ();
  BwEngineHealth health;

  bw_engine_health (call->engine, &health);
  json_object_set_string_member (answer, "version", BW_VERSION);
  json_object_set_string_member (answer, "profile", bw_engine_profile_path (call->engine));
  json_object_set_int_member (answer, "journal_sequence", (gint64) health.journal_sequence);
  json_object_set_int_member (answer, "market_events", (gint64) health.n_events);
  for (gsize i = 0; i < bw_engine_n_timelines (call->engine); i++)
    json_array_add_object_element (timelines, bw_json_timeline (bw_engine_timeline_at (call->engine, i)));
  json_object_set_array_member (answer, "timelines", timelines);
  bw_local_call_return (call, bw_json_take_object (answer));
}

/* What the market tells of it besides prices: halts, what borrowing costs, the auction that is near. */
static void
set_market (JsonObject *row, const BwQuoteView *quote)
{
  JsonObject *auction;

  if (quote == NULL)
    return;
  json_object_set_boolean_member (row, "halted", quote->market.is_halted);
  if (quote->market.has_borrow_rate)
    bw_json_set_fixed (row, "borrow_rate", quote->market.borrow_rate);
  if (quote->imbalance.time == BW_TIME_NONE)
    return;
  auction = json_object_new ();
  json_object_set_string_member (auction, "auction", quote->imbalance.print == BW_PRINT_AUCTION_CLOSE ? "close" : "open");
  bw_json_set_fixed (auction, "indicative_price", quote->imbalance.reference);
  bw_json_set_fixed (auction, "paired", quote->imbalance.paired);
  bw_json_set_fixed (auction, "imbalance", quote->imbalance.imbalance);
  json_object_set_object_member (row, "auction", auction);
}

/* With what a timeline's market says of them; the practice market's where none is named. */
void
bw_local_symbols (BwLocalCall *call)
{
  BwTimelineId timeline = (BwTimelineId) bw_local_get_int (call, "timeline", BW_TIMELINE_PRACTICE);
  JsonArray *rows = json_array_new ();

  for (gsize i = 0; i < bw_engine_n_instruments (call->engine); i++)
    {
      const BwInstrument *instrument = bw_engine_instrument_at (call->engine, i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "symbol", instrument->symbol);
      json_object_set_string_member (row, "name", instrument->name);
      json_object_set_string_member (row, "class", bw_instrument_class_name (instrument->instrument_class));
      json_object_set_string_member (row, "sector", bw_sector_name (instrument->sector));
      json_object_set_string_member (row, "currency", instrument->currency);
      json_object_set_string_member (row, "calendar", bw_calendar_name (instrument->calendar));
      json_object_set_string_member (row, "source", instrument->source);
      json_object_set_boolean_member (row, "easy_to_borrow", instrument->easy_to_borrow);
      json_object_set_int_member (row, "leverage", instrument->leverage);
      json_object_set_boolean_member (row, "is_ipo", instrument->is_ipo);
      set_market (row, bw_engine_quote (call->engine, timeline, instrument->id));
      json_array_add_object_element (rows, row);
    }
  bw_local_call_return (call, bw_json_take_array (rows));
}

/* A bar of a day or more is named by its date in the market's zone, a finer one by its start. */
static void
set_bar_time (JsonObject *row, const BwInstrument *instrument, BwTimeframe timeframe, BwTime start)
{
  char text[16];

  if (bw_timeframe_is_intraday (timeframe))
    bw_json_set_time (row, "time", start);
  else
    json_object_set_string_member (
        row, "time",
        bw_date_print (bw_calendar_date_of (instrument->calendar, start), text));
}

typedef struct
{
  BwLocalCall *call;
  BwInstrumentId instrument;
  BwTimeframe timeframe;
  BwTime from;
  BwTime to;
} BarsRequest;

static void
bars_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree BarsRequest *request = user_data;
  BwLocalCall *call = request->call;
  GError *error = NULL;
  g_autoptr (BwBarSeries) series = bw_engine_load_bars_finish (BW_ENGINE (object), result, &error);
  const BwInstrument *instrument = bw_engine_instrument (call->engine, request->instrument);
  JsonArray *rows;

  if (series == NULL)
    {
      bw_local_call_fail (call, error);
      return;
    }
  rows = json_array_sized_new ((guint) series->n_bars);
  for (gsize i = bw_bar_series_find (series, request->from); i < series->n_bars; i++)
    {
      JsonObject *row;

      if (series->start[i] >= request->to)
        break;
      row = json_object_new ();
      set_bar_time (row, instrument, request->timeframe, series->start[i]);
      json_object_set_double_member (row, "open", series->open[i]);
      json_object_set_double_member (row, "high", series->high[i]);
      json_object_set_double_member (row, "low", series->low[i]);
      json_object_set_double_member (row, "close", series->close[i]);
      if (series->volume[i] == series->volume[i])
        json_object_set_double_member (row, "volume", series->volume[i]);
      else
        json_object_set_null_member (row, "volume");
      json_array_add_object_element (rows, row);
    }
  bw_local_call_return (call, bw_json_take_array (rows));
}

void
bw_local_bars (BwLocalCall *call)
{
  const char *text = bw_local_get_text (call, "timeframe", "1d");
  g_autofree BarsRequest *request = g_new0 (BarsRequest, 1);
  const BwInstrument *instrument;
  BwTimelineId timeline;
  GError *error = NULL;

  request->call = call;
  request->from = BW_TIME_NONE;
  request->to = BW_TIME_MAX;
  if (!bw_local_need_instrument (call, &request->instrument, &error) ||
      !bw_local_get_time (call, "from", &request->from, &error) ||
      !bw_local_get_time (call, "to", &request->to, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  if (!bw_timeframe_parse (text, &request->timeframe))
    {
      bw_local_call_fail (call, g_error_new (BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                                             "“timeframe” can't be “%s”; 1m, 5m, 1h, 1d, 1w and 1M can.", text));
      return;
    }
  instrument = bw_engine_instrument (call->engine, request->instrument);
  timeline = (BwTimelineId) bw_local_get_int (
      call, "timeline",
      g_str_equal (instrument->source, "practice") ? BW_TIMELINE_PRACTICE : BW_TIMELINE_LIBRARY);
  bw_engine_load_bars_async (call->engine, timeline, request->instrument, request->timeframe, request->to,
                             G_MAXSIZE, bw_local_call_cancellable (call), bars_loaded_cb, request);
  request = NULL;
}

void
bw_local_accounts (BwLocalCall *call)
{
  JsonArray *rows = json_array_new ();

  for (gsize i = 0; i < bw_engine_n_accounts (call->engine); i++)
    json_array_add_object_element (rows, bw_json_account (call->engine, bw_engine_account_at (call->engine, i)));
  bw_local_call_return (call, bw_json_take_array (rows));
}

void
bw_local_account (BwLocalCall *call)
{
  BwTimelineId timeline;
  BwAccountId account;
  GError *error = NULL;

  if (!bw_local_get_account (call, &timeline, &account, &error))
    bw_local_call_fail (call, error);
  else
    bw_local_call_return (call, bw_json_take_object (bw_json_account (
                                    call->engine, bw_engine_account (call->engine, timeline, account))));
}

void
bw_local_positions (BwLocalCall *call)
{
  JsonArray *rows;
  const BwPosition *positions;
  gsize n_positions;
  BwTimelineId timeline;
  BwAccountId account;
  GError *error = NULL;

  if (!bw_local_get_account (call, &timeline, &account, &error))
    {
      bw_local_call_fail (call, error);
      return;
    }
  rows = json_array_new ();
  positions = bw_engine_positions (call->engine, timeline, account, &n_positions);
  for (gsize i = 0; i < n_positions; i++)
    json_array_add_object_element (rows, bw_json_position (call->engine, &positions[i]));
  bw_local_call_return (call, bw_json_take_array (rows));
}

static gboolean
parse_filter (const char *text, BwOrdersFilter *filter)
{
  static const struct
  {
    const char *word;
    BwOrdersFilter filter;
  } words[] = {
    { "all", BW_ORDERS_ALL },         { "open", BW_ORDERS_WORKING },
    { "working", BW_ORDERS_WORKING }, { "filled", BW_ORDERS_FILLED },
    { "canceled", BW_ORDERS_CANCELED }, { "rejected", BW_ORDERS_REJECTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, text))
      {
        *filter = words[i].filter;
        return TRUE;
      }
  return FALSE;
}

static JsonNode *
read_orders (BwLocalCall *call, GError **error)
{
  const char *status = bw_local_get_text (call, "status", "all");
  gint64 n_max = CLAMP (bw_local_get_int (call, "limit", ROWS_DEFAULT), 1, ROWS_MAX);
  gint64 offset = MAX (bw_local_get_int (call, "offset", 0), 0);
  BwOrdersQuery query = { .sort = BW_ORDERS_BY_CREATED, .is_descending = TRUE };
  BwTradingReader *reader = bw_engine_trading_reader (call->engine);
  g_autoptr (GArray) orders = NULL;
  g_autoptr (GArray) details = NULL;
  JsonArray *rows;

  if (!bw_local_get_account (call, &query.timeline, &query.account, error))
    return NULL;
  if (!parse_filter (status, &query.filter))
    {
      g_set_error (error, BW_LOCAL_API_ERROR, BW_LOCAL_API_ERROR_PARAMETER,
                   "“status” can't be “%s”; all, working, filled, canceled and rejected can.", status);
      return NULL;
    }
  if (bw_local_get_text (call, "symbol", NULL) != NULL &&
      !bw_local_need_instrument (call, &query.instrument, error))
    return NULL;
  orders = bw_trading_reader_orders (reader, &query, (guint64) offset, (gsize) n_max, error);
  if (orders == NULL)
    return NULL;
  details = bw_trading_reader_details_of (reader, query.timeline, (const BwOrder *) (gconstpointer) orders->data,
                                          orders->len, error);
  if (details == NULL)
    return NULL;
  rows = json_array_sized_new (orders->len);
  for (guint i = 0; i < orders->len; i++)
    {
      const BwOrder *order = &g_array_index (orders, BwOrder, i);
      JsonObject *row = bw_json_order (call->engine, order);

      bw_json_set_details (row, bw_order_details_find (details, order->id));
      json_array_add_object_element (rows, row);
    }
  return bw_json_take_array (rows);
}

static JsonNode *
read_fills (BwLocalCall *call, GError **error)
{
  gint64 n_max = CLAMP (bw_local_get_int (call, "limit", ROWS_DEFAULT), 1, ROWS_MAX);
  gint64 after = MAX (bw_local_get_int (call, "after", 0), 0);
  BwTimelineId timeline;
  BwAccountId account;
  g_autoptr (GArray) fills = NULL;
  JsonArray *rows;

  if (!bw_local_get_account (call, &timeline, &account, error))
    return NULL;
  fills = bw_trading_reader_fills (bw_engine_trading_reader (call->engine), timeline, account,
                                   (BwFillId) after, (gsize) n_max, error);
  if (fills == NULL)
    return NULL;
  rows = json_array_sized_new (fills->len);
  for (guint i = 0; i < fills->len; i++)
    json_array_add_object_element (rows, bw_json_fill (call->engine, &g_array_index (fills, BwFill, i)));
  return bw_json_take_array (rows);
}

static void
return_node (BwLocalCall *call, JsonNode *node, GError *error)
{
  if (node != NULL)
    bw_local_call_return (call, node);
  else
    bw_local_call_fail (call, error);
}

static void
orders_flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  JsonNode *node = NULL;

  if (bw_engine_flush_finish (BW_ENGINE (object), result, &error))
    node = read_orders (user_data, &error);
  return_node (user_data, node, error);
}

void
bw_local_orders (BwLocalCall *call)
{
  bw_engine_flush_async (call->engine, bw_local_call_cancellable (call), orders_flushed_cb, call);
}

static void
fills_flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  JsonNode *node = NULL;

  if (bw_engine_flush_finish (BW_ENGINE (object), result, &error))
    node = read_fills (user_data, &error);
  return_node (user_data, node, error);
}

void
bw_local_fills (BwLocalCall *call)
{
  bw_engine_flush_async (call->engine, bw_local_call_cancellable (call), fills_flushed_cb, call);
}
