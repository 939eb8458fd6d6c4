-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rules that watch prices. record: the rule and its state as of a place in its timeline's feed, by
-- field name. A number is never given twice.
CREATE TABLE alerts (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  timeline INTEGER NOT NULL,
  record   BLOB NOT NULL
) STRICT;
CREATE INDEX alerts_by_timeline ON alerts (timeline);

-- Every firing, with the alert as it was then. n: the alert's how manieth; once each.
CREATE TABLE alert_log (
  place    INTEGER PRIMARY KEY AUTOINCREMENT,
  alert    INTEGER NOT NULL,
  n        INTEGER NOT NULL,
  timeline INTEGER NOT NULL,
  time     INTEGER NOT NULL, -- of the price
  price_e8 INTEGER NOT NULL,
  value_e8 INTEGER NOT NULL,
  is_up    INTEGER NOT NULL,
  record   BLOB NOT NULL,
  UNIQUE (alert, n)
) STRICT;

-- What the bell in the window tells; the newest ones.
CREATE TABLE notices (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       INTEGER NOT NULL,
  timeline   INTEGER NOT NULL,
  instrument INTEGER NOT NULL,
  object     INTEGER NOT NULL, -- order, alert or job
  time       INTEGER NOT NULL, -- of the timeline; 0: it has none
  wall_time  INTEGER NOT NULL,
  is_read    INTEGER NOT NULL,
  title      TEXT NOT NULL,
  body       TEXT NOT NULL
) STRICT;
CREATE INDEX notices_unread ON notices (is_read) WHERE is_read = 0;
