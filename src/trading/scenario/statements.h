/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/scenario/line.h"

G_BEGIN_DECLS

/**
 * BwScenarioStatement:
 * @word: the statement's first word
 * @starts_clock: whether the time must be known before it; if not, a `date` may still come
 *
 * How a statement is run: it reads its words, and unless they have a problem does what they say.
 */
typedef struct
{
  const char *word;
  gboolean starts_clock;
  void (*run) (BwScenarioLine *line);
} BwScenarioStatement;

void bw_scenario_begin_event (BwScenarioLine *line, BwMarketEventKind kind, BwInput *input);

/* In the files of what they are about. */
void bw_scenario_run_zone (BwScenarioLine *line);
void bw_scenario_run_date (BwScenarioLine *line);
void bw_scenario_run_seed (BwScenarioLine *line);
void bw_scenario_run_instrument (BwScenarioLine *line);
void bw_scenario_run_account (BwScenarioLine *line);
void bw_scenario_run_terms (BwScenarioLine *line);
void bw_scenario_run_limit (BwScenarioLine *line);
void bw_scenario_run_hold (BwScenarioLine *line);

void bw_scenario_run_at (BwScenarioLine *line);
void bw_scenario_run_quote (BwScenarioLine *line);
void bw_scenario_run_trade (BwScenarioLine *line);
void bw_scenario_run_depth (BwScenarioLine *line);
void bw_scenario_run_bar (BwScenarioLine *line);
void bw_scenario_run_halt (BwScenarioLine *line);
void bw_scenario_run_resume (BwScenarioLine *line);
void bw_scenario_run_bands (BwScenarioLine *line);
void bw_scenario_run_index (BwScenarioLine *line);
void bw_scenario_bands_quote (BwScenarioWorld *world, const BwMarketEvent *quote);
void bw_scenario_run_split (BwScenarioLine *line);
void bw_scenario_run_dividend (BwScenarioLine *line);
void bw_scenario_run_rename (BwScenarioLine *line);
void bw_scenario_run_delist (BwScenarioLine *line);
void bw_scenario_run_rate (BwScenarioLine *line);
void bw_scenario_run_session (BwScenarioLine *line);

void bw_scenario_run_order (BwScenarioLine *line);
void bw_scenario_run_replace (BwScenarioLine *line);
void bw_scenario_run_cancel (BwScenarioLine *line);
void bw_scenario_run_cancel_all (BwScenarioLine *line);
void bw_scenario_run_close (BwScenarioLine *line);
void bw_scenario_run_flatten (BwScenarioLine *line);
void bw_scenario_run_deposit (BwScenarioLine *line);
void bw_scenario_run_withdraw (BwScenarioLine *line);
void bw_scenario_run_reset (BwScenarioLine *line);
void bw_scenario_run_crash (BwScenarioLine *line);

/* Returns: (transfer full) (nullable): what was expected, what was found, and the certificates, when
 * it does not hold. */
char *bw_scenario_run_expect (BwScenarioLine *line);
char *bw_scenario_expect_verdict (BwScenarioLine *line);
char *bw_scenario_expect_size (BwScenarioLine *line);

void bw_scenario_describe_fill (GString *text, const BwScenarioWorld *world, const BwScenarioOrder *order, const BwFill *fill);

G_END_DECLS
