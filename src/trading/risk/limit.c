/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/limit.h"

#include "base/percent.h"
#include "trading/risk/verdict.h"

#include <string.h>

/* What each rule is called, how its value reads, the word of its refusal, and whether it can cut an
 * order to size: one line a rule. */
static const struct
{
  const char *word;
  BwLimitKind kind;
  BwReason reason;
  gboolean can_resize;
} rules[BW_N_LIMIT_RULES] = {
  [BW_LIMIT_DAILY_LOSS] = { "max-daily-loss", BW_LIMIT_KIND_SHARE, BW_REASON_DAILY_LOSS, FALSE },
  [BW_LIMIT_DRAWDOWN] = { "max-drawdown", BW_LIMIT_KIND_SHARE, BW_REASON_DRAWDOWN, FALSE },
  [BW_LIMIT_SYMBOLS] = { "symbols", BW_LIMIT_KIND_LIST, BW_REASON_SYMBOL_LIST, FALSE },
  [BW_LIMIT_DENIED_SYMBOLS] = { "denied-symbols", BW_LIMIT_KIND_LIST, BW_REASON_SYMBOL_LIST, FALSE },
  [BW_LIMIT_SESSIONS] = { "sessions", BW_LIMIT_KIND_SESSIONS, BW_REASON_SESSION_LIST, FALSE },
  [BW_LIMIT_ORDER_RATE] = { "max-order-rate", BW_LIMIT_KIND_RATE, BW_REASON_ORDER_RATE, FALSE },
  [BW_LIMIT_ORDER_SIZE] = { "max-order-size", BW_LIMIT_KIND_MONEY, BW_REASON_ORDER_SIZE, TRUE },
  [BW_LIMIT_ORDER_QUANTITY] = { "max-order-quantity", BW_LIMIT_KIND_QUANTITY, BW_REASON_ORDER_SIZE, TRUE },
  [BW_LIMIT_POSITION] = { "max-position", BW_LIMIT_KIND_SHARE, BW_REASON_POSITION_LIMIT, TRUE },
  [BW_LIMIT_SECTOR] = { "max-sector", BW_LIMIT_KIND_SHARE, BW_REASON_SECTOR_LIMIT, TRUE },
  [BW_LIMIT_CONCENTRATION] = { "max-concentration", BW_LIMIT_KIND_SHARE, BW_REASON_CONCENTRATION, TRUE },
  [BW_LIMIT_GROSS] = { "max-gross", BW_LIMIT_KIND_SHARE, BW_REASON_GROSS_LIMIT, TRUE },
  [BW_LIMIT_NET] = { "max-net", BW_LIMIT_KIND_SHARE, BW_REASON_NET_LIMIT, TRUE },
  [BW_LIMIT_LEVERAGE] = { "max-leverage", BW_LIMIT_KIND_MULTIPLE, BW_REASON_LEVERAGE, TRUE },
  [BW_LIMIT_PRICE_COLLAR] = { "price-collar", BW_LIMIT_KIND_SHARE, BW_REASON_PRICE_COLLAR, FALSE },
  [BW_LIMIT_KILL_SWITCH] = { "kill-switch", BW_LIMIT_KIND_SWITCH, BW_REASON_KILL_SWITCH, FALSE },
  [BW_LIMIT_WASH_TRADE] = { "wash-trade", BW_LIMIT_KIND_QUANTITY, BW_REASON_WASH_TRADE, FALSE },
  [BW_LIMIT_EASY_TO_BORROW] = { "easy-to-borrow", BW_LIMIT_KIND_QUANTITY, BW_REASON_HARD_TO_BORROW, FALSE },
  [BW_LIMIT_BUYING_POWER] = { "buying-power", BW_LIMIT_KIND_MONEY, BW_REASON_BUYING_POWER, FALSE },
};

static const char *const session_words[] = {
  [BW_PHASE_CLOSED] = "closed", [BW_PHASE_PRE] = "pre",
  [BW_PHASE_CORE] = "core",     [BW_PHASE_POST] = "post",
  [BW_PHASE_OVERNIGHT] = "overnight",
};

static const char *const scope_words[] = { "account", "strategy", "agent" };

const char *
bw_limit_scope_word (BwLimitScope scope)
{
  return (guint) scope < G_N_ELEMENTS (scope_words) ? scope_words[scope] : scope_words[0];
}

/**
 * bw_limit_parse_source:
 * @text: `strategy:NAME` or `agent:NAME`
 *
 * Returns: %FALSE for anything else, and for names of no or too many letters
 */
gboolean
bw_limit_parse_source (const char *text, BwLimitScope *scope, char source[BW_SOURCE_BYTES])
{
  for (guint i = BW_LIMIT_SCOPE_STRATEGY; i <= BW_LIMIT_SCOPE_AGENT; i++)
    {
      gsize n_bytes = strlen (scope_words[i]);

      if (!g_str_has_prefix (text, scope_words[i]) || text[n_bytes] != ':')
        continue;
      *scope = (BwLimitScope) i;
      return text[n_bytes + 1] != '\0' &&
             g_strlcpy (source, text + n_bytes + 1, BW_SOURCE_BYTES) < BW_SOURCE_BYTES;
    }
  return FALSE;
}

static gboolean
is_rule (guint rule)
{
  return rule >= BW_LIMIT_DAILY_LOSS && rule < BW_N_LIMIT_RULES;
}

/* Its word in scenarios, the command line and the API; "none" for what is no rule. */
const char *
bw_limit_word (BwLimitRule rule)
{
  return is_rule (rule) ? rules[rule].word : "none";
}

gboolean
bw_limit_parse_word (const char *word, BwLimitRule *rule)
{
  for (guint i = BW_LIMIT_DAILY_LOSS; i < BW_N_LIMIT_RULES; i++)
    if (g_str_equal (rules[i].word, word))
      {
        *rule = (BwLimitRule) i;
        return TRUE;
      }
  return FALSE;
}

BwLimitKind
bw_limit_kind (BwLimitRule rule)
{
  return is_rule (rule) ? rules[rule].kind : BW_LIMIT_KIND_QUANTITY;
}

/* Why an order is refused that goes beyond it. */
BwReason
bw_limit_reason (BwLimitRule rule)
{
  return is_rule (rule) ? rules[rule].reason : BW_REASON_NOT_ALLOWED;
}

gboolean
bw_limit_can_resize (BwLimitRule rule)
{
  return is_rule (rule) && rules[rule].can_resize;
}

const char *
bw_limit_session_word (BwSessionPhase phase)
{
  return (guint) phase < G_N_ELEMENTS (session_words) ? session_words[phase] : "closed";
}

/* Is @word one of those that @list holds, parted by blanks? */
gboolean
bw_limit_list_has (const char *list, const char *word)
{
  for (const char *at = list; *at != '\0';)
    {
      gsize i = 0;

      while (word[i] != '\0' && word[i] != ' ' && at[i] == word[i])
        i++;
      if (word[i] == '\0' && (at[i] == ' ' || at[i] == '\0'))
        return i > 0;
      for (at += i; *at != ' ' && *at != '\0';)
        at++;
      while (*at == ' ')
        at++;
    }
  return FALSE;
}

static gboolean
are_sessions (const char *list)
{
  for (const char *at = list; *at != '\0';)
    {
      gsize length = strcspn (at, " ");
      gboolean is_known = FALSE;

      for (gsize i = BW_PHASE_PRE; i < G_N_ELEMENTS (session_words); i++)
        is_known |= strlen (session_words[i]) == length && memcmp (at, session_words[i], length) == 0;
      if (!is_known)
        return FALSE;
      at += length;
      at += strspn (at, " ");
    }
  return list[0] != '\0';
}

/* The ways of the kill switch. */
static gboolean
is_switch (const char *way)
{
  return g_str_equal (way, "stop") || g_str_equal (way, "cancel") || g_str_equal (way, "flatten") ||
         g_str_equal (way, "freeze");
}

/* `on`, or `on` and how. */
static gboolean
parse_switch (const char *text, BwLimit *limit)
{
  const char *way = g_str_equal (text, "on") ? "stop" : g_str_has_prefix (text, "on ") ? text + 3 : "";

  g_strlcpy (limit->list, way, sizeof limit->list);
  return is_switch (way);
}

/**
 * bw_limit_is_valid:
 *
 * Can it be set? Shares are at most 10000 %, counts at most %BW_LIMIT_RATE_MAX, and only what can be
 * cut may resize. A limit that is off or inherited needs no value.
 */
gboolean
bw_limit_is_valid (const BwLimit *limit)
{
  if (limit->scope > BW_LIMIT_SCOPE_AGENT || limit->rule < BW_LIMIT_DAILY_LOSS ||
      limit->rule > BW_LIMIT_KILL_SWITCH || limit->mode > BW_LIMIT_OFF ||
      memchr (limit->list, '\0', sizeof limit->list) == NULL ||
      memchr (limit->source, '\0', sizeof limit->source) == NULL ||
      (limit->scope == BW_LIMIT_SCOPE_ACCOUNT) != (limit->source[0] == '\0'))
    return FALSE;
  if (limit->resizes > (rules[limit->rule].can_resize ? 1 : 0))
    return FALSE;
  if (limit->mode != BW_LIMIT_ON)
    return TRUE;
  switch (rules[limit->rule].kind)
    {
    case BW_LIMIT_KIND_SHARE:
    case BW_LIMIT_KIND_MULTIPLE:
      return limit->value.e8 > 0 && limit->value.e8 <= BW_FIXED (100).e8;
    case BW_LIMIT_KIND_MONEY:
    case BW_LIMIT_KIND_QUANTITY:
      return limit->value.e8 > 0;
    case BW_LIMIT_KIND_RATE:
      return limit->value.e8 > 0 && limit->value.e8 <= BW_FIXED (BW_LIMIT_RATE_MAX).e8 &&
             limit->value.e8 % BW_FIXED_ONE_E8 == 0 && limit->period > 0;
    case BW_LIMIT_KIND_LIST:
      return limit->list[strspn (limit->list, " ")] != '\0';
    case BW_LIMIT_KIND_SESSIONS:
      return are_sessions (limit->list);
    case BW_LIMIT_KIND_SWITCH:
      return is_switch (limit->list);
    }
  return FALSE;
}

/* 10/min, 5/s, 100/h, 20/15s: a count, then a period of one unit or of some. */
static gboolean
parse_rate (const char *text, BwLimit *limit)
{
  static const struct
  {
    const char *word;
    gint64 ns;
  } units[] = { { "s", BW_SECOND }, { "min", BW_MINUTE }, { "m", BW_MINUTE }, { "h", BW_HOUR },
                { "d", BW_DAY } };
  const char *slash = strchr (text, '/');
  guint64 n_units = 0;
  gsize n_digits;

  if (slash == NULL || bw_fixed_parse (text, slash - text, &limit->value) != BW_FIXED_PARSE_OK)
    return FALSE;
  n_digits = strspn (slash + 1, "0123456789");
  if (n_digits > 6)
    return FALSE;
  for (gsize i = 0; i < n_digits; i++)
    n_units = n_units * 10 + (guint64) (slash[1 + i] - '0');
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (slash + 1 + n_digits, units[i].word))
      {
        limit->period = (n_digits == 0 ? 1 : (gint64) n_units) * units[i].ns;
        return TRUE;
      }
  return FALSE;
}

/**
 * bw_limit_parse_value:
 * @text: `10%`, `2`, `25000`, `10/min`, `AAPL MSFT`, `core post`: as @limit's rule reads
 *
 * Returns: %FALSE, with @limit of no use, when the text is no such value
 */
gboolean
bw_limit_parse_value (const char *text, BwLimit *limit)
{
  limit->mode = BW_LIMIT_ON;
  limit->value = BW_FIXED_ZERO;
  limit->period = 0;
  memset (limit->list, 0, sizeof limit->list);
  switch (bw_limit_kind (limit->rule))
    {
    case BW_LIMIT_KIND_SHARE:
      return bw_percent_parse (text, &limit->value);
    case BW_LIMIT_KIND_MULTIPLE:
    case BW_LIMIT_KIND_MONEY:
    case BW_LIMIT_KIND_QUANTITY:
      return bw_fixed_parse (text, -1, &limit->value) == BW_FIXED_PARSE_OK;
    case BW_LIMIT_KIND_RATE:
      return parse_rate (text, limit);
    case BW_LIMIT_KIND_LIST:
    case BW_LIMIT_KIND_SESSIONS:
      return g_strlcpy (limit->list, text, sizeof limit->list) < sizeof limit->list;
    case BW_LIMIT_KIND_SWITCH:
      return parse_switch (text, limit);
    }
  return FALSE;
}

static char *
print_rate (const BwLimit *limit, char *text)
{
  static const struct
  {
    const char *word;
    gint64 ns;
  } units[] = { { "d", BW_DAY }, { "h", BW_HOUR }, { "min", BW_MINUTE }, { "s", BW_SECOND } };
  char digits[BW_FIXED_TEXT_BYTES];

  bw_fixed_print (limit->value, 0, 0, digits);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (limit->period % units[i].ns == 0)
      {
        if (limit->period == units[i].ns)
          g_snprintf (text, BW_LIMIT_TEXT_BYTES, "%s/%s", digits, units[i].word);
        else
          g_snprintf (text, BW_LIMIT_TEXT_BYTES, "%s/%" G_GINT64_FORMAT "%s", digits,
                      limit->period / units[i].ns, units[i].word);
        return text;
      }
  g_snprintf (text, BW_LIMIT_TEXT_BYTES, "%s/%" G_GINT64_FORMAT "ns", digits, limit->period);
  return text;
}

/**
 * bw_limit_print_number:
 * @text: at least %BW_LIMIT_TEXT_BYTES
 *
 * A number that @rule measures, as bw_limit_parse_value() reads it; shares with two decimals.
 */
char *
bw_limit_print_number (BwLimitRule rule, BwFixed number, char *text)
{
  char digits[BW_FIXED_TEXT_BYTES];
  BwFixed percent;

  if (bw_limit_kind (rule) == BW_LIMIT_KIND_SHARE && bw_fixed_mul_int (number, 100, &percent))
    g_snprintf (text, BW_LIMIT_TEXT_BYTES, "%s%%", bw_fixed_print (percent, 0, 2, digits));
  else if (bw_limit_kind (rule) == BW_LIMIT_KIND_MONEY)
    bw_fixed_print (number, 2, 2, text);
  else if (bw_limit_kind (rule) == BW_LIMIT_KIND_MULTIPLE)
    bw_fixed_print (number, 0, 2, text);
  else
    bw_fixed_print (number, 0, 8, text);
  return text;
}

/* As bw_limit_parse_value() reads it; "off" and "inherit" where it is not on. */
char *
bw_limit_print_value (const BwLimit *limit, char *text)
{
  if (limit->mode != BW_LIMIT_ON)
    {
      g_strlcpy (text, limit->mode == BW_LIMIT_OFF ? "off" : "inherit", BW_LIMIT_TEXT_BYTES);
      return text;
    }
  switch (bw_limit_kind (limit->rule))
    {
    case BW_LIMIT_KIND_RATE:
      return print_rate (limit, text);
    case BW_LIMIT_KIND_LIST:
    case BW_LIMIT_KIND_SESSIONS:
      g_strlcpy (text, limit->list, BW_LIMIT_TEXT_BYTES);
      return text;
    case BW_LIMIT_KIND_SWITCH:
      g_snprintf (text, BW_LIMIT_TEXT_BYTES, "on%s%s", g_str_equal (limit->list, "stop") ? "" : " ",
                  g_str_equal (limit->list, "stop") ? "" : limit->list);
      return text;
    case BW_LIMIT_KIND_SHARE:
    case BW_LIMIT_KIND_MULTIPLE:
    case BW_LIMIT_KIND_MONEY:
    case BW_LIMIT_KIND_QUANTITY:
      break;
    }
  return bw_limit_print_number (limit->rule, limit->value, text);
}

const char *
bw_verdict_word (BwVerdictOutcome outcome)
{
  static const char *const words[] = { "none", "pass", "resize", "reject" };

  return (guint) outcome < G_N_ELEMENTS (words) ? words[outcome] : words[0];
}

gboolean
bw_verdict_parse (const char *word, BwVerdictOutcome *outcome)
{
  for (guint i = BW_VERDICT_PASS; i <= BW_VERDICT_REJECT; i++)
    if (g_str_equal (bw_verdict_word ((BwVerdictOutcome) i), word))
      {
        *outcome = (BwVerdictOutcome) i;
        return TRUE;
      }
  return FALSE;
}
