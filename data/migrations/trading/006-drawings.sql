-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the user drew on an instrument's charts. json: chart/drawing.h as store/drawing-json.c writes it, or
-- a newer program. An id is never used again: alerts name drawings by it.
CREATE TABLE drawings (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  instrument INTEGER NOT NULL,
  json       TEXT NOT NULL
) STRICT;
CREATE INDEX drawings_by_instrument ON drawings (instrument, id);
