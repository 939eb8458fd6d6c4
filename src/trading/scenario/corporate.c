/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

#include <string.h>

/* Statements of what companies and lenders do. What the core refuses stops the run. */

static void
end_event (BwScenarioLine *line, BwInput *input)
{
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return;
  bw_scenario_world_step (line->world, input);
  if (line->world->refusal != BW_REASON_NONE)
    bw_scenario_line_fail (line, "the core refuses this: %s", bw_reason_word (line->world->refusal));
}

/* `4:1`: to 4, from 1. */
void
bw_scenario_run_split (BwScenarioLine *line)
{
  g_auto (GStrv) parts = NULL;
  const char *word;
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_SPLIT, &input);
  word = bw_scenario_line_word (line, "the ratio");
  if (line->problem != NULL)
    return;
  parts = g_strsplit (word, ":", 3);
  if (g_strv_length (parts) != 2 ||
      bw_fixed_parse (parts[0], -1, &input.market.split.to) != BW_FIXED_PARSE_OK ||
      bw_fixed_parse (parts[1], -1, &input.market.split.from) != BW_FIXED_PARSE_OK)
    bw_scenario_line_fail (line, "'%s' is no ratio like 4:1", word);
  end_event (line, &input);
}

/* A date is its first instant in the file's zone. */
void
bw_scenario_run_dividend (BwScenarioLine *line)
{
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_DIVIDEND, &input);
  input.market.dividend.amount = bw_scenario_line_number (line, "the amount");
  input.market.dividend.pay = line->world->now;
  if (bw_scenario_line_accept (line, "pay"))
    {
      BwDate date = bw_scenario_line_date (line);

      if (line->problem == NULL &&
          !bw_zone_to_utc (line->world->zone, date, 0, &input.market.dividend.pay))
        bw_scenario_line_fail (line, "that date has no midnight in %s", line->world->zone);
    }
  end_event (line, &input);
}

/* The file calls it by its new name from now on. */
void
bw_scenario_run_rename (BwScenarioLine *line)
{
  BwScenarioWorld *world = line->world;
  const char *before = line->next < line->n_words ? line->words[line->next] : "";
  const char *symbol;
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_RENAME, &input);
  symbol = bw_scenario_line_word (line, "the new symbol");
  if (line->problem == NULL && g_hash_table_contains (world->symbols, symbol))
    bw_scenario_line_fail (line, "there is already an instrument '%s'", symbol);
  if (line->problem == NULL)
    g_strlcpy (input.market.rename.symbol, symbol, sizeof input.market.rename.symbol);
  end_event (line, &input);
  if (line->problem != NULL)
    return;
  g_hash_table_remove (world->symbols, before);
  g_hash_table_insert (world->symbols, g_strdup (symbol), GUINT_TO_POINTER (input.market.instrument));
}

/* Worthless, unless a price says what is paid a share. */
void
bw_scenario_run_delist (BwScenarioLine *line)
{
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_DELIST, &input);
  if (bw_scenario_line_accept (line, "price"))
    input.market.delist.price = bw_scenario_line_number (line, "the price");
  end_event (line, &input);
}

/* `rate SYM borrow 3.5% [easy|hard]` */
void
bw_scenario_run_rate (BwScenarioLine *line)
{
  g_autofree char *digits = NULL;
  const BwInstrument *instrument;
  const char *word;
  BwFixed percent;
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_BORROW, &input);
  bw_scenario_line_word_is (line, "borrow");
  word = bw_scenario_line_word (line, "the rate");
  if (line->problem != NULL)
    return;
  digits = g_strdup (word);
  if (!g_str_has_suffix (digits, "%"))
    bw_scenario_line_fail (line, "'%s' is no rate like 3.5%%", word);
  else
    digits[strlen (digits) - 1] = '\0';
  if (line->problem == NULL &&
      (bw_fixed_parse (digits, -1, &percent) != BW_FIXED_PARSE_OK ||
       !bw_fixed_div (percent, BW_FIXED (100), BW_ROUND_HALF_EVEN, &input.market.borrow.rate)))
    bw_scenario_line_fail (line, "'%s' is no rate like 3.5%%", word);
  if (line->problem != NULL)
    return;
  instrument = bw_core_instrument (line->world->core, input.market.instrument);
  input.market.borrow.is_easy = instrument->easy_to_borrow;
  if (bw_scenario_line_accept (line, "hard"))
    input.market.borrow.is_easy = FALSE;
  else if (bw_scenario_line_accept (line, "easy"))
    input.market.borrow.is_easy = TRUE;
  end_event (line, &input);
}

void
bw_scenario_run_reset (BwScenarioLine *line)
{
  BwInput input = { .kind = BW_INPUT_RESET_ACCOUNT };

  input.cash.account = bw_scenario_line_account (line);
  bw_scenario_line_word_is (line, "cash");
  input.cash.amount = bw_scenario_line_number (line, "the cash");
  end_event (line, &input);
}
