-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many times its index a fund moves: what it must be kept up with on margin.
ALTER TABLE instruments ADD COLUMN leverage INTEGER NOT NULL DEFAULT 1;
