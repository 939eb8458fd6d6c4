/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk under SQLite that fails as disks do. Files are real ones, so everything else works on them
 * as usual; every write is remembered until the file is synced. When the power goes, nothing more
 * can be written, and bw_fault_vfs_power_back() leaves of the unsynced writes what a disk may: all,
 * none, or any sectors of any of them, in any order.
 *
 *     bw_fault_vfs_install (seed);
 *     bw_fault_vfs_lose_power_after (n);
 *     … work until it fails; close every connection …
 *     bw_fault_vfs_power_back ();
 *     … open again, and see what is there …
 *     bw_fault_vfs_uninstall ();
 */

void bw_fault_vfs_install (guint32 seed);
void bw_fault_vfs_uninstall (void);

/* Counts writes, truncations and syncs; the power goes in the midst of the last. Below 0: never. */
void bw_fault_vfs_lose_power_after (gint64 n_operations);
gboolean bw_fault_vfs_is_powerless (void);
void bw_fault_vfs_power_back (void);
guint64 bw_fault_vfs_n_operations (void);

/* Room for files to grow by; beyond it writes end early with "disk full". Below 0: no limit. */
void bw_fault_vfs_set_room (gint64 n_bytes);
/* The @n-th sync from now and those after it fail; 0: the next. Below 0: none. */
void bw_fault_vfs_fail_syncs_after (gint64 n_syncs);
/* Files can be opened to read only. */
void bw_fault_vfs_set_read_only (gboolean is_read_only);

G_END_DECLS
