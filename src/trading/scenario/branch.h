/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/scenario/world.h"

G_BEGIN_DECLS

/* Runs one statement in a world; FALSE when it can't be understood. */
typedef gboolean (*BwScenarioRunWords) (BwScenarioWorld *world, char **words, gpointer user_data);

/**
 * BwScenarioBranches:
 *
 * The worlds of a file that says `branch A as B`: each branch is a whole world that was brought to
 * the same instant by the same statements, and goes on beside the first one. What is of the market
 * and the clock happens in all of them; what names an account or an order, where that is.
 */
typedef struct
{
  GPtrArray *worlds; /* (owned): BwScenarioWorld; the file's first, borrowed, then the branches */
  GPtrArray *lines;  /* (owned): of each world, GPtrArray of char **: what was run in it */
} BwScenarioBranches;

void bw_scenario_branches_init (BwScenarioBranches *branches, BwScenarioWorld *first);
void bw_scenario_branches_clear (BwScenarioBranches *branches);
gboolean bw_scenario_branches_run (BwScenarioBranches *branches, char **words, BwScenarioRunWords run, gpointer user_data);
const char *bw_scenario_branches_add (BwScenarioBranches *branches, char **words, BwScenarioRunWords replay);

G_END_DECLS
