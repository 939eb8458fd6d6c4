/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "steps.h"

#include "base/random.h"

#include <string.h>

/* A seeded market of a few symbols that wanders, gaps, splits, halts, is renamed and delisted, and
 * people who send everything an account can be sent, and whose terms change. */

#define N_ACCOUNTS 4
#define FIRST_INSTANT (G_GINT64_CONSTANT (1772461800) * BW_SECOND) /* 2026-03-02 09:30 New York */

#define N_SYMBOLS 4
#define COIN 2 /* of the symbols */

static const char *const first_symbols[N_SYMBOLS] = { "XYZ", "ABC", "BTC", "OLD" };
static const char *const account_names[N_ACCOUNTS] = { "A", "B", "C", "D" };

typedef struct
{
  guint64 seed, n_draws;
  BwTime now;
  const char *symbols[N_SYMBOLS]; /* (owned by GLib): as they are called now */
  gint32 cents[N_SYMBOLS];
  guint n_orders;
  gint64 n_days;
  GArray *steps;
} Maker;

static void
clear_step (gpointer data)
{
  g_free (((Step *) data)->text);
}

/* From 0 to @n less 1. */
static guint
draw (Maker *maker, guint n)
{
  return (guint) (bw_random_at (maker->seed, ++maker->n_draws, 0, 0, 0) % n);
}

static const char *
pick (Maker *maker, const char *const *words, guint n_words)
{
  return words[draw (maker, n_words)];
}

#define PICK(maker, words) pick (maker, words, G_N_ELEMENTS (words))

static void
add (Maker *maker, const Step *step)
{
  g_array_append_val (maker->steps, *step);
}

G_GNUC_PRINTF (2, 3)
static void
say (Maker *maker, const char *format, ...)
{
  Step step = { .kind = STEP_TEXT };
  va_list arguments;

  va_start (arguments, format);
  step.text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add (maker, &step);
}

static char *
price_text (gint32 cents)
{
  return g_strdup_printf ("%d.%02d", MAX (cents, 1) / 100, MAX (cents, 1) % 100);
}

static void
furnish (Maker *maker)
{
  static const char *const profiles[] = { "realistic", "alpaca", "ibkr", "conservative", "touch", "pine", "immediate" };
  static const char *const fills[] = { "", " participation 20%", " slippage 1ticks", " volume-split yes",
                                       " limit-touch 40%", " bar-fill at-close", " slippage volume-share" };
  static const char *const waits[] = { "", "", " latency 150ms", " stale-after 20s" };
  static const char *const costs[] = { "", " fees us-equity-2026", " lots lifo", " lots average" };

  say (maker, "instrument XYZ equity");
  say (maker, "instrument ABC etf fractionable yes");
  say (maker, "instrument BTC crypto fractionable yes");
  say (maker, "instrument OLD equity");
  for (int i = 0; i < N_ACCOUNTS; i++)
    say (maker, "account %s cash %u type %s profile %s%s%s%s", account_names[i], 20000 + draw (maker, 200000),
         i == 3 ? "cash" : "margin", i == 0 ? "realistic" : PICK (maker, profiles), PICK (maker, fills),
         PICK (maker, waits), PICK (maker, costs));
}

static void
add_quote (Maker *maker, guint symbol)
{
  gint32 *cents = &maker->cents[symbol];
  gint32 step = (gint32) draw (maker, 21) - 10;
  Step quote = { .kind = STEP_QUOTE, .symbol = maker->symbols[symbol] };

  if (draw (maker, 200) == 0)
    step *= 30; /* a gap */
  *cents = CLAMP (*cents + step, 200, 90000);
  quote.bid_cents = *cents;
  quote.ask_cents = *cents + (gint32) draw (maker, 6);
  quote.bid_size = draw (maker, 40) == 0 ? 0 : (gint32) draw (maker, 800) + 1;
  quote.ask_size = draw (maker, 40) == 0 ? 0 : (gint32) draw (maker, 800) + 1;
  add (maker, &quote);
}

static void
add_side (Maker *maker, GString *text, const char *side, gint32 cents, gint32 step)
{
  guint n_levels = draw (maker, 12) == 0 ? 0 : 1 + draw (maker, BW_DEPTH_LEVELS_MAX);

  g_string_append_printf (text, " %s", side);
  for (guint i = 0; i < n_levels && cents > 0; i++, cents += step * (gint32) (1 + draw (maker, 3)))
    {
      g_autofree char *price = price_text (cents);

      g_string_append_printf (text, " %s x %u", price, 1 + draw (maker, 400));
    }
}

/* A book of up to ten levels a side. */
static void
add_depth (Maker *maker, guint symbol)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "depth %s", maker->symbols[symbol]);
  add_side (maker, text, "bid", maker->cents[symbol], -1);
  add_side (maker, text, "ask", maker->cents[symbol] + (gint32) draw (maker, 6), 1);
  say (maker, "%s", text->str);
}

static void
add_trade (Maker *maker, guint symbol)
{
  if (symbol != COIN && draw (maker, 60) == 0)
    {
      g_autofree char *price = price_text (maker->cents[symbol] + (gint32) draw (maker, 21) - 10);

      say (maker, "trade %s %s x %u auction %s", maker->symbols[symbol], price, 1 + draw (maker, 20000),
           draw (maker, 2) == 0 ? "open" : "close");
      return;
    }
  add (maker, &(Step){ .kind = STEP_TRADE,
                       .symbol = maker->symbols[symbol],
                       .bid_cents = MAX (maker->cents[symbol] + (gint32) draw (maker, 7) - 2, 1),
                       .bid_size = (gint32) draw (maker, 500) + 1 });
}

static void
add_time (Maker *maker)
{
  guint way = draw (maker, 400);

  maker->now += (gint64) (draw (maker, 8000) + 1) * BW_MILLISECOND;
  if (way == 0)
    {
      /* Around another morning; at times of a day without a session. */
      maker->now = MAX (maker->now, FIRST_INSTANT + ++maker->n_days * BW_DAY - 20 * BW_MINUTE);
      maker->now += (gint64) draw (maker, 90) * BW_MINUTE;
    }
  else if (way < 6)
    maker->now += (gint64) draw (maker, 20) * BW_MINUTE;
  add (maker, &(Step){ .kind = STEP_AT, .time = maker->now });
}

static void
add_bar (Maker *maker, guint symbol)
{
  gint32 open = maker->cents[symbol] + (gint32) draw (maker, 41) - 20;
  gint32 close = open + (gint32) draw (maker, 61) - 30;
  gint32 high = MAX (open, close) + (gint32) draw (maker, 40);
  gint32 low = MAX (MIN (open, close) - (gint32) draw (maker, 40), 1);
  g_autofree char *end = NULL, *o = NULL, *h = NULL, *l = NULL, *c = NULL;

  open = MAX (open, low);
  close = MAX (close, low);
  maker->now += BW_MINUTE + (gint64) draw (maker, 1000) * BW_MILLISECOND;
  maker->cents[symbol] = CLAMP (close, 200, 90000);
  end = bw_time_to_rfc3339 (maker->now);
  o = price_text (open);
  h = price_text (MAX (high, open));
  l = price_text (low);
  c = price_text (close);
  say (maker, "bar %s 1m %s %s %s %s %u ends %s", maker->symbols[symbol], o, h, l, c, draw (maker, 3000), end);
}

/* A price near the market, that many cents away at most. */
static char *
near_price (Maker *maker, guint symbol, gint32 span)
{
  return price_text (maker->cents[symbol] + (gint32) draw (maker, 2 * (guint) span + 1) - span);
}

static char *
type_text (Maker *maker, guint symbol)
{
  g_autofree char *first = near_price (maker, symbol, 60), *second = near_price (maker, symbol, 60);

  switch (draw (maker, 12))
    {
    case 0:
    case 1:
      return g_strdup ("market");
    case 4:
      return g_strdup_printf ("trailing_stop 0.%02u", 5 + draw (maker, 60));
    case 5:
      return g_strdup_printf ("trailing_stop_limit 1%% 0.%02u", 1 + draw (maker, 30));
    case 6:
      return g_strdup_printf ("market_if_touched %s", first);
    case 7:
      return g_strdup_printf ("limit_if_touched %s %s", first, second);
    case 2:
      return g_strdup_printf ("stop %s", first);
    case 3:
      return g_strdup_printf ("stop_limit %s %s", first, second);
    default:
      return g_strdup_printf ("limit %s", first);
    }
}

/* Some are sent under names, whose own books and kill switches are simulated with them. */
static const char *
sender_text (Maker *maker)
{
  static const char *const senders[] = { " strategy trend", " agent scout", " strategy trend agent scout" };

  return draw (maker, 4) == 0 ? PICK (maker, senders) : "";
}

/* A group around the market: what makes no sense is refused, which is a test too. */
static void
add_group (Maker *maker, const char *account, guint symbol)
{
  static const char *const sides[] = { "buy", "sell" };
  g_autofree char *entry = type_text (maker, symbol);
  g_autofree char *up = price_text (maker->cents[symbol] + 20 + (gint32) draw (maker, 60));
  g_autofree char *down = price_text (maker->cents[symbol] - 20 - (gint32) draw (maker, 60));
  gboolean is_buy = draw (maker, 2) == 0;
  guint number = ++maker->n_orders;

  if (draw (maker, 3) == 0)
    say (maker, "order o%u %s %s %u %s limit %s class oco stop-loss %s tif gtc%s", number, account,
         is_buy ? "sell" : "buy", 1 + draw (maker, 100), maker->symbols[symbol], is_buy ? up : down,
         is_buy ? down : up, sender_text (maker));
  else
    say (maker, "order o%u %s %s %u %s %s class bracket take-profit %s stop-loss %s tif day%s", number, account,
         sides[is_buy ? 0 : 1], 1 + draw (maker, 100), maker->symbols[symbol], entry, is_buy ? up : down,
         is_buy ? down : up, sender_text (maker));
}

/* What an order waits for: of its own symbol, another's, the account or the clock. */
static char *
condition_text (Maker *maker, guint symbol)
{
  guint other = draw (maker, N_SYMBOLS);
  g_autofree char *price = near_price (maker, symbol, 40), *second = near_price (maker, other, 40);
  g_autofree char *time = bw_time_to_rfc3339 (maker->now + (gint64) draw (maker, 900) * BW_SECOND);

  switch (draw (maker, 6))
    {
    case 0:
      return g_strdup_printf ("%s.bid >= %s", maker->symbols[symbol], price);
    case 1:
      return g_strdup_printf ("%s <= %s or not %s.ask < %s", maker->symbols[symbol], price, maker->symbols[other], second);
    case 2:
      return g_strdup_printf ("time >= %s", time);
    case 3:
      return g_strdup_printf ("day-pnl > %d", (int) draw (maker, 400) - 200);
    case 4:
      return g_strdup_printf ("equity - 1000 > %u and pnl < %u", draw (maker, 200000), draw (maker, 5000));
    default:
      return g_strdup_printf ("%s + 1 > %s", maker->symbols[symbol], maker->symbols[other]);
    }
}

static void
add_waiting (Maker *maker, const char *account, guint symbol, const char *type)
{
  static const char *const sides[] = { "buy", "sell", "short", "cover" };
  g_autofree char *condition = condition_text (maker, symbol);

  say (maker, "order o%u %s %s %u %s %s%s when %s", ++maker->n_orders, account, PICK (maker, sides),
       1 + draw (maker, 200), maker->symbols[symbol], type, draw (maker, 2) == 0 ? " tif gtc" : "", condition);
}

static void
add_order (Maker *maker)
{
  static const char *const sides[] = { "buy", "buy", "sell", "sell", "short", "cover" };
  static const char *const tifs[] = { "", " tif gtc", " tif gtc", " tif ioc", " tif fok", " extended", " tif opg",
                                      " tif cls", " tif gtc reduce-only", " iceberg 20", " tif gtd 2026-03-04" };
  const char *account = PICK (maker, account_names);
  guint symbol = draw (maker, N_SYMBOLS);
  g_autofree char *type = NULL;

  if (draw (maker, 6) == 0)
    {
      add_group (maker, account, symbol);
      return;
    }
  type = type_text (maker, symbol);
  if (draw (maker, 10) == 0)
    add_waiting (maker, account, symbol, type);
  else if (draw (maker, 15) == 0)
    say (maker, "order o%u %s buy - %s %s notional %u", ++maker->n_orders, account, maker->symbols[symbol], type,
         100 + draw (maker, 5000));
  else
    say (maker, "order o%u %s %s %u %s %s%s%s", ++maker->n_orders, account, PICK (maker, sides),
         1 + draw (maker, 300), maker->symbols[symbol], type, PICK (maker, tifs), sender_text (maker));
}

static void
add_change (Maker *maker)
{
  guint back = draw (maker, 40);
  guint number = back < maker->n_orders ? maker->n_orders - back : 1;
  g_autofree char *price = near_price (maker, draw (maker, N_SYMBOLS), 60);

  switch (draw (maker, 4))
    {
    case 0:
      say (maker, "replace o%u qty %u", number, 1 + draw (maker, 300));
      return;
    case 1:
      if (draw (maker, 4) == 0)
        say (maker, "replace o%u trail 0.%02u", number, 5 + draw (maker, 60));
      else
        say (maker, "replace o%u %s %s", number, draw (maker, 3) == 0 ? "stop" : "limit", price);
      return;
    default:
      say (maker, "cancel o%u", number);
    }
}

static void
add_corporate (Maker *maker, guint symbol)
{
  gint32 *cents = &maker->cents[symbol];
  g_autoptr (GString) text = g_string_new (NULL);

  if (symbol == COIN)
    return;
  if (draw (maker, 3) == 0)
    {
      say (maker, "dividend %s 0.%02u", maker->symbols[symbol], 1 + draw (maker, 99));
      return;
    }
  say (maker, "split %s %s", maker->symbols[symbol], *cents > 4000 ? "2:1" : "1:3");
  *cents = *cents > 4000 ? *cents / 2 : *cents * 3;
}

/* What a symbol, or an account, is from now on. */
static void
add_change_of_terms (Maker *maker, const char *account, guint symbol)
{
  static const char *const terms[] = { "profile touch", "profile realistic", "profile ibkr", "latency 40ms", "latency 0ms",
                                       "stale-after 10s", "stale-after never", "fees us-equity-2026", "fees none",
                                       "shorting no", "shorting yes", "multiplier 4", "multiplier 2", "multiplier 1",
                                       "margin-rule intraday", "margin-rule by-date", "deficits yes", "deficits no",
                                       "participation 5%", "participation off", "slippage 2ticks", "slippage none" };
  g_autofree char *name = NULL, *price = price_text (maker->cents[symbol]);
  gboolean is_paid = maker->seed % 4 == 0;

  switch (draw (maker, 16))
    {
    case 0:
      if (symbol == COIN)
        return;
      name = g_strdup_printf ("%s%u", first_symbols[symbol], maker->n_orders);
      say (maker, "rename %s %s", maker->symbols[symbol], name);
      maker->symbols[symbol] = g_intern_string (name);
      return;
    case 1:
      /* One symbol alone, and not in every life. */
      if (maker->seed % 2 == 0)
        say (maker, "delist %s%s%s", maker->symbols[N_SYMBOLS - 1], is_paid ? " price " : "", is_paid ? price : "");
      return;
    case 2:
    case 3:
    case 4:
      say (maker, "rate %s borrow %u.%u%% %s", maker->symbols[symbol], draw (maker, 40), draw (maker, 10),
           draw (maker, 3) == 0 ? "hard" : "easy");
      return;
    default:
      say (maker, "terms %s %s", account, PICK (maker, terms));
    }
}

/* Of an account, or of what is sent under a name: that can be stopped in each way. */
static void
add_limit (Maker *maker, const char *account)
{
  static const char *const limits[] = { "max-position 40%", "max-position off", "max-order-size 9000", "max-order-size off",
                                        "kill-switch on", "kill-switch off", "kill-switch off", "max-daily-loss 3%",
                                        "max-daily-loss off", "max-order-quantity 150 resize", "max-order-quantity off" };
  static const char *const switches[] = { "on", "on cancel", "on flatten", "on freeze", "off", "off", "off" };
  static const char *const senders[] = { "strategy:trend", "agent:scout" };
  const char *whose = draw (maker, 3) == 0 ? PICK (maker, senders) : account;

  if (whose == account || draw (maker, 2) == 0)
    {
      const char *limit = PICK (maker, limits);

      say (maker, "limit %s %s", whose, limit);
    }
  else
    say (maker, "limit %s kill-switch %s", whose, PICK (maker, switches));
}

static void
add_rare (Maker *maker)
{
  static const char *const causes[] = { "luld", "news", "breaker-1", "breaker-3" };
  guint symbol = draw (maker, N_SYMBOLS);
  const char *account = PICK (maker, account_names);

  switch (draw (maker, 15))
    {
    case 12:
    case 13:
    case 14:
      add_change_of_terms (maker, account, symbol);
      return;
    case 0:
      say (maker, "halt %s reason %s", maker->symbols[symbol], PICK (maker, causes));
      return;
    case 1:
    case 2:
      say (maker, "resume ALL");
      return;
    case 3:
      say (maker, "flatten %s", account);
      return;
    case 4:
      say (maker, "cancel-all %s", account);
      return;
    case 5:
      say (maker, "deposit %s %u", account, 1 + draw (maker, 5000));
      return;
    case 6:
      say (maker, "withdraw %s %u", account, 1 + draw (maker, 5000));
      return;
    case 7:
      add_corporate (maker, symbol);
      return;
    case 8:
      add_limit (maker, account);
      return;
    default:
      say (maker, "close %s %s", account, maker->symbols[symbol]);
    }
}

/**
 * steps_make:
 *
 * Returns: (transfer full): @n_steps of @seed and what furnishes the world before them
 */
GArray *
steps_make (guint64 seed, guint n_steps)
{
  Maker maker = { .seed = seed, .now = FIRST_INSTANT, .cents = { 5000, 12000, 30000, 2000 } };

  memcpy (maker.symbols, first_symbols, sizeof maker.symbols);

  maker.steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_clear_func (maker.steps, clear_step);
  furnish (&maker);
  add (&maker, &(Step){ .kind = STEP_AT, .time = maker.now });
  while (maker.steps->len < n_steps)
    {
      guint way = draw (&maker, 1000);
      guint symbol = draw (&maker, N_SYMBOLS);

      if (way < 485)
        add_quote (&maker, symbol);
      else if (way < 500)
        add_depth (&maker, symbol);
      else if (way < 720)
        add_trade (&maker, symbol);
      else if (way < 900)
        add_time (&maker);
      else if (way < 955)
        add_order (&maker);
      else if (way < 975)
        add_change (&maker);
      else if (way < 990)
        add_bar (&maker, symbol);
      else
        add_rare (&maker);
    }
  return maker.steps;
}

void
step_print (const Step *step, GString *text)
{
  switch ((StepKind) step->kind)
    {
    case STEP_AT:
      {
        g_autofree char *time = bw_time_to_rfc3339 (step->time);

        g_string_append_printf (text, "at %s\n", time);
        return;
      }
    case STEP_QUOTE:
      {
        g_autofree char *bid = price_text (step->bid_cents), *ask = price_text (step->ask_cents);

        g_string_append_printf (text, "quote %s ", step->symbol);
        if (step->bid_size > 0)
          g_string_append_printf (text, "%s x %d ", bid, step->bid_size);
        else
          g_string_append (text, "- ");
        if (step->ask_size > 0)
          g_string_append_printf (text, "%s x %d\n", ask, step->ask_size);
        else
          g_string_append (text, "-\n");
        return;
      }
    case STEP_TRADE:
      {
        g_autofree char *price = price_text (step->bid_cents);

        g_string_append_printf (text, "trade %s %s x %d\n", step->symbol, price, step->bid_size);
        return;
      }
    case STEP_TEXT:
      g_string_append_printf (text, "%s\n", step->text);
    }
}

static BwFixed
cents (gint32 n)
{
  return (BwFixed){ (gint64) n * (BW_FIXED_ONE_E8 / 100) };
}

/**
 * step_run:
 *
 * Returns: %FALSE when it makes no sense to the world as it is; then nothing was done
 */
gboolean
step_run (const Step *step, BwScenarioWorld *world)
{
  BwInput input = { .kind = BW_INPUT_MARKET };
  g_autofree char *problem = NULL;

  input.market.time = world->now;
  switch ((StepKind) step->kind)
    {
    case STEP_AT:
      if (step->time < world->now)
        return FALSE;
      bw_scenario_world_move_clock (world, step->time);
      return TRUE;
    case STEP_QUOTE:
    case STEP_TRADE:
      input.market.instrument = GPOINTER_TO_UINT (g_hash_table_lookup (world->symbols, step->symbol));
      if (input.market.instrument == 0)
        return FALSE;
      input.market.kind = step->kind == STEP_QUOTE ? BW_MARKET_QUOTE : BW_MARKET_TRADE;
      if (step->kind == STEP_TRADE)
        {
          input.market.trade.price = cents (step->bid_cents);
          input.market.trade.size = BW_FIXED (step->bid_size);
        }
      else
        {
          input.market.quote.bid = step->bid_size > 0 ? cents (step->bid_cents) : BW_FIXED_ZERO;
          input.market.quote.bid_size = BW_FIXED (step->bid_size);
          input.market.quote.ask = step->ask_size > 0 ? cents (step->ask_cents) : BW_FIXED_ZERO;
          input.market.quote.ask_size = BW_FIXED (step->ask_size);
        }
      bw_scenario_world_step (world, &input);
      return TRUE;
    case STEP_TEXT:
      break;
    }
  problem = bw_scenario_say (world, step->text);
  return problem == NULL;
}
