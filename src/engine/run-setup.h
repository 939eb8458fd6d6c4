/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/view.h"

G_BEGIN_DECLS

/* What a timeline is made of, before it runs. */
typedef struct
{
  BwTimelineId id, parent;
  BwTimelineKind kind;
  char name[64];
  guint64 seed;
  BwTime start, end;
  BwTimeframe timeframe;           /* of a replay's bars */
  const BwInstrument *instruments; /* (borrowed): numbered; in the feed's order */
  gsize n_instruments;
} BwRunSetup;

G_END_DECLS
