/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/account-words.h"

#include "app/format.h"
#include "trading/terms.h"

#include <glib/gi18n.h>

/* ---- Terms ---- */

static const BwChoice types[] = {
  { BW_ACCOUNT_CASH, N_("Cash"), N_("You spend what you have. No debts, no short sales; a sale’s money settles the next business day.") },
  { BW_ACCOUNT_MARGIN, N_("Margin"), N_("You may borrow against what you hold, and sell short. Too little equity brings a margin call.") },
};

static const BwChoice multipliers[] = {
  { 1, N_("1×"), N_("Buys for its own money only.") },
  { 2, N_("2×"), N_("Buys for up to twice its equity, as Regulation T allows overnight.") },
  { 4, N_("4×"), N_("Up to four times by day and twice overnight, with $25,000 of equity.") },
};

static const BwChoice margin_rules[] = {
  { BW_MARGIN_RULE_BY_DATE, N_("By date"), N_("Pattern-day-trader rule until 3 June 2026, intraday margin from 4 June 2026.") },
  { BW_MARGIN_RULE_REGT_PDT, N_("Pattern day trader"), N_("Four day trades in five business days need $25,000 of equity.") },
  { BW_MARGIN_RULE_INTRADAY, N_("Intraday margin"), N_("Day trades are not counted; margin must suffice at every moment of the day.") },
};

static const BwChoice profiles[] = {
  { BW_PROFILE_REALISTIC, N_("Realistic"), N_("Takes what the book offers, waits in the queue, and pays for its size.") },
  { BW_PROFILE_ALPACA, N_("Alpaca paper"), N_("Fills at the quote whatever its size, sometimes in parts, as Alpaca’s paper trading does.") },
  { BW_PROFILE_IBKR, N_("IBKR paper"), N_("Sees the best price and its size only, as Interactive Brokers’ paper trading does.") },
  { BW_PROFILE_CONSERVATIVE, N_("Conservative bars"), N_("From bars alone: the price must go through a limit, and doubt is settled against you.") },
  { BW_PROFILE_TOUCH, N_("Touch"), N_("A limit fills as soon as the price touches it. Kinder than a market.") },
  { BW_PROFILE_PINE, N_("Pine"), N_("Walks through each bar the way TradingView’s strategies do.") },
  { BW_PROFILE_IMMEDIATE, N_("Immediate"), N_("Everything fills at once at the last price. To learn the buttons, not the market.") },
};

static const BwChoice lots[] = {
  { BW_LOTS_FIFO, N_("First in, first out"), N_("A sale takes the shares bought first.") },
  { BW_LOTS_LIFO, N_("Last in, first out"), N_("A sale takes the shares bought last.") },
  { BW_LOTS_AVERAGE, N_("Average cost"), N_("All shares of a symbol have cost the same.") },
};

static const BwChoice slippages[] = {
  { BW_SLIPPAGE_NONE, N_("None"), N_("Market orders pay what the fill model finds.") },
  { BW_SLIPPAGE_TICKS, N_("Price steps"), N_("Market orders pay so many price steps more.") },
  { BW_SLIPPAGE_VOLUME_SHARE, N_("By its share of the volume"), N_("The larger the order against the volume, the worse its price.") },
};

static const BwChoice touches[] = {
  { BW_TOUCH_BY_PROFILE, N_("As the fill model does"), N_("Each fill model has its own way.") },
  { BW_TOUCH_STRICT, N_("Must go through"), N_("A bar that only touches a limit doesn’t fill it.") },
  { BW_TOUCH_REACHED, N_("A touch is enough"), N_("A bar that touches a limit fills it.") },
  { BW_TOUCH_CHANCE, N_("By chance"), N_("A bar that only touches a limit fills it so many times in a hundred.") },
};

static const BwChoice bar_fills[] = {
  { BW_BAR_FILL_NEXT_OPEN, N_("At the next bar’s open"), N_("What is decided at a bar’s close fills at the earliest with the next bar.") },
  { BW_BAR_FILL_AT_CLOSE, N_("At that close"), N_("Optimistic: at the very price that it was decided on. The fill says so.") },
};

static const BwChoice presets[] = {
  { BW_TERMS_BEGINNER_CASH, N_("Beginner cash"), N_("$10,000, no debts, no short sales: nothing can be lost but what is there.") },
  { BW_TERMS_REALISTIC_MARGIN, N_("Realistic margin"), N_("$100,000 at 2×, with fees, interest and the size of the market in the way.") },
  { BW_TERMS_ALPACA_PAPER, N_("Alpaca paper"), N_("$100,000 at 4×, filled as Alpaca’s paper trading does it: no fees.") },
  { BW_TERMS_CONSERVATIVE, N_("Conservative"), N_("$25,000 with all costs and doubt settled against you. What works here works.") },
};

static const struct
{
  const char *name, *title, *sentence;
} schedules[] = {
  { "none", N_("No fees"), N_("Nothing is charged, and borrowing is free.") },
  { "us-equity-2026", N_("US regulatory fees"), N_("What the SEC, FINRA and the exchanges charge, by date; no commission.") },
  { "us-equity-per-share", N_("US, commission a share"), N_("Regulatory fees, and a commission for each share.") },
  { "us-equity-percent", N_("US, commission in percent"), N_("Regulatory fees, and a commission on what the trade is worth.") },
  { "crypto-tiers", N_("Coins in tiers"), N_("Coins cost less the more you trade in thirty days; shares cost nothing.") },
  { "alpaca-live", N_("Alpaca live"), N_("Regulatory fees, coins in tiers, interest on debts and fees for borrowed shares, as Alpaca charges them.") },
  { "all-costs", N_("All costs"), N_("Commissions, regulatory fees, interest and borrow fees in round numbers, to learn with.") },
};

/* The titles of the form's fields. */
static const char *const term_titles[BW_N_TERMS] = {
  [BW_TERM_TYPE] = N_("Type"),
  [BW_TERM_MULTIPLIER] = N_("Buying power"),
  [BW_TERM_SHORTING] = N_("Short sales"),
  [BW_TERM_MARGIN_RULE] = N_("Day-trading rule"),
  [BW_TERM_DEFICITS] = N_("Let intraday deficits happen"),
  [BW_TERM_PROFILE] = N_("Fill model"),
  [BW_TERM_FEES] = N_("Fees and interest"),
  [BW_TERM_LOTS] = N_("Which shares a sale takes"),
  [BW_TERM_LATENCY] = N_("Latency, ms"),
  [BW_TERM_STALE_AFTER] = N_("Quotes grow stale after, seconds"),
  [BW_TERM_SLIPPAGE] = N_("Slippage"),
  [BW_TERM_LIMIT_TOUCH] = N_("When a bar touches a limit"),
  [BW_TERM_LIMIT_TICKS] = N_("Price steps beyond a limit"),
  [BW_TERM_PARTICIPATION] = N_("Share of the volume, %"),
  [BW_TERM_VOLUME_SPLIT] = N_("Volume in quarters"),
  [BW_TERM_BAR_FILL] = N_("Orders sent at a bar’s close fill"),
};

/** bw_account_words_term: (transfer none): the title of the field that sets it; %NULL for none. */
const char *
bw_account_words_term (BwTerm term)
{
  return term_titles[term] != NULL ? _(term_titles[term]) : NULL;
}

#define DEFINE_CHOICES(name)                             \
  const BwChoice *bw_account_words_##name (gsize *n_choices) \
  {                                                      \
    *n_choices = G_N_ELEMENTS (name);                    \
    return name;                                         \
  }

DEFINE_CHOICES (types)
DEFINE_CHOICES (multipliers)
DEFINE_CHOICES (margin_rules)
DEFINE_CHOICES (profiles)
DEFINE_CHOICES (lots)
DEFINE_CHOICES (slippages)
DEFINE_CHOICES (touches)
DEFINE_CHOICES (bar_fills)
DEFINE_CHOICES (presets)

/** bw_account_words_find: the first one where there is no @value. */
const BwChoice *
bw_account_words_find (const BwChoice *choices, gsize n_choices, int value)
{
  for (gsize i = 0; i < n_choices; i++)
    if (choices[i].value == value)
      return &choices[i];
  return &choices[0];
}

/**
 * bw_account_words_schedule:
 * @title, @sentence: (out): translated; a schedule without words is called by its name
 */
void
bw_account_words_schedule (const char *schedule, const char **title, const char **sentence)
{
  *title = schedule;
  *sentence = "";
  for (gsize i = 0; i < G_N_ELEMENTS (schedules); i++)
    if (g_str_equal (schedules[i].name, schedule))
      {
        *title = _(schedules[i].title);
        *sentence = _(schedules[i].sentence);
      }
}

/* ---- Standing ---- */

const char *
bw_account_words_call_title (BwMarginCallKind kind)
{
  switch (kind)
    {
    case BW_CALL_MAINTENANCE:
      return _("Maintenance margin call");
    case BW_CALL_INITIAL:
      return _("Initial margin call");
    case BW_CALL_INTRADAY:
      return _("Intraday margin call");
    case BW_CALL_NONE:
      break;
    }
  return _("No margin call");
}

static const char *
title_of_reason (BwReason reason)
{
  if (reason == BW_REASON_INITIAL_MARGIN)
    return bw_account_words_call_title (BW_CALL_INITIAL);
  if (reason == BW_REASON_INTRADAY_DEFICIT)
    return bw_account_words_call_title (BW_CALL_INTRADAY);
  return bw_account_words_call_title (BW_CALL_MAINTENANCE);
}

/** bw_account_words_event: what happened to the account, in one line. */
char *
bw_account_words_event (const BwMarginEvent *event, const char *currency)
{
  g_autofree char *amount = bw_format_money (event->amount, currency, BW_FORMAT_PLAIN);
  const char *title = title_of_reason (event->reason);

  switch ((BwMarginEventKind) event->kind)
    {
    case BW_MARGIN_CALL_ISSUED:
      /* Translators: "Maintenance margin call: $1,250.00" */
      return g_strdup_printf (_("%s: %s"), title, amount);
    case BW_MARGIN_CALL_MET:
      return g_strdup_printf (_("%s met"), title);
    case BW_MARGIN_CALL_UNMET:
      return g_strdup_printf (_("%s overdue: %s"), title, amount);
    case BW_MARGIN_LIQUIDATION:
      return g_strdup_printf (_("Positions are closed for you: %s was missing"), amount);
    case BW_MARGIN_VIOLATION:
      return g_strdup (event->reason == BW_REASON_FREE_RIDING ? _("Free-riding: sold before it was paid for")
                                                              : _("Good-faith violation: sold before its money had settled"));
    case BW_MARGIN_RESTRICTED:
      return g_strdup (event->reason == BW_REASON_FROZEN ? _("The account is frozen: nothing on credit, nothing short")
                                                         : _("Only settled cash may buy"));
    case BW_MARGIN_RELEASED:
      return g_strdup (_("The restriction has ended"));
    case BW_MARGIN_PATTERN:
      return g_strdup (_("You are a pattern day trader now"));
    }
  return g_strdup (title);
}

/** bw_account_words_event_detail: until when, or what to do. */
char *
bw_account_words_event_detail (const BwMarginEvent *event, const char *zone)
{
  g_autofree char *until = event->until != 0 ? bw_format_date_time (event->until, zone) : NULL;

  switch ((BwMarginEventKind) event->kind)
    {
    case BW_MARGIN_CALL_ISSUED:
      return until != NULL ? g_strdup_printf (_("due %s"), until) : g_strdup (_("deposit money or close positions"));
    case BW_MARGIN_CALL_UNMET:
      return g_strdup (_("deposit money or close positions"));
    case BW_MARGIN_RESTRICTED:
      return until != NULL ? g_strdup_printf (_("until %s"), until) : g_strdup ("");
    case BW_MARGIN_PATTERN:
      return g_strdup (_("day trades need $25,000 of equity"));
    case BW_MARGIN_VIOLATION:
      return g_strdup (_("three in a year restrict the account"));
    case BW_MARGIN_CALL_MET:
    case BW_MARGIN_LIQUIDATION:
    case BW_MARGIN_RELEASED:
      break;
    }
  return g_strdup ("");
}

gboolean
bw_account_words_is_good (BwMarginEventKind kind)
{
  return kind == BW_MARGIN_CALL_MET || kind == BW_MARGIN_RELEASED;
}

/** bw_account_words_call: how much, until when, and what to do. */
char *
bw_account_words_call (const BwMarginCall *call, const char *currency, const char *zone)
{
  g_autofree char *amount = bw_format_money (call->amount, currency, BW_FORMAT_PLAIN);
  g_autofree char *due = call->due != 0 ? bw_format_date_time (call->due, zone) : NULL;

  if (call->is_overdue)
    return g_strdup_printf (_("%s is missing and overdue. Deposit money or close positions."), amount);
  if (due == NULL)
    return g_strdup_printf (_("%s is missing. Deposit money or close positions."), amount);
  return g_strdup_printf (_("%s is missing, due %s. Deposit money or close positions."), amount, due);
}

/**
 * bw_account_words_urgent:
 *
 * Returns: (transfer full) (nullable): what must be seen all the time: an open call, else a restriction
 */
char *
bw_account_words_urgent (const BwAccountView *view, BwTime now, const char *zone)
{
  const BwAccountMargin *margin = &view->account.margin;
  const BwMarginCall *call = margin->call.kind != BW_CALL_NONE ? &margin->call : &margin->intraday_call;
  g_autofree char *text = NULL, *until = NULL;

  if (call->kind != BW_CALL_NONE)
    {
      text = bw_account_words_call (call, view->account.terms.currency, zone);
      return g_strdup_printf ("%s: %s", bw_account_words_call_title ((BwMarginCallKind) call->kind), text);
    }
  if (margin->frozen_until > now)
    {
      until = bw_format_date_time (margin->frozen_until, zone);
      return g_strdup_printf (_("The account is frozen until %s: nothing on credit, nothing short."), until);
    }
  if (margin->settled_only_until > now)
    {
      until = bw_format_date_time (margin->settled_only_until, zone);
      return g_strdup_printf (_("Only settled cash may buy, until %s."), until);
    }
  return NULL;
}
