/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

#include "market/halts.h"

/* What the market's own guards make of prices: the bands of a share (limit up, limit down) and the
 * breakers of the whole market. A feed announces their halts; here the runner does, in its place. */

static void
say_halt (BwScenarioWorld *world, BwInstrumentId instrument, BwHaltCause cause)
{
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market.kind = BW_MARKET_HALT;
  input.market.time = world->now;
  input.market.instrument = instrument;
  input.market.cause = (guint8) cause;
  bw_scenario_world_step (world, &input);
}

/* One look at the standing quote; a pause begins when it has been at its band for fifteen seconds. */
static void
look (BwScenarioWorld *world, BwScenarioBand *band)
{
  BwLuldBand prices;
  BwSession session;

  if (bw_calendar_session_at_or_after (BW_CALENDAR_XNYS, world->now, &session) &&
      bw_luld_band ((BwLuldTier) band->tier, band->reference, world->now, &session, &prices))
    {
      if (bw_luld_step (&band->state, &prices, band->bid, band->ask, world->now))
        say_halt (world, band->instrument, BW_HALT_CAUSE_LULD);
    }
  else
    bw_luld_init (&band->state);
}

/* A quote came: its share may have bands. */
void
bw_scenario_bands_quote (BwScenarioWorld *world, const BwMarketEvent *quote)
{
  for (guint i = 0; i < world->bands->len; i++)
    {
      BwScenarioBand *band = &g_array_index (world->bands, BwScenarioBand, i);

      if (band->instrument != quote->instrument)
        continue;
      band->bid = quote->quote.bid_size.e8 > 0 ? quote->quote.bid : BW_FIXED_ZERO;
      band->ask = quote->quote.ask_size.e8 > 0 ? quote->quote.ask : BW_FIXED_ZERO;
      look (world, band);
    }
}

/**
 * bw_scenario_bands_due:
 *
 * Returns: when the first share that stands at its band will have done so for fifteen seconds;
 * %BW_TIME_MAX where none does
 */
BwTime
bw_scenario_bands_due (const BwScenarioWorld *world)
{
  BwTime due = BW_TIME_MAX;

  for (guint i = 0; i < world->bands->len; i++)
    {
      const BwScenarioBand *band = &g_array_index (world->bands, BwScenarioBand, i);

      if (band->state.limit_since != BW_TIME_NONE && band->state.paused_until == BW_TIME_NONE)
        due = MIN (due, band->state.limit_since + BW_LULD_LIMIT_STATE_NS);
    }
  return due;
}

void
bw_scenario_bands_look (BwScenarioWorld *world)
{
  for (guint i = 0; i < world->bands->len; i++)
    look (world, &g_array_index (world->bands, BwScenarioBand, i));
}

/* bands SYM tier 1|2 reference PRICE; again: another reference. */
void
bw_scenario_run_bands (BwScenarioLine *line)
{
  BwScenarioWorld *world = line->world;
  BwScenarioBand band = { .instrument = bw_scenario_line_symbol (line), .tier = BW_LULD_TIER_1 };

  bw_luld_init (&band.state);
  bw_scenario_line_word_is (line, "tier");
  if (bw_scenario_line_accept (line, "2"))
    band.tier = BW_LULD_TIER_2;
  else
    bw_scenario_line_word_is (line, "1");
  bw_scenario_line_word_is (line, "reference");
  band.reference = bw_scenario_line_number (line, "the reference price");
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return;
  for (guint i = 0; i < world->bands->len; i++)
    if (g_array_index (world->bands, BwScenarioBand, i).instrument == band.instrument)
      g_array_remove_index (world->bands, i);
  g_array_append_val (world->bands, band);
}

/* index VALUE of PREVIOUS: the market's index, and its previous close. */
void
bw_scenario_run_index (BwScenarioLine *line)
{
  BwFixed index = bw_scenario_line_number (line, "the index"), previous;
  BwHaltCause cause;

  bw_scenario_line_word_is (line, "of");
  previous = bw_scenario_line_number (line, "its previous close");
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return;
  cause = bw_breaker_reached (index, previous);
  if (cause != BW_HALT_CAUSE_UNSTATED)
    say_halt (line->world, 0, cause);
}
