/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "steps.h"

G_BEGIN_DECLS

/* What came of running a list of steps. */
typedef struct
{
  char *wrong;      /* (owned) (nullable): what went wrong */
  guint n_run;      /* steps until then */
  guint64 n_fills;
  gboolean is_lost; /* recovery brought back another state */
} Outcome;

void outcome_clear (Outcome *outcome);

/* Runs @steps in a world of @seed; a recovery after every @crash_every steps and at the end. */
void steps_run (const GArray *steps, guint64 seed, guint crash_every, Outcome *outcome);

/* (transfer full): a scenario that goes wrong too, with as few of the steps as can be found. */
char *steps_shrink (const GArray *steps, guint64 seed, const Outcome *outcome);

G_END_DECLS
