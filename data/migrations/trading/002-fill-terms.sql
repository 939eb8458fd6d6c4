-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a certificate says beside the rule: what was used up before, what the account's slippage
-- model added, what is to be said of it. And the account as the journal writes it, whole, with what
-- its columns have no place for.
ALTER TABLE fills ADD COLUMN consumed_e8 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fills ADD COLUMN model_slippage_e8 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fills ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN record BLOB;
