/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/scenario/world.h"

G_BEGIN_DECLS

/* What the simulator does to a core, one statement of a scenario a step. Those that come most often
 * are kept as numbers; all can be printed. A step depends on no other: any part of a list can be left
 * out, and what then makes no sense is refused. */
typedef enum
{
  STEP_AT,
  STEP_QUOTE,
  STEP_TRADE,
  STEP_TEXT,
} StepKind;

typedef struct
{
  guint8 kind;
  gint32 bid_cents, bid_size, ask_cents, ask_size; /* trade: price and size in the bid's */
  BwTime time;
  const char *symbol; /* (owned by GLib) (nullable): of a quote or a trade */
  char *text;         /* (owned) (nullable) */
} Step;

GArray *steps_make (guint64 seed, guint n_steps); /* (transfer full): of Step */
void step_print (const Step *step, GString *text);
gboolean step_run (const Step *step, BwScenarioWorld *world);

G_END_DECLS
