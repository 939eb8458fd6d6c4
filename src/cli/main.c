/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

#include <locale.h>

static const struct
{
  const char *name;
  const char *summary;
  int (*run) (int argc, char **argv);
} commands[] = {
  { "account", "An account's money, margin and profit", bw_cli_account },
  { "accounts", "All accounts of all timelines", bw_cli_accounts },
  { "open-account", "Open another account: cash or margin, its fills and fees", bw_cli_open_account },
  { "account-terms", "Change what an account agreed to", bw_cli_account_terms },
  { "positions", "What an account holds", bw_cli_positions },
  { "orders", "An account's orders, newest first", bw_cli_orders },
  { "fills", "An account's fills, and why each price", bw_cli_fills },
  { "order", "Send an order", bw_cli_order },
  { "replace", "Change a working order", bw_cli_replace },
  { "cancel", "Cancel an order, or all", bw_cli_cancel },
  { "close", "Close a position at market", bw_cli_close },
  { "reverse", "Turn a position round", bw_cli_reverse },
  { "rebalance", "Bring a portfolio to target weights", bw_cli_rebalance },
  { "screen", "The symbols that meet a condition", bw_cli_screen },
  { "size", "How many to buy: by risk, ATR, volatility, Kelly …", bw_cli_size },
  { "alert", "Alerts: set, list, remove, and what they told", bw_cli_alert },
  { "limits", "An account's limits, and what is used of them", bw_cli_limits },
  { "limit", "Set a limit", bw_cli_limit },
  { "verdicts", "What the limits made of orders", bw_cli_verdicts },
  { "deposit", "Put practice money into an account", bw_cli_deposit },
  { "reset", "Begin again with so much cash; the history stays", bw_cli_reset },
  { "withdraw", "Take practice money out of an account", bw_cli_withdraw },
  { "symbols", "Everything that has prices here", bw_cli_symbols },
  { "bars", "A symbol's bars in any timeframe", bw_cli_bars },
  { "drawings", "What is drawn on a symbol's charts", bw_cli_drawings },
  { "chart", "Draw a chart: PNG, SVG, PDF or CSV", bw_cli_chart },
  { "import", "Import bars from CSV, .csv.gz and .zip", bw_cli_import },
  { "export", "Write an account's books as CSV or PDF", bw_cli_export },
  { "play", "Set the market's clock going, or stop it", bw_cli_play },
  { "inject", "Make something happen in the practice market", bw_cli_inject },
  { "timelines", "The practice market, the replays and the branches", bw_cli_timelines },
  { "open-replay", "Open a replay of stored history", bw_cli_open_replay },
  { "jump", "Play a timeline to a time at full speed", bw_cli_jump },
  { "branch", "Play on from any past instant: what if?", bw_cli_branch },
  { "replay", "Play a timeline's commands again, and compare", bw_cli_replay },
  { "status", "The profile and its clocks", bw_cli_status },
  { "verify", "Prove the books from the journal", bw_cli_verify },
  { "backup", "Copy the profile's databases", bw_cli_backup },
  { "indicator", "An indicator over a file of bars", bw_cli_indicator },
  { "scenario", "Run scenario files", bw_cli_scenario },
  { "demo", "Trade for a moment without a window", bw_cli_demo },
};

static void
print_help (void)
{
  g_print ("Bellwether %s: paper trading from the command line. All trading is simulated.\n\n"
           "bellwether-cli COMMAND [OPTIONS]\n\n",
           BW_VERSION);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-13s  %s\n", commands[i].name, commands[i].summary);
  g_print ("\nEvery command but indicator and scenario takes --profile DIR, and every query --json;\n"
           "bellwether-cli COMMAND --help tells the rest.\n");
}

int
main (int argc, char **argv)
{
  const char *command = argc > 1 ? argv[1] : "--help";

  setlocale (LC_ALL, "");
  g_set_prgname ("bellwether-cli");
  if (g_str_equal (command, "--help") || g_str_equal (command, "-h") || g_str_equal (command, "help"))
    {
      print_help ();
      return BW_CLI_OK;
    }
  if (g_str_equal (command, "--version"))
    {
      g_print ("bellwether-cli %s\n", BW_VERSION);
      return BW_CLI_OK;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, command))
      return commands[i].run (argc - 1, argv + 1);
  return bw_cli_usage_error ("there is no command “%s”; bellwether-cli --help lists them", command);
}
