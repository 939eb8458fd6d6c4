/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/backup.h"

G_BEGIN_DECLS

/**
 * BwRepair:
 * @backup_path: (nullable): the newest backup of trading.db that can be used
 * @trading: what becomes of its entries
 * @n_bars_kept: bars of market.db that can be read
 * @n_bars_lost: those that its totals know of and that can't
 * @description: all of it in words, to ask with
 *
 * What can be done for a profile whose files are damaged.
 */
typedef struct
{
  char *profile_path; /* (owned) */
  gboolean is_trading_damaged;
  gboolean is_market_damaged;
  char *backup_path; /* (owned) (nullable) */
  BwBackupLoss trading;
  guint64 n_bars_kept;
  guint64 n_bars_lost;
  char *description; /* (owned) */
} BwRepair;

BwRepair *bw_repair_plan (const char *profile_path, GError **error);
gboolean bw_repair_run (const BwRepair *repair, BwTime now, GError **error);
void bw_repair_free (BwRepair *repair);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRepair, bw_repair_free)

G_END_DECLS
