/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/words.h"

#include "app/format.h"

#include <glib/gi18n.h>

/* One entry a reason: what happened, and what to do about it. */
static const struct
{
  const char *sentence;
  const char *advice;
} reasons[] = {
  [BW_REASON_NONE] = { N_("Accepted"), NULL },
  [BW_REASON_BUYING_POWER] = { N_("Not enough buying power"), N_("Reduce the quantity, cancel an order or close a position.") },
  [BW_REASON_INSUFFICIENT_POSITION] = { N_("More than the position holds"), N_("Sell at most what you hold.") },
  [BW_REASON_POSITION_FLIP] = { N_("One order can't turn a long position into a short one"), N_("Close the position first, or use Reverse.") },
  [BW_REASON_NOT_SHORTABLE] = { N_("This account can't sell short"), N_("Sell at most what you hold.") },
  [BW_REASON_HARD_TO_BORROW] = { N_("This symbol can't be borrowed to sell short"), N_("Choose another symbol.") },
  [BW_REASON_PRICE_INCREMENT] = { N_("The price isn't on a price step"), N_("Round it to the instrument's tick.") },
  [BW_REASON_LOT_SIZE] = { N_("The quantity isn't a whole number of lots"), N_("Round the quantity.") },
  [BW_REASON_QUANTITY] = { N_("This quantity isn't possible"), N_("Enter a quantity above zero.") },
  [BW_REASON_PRICE] = { N_("This price isn't possible"), N_("Enter a price above zero.") },
  [BW_REASON_NOTIONAL] = { N_("This amount of money isn't possible"), N_("Enter an amount above zero.") },
  [BW_REASON_NOTIONAL_TOO_LARGE] = { N_("The order is worth too much"), N_("Reduce the quantity.") },
  [BW_REASON_TIME_IN_FORCE] = { N_("This order type doesn't go with this time in force"), N_("Choose Day or Good till cancelled.") },
  [BW_REASON_ORDER_TYPE] = { N_("This order type isn't possible here"), N_("Choose another type.") },
  [BW_REASON_ORDER_CLASS] = { N_("These orders can't be combined"), NULL },
  [BW_REASON_AUCTION_WINDOW] = { N_("Too late or too early for this auction"), NULL },
  [BW_REASON_EXTENDED_HOURS] = { N_("Outside regular hours only limit day orders work"), NULL },
  [BW_REASON_MARKET_CLOSED] = { N_("The market is closed"), N_("Wait for the next session.") },
  [BW_REASON_HALTED] = { N_("Trading in this symbol is halted"), N_("Wait until trading resumes.") },
  [BW_REASON_UNKNOWN_SYMBOL] = { N_("No such symbol"), N_("Choose a symbol of this market.") },
  [BW_REASON_NOT_ALLOWED] = { N_("This can't be done with this account"), NULL },
  [BW_REASON_DUPLICATE_CLIENT_ID] = { N_("This order was sent before"), NULL },
  [BW_REASON_WASH_TRADE] = { N_("It could trade with your own opposite order"), N_("Cancel the opposite order first.") },
  [BW_REASON_STALE_DATA] = { N_("The quote is too old"), N_("Wait for a new quote.") },
  [BW_REASON_PRICE_COLLAR] = { N_("The limit is too far from the market"), N_("Choose a price nearer to the market.") },
  [BW_REASON_POSITION_LIMIT] = { N_("The position would pass its limit"), N_("Reduce the quantity.") },
  [BW_REASON_SECTOR_LIMIT] = { N_("The sector would pass its limit"), N_("Reduce the quantity.") },
  [BW_REASON_GROSS_LIMIT] = { N_("Gross exposure would pass its limit"), N_("Reduce the quantity.") },
  [BW_REASON_NET_LIMIT] = { N_("Net exposure would pass its limit"), N_("Reduce the quantity.") },
  [BW_REASON_LEVERAGE] = { N_("Leverage would pass its limit"), N_("Reduce the quantity.") },
  [BW_REASON_SYMBOL_LIST] = { N_("This symbol isn’t allowed for this account"), NULL },
  [BW_REASON_SESSION_LIST] = { N_("Orders that open aren’t allowed at this time of day"), NULL },
  [BW_REASON_CONCENTRATION] = { N_("Too much of the account in one symbol"), N_("Reduce the quantity.") },
  [BW_REASON_DAILY_LOSS] = { N_("The daily loss limit is reached"), NULL },
  [BW_REASON_DRAWDOWN] = { N_("The drawdown limit is reached"), NULL },
  [BW_REASON_ORDER_SIZE] = { N_("The order is larger than allowed"), N_("Reduce the quantity.") },
  [BW_REASON_ORDER_RATE] = { N_("Too many orders in a short time"), N_("Wait a moment.") },
  [BW_REASON_KILL_SWITCH] = { N_("Trading is stopped"), N_("Allow new orders again with the Stop button above.") },
  [BW_REASON_MARGIN_CALL] = { N_("The account has a margin call"), N_("Close positions or deposit money.") },
  [BW_REASON_FROZEN] = { N_("The account is frozen: it may not buy more or sell short"), N_("Close positions or wait until it ends: Account Details says when.") },
  [BW_REASON_DAY_TRADES] = { N_("The day trade limit is reached"), NULL },
  [BW_REASON_GOOD_FAITH] = { N_("It would break the good-faith rule"), NULL },
  [BW_REASON_UNSETTLED] = { N_("The money hasn't settled yet"), NULL },
  [BW_REASON_CLOSING_ONLY] = { N_("A position is too large for the account: it may only close"), N_("Close a part of it, or deposit money.") },
  [BW_REASON_SHORT_SALE_RESTRICTED] = { N_("After a fall of 10 percent shorts must be above the best bid"), N_("Set a limit above the bid, or wait until tomorrow’s close.") },
  [BW_REASON_FREE_RIDING] = { N_("Shares were sold before they were paid for"), N_("Deposit money, or buy with settled cash.") },
  [BW_REASON_INTRADAY_DEFICIT] = { N_("It would leave too little margin during the day"), N_("Reduce the quantity, close a position or deposit money.") },
  [BW_REASON_MAINTENANCE_MARGIN] = { N_("Equity is below the maintenance margin"), N_("Close positions or deposit money.") },
  [BW_REASON_INITIAL_MARGIN] = { N_("Equity is below the initial margin"), N_("Close positions or deposit money.") },
  [BW_REASON_EXPIRED] = { N_("It expired"), NULL },
  [BW_REASON_REPLACED] = { N_("It was replaced by another order"), NULL },
  [BW_REASON_CANCELED_BY_USER] = { N_("You cancelled it"), NULL },
  [BW_REASON_SIBLING_FILLED] = { N_("Its sibling was filled"), NULL },
  [BW_REASON_PARENT_CANCELED] = { N_("The order it belonged to was cancelled"), NULL },
  [BW_REASON_REDUCE_ONLY] = { N_("There is no position left to reduce"), NULL },
  [BW_REASON_IPO_LIMIT_ONLY] = { N_("A new listing takes only limit orders before its first trade"), N_("Choose a limit order.") },
  [BW_REASON_AUCTION_REMAINDER] = { N_("What the auction left over was cancelled"), NULL },
  [BW_REASON_IOC_REMAINDER] = { N_("What couldn't be filled at once was cancelled"), NULL },
  [BW_REASON_FOK] = { N_("It couldn't be filled whole at once"), NULL },
  [BW_REASON_UNKNOWN_ORDER] = { N_("There is no such order"), NULL },
  [BW_REASON_ORDER_CLOSED] = { N_("The order has ended already"), NULL },
  [BW_REASON_BOOK_REMAINDER] = { N_("What the best price couldn't fill was cancelled, as this model does"), NULL },
  [BW_REASON_UNKNOWN_ACCOUNT] = { N_("There is no such account"), NULL },
  [BW_REASON_SIBLING_CANCELED] = { N_("Another order of its group was cancelled"), NULL },
  [BW_REASON_LEG_PRICE] = { N_("The exits are on the wrong side"),
                            N_("The target lies beyond the stop, the stop at least $0.01 beyond the entry.") },
  [BW_REASON_ORDER_PENDING] = { N_("A change of the order is still on its way"), NULL },
  [BW_REASON_CONDITION] = { N_("The condition can’t be understood"), NULL },
  [BW_REASON_CORPORATE_ACTION] = { N_("A split or dividend left no price for it"), N_("Enter it again at a price of today.") },
  [BW_REASON_DELISTED] = { N_("The symbol is no longer traded"), N_("Choose another symbol.") },
};

const char *
bw_words_reason (BwReason reason)
{
  if ((gsize) reason < G_N_ELEMENTS (reasons) && reasons[reason].sentence != NULL)
    return _(reasons[reason].sentence);
  return _("It was refused");
}

/** bw_words_reason_advice: (nullable): what to do about it. */
const char *
bw_words_reason_advice (BwReason reason)
{
  if ((gsize) reason < G_N_ELEMENTS (reasons) && reasons[reason].advice != NULL)
    return _(reasons[reason].advice);
  return NULL;
}

const char *
bw_words_side (BwSide side)
{
  return side == BW_SIDE_BUY ? _("Buy") : _("Sell");
}

const char *
bw_words_type (BwOrderType type)
{
  switch (type)
    {
    case BW_ORDER_MARKET:
      return _("Market");
    case BW_ORDER_LIMIT:
      return _("Limit");
    case BW_ORDER_STOP:
      return _("Stop");
    case BW_ORDER_STOP_LIMIT:
      return _("Stop limit");
    case BW_ORDER_TRAILING_STOP:
      return _("Trailing stop");
    case BW_ORDER_TRAILING_STOP_LIMIT:
      return _("Trailing stop limit");
    case BW_ORDER_MARKET_IF_TOUCHED:
      return _("Market if touched");
    case BW_ORDER_LIMIT_IF_TOUCHED:
      return _("Limit if touched");
    }
  return BW_DASH;
}

const char *
bw_words_tif (BwTif tif)
{
  switch (tif)
    {
    case BW_TIF_DAY:
      return _("Day");
    case BW_TIF_GTC:
      return _("Good till cancelled");
    case BW_TIF_IOC:
      return _("Immediate or cancel");
    case BW_TIF_FOK:
      return _("Fill or kill");
    case BW_TIF_OPG:
      return _("At the open");
    case BW_TIF_CLS:
      return _("At the close");
    case BW_TIF_GTD:
      return _("Good till date");
    }
  return BW_DASH;
}

const char *
bw_words_status (BwOrderStatus status)
{
  switch (status)
    {
    case BW_ORDER_NEW:
      return _("Working");
    case BW_ORDER_ACCEPTED:
      return _("Queued");
    case BW_ORDER_HELD:
      return _("Held");
    case BW_ORDER_PARTIALLY_FILLED:
      return _("Partly filled");
    case BW_ORDER_FILLED:
      return _("Filled");
    case BW_ORDER_CANCELED:
      return _("Cancelled");
    case BW_ORDER_EXPIRED:
      return _("Expired");
    case BW_ORDER_REPLACED:
      return _("Replaced");
    case BW_ORDER_REJECTED:
      return _("Rejected");
    case BW_ORDER_PENDING_NEW:
      return _("On its way");
    case BW_ORDER_PENDING_CANCEL:
      return _("Cancelling");
    case BW_ORDER_PENDING_REPLACE:
      return _("Replacing");
    case BW_ORDER_DONE_FOR_DAY:
      return _("Done for the day");
    case BW_ORDER_SUSPENDED:
      return _("Suspended");
    case BW_ORDER_STOPPED:
      return _("Price guaranteed");
    case BW_ORDER_CALCULATED:
      return _("Calculated");
    case BW_ORDER_ACCEPTED_FOR_BIDDING:
      return _("In bidding");
    }
  return BW_DASH;
}

const char *
bw_words_phase (BwSessionPhase phase)
{
  switch (phase)
    {
    case BW_PHASE_CLOSED:
      return _("closed");
    case BW_PHASE_PRE:
      return _("pre-market");
    case BW_PHASE_CORE:
      return _("open");
    case BW_PHASE_POST:
      return _("after hours");
    case BW_PHASE_OVERNIGHT:
      return _("overnight");
    }
  return "";
}

const char *
bw_words_profile (BwProfile profile)
{
  switch (profile)
    {
    case BW_PROFILE_REALISTIC:
      return _("Realistic");
    case BW_PROFILE_ALPACA:
      return _("Alpaca paper");
    case BW_PROFILE_IBKR:
      return _("IBKR paper");
    case BW_PROFILE_CONSERVATIVE:
      return _("Conservative bars");
    case BW_PROFILE_TOUCH:
      return _("Touch");
    case BW_PROFILE_PINE:
      return _("Pine");
    case BW_PROFILE_IMMEDIATE:
      return _("Immediate");
    }
  return BW_DASH;
}

/**
 * bw_words_note:
 * @flags: BwCertificateFlags
 *
 * The gravest of what has to be said of a fill, in a word or two.
 */
const char *
bw_words_note (guint8 flags)
{
  if ((flags & BW_CERTIFICATE_AMBIGUOUS) != 0)
    return _("Ambiguous");
  if ((flags & BW_CERTIFICATE_OPTIMISTIC) != 0)
    return _("Optimistic");
  if ((flags & (BW_CERTIFICATE_TOUCH_BY_CHANCE | BW_CERTIFICATE_PART_BY_CHANCE)) != 0)
    return _("By chance");
  if ((flags & BW_CERTIFICATE_CAPPED) != 0)
    return _("Capped");
  if ((flags & BW_CERTIFICATE_FINER_BAR) != 0)
    return _("Finer bar");
  return "";
}

/** bw_words_rule: which rule filled it, as a sentence. */
const char *
bw_words_rule (BwRule rule)
{
  switch (rule)
    {
    case BW_RULE_NONE:
      return BW_DASH;
    case BW_RULE_BOOK_WALK:
      return _("It took what the order book offered, best price first.");
    case BW_RULE_TOUCH:
      return _("The market touched its limit.");
    case BW_RULE_TRADE_THROUGH:
      return _("The market traded through its limit.");
    case BW_RULE_QUEUE:
      return _("Its turn came in the queue at its price.");
    case BW_RULE_GAP_OPEN:
      return _("The market opened beyond its price, so it filled at the open.");
    case BW_RULE_STOP_TRIGGER:
      return _("Its stop was reached and it became a market order.");
    case BW_RULE_TRAIL_TRIGGER:
      return _("Its trailing stop was reached and it became a market order.");
    case BW_RULE_AUCTION_OPEN:
      return _("It filled at the opening auction's price.");
    case BW_RULE_AUCTION_CLOSE:
      return _("It filled at the closing auction's price.");
    case BW_RULE_BAR_OPEN:
      return _("It filled at the open of the next bar.");
    case BW_RULE_BAR_PATH:
      return _("The path within the bar reached its price.");
    case BW_RULE_AMBIGUOUS_PESSIMISTIC:
      return _("The bar doesn't tell what came first; the worse case was taken.");
    case BW_RULE_PARTICIPATION:
      return _("Its share of the traded volume was limited.");
    case BW_RULE_LIQUIDATION:
      return _("The account was liquidated.");
    case BW_RULE_EXERCISE:
      return _("The option was exercised.");
    case BW_RULE_ASSIGNMENT:
      return _("The option was assigned.");
    case BW_RULE_TRADE_PRINT:
      return _("A trade in the market reached its price.");
    case BW_RULE_TOUCH_TRIGGER:
      return _("The market touched its price and it became a market or a limit order.");
    case BW_RULE_LAST_PRICE:
      return _("It filled at the last price, as this model does.");
    case BW_RULE_PAPER_QUOTE:
      return _("It filled at the quote, whatever its size, as this model does.");
    case BW_RULE_BAR_CLOSE:
      return _("It filled at the close of the bar it was decided on, as the account asks. That is optimistic: in a market that price is past.");
    case BW_RULE_TOP_OF_BOOK:
      return _("It took what the best price offered; this model sees no deeper into the book.");
    }
  return BW_DASH;
}

/** bw_words_order: "Buy 100 HLVN at market", "Sell 50 HLVN at 61.60", "… stop 60.90". */
char *
bw_words_order (const BwInstrument *instrument, BwSide side, BwFixed quantity, BwOrderType type,
                BwFixed limit_price, BwFixed stop_price)
{
  g_autofree char *quantity_text = bw_format_quantity (quantity, BW_FORMAT_PLAIN);
  g_autofree char *limit_text = bw_format_price (instrument, limit_price);
  g_autofree char *stop_text = bw_format_price (instrument, stop_price);
  const char *symbol = instrument != NULL ? instrument->symbol : "?";
  const char *word = bw_words_side (side);

  if (!bw_fixed_is_zero (stop_price))
    {
      /* Translators: side, quantity, symbol, price: "Sell 100 HLVN stop 60.90" */
      return g_strdup_printf (_("%s %s %s stop %s"), word, quantity_text, symbol, stop_text);
    }
  if (!bw_fixed_is_zero (limit_price))
    {
      /* Translators: side, quantity, symbol, price: "Buy 100 HLVN at 61.60" */
      return g_strdup_printf (_("%s %s %s at %s"), word, quantity_text, symbol, limit_text);
    }
  if (type != BW_ORDER_MARKET)
    return g_strdup_printf ("%s %s %s", word, quantity_text, symbol);
  return g_strdup_printf (_("%s %s %s at market"), word, quantity_text, symbol);
}

/** bw_words_fill: "Bought 200 HLVN at 61.12". */
char *
bw_words_fill (const BwInstrument *instrument, const BwFill *fill, const char *currency)
{
  g_autofree char *quantity = bw_format_quantity (fill->quantity, BW_FORMAT_PLAIN);
  g_autofree char *price = bw_format_price (instrument, fill->price);
  const char *symbol = instrument != NULL ? instrument->symbol : "?";

  return g_strdup_printf (fill->side == BW_SIDE_BUY ? _("Bought %s %s at %s") : _("Sold %s %s at %s"),
                          quantity, symbol, price);
}

/** bw_words_session: "open until 16:00", "opens Tue 3 Mar 09:30": about the phase. */
char *
bw_words_session (const BwTimelineView *timeline, const char *zone)
{
  g_autofree char *open = bw_format_minute (timeline->session.open, zone);
  g_autofree char *close = bw_format_minute (timeline->session.close, zone);
  g_autofree char *date = bw_format_date (timeline->session.open, zone);

  if (timeline->phase == BW_PHASE_CORE)
    return g_strdup_printf (timeline->session.is_early_close ? _("closes early at %s") : _("closes at %s"), close);
  if (timeline->now < timeline->session.open)
    return g_strdup_printf (_("opens %s %s"), date, open);
  return g_strdup (bw_words_phase (timeline->phase));
}

/**
 * bw_words_corporate_action:
 *
 * Returns: (transfer full): what the company did, in a sentence
 */
char *
bw_words_corporate_action (const BwCorporateAction *action)
{
  g_autofree char *to = bw_format_quantity (action->to, BW_FORMAT_PLAIN);
  g_autofree char *from = bw_format_quantity (action->from, BW_FORMAT_PLAIN);
  g_autofree char *amount = bw_format_number (action->to, 2, 8, BW_FORMAT_PLAIN);

  switch ((BwMarketEventKind) action->kind)
    {
    case BW_MARKET_SPLIT:
      return g_strdup_printf (_("%s was split %s for %s"), action->symbol, to, from);
    case BW_MARKET_DIVIDEND:
      return g_strdup_printf (_("%s declared a dividend of %s a share"), action->symbol, amount);
    case BW_MARKET_RENAME:
      return g_strdup_printf (_("A position is now called %s"), action->symbol);
    case BW_MARKET_DELIST:
      return g_strdup_printf (_("%s was delisted"), action->symbol);
    case BW_MARKET_QUOTE:
    case BW_MARKET_TRADE:
    case BW_MARKET_DEPTH:
    case BW_MARKET_BAR:
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      break;
    }
  return g_strdup (action->symbol);
}
