/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

#include "trading/sizing.h"

/* expect size A SYM Q METHOD [sell] [PRESET] [key value …]: what the calculators make of it. */

typedef struct
{
  BwSizing sizing;
  BwSizingFacts facts;
} Sizes;

static gboolean
find_number (const char *word, BwSizingNumber *number)
{
  for (int i = 0; i < BW_N_SIZING_NUMBERS; i++)
    if (g_str_equal (bw_sizing_number_word (i), word))
      {
        *number = (BwSizingNumber) i;
        return TRUE;
      }
  return FALSE;
}

static void
read_pair (BwScenarioLine *line, Sizes *sizes)
{
  const char *key = bw_scenario_line_key (line);
  BwSizingNumber number;
  const char *text;

  if (!find_number (key, &number))
    {
      bw_scenario_line_unknown_key (line, key);
      return;
    }
  text = bw_scenario_line_word (line, key);
  if (line->problem == NULL && !bw_sizing_number_parse (number, text, &sizes->sizing, &sizes->facts))
    bw_scenario_line_fail (line, "%s '%s' should be above 0%s", key, text,
                           bw_sizing_number_is_percent (number) ? ", like 1%" : "");
}

static void
read_sizes (BwScenarioLine *line, BwAccountId account, BwInstrumentId instrument, Sizes *sizes)
{
  const BwCore *core = line->world->core;
  const char *word = bw_scenario_line_word (line, "the method");
  BwSizingPreset preset = BW_SIZING_MODERATE;
  BwSizingMethod method = BW_SIZING_FIXED;
  BwAccountFigures figures = { 0 };
  BwMarketState market;
  gboolean has_market, is_sale;

  if (line->problem == NULL && !bw_sizing_parse (word, &method))
    bw_scenario_line_fail (line, "no sizing is called '%s'", word);
  is_sale = bw_scenario_line_accept (line, "sell");
  for (int i = 0; i < BW_N_SIZING_PRESETS; i++)
    if (bw_scenario_line_accept (line, bw_sizing_preset_word (i)))
      preset = (BwSizingPreset) i;
  if (line->problem != NULL)
    return;
  bw_core_account_figures (core, account, &figures);
  has_market = bw_core_market_state (core, instrument, &market);
  bw_sizing_preset (method, preset, &sizes->sizing);
  bw_sizing_facts_init (&sizes->facts, bw_core_instrument (core, instrument), has_market ? &market : NULL,
                        is_sale ? BW_SIDE_SELL : BW_SIDE_BUY, figures.equity);
  while (!bw_scenario_line_is_over (line))
    read_pair (line, sizes);
}

/* `-`: nothing can be said. */
static gboolean
read_quantity (BwScenarioLine *line, BwFixed *quantity)
{
  if (bw_scenario_line_accept (line, "-"))
    return FALSE;
  *quantity = bw_scenario_line_number (line, "the quantity");
  return TRUE;
}

char *
bw_scenario_expect_size (BwScenarioLine *line)
{
  BwAccountId account = bw_scenario_line_account (line);
  BwInstrumentId instrument = bw_scenario_line_symbol (line);
  BwFixed quantity = BW_FIXED_ZERO;
  gboolean is_expected = read_quantity (line, &quantity);
  g_autofree char *words = NULL;
  char digits[BW_FIXED_TEXT_BYTES];
  BwSizingAnswer answer;
  Sizes sizes = { 0 };
  gboolean is_known;

  read_sizes (line, account, instrument, &sizes);
  if (line->problem != NULL)
    return NULL;
  is_known = bw_sizing_quantity (&sizes.sizing, &sizes.facts, &answer);
  if (is_known == is_expected && bw_fixed_equal (answer.quantity, quantity))
    return NULL;
  words = g_strjoinv (" ", line->words + 1);
  if (!is_known)
    return g_strdup_printf ("expected %s; found none for want of %s", words, bw_sizing_lack_word (answer.lack));
  return g_strdup_printf ("expected %s; found %s", words, bw_fixed_print (answer.quantity, 0, 8, digits));
}
