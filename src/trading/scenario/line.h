/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/scenario/world.h"

G_BEGIN_DECLS

/**
 * BwScenarioLine:
 * @words: (owned): the statement's words, NULL-terminated
 * @next: index of the word that is read next
 * @problem: (owned) (nullable): why the line can't be understood; once set, reading goes on with
 *   nothing and the statement must not be carried out
 *
 * One statement while it is read.
 */
typedef struct
{
  BwScenarioWorld *world;
  char **words;
  guint n_words;
  guint next;
  char *problem;
} BwScenarioLine;

/* A number of an expectation: `100.25`, or `~100.3`, which allows half a unit of its last digit. */
typedef struct
{
  BwFixed number;
  gint64 tolerance_e8;
} BwScenarioNumber;

G_GNUC_PRINTF (2, 3)
void bw_scenario_line_fail (BwScenarioLine *line, const char *format, ...);

gboolean bw_scenario_line_is_over (const BwScenarioLine *line);
gboolean bw_scenario_line_accept (BwScenarioLine *line, const char *word);
void bw_scenario_line_expect_end (BwScenarioLine *line);
const char *bw_scenario_line_word (BwScenarioLine *line, const char *what);
const char *bw_scenario_line_key (BwScenarioLine *line);
void bw_scenario_line_unknown_key (BwScenarioLine *line, const char *key);
void bw_scenario_line_word_is (BwScenarioLine *line, const char *word);

BwFixed bw_scenario_line_number (BwScenarioLine *line, const char *what);
BwFixed bw_scenario_line_order_number (BwScenarioLine *line, const char *what, BwFixed refused);
BwScenarioNumber bw_scenario_line_expected (BwScenarioLine *line, const char *what);
gboolean bw_scenario_line_yes_no (BwScenarioLine *line, const char *what);
BwTime bw_scenario_line_time (BwScenarioLine *line);
BwDate bw_scenario_line_date (BwScenarioLine *line);

BwInstrumentId bw_scenario_line_symbol (BwScenarioLine *line);
BwAccountId bw_scenario_line_account (BwScenarioLine *line);
BwScenarioOrder *bw_scenario_line_order (BwScenarioLine *line);

G_END_DECLS
