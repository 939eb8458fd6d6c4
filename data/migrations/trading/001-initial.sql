-- SPDX-License-Identifier: GPL-3.0-or-later
-- trading.db. Times are nanoseconds since 1970 UTC; *_e8 is fixed point with eight decimals.
-- Numbers of kinds, sides, statuses, … are those of the headers in src/trading.

-- What happened, in order; everything below but the snapshots, timelines and values follows from it.
CREATE TABLE journal (
  sequence    INTEGER PRIMARY KEY,
  timeline    INTEGER NOT NULL,
  kind        INTEGER NOT NULL,
  wall_time   INTEGER NOT NULL,
  core_time   INTEGER NOT NULL,
  bytes       BLOB NOT NULL,
  check_value INTEGER NOT NULL -- over this entry and the check of the one before
) STRICT;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TABLE timelines (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT NOT NULL,
  name      TEXT NOT NULL,
  source    TEXT NOT NULL,
  seed      INTEGER NOT NULL,
  parent    INTEGER REFERENCES timelines (id),
  forked_at INTEGER NOT NULL,
  created   INTEGER NOT NULL,
  is_closed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE snapshots (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  timeline         INTEGER NOT NULL REFERENCES timelines (id),
  journal_sequence INTEGER NOT NULL,
  wall_time        INTEGER NOT NULL,
  core_time        INTEGER NOT NULL,
  encoding         INTEGER NOT NULL, -- 0 as is, 1 zlib
  digest           BLOB NOT NULL,    -- SHA-256 of core and feed as stored
  core             BLOB NOT NULL,
  feed             BLOB NOT NULL
) STRICT;
CREATE INDEX snapshots_by_timeline ON snapshots (timeline, journal_sequence);

-- Named numbers: 'projected_to' is the last journal sequence that the tables below contain.
CREATE TABLE marks (
  name  TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO marks (name, value) VALUES ('projected_to', 0);

CREATE TABLE stored_values (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- key: timeline << 40 | order id. place: 1, 2, … among the account's orders as they were created,
-- so that a page by offset is one seek. state: 1 working, 2 filled, 3 canceled, 4 rejected.
CREATE TABLE orders (
  key              INTEGER PRIMARY KEY,
  timeline         INTEGER NOT NULL,
  account          INTEGER NOT NULL,
  place            INTEGER NOT NULL,
  state            INTEGER NOT NULL,
  uuid             BLOB NOT NULL,
  client_hash_1    INTEGER NOT NULL,
  client_hash_2    INTEGER NOT NULL,
  instrument       INTEGER NOT NULL,
  side             INTEGER NOT NULL,
  intent           INTEGER NOT NULL,
  type             INTEGER NOT NULL,
  tif              INTEGER NOT NULL,
  class            INTEGER NOT NULL,
  status           INTEGER NOT NULL,
  flags            INTEGER NOT NULL,
  reason           INTEGER NOT NULL,
  quantity_e8      INTEGER NOT NULL,
  filled_e8        INTEGER NOT NULL,
  filled_cost_high INTEGER NOT NULL, -- of a 128-bit number with sixteen decimals
  filled_cost_low  INTEGER NOT NULL,
  limit_price_e8   INTEGER NOT NULL,
  stop_price_e8    INTEGER NOT NULL,
  trail_e8         INTEGER NOT NULL,
  notional_e8      INTEGER NOT NULL,
  created          INTEGER NOT NULL,
  updated          INTEGER NOT NULL,
  expires          INTEGER NOT NULL,
  parent           INTEGER NOT NULL,
  replaces         INTEGER NOT NULL,
  replaced_by      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX orders_by_place ON orders (timeline, account, place);
CREATE INDEX orders_by_state ON orders (timeline, account, state, place);
CREATE INDEX orders_by_instrument ON orders (timeline, account, instrument, place);
CREATE INDEX orders_by_uuid ON orders (uuid);

-- How many orders of each state every 1,024 places hold: the n-th filled order is found by adding
-- up a few hundred of these.
CREATE TABLE order_blocks (
  timeline INTEGER NOT NULL,
  account  INTEGER NOT NULL,
  state    INTEGER NOT NULL,
  block    INTEGER NOT NULL, -- (place - 1) / 1024
  n        INTEGER NOT NULL,
  PRIMARY KEY (timeline, account, state, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_events (
  order_key        INTEGER NOT NULL,
  sequence         INTEGER NOT NULL, -- of the core's output
  journal_sequence INTEGER NOT NULL,
  time             INTEGER NOT NULL,
  status           INTEGER NOT NULL,
  reason           INTEGER NOT NULL,
  quantity_e8      INTEGER NOT NULL,
  filled_e8        INTEGER NOT NULL,
  limit_price_e8   INTEGER NOT NULL,
  stop_price_e8    INTEGER NOT NULL,
  PRIMARY KEY (order_key, sequence)
) STRICT, WITHOUT ROWID;

-- market_* is the event that gave the price; market_1 to market_5 are its numbers in the order of
-- BwMarketEvent: quote bid, bid size, ask, ask size; trade price, size; bar open, high, low, close, volume.
CREATE TABLE fills (
  key                INTEGER PRIMARY KEY, -- timeline << 40 | fill id
  timeline           INTEGER NOT NULL,
  account            INTEGER NOT NULL,
  order_key          INTEGER NOT NULL,
  instrument         INTEGER NOT NULL,
  side               INTEGER NOT NULL,
  is_last            INTEGER NOT NULL,
  time               INTEGER NOT NULL,
  quantity_e8        INTEGER NOT NULL,
  price_e8           INTEGER NOT NULL,
  fee_e8             INTEGER NOT NULL,
  realized_e8        INTEGER NOT NULL,
  position_after_e8  INTEGER NOT NULL,
  profile            INTEGER NOT NULL,
  rule               INTEGER NOT NULL,
  level_index        INTEGER NOT NULL,
  model_version      INTEGER NOT NULL,
  market_kind        INTEGER NOT NULL,
  market_print       INTEGER NOT NULL,
  market_time        INTEGER NOT NULL,
  market_1           INTEGER NOT NULL,
  market_2           INTEGER NOT NULL,
  market_3           INTEGER NOT NULL,
  market_4           INTEGER NOT NULL,
  market_5           INTEGER NOT NULL,
  market_timeframe   INTEGER NOT NULL,
  age_ns             INTEGER NOT NULL,
  best_price_e8      INTEGER NOT NULL,
  level_price_e8     INTEGER NOT NULL,
  level_size_e8      INTEGER NOT NULL,
  slippage_e8        INTEGER NOT NULL,
  latency_ns         INTEGER NOT NULL,
  seed               INTEGER NOT NULL,
  draw               INTEGER NOT NULL,
  journal_sequence   INTEGER NOT NULL
) STRICT;
CREATE INDEX fills_by_account ON fills (timeline, account);
CREATE INDEX fills_by_order ON fills (order_key);

CREATE TABLE posting_sets (
  key              INTEGER PRIMARY KEY, -- timeline << 40 | set id
  timeline         INTEGER NOT NULL,
  account          INTEGER NOT NULL,
  activity         INTEGER NOT NULL,
  time             INTEGER NOT NULL,
  fill             INTEGER NOT NULL, -- its id in the timeline; 0 for none
  journal_sequence INTEGER NOT NULL
) STRICT;
CREATE INDEX posting_sets_by_account ON posting_sets (timeline, account);

-- The amounts of a set sum to zero.
CREATE TABLE postings (
  set_key     INTEGER NOT NULL,
  n           INTEGER NOT NULL,
  ledger      INTEGER NOT NULL,
  instrument  INTEGER NOT NULL,
  amount_e8   INTEGER NOT NULL,
  quantity_e8 INTEGER NOT NULL,
  PRIMARY KEY (set_key, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  timeline              INTEGER NOT NULL,
  account               INTEGER NOT NULL,
  uuid                  BLOB NOT NULL,
  name                  TEXT NOT NULL,
  currency              TEXT NOT NULL,
  fee_schedule          TEXT NOT NULL,
  type                  INTEGER NOT NULL,
  multiplier            INTEGER NOT NULL,
  margin_rule           INTEGER NOT NULL,
  profile               INTEGER NOT NULL,
  lot_method            INTEGER NOT NULL,
  is_shorting_allowed   INTEGER NOT NULL,
  latency_ns            INTEGER NOT NULL,
  stale_after_ns        INTEGER NOT NULL,
  halt                  INTEGER NOT NULL,
  halt_reason           INTEGER NOT NULL,
  opened                INTEGER NOT NULL,
  cash_e8               INTEGER NOT NULL,
  deposits_e8           INTEGER NOT NULL,
  realized_e8           INTEGER NOT NULL,
  fees_e8               INTEGER NOT NULL,
  day_start_equity_e8   INTEGER NOT NULL,
  day_start_realized_e8 INTEGER NOT NULL,
  n_positions           INTEGER NOT NULL,
  n_open_orders         INTEGER NOT NULL,
  PRIMARY KEY (timeline, account)
) STRICT, WITHOUT ROWID;

-- Open positions only.
CREATE TABLE positions (
  timeline          INTEGER NOT NULL,
  account           INTEGER NOT NULL,
  instrument        INTEGER NOT NULL,
  quantity_e8       INTEGER NOT NULL,
  cost_e8           INTEGER NOT NULL,
  average_price_e8  INTEGER NOT NULL,
  mark_e8           INTEGER NOT NULL,
  market_value_e8   INTEGER NOT NULL,
  unrealized_e8     INTEGER NOT NULL,
  realized_e8       INTEGER NOT NULL,
  realized_today_e8 INTEGER NOT NULL,
  opened            INTEGER NOT NULL,
  PRIMARY KEY (timeline, account, instrument)
) STRICT, WITHOUT ROWID;

CREATE TABLE equity (
  timeline       INTEGER NOT NULL,
  account        INTEGER NOT NULL,
  time           INTEGER NOT NULL,
  equity_e8      INTEGER NOT NULL,
  cash_e8        INTEGER NOT NULL,
  long_value_e8  INTEGER NOT NULL,
  short_value_e8 INTEGER NOT NULL,
  realized_e8    INTEGER NOT NULL,
  fees_e8        INTEGER NOT NULL,
  deposits_e8    INTEGER NOT NULL,
  PRIMARY KEY (timeline, account, time)
) STRICT, WITHOUT ROWID;
