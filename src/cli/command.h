/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/session.h"
#include "cli/table.h"

G_BEGIN_DECLS

/* What a shell sees. */
#define BW_CLI_OK 0
#define BW_CLI_FAILED 1 /* understood, but it could not be done */
#define BW_CLI_USAGE 2  /* not understood */

/**
 * BwCliOptions:
 *
 * What every command takes, and what it parsed: the words behind its name, options taken out.
 */
typedef struct
{
  char *profile;  /* (owned) (nullable): --profile */
  gboolean is_json; /* --json */
  gint64 timeline; /* --timeline */
  gint64 account;  /* --account */
  char **words;    /* (owned): NULL-terminated */
  int n_words;
} BwCliOptions;

gboolean bw_cli_parse (int argc, char **argv, const char *usage, const char *summary, const GOptionEntry *entries, BwCliOptions *options);
void bw_cli_options_clear (BwCliOptions *options);
JsonObject *bw_cli_parameters (const BwCliOptions *options);
JsonNode *bw_cli_call (const BwCliOptions *options, const char *command, JsonObject *parameters);
void bw_cli_print_json (JsonNode *node);
int bw_cli_finish_table (const BwCliOptions *options, JsonNode *answer, const BwTableColumn *columns, gsize n_columns);
void bw_cli_set_terms (JsonObject *order);
int bw_cli_usage_error (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwCliOptions, bw_cli_options_clear)

/* The commands: argv[0] is the command's name. */
int bw_cli_status (int argc, char **argv);
int bw_cli_symbols (int argc, char **argv);
int bw_cli_bars (int argc, char **argv);
int bw_cli_account (int argc, char **argv);
int bw_cli_accounts (int argc, char **argv);
int bw_cli_open_account (int argc, char **argv);
int bw_cli_account_terms (int argc, char **argv);
int bw_cli_positions (int argc, char **argv);
int bw_cli_orders (int argc, char **argv);
int bw_cli_fills (int argc, char **argv);
int bw_cli_order (int argc, char **argv);
int bw_cli_replace (int argc, char **argv);
int bw_cli_cancel (int argc, char **argv);
int bw_cli_close (int argc, char **argv);
int bw_cli_reverse (int argc, char **argv);
int bw_cli_deposit (int argc, char **argv);
int bw_cli_reset (int argc, char **argv);
int bw_cli_withdraw (int argc, char **argv);
int bw_cli_inject (int argc, char **argv);
int bw_cli_play (int argc, char **argv);
int bw_cli_rebalance (int argc, char **argv);
int bw_cli_screen (int argc, char **argv);
int bw_cli_size (int argc, char **argv);
int bw_cli_alert (int argc, char **argv);
int bw_cli_limits (int argc, char **argv);
int bw_cli_limit (int argc, char **argv);
int bw_cli_verdicts (int argc, char **argv);
int bw_cli_timelines (int argc, char **argv);
int bw_cli_branch (int argc, char **argv);
int bw_cli_jump (int argc, char **argv);
int bw_cli_open_replay (int argc, char **argv);
int bw_cli_replay (int argc, char **argv);
int bw_cli_import (int argc, char **argv);
int bw_cli_export (int argc, char **argv);
int bw_cli_drawings (int argc, char **argv);
int bw_cli_verify (int argc, char **argv);
int bw_cli_backup (int argc, char **argv);
int bw_cli_chart (int argc, char **argv);
int bw_cli_indicator (int argc, char **argv);
int bw_cli_scenario (int argc, char **argv);
int bw_cli_demo (int argc, char **argv);

G_END_DECLS
