-- SPDX-License-Identifier: GPL-3.0-or-later
-- A share that is to be traded for the first time takes limit orders only until it has been.
ALTER TABLE instruments ADD COLUMN is_ipo INTEGER NOT NULL DEFAULT 0;
