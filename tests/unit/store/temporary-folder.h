/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <ftw.h>
#include <stdio.h>

#include <glib.h>

/* A folder that a test fills and that goes with it. */
typedef struct
{
  char *path; /* (owned) */
} BwTemporaryFolder;

static inline void
bw_temporary_folder_make (BwTemporaryFolder *folder)
{
  g_autoptr (GError) error = NULL;

  folder->path = g_dir_make_tmp ("bw-store-XXXXXX", &error);
  g_assert_no_error (error);
}

static inline int
bw_temporary_folder_remove_one (const char *path, const struct stat *status, int flag,
                                struct FTW *place)
{
  return remove (path);
}

static inline void
bw_temporary_folder_remove (BwTemporaryFolder *folder)
{
  nftw (folder->path, bw_temporary_folder_remove_one, 16, FTW_DEPTH | FTW_PHYS);
  g_clear_pointer (&folder->path, g_free);
}
