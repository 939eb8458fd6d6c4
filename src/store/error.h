/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_STORE_ERROR (bw_store_error_quark ())
GQuark bw_store_error_quark (void);

/* Each code is a different act by the caller. */
typedef enum
{
  BW_STORE_ERROR_BUSY,      /* somebody else writes: try again */
  BW_STORE_ERROR_FULL,      /* no room on the disk: free some; nothing was written */
  BW_STORE_ERROR_READ_ONLY, /* the file or folder can't be written */
  BW_STORE_ERROR_DAMAGED,   /* what is on disk is not what was written: offer the backup */
  BW_STORE_ERROR_NEWER,     /* written by a newer version: update the program */
  BW_STORE_ERROR_OWNED,     /* another process has the profile: talk to that one */
  BW_STORE_ERROR_NOT_FOUND, /* there is no such thing */
  BW_STORE_ERROR_FAILED,    /* anything else the world did; the message says what */
} BwStoreError;

G_END_DECLS
