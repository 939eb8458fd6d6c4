-- SPDX-License-Identifier: GPL-3.0-or-later
-- Of which symbol and time a row is that was put aside, as far as it could be read: so that a chart can
-- show where data is bad. A timeframe of 0 and the smallest of times say that it isn't known.
ALTER TABLE import_rows ADD COLUMN symbol TEXT NOT NULL DEFAULT '';
ALTER TABLE import_rows ADD COLUMN timeframe INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_rows ADD COLUMN time INTEGER NOT NULL DEFAULT -9223372036854775808;
CREATE INDEX import_rows_by_symbol ON import_rows (symbol) WHERE symbol != '';
