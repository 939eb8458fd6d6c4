-- SPDX-License-Identifier: GPL-3.0-or-later
-- What few orders have and `orders` has no column for, one row for each that has any of it.
CREATE TABLE order_details (
  order_key       INTEGER PRIMARY KEY,
  limit_offset_e8 INTEGER NOT NULL DEFAULT 0,
  display_e8      INTEGER NOT NULL DEFAULT 0,
  condition       TEXT NOT NULL DEFAULT ''
) STRICT;

-- Who sends an order twice is handed the first one.
CREATE INDEX orders_by_client_id ON orders (timeline, client_hash_1, client_hash_2)
  WHERE client_hash_1 <> 0;

-- What splits, dividends, new symbols and delistings did to accounts that held the instrument.
CREATE TABLE corporate_actions (
  timeline           INTEGER NOT NULL,
  sequence           INTEGER NOT NULL, -- of the core's output
  account            INTEGER NOT NULL,
  kind               INTEGER NOT NULL,
  instrument         INTEGER NOT NULL,
  time               INTEGER NOT NULL,
  quantity_before_e8 INTEGER NOT NULL,
  quantity_after_e8  INTEGER NOT NULL,
  cash_e8            INTEGER NOT NULL,
  to_e8              INTEGER NOT NULL,
  from_e8            INTEGER NOT NULL,
  pay                INTEGER NOT NULL,
  symbol             TEXT NOT NULL,
  PRIMARY KEY (timeline, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX corporate_actions_by_account ON corporate_actions (timeline, account, sequence);
