/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/risk/risk-page.h"

#include "app/format.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name;
  const char *meaning;
} words[BW_N_LIMIT_RULES] = {
  [BW_LIMIT_DAILY_LOSS] = { N_("Loss of a day"), N_("Of the day’s starting equity; beyond it the account is stopped until the next day") },
  [BW_LIMIT_DRAWDOWN] = { N_("Drawdown"), N_("Below the highest equity since this was set; beyond it the account is stopped") },
  [BW_LIMIT_SYMBOLS] = { N_("Allowed symbols"), N_("Only these can be opened, parted by blanks") },
  [BW_LIMIT_DENIED_SYMBOLS] = { N_("Denied symbols"), N_("These can be closed, not opened") },
  [BW_LIMIT_SESSIONS] = { N_("Allowed sessions"), N_("pre, core, post, overnight: when orders that open are taken") },
  [BW_LIMIT_ORDER_RATE] = { N_("Orders in a period"), N_("For example 10/min; holds for any stretch of that length") },
  [BW_LIMIT_ORDER_SIZE] = { N_("Value of an order"), N_("In the account’s currency") },
  [BW_LIMIT_ORDER_QUANTITY] = { N_("Quantity of an order"), N_("Shares, coins or contracts") },
  [BW_LIMIT_POSITION] = { N_("Position"), N_("One symbol, as a share of equity") },
  [BW_LIMIT_SECTOR] = { N_("Sector"), N_("All positions of a sector, as a share of equity") },
  [BW_LIMIT_CONCENTRATION] = { N_("Three largest positions"), N_("Together, as a share of equity") },
  [BW_LIMIT_GROSS] = { N_("Gross exposure"), N_("Long and short added up, as a share of equity") },
  [BW_LIMIT_NET] = { N_("Net exposure"), N_("Long less short, either way, as a share of equity") },
  [BW_LIMIT_LEVERAGE] = { N_("Leverage"), N_("Gross exposure as a multiple of the lower of equity now and at the day’s start") },
  [BW_LIMIT_PRICE_COLLAR] = { N_("Price collar"), N_("How far beyond the market an order’s own price may pay") },
  [BW_LIMIT_KILL_SWITCH] = { N_("Kill switch"), N_("The account’s own stop") },
  [BW_LIMIT_WASH_TRADE] = { N_("Wash trade"), N_("No trade against an own order") },
  [BW_LIMIT_EASY_TO_BORROW] = { N_("Shares to borrow"), N_("A short sale needs shares that can be borrowed") },
  [BW_LIMIT_BUYING_POWER] = { N_("Buying power"), N_("What an order takes, and what is left") },
};

const char *
bw_risk_words_name (BwLimitRule rule)
{
  return (guint) rule < G_N_ELEMENTS (words) && words[rule].name != NULL ? _(words[rule].name) : "";
}

const char *
bw_risk_words_meaning (BwLimitRule rule)
{
  return (guint) rule < G_N_ELEMENTS (words) && words[rule].meaning != NULL ? _(words[rule].meaning) : "";
}

const char *
bw_risk_words_outcome (BwVerdictOutcome outcome)
{
  switch (outcome)
    {
    case BW_VERDICT_PASS:
      return _("passed");
    case BW_VERDICT_RESIZE:
      return _("cut");
    case BW_VERDICT_REJECT:
      return _("refused");
    }
  return "";
}

/**
 * bw_risk_words_number:
 *
 * Returns: (transfer full): a number that @rule measures, as people read it
 */
char *
bw_risk_words_number (BwLimitRule rule, BwFixed number)
{
  switch (bw_limit_kind (rule))
    {
    case BW_LIMIT_KIND_SHARE:
      return bw_format_percent (bw_fixed_to_double (number), BW_FORMAT_PLAIN);
    case BW_LIMIT_KIND_MONEY:
      return bw_format_amount (number, BW_FORMAT_PLAIN);
    case BW_LIMIT_KIND_MULTIPLE:
      {
        g_autofree char *digits = bw_format_number (number, 2, 2, BW_FORMAT_PLAIN);

        return g_strconcat (digits, "×", NULL);
      }
    case BW_LIMIT_KIND_QUANTITY:
    case BW_LIMIT_KIND_RATE:
    case BW_LIMIT_KIND_LIST:
    case BW_LIMIT_KIND_SESSIONS:
    case BW_LIMIT_KIND_SWITCH:
      break;
    }
  return bw_format_quantity (number, BW_FORMAT_PLAIN);
}

/* Whose limit it is goes with it where it is not the account's. */
static char *
name_with_scope (const BwRuleVerdict *verdict)
{
  const char *name = bw_risk_words_name (verdict->rule);

  switch ((BwLimitScope) verdict->scope)
    {
    case BW_LIMIT_SCOPE_STRATEGY:
      /* Translators: a risk rule of the strategy that sent the order */
      return g_strdup_printf (_("%s (strategy)"), name);
    case BW_LIMIT_SCOPE_AGENT:
      /* Translators: a risk rule of the agent that sent the order */
      return g_strdup_printf (_("%s (agent)"), name);
    case BW_LIMIT_SCOPE_ACCOUNT:
      break;
    }
  return g_strdup (name);
}

/**
 * bw_risk_words_verdict:
 *
 * Returns: (transfer full): one line: the rule, its outcome, the numbers it saw
 */
char *
bw_risk_words_verdict (const BwRuleVerdict *verdict)
{
  g_autofree char *before = bw_risk_words_number (verdict->rule, verdict->before);
  g_autofree char *after = bw_risk_words_number (verdict->rule, verdict->after);
  g_autofree char *limit = bw_risk_words_number (verdict->rule, verdict->limit);
  g_autofree char *name = name_with_scope (verdict);
  const char *outcome = bw_risk_words_outcome (verdict->outcome);

  if (bw_fixed_is_zero (verdict->limit) && bw_fixed_is_zero (verdict->after) && bw_fixed_is_zero (verdict->before))
    return g_strdup_printf ("%s: %s", name, outcome);
  if (bw_fixed_is_zero (verdict->limit))
    return g_strdup_printf ("%s: %s, %s → %s", name, outcome, before, after);
  /* Translators: a risk rule, its verdict, its measure before and after the order, its limit */
  return g_strdup_printf (_("%s: %s, %s → %s of %s"), name, outcome, before, after, limit);
}
