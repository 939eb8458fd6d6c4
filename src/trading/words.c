/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/words.h"

static const char *const reason_words[] = {
  [BW_REASON_NONE] = "none",
#define X(number, name, word) [number] = word,
  BW_REASONS (X)
#undef X
};

static const char *const rule_words[] = {
  [BW_RULE_NONE] = "none",
#define X(number, name, word) [number] = word,
  BW_RULES (X)
#undef X
};

static gboolean
find_word (const char *const *words, gsize n_words, const char *word, guint *number)
{
  for (gsize i = 1; i < n_words; i++)
    if (words[i] != NULL && g_str_equal (words[i], word)) /* numbers have gaps */
      {
        *number = (guint) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * bw_reason_word:
 *
 * Returns: (transfer none): the word; "none" for %BW_REASON_NONE and numbers that are no reason
 */
const char *
bw_reason_word (BwReason reason)
{
  if ((guint) reason >= G_N_ELEMENTS (reason_words) || reason_words[reason] == NULL)
    return "none";
  return reason_words[reason];
}

gboolean
bw_reason_parse (const char *word, BwReason *reason)
{
  guint number;

  if (!find_word (reason_words, G_N_ELEMENTS (reason_words), word, &number))
    return FALSE;
  *reason = (BwReason) number;
  return TRUE;
}

/**
 * bw_reason_http_status:
 *
 * What an API answers a refusal for @reason with: 422 for what is wrong with the order itself, 404 for
 * what it names and is not there, 403 for what the account, its limits or the market's rules forbid.
 * Source: SEMANTICS section 1, Enumerations [AL-spec].
 */
guint
bw_reason_http_status (BwReason reason)
{
  static const BwReason parameters[] = {
    BW_REASON_PRICE_INCREMENT, BW_REASON_LOT_SIZE,      BW_REASON_QUANTITY,       BW_REASON_PRICE,
    BW_REASON_NOTIONAL,        BW_REASON_TIME_IN_FORCE, BW_REASON_ORDER_TYPE,     BW_REASON_ORDER_CLASS,
    BW_REASON_AUCTION_WINDOW,  BW_REASON_MARKET_CLOSED, BW_REASON_EXTENDED_HOURS, BW_REASON_HALTED,
    BW_REASON_UNKNOWN_SYMBOL,  BW_REASON_ORDER_CLOSED,  BW_REASON_LEG_PRICE,      BW_REASON_CONDITION,
    BW_REASON_IPO_LIMIT_ONLY,  BW_REASON_REDUCE_ONLY,   BW_REASON_DELISTED,       BW_REASON_STALE_DATA,
    BW_REASON_NOTIONAL_TOO_LARGE, BW_REASON_DUPLICATE_CLIENT_ID, BW_REASON_ORDER_PENDING,
  };

  if (reason == BW_REASON_NONE)
    return 200;
  if (reason == BW_REASON_UNKNOWN_ORDER || reason == BW_REASON_UNKNOWN_ACCOUNT)
    return 404;
  for (gsize i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (parameters[i] == reason)
      return 422;
  return 403;
}

/**
 * bw_reason_api_code:
 *
 * Returns: the number in the error's body: 40310000, 42210000, 40410000; 0 for %BW_REASON_NONE
 */
guint
bw_reason_api_code (BwReason reason)
{
  return reason == BW_REASON_NONE ? 0 : bw_reason_http_status (reason) * 100000 + 10000;
}

/**
 * bw_rule_word:
 *
 * Returns: (transfer none): the word; "none" for %BW_RULE_NONE and numbers that are no rule
 */
const char *
bw_rule_word (BwRule rule)
{
  if ((guint) rule >= G_N_ELEMENTS (rule_words) || rule_words[rule] == NULL)
    return "none";
  return rule_words[rule];
}

gboolean
bw_rule_parse (const char *word, BwRule *rule)
{
  guint number;

  if (!find_word (rule_words, G_N_ELEMENTS (rule_words), word, &number))
    return FALSE;
  *rule = (BwRule) number;
  return TRUE;
}
