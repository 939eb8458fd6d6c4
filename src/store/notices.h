/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/trading-reader.h"

G_BEGIN_DECLS

/* So many are kept; older ones go as new ones come. */
#define BW_NOTICES_KEPT 500
#define BW_NOTICE_TITLE_BYTES 128
#define BW_NOTICE_BODY_BYTES 384

/* Stored: never change a number. */
typedef enum
{
  BW_NOTICE_ALERT = 1,
  BW_NOTICE_ORDER = 2,     /* filled, rejected, expired */
  BW_NOTICE_MARGIN = 3,
  BW_NOTICE_HALT = 4,      /* of something that is held, or of the whole market */
  BW_NOTICE_CORPORATE = 5,
  BW_NOTICE_JOB = 6,       /* it ended */
  BW_NOTICE_ERROR = 7,
} BwNoticeKind;

#define BW_N_NOTICE_KINDS 8

/**
 * BwNotice:
 * @object: the order, alert or job it is about; 0: none
 * @time: of its timeline; 0: it has none
 *
 * Something that happened, in the words of then.
 */
typedef struct
{
  gint64 id;
  guint8 kind;
  gboolean is_read;
  BwTimelineId timeline;
  BwInstrumentId instrument;
  guint64 object;
  BwTime time, wall_time;
  char title[BW_NOTICE_TITLE_BYTES];
  char body[BW_NOTICE_BODY_BYTES];
} BwNotice;

gboolean bw_notices_add (BwDatabase *database, BwNotice *notice, GError **error);
gboolean bw_notices_set_read (BwDatabase *database, gint64 id, GError **error);
GArray *bw_notices_list (BwDatabase *database, GError **error); /* BwNotice, oldest first */

G_END_DECLS
