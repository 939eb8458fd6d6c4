/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/time.h"

G_BEGIN_DECLS

/* A UUID (RFC 9562), big-endian, as text only outside. Made at the edge of the program, and part
 * of an input when the core sees it. */
typedef struct
{
  guint8 bytes[16];
} BwUuid;

#define BW_UUID_TEXT_BYTES 37

void bw_uuid_new_v7 (BwTime now, BwUuid *uuid);
char *bw_uuid_print (const BwUuid *uuid, char *text);
gboolean bw_uuid_parse (const char *text, BwUuid *uuid);
gboolean bw_uuid_is_null (const BwUuid *uuid);

G_END_DECLS
