/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

#include "market/halts.h"
#include "market/timeframe.h"

/* Statements of the clock and the market. */

void
bw_scenario_run_at (BwScenarioLine *line)
{
  BwTime time = bw_scenario_line_time (line);

  bw_scenario_line_expect_end (line);
  if (line->problem == NULL && time < line->world->now)
    bw_scenario_line_fail (line, "the clock can't go back");
  if (line->problem == NULL)
    bw_scenario_world_move_clock (line->world, time);
}

/* An event of the symbol that is the next word, now. */
void
bw_scenario_begin_event (BwScenarioLine *line, BwMarketEventKind kind, BwInput *input)
{
  *input = (BwInput){ .kind = BW_INPUT_MARKET };
  input->market.kind = (guint8) kind;
  input->market.time = line->world->now;
  input->market.instrument = bw_scenario_line_symbol (line);
}

static void
end_event (BwScenarioLine *line, BwInput *input)
{
  bw_scenario_line_expect_end (line);
  if (line->problem == NULL)
    bw_scenario_world_step (line->world, input);
}

static void
read_level (BwScenarioLine *line, BwFixed *price, BwFixed *size)
{
  *price = bw_scenario_line_number (line, "the price");
  bw_scenario_line_word_is (line, "x");
  *size = bw_scenario_line_number (line, "the size");
}

/* `PRICE x SIZE`, or `-` for a side that is missing. */
static void
read_side (BwScenarioLine *line, BwFixed *price, BwFixed *size)
{
  if (!bw_scenario_line_accept (line, "-"))
    {
      read_level (line, price, size);
      return;
    }
  /* `- x -` says the same. */
  if (bw_scenario_line_accept (line, "x") && !bw_scenario_line_accept (line, "-"))
    bw_scenario_line_word_is (line, "0");
}

void
bw_scenario_run_quote (BwScenarioLine *line)
{
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_QUOTE, &input);
  read_side (line, &input.market.quote.bid, &input.market.quote.bid_size);
  read_side (line, &input.market.quote.ask, &input.market.quote.ask_size);
  end_event (line, &input);
  if (line->problem == NULL)
    bw_scenario_bands_quote (line->world, &input.market);
}

void
bw_scenario_run_trade (BwScenarioLine *line)
{
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_TRADE, &input);
  read_level (line, &input.market.trade.price, &input.market.trade.size);
  if (bw_scenario_line_accept (line, "auction"))
    {
      const char *word = bw_scenario_line_word (line, "open or close");

      if (g_str_equal (word, "open"))
        input.market.print = BW_PRINT_AUCTION_OPEN;
      else if (g_str_equal (word, "close"))
        input.market.print = BW_PRINT_AUCTION_CLOSE;
      else
        bw_scenario_line_fail (line, "'%s' is no auction: open or close", word);
    }
  end_event (line, &input);
}

void
bw_scenario_run_depth (BwScenarioLine *line)
{
  BwDepth depth = { 0 };
  gboolean is_bid = FALSE, has_side = FALSE;
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_DEPTH, &input);
  input.market.depth = &depth;
  while (!bw_scenario_line_is_over (line))
    {
      BwDepthLevel *levels;
      guint8 *n_levels;

      if (bw_scenario_line_accept (line, "bid") || bw_scenario_line_accept (line, "ask"))
        {
          is_bid = g_str_equal (line->words[line->next - 1], "bid");
          has_side = TRUE;
          bw_scenario_line_accept (line, "-");
          continue;
        }
      levels = is_bid ? depth.bids : depth.asks;
      n_levels = is_bid ? &depth.n_bids : &depth.n_asks;
      if (!has_side)
        bw_scenario_line_fail (line, "a level comes after 'bid' or 'ask'");
      else if (*n_levels == BW_DEPTH_LEVELS_MAX)
        bw_scenario_line_fail (line, "a side has at most %d levels", BW_DEPTH_LEVELS_MAX);
      else
        {
          read_level (line, &levels[*n_levels].price, &levels[*n_levels].size);
          (*n_levels)++;
        }
    }
  if (!has_side)
    bw_scenario_line_fail (line, "the depth has no side");
  end_event (line, &input);
}

/* `part`, `part open` or `part close`: of a day's bar that finer ones stand in for. */
static guint8
read_part (BwScenarioLine *line)
{
  if (!bw_scenario_line_accept (line, "part"))
    return 0;
  if (bw_scenario_line_accept (line, "open"))
    return BW_BAR_PART | BW_BAR_OPENS_DAY;
  if (bw_scenario_line_accept (line, "close"))
    return BW_BAR_PART | BW_BAR_CLOSES_DAY;
  return BW_BAR_PART;
}

void
bw_scenario_run_bar (BwScenarioLine *line)
{
  BwScenarioWorld *world = line->world;
  const char *word;
  BwInput input;

  bw_scenario_begin_event (line, BW_MARKET_BAR, &input);
  word = bw_scenario_line_word (line, "the timeframe");
  if (line->problem == NULL && !bw_timeframe_parse (word, &input.market.bar.timeframe))
    bw_scenario_line_fail (line, "'%s' is not a timeframe like 1m, 1h or 1d", word);
  input.market.bar.open = bw_scenario_line_number (line, "the open");
  input.market.bar.high = bw_scenario_line_number (line, "the high");
  input.market.bar.low = bw_scenario_line_number (line, "the low");
  input.market.bar.close = bw_scenario_line_number (line, "the close");
  input.market.bar.volume = bw_scenario_line_number (line, "the volume");
  input.market.part = read_part (line);
  if (bw_scenario_line_accept (line, "ends"))
    input.market.time = bw_scenario_line_time (line);
  bw_scenario_line_expect_end (line);
  if (line->problem == NULL && input.market.time < world->now)
    bw_scenario_line_fail (line, "the bar ends before now");
  if (line->problem != NULL)
    return;
  bw_scenario_world_tell_sessions (world, input.market.time);
  world->now = input.market.time;
  world->date = bw_zone_date_at (world->zone, world->now, NULL);
  bw_scenario_world_step (world, &input);
}

static void
run_halt (BwScenarioLine *line, BwMarketEventKind kind)
{
  BwInput input = { .kind = BW_INPUT_MARKET };

  input.market.kind = (guint8) kind;
  input.market.time = line->world->now;
  if (!bw_scenario_line_accept (line, "ALL"))
    input.market.instrument = bw_scenario_line_symbol (line);
  if (kind == BW_MARKET_HALT && bw_scenario_line_accept (line, "reason"))
    {
      BwHaltCause cause = BW_HALT_CAUSE_UNSTATED;

      /* Other words are for who reads the file. */
      bw_halt_cause_parse (bw_scenario_line_word (line, "the reason"), &cause);
      input.market.cause = (guint8) cause;
    }
  end_event (line, &input);
}

void
bw_scenario_run_halt (BwScenarioLine *line)
{
  run_halt (line, BW_MARKET_HALT);
}

void
bw_scenario_run_resume (BwScenarioLine *line)
{
  run_halt (line, BW_MARKET_RESUME);
}

void
bw_scenario_run_session (BwScenarioLine *line)
{
  static const struct
  {
    const char *word;
    BwSessionPhase phase;
  } phases[] = {
    { "pre", BW_PHASE_PRE },
    { "core", BW_PHASE_CORE },
    { "post", BW_PHASE_POST },
    { "overnight", BW_PHASE_OVERNIGHT },
    { "closed", BW_PHASE_CLOSED },
  };
  const char *word = bw_scenario_line_word (line, "the session");
  BwInput input = { .kind = BW_INPUT_PHASE };

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    if (g_str_equal (phases[i].word, word))
      {
        input.phase.phase = phases[i].phase;
        bw_scenario_world_step (line->world, &input);
        return;
      }
  bw_scenario_line_fail (line, "'%s' is no session: pre, core, post, overnight or closed", word);
}
