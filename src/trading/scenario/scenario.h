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

/**
 * BwScenarioRecord:
 * @journal: every input, one after the other, as bw_journal_encode_input() writes it
 * @state: what bw_core_save() makes of the end
 *
 * What a scenario did to its core, as bytes.
 */
typedef struct
{
  GByteArray *journal; /* (borrowed) */
  GByteArray *state;   /* (borrowed) */
} BwScenarioRecord;

BwScenarioResult bw_scenario_run_recorded (const char *file_name, const char *text, gsize n_bytes, GString *report, const BwScenarioRecord *record);
BwScenarioResult bw_scenario_run (const char *file_name, const char *text, gsize n_bytes, GString *report);

G_END_DECLS
