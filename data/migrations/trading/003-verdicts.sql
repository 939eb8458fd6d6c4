-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the risk rules made of orders, one row a sending. place: 1, 2, … among the account's, and
-- held_place among those that were cut or refused (0: it passed), so that a page is one seek.
-- record: the verdicts as the journal writes them.
CREATE TABLE verdicts (
  timeline   INTEGER NOT NULL,
  sequence   INTEGER NOT NULL, -- of the core's output
  account    INTEGER NOT NULL,
  place      INTEGER NOT NULL,
  held_place INTEGER NOT NULL,
  order_id   INTEGER NOT NULL,
  outcome    INTEGER NOT NULL,
  record     BLOB NOT NULL,
  PRIMARY KEY (timeline, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdicts_by_place ON verdicts (timeline, account, place);
CREATE INDEX verdicts_by_held_place ON verdicts (timeline, account, held_place) WHERE held_place > 0;
