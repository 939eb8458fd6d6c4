-- SPDX-License-Identifier: GPL-3.0-or-later
-- market.db. Times are nanoseconds since 1970 UTC; *_e8 is fixed point with eight decimals.

-- The profile's numbering of instruments. Ids are never reused.
CREATE TABLE instruments (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  source          TEXT NOT NULL,
  symbol          TEXT NOT NULL,
  name            TEXT NOT NULL,
  class           INTEGER NOT NULL,
  sector          INTEGER NOT NULL,
  calendar        INTEGER NOT NULL,
  currency        TEXT NOT NULL,
  tick_e8         INTEGER NOT NULL,
  lot_e8          INTEGER NOT NULL,
  multiplier_e8   INTEGER NOT NULL,
  easy_to_borrow  INTEGER NOT NULL,
  fractionable    INTEGER NOT NULL,
  UNIQUE (source, symbol)
) STRICT;

-- One file that was imported, with its report.
CREATE TABLE imports (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  path          TEXT NOT NULL,
  source        TEXT NOT NULL,
  finished      INTEGER NOT NULL,
  n_rows        INTEGER NOT NULL,
  n_accepted    INTEGER NOT NULL,
  n_quarantined INTEGER NOT NULL,
  report        TEXT NOT NULL -- JSON
) STRICT;

-- Rows that were put aside, as they stood in the file; the report says how many there were in all.
CREATE TABLE import_rows (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  n         INTEGER NOT NULL, -- as they came
  line      INTEGER NOT NULL,
  reason    INTEGER NOT NULL,
  detail    TEXT NOT NULL,
  raw       TEXT NOT NULL,
  PRIMARY KEY (import_id, n)
) STRICT, WITHOUT ROWID;

-- Bars, compressed (store/bar-codec.h). chunk: start / (8192 * timeframe), rounded down.
CREATE TABLE bar_chunks (
  id         INTEGER PRIMARY KEY,
  instrument INTEGER NOT NULL REFERENCES instruments (id),
  timeframe  INTEGER NOT NULL, -- nominal seconds
  chunk      INTEGER NOT NULL,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,
  n_bars     INTEGER NOT NULL,
  import_id  INTEGER NOT NULL, -- that wrote it last; 0: not from a file
  bytes      BLOB NOT NULL,
  UNIQUE (instrument, timeframe, chunk)
) STRICT;

-- What the chunks hold, added up.
CREATE TABLE bar_totals (
  instrument INTEGER NOT NULL REFERENCES instruments (id),
  timeframe  INTEGER NOT NULL,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,
  n_bars     INTEGER NOT NULL,
  n_bytes    INTEGER NOT NULL,
  PRIMARY KEY (instrument, timeframe)
) STRICT, WITHOUT ROWID;
