/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What running a scenario came to; the exit status of `bellwether-cli scenario`. */
typedef enum
{
  BW_SCENARIO_HELD = 0,           /* every expectation held */
  BW_SCENARIO_FAILED = 1,         /* one did not */
  BW_SCENARIO_NOT_UNDERSTOOD = 2, /* the file can't be run */
} BwScenarioResult;

BwScenarioResult bw_scenario_run (const char *file_name, const char *text, gsize n_bytes, GString *report);

G_END_DECLS
