/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/clock.h"
#include "store/error.h"

G_BEGIN_DECLS

/**
 * BwProfileFolder:
 *
 * A profile on disk: a folder of mode 0700 with trading.db, market.db, backups/ and a lock file.
 * Whoever opened it owns it until it is freed or the process ends, however it ends. (BwProfile is
 * the core's word for how orders meet the market, hence the longer name.)
 */
typedef struct _BwProfileFolder BwProfileFolder;

/* Who has a profile: written into its lock by whoever took it. */
typedef struct
{
  int process;
  char host[256];
  BwTime since; /* BW_TIME_NONE: it didn't say */
} BwProfileOwner;

BwProfileFolder *bw_profile_folder_open (const char *path, const BwClock *clock, GError **error);
void bw_profile_folder_free (BwProfileFolder *folder);

const char *bw_profile_folder_path (const BwProfileFolder *folder);
const char *bw_profile_folder_trading_path (const BwProfileFolder *folder);
const char *bw_profile_folder_market_path (const BwProfileFolder *folder);
const char *bw_profile_folder_backups_path (const BwProfileFolder *folder);

char *bw_profile_folder_default_path (const char *name);
gboolean bw_profile_folder_owner (const char *path, BwProfileOwner *owner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProfileFolder, bw_profile_folder_free)

G_END_DECLS
